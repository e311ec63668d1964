//! Which word of a phrase inflects.
//!
//! Sees words and hyphens; how the word inflects is decided in the files of the kinds.

use smallvec::SmallVec;

use super::irregular::lexicon;
use super::irregular::words::NOUNS_TOO;
use super::word::{has_vowel_before, lower};
use crate::matching::character::{is_apostrophe, is_hyphen};
use crate::text::Span;

/// The words of a phrase, or the parts of a word.
struct Parts<'t> {
    text: &'t str,
    spans: Spans,
}

/// Where words stand, or parts of one. Mostly they are few.
pub(super) type Spans = SmallVec<[Span; 8]>;

impl<'t> Parts<'t> {
    fn words(text: &'t str) -> Self {
        let spans = spans(text, Span::new(0, text.len()), char::is_whitespace);
        Self { text, spans }
    }

    /// `None` for a word of one part.
    fn of_word(text: &'t str, word: Span) -> Option<Self> {
        if !word.text(text)?.contains(is_joint) {
            return None;
        }
        let spans = spans(text, word, is_joint);
        Some(Self { text, spans })
    }

    fn len(&self) -> usize {
        self.spans.len()
    }

    fn span(&self, index: usize) -> Option<Span> {
        self.spans.get(index).copied()
    }

    fn text(&self, index: usize) -> &'t str {
        let span = self.span(index).unwrap_or_default();
        span.text(self.text).unwrap_or("")
    }

    /// Whether a list of words in small letters holds this one.
    fn is(&self, index: usize, list: impl Fn(&str) -> bool) -> bool {
        list(&lower(self.text(index)))
    }

    fn same(&self, one: usize, other: usize) -> bool {
        self.text(one).eq_ignore_ascii_case(self.text(other))
    }
}

/// Where the pieces of `text` between the characters that are `apart` stand.
pub(super) fn spans(text: &str, within: Span, apart: impl Fn(char) -> bool) -> Spans {
    let mut spans = Spans::new();
    let mut start = within.start;
    for (at, c) in within.text(text).unwrap_or("").char_indices() {
        let at = within.start + at;
        if apart(c) {
            spans.extend((start < at).then(|| Span::new(start, at)));
            start = at + c.len_utf8();
        }
    }
    spans.extend((start < within.end).then(|| Span::new(start, within.end)));
    spans
}

/// What joins the parts of one word.
pub(super) fn is_joint(c: char) -> bool {
    is_hyphen(c) || c == '–'
}

/// Whether the phrase starts with a function word, and so is a fixed one: *in order to*,
/// *the regime*, *it's*, *don't*.
pub(super) fn is_fixed(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    if is_short_name(first, text) {
        return false;
    }
    let first = lower(first);
    if is_function_word(&first) {
        return true;
    }
    let Some(apostrophe) = first.find(is_apostrophe) else {
        return false;
    };
    let (before, after) = first.split_at(apostrophe);
    is_function_word(before) || (before.ends_with('n') && after.ends_with('t')) || before == "let"
}

/// Whether a word of `text` is a name in capitals: the *US* is not *us*, nor *IT* *it*. In a
/// text that is all capitals nothing shows which it is.
fn is_short_name(word: &str, text: &str) -> bool {
    word.len() > 1
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
        && text.contains(char::is_lowercase)
}

/// Whether the phrase is *be* or starts with it.
pub(super) fn starts_with_be(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    first.eq_ignore_ascii_case("be")
}

/// Whether the word alone never inflects.
fn is_function_word(word: &str) -> bool {
    lexicon().function.contains(word)
}

/// Whether the word never inflects where it stands: a function word, unless it is a noun
/// after another word.
pub(super) fn stays(word: &str, after_another: bool) -> bool {
    is_function_word(word) && !(after_another && NOUNS_TOO.contains(&word))
}

/// The noun of a phrase: the last word, or the one before *of*, *in* or their kind, or
/// before an adjective that follows its noun.
pub(super) fn noun(text: &str) -> Option<Span> {
    let words = Parts::words(text);
    let word = words.span(noun_word(&words)?)?;
    noun_in_word(text, word)
}

fn noun_word(words: &Parts<'_>) -> Option<usize> {
    let lexicon = lexicon();
    let last = words.len().checked_sub(1)?;
    let ends_before = |index: usize| {
        if index == last {
            return words.is(index, |word| {
                lexicon.particles.contains(word) || lexicon.after_noun.contains(word)
            });
        }
        // *Face to face meeting* is a meeting.
        let doubled = words.same(index - 1, index + 1);
        let elided = words.is(index, is_elided_de);
        elided || (!doubled && words.is(index, |word| lexicon.after_noun.contains(word)))
    };
    // *Person living with HIV*, *person seeking asylum*.
    let is_person = |index: usize| words.is(index, |word| lexicon.persons.contains(word));
    let is_described = |index: &usize| {
        let next = index + 1;
        let described = if next < last {
            words.is(next, is_participle)
        } else {
            words.is(next, is_past_participle)
        };
        described && is_person(*index)
    };
    if let Some(person) = (0..last).find(is_described) {
        return Some(person);
    }
    let divided = !words.is(0, |word| lexicon.undivided.contains(word));
    if divided && let Some(index) = (1..=last).find(|index| ends_before(*index)) {
        // *Lash out at*: before the particle, too; *state accused of*: before the participle.
        return (0..index).rev().find(|index| {
            let past = *index > 0 && words.is(*index, is_past_participle);
            !past && !words.is(*index, |word| stays(word, *index > 0))
        });
    }
    if last > 0 && words.is(last, is_elided_de) {
        return Some(last - 1);
    }
    Some(last - usize::from(is_postpositive(words, last)))
}

