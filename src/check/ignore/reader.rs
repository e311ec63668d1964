//! Where a directive stands, and what of the document it is for.

use crate::check::directive::Directive;
use crate::markup::block::Prose;
use crate::markup::chunks::ChunkedDocument;
use crate::markup::{Block, Scope};
use crate::text::Span;

/// Where a directive stands.
pub(super) struct Reader<'a> {
    document: &'a ChunkedDocument,
    /// The numbers of its chunk and, in it, of its block.
    number: usize,
    index: usize,
    /// Where the chunk starts.
    start: usize,
    block: &'a Block,
    prose: Prose,
}

impl<'a> Reader<'a> {
    /// The directives of a chunk, in order.
    pub(super) fn all(document: &'a ChunkedDocument, number: usize) -> Vec<(Directive, Self)> {
        let chunk = document.chunks().get(number);
        let start = document.starts().get(number).copied().unwrap_or(0);
        let blocks = chunk.into_iter().flat_map(|chunk| {
            let blocks = chunk.blocks().iter().enumerate();
            blocks.map(|(index, block)| (chunk.text(), index, block))
        });
        let comments = blocks.filter(|(_, _, block)| block.is_in(Scope::Comment));
        let directives = comments.filter_map(|(text, index, block)| {
            let prose = block.prose(text);
            let reader = Self {
                document,
                number,
                index,
                start,
                block,
                prose,
            };
            Some((Directive::parse(&reader.prose.text)?, reader))
        });
        directives.collect()
    }

    /// Where the comment stands in the document.
    pub(super) fn span(&self) -> Span {
        self.block.span.moved_on(self.start)
    }

    /// Where in the document `span` of the comment's text stands.
    pub(super) fn place_of(&self, span: Span) -> Span {
        self.prose.to_source(span).moved_on(self.start)
    }

    /// The blocks behind, each with the start of its chunk.
    fn behind(&self) -> impl Iterator<Item = (usize, &'a Block)> + use<'a> {
        blocks(self.document, self.number, self.index + 1)
    }

    /// The blocks before, the next one first.
    pub(super) fn before(&self) -> impl Iterator<Item = (usize, &'a Block)> + use<'a> {
        let document = self.document;
        let index = self.index;
        let chunks = document.chunks().iter().zip(document.starts());
        let chunks = chunks.take(self.number + 1).enumerate().rev();
        let number = self.number;
        chunks.flat_map(move |(at, (chunk, start))| {
            let blocks = chunk.blocks();
            let count = if at == number { index } else { blocks.len() };
            let before = blocks.iter().take(count).rev();
            before.map(move |block| (*start, block))
        })
    }

    /// The next block that a reader reads; the end of the document if there is none.
    pub(super) fn next_block(&self) -> Span {
        let is_next = |(start, block): &(usize, &Block)| {
            is_read(block) && block.span.start + start >= self.span().end
        };
        let end = self.document.len();
        let next = self.behind().find(is_next);
        next.map_or(Span::new(end, end), |(start, block)| {
            block.span.moved_on(start)
        })
    }

    /// From the directive to the next heading of its level, or to the end.
    pub(super) fn up_to_heading(&self) -> Span {
        let level = self.before().find_map(|(_, block)| block.heading);
        let ends = |(_, block): &(usize, &Block)| {
            let heading = block.heading;
            heading.is_some_and(|found| level.is_none_or(|level| found <= level))
        };
        let end = self.behind().find(ends);
        let end = end.map_or(self.document.len(), |(start, block)| {
            block.span.start + start
        });
        Span::new(self.span().start, end)
    }
}

/// The blocks of `document` from the one with the number `index` in the chunk `number` on,
/// each with the start of its chunk.
fn blocks(
    document: &ChunkedDocument,
    number: usize,
    index: usize,
) -> impl Iterator<Item = (usize, &Block)> {
    let chunks = document.chunks().iter().zip(document.starts());
    let chunks = chunks.enumerate().skip(number);
    chunks.flat_map(move |(at, (chunk, start))| {
        let skipped = if at == number { index } else { 0 };
        let blocks = chunk.blocks().iter().skip(skipped);
        blocks.map(move |block| (*start, block))
    })
}

/// Whether a block is one that a reader reads: no comment, no tag.
pub(super) fn is_read(block: &Block) -> bool {
    !block.is_in(Scope::Comment) && !block.is_in(Scope::Html)
}
