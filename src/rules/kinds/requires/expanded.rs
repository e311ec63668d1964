//! What an abbreviation is short for, where that is said beside it.

use super::expansion::{Part, fit};
use super::sightings::{Abbreviation, Finder};
use crate::text::Span;

impl Finder<'_> {
    /// The first token of the long form of an expansion, the whole of it, and the long form.
    pub(super) fn expanded(&self, found: &Abbreviation) -> Option<(usize, Span, Span)> {
        let words = &self.words;
        if let Some(open) = self.opening_before(found)
            && let Some(close) = self.closing_behind(found)
        {
            let (numbers, parts) = self.parts_before(open, found.letters.len());
            let start = *numbers.get(fit(&parts, &found.letters)?)?;
            let last = open.checked_sub(1)?;
            return Some((start, words.span(start, close), words.span(start, last)));
        }
        let open = found.last + 1;
        if words.text(open) != "(" || !words.follows(open) {
            return None;
        }
        let (numbers, parts, end) = self.parts_behind(open + 1);
        let skipped = usize::from(parts.first().is_some_and(|part| is_article(part.text)));
        let parts = parts.get(skipped..)?;
        let start = *numbers.get(skipped)?;
        let fits = words.text(end) == ")" && fit(parts, &found.letters) == Some(0);
        fits.then(|| {
            let last = end.saturating_sub(1);
            (start, words.span(found.first, end), words.span(start, last))
        })
    }

    /// The bracket in which an abbreviation stands alone: `(UN)`, `(the “UN”)`.
    fn opening_before(&self, found: &Abbreviation) -> Option<usize> {
        let mut index = found.first.checked_sub(1)?;
        while matches!(
            self.words.text(index),
            "\"" | "“" | "‘" | "'" | "the" | "or"
        ) {
            index = index.checked_sub(1)?;
        }
        (self.words.text(index) == "(").then_some(index)
    }

    fn closing_behind(&self, found: &Abbreviation) -> Option<usize> {
        let mut index = found.last + 1;
        while matches!(self.words.text(index), "\"" | "”" | "’" | "'") {
            index += 1;
        }
        (self.words.text(index) == ")").then_some(index)
    }

    /// The words before the token `end`, up to another mark: their numbers, and they.
    fn parts_before(&self, end: usize, letters: usize) -> (Vec<usize>, Vec<Part<'_>>) {
        let (mut numbers, mut parts) = (Vec::new(), Vec::new());
        let mut index = end;
        while let Some(before) = index.checked_sub(1)
            && parts.len() < 2 * letters + 5
        {
            index = before;
            let text = self.words.text(index);
            if text.starts_with(char::is_alphanumeric) {
                numbers.push(index);
                parts.push(Part {
                    text,
                    joined: self.is_joined(index),
                });
            } else if !is_inside(text) {
                break;
            }
        }
        numbers.reverse();
        parts.reverse();
        (numbers, parts)
    }

    /// Whether a hyphen or an apostrophe joins a word to the one before.
    fn is_joined(&self, index: usize) -> bool {
        let before = index.checked_sub(1);
        let is_joint = before.is_some_and(|before| {
            self.words.token(before).is_some_and(|token| token.hyphen)
                || matches!(self.words.text(before), "'" | "’")
        });
        is_joint && !self.words.follows(index)
    }

    /// The words from the token `start` up to another mark, and the number of that.
    fn parts_behind(&self, start: usize) -> (Vec<usize>, Vec<Part<'_>>, usize) {
        const MOST: usize = 16;
        let (mut numbers, mut parts) = (Vec::new(), Vec::new());
        let mut index = start;
        while index < self.words.len() && parts.len() < MOST {
            let text = self.words.text(index);
            if text.starts_with(char::is_alphanumeric) {
                numbers.push(index);
                parts.push(Part {
                    text,
                    joined: self.is_joined(index),
                });
            } else if !is_inside(text) {
                break;
            }
            index += 1;
        }
        (numbers, parts, index)
    }

    /// Whether what it is short for is said beside it, other than by its letters: a name in
    /// another language, or as in a glossary.
    pub(super) fn is_explained(&self, found: &Abbreviation) -> bool {
        let words = &self.words;
        if let Some(open) = self.opening_before(found)
            && self.closing_behind(found).is_some()
        {
            let before = open.checked_sub(1);
            let earlier = open.checked_sub(2);
            let is_name =
                |index: Option<usize>| index.is_some_and(|index| words.has_capital(index));
            return is_name(before) && is_name(earlier);
        }
        let mark = found.last + 1;
        let is_mark = matches!(words.text(mark), ":" | "—" | "–" | "=" | "-")
            || words.text(mark) == "(" && words.follows(mark)
            || matches!(words.text(mark), "stands" | "means");
        if !is_mark {
            return false;
        }
        let start = mark + 1 + usize::from(words.text(mark + 1) == "for");
        let (_, parts, _) = self.parts_behind(start);
        let skipped = usize::from(parts.first().is_some_and(|part| is_article(part.text)));
        let parts = parts.get(skipped..).unwrap_or(&[]);
        (2..=parts.len()).any(|end| {
            let parts = parts.get(..end).unwrap_or(&[]);
            fit(parts, &found.letters) == Some(0)
        })
    }
}

pub(super) fn is_article(word: &str) -> bool {
    ["the", "a", "an"]
        .iter()
        .any(|article| article.eq_ignore_ascii_case(word))
}

/// Whether a mark may stand between the words of a long form.
fn is_inside(mark: &str) -> bool {
    matches!(mark, "-" | "‐" | "‑" | "–" | "'" | "’" | "&" | "/")
}
