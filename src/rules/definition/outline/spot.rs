//! What stands at one place of an outline.

use super::{Header, Item, ItemKind, KeyPart, Outline, Pair, Table};
use crate::text::Span;

/// A place in a text, as a writer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot<'a> {
    /// The table that it is in.
    pub table: &'a Table,
    /// The keys that lead to what holds the place, from the header on: for the value of `severity`
    /// below `[[rule]]` `rule`, `severity`; for a key there only `rule`.
    pub path: Vec<&'a KeyPart>,
    /// The names of the keys beside the place.
    pub siblings: Vec<&'a str>,
    /// What stands there.
    pub at: At<'a>,
}

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At<'a> {
    /// A header: the keys before the place, and the one that holds it.
    Header {
        /// The header.
        header: &'a Header,
        /// The number of the key.
        index: usize,
    },
    /// A key, or a line where one may come.
    Key {
        /// All parts of the key, none if there is nothing yet.
        keys: &'a [KeyPart],
        /// The number of the part that holds the place.
        index: usize,
        /// Whether a value follows.
        has_value: bool,
    },
    /// A value, or a place where one may come.
    Value {
        /// The value; `None` if there is none yet.
        item: Option<&'a Item>,
        /// The list that it is an element of.
        list: Option<&'a [Item]>,
    },
    /// A comment, or what follows a value.
    Nothing,
}

impl Outline {
    /// What stands at the byte `offset`, as for a caret: what ends there counts.
    pub fn at(&self, offset: usize) -> Option<Spot<'_>> {
        let index = self
            .tables
            .partition_point(|table| table.span.start <= offset);
        let table = self.tables.get(index.checked_sub(1)?)?;
        let mut spot = Spot {
            table,
            path: Vec::new(),
            siblings: table.pairs.iter().filter_map(first_name).collect(),
            at: At::Nothing,
        };
        let in_comment = |comment: &Span| comment.start < offset && offset <= comment.end;
        if let Some(header) = &table.header {
            let before_end =
                offset < header.span.end || (offset == header.span.end && !header.is_closed);
            if header.span.start < offset && before_end || header.span.start == offset {
                spot.at = At::Header {
                    header,
                    index: part_at(&header.keys, offset),
                };
                return Some(spot);
            }
            spot.path.extend(&header.keys);
        }
        if !self.comments.iter().any(in_comment) {
            spot.among(&table.pairs, offset);
        }
        Some(spot)
    }
}

impl<'a> Spot<'a> {
    /// The names of the keys that lead there.
    pub fn names(&self) -> Vec<&'a str> {
        self.path.iter().map(|key| key.text.as_str()).collect()
    }

    fn among(&mut self, pairs: &'a [Pair], offset: usize) {
        let touched = pairs.iter().find(|pair| {
            let open_end = pair.value.as_ref().is_none_or(is_open);
            pair.span.start <= offset
                && (offset <= pair.span.end
                    || (open_end && pair.equals.is_some() && is_last(pairs, pair)))
        });
        let Some(pair) = touched else {
            let behind = |pair: &Pair| pair.span.end < offset && offset <= pair.line_end;
            if !pairs.iter().any(behind) {
                self.at = At::Key {
                    keys: &[],
                    index: 0,
                    has_value: false,
                };
            }
            return;
        };
        if pair.equals.is_none_or(|equals| offset <= equals) {
            self.at = At::Key {
                keys: &pair.keys,
                index: part_at(&pair.keys, offset),
                has_value: pair.equals.is_some(),
            };
            return;
        }
        self.path.extend(&pair.keys);
        self.in_value(pair.value.as_ref(), None, offset);
    }

    fn in_value(&mut self, item: Option<&'a Item>, list: Option<&'a [Item]>, offset: usize) {
        let Some(value) = item.filter(|item| item.span.start <= offset) else {
            self.at = At::Value { item: None, list };
            return;
        };
        let is_inside = offset > value.span.start && (offset < value.span.end || is_open(value));
        match &value.kind {
            ItemKind::List(items, _) if is_inside => {
                let holding = items
                    .iter()
                    .find(|item| item.span.start <= offset && offset <= item.span.end);
                self.in_value(holding, Some(items), offset);
            }
            ItemKind::Table(pairs, _) if is_inside => {
                self.siblings = pairs.iter().filter_map(first_name).collect();
                self.among(pairs, offset);
            }
            _ => self.at = At::Value { item, list },
        }
    }
}

fn is_last(pairs: &[Pair], pair: &Pair) -> bool {
    pairs.last().is_some_and(|last| last.span == pair.span)
}

/// Whether more may be typed behind it that is a part of it.
fn is_open(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Text { is_closed, .. }
        | ItemKind::List(_, is_closed)
        | ItemKind::Table(_, is_closed) => !is_closed,
        ItemKind::Word => true,
    }
}

fn first_name(pair: &Pair) -> Option<&str> {
    pair.keys.first().map(|key| key.text.as_str())
}

/// The number of the part that holds `offset`, or that would follow.
fn part_at(keys: &[KeyPart], offset: usize) -> usize {
    let before = keys.iter().take_while(|key| key.span.end < offset).count();
    before.min(keys.len().saturating_sub(1))
}
