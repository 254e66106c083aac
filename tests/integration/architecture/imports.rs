//! Which module of `src` imports which.

use std::collections::HashMap;

use syn::visit::Visit;

use super::LAYERS;
use super::Source;
use super::tokens::Token;
use super::tokens::paths;
use super::tokens::tokens;

/// Names under which the crate speaks of its own root.
const ROOTS: [&str; 2] = ["crate", "clientele"];

/// Returns every import that goes up or sideways, and everything that would hide one.
pub(super) fn violations(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    let root = sources.iter().find(|source| source.path == "src/lib.rs");
    let exports = root.map_or_else(HashMap::new, |root| root_exports(root, &mut found));
    for source in sources.iter().filter(|source| source.path != "src/lib.rs") {
        let module = module_of(&source.path);
        let Some(level) = level(&module[0]) else {
            found.push(format!(
                "{}: the module `{}` has no layer",
                source.path, module[0]
            ));
            continue;
        };
        for path in absolute_paths(source, &mut found) {
            let Some(first) = path.first() else { continue };
            let target = exports.get(first).unwrap_or(first);
            let whole = path.join("::");
            match self::level(target) {
                _ if *target == module[0] => {}
                None => found.push(format!("{}: `{whole}` is in no layer", source.path)),
                Some(other) if other > level => found.push(format!(
                    "{}: `{}` imports `{whole}` from a layer above",
                    source.path, module[0]
                )),
                Some(other) if other == level => found.push(format!(
                    "{}: `{}` imports `{whole}` from a sibling",
                    source.path, module[0]
                )),
                Some(_) => {}
            }
        }
    }
    found
}

fn level(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Returns where a file stands in the tree of modules.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    path.trim_end_matches("/mod")
        .split('/')
        .map(String::from)
        .collect()
}

/// Returns the names that `lib.rs` re-exports, with their modules, and checks that it only declares.
fn root_exports(root: &Source, found: &mut Vec<String>) -> HashMap<String, String> {
    let mut exports = HashMap::new();
    for item in syn::parse_file(&root.text).unwrap().items {
        match item {
            syn::Item::Mod(module) if module.content.is_none() => {}
            syn::Item::Use(item) => {
                for (path, name) in flatten(&item.tree) {
                    let path: Vec<String> = path
                        .into_iter()
                        .skip_while(|part| ROOTS.contains(&part.as_str()))
                        .collect();
                    if path.last().is_none_or(|last| last == "*") {
                        found.push(format!("{}: re-exports with a star", root.path));
                    }
                    let name = name.unwrap_or_else(|| path.last().cloned().unwrap_or_default());
                    exports.insert(name, path.first().cloned().unwrap_or_default());
                }
            }
            _ => found.push(format!("{}: holds more than declarations", root.path)),
        }
    }
    exports
}

/// Returns the paths of a file that lead into the crate, from its root.
fn absolute_paths(source: &Source, found: &mut Vec<String>) -> Vec<Vec<String>> {
    let file =
        syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.path));
    let mut collector = Collector {
        module: module_of(&source.path),
        ..Collector::default()
    };
    collector.visit_file(&file);
    // a rename may come after its use, and may rename a rename
    let mut aliases = HashMap::new();
    for _ in 0..=collector.renames.len() {
        for (module, path, name) in &collector.renames {
            if let Some(path) = resolve(module, path, &aliases) {
                aliases.insert(name.clone(), path);
            }
        }
    }
    for (name, path) in &aliases {
        if path.is_empty() {
            found.push(format!(
                "{}: the crate root is renamed to `{name}`",
                source.path
            ));
        }
    }
    let mut absolute = Vec::new();
    for (module, path) in &collector.paths {
        match resolve(module, path, &aliases) {
            Some(path) if path.first().is_some_and(|first| first == "*") => {
                found.push(format!(
                    "{}: takes everything from the crate root",
                    source.path
                ));
            }
            Some(path) => absolute.push(path),
            None => {}
        }
    }
    found.extend(
        collector
            .hidden
            .iter()
            .map(|what| format!("{}: {what}", source.path)),
    );
    absolute
}

