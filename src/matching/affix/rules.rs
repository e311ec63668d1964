//! The affixes of a dictionary, and what it says of its words by flags.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::condition::Condition;
use super::conversion::Conversion;
use super::flag::{Flag, FlagSet, Flags, has, number};
use super::stored::{Letters, fields};
use super::tags::{TagSet, Tags};
use crate::matching::Language;

/// One affix of a class.
#[derive(Debug)]
pub(super) struct Affix {
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// What it takes away.
    pub(super) strip: SmolStr,
    /// What it puts in its place.
    pub(super) add: SmolStr,
    pub(super) condition: Condition,
    /// Which affixes may follow it, and what else is said of it.
    pub(super) flags: FlagSet,
    /// Its grammar.
    pub(super) tags: TagSet,
    /// Whether it makes another word, not a form of the same.
    pub(super) derives: bool,
}

/// The affixes of one flag.
#[derive(Debug, Default)]
pub(super) struct Class {
    /// Whether they go with affixes of the other end.
    pub(super) crosses: bool,
    pub(super) affixes: Vec<Affix>,
}

/// Flags with a meaning of their own.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    /// The word or form never stands without a further affix.
    pub(super) needs_affix: Option<Flag>,
    /// It stands only inside a longer word.
    pub(super) only_in_compound: Option<Flag>,
    /// It is wrong.
    pub(super) forbidden: Option<Flag>,
    /// Its capitals stay as they are.
    pub(super) keeps_case: Option<Flag>,
    /// The affix goes only with one at the other end that has the flag, too.
    pub(super) circumfix: Option<Flag>,
    /// It is understood, but not to be written.
    pub(super) substandard: Option<Flag>,
}

/// Everything that an `.aff` file says of forms.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) letters: Letters,
    pub(super) flags: Flags,
    pub(super) suffixes: FxHashMap<Flag, Class>,
    pub(super) prefixes: FxHashMap<Flag, Class>,
    pub(super) meanings: Meanings,
    pub(super) tags: Tags,
    /// An affix may take the whole word away.
    pub(super) strips_all: bool,
    /// How many suffixes a word may have, one behind the other.
    pub(super) most_suffixes: usize,
    /// Whether words are joined to longer ones.
    pub(super) compounds: bool,
    /// The letters of the language.
    pub(super) language: Language,
    /// Characters that do not count.
    pub(super) ignored: Vec<char>,
    /// From what people write to what the dictionary holds.
    pub(super) input: Conversion,
    /// And back.
    pub(super) output: Conversion,
    /// The fields that words have by their number, from 1.
    pub(super) fields: Vec<Box<[u8]>>,
}

impl Affix {
    /// `word`, which ends in `last`, with the suffix; `None` if it does not fit.
    pub(super) fn suffixed(
        &self,
        word: &str,
        last: Option<char>,
        strips_all: bool,
    ) -> Option<String> {
        // Most affixes of a class are ruled out by the last letter.
        if let Some(needed) = self.condition.last()
            && last != Some(needed)
        {
            return None;
        }
        let stem = word.strip_suffix(self.strip.as_str())?;
        let left = strips_all || !stem.is_empty() || self.strip.is_empty();
        let fits = left && self.condition.fits_end(word);
        fits.then(|| [stem, &self.add].concat())
    }

    /// `word` with the prefix; `None` if it does not fit.
    pub(super) fn prefixed(&self, word: &str, strips_all: bool) -> Option<String> {
        let stem = word.strip_prefix(self.strip.as_str())?;
        let left = strips_all || !stem.is_empty() || self.strip.is_empty();
        let fits = left && self.condition.fits_start(word);
        fits.then(|| [&self.add, stem].concat())
    }
}

impl Rules {
    /// `text` without the characters that do not count.
    pub(super) fn without_ignored<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        if !text.contains(|c| self.ignored.contains(&c)) {
            return text;
        }
        let counts = |c: &char| !self.ignored.contains(c);
        Cow::Owned(text.chars().filter(counts).collect())
    }

    /// Whether a word or form with these flags can stand in a text.
    pub(super) fn stands(&self, flags: &[Flag]) -> bool {
        let meanings = &self.meanings;
        !has(flags, meanings.needs_affix) && !self.is_kept_out(flags)
    }

    /// Whether neither it nor anything made of it can.
    pub(super) fn is_kept_out(&self, flags: &[Flag]) -> bool {
        let meanings = &self.meanings;
        has(flags, meanings.only_in_compound) || has(flags, meanings.forbidden)
    }
}

/// The fields that are written, or those that their number stands for in `aliases`.
pub(super) fn aliased<'a>(aliases: &'a [Box<[u8]>], written: &'a [u8]) -> Vec<&'a [u8]> {
    let first = fields(written).next().unwrap_or_default();
    let index = number(first).and_then(|number| (number as usize).checked_sub(1));
    let alias = index.and_then(|index| aliases.get(index));
    fields(alias.map_or(written, |alias| &**alias)).collect()
}
