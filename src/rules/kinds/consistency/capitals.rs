//! Words with capitals inside, and nouns with a capital or without.

use super::super::across::{Note, Sighting};
use super::super::words::Words;
use super::found::{Class, key};
use super::parts::{PARTS, WordSet};
use std::sync::LazyLock;

use smallvec::SmallVec;

/// The shortest word that is looked at, in letters.
const SHORTEST: usize = 3;

/// Nouns that one writer gives a capital and another does not. Of others nobody can tell whether
/// both are right: *the Church* and *the church*, *the List* of a program and any *list*.
const NAMED: &str = "internet intranet extranet web cloud blockchain metaverse cyberspace website webpage \
    email";

pub(super) static NAMES: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::of(NAMED.split_whitespace()));

/// Notes a word if its capitals may be written otherwise elsewhere.
pub(super) fn word(words: &Words<'_>, index: usize, english: bool, note: &mut dyn FnMut(Note)) {
    let bytes = words.bytes(index);
    let Some(token) = words.token(index) else {
        return;
    };
    if bytes.len() < SHORTEST {
        return;
    }
    let mut add = |class, role, amount| {
        note(Note {
            key: key(class, token.hash),
            role,
            amount,
            span: words.span(index, index).into(),
        });
    };
    if bytes.len() > SHORTEST && may_differ(bytes) {
        if words.are_free(index, index) && !is_in_brackets(words, index) {
            let amount = u32::from(is_of_code(words, index));
            add(Class::Capitals, exactly(bytes), amount);
        }
        return;
    }
    let is_capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
    if words.is_heading || !bytes.iter().skip(1).all(u8::is_ascii_lowercase) {
        return;
    }
    if is_capital
        && bytes.len() > SHORTEST
        && is_among_small(words, index)
        && words.are_free(index, index)
    {
        let amount = u32::from(is_of_code(words, index));
        add(Class::Capitals, exactly(bytes), amount);
    }
    if english && is_noun_after_the(words, index) {
        add(Class::Initials, u32::from(is_capital), 0);
    }
}

/// What stands before a name in a program. Two that differ in their capitals are two things.
const CODE: [&str; 12] = [
    "class", "classes", "struct", "structs", "enum", "trait", "method", "module", "function",
    "rename", "renamed", "renames",
];

/// Whether the word before this one shows that it is code.
fn is_of_code(words: &Words<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).map_or("", |before| words.text(before));
    let mut code = CODE.iter();
    words.follows(index) && code.any(|word| word.eq_ignore_ascii_case(before))
}

/// Whether a word stands alone in square brackets, as sections of files do.
fn is_in_brackets(words: &Words<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).map(|before| words.text(before));
    before == Some("[") && words.text(index + 1) == "]"
}

/// Whether a word has a capital behind its first letter that might be a small letter: it is no
/// initialism, nor the plural of one, nor a name as programs have them (`fileName`).
fn may_differ(bytes: &[u8]) -> bool {
    let inner = bytes.iter().skip(1).any(u8::is_ascii_uppercase);
    let small = bytes
        .iter()
        .filter(|byte| byte.is_ascii_lowercase())
        .count();
    let is_plural = bytes.ends_with(b"s") && small == 1;
    if !inner || small == 0 || is_plural || !bytes.iter().all(u8::is_ascii_alphabetic) {
        return false;
    }
    let lead = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_lowercase())
        .count();
    let rest = bytes.get(lead..).unwrap_or(&[]);
    lead < 2 || rest.iter().all(u8::is_ascii_uppercase)
}

/// Whether a word with a capital stands in a sentence of small letters.
fn is_among_small(words: &Words<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else {
        return false;
    };
    let starts_small = |index: usize| words.text(index).starts_with(char::is_lowercase);
    starts_small(before) && words.follows(index) && !words.has_capital(index + 1)
}

/// Whether a noun stands alone behind *the*, and something behind it shows that it is one.
fn is_noun_after_the(words: &Words<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else {
        return false;
    };
    let is_named = words
        .token(index)
        .is_some_and(|token| NAMES.holds(token.hash));
    let is_article = words.text(before) == "the" && words.follows(index);
    if !(is_named && is_article && words.are_free(index, index)) {
        return false;
    }
    let parts = &*PARTS;
    let next = words.text(index + 1);
    match next.chars().next() {
        None | Some('.' | ',' | ';' | '!' | '?') => true,
        Some(c) if c.is_alphabetic() => {
            !matches!(next, "of" | "for" | "and" | "or")
                && words
                    .token(index + 1)
                    .is_some_and(|token| parts.function.holds(token.hash))
        }
        Some(_) => false,
    }
}

/// A number for just this writing of a word.
fn exactly(bytes: &[u8]) -> u32 {
    // FNV-1a, Fowler, Noll and Vo: other writings of one word are very few.
    bytes.iter().fold(0x811C_9DC5, |state, byte| {
        (state ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Whether two writings of one word may not stand in one document. Of those that differ in the
/// first letter alone, only such count as have their other capitals at the end: `macOS`.
pub(super) fn conflict(one: &str, other: &str) -> bool {
    let rest = |text: &str| text.get(1..).unwrap_or("").to_owned();
    if rest(one) != rest(other) {
        return !is_of_two_conventions(one, other);
    }
    let small = [one, other]
        .into_iter()
        .find(|text| text.starts_with(|c: char| c.is_ascii_lowercase()));
    small.is_some_and(|text| {
        let lead = text.bytes().take_while(u8::is_ascii_lowercase).count();
        let rest = text.get(lead..).unwrap_or("");
        lead > 1 && rest.len() > 1 && rest.bytes().all(|byte| byte.is_ascii_uppercase())
    })
}

/// Whether two names are of the same words, of which one is written as an initialism or not:
/// `HTTPParser`, `HttpParser`. Programs have both.
fn is_of_two_conventions(one: &str, other: &str) -> bool {
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
    let (one_begins, other_begins) = (begins(one), begins(other));
    let starts = word_starts(one);
    one_begins && other_begins && starts.len() > 1 && starts == word_starts(other)
}

/// Where the words of a name begin, in bytes: `OSRng` is of `OS` and `Rng`.
fn word_starts(name: &str) -> SmallVec<[usize; 8]> {
    let bytes = name.as_bytes();
    let is = |at: Option<usize>, kind: fn(&u8) -> bool| {
        at.and_then(|at| bytes.get(at)).is_some_and(kind)
    };
    let starts = (0..bytes.len()).filter(|at| {
        let before = at.checked_sub(1);
        is(Some(*at), u8::is_ascii_uppercase)
            && (!is(before, u8::is_ascii_uppercase) || is(Some(at + 1), u8::is_ascii_lowercase))
    });
    starts.collect()
}

/// What the sightings of one word share.
pub(super) fn canonical(sighting: &Sighting) -> String {
    sighting.text.to_ascii_lowercase()
}
