//! From a form back to the words that a suffix may have made it of.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::flag::Flag;
use super::rules::{Affix, Rules};

/// The suffixes of a dictionary by what they add.
pub(super) struct Suffixes<'r> {
    by_end: FxHashMap<&'r str, Vec<(Flag, &'r Affix)>>,
    /// The longest of these, in bytes.
    longest: usize,
    rules: &'r Rules,
    /// How many more may be tried.
    pub(super) steps: Cell<u64>,
}

impl<'r> Suffixes<'r> {
    /// The suffixes that make forms which can stand in a text.
    pub(super) fn new(rules: &'r Rules, steps: u64) -> Self {
        let mut by_end: FxHashMap<&str, Vec<(Flag, &Affix)>> = FxHashMap::default();
        let mut classes: Vec<_> = rules.suffixes.iter().collect();
        classes.sort_unstable_by_key(|(flag, _)| **flag);
        let mut longest = 0;
        for (flag, class) in classes {
            for affix in &class.affixes {
                if !affix.derives && rules.stands(&affix.flags) {
                    longest = longest.max(affix.add.len());
                    by_end.entry(&affix.add).or_default().push((*flag, affix));
                }
            }
        }
        Self {
            by_end,
            longest,
            rules,
            steps: Cell::new(steps),
        }
    }

    /// The words of which `form` would be a form if the dictionary had them, each with the
    /// flag that it would have to have; the longest suffixes first.
    pub(super) fn stems(&self, form: &str) -> Vec<(String, Flag)> {
        let shortest = form.len().saturating_sub(self.longest);
        let ends = (shortest..=form.len()).filter_map(|start| form.get(start..));
        let affixes = ends.filter_map(|end| self.by_end.get(end)).flatten();
        let stems = affixes.filter_map(|(flag, affix)| {
            let left = self.steps.get().checked_sub(1)?;
            self.steps.set(left);
            let kept = form.strip_suffix(affix.add.as_str())?;
            let stem = [kept, &affix.strip].concat();
            let last = stem.chars().next_back();
            let made = affix.suffixed(&stem, last, self.rules.strips_all)?;
            (made == form && stem != form).then_some((stem, *flag))
        });
        stems.collect()
    }
}
