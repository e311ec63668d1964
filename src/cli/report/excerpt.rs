//! The lines around a place, cut to the width of the terminal, with the place marked.
//!
//! Its cost depends on the width, not on the length of the line: one line may hold a
//! whole book.

use crate::cli::console::Look;
use crate::cli::text_width::{head, printable, tail, width};
use crate::text::Span;
use crate::text::position::LineIndex;

/// A place of more lines is shown by its first ones.
const MAX_LINES: usize = 4;

/// A character may take this many bytes for each column that it fills, on average, in
/// any honest text.
const BYTES_PER_COLUMN: usize = 8;

/// One line with a marked part, each part ready to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Row {
    before: String,
    marked: String,
    after: String,
}

impl Row {
    /// The line, its marked part in `style`.
    pub(in crate::cli) fn text(&self, look: Look, style: anstyle::Style) -> String {
        let marked = look.paint(style, &self.marked);
        format!("{}{marked}{}", self.before, self.after)
    }

    /// What stands below the line to mark the part.
    pub(in crate::cli) fn underline(&self, look: Look, style: anstyle::Style) -> String {
        let carets = "^".repeat(self.marked_end() - self.marked_start());
        let indent = " ".repeat(self.marked_start());
        indent + &look.paint(style, &carets)
    }

    /// The column, from 0, where the marked part starts.
    pub(in crate::cli) fn marked_start(&self) -> usize {
        width(&self.before)
    }

    /// The column where it ends; an empty part is marked as one column.
    pub(in crate::cli) fn marked_end(&self) -> usize {
        self.marked_start() + width(&self.marked).max(1)
    }
}

/// The lines that `span` covers, from `line` on (counted from 1), in at most `columns`.
pub(in crate::cli) fn excerpt(
    text: &str,
    lines: &LineIndex<'_>,
    line: usize,
    span: Span,
    columns: usize,
) -> Vec<Row> {
    let spans = (line..).map_while(|line| lines.line_span(line));
    let covered = spans.take_while(|bytes| bytes.start <= span.start || bytes.start < span.end);
    let rows = covered.take(MAX_LINES).filter_map(|bytes| {
        let content = bytes.text(text)?;
        let start = span.start.clamp(bytes.start, bytes.end) - bytes.start;
        let end = span.end.clamp(bytes.start + start, bytes.end) - bytes.start;
        let prefix = if bytes.start > span.start {
            continuation(content.get(start..end)?)
        } else {
            0
        };
        row(content, start + prefix, end, columns)
    });
    rows.collect()
}

/// Length of what only continues a block on a further line: indentation and quote marks.
fn continuation(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '>']).len()
}

/// The part of `line` around the bytes `start..end` of it that fits into `columns`.
fn row(line: &str, start: usize, end: usize, columns: usize) -> Option<Row> {
    let (before, after) = (line.get(..start)?, line.get(end..)?);
    let marked = printable(first(line.get(start..end)?, columns));
    if width(&marked) > columns {
        return Some(Row {
            before: String::new(),
            marked: head(&marked, columns),
            after: String::new(),
        });
    }
    let rest = columns - width(&marked);
    let near = last(before, rest);
    let before_text = printable(near);
    // Indentation says nothing, but a space after a cut is one of the text.
    let before_text = if near.len() == before.len() {
        before_text.trim_start()
    } else {
        &before_text
    };
    let after_text = printable(first(after, rest));
    let after_text = after_text.trim_end();
    // Half of the room is for either side; what one does not need, the other has.
    let left = (rest / 2).max(rest.saturating_sub(width(after_text)));
    let before = tail(before_text, left);
    let after = head(after_text, rest - width(&before).min(rest));
    Some(Row {
        before,
        marked,
        after,
    })
}

/// As much of the start of `text` as can matter for `columns`.
fn first(text: &str, columns: usize) -> &str {
    let limit = (columns + 1) * BYTES_PER_COLUMN;
    text.get(..text.floor_char_boundary(limit)).unwrap_or(text)
}

