//! What is wrong in a file of rules, as it is shown in it.

use tower_lsp::ls_types as lsp;

use super::Part;
use super::examples::Failure;
use crate::lsp::faults::Texts;
use crate::lsp::to_proto;
use crate::lsp::to_proto::Teller;
use crate::rules::value::Place;
use crate::text::Snapshot;

/// Every fault of the file and every example that fails in it, which says what `snapshot` does, as far as editors can show them.
pub(super) fn diagnostics(
    part: &Part,
    failures: &[Failure],
    snapshot: &Snapshot,
    teller: Teller,
) -> Vec<lsp::Diagnostic> {
    let encoding = teller.encoding;
    let mut texts = Texts::default();
    let shown = part.faults.iter().take(to_proto::MAX_SHOWN);
    let mut diagnostics: Vec<lsp::Diagnostic> = shown
        .map(|fault| {
            let span = fault.place.map(Place::span).unwrap_or_default();
            let mut diagnostic = to_proto::fault(fault, span, snapshot, encoding);
            teller.add_related(
                &mut diagnostic,
                fault,
                &part.configuration.sources,
                &mut texts,
            );
            diagnostic
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
