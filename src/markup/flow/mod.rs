//! The flow of prose through nested containers, from whichever markup they come.
//!
//! Owns which scopes, parent and quotation a block gets from what stands around it,
//! and which pieces belong to a block of their own: alternative texts, code, comments,
//! tags. It knows no syntax.

mod frames;

use super::block::Block;
use super::draft::{self, Draft};
use super::foreign::Source;
use super::scope::Scope;
use crate::text::Span;
use frames::Frames;
pub(super) use frames::Holder;

/// A draft that waits until a piece with a block of its own ends.
#[derive(Debug)]
struct Waiting<'s> {
    draft: Draft<'s>,
    until: Until,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    ImageEnds,
    /// An element of code, which starts at this byte, ends.
    CodeEnds(&'static str, usize),
}

/// The outermost block quote around the current place.
#[derive(Debug, Clone, Copy)]
struct OutermostQuote {
    first_block: usize,
    /// Known once its first block is.
    labelled: Option<bool>,
}

/// Collects the blocks of a document.
#[derive(Debug)]
pub(super) struct Flow<'s> {
    source: Source<'s>,
    blocks: Vec<Block>,
    frames: Frames,
    /// What the innermost open block, or piece with a block of its own, has so far.
    draft: Draft<'s>,
    waiting: Vec<Waiting<'s>>,
    images: u32,
    strong: u32,
    quote: Option<OutermostQuote>,
}

impl<'s> Flow<'s> {
    /// A document without blocks.
    pub(super) fn new(source: Source<'s>) -> Self {
        Self {
            source,
            blocks: Vec::new(),
            frames: Frames::new(),
            draft: Draft::new(source),
            waiting: Vec::new(),
            images: 0,
            strong: 0,
            quote: None,
        }
    }

