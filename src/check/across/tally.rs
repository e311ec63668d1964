//! How many notes of each key there are in a document.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Noted;
use crate::check::related::RuleKey;
use crate::rules::RuleSet;
use crate::rules::kinds::across::{Total, Totals};

/// What the notes of a document come to, kept from one edit to the next.
#[derive(Debug, Default)]
pub(in crate::check) struct Tally {
    totals: FxHashMap<RuleKey, Totals>,
    /// The keys that were judged.
    judged: FxHashSet<RuleKey>,
    /// The keys of which notes came or went since.
    touched: FxHashSet<RuleKey>,
}

impl Tally {
    /// Counts the notes of a chunk, which are sorted by rule and key.
    pub(in crate::check) fn add(&mut self, notes: &[Noted]) {
        for run in notes.chunk_by(|one, other| one.rule_key() == other.rule_key()) {
            let Some(first) = run.first() else { continue };
            self.touched.insert(first.rule_key());
            let totals = self.totals.entry(first.rule_key()).or_default();
            for Noted { note, .. } in run {
                let known = totals.iter_mut().find(|total| total.role == note.role);
                let amount = u64::from(note.amount);
                match known {
                    Some(total) => {
                        total.count += 1;
                        total.amount += amount;
                    }
                    None => totals.push(Total {
                        role: note.role,
                        count: 1,
                        amount,
                    }),
                }
            }
        }
    }

    /// Takes the notes of a chunk out that was counted.
    pub(in crate::check) fn remove(&mut self, notes: &[Noted]) {
        for run in notes.chunk_by(|one, other| one.rule_key() == other.rule_key()) {
            let Some(first) = run.first() else { continue };
            self.touched.insert(first.rule_key());
            let Some(totals) = self.totals.get_mut(&first.rule_key()) else {
                continue;
            };
            for Noted { note, .. } in run {
                let known = totals.iter_mut().find(|total| total.role == note.role);
                if let Some(total) = known {
                    total.count = total.count.saturating_sub(1);
                    total.amount = total.amount.saturating_sub(u64::from(note.amount));
                }
            }
            totals.retain(|total| total.count > 0);
            if totals.is_empty() {
                self.totals.remove(&first.rule_key());
            }
        }
    }

    /// The keys to be judged now, and those of which nothing is left to say, both sorted.
    pub(super) fn turn(&mut self, rules: &RuleSet) -> (Vec<RuleKey>, Vec<RuleKey>) {
        let (mut open, mut closed) = (Vec::new(), Vec::new());
        for key in std::mem::take(&mut self.touched) {
            let rule = rules.rules().get(key.0 as usize);
            let across = rule.and_then(|rule| rule.check.across());
            let matters = across.is_some_and(|across| {
                let totals = self.totals.get(&key);
                totals.is_some_and(|totals| across.matters(key.1, totals))
            });
            if matters {
                self.judged.insert(key);
                open.push(key);
            } else if self.judged.remove(&key) {
                closed.push(key);
            }
        }
        open.sort_unstable();
        closed.sort_unstable();
        (open, closed)
    }

    /// What there is of a key.
    pub(super) fn totals(&self, key: RuleKey) -> Totals {
        self.totals.get(&key).cloned().unwrap_or_default()
    }
}
