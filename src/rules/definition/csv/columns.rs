//! The columns of a table and the row that may name them.

use super::cells::Cell;
use crate::rules::fault::{Fault, nearest};
use crate::rules::keys::known;
use crate::rules::value::{FileId, Place, SectionKind};

/// What the cells of one column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Find,
    Use,
    Status,
    Definition,
    Note,
    Link,
    Except,
    Case,
    Inflect,
    Quotes,
    Severity,
    Id,
}

/// Every name of a column, in the order in which messages list them.
const NAMES: [(&str, Column); 13] = [
    ("find", Column::Find),
    ("use", Column::Use),
    ("status", Column::Status),
    ("definition", Column::Definition),
    ("note", Column::Note),
    ("link", Column::Link),
    ("except", Column::Except),
    ("case", Column::Case),
    ("inflect", Column::Inflect),
    ("quotes", Column::Quotes),
    ("severity", Column::Severity),
    ("id", Column::Id),
    ("term", Column::Find),
];

/// The columns of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// From left to right; `None` for one whose cells are passed over.
    columns: Vec<Option<Column>>,
    /// Whether the first row names them.
    pub(super) named: bool,
}

/// Whether every cell of a row is the name of a column.
pub(super) fn is_header(cells: &[Cell]) -> bool {
    cells
        .iter()
        .all(|cell| column(cell).is_some() || cell.text.is_empty())
}

fn column(cell: &Cell) -> Option<Column> {
    let written = cell.text.trim();
    let row = NAMES
        .iter()
        .find(|(name, _)| written.eq_ignore_ascii_case(name));
    row.map(|(_, column)| *column)
}

impl Columns {
    /// The columns as the first row of a table says, or find and use.
    pub(super) fn of_first_row(file: FileId, cells: &[Cell], faults: &mut Vec<Fault>) -> Self {
        if is_header(cells) {
            return Self::named(file, cells, faults);
        }
        let known = cells.iter().filter(|cell| column(cell).is_some()).count();
        let mut columns = vec![Some(Column::Find), Some(Column::Use)];
        if let Some(third) = cells.get(2) {
            if known > 1 {
                return Self::named(file, cells, faults);
            }
            faults.push(nameless(file, third));
            columns.resize(cells.len(), None);
        } else if let [first, second] = cells
            && column(first) == Some(Column::Find)
        {
            faults.push(like_a_header(file, first, second));
        }
        Self {
            columns,
            named: false,
        }
    }

    fn named(file: FileId, cells: &[Cell], faults: &mut Vec<Fault>) -> Self {
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(cells.len());
        for cell in cells {
            let place = Place::new(file, cell.span);
            let named = column(cell);
            let written = cell.text.trim();
            let fault = match named {
                None if written.is_empty() => None,
                None => Some((
                    format!("there is no column ‘{written}’"),
                    did_you_mean(written),
                )),
                Some(column) if !is_supported(column) => {
                    let message = format!("the column ‘{written}’ is not supported yet");
                    Some((message, "its cells are passed over".to_owned()))
                }
                Some(column) if columns.contains(&named) => {
                    let message = format!("a second column says what to ‘{}’", name(column));
                    Some((message, "its cells are passed over".to_owned()))
                }
                Some(_) => None,
            };
            columns.push(if fault.is_none() { named } else { None });
            let fault = fault.map(|(message, help)| Fault::error(place, message).with_help(help));
            faults.extend(fault.map(|fault| match near_name(written) {
                Some(name) if named.is_none() => fault.meaning(name),
                _ => fault,
            }));
        }
        if !columns.contains(&Some(Column::Find)) {
            let first = cells
                .first()
                .map_or_else(Default::default, |cell| cell.span);
            let fault = Fault::error(Place::new(file, first), "no column is called ‘find’");
            let help = "the first row has only names of columns, so it is read as their names";
            faults.push(fault.with_help(help));
        }
        Self {
            columns,
            named: true,
        }
    }

    /// Where the cells of `column` stand in a row.
    pub(super) fn index_of(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == Some(column))
    }

    /// The name of the column at this place, if its cells mean something.
    pub(super) fn name_at(&self, index: usize) -> Option<&'static str> {
        self.columns.get(index).copied().flatten().map(name)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }
}

/// Whether some kind of rule obeys the key that the column stands for.
fn is_supported(column: Column) -> bool {
    let of_any_row = [
        Column::Find,
        Column::Use,
        Column::Status,
        Column::Definition,
    ];
    of_any_row.contains(&column) || known(SectionKind::Rule).any(|key| key.name == name(column))
}

fn name(column: Column) -> &'static str {
    NAMES
        .iter()
        .find(|(_, known)| *known == column)
        .map_or("", |(name, _)| name)
}

/// The fault of a third column in a table without names.
fn nameless(file: FileId, third: &Cell) -> Fault {
    let place = Place::new(file, third.span);
    let message = format!(
        "the third column, with ‘{}’, has no name",
        third.text.trim()
    );
    let names: Vec<&str> = NAMES[..12].iter().map(|(name, _)| *name).collect();
    let help = format!("name the columns in the first row, of: {}", names.join(","));
    Fault::error(place, message).with_help(help)
}

/// What to know of a first row that names its first column and not its second.
fn like_a_header(file: FileId, first: &Cell, second: &Cell) -> Fault {
    let message = format!("there is no column ‘{}’", second.text.trim());
    let help = format!(
        "this row is read as an entry: ‘{}’ is looked for",
        first.text.trim()
    );
    Fault::hint(Place::new(file, second.span), message).with_help(help)
}

fn near_name(written: &str) -> Option<&'static str> {
    nearest(written, NAMES.iter().map(|(name, _)| *name))
}

fn did_you_mean(written: &str) -> String {
    if let Some(name) = near_name(written) {
        format!("did you mean ‘{name}’?")
    } else {
        let names: Vec<&str> = NAMES[..12].iter().map(|(name, _)| *name).collect();
        format!("there are: {}", names.join(","))
    }
}