/// Returns a path from the crate root; `None` for another crate and for a name of the module.
fn resolve(
    module: &[String],
    path: &[String],
    aliases: &HashMap<String, Vec<String>>,
) -> Option<Vec<String>> {
    let first = path.first()?.as_str();
    let ups = path
        .iter()
        .skip(usize::from(first == "self"))
        .take_while(|part| *part == "super")
        .count();
    let (base, rest) = if ROOTS.contains(&first) {
        (Vec::new(), &path[1..])
    } else if ups > 0 || first == "self" {
        let depth = module.len().saturating_sub(ups);
        (
            module[..depth].to_vec(),
            &path[ups + usize::from(first == "self")..],
        )
    } else {
        (aliases.get(first)?.clone(), &path[1..])
    };
    let rest = rest.iter().filter(|part| *part != "self").cloned();
    Some(base.into_iter().chain(rest).collect())
}

/// Returns the paths of a `use` tree and the names they are renamed to.
fn flatten(tree: &syn::UseTree) -> Vec<(Vec<String>, Option<String>)> {
    match tree {
        syn::UseTree::Path(path) => {
            let mut inner = flatten(&path.tree);
            for (segments, _) in &mut inner {
                segments.insert(0, path.ident.to_string());
            }
            inner
        }
        syn::UseTree::Name(name) => vec![(vec![name.ident.to_string()], None)],
        syn::UseTree::Rename(rename) => {
            vec![(
                vec![rename.ident.to_string()],
                Some(rename.rename.to_string()),
            )]
        }
        syn::UseTree::Glob(_) => vec![(vec!["*".into()], None)],
        syn::UseTree::Group(group) => group.items.iter().flat_map(flatten).collect(),
    }
}

/// What a file says of paths, each with the module it stands in.
#[derive(Default)]
struct Collector {
    module: Vec<String>,
    paths: Vec<(Vec<String>, Vec<String>)>,
    renames: Vec<(Vec<String>, Vec<String>, String)>,
    hidden: Vec<String>,
}

