//! What may stand where in `src`.

use syn::visit::Visit;

use super::Source;
use super::tokens::Token;
use super::tokens::paths;
use super::tokens::tokens;

/// Words of the host, which only `src/wasm` knows.
const HOST: [&str; 6] = [
    "js_sys",
    "web_sys",
    "wasm_bindgen",
    "serde_wasm_bindgen",
    "getrandom",
    "JsValue",
];

/// Methods of the standard library whose last bits differ between platforms.
const PLATFORM_MATH: [&str; 24] = [
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp",
    "exp2", "exp_m1", "hypot", "ln", "ln_1p", "log10", "log2", "powf", "powi", "sin", "sinh",
    "tan", "tanh",
];

/// Functions of `libm` that round nothing, which may be called from anywhere.
const EXACT_MATH: [&str; 6] = ["ceil", "fabs", "floor", "rint", "round", "trunc"];

/// Returns every breach of a rule.
pub(super) fn violations(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(violations_of).collect()
}

fn violations_of(source: &Source) -> Vec<String> {
    let file =
        syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.path));
    let mut rules = Rules {
        path: &source.path,
        found: Vec::new(),
        in_tests: false,
    };
    rules.visit_file(&file);
    if source.path.ends_with("/mod.rs") {
        let declares = |item: &syn::Item| match item {
            syn::Item::Mod(module) => module.content.is_none(),
            syn::Item::Use(_) => true,
            _ => false,
        };
        if !file.items.iter().all(declares) {
            rules.report("holds more than declarations");
        }
    }
    rules.found
}

struct Rules<'a> {
    path: &'a str,
    found: Vec<String>,
    in_tests: bool,
}

impl Rules<'_> {
    fn report(&mut self, what: &str) {
        self.found.push(format!("{}: {what}", self.path));
    }

    fn in_wasm(&self) -> bool {
        self.path.starts_with("src/wasm/")
    }

    fn word(&mut self, word: &str) {
        if HOST.contains(&word) && !self.in_wasm() {
            self.report(&format!("knows the host: `{word}`"));
        }
        if ["unsafe", "unsafe_code"].contains(&word) {
            self.unsafety();
        }
    }

    fn unsafety(&mut self) {
        if self.path != "src/cabi.rs" {
            self.report("is unsafe");
        }
    }

    fn scan(&mut self, text: &str) {
        let tokens = tokens(text);
        for token in &tokens {
            if let Token::Word(word) = token {
                self.word(word);
            }
        }
        for path in paths(&tokens) {
            self.function(&path);
        }
    }

    /// Reports a path to a mathematical function whose bits are not the crate's own.
    fn function(&mut self, path: &[String]) {
        let [.., owner, name] = path else { return };
        let from_libm = owner == "libm" && !EXACT_MATH.contains(&name.as_str());
        if from_libm && !self.path.starts_with("src/numeric/") {
            self.report(&format!(
                "calls `libm::{name}` instead of `crate::numeric::math`"
            ));
        }
        if owner == "f64" && PLATFORM_MATH.contains(&name.as_str()) && !self.in_tests {
            self.report(&format!(
                "calls the platform's `{name}` instead of `numeric::math`"
            ));
        }
    }

    /// Reports arithmetic in the module that only converts.
    fn arithmetic(&mut self, what: &str) {
        if self.in_wasm() && !self.in_tests {
            self.report(&format!("does arithmetic: {what}"));
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Rules<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let outside = self.in_tests;
        self.in_tests |= is_test(&item.attrs);
        if item.unsafety.is_some() {
            self.unsafety();
        }
        syn::visit::visit_item_mod(self, item);
        self.in_tests = outside;
    }

    fn visit_ident(&mut self, ident: &'ast syn::Ident) {
        self.word(&ident.to_string());
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.scan(&item.tokens.to_string());
        syn::visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.scan(&list.tokens.to_string());
        }
        syn::visit::visit_attribute(self, attribute);
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        use syn::BinOp::{And, Eq, Ge, Gt, Le, Lt, Ne, Or};
        if !matches!(
            binary.op,
            And(_) | Or(_) | Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_)
        ) {
            self.arithmetic("an operator");
        }
        syn::visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        let computes = ["checked_", "saturating_", "wrapping_", "overflowing_"];
        if computes.iter().any(|prefix| name.starts_with(prefix))
            || ["sum", "product", "mul_add", "sqrt", "recip"].contains(&name.as_str())
            || PLATFORM_MATH.contains(&name.as_str())
        {
            self.arithmetic(&format!("`{name}`"));
        }
        if PLATFORM_MATH.contains(&name.as_str()) && !self.in_tests {
            self.report(&format!(
                "calls the platform's `{name}` instead of `numeric::math`"
            ));
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        self.function(&names);
        syn::visit::visit_path(self, path);
    }

    fn visit_use_path(&mut self, tree: &'ast syn::UsePath) {
        if tree.ident == "libm" {
            self.function(&["libm".into(), "*".into()]);
        }
        syn::visit::visit_use_path(self, tree);
    }

    fn visit_expr_unsafe(&mut self, expression: &'ast syn::ExprUnsafe) {
        self.unsafety();
        syn::visit::visit_expr_unsafe(self, expression);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if signature.unsafety.is_some() {
            self.unsafety();
        }
        syn::visit::visit_signature(self, signature);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if item.unsafety.is_some() {
            self.unsafety();
        }
        syn::visit::visit_item_impl(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        if item.unsafety.is_some() {
            self.unsafety();
        }
        syn::visit::visit_item_trait(self, item);
    }

    fn visit_item_foreign_mod(&mut self, item: &'ast syn::ItemForeignMod) {
        self.unsafety();
        syn::visit::visit_item_foreign_mod(self, item);
    }
}

