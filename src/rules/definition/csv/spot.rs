//! What stands at one place of a table, whatever state it is in while somebody types.

use super::cells::{self, Row, Rows};
use super::columns::{self, Column, Columns};
use super::filled;
use crate::rules::value::FileId;
use crate::text::Span;

/// The columns that a table can have, and what those are for that are no keys of rules.
pub const COLUMNS: [(&str, &str); 12] = [
    ("find", "The phrase to find, or the term."),
    (
        "use",
        "What to write instead: `a | b` are options, `(…)` is advice, `(delete)` leaves it out. \
         Empty only marks it.",
    ),
    (
        "status",
        "`preferred` or `admitted` makes the row a term; `deprecated` a variant not to be used.",
    ),
    (
        "definition",
        "What the term means, in Markdown; shown on hover.",
    ),
    ("note", ""),
    ("link", ""),
    (
        "except",
        "Longer phrases inside which nothing is found, with ` | ` between them.",
    ),
    ("case", ""),
    ("inflect", ""),
    ("quotes", ""),
    ("severity", ""),
    ("id", ""),
];

/// A place in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellSpot {
    /// The cell with its quotes, without the space around it.
    pub span: Span,
    /// What the column is called, as far as it has a meaning.
    pub column: Option<&'static str>,
    /// The names of columns that the first row has already, if that is where it is.
    pub header: Option<Vec<String>>,
    /// Whether the first row names the columns.
    pub is_named: bool,
    /// The row.
    pub row: Span,
    /// The cell with the phrase of the row.
    pub find: Option<Span>,
}

impl CellSpot {
    /// Whether it is the name of a column.
    pub const fn is_named_header(&self) -> bool {
        self.is_named && self.header.is_some()
    }
}

/// The cell at the byte `offset` of a table; `delimiter` is as in [`super::read`].
pub fn cell_at(text: &str, delimiter: Option<char>, offset: usize) -> Option<CellSpot> {
    let delimiter = delimiter.unwrap_or_else(|| cells::delimiter(text, columns::is_header));
    let mut rows = Rows::new(text, delimiter);
    let mut columns: Option<Columns> = None;
    while let Some(row) = rows.next_row() {
        let (Row::Cells(span) | Row::Unclosed(span)) = row;
        if span.start > offset {
            break;
        }
        let is_first = columns.is_none();
        let of_row = columns.get_or_insert_with(|| {
            Columns::of_first_row(FileId(0), filled(rows.cells()), &mut Vec::new())
        });
        if offset > span.end {
            continue;
        }
        let holds = |cell: &&super::Cell| cell.span.start <= offset && offset <= cell.span.end;
        let index = rows.cells().iter().position(|cell| holds(&cell))?;
        let cell = rows.cells().get(index)?;
        let written = cell.span.text(text)?;
        let start = cell.span.start + (written.len() - written.trim_start().len());
        let names = || {
            rows.cells()
                .iter()
                .map(|cell| cell.text.trim().to_owned())
                .collect()
        };
        return Some(CellSpot {
            span: Span::new(start, start + written.trim().len()),
            column: of_row.name_at(index),
            header: is_first.then(names),
            is_named: of_row.named,
            row: span,
            find: of_row
                .index_of(Column::Find)
                .and_then(|index| rows.cells().get(index))
                .map(|cell| cell.span),
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cell_at_a_caret_is_found() {
        let cases = [
            ("find,use\na,|b", Some(("b", Some("use"), false))),
            ("find,use\na,|", Some(("", Some("use"), false))),
            ("fi|nd,use", Some(("find", Some("find"), true))),
            (
                "find,use,inflect\na,b, no|un\n",
                Some(("noun", Some("inflect"), false)),
            ),
            ("utilize,u|se", Some(("use", Some("use"), true))),
            (
                "term;status\nx;\"pre|ferred\"",
                Some(("\"preferred\"", Some("status"), false)),
            ),
            ("find,use\n|", None),
            ("|", None),
        ];
        for (marked, expected) in cases {
            let offset = marked.find('|').expect("a caret");
            let text = marked.replace('|', "");
            let spot = cell_at(&text, None, offset);
            let shown = spot.as_ref().map(|spot| {
                (
                    spot.span.text(&text).unwrap_or("?"),
                    spot.column,
                    spot.header.is_some(),
                )
            });
            assert_eq!(shown, expected, "{marked}");
        }
    }
}
