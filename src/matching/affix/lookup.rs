//! Looking words up in a dictionary, and making their forms.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::flag::has;
use super::forms::{MOST_KEPT, Made, Maker};
use super::key::{Asked, Capital, Key};
use super::lexicon::{Lexicon, Slot, WordForm};
use super::problem::{Part, Problem};
use super::rules::Rules;
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
            let known = keys.iter().find(|key| is_known(key, &words, maker.rules));
            let Some(key) = known else {
                // A word that the dictionary knows to be wrong is no compound either.
                if !keys.iter().any(|key| words.forbidden.contains(&key.word)) {
                    unknown.push(*written);
                }
                continue;
            };
            let mut made = Made::of_at_most(self.forms);
            let stems = words.stems.get(&key.word).into_iter().flatten();
            let irregular = words.irregular.get(&key.word).into_iter().flatten();
            for stem in stems.chain(irregular) {
                maker.add_stem(stem, &mut made);
            }
            if made.cut || made.forms.len() > MOST_KEPT {
                self.cut.push((*written).clone());
            }
            let forms = made.kept();
            self.forms -= forms.len().min(self.forms);
            let forms = with_base_first(forms, key, written, maker.rules);
            self.lexicon.insert((*written).clone(), forms);
        }
        (self.steps, self.rules.tags) = (maker.steps, maker.tags);
        Ok(unknown)
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
    let is_usable = |stem: &Stem| {
        let keeps_case = has(&stem.flags, rules.meanings.keeps_case);
        !rules.is_kept_out(&stem.flags) && (key.capital == Capital::AsWritten || !keeps_case)
    };
    let stems = words.stems.get(&key.word);
    stems.is_some_and(|stems| stems.iter().any(is_usable))
}

/// The forms as the writer would write them, the word as written first.
fn with_base_first(
    mut forms: Vec<WordForm>,
    key: &Key,
    written: &SmolStr,
    rules: &Rules,
) -> Vec<WordForm> {
    let base = forms.iter().position(|form| form.text == key.word);
    let mut base = match base {
        Some(at) => forms.remove(at),
        None => WordForm {
            text: SmolStr::default(),
            slots: Vec::new(),
            standard: true,
        },
    };
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
    forms
}
