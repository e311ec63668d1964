//! From our types to the protocol's.

use std::collections::HashMap;

use tower_lsp::ls_types as lsp;

use super::document::Checked;
use super::uri;
use crate::check::{Diagnostic, MAX_DOCUMENT_BYTES};
use crate::rules::{Fault, FaultLevel, Severity};
use crate::text::position::{PositionEncoding, to_position};
use crate::text::{Edit, Snapshot, Span};

/// What editors show as the origin of a diagnostic.
const SOURCE: &str = "housestyle";

/// More findings than this are not shown one by one: editors slow down.
pub(super) const MAX_SHOWN: usize = 5_000;

/// The range of a span, which never includes a `\r` that ends a line.
pub(super) fn range(span: Span, snapshot: &Snapshot, encoding: PositionEncoding) -> lsp::Range {
    let position = |offset| {
        let position = to_position(&snapshot.rope, offset, encoding);
        lsp::Position::new(position.line, position.column)
    };
    lsp::Range::new(position(span.start), position(span.end))
}

const fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Suggestion => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// One finding.
pub(super) fn diagnostic(
    finding: &Diagnostic,
    checked: &Checked,
    encoding: PositionEncoding,
) -> lsp::Diagnostic {
    diagnostic_in(range(finding.span, &checked.snapshot, encoding), finding)
}

/// One finding, at `range`.
pub(super) fn diagnostic_in(range: lsp::Range, finding: &Diagnostic) -> lsp::Diagnostic {
    let link = finding.link.as_deref().and_then(uri::of_web_page);
    lsp::Diagnostic {
        range,
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.rule.to_string())),
        code_description: link.map(|href| lsp::CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        ..lsp::Diagnostic::default()
    }
}

/// Everything that is to be shown of a document.
pub(super) fn diagnostics(checked: &Checked, encoding: PositionEncoding) -> Vec<lsp::Diagnostic> {
    let shown = checked.findings.placed().take(MAX_SHOWN);
    let shown = shown.filter(|(span, _)| !checked.held.covers(*span));
    let shown = shown
        .map(|(span, finding)| diagnostic_in(range(span, &checked.snapshot, encoding), finding));
    shown.chain(notice_of_whole(checked, encoding)).collect()
}

/// What is to be said of a document besides its findings.
pub(super) fn notice_of_whole(
    checked: &Checked,
    encoding: PositionEncoding,
) -> Option<lsp::Diagnostic> {
    if let Some(bytes) = checked.oversize {
        let (bytes, most) = (grouped(bytes), grouped(MAX_DOCUMENT_BYTES));
        let message =
            format!("This document has {bytes} bytes, more than {most}: it is not checked.");
        return Some(notice(lsp::Range::default(), message));
    }
    if checked.findings.count() <= MAX_SHOWN {
        return None;
    }
    let (first_hidden, _) = checked.findings.placed().nth(MAX_SHOWN)?;
    let hidden = grouped(checked.findings.count() - MAX_SHOWN);
    let range = range(first_hidden, &checked.snapshot, encoding);
    let message = format!("{hidden} more findings from here on are not shown.");
    Some(notice(range, message))
}

/// Something that we say about the document as a whole.
pub(super) fn notice(range: lsp::Range, message: String) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range,
        severity: Some(lsp::DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message,
        ..lsp::Diagnostic::default()
    }
}

/// A fault of a style or configuration file at `span` of its text.
pub(super) fn fault(
    fault: &Fault,
    span: Span,
    snapshot: &Snapshot,
    encoding: PositionEncoding,
) -> lsp::Diagnostic {
    let severity = match fault.level {
        FaultLevel::Error => lsp::DiagnosticSeverity::ERROR,
        // The protocol's own hints are nearly invisible, and these are meant to be read.
        FaultLevel::Hint => lsp::DiagnosticSeverity::INFORMATION,
    };
    lsp::Diagnostic {
        severity: Some(severity),
        ..notice(range(span, snapshot, encoding), fault_message(fault))
    }
}

/// A fault in one line.
pub(super) fn fault_message(fault: &Fault) -> String {
    match &fault.help {
        Some(help) => format!("{}; {help}", fault.message),
        None => fault.message.clone(),
    }
}

/// The edits of one document that was checked as an edit of the workspace.
pub(super) fn workspace_edit(
    edits: &[Edit],
    checked: &Checked,
    encoding: PositionEncoding,
    versioned: bool,
) -> lsp::WorkspaceEdit {
    edit_of(edits, &checked.uri, &checked.snapshot, encoding, versioned)
}

/// The edits of the document that the client calls `uri` as an edit of the workspace.
pub(super) fn edit_of(
    edits: &[Edit],
    uri: &lsp::Uri,
    snapshot: &Snapshot,
    encoding: PositionEncoding,
    versioned: bool,
) -> lsp::WorkspaceEdit {
    let edits = text_edits(edits, snapshot, encoding);
    let uri = uri.clone();
    if !versioned {
        return lsp::WorkspaceEdit::new(HashMap::from([(uri, edits)]));
    }
    let text_document = lsp::OptionalVersionedTextDocumentIdentifier::new(uri, snapshot.version);
    let edits = edits.into_iter().map(lsp::OneOf::Left).collect();
    lsp::WorkspaceEdit {
        document_changes: Some(lsp::DocumentChanges::Edits(vec![lsp::TextDocumentEdit {
            text_document,
            edits,
        }])),
        ..lsp::WorkspaceEdit::default()
    }
}

/// The edits of one document, which says what `snapshot` does.
pub(super) fn text_edits(
    edits: &[Edit],
    snapshot: &Snapshot,
    encoding: PositionEncoding,
) -> Vec<lsp::TextEdit> {
    let edit =
        |edit: &Edit| lsp::TextEdit::new(range(edit.span, snapshot, encoding), edit.text.clone());
    edits.iter().map(edit).collect()
}

/// A number with a comma between groups of three digits.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (16_000_000, "16,000,000"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}
