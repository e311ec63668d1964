//! Byte offsets to lines and columns and back: the only place that counts them.
//!
//! A line ends at `\n`, `\r\n` or a lone `\r`, as the Language Server Protocol says
//! (3.17, "Text Documents"), and nowhere else.

use ropey::Rope;

use super::Span;

/// The unit in which a client counts columns, agreed once during `initialize`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PositionEncoding {
    /// Columns are bytes.
    Utf8,
    /// Columns are UTF-16 code units, which every client must support.
    #[default]
    Utf16,
    /// Columns are Unicode scalar values.
    Utf32,
}

/// A place in a document as a client names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Line, counted from 0.
    pub line: u32,
    /// Column, counted from 0 in units of the agreed [`PositionEncoding`].
    pub column: u32,
}

/// The byte offset of `position`.
///
/// Never fails: a column past the end of its line is the end of that line (before
/// its line break), a line past the last is the end of the document, as the protocol
/// asks; a column inside a character is the start of that character.
pub fn to_offset(rope: &Rope, position: Position, encoding: PositionEncoding) -> usize {
    let line = position.line as usize;
    if line >= rope.len_lines() {
        return rope.len_bytes();
    }
    let start = rope.line_to_char(line);
    let end = start + line_chars(rope, line);
    let column = position.column as usize;
    let index = match encoding {
        PositionEncoding::Utf8 => {
            let byte = rope.char_to_byte(start).saturating_add(column);
            rope.byte_to_char(byte.min(rope.char_to_byte(end)))
        }
        PositionEncoding::Utf16 => {
            let unit = rope.char_to_utf16_cu(start).saturating_add(column);
            rope.utf16_cu_to_char(unit.min(rope.char_to_utf16_cu(end)))
        }
        PositionEncoding::Utf32 => start.saturating_add(column).min(end),
    };
    rope.char_to_byte(index)
}

/// The position of the byte at `offset`; the inverse of [`to_offset`].
///
/// An offset past the end is the end; one inside a character is its start; one
/// between `\r` and `\n`, which no client can name, is the end of that line.
pub fn to_position(rope: &Rope, offset: usize, encoding: PositionEncoding) -> Position {
    let offset = offset.min(rope.len_bytes());
    // Each question to the rope is a way down its tree; mostly one is enough.
    let (leaf, start, _, line) = rope.chunk_at_byte(offset);
    if let Some((lines, column)) = in_leaf(leaf, offset - start, encoding) {
        return Position {
            line: (line + lines) as u32,
            column: column as u32,
        };
    }
    by_tree(rope, offset, encoding)
}

/// The same, asking the rope for every part of the answer.
fn by_tree(rope: &Rope, offset: usize, encoding: PositionEncoding) -> Position {
    let line = rope.byte_to_line(offset);
    let start = rope.line_to_byte(line);
    let is = |at: usize, byte: u8| at < rope.len_bytes() && rope.byte(at) == byte;
    let in_break = offset > start && is(offset, b'\n') && is(offset - 1, b'\r');
    let offset = offset - usize::from(in_break);
    let column = match encoding {
        PositionEncoding::Utf8 => {
            rope.char_to_byte(rope.byte_to_char(offset))
                - rope.char_to_byte(rope.byte_to_char(start))
        }
        PositionEncoding::Utf16 => {
            let units = |at: usize| rope.char_to_utf16_cu(rope.byte_to_char(at));
            units(offset) - units(start)
        }
        PositionEncoding::Utf32 => rope.byte_to_char(offset) - rope.byte_to_char(start),
    };
    Position {
        line: line as u32,
        column: column as u32,
    }
}

/// How many lines end in `leaf`, a part of a text that begins anywhere but between `\r` and `\n`,
/// before the byte `offset`, and the column of that byte; `None` if its line starts before.
fn in_leaf(leaf: &str, offset: usize, encoding: PositionEncoding) -> Option<(usize, usize)> {
    let bytes = leaf.as_bytes();
    let in_break = bytes.get(offset) == Some(&b'\n')
        && offset.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r');
    let before = leaf.get(..leaf.floor_char_boundary(offset - usize::from(in_break)))?;
    let start = memchr::memrchr2(b'\n', b'\r', before.as_bytes())? + 1;
    let line = before.get(start..)?;
    let column = match encoding {
        PositionEncoding::Utf8 => line.len(),
        _ if line.is_ascii() => line.len(),
        PositionEncoding::Utf16 => line.encode_utf16().count(),
        PositionEncoding::Utf32 => line.chars().count(),
    };
    Some((line_breaks(before.get(..start)?), column))
}

