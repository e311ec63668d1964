//! Where findings stand, as reports say it.

use std::collections::HashMap;

use super::Checked;
use crate::check::Diagnostic;
use crate::text::position::{LineCursor, LineIndex};

/// A finding and its place, lines and columns from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finding<'a> {
    /// What was found.
    pub(super) diagnostic: &'a Diagnostic,
    /// Line and column of its first character.
    pub(super) start: (usize, usize),
    /// Line and column just after its last character.
    pub(super) end: (usize, usize),
}

/// The findings of `document` with their places.
pub(super) fn locate<'a>(document: &Checked<'a>, lines: &LineIndex<'_>) -> Vec<Finding<'a>> {
    let mut cursor = LineCursor::new(lines);
    let located = document.diagnostics.iter().map(|diagnostic| Finding {
        diagnostic,
        start: cursor.line_column(diagnostic.span.start),
        end: cursor.line_column(diagnostic.span.end),
    });
    located.collect()
}

/// What `of` says of each byte at which another place starts or ends that a finding has to do
/// with. It is asked in the order of the text, since findings may name far places in any.
pub(super) fn of_related<T>(
    document: &Checked<'_>,
    mut of: impl FnMut(usize) -> T,
) -> HashMap<usize, T> {
    let related = document.diagnostics.iter().flat_map(|found| &found.related);
    let offsets = related.flat_map(|related| [related.span.start, related.span.end]);
    let mut offsets: Vec<usize> = offsets.collect();
    offsets.sort_unstable();
    offsets.dedup();
    offsets.into_iter().map(|at| (at, of(at))).collect()
}
