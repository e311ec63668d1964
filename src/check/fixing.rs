//! Which fixes may be applied together, and applying them until none is left.
//!
//! Owns the rounds of "fix all" and the one difference that they come to. It must not
//! know where the text is from or who writes it back.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::diagnostic::{Diagnostic, Fix};
use super::{MAX_DOCUMENT_BYTES, check};
use crate::markup::{self, Format, Scope};
use crate::rules::RuleSet;
use crate::text::{Edit, Span, edit};

/// After this many rounds fixing stops: rules that feed each other would never end.
pub const MAX_ROUNDS: usize = 10;

/// What came of fixing a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// What the document says now.
    pub text: String,
    /// All rounds as one difference from the document before, in its offsets: sorted, apart
    /// from each other, none without effect.
    pub edits: Vec<Edit>,
    /// How many fixes were applied; none if they came to nothing.
    pub fixes: usize,
    /// What is found in the document now.
    pub left: Vec<Diagnostic>,
}

/// The preferred fixes of `diagnostics` that do not overlap, nor touch: each is good with
/// what stands beside it, and two side by side might be markup together.
///
/// Of those that do, the graver finding wins, then the longer, then the one whose rule
/// comes first in the configuration.
pub fn preferred<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    rules: &RuleSet,
) -> Vec<(&'a Diagnostic, &'a Fix)> {
    let fix_of = |diagnostic: &'a Diagnostic| Some((diagnostic, diagnostic.preferred_fix()?));
    let mut fixes: Vec<_> = diagnostics.into_iter().filter_map(fix_of).collect();
    fixes.sort_by_cached_key(|(diagnostic, _)| {
        (
            Reverse((diagnostic.severity, diagnostic.span.len())),
            rules.rank(&diagnostic.rule),
            diagnostic.span,
        )
    });
    // By start: the ends of the edits that have their place.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut chosen = Vec::with_capacity(fixes.len());
    for (diagnostic, fix) in fixes {
        let free = |edit: &Edit| {
            let before = taken.range(..=edit.span.start).next_back();
            let after = taken.range(edit.span.start..).next();
            before.is_none_or(|(_, end)| *end < edit.span.start)
                && after.is_none_or(|(start, _)| edit.span.end < *start)
        };
        if fix.edits.iter().all(free) {
            taken.extend(
                fix.edits
                    .iter()
                    .map(|edit| (edit.span.start, edit.span.end)),
            );
            chosen.push((diagnostic, fix));
        }
    }
    chosen
}

/// The edits of several fixes that do not overlap, sorted.
pub fn edits_of<'a>(fixes: impl IntoIterator<Item = &'a Fix>) -> Vec<Edit> {
    let edits = fixes.into_iter().flat_map(|fix| &fix.edits);
    let mut edits: Vec<Edit> = edits.cloned().collect();
    edits.sort();
    edits
}

/// Which rules wrote what stands where, so that none writes again into what came of its own
/// words: *ship* → *big vessel* and *vessel* → *sea ship* would go on for ever.
#[derive(Default)]
struct Written {
    /// Sorted, without overlaps.
    spans: Vec<(Span, Vec<SmolStr>)>,
}

impl Written {
    fn in_touch(&self, span: Span) -> impl Iterator<Item = &(Span, Vec<SmolStr>)> {
        let first = self
            .spans
            .partition_point(|(written, _)| written.end <= span.start);
        let rest = self.spans.get(first..).unwrap_or(&[]);
        rest.iter()
            .take_while(move |(written, _)| written.start < span.end)
    }

    /// Whether the rule wrote all of `span` itself. What reaches beyond is new to it, and
    /// of that there is an end.
    fn is_by(&self, rule: &SmolStr, span: Span) -> bool {
        let mut end = span.start;
        for (written, rules) in self.in_touch(span) {
            if written.start <= end && rules.contains(rule) {
                end = end.max(written.end);
            }
        }
        end >= span.end
    }

