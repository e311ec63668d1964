//! An entry as its writer wrote it: the phrase, and the word marked with `~`.

use std::borrow::Cow;

use crate::matching::character::{is_hyphen, is_word};
use crate::text::Span;

/// A phrase to be inflected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The phrase, without the mark.
    pub text: Cow<'t, str>,
    /// Where the marked word stands in it.
    pub marked: Option<Span>,
    /// Where further marked words stand: in languages whose words agree, more than one changes.
    pub also: Vec<Span>,
}

/// More than one word of an entry is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecondMark {
    /// Where the second mark stands in the entry as written, in bytes.
    pub at: usize,
}

impl<'t> Entry<'t> {
    /// Reads an entry. A `~` directly behind a word marks it (`commit~ suicide`); any
    /// other (`~/.config`, `a ~ b`, `a~b`) is part of the phrase.
    ///
    /// # Errors
    /// If a second word is marked.
    pub fn read(written: &'t str) -> Result<Self, SecondMark> {
        match marks(written).nth(1) {
            Some(at) => Err(SecondMark { at }),
            None => Ok(Self::read_all(written)),
        }
    }

    /// Reads an entry in which any number of words may be marked.
    pub fn read_all(written: &'t str) -> Self {
        let marks: Vec<usize> = marks(written).collect();
        let Some(last) = marks.last() else {
            return Self::plain(written);
        };
        let mut text = String::with_capacity(written.len());
        let mut marked = Vec::with_capacity(marks.len());
        let mut start = 0;
        for mark in &marks {
            text.push_str(written.get(start..*mark).unwrap_or(""));
            let after = written.get(mark + 1..).unwrap_or("");
            // `passer~-by` marks the first part; `passer-by~` the whole.
            let part = after.starts_with(is_hyphen);
            let inside = |c: char| !(c.is_whitespace() || part && is_hyphen(c));
            let word = text.trim_end_matches(inside).len();
            marked.push(Span::new(word, text.len()));
            start = mark + 1;
        }
        text.push_str(written.get(last + 1..).unwrap_or(""));
        let mut marked = marked.into_iter();
        Self {
            text: Cow::Owned(text),
            marked: marked.next(),
            also: marked.collect(),
        }
    }

    /// A phrase in which nothing is marked, whatever it holds.
    pub fn plain(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            marked: None,
            also: Vec::new(),
        }
    }
}

fn marks(written: &str) -> impl Iterator<Item = usize> {
    let tildes = written.match_indices('~').map(|(at, _)| at);
    tildes.filter(|at| is_mark(written, *at))
}

fn is_mark(written: &str, at: usize) -> bool {
    let before = written.get(..at).and_then(|text| text.chars().next_back());
    let after = written.get(at + 1..).and_then(|text| text.chars().next());
    before.is_some_and(is_word) && !after.is_some_and(|c| is_word(c) || c == '~')
}
