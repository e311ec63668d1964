//! The flow of prose through nested containers, from whichever markup they come.
//!
//! Owns which scopes, parent and quotation a block gets from what stands around it,
//! and which pieces belong to a block of their own: alternative texts, code, comments,
//! tags. It knows no syntax.

use super::block::{Block, Container};
use super::draft::{Draft, Place};
use super::scope::{Scope, ScopeSet};
use crate::text::Span;

/// Elements of HTML that are open at one time inside one container; deeper ones add
/// nothing, so that an end tag never searches far.
const DEEPEST_ELEMENT: usize = 100;

/// What holds blocks or other holders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A paragraph, or the whole document.
    Plain,
    Heading,
    /// Holds only items.
    List,
    Item,
    /// Holds only rows.
    Table,
    Row,
    Cell,
    Caption,
    /// A block quote; `reported` if it gives somebody's words.
    Quote {
        reported: bool,
    },
    /// A footnote's text.
    Note,
    Code,
}

impl Holder {
    const fn scope(self) -> Option<Scope> {
        match self {
            Self::Heading => Some(Scope::Heading),
            Self::Item => Some(Scope::List),
            Self::Cell => Some(Scope::Cell),
            Self::Caption => Some(Scope::Caption),
            Self::Quote { .. } => Some(Scope::Quote),
            Self::Code => Some(Scope::Code),
            Self::Plain | Self::List | Self::Table | Self::Row | Self::Note => None,
        }
    }

    /// Whether its blocks are no siblings of those around it.
    const fn parts_siblings(self) -> bool {
        match self {
            Self::Item
            | Self::Row
            | Self::Caption
            | Self::Quote { .. }
            | Self::Note
            | Self::Code => true,
            Self::Plain | Self::Heading | Self::List | Self::Table | Self::Cell => false,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    holder: Holder,
    /// The HTML element that opened it; empty if it was other markup.
    element: &'static str,
    place: Place,
}

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
    frame: usize,
    first_block: usize,
    /// Known once its first block is.
    labelled: Option<bool>,
}

/// Collects the blocks of a document.
#[derive(Debug)]
pub(super) struct Flow<'s> {
    source: &'s str,
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    /// The frames that other markup than HTML opened; the document is the first.
    containers: Vec<usize>,
    /// What the innermost open block, or piece with a block of its own, has so far.
    draft: Draft<'s>,
    waiting: Vec<Waiting<'s>>,
    last_parent: u32,
    images: u32,
    strong: u32,
    quote: Option<OutermostQuote>,
    /// Elements around the current paragraph that ended inside it.
    ended: Vec<&'static str>,
}

impl<'s> Flow<'s> {
    /// A document without blocks.
    pub(super) fn new(source: &'s str) -> Self {
        let document = Frame {
            holder: Holder::Plain,
            element: "",
            place: Place::default(),
        };
        Self {
            source,
            blocks: Vec::new(),
            frames: vec![document],
            containers: vec![0],
            draft: Draft::new(source),
            waiting: Vec::new(),
            last_parent: 0,
            images: 0,
            strong: 0,
            quote: None,
            ended: Vec::new(),
        }
    }

