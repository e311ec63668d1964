//! Where a rule finds nothing although its phrase stands there: exceptions and shields.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::block::View;
use crate::matching::character::{is_format, is_hyphen, is_word};
use crate::matching::sentence;
use crate::rules::Rule;
use crate::rules::rule::Relation;
use crate::rules::rule_set::{Candidate, Found};
use crate::text::Span;

/// A near phrase counts if its nearest word is one of this many before or after the match.
const NEAR_WORDS: usize = 4;

/// The exceptions and shields found in one block, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    exceptions: FxHashMap<(u32, Relation), Spans>,
    /// By rule: what is right, and so is what lies inside.
    right: FxHashMap<u32, Spans>,
    shields: Spans,
}

impl Conditions {
    /// Sorts what was found; `right` are the candidates that their rule has nothing against.
    pub(super) fn new<'f>(found: &Found, right: impl Iterator<Item = &'f Candidate>) -> Self {
        let exceptions = found.exceptions.iter();
        Self {
            exceptions: sorted(
                exceptions.map(|(rule, relation, span)| ((*rule, *relation), *span)),
            ),
            right: sorted(right.map(|candidate| (candidate.rule, candidate.span))),
            shields: Spans::new(found.shields.clone()),
        }
    }

    /// What silences `candidate`, if anything does: an exception of its rule, a term, or what is
    /// right around it.
    pub(super) fn silence(
        &self,
        view: &View<'_>,
        rule: &Rule,
        candidate: Candidate,
    ) -> Option<Silence> {
        let span = candidate.span;
        if rule.shielded {
            let around = self.shields.holder_strictly(span);
            let is_term = || {
                let yields = rule.check.yields_to_terms();
                yields.then(|| self.shields.holder(span)).flatten()
            };
            if let Some(term) = around.or_else(is_term) {
                return Some(Silence::Term(term));
            }
        }
        let right = self.right.get(&candidate.rule);
        if let Some(right) = right.and_then(|spans| spans.holder_strictly(span)) {
            return Some(Silence::InsideRight(right));
        }
        let of = |relation| self.exceptions.get(&(candidate.rule, relation));
        let text = view.text();
        let excepted =
            |relation: Relation, at: Option<Span>| at.map(|at| Silence::Exception(relation, at));
        let inside = of(Relation::Inside).and_then(|spans| spans.holder(span));
        excepted(Relation::Inside, inside)
            .or_else(|| {
                let at = of(Relation::FollowedBy).and_then(|spans| spans.following(text, span));
                excepted(Relation::FollowedBy, at)
            })
            .or_else(|| {
                let at = of(Relation::PrecededBy).and_then(|spans| spans.preceding(text, span));
                excepted(Relation::PrecededBy, at)
            })
            .or_else(|| {
                let at = of(Relation::Near).and_then(|spans| spans.near(view, span));
                excepted(Relation::Near, at)
            })
    }
}

/// What silences a candidate, and where that stands in the reader's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// It is right itself, or no variant is chosen.
    Right,
    /// A term around it.
    Term(Span),
    /// Something that is right around it.
    InsideRight(Span),
    /// An exception of its rule.
    Exception(Relation, Span),
}

/// The spans of each key.
fn sorted<K: Eq + Hash>(spans: impl Iterator<Item = (K, Span)>) -> FxHashMap<K, Spans> {
    let mut by_key: FxHashMap<K, Vec<Span>> = FxHashMap::default();
    for (key, span) in spans {
        by_key.entry(key).or_default().push(span);
    }
    let sorted = by_key.into_iter();
    sorted
        .map(|(key, spans)| (key, Spans::new(spans)))
        .collect()
}

/// Spans of one block, which may overlap; every question is answered by binary search.
#[derive(Debug, Default)]
struct Spans {
    /// Sorted by start, each with the one of the largest end so far.
    by_start: Vec<(Span, Span)>,
    /// Sorted by end.
    by_end: Vec<Span>,
}

