//! Where the terms of glossaries stand in prose.
//!
//! A pure function of a chunk and the rules. What is said about a term, and to whom, is
//! for the layers above.

use std::cmp::Reverse;

use super::candidates::is_in_scope;
use crate::markup::Block;
use crate::markup::chunks::Chunk;
use crate::rules::RuleSet;
use crate::rules::passage::Passage;
use crate::text::Span;

/// A term, or one of its deprecated variants, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The bytes from the first to the last of it, of the text that was searched.
    pub span: Span,
    /// The indexes of the rules that know it, in [`RuleSet::rules`], sorted: rows of a glossary
    /// may name one term in turn.
    pub rules: Vec<u32>,
}

/// The rules that are about the term written `term`: indexes of [`RuleSet::rules`], sorted.
pub fn rules_about(term: &str, rules: &RuleSet) -> Vec<u32> {
    let numbered = rules.rules().iter().zip(0..);
    numbered
        .filter(|(rule, _)| rule.check.term().is_some_and(|entry| entry.term == term))
        .map(|(_, index)| index)
        .collect()
}

/// Where the terms of the rules `wanted`, which are sorted, stand in a chunk: bytes of the
/// chunk, sorted; of overlapping places the leftmost, and of those the longest.
pub fn places(chunk: &Chunk, rules: &RuleSet, wanted: &[u32]) -> Vec<Span> {
    let is_wanted = |rule: &u32| wanted.binary_search(rule).is_ok();
    let blocks = chunk.blocks().iter();
    let mut places = Vec::new();
    for block in blocks {
        let found = in_block(chunk.text(), block, rules).into_iter();
        let mut found: Vec<Span> = found
            .filter_map(|(rule, span)| is_wanted(&rule).then_some(span))
            .collect();
        found.sort_by_key(|span| (span.start, Reverse(span.end)));
        let mut end = 0;
        found.retain(|span| {
            let apart = span.start >= end;
            if apart {
                end = span.end;
            }
            apart
        });
        places.extend(found);
    }
    places.sort();
    places
}

/// The term on which a caret before the byte `offset` of the chunk stands, also directly before
/// or behind it; of several the longest, and of these the first.
pub fn at(chunk: &Chunk, offset: usize, rules: &RuleSet) -> Option<Mention> {
    let blocks = chunk.blocks().iter();
    let touching: Vec<(u32, Span)> = blocks
        .filter(|block| block.span.touches(offset))
        .flat_map(|block| in_block(chunk.text(), block, rules))
        .filter(|(_, span)| span.touches(offset))
        .collect();
    let spans = touching.iter().map(|(_, span)| *span);
    let span = spans.max_by_key(|span| (span.len(), Reverse(span.start)))?;
    let there = touching.into_iter().filter(|(_, other)| *other == span);
    let mut rules: Vec<u32> = there.map(|(rule, _)| rule).collect();
    rules.sort_unstable();
    rules.dedup();
    Some(Mention { span, rules })
}

/// The terms in one block at which their rules look, in no order: rule, and bytes of the source.
fn in_block(source: &str, block: &Block, rules: &RuleSet) -> Vec<(u32, Span)> {
    if !block.scopes.intersects(rules.scopes()) && block.links.is_empty() {
        return Vec::new();
    }
    let passage = Passage::of_block(block, source, rules.language());
    let prose = &passage.prose;
    let found = rules.find_terms(&passage).into_iter();
    let seen = found.filter(|(rule, span)| {
        let rule = rules.rules().get(*rule as usize);
        rule.is_some_and(|rule| is_in_scope(rule, block, prose, *span))
    });
    seen.map(|(rule, span)| (rule, prose.to_source(span)))
        .collect()
}
