//! Which fixes may be applied together, and applying them.

use std::collections::BTreeMap;

use super::diagnostic::Diagnostic;
use super::{MAX_DOCUMENT_BYTES, check};
use crate::markup::Format;
use crate::rules::RuleSet;
use crate::text::{Edit, edit};

/// After this many rounds fixing stops: rules that feed each other would never end.
pub const MAX_ROUNDS: usize = 10;

/// The edits of the preferred fixes of `diagnostics` that do not overlap, sorted.
///
/// Of those that do, the graver finding wins, then the longer, then the first.
pub fn preferred_edits<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<Edit> {
    let fix_of = |diagnostic: &'a Diagnostic| {
        Some((
            diagnostic,
            diagnostic.fixes.iter().find(|fix| fix.preferred)?,
        ))
    };
    let mut fixes: Vec<_> = diagnostics.into_iter().filter_map(fix_of).collect();
    fixes.sort_by_key(|(diagnostic, _)| {
        (
            std::cmp::Reverse((diagnostic.severity, diagnostic.span.len())),
            diagnostic.span,
        )
    });
    let mut taken: BTreeMap<usize, Edit> = BTreeMap::new();
    for (_, fix) in fixes {
        let free = |edit: &Edit| {
            let before = taken.range(..=edit.span.start).next_back();
            let after = taken.range(edit.span.start..).next();
            before.is_none_or(|(start, other)| {
                *start != edit.span.start && other.span.end <= edit.span.start
            }) && after.is_none_or(|(start, _)| edit.span.end <= *start)
        };
        if fix.edits.iter().all(free) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.clone())));
        }
    }
    taken.into_values().collect()
}

/// Applies preferred fixes and checks again, until nothing changes or ten rounds are over.
/// Only findings that `wanted` accepts are fixed.
pub fn fix_all(
    source: &str,
    format: Format,
    rules: &RuleSet,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> String {
    let mut text = source.to_owned();
    for _ in 0..MAX_ROUNDS {
        let found = check(&text, format, rules);
        let edits = preferred_edits(found.iter().filter(|diagnostic| wanted(diagnostic)));
        match edit::apply(&text, &edits) {
            Some(fixed) if fixed != text && fixed.len() <= MAX_DOCUMENT_BYTES => text = fixed,
            _ => break,
        }
    }
    text
}
