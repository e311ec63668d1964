//! Configurations and styles as they are written in the editor.
//!
//! What is wrong in them, what can be written and what it would find is known from the text
//! that is open, saved or not. What counts for documents is what is stored, see
//! [`super::reload`].

mod actions;
mod completion;
mod examples;
mod hover;
mod links;
mod place;
mod reading;
mod requests;
mod shown;
mod telling;
mod trial;

pub(super) use reading::Reading;
pub(super) use trial::Trials;

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::to_proto::Teller;
use examples::Failure;
use place::Open;

use crate::config::{Configuration, FileKind};
use crate::rules::value::FileId;
use crate::rules::{Fault, RuleSet};
use crate::text::Snapshot;
use crate::text::position::PositionEncoding;

/// The command that tries a rule on the workspace: `{uri, rule?, position?}` of a file of rules.
pub(super) const TRY_RULE: &str = "housestyle.tryRule";

/// A file of rules as it was last read from the editor.
#[derive(Debug)]
pub(super) struct RuleFile {
    /// What the client calls it.
    pub(super) uri: lsp::Uri,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// The revision that was read.
    pub(super) revision: u64,
    /// What it said.
    pub(super) snapshot: Snapshot,
    /// What it is to its configuration; `None` for what is nothing of ours.
    pub(super) part: Option<Arc<Part>>,
    /// The examples in it that fail.
    failures: Vec<Failure>,
    /// What is shown of it.
    pub(super) diagnostics: Vec<lsp::Diagnostic>,
}

impl RuleFile {
    /// The text that was read, made out.
    fn open(&self, encoding: PositionEncoding) -> Option<Open<'_>> {
        let (path, snapshot) = (self.path.clone(), self.snapshot.clone());
        Open::of(path, snapshot, self.part.as_deref(), encoding)
    }

    /// The same where these examples fail.
    fn with_failures(&self, failures: Vec<Failure>, teller: Teller) -> Self {
        let part = self.part.clone();
        let diagnostics = part.as_ref().map_or_else(Vec::new, |part| {
            shown::diagnostics(part, &failures, &self.snapshot, teller)
        });
        Self {
            uri: self.uri.clone(),
            path: self.path.clone(),
            revision: self.revision,
            snapshot: self.snapshot.clone(),
            part,
            failures,
            diagnostics,
        }
    }
}

/// A file that a configuration was read from.
#[derive(Debug)]
pub(super) struct Part {
    /// The configuration, as it would be if everything was saved.
    pub(super) configuration: Arc<Configuration>,
    /// Its rules, without overrides.
    pub(super) rules: Arc<RuleSet>,
    /// The number of the file.
    pub(super) file: FileId,
    /// What it is.
    pub(super) kind: FileKind,
    /// What is wrong in it.
    pub(super) faults: Vec<Fault>,
}