/// *Accused*, but not *hundred* or *seed*.
fn is_past_participle(word: &str) -> bool {
    let by_ending = word.ends_with("ed") && !word.ends_with("eed") && has_vowel_before(word, 2);
    by_ending && !lexicon().nouns.contains_key(word)
}

fn is_participle(word: &str) -> bool {
    (word.ends_with("ing") && has_vowel_before(word, 3)) || is_past_participle(word)
}

/// *d'* of *coup d'état*.
fn is_elided_de(word: &str) -> bool {
    word.strip_prefix('d')
        .is_some_and(|rest| rest.starts_with(is_apostrophe))
}

/// Whether the word at `index` is an adjective that stands after the noun before it.
fn is_postpositive(parts: &Parts<'_>, index: usize) -> bool {
    let Some(nouns) = lexicon().postpositive.get(&*lower(parts.text(index))) else {
        return false;
    };
    let follows = |noun: &str| nouns.is_empty() || nouns.split_whitespace().any(|it| it == noun);
    index > 0 && {
        let before = parts.text(index - 1);
        let before = before.rsplit(is_joint).next().unwrap_or(before);
        follows(&lower(before))
    }
}

/// The part of a word, hyphenated or not, that is its noun: *game-changer*, *passer-by*,
/// *mother-in-law*, *secretary-general*, *F-16*.
pub(super) fn noun_in_word(text: &str, word: Span) -> Option<Span> {
    let lexicon = lexicon();
    let Some(parts) = Parts::of_word(text, word) else {
        let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        return (!number(word.text(text)?)).then_some(word);
    };
    let last = parts.len().checked_sub(1)?;
    let ends_before = |index: &usize| {
        parts.is(*index, |part| lexicon.after_noun.contains(part))
            && !parts.is(index + 1, |part| part == "the")
            && !parts.is(index - 1, is_function_word)
            && !parts.same(index - 1, index + 1)
    };
    let divided = !parts.is(0, |part| lexicon.undivided.contains(part));
    if divided && let Some(index) = (1..last).find(ends_before) {
        return parts.span(index - 1);
    }
    let agent = last == 1
        && parts.is(0, |part| lexicon.agents.contains(part))
        && parts.is(1, |part| lexicon.particles.contains(part));
    let before_last = agent || is_postpositive(&parts, last);
    parts.span(last - usize::from(before_last))
}

/// The verb of a phrase: the first word, after adverbs in *-ly*.
pub(super) fn verb(text: &str) -> Option<Span> {
    let words = Parts::words(text);
    let is_adverb = |index: usize| {
        let in_ly = |word: &str| word.ends_with("ly") && !lexicon().verbs_in_ly.contains(word);
        index + 1 < words.len() && words.is(index, in_ly)
    };
    let index = (0..words.len()).find(|index| !is_adverb(*index))?;
    let word = words.span(index)?;
    (!words.is(index, is_function_word)).then(|| verb_in_word(text, word))?
}

/// The part of a word that is its verb: *co-ordinate*, *fast-track*; but *log-in*.
pub(super) fn verb_in_word(text: &str, word: Span) -> Option<Span> {
    let Some(parts) = Parts::of_word(text, word) else {
        return Some(word);
    };
    let last = parts.len().checked_sub(1)?;
    let particle = last == 1 && parts.is(1, |part| lexicon().particles.contains(part));
    parts.span(last - usize::from(particle))
}

/// The adjective of a phrase: the word before *to*, *in* and their kind (*easy to use*),
/// or the first if it compares alone (*well known*), or the last.
pub(super) fn adjective(text: &str) -> Option<Span> {
    let words = Parts::words(text);
    let last = words.len().checked_sub(1)?;
    let ends_before = |index: &usize| words.is(*index, |word| lexicon().after_noun.contains(word));
    let index = match (1..=last).find(ends_before) {
        Some(index) => index - 1,
        None if words.is(0, super::adjective::is_compared_first) => 0,
        None => last,
    };
    adjective_in_word(text, words.span(index)?)
}

/// The part of a word that is compared: *better-known*, *world-wearier*.
pub(super) fn adjective_in_word(text: &str, word: Span) -> Option<Span> {
    let Some(parts) = Parts::of_word(text, word) else {
        return Some(word);
    };
    let last = parts.len().checked_sub(1)?;
    let first = parts.is(0, super::adjective::is_compared_first);
    parts.span(if first { 0 } else { last })
}
