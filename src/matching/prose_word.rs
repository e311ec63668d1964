//! Words as those count them who measure prose: a compound, a figure, an address is one.

use super::character::{Script, is_hyphen, is_mark, script};
use super::token::{Tokens, stands_free};
use super::word::words_from;
use crate::markup::block::OPAQUE;
use crate::text::Span;

/// A word of prose, and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProseWord {
    /// Where, in bytes of the text.
    pub span: Span,
    /// How many letters and figures it has.
    pub letters: u32,
    /// How many of its letters are words by themselves, of a script without spaces.
    pub spaceless: u32,
    /// Whether it has parts: *well-known*, *1,000*.
    pub is_compound: bool,
}

/// The words of prose in `text`, whose tokens are `tokens`: a compound with hyphens, a figure with
/// its points, an address is one word. What holds code is none.
pub fn prose_words(text: &str, tokens: &Tokens) -> Vec<ProseWord> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(tokens.list.len());
    // Where the word ends that was read last.
    let mut end = 0;
    for token in &tokens.list {
        let span = token.span();
        if span.start < end {
            continue;
        }
        if is_plain(bytes, span) {
            end = span.end;
            found.push(ProseWord {
                span,
                letters: span.len() as u32,
                spaceless: 0,
                is_compound: false,
            });
        } else if may_begin_word(bytes, span.start)
            && let Some(word) = word_at(text, span.start)
        {
            end = word.span.end;
            let holds_code = word.letters == 0;
            found.extend((!holds_code).then_some(word));
        }
    }
    found
}

/// Whether a token is a word of letters and figures of ASCII that nothing joins to another.
fn is_plain(bytes: &[u8], span: Span) -> bool {
    let word = bytes.get(span.range());
    stands_free(bytes, span) && word.is_some_and(|word| word.iter().all(u8::is_ascii_alphanumeric))
}

/// Whether the byte at `at` may be the first of a word.
fn may_begin_word(bytes: &[u8], at: usize) -> bool {
    bytes
        .get(at)
        .is_some_and(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// The word that begins at `start`, with all that is joined to it; without letters if it holds
/// code.
fn word_at(text: &str, start: usize) -> Option<ProseWord> {
    let mut parts = words_from(text, start).peekable();
    let mut span = parts.next().filter(|first| first.start == start)?;
    let mut is_compound = false;
    while let Some(next) = parts.peek() {
        let between = text.get(span.end..next.start).unwrap_or("");
        if !is_joint(between) {
            break;
        }
        is_compound = true;
        span.end = next.end;
        parts.next();
    }
    let mut word = ProseWord {
        span,
        letters: 0,
        spaceless: 0,
        is_compound,
    };
    let letters = span.text(text).unwrap_or("");
    if !letters.contains(OPAQUE) {
        word.letters = letters.chars().filter(|c| c.is_alphanumeric()).count() as u32;
        word.spaceless = letters.chars().filter(|c| stands_alone(*c)).count() as u32;
    }
    Some(word)
}

/// Whether a character is a word by itself, of a script without spaces.
fn stands_alone(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !is_mark(c) && script(c) == Script::Spaceless
}

/// Whether what stands between two words makes them one.
fn is_joint(between: &str) -> bool {
    if between == " " {
        return false;
    }
    let mut chars = between.chars();
    let (Some(joint), None) = (chars.next(), chars.next()) else {
        return false;
    };
    is_hyphen(joint) || matches!(joint, '.' | ',' | '/' | ':' | '@' | '&' | '+' | '–' | '%')
}

#[cfg(test)]
mod tests {
    use super::super::word::words;
    use super::*;
    use proptest::prelude::*;

    /// The same, one word of a reader after the other.
    fn one_by_one(text: &str) -> Vec<ProseWord> {
        let mut end = 0;
        let mut found = Vec::new();
        for first in words(text) {
            if first.start >= end
                && let Some(word) = word_at(text, first.start)
            {
                end = word.span.end;
                found.extend((word.letters > 0).then_some(word));
            }
        }
        found
    }

    proptest! {
        #[test]
        fn tokens_lead_to_every_word(text in "([a-zA-Z0-9_]{1,4}|[a-z0-9]{1,3}[.,:)]? |[ .,'’\"-]|\\PC|[é\u{FFFC}\u{AD}\u{301}\u{200D}日한ไ–]){0,12}") {
            prop_assert_eq!(prose_words(&text, &Tokens::of_text(&text)), one_by_one(&text));
        }
    }

    #[test]
    fn words_are_cut_as_those_count_them_who_measure() {
        let cases = [
            ("", ""),
            ("One dog — 🎉 two.", "One:3|dog:3|two:3"),
            (
                "A well-known 1,000 e.g. it—is",
                "A:1|well-known:9+|1,000:4+|e.g:2+|it:2|is:2",
            ),
            ("\u{FFFC} and \u{FFFC}s ___ don’t", "and:3|don’t:4"),
            ("日本 né.", "日本:2/2|né:2"),
        ];
        for (text, expected) in cases {
            let found = prose_words(text, &Tokens::of_text(text))
                .into_iter()
                .map(|word| {
                    let spaceless = match word.spaceless {
                        0 => String::new(),
                        count => format!("/{count}"),
                    };
                    let joined = if word.is_compound { "+" } else { "" };
                    let letters = word.span.text(text).unwrap_or("");
                    format!("{letters}:{}{spaceless}{joined}", word.letters)
                });
            assert_eq!(found.collect::<Vec<_>>().join("|"), expected, "{text:?}");
        }
    }
}
