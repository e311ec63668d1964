//! One row of a table as the keys of a rule or term.

use smol_str::SmolStr;

use super::cells::Cell;
use super::columns::{Column, Columns};
use crate::rules::fault::Fault;
use crate::rules::id::from_phrase;
use crate::rules::value::{Entry, FileId, Node, Place, SectionKind, Value};
use crate::text::Span;

/// What a row defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Definition {
    /// A rule.
    Rule,
    /// A term.
    Term,
    /// A variant that is not to be used, of the term that its `use` cell names.
    Variant,
}

/// A row that has something to find.
pub(super) struct TableRow<'a, 't> {
    file: FileId,
    columns: &'a Columns,
    cells: &'a [Cell<'t>],
    pub(super) find: &'a Cell<'t>,
}

impl<'a, 't> TableRow<'a, 't> {
    /// The row of these cells; a fault if it has nothing to find.
    pub(super) fn new(
        file: FileId,
        columns: &'a Columns,
        cells: &'a [Cell<'t>],
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
    pub(super) fn cell(&self, column: Column) -> Option<&'a Cell<'t>> {
        let cell = self.cells.get(self.columns.index_of(column)?)?;
        (!cell.text.trim().is_empty()).then_some(cell)
    }

    /// The id that it has unless another row has it, and the cell that says so.
    pub(super) fn own_id(&self) -> (SmolStr, &'a Cell<'t>) {
        match self.cell(Column::Id) {
            Some(cell) => (cell.text.trim().into(), cell),
            None => (from_phrase(&self.find.text), self.find),
        }
    }

    /// What it defines.
    ///
    /// # Errors
    /// If its status is none, or does not go with a replacement.
    pub(super) fn definition(&self) -> Result<Definition, Fault> {
        let replacement = self.cell(Column::Use);
        let status = self.cell(Column::Status);
        let Some(cell) = status else {
            return Ok(Definition::Rule);
        };
        match (cell.text.trim(), replacement) {
            ("preferred" | "admitted", Some(replacement)) => {
                let message = "a term that may be used has nothing to be used in its place";
                let fault = Fault::error(self.place(replacement), message);
                Err(fault
                    .with_help("leave its ‘use’ cell empty, or write deprecated as its status"))
            }
            ("preferred" | "admitted" | "deprecated", None) => Ok(Definition::Term),
            // Options, advice and removal are for rules.
            ("deprecated", Some(replacement)) if replacement.text.contains(['|', '(']) => {
                Ok(Definition::Rule)
            }
            ("deprecated", Some(_)) => Ok(Definition::Variant),
            (other, _) => {
                let message = format!("‘{other}’ is no value of ‘status’");
                let fault = Fault::error(self.place(cell), message);
                Err(fault.with_help("there are preferred, admitted, deprecated"))
            }
        }
    }

    /// What it defines, and the keys other than its id, for which there is room.
    pub(super) fn section(&self) -> Result<(SectionKind, Vec<Entry>), Fault> {
        let replacement = self.cell(Column::Use);
        let mut entries = Vec::with_capacity(self.columns.len() + 2);
        let kind = match (self.definition()?, replacement) {
            (Definition::Rule, _) => {
                entries.push(self.phrase(replacement));
                SectionKind::Rule
            }
            (Definition::Variant, Some(cell)) => {
                entries.extend(self.variant(cell));
                SectionKind::Term
            }
            (Definition::Term | Definition::Variant, _) => {
                let status = self.cell(Column::Status);
                let status = status.map(|cell| self.string("status", cell));
                entries.push(self.phrase_of_term());
                entries.extend(status);
                SectionKind::Term
            }
        };
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

    /// A variant of the term that its `use` cell names; no fix of it is automatic.
    fn variant(&self, term: &Cell) -> [Entry; 2] {
        let variant = self.node(self.find, Value::String(self.find.text.as_ref().into()));
        let variants = self.entry("instead-of", self.find, Value::List(vec![variant]));
        [self.string("term", term), variants]
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
