//! Words as a reader sees them: what is not parted by white space or marks, apostrophes inside.

use super::character::{is_apostrophe, is_ignorable, is_joiner, is_word};
use crate::text::Span;

/// The words of `text` in order, in bytes: runs of letters, digits, `_` and opaque words, with
/// the apostrophes between them (*don’t* is one word, *well-known* two).
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = start_of_word(text, at)?;
        let mut end = start;
        at = start;
        // ASCII is read by its bytes, since it is most of what there is.
        while let Some(byte) = bytes.get(at).copied() {
            if is_ascii_word(byte) {
                at += 1;
                end = at;
                continue;
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            let behind = at + c.len_utf8();
            if is_word(c) || (is_apostrophe(c) && at == end && follows_word(text, behind)) {
                end = behind;
            } else if !(is_ignorable(c) || is_joiner(c)) {
                break;
            }
            at = behind;
        }
        Some(Span::new(start, end))
    })
}

/// The first byte from `at` on that begins a character of a word.
fn start_of_word(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        let byte = bytes.get(at).copied()?;
        if is_ascii_word(byte) {
            return Some(at);
        }
        at += if byte.is_ascii() {
            1
        } else {
            let c = text.get(at..).and_then(|rest| rest.chars().next())?;
            if is_word(c) {
                return Some(at);
            }
            c.len_utf8()
        };
    }
}

const fn is_ascii_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a character of a word stands at `at`.
fn follows_word(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or("");
    rest.chars().next().is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_a_reader_ends_them() {
        let cases = [
            ("", ""),
            ("One, two.", "One|two"),
            ("Don’t 'quote' me", "Don’t|quote|me"),
            ("the boys' well-known dogs", "the|boys|well|known|dogs"),
            ("1,000 and 3D — x_y", "1|000|and|3D|x_y"),
            (
                "co\u{AD}operate 🎉 e\u{301}té",
                "co\u{AD}operate|e\u{301}té",
            ),
            ("\u{FFFC}s a\u{FFFC}", "\u{FFFC}s|a\u{FFFC}"),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = words(text)
                .map(|span| span.text(text).expect("boundaries"))
                .collect();
            assert_eq!(found.join("|"), expected, "{text:?}");
        }
    }
}
