//! What a TOML text is about to say, whatever state it is in while somebody types.
//!
//! The parser knows only whole texts. An outline is what a reader sees: headers, keys and values,
//! each with its place, also where brackets and quotes are not closed yet. It must not know
//! which keys mean something.

mod scan;
mod spot;
#[cfg(test)]
mod tests;

use smol_str::SmolStr;

use crate::text::Span;

pub use spot::{At, Spot};

/// A text as far as it can be made out. Spans are bytes of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// What stands before the first header, then one for each header.
    tables: Vec<Table>,
    /// From `#` to the end of the line.
    comments: Vec<Span>,
}

/// A header with what stands below it, to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// `None` for what stands before the first.
    pub header: Option<Header>,
    /// All of it.
    pub span: Span,
    /// Its keys and values.
    pub pairs: Vec<Pair>,
}

/// `[style]`, `[[rule]]`, `[rule.replace]`, closed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// With its brackets.
    pub span: Span,
    /// Whether it has two brackets.
    pub is_list: bool,
    /// Whether they are closed.
    pub is_closed: bool,
    /// The keys in it.
    pub keys: Vec<KeyPart>,
}

/// One part of a key between full stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPart {
    /// What it says.
    pub text: SmolStr,
    /// With its quotes.
    pub span: Span,
}

/// A key, and its value if there is one yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// From its first byte to the end of its value.
    pub span: Span,
    /// Up to where nothing else may stand: the end of its line, but for a pair in braces.
    pub line_end: usize,
    /// The parts of the key.
    pub keys: Vec<KeyPart>,
    /// Where `=` stands.
    pub equals: Option<usize>,
    /// The value.
    pub value: Option<Item>,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// All of it, with quotes or brackets.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// In quotes.
    Text {
        /// What stands between the quotes, as written.
        inner: Span,
        /// Whether they are closed.
        is_closed: bool,
    },
    /// Anything without quotes: a number, `true`, half a word.
    Word,
    /// `[…]`, and whether it is closed.
    List(Vec<Item>, bool),
    /// `{…}`, and whether it is closed.
    Table(Vec<Pair>, bool),
}

impl Outline {
    /// Makes out what `text` says.
    pub fn of(text: &str) -> Self {
        scan::outline(text)
    }

    /// The headers with what stands below them, in order; first what stands before the first.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }

    /// The element of a list (`[[rule]]`) that the byte `offset` stands in, with the tables below
    /// it, as `[rule.replace]`.
    pub fn element_at(&self, offset: usize) -> Option<Element<'_>> {
        let index = self
            .tables
            .partition_point(|table| table.span.start <= offset);
        let index = index.checked_sub(1)?;
        let name = self.tables.get(index)?.first_name()?;
        let first = self.tables[..=index].iter().rposition(|table| {
            let header = table.header.as_ref();
            header.is_some_and(|header| header.is_list && header.keys.len() == 1)
                && table.first_name() == Some(name)
        })?;
        let belongs = |table: &&Table| {
            let header = table.header.as_ref();
            header.is_some_and(|header| header.keys.len() > 1) && table.first_name() == Some(name)
        };
        let rest = self.tables.get(first + 1..)?;
        let count = rest.iter().take_while(belongs).count();
        if index > first + count {
            return None;
        }
        let tables = self.tables.get(first..=first + count)?;
        Some(Element { tables })
    }
}

/// One `[[rule]]`, `[[term]]` or `[[overrides]]` with the tables below it.
#[derive(Debug, Clone, Copy)]
pub struct Element<'a> {
    /// Its own header first.
    pub tables: &'a [Table],
}

impl<'a> Element<'a> {
    /// All of it.
    pub fn span(&self) -> Span {
        let start = self.tables.first().map_or(0, |table| table.span.start);
        let end = self.tables.last().map_or(0, |table| table.span.end);
        Span::new(start, end)
    }

    /// The names of its keys.
    pub fn key_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self
            .tables
            .first()
            .into_iter()
            .flat_map(|table| &table.pairs);
        let own = own.filter_map(|pair| pair.keys.first());
        let below = self.tables.iter().skip(1);
        let below = below.filter_map(|table| table.header.as_ref()?.keys.get(1));
        own.chain(below).map(|key| key.text.as_str())
    }
}

impl Table {
    /// The first key of its header.
    pub fn first_name(&self) -> Option<&str> {
        let header = self.header.as_ref()?;
        header.keys.first().map(|key| key.text.as_str())
    }

    /// The pair with this one key.
    pub fn pair(&self, name: &str) -> Option<&Pair> {
        let is_it = |pair: &&Pair| matches!(&pair.keys[..], [key] if key.text == name);
        self.pairs.iter().find(is_it)
    }
}

impl Item {
    /// The strings that it holds, itself or in its lists: what stands between their quotes.
    pub fn texts(&self) -> Vec<Span> {
        match &self.kind {
            ItemKind::Text { inner, .. } => vec![*inner],
            ItemKind::List(items, _) => items.iter().flat_map(Self::texts).collect(),
            ItemKind::Word | ItemKind::Table(..) => Vec::new(),
        }
    }
}
