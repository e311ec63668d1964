//! Cutting a CSV text into rows and cells, each with its exact place.
//!
//! Libraries for CSV give the place of a row but not of a cell, and read on to the end
//! of the file behind a quotation mark that is never closed.

use std::borrow::Cow;

use crate::text::Span;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    /// What it says, without its quotes.
    pub(super) text: Cow<'a, str>,
    /// Its bytes, quotes included.
    pub(super) span: Span,
}

/// What stands between two line ends that are not inside quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// Its bytes; the cells are those read last.
    Cells(Span),
    /// A quotation mark opens a cell there, and none closes it before the next cell.
    /// The line is passed over.
    Unclosed(Span),
}

/// Reads rows one by one.
#[derive(Debug, Clone)]
pub(super) struct Rows<'a> {
    text: &'a str,
    delimiter: char,
    position: usize,
    cells: Vec<Cell<'a>>,
}

impl<'a> Rows<'a> {
    /// From the start of `text`; a byte order mark is passed over.
    pub(super) fn new(text: &'a str, delimiter: char) -> Self {
        let position = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Self {
            text,
            delimiter,
            position,
            cells: Vec::new(),
        }
    }

    /// Goes on from `position`, a byte at which a row starts.
    pub(super) fn go_to(&mut self, position: usize) {
        self.position = position;
    }

    /// The cells of the row read last.
    pub(super) fn cells(&self) -> &[Cell<'a>] {
        &self.cells
    }

    /// Reads the next row that is not an empty line.
    pub(super) fn next_row(&mut self) -> Option<Row> {
        let rest = self.text.get(self.position..)?;
        let blank = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        self.position += blank;
        if self.position == self.text.len() {
            return None;
        }
        let start = self.position;
        self.cells.clear();
        loop {
            let Some(cell) = self.cell() else {
                let opening = self.skip_blanks(self.position);
                self.position = self.line_end(opening);
                return Some(Row::Unclosed(Span::new(opening, self.position)));
            };
            self.cells.push(cell);
            if self.rest().starts_with(self.delimiter) {
                self.position += self.delimiter.len_utf8();
            } else {
                return Some(Row::Cells(Span::new(start, self.position)));
            }
        }
    }

    /// The cell at the position, which moves behind it; `None` if its quotes are broken.
    fn cell(&mut self) -> Option<Cell<'a>> {
        let start = self.skip_blanks(self.position);
        if self.text.get(start..)?.starts_with('"') {
            return self.quoted(start);
        }
        // Delimiters are ASCII.
        let ends = |byte: u8| matches!(byte, b'\n' | b'\r') || char::from(byte) == self.delimiter;
        let end = self.rest().bytes().position(ends);
        let span = Span::new(
            self.position,
            end.map_or(self.text.len(), |end| self.position + end),
        );
        self.position = span.end;
        Some(Cell {
            text: Cow::Borrowed(span.text(self.text)?),
            span,
        })
    }

    fn quoted(&mut self, opening: usize) -> Option<Cell<'a>> {
        let inside = self.text.get(opening + 1..)?;
        let mut end = inside.find('"')?;
        let mut doubled = false;
        while inside[end + 1..].starts_with('"') {
            doubled = true;
            end += 2 + inside[end + 2..].find('"')?;
        }
        let closing = opening + 1 + end;
        let after = self.skip_blanks(closing + 1);
        let rest = self.text.get(after..)?;
        if !rest.is_empty() && !rest.starts_with([self.delimiter, '\n', '\r']) {
            return None;
        }
        self.position = after;
        let text = if doubled {
            Cow::Owned(inside[..end].replace("\"\"", "\""))
        } else {
            Cow::Borrowed(&inside[..end])
        };
        Some(Cell {
            text,
            span: Span::new(opening, closing + 1),
        })
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or("")
    }

    /// Spaces around a quoted cell are nobody's.
    fn skip_blanks(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or("");
        let blank = |c: char| c == ' ' || (c == '\t' && self.delimiter != '\t');
        from + rest.len() - rest.trim_start_matches(blank).len()
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.text.get(from..).unwrap_or("");
        rest.find(['\n', '\r'])
            .map_or(self.text.len(), |end| from + end)
    }
}