/// As much of the end of `text` as can matter for `columns`.
fn last(text: &str, columns: usize) -> &str {
    let limit = (columns + 1) * BYTES_PER_COLUMN;
    let start = text.ceil_char_boundary(text.len().saturating_sub(limit));
    text.get(start..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marked: &str, columns: usize, expected: &str) {
        let start = text.find(marked).expect("the place is in the text");
        let span = Span::new(start, start + marked.len());
        let lines = LineIndex::new(text);
        let (line, _) = lines.line_column(start);
        let rows = excerpt(text, &lines, line, span, columns);
        let drawn = rows.iter().map(|row| {
            let style = anstyle::Style::new();
            let (text, under) = (
                row.text(Look::PLAIN, style),
                row.underline(Look::PLAIN, style),
            );
            assert!(width(&text) <= columns.max(1), "{text:?} is too wide");
            format!("{text}\n{under}\n")
        });
        assert_eq!(drawn.collect::<String>(), expected, "{text:?} in {columns}");
    }

    #[test]
    fn the_place_is_marked_and_the_rest_is_cut() {
        // Text, place, columns, what is drawn.
        check(
            "We utilize it.",
            "utilize",
            40,
            "We utilize it.\n   ^^^^^^^\n",
        );
        check(
            "  \tWe utilize it. ",
            "utilize",
            40,
            "We utilize it.\n   ^^^^^^^\n",
        );
        check("\u{FEFF}We utilize it.", "We", 40, "We utilize it.\n^^\n");
        check(
            "\u{FEFF}We utilize it.",
            "utilize",
            40,
            "We utilize it.\n   ^^^^^^^\n",
        );
        let numbers = "one two three four five six seven";
        check(numbers, "four", 20, "… three four five …\n        ^^^^\n");
        check(numbers, "one", 12, "one two …\n^^^\n");
        check(numbers, "seven", 12, "… six seven\n      ^^^^^\n");
        check(
            numbers,
            "two three four five",
            12,
            "two three …\n^^^^^^^^^^^\n",
        );
        check("unbreakablewordx here", "here", 12, "… here\n  ^^^^\n");
    }

    #[test]
    fn columns_are_those_of_the_terminal() {
        check("日本 use 東京", "use", 40, "日本 use 東京\n     ^^^\n");
        check("👩\u{200d}🚀 use", "use", 40, "👩\u{200d}🚀 use\n   ^^^\n");
        check("e\u{301}\tuse", "use", 40, "e\u{301} use\n  ^^^\n");
        check("日本国際化", "国", 6, "…国際…\n ^^\n");
        check("\u{1b}[31m use", "use", 40, "␛[31m use\n      ^^^\n");
    }

    #[test]
    fn a_place_of_several_lines_is_marked_in_each() {
        check(
            "> a puppet\r\n> regime b",
            "puppet\r\n> regime",
            40,
            "> a puppet\n    ^^^^^^\n> regime b\n  ^^^^^^\n",
        );
        check("a\rb\rc", "a\rb", 40, "a\n^\nb\n^\n");
        check(
            "1\n2\n3\n4\n5\n6",
            "1\n2\n3\n4\n5\n6",
            40,
            "1\n^\n2\n^\n3\n^\n4\n^\n",
        );
    }

    #[test]
    fn places_that_do_not_fit_are_drawn_somewhere() {
        for (start, end) in [(0, 0), (3, 3), (3, 99), (98, 99)] {
            let lines = LineIndex::new("abc");
            let rows = excerpt("abc", &lines, 1, Span::new(start, end), 40);
            assert_eq!(rows.len(), 1, "{start}..{end}");
        }
        let lines = LineIndex::new("é");
        assert!(excerpt("é", &lines, 1, Span::new(1, 2), 40).is_empty());
        assert!(excerpt("é", &lines, 7, Span::new(0, 2), 40).is_empty());
    }
}
