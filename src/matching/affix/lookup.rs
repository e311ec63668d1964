//! Looking words up in a dictionary, and making their forms.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::flag::has;
use super::forms::{MOST_KEPT, Made, Maker};
use super::key::{Asked, Capital, Key};
use super::lexicon::{Lexicon, Slot, WordForm};
use super::problem::{Part, Problem};
use super::rules::Rules;
use super::suffixes::Suffixes;
use super::tags::Parts;
use super::words::{Stem, Words};

/// So many affixes are tried for all words together.
const MOST_STEPS: u64 = 300_000_000;

/// So many forms are made of all words together.
const MOST_FORMS_OF_ALL: usize = 1_000_000;

/// The words that were found so far, and what may still be done.
pub(super) struct Lookup<'r> {
    pub(super) rules: &'r mut Rules,
    lexicon: Lexicon,
    /// How many more affixes may be tried.
    pub(super) steps: u64,
    /// How many more forms may be kept.
    forms: usize,
    /// Words of which not all forms were made.
    cut: Vec<SmolStr>,
}

impl<'r> Lookup<'r> {
    pub(super) fn new(name: &str, rules: &'r mut Rules) -> Self {
        Self {
            rules,
            lexicon: Lexicon::named(name),
            steps: MOST_STEPS,
            forms: MOST_FORMS_OF_ALL,
            cut: Vec::new(),
        }
    }

    /// Looks for every word and notes its forms; the words that are not there.
    pub(super) fn answer<'w>(
        &mut self,
        words: &[u8],
        asked: &[Asked<'w>],
    ) -> Result<Vec<&'w SmolStr>, Problem> {
        let keys = asked.iter().flat_map(|asked| &asked.keys);
        let keys: FxHashSet<&str> = keys.map(|key| key.word.as_str()).collect();
        let words = Words::read(words, self.rules, |word| keys.contains(word))?;
        let tags = std::mem::take(&mut self.rules.tags);
        let mut maker = Maker {
            rules: self.rules,
            forbidden: &words.forbidden,
            tags,
            steps: self.steps,
        };
        let mut unknown = Vec::new();
        for Asked { written, keys } in asked {
            let known = keys.iter().filter(|key| is_known(key, &words, maker.rules));
            let known: Vec<&Key> = known.collect();
            let Some(first) = known.first() else {
                // A word that the dictionary knows to be wrong is no compound either.
                if !keys.iter().any(|key| words.forbidden.contains(&key.word)) {
                    unknown.push(*written);
                }
                continue;
            };
            let mut made = Made::of_at_most(self.forms);
            let alike = |key: &&&Key| first.form.is_some() && key.capital == first.capital;
            for key in known
                .iter()
                .take(1)
                .chain(known.iter().skip(1).filter(alike))
            {
                for stem in stems(key, &words) {
                    maker.add_stem(stem, &mut made);
                }
            }
            if made.cut || made.forms.len() > MOST_KEPT {
                self.cut.push((*written).clone());
            }
            let forms = made.kept();
            self.forms -= forms.len().min(self.forms);
            let forms = with_base_first(forms, first, written, maker.rules);
            let is_entry = first.form.is_none();
            self.lexicon.insert((*written).clone(), forms, is_entry);
        }
        (self.steps, self.rules.tags) = (maker.steps, maker.tags);
        Ok(unknown)
    }

    /// The same words, asked for as forms of others.
    pub(super) fn as_forms<'w>(&mut self, words: &[&'w SmolStr]) -> Vec<Asked<'w>> {
        let suffixes = Suffixes::new(self.rules, self.steps);
        let as_form = |word: &&'w SmolStr| Asked::as_form(word, &suffixes, self.rules);
        let asked = words.iter().map(as_form).collect();
        self.steps = suffixes.steps.get();
        asked
    }

    /// What was found; words that have more forms than can be made are told.
    pub(super) fn finish(self, problems: &mut Vec<Problem>) -> Lexicon {
        if let Some(first) = self.cut.first() {
            let others = match self.cut.len() - 1 {
                0 => String::new(),
                1 => " and one more word".to_owned(),
                more => format!(" and {more} more words"),
            };
            problems.push(Problem {
                part: Part::Affixes,
                line: None,
                message: format!(
                    "‘{first}’{others} would have too many forms: only the shorter ones are found"
                ),
                is_limit: true,
            });
        }
        self.lexicon
    }
}

/// Whether the dictionary has the word. One whose capitals are fixed is no other than itself.
fn is_known(key: &Key, words: &Words, rules: &Rules) -> bool {
    stems(key, words).any(|stem| {
        let keeps_case = has(&stem.flags, rules.meanings.keeps_case);
        let is_same = stem.of.as_ref().is_none_or(|of| of.base != key.word);
        is_same
            && !rules.is_kept_out(&stem.flags)
            && (key.capital == Capital::AsWritten || !keeps_case)
    })
}

/// The entries of the word, and those that say they are forms of it. If what the style
/// writes would be a form of it, the entry that has that form.
fn stems<'w>(key: &Key, words: &'w Words) -> impl Iterator<Item = &'w Stem> {
    let flag = key.form.as_ref().map(|form| form.flag);
    let own = words.stems.get(&key.word).into_iter().flatten();
    let own = own.filter(move |stem| flag.is_none() || has(&stem.flags, flag));
    let irregular = words.irregular.get(&key.word).into_iter().flatten();
    own.chain(irregular.filter(move |_| flag.is_none()))
}

/// The forms as the writer would write them, the word as written first.
fn with_base_first(
    mut forms: Vec<WordForm>,
    key: &Key,
    written: &SmolStr,
    rules: &Rules,
) -> Vec<WordForm> {
    let own = key.form.as_ref().map_or(&key.word, |form| &form.text);
    let base = forms.iter().position(|form| form.text == *own);
    let mut base = match base {
        Some(at) => forms.remove(at),
        None => WordForm {
            text: SmolStr::default(),
            slots: Vec::new(),
            standard: true,
        },
    };
    if key.form.is_some() {
        // What the dictionary has is a form like the others, seen from this one.
        let slots = forms.iter_mut().flat_map(|form| &mut form.slots);
        slots.for_each(Slot::lose_base);
    }
    if !base.slots.iter().any(|slot| slot.is_base()) {
        let slots = forms.iter().chain([&base]).flat_map(|form| &form.slots);
        let parts = slots
            .map(|slot| slot.parts)
            .reduce(|one, other| one | other);
        base.slots
            .insert(0, Slot::base(parts.unwrap_or(Parts::ANY)));
    }
    base.text = written.clone();
    for form in &mut forms {
        form.text = key.restored(&form.text, written, rules);
    }
    forms.insert(0, base);
    merged(forms)
}

/// `forms`, of which those that read the same once they are restored are one.
fn merged(forms: Vec<WordForm>) -> Vec<WordForm> {
    let mut places: FxHashMap<SmolStr, usize> = FxHashMap::default();
    let mut merged: Vec<WordForm> = Vec::with_capacity(forms.len());
    for form in forms {
        let place = *places.entry(form.text.clone()).or_insert(merged.len());
        let Some(first) = merged.get_mut(place) else {
            merged.push(form);
            continue;
        };
        first.standard |= form.standard;
        for slot in form.slots {
            if !first.slots.contains(&slot) {
                first.slots.push(slot);
            }
        }
    }
    merged
}
