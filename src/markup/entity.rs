//! Character references of HTML: `&amp;`, `&#8217;`, `&copy`.

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// The longest name there is, with the ampersand and some room.
const LONGEST: usize = 40;

/// A character reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// Where it stands, in bytes of the text.
    pub(super) range: Range<usize>,
    /// What it stands for.
    pub(super) text: String,
}

/// The character references in `text`, which has no tags, in order.
pub(super) fn references(text: &str) -> impl Iterator<Item = Reference> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find('&')?;
            let reference = reference_at(text, start);
            from = reference
                .as_ref()
                .map_or(start + 1, |reference| reference.range.end);
            if reference.is_some() {
                return reference;
            }
        }
    })
}

fn reference_at(text: &str, start: usize) -> Option<Reference> {
    let name = text.as_bytes()[start + 1..].iter().take(LONGEST);
    let length = name
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
        .count();
    let mut end = start + 1 + length;
    if length == 0 {
        return None;
    }
    if text[end..].starts_with(';') {
        end += 1;
    }
    let written = &text[start..end];
    let mut decoded = decode(written);
    // A name without its semicolon may have letters behind it that are text.
    let common = |text: &str| {
        written
            .bytes()
            .rev()
            .zip(text.bytes().rev())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let behind = common(&decoded).min(length);
    if written == decoded || behind >= decoded.len() {
        return None;
    }
    decoded.truncate(decoded.len() - behind);
    Some(Reference {
        range: start..end - behind,
        text: decoded,
    })
}

fn decode(written: &str) -> String {
    let mut text = String::new();
    // Of the same type as the tokenizer of HTML, so that there is one of them in the program.
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(written, emitter).flatten() {
        if let Token::String(part) = token {
            text.push_str(&String::from_utf8_lossy(&part));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_with_and_without_semicolon() {
        let cases: [(&str, &[(&str, &str)]); 9] = [
            ("a &amp; b", &[("&amp;", "&")]),
            ("&#8217;&#x2019;", &[("&#8217;", "’"), ("&#x2019;", "’")]),
            ("&copy2026 &copy", &[("&copy", "©"), ("&copy", "©")]),
            ("AT&T & &nosuch; &;&#;&#x;", &[]),
            ("&ampamp;", &[("&amp", "&")]),
            ("&ampersand", &[("&amp", "&")]),
            ("&nbsp;x", &[("&nbsp;", "\u{A0}")]),
            ("&NotEqualTilde;", &[("&NotEqualTilde;", "≂̸")]),
            (
                "&#0;&#xD800;",
                &[("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}")],
            ),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = references(text)
                .map(|found| (text[found.range].to_owned(), found.text))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
