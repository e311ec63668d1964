//! Where findings stand, as reports say it.

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
