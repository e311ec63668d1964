//! Keys of a section: which there are, and reading their values with faults that help.

mod faults;
mod table;

use std::rc::Rc;
use std::sync::Arc;

use smallvec::{SmallVec, smallvec};
use smol_str::SmolStr;

use super::fault::Fault;
use super::kinds::headword::FormPool;
use super::resources::Resources;
use super::value::{Entry, Node, Place, SectionKind, Value};
use crate::markup::{Scope, ScopeSet};
use crate::matching::Language;
use crate::matching::inflect::Inflector;

use faults::unknown_key;
pub use faults::{no_choice, section_name, wrong_type};
pub(super) use table::is_known;
pub use table::{COMMON, EXAMPLE_KEYS, Key, Takes, is_key, known};

/// The keys of one section after settings were applied, with the faults found in reading them.
#[derive(Debug)]
pub struct Keys<'a> {
    entries: SmallVec<[&'a Entry; 8]>,
    /// Where the section stands.
    pub place: Place,
    /// What phrases are read with.
    pub grammar: Grammar,
    /// Phrases that ought to inflect, but of which the dictionary has no word.
    pub unknown: Vec<Written>,
    /// Phrases of which only some words inflect, because all would make too many forms.
    pub cut: Vec<Written>,
    /// What is wrong so far.
    pub faults: Vec<Fault>,
}

/// What the phrases of a rule are read with.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    /// The language of the documents.
    pub language: Language,
    /// The language that the style is written for: of its own, or else that of the documents.
    pub of_style: Language,
    /// What makes the forms of phrases and replacements.
    pub inflector: Arc<Inflector>,
    /// The forms of words so far.
    pub forms: Rc<FormPool>,
    /// The language of the documents as the configuration names it, `en-GB`.
    pub tag: Option<SmolStr>,
    /// What rules name that lies in files of its own.
    pub resources: Arc<Resources>,
}

/// A string and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The string.
    pub text: SmolStr,
    /// Where.
    pub place: Place,
}

/// An item of a list that may itself be a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// A string.
    One(Written),
    /// A list of strings, and where it stands.
    Several(Vec<Written>, Place),
}

impl<'a> Keys<'a> {
    /// Takes the entries of a section and finds the keys that do not exist.
    pub fn new(
        kind: SectionKind,
        entries: impl IntoIterator<Item = &'a Entry>,
        place: Place,
        grammar: Grammar,
    ) -> Self {
        let mut keys = Self {
            entries: SmallVec::new(),
            place,
            grammar,
            unknown: Vec::new(),
            cut: Vec::new(),
            faults: Vec::new(),
        };
        for entry in entries {
            if is_known(kind, &entry.key) {
                keys.entries.push(entry);
            } else {
                keys.faults.push(unknown_key(kind, entry));
            }
        }
        keys
    }

    /// One key of a style's header, whose name is known.
    pub fn of_header(entry: &'a Entry) -> Self {
        Self {
            entries: smallvec![entry],
            place: entry.place,
            grammar: Grammar::default(),
            unknown: Vec::new(),
            cut: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Whether the key was written.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == name)
    }