    /// What will have been written when these fixes are applied to `text`.
    fn after(&self, fixes: &[(&Diagnostic, &Fix)], text: &str) -> Self {
        let edits = fixes.iter().flat_map(|(diagnostic, fix)| {
            let edits = fix.edits.iter();
            edits.map(move |edit| (edit, *diagnostic))
        });
        let mut edits: Vec<(&Edit, &Diagnostic)> = edits.collect();
        edits.sort_by_key(|(edit, _)| edit.span);
        let mut spans: Vec<(Span, Vec<SmolStr>)> = Vec::new();
        // What is still to come, the next one last.
        let mut kept: Vec<(Span, &Vec<SmolStr>)> = self
            .spans
            .iter()
            .rev()
            .map(|(span, rules)| (*span, rules))
            .collect();
        // By how much what follows moves: bytes put in, bytes taken out.
        let (mut added, mut removed) = (0, 0);
        let moved = |span: Span, added: usize, removed: usize| {
            Span::new(span.start + added - removed, span.end + added - removed)
        };
        for (edit, diagnostic) in edits {
            let mut rules = vec![diagnostic.rule.clone()];
            while let Some((span, older)) = kept.pop_if(|(span, _)| span.start < edit.span.end) {
                let before = Span::new(span.start, span.end.min(edit.span.start));
                if span.start < before.end {
                    spans.push((moved(before, added, removed), older.clone()));
                }
                if edit.span.start < span.end {
                    rules.extend(older.iter().cloned());
                }
                if edit.span.end < span.end {
                    kept.push((Span::new(edit.span.end, span.end), older));
                }
            }
            rules.sort_unstable();
            rules.dedup();
            let start = edit.span.start + added - removed;
            // A deletion that gives the next word its capital writes no word.
            let old = edit.span.text(text).unwrap_or("").to_lowercase();
            if !old.contains(&edit.text.to_lowercase()) {
                let length = edit.text.len() - carried(edit, diagnostic, text);
                spans.push((Span::new(start, start + length), rules));
            }
            added += edit.text.len();
            removed += edit.span.len();
        }
        while let Some((span, rules)) = kept.pop() {
            spans.push((moved(span, added, removed), rules.clone()));
        }
        spans.retain(|(span, _)| !span.is_empty());
        Self { spans }
    }
}

/// How many bytes at the end of what is written stood behind the match before: they are
/// only carried along to the space that takes its line break.
fn carried(edit: &Edit, diagnostic: &Diagnostic, text: &str) -> usize {
    let behind = text.get(diagnostic.span.end..edit.span.end).unwrap_or("");
    let kept = behind.trim_end();
    let at = edit
        .text
        .rfind(kept)
        .filter(|_| !kept.is_empty() && kept.len() < behind.len());
    at.map_or(0, |at| edit.text.len() - at)
}

/// Whether the document has as many blocks with `edits` as without; but for tags, each of
/// which is a block and may go with the text that it is about.
fn keeps_blocks(text: &str, edits: &[Edit], format: Format, rules: &RuleSet) -> bool {
    let blocks = |text: &str| {
        let blocks = markup::parse_with(text, format, &rules.parse_options()).blocks;
        blocks
            .iter()
            .filter(|block| !block.is_in(Scope::Html))
            .count()
    };
    edit::apply(text, edits).is_some_and(|fixed| blocks(&fixed) == blocks(text))
}

/// Applies preferred fixes and checks again, until nothing changes or ten rounds are over.
/// Only findings that `wanted` accepts are fixed.
pub fn fix_all(
    source: &str,
    format: Format,
    rules: &RuleSet,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> Fixed {
    let check_again = |text: &str| check(text, format, rules);
    fix_found(
        source,
        format,
        check_again(source),
        rules,
        wanted,
        check_again,
    )
}

/// The same where the findings in `source` are known and there is another way to check.
pub fn fix_found(
    source: &str,
    format: Format,
    found: Vec<Diagnostic>,
    rules: &RuleSet,
    wanted: impl Fn(&Diagnostic) -> bool,
    check_again: impl Fn(&str) -> Vec<Diagnostic>,
) -> Fixed {
    let mut fixed = Fixed {
        text: source.to_owned(),
        edits: Vec::new(),
        fixes: 0,
        left: found,
    };
    let mut written = Written::default();
    for _ in 0..MAX_ROUNDS {
        let open = |found: &&Diagnostic| wanted(found) && !written.is_by(&found.rule, found.span);
        let mut chosen = preferred(fixed.left.iter().filter(open), rules);
        let mut edits = edits_of(chosen.iter().map(|(_, fix)| *fix));
        // Each is good alone; together they may be markup. Then half of them wait.
        while chosen.len() > 1 && !keeps_blocks(&fixed.text, &edits, format, rules) {
            chosen.truncate(chosen.len() / 2);
            edits = edits_of(chosen.iter().map(|(_, fix)| *fix));
        }
        let (count, after) = (chosen.len(), written.after(&chosen, &fixed.text));
        match edit::apply(&fixed.text, &edits) {
            Some(text) if text != fixed.text && text.len() <= MAX_DOCUMENT_BYTES => {
                fixed.text = text;
            }
            _ => break,
        }
        written = after;
        fixed.fixes += count;
        fixed.edits = edit::compose(&fixed.edits, &edits);
        fixed.left = check_again(&fixed.text);
    }
    fixed.edits = edit::minimal(source, &fixed.edits);
    if fixed.edits.is_empty() {
        fixed.fixes = 0;
    }
    fixed
}