/// Length of `line` in characters, without its line break.
fn line_chars(rope: &Rope, line: usize) -> usize {
    let line = rope.line(line);
    let all = line.len_chars();
    let mut backwards = line.chars_at(all).reversed();
    match (backwards.next(), backwards.next()) {
        (Some('\n'), Some('\r')) => all - 2,
        (Some('\n' | '\r'), _) => all - 1,
        _ => all,
    }
}

/// How many lines end in `text`, which does not end between `\r` and `\n`.
pub fn line_breaks(text: &str) -> usize {
    let count = |wanted: u8| memchr::memchr_iter(wanted, text.as_bytes()).count();
    let returns = count(b'\r');
    if returns == 0 {
        return count(b'\n');
    }
    returns + count(b'\n') - text.matches("\r\n").count()
}

/// Lines and columns of one text as people count them, for reports.
///
/// Both from 1; columns in Unicode scalar values, where a tab is one and a byte
/// order mark at the very start is none.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Finds the lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let after_breaks = breaks.filter_map(|index| {
            let is_half = bytes.get(index..index + 2) == Some(b"\r\n");
            (!is_half).then_some(index + 1)
        });
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// Line and column of the byte at `offset`, both from 1. An offset past the end is the end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_at(offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        let before = if start == 0 {
            before.strip_prefix('\u{FEFF}').unwrap_or(before)
        } else {
            before
        };
        (line, before.chars().count() + 1)
    }

    /// The line, from 1, that holds the byte at `offset`.
    fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The byte offset of a line and column, both from 1; `None` if there is no such line.
    /// A column past the end of its line is the end of that line.
    pub fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let text = self.line(line)?;
        let skipped = usize::from(start == 0 && text.starts_with('\u{FEFF}'));
        let mut chars = text.char_indices().skip(column.saturating_sub(1) + skipped);
        Some(start + chars.next().map_or(text.len(), |(index, _)| index))
    }

    /// The text of a line, counted from 1, without its line break.
    pub fn line(&self, line: usize) -> Option<&'a str> {
        self.line_span(line)?.text(self.text)
    }

    /// The bytes of a line, counted from 1, without its line break.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + text.len()))
    }

    /// Number of lines; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: even the empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// Lines and columns of many places of one text, as [`LineIndex`] counts them.
