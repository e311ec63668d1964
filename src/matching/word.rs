//! Words as a reader sees them: what is not parted by white space or marks, apostrophes inside.

use super::character::{is_apostrophe, is_ignorable, is_joiner, is_word};
use crate::text::Span;

/// The words of `text` in order, in bytes: runs of letters, digits, `_` and opaque words, with
/// the apostrophes between them (*don’t* is one word, *well-known* two).
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    words_from(text, 0)
}

/// The words from the byte `at` on, which is none inside a word.
pub(super) fn words_from(text: &str, mut at: usize) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    std::iter::from_fn(move || {
        let start = start_of_word(text, at)?;
        let mut end = start;
        at = start;
        // ASCII is read by its bytes, since it is most of what there is.
        while at < bytes.len() {
            let run = ascii_run(bytes, at, true);
            if run > at {
                (at, end) = (run, run);
            }
            // A space is what stands behind most words.
            if matches!(bytes.get(at), None | Some(b' ')) {
                break;
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
        at = ascii_run(bytes, at, false);
        if bytes.get(at)?.is_ascii() {
            return Some(at);
        }
        let c = text.get(at..).and_then(|rest| rest.chars().next())?;
        if is_word(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// The end of the run of ASCII from `at` on that is of words, or of none of them.
fn ascii_run(bytes: &[u8], at: usize, of_words: bool) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    let is_other = |byte: &u8| !byte.is_ascii() || is_ascii_word(*byte) != of_words;
    at + rest.iter().position(is_other).unwrap_or(rest.len())
}

fn is_ascii_word(byte: u8) -> bool {
    ASCII_WORD.get(usize::from(byte)) == Some(&true)
}

/// Which bytes are letters, digits or `_` of ASCII.
static ASCII_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || c == b'_';
        byte += 1;
    }
    table
};

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
