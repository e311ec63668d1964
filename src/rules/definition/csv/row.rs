//! One row of a table as the keys of a rule or term.

use smol_str::SmolStr;

use super::cells::Cell;
use super::columns::{Column, Columns};
use crate::rules::fault::Fault;
use crate::rules::value::{Entry, FileId, Node, Place, SectionKind, Value};
use crate::text::Span;

/// A row that has something to find.
pub(super) struct TableRow<'a> {
    file: FileId,
    columns: &'a Columns,
    cells: &'a [Cell<'a>],
    pub(super) find: &'a Cell<'a>,
}

impl<'a> TableRow<'a> {
    /// The row of these cells; a fault if it has nothing to find.
    pub(super) fn new(
        file: FileId,
        columns: &'a Columns,
        cells: &'a [Cell<'a>],
        row: Span,
    ) -> Result<Self, Fault> {
        let cell = columns
            .index_of(Column::Find)
            .and_then(|index| cells.get(index));
        if let Some(find) = cell.filter(|cell| !cell.text.trim().is_empty()) {
            Ok(Self {
                file,
                columns,
                cells,
                find,
            })
        } else {
            let at = cell.map_or(row, |cell| cell.span);
            let fault = Fault::error(Place::new(file, at), "this row has nothing to find");
            Err(fault.with_help("write the phrase in its ‘find’ cell"))
        }
    }

    /// The cell of `column`, if it says something.
    pub(super) fn cell(&self, column: Column) -> Option<&'a Cell<'a>> {
        let cell = self.cells.get(self.columns.index_of(column)?)?;
        (!cell.text.trim().is_empty()).then_some(cell)
    }

    /// What it defines, and the keys other than its id.
    pub(super) fn section(&self) -> Result<(SectionKind, Vec<Entry>), Fault> {
        let replacement = self.cell(Column::Use);
        let status = self.cell(Column::Status);
        let (kind, mut entries) = match (status.map(|cell| cell.text.trim()), replacement) {
            (None, _) => (SectionKind::Rule, vec![self.phrase(replacement)]),
            (Some("preferred" | "admitted"), Some(cell)) => {
                let message = "a term that may be used has nothing to be used in its place";
                let fault = Fault::error(self.place(cell), message);
                return Err(fault
                    .with_help("leave its ‘use’ cell empty, or write deprecated as its status"));
            }
            (Some("preferred" | "admitted"), None) => {
                (SectionKind::Term, vec![self.phrase_of_term()])
            }
            (Some("deprecated"), _) => self.deprecated(replacement),
            (Some(other), _) => {
                let place = status.map_or_else(Place::default, |cell| self.place(cell));
                let fault = Fault::error(place, format!("‘{other}’ is no value of ‘status’"));
                return Err(fault.with_help("there are preferred, admitted, deprecated"));
            }
        };
        // A variant of another term has no status of its own.
        if kind == SectionKind::Term && replacement.is_none() {
            entries.extend(status.map(|cell| self.string("status", cell)));
        }
        self.others(kind, &mut entries);
        Ok((kind, entries))
    }

    fn phrase_of_term(&self) -> Entry {
        self.entry(
            "term",
            self.find,
            Value::String(self.find.text.as_ref().into()),
        )
    }

    fn phrase(&self, replacement: Option<&Cell>) -> Entry {
        let find = SmolStr::from(self.find.text.as_ref());
        let Some(cell) = replacement else {
            let phrase = self.node(self.find, Value::String(find));
            return self.entry("phrases", self.find, Value::List(vec![phrase]));
        };
        // What stands for removal and advice is for whoever reads the rule.
        let value = self.node(cell, Value::String(cell.text.as_ref().into()));
        let row = Entry {
            key: find,
            place: self.place(self.find),
            node: value,
        };
        self.entry("replace", self.find, Value::Table(vec![row]))
    }

    /// A variant that is not to be used: of the term that its `use` cell names, or by
    /// itself. Options, advice and removal are for rules; no fix of theirs is automatic.
    fn deprecated(&self, replacement: Option<&Cell>) -> (SectionKind, Vec<Entry>) {
        match replacement {
            None => (SectionKind::Term, vec![self.phrase_of_term()]),
            Some(cell) if cell.text.contains(['|', '(']) => {
                (SectionKind::Rule, vec![self.phrase(replacement)])
            }
            Some(cell) => {
                let variant = self.node(self.find, Value::String(self.find.text.as_ref().into()));
                let variants = self.entry("instead-of", self.find, Value::List(vec![variant]));
                (SectionKind::Term, vec![self.string("term", cell), variants])
            }
        }
    }

    fn others(&self, kind: SectionKind, entries: &mut Vec<Entry>) {
        let mut note = self
            .cell(Column::Note)
            .map(|cell| self.string("note", cell));
        if let Some(cell) = self.cell(Column::Definition) {
            match (kind, &mut note) {
                (SectionKind::Term, _) => entries.push(self.string("definition", cell)),
                // A rule has no definition, but its note says why.
                (SectionKind::Rule, None) => note = Some(self.string("note", cell)),
                (SectionKind::Rule, Some(note)) => {
                    if let Value::String(text) = &mut note.node.value {
                        *text = format!("{}\n\n{text}", cell.text.trim()).into();
                    }
                }
            }
        }
        entries.extend(note);
        if let Some(cell) = self.cell(Column::Except) {
            let items = cell
                .text
                .split('|')
                .map(str::trim)
                .filter(|item| !item.is_empty());
            let nodes = items
                .map(|item| self.node(cell, Value::String(item.into())))
                .collect();
            entries.push(self.entry("except", cell, Value::List(nodes)));
        }
        for (column, key) in [
            (Column::Link, "link"),
            (Column::Case, "case"),
            (Column::Inflect, "inflect"),
            (Column::Quotes, "quotes"),
            (Column::Severity, "severity"),
        ] {
            entries.extend(self.cell(column).map(|cell| self.string(key, cell)));
        }
    }

    /// A key whose value is what a cell says, without the space around it.
    pub(super) fn string(&self, key: &'static str, cell: &Cell) -> Entry {
        self.entry(key, cell, Value::String(cell.text.trim().into()))
    }

    /// A key that stands for a cell.
    pub(super) fn entry(&self, key: &'static str, cell: &Cell, value: Value) -> Entry {
        Entry {
            key: SmolStr::new_static(key),
            place: self.place(cell),
            node: self.node(cell, value),
        }
    }

    fn node(&self, cell: &Cell, value: Value) -> Node {
        Node {
            place: self.place(cell),
            value,
        }
    }

    fn place(&self, cell: &Cell) -> Place {
        Place::new(self.file, cell.span)
    }
}
