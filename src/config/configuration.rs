//! What a configuration means, with every field filled: the rules of each document,
//! the failing level, and what is wrong in the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fail_on::FailOn;
use super::files::Looked;
use super::paths;
use super::records::Records;
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
    /// Whether anything but a file of records has a fault that costs something.
    pub(super) rules_have_errors: bool,
    pub(super) records: Arc<Records>,
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

    /// Whether what was written of rules has no effect, so that findings may be missing.
    pub fn rules_have_errors(&self) -> bool {
        self.rules_have_errors
    }

    /// The findings that are ignored outside the text.
    pub fn records(&self) -> &Arc<Records> {
        &self.records
    }

    /// This configuration with what is on record for its documents, which is read apart: it
    /// changes more often, and compiling rules takes time.
    pub(super) fn with_records(&self, records: Arc<Records>) -> Self {
        let mut sources = self.sources.clone();
        let shift = sources.append(&records.sources);
        let mut looked = self.looked.clone();
        looked.add(&records.looked);
        let of_records = records.faults.iter().map(|fault| fault.shifted(shift));
        Self {
            path: self.path.clone(),
            sources,
            faults: self.faults.iter().cloned().chain(of_records).collect(),
            fail_on: self.fail_on,
            looked,
            damaged: self.damaged,
            rules: Arc::clone(&self.rules),
            rules_have_errors: self.has_errors(),
            records,
        }
    }

    /// This configuration, which could not be read wholly, with the rules of `good`,
    /// the last that could: half a setting must not change what is marked.
    pub(super) fn keeping_rules_of(self, good: &Self) -> Self {
        let mut sources = good.sources.clone();
        let shift = sources.append(&self.sources);
        Self {
            sources,
            faults: self
                .faults
                .iter()
                .map(|fault| fault.shifted(shift))
                .collect(),
            fail_on: good.fail_on,
            rules: Arc::clone(&good.rules),
            ..self
        }
    }
}
