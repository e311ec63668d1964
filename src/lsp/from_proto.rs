//! From the protocol's types to ours.

use tower_lsp::ls_types as lsp;

use crate::text::buffer::Change;
use crate::text::position::{Position, PositionEncoding, to_offset};
use crate::text::{Snapshot, Span};

/// A position, in whatever columns the client counts.
pub(super) fn position(position: lsp::Position) -> Position {
    Position {
        line: position.line,
        column: position.character,
    }
}

/// The changes of one notification, in their order.
pub(super) fn changes(events: Vec<lsp::TextDocumentContentChangeEvent>) -> Vec<Change> {
    let change = |event: lsp::TextDocumentContentChangeEvent| match event.range {
        None => Change::Full(event.text),
        Some(range) => Change::Range {
            start: position(range.start),
            end: position(range.end),
            text: event.text,
        },
    };
    events.into_iter().map(change).collect()
}

/// The bytes of a range; an end before its start is exchanged with it.
pub(super) fn span(range: lsp::Range, snapshot: &Snapshot, encoding: PositionEncoding) -> Span {
    let one = to_offset(&snapshot.rope, position(range.start), encoding);
    let other = to_offset(&snapshot.rope, position(range.end), encoding);
    Span::new(one.min(other), one.max(other))
}
