//! A style as a table: each row is a rule or a term, with the keys that TOML would give it.
//!
//! What a cell means is not known here, only to which key it belongs.

mod cells;
mod columns;
mod row;
mod spot;

pub use self::spot::{COLUMNS, CellSpot, cell_at};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

use self::cells::{Cell, Row, Rows};
use self::columns::{Column, Columns};
use self::row::TableRow;
use super::sections::Sections;
use super::style::Naming;
use crate::rules::fault::{Fault, MOST_OF_A_FILE};
use crate::rules::value::{FileId, Place, Section, StyleFile, Value};
use crate::text::Span;
use crate::text::position::LineIndex;

/// A table that was read: where its rows are, and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    file: FileId,
    text: SmolStr,
    delimiter: char,
    columns: Columns,
    /// Where the rows start that define something, in bytes.
    rows: Vec<u32>,
    /// The ids of those rows, by their start, whose own was taken.
    numbered: FxHashMap<u32, SmolStr>,
}

impl Table {
    /// How many rows define something.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether a row of it can be a term, by its status.
    pub fn has_terms(&self) -> bool {
        self.columns.index_of(Column::Status).is_some()
    }

    /// What the rows define, in order.
    pub fn sections(&self) -> impl Iterator<Item = Section> {
        let mut rows = Rows::new(&self.text, self.delimiter);
        self.rows.iter().filter_map(move |start| {
            rows.go_to(*start as usize);
            let Some(Row::Cells(span)) = rows.next_row() else {
                return None;
            };
            let row = TableRow::new(self.file, &self.columns, filled(rows.cells()), span).ok()?;
            let (kind, mut entries) = row.section().ok()?;
            let (name, cell) = row.own_id();
            let id = self.numbered.get(start).cloned().unwrap_or(name);
            entries.push(row.entry("id", cell, Value::String(id)));
            Some(Section {
                kind,
                place: Place::new(self.file, span),
                entries,
            })
        })
    }
}

/// The row that makes `term` an admitted term in the table `text`, without a line break. `None`
/// if the table has no column that could say so. `delimiter` is as in [`read`].
pub fn row_of_admitted_term(text: &str, delimiter: Option<char>, term: &str) -> Option<String> {
    let delimiter = delimiter.unwrap_or_else(|| cells::delimiter(text, columns::is_header));
    let mut rows = Rows::new(text, delimiter);
    let Some(Row::Cells(_)) = rows.next_row() else {
        return None;
    };
    let columns = Columns::of_first_row(FileId(0), filled(rows.cells()), &mut Vec::new());
    let (find, status) = (
        columns.index_of(Column::Find)?,
        columns.index_of(Column::Status)?,
    );
    let is_plain = !term.contains([delimiter, '"', '\n', '\r']);
    let term = if is_plain {
        term.to_owned()
    } else {
        format!("\"{}\"", term.replace('"', "\"\""))
    };
    let cell = |index: usize| match index {
        _ if index == find => term.as_str(),
        _ if index == status => "admitted",
        _ => "",
    };
    let cells: Vec<&str> = (0..columns.len()).map(cell).collect();
    Some(cells.join(&delimiter.to_string()))
}

/// Reads the table `file`, whose text is `text`. `delimiter` is the character between
/// cells if it is known, else comma, semicolon or tab is found from the text.
pub fn read(
    file: FileId,
    text: SmolStr,
    naming: Naming,
    delimiter: Option<char>,
    faults: &mut Vec<Fault>,
) -> StyleFile {
    let delimiter = delimiter.unwrap_or_else(|| cells::delimiter(&text, columns::is_header));
    let prefix = naming.prefix(file, None, faults);
    // As many rows as there are lines, for all but odd tables.
    let count = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let mut reader = Reader {
        file,
        text: &text,
        lines: OnceCell::new(),
        finds: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
        ids: FxHashSet::with_capacity_and_hasher(count, FxBuildHasher),
        next_number: FxHashMap::default(),
        faults_before: faults.len(),
        faults,
        incomplete: false,
        rows: Vec::new(),
        numbered: FxHashMap::default(),
    };
    let columns = reader.table(&mut Rows::new(&text, delimiter));
    let (rows, numbered, incomplete) = (reader.rows, reader.numbered, reader.incomplete);
    let table = Table {
        file,
        text,
        delimiter,
        columns,
        rows,
        numbered,
    };
    StyleFile {
        prefix,
        header: Vec::new(),
        sections: Sections::Rows(table),
        file,
        incomplete,
        language: None,
    }
}

