//! What can be done about what is wrong in a configuration or style.

use serde_json::json;
use tower_lsp::ls_types as lsp;

use super::place::Open;
use super::{Part, RuleFile, TRY_RULE, hover};
use crate::lsp::code_action::Style;
use crate::lsp::{from_proto, to_proto};
use crate::rules::Fault;
use crate::rules::value::Place;
use crate::text::{Edit, Span};

/// So many faults at one place are mended.
const MAX_OFFERED: usize = 50;

/// The actions for `range` of a file of rules.
pub(super) fn in_range(file: &RuleFile, range: lsp::Range, style: Style) -> Vec<lsp::CodeAction> {
    let Some((part, open)) = file.part.as_deref().zip(file.open(style.encoding)) else {
        return Vec::new();
    };
    let span = from_proto::span(range, &file.snapshot, style.encoding);
    let touches = |fault: &&Fault| {
        let place = fault.place.map(Place::span).unwrap_or_default();
        place.start <= span.end && span.start <= place.end
    };
    let faults = part.faults.iter().filter(touches).take(MAX_OFFERED);
    let mended = faults.filter_map(|fault| mend(fault, file, &open.text, style));
    mended.chain(try_rule(file, &open, part, span)).collect()
}

/// Writes what was meant.
fn mend(fault: &Fault, file: &RuleFile, text: &str, style: Style) -> Option<lsp::CodeAction> {
    let (meant, place) = (fault.meant.as_ref()?, fault.place?);
    let written = place.span().text(text)?;
    let new = as_written(meant, written);
    let edit = Edit::new(place.span(), new.clone());
    let (uri, snapshot) = (&file.uri, &file.snapshot);
    let diagnostic = to_proto::fault(fault, place.span(), snapshot, style.encoding);
    Some(lsp::CodeAction {
        title: format!("Write {new}"),
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic]),
        is_preferred: Some(true),
        edit: Some(to_proto::edit_of(
            &[edit],
            uri,
            snapshot,
            style.encoding,
            style.versioned,
        )),
        ..lsp::CodeAction::default()
    })
}

/// `meant` in the place of `written`, with its quotes if it has some.
fn as_written(meant: &str, written: &str) -> String {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let is_value = meant.starts_with(['"', '[']);
    match quote {
        Some(quote) if !is_value => format!("{quote}{meant}{quote}"),
        _ => meant.to_owned(),
    }
}

/// Tries the rule there on the workspace.
fn try_rule(file: &RuleFile, open: &Open<'_>, part: &Part, span: Span) -> Option<lsp::CodeAction> {
    let rule = hover::at(open, part, span.start)?.rule?;
    let title = format!("Try ‘{}’ on the workspace", rule.id);
    Some(lsp::CodeAction {
        title: title.clone(),
        command: Some(lsp::Command {
            title,
            command: TRY_RULE.to_owned(),
            arguments: Some(vec![json!({"uri": file.uri, "rule": &*rule.id})]),
        }),
        ..lsp::CodeAction::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_has_the_quotes_of_what_was_written() {
        for (meant, written, expected) in [
            ("phrases", "phrase", "phrases"),
            ("warning", "'warn'", "'warning'"),
            ("desk.plain", "\"desk.plane\"", "\"desk.plain\""),
            ("[\"x\"]", "\"x\"", "[\"x\"]"),
            ("\"off\"", "false", "\"off\""),
        ] {
            assert_eq!(as_written(meant, written), expected);
        }
    }
}
