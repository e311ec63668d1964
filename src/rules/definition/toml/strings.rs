//! From the bytes that a string says to the bytes that write it.

use crate::text::Span;

/// Where the bytes `within` of a string's value stand in `text`, whose bytes `written` are the
/// string with its quotes. `None` if they are no string, or one that does not say so much.
pub fn inside(text: &str, written: Span, within: Span) -> Option<Span> {
    let source = written.text(text)?;
    let quotes = ["\"\"\"", "'''", "\"", "'"];
    let quote = quotes.into_iter().find(|quote| source.starts_with(quote))?;
    let body = source.get(quote.len()..source.len().checked_sub(quote.len())?)?;
    let mut pieces = Pieces {
        body,
        at: first_line_end(body, quote),
        escapes: quote.starts_with('"'),
    };
    let (mut said, mut start, mut end) = (0, None, None);
    loop {
        let before = pieces.at;
        // A piece that says nothing, where a line goes on, stands before it.
        if said == within.start || (said > within.start && start.is_none()) {
            start = Some(before);
        }
        if said >= within.end {
            end.get_or_insert(before);
            break;
        }
        let Some(length) = pieces.next_length() else {
            break;
        };
        said += length;
    }
    let first = written.start + quote.len();
    let end = end.unwrap_or(pieces.at);
    Some(Span::new(first + start?, first + end))
}

/// How long the line break is that a text of several lines may begin with, and does not say.
fn first_line_end(body: &str, quote: &str) -> usize {
    if quote.len() < 3 {
        0
    } else if body.starts_with("\r\n") {
        2
    } else {
        usize::from(body.starts_with('\n'))
    }
}

/// A string's characters as they are written.
struct Pieces<'a> {
    body: &'a str,
    /// The byte at which the next one starts.
    at: usize,
    escapes: bool,
}

impl Pieces<'_> {
    /// Goes over the next piece; how many bytes it says.
    fn next_length(&mut self) -> Option<usize> {
        let rest = self.body.get(self.at..)?;
        let first = rest.chars().next()?;
        if first != '\\' || !self.escapes {
            self.at += first.len_utf8();
            return Some(first.len_utf8());
        }
        let escape = rest[1..].chars().next()?;
        let digits = match escape {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if digits > 0 {
            let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
            self.at += 2 + digits;
            return char::from_u32(code).map(char::len_utf8);
        }
        if escape.is_whitespace() {
            // The line goes on behind the white space.
            self.at += 1 + (rest.len() - 1 - rest[1..].trim_start().len());
            return Some(0);
        }
        self.at += 1 + escape.len_utf8();
        Some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_string_says_is_found_where_it_is_written() {
        let cases = [
            ("'a(b'", (1, 2), Some("(")),
            (r#""a\"(b""#, (2, 3), Some("(")),
            (r#""\\b(x""#, (1, 3), Some("b(")),
            (r#""\u00e9(x""#, (2, 3), Some("(")),
            ("\"é(x\"", (2, 3), Some("(")),
            ("\"\"\"\nab(\"\"\"", (2, 3), Some("(")),
            ("'''a'b('''", (3, 4), Some("(")),
            ("\"\"\"a \\\n  (\"\"\"", (2, 3), Some("(")),
            ("'ab'", (2, 2), Some("")),
            ("'ab'", (1, 9), Some("b")),
            ("'ab'", (3, 4), None),
            ("ab", (0, 1), None),
            ("'", (0, 1), None),
        ];
        for (text, (from, to), expected) in cases {
            let whole = Span::new(0, text.len());
            let found = inside(text, whole, Span::new(from, to));
            let found = found.and_then(|span| span.text(text));
            assert_eq!(found, expected, "{text} {from}");
        }
    }
}
