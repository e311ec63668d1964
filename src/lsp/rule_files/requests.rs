//! What clients ask about files of rules.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types as lsp;

use super::place::Open;
use super::trial::Running;
use super::{actions, completion, hover, links, telling};
use crate::lsp::code_action::Style;
use crate::lsp::document::Role;
use crate::lsp::navigation::Targets;
use crate::lsp::session::Session;
use crate::lsp::to_proto;
use crate::lsp::uri::DocumentKey;

/// So long somebody waits who only pointed at a rule.
const SHORT: Duration = Duration::from_millis(400);

/// What the command is told.
#[derive(Debug, Deserialize)]
pub(in crate::lsp) struct TryRule {
    uri: lsp::Uri,
    rule: Option<String>,
    position: Option<lsp::Position>,
}

/// Somebody's question for a trial, which ends with it.
struct Asked<'a>(&'a Running);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Session {
    /// What is to be said at a position of a file of rules; `None` if it is no such file.
    pub(in crate::lsp) async fn rule_file_hover(
        self: &Arc<Self>,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::Hover> {
        let file = self.rule_file(&place.text_document.uri).await?;
        let client = self.state().client.clone();
        let (asked, position, encoding) = (Arc::clone(&file), place.position, client.encoding);
        let said = tokio::task::spawn_blocking(move || {
            let open = asked.open(encoding)?;
            hover::at(&open, asked.part.as_deref()?, open.offset(position))
        });
        let mut said = said.await.ok()??;
        let part = file.part.as_deref()?;
        if let Some(rule) = &said.rule {
            let running = self.try_rule(rule, part);
            // What takes longer is told by the next hover, or by the command.
            let _ = tokio::time::timeout(SHORT, running.ended()).await;
            let (tally, is_all) = running.tally();
            said.text.push_str(&telling::markdown(&tally, is_all));
        }
        Some(lsp::Hover {
            contents: lsp::HoverContents::Markup(crate::lsp::hover::shown(
                &said.text,
                client.hover,
            )),
            range: Some(to_proto::range(said.span, &file.snapshot, client.encoding)),
        })
    }

    /// Tries the rule of this id, or that at a position, of a file of rules on the workspace.
    pub(in crate::lsp) async fn try_on_workspace(
        self: &Arc<Self>,
        asked: &TryRule,
    ) -> Result<Value> {
        let file = self.rule_file(&asked.uri).await;
        let part = file.as_ref().and_then(|file| file.part.as_deref());
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
    pub(in crate::lsp) async fn rule_file_completions(
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
        let position = place.position;
        let list = tokio::task::spawn_blocking(move || {
            let part = file.as_ref().and_then(|file| file.part.as_deref());
            let open = Open::of(path, snapshot, part, client.encoding)?;
            let offset = open.offset(position);
            Some(completion::list(
                &open,
                offset,
                client.completion,
                client.snippets,
            ))
        });
        list.await.ok()?
    }

    /// What can be done about a range of a file of rules; `None` if it is no such file.
    pub(in crate::lsp) async fn rule_file_actions(
        &self,
        params: &lsp::CodeActionParams,
    ) -> Option<lsp::CodeActionResponse> {
        let file = self.rule_file(&params.text_document.uri).await?;
        let style = Style::of(&self.state().client);
        let only = params.context.only.as_deref();
        let quick_fix = lsp::CodeActionKind::QUICKFIX;
        let are_wanted = only.is_none_or(|only| {
            only.iter()
                .any(|kind| kind.as_str().is_empty() || *kind == quick_fix)
        });
        if !are_wanted {
            return Some(Vec::new());
        }
        let actions = actions::in_range(&file, params.range, style).into_iter();
        let unasked = actions.filter(|action| only.is_none() || action.kind.is_some());
        Some(unasked.map(lsp::CodeActionOrCommand::CodeAction).collect())
    }

    /// The files that a configuration names; `None` if it is none.
    pub(in crate::lsp) async fn rule_file_links(
        &self,
        uri: &lsp::Uri,
    ) -> Option<Vec<lsp::DocumentLink>> {
        let file = self.rule_file(uri).await?;
        let encoding = self.state().client.encoding;
        // Whether the files are there is looked up on the disk.
        let work = move || file.open(encoding).map(|open| links::links(&open));
        tokio::task::spawn_blocking(work).await.ok()?
    }

    /// Where the rule is defined that stands at a position of a file of rules.
    pub(in crate::lsp) async fn rule_file_definition(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::Location> {
        let file = self.rule_file(&place.text_document.uri).await?;
        let part = file.part.as_deref()?;
        let encoding = self.state().client.encoding;
        let open = file.open(encoding)?;
        let rule = hover::at(&open, part, open.offset(place.position))?.rule?;
        Targets::new(&part.configuration.sources, encoding).of(rule.place)
    }
}
