//! Configurations and styles as they are written in the editor.
//!
//! What is wrong in them, what can be written and what it would find is known from the text
//! that is open, saved or not. What counts for documents is what is stored, see
//! [`super::reload`].

mod completion;
mod hover;
mod place;
mod reading;
mod shown;
mod telling;
mod trial;

pub(super) use reading::Reading;
pub(super) use trial::Trials;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types as lsp;

use super::document::Role;
use super::session::Session;
use super::to_proto;
use super::uri::DocumentKey;
use place::Open;

use crate::config::{Configuration, FileKind};
use crate::rules::value::FileId;
use crate::rules::{Fault, RuleSet};
use crate::text::Snapshot;
use crate::text::position::PositionEncoding;

/// The command that tries a rule on the workspace: `{uri, rule?, position?}` of a file of rules.
pub(super) const TRY_RULE: &str = "housestyle.tryRule";

/// So long somebody waits who only pointed at a rule.
const SHORT: Duration = Duration::from_millis(400);

/// What the command is told.
#[derive(Debug, Deserialize)]
pub(super) struct TryRule {
    uri: lsp::Uri,
    rule: Option<String>,
    position: Option<lsp::Position>,
}

/// Somebody's question for a trial, which ends with it.
struct Asked<'a>(&'a trial::Running);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

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
    pub(super) part: Option<Part>,
    /// What is shown of it.
    pub(super) diagnostics: Vec<lsp::Diagnostic>,
}

impl RuleFile {
    /// The text that was read, made out.
    fn open(&self, encoding: PositionEncoding) -> Option<Open<'_>> {
        let (path, snapshot) = (self.path.clone(), self.snapshot.clone());
        Open::of(path, snapshot, self.part.as_ref(), encoding)
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

impl Session {
    /// What is to be said at a position of a file of rules; `None` if it is no such file.
    pub(super) async fn rule_file_hover(
        self: &Arc<Self>,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::Hover> {
        let file = self.rule_file(&place.text_document.uri).await?;
        let client = self.state().client.clone();
        let part = file.part.as_ref()?;
        let mut said = {
            let open = file.open(client.encoding)?;
            hover::at(&open, part, open.offset(place.position))?
        };
        if let Some(rule) = &said.rule {
            let running = self.try_rule(rule, part);
            // What takes longer is told by the next hover, or by the command.
            let _ = tokio::time::timeout(SHORT, running.ended()).await;
            let (tally, is_all) = running.tally();
            said.text.push_str(&telling::markdown(&tally, is_all));
        }
        Some(lsp::Hover {
            contents: lsp::HoverContents::Markup(super::hover::shown(&said.text, client.hover)),
            range: Some(to_proto::range(said.span, &file.snapshot, client.encoding)),
        })
    }

    /// Tries the rule of this id, or that at a position, of a file of rules on the workspace.
    pub(super) async fn try_on_workspace(self: &Arc<Self>, asked: &TryRule) -> Result<Value> {
        let file = self.rule_file(&asked.uri).await;
        let part = file.as_ref().and_then(|file| file.part.as_ref());
        let (Some(file), Some(part)) = (&file, part) else {
            let message = "the file of the rule is not open, or is no style and no configuration";
            return Err(Error::invalid_params(message));
        };
        let named = asked
            .rule
            .as_ref()
            .and_then(|id| part.rules.get(id).cloned());
        let rule = named.or_else(|| {
            let encoding = self.state().client.encoding;
            let open = file.open(encoding)?;
            hover::at(&open, part, open.offset(asked.position?))?.rule
        });
        let Some(rule) = rule else {
            return Err(Error::invalid_params("there is no rule there"));
        };
        let running = self.try_rule(&rule, part);
        // A client that cancels the request drops this.
        let asked = Asked(&running);
        running.ended().await;
        drop(asked);
        Ok(telling::to_json(&rule.id, &running.tally().0))
    }

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
