//! A block in the making: pieces of prose are added in the order of the source.
//!
//! Owns what makes a map exact and a reader's text clean: neighbouring pieces are
//! one, white space at the edges of a block and around line breaks goes into the
//! break, blank lines part blocks, addresses are opaque. It knows no markup.

mod parts;
mod white;

use smol_str::SmolStr;

use super::block::{Block, Container, Segment, SegmentKind};
use super::foreign::{Foreign, Piece, Source};
use super::lines::lines;
use super::nesting::Nesting;
use super::scope::{Scope, ScopeSet};
use crate::text::Span;
use parts::{Parts, Segments};
use white::{leading_white, trailing_white};

/// The scopes and the place that a finished block gets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The block's scopes.
    pub(super) scopes: ScopeSet,
    /// What holds the block.
    pub(super) container: Container,
    /// The level of the heading that the block is.
    pub(super) heading: Option<u8>,
}

/// Pieces of prose that are to be a block, or several if blank lines part them.
#[derive(Debug, Clone)]
pub(super) struct Draft<'s> {
    source: &'s str,
    pieces: Source<'s>,
    segments: Segments,
    links: Vec<Span>,
    nesting: Nesting,
    /// Blocks that a blank line has ended.
    parted: Vec<Parts>,
    /// Line ends since the last visible piece, counted by [`Draft::lines`] alone.
    line_ends: usize,
    /// Where the last line break's own line starts, as long as its prefix is still to come.
    unprefixed: bool,
    /// Where the open link starts in the source.
    link: Option<usize>,
    label: Label,
}

/// Whether the first pieces are strong, and where they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// Nothing was added yet.
    Unseen,
    /// Only strong pieces were added, up to this byte.
    Open(usize),
    /// The strong pieces end at the first byte, the next piece starts at the second.
    Closed(usize, usize),
    /// The first piece is not strong.
    Missing,
}

impl<'s> Draft<'s> {
    /// Nothing yet.
    pub(super) fn new(source: Source<'s>) -> Self {
        Self {
            source: source.text,
            pieces: source,
            segments: Segments::new(),
            links: Vec::new(),
            nesting: Nesting::new(),
            parted: Vec::new(),
            line_ends: 0,
            unprefixed: false,
            link: None,
            label: Label::Unseen,
        }
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.segments.is_empty() && self.parted.is_empty()
    }

    /// Adds text that reads exactly as written but for what is foreign in it. It holds no
    /// line end.
    pub(super) fn text(&mut self, span: Span) {
        for piece in self.pieces.pieces(span) {
            match piece {
                Piece::Text(span) => self.verbatim(span),
                Piece::Foreign(span, foreign) => self.foreign(span, foreign),
            }
        }
    }

    fn foreign(&mut self, span: Span, foreign: Foreign) {
        if !foreign.is_word {
            return;
        }
        match self.segments.last_mut() {
            // The parser has cut the word in two.
            Some(last)
                if last.kind == SegmentKind::Opaque
                    && last.source.end == span.start
                    && foreign.span.start < span.start =>
            {
                last.source.end = span.end;
            }
            _ => self.opaque(span),
        }
    }

    fn verbatim(&mut self, span: Span) {
        let mut span = span;
        self.part();
        match self.segments.last_mut() {
            None => span.start += leading_white(self.source, span),
            Some(last) if last.kind == SegmentKind::Break => {
                let white = leading_white(self.source, span);
                if last.source.end == span.start {
                    last.source.end += white;
                }
                span.start += white;
            }
            Some(last) if last.kind == SegmentKind::Text && last.source.end == span.start => {
                last.source.end = span.end;
                return;
            }
            Some(_) => {}
        }
        if !span.is_empty() {
            self.push(span, SegmentKind::Text);
        }
    }

    /// Adds text that reads as `text`.
    pub(super) fn decoded(&mut self, span: Span, text: &str) {
        if !text.is_empty() {
            self.part();
            self.push(span, SegmentKind::Decoded(SmolStr::new(text)));
        }
    }

    /// Adds one opaque word.
    pub(super) fn opaque(&mut self, span: Span) {
        self.part();
        self.push(span, SegmentKind::Opaque);
    }

    /// Adds a line break. White space before it becomes part of it.
    pub(super) fn line_break(&mut self, span: Span) {
        let mut span = span;
        loop {
            let Some(last) = self.segments.last_mut() else {
                return;
            };
            match last.kind {
                SegmentKind::Break => {
                    last.source.end = last.source.end.max(span.end);
                    self.unprefixed = true;
                    return;
                }
                SegmentKind::Text => {
                    let kept = last.source.end - trailing_white(self.source, last.source);
                    if last.source.end == span.start {
                        span.start = kept;
                    }
                    last.source.end = kept;
                    if !last.source.is_empty() {
                        break;
                    }
                    self.segments.pop();
                }
                SegmentKind::Decoded(_) | SegmentKind::Opaque => break,
            }
        }
        let floor = self.segments.last().map_or(0, |last| last.source.end);
        let before = Span::new(floor, span.start);
        span.start -= trailing_white(self.source, before);
        self.push(span, SegmentKind::Break);
        self.unprefixed = true;
    }

    /// Says that the next piece of markup or text starts at `offset`: what a line break
    /// leaves before it is the prefix of the next line.
    pub(super) fn resume(&mut self, offset: usize) {
        if !std::mem::take(&mut self.unprefixed) {
            return;
        }
        if let Some(last) = self
            .segments
            .last_mut()
            .filter(|last| last.kind == SegmentKind::Break)
        {
            let prefix = self.source.get(last.source.end..offset).unwrap_or("");
            last.source.end += prefix.bytes().take_while(|byte| is_prefix(*byte)).count();
        }
    }

