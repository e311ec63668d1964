//! Configurations and styles as they are written in the editor.
//!
//! What is wrong in them, what can be written and what it would find is known from the text
//! that is open, saved or not. What counts for documents is what is stored, see
//! [`super::reload`].

mod completion;
mod place;
mod reading;
mod shown;

pub(super) use reading::Reading;

use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::document::Role;
use super::session::Session;
use super::uri::DocumentKey;
use place::Open;

use crate::config::{Configuration, FileKind};
use crate::rules::value::FileId;
use crate::rules::{Fault, RuleSet};
use crate::text::Snapshot;

/// A file of rules as it was last read from the editor.
#[derive(Debug)]
pub(super) struct RuleFile {
    /// What the client calls it.
    pub(super) uri: lsp::Uri,
    /// The revision that was read.
    pub(super) revision: u64,
    /// What it said.
    pub(super) snapshot: Snapshot,
    /// What it is to its configuration; `None` for what is nothing of ours.
    pub(super) part: Option<Part>,
    /// What is shown of it.
    pub(super) diagnostics: Vec<lsp::Diagnostic>,
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

impl Session {
    /// What can be written at a position of a file of rules; `None` if it is no such file.
    pub(super) async fn rule_file_completions(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::CompletionList> {
        let uri = &place.text_document.uri;
        let (path, snapshot, file, client) = {
            let state = self.state();
            let document = state.documents.get(&DocumentKey::new(uri.as_str()))?;
            if document.role != Role::Rules {
                return None;
            }
            let path = document.path(&state.folder());
            let snapshot = document.buffer.snapshot();
            (
                path,
                snapshot,
                document.rule_file.clone(),
                state.client.clone(),
            )
        };
        // Ids from a text that is some keys old are as good; only without any is it waited.
        let file = match file {
            Some(file) => Some(file),
            None => self.rule_file(uri).await,
        };
        let part = file.as_ref().and_then(|file| file.part.as_ref());
        let open = Open::of(path, snapshot, part, client.encoding)?;
        let offset = open.offset(place.position);
        Some(completion::list(
            &open,
            offset,
            client.completion,
            client.snippets,
        ))
    }
}
