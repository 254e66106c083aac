//! Which part of the package imports which.

use super::Source;
use super::tokens::Token;
use super::tokens::tokens;

/// The parts of the JavaScript side, by the start of their paths.
const PARTS: &[&str] = &[
    "pkg/wasm",
    "pkg/lib",
    "pkg/entry",
    "pkg/bin",
    "pkg/element",
    "pkg/edge",
    "pkg/adapters",
    "www",
    "examples",
    "pkg",
];

/// Returns every import that goes up or past the public interface.
pub(super) fn violations(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for specifier in specifiers(&source.text) {
            if let Some(why) = forbidden(&source.path, &specifier) {
                found.push(format!("{}: imports \"{specifier}\": {why}", source.path));
            }
        }
    }
    found
}

/// Returns why a file must not import a specifier, if so.
fn forbidden(path: &str, specifier: &str) -> Option<&'static str> {
    let from = part(path);
    if !specifier.starts_with('.') {
        let own = specifier == "clientele" || specifier.starts_with("clientele/");
        return match from {
            "pkg/lib" | "pkg/entry" if own => Some("the package does not import itself"),
            "pkg/lib" | "pkg/entry" => Some("the library has no dependencies"),
            "pkg/bin" if !own && !specifier.starts_with("node:") => {
                Some("the command line imports the package and Node only")
            }
            _ => None,
        };
    }
    let target = join(path, specifier);
    let target = target.split(['?', '#']).next().unwrap_or_default();
    let to = part(target);
    match (from, to) {
        _ if from == to => None,
        ("pkg/lib" | "pkg/entry", "pkg/wasm") | ("pkg/entry", "pkg/lib") => None,
        ("pkg", "pkg/wasm") | ("pkg/entry", "pkg") if path.ends_with(".d.ts") => None,
        (_, "pkg/wasm") => Some("only lib and entry know the generated code"),
        ("pkg/lib", _) => Some("lib imports the generated code only"),
        ("pkg/entry", _) => Some("an entry imports lib only"),
        ("pkg/bin", "pkg") if target == "pkg/package.json" => None,
        ("pkg", _) | (_, "pkg/entry") => None,
        _ => Some("everything else imports the package by its name"),
    }
}

fn part(path: &str) -> &'static str {
    let within = |part: &&&str| {
        path.strip_prefix(**part)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    PARTS.iter().find(within).copied().unwrap_or("")
}

/// Returns the file that a relative specifier leads to.
fn join(path: &str, specifier: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for step in specifier.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Returns what a file imports: `from "x"`, `import "x"`, `import("x")`, `require("x")`,
/// `new URL("x", …)` and `<script src="x">`, where `x` of the last two counts when it is relative.
fn specifiers(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let word = |i: usize| match tokens.get(i) {
        Some(Token::Word(word)) => word.as_str(),
        _ => "",
    };
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Token::Text(specifier) = token else {
            continue;
        };
        let before = i.checked_sub(1).and_then(|i| tokens.get(i));
        let earlier = i.checked_sub(2).map_or("", word);
        let imported = match before {
            Some(Token::Word(keyword)) => ["from", "import"].contains(&keyword.as_str()),
            Some(Token::Other('(')) => {
                ["import", "require"].contains(&earlier)
                    || (earlier == "URL" && specifier.starts_with('.'))
            }
            Some(Token::Other('=')) => earlier == "src" && specifier.starts_with('.'),
            _ => false,
        };
        if imported {
            found.push(specifier.clone());
        }
    }
    found
}

#[test]
fn planted_imports_are_found() {
    for (path, text) in [
        ("pkg/lib/a.js", "import { x } from \"../entry/index.js\";"),
        ("pkg/lib/a.js", "export * from '../entry/index.js'"),
        ("pkg/lib/a.js", "import \"clientele\";"),
        ("pkg/lib/a.js", "import x from \"left-pad\";"),
        ("pkg/entry/index.js", "import \"../bin/clientele.js\";"),
        (
            "pkg/bin/clientele.js",
            "const x = await import(\"../lib/orders.js\");",
        ),
        ("pkg/bin/clientele.js", "import chalk from \"chalk\";"),
        (
            "pkg/bin/clientele.js",
            "new URL(\"../wasm/full/clientele_bg.wasm\", import.meta.url)",
        ),
        (
            "pkg/element/a.js",
            "import { x } from \"../lib/orders.js\";",
        ),
        (
            "www/src/a.js",
            "import { x } from \"../../pkg/lib/orders.js\";",
        ),
        (
            "www/src/a.js",
            "import init from \"../../pkg/wasm/full/clientele.js\";",
        ),
        (
            "www/index.html",
            "<script type=\"module\" src=\"../pkg/lib/a.js\"></script>",
        ),
        (
            "examples/node.cjs",
            "const { x } = require(\"../pkg/lib/index.js\");",
        ),
    ] {
        assert!(
            !violations(&[Source::new(path, text)]).is_empty(),
            "not found: {text}"
        );
    }
}

#[test]
fn clean_imports_are_let_through() {
    for (path, text) in [
        (
            "pkg/lib/a.js",
            "import * as glue from \"../wasm/full/clientele_bg.js\";",
        ),
        (
            "pkg/lib/a.js",
            "// import \"../entry/index.js\"\nimport { b } from \"./b.js\";",
        ),
        (
            "pkg/lib/load.edge.js",
            "import module from \"../wasm/full/clientele_bg.wasm?module\";",
        ),
        (
            "pkg/entry/index.js",
            "import \"../lib/load.inline.js\"; export * from \"../lib/index.js\";",
        ),
        (
            "pkg/bin/clientele.js",
            "import fs from \"node:fs\"; import { Orders } from \"clientele\";",
        ),
        (
            "pkg/bin/clientele.js",
            "import { Orders } from \"../entry/index.js\";",
        ),
        ("pkg/entry/manual.d.ts", "export * from \"../index.js\";"),
        (
            "pkg/index.d.ts",
            "import type { A } from \"./wasm/full/types.js\";",
        ),
        ("pkg/index.d.ts", "export * from \"./lib/types.js\";"),
        (
            "www/src/a.js",
            "import { Orders } from \"clientele\"; import Chart from \"chart.js\";",
        ),
        ("www/src/ui/a.js", "import { t } from \"../i18n.js\";"),
        ("examples/node.mjs", "import { Orders } from \"clientele\";"),
    ] {
        assert_eq!(
            violations(&[Source::new(path, text)]),
            Vec::<String>::new(),
            "{text}"
        );
    }
}
