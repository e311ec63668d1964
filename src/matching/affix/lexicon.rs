//! The words that were asked for, with all their forms.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::tags::{Parts, TagSet};

/// The forms of some words of one language, made from a dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lexicon {
    /// The dictionary as people name it: `de_DE`.
    pub name: SmolStr,
    words: FxHashMap<SmolStr, Word>,
}

/// A word that a style writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its forms, as written first.
    pub forms: Arc<[WordForm]>,
    /// Whether the dictionary has it so, and not only a word of which it is a form.
    pub is_entry: bool,
}

/// One written form of a word, and the ways in which it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordForm {
    /// The text.
    pub text: SmolStr,
    /// How it came about; several where the word has homonyms, or a form two uses.
    pub slots: Vec<Slot>,
    /// Whether the dictionary would write it: otherwise it is only found.
    pub standard: bool,
}

/// One place of a word's paradigm, as far as a dictionary tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub(super) way: Way,
    pub(super) tags: TagSet,
    /// Which parts of speech the entry is of.
    pub(super) parts: Parts,
}

/// How a form was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Not at all: it is the word as the dictionary has it.
    Written,
    /// By these affixes, by their numbers.
    Affixes([u32; 3]),
    /// It is an entry that says what it is a form of, perhaps with an affix.
    Listed,
    /// Not at all, but what the style writes is another form of it.
    Entry,
}

impl Way {
    /// The way of a form with one affix more.
    pub(super) fn then(self, affix: u32) -> Self {
        match self {
            Self::Written | Self::Entry => Self::Affixes([affix, 0, 0]),
            Self::Affixes([first, 0, _]) => Self::Affixes([first, affix, 0]),
            Self::Affixes([first, second, _]) => Self::Affixes([first, second, affix]),
            Self::Listed => Self::Listed,
        }
    }
}

impl Slot {
    /// The slot of a word as written.
    pub(super) fn base(parts: Parts) -> Self {
        Self {
            way: Way::Written,
            tags: TagSet::NONE,
            parts,
        }
    }

    /// Makes it the slot of an entry, if it is that of a word as written.
    pub(super) fn lose_base(&mut self) {
        if self.way == Way::Written {
            self.way = Way::Entry;
        }
    }

    /// Whether a form of this slot is the word as written.
    pub fn is_base(self) -> bool {
        self.way == Way::Written
    }

    /// Which parts of speech the word is that has this form.
    pub fn parts(self) -> Parts {
        self.parts
    }

    /// Whether `other`, of another word, was made in the very same way.
    pub fn is_made_as(self, other: Self) -> bool {
        matches!(self.way, Way::Affixes(_) | Way::Entry) && self.way == other.way
    }

    /// Whether the dictionary says the same of `other`, and says something.
    pub fn is_tagged_as(self, other: Self) -> bool {
        self.tags != TagSet::NONE && self.tags == other.tags
    }
}

impl Lexicon {
    /// One that knows no word.
    pub(super) fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            words: FxHashMap::default(),
        }
    }

    /// A word as a style writes it; `None` if the dictionary does not know it.
    pub fn word(&self, written: &str) -> Option<&Word> {
        self.words.get(written)
    }

    /// Notes the forms of a word.
    pub(super) fn insert(&mut self, word: SmolStr, forms: Vec<WordForm>, is_entry: bool) {
        let forms = forms.into();
        self.words.insert(word, Word { forms, is_entry });
    }
}