    /// Ends the document: its blocks in the order of their first byte.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.between_blocks(Frames::leave_all);
        draft::add_asides(self.source, &mut self.blocks, |scope| {
            self.frames.place_beside(scope)
        });
        self.blocks.sort_by_key(|block| block.span.start);
        self.blocks
    }

    /// Whether nothing is open around the next block.
    pub(super) fn is_at_top(&self) -> bool {
        self.frames.is_at_top()
    }

    /// Enters a container; what stands before it is a block of its own.
    pub(super) fn enter(&mut self, holder: Holder) {
        self.between_blocks(|frames| frames.enter(holder));
    }

    /// Leaves the container entered last, with all elements that are open in it.
    pub(super) fn leave(&mut self) {
        self.between_blocks(Frames::leave);
    }

    /// Opens an HTML element that holds blocks.
    pub(super) fn open(&mut self, element: &'static str, holder: Holder) {
        self.between_blocks(|frames| frames.open(element, holder));
    }

    /// Closes the innermost open `element`, with all that are open in it.
    pub(super) fn close(&mut self, element: &'static str) {
        self.between_blocks(|frames| frames.close(element));
    }

    /// Ends the current block.
    pub(super) fn end_block(&mut self) {
        while let Some(waiting) = self.waiting.pop() {
            self.give_back(waiting, None);
        }
        self.images = 0;
        // Also without text: what opened and closed in it is none of the next block's.
        let draft = self.draft.renew();
        if draft.is_empty() {
            return;
        }
        let labelled = draft.is_labelled();
        let before = self.blocks.len();
        draft.finish(self.frames.place(), &mut self.blocks);
        if let Some(quote) = self.quote.as_mut().filter(|_| self.blocks.len() > before) {
            quote.labelled.get_or_insert(labelled);
        }
    }

    /// The next markup or text starts at `offset`.
    pub(super) fn resume(&mut self, offset: usize) {
        self.draft.resume(offset);
    }

    /// Adds text as written, without line ends.
    pub(super) fn text(&mut self, span: Span) {
        self.draft.text(span);
        self.note_strength();
    }

    /// Adds text that reads as `text`.
    pub(super) fn decoded(&mut self, span: Span, text: &str) {
        self.draft.decoded(span, text);
        self.note_strength();
    }

    /// Adds one opaque word.
    pub(super) fn opaque(&mut self, span: Span) {
        self.draft.opaque(span);
        self.note_strength();
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self, span: Span) {
        self.draft.line_break(span);
    }

    /// Adds text as written, where line ends are breaks and blank lines part blocks.
    pub(super) fn lines(&mut self, span: Span) {
        self.draft.lines(span);
        self.note_strength();
    }

    /// Adds text as written, where line ends are breaks, however many.
    pub(super) fn wrapped(&mut self, span: Span) {
        self.draft.wrapped(span);
        self.note_strength();
    }

    /// Starts a link whose markup starts at `offset`.
    pub(super) fn start_link(&mut self, offset: usize) {
        self.draft.start_link(offset);
    }

    /// Ends the open link.
    pub(super) fn end_link(&mut self) {
        self.draft.end_link();
    }

    /// Opens the inline container `name` by `markup`.
    pub(super) fn open_inline(&mut self, name: &str, markup: Span) {
        self.draft.open_inline(name, markup);
    }

    /// Closes the inline container `name` by `markup`.
    pub(super) fn close_inline(&mut self, name: &str, markup: Span) {
        self.draft.close_inline(name, markup);
    }

    /// What follows is strong.
    pub(super) fn start_strong(&mut self) {
        self.strong += 1;
    }

    /// What follows is as strong as what stood before.
    pub(super) fn end_strong(&mut self) {
        self.strong = self.strong.saturating_sub(1);
    }

    /// What follows is strong only if it is said again.
    pub(super) const fn forget_strength(&mut self) {
        self.strong = 0;
    }

    /// Starts an image, one opaque word: what is added until its end is its alternative text.
    pub(super) fn start_image(&mut self, span: Span) {
        if self.images == 0 {
            self.opaque(span);
            self.wait(Until::ImageEnds);
        }
        self.images += 1;
    }

    /// Ends the image started last.
    pub(super) fn end_image(&mut self) {
        self.images = self.images.saturating_sub(1);
        while self.images == 0 {
            let Some(waiting) = self.waiting.pop() else {
                break;
            };
            let until = waiting.until;
            self.give_back(waiting, None);
            if until == Until::ImageEnds {
                break;
            }
        }
    }

    /// Whether an image's alternative text is being added.
    pub(super) const fn is_in_image(&self) -> bool {
        self.images > 0
    }

    /// Whether what is added is code.
    pub(super) fn is_in_code(&self) -> bool {
        self.frames.is_in_code() || self.code_element().is_some()
    }

    /// The element of code that was started and has not ended.
    pub(super) fn code_element(&self) -> Option<&'static str> {
        self.waiting.iter().find_map(|waiting| match waiting.until {
            Until::CodeEnds(element, _) => Some(element),
            Until::ImageEnds => None,
        })
    }

    /// Starts an `element` of code at `offset`: one opaque word up to its end.
    pub(super) fn start_code(&mut self, element: &'static str, offset: usize) {
        if !self.is_in_code() {
            self.wait(Until::CodeEnds(element, offset));
        }
    }

    /// Ends the `element` of code started last, whose markup ends at `offset`.
    pub(super) fn end_code(&mut self, element: &'static str, offset: usize) {
        let is_open = |waiting: &mut Waiting| matches!(waiting.until, Until::CodeEnds(open, _) if open == element);
        if let Some(waiting) = self.waiting.pop_if(is_open) {
            self.give_back(waiting, Some(offset));
        }
    }

    /// Adds a block that stands beside the current one, with `scope` alone.
    pub(super) fn aside(&mut self, scope: Scope, write: impl FnOnce(&mut Draft<'s>)) {
        let mut draft = Draft::new(self.source);
        write(&mut draft);
        let place = self.frames.place_beside(scope);
        draft.finish(place, &mut self.blocks);
    }

    /// Ends the current block and changes what is open around the next.
    fn between_blocks(&mut self, change: impl FnOnce(&mut Frames)) {
        self.end_block();
        change(&mut self.frames);
        if self.frames.is_in_quote() {
            let first_block = self.blocks.len();
            self.quote.get_or_insert(OutermostQuote {
                first_block,
                labelled: None,
            });
        } else if let Some(quote) = self.quote.take()
            && quote.labelled == Some(true)
        {
            for block in self.blocks.iter_mut().skip(quote.first_block) {
                block.container.labelled = true;
            }
        }
    }

    fn note_strength(&mut self) {
        if self.quote.is_some_and(|quote| quote.labelled.is_none()) {
            self.draft.note_strength(self.strong > 0);
        }
    }

    fn wait(&mut self, until: Until) {
        let draft = std::mem::replace(&mut self.draft, Draft::new(self.source));
        self.waiting.push(Waiting { draft, until });
    }

    /// Goes on with the draft that waited. An element of code that has no end is prose.
    fn give_back(&mut self, waiting: Waiting<'s>, code_end: Option<usize>) {
        let inner = std::mem::replace(&mut self.draft, waiting.draft);
        match (waiting.until, code_end) {
            (Until::ImageEnds, _) => {
                let place = self.frames.place_beside(Scope::Alt);
                inner.finish(place, &mut self.blocks);
            }
            (Until::CodeEnds(_, start), Some(end)) => {
                let place = self.frames.place_beside(Scope::Code);
                inner.finish(place, &mut self.blocks);
                self.opaque(Span::new(start, end));
            }
            (Until::CodeEnds(..), None) => self.draft.append(inner),
        }
    }
}
