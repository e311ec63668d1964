//! Words that are written as one, with a hyphen, or as two.

use smallvec::SmallVec;

use super::super::across::{Note, Sighting};
use super::super::words::Words;
use super::found::{Class, key};
use super::parts::{PARTS, Parts, singular, stem};
use crate::matching::token::{Gap, hash};

/// The ways to write a compound: the roles of notes. The amount of a note is the length of its
/// first word in bytes, unless it is one word.
pub(super) const CLOSED: u32 = 0;
pub(super) const HYPHENATED: u32 = 1;
pub(super) const OPEN: u32 = 2;

/// The shortest part of an open compound, in letters.
const SHORTEST: usize = 3;

/// Which ways are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) hyphenated: bool,
    pub(super) open: bool,
    pub(super) english: bool,
}

/// A word in small letters.
type Small = SmallVec<[u8; 32]>;

fn small(parts: &[&[u8]]) -> Small {
    let bytes = parts.iter().flat_map(|part| part.iter());
    bytes.map(u8::to_ascii_lowercase).collect()
}

/// What the words of one compound share, whichever way they are written: of those with a prefix
/// all of a family, of others the singular.
fn family(word: &[u8], has_prefix: bool) -> &[u8] {
    if has_prefix {
        stem(word)
    } else {
        singular(word)
    }
}

fn family_key(word: &[u8], has_prefix: bool) -> u32 {
    let class = if has_prefix {
        Class::Prefixed
    } else {
        Class::Compound
    };
    key(class, hash(family(word, has_prefix)))
}

/// Notes a word that may be a compound.
pub(super) fn word(words: &Words<'_>, index: usize, wanted: Wanted, note: &mut dyn FnMut(Note)) {
    let parts = &*PARTS;
    let bytes = words.bytes(index);
    if bytes.len() < 2 * SHORTEST - 1 {
        return;
    }
    closed(words, index, parts, wanted, note);
    if !wanted.english {
        return;
    }
    let Some(token) = words.token(index) else {
        return;
    };
    if wanted.hyphenated && parts.modifiers.holds(token.hash) {
        described(words, index, parts, note);
    }
}

/// Notes the two words of which the one at `index` is the second.
pub(super) fn pair(words: &Words<'_>, index: usize, wanted: Wanted, note: &mut dyn FnMut(Note)) {
    let parts = &*PARTS;
    let (Some(second), Some(before)) = (words.token(index), index.checked_sub(1)) else {
        return;
    };
    let may_be_head = parts.heads.holds(second.hash)
        || words.bytes(index).eq_ignore_ascii_case(b"set")
        || words.bytes(index).eq_ignore_ascii_case(b"sets");
    if !(wanted.open && wanted.english && may_be_head && words.is_next(index)) {
        return;
    }
    let (one, other) = (words.bytes(before), words.bytes(index));
    let Some(first) = words.token(before) else {
        return;
    };
    if one.len() < SHORTEST
        || parts.not_first.holds(first.hash)
        || !other.iter().all(u8::is_ascii_lowercase)
        || !words.is_plain(before)
        || !words.are_free(before, index)
        || !is_noun(words, index, parts)
    {
        return;
    }
    let is_verb = |token: crate::matching::Token| parts.before_verbs.holds(token.hash);
    let before_first = before.checked_sub(1).and_then(|index| words.token(index));
    if before_first.is_some_and(is_verb) {
        return;
    }
    let word = small(&[one, other]);
    let whole = hash(singular(&word));
    if parts.not_as_one.holds(whole) || !(parts.heads.holds(second.hash) || parts.sets.holds(whole))
    {
        return;
    }
    note(Note {
        key: family_key(&word, parts.prefixes.holds(first.hash)),
        role: OPEN,
        amount: one.len() as u32,
        span: words.span(before, index),
    });
}

/// Whether the second of two words is one of which nothing shows that it is a verb.
fn is_noun(words: &Words<'_>, index: usize, parts: &Parts) -> bool {
    let Some(token) = words.token(index) else {
        return false;
    };
    let next = words.token(index + 1);
    let starts_word = words
        .text(index + 1)
        .starts_with(|c: char| c.is_alphanumeric());
    let Some(next) = next.filter(|_| starts_word) else {
        return true;
    };
    let takes_object = [
        "a", "an", "the", "this", "that", "it", "them", "its", "their", "your", "his",
    ];
    if parts.verbs.holds(token.hash) {
        return parts.behind_nouns.holds(next.hash);
    }
    !takes_object.contains(&words.text(index + 1))
}

