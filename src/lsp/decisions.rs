//! What can be decided about a finding besides mending it: that a word is right, that it is ignored
//! here, in this file or everywhere, that a phrase is a term, or to look at the rule.
//!
//! What changes the document itself is an edit; all else changes files of rules and records
//! and is a command, which costs nothing until it is chosen.

use serde_json::{Value, json};
use tower_lsp::ls_types as lsp;

use super::code_action::Style;
use super::commands;
use super::document::Checked;
use super::to_proto;
use super::uri::Location;
use crate::check::{Diagnostic, ignoring, wider};
use crate::config::edits::{self, WordsPlace};
use crate::rules::builtin;
use crate::text::Span;

/// Where more findings than this are selected, nobody decides about one.
const MAX_DECIDED: usize = 5;

/// So much of a document is looked at for its front matter, in bytes.
const HEAD: usize = 1 << 16;

/// So much is looked at on both sides of a finding for a longer phrase, in bytes.
const BESIDE: usize = 200;

/// So many characters of a match stand in a menu.
const MAX_TITLE: usize = 40;

/// The actions about `findings`; `selected` is what is selected.
pub(super) fn about(
    findings: &[&Diagnostic],
    selected: Span,
    checked: &Checked,
    style: Style,
) -> Vec<lsp::CodeAction> {
    if findings.len() > MAX_DECIDED {
        return Vec::new();
    }
    let decisions = Decisions {
        selected,
        checked,
        style,
    };
    let mut actions = Vec::new();
    let mut rules: Vec<&str> = Vec::new();
    let mut switched: Vec<&str> = Vec::new();
    for finding in findings {
        if checked.rules.get(&finding.rule).is_none() {
            continue;
        }
        actions.extend(decisions.word(finding));
        actions.extend(decisions.here(finding));
        if rules.contains(&&*finding.rule) {
            continue;
        }
        rules.push(&finding.rule);
        actions.extend(decisions.in_file(finding));
        for rule in rules_of(finding) {
            if !switched.contains(&rule) {
                switched.push(rule);
                actions.push(decisions.in_workspace(finding, rule));
            }
        }
        actions.extend(decisions.term(finding));
        actions.extend(decisions.open(finding));
    }
    actions
}

struct Decisions<'a> {
    selected: Span,
    checked: &'a Checked,
    style: Style,
}

