//! String values of YAML and TOML: what their quotes and escapes stand for.

use crate::markup::draft::Draft;
use crate::text::Span;

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Every character is itself.
    Bare,
    /// Two single quotes are one.
    Doubled,
    /// A backslash starts an escape.
    Escaped,
}

/// A string value and where its content stands, without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) content: Span,
    pub(super) style: Style,
}

impl Scalar {
    /// The same in a text that has `offset` bytes before it.
    pub(super) const fn shifted(self, offset: usize) -> Self {
        let content = Span::new(self.content.start + offset, self.content.end + offset);
        Self { content, ..self }
    }

    /// Adds what a reader sees of it to `draft`.
    pub(super) fn write(self, source: &str, draft: &mut Draft) {
        let text = self.content.text(source).unwrap_or("");
        let special = match self.style {
            Style::Bare => return draft.lines(self.content),
            Style::Doubled => "''",
            Style::Escaped => "\\",
        };
        let start = self.content.start;
        let mut done = 0;
        while let Some(at) = text[done..].find(special).map(|found| done + found) {
            draft.lines(Span::new(start + done, start + at));
            let meaning = match self.style {
                Style::Escaped => escape(&text[at..]),
                Style::Bare | Style::Doubled => Escape {
                    length: special.len(),
                    meaning: Meaning::Char('\''),
                },
            };
            done = at + meaning.length;
            let span = Span::new(start + at, start + done);
            match meaning.meaning {
                Meaning::Char(char) => draft.decoded(span, char.encode_utf8(&mut [0; 4])),
                Meaning::LineBreak => draft.line_break(span),
                Meaning::Nothing => {}
            }
        }
        draft.lines(Span::new(start + done, self.content.end));
    }
}

/// What an escape at the start of a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Escape {
    /// In bytes, with the backslash.
    length: usize,
    meaning: Meaning,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Char(char),
    LineBreak,
    /// A line end that is written but not meant, with the white space behind it.
    Nothing,
}

/// The escape that `text`, which starts with a backslash, begins with: YAML's and TOML's agree.
fn escape(text: &str) -> Escape {
    let Some(name) = text[1..].chars().next() else {
        return Escape {
            length: 1,
            meaning: Meaning::Nothing,
        };
    };
    let meaning = match name {
        'x' => return code_point(text, 2),
        'u' => return code_point(text, 4),
        'U' => return code_point(text, 8),
        ' ' | '\t' | '\n' | '\r' => return continued(text, name),
        'n' | 'r' | 'N' | 'L' | 'P' => Meaning::LineBreak,
        't' => Meaning::Char('\t'),
        '0' => Meaning::Char('\0'),
        'a' => Meaning::Char('\x07'),
        'b' => Meaning::Char('\x08'),
        'e' => Meaning::Char('\x1B'),
        'f' => Meaning::Char('\x0C'),
        'v' => Meaning::Char('\x0B'),
        '_' => Meaning::Char('\u{A0}'),
        other => Meaning::Char(other),
    };
    Escape {
        length: 1 + name.len_utf8(),
        meaning,
    }
}

/// A backslash at the end of a line; before a space that goes on, it is YAML's space.
fn continued(text: &str, name: char) -> Escape {
    let rest = text[1..].trim_start_matches([' ', '\t']);
    if rest.starts_with(['\n', '\r']) {
        let length = text.len() - rest.trim_ascii_start().len();
        return Escape {
            length,
            meaning: Meaning::Nothing,
        };
    }
    Escape {
        length: 2,
        meaning: Meaning::Char(name),
    }
}

fn code_point(text: &str, digits: usize) -> Escape {
    let value = |text: &str| {
        text.get(2..2 + digits)
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    let Some(code) = value(text) else {
        return Escape {
            length: 2,
            meaning: Meaning::Char(char::REPLACEMENT_CHARACTER),
        };
    };
    let length = 2 + digits;
    // JSON writes what is beyond U+FFFF as two halves.
    let low = text
        .get(length..)
        .filter(|rest| rest.starts_with("\\u"))
        .and_then(value);
    let (code, length) = match (code, low) {
        (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => (
            0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00),
            2 * length,
        ),
        _ => (code, length),
    };
    Escape {
        length,
        meaning: Meaning::Char(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_as_long_as_they_are_written() {
        let cases = [
            ("\\\"x", 2, Meaning::Char('"')),
            ("\\n", 2, Meaning::LineBreak),
            ("\\x41b", 4, Meaning::Char('A')),
            ("\\u2019s", 6, Meaning::Char('’')),
            ("\\U0001F384", 10, Meaning::Char('🎄')),
            ("\\ud83c\\udf84!", 12, Meaning::Char('🎄')),
            ("\\ud83c!", 6, Meaning::Char('\u{FFFD}')),
            ("\\\r\n   x", 6, Meaning::Nothing),
            ("\\ \n x", 4, Meaning::Nothing),
            ("\\ x", 2, Meaning::Char(' ')),
            ("\\'", 2, Meaning::Char('\'')),
            ("\\é", 3, Meaning::Char('é')),
            ("\\", 1, Meaning::Nothing),
        ];
        for (text, length, meaning) in cases {
            assert_eq!(escape(text), Escape { length, meaning }, "{text}");
        }
    }
}
