//! Blocks: runs of prose that a reader reads as one, and their map to the source.

use smol_str::SmolStr;

use super::front_matter::FrontMatter;
use super::scope::{Scope, ScopeSet};
use crate::text::Span;

/// The character that stands in the reader's text for one opaque word: inline
/// code, an image, a bare address, a formula, a template tag. U+FFFC is what Unicode
/// calls "object replacement character".
pub const OPAQUE: char = '\u{FFFC}';

/// A parsed document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks in the order of their first byte.
    pub blocks: Vec<Block>,
    /// What the front matter says, if there is one at the very start.
    pub front_matter: FrontMatter,
}

/// One run of prose: a paragraph, heading, list item, cell, caption, comment.
///
/// Inline code, images' alternative texts, comments and tags that stand inside a
/// paragraph are blocks of their own, beside the paragraph's. What has nothing to
/// read, such as a paragraph of an image alone, is no block; a heading is one as long
/// as anything stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The scopes it stands in: its own and those around it. A block of code,
    /// comment, HTML, alternative text or front matter has only its own.
    pub scopes: ScopeSet,
    /// What holds it; blocks of one container that follow each other are siblings.
    pub container: Container,
    /// From the first to the last byte of its prose in the source.
    pub span: Span,
    /// What the reader sees, in the order of the source. Source between two
    /// segments is markup without width: delimiters, inline tags, footnote marks,
    /// comments. Never empty, nor is any segment's source; the first and the last are
    /// no line breaks, nor are two neighbours.
    pub segments: Box<[Segment]>,
    /// The spans in the source of link texts inside it, sorted.
    pub links: Box<[Span]>,
    /// The inline containers that open and close in it, by start, the outer before the inner.
    pub elements: Box<[Element]>,
    /// The level of the heading that it is, from 1 to 6.
    pub heading: Option<u8>,
}

/// An inline container: emphasis, strong, struck text, a link, a pair of HTML tags.
///
/// Of two elements one holds the other or they are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    /// With its delimiters or tags, of a link with its address. Markup at the edges of a
    /// block reaches beyond the block's own span.
    pub outer: Span,
    /// What stands between them; empty if nothing does.
    pub inner: Span,
}

impl Element {
    /// Whether it is an element of HTML for what somebody says, as quotation marks are.
    fn is_speech(&self, source: &str) -> bool {
        let tag = source.as_bytes().get(self.outer.start..self.inner.start);
        matches!(tag, Some([b'<', b'q' | b'Q', next, ..]) if *next == b'>' || next.is_ascii_whitespace())
    }
}

/// Where a block stands among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Container {
    /// A number that the blocks with the same direct parent share; the document's is 0. What
    /// stands beside the flow of prose (code, an alternative text, a comment, a tag, the
    /// front matter) has a number of its own, so that it parts no two paragraphs.
    pub parent: u32,
    /// Inside a block quote that reports somebody's words: not an alert (`[!NOTE]`).
    /// Whether a bold label makes it a note is for whoever reads its first block.
    pub quotation: bool,
    /// The first segments of the outermost block quote are strong and end in a colon (`**Note:**`).
    pub labelled: bool,
}

/// One piece of a block's prose and the source that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands in the source.
    pub source: Span,
    /// What the reader sees of it.
    pub kind: SegmentKind,
}

/// How a piece of source reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SegmentKind {
    /// Exactly as written: one byte of prose for each byte of source.
    Text,
    /// As other text: an entity or escape that was decoded. Never empty.
    Decoded(SmolStr),
    /// As one space: a line break, soft or hard, with the white space around it
    /// and the prefixes (`> `, indentation, `// `) of the line that follows.
    Break,
    /// As one word that matches nothing, [`OPAQUE`].
    Opaque,
}

impl Block {
    /// The reader's text of the block, with its map.
    pub fn prose(&self, source: &str) -> Prose {
        let mut prose = Prose {
            text: String::with_capacity(self.span.len()),
            pieces: Vec::with_capacity(self.segments.len()),
        };
        for segment in &self.segments {
            let start = prose.text.len();
            match &segment.kind {
                SegmentKind::Text => prose
                    .text
                    .push_str(segment.source.text(source).unwrap_or("")),
                SegmentKind::Decoded(text) => prose.text.push_str(text),
                SegmentKind::Break => prose.text.push(' '),
                SegmentKind::Opaque => prose.text.push(OPAQUE),
            }
            prose.pieces.push(Piece {
                text: Span::new(start, prose.text.len()),
                source: segment.source,
                verbatim: segment.kind == SegmentKind::Text,
                line_break: segment.kind == SegmentKind::Break,
            });
        }
        prose
    }

    /// What elements of HTML enclose as speech (`<q>`), in bytes of `prose`, which is the block's
    /// own; by start, the outer before the inner.
    pub fn speech(&self, source: &str, prose: &Prose) -> Vec<Span> {
        let elements = self.elements.iter();
        let enclosing = elements.filter(|element| element.is_speech(source));
        let spans = enclosing.map(|element| prose.within(element.inner));
        spans.filter(|span| !span.is_empty()).collect()
    }

