//! Who makes the forms of a style's phrases: the rules of English, or a dictionary.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{
    Entry, Following, Form, Inflected, Inflection, SecondMark, Slot, Spelling, by_dictionary,
};
use crate::matching::affix::Lexicon;

/// What makes the forms of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inflector {
    /// The rules of English; replacements are spelt so.
    English(Spelling),
    /// A dictionary.
    Dictionary(Arc<Lexicon>),
    /// Nothing: there is no dictionary of the language.
    Nothing,
}

impl Default for Inflector {
    fn default() -> Self {
        Self::English(Spelling::default())
    }
}

impl Inflector {
    /// The same where a writer of another spelling chooses the replacement.
    #[must_use]
    pub fn spelt(&self, spelling: Spelling) -> Self {
        match self {
            Self::English(_) => Self::English(spelling),
            other => other.clone(),
        }
    }

    /// Reads an entry with the marks that say which words change.
    ///
    /// # Errors
    /// If there are more of them than the language has use for.
    pub fn entry<'t>(&self, written: &'t str) -> Result<Entry<'t>, SecondMark> {
        match self {
            Self::English(_) => Entry::read(written),
            Self::Dictionary(_) | Self::Nothing => Ok(Entry::read_all(written)),
        }
    }

    /// The forms of the words of `entry` that inflect; `None` if it stays as it is.
    pub fn inflect(&self, entry: &Entry<'_>, inflection: Inflection) -> Option<Inflected> {
        match self {
            Self::English(_) => super::inflect(entry, inflection),
            Self::Dictionary(lexicon) => by_dictionary::inflect(entry, inflection, lexicon),
            Self::Nothing => None,
        }
    }

    /// Whether it can tell how `entry` inflects: a dictionary cannot if it has none of its words.
    pub fn knows(&self, entry: &Entry<'_>) -> bool {
        match self {
            Self::English(_) => true,
            Self::Dictionary(lexicon) => by_dictionary::knows(entry, lexicon),
            Self::Nothing => false,
        }
    }

    /// Whether a form that was found asks for nothing but the replacement as written.
    pub fn is_base(&self, form: &Form) -> bool {
        match self {
            Self::English(_) => form.slots.is_empty() || form.slots == Slot::Base.into(),
            // It may be another form of the same word besides.
            Self::Dictionary(_) => false,
            Self::Nothing => true,
        }
    }

    /// The forms of `replacement` that go with `form`, which was found for `head`, the words
    /// of a phrase that inflect.
    pub fn follow(&self, head: &str, form: &Form, replacement: &Entry<'_>) -> Following {
        match self {
            Self::English(spelling) => super::follow(form.slots, replacement, *spelling),
            Self::Dictionary(lexicon) => {
                by_dictionary::follow(head, form.cell, replacement, lexicon)
            }
            Self::Nothing => Following {
                texts: vec![SmolStr::new(&*replacement.text)],
                certain: true,
            },
        }
    }
}
