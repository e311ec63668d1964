//! How a stretch of the reader's text is written: its parts and the markup between them.

use crate::check::block::View;
use crate::markup::block::{OPAQUE, Piece};
use crate::markup::{Block, Element};
use crate::text::Span;

/// HTML elements that only change how a text looks; without attributes they are worth no
/// more than asterisks.
const EMPHASIS: [&str; 15] = [
    "b", "big", "cite", "del", "dfn", "em", "i", "ins", "mark", "s", "small", "span", "strike",
    "strong", "u",
];

/// A stretch of a block's text in the source.
#[derive(Debug, Clone)]
pub(in crate::check) struct Stretch {
    /// Where it stands in the reader's text.
    pub(super) text: Span,
    /// What it is made from, in order; never empty.
    pub(super) parts: Vec<Part>,
    /// From the first to the last byte of its parts.
    pub(super) hull: Span,
}

/// One piece of prose, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it stands in the source, with the backslash that escapes its first character.
    pub(super) source: Span,
    /// Whether it is a line break.
    pub(super) line_break: bool,
}

impl Stretch {
    /// The stretch at `text`. `None` if an edge is inside an entity, or code or an image
    /// stands in it.
    pub(in crate::check) fn new(view: &View<'_>, text: Span) -> Option<Self> {
        let pieces = view.prose().pieces_in(text);
        let parts: Option<Vec<Part>> = pieces.iter().map(|piece| part(view, piece, text)).collect();
        let parts = parts?;
        let hull = Span::new(parts.first()?.source.start, parts.last()?.source.end);
        Some(Self { text, parts, hull })
    }

    /// Whether nothing stands in it but its own text and line breaks.
    pub(in crate::check) fn is_whole(&self) -> bool {
        let touch = |pair: &[Part]| pair[0].source.end == pair[1].source.start;
        self.parts.windows(2).all(touch)
    }

    /// Whether a line break stands in it.
    pub(in crate::check) fn has_break(&self) -> bool {
        self.parts.iter().any(|part| part.line_break)
    }

    /// Whether all of `around`, which holds the stretch, is its text or delimiters.
    pub(super) fn is_explained(&self, delimiters: &Delimiters, around: Span) -> bool {
        let delimiters = delimiters.within(around).iter();
        let mut known: Vec<Span> = delimiters.map(|delimiter| delimiter.span).collect();
        known.extend(self.parts.iter().map(|part| part.source));
        known.sort_unstable();
        let mut done = around.start;
        for span in known {
            if span.start != done {
                return false;
            }
            done = span.end;
        }
        done == around.end
    }
}

fn part(view: &View<'_>, piece: &Piece, within: Span) -> Option<Part> {
    let inside = Span::new(
        piece.text.start.max(within.start),
        piece.text.end.min(within.end),
    );
    if piece.verbatim {
        let shift = |offset: usize| piece.source.start + (offset - piece.text.start);
        let mut source = Span::new(shift(inside.start), shift(inside.end));
        if source.start == piece.source.start && is_escaped(view, piece) {
            source.start -= 1;
        }
        return Some(Part {
            source,
            line_break: false,
        });
    }
    let is_opaque = !piece.line_break && piece.text.text(view.text())?.contains(OPAQUE);
    (inside == piece.text && !is_opaque).then_some(Part {
        source: piece.source,
        line_break: piece.line_break,
    })
}

/// Whether a backslash that is no text stands before `piece`.
fn is_escaped(view: &View<'_>, piece: &Piece) -> bool {
    let Some(at) = piece.source.start.checked_sub(1) else {
        return false;
    };
    if view.source.as_bytes().get(at) != Some(&b'\\') {
        return false;
    }
    let before = view
        .prose()
        .pieces
        .partition_point(|other| other.source.start < at + 1);
    let last = before
        .checked_sub(1)
        .and_then(|index| view.prose().pieces.get(index));
    last.is_none_or(|last| last.source.end <= at)
}

/// What opens or closes an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delimiter {
    pub(super) span: Span,
    pub(super) element: Element,
}

/// All delimiters of a block, in order.
#[derive(Debug, Default)]
pub(in crate::check) struct Delimiters(Vec<Delimiter>);

impl Delimiters {
    /// Those of the elements of `block`.
    pub(in crate::check) fn of(block: &Block) -> Self {
        let both = block.elements.iter().flat_map(|element| {
            let element = *element;
            tags(&element).map(|span| Delimiter { span, element })
        });
        let mut delimiters: Vec<Delimiter> = both.collect();
        delimiters.sort_unstable_by_key(|delimiter| delimiter.span);
        Self(delimiters)
    }

