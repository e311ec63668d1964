//! What is found without a list.

use std::cell::RefCell;
use std::sync::LazyLock;

use super::super::across::{Note, Sighting, Totals};
use super::super::verdict::Verdict;
use super::super::words::Words;
use super::compounds::{self, Closed, Wanted};
use super::parts::PARTS;
use super::{Prefer, capitals, counted, is_written, says, spelling};
use crate::matching::Language;
use crate::matching::memory::Memory;
use crate::matching::token::hash;
use crate::rules::passage::Passage;

/// Something that is found without a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finder {
    Hyphenation,
    Compounds,
    Capitals,
    Spelling,
}

/// All of them: the name, and what is found, for whoever asks what a rule does.
const FINDERS: [(&str, Finder, &str); 4] = [
    (
        "hyphenation",
        Finder::Hyphenation,
        "with a hyphen and without: ‘co-operate’, ‘cooperate’",
    ),
    (
        "compounds",
        Finder::Compounds,
        "as one word and as two: ‘web site’, ‘website’",
    ),
    (
        "capitals",
        Finder::Capitals,
        "with other capitals: ‘GitHub’, ‘Github’",
    ),
    (
        "spelling",
        Finder::Spelling,
        "British and American spelling: ‘organise’, ‘organize’",
    ),
];

/// The names of what can be found.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    FINDERS.iter().map(|(name, ..)| *name)
}

/// What kind of word a note is of; the highest bits of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A compound whose first part is a prefix.
    Prefixed = 1,
    /// Any other compound.
    Compound = 2,
    /// Two words that describe a noun.
    Description = 3,
    /// A word with capitals.
    Capitals = 4,
    /// A noun with a capital or without.
    Initials = 5,
    /// A word of the table of spellings.
    Spelling = 6,
    /// A word in -ise or -ize.
    Suffix = 7,
}

const CLASSES: [Class; 7] = [
    Class::Prefixed,
    Class::Compound,
    Class::Description,
    Class::Capitals,
    Class::Initials,
    Class::Spelling,
    Class::Suffix,
];

/// The bits of a key below its class.
const HASH_BITS: u32 = 29;

/// The key of what has this hash. Words that share one by chance are told apart when they are
/// judged.
pub(super) fn key(class: Class, hash: u32) -> u32 {
    (class as u32) << HASH_BITS | hash & ((1 << HASH_BITS) - 1)
}

fn class_of(key: u32) -> Option<Class> {
    let number = key >> HASH_BITS;
    CLASSES.into_iter().find(|class| *class as u32 == number)
}

/// What is looked for.
#[derive(Debug, Clone)]
pub(super) struct Finders {
    on: Vec<Finder>,
    language: Language,
}

impl Finders {
    /// None is on.
    pub(super) fn new(language: Language) -> Self {
        Self {
            on: Vec::new(),
            language,
        }
    }

    fn has(&self, finder: Finder) -> bool {
        self.on.contains(&finder)
    }

    /// Switches on what has this name, if anything has.
    pub(super) fn switch_on(&mut self, name: &str) -> bool {
        let found = FINDERS.iter().find(|(known, ..)| *known == name);
        self.on.extend(found.map(|(_, finder, _)| *finder));
        found.is_some()
    }

    pub(super) fn any(&self) -> bool {
        !self.on.is_empty()
    }

    /// What is on, a line each.
    pub(super) fn describe(&self) -> Vec<String> {
        let on = FINDERS.iter().filter(|(_, finder, _)| self.has(*finder));
        on.map(|(.., says)| (*says).to_owned()).collect()
    }

    /// What words must be to one of those that are on, to be looked at.
    fn looked_at(&self) -> u8 {
        let mut looked_at = 0;
        if self.has(Finder::Hyphenation) || self.has(Finder::Compounds) {
            looked_at |= Interest::SECOND | Interest::MODIFIER | Interest::COMPOUND;
        }
        if self.has(Finder::Capitals) {
            looked_at |= Interest::NAME;
        }
        if self.has(Finder::Spelling) && self.language.is_english() {
            looked_at |= Interest::SPELT;
        }
        looked_at
    }