#[test]
fn planted_breaches_are_found() {
    for (path, text) in [
        ("src/index/a.rs", "use wasm_bindgen::JsValue;"),
        (
            "src/index/a.rs",
            "#[cfg_attr(feature = \"wasm\", wasm_bindgen::prelude::wasm_bindgen)] struct A;",
        ),
        ("src/index/a.rs", "fn f() { vec![js_sys::Array::new()]; }"),
        ("src/index/a.rs", "fn f() { unsafe { g() } }"),
        ("src/index/a.rs", "unsafe fn f() {}"),
        ("src/index/a.rs", "unsafe impl Send for A {}"),
        ("src/index/a.rs", "extern \"C\" { fn f(); }"),
        ("src/index/a.rs", "#[unsafe(no_mangle)] fn f() {}"),
        ("src/index/a.rs", "#![allow(unsafe_code)]"),
        ("src/index/a.rs", "m!(unsafe { f() });"),
        ("src/index/a.rs", "fn f(x: f64) -> f64 { x.ln() }"),
        (
            "src/index/a.rs",
            "fn f(x: &[f64]) { x.iter().copied().map(f64::exp); }",
        ),
        ("src/index/a.rs", "fn f(x: f64) -> f64 { libm::exp(x) }"),
        (
            "src/index/a.rs",
            "use libm::exp; fn f(x: f64) -> f64 { exp(x) }",
        ),
        (
            "src/index/a.rs",
            "fn f() { assert!(libm::exp(1.0) > 2.0); }",
        ),
        ("src/index/mod.rs", "fn f() {}"),
        ("src/wasm/a.rs", "fn f(x: f64) -> f64 { x * 2.0 }"),
        ("src/wasm/a.rs", "fn f(mut x: u8) { x += 1; }"),
        ("src/wasm/a.rs", "fn f(x: u8) -> u8 { x.saturating_add(1) }"),
        ("src/wasm/a.rs", "fn f(x: &[f64]) -> f64 { x.iter().sum() }"),
    ] {
        assert!(
            !violations(&[Source::new(path, text)]).is_empty(),
            "not found: {text}"
        );
    }
}

#[test]
fn what_the_rules_allow_is_let_through() {
    for (path, text) in [
        (
            "src/index/a.rs",
            "#[cfg_attr(feature = \"full\", derive(tsify::Tsify))] struct A;",
        ),
        (
            "src/index/a.rs",
            "/// Not for JsValue.\nfn f(x: f64) -> f64 { math::exp(x) * 2.0 }",
        ),
        (
            "src/index/a.rs",
            "#[cfg(test)] mod tests { fn f(x: f64) -> f64 { x.ln() } }",
        ),
        ("src/index/mod.rs", "//! Docs.\npub mod a; pub use a::A;"),
        (
            "src/numeric/math.rs",
            "fn exp(x: f64) -> f64 { libm::exp(x) }",
        ),
        (
            "src/wasm/a.rs",
            "use js_sys::Array; fn f(x: f64) -> bool { x > 0.0 && x != 1.0 }",
        ),
        (
            "src/wasm/a.rs",
            "#[cfg(test)] mod tests { fn f() -> u8 { 1 + 1 } }",
        ),
        (
            "src/cabi.rs",
            "#![allow(unsafe_code)] pub unsafe extern \"C\" fn f() {}",
        ),
    ] {
        assert_eq!(
            violations(&[Source::new(path, text)]),
            Vec::<String>::new(),
            "{text}"
        );
    }
}
