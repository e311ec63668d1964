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
        let mut marks = written.match_indices('~').map(|(at, _)| at);
        let mut marks = marks.by_ref().filter(|at| is_mark(written, *at));
        let Some(mark) = marks.next() else {
            return Ok(Self::plain(written));
        };
        if let Some(at) = marks.next() {
            return Err(SecondMark { at });
        }
        let (before, after) = (
            written.get(..mark).unwrap_or(""),
            written.get(mark + 1..).unwrap_or(""),
        );
        // `passer~-by` marks the first part; `passer-by~` the whole.
        let part = after.starts_with(is_hyphen);
        let inside = |c: char| !(c.is_whitespace() || part && is_hyphen(c));
        let word = before.trim_end_matches(inside).len();
        Ok(Self {
            text: Cow::Owned(format!("{before}{after}")),
            marked: Some(Span::new(word, mark)),
        })
    }

    /// A phrase in which nothing is marked, whatever it holds.
    pub fn plain(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            marked: None,
        }
    }
}

fn is_mark(written: &str, at: usize) -> bool {
    let before = written.get(..at).and_then(|text| text.chars().next_back());
    let after = written.get(at + 1..).and_then(|text| text.chars().next());
    before.is_some_and(is_word) && !after.is_some_and(|c| is_word(c) || c == '~')
}
