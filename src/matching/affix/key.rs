//! One word in the ways in which a dictionary may have it, and its forms as the writer of
//! the word would write them.

use smol_str::{SmolStr, format_smolstr};
use unicode_normalization::UnicodeNormalization;

use super::flag::Flag;
use super::rules::Rules;
use super::suffixes::Suffixes;
use crate::matching::Language;
use crate::matching::character::is_apostrophe;

/// No word of a dictionary is longer, in bytes.
const MOST_BYTES: usize = 200;

/// The last part of a compound has at least so many characters, and what stands before it.
const LEAST_OF_LAST: usize = 4;
const LEAST_BEFORE: usize = 2;

/// How the first letter of a word differs from that of the dictionary's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capital {
    /// Not at all.
    AsWritten,
    /// The writer's is a capital.
    Added,
    /// The dictionary's is a capital.
    Dropped,
}

/// A word under which a dictionary may have what a style writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) word: SmolStr,
    pub(super) capital: Capital,
    /// How many bytes of the writer's word stand before it.
    before: usize,
    /// Of which form of it what the style writes would be, if it is not the word itself.
    pub(super) form: Option<FormOf>,
}

/// A form of a word of the dictionary, and the flag of the suffix that makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormOf {
    pub(super) text: SmolStr,
    pub(super) flag: Flag,
}

/// A word that a style writes, and its keys, the likeliest first.
#[derive(Debug)]
pub(super) struct Asked<'w> {
    pub(super) written: &'w SmolStr,
    pub(super) keys: Vec<Key>,
}

impl<'w> Asked<'w> {
    /// The word as it is, then with a small first letter (a sentence's or a title's
    /// capital), then with a capital (a noun of a language that writes them so, in a style
    /// that writes all in small letters).
    pub(super) fn whole(written: &'w SmolStr, rules: &Rules) -> Self {
        let mut keys = Vec::new();
        if written.len() <= MOST_BYTES {
            let capitals = written.chars().filter(|c| c.is_uppercase()).count();
            add(&mut keys, written, 0, Capital::AsWritten, rules);
            match capitals {
                0 => add(&mut keys, written, 0, Capital::Dropped, rules),
                1 => add(&mut keys, written, 0, Capital::Added, rules),
                _ => {}
            }
        }
        Self { written, keys }
    }

    /// What may be the last part of the word, the longest first.
    pub(super) fn apart(written: &'w SmolStr, rules: &Rules) -> Self {
        let mut keys = Vec::new();
        let count = written.chars().count();
        if written.len() <= MOST_BYTES && count >= LEAST_BEFORE + LEAST_OF_LAST {
            let is_noun = written.starts_with(char::is_uppercase);
            let starts = written.char_indices().map(|(at, _)| at);
            for at in starts.take(count + 1 - LEAST_OF_LAST).skip(LEAST_BEFORE) {
                let last = written.get(at..).unwrap_or("");
                // *Lügenpresse* is more likely a noun's than a verb's.
                let mut order = [Capital::Dropped, Capital::AsWritten];
                if !is_noun {
                    order.reverse();
                }
                for capital in order {
                    add(&mut keys, last, at, capital, rules);
                }
            }
        }
        Self { written, keys }
    }

    /// The words of which it may be a form by one suffix: *illegal*, of *illegaler*.
    pub(super) fn as_form(written: &'w SmolStr, suffixes: &Suffixes<'_>, rules: &Rules) -> Self {
        let mut keys = Vec::new();
        for Key { word, capital, .. } in Self::whole(written, rules).keys {
            // A noun with a capital is no form of the same with another.
            if capital != Capital::Dropped {
                let stems = suffixes.stems(&word).into_iter();
                keys.extend(stems.map(|(stem, flag)| Key {
                    word: stem.into(),
                    capital,
                    before: 0,
                    form: Some(FormOf {
                        text: word.clone(),
                        flag,
                    }),
                }));
            }
        }
        Self { written, keys }
    }
}

impl Key {
    /// A form that the dictionary makes, as the writer of `written` would write it.
    pub(super) fn restored(&self, form: &str, written: &str, rules: &Rules) -> SmolStr {
        let form = rules.output.apply(form);
        let form = match self.capital {
            Capital::AsWritten => SmolStr::new(form),
            Capital::Added => with_first(&form, |c| rules.language.capital(c).collect()),
            Capital::Dropped => with_first(&form, |c| small(c, rules.language)),
        };
        let form = match written.chars().find(|c| is_apostrophe(*c)) {
            Some(own) => form
                .chars()
                .map(|c| if is_apostrophe(c) { own } else { c })
                .collect(),
            None => form,
        };
        match written.get(..self.before) {
            Some(before) if !before.is_empty() => format_smolstr!("{before}{form}"),
            _ => form,
        }
    }
}

/// Adds `word` in each of its normal forms, if `capital` says something of it.
fn add(keys: &mut Vec<Key>, word: &str, before: usize, capital: Capital, rules: &Rules) {
    let text = match capital {
        Capital::AsWritten => word.into(),
        Capital::Added => with_first(word, |c| small(c, rules.language)),
        Capital::Dropped => with_first(word, |c| rules.language.capital(c).collect()),
    };
    if capital != Capital::AsWritten && text == *word {
        return;
    }
    let plain = |c: char| if is_apostrophe(c) { '\'' } else { c };
    let composed: String = text.nfc().map(plain).collect();
    let decomposed: String = text.nfd().map(plain).collect();
    let repeated = composed == decomposed;
    for text in std::iter::once(composed).chain((!repeated).then_some(decomposed)) {
        let word = rules.without_ignored(rules.input.apply(&text));
        if !word.is_empty() {
            keys.push(Key {
                word: word.into(),
                capital,
                before,
                form: None,
            });
        }
    }
}

/// `text` with its first letter changed, if that is one letter for one.
fn with_first(text: &str, change: impl Fn(char) -> SmolStr) -> SmolStr {
    let Some(first) = text.chars().next() else {
        return SmolStr::default();
    };
    let changed = change(first);
    let rest = text.get(first.len_utf8()..).unwrap_or("");
    if changed.chars().count() == 1 {
        format_smolstr!("{changed}{rest}")
    } else {
        text.into()
    }
}

/// A capital made small; any other character as it is.
fn small(c: char, language: Language) -> SmolStr {
    let small = if c.is_uppercase() {
        language.fold_case(c)
    } else {
        c
    };
    std::iter::once(small).collect()
}
