//! Words as a reader sees them: what is not parted by white space or marks, apostrophes inside.

use super::character::{is_apostrophe, is_ignorable, is_joiner, is_word};
use crate::text::Span;

/// The words of `text` in order, in bytes: runs of letters, digits, `_` and opaque words, with
/// the apostrophes between them (*don’t* is one word, *well-known* two).
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| is_word(*c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            let behind = at + c.len_utf8();
            let goes_on = is_word(c)
                || is_ignorable(c)
                || is_joiner(c)
                || (is_apostrophe(c) && at == end && follows_word(text, behind));
            if !goes_on {
                break;
            }
            if is_word(c) || is_apostrophe(c) {
                end = behind;
            }
            chars.next();
        }
        Some(Span::new(start, end))
    })
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
