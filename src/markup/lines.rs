//! Where the lines of a text end: at LF, CR LF or a lone CR.
//!
//! Formats need lines only to find blocks; line numbers are `text::position`'s.

/// One line of a text, in bytes of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte that is no line end.
    pub(super) end: usize,
    /// Where the next line starts; `end` itself if the text ends without a line end.
    pub(super) next: usize,
}

impl Line {
    /// Whether a line end stands behind it.
    pub(super) const fn is_ended(self) -> bool {
        self.end < self.next
    }
}

/// The lines of `text` from the byte `from` on; a text that ends in a line end has no empty last line.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Line> {
    let bytes = text.as_bytes();
    let mut start = from;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let line = match length {
            None => Line {
                start,
                end: bytes.len(),
                next: bytes.len(),
            },
            Some(length) => {
                let end = start + length;
                let next = end
                    + if rest[length..].starts_with(b"\r\n") {
                        2
                    } else {
                        1
                    };
                Line { start, end, next }
            }
        };
        start = line.next;
        Some(line)
    })
}

/// Whether a line starts at `at` that a blank line stands before.
pub(super) fn is_behind_blank_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let Some(before) = without_line_end(before) else {
        return false;
    };
    let last = before.trim_end_matches([' ', '\t']);
    last.is_empty() || last.ends_with(['\n', '\r'])
}

fn without_line_end(text: &str) -> Option<&str> {
    let line = text.strip_suffix("\r\n");
    line.or_else(|| text.strip_suffix(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_each_kind_of_line_end() {
        let line = |start, end, next| Line { start, end, next };
        let cases = [
            ("", vec![]),
            ("a", vec![line(0, 1, 1)]),
            ("a\n", vec![line(0, 1, 2)]),
            ("a\r\nb", vec![line(0, 1, 3), line(3, 4, 4)]),
            (
                "\r\r\n\n",
                vec![line(0, 0, 1), line(1, 1, 3), line(3, 3, 4)],
            ),
            ("é\u{2028}\r", vec![line(0, 5, 6)]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> = lines(text, 0).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn blank_lines_hold_white_space_at_most() {
        let cases = [
            ("a\n\n|b", true),
            ("a\r\n \t\r\n|b", true),
            ("a\r\r|b", true),
            ("\n|b", true),
            ("a\n|b", false),
            ("a\r\n|b", false),
            ("a\n\n |b", false),
            ("|b", false),
        ];
        for (marked, expected) in cases {
            let at = marked.find('|').expect("a mark");
            let text = marked.replace('|', "");
            assert_eq!(is_behind_blank_line(&text, at), expected, "{marked:?}");
        }
    }
}