/// What is found out about a table while its rows are looked at for faults.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    lines: OnceCell<LineIndex<'a>>,
    /// The phrases so far, and the byte where each stands.
    finds: FxHashMap<Cow<'a, str>, u32>,
    ids: FxHashSet<SmolStr>,
    /// The number to try first when an id is taken, so that many equal ids stay cheap.
    next_number: FxHashMap<SmolStr, usize>,
    faults_before: usize,
    faults: &'a mut Vec<Fault>,
    incomplete: bool,
    rows: Vec<u32>,
    numbered: FxHashMap<u32, SmolStr>,
}

impl<'a> Reader<'a> {
    /// Goes through the rows and returns the columns.
    fn table(&mut self, rows: &mut Rows<'a>) -> Columns {
        let mut known: Option<Columns> = None;
        while let Some(row) = rows.next_row() {
            let span = match row {
                Row::Cells(span) => span,
                Row::Unclosed(span) => {
                    self.unclosed(span);
                    continue;
                }
            };
            let cells = filled(rows.cells());
            if cells.is_empty() {
                continue;
            }
            if let Some(columns) = &known {
                self.row(columns, cells, span);
                continue;
            }
            let columns = Columns::of_first_row(self.file, cells, self.faults);
            if columns.index_of(Column::Find).is_none() {
                self.incomplete = true;
                break;
            }
            if !columns.named {
                self.row(&columns, cells, span);
            }
            known = Some(columns);
        }
        known.unwrap_or_default()
    }

    fn unclosed(&mut self, span: Span) {
        let place = Place::new(self.file, span);
        let fault = Fault::error(
            place,
            "the quotation marks of this cell do not close before the next cell",
        );
        let help = "double each that is part of the text: \"\"; until then this row is left out";
        self.fault(fault.with_help(help));
        self.incomplete = true;
    }

    /// A table whose every row has a fault would have more of them than memory is for.
    fn fault(&mut self, fault: Fault) {
        if self.faults.len() - self.faults_before <= MOST_OF_A_FILE {
            self.faults.push(fault);
        }
    }

    /// Notes a row that defines something, or what is wrong with it.
    fn row(&mut self, columns: &Columns, cells: &[Cell<'a>], span: Span) {
        if let Some(extra) = cells.get(columns.len()) {
            self.too_many_cells(cells.len(), columns.len(), extra);
            return;
        }
        let row = TableRow::new(self.file, columns, cells, span);
        let row = match row.and_then(|row| row.definition().map(|_| row)) {
            Ok(row) => row,
            Err(fault) => return self.fault(fault),
        };
        if self.is_repeated(row.find) {
            return;
        }
        let start = span.start as u32;
        let (own, _) = row.own_id();
        if !self.ids.insert(own.clone()) {
            let numbered = self.free_id(&own);
            self.numbered.insert(start, numbered);
        }
        self.rows.push(start);
    }

    fn too_many_cells(&mut self, count: usize, columns: usize, extra: &Cell) {
        let place = Place::new(self.file, extra.span);
        let message = format!("this row has {count} cells, but there are {columns} columns");
        let help = "put a cell with a comma or semicolon in quotation marks; until then this row is left out";
        self.fault(Fault::error(place, message).with_help(help));
        self.incomplete = true;
    }

    /// Whether the phrase stands in a row before; the second is a fault.
    fn is_repeated(&mut self, find: &Cell<'a>) -> bool {
        let first = match self.finds.entry(find.text.clone()) {
            Entry::Vacant(free) => {
                free.insert(find.span.start as u32);
                return false;
            }
            Entry::Occupied(taken) => *taken.get() as usize,
        };
        let (line, _) = self
            .lines
            .get_or_init(|| LineIndex::new(self.text))
            .line_column(first);
        let place = Place::new(self.file, find.span);
        let fault = Fault::error(
            place,
            format!("‘{}’ stands in line {line} already", find.text),
        );
        self.fault(fault.with_help("keep one of the two; this row is left out"));
        true
    }

    /// `id` with the first free number from 2 behind it.
    fn free_id(&mut self, id: &SmolStr) -> SmolStr {
        let number = self.next_number.entry(id.clone()).or_insert(2);
        loop {
            let numbered = format_smolstr!("{id}-{number}");
            *number += 1;
            if self.ids.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// The cells up to the last one that says something: spreadsheets pad their rows.
fn filled<'a, 'b>(cells: &'b [Cell<'a>]) -> &'b [Cell<'a>] {
    let last = cells.iter().rposition(|cell| !cell.text.trim().is_empty());
    &cells[..last.map_or(0, |index| index + 1)]
}

#[cfg(test)]
mod tests;
