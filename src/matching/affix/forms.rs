//! The forms of one word: its entries with every suffix that fits.
//!
//! Suffixes inflect. Prefixes do not: they make other words (*un-*, *ver-*), or are words
//! of their own that are written together with the next (*l’*, *qu’*). A prefix counts
//! only as half of a circumfix.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::flag::{Flag, FlagSet, has};
use super::lexicon::{Slot, Way, WordForm};
use super::rules::{Affix, Rules};
use super::tags::{TagSet, Tags};
use super::words::Stem;
use crate::matching::character::{is_apostrophe, is_hyphen};

/// So many forms of one word are made.
const MOST_MADE: usize = 20_000;

/// So many forms of one word are kept: of a language that has more, the shortest, which
/// are those with the fewest affixes, and the common ones.
pub(super) const MOST_KEPT: usize = 1_000;

/// Makes forms as long as there are steps left.
pub(super) struct Maker<'r> {
    pub(super) rules: &'r Rules,
    pub(super) tags: Tags,
    /// Words that are wrong, whatever affixes would make them.
    pub(super) forbidden: &'r FxHashSet<SmolStr>,
    /// How many more affixes may be tried.
    pub(super) steps: u64,
}

/// The forms of one word so far.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) forms: Vec<WordForm>,
    places: FxHashMap<SmolStr, usize>,
    most: usize,
    /// Whether there may be more.
    pub(super) cut: bool,
}

/// A word on the way from its entry to a form.
#[derive(Debug, Clone, Copy)]
struct Step<'s> {
    stem: &'s Stem,
    word: &'s str,
    flags: &'s FlagSet,
    slot: Slot,
    standard: bool,
}

impl Made {
    /// No forms yet; no more than `most` will be taken.
    pub(super) fn of_at_most(most: usize) -> Self {
        Self {
            most: most.min(MOST_MADE),
            ..Self::default()
        }
    }

    /// The forms that are kept, in the order in which they were made.
    pub(super) fn kept(mut self) -> Vec<WordForm> {
        if self.forms.len() > MOST_KEPT {
            let mut lengths: Vec<usize> = self.forms.iter().map(|form| form.text.len()).collect();
            lengths.sort_unstable();
            let longest = lengths.get(MOST_KEPT).copied().unwrap_or(usize::MAX);
            self.forms.retain(|form| form.text.len() < longest);
        }
        self.forms
    }

    fn add(&mut self, text: &str, slot: Slot, standard: bool) {
        let known = self.places.get(text).and_then(|at| self.forms.get_mut(*at));
        if let Some(form) = known {
            if !form.slots.contains(&slot) {
                form.slots.push(slot);
            }
            form.standard |= standard;
            return;
        }
        if self.forms.len() == self.most {
            self.cut = true;
            return;
        }
        self.places.insert(text.into(), self.forms.len());
        self.forms.push(WordForm {
            text: text.into(),
            slots: vec![slot],
            standard,
        });
    }
}

impl Maker<'_> {
    /// Adds the forms of an entry.
    pub(super) fn add_stem(&mut self, stem: &Stem, made: &mut Made) {
        if self.rules.is_kept_out(&stem.flags) {
            return;
        }
        let way = match stem.of {
            None => Way::Written,
            Some(_) => Way::Listed,
        };
        let start = Step {
            stem,
            word: &stem.word,
            flags: &stem.flags,
            slot: Slot {
                way,
                tags: stem.of.as_ref().map_or(TagSet::NONE, |of| of.tags),
                parts: stem.parts,
            },
            standard: !has(&stem.flags, self.rules.meanings.substandard),
        };
        if self.rules.stands(&stem.flags) {
            self.add(start, made);
        }
        self.suffix(start, made, self.rules.most_suffixes);
    }

    fn add(&self, step: Step<'_>, made: &mut Made) {
        // *Haus-* is the start of a compound, *d’* of what follows.
        let joins = |c: char| is_hyphen(c) || is_apostrophe(c);
        let joins_next = step.word.ends_with(joins) && !step.stem.word.ends_with(joins);
        if !joins_next && !self.forbidden.contains(step.word) {
            made.add(step.word, step.slot, step.standard);
        }
    }

    /// Adds the forms with so many suffixes more, or fewer, but at least one.
    fn suffix(&mut self, step: Step<'_>, made: &mut Made, more: usize) {
        let rules = self.rules;
        let last = step.word.chars().next_back();
        let classes = step
            .flags
            .iter()
            .filter_map(|flag| rules.suffixes.get(flag));
        for affix in classes.flat_map(|class| &class.affixes) {
            if made.cut || self.steps == 0 {
                made.cut = true;
                return;
            }
            self.steps -= 1;
            if affix.derives || rules.is_kept_out(&affix.flags) {
                continue;
            }
            let Some(word) = affix.suffixed(step.word, last, rules.strips_all) else {
                continue;
            };
            let next = self.with_affix(step, affix, &word);
            if has(&affix.flags, rules.meanings.circumfix) {
                self.circumfix(next, made);
                continue;
            }
            if rules.stands(&affix.flags) {
                self.add(next, made);
            }
            if more > 1 {
                self.suffix(next, made, more - 1);
            }
        }
    }

    /// Adds the forms that have, besides this suffix, a prefix that belongs to it.
    fn circumfix(&mut self, step: Step<'_>, made: &mut Made) {
        let rules = self.rules;
        let marked = rules.meanings.circumfix;
        let flags = step.stem.flags.iter().chain(step.flags.iter());
        let classes = flags.filter_map(|flag: &Flag| rules.prefixes.get(flag));
        for affix in classes.flat_map(|class| &class.affixes) {
            if self.steps == 0 {
                made.cut = true;
                return;
            }
            self.steps -= 1;
            if !has(&affix.flags, marked) || rules.is_kept_out(&affix.flags) {
                continue;
            }
            if let Some(word) = affix.prefixed(step.word, rules.strips_all) {
                let next = self.with_affix(step, affix, &word);
                self.add(next, made);
            }
        }
    }

    fn with_affix<'s>(&mut self, step: Step<'s>, affix: &'s Affix, word: &'s str) -> Step<'s> {
        let substandard = has(&affix.flags, self.rules.meanings.substandard);
        Step {
            word,
            flags: &affix.flags,
            slot: Slot {
                way: step.slot.way.then(affix.number),
                tags: self.tags.join(step.slot.tags, affix.tags),
                ..step.slot
            },
            standard: step.standard && !substandard,
            ..step
        }
    }
}