///
/// Fast for places that lie near the one asked for before, whatever the length of
/// their line: a report goes through a document once, not once for each finding.
#[derive(Debug)]
pub struct LineCursor<'a> {
    lines: &'a LineIndex<'a>,
    /// The last place that was asked for.
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> LineCursor<'a> {
    /// Starts at the beginning of the text of `lines`.
    pub fn new(lines: &'a LineIndex<'a>) -> Self {
        Self {
            lines,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    /// What [`LineIndex::line_column`] says of `offset`.
    pub fn line_column(&mut self, offset: usize) -> (usize, usize) {
        let text = self.lines.text;
        let offset = text.floor_char_boundary(offset);
        let line = self.lines.line_at(offset);
        let chars = |from: usize, to: usize| {
            text.get(from..to)
                .map_or(0, |between| between.chars().count())
        };
        // The mark at the very start counts as nothing, so the first place is measured from there.
        self.column = if line != self.line || self.offset == 0 {
            self.lines.line_column(offset).1
        } else if offset < self.offset {
            self.column
                .saturating_sub(chars(offset, self.offset))
                .max(1)
        } else {
            self.column + chars(self.offset, offset)
        };
        (self.offset, self.line) = (offset, line);
        (line, self.column)
    }
}

/// Line and column of the byte at `offset`, both from 1, columns in Unicode scalar values.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    LineIndex::new(text).line_column(offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [PositionEncoding; 3] = [
        PositionEncoding::Utf8,
        PositionEncoding::Utf16,
        PositionEncoding::Utf32,
    ];

    /// Out and back is the identity at every place that a client can name.
    fn check_round_trip(text: &str) {
        let rope = Rope::from_str(text);
        let index = LineIndex::new(text);
        for offset in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            if text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                continue;
            }
            for encoding in ENCODINGS {
                let position = to_position(&rope, offset, encoding);
                assert_eq!(
                    to_offset(&rope, position, encoding),
                    offset,
                    "{text:?} {encoding:?} {position:?}"
                );
            }
            let (line, column) = index.line_column(offset);
            assert_eq!(line_breaks(&text[..offset]) + 1, line, "{text:?} {offset}");
            if !(offset == 0 && text.starts_with('\u{FEFF}')) {
                assert_eq!(
                    index.offset(line, column),
                    Some(offset),
                    "{text:?} {line}:{column}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn every_boundary_survives_the_round_trip(text in "[ab\r\n\té🎄\u{301}\u{2028}\u{85}\u{b}\u{feff}]{0,40}") {
            check_round_trip(&text);
        }

        /// Whichever leaf of the rope a place and the start of its line are in.
        #[test]
        fn one_leaf_says_what_the_tree_says(
            parts in prop::collection::vec("[ab\r\né🎄]{0,9}|\r\n|[a-zé]{700}", 0..16),
            offsets in prop::collection::vec(0usize..4000, 1..6),
        ) {
            let text = parts.concat();
            let rope = Rope::from_str(&text);
            for offset in offsets {
                let offset = text.floor_char_boundary(offset);
                for encoding in ENCODINGS {
                    prop_assert_eq!(
                        to_position(&rope, offset, encoding),
                        by_tree(&rope, offset, encoding),
                        "{} of {:?}", offset, text
                    );
                }
            }
        }

        #[test]
        fn any_position_gives_a_boundary(text in "[a\r\né🎄]{0,20}", line in 0u32..9, column in 0u32..30) {
            let rope = Rope::from_str(&text);
            for encoding in ENCODINGS {
                let offset = to_offset(&rope, Position { line, column }, encoding);
                prop_assert!(text.is_char_boundary(offset));
            }
        }
    }

    proptest! {
        #[test]
        fn a_cursor_counts_as_the_index_does(text in "\u{feff}?[a\r\né🎄\u{feff}]{0,20}", offsets in prop::collection::vec(0usize..60, 0..12)) {
            let index = LineIndex::new(&text);
            let mut cursor = LineCursor::new(&index);
            for offset in offsets {
                prop_assert_eq!(cursor.line_column(offset), index.line_column(offset));
            }
        }
    }

    /// A round trip cannot see a wrong notion of "line": it is wrong both ways.
    #[test]
    fn positions_are_those_of_the_protocol() {
        // Text, byte offset, then line and column in UTF-8, UTF-16 and UTF-32.
        let cases = [
            ("", 0, (0, 0), (0, 0), (0, 0)),
            ("a\nb", 2, (1, 0), (1, 0), (1, 0)),
            ("a\r\nb", 3, (1, 0), (1, 0), (1, 0)),
            ("a\rb", 2, (1, 0), (1, 0), (1, 0)),
            ("a\r\rb", 3, (2, 0), (2, 0), (2, 0)),
            ("a\u{2028}b", 4, (0, 4), (0, 2), (0, 2)),
            ("a\u{85}b", 3, (0, 3), (0, 2), (0, 2)),
            ("a\u{b}b", 2, (0, 2), (0, 2), (0, 2)),
            ("a\u{c}b", 2, (0, 2), (0, 2), (0, 2)),
            ("🎄x", 4, (0, 4), (0, 2), (0, 1)),
            ("é🇺🇸x", 10, (0, 10), (0, 5), (0, 3)),
            ("a\r\nb", 2, (0, 1), (0, 1), (0, 1)),
            ("ab\n", 3, (1, 0), (1, 0), (1, 0)),
        ];
        for (text, offset, utf8, utf16, utf32) in cases {
            let rope = Rope::from_str(text);
            for (encoding, (line, column)) in ENCODINGS.into_iter().zip([utf8, utf16, utf32]) {
                let expected = Position { line, column };
                assert_eq!(
                    to_position(&rope, offset, encoding),
                    expected,
                    "{text:?} {encoding:?}"
                );
            }
        }
    }

    #[test]
    fn positions_out_of_range_clamp() {
        // Text, line and UTF-16 column, expected byte offset.
        let cases = [
            ("", 0, 0, 0),
            ("", 7, 7, 0),
            ("ab\ncd", 0, 99, 2),
            ("ab\r\ncd", 0, 99, 2),
            ("ab\n\ncd", 1, 99, 3),
            ("ab\ncd", 9, 0, 5),
            ("🎄x", 0, 1, 0),
            ("ab", 0, u32::MAX, 2),
            ("ab", u32::MAX, u32::MAX, 2),
        ];
        for (text, line, column, expected) in cases {
            let rope = Rope::from_str(text);
            let offset = to_offset(&rope, Position { line, column }, PositionEncoding::Utf16);
            assert_eq!(offset, expected, "{text:?} at {line}:{column}");
        }
    }

    #[test]
    fn people_count_from_one_and_not_the_byte_order_mark() {
        let cases = [
            ("", 0, (1, 1)),
            ("abc", 3, (1, 4)),
            ("a\tb", 2, (1, 3)),
            ("é🎄x\ny", 6, (1, 3)),
            ("a\r\nb", 3, (2, 1)),
            ("\u{FEFF}ab", 4, (1, 2)),
            ("\u{FEFF}", 0, (1, 1)),
            ("x\n\u{FEFF}ab", 5, (2, 2)),
            ("a", 99, (1, 2)),
        ];
        for (text, offset, expected) in cases {
            assert_eq!(line_column(text, offset), expected, "{text:?} at {offset}");
        }
    }
}
