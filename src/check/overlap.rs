//! One finding for what several rules say of the same place.

use super::diagnostic::{Diagnostic, Fix};
use crate::text::Edit;

/// Sorts by start, end and rule id, and makes one of those with the same range and edits.
///
/// The highest severity gives rule, message, note and link, ties go by id; `also` lists
/// the other ids. Of those that have to do with other places the first says which.
pub(super) fn merge(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    sort(&mut diagnostics);
    let mut merged: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let same = |other: &&mut Diagnostic| {
            let (one, two) = (edits(&other.fixes), edits(&diagnostic.fixes));
            let says_more = other.speaks_for_itself || diagnostic.speaks_for_itself;
            one == two && !(one.is_empty() && says_more && other.message != diagnostic.message)
        };
        let here = merged
            .iter_mut()
            .rev()
            .take_while(|other| other.span == diagnostic.span);
        match here.into_iter().find(same) {
            Some(other) => absorb(other, diagnostic),
            None => merged.push(diagnostic),
        }
    }
    sort(&mut merged);
    merged
}

/// Sorts by start, end and rule id.
pub(super) fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
}

fn edits(fixes: &[Fix]) -> Vec<&[Edit]> {
    let mut edits: Vec<&[Edit]> = fixes.iter().map(|fix| fix.edits.as_slice()).collect();
    edits.sort();
    edits
}

fn absorb(kept: &mut Diagnostic, mut other: Diagnostic) {
    if other.severity > kept.severity {
        std::mem::swap(kept, &mut other);
    }
    let mut also = std::mem::take(&mut kept.also);
    also.append(&mut other.also);
    also.push(other.rule);
    also.sort();
    also.dedup();
    kept.also = also;
    if kept.related.is_empty() {
        kept.related = other.related;
    }
}
