//! Configurations read from real folders: which faults they have, and what they mean.

mod dictionaries;
mod faults;
mod files;
mod precedence;
mod styles;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use housestyle::check::check;
use housestyle::config::{Configuration, Loader};
use housestyle::markup::Format;
use housestyle::rules::{FaultLevel, Rule, RuleSet};
use tempfile::TempDir;

/// Paths and texts.
pub(crate) type Files<'a> = &'a [(&'a str, &'a str)];

/// Files of a folder of their own, which is a repository so that the search ends there.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("site")
            .tempdir()
            .expect("a folder");
        let site = Self { folder };
        fs::create_dir(site.root().join(".git")).expect("a folder");
        for (path, text) in files {
            site.write(path, text.as_bytes());
        }
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn load(&self, document: &str) -> Arc<Configuration> {
        Loader::default().for_document(&self.root().join(document))
    }

    /// The faults as lines, with paths from the site's folder.
    pub(crate) fn faults(&self, configuration: &Configuration) -> Vec<String> {
        let root = format!("{}/", self.root().display());
        let line = |fault: &housestyle::rules::Fault| {
            let line = fault.line(&configuration.sources).replace(&root, "");
            match fault.level {
                FaultLevel::Error => line,
                FaultLevel::Hint => format!("hint {line}"),
            }
        };
        configuration.faults.iter().map(line).collect()
    }
}

/// The rules of the styles, without those of the program itself.
pub(crate) fn rules_of_styles(rules: &RuleSet) -> Vec<&Rule> {
    let own = |rule: &&Rule| rule.id.starts_with("housestyle.");
    rules.sorted().filter(|rule| !own(rule)).collect()
}

pub(crate) const DESK: &str =
    "[[rule]]\nid = 'x'\nphrases = ['x']\n[[rule]]\nid = 'y'\nphrases = ['y']\nseverity = 'hint'\n";

#[track_caller]
pub(crate) fn check_faults(files: &[(&str, &str)], expected: &[&str]) {
    let site = Site::new(files);
    let configuration = site.load("a.md");
    assert_eq!(site.faults(&configuration), expected);
}

/// What is found in `text`, if it stands in the file `document`, separated by spaces.
pub(crate) fn found(site: &Site, loader: &Loader, document: &str, text: &str) -> String {
    let path = site.root().join(document);
    let rules = loader.for_document(&path).rules_for(&path);
    let found = check(text, Format::Markdown, &rules).into_iter();
    found
        .filter(|finding| !finding.rule.starts_with("housestyle."))
        .map(|finding| finding.text)
        .collect::<Vec<_>>()
        .join(" ")
}
