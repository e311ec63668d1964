//! From our types to the protocol's.

use std::collections::HashMap;

use tower_lsp::ls_types as lsp;

use super::capabilities::Client;
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

/// How diagnostics are told to a client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Teller {
    /// How it counts columns.
    pub(super) encoding: PositionEncoding,
    /// Whether it shows places that a diagnostic has to do with.
    pub(super) related_places: bool,
}

impl Teller {
    /// As `client` wants to be told.
    pub(super) const fn of(client: &Client) -> Self {
        Self {
            encoding: client.encoding,
            related_places: client.related_places,
        }
    }
}

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

/// One finding, in bytes of the document.
pub(super) fn diagnostic(
    finding: &Diagnostic,
    checked: &Checked,
    teller: Teller,
) -> lsp::Diagnostic {
    let related = finding.related.iter();
    let related = related.map(|related| (related.span, &*related.says));
    lsp::Diagnostic {
        related_information: related_places(related, checked, teller),
        ..diagnostic_in(
            range(finding.span, &checked.snapshot, teller.encoding),
            finding,
        )
    }
}

/// Other places of a document that a finding has to do with; `None` if there are none, or the
/// client does not show them.
fn related_places<'a>(
    related: impl Iterator<Item = (Span, &'a str)>,
    checked: &Checked,
    teller: Teller,
) -> Option<Vec<lsp::DiagnosticRelatedInformation>> {
    let related = related
        .filter(|_| teller.related_places)
        .map(|(span, says)| {
            let range = range(span, &checked.snapshot, teller.encoding);
            lsp::DiagnosticRelatedInformation {
                location: lsp::Location::new(checked.uri.clone(), range),
                message: says.to_owned(),
            }
        });
    let related: Vec<_> = related.collect();
    (!related.is_empty()).then_some(related)
}

/// One finding, at `range`, without other places that it has to do with.
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
pub(super) fn diagnostics(checked: &Checked, teller: Teller) -> Vec<lsp::Diagnostic> {
    let findings = &checked.findings;
    let parts = findings.parts().iter();
    let shown = parts.flat_map(|part| part.found.iter().map(move |finding| (part, finding)));
    let shown = shown.take(MAX_SHOWN).filter_map(|(part, finding)| {
        let span = finding.span.moved_on(part.start);
        let range = range(span, &checked.snapshot, teller.encoding);
        (!checked.held.covers(span)).then(|| lsp::Diagnostic {
            related_information: related_places(findings.related(part, finding), checked, teller),
            ..diagnostic_in(range, finding)
        })
    });
    let notice = notice_of_whole(checked, teller.encoding);
    shown.chain(notice).collect()
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
