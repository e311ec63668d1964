//! Words as those count them who measure prose: a compound, a figure, an address is one.

use super::character::{Script, is_hyphen, is_mark, script};
use super::word::words;
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

/// The words of prose in `text`: a compound with hyphens, a figure with its points, an address
/// is one word. What holds code is none.
pub fn prose_words(text: &str) -> Vec<ProseWord> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut parts = words(text).peekable();
    while let Some(mut span) = parts.next() {
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
        if letters.is_ascii() {
            let counted = letters
                .bytes()
                .map(|byte| u32::from(byte.is_ascii_alphanumeric()));
            word.letters = counted.sum();
        } else if letters.contains(OPAQUE) {
            continue;
        } else {
            word.letters = letters.chars().filter(|c| c.is_alphanumeric()).count() as u32;
            word.spaceless = letters.chars().filter(|c| stands_alone(*c)).count() as u32;
        }
        if word.letters > 0 {
            found.push(word);
        }
    }
    found
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
    use super::*;

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
            let found = prose_words(text).into_iter().map(|word| {
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
