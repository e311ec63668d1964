//! Plurals of nouns.

use super::form::{Choice, Forms, Slot};
use super::irregular::nouns::{COMPOUNDING, Class, Plain};
use super::irregular::{Noun, alternatives, lexicon};
use super::word::{
    Shape, Word, ending_of, ends_in_consonant_y, ends_in_short_syllable, has_vowel_before, hisses,
    is_adverb, syllables,
};

/// What a noun does in the plural.
enum Plural {
    Listed(Noun),
    /// It ends in a noun that has these plurals; before it stand so many bytes.
    Compound(usize, &'static str),
    /// It changes its last bytes for an ending.
    Ending(usize, &'static str),
}

/// Adds the plurals of the word to its forms.
pub(super) fn add_plurals(forms: &mut Forms<'_>) {
    let word = forms.word;
    match word.shape {
        Shape::Numbered => forms.add(Slot::Plural, 0, "s", Choice::Common),
        Shape::Capitals => add_plural_of_capitals(forms),
        Shape::Mixed => add_regular(forms),
        Shape::Small | Shape::Capitalised => match plural(word) {
            Plural::Listed(noun) => add_listed(forms, noun),
            Plural::Compound(prefix, cell) => add_whole(forms, prefix, cell),
            Plural::Ending(drop, ending) => {
                forms.add(Slot::Plural, drop, ending, Choice::Common);
            }
        },
    }
}

/// Whether a word that may be a noun or a verb is only a noun: it has no plural of its
/// own, or it names a person by a compound (*chairman*).
pub(super) fn is_noun_only(word: &Word<'_>) -> bool {
    if !word.is_in_dictionaries() {
        return false;
    }
    match plural(word) {
        Plural::Listed(Noun::Invariant | Noun::Uncountable | Noun::Plural) => {
            !lexicon().verbs_too.contains(&*word.lower)
        }
        Plural::Compound(prefix, cell) => {
            prefix > 0 && matches!(cell, "men" | "children" | "people/persons")
        }
        _ => false,
    }
}

fn plural(word: &Word<'_>) -> Plural {
    let lower = &*word.lower;
    if let Some(noun) = lexicon().nouns.get(lower) {
        return Plural::Listed(*noun);
    }
    if is_plural(lower) {
        return Plural::Listed(Noun::Plural);
    }
    let last = lower.as_bytes().last();
    let mut compounding = COMPOUNDING.iter();
    let ends = |end: &str| end.as_bytes().last() == last && lower.ends_with(end);
    if let Some((end, plurals)) = compounding.find(|(end, _)| ends(end)) {
        return Plural::Compound(lower.len() - end.len(), plurals);
    }
    if is_uncountable(lower) {
        return Plural::Listed(Noun::Uncountable);
    }
    if is_invariant(lower) {
        return Plural::Listed(Noun::Invariant);
    }
    if lower.ends_with("sis") {
        return Plural::Ending(2, "es");
    }
    Plural::Listed(Noun::Regular)
}

/// Whether the word is a plural by its ending: *troops*, *spokesmen*, *grandchildren*.
fn is_plural(word: &str) -> bool {
    const ENDINGS: [&str; 8] = [
        "men", "people", "children", "feet", "teeth", "mice", "eaux", "ae",
    ];
    const SINGULAR: [&str; 4] = ["ss", "us", "sis", "polis"];
    if word.ends_with('s') {
        return ending_of(word, &SINGULAR).is_none();
    }
    ending_of(word, &ENDINGS).is_some()
}

/// Whether nothing is counted by the word: *software*, *menswear*, *the accused*.
fn is_uncountable(word: &str) -> bool {
    let participle = word.ends_with("ed") && !word.ends_with("eed") && has_vowel_before(word, 2);
    participle
        || (word.len() > 5 && (word.ends_with("ware") || word.ends_with("wear")))
        || is_adverb(word)
}

/// Whether singular and plural are one by the ending: *spacecraft*, *Japanese*.
fn is_invariant(word: &str) -> bool {
    word.len() > 5 && (word.ends_with("craft") || word.ends_with("ese"))
}

fn add_listed(forms: &mut Forms<'_>, noun: Noun) {
    match noun {
        Noun::Regular => add_regular(forms),
        Noun::Plurals(cell) => add_whole(forms, 0, cell),
        Noun::Class(class) => add_class(forms, class),
        Noun::Invariant => forms.base_is(Slot::Plural),
        Noun::Plural => forms.base_serves(Slot::Plural),
        Noun::Uncountable => {}
    }
}

fn add_whole(forms: &mut Forms<'_>, prefix: usize, cell: &'static str) {
    for (plural, choice) in alternatives(cell) {
        forms.add_whole(Slot::Plural, prefix, plural, choice);
    }
}

fn add_class(forms: &mut Forms<'_>, class: &Class) {
    let drop = class.singular.len();
    let add_own = |forms: &mut Forms<'_>, choice| {
        forms.add(Slot::Plural, drop, class.plural, choice);
    };
    match class.plain {
        Plain::Never => add_own(forms, Choice::Common),
        Plain::Second => {
            add_own(forms, Choice::Common);
            add_plain(forms, Choice::Rare);
        }
        Plain::First => {
            add_plain(forms, Choice::Common);
            add_own(forms, Choice::Rare);
        }
    }
}

/// The regular plural, with the second one of proper names: *Parties*, *Kennedys*.
fn add_regular(forms: &mut Forms<'_>) {
    add_plain(forms, Choice::Common);
    if forms.word.shape == Shape::Capitalised && ends_in_consonant_y(&forms.word.lower) {
        forms.add(Slot::Plural, 0, "s", Choice::Rare);
    }
}

fn add_plain(forms: &mut Forms<'_>, choice: Choice) {
    let (drop, ending) = s_ending(&forms.word.lower);
    forms.add(Slot::Plural, drop, ending, choice);
}

/// How many bytes a regular noun or verb loses, and what it takes, for *-s*.
pub(super) fn s_ending(word: &str) -> (usize, &'static str) {
    if ends_in_consonant_y(word) {
        (1, "ies")
    } else if word.ends_with('z') && syllables(word) == 1 && ends_in_short_syllable(word) {
        (0, "zes")
    } else if hisses(word) {
        (0, "es")
    } else {
        (0, "s")
    }
}

/// `NGOs`; after an *S* both `OSes` and `OSs` are written.
fn add_plural_of_capitals(forms: &mut Forms<'_>) {
    if forms.word.written.ends_with('S') {
        forms.add(Slot::Plural, 0, "es", Choice::Common);
        forms.add(Slot::Plural, 0, "s", Choice::Rare);
    } else {
        forms.add(Slot::Plural, 0, "s", Choice::Common);
    }
}
