//! The containers around a place in a document, and what they make of its blocks.

use crate::markup::block::Container;
use crate::markup::draft::Place;
use crate::markup::scope::{Scope, ScopeSet};

/// Elements of HTML that are open at one time inside one container; deeper ones add
/// nothing, so that an end tag never searches far.
const DEEPEST_ELEMENT: usize = 100;

/// What holds blocks or other holders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::markup) enum Holder {
    /// A paragraph, or the whole document.
    Plain,
    Heading {
        /// From 1 to 6.
        level: u8,
    },
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
            Self::Heading { .. } => Some(Scope::Heading),
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
            Self::Plain | Self::Heading { .. } | Self::List | Self::Table | Self::Cell => false,
        }
    }

    /// Whether text stands in it directly and no other container of the same markup can.
    const fn is_leaf(self) -> bool {
        matches!(self, Self::Plain | Self::Heading { .. } | Self::Cell)
    }
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    holder: Holder,
    /// The HTML element that opened it; empty if it was other markup.
    element: &'static str,
    place: Place,
}

const DOCUMENT: Frame = Frame {
    holder: Holder::Plain,
    element: "",
    place: Place {
        scopes: ScopeSet::EMPTY,
        container: Container {
            parent: 0,
            quotation: false,
            labelled: false,
        },
        heading: None,
    },
};

/// All that is open around the current place.
#[derive(Debug)]
pub(super) struct Frames {
    open: Vec<Frame>,
    /// Which of them were opened by other markup than HTML; the first is the document.
    containers: Vec<usize>,
    last_parent: u32,
    /// The outermost block quote.
    quote: Option<usize>,
    /// Elements around the current paragraph that ended inside it.
    ended: Vec<&'static str>,
}

impl Frames {
    /// Only the document.
    pub(super) fn new() -> Self {
        Self {
            open: vec![DOCUMENT],
            containers: vec![0],
            last_parent: 0,
            quote: None,
            ended: Vec::new(),
        }
    }

    /// Enters a container.
    pub(super) fn enter(&mut self, holder: Holder) {
        self.containers.push(self.open.len());
        self.push(holder, "");
    }

    /// Leaves the container entered last, with all elements that are open in it.
    pub(super) fn leave(&mut self) {
        if self.containers.len() > 1 {
            let start = self.containers.pop().unwrap_or(1);
            self.truncate(start);
        }
        for element in std::mem::take(&mut self.ended) {
            self.close_here(element);
        }
    }

    /// Leaves everything but the document.
    pub(super) fn leave_all(&mut self) {
        self.containers.truncate(1);
        self.truncate(1);
    }

    /// Opens an HTML element that holds blocks.
    pub(super) fn open(&mut self, element: &'static str, holder: Holder) {
        self.close_implied(holder);
        if self.open.len() - self.floor() < DEEPEST_ELEMENT {
            self.push(holder, element);
        }
    }

    /// Closes the innermost open `element`, with all that are open in it: at once if it
    /// was opened in the innermost container, behind the paragraph if it is around that.
    pub(super) fn close(&mut self, element: &'static str) {
        let container = self.open.get(self.floor()).copied().unwrap_or(DOCUMENT);
        let in_leaf = self.containers.len() > 1 && container.holder.is_leaf();
        if !self.close_here(element) && in_leaf && self.ended.len() < DEEPEST_ELEMENT {
            self.ended.push(element);
        }
    }

    /// Where a block of the innermost holder stands.
    pub(super) fn place(&self) -> Place {
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
    pub(super) fn place_beside(&mut self, scope: Scope) -> Place {
        let container = Container {
            parent: self.next_parent(),
            ..self.top().place.container
        };
        let scopes = ScopeSet::EMPTY.with(scope);
        Place {
            scopes,
            container,
            heading: None,
        }
    }

    /// Whether nothing but the document is open.
    pub(super) const fn is_at_top(&self) -> bool {
        self.open.len() == 1
    }

    /// Whether all text is code here.
    pub(super) fn is_in_code(&self) -> bool {
        self.top().place.scopes.contains(Scope::Code)
    }

    /// Whether any block quote is open.
    pub(super) const fn is_in_quote(&self) -> bool {
        self.quote.is_some()
    }

    fn top(&self) -> Frame {
        self.open.last().copied().unwrap_or(DOCUMENT)
    }

    /// The frame of the innermost container: only elements above it close in it.
    fn floor(&self) -> usize {
        self.containers.last().copied().unwrap_or(0)
    }

    fn next_parent(&mut self) -> u32 {
        self.last_parent += 1;
        self.last_parent
    }

    fn push(&mut self, holder: Holder, element: &'static str) {
        let mut place = self.top().place;
        if !place.scopes.contains(Scope::Code) {
            if holder == Holder::Code {
                place.scopes = ScopeSet::EMPTY;
                place.heading = None;
            }
            if let Some(scope) = holder.scope() {
                place.scopes = place.scopes.with(scope);
            }
            if let Holder::Heading { level } = holder {
                place.heading = Some(level);
            }
            if holder.parts_siblings() {
                place.container.parent = self.next_parent();
            }
        }
        if let Holder::Quote { reported } = holder {
            place.container.quotation |= reported;
            self.quote.get_or_insert(self.open.len());
        }
        self.open.push(Frame {
            holder,
            element,
            place,
        });
    }

    fn truncate(&mut self, length: usize) {
        self.open.truncate(length);
        self.quote = self.quote.filter(|quote| *quote < length);
    }

    /// Closes `element` if it is open in the innermost container.
    fn close_here(&mut self, element: &str) -> bool {
        let above = self.floor() + 1;
        let open = self
            .open
            .iter()
            .skip(above)
            .rposition(|frame| frame.element == element);
        if let Some(index) = open {
            self.truncate(above + index);
        }
        open.is_some()
    }

    /// Closes what ends where an element of `holder` starts: an item ends the item before.
    fn close_implied(&mut self, holder: Holder) {
        let is_heading = |holder| matches!(holder, Holder::Heading { .. });
        let (ends, within): (fn(Holder) -> bool, Holder) = match holder {
            Holder::Item => (|holder| holder == Holder::Item, Holder::List),
            Holder::Cell => (|holder| holder == Holder::Cell, Holder::Table),
            Holder::Row => (
                |holder| matches!(holder, Holder::Cell | Holder::Row),
                Holder::Table,
            ),
            Holder::Heading { .. } => (is_heading, Holder::Item),
            _ => return,
        };
        let above = self.open.iter().enumerate().skip(self.floor() + 1).rev();
        let inside = above.take_while(|(_, frame)| frame.holder != within);
        let ended = inside.filter(|(_, frame)| ends(frame.holder));
        if let Some((index, _)) = ended.last() {
            self.truncate(index);
        }
    }
}