impl Decisions<'_> {
    /// Only of a word that a rule about spelling does not know.
    fn word(&self, finding: &Diagnostic) -> Option<lsp::CodeAction> {
        let rule = self.checked.rules.get(&finding.rule)?;
        WordsPlace::of(rule, &self.checked.configuration)?;
        // Soft hyphens are the document's, not the word's.
        let word = finding.text.replace('\u{AD}', "");
        let title = format!("Add ‘{}’ to the words", short(&word));
        let arguments = json!({"uri": self.checked.uri, "rule": &*finding.rule, "word": word});
        Some(self.command(finding, title, commands::ADD_WORD, arguments))
    }

    fn here(&self, finding: &Diagnostic) -> Option<lsp::CodeAction> {
        // A document without a file has no name by which it could be on record.
        let is_file = matches!(Location::of(self.checked.uri.as_str()), Location::File(_));
        let range = to_proto::range(finding.span, &self.checked.snapshot, self.style.encoding);
        let arguments = json!({"uri": self.checked.uri, "rule": &*finding.rule, "range": range});
        let title = format!("Ignore ‘{}’ here", short(&finding.text));
        is_file.then(|| self.command(finding, title, commands::IGNORE, arguments))
    }

    fn in_file(&self, finding: &Diagnostic) -> Option<lsp::CodeAction> {
        let rope = &self.checked.snapshot.rope;
        let end = rope.char_to_byte(rope.byte_to_char(rope.len_bytes().min(HEAD)));
        let head = rope.byte_slice(..end).to_string();
        // Whether that is front matter cannot be told from its first part.
        let is_cut = end < rope.len_bytes() && ignoring::may_go_on(&head);
        // What several rules say is gone only when all of them are ignored.
        let edits = ignoring::all_in_document(&head, self.checked.format, rules_of(finding));
        let edits = edits.filter(|_| !is_cut)?;
        let checked = self.checked;
        let edit =
            to_proto::workspace_edit(&edits, checked, self.style.encoding, self.style.versioned);
        let names: Vec<String> = rules_of(finding).map(|rule| format!("‘{rule}’")).collect();
        Some(lsp::CodeAction {
            edit: Some(edit),
            ..self.action(finding, format!("Ignore {} in this file", names.join(", ")))
        })
    }

    fn in_workspace(&self, finding: &Diagnostic, rule: &str) -> lsp::CodeAction {
        let title = format!("Ignore ‘{rule}’ in the workspace");
        let arguments = json!({"uri": self.checked.uri, "rule": rule});
        self.command(finding, title, commands::SWITCH_OFF, arguments)
    }

    /// Only where a term would shield the finding.
    fn term(&self, finding: &Diagnostic) -> Option<lsp::CodeAction> {
        let rule = self.checked.rules.get(&finding.rule)?;
        if !rule.shielded || is_builtin(finding) {
            return None;
        }
        let rope = &self.checked.snapshot.rope;
        let boundary = |byte: usize| rope.char_to_byte(rope.byte_to_char(byte));
        let start = boundary(finding.span.start.saturating_sub(BESIDE));
        let end = boundary((finding.span.end + BESIDE).min(rope.len_bytes()));
        let text = rope.byte_slice(start..end).to_string();
        let within = |span: Span| {
            let place = |offset: usize| offset.clamp(start, end) - start;
            Span::new(place(span.start), place(span.end))
        };
        let term = wider::phrase(&text, within(finding.span), within(self.selected))?;
        edits::file_for_terms(&self.checked.configuration)?;
        let arguments = json!({"uri": self.checked.uri, "term": term});
        let title = format!("Accept ‘{term}’ as a term");
        Some(self.command(finding, title, commands::ACCEPT_TERM, arguments))
    }

    fn open(&self, finding: &Diagnostic) -> Option<lsp::CodeAction> {
        let rule = self.checked.rules.get(&finding.rule)?;
        let source = self.checked.configuration.sources.get(rule.place.file)?;
        if source.embedded || is_builtin(finding) || !self.style.shows_documents {
            return None;
        }
        let arguments =
            json!({"uri": self.checked.uri, "rule": &*finding.rule, "entry": finding.entry});
        let title = format!("Open the rule ‘{}’", finding.rule);
        Some(self.command(finding, title, commands::OPEN_RULE, arguments))
    }

    fn command(
        &self,
        finding: &Diagnostic,
        title: String,
        command: &str,
        arguments: Value,
    ) -> lsp::CodeAction {
        let command = lsp::Command {
            title: title.clone(),
            command: command.to_owned(),
            arguments: Some(vec![arguments]),
        };
        lsp::CodeAction {
            command: Some(command),
            ..self.action(finding, title)
        }
    }

    fn action(&self, finding: &Diagnostic, title: String) -> lsp::CodeAction {
        let diagnostic = to_proto::diagnostic(finding, self.checked, self.style.teller());
        lsp::CodeAction {
            title,
            kind: Some(lsp::CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic]),
            ..lsp::CodeAction::default()
        }
    }
}

/// As much of a text as stands in a menu.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(MAX_TITLE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The rules that say the same of a place.
fn rules_of(finding: &Diagnostic) -> impl Iterator<Item = &str> {
    let also = finding.also.iter().map(|rule| &**rule);
    std::iter::once(&*finding.rule).chain(also)
}

/// Whether the rule is about directives, and stands in no style.
fn is_builtin(finding: &Diagnostic) -> bool {
    finding.rule.split('.').next() == Some(builtin::STYLE)
}