    /// Those in `span`, whose edges cut none.
    pub(super) fn within(&self, span: Span) -> &[Delimiter] {
        let first = self.starting_before(span.start);
        let last = self.starting_before(span.end);
        self.0.get(first..last.max(first)).unwrap_or(&[])
    }

    fn starting_before(&self, offset: usize) -> usize {
        self.0
            .partition_point(|delimiter| delimiter.span.start < offset)
    }

    /// The elements that lie wholly inside `span`, the outer before the inner.
    pub(super) fn elements_in(&self, span: Span) -> Vec<Element> {
        let opening = self
            .within(span)
            .iter()
            .filter(|delimiter| delimiter.span.start == delimiter.element.outer.start);
        opening
            .map(|delimiter| delimiter.element)
            .filter(|element| span.contains(element.outer))
            .collect()
    }

    /// `span` and the delimiters that follow each other directly before and behind it.
    pub(super) fn touching(&self, span: Span) -> Span {
        let before = self
            .0
            .get(..self.starting_before(span.start))
            .unwrap_or(&[]);
        let start = before
            .iter()
            .rev()
            .try_fold(span.start, |start, delimiter| {
                if delimiter.span.end == start {
                    Ok(delimiter.span.start)
                } else {
                    Err(start)
                }
            });
        let behind = self.0.get(self.starting_before(span.end)..).unwrap_or(&[]);
        let end = behind.iter().try_fold(span.end, |end, delimiter| {
            if delimiter.span.start == end {
                Ok(delimiter.span.end)
            } else {
                Err(end)
            }
        });
        let either = |edge: Result<usize, usize>| edge.unwrap_or_else(|edge| edge);
        Span::new(either(start), either(end))
    }

    /// `span` and the elements that have one delimiter in it; `None` if one of them holds
    /// more than stands in `span`.
    pub(super) fn balanced(&self, span: Span) -> Option<Span> {
        let reach = self.touching(span);
        let mut span = span;
        loop {
            let mut wider = span;
            for delimiter in self.within(span) {
                let outer = delimiter.element.outer;
                if !reach.contains(outer) {
                    return None;
                }
                wider.start = wider.start.min(outer.start);
                wider.end = wider.end.max(outer.end);
            }
            if wider == span {
                return Some(span);
            }
            span = wider;
        }
    }

    /// The link of Markdown whose text is `text`.
    pub(super) fn link_around(&self, source: &str, text: Span) -> Option<Element> {
        let behind = self.0.get(self.starting_before(text.end)..)?;
        let is_link = |element: &Element| {
            element.outer.start < text.start
                && source.as_bytes().get(element.outer.start) == Some(&b'[')
        };
        let mut around = behind
            .iter()
            .map(|delimiter| delimiter.element)
            .take_while(|element| element.outer.start < text.end);
        around.find(is_link)
    }
}

/// What opens and what closes `element`.
pub(super) fn tags(element: &Element) -> [Span; 2] {
    let Element { outer, inner } = *element;
    [
        Span::new(outer.start, inner.start),
        Span::new(inner.end, outer.end),
    ]
}

/// Whether `element` may go with the text that it holds: emphasis, not a link.
pub(super) fn is_emphasis(source: &str, element: Element) -> bool {
    let [opening, _] = tags(&element);
    let Some(opening) = opening.text(source) else {
        return false;
    };
    let is_markdown = opening.bytes().all(|byte| b"*_~".contains(&byte));
    let tag = opening
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    is_markdown || tag.is_some_and(|name| EMPHASIS.contains(&name))
}

/// Whether something without text hangs on the word that ends at `text_end` of the reader's
/// text and, with its delimiters, at `end` of the source: a footnote mark, a comment.
pub(super) fn is_followed_by_mark(view: &View<'_>, text_end: usize, end: usize) -> bool {
    let pieces = &view.prose().pieces;
    let next = pieces.partition_point(|piece| piece.text.end <= text_end);
    let is_read = |piece: &Piece| {
        text_end > piece.text.start
            || piece.source.start == end
            || (piece.source.start == end + 1 && is_escaped(view, piece))
    };
    pieces.get(next).map_or_else(
        || {
            let rest = view.source.get(end..).unwrap_or("");
            let marks = ["[^", "<!--", "{/*"];
            marks.iter().any(|mark| rest.starts_with(mark))
        },
        |piece| !is_read(piece),
    )
}
