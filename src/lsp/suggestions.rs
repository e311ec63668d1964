//! What a misspelt word may have been meant to be.
//!
//! A dictionary takes up to a second for one word: it is asked only when somebody opens the
//! menu of actions, away from the threads that check, one word at a time, and not for a text
//! that is no longer there.

use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::code_action::{self, Style};
use super::document::Checked;
use super::hover::meant;
use super::session::Session;
use super::uri::DocumentKey;
use crate::check::{Diagnostic, Fix};
use crate::text::{Edit, Span};

/// For so many words at a place suggestions are made at most.
const MOST_WORDS: usize = 3;

impl Session {
    /// An action for everything that a misspelt word in `range` may have been meant to be.
    pub(super) async fn suggestions(
        self: &Arc<Self>,
        checked: &Arc<Checked>,
        range: lsp::Range,
        style: Style,
    ) -> Vec<lsp::CodeActionOrCommand> {
        let span = code_action::span_of(range, checked, style);
        let suggests = |finding: &Diagnostic| {
            let rule = checked.rules.get(&finding.rule);
            rule.is_some_and(|rule| rule.check.suggests())
        };
        let found = checked.findings.touching(span);
        let found = meant(&found, span);
        let misspelt = found.iter().copied().filter(|finding| suggests(finding));
        let misspelt: Vec<Diagnostic> = misspelt.take(MOST_WORDS).cloned().collect();
        // What another rule would write there is offered already, of misspellings too.
        let fixes_of = |finding: &&Diagnostic| finding.fixes.clone();
        let mut offered: Vec<Fix> = found.iter().flat_map(fixes_of).collect();
        if misspelt.is_empty() {
            return Vec::new();
        }
        let Ok(permit) = Arc::clone(&self.suggesting).acquire_owned().await else {
            return Vec::new();
        };
        let (session, checked) = (Arc::clone(self), Arc::clone(checked));
        let actions = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut actions = Vec::new();
            for finding in &misspelt {
                if !session.is_at(&checked) {
                    return Vec::new();
                }
                for fix in fixes(finding, &checked) {
                    if offered.iter().any(|known| known.edits == fix.edits) {
                        continue;
                    }
                    actions.push(code_action::fix(&fix, finding, &checked, style));
                    offered.push(fix);
                }
            }
            actions
        });
        let actions = actions.await.unwrap_or_default();
        let actions = actions.into_iter();
        actions.map(lsp::CodeActionOrCommand::CodeAction).collect()
    }

    /// Whether the text that was checked is still that of the document.
    fn is_at(&self, checked: &Checked) -> bool {
        let state = self.state();
        let document = state.documents.get(&DocumentKey::new(checked.uri.as_str()));
        document.is_some_and(|document| document.revision == checked.revision)
    }
}

/// The ways to write the word otherwise.
fn fixes(finding: &Diagnostic, checked: &Checked) -> Vec<Fix> {
    let Some(rule) = checked.rules.get(&finding.rule) else {
        return Vec::new();
    };
    let source = checked.snapshot.slice(finding.span);
    // With markup inside of it nobody knows where that would go.
    if source != finding.text {
        return Vec::new();
    }
    let may_quote = !is_in_front_matter(finding, checked);
    let suggestions = rule.check.suggestions(&finding.text).into_iter();
    suggestions
        .filter(|suggestion| is_harmless(suggestion, may_quote))
        .map(|suggestion| Fix {
            title: format!("Replace with ‘{suggestion}’"),
            preferred: false,
            edits: vec![Edit::new(finding.span, suggestion)],
        })
        .collect()
}

/// Whether the finding stands before the line that ends the front matter.
fn is_in_front_matter(finding: &Diagnostic, checked: &Checked) -> bool {
    let fence = checked.snapshot.slice(Span::new(0, 3));
    if finding.span.start < fence.len() || !matches!(fence.as_str(), "---" | "+++") {
        return false;
    }
    let before = checked
        .snapshot
        .slice(Span::new(fence.len(), finding.span.start));
    !before.contains(&format!("\n{fence}"))
}

/// Whether it means nothing in any markup. An apostrophe might end a quoted value.
fn is_harmless(suggestion: &str, may_quote: bool) -> bool {
    let mut chars = suggestion.chars();
    chars.all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’') || (c == '\'' && may_quote))
}
