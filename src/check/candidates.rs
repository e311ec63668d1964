//! What becomes of the candidates of a block: which conditions silence one, and which of
//! those that overlap is left.

use std::cmp::Reverse;

use super::block::View;
use super::conditions::{Conditions, Silence};
use crate::markup::block::Prose;
use crate::markup::{Block, Scope, ScopeSet};
use crate::rules::rule_set::{Candidate, Found};
use crate::rules::{Rule, Severity};
use crate::text::Span;

/// What becomes of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It meets every condition of its rule, with the severity that is left.
    Live(Severity),
    /// Something beside or around it silences it.
    Silent(Silence),
    /// Its rule does not look there.
    OutOfScope,
    /// Its rule leaves quotations alone.
    Quoted,
    /// Another find of the rule, at this place, takes its place.
    Hidden(Span),
}

/// The conditions of one block, ready to be asked.
pub(super) struct Judge<'a> {
    view: &'a View<'a>,
    conditions: Conditions,
}

impl<'a> Judge<'a> {
    fn new(view: &'a View<'a>, found: &Found) -> Self {
        let right = found.candidates.iter();
        let right = right.filter(|candidate| is_right(view, **candidate));
        Self {
            view,
            conditions: Conditions::new(found, right),
        }
    }

    /// Of places that no phrase of their rule need have found: what is right by itself does not
    /// count.
    pub(super) fn of_places(view: &'a View<'a>) -> Self {
        let found = view.found_phrases();
        Self {
            view,
            conditions: Conditions::new(&found, std::iter::empty()),
        }
    }

    /// The severity of a candidate where it stands; `None` if something silences it.
    pub(super) fn severity(&self, candidate: Candidate) -> Option<Severity> {
        match self.step(candidate) {
            Some(Step::Live(severity)) => Some(severity),
            _ => None,
        }
    }

    fn step(&self, candidate: Candidate) -> Option<Step> {
        let rule = self.view.rule(candidate.rule)?;
        if is_right(self.view, candidate) {
            return Some(Step::Silent(Silence::Right));
        }
        if let Some(silence) = self.conditions.silence(self.view, rule, candidate) {
            return Some(Step::Silent(silence));
        }
        if !self.view.is_in_scope(rule, candidate.span) {
            return Some(Step::OutOfScope);
        }
        let severity = self.view.severity(rule, candidate.span);
        Some(severity.map_or(Step::Quoted, Step::Live))
    }
}

/// Whether the candidate is right in a document that prefers these variants.
fn is_right(view: &View<'_>, candidate: Candidate) -> bool {
    let rule = view.rule(candidate.rule);
    rule.is_some_and(|rule| rule.check.is_right(candidate.entry, view.variants()))
}

/// The candidates that are left: those that meet every condition of their rule, and of those
/// that overlap the leftmost, and the longest.
pub(super) fn live(view: &View<'_>, found: &Found) -> Vec<(Candidate, Severity)> {
    let judge = Judge::new(view, found);
    let candidates = found.candidates.iter();
    let live = candidates.filter_map(|candidate| match judge.step(*candidate) {
        Some(Step::Live(severity)) => Some((*candidate, severity)),
        _ => None,
    });
    longest(live.collect())
}

/// What becomes of each candidate, for whoever wants to know why.
pub(super) fn steps(view: &View<'_>, found: &Found) -> Vec<(Candidate, Step)> {
    let judge = Judge::new(view, found);
    let left = live(view, found);
    let candidates = found.candidates.iter();
    let steps = candidates.filter_map(|candidate| {
        let step = judge.step(*candidate)?;
        let hides = |(other, _): &&(Candidate, Severity)| {
            other.rule == candidate.rule
                && other != candidate
                && other.span.start < candidate.span.end
                && candidate.span.start < other.span.end
        };
        let is_left = left.iter().any(|(other, _)| other == candidate);
        let hidden = match step {
            Step::Live(_) if !is_left => left.iter().find(hides),
            _ => None,
        };
        Some((
            *candidate,
            hidden.map_or(step, |(other, _)| Step::Hidden(other.span)),
        ))
    });
    steps.collect()
}

/// Of overlapping candidates of one rule the leftmost, and of those the longest.
fn longest(mut candidates: Vec<(Candidate, Severity)>) -> Vec<(Candidate, Severity)> {
    candidates.sort_by_key(|(candidate, _)| {
        (
            candidate.rule,
            candidate.span.start,
            Reverse(candidate.span.end),
            candidate.entry,
            candidate.form,
        )
    });
    let mut last: Option<Candidate> = None;
    candidates.retain(|(candidate, _)| {
        let hidden = last.is_some_and(|last| {
            last.rule == candidate.rule && candidate.span.start < last.span.end
        });
        if !hidden {
            last = Some(*candidate);
        }
        !hidden
    });
    candidates
}

/// Whether the rule looks at `span` of the block's reader's text.
pub(super) fn is_in_scope(rule: &Rule, block: &Block, prose: &Prose, span: Span) -> bool {
    let mut scopes = block.scopes;
    let links = &block.links;
    if !links.is_empty() {
        let source = prose.to_source(span);
        let before = links.partition_point(|link| link.start <= source.start);
        let link = before.checked_sub(1).and_then(|index| links.get(index));
        if link.is_some_and(|link| link.contains(source)) {
            scopes = scopes.with(Scope::Link);
        }
    }
    looks_at(rule, scopes)
}

/// Whether the rule looks at what stands in these scopes.
pub(super) fn looks_at(rule: &Rule, scopes: ScopeSet) -> bool {
    scopes.intersects(rule.manner.scope) && !scopes.intersects(rule.manner.skip)
}