impl Collector {
    fn scan(&mut self, text: &str) {
        for path in paths(&tokens(text)) {
            self.paths.push((self.module.clone(), path));
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        syn::visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        for (path, rename) in flatten(&item.tree) {
            let last = path.iter().rev().find(|part| *part != "self").cloned();
            let unnamed = ["*", "_", "crate", "clientele", "super"];
            let name = rename
                .or(last)
                .filter(|name| !unnamed.contains(&name.as_str()));
            if let Some(name) = name {
                self.renames.push((self.module.clone(), path.clone(), name));
            }
            self.paths.push((self.module.clone(), path));
        }
        syn::visit::visit_item_use(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.paths.push((self.module.clone(), segments));
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        if item.path.is_ident("include") {
            self.hidden.push("includes another file as code".into());
        }
        self.scan(&item.tokens.to_string());
        syn::visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("path") {
            self.hidden
                .push("gives a module another file with `path`".into());
        }
        if let syn::Meta::List(list) = &attribute.meta {
            let text = list.tokens.to_string();
            self.scan(&text);
            // serde takes paths in quotation marks
            for token in tokens(&text) {
                if let Token::Text(inner) = token {
                    self.scan(&inner);
                }
            }
        }
        syn::visit::visit_attribute(self, attribute);
    }

    fn visit_item_extern_crate(&mut self, _: &'ast syn::ItemExternCrate) {
        self.hidden
            .push("renames a crate with `extern crate`".into());
    }
}

/// Returns what is found in one planted file beside a root that re-exports the error type.
fn planted(path: &str, text: &str) -> Vec<String> {
    let root = Source::new(
        "src/lib.rs",
        "pub mod error; pub use error::{Error, Result};",
    );
    violations(&[root, Source::new(path, text)])
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table")]
fn planted_imports_are_found() {
    for (name, path, text) in [
        ("upward", "src/data/orders.rs", "use crate::score::Scorer;"),
        ("sideways", "src/btyd/fit.rs", "use crate::segment::matrix;"),
        (
            "sideways above",
            "src/value/mod.rs",
            "use crate::churn::risk;",
        ),
        (
            "inline call",
            "src/index/composite.rs",
            "fn f() { crate::score::f(); }",
        ),
        (
            "inline type",
            "src/index/composite.rs",
            "struct A { b: Vec<crate::score::Scorer> }",
        ),
        (
            "pattern",
            "src/index/a.rs",
            "fn f(x: u8) { match x { crate::score::ONE => {}, _ => {} } }",
        ),
        (
            "bound",
            "src/index/a.rs",
            "fn f<T: crate::score::Score>() {}",
        ),
        (
            "trait",
            "src/index/a.rs",
            "impl crate::score::Score for u8 {}",
        ),
        (
            "group",
            "src/index/composite.rs",
            "use crate::{error::Error, score::{self, Scorer}};",
        ),
        ("glob", "src/index/composite.rs", "use crate::score::*;"),
        (
            "super",
            "src/index/composite.rs",
            "use super::super::score::Scorer;",
        ),
        (
            "super of mod.rs",
            "src/index/mod.rs",
            "use super::score::Scorer;",
        ),
        (
            "self super",
            "src/index/mod.rs",
            "use self::super::score::Scorer;",
        ),
        (
            "super inline",
            "src/error.rs",
            "fn f() { super::score::f(); }",
        ),
        (
            "super in tests",
            "src/error.rs",
            "mod tests { use super::super::score::Scorer; }",
        ),
        (
            "rename",
            "src/index/composite.rs",
            "use crate::score as numeric;",
        ),
        (
            "renamed root",
            "src/index/composite.rs",
            "use crate as c; use c::score::Scorer;",
        ),
        (
            "late rename",
            "src/index/a.rs",
            "fn f() { b::score::f(); } use a as b; use crate as a;",
        ),
        (
            "self rename",
            "src/index/composite.rs",
            "use crate::{self as c};",
        ),
        (
            "super rename",
            "src/index/mod.rs",
            "use super as up; fn f() { up::score::f(); }",
        ),
        ("root glob", "src/index/composite.rs", "use crate::*;"),
        (
            "super glob",
            "src/index/mod.rs",
            "use super::*; fn f() { score::f(); }",
        ),
        (
            "own name",
            "src/index/composite.rs",
            "use clientele::score::Scorer;",
        ),
        (
            "macro",
            "src/index/a.rs",
            "fn f() { assert!(crate::score::f()); }",
        ),
        (
            "macro super",
            "src/index/a.rs",
            "fn f() { assert!(super::super::score::f()); }",
        ),
        (
            "macro group",
            "src/index/a.rs",
            "m! { use crate::{score::Scorer}; }",
        ),
        (
            "macro rules",
            "src/index/a.rs",
            "macro_rules! m { () => { $crate::score::f() } }",
        ),
        ("macro path", "src/index/a.rs", "crate::score::m!();"),
        (
            "attribute",
            "src/index/a.rs",
            "#[serde(with = \"crate::score::days\")] struct A;",
        ),
        (
            "re-export",
            "src/index/mod.rs",
            "pub use crate::score::Scorer;",
        ),
        (
            "other file",
            "src/index/mod.rs",
            "#[path = \"../score/a.rs\"] mod a;",
        ),
        (
            "included",
            "src/index/mod.rs",
            "include!(\"../score/a.rs\");",
        ),
        (
            "extern crate",
            "src/index/mod.rs",
            "extern crate self as me;",
        ),
        ("stranger", "src/helpers.rs", ""),
        ("unknown", "src/index/mod.rs", "use crate::helpers::f;"),
    ] {
        assert!(!planted(path, text).is_empty(), "{name} is not found");
    }
}

#[test]
fn clean_imports_are_let_through() {
    for (path, text) in [
        (
            "src/index/composite.rs",
            "use crate::error::Error; use crate::Result; use super::b;",
        ),
        (
            "src/index/composite.rs",
            "mod tests { use super::*; use super::super::other; }",
        ),
        (
            "src/index/composite.rs",
            "pub(crate) fn f() -> crate::Error { self::g() }",
        ),
        ("src/index/composite.rs", "pub(in crate::index) fn f() {}"),
        (
            "src/score/mod.rs",
            "use crate::{btyd::bg_nbd, value, churn::{self, risk as r}};",
        ),
        (
            "src/wasm/mod.rs",
            "use crate::score::Scorer; use js_sys::Array;",
        ),
        (
            "src/btyd/mod.rs",
            "fn f() { let score = 1; assert!(score > 0, \"crate::score\"); }",
        ),
        ("src/btyd/mod.rs", "/// See [`crate::score`].\nfn f() {}"),
    ] {
        assert_eq!(planted(path, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_root_that_does_more_than_declare_is_found() {
    for text in ["fn f() {}", "pub use score::*;", "mod a { fn f() {} }"] {
        assert!(
            !violations(&[Source::new("src/lib.rs", text)]).is_empty(),
            "{text}"
        );
    }
}
