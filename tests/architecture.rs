//! Keeps the layers honest: see "Layers" in ARCHITECTURE.md.
//!
//! Works on the text of the sources. It would miss a layer reached through a chain of
//! `super::`, which is why grouped imports from `crate` are refused: each path is read.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer may use itself and those before it.
const LAYERS: [&str; 8] = [
    "text", "markup", "matching", "rules", "check", "config", "lsp", "cli",
];

/// How many of the layers see only their arguments.
const PURE: usize = 5;

/// What a pure layer must not name.
const OUTSIDE_WORLD: [&str; 8] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::time",
    "std::net",
    "std::thread",
    "tokio::",
    "tracing::",
];

/// Names that only the layers after them may use.
const OWNED: [(&str, &[&str]); 8] = [
    ("tower_lsp", &["lsp"]),
    ("ls_types", &["lsp"]),
    ("tokio::", &["lsp"]),
    ("clap::", &["cli"]),
    ("anstream", &["cli"]),
    ("unicode_width", &["cli"]),
    ("println!", &["cli"]),
    ("std::fs", &["config", "cli"]),
];

/// One source file of the crate: its layer, if it belongs to one, its path and its text.
struct SourceFile {
    layer: Option<usize>,
    path: PathBuf,
    text: String,
}

impl SourceFile {
    /// Whether it is a module of tests by its name.
    fn is_test(&self) -> bool {
        self.path
            .iter()
            .any(|part| part == "tests" || part == "tests.rs")
    }

    /// The lines of code with their numbers: no comments, nothing from the tests at the end.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = if self.is_test() { "" } else { &self.text };
        let lines = all.lines().enumerate();
        let code = lines.take_while(|(_, line)| !line.trim_start().starts_with("#[cfg(test)]"));
        code.map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
    }

    /// One line for each line of code about which `complaint` has something to say.
    fn faults(&self, complaint: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let fault = |(number, line): (usize, &str)| {
            Some(format!(
                "{}:{number}: {}",
                self.path.display(),
                complaint(line)?
            ))
        };
        self.code().filter_map(fault).collect()
    }
}

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                let path = path.strip_prefix(&root).expect("inside src").to_path_buf();
                let first = path
                    .iter()
                    .next()
                    .and_then(|name| name.to_str())
                    .unwrap_or("");
                let layer = LAYERS.iter().position(|layer| *layer == first);
                found.push(SourceFile { layer, path, text });
            }
        }
    }
    assert!(found.len() > LAYERS.len(), "the sources were found");
    found
}

#[track_caller]
fn check(complaint: impl Fn(usize, &str) -> Option<String>) {
    let faults: Vec<String> = sources()
        .iter()
        .filter_map(|file| {
            file.layer
                .map(|layer| file.faults(|line| complaint(layer, line)))
        })
        .flatten()
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn layers_only_look_down() {
    check(|layer, line| {
        let above = LAYERS[layer + 1..]
            .iter()
            .find(|above| line.contains(&format!("crate::{above}")))?;
        Some(format!(
            "`{}` uses `{above}`, which stands above it",
            LAYERS[layer]
        ))
    });
}

#[test]
fn imports_from_the_crate_are_not_grouped() {
    check(|_, line| {
        line.contains("crate::{")
            .then(|| "a grouped import hides layers".to_owned())
    });
}

#[test]
fn pure_layers_see_only_their_arguments() {
    check(|layer, line| {
        let name = OUTSIDE_WORLD
            .iter()
            .find(|name| layer < PURE && line.contains(*name))?;
        Some(format!("`{}` is pure, but names `{name}`", LAYERS[layer]))
    });
}

#[test]
fn each_library_of_the_outside_has_one_owner() {
    check(|layer, line| {
        let foreign = |(name, owners): &&(&str, &[&str])| {
            line.contains(name) && !owners.contains(&LAYERS[layer])
        };
        let (name, owners) = OWNED.iter().find(foreign)?;
        Some(format!("`{name}` belongs to {owners:?}"))
    });
}

#[test]
fn every_file_says_what_it_owns() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|file| !file.text.starts_with("//! "))
        .collect();
    assert!(
        silent.is_empty(),
        "no module docs: {:?}",
        silent.iter().map(|file| &file.path).collect::<Vec<_>>()
    );
}
