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

    /// Whether `candidate` is excepted by its rule, or shielded by a term.
    pub(super) fn silence(&self, view: &View<'_>, rule: &Rule, candidate: Candidate) -> bool {
        let span = candidate.span;
        let is_term = || rule.check.yields_to_terms() && self.shields.hold(span);
        if rule.shielded && (self.shields.hold_strictly(span) || is_term()) {
            return true;
        }
        let right = self.right.get(&candidate.rule);
        if right.is_some_and(|spans| spans.hold_strictly(span)) {
            return true;
        }
        let of = |relation| self.exceptions.get(&(candidate.rule, relation));
        let text = view.text();
        of(Relation::Inside).is_some_and(|spans| spans.hold(span))
            || of(Relation::FollowedBy).is_some_and(|spans| spans.follow(text, span))
            || of(Relation::PrecededBy).is_some_and(|spans| spans.precede(text, span))
            || of(Relation::Near).is_some_and(|spans| spans.are_near(view, span))
    }
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
    /// Sorted by start, each with the largest end so far.
    by_start: Vec<(usize, usize)>,
    /// Sorted ends.
    ends: Vec<usize>,
}

impl Spans {
    fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut ends: Vec<usize> = spans.iter().map(|span| span.end).collect();
        ends.sort_unstable();
        let mut largest = 0;
        let by_start = spans.into_iter().map(|span| {
            largest = largest.max(span.end);
            (span.start, largest)
        });
        Self {
            by_start: by_start.collect(),
            ends,
        }
    }

    /// The largest end of those that start before `limit`.
    fn largest_end(&self, limit: usize) -> Option<usize> {
        let count = self.by_start.partition_point(|(start, _)| *start < limit);
        self.by_start
            .get(count.checked_sub(1)?)
            .map(|(_, end)| *end)
    }

    /// Whether one of them holds `span`.
    fn hold(&self, span: Span) -> bool {
        self.largest_end(span.start + 1)
            .is_some_and(|end| end >= span.end)
    }

    /// Whether one of them holds `span` and more.
    fn hold_strictly(&self, span: Span) -> bool {
        self.largest_end(span.start + 1)
            .is_some_and(|end| end > span.end)
            || self
                .largest_end(span.start)
                .is_some_and(|end| end >= span.end)
    }

    /// The first start at or after `offset`.
    fn next_start(&self, offset: usize) -> Option<usize> {
        let index = self.by_start.partition_point(|(start, _)| *start < offset);
        self.by_start.get(index).map(|(start, _)| *start)
    }

    /// The last end at or before `offset`.
    fn previous_end(&self, offset: usize) -> Option<usize> {
        let count = self.ends.partition_point(|end| *end <= offset);
        self.ends.get(count.checked_sub(1)?).copied()
    }

    /// Whether one of them comes directly after `span`.
    fn follow(&self, text: &str, span: Span) -> bool {
        let start = self.next_start(span.end);
        start.is_some_and(|start| is_nothing(text, Span::new(span.end, start)))
    }

    /// Whether one of them stands directly before `span`.
    fn precede(&self, text: &str, span: Span) -> bool {
        let end = self.previous_end(span.start);
        end.is_some_and(|end| is_nothing(text, Span::new(end, span.start)))
    }

    /// Whether one of them is within four words of `span`, in its sentence.
    fn are_near(&self, view: &View<'_>, span: Span) -> bool {
        let text = view.text();
        let before = self
            .previous_end(span.start)
            .map(|end| Span::new(end, span.start));
        let after = self
            .next_start(span.end)
            .map(|start| Span::new(span.end, start));
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
        before.is_some_and(near) || after.is_some_and(near)
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
                (held.hold(span), held.hold_strictly(span)),
                (hold, strictly),
                "{span:?}"
            );
        }
        assert!(!spans(&[]).hold(Span::new(0, 1)));
    }
}