/// Notes one word that might be written with a hyphen or as two.
fn closed(
    words: &Words<'_>,
    index: usize,
    parts: &Parts,
    wanted: Wanted,
    note: &mut dyn FnMut(Note),
) {
    let is_listed = wanted.hyphenated
        && words
            .token(index)
            .is_some_and(|token| parts.listed.holds(token.hash));
    if !(is_listed || parts.may_have_parts(words.bytes(index))) {
        return;
    }
    let word = small(&[words.bytes(index)]);
    let has_prefix = wanted.hyphenated && parts.has_prefix(&word);
    let has_head = wanted.english && parts.has_head(&word);
    if !(has_prefix || has_head || is_listed)
        || !words.is_plain(index)
        || !words.are_free(index, index)
        || parts.not_as_one.holds(hash(singular(&word)))
    {
        return;
    }
    let mut add = |has_prefix: bool| {
        note(Note {
            key: family_key(&word, has_prefix),
            role: CLOSED,
            amount: 0,
            span: words.span(index, index),
        });
    };
    if has_prefix && !parts.is_right_twice(stem(&word)) {
        add(true);
    }
    if has_head || is_listed {
        add(false);
    }
}

/// Notes the two words around the hyphen at `index`.
pub(super) fn hyphen(words: &Words<'_>, index: usize, wanted: Wanted, note: &mut dyn FnMut(Note)) {
    let Some(before) = index.checked_sub(1) else {
        return;
    };
    let after = index + 1;
    let (one, other) = (words.bytes(before), words.bytes(after));
    if !wanted.hyphenated
        || one.is_empty()
        || other.len() < 2
        || words.follows(index)
        || words.follows(after)
        || !other.iter().all(u8::is_ascii_lowercase)
        || !words.is_plain(before)
        || !words.are_free(before, after)
    {
        return;
    }
    let parts = &*PARTS;
    let (Some(first), Some(second)) = (words.token(before), words.token(after)) else {
        return;
    };
    let word = small(&[one, other]);
    let mut add = |key| {
        note(Note {
            key,
            role: HYPHENATED,
            amount: one.len() as u32,
            span: words.span(before, after),
        });
    };
    let has_prefix = parts.prefixes.holds(first.hash);
    let is_right_twice = has_prefix && parts.is_right_twice(stem(&word));
    if !(is_right_twice || parts.not_as_one.holds(hash(singular(&word)))) {
        add(family_key(&word, has_prefix));
    }
    if wanted.english
        && parts.modifiers.holds(second.hash)
        && let Some(key) = description(words, before, after, parts)
    {
        add(key);
    }
}

/// Notes two words before a noun of which the one at `index` is the second.
fn described(words: &Words<'_>, index: usize, parts: &Parts, note: &mut dyn FnMut(Note)) {
    let Some(before) = index.checked_sub(1) else {
        return;
    };
    let first = words.token(before);
    if !words.is_next(index)
        || !words.bytes(index).iter().all(u8::is_ascii_lowercase)
        || !words.is_plain(before)
        || first.is_none_or(|first| parts.function.holds(first.hash))
        || !words.are_free(before, index)
    {
        return;
    }
    let earlier = before.checked_sub(1).and_then(|index| words.token(index));
    if earlier.is_some_and(|token| token.hyphen || parts.prepositions.holds(token.hash)) {
        return;
    }
    if let Some(key) = description(words, before, index, parts) {
        note(Note {
            key,
            role: OPEN,
            amount: words.bytes(before).len() as u32,
            span: words.span(before, index),
        });
    }
}

/// The key of two words that describe the noun behind them, if there is one.
fn description(words: &Words<'_>, first: usize, second: usize, parts: &Parts) -> Option<u32> {
    let noun = words.token(second + 1)?;
    let bytes = words.bytes(second + 1);
    let is_noun = noun.gap != Gap::None
        && bytes.len() >= SHORTEST
        && bytes.iter().all(u8::is_ascii_lowercase)
        && !parts.function.holds(noun.hash)
        && !words.token(second + 2).is_some_and(|token| token.hyphen)
        && !bytes.ends_with(b"ing")
        && !bytes.ends_with(b"ly");
    let hashes = [
        words.token(first)?.hash,
        words.token(second)?.hash,
        noun.hash,
    ];
    let bytes: SmallVec<[u8; 12]> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    is_noun.then(|| key(Class::Description, hash(&bytes)))
}

/// What the sightings of one compound share.
pub(super) fn canonical(sighting: &Sighting, class: Class) -> String {
    let letters = sighting.text.bytes().filter(u8::is_ascii_alphabetic);
    let word: Small = letters.map(|byte| byte.to_ascii_lowercase()).collect();
    let shared = match class {
        Class::Description => &word[..],
        _ => family(&word, class == Class::Prefixed),
    };
    String::from_utf8_lossy(shared).into_owned()
}

/// `text` written in the way `right`; `split` is the length of its first word in bytes.
pub(super) fn rewritten(text: &str, right: u32, split: usize) -> Option<String> {
    let (one, other) = match text.find(|c: char| !c.is_ascii_alphabetic()) {
        Some(at) => {
            let (one, rest) = text.split_at(at);
            (
                one,
                rest.trim_start_matches(|c: char| !c.is_ascii_alphabetic()),
            )
        }
        None => text.split_at_checked(split)?,
    };
    let joint = match right {
        CLOSED => "",
        HYPHENATED => "-",
        _ => " ",
    };
    Some(format!("{one}{joint}{other}"))
}
