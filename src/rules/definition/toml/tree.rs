//! From the parser's tree to ours: in the order of the file, every value with its place.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::rules::fault::Fault;
use crate::rules::value::{Entry, FileId, Node, Place, Value};
use crate::text::Span;

/// Deeper than any key needs, and far from what could overflow a stack.
const MOST_LEVELS: usize = 32;

/// The keys of `table`; values that cannot be had are faults and left out.
pub(super) fn entries(file: FileId, table: &DeTable, faults: &mut Vec<Fault>) -> Vec<Entry> {
    Walk { file, faults }.entries(table, 0)
}

struct Walk<'a> {
    file: FileId,
    faults: &'a mut Vec<Fault>,
}

impl Walk<'_> {
    fn entries(&mut self, table: &DeTable, level: usize) -> Vec<Entry> {
        let mut pairs: Vec<(&Spanned<DeString>, &Spanned<DeValue>)> = table.iter().collect();
        // The parser sorts by name.
        pairs.sort_by_key(|(key, _)| key.span().start);
        let mut entries = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let place = self.place(key.span());
            if let Some(node) = self.node(value, level) {
                let key = key.get_ref().as_ref().into();
                entries.push(Entry { key, place, node });
            }
        }
        entries
    }

    fn node(&mut self, value: &Spanned<DeValue>, level: usize) -> Option<Node> {
        let place = self.place(value.span());
        let value = match value.get_ref() {
            DeValue::String(text) => Value::String(text.as_ref().into()),
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(date) => Value::Date(date.to_string().into()),
            DeValue::Integer(number) => {
                let Ok(value) = i64::from_str_radix(number.as_str(), number.radix()) else {
                    return self.refuse(place, format!("‘{number}’ is too large a number"));
                };
                Value::Integer(value)
            }
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Array(_) | DeValue::Table(_) if level == MOST_LEVELS => {
                return self.refuse(place, "this is nested too deeply");
            }
            DeValue::Array(items) => Value::List(
                items
                    .iter()
                    .filter_map(|item| self.node(item, level + 1))
                    .collect(),
            ),
            DeValue::Table(table) => Value::Table(self.entries(table, level + 1)),
        };
        Some(Node { place, value })
    }

    fn refuse(&mut self, place: Place, message: impl Into<String>) -> Option<Node> {
        self.faults.push(Fault::error(place, message));
        None
    }

    fn place(&self, range: std::ops::Range<usize>) -> Place {
        Place::new(self.file, Span::from(range))
    }
}