    /// Ends the document: its blocks in the order of their first byte.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_block();
        self.truncate(1);
        self.blocks.sort_by_key(|block| block.span.start);
        self.blocks
    }

    /// Enters a container; what stands before it is a block of its own.
    pub(super) fn enter(&mut self, holder: Holder) {
        self.end_block();
        self.containers.push(self.frames.len());
        self.push(holder, "");
    }

    /// Leaves the container entered last, with all elements that are open in it.
    pub(super) fn leave(&mut self) {
        self.end_block();
        if self.containers.len() > 1 {
            let start = self.containers.pop().unwrap_or(1);
            self.truncate(start);
        }
        for element in std::mem::take(&mut self.ended) {
            self.close_here(element);
        }
    }

    /// Opens an HTML element that holds blocks.
    pub(super) fn open(&mut self, element: &'static str, holder: Holder) {
        self.end_block();
        self.close_implied(holder);
        if self.frames.len() - self.floor() < DEEPEST_ELEMENT {
            self.push(holder, element);
        }
    }

    /// Closes the innermost open `element`, with all that are open in it.
    pub(super) fn close(&mut self, element: &'static str) {
        self.end_block();
        let leaf = [Holder::Plain, Holder::Heading, Holder::Cell];
        let in_leaf = self.containers.len() > 1
            && self
                .frames
                .get(self.floor())
                .is_some_and(|frame| leaf.contains(&frame.holder));
        if !self.close_here(element) && in_leaf && self.ended.len() < DEEPEST_ELEMENT {
            self.ended.push(element);
        }
    }

    /// Ends the current block.
    pub(super) fn end_block(&mut self) {
        while let Some(waiting) = self.waiting.pop() {
            self.give_back(waiting, None);
        }
        self.images = 0;
        let draft = self.draft.renew();
        let labelled = draft.is_labelled();
        let place = self.place();
        let before = self.blocks.len();
        draft.finish(place, &mut self.blocks);
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

    /// Starts a link whose markup starts at `offset`.
    pub(super) fn start_link(&mut self, offset: usize) {
        self.draft.start_link(offset);
    }

    /// Ends the open link.
    pub(super) fn end_link(&mut self) {
        self.draft.end_link();
    }

    /// What follows is strong.
    pub(super) fn start_strong(&mut self) {
        self.strong += 1;
    }

    /// What follows is as strong as what stood before.
    pub(super) fn end_strong(&mut self) {
        self.strong = self.strong.saturating_sub(1);
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

    /// Starts an `element` of code at `offset`: one opaque word up to its end.
    pub(super) fn start_code(&mut self, element: &'static str, offset: usize) {
        let in_code = |waiting: &Waiting| matches!(waiting.until, Until::CodeEnds(..));
        if !self.place().scopes.contains(Scope::Code) && !self.waiting.iter().any(in_code) {
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
        let place = self.aside_place(scope);
        draft.finish(place, &mut self.blocks);
    }

    fn top(&self) -> Frame {
        let document = Frame {
            holder: Holder::Plain,
            element: "",
            place: Place::default(),
        };
        self.frames.last().copied().unwrap_or(document)
    }

    /// The frame that the innermost container opened: elements above it may close here.
    fn floor(&self) -> usize {
        self.containers.last().copied().unwrap_or(0)
    }

    /// Where a block of the innermost frame stands.
    fn place(&self) -> Place {
        let mut place = self.top().place;
        let others = [
            Scope::Heading,
            Scope::List,
            Scope::Cell,
            Scope::Caption,
            Scope::Code,
        ];
        if !others.into_iter().any(|scope| place.scopes.contains(scope)) {
            place.scopes = place.scopes.with(Scope::Paragraph);
        }
        place
    }

    /// Where a block beside the current one stands: it is nobody's sibling, so that it
    /// does not come between two paragraphs.
    fn aside_place(&mut self, scope: Scope) -> Place {
        let container = Container {
            parent: self.next_parent(),
            ..self.top().place.container
        };
        Place {
            scopes: ScopeSet::EMPTY.with(scope),
            container,
        }
    }

    fn next_parent(&mut self) -> u32 {
        self.last_parent += 1;
        self.last_parent
    }

    fn push(&mut self, holder: Holder, element: &'static str) {
        let outer = self.top().place;
        let mut place = outer;
        if !outer.scopes.contains(Scope::Code) {
            if let Some(scope) = holder.scope() {
                let around = if holder == Holder::Code {
                    ScopeSet::EMPTY
                } else {
                    outer.scopes
                };
                place.scopes = around.with(scope);
            }
            if holder.parts_siblings() {
                place.container.parent = self.next_parent();
            }
        }
        if let Holder::Quote { reported } = holder {
            place.container.quotation |= reported;
            let (frame, first_block) = (self.frames.len(), self.blocks.len());
            self.quote.get_or_insert(OutermostQuote {
                frame,
                first_block,
                labelled: None,
            });
        }
        self.frames.push(Frame {
            holder,
            element,
            place,
        });
    }

    fn truncate(&mut self, length: usize) {
        self.frames.truncate(length);
        let Some(quote) = self.quote.take_if(|quote| quote.frame >= length) else {
            return;
        };
        if quote.labelled == Some(true) {
            for block in self.blocks.iter_mut().skip(quote.first_block) {
                block.container.labelled = true;
            }
        }
    }

    /// Closes `element` if it is open in the innermost container.
    fn close_here(&mut self, element: &str) -> bool {
        let floor = self.floor();
        let open = self
            .frames
            .iter()
            .skip(floor + 1)
            .rposition(|frame| frame.element == element);
        if let Some(index) = open {
            self.truncate(floor + 1 + index);
        }
        open.is_some()
    }

    /// Closes what ends where an element of `holder` starts: an item ends the item before.
    fn close_implied(&mut self, holder: Holder) {
        let (ends, within): (&[Holder], Holder) = match holder {
            Holder::Item => (&[Holder::Item], Holder::List),
            Holder::Cell => (&[Holder::Cell], Holder::Table),
            Holder::Row => (&[Holder::Cell, Holder::Row], Holder::Table),
            Holder::Heading => (&[Holder::Heading], Holder::Item),
            _ => return,
        };
        let floor = self.floor() + 1;
        let open = self.frames.iter().enumerate().skip(floor).rev();
        let inside = open.take_while(|(_, frame)| frame.holder != within);
        if let Some((index, _)) = inside
            .filter(|(_, frame)| ends.contains(&frame.holder))
            .last()
        {
            self.truncate(index);
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
                let place = self.aside_place(Scope::Alt);
                inner.finish(place, &mut self.blocks);
            }
            (Until::CodeEnds(_, start), Some(end)) => {
                let place = self.aside_place(Scope::Code);
                inner.finish(place, &mut self.blocks);
                self.opaque(Span::new(start, end));
            }
            (Until::CodeEnds(..), None) => self.draft.append(inner),
        }
    }
}
