//! Third person, past and participles of verbs.

use super::form::{Choice, Forms, Slot, Slots};
use super::irregular::nouns::Plain;
use super::irregular::verbs::PREFIXES;
use super::irregular::{Doubling, Noun, Verb, alternatives, lexicon};
use super::noun::s_ending;
use super::word::{
    Shape, ends_in_consonant_y, ends_in_short_syllable, has_vowel_before, is_adverb, syllables,
};

/// Adds the forms of the word as a verb. None are made of what is no base: *suffers*,
/// *confirmed*, *said*, *reportedly*.
pub(super) fn add_verb_forms(forms: &mut Forms<'_>) {
    let word = forms.word;
    match word.shape {
        Shape::Numbered => return,
        Shape::Capitals => {
            for (slot, ending) in ENDINGS {
                forms.add(slot, 0, ending, Choice::Common);
            }
            return;
        }
        Shape::Mixed => return add_regular(forms),
        Shape::Small | Shape::Capitalised => {}
    }
    let lower = &*word.lower;
    if lower == "be" {
        add_forms_of_be(forms);
    } else if let Some((prefix, verb)) = irregular(lower) {
        add_third_person(forms, prefix);
        match verb.participle {
            None => add_whole(forms, Slots::PASTS, prefix, verb.past),
            Some(participle) => {
                add_whole(forms, Slot::Past.into(), prefix, verb.past);
                add_whole(forms, Slot::PastParticiple.into(), prefix, participle);
            }
        }
        add_present_participle(forms, prefix);
    } else if is_base(lower) {
        add_regular(forms);
    }
}

/// What a verb in capitals takes: `OKs`, `OKed`, `OKing`.
const ENDINGS: [(Slot, &str); 4] = [
    (Slot::ThirdPerson, "s"),
    (Slot::Past, "ed"),
    (Slot::PastParticiple, "ed"),
    (Slot::PresentParticiple, "ing"),
];

fn add_forms_of_be(forms: &mut Forms<'_>) {
    // *Am* and *are* stand where another verb has its base. Of the two, *are* is put for a
    // base that is found: *they constitute*.
    for (slot, form, choice) in [
        (Slot::Base, "am", Choice::Rare),
        (Slot::ThirdPerson, "is", Choice::Common),
        (Slot::Base, "are", Choice::Common),
        (Slot::Past, "was", Choice::Common),
        (Slot::Past, "were", Choice::Common),
        (Slot::PastParticiple, "been", Choice::Common),
        (Slot::PresentParticiple, "being", Choice::Common),
    ] {
        forms.add_whole(slot, 0, form, choice);
    }
}

/// The irregular verb that the word is or ends in, and where it starts.
fn irregular(word: &str) -> Option<(usize, Verb)> {
    let lexicon = lexicon();
    if let Some(verb) = lexicon.verbs.get(word) {
        return Some((0, *verb));
    }
    if lexicon.regular_verbs.contains(word) {
        return None;
    }
    let known = |(start, rest): (usize, &str)| Some((start, *lexicon.verbs.get(rest)?));
    // *Under-take*, *mis-under-stand*.
    after_prefixes(word).find_map(known).or_else(|| {
        let mut twice = after_prefixes(word).flat_map(|(first, rest)| {
            after_prefixes(rest).map(move |(second, rest)| (first + second, rest))
        });
        twice.find_map(known)
    })
}

/// What follows each prefix that the word starts with, if it can be a word, and where.
fn after_prefixes(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let first = word.as_bytes().first();
    let possible = PREFIXES
        .iter()
        .filter(move |prefix| prefix.as_bytes().first() == first);
    possible.filter_map(move |prefix| {
        let rest = word.strip_prefix(prefix)?;
        (rest.len() > 1).then_some((prefix.len(), rest))
    })
}

/// Whether the word can be the base of a regular verb.
fn is_base(word: &str) -> bool {
    let lexicon = lexicon();
    if lexicon.bases.contains(word) {
        return true;
    }
    let third_person = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let participle = |ending: &str| word.ends_with(ending) && has_vowel_before(word, ending.len());
    let past = (participle("ed") && !word.ends_with("eed"))
        || lexicon.pasts.contains(word)
        || after_prefixes(word).any(|(_, rest)| rest.len() > 2 && lexicon.pasts.contains(rest));
    !(third_person || past || participle("ing") || is_adverb(word))
}

fn add_regular(forms: &mut Forms<'_>) {
    let lower = &*forms.word.lower;
    add_third_person(forms, 0);
    if lower.ends_with('e') {
        forms.add(Slots::PASTS, 0, "d", Choice::Common);
    } else if ends_in_consonant_y(lower) {
        forms.add(Slots::PASTS, 1, "ied", Choice::Common);
    } else {
        add_after_consonant(forms, Slots::PASTS, 0, "ed");
    }
    add_present_participle(forms, 0);
}

