//! Dictionaries in Hunspell's format, for the forms of words.
//!
//! Owns the two files of such a dictionary (the affixes and the words), of which it keeps
//! the words that are asked for, with every form that the affixes make of them. A form
//! has *slots*, the ways in which it was made, by which the same form of another word is
//! found. What the dictionary does not make is not made. Knows nothing of phrases, and
//! reads bytes that somebody else has opened.
//!
//! The format is that of the manual page hunspell(5).

mod condition;
mod conversion;
mod flag;
mod forms;
mod key;
mod lexicon;
mod lookup;
mod problem;
mod read_rules;
mod rules;
mod stored;
mod suffixes;
mod tags;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use smol_str::SmolStr;

pub use self::lexicon::{Lexicon, Slot, Word, WordForm};
pub use self::problem::{Part, Problem};
pub use self::tags::Parts;

use self::key::Asked;
use self::lookup::Lookup;
use crate::matching::Language;

/// So many unknown words are taken apart at a time: each has many parts to look for.
const AT_A_TIME: usize = 10_000;

/// A dictionary: what it is called, and the content of its files.
#[derive(Debug, Clone, Copy)]
pub struct Dictionary<'a> {
    /// What people call it: `de_DE`.
    pub name: &'a str,
    /// Its language: `de`, `de-DE`.
    pub language: &'a str,
    /// The `.aff` file.
    pub affixes: &'a [u8],
    /// The `.dic` file.
    pub words: &'a [u8],
}

/// Both files of a dictionary as text.
///
/// # Errors
/// Why one is none: small first letter, no full stop.
pub fn decoded(affixes: &[u8], words: &[u8]) -> Result<(String, String), String> {
    let mut letters = stored::Letters::default();
    for (_, line) in stored::lines(affixes) {
        let mut fields = stored::fields(line);
        if fields.next() == Some(b"SET") {
            let name = String::from_utf8_lossy(fields.next().unwrap_or(b""));
            let named = stored::Letters::named(&name);
            letters = named.ok_or_else(|| format!("the encoding ‘{name}’ is not known"))?;
            break;
        }
    }
    let text = |bytes: &[u8], suffix: &str| {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = letters.text(bytes).map(std::borrow::Cow::into_owned);
        text.ok_or_else(|| format!("the .{suffix} file is not in the encoding that it names"))
    };
    let affixes = text(affixes, "aff")?;
    // The text is UTF-8 now, whatever was stored.
    let affixes = affixes
        .lines()
        .map(|line| match line.split_whitespace().next() {
            Some("SET") => "SET UTF-8",
            _ => line,
        });
    let affixes: Vec<&str> = affixes.collect();
    Ok((affixes.join("\n"), text(words, "dic")?))
}

/// The language that an `.aff` file says it is for, as it is written there.
pub fn language(affixes: &[u8]) -> Option<String> {
    read_rules::language(affixes)
}

impl Dictionary<'_> {
    /// The forms of `wanted` words. What is wrong in the files and what is too much is
    /// passed over, and added to `problems`.
    ///
    /// A word that the dictionary does not have may be a form of one that it has: then it has
    /// that one's forms, but is no entry. Or it ends in one that it has: then it is taken for a
    /// compound, if the language writes its compounds as one word at all, and has the forms of
    /// its last part.
    ///
    /// # Errors
    /// If one of the files is something else altogether.
    pub fn lexicon(
        &self,
        wanted: &BTreeSet<SmolStr>,
        problems: &mut Vec<Problem>,
    ) -> Result<Lexicon, Problem> {
        let mut rules = read_rules::read(self.affixes, problems)?;
        rules.language = Language::of(Some(self.language));
        let mut lookup = Lookup::new(self.name, &mut rules);
        let whole = |word| Asked::whole(word, lookup.rules);
        let asked: Vec<Asked<'_>> = wanted.iter().map(whole).collect();
        let unknown = lookup.answer(self.words, &asked)?;
        for words in unknown.chunks(AT_A_TIME) {
            let asked = lookup.as_forms(words);
            let unknown = lookup.answer(self.words, &asked)?;
            if lookup.rules.compounds && !unknown.is_empty() {
                let apart = |word| Asked::apart(word, lookup.rules);
                let asked: Vec<Asked<'_>> = unknown.into_iter().map(apart).collect();
                lookup.answer(self.words, &asked)?;
            }
        }
        Ok(lookup.finish(problems))
    }
}
