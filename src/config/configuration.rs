//! What a configuration means, with every field filled: the rules of each document,
//! the failing level, and what is wrong in the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fail_on::FailOn;
use super::files::Looked;
use super::paths;
use super::rules_by_path::RulesByPath;
use crate::rules::value::{Sources, StyleFile};
use crate::rules::{Fault, FaultLevel, RuleSet};

/// A configuration that was read, with its styles.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The nearest configuration file, if there is one.
    pub path: Option<PathBuf>,
    /// Every file that was read; places in faults and rules lead into these.
    pub sources: Sources,
    /// What is wrong in any of the files, by file and place.
    pub faults: Vec<Fault>,
    /// From which severity on a check fails.
    pub fail_on: FailOn,
    pub(super) looked: Looked,
    /// Whether a configuration file could not be read, or not wholly.
    pub(super) damaged: bool,
    pub(super) rules: Arc<RulesByPath>,
}

impl Configuration {
    /// The rules for the document at `document`, absolute or relative to the working
    /// folder. It need not exist.
    pub fn rules_for(&self, document: &Path) -> Arc<RuleSet> {
        self.rules.for_document(&paths::absolute(document))
    }

    /// The style files in the order of the configuration, embedded ones included.
    pub fn styles(&self) -> &[StyleFile] {
        self.rules.styles()
    }

    /// Every file and folder that was looked at, absolute and sorted, also those that
    /// are missing: what to watch.
    pub fn files_read(&self) -> impl Iterator<Item = &Path> {
        self.looked.paths()
    }

    /// Whether something that was written has no effect: the command exits 2 then.
    pub fn has_errors(&self) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.level == FaultLevel::Error)
    }

    /// Whether a configuration file could not be read, or not wholly: what is lost may have
    /// switched rules off.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// This configuration, which could not be read wholly, with the rules of `good`,
    /// the last that could: half a setting must not change what is marked.
    pub(super) fn keeping_rules_of(self, good: &Self) -> Self {
        let mut sources = good.sources.clone();
        let shift = sources.append(&self.sources);
        let shifted = |fault: Fault| {
            let place = fault.place.map(|place| place.shifted(shift));
            Fault { place, ..fault }
        };
        Self {
            sources,
            faults: self.faults.into_iter().map(shifted).collect(),
            fail_on: good.fail_on,
            rules: Arc::clone(&good.rules),
            ..self
        }
    }
}
