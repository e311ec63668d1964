//! Whether words are spelt as a dictionary has them.
//!
//! Owns dictionaries in Hunspell's format (read by the library `spellbook`), those that are
//! part of the program, what counts as a word to be looked up, and what a misspelt word may
//! have been. Reading a dictionary takes tens of milliseconds: it is done when it is first
//! needed, or before, when somebody asks. Knows nothing of rules.

mod embedded;
mod known;
mod words;

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashSet};
use smol_str::SmolStr;
use spellbook::Dictionary;

use crate::matching::affix::decoded;
use known::Known;

pub use embedded::{EMBEDDED, embedded};
pub use words::words;

/// A word of more bytes than this is not looked up, and nothing is suggested for one.
const MOST_BYTES: usize = 100;

/// So many suggestions are made for one word.
const MOST_SUGGESTIONS: usize = 6;

/// A dictionary. Cheap to make; read when it is first needed.
#[derive(Debug)]
pub struct Speller {
    /// What people call it: `en_GB`.
    name: SmolStr,
    files: Files,
    read: OnceLock<Result<Read, String>>,
}

#[derive(Debug)]
enum Files {
    /// Part of the program.
    Embedded(&'static str, &'static str),
    /// The content of both files, as they are stored.
    Given(Arc<[u8]>, Arc<[u8]>),
}

struct Read {
    /// Its hashes are the same in every process: they decide which suggestions come first of
    /// those that are as good.
    dictionary: Dictionary<FxBuildHasher>,
    /// The letters that stand in its words: a word with others is in another language.
    letters: FxHashSet<char>,
    known: Known,
}

impl fmt::Debug for Read {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Read").finish_non_exhaustive()
    }
}

impl Speller {
    /// A dictionary from the content of its files, `.aff` and `.dic`.
    pub fn new(name: &str, affixes: Arc<[u8]>, words: Arc<[u8]>) -> Self {
        Self {
            name: name.into(),
            files: Files::Given(affixes, words),
            read: OnceLock::new(),
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads it now, if that was not done yet.
    ///
    /// # Errors
    /// Why it cannot be read: small first letter, no full stop. It then knows every word.
    pub fn prepare(&self) -> Result<(), &str> {
        self.read().map(|_| ())
    }

    /// Whether it was read.
    pub fn is_read(&self) -> bool {
        self.read.get().is_some()
    }

    fn read(&self) -> Result<&Read, &str> {
        let read = self.read.get_or_init(|| self.files.read());
        read.as_ref().map_err(String::as_str)
    }

    /// Whether it has the word, which has no possessive ending; `None` if the word has letters
    /// that are not in the language, so that nothing can be said.
    pub fn knows(&self, word: &str) -> Option<bool> {
        let Ok(read) = self.read() else {
            return Some(true);
        };
        if word.len() > MOST_BYTES {
            return None;
        }
        if !word.is_ascii() {
            let is_letter = |c: char| !c.is_alphabetic() || read.letters.contains(&c);
            let small = |c: char| c.to_lowercase().next().unwrap_or(c);
            if !word.chars().all(|c| is_letter(c) || is_letter(small(c))) {
                return None;
            }
        }
        Some(read.known.ask(word, || read.dictionary.check(word)))
    }

    /// What the word may have been meant to be, as the dictionary ranks it. This may take a
    /// second.
    pub fn suggestions(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        if let Ok(read) = self.read()
            && word.len() <= MOST_BYTES
        {
            read.dictionary.suggest(word, &mut found);
        }
        found
    }
}

impl Files {
    fn read(&self) -> Result<Read, String> {
        match self {
            Self::Embedded(affixes, words) => read(affixes, words),
            Self::Given(affixes, words) => {
                let (affixes, words) = decoded(affixes, words)?;
                read(&affixes, &words)
            }
        }
    }
}

fn read(affixes: &str, words: &str) -> Result<Read, String> {
    let dictionary = Dictionary::new_with_hasher(affixes, words, FxBuildHasher)
        .map_err(|error| error.to_string())?;
    let mut letters: FxHashSet<char> = ('a'..='z').collect();
    let others = words.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    letters.extend(others);
    Ok(Read {
        dictionary,
        letters,
        known: Known::default(),
    })
}

/// What `word` may have been meant to be by any of `spellers`, the likeliest first: by how
/// many letters differ, then as the dictionaries rank them.
pub fn suggestions(word: &str, spellers: &[Arc<Speller>]) -> Vec<String> {
    let mut ranked: Vec<(usize, usize, String)> = Vec::new();
    for speller in spellers {
        for (rank, suggestion) in speller.suggestions(word).into_iter().enumerate() {
            let is_new = ranked.iter().all(|(_, _, known)| *known != suggestion);
            if is_new {
                let distance = strsim::damerau_levenshtein(word, &suggestion);
                ranked.push((distance, rank, suggestion));
            }
        }
    }
    ranked.sort();
    ranked.truncate(MOST_SUGGESTIONS);
    ranked
        .into_iter()
        .map(|(_, _, suggestion)| suggestion)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_dictionaries_spell_as_their_country_does() {
        let cases = [
            (
                "en_GB",
                "colour organise centre Monday",
                "color organize mondey teh",
            ),
            (
                "en_US",
                "color organize center Monday",
                "colour organise recieve",
            ),
        ];
        for (name, right, wrong) in cases {
            let speller = embedded(name).expect("embedded");
            assert_eq!(speller.prepare(), Ok(()));
            for word in right.split(' ') {
                assert_eq!(speller.knows(word), Some(true), "{name} {word}");
            }
            for word in wrong.split(' ') {
                assert_eq!(speller.knows(word), Some(false), "{name} {word}");
            }
            assert_eq!((speller.knows("Київ"), speller.knows("Łódź")), (None, None));
        }
    }

    #[test]
    fn what_was_meant_comes_first() {
        let both = [embedded("en_GB"), embedded("en_US")].map(Option::unwrap);
        for (word, first) in [
            ("recieve", "receive"),
            ("teh", "the"),
            ("goverment", "government"),
        ] {
            let found = suggestions(word, &both);
            assert_eq!(found.first().map(String::as_str), Some(first), "{found:?}");
            assert!(found.len() <= MOST_SUGGESTIONS);
        }
    }

    #[test]
    fn a_file_that_is_none_is_told_and_finds_nothing() {
        let speller = Speller::new(
            "x",
            b"SET ISO8859-99".to_vec().into(),
            b"1\na".to_vec().into(),
        );
        assert!(speller.prepare().is_err());
        assert_eq!(speller.knows("anything"), Some(true));
        let latin = Speller::new(
            "de",
            b"SET ISO8859-1\n".to_vec().into(),
            b"1\nStra\xDFe\n".to_vec().into(),
        );
        assert_eq!(latin.prepare(), Ok(()));
        assert_eq!(latin.knows("Straße"), Some(true));
        assert_eq!(latin.knows("Strasse"), Some(false));
    }
}