    /// Notes every word of the passage that may be written otherwise elsewhere.
    pub(super) fn note(&self, passage: &Passage, note: &mut dyn FnMut(Note)) {
        let words = Words::of(passage);
        // A word alone is a name, or an entry of an index.
        if words.len() < 2 && !words.has_capital(0) {
            return;
        }
        let english = self.language.is_english();
        let wanted = Wanted {
            hyphenated: self.has(Finder::Hyphenation),
            open: self.has(Finder::Compounds),
            english,
        };
        let looked_at = self.looked_at();
        KNOWN.with_borrow_mut(|known| {
            for index in 0..words.len() {
                let Some(token) = words.token(index) else {
                    break;
                };
                if token.hyphen {
                    compounds::hyphen(&words, index, wanted, note);
                    continue;
                }
                if token.end - token.start < 3 {
                    continue;
                }
                // Most words are known at once to be nothing to any of them.
                let bytes = words.bytes(index);
                let find_out = || INTEREST.in_word(bytes, token.hash);
                let (of, closed) = known.ask(bytes, 0, find_out);
                let of = of & looked_at;
                if of == 0 {
                    continue;
                }
                if of & Interest::SECOND != 0 {
                    compounds::pair(&words, index, wanted, note);
                }
                if of & Interest::COMPOUND != 0 {
                    compounds::closed(&words, index, closed, wanted, note);
                }
                if of & Interest::MODIFIER != 0 {
                    compounds::described(&words, index, wanted, note);
                }
                if of & Interest::NAME != 0 {
                    capitals::word(&words, index, english, note);
                }
                if of & Interest::SPELT != 0 {
                    spelling::word(&words, index, note);
                }
            }
        });
    }
}

thread_local! {
    /// Words with what they are to all finders, and as one word.
    static KNOWN: RefCell<Memory<(u8, Closed)>> = const { RefCell::new(Memory::new()) };
}

/// To which finders a word may be something, by the low bits of its hash.
struct Interest(Box<[u8; 1 << 14]>);

impl Interest {
    /// The second of two words that may be one.
    const SECOND: u8 = 1;
    /// A word that describes a noun with the one before it.
    const MODIFIER: u8 = 2;
    /// A word with capitals, or a noun that may have one.
    const NAME: u8 = 4;
    /// A word of the table of spellings.
    const SPELT: u8 = 8;
    /// A word that may be two.
    const COMPOUND: u8 = 16;

    /// To which finders the word with this hash may be something, and what it is as one word.
    fn in_word(&self, word: &[u8], hash: u32) -> (u8, Closed) {
        if !word.first().is_some_and(u8::is_ascii_alphabetic) {
            return (0, Closed::default());
        }
        let closed = Closed::of(word, hash);
        let mut of = self.0.get(hash as usize & 0x3FFF).copied().unwrap_or(0);
        if closed.may_be_compound() {
            of |= Self::COMPOUND;
        }
        if !word.iter().all(u8::is_ascii_lowercase) {
            of |= Self::NAME;
        }
        if spelling::place(word).is_some() {
            of |= Self::SPELT;
        }
        (of, closed)
    }

    fn mark(&mut self, hashes: impl Iterator<Item = u32>, what: u8) {
        for hash in hashes {
            if let Some(marks) = self.0.get_mut(hash as usize & 0x3FFF) {
                *marks |= what;
            }
        }
    }
}

static INTEREST: LazyLock<Interest> = LazyLock::new(|| {
    let parts = &*PARTS;
    let mut interest = Interest(Box::new([0; 1 << 14]));
    let sets = [&b"set"[..], b"sets"].map(hash);
    interest.mark(parts.heads.hashes().chain(sets), Interest::SECOND);
    interest.mark(parts.modifiers.hashes(), Interest::MODIFIER);
    interest.mark(capitals::NAMES.hashes(), Interest::NAME);
    interest.mark(spelling::listed(), Interest::SPELT);
    interest
});

/// Whether something is written in two ways, by the notes of a key.
pub(super) fn matters(key: u32, totals: &Totals) -> bool {
    let has = |role: u32| totals.iter().any(|total| total.role == role);
    match class_of(key) {
        // What is open and what has a hyphen are both right, each in its place.
        Some(Class::Prefixed | Class::Compound) => has(compounds::CLOSED) && totals.len() > 1,
        Some(_) => totals.len() > 1,
        None => false,
    }
}

