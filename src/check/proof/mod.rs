//! Seeing that a fix leaves the markup as it was: what may depend on it is parsed with it.
//!
//! That is its section and the two beside it, as long as the document falls into sections
//! as before: what a section reads as depends on nothing else but labels. A fix that is not harmless by the look of it is offered only if every block reads then
//! as it did before, but for what the fix is about. Many are proved by one parse, one of
//! each block; if that does not hold, each half by one.

mod comparison;

use rustc_hash::FxHashSet;

use super::diagnostic::Diagnostic;
use super::rewrite::Rewrite;
use crate::markup::Document;
use crate::text::{Edit, edit};
use comparison::Comparison;

/// The most bytes that are parsed to prove the fixes of one section; what is not proved
/// by then is not offered.
const MOST_PARSED: usize = 32_000_000;

/// Nor is it read more often than this, if it is not small.
const MOST_READINGS: usize = 64;

/// Bytes that a section counts for at least.
const SMALL: usize = 4096;

/// A fix that is to be proved.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    /// The number of the finding, and of the fix among its fixes.
    pub(super) diagnostic: usize,
    pub(super) fix: usize,
    /// The number of the block that it changes.
    pub(super) block: usize,
    /// The ways to do it, best first.
    pub(super) forms: Vec<Rewrite>,
}

/// One way to make a fix, in the block with that number.
#[derive(Debug, Clone, Copy)]
struct Trial<'a> {
    doubt: usize,
    form: usize,
    block: usize,
    rewrite: &'a Rewrite,
}

impl Trial<'_> {
    fn start(&self) -> usize {
        self.rewrite.edits.first().map_or(0, |edit| edit.span.start)
    }

    fn end(&self) -> usize {
        self.rewrite.edits.last().map_or(0, |edit| edit.span.end)
    }
}

/// Which of its ways holds, for each fix in doubt. `read` reads a text as `document` was read
/// from `source`; `None` if it would touch other parts of the document.
pub(super) fn upheld(
    source: &str,
    document: &Document,
    read: &dyn Fn(&str) -> Option<Document>,
    doubts: &[Doubt],
) -> Vec<Option<usize>> {
    let mut court = Court {
        source,
        document,
        read,
        left: MOST_PARSED.min(source.len().max(SMALL) * MOST_READINGS),
        upheld: vec![None; doubts.len()],
    };
    let trial = |doubt: usize, form: usize| {
        let Doubt { block, forms, .. } = doubts.get(doubt)?;
        Some(Trial {
            doubt,
            form,
            block: *block,
            rewrite: forms.get(form)?,
        })
    };
    let mut open: Vec<Trial> = (0..doubts.len())
        .filter_map(|doubt| trial(doubt, 0))
        .collect();
    while !open.is_empty() && court.left > 0 {
        let (batch, rest) = apart(open);
        court.try_all(&batch);
        let failed = batch
            .iter()
            .filter(|tried| court.upheld.get(tried.doubt) == Some(&None));
        open = failed
            .filter_map(|tried| trial(tried.doubt, tried.form + 1))
            .chain(rest)
            .collect();
    }
    court.upheld
}

/// Gives each fix in doubt the way that is upheld, and takes those without one out of
/// `diagnostics`.
pub(super) fn settle(doubts: &[Doubt], upheld: Vec<Option<usize>>, diagnostics: &mut [Diagnostic]) {
    // From the last to the first, so that the numbers of fixes stay right.
    for (doubt, upheld) in doubts.iter().zip(upheld).rev() {
        let Some(diagnostic) = diagnostics.get_mut(doubt.diagnostic) else {
            continue;
        };
        match upheld.and_then(|form| doubt.forms.get(form)) {
            Some(form) => {
                if let Some(fix) = diagnostic.fixes.get_mut(doubt.fix) {
                    fix.edits.clone_from(&form.edits);
                }
            }
            None if doubt.fix < diagnostic.fixes.len() => {
                diagnostic.fixes.remove(doubt.fix);
            }
            None => {}
        }
    }
}

/// As many of `trials` as do not meet, one of each block, and the rest: of two in one block
/// the one might make good what the other breaks.
fn apart(mut trials: Vec<Trial<'_>>) -> (Vec<Trial<'_>>, Vec<Trial<'_>>) {
    trials.sort_by_key(|trial| (trial.start(), trial.doubt));
    let mut end = None;
    let mut blocks = FxHashSet::default();
    trials.into_iter().partition(|trial| {
        let is_apart = end.is_none_or(|end| end < trial.start()) && blocks.insert(trial.block);
        if is_apart {
            end = Some(trial.end());
        }
        is_apart
    })
}

/// Who parses and compares.
struct Court<'a> {
    source: &'a str,
    document: &'a Document,
    read: &'a dyn Fn(&str) -> Option<Document>,
    /// Bytes that may still be parsed.
    left: usize,
    /// The way that holds, for each fix in doubt.
    upheld: Vec<Option<usize>>,
}

impl Court<'_> {
    /// Upholds those of `trials`, which do not meet, that leave the markup as it was.
    fn try_all(&mut self, trials: &[Trial]) {
        if trials.is_empty() || self.left < self.source.len() {
            self.left = if trials.is_empty() { self.left } else { 0 };
            return;
        }
        if self.holds(trials) {
            for trial in trials {
                if let Some(upheld) = self.upheld.get_mut(trial.doubt) {
                    *upheld = Some(trial.form);
                }
            }
        } else if trials.len() > 1 {
            let (one, other) = trials.split_at(trials.len() / 2);
            self.try_all(one);
            self.try_all(other);
        }
    }

    fn holds(&mut self, trials: &[Trial]) -> bool {
        let edits: Vec<Edit> = trials
            .iter()
            .flat_map(|trial| trial.rewrite.edits.iter().cloned())
            .collect();
        let Some(changed) = edit::apply(self.source, &edits) else {
            return false;
        };
        self.left = self.left.saturating_sub(changed.len().max(1));
        let Some(parsed) = (self.read)(&changed) else {
            return false;
        };
        let rewrites = trials.iter().map(|trial| (trial.block, trial.rewrite));
        Comparison::new(self.source, &changed, edits, rewrites).agrees(self.document, &parsed)
    }
}
