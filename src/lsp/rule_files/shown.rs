//! What is wrong in a file of rules, as it is shown in it.

use tower_lsp::ls_types as lsp;

use super::Part;
use super::examples::Failure;
use crate::lsp::faults::Texts;
use crate::lsp::to_proto;
use crate::lsp::uri;
use crate::rules::Fault;
use crate::rules::value::Place;
use crate::text::Snapshot;
use crate::text::position::PositionEncoding;

/// Every fault of the file and every example that fails in it, which says what `snapshot` does, as far as editors can show them.
pub(super) fn diagnostics(
    part: &Part,
    failures: &[Failure],
    snapshot: &Snapshot,
    encoding: PositionEncoding,
) -> Vec<lsp::Diagnostic> {
    let mut texts = Texts::default();
    let shown = part.faults.iter().take(to_proto::MAX_SHOWN);
    let mut diagnostics: Vec<lsp::Diagnostic> = shown
        .map(|fault| {
            let span = fault.place.map(Place::span).unwrap_or_default();
            lsp::Diagnostic {
                related_information: related(fault, part, (snapshot, encoding), &mut texts),
                ..to_proto::fault(fault, span, snapshot, encoding)
            }
        })
        .collect();
    let text = part.configuration.sources.get(part.file);
    let text = text.map_or("", |source| &*source.text);
    let failed = failures.iter().take(to_proto::MAX_SHOWN);
    diagnostics.extend(failed.map(|failure| failure.diagnostic(text, snapshot, encoding)));
    let hidden = part.faults.len().saturating_sub(to_proto::MAX_SHOWN);
    if hidden > 0 {
        let hidden = to_proto::grouped(hidden);
        let message = format!("{hidden} more faults in this file are not shown.");
        diagnostics.push(to_proto::notice(lsp::Range::default(), message));
    }
    diagnostics
}

/// The other place that a fault has to do with, if an editor can open it.
fn related(
    fault: &Fault,
    part: &Part,
    (snapshot, encoding): (&Snapshot, PositionEncoding),
    texts: &mut Texts,
) -> Option<Vec<lsp::DiagnosticRelatedInformation>> {
    let related = fault.related.as_ref()?;
    let source = part.configuration.sources.get(related.place.file)?;
    if source.embedded {
        return None;
    }
    let (text, span) = if related.place.file == part.file {
        (snapshot, related.place.span())
    } else {
        texts.of(related.place, source)
    };
    let range = to_proto::range(span, text, encoding);
    let location = lsp::Location::new(uri::of_file(&source.path)?, range);
    Some(vec![lsp::DiagnosticRelatedInformation {
        location,
        message: related.what.to_owned(),
    }])
}