/// The delimiter by which most of the first rows have one number of cells, two or more.
/// `is_header` tells a row that names columns, which decides alone.
pub(super) fn delimiter(text: &str, is_header: impl Fn(&[Cell]) -> bool) -> char {
    const ROWS: usize = 200;
    // The likelier a character is inside a phrase, the later it comes.
    let candidates = ['\t', ';', ','];
    let rows_alike = |delimiter: char| {
        let mut rows = Rows::new(text, delimiter);
        let mut alike = [0usize; 16];
        let mut first = true;
        for _ in 0..ROWS {
            match rows.next_row() {
                None => break,
                Some(Row::Unclosed(_)) => {}
                Some(Row::Cells(_)) => {
                    if std::mem::take(&mut first)
                        && rows.cells().len() > 1
                        && is_header(rows.cells())
                    {
                        return usize::MAX;
                    }
                    let count = rows.cells().len().min(alike.len() - 1);
                    alike[count] += 1;
                }
            }
        }
        alike[2..].iter().copied().max().unwrap_or(0)
    };
    let scored = candidates.map(|delimiter| (rows_alike(delimiter), delimiter));
    // `max_by_key` gives the last of equals, and the first is wanted.
    let best = scored.into_iter().rev().max_by_key(|(rows, _)| *rows);
    best.filter(|(rows, _)| *rows > 0)
        .map_or(',', |(_, delimiter)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, delimiter: char) -> Vec<String> {
        let mut rows = Rows::new(text, delimiter);
        let mut shown = Vec::new();
        while let Some(row) = rows.next_row() {
            shown.push(match row {
                Row::Cells(_) => {
                    let cells = rows.cells().iter();
                    cells
                        .map(|cell| format!("{}@{:?}", cell.text, cell.span.range()))
                        .collect::<Vec<_>>()
                        .join("|")
                }
                Row::Unclosed(span) => format!("unclosed@{:?}", span.range()),
            });
        }
        shown
    }

    #[test]
    fn rows_are_cut_into_cells() {
        let cases: [(&str, &[&str]); 12] = [
            ("", &[]),
            ("\u{feff}a,b\r\nc\n", &["a@3..4|b@5..6", "c@8..9"]),
            ("a\r\rb", &["a@0..1", "b@3..4"]),
            (
                "a,\n,b\n,",
                &["a@0..1|@2..2", "@3..3|b@4..5", "@6..6|@7..7"],
            ),
            ("\"a,b\",c", &["a,b@0..5|c@6..7"]),
            (
                "\"say \"\"x\"\"\", \"y\" ,z",
                &["say \"x\"@0..11|y@13..16|z@18..19"],
            ),
            ("\"a\nb\",c", &["a\nb@0..5|c@6..7"]),
            ("5\" pipe,x", &["5\" pipe@0..7|x@8..9"]),
            (" a , b ", &[" a @0..3| b @4..7"]),
            ("\"a,b\nc,d\n", &["unclosed@0..4", "c@5..6|d@7..8"]),
            ("x,\"a\" b,c\nd", &["unclosed@2..9", "d@10..11"]),
            ("\"a\n\"b\",c\n", &["unclosed@0..2", "b@3..6|c@7..8"]),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text, ','), expected, "{text:?}");
        }
        assert_eq!(show("a b;c,d", ';'), ["a b@0..3|c,d@4..7"]);
        assert_eq!(show("a\t b\t\"c\"", '\t'), ["a@0..1| b@2..4|c@5..8"]);
    }

    #[test]
    fn the_delimiter_is_found() {
        let cases = [
            ("", ','),
            ("a\nb\n", ','),
            ("a,b\nc,d\n", ','),
            ("a;b, c\nd;e\n", ';'),
            ("a;b, c, d\ne;f, g\nh;i\n", ';'),
            ("a, b\tc; d\n", '\t'),
            ("a,b\nc,d;e\nf,g;h\n", ','),
            ("\"a;b\",c\n\"d;e\",f\n", ','),
            ("find;use\na,b;c,d\n", ';'),
            ("a\nb\nc,d\n", ','),
        ];
        for (text, expected) in cases {
            let is_header = |cells: &[Cell]| {
                cells
                    .iter()
                    .all(|cell| ["find", "use"].contains(&&*cell.text))
            };
            assert_eq!(delimiter(text, is_header), expected, "{text:?}");
        }
    }

    #[test]
    fn quotation_marks_without_end_do_not_cost_more_than_they_are_long() {
        for piece in ["\"a\n", "\"\"\"\n", "\"\"\"a\n", "\"x\"\"\n", "\"\n"] {
            let text = piece.repeat(20_000);
            assert!(!show(&text, ',').is_empty());
        }
    }
}