fn add_third_person(forms: &mut Forms<'_>, prefix: usize) {
    let slot = Slot::ThirdPerson;
    let lower = &*forms.word.lower;
    match lower.get(prefix..) {
        Some("have") => return forms.add_whole(slot, prefix, "has", Choice::Common),
        Some("do" | "go" | "forgo") => return forms.add(slot, 0, "es", Choice::Common),
        _ => {}
    }
    // Nouns in *-o* are verbs too: *vetoes*, *radios*, *lassos* and *lassoes*.
    if let Some(Noun::Class(class)) = lexicon().nouns.get(lower)
        && class.plural == "oes"
    {
        let (with_e, without) = match class.plain {
            Plain::Never => return forms.add(slot, 0, "es", Choice::Common),
            Plain::Second => (Choice::Common, Choice::Rare),
            Plain::First => (Choice::Rare, Choice::Common),
        };
        forms.add(slot, 0, "es", with_e);
        return forms.add(slot, 0, "s", without);
    }
    let (drop, ending) = s_ending(lower);
    forms.add(slot, drop, ending, Choice::Common);
    // *Focusses*, *gasses*, *busses*.
    if lower.ends_with('s') && doubling(lower).is_some() {
        forms.add(slot, 0, "ses", Choice::Rare);
    }
}

fn add_present_participle(forms: &mut Forms<'_>, prefix: usize) {
    let slot = Slot::PresentParticiple;
    let lower = &*forms.word.lower;
    if let Some((keeping, dropping)) = lexicon().keeping_e.get(lower) {
        if *keeping == Choice::Rare {
            dropping.inspect(|choice| forms.add(slot, 1, "ing", *choice));
            return forms.add(slot, 0, "ing", *keeping);
        }
        forms.add(slot, 0, "ing", *keeping);
        dropping.inspect(|choice| forms.add(slot, 1, "ing", *choice));
    } else if lower.ends_with("ie") && lower.len() > 2 {
        forms.add(slot, 2, "ying", Choice::Common);
    } else if drops_e(lower) {
        forms.add(slot, 1, "ing", Choice::Common);
    } else {
        add_after_consonant(forms, slot.into(), prefix, "ing");
    }
}

/// Whether a final *e* goes before *-ing*: not in *agree*, *dye*, *canoe*, *be*.
fn drops_e(word: &str) -> bool {
    const KEPT: [&str; 3] = ["ee", "ye", "oe"];
    word.len() > 2 && word.ends_with('e') && !KEPT.iter().any(|end| word.ends_with(end))
}

fn add_whole(forms: &mut Forms<'_>, slots: Slots, prefix: usize, cell: &'static str) {
    for (form, choice) in alternatives(cell) {
        forms.add_whole(slots, prefix, form, choice);
    }
}

/// Adds `ending` after the last letter, which is doubled where it must be; a *c* that is
/// to stay hard takes a *k*: *panicked*. The verb itself starts after `prefix`.
fn add_after_consonant(forms: &mut Forms<'_>, slots: Slots, prefix: usize, ending: &str) {
    let verb = forms.word.lower.get(prefix..).unwrap_or("");
    if ends_in_hard_c(verb) {
        return forms.add_joined(slots, "k", ending, Choice::Common);
    }
    let last = verb.get(verb.len().saturating_sub(1)..).unwrap_or("");
    match doubling(verb) {
        None => forms.add(slots, 0, ending, Choice::Common),
        Some(Doubling::Always) => forms.add_joined(slots, last, ending, Choice::Common),
        Some(Doubling::Either { doubled, single }) => {
            if doubled == Choice::Rare {
                forms.add(slots, 0, ending, single);
                forms.add_joined(slots, last, ending, doubled);
            } else {
                forms.add_joined(slots, last, ending, doubled);
                forms.add(slots, 0, ending, single);
            }
        }
    }
}

fn ends_in_hard_c(word: &str) -> bool {
    word.ends_with(['c', 'C'])
        && syllables(word) > 1
        && word
            .get(..word.len() - 1)
            .is_some_and(|stem| stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

/// Whether and for whom the last consonant is doubled.
fn doubling(word: &str) -> Option<Doubling> {
    if let Some(known) = lexicon().doubling.get(word) {
        return Some(*known);
    }
    let dialled = ["ial", "uel", "ual"].iter().any(|end| word.ends_with(end));
    if !dialled && !ends_in_short_syllable(word) {
        return None;
    }
    if !dialled && syllables(word) == 1 {
        return Some(Doubling::Always);
    }
    if word.ends_with('l') {
        return (word != PARALLEL).then_some(Doubling::Either {
            doubled: Choice::British,
            single: Choice::American,
        });
    }
    let known = |rest: &str| lexicon().doubling.get(rest) == Some(&Doubling::Always);
    let short = |prefix: &str| {
        let rest = word.strip_prefix(prefix)?;
        (syllables(rest) == 1 && starts_like_a_word(rest)).then_some(())
    };
    let doubles = after_prefixes(word).any(|(_, rest)| known(rest))
        || BEFORE_SHORT_VERBS.iter().find_map(|it| short(it)).is_some();
    doubles.then_some(Doubling::Always)
}

/// The one verb in *-l* that doubles it nowhere.
const PARALLEL: &str = "parallel";

/// Prefixes after which a verb of one syllable keeps its stress: *unplugged*, *overlapped*.
/// After *co-* or *inter-* that cannot be seen (*cover*, *interpret*).
const BEFORE_SHORT_VERBS: [&str; 5] = ["out", "over", "re", "un", "under"];

/// Whether English words start with these consonants: *wrap* does, the rest of *ren-der*
/// does not.
fn starts_like_a_word(rest: &str) -> bool {
    let mut letters = rest.chars();
    match (letters.next(), letters.next()) {
        (Some('s'), Some(second)) => !"bdfgjrsvxz".contains(second),
        (Some(first), Some(second)) => !"aeiou".contains(first) && "aeiouyhlrw".contains(second),
        _ => false,
    }
}
