//! One word, and what its letters say: capitals, vowels, syllables, endings.
//!
//! Knows letters, not words: whatever holds for listed words only stands in `irregular`.

use std::borrow::Cow;

use crate::matching::character::is_apostrophe;

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `regime`.
    Small,
    /// `Marxist`.
    Capitalised,
    /// `NGO`: takes endings in small letters, and is in no dictionary.
    Capitals,
    /// `iPhone`.
    Mixed,
    /// With a digit in it: `F16`, `16`.
    Numbered,
}

/// A word that may inflect.
#[derive(Debug)]
pub(super) struct Word<'t> {
    /// As written.
    pub(super) written: &'t str,
    /// With ASCII capitals made small, so that offsets stay.
    pub(super) lower: Cow<'t, str>,
    pub(super) shape: Shape,
}

/// What is left of a pronoun, an auxiliary or a possessive after its apostrophe.
const CLITICS: [&str; 7] = ["s", "t", "d", "m", "ll", "re", "ve"];

impl<'t> Word<'t> {
    /// Reads `text` as a word, or what follows its last apostrophe. `None` for anything
    /// but Latin letters and digits, and for contractions and possessives.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        // Most words are nothing but small letters.
        if text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some(Self {
                written: text,
                lower: Cow::Borrowed(text),
                shape: Shape::Small,
            });
        }
        let (start, apostrophe) = match text.char_indices().rfind(|(_, c)| is_apostrophe(*c)) {
            Some((at, c)) => (at + c.len_utf8(), true),
            None => (0, false),
        };
        let written = text.get(start..)?;
        let shape = shape(written)?;
        let lower = lower(written);
        if apostrophe && CLITICS.contains(&&*lower) {
            return None;
        }
        Some(Self {
            written,
            lower,
            shape,
        })
    }

    /// Whether the tables can hold it.
    pub(super) fn is_in_dictionaries(&self) -> bool {
        matches!(self.shape, Shape::Small | Shape::Capitalised)
    }
}

/// The first of `endings` in which the word ends.
pub(super) fn ending_of<'e>(word: &str, endings: &[&'e str]) -> Option<&'e str> {
    let last = word.as_bytes().last();
    let mut possible = endings.iter().filter(|end| end.as_bytes().last() == last);
    possible.find(|end| word.ends_with(**end)).copied()
}

/// `text` with its ASCII capitals made small.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// `None` if something is neither a Latin letter (with its marks) nor a digit, and for a
/// lone small letter.
fn shape(text: &str) -> Option<Shape> {
    let (mut letters, mut capitals, mut digits) = (0, 0, 0);
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits += 1;
        } else if is_latin(c) {
            letters += 1;
            capitals += usize::from(c.is_uppercase());
        } else if !matches!(c, '\u{300}'..='\u{36F}') {
            return None;
        }
    }
    let first = text.chars().next()?;
    Some(match (letters, capitals) {
        _ if digits > 0 => Shape::Numbered,
        (0, _) | (1, 0) => return None,
        (_, 0) => Shape::Small,
        (letters, capitals) if letters == capitals => Shape::Capitals,
        (_, 1) if first.is_uppercase() => Shape::Capitalised,
        _ => Shape::Mixed,
    })
}

fn is_latin(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => c.is_alphabetic(),
        _ => false,
    }
}

/// Whether the byte at `at` of a word in small letters is a vowel. A *u* after *q* is
/// none, *y* is one but at the start.
fn is_vowel(word: &[u8], at: usize) -> bool {
    match word.get(at) {
        Some(b'a' | b'e' | b'i' | b'o') => true,
        Some(b'u') => at == 0 || word.get(at - 1) != Some(&b'q'),
        Some(b'y') => at > 0,
        // Accented letters are vowels, give or take a ç; marks go with them.
        Some(byte) => !byte.is_ascii(),
        None => false,
    }
}

/// How many runs of vowels the word has, a silent final *e* or *-ue* left out.
pub(super) fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    let vowel_at = |back: usize| is_vowel(bytes, bytes.len() - back);
    let silent = word.len() > 2
        && word.ends_with('e')
        && !(vowel_at(2) || (word.ends_with("le") && !vowel_at(3)));
    let spoken = match word.strip_suffix("gue") {
        Some(stem) => stem.len(),
        None => bytes.len() - usize::from(silent),
    };
    (0..spoken)
        .filter(|at| is_vowel(bytes, *at) && (*at == 0 || !is_vowel(bytes, at - 1)))
        .count()
}

/// Whether the word ends in a consonant and *y*: *party*, *soliloquy*.
pub(super) fn ends_in_consonant_y(word: &str) -> bool {
    let bytes = word.as_bytes();
    word.ends_with('y') && word.len() > 1 && !is_vowel(bytes, bytes.len() - 2)
}

/// Whether the word ends in one consonant that can be doubled, after one vowel letter.
pub(super) fn ends_in_short_syllable(word: &str) -> bool {
    let bytes = word.as_bytes();
    let Some((last, rest)) = bytes.split_last() else {
        return false;
    };
    let doubles = last.is_ascii_lowercase() && !b"aeiouwxyhjq".contains(last);
    doubles
        && rest
            .last()
            .is_some_and(|vowel| vowel.is_ascii() && is_vowel(bytes, rest.len() - 1))
        && (rest.len() < 2 || !is_vowel(bytes, rest.len() - 2))
}

/// Whether the word has a vowel before its last `ending` bytes.
pub(super) fn has_vowel_before(word: &str, ending: usize) -> bool {
    let bytes = word.as_bytes();
    (0..bytes.len().saturating_sub(ending)).any(|at| is_vowel(bytes, at))
}

/// Whether the word takes *-es* because it ends in a hiss: *s*, *x*, *z*, *sh*, or *ch*
/// that is not spoken *k*.
pub(super) fn hisses(word: &str) -> bool {
    word.ends_with(['s', 'x', 'z'])
        || word.ends_with("sh")
        || (word.ends_with("ch") && !ends_in_hard_ch(word))
}

/// *ch* spoken *k*: *stomachs*, *monarchs*, *techs*.
fn ends_in_hard_ch(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["tech", "ptych", "poch", "mach", "lmanach", "unuch"];
    const WORDS: [&str; 19] = [
        "anarch",
        "bach",
        "cromlech",
        "czech",
        "eparch",
        "exarch",
        "hierarch",
        "loch",
        "matriarch",
        "moloch",
        "monarch",
        "oligarch",
        "patriarch",
        "pibroch",
        "reich",
        "sassenach",
        "synch",
        "tetrarch",
        "toshach",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending)) || WORDS.contains(&word)
}

/// Whether the word is an adverb by its ending, or would be none that inflects:
/// *reportedly*, *obviously*, *financially*.
pub(super) fn is_adverb(word: &str) -> bool {
    const ENDINGS: [&str; 13] = [
        "edly", "ingly", "ously", "ively", "fully", "lessly", "ably", "ibly", "ally", "antly",
        "ently", "arily", "ately",
    ];
    word.ends_with("ly")
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && word.len() > 5
        && word != "stately"
}
