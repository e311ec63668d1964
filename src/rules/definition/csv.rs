//! A style as a table: each row is a rule or a term, with the keys that TOML would give it.
//!
//! What a cell means is not known here, only to which key it belongs.

mod cells;
mod columns;
mod row;

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

use self::cells::{Cell, Row, Rows};
use self::columns::{Column, Columns};
use self::row::TableRow;
use super::style::Naming;
use crate::rules::fault::{Fault, MOST_OF_A_FILE};
use crate::rules::id::from_phrase;
use crate::rules::value::{FileId, Place, Section, StyleFile, Value};
use crate::text::Span;
use crate::text::position::LineIndex;

/// Reads the table `file`, whose text is `text`. `delimiter` is the character between
/// cells if it is known, else comma, semicolon or tab is found from the text.
pub fn read(
    file: FileId,
    text: &str,
    naming: Naming,
    delimiter: Option<char>,
    faults: &mut Vec<Fault>,
) -> StyleFile {
    let delimiter = delimiter.unwrap_or_else(|| cells::delimiter(text, columns::is_header));
    let prefix = naming.prefix(file, None, faults);
    let mut reader = Reader {
        file,
        text,
        lines: OnceCell::new(),
        finds: FxHashMap::default(),
        ids: FxHashSet::default(),
        next_number: FxHashMap::default(),
        faults_before: faults.len(),
        faults,
        incomplete: false,
    };
    let sections = reader.sections(&mut Rows::new(text, delimiter));
    let incomplete = reader.incomplete;
    StyleFile {
        prefix,
        header: Vec::new(),
        sections,
        file,
        incomplete,
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    lines: OnceCell<LineIndex<'a>>,
    /// The phrases so far, and the byte where each stands.
    finds: FxHashMap<SmolStr, usize>,
    ids: FxHashSet<SmolStr>,
    /// The number to try first when an id is taken, so that many equal ids stay cheap.
    next_number: FxHashMap<SmolStr, usize>,
    faults_before: usize,
    faults: &'a mut Vec<Fault>,
    incomplete: bool,
}

impl Reader<'_> {
    fn sections(&mut self, rows: &mut Rows) -> Vec<Section> {
        let mut sections = Vec::new();
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
                sections.extend(self.section(columns, cells, span));
                continue;
            }
            let columns = Columns::of_first_row(self.file, cells, self.faults);
            if columns.index_of(Column::Find).is_none() {
                self.incomplete = true;
                break;
            }
            if !columns.named {
                sections.extend(self.section(&columns, cells, span));
            }
            known = Some(columns);
        }
        sections
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

    fn section(&mut self, columns: &Columns, cells: &[Cell], row: Span) -> Option<Section> {
        if let Some(extra) = cells.get(columns.len()) {
            self.too_many_cells(cells.len(), columns.len(), extra);
            return None;
        }
        let table_row = TableRow::new(self.file, columns, cells, row);
        let read = table_row.and_then(|row| Ok((row.section()?, row)));
        let ((kind, mut entries), table_row) = read.map_err(|fault| self.fault(fault)).ok()?;
        if self.is_repeated(table_row.find) {
            return None;
        }
        let (name, cell) = match table_row.cell(Column::Id) {
            Some(cell) => (cell.text.trim().into(), cell),
            None => (from_phrase(&table_row.find.text).into(), table_row.find),
        };
        let id = Value::String(self.free_id(name));
        entries.push(table_row.entry("id", cell, id));
        Some(Section {
            kind,
            place: Place::new(self.file, row),
            entries,
        })
    }

    fn too_many_cells(&mut self, count: usize, columns: usize, extra: &Cell) {
        let place = Place::new(self.file, extra.span);
        let message = format!("this row has {count} cells, but there are {columns} columns");
        let help = "put a cell with a comma or semicolon in quotation marks; until then this row is left out";
        self.fault(Fault::error(place, message).with_help(help));
        self.incomplete = true;
    }

    /// Whether the phrase stands in a row before; the second is a fault.
    fn is_repeated(&mut self, find: &Cell) -> bool {
        let Some(first) = self
            .finds
            .insert(find.text.as_ref().into(), find.span.start)
        else {
            return false;
        };
        self.finds.insert(find.text.as_ref().into(), first);
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

    /// `id`, or with the first free number from 2 behind it.
    fn free_id(&mut self, id: SmolStr) -> SmolStr {
        if self.ids.insert(id.clone()) {
            return id;
        }
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
