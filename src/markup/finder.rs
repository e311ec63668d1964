//! Searches that are asked again and again from places further on, in linear time.

/// Where a thing next occurs, remembered as long as the answer holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Finder {
    /// The last answer, and the place it was asked from.
    answer: Option<(usize, Option<usize>)>,
}

impl Finder {
    /// The first place at or behind `from` where `search` finds something; `from` may
    /// not be less than when this was asked before, or the answer is looked for anew.
    pub(super) fn next(
        &mut self,
        from: usize,
        search: impl FnOnce(usize) -> Option<usize>,
    ) -> Option<usize> {
        if let Some((asked, found)) = self.answer
            && asked <= from
            && found.is_none_or(|found| from <= found)
        {
            return found;
        }
        let found = search(from);
        self.answer = Some((from, found));
        found
    }

    /// The first place at or behind `from` where `needle` stands in `text`.
    pub(super) fn next_text(&mut self, text: &str, from: usize, needle: &str) -> Option<usize> {
        self.next(from, |from| {
            text.get(from..)?.find(needle).map(|found| from + found)
        })
    }
}

/// The first line end at or behind `from` that a blank line follows, also one of a block quote.
pub(super) fn blank_line(text: &str, from: usize) -> Option<usize> {
    line_of(text, from, |byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// The same, where a `>` alone on its line closes a tag.
pub(super) fn white_line(text: &str, from: usize) -> Option<usize> {
    line_of(text, from, |byte| matches!(byte, b' ' | b'\t'))
}

/// The first line end at or behind `from` that a line of nothing but `blank` bytes follows.
fn line_of(text: &str, from: usize, blank: impl Fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut last_end = None;
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            b'\r' | b'\n' => {
                if last_end.is_some() {
                    return last_end;
                }
                last_end = Some(at);
                at += usize::from(bytes[at..].starts_with(b"\r\n"));
            }
            byte if blank(byte) => {}
            _ => last_end = None,
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_may_have_white_space_and_prefixes() {
        let cases = [
            ("a\nb", 0, None),
            ("a\n\nb", 0, Some(1)),
            ("a\n > \t\nb", 0, Some(1)),
            ("a\r\nb", 0, None),
            ("a\r\n\r\nb", 0, Some(1)),
            ("a\r\rb", 0, Some(1)),
            ("a\n\nb\n\n", 2, Some(4)),
            ("", 0, None),
        ];
        for (text, from, expected) in cases {
            assert_eq!(blank_line(text, from), expected, "{text:?}");
        }
        assert_eq!(white_line("a\n>\n \n", 0), Some(3));
    }

    #[test]
    fn an_answer_holds_up_to_what_was_found() {
        let mut finder = Finder::default();
        let text = "a-b-c";
        for (from, expected) in [
            (0, Some(1)),
            (1, Some(1)),
            (2, Some(3)),
            (0, Some(1)),
            (4, None),
        ] {
            assert_eq!(finder.next_text(text, from, "-"), expected, "{from}");
        }
    }
}
