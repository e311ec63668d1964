//! Whether what a hash led to is the phrase: its folded words, and its capitals.

use super::fold::fold;
use super::language::Language;
use super::letter_case::{agrees, surroundings};
use super::phrase::{Case, Phrase};
use super::sentence::Sentence;
use super::token::{Token, Tokens};
use crate::text::Span;

/// The form of `phrase` that `tokens` of `text` are, if they are one.
pub(super) fn form<'s>(
    phrase: &Phrase,
    text: &str,
    tokens: &[Token],
    language: Language,
    sentences: &impl Fn() -> &'s [Sentence],
) -> Option<u16> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let span = Span::new(first.start as usize, last.end as usize);
    let matched = span.text(text)?;
    let all_capitals = || surroundings(text, sentences(), span).all_capitals;
    let mut forms = 0..phrase.form_count();
    let (form, capitals_agree) = if let Some(form) =
        forms.find(|form| is_written_so(phrase.parts(*form), matched, language))
    {
        let parts = phrase.parts(form);
        let clear = is_exactly(parts, matched)
            || (phrase.case != Case::Exact && parts.iter().all(|part| has_no_capital(part)));
        (form, clear)
    } else {
        let same = |form: &u16| is_same(&phrase.text_of(*form), text, tokens, language);
        ((0..phrase.form_count()).find(same)?, false)
    };
    let written = || phrase.text_of(form);
    if !(capitals_agree || agrees(&written(), phrase.case, matched, language, all_capitals)) {
        return None;
    }
    Some(match &phrase.inflecting {
        Some(_) => form,
        None => phrase.form,
    })
}

/// Whether `matched` is `parts` but for capitals of ASCII, unless the language has others;
/// then their folds are equal.
fn is_written_so(parts: [&str; 3], matched: &str, language: Language) -> bool {
    if language.dots_capitals() {
        return is_exactly(parts, matched);
    }
    compare(parts, matched, |part, piece| {
        part.as_bytes().eq_ignore_ascii_case(piece)
    })
}

fn is_exactly(parts: [&str; 3], matched: &str) -> bool {
    compare(parts, matched, |part, piece| part.as_bytes() == piece)
}

fn compare(parts: [&str; 3], matched: &str, equal: impl Fn(&str, &[u8]) -> bool) -> bool {
    let mut rest = matched.as_bytes();
    let all = parts.iter().all(|part| {
        let Some((piece, left)) = rest.split_at_checked(part.len()) else {
            return false;
        };
        rest = left;
        equal(part, piece)
    });
    all && rest.is_empty()
}

fn has_no_capital(text: &str) -> bool {
    if text.is_ascii() {
        !text.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        !text.contains(char::is_uppercase)
    }
}

/// Whether `tokens` of `text` fold to the words of `phrase`.
fn is_same(phrase: &str, text: &str, tokens: &[Token], language: Language) -> bool {
    let wanted = Tokens::of_text(phrase).list;
    let (mut one, mut other) = (String::new(), String::new());
    let mut pairs = wanted.iter().zip(tokens);
    wanted.len() == tokens.len()
        && pairs.all(|(wanted, found)| {
            one.clear();
            other.clear();
            fold(wanted.span().text(phrase).unwrap_or(""), language, &mut one);
            fold(found.span().text(text).unwrap_or(""), language, &mut other);
            one == other || (wanted.hyphen && found.hyphen)
        })
}
