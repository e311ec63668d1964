//! Words that are written as one, with a hyphen, or as two.

use smallvec::SmallVec;

use super::super::across::{Note, Sighting};
use super::super::words::Words;
use super::found::{Class, key};
use super::parts::{PARTS, Parts, singular, stem};
use crate::markup::block::OPAQUE;
use crate::matching::Token;
use crate::matching::token::{Gap, hash};

/// The ways to write a compound: the roles of notes. The amount of a note is the length of its
/// first word in bytes; of one word it is whether that may be the name of something in a program.
pub(super) const CLOSED: u32 = 0;
pub(super) const HYPHENATED: u32 = 1;
pub(super) const OPEN: u32 = 2;

/// The amount of one word that may be a name, unless something shows that it is none.
pub(super) const DOUBTFUL: u32 = 1;

/// The shortest part of an open compound, in letters.
const SHORTEST: usize = 3;

/// Which ways are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) hyphenated: bool,
    pub(super) open: bool,
    pub(super) english: bool,
}

/// Whether a note is of one word that may be a name.
pub(super) fn is_doubtful(note: &Note) -> bool {
    note.role == CLOSED && note.amount == DOUBTFUL
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

/// What a word is as one word, by its letters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Closed {
    marks: u8,
    /// The keys of its families: of what has its prefix, and of any other compound.
    prefixed: u32,
    compound: u32,
}

impl Closed {
    /// It begins with a prefix, and does not mean something else with a hyphen.
    const PREFIX: u8 = 1;
    /// It ends with another noun.
    const HEAD: u8 = 2;
    /// It is one that people write in several ways.
    const LISTED: u8 = 4;
    /// It ends with a particle.
    const PARTICLE: u8 = 8;
    /// It is surely a word.
    const SURE: u8 = 16;

    /// That of a word of which `token` is the hash.
    pub(super) fn of(word: &[u8], token: u32) -> Self {
        let parts = &*PARTS;
        let is_listed = parts.listed.holds(token);
        if word.len() < 2 * SHORTEST - 1 || !(is_listed || parts.may_have_parts(word)) {
            return Self::default();
        }
        let word = small(&[word]);
        let whole = hash(singular(&word));
        if parts.not_as_one.holds(whole) {
            return Self::default();
        }
        let has_prefix = parts.has_prefix(&word) && !parts.is_right_twice(stem(&word));
        let has_particle = parts.has_particle(&word);
        let is_sure = is_listed || has_particle || parts.settled.holds(whole);
        let marks = [
            (Self::PREFIX, has_prefix),
            (Self::HEAD, parts.has_head(&word)),
            (Self::LISTED, is_listed),
            (Self::PARTICLE, has_particle),
            (Self::SURE, is_sure),
        ];
        let marks = marks.into_iter().filter(|(_, is)| *is);
        Self {
            marks: marks.fold(0, |all, (mark, _)| all | mark),
            prefixed: family_key(&word, true),
            compound: family_key(&word, false),
        }
    }

    /// Whether it may have been written with a hyphen or as two.
    pub(super) const fn may_be_compound(self) -> bool {
        self.marks & (Self::PREFIX | Self::HEAD | Self::LISTED) != 0
    }

    const fn is(self, mark: u8) -> bool {
        self.marks & mark != 0
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
    let is_verb = |token: Token| parts.before_verbs.holds(token.hash);
    let before_first = before.checked_sub(1).and_then(|index| words.token(index));
    // An error code has a name, and that is no codename.
    let is_name_of_code = (one, singular(other)) == (b"code", b"name")
        && words.follows(before)
        && before_first.is_some_and(|token| {
            !parts.function.holds(token.hash) && !parts.articles.holds(token.hash)
        });
    if before_first.is_some_and(is_verb) || is_name_of_code {
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
        span: words.span(before, index).into(),
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
pub(super) fn closed(
    words: &Words<'_>,
    index: usize,
    closed: Closed,
    wanted: Wanted,
    note: &mut dyn FnMut(Note),
) {
    let has_prefix = wanted.hyphenated && closed.is(Closed::PREFIX);
    let has_head = wanted.english && closed.is(Closed::HEAD);
    let is_listed = wanted.hyphenated && closed.is(Closed::LISTED);
    if !(has_prefix || has_head || is_listed)
        || !words.is_plain(index)
        || !words.are_free(index, index)
    {
        return;
    }
    let mut add = |key: u32, amount: u32| {
        note(Note {
            key,
            role: CLOSED,
            amount,
            span: words.span(index, index).into(),
        });
    };
    if has_prefix {
        add(closed.prefixed, 0);
    }
    let is_verb =
        || has_head && closed.is(Closed::PARTICLE) && is_verb(words, index, index, &PARTS);
    if (has_head || is_listed) && !is_verb() {
        let is_sure = closed.is(Closed::SURE) || has_article(words, index, &PARTS);
        add(closed.compound, if is_sure { 0 } else { DOUBTFUL });
    }
}

/// Whether an article shows that the word at `index` is a noun of the language.
fn has_article(words: &Words<'_>, index: usize, parts: &Parts) -> bool {
    let is_article = |index: Option<usize>| {
        let token = index.and_then(|index| words.token(index));
        token.is_some_and(|token| parts.articles.holds(token.hash))
    };
    let before = index.checked_sub(1).filter(|_| words.follows(index));
    let earlier = before.filter(|before| words.follows(*before));
    let earlier = earlier.and_then(|before| before.checked_sub(1));
    (is_article(before) || is_article(earlier))
        && !(words.follows(index + 1) && words.has_capital(index + 1))
}

/// Whether the words from `first` to `last`, which end with a particle, are said of what somebody
/// does: *to set-up*, *Set-up the server*. Then two words are right, whatever the noun is.
fn is_verb(words: &Words<'_>, first: usize, last: usize, parts: &Parts) -> bool {
    let before = first.checked_sub(1).and_then(|index| words.token(index));
    let next = words.token(last + 1);
    let is_object =
        |token: Token| parts.articles.holds(token.hash) || words.text(last + 1).starts_with(OPAQUE);
    before.is_some_and(|token| parts.before_verbs.holds(token.hash))
        || next.is_some_and(is_object) && words.starts_sentence(first)
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
            span: words.span(before, after).into(),
        });
    };
    let has_prefix = parts.prefixes.holds(first.hash);
    let is_right_twice = has_prefix && parts.is_right_twice(stem(&word));
    let has_particle = parts.particles.holds(second.hash);
    let may_be_one = has_prefix
        || parts.heads.holds(second.hash)
        || has_particle && !is_verb(words, before, after, parts)
        || other.starts_with(b"set")
        || parts.listed.holds(hash(&word));
    if may_be_one && !(is_right_twice || parts.not_as_one.holds(hash(singular(&word)))) {
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
pub(super) fn described(
    words: &Words<'_>,
    index: usize,
    wanted: Wanted,
    note: &mut dyn FnMut(Note),
) {
    let parts = &*PARTS;
    let (Some(second), Some(before)) = (words.token(index), index.checked_sub(1)) else {
        return;
    };
    let first = words.token(before);
    let is_modifier = wanted.english && wanted.hyphenated && parts.modifiers.holds(second.hash);
    if !is_modifier
        || words.bytes(index).len() < 2 * SHORTEST - 1
        || !words.is_next(index)
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
            span: words.span(before, index).into(),
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
