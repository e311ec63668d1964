//! Links and other containers inside a block in the making.

use super::Draft;
use super::white::{leading_white, trailing_white};
use crate::markup::block::{Segment, SegmentKind};
use crate::text::Span;

impl Draft<'_> {
    /// Starts a link whose markup starts at `offset`.
    pub(in crate::markup) fn start_link(&mut self, offset: usize) {
        self.link = Some(offset);
    }

    /// Ends the open link: what was added since is its text.
    pub(in crate::markup) fn end_link(&mut self) {
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
    pub(in crate::markup) fn open_inline(&mut self, name: &str, markup: Span) {
        self.part();
        self.nesting.open(name, markup);
    }

    /// Closes the inline container `name` by `markup`.
    pub(in crate::markup) fn close_inline(&mut self, name: &str, markup: Span) {
        self.nesting.close(name, markup);
    }

    /// Takes out what the open inline container `name` holds, and forgets it, if that is but
    /// a mark without letters: returns whether it was. White space at its edges stays.
    pub(in crate::markup) fn drop_mark(&mut self, name: &str) -> bool {
        let Some(start) = self.nesting.start_of(name) else {
            return false;
        };
        let first = self
            .segments
            .partition_point(|segment| segment.source.start < start);
        let added = self.segments.get(first..).unwrap_or(&[]);
        let (Some(one), Some(other)) = (added.first(), added.last()) else {
            return false;
        };
        if !added.iter().all(|segment| self.is_mark(segment)) {
            return false;
        }
        let (one, other) = (one.source, other.source);
        let white = [
            Span::new(one.start, one.start + leading_white(self.source, one)),
            Span::new(other.end - trailing_white(self.source, other), other.end),
        ];
        self.segments.truncate(first);
        self.links.retain(|link| link.start < start);
        self.nesting.forget(name);
        for span in white {
            self.verbatim(span);
        }
        true
    }

    fn is_mark(&self, segment: &Segment) -> bool {
        let text = match &segment.kind {
            SegmentKind::Text => segment.source.text(self.source),
            SegmentKind::Decoded(text) => Some(text.as_str()),
            SegmentKind::Break | SegmentKind::Opaque => None,
        };
        text.is_some_and(|text| !text.contains(char::is_alphabetic) && !text.trim().is_empty())
    }
}
