//! Comparative and superlative of adjectives, where they are made by ending.
//!
//! *More expensive* holds the base, so it is found without being listed; a replacement
//! still needs it, which is the caller's matter.

use super::form::{Choice, Forms, Slot};
use super::irregular::{alternatives, lexicon};
use super::word::{
    Shape, ends_in_consonant_y, ends_in_short_syllable, has_vowel_before, syllables,
};

/// Adds the forms of the word as an adjective, if it has any but *more* and *most*.
pub(super) fn add_comparison(forms: &mut Forms<'_>) {
    let word = forms.word;
    if !matches!(word.shape, Shape::Small | Shape::Capitalised) {
        return;
    }
    let lower = &*word.lower;
    if let Some((comparative, superlative)) = lexicon().adjectives.get(lower) {
        add_whole(forms, Slot::Comparative, comparative);
        add_whole(forms, Slot::Superlative, superlative);
    } else if takes_endings(lower) {
        add(forms, Slot::Comparative, "er");
        add(forms, Slot::Superlative, "est");
    }
}

/// Whether the adjective is compared by itself when it begins a compound:
/// *better-known*, *higher-profile*.
pub(super) fn is_compared_first(word: &str) -> bool {
    lexicon().compared_first.contains(word)
}

fn add_whole(forms: &mut Forms<'_>, slot: Slot, cell: &'static str) {
    for (form, choice) in alternatives(cell) {
        forms.add_whole(slot, 0, form, choice);
    }
}

fn add(forms: &mut Forms<'_>, slot: Slot, ending: &'static str) {
    let lower = &*forms.word.lower;
    if lower.ends_with('e') {
        let after_e = ending.get(1..).unwrap_or("");
        forms.add(slot, 0, after_e, Choice::Common);
    } else if let Some(drop) = y_bytes(lower) {
        let ending = if ending == "er" { "ier" } else { "iest" };
        forms.add(slot, drop, ending, Choice::Common);
    } else if syllables(lower) == 1 && ends_in_short_syllable(lower) {
        let last = lower.get(lower.len() - 1..).unwrap_or("");
        forms.add_joined(slot.into(), last, ending, Choice::Common);
    } else {
        forms.add(slot, 0, ending, Choice::Common);
    }
}

/// How many bytes give way to an *i*: *happ-y*, *pric-ey*; not in *grey*.
fn y_bytes(word: &str) -> Option<usize> {
    match word {
        _ if ends_in_consonant_y(word) => Some(1),
        _ if word.ends_with("ey") && word.len() > 4 => Some(2),
        _ => None,
    }
}

/// One syllable, or two that end in *-y*, *-le* or *-ow*, or a listed one.
fn takes_endings(word: &str) -> bool {
    let lexicon = lexicon();
    if lexicon.never_compared.contains(word) || lexicon.pasts.contains(word) {
        return false;
    }
    if lexicon.compared_by_custom.contains(word) {
        return true;
    }
    let derived = |end: &str| word.ends_with(end) && has_vowel_before(word, end.len());
    let viable = word.ends_with("able") && !matches!(word, "able" | "stable");
    if viable || ["ed", "ing", "ish", "ous"].into_iter().any(derived) {
        return false;
    }
    if word.ends_with("ly") {
        return lexicon.adjectives_in_ly.contains(word);
    }
    let spoken = word.strip_prefix("un").map_or(word, |rest| {
        // *Unhappier*, but not *uncler*.
        if ends_in_consonant_y(word) {
            rest
        } else {
            word
        }
    });
    match syllables(spoken) {
        1 => true,
        2 => y_bytes(word).is_some() || ends_in_syllabic_le(word) || word.ends_with("ow"),
        _ => false,
    }
}

/// *Simple*, *gentle*; not *mobile*.
fn ends_in_syllabic_le(word: &str) -> bool {
    word.strip_suffix("le")
        .is_some_and(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y']))
}
