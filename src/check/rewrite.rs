//! From a change of the reader's text to an edit of the source.

use super::block::View;
use crate::markup::block::Piece;
use crate::text::{Edit, Span};

/// The edit that makes `span` of the block's text read `replacement`.
///
/// A line break inside is given back in the place of a space of the replacement, or of
/// the next space after it. `None` if markup stands inside, or an edge is inside an entity.
pub(super) fn rewrite(view: &View<'_>, span: Span, replacement: &str) -> Option<Edit> {
    let pieces = view.prose.pieces_in(span);
    let source = whole_source(view, span)?;
    let breaks: Vec<&str> = pieces
        .iter()
        .filter(|piece| piece.line_break)
        .filter_map(|piece| piece.source.text(view.source))
        .collect();
    if breaks.is_empty() {
        return Some(Edit::new(source, replacement));
    }
    let mut breaks = breaks.into_iter();
    let mut text = String::with_capacity(replacement.len());
    for c in replacement.chars() {
        match if c == ' ' { breaks.next() } else { None } {
            Some(line_break) => text.push_str(line_break),
            None => text.push(c),
        }
    }
    let Some(left) = breaks.next() else {
        return Some(Edit::new(source, text));
    };
    let after = view.prose.text.get(span.end..)?;
    let next_space = after
        .find(' ')
        .map(|at| Span::new(span.end, span.end + at + 1));
    let moved = next_space.filter(|_| !after.starts_with(' ') || after.len() > 1);
    match moved.and_then(|between| Some((between, whole_source(view, between)?))) {
        Some((between, between_source)) if between_source.start == source.end => {
            let kept = Span::new(between.start, between.end - 1).text(&view.prose.text)?;
            let is_break = view
                .prose
                .pieces_in(between)
                .iter()
                .any(|piece| piece.line_break);
            if is_break {
                return Some(Edit::new(source, text));
            }
            text.push_str(kept);
            text.push_str(left);
            Some(Edit::new(Span::new(source.start, between_source.end), text))
        }
        _ => Some(Edit::new(source, text)),
    }
}

/// The source of `span` if nothing but its own text and line breaks stands in it.
pub(super) fn whole_source(view: &View<'_>, span: Span) -> Option<Span> {
    let pieces = view.prose.pieces_in(span);
    let adjacent = |pair: &[Piece]| pair[0].source.end == pair[1].source.start;
    if pieces.is_empty() || !pieces.windows(2).all(adjacent) {
        return None;
    }
    let inside = |piece: Option<&Piece>, edge: usize| {
        piece.is_some_and(|piece| {
            piece.verbatim || edge == piece.text.start || edge == piece.text.end
        })
    };
    let exact = inside(pieces.first(), span.start) && inside(pieces.last(), span.end);
    exact.then(|| view.prose.to_source(span))
}
