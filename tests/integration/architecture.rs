//! The house: imports go one way, and each rule proves itself on a planted violation.

mod imports;
mod javascript;
mod rules;
mod tokens;

use std::path::Path;

/// The layers of `src` from the bottom. A module imports from layers below its own only; modules
/// of one layer are siblings and never import each other.
const LAYERS: &[&[&str]] = &[
    &["error"],
    &["labels"],
    &["plain"],
    &["numeric"],
    &["data"],
    &["weighting"],
    &["index"],
    &["btyd", "perceived", "segment", "service"],
    &["value", "loyalty", "churn"],
    &["score"],
    &["wasm", "cabi"],
];

/// A file by its path from the root of the project, with forward slashes.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// Reads the files below `folder` that end in one of the extensions.
fn read(folder: &str, extensions: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.map(Result::unwrap) {
            let path = entry.path();
            let name = entry.file_name().into_string().unwrap();
            if path.is_dir() {
                let generated = ["node_modules", "dist", "target"].contains(&name.as_str());
                if !generated && !path.ends_with("pkg/wasm") {
                    open.push(path);
                }
            } else if extensions.iter().any(|extension| name.ends_with(extension)) {
                let relative = path.strip_prefix(root).unwrap().to_str().unwrap();
                let text = std::fs::read_to_string(&path).unwrap();
                sources.push(Source::new(&relative.replace('\\', "/"), &text));
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn assert_none(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn imports_go_down_the_layers_only() {
    let sources = read("src", &[".rs"]);
    assert!(sources.len() > 10, "the sources were not found");
    assert_none(&imports::violations(&sources));
}

#[test]
fn sources_keep_to_the_rules_of_their_place() {
    assert_none(&rules::violations(&read("src", &[".rs"])));
}

#[test]
fn javascript_imports_go_one_way() {
    let extensions = [".js", ".mjs", ".cjs", ".ts", ".html"];
    let sources: Vec<Source> = ["pkg", "www", "examples"]
        .iter()
        .flat_map(|folder| read(folder, &extensions))
        .collect();
    assert_none(&javascript::violations(&sources));
}
