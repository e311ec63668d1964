//! What stands in quotation marks, or in an element of markup that stands for them: full
//! quotations, scare quotes, and doubt.
//!
//! A pure function of one block's text, what markup encloses in it, the language, and the first character of the
//! block that follows it in the same container. It must not know rules or what they do
//! about quoted speech, nor which blocks are quoted as a whole.
//!
//! The rules, by the numbers that `cases.txt` protects them under:
//!
//! 1. Apostrophes are no quotation marks: between two letters or digits, before a digit,
//!    before a word that is clipped at its start.
//! 2. A mark opens or closes by its shape and by what stands beside it; a straight mark
//!    by that alone, and in doubt it closes what is open.
//! 3. A closing mark goes with the nearest opening one. A double mark that opens while one
//!    like it is open ends that quotation and begins another. A single mark that may be
//!    a possessive waits for what comes next.
//! 4. A double mark that nothing closes is quoted to the end of the block if the next
//!    block goes on with it; if not, the rest of the block is in doubt.
//! 5. A few words are a scare quote, unless they are an utterance by themselves.
//! 6. Quoted is what lies wholly inside the outermost full quotation.
//! 7. What markup encloses as speech is a quotation whose ends are known, and rule 5 holds for it.
//!
//! One pass reads the block from left to right. Nothing looks further ahead than the gap
//! to the next word, and the open marks are bounded in number, so that the time is
//! linear in the text whatever the marks are.

mod apostrophe;
mod customs;
mod finder;
mod mark;
mod open;
mod reading;
mod role;
#[cfg(test)]
mod tests;

use customs::Customs;
use finder::Finder;

use crate::text::Span;

/// How a place stands to quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Outside.
    Outside,
    /// Wholly inside a full quotation.
    Full,
    /// Wholly inside a scare quote.
    Scare,
    /// After an opening mark that nothing closes.
    Doubt,
}

/// The quotations of one block, in bytes of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotations {
    /// The outermost full quotations without their marks, in order.
    full: Vec<Span>,
    /// The outermost scare quotes without their marks, in order.
    scare: Vec<Span>,
    /// The first byte after an opening mark that nothing closes.
    doubt: Option<usize>,
}

impl Quotations {
    /// A block that is quoted as a whole.
    pub fn whole(text: &str) -> Self {
        Self {
            full: vec![Span::new(0, text.len())],
            ..Self::default()
        }
    }

    /// Finds the quotations of `text`. `speech` are the parts of it that markup encloses as
    /// such, by start, of which one holds another or they are apart; `next` is the first
    /// character of the block that follows in the same container; `language` a tag like
    /// `de-AT`, or nothing.
    pub fn find(text: &str, speech: &[Span], language: Option<&str>, next: Option<char>) -> Self {
        if speech.is_empty() && !text.chars().any(mark::is_mark) {
            return Self::default();
        }
        let customs = Customs::of(language);
        let (quotations, doubt) = Finder::new(text, speech, &customs).find(next);
        let of_kind = |full: bool| {
            let kept = quotations.iter().filter(|quotation| quotation.full == full);
            outermost(kept.map(|quotation| quotation.span).collect())
        };
        Self {
            full: of_kind(true),
            scare: of_kind(false),
            doubt,
        }
    }

    /// The outermost quotations without their marks, in order, and whether each is a full one.
    pub fn all(&self) -> impl Iterator<Item = (Span, bool)> {
        let full = self.full.iter().map(|span| (*span, true));
        let scare = self.scare.iter().map(|span| (*span, false));
        let mut all: Vec<(Span, bool)> = full.chain(scare).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// How `span` of the block's text stands to its quotations.
    pub fn at(&self, span: Span) -> Quoting {
        if holds(&self.full, span) {
            Quoting::Full
        } else if self.doubt.is_some_and(|from| from <= span.start) {
            Quoting::Doubt
        } else if holds(&self.scare, span) {
            Quoting::Scare
        } else {
            Quoting::Outside
        }
    }
}

/// The spans that lie in no other, in order: both their starts and their ends ascend.
fn outermost(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = None;
    spans.retain(|span| {
        let outer = end.is_none_or(|end| end < span.end);
        if outer {
            end = Some(span.end);
        }
        outer
    });
    spans
}

/// Whether one of the [`outermost`] spans contains `span`.
fn holds(outermost: &[Span], span: Span) -> bool {
    let after = outermost.partition_point(|outer| outer.start <= span.start);
    let nearest = after.checked_sub(1).and_then(|index| outermost.get(index));
    nearest.is_some_and(|outer| outer.contains(span))
}