    /// The same block in a text that lacks the first `bytes` bytes.
    pub(super) fn move_back(&mut self, bytes: usize) {
        self.move_by(|offset| offset - bytes);
    }

    /// The same block in a text that has `bytes` bytes more before it.
    #[cfg(test)]
    pub(super) fn move_on(&mut self, bytes: usize) {
        self.move_by(|offset| offset + bytes);
    }

    fn move_by(&mut self, moved: impl Fn(usize) -> usize) {
        let by = |span: &mut Span| *span = Span::new(moved(span.start), moved(span.end));
        by(&mut self.span);
        self.segments
            .iter_mut()
            .for_each(|segment| by(&mut segment.source));
        self.links.iter_mut().for_each(by);
        for element in &mut self.elements {
            by(&mut element.outer);
            by(&mut element.inner);
        }
    }

    /// Whether it reads as `other` does, all of whose bytes have moved: what was at `from` is at
    /// `to`. The number of what holds it does not matter.
    pub fn is_moved(&self, other: &Self, from: usize, to: usize) -> bool {
        let span = |new: Span, old: Span| {
            new.start + from == old.start + to && new.end + from == old.end + to
        };
        let all = |new: &[Span], old: &[Span]| {
            new.len() == old.len() && new.iter().zip(old).all(|(new, old)| span(*new, *old))
        };
        let segment =
            |(new, old): (&Segment, &Segment)| span(new.source, old.source) && new.kind == old.kind;
        let element = |(new, old): (&Element, &Element)| {
            span(new.outer, old.outer) && span(new.inner, old.inner)
        };
        let holder = |block: &Self| Container {
            parent: 0,
            ..block.container
        };
        span(self.span, other.span)
            && (self.scopes, self.heading) == (other.scopes, other.heading)
            && holder(self) == holder(other)
            && all(&self.links, &other.links)
            && self.segments.len() == other.segments.len()
            && self.segments.iter().zip(&other.segments).all(segment)
            && self.elements.len() == other.elements.len()
            && self.elements.iter().zip(&other.elements).all(element)
    }

    /// The first character that the reader sees.
    pub fn first_char(&self, source: &str) -> Option<char> {
        let first = self.segments.first()?;
        match &first.kind {
            SegmentKind::Text => first.source.text(source)?.chars().next(),
            SegmentKind::Decoded(text) => text.chars().next(),
            SegmentKind::Break => Some(' '),
            SegmentKind::Opaque => Some(OPAQUE),
        }
    }

    /// Whether the block itself or something around it has `scope`.
    pub fn is_in(&self, scope: Scope) -> bool {
        self.scopes.contains(scope)
    }
}

/// The reader's text of one block and the map that leads back to the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// What the reader sees: line breaks are one space, opaque words [`OPAQUE`].
    pub text: String,
    /// The pieces of `text`, without gaps, in order.
    pub pieces: Vec<Piece>,
}

/// One piece of a block's reader's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the reader's text.
    pub text: Span,
    /// What it was made from.
    pub source: Span,
    /// Whether it is byte for byte its source.
    pub verbatim: bool,
    /// Whether it is a line break in the source.
    pub line_break: bool,
}

impl Prose {
    /// A text that is its own source.
    pub fn of_text(text: &str) -> Self {
        let span = Span::new(0, text.len());
        Self {
            text: text.to_owned(),
            pieces: vec![Piece {
                text: span,
                source: span,
                verbatim: true,
                line_break: false,
            }],
        }
    }

    /// The source from the first to the last byte of `span`, which is in the reader's text.
    ///
    /// Markup at the edges stays outside, markup between is inside. An empty span
    /// gives the empty place before the byte it points at.
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.start_in_source(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.end_in_source(span.end))
    }

    /// What `source`, at whose edges pieces end, has of the reader's text.
    fn within(&self, source: Span) -> Span {
        let first = self
            .pieces
            .partition_point(|piece| piece.source.start < source.start);
        let last = self
            .pieces
            .partition_point(|piece| piece.source.start < source.end);
        let pieces = self.pieces.get(first..last.max(first)).unwrap_or(&[]);
        match pieces {
            [] => Span::default(),
            [first, .., last] => Span::new(first.text.start, last.text.end),
            [one] => one.text,
        }
    }

    /// The pieces that share a byte with `span`, in order.
    pub fn pieces_in(&self, span: Span) -> &[Piece] {
        let first = self
            .pieces
            .partition_point(|piece| piece.text.end <= span.start);
        let last = self
            .pieces
            .partition_point(|piece| piece.text.start < span.end);
        self.pieces.get(first..last.max(first)).unwrap_or(&[])
    }

    fn start_in_source(&self, offset: usize) -> usize {
        let index = self
            .pieces
            .partition_point(|piece| piece.text.end <= offset);
        match self.pieces.get(index) {
            Some(piece) if piece.verbatim => piece.source.start + (offset - piece.text.start),
            Some(piece) => piece.source.start,
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }

    fn end_in_source(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.text.end < offset);
        match self.pieces.get(index) {
            Some(piece) if piece.verbatim => piece.source.start + (offset - piece.text.start),
            Some(piece) => piece.source.end,
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }
}
