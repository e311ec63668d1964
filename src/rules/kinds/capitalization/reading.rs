//! The words of a heading, and which of them are written as they are for a reason of their own.

use super::title::is_function_word;
use crate::markup::block::OPAQUE;
use crate::matching::character::{is_hyphen, is_word};
use crate::matching::word::words;
use crate::text::Span;

/// What must become of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim<'a> {
    /// It stays, whatever it is.
    Keep,
    /// Its first letter is a capital.
    Capital,
    /// All its letters are small.
    Small,
    /// All its letters are capitals.
    Capitals,
    /// It is written so.
    Fixed(&'a str),
}

/// Where a word stands in its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// It starts a sentence, or stands behind a mark after which a capital must follow.
    pub(super) starts: bool,
    /// It is the last one.
    pub(super) ends: bool,
    /// An opening mark, a colon or a dash stands before it.
    pub(super) opens: bool,
}

/// Titles of persons, with a point behind or without.
const TITLES: [&str; 20] = [
    "Mr", "Mrs", "Ms", "Mx", "Messrs", "Dr", "Prof", "Sir", "Dame", "St", "Gen", "Sen", "Rep",
    "Gov", "Lt", "Col", "Capt", "Sgt", "Rev", "Maj",
];

/// A word of a heading, and what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    /// Where, in bytes of the text.
    pub(super) span: Span,
    /// As written.
    pub(super) text: &'a str,
    /// The part of the compound before it; empty if it is no later part of one.
    pub(super) before_joint: &'a str,
    /// The word behind it.
    pub(super) next: &'a str,
    /// The word before it.
    before: &'a str,
    /// Whether a hyphen leads on to another part.
    pub(super) is_continued: bool,
    /// Whether a mark makes it part of an address, a path, an option, a call.
    is_part: bool,
}

impl<'a> Word<'a> {
    /// The words of `text` from its byte `from` on.
    pub(super) fn all(text: &'a str, from: usize) -> Vec<Self> {
        let spans: Vec<Span> = words(text).filter(|word| word.start >= from).collect();
        let text_of = |index: Option<usize>| {
            let span = index.and_then(|index| spans.get(index));
            span.and_then(|span| span.text(text)).unwrap_or("")
        };
        let numbered = spans.iter().enumerate();
        let words = numbered.map(|(index, span)| {
            let before = text.get(..span.start).unwrap_or("");
            let behind = text.get(span.end..).unwrap_or("");
            let mut back = before.chars().rev();
            let mut on = behind.chars();
            let [before, beyond] = [back.next(), back.next()];
            let [behind, next] = [on.next(), on.next()];
            let holds = |c: Option<char>| c.is_some_and(is_word);
            let is_joined = before.is_some_and(is_hyphen) && holds(beyond);
            Self {
                span: *span,
                text: text_of(Some(index)),
                before_joint: text_of(index.checked_sub(1).filter(|_| is_joined)),
                next: text_of(Some(index + 1)),
                before: text_of(index.checked_sub(1)),
                is_continued: behind.is_some_and(is_hyphen) && holds(next),
                is_part: is_led([beyond, before]) || leads([behind, next]),
            }
        });
        words.collect()
    }

    /// Whether a figure stands before it.
    pub(super) fn follows_figure(&self) -> bool {
        self.before.ends_with(char::is_numeric)
    }

    /// Whether it is the title of a person or the name behind one: *Mr Smith*.
    pub(super) fn is_of_person(&self) -> bool {
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        let is_title = || TITLES.contains(&self.text) && is_name(self.next);
        is_name(self.text) && (is_title() || TITLES.contains(&self.before))
    }

    /// Whether it is a later part of a hyphenated compound.
    pub(super) const fn is_joined(&self) -> bool {
        !self.before_joint.is_empty()
    }

    /// Whether there is anything that could be a capital.
    pub(super) fn has_letters(&self) -> bool {
        let is_cased = |c: char| c.is_uppercase() || c.is_lowercase();
        self.text.contains(is_cased)
    }

    /// Whether it holds code or a figure, or is part of an address, a path, an option, a call.
    pub(super) fn is_code(&self) -> bool {
        let is_odd = |c: char| c == OPAQUE || c == '_' || c.is_numeric();
        self.is_part || self.text.contains(is_odd)
    }

    /// Whether its capitals are its own: *iPhone*, *NATO*, *Vitamin C*. They mean nothing in a
    /// heading that is `shouted`.
    pub(super) fn has_own_capitals(&self, shouted: bool) -> bool {
        let mut letters = self.text.chars();
        let first = letters.next();
        let rest = letters.as_str();
        if rest.is_empty() {
            return first.is_some_and(|c| c.is_uppercase() && c != 'A');
        }
        !shouted && rest.contains(char::is_uppercase)
    }
}

/// Whether the two characters before a word make it part of something: `.gitignore`,
/// `index.html`, `/etc`, `--force`, `word(s)`; a slash or hyphen behind a word does not.
fn is_led([beyond, before]: [Option<char>; 2]) -> bool {
    let follows_word = beyond.is_some_and(is_word);
    match before {
        Some('.' | '@' | '\\' | '&' | '#' | '$' | '~' | '=') => true,
        Some('/') => !follows_word,
        Some('(') => follows_word,
        Some(':') => follows_word || beyond == Some(':'),
        Some(c) => is_hyphen(c) && !follows_word,
        None => false,
    }
}

/// Whether the two characters behind a word make it part of something: `run()`, `a.b`, `x::y`.
fn leads([behind, next]: [Option<char>; 2]) -> bool {
    let goes_on = next.is_some_and(is_word);
    match behind {
        Some('(') => true,
        Some('.' | '@' | '\\' | '&' | '=') => goes_on,
        Some(':') => goes_on || next == Some(':'),
        _ => false,
    }
}

/// So many letters are more than an abbreviation has.
const LONG_WORD: usize = 7;

/// Whether a heading is written in capitals from end to end, so that they mean nothing: one of
/// its words is too long for an abbreviation, or none.
pub(super) fn is_shouted(words: &[Word<'_>]) -> bool {
    let is_no_abbreviation = |word: &Word<'_>| {
        word.text.chars().count() >= LONG_WORD || is_function_word(&word.text.to_lowercase())
    };
    let mut own = words.iter().filter(|word| !word.is_code());
    let no_small = own.all(|word| !word.text.contains(char::is_lowercase));
    let mut own = words.iter().filter(|word| !word.is_code());
    no_small && own.any(|word| word.text.chars().nth(1).is_some() && is_no_abbreviation(word))
}
