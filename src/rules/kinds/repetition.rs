//! `repetition`: a word written twice.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Key, Keys, Takes, Written};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::value::SectionKind;
use super::verdict::{Occasion, Verdict};
use super::{Check, Kind};
use crate::matching::Language;
use crate::matching::character::{is_apostrophe, is_double_quote};
use crate::matching::fold::fold_text;
use crate::matching::token::{Gap, Token};
use crate::text::Span;

/// The kind.
pub static KIND: Kind = Kind {
    name: "repetition",
    about: "Finds a word that is written twice in a row, also across a line break or emphasis. \
            `repetition = true`. Words that may well stand twice are left alone (*that that*, *had had*, *is is*, *in in*, *so so* …), \
            and names (*Duran Duran*); `allow` lists more. Only words that never stand twice (*the the*, *of of*) are mended unasked.",
    section: SectionKind::Rule,
    marks: &["repetition"],
    keys: &[
        Key {
            name: "repetition",
            takes: Takes::Boolean,
            about: "`true`.",
        },
        ALLOW,
    ],
    variables: &[],
    build,
};

/// What a rule that finds without a list leaves alone.
pub const ALLOW: Key = Key {
    name: "allow",
    takes: Takes::Texts,
    about: "Words that are right; where more than single words are found, phrases too.",
};

/// Reads [`ALLOW`].
pub fn allowed(keys: &mut Keys<'_>) -> Vec<Written> {
    let mut listed = keys.texts(ALLOW.name);
    listed.retain(|written| {
        let is_empty = written.text.trim().is_empty();
        if is_empty {
            let message = format!("‘{}’ has an empty text", ALLOW.name);
            let fault = Fault::error(written.place, message);
            keys.faults
                .push(fault.with_help("write a word, or remove it"));
        }
        !is_empty
    });
    listed
}

/// Says of a text in `allow` that it is more than the one word that the kind looks at.
pub fn several_words(written: &Written, kind: &str) -> Fault {
    let message = format!(
        "‘{}’ is more than one word, and {kind} looks at each",
        written.text
    );
    Fault::error(written.place, message).with_help("list the words, or write it under ‘except’")
}

/// Words that may well stand twice in a row, by the language of the document.
const MAY_REPEAT: [(&str, &[&str]); 5] = [
    (
        "en",
        &[
            "in", "that", "had", "is", "her", "do", "so", "very", "no", "ha", "bye", "well", "now",
            "there", "blah", "hear", "knock", "boo", "night", "tut", "yada", "chop", "pooh", "aye",
            "long", "really", "never", "many", "far",
        ],
    ),
    (
        "de",
        &[
            "die", "der", "das", "den", "dem", "sie", "sich", "war", "sehr", "nein", "ja", "ihr",
            "wenn", "nur", "zu", "in", "an", "auf", "mit", "so",
        ],
    ),
    (
        "fr",
        &[
            "nous", "vous", "très", "non", "oui", "si", "bien", "en", "les", "la", "le",
        ],
    ),
    (
        "it",
        &["via", "piano", "così", "molto", "no", "sì", "man", "quasi"],
    ),
    ("nl", &["die", "dat", "zo", "heel", "nee", "ja", "in", "op"]),
];

/// English words that never stand twice in a row. Of prepositions the first may end what the second
/// does not go on with (*the place we came from from time to time*).
const NEVER_TWICE: [&str; 6] = ["a", "an", "and", "or", "the", "these"];

#[derive(Debug)]
struct Repetition {
    /// Folded.
    allowed: FxHashSet<String>,
    language: Language,
}

impl Repetition {
    fn is_allowed(&self, word: &str) -> bool {
        self.allowed.contains(&fold_text(word, self.language))
    }

    /// Whether it may be mended unasked: the word never stands twice, and is no part of a name
    /// (*the The Hague office*).
    fn is_certain(&self, found: &Occasion<'_>) -> bool {
        let mut words = found.text().split_whitespace();
        let first = words.next().unwrap_or("").to_lowercase();
        self.language.is_english()
            && NEVER_TWICE.contains(&first.as_str())
            && words.all(|word| word == first)
    }

    /// Whether `first` and `second`, which follow each other, are one word by mistake.
    fn is_repeated(&self, text: &str, first: Token, second: Token) -> bool {
        let of = |token: Token| token.span().text(text).unwrap_or("");
        let (one, other) = (of(first), of(second));
        let has_letters = |word: &str| word.chars().any(char::is_alphabetic);
        if !has_letters(one) || fold_text(one, self.language) != fold_text(other, self.language) {
            return false;
        }
        let is_name = |word: &str| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
        };
        let joined_before = text
            .get(..first.start as usize)
            .and_then(|before| before.chars().next_back())
            .is_some_and(joins);
        let joined_after = text
            .get(second.end as usize..)
            .and_then(|after| {
                let mut after = after.chars();
                let joint = after.next()?;
                let goes_on = joins(joint) && after.next().is_some_and(char::is_alphanumeric);
                Some(goes_on || joint == '(')
            })
            .unwrap_or(false);
        let are_names = is_name(one) && is_name(other) || are_two_things(one, other);
        !(are_names || joined_before || joined_after || self.is_allowed(one))
    }
}