impl Spans {
    fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut by_end = spans.clone();
        by_end.sort_unstable_by_key(|span| (span.end, span.start));
        let mut largest = Span::new(0, 0);
        let by_start = spans.into_iter().map(|span| {
            if span.end > largest.end {
                largest = span;
            }
            (span, largest)
        });
        Self {
            by_start: by_start.collect(),
            by_end,
        }
    }

    /// The one with the largest end of those that start before `limit`.
    fn largest(&self, limit: usize) -> Option<Span> {
        let count = self
            .by_start
            .partition_point(|(span, _)| span.start < limit);
        self.by_start
            .get(count.checked_sub(1)?)
            .map(|(_, largest)| *largest)
    }

    /// One of them that holds `span`.
    fn holder(&self, span: Span) -> Option<Span> {
        self.largest(span.start + 1)
            .filter(|largest| largest.end >= span.end)
    }

    /// One of them that holds `span` and more.
    fn holder_strictly(&self, span: Span) -> Option<Span> {
        let longer = self
            .largest(span.start + 1)
            .filter(|largest| largest.end > span.end);
        longer.or_else(|| {
            self.largest(span.start)
                .filter(|largest| largest.end >= span.end)
        })
    }

    /// The first that starts at or after `offset`.
    fn next(&self, offset: usize) -> Option<Span> {
        let index = self
            .by_start
            .partition_point(|(span, _)| span.start < offset);
        self.by_start.get(index).map(|(span, _)| *span)
    }

    /// The last that ends at or before `offset`.
    fn previous(&self, offset: usize) -> Option<Span> {
        let count = self.by_end.partition_point(|span| span.end <= offset);
        self.by_end.get(count.checked_sub(1)?).copied()
    }

    /// One of them that comes directly after `span`.
    fn following(&self, text: &str, span: Span) -> Option<Span> {
        let next = self.next(span.end)?;
        is_nothing(text, Span::new(span.end, next.start)).then_some(next)
    }

    /// One of them that stands directly before `span`.
    fn preceding(&self, text: &str, span: Span) -> Option<Span> {
        let previous = self.previous(span.start)?;
        is_nothing(text, Span::new(previous.end, span.start)).then_some(previous)
    }

    /// One of them that is within four words of `span`, in its sentence.
    fn near(&self, view: &View<'_>, span: Span) -> Option<Span> {
        let text = view.text();
        let near = |between: Span| {
            let words = between.text(text).unwrap_or("").split_whitespace();
            let few = words
                .filter(|word| word.contains(is_word))
                .take(NEAR_WORDS)
                .count()
                < NEAR_WORDS;
            // The byte before the end of the earlier and at the start of the later of the two.
            let sentence_of =
                |offset: usize| sentence::at(view.sentences(), offset).map(|found| found.span);
            few && sentence_of(between.start.saturating_sub(1)) == sentence_of(between.end)
        };
        let before = self.previous(span.start);
        let before = before.filter(|before| near(Span::new(before.end, span.start)));
        before.or_else(|| {
            let after = self.next(span.end);
            after.filter(|after| near(Span::new(span.end, after.start)))
        })
    }
}

/// Whether only white space or a hyphen stands between two phrases that follow each other; a
/// dash between words is a hyphen.
fn is_nothing(text: &str, between: Span) -> bool {
    let visible = |text: &str| -> String { text.chars().filter(|c| !is_format(*c)).collect() };
    let joint = visible(between.text(text).unwrap_or(""));
    let is_dash = || {
        let before = text.get(..between.start).unwrap_or("");
        let after = text.get(between.end..).unwrap_or("");
        joint == "–"
            && before.trim_end_matches(is_format).ends_with(is_word)
            && after.trim_start_matches(is_format).starts_with(is_word)
    };
    joint.chars().all(|c| c.is_whitespace() || is_hyphen(c)) || is_dash()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_hold_others_are_found_among_overlapping_ones() {
        let spans = |list: &[(usize, usize)]| {
            Spans::new(
                list.iter()
                    .map(|(start, end)| Span::new(*start, *end))
                    .collect(),
            )
        };
        let held = spans(&[(0, 10), (2, 4), (20, 25)]);
        // Span, whether it is held, whether strictly.
        for (start, end, hold, strictly) in [
            (3, 4, true, true),
            (0, 10, true, false),
            (2, 10, true, true),
            (2, 11, false, false),
            (20, 25, true, false),
            (21, 25, true, true),
            (10, 12, false, false),
        ] {
            let span = Span::new(start, end);
            assert_eq!(
                (
                    held.holder(span).is_some(),
                    held.holder_strictly(span).is_some()
                ),
                (hold, strictly),
                "{span:?}"
            );
        }
        assert!(spans(&[]).holder(Span::new(0, 1)).is_none());
    }
}
