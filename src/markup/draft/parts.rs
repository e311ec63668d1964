//! What becomes a block.

use smallvec::SmallVec;

use super::Place;
use super::white::trailing_white;
use crate::markup::address;
use crate::markup::block::{Block, Element, Segment, SegmentKind};
use crate::markup::scope::Scope;
use crate::text::Span;

/// Most blocks have a few.
pub(super) type Segments = SmallVec<[Segment; 6]>;

/// What a block is made of.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub(super) segments: Segments,
    pub(super) links: Vec<Span>,
    pub(super) elements: Vec<Element>,
}

impl Parts {
    /// The block at `place`; `None` if there is nothing to read in it.
    pub(super) fn into_block(self, source: &str, place: Place) -> Option<Block> {
        let Self {
            mut segments,
            mut links,
            elements,
        } = self;
        trim_end(source, &mut segments);
        let visible = |segment: &Segment| match &segment.kind {
            SegmentKind::Text => segment
                .source
                .text(source)
                .is_some_and(|text| !text.trim().is_empty()),
            SegmentKind::Decoded(text) => !text.trim().is_empty(),
            SegmentKind::Opaque => place.heading.is_some(),
            SegmentKind::Break => false,
        };
        if !segments.iter().any(visible) {
            return None;
        }
        let span = Span::new(segments.first()?.source.start, segments.last()?.source.end);
        // White space that ends the block may have been a link's.
        for link in &mut links {
            link.end = link.end.min(span.end);
        }
        links.retain(|link| link.start < link.end);
        links.sort_unstable();
        let mut block = Block {
            scopes: place.scopes,
            container: place.container,
            span,
            segments: segments.into_boxed_slice(),
            links: links.into(),
            elements: elements.into(),
            heading: place.heading,
        };
        let verbatim = [Scope::Code, Scope::Html]
            .into_iter()
            .any(|scope| block.is_in(scope));
        if !verbatim {
            address::hide(&mut block, source);
        }
        Some(block)
    }
}

fn trim_end(source: &str, segments: &mut Segments) {
    while let Some(last) = segments.last_mut() {
        if last.kind == SegmentKind::Text {
            last.source.end -= trailing_white(source, last.source);
            if !last.source.is_empty() {
                return;
            }
        } else if last.kind != SegmentKind::Break {
            return;
        }
        segments.pop();
    }
}
