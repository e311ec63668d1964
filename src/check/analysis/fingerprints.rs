//! What findings are known by, from the blocks that are kept: nothing is read again.

use super::Analysis;
use crate::check::diagnostic::Diagnostic;
use crate::check::record::{Fingerprint, SurroundingsReader, fingerprints_of};
use crate::text::Span;

impl Analysis {
    /// What is to be known of each of `findings`, which are all of the document, in order:
    /// the same as of the whole text. What stands around a finding is kept until its chunk
    /// changes.
    pub fn fingerprints(&mut self, findings: &[Diagnostic]) -> Vec<Fingerprint> {
        let Self {
            document, checked, ..
        } = self;
        // Findings come in order, and so do their chunks.
        let mut open: Option<(usize, SurroundingsReader<'_>)> = None;
        fingerprints_of(findings, |finding| {
            let number = document.number_at(finding.span.start);
            let chunk = document.chunks().get(number)?;
            let start = document.starts().get(number).copied()?;
            let Span { start: from, end } = finding.span;
            let span = Span::new(from.saturating_sub(start), end.saturating_sub(start));
            let known = checked.get_mut(number)?.surroundings.entry(span);
            *known.or_insert_with(|| {
                if open.as_ref().is_none_or(|(at, _)| *at != number) {
                    let reader = SurroundingsReader::new(chunk.text(), chunk.blocks());
                    open = Some((number, reader));
                }
                open.as_mut().and_then(|(_, reader)| reader.around(span))
            })
        })
    }
}