/// Whether two writings of a word are two things: an initialism and a word (*the Arm ARM*), a
/// letter and another (*Serie A a year ago*, *John K K*), a word and a name (*a TLS certificate
/// Certificate Authority*), numbers of a computer (*0x0 0x0*).
fn are_two_things(one: &str, other: &str) -> bool {
    let begins = |word: &str, with: fn(char) -> bool| word.starts_with(with);
    let is_letter = one.chars().nth(1).is_none();
    let is_shouted = |word: &str| !word.contains(char::is_lowercase);
    let is_small_letter = is_letter && one == other && begins(one, char::is_lowercase);
    let becomes_name = begins(one, char::is_lowercase) && begins(other, char::is_uppercase);
    let small = one.to_lowercase();
    is_letter && !(is_small_letter && small == "a" || one == "I" && other == "I")
        || !is_letter && is_shouted(one) != is_shouted(other)
        || becomes_name && !NEVER_TWICE.contains(&small.as_str())
        || begins(one, |c| c.is_ascii_digit())
}

/// Whether somebody speaks of just these words: *“the the”*.
fn is_cited(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or("");
    let behind = text.get(span.end..).unwrap_or("");
    let is_mark = |c: char| is_apostrophe(c) || is_double_quote(c);
    before.ends_with(is_mark) && behind.starts_with(is_mark)
}

/// Whether a mark makes one word of what stands on both sides: `the the-best`, `it’s`.
fn joins(c: char) -> bool {
    matches!(
        c,
        '-' | '‐' | '‑' | '\'' | '’' | '_' | '/' | '.' | '@' | '#' | '$' | '&' | '\\'
    )
}

impl Check for Repetition {
    fn searches(&self) -> Vec<Needs> {
        vec![Needs::new()]
    }

    fn scan(&self, _: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let text = passage.text();
        let tokens = &passage.tokens().list;
        // In most passages nothing stands twice.
        let behind = tokens.get(1..).unwrap_or(&[]).iter();
        if !tokens
            .iter()
            .zip(behind)
            .any(|(one, other)| one.hash == other.hash)
        {
            return;
        }
        let mut start = 0;
        while let Some(first) = tokens.get(start).copied() {
            let mut end = start + 1;
            while let (Some(one), Some(other)) = (tokens.get(end - 1), tokens.get(end))
                && one.hash == other.hash
                && other.gap != Gap::None
                && self.is_repeated(text, *one, *other)
            {
                end += 1;
            }
            if end > start + 1
                && let Some(last) = tokens.get(end - 1)
            {
                let span = Span::new(first.start as usize, last.end as usize);
                if !is_cited(text, span) {
                    found(span, 0);
                }
            }
            start = end;
        }
    }

    fn written(&self, _: u32) -> &'static str {
        "a word twice"
    }

    fn verdict(&self, found: &Occasion<'_>, _: &[SmolStr]) -> Option<Verdict<'_>> {
        let word = found.text().split(char::is_whitespace).next().unwrap_or("");
        let behind = found.text().get(word.len()..).unwrap_or("");
        let space = behind.len() - behind.trim_start().len();
        // Of one space the best place to keep it is looked for, of several none is kept.
        let kept = if behind.chars().nth(1).is_some_and(char::is_whitespace) {
            0
        } else {
            space
        };
        let second = Span::new(found.span.start + word.len() + kept, found.span.end);
        let verdict = Verdict::leaving_out(second, self.is_certain(found));
        Some(verdict.with_sentence(format!("‘{word}’ is written twice.")))
    }

    fn describe(&self) -> Vec<String> {
        let mut allowed: Vec<&str> = self.allowed.iter().map(String::as_str).collect();
        allowed.sort_unstable();
        let mut lines = vec!["a word that is written twice in a row".to_owned()];
        if !allowed.is_empty() {
            lines.push(format!("not: {}", allowed.join(", ")));
        }
        lines
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    if keys.boolean("repetition") == Some(false) {
        let place = keys
            .entry("repetition")
            .map_or(keys.place, |entry| entry.place);
        let fault = Fault::error(place, NEVER_FINDS);
        keys.faults
            .push(fault.with_help("write repetition = true, or enabled = false to switch it off"));
        return None;
    }
    let language = keys.grammar.language;
    let of_language = MAY_REPEAT.iter().find(|(tag, _)| language.is(tag));
    let usual = of_language.map_or(&[][..], |(_, words)| words);
    let listed = allowed(keys);
    // ‘that that’ and ‘that’ say the same.
    let mut words = Vec::with_capacity(listed.len());
    for written in &listed {
        let mut parts = written.text.split_whitespace();
        let first = parts.next().unwrap_or("");
        if parts.all(|other| other == first) {
            words.push(Cow::Borrowed(first));
        } else {
            keys.faults.push(several_words(written, KIND.name));
        }
    }
    let allowed = usual.iter().map(|word| Cow::Borrowed(*word)).chain(words);
    Some(Arc::new(Repetition {
        allowed: allowed.map(|word| fold_text(&word, language)).collect(),
        language,
    }))
}