    /// Whether one of the keys was written.
    pub fn has_any(&self, names: &[&str]) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| names.contains(&entry.key.as_str()))
    }

    /// The entry of a key. A section read from a file has each key once.
    pub fn entry(&self, name: &str) -> Option<&'a Entry> {
        self.entries
            .iter()
            .rev()
            .find(|entry| entry.key == name)
            .copied()
    }

    /// The values of a key that settings may have added to: all entries in order.
    pub fn nodes(&self, name: &str) -> SmallVec<[&'a Node; 4]> {
        let entries = self.entries.iter().filter(|entry| entry.key == name);
        entries.map(|entry| &entry.node).collect()
    }

    /// A string.
    pub fn text(&mut self, name: &str) -> Option<Written> {
        let node = &self.entry(name)?.node;
        self.as_text(node, name)
    }

    /// A string that must not be empty.
    pub fn filled(&mut self, name: &str) -> Option<Written> {
        let written = self.text(name)?;
        if written.text.trim().is_empty() {
            self.faults
                .push(Fault::error(written.place, format!("‘{name}’ is empty")));
            return None;
        }
        Some(written)
    }

    /// True or false.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        let node = &self.entry(name)?.node;
        if let Value::Boolean(value) = node.value {
            return Some(value);
        }
        self.faults.push(wrong_type(node, name, "true or false"));
        None
    }

    /// A number from 0, and where it was written.
    pub fn number(&mut self, name: &str) -> Option<(f64, Place)> {
        let node = &self.entry(name)?.node;
        #[expect(
            clippy::cast_precision_loss,
            reason = "numbers of styles are small, and close is near enough"
        )]
        let number = match node.value {
            Value::Integer(number) => number as f64,
            Value::Float(number) => number,
            _ => f64::NAN,
        };
        if number.is_finite() && number >= 0.0 {
            return Some((number, node.place));
        }
        let fault = match node.value {
            Value::Float(number) if !number.is_finite() => {
                let what = if number.is_nan() { "value" } else { "end" };
                let message = format!("‘{name}’ takes a number from 0, not one without {what}");
                Fault::error(node.place, message).with_help("leave it out where there is no limit")
            }
            _ => wrong_type(node, name, "a number from 0"),
        };
        self.faults.push(fault);
        None
    }

    /// How many: a whole number from 0.
    pub fn count(&mut self, name: &str) -> Option<u32> {
        let node = &self.entry(name)?.node;
        if let Value::Integer(number) = node.value
            && let Ok(number) = u32::try_from(number)
        {
            return Some(number);
        }
        self.faults
            .push(wrong_type(node, name, "a whole number from 0"));
        None
    }

    /// One of a few words, each with its meaning.
    pub fn one_of<T: Copy>(&mut self, name: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let written = self.text(name)?;
        let found = choices.iter().find(|(choice, _)| *choice == written.text);
        if found.is_none() {
            self.faults.push(no_choice(
                &written,
                name,
                choices.iter().map(|(choice, _)| *choice),
            ));
        }
        found.map(|(_, value)| *value)
    }

    /// A list of strings; settings have added theirs. One string is a list of one.
    pub fn texts(&mut self, name: &str) -> Vec<Written> {
        let mut texts = Vec::new();
        for node in self.nodes(name) {
            match &node.value {
                Value::List(list) => {
                    texts.extend(list.iter().filter_map(|node| self.as_text(node, name)));
                }
                Value::String(text) => texts.push(Written {
                    text: text.clone(),
                    place: node.place,
                }),
                _ => self
                    .faults
                    .push(wrong_type(node, name, "a list of strings")),
            }
        }
        texts
    }

    /// A list of strings and of lists of strings; settings have added theirs. One string is a
    /// list of one.
    pub fn groups(&mut self, name: &str) -> Vec<Group> {
        let mut groups = Vec::new();
        for node in self.nodes(name) {
            let Value::List(list) = &node.value else {
                groups.extend(self.as_text(node, name).map(Group::One));
                continue;
            };
            for node in list {
                let Value::List(inner) = &node.value else {
                    groups.extend(self.as_text(node, name).map(Group::One));
                    continue;
                };
                let texts = inner.iter().filter_map(|node| self.as_text(node, name));
                groups.push(Group::Several(texts.collect(), node.place));
            }
        }
        groups
    }

    /// A list of scopes; `None` if the key is not there.
    pub fn scopes(&mut self, name: &str) -> Option<ScopeSet> {
        if !self.has(name) {
            return None;
        }
        let mut set = ScopeSet::EMPTY;
        for written in self.texts(name) {
            if let Some(scope) = Scope::from_name(&written.text) {
                set = set.with(scope);
            } else {
                let names = Scope::ALL.iter().map(|scope| scope.name());
                self.faults.push(no_choice(&written, name, names));
            }
        }
        Some(set)
    }

    /// The rows of a table. A later row with the same key takes the place of an earlier one.
    pub fn rows(&mut self, name: &str) -> Vec<&'a Entry> {
        let mut rows: Vec<&Entry> = Vec::new();
        for node in self.nodes(name) {
            let Value::Table(table) = &node.value else {
                self.faults.push(wrong_type(
                    node,
                    name,
                    "a table, one row a line: wrong = \"right\"",
                ));
                continue;
            };
            if rows.is_empty() {
                rows.extend(table);
                continue;
            }
            for row in table {
                match rows.iter_mut().find(|old| old.key == row.key) {
                    Some(old) => *old = row,
                    None => rows.push(row),
                }
            }
        }
        rows
    }

    /// A node that must be a string.
    pub fn as_text(&mut self, node: &Node, name: &str) -> Option<Written> {
        if let Value::String(text) = &node.value {
            return Some(Written {
                text: text.clone(),
                place: node.place,
            });
        }
        self.faults.push(wrong_type(node, name, "a string"));
        None
    }
}
