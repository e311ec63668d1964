//! What was found in a document, shared with the state that found it.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::Diagnostic;
use super::related::Places;
use crate::text::Span;

/// The findings of a document, sorted by start, end and rule id. Cheap to make.
///
/// As a slice they have the spans of the document, which costs a copy of all of them, once.
#[derive(Debug, Default)]
pub struct Findings {
    parts: Vec<Part>,
    /// Those that they cite.
    places: Arc<Places>,
    count: usize,
    all: OnceLock<Vec<Diagnostic>>,
    /// How many of each rule may be mended unasked.
    mendable: OnceLock<FxHashMap<SmolStr, usize>>,
}

/// The findings of one part of a document.
#[derive(Debug, Clone)]
pub struct Part {
    /// Where it starts, in bytes: at the start of a line.
    pub start: usize,
    /// The number of that line, from 0.
    pub line: usize,
    /// In bytes from there, and sorted.
    pub found: Arc<[Diagnostic]>,
}

impl Findings {
    /// Those of `parts`, which are sorted and apart from each other, and cite `places`.
    pub(super) fn of(parts: impl Iterator<Item = Part>, places: Arc<Places>) -> Self {
        let parts: Vec<Part> = parts.filter(|part| !part.found.is_empty()).collect();
        Self {
            count: parts.iter().map(|part| part.found.len()).sum(),
            parts,
            places,
            all: OnceLock::new(),
            mendable: OnceLock::new(),
        }
    }

    /// The parts of the document in which anything was found, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// How many there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many of a rule may be mended unasked. They are counted once: whoever moves through a
    /// document asks at each step.
    pub fn mendable(&self, rule: &str) -> usize {
        let counts = self.mendable.get_or_init(|| {
            let mut counts: FxHashMap<SmolStr, usize> = FxHashMap::default();
            let all = self.parts.iter().flat_map(|part| part.found.iter());
            for finding in all.filter(|finding| finding.preferred_fix().is_some()) {
                *counts.entry(finding.rule.clone()).or_default() += 1;
            }
            counts
        });
        counts.get(rule).copied().unwrap_or(0)
    }

    /// Each with its place in the document, without a copy; its own spans are those of its part.
    pub fn placed(&self) -> impl Iterator<Item = (Span, &Diagnostic)> {
        self.parts.iter().flat_map(|part| {
            let found = part.found.iter();
            found.map(|finding| (finding.span.moved_on(part.start), finding))
        })
    }

    /// The other places that a finding of `part` has to do with, each with what is there; in
    /// bytes of the document.
    pub fn related<'a>(
        &'a self,
        part: &'a Part,
        finding: &'a Diagnostic,
    ) -> impl Iterator<Item = (Span, &'a str)> {
        let related = finding.related.iter();
        related.map(|related| (self.places.of(related, part.start), &*related.says))
    }

    /// Those that `stay` says so of, in order. Parts from which nothing goes are shared.
    #[must_use]
    pub fn retained(&self, stay: impl IntoIterator<Item = bool>) -> Self {
        let mut stay = stay.into_iter();
        let parts = self.parts.iter().map(|part| {
            let stay: Vec<bool> = stay.by_ref().take(part.found.len()).collect();
            if stay.iter().all(|stays| *stays) {
                return part.clone();
            }
            let found = part.found.iter().zip(stay);
            let found = found.filter(|(_, stays)| *stays);
            let found = found.map(|(finding, _)| finding.clone());
            Part {
                start: part.start,
                line: part.line,
                found: found.collect(),
            }
        });
        Self::of(parts, Arc::clone(&self.places))
    }

    /// Those of one rule, in bytes of the document.
    pub fn of_rule(&self, rule: &str) -> Vec<Diagnostic> {
        let parts = self.parts.iter();
        let found = parts.flat_map(|part| {
            let of_rule = part.found.iter().filter(|finding| finding.rule == rule);
            of_rule.map(|finding| finding.moved_on(part.start, &self.places))
        });
        found.collect()
    }

    /// Those that share a byte with `span` of the document or touch it, in its bytes.
    pub fn touching(&self, span: Span) -> Vec<Diagnostic> {
        // What touches is in the part that holds the start or in one behind.
        let first = self.parts.partition_point(|part| part.start < span.start);
        let near = self.parts.iter().skip(first.saturating_sub(1));
        let near = near.take_while(|part| part.start <= span.end);
        let touches = |start: usize, finding: &Diagnostic| {
            let place = finding.span.moved_on(start);
            place.start <= span.end && span.start <= place.end
        };
        near.flat_map(|part| {
            let found = part.found.iter();
            let found = found.filter(move |finding| touches(part.start, finding));
            found.map(|finding| finding.moved_on(part.start, &self.places))
        })
        .collect()
    }
}

impl From<Vec<Diagnostic>> for Findings {
    fn from(found: Vec<Diagnostic>) -> Self {
        let part = Part {
            start: 0,
            line: 0,
            found: found.into(),
        };
        Self::of(std::iter::once(part), Arc::default())
    }
}

impl Deref for Findings {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        self.all.get_or_init(|| {
            let parts = self.parts.iter();
            let all = parts.flat_map(|part| {
                let found = part.found.iter();
                found.map(|finding| finding.moved_on(part.start, &self.places))
            });
            all.collect()
        })
    }
}
