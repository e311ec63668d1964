//! Which words of a phrase the dictionary knows, and which of them change.

use crate::matching::affix::{Lexicon, Parts, WordForm};
use crate::matching::character::{is_apostrophe, is_hyphen, is_word};
use crate::matching::inflect::Inflection;
use crate::matching::inflect::head::spans;
use crate::text::Span;

/// A word, or a part of one, that the dictionary knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'l> {
    pub(super) span: Span,
    pub(super) forms: &'l [WordForm],
    /// Whether the dictionary has it as it is written.
    pub(super) is_entry: bool,
}

/// The words of a phrase in which none is marked: those that the dictionary has, and next
/// to them such as are only forms. What is written is the base, and so *Migranten* alone
/// stays; but *illegaler* goes with *Migrant*. It is no verb.
pub(super) fn unmarked<'l>(
    text: &str,
    inflection: Inflection,
    lexicon: &'l Lexicon,
) -> Vec<Head<'l>> {
    let words = word_spans(text).map(|word| known(text, word, lexicon));
    let words: Vec<Option<Head<'_>>> = words.collect();
    let is_entry = |word: &Option<Head<'_>>| word.is_some_and(|word| word.is_entry);
    // Prepositions and most articles have one form, and names and nouns their capitals.
    let leads = |word: &Option<Head<'_>>| {
        word.is_some_and(|word| {
            let written = word.span.text(text).unwrap_or("");
            word.is_entry && (word.forms.len() > 1 || written.starts_with(char::is_uppercase))
        })
    };
    let of_noun = Parts::NOUN | Parts::ADJECTIVE;
    let agrees = |word: &Option<Head<'_>>| {
        let slots = word.iter().flat_map(|word| word.forms);
        let mut slots = slots.flat_map(|form| &form.slots);
        inflection != Inflection::Verb
            && !is_entry(word)
            && slots.any(|slot| slot.parts().meets(of_noun))
    };
    // Whether the nearest word that is no mere form leads, from either side.
    let mut leading = vec![false; words.len()];
    for backwards in [false, true] {
        let mut nearest = false;
        for step in 0..words.len() {
            let at = if backwards {
                words.len() - 1 - step
            } else {
                step
            };
            if let (Some(word), Some(leading)) = (words.get(at), leading.get_mut(at)) {
                nearest = if agrees(word) { nearest } else { leads(word) };
                *leading |= nearest;
            }
        }
    }
    let going = words.iter().zip(leading);
    let going = going.filter(|(word, leading)| is_entry(word) || (*leading && agrees(word)));
    going.filter_map(|(word, _)| *word).collect()
}

/// Every word of `text` that has other forms.
pub(super) fn heads<'l>(text: &str, lexicon: &'l Lexicon) -> Vec<Head<'l>> {
    word_spans(text)
        .filter_map(|word| head(text, word, lexicon))
        .collect()
}

pub(super) fn head<'l>(text: &str, word: Span, lexicon: &'l Lexicon) -> Option<Head<'l>> {
    known(text, word, lexicon).filter(|head| head.forms.len() > 1)
}

/// The word, or else what follows an apostrophe or its last hyphen, if the dictionary has it.
pub(super) fn known<'l>(text: &str, word: Span, lexicon: &'l Lexicon) -> Option<Head<'l>> {
    let written = word.text(text)?;
    let after = |found: Option<(usize, char)>| {
        found.map(|(at, c)| Span::new(word.start + at + c.len_utf8(), word.end))
    };
    let hyphen = after(written.char_indices().rfind(|(_, c)| is_hyphen(*c)));
    let apostrophe = after(written.char_indices().rfind(|(_, c)| is_apostrophe(*c)));
    let spans = [Some(word), apostrophe, hyphen];
    spans.into_iter().flatten().find_map(|span| {
        let span = trimmed(text, span);
        let word = lexicon.word(span.text(text)?)?;
        Some(Head {
            span,
            forms: &word.forms,
            is_entry: word.is_entry,
        })
    })
}

/// The words between white space, without what is no word at their edges.
pub(super) fn word_spans(text: &str) -> impl Iterator<Item = Span> {
    let words = spans(text, Span::new(0, text.len()), char::is_whitespace);
    let words = words.into_iter().map(|word| trimmed(text, word));
    words.filter(|word| !word.is_empty())
}

pub(super) fn trimmed(text: &str, word: Span) -> Span {
    let written = word.text(text).unwrap_or("");
    let start = written.trim_start_matches(|c| !is_word(c));
    let start = word.end - start.len();
    let end = written.trim_end_matches(|c| !is_word(c)).len() + word.start;
    Span::new(start.min(end), end.max(start.min(end)))
}