/// Judges the sightings of a key.
pub(super) fn judge(
    key: u32,
    sightings: &[(usize, &Sighting)],
    prefer: Prefer,
    automatic: bool,
    remark: &mut dyn FnMut(usize, Verdict<'static>),
) {
    let Some(class) = class_of(key) else {
        return;
    };
    // Keys are hashes, so that two words may share one.
    let mut families: Vec<(String, Vec<(usize, &Sighting)>)> = Vec::new();
    for (number, sighting) in sightings {
        let Some(shared) = canonical(class, sighting) else {
            continue;
        };
        match families.iter_mut().find(|(known, _)| *known == shared) {
            Some((_, of)) => of.push((*number, sighting)),
            None => families.push((shared, vec![(*number, sighting)])),
        }
    }
    for (_, sightings) in families {
        judge_family(class, &sightings, prefer, automatic, remark);
    }
}

fn canonical(class: Class, sighting: &Sighting) -> Option<String> {
    match class {
        Class::Prefixed | Class::Compound | Class::Description => {
            Some(compounds::canonical(sighting, class))
        }
        Class::Capitals | Class::Initials => Some(capitals::canonical(sighting)),
        Class::Spelling | Class::Suffix => spelling::canonical(sighting, class),
    }
}

/// Judges all sightings of one word.
fn judge_family(
    class: Class,
    sightings: &[(usize, &Sighting)],
    prefer: Prefer,
    automatic: bool,
    remark: &mut dyn FnMut(usize, Verdict<'static>),
) {
    let is_doubtful =
        |sighting: &Sighting| class == Class::Compound && compounds::is_doubtful(&sighting.note);
    let mut as_one = sightings
        .iter()
        .filter(|(_, it)| it.note.role == compounds::CLOSED);
    if class == Class::Compound && as_one.all(|(_, sighting)| is_doubtful(sighting))
        || class == Class::Capitals && sightings.iter().any(|(_, it)| it.note.amount > 0)
    {
        return;
    }
    let counts = counted(sightings.iter().map(|(_, sighting)| sighting.note.role));
    let prefer = match prefer {
        // There is no list.
        Prefer::Listed => Prefer::Majority,
        other => other,
    };
    let Some(right) = prefer.choose(&counts) else {
        return;
    };
    let of_right = || sightings.iter().filter(|(_, it)| it.note.role == right);
    let Some((first, model)) = of_right().next() else {
        return;
    };
    let count = |role: u32| {
        let found = counts.iter().find(|(known, _)| *known == role);
        found.map_or(0, |(_, count)| *count)
    };
    let split = sightings.iter().map(|(_, sighting)| sighting.note.amount);
    let split = split.max().unwrap_or(0) as usize;
    for (number, sighting) in sightings {
        let wrong = sighting.note.role;
        if wrong == right || is_doubtful(sighting) {
            continue;
        }
        let Some(option) = rewritten(class, sighting, model, split) else {
            continue;
        };
        let names = [
            (&*sighting.text, count(wrong)),
            (&*model.text, count(right)),
        ];
        let (one, other) = (shown(class, names[0].0), shown(class, names[1].0));
        let names = [(&*one, names[0].1), (&*other, names[1].1)];
        let mut verdict = says(&names, &option, automatic);
        verdict.verbatim = true;
        remark(*number, verdict.related_to(*first, is_written(&other)));
    }
}

/// A sighting as a message names it: a capital at the start of its sentence is none of its own.
fn shown(class: Class, text: &str) -> String {
    match class {
        Class::Capitals | Class::Initials => text.to_owned(),
        _ => text.to_ascii_lowercase(),
    }
}

/// What is to be written for a sighting, if its way and that of `model` cannot both be right.
fn rewritten(class: Class, wrong: &Sighting, model: &Sighting, split: usize) -> Option<String> {
    let right = model.note.role;
    match class {
        Class::Prefixed | Class::Compound => {
            let conflict = [wrong.note.role, right].contains(&compounds::CLOSED);
            conflict.then_some(())?;
            compounds::rewritten(&wrong.text, right, split)
        }
        Class::Description => compounds::rewritten(&wrong.text, right, split),
        Class::Capitals => {
            capitals::conflict(&wrong.text, &model.text).then(|| model.text.to_string())
        }
        Class::Initials => Some(model.text.to_string()),
        Class::Spelling | Class::Suffix => spelling::rewritten(&wrong.text, right, class),
    }
}
