//! The rules and terms of one style, held as small as their notation allows.

use std::borrow::Cow;

use super::csv::Table;
use crate::rules::value::Section;

/// Rules and terms in the order of their file.
#[derive(Debug, Clone, PartialEq)]
pub enum Sections {
    /// As trees of values.
    Listed(Vec<Section>),
    /// As rows of a table. A glossary can have a hundred thousand of them, each tree many
    /// times the size of its row: they are made when they are asked for.
    Rows(Table),
}

impl Default for Sections {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

impl From<Vec<Section>> for Sections {
    fn from(sections: Vec<Section>) -> Self {
        Self::Listed(sections)
    }
}

impl Sections {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Listed(sections) => sections.len(),
            Self::Rows(table) => table.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those that were written as sections, not as rows of a table.
    pub fn listed(&self) -> &[Section] {
        match self {
            Self::Listed(sections) => sections,
            Self::Rows(_) => &[],
        }
    }

    /// The sections in order.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, Section>> {
        let (listed, table) = match self {
            Self::Listed(sections) => (sections.as_slice(), None),
            Self::Rows(table) => (&[][..], Some(table)),
        };
        let rows = table.into_iter().flat_map(Table::sections);
        listed.iter().map(Cow::Borrowed).chain(rows.map(Cow::Owned))
    }
}