    /// Adds text with line ends: each is a break, blank lines part blocks.
    pub(super) fn lines(&mut self, span: Span) {
        self.broken(span, true);
    }

    /// Adds text with line ends, however many of which are one break.
    pub(super) fn wrapped(&mut self, span: Span) {
        self.broken(span, false);
    }

    fn broken(&mut self, span: Span, parts: bool) {
        for piece in self.pieces.pieces(span) {
            match piece {
                Piece::Text(span) => self.verbatim_lines(span, parts),
                Piece::Foreign(span, foreign) => {
                    self.resume(span.start);
                    self.foreign(span, foreign);
                }
            }
        }
    }

    fn verbatim_lines(&mut self, span: Span, parts: bool) {
        let text = span.text(self.source).unwrap_or("");
        for line in lines(text, 0) {
            let content = Span::new(span.start + line.start, span.start + line.end);
            let blank = leading_white(self.source, content) == content.len();
            if !blank || (self.line_ends == 0 && !line.is_ended()) {
                self.resume(content.start);
                self.verbatim(content);
            }
            if line.is_ended() {
                self.line_break(Span::new(content.end, span.start + line.next));
                self.line_ends += usize::from(parts);
            }
        }
    }

    /// Starts a link whose markup starts at `offset`.
    pub(super) fn start_link(&mut self, offset: usize) {
        self.link = Some(offset);
    }

    /// Ends the open link: what was added since is its text.
    pub(super) fn end_link(&mut self) {
        let Some(offset) = self.link.take() else {
            return;
        };
        let first = self
            .segments
            .partition_point(|segment| segment.source.start < offset);
        let added = self.segments.get(first..).unwrap_or(&[]);
        let visible = |segment: &&Segment| segment.kind != SegmentKind::Break;
        if let (Some(first), Some(last)) =
            (added.iter().find(visible), added.iter().rev().find(visible))
        {
            self.links
                .push(Span::new(first.source.start, last.source.end));
        }
    }

    /// Opens the inline container `name` by `markup`.
    pub(super) fn open_inline(&mut self, name: &str, markup: Span) {
        self.part();
        self.nesting.open(name, markup);
    }

    /// Closes the inline container `name` by `markup`.
    pub(super) fn close_inline(&mut self, name: &str, markup: Span) {
        self.nesting.close(name, markup);
    }

    /// Says whether what was added last is strong.
    pub(super) fn note_strength(&mut self, strong: bool) {
        let Some(last) = self.segments.last() else {
            return;
        };
        self.label = match self.label {
            Label::Unseen | Label::Open(_) if strong => Label::Open(last.source.end),
            Label::Unseen => Label::Missing,
            Label::Open(end) => Label::Closed(end, last.source.start),
            seen => seen,
        };
    }

    /// Whether it starts with a strong run that ends in a colon, or is followed by one.
    pub(super) fn is_labelled(&self) -> bool {
        let ends_in_colon = |end| {
            self.source
                .get(..end)
                .is_some_and(|text: &str| text.ends_with([':', '：']))
        };
        let followed_by_colon = |next| {
            self.source
                .get(next..)
                .is_some_and(|text: &str| text.starts_with([':', '：']))
        };
        match self.label {
            Label::Unseen | Label::Missing => false,
            Label::Open(end) => ends_in_colon(end),
            Label::Closed(end, next) => ends_in_colon(end) || followed_by_colon(next),
        }
    }

    /// Takes all pieces of `other`, which stand behind those of this draft.
    pub(super) fn append(&mut self, other: Self) {
        for parts in other.parted {
            self.segments.extend(parts.segments);
            self.links.extend(parts.links);
        }
        self.segments.extend(other.segments);
        self.links.extend(other.links);
        self.nesting.append(other.nesting);
    }

    /// Ends this draft and starts the next: an open link goes on in it.
    pub(super) fn renew(&mut self) -> Self {
        let link = self.link;
        self.end_link();
        let mut next = Self::new(self.pieces);
        next.link = link;
        std::mem::replace(self, next)
    }

    /// Adds its blocks, if it has any visible text, to `blocks`.
    pub(super) fn finish(mut self, place: Place, blocks: &mut Vec<Block>) {
        self.end_link();
        for parts in std::mem::take(&mut self.parted) {
            blocks.extend(parts.into_block(self.source, place));
        }
        let last = self.take_parts();
        blocks.extend(last.into_block(self.source, place));
    }

    fn push(&mut self, source: Span, kind: SegmentKind) {
        self.segments.push(Segment { source, kind });
    }

    /// Ends the block if a blank line came before the piece that is now added.
    fn part(&mut self) {
        if std::mem::take(&mut self.line_ends) > 1 && !self.segments.is_empty() {
            let link = self.link;
            self.end_link();
            self.link = link;
            let parts = self.take_parts();
            self.parted.push(parts);
        }
    }

    fn take_parts(&mut self) -> Parts {
        Parts {
            segments: std::mem::take(&mut self.segments),
            links: std::mem::take(&mut self.links),
            elements: self.nesting.finish(),
        }
    }
}

/// Adds a block for each comment and piece of code that is foreign in `source`, each at its
/// own place.
pub(super) fn add_asides(
    source: Source,
    blocks: &mut Vec<Block>,
    mut place: impl FnMut(Scope) -> Place,
) {
    for (scope, inner) in source.foreign.iter().filter_map(|foreign| foreign.aside) {
        let mut draft = Draft::new(Source::plain(source.text));
        draft.lines(inner);
        draft.finish(place(scope), blocks);
    }
}

/// Whether the prefix that containers put before a line may hold `byte`.
const fn is_prefix(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'>')
}
