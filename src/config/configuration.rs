//! What a configuration means, with every field filled: the rules of each document,
//! the failing level, and what is wrong in the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fail_on::FailOn;
use crate::rules::value::{Sources, StyleFile};
use crate::rules::{Fault, FaultLevel, RuleSet};

/// A configuration that was read, with its styles.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The nearest configuration file, if there is one.
    pub path: Option<PathBuf>,
    /// Every file that was read; places in faults and rules lead into these.
    pub sources: Sources,
    /// The styles in the order of the configuration, embedded ones included.
    pub styles: Vec<StyleFile>,
    /// What is wrong in any of the files, by file and place.
    pub faults: Vec<Fault>,
    /// From which severity on a check fails.
    pub fail_on: FailOn,
    files_read: Vec<PathBuf>,
}

impl Configuration {
    /// The rules for the document at `document`, which need not exist.
    pub fn rules_for(&self, document: &Path) -> Arc<RuleSet> {
        let _ = document;
        Arc::default()
    }

    /// Every file and folder that was looked at, absolute, also those that are
    /// missing: what to watch.
    pub fn files_read(&self) -> &[PathBuf] {
        &self.files_read
    }

    /// Whether something that was written has no effect: the command exits 2 then.
    pub fn has_errors(&self) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.level == FaultLevel::Error)
    }
}
