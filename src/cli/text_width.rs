//! Text as a terminal shows it: columns, wrapping, and characters that would move the
//! cursor or colour the screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How far from a cut a space is looked for, so that no word is cut.
const WORD_LENGTH: usize = 16;

/// How many columns `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` without anything that a terminal would obey or misplace.
///
/// Line breaks and other white space become spaces, control characters their pictures
/// or U+FFFD; marks of no width that only steer layout are left out.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter_map(printable_char).collect()
}

/// The same for one character; `None` leaves it out.
fn printable_char(c: char) -> Option<char> {
    match c {
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('␡'),
        '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}' => Some('\u{FFFD}'),
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' => {
            None
        }
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_whitespace() => Some(match c.width() {
            Some(2) => '\u{3000}',
            _ => ' ',
        }),
        c => Some(c),
    }
}

/// Breaks `text` at spaces into lines of at most `columns`, a longer word apart. Line
/// breaks of `text` itself stay.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.trim().lines() {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let word = printable(word);
            let needed = width(&word);
            if used > 0 && used + 1 + needed > columns {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(&word);
            used += needed;
        }
        lines.push(line);
    }
    lines
}

/// The start of `text` that fits into `columns`, with “…” in the place of the rest.
pub(super) fn head(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let end = fitting(text.char_indices(), room).map_or(0, |(at, c)| at + c.len_utf8());
    let (kept, rest) = text.split_at(end);
    if rest.starts_with(' ') && width(kept) < room {
        return format!("{kept} …");
    }
    let mut ends = kept.char_indices().rev().take(WORD_LENGTH);
    let space = ends.find(|(_, c)| *c == ' ').map(|(at, _)| at);
    let kept = space.and_then(|at| kept.get(..=at)).unwrap_or(kept);
    format!("{kept}…")
}

/// The end of `text` that fits into `columns`, with “…” in the place of the rest.
pub(super) fn tail(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(1) else {
        return String::new();
    };
    let start = fitting(text.char_indices().rev(), room).map_or(text.len(), |(at, _)| at);
    let (rest, kept) = text.split_at(start);
    if rest.ends_with(' ') && width(kept) < room {
        return format!("… {kept}");
    }
    let mut starts = kept.char_indices().take(WORD_LENGTH);
    let space = starts.find(|(_, c)| *c == ' ').map(|(at, _)| at);
    let kept = space.and_then(|at| kept.get(at..)).unwrap_or(kept);
    format!("…{kept}")
}

/// The last of `chars` up to which all fit into `columns`.
fn fitting(chars: impl Iterator<Item = (usize, char)>, columns: usize) -> Option<(usize, char)> {
    let mut used = 0;
    let fitting = chars.take_while(|(_, c)| {
        used += c.width().unwrap_or(0);
        used <= columns
    });
    fitting.last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let cases = [
            ("plain “text”", "plain “text”"),
            ("a\tb\u{a0}c\r\nd\u{2028}e\u{85}f", "a b c  d e f"),
            ("\u{1b}[31mred\u{7}", "␛[31mred␇"),
            ("\u{9b}31m\u{7f}\0", "\u{FFFD}31m␡␀"),
            ("\u{202e}evil\u{2066}\u{ad}\u{feff}", "evil"),
            ("東京\u{3000}都", "東京\u{3000}都"),
            ("👩\u{200d}🚀", "👩\u{200d}🚀"),
        ];
        for (text, expected) in cases {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_break_at_spaces() {
        let cases: [(&str, usize, &[&str]); 6] = [
            ("one two three", 7, &["one two", "three"]),
            ("one two", 7, &["one two"]),
            ("unbreakable word", 4, &["unbreakable", "word"]),
            ("a\n\nb  c", 10, &["a", "", "b c"]),
            ("東京 都", 5, &["東京", "都"]),
            ("", 5, &[]),
        ];
        for (text, columns, expected) in cases {
            assert_eq!(wrap(text, columns), expected, "{text:?} in {columns}");
        }
    }
}
