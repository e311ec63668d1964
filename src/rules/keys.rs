//! Keys of a section: which there are, and reading their values with faults that help.

use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;
use smallvec::{SmallVec, smallvec};
use smol_str::SmolStr;

use super::fault::{Fault, nearest};
use super::kinds::KINDS;
use super::kinds::headword::FormPool;
use super::resources::Resources;
use super::value::{Entry, Node, Place, SectionKind, Value};
use crate::markup::{Scope, ScopeSet};
use crate::matching::Language;
use crate::matching::inflect::Inflector;

/// One key that a section may have.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it does, for whoever writes a style.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A string.
    Text,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// A list of some of a few words; one string is a list of one.
    SomeOf(&'static [&'static str]),
    /// One of a few words, or a table of strings.
    OneOfOrTable(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A whole number from 0.
    Number,
    /// A number from 0.
    Fraction,
    /// A list of strings; one string is a list of one.
    Texts,
    /// A list of strings, also of one.
    List,
    /// A list of strings, one string, or `true`.
    TextsOrTrue,
    /// A list of strings and of lists of strings.
    Groups,
    /// A table of strings or lists of strings.
    Table,
    /// A list of pairs of strings.
    Pairs,
    /// The table of examples.
    Examples,
}

impl Takes {
    /// The words that it takes, if these are few.
    pub const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::OneOf(choices) | Self::SomeOf(choices) | Self::OneOfOrTable(choices) => choices,
            Self::Boolean => &["true", "false"],
            Self::TextsOrTrue => &["true"],
            _ => &[],
        }
    }

    /// What stands before and behind what a writer puts in.
    pub const fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Text | Self::OneOf(_) | Self::OneOfOrTable(_) => ("\"", "\""),
            Self::Texts | Self::List | Self::SomeOf(_) | Self::Groups => ("[\"", "\"]"),
            Self::Pairs => ("[[\"", "\", \"\"]]"),
            Self::Table | Self::Examples => ("{ ", " }"),
            Self::Boolean | Self::Number | Self::Fraction | Self::TextsOrTrue => ("", ""),
        }
    }

    /// What it takes, as a reader is told: "one of `a`, `b`".
    pub fn describe(self) -> String {
        let listed = |choices: &[&str]| {
            let quoted: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            quoted.join(", ")
        };
        match self {
            Self::Text => "a string".to_owned(),
            Self::OneOf(choices) => format!("one of {}", listed(choices)),
            Self::SomeOf(choices) => format!("a list of {}", listed(choices)),
            Self::OneOfOrTable(choices) => {
                format!("{}, or a table: one row a line", listed(choices))
            }
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Texts | Self::List => "a list of strings".to_owned(),
            Self::Pairs => "a list of pairs of strings".to_owned(),
            Self::Table => "a table: one row a line".to_owned(),
            Self::Examples => "a table of lists".to_owned(),
            Self::Number => "a whole number".to_owned(),
            Self::Fraction => "a number".to_owned(),
            Self::TextsOrTrue => "`true`, or a list of strings".to_owned(),
            Self::Groups => "a list of strings, and of lists of strings".to_owned(),
        }
    }
}

/// The keys of the table of examples.
pub const EXAMPLE_KEYS: &[Key] = &[
    Key {
        name: "flag",
        takes: Takes::Texts,
        about: "Documents in which the rule must find something.",
    },
    Key {
        name: "pass",
        takes: Takes::Texts,
        about: "Documents in which it must find nothing.",
    },
    Key {
        name: "fix",
        takes: Takes::Pairs,
        about: "Pairs of a document and what “fix all” must make of it: `[[\"before\", \"after\"]]`. What is only offered \
                stays as it is.",
    },
];

/// Keys that every rule may have, whatever its kind.
pub const COMMON: &[Key] = &[
    Key {
        name: "id",
        takes: Takes::Text,
        about: "What the rule is called, after its style: letters, digits and `-`.",
    },
    Key {
        name: "severity",
        takes: Takes::OneOf(&["error", "warning", "suggestion", "hint"]),
        about: "How much a finding matters; `warning` if nothing is said here nor under `[style]`.",
    },
    Key {
        name: "message",
        takes: Takes::Text,
        about: "The sentence to show; if nothing is said, one that names what is to be written. `{match}` is the text found, `{use}` the options, `{phrase}` the entry.",
    },
    Key {
        name: "note",
        takes: Takes::Text,
        about: "Why, and what to do, in Markdown; shown on hover.",
    },
    Key {
        name: "link",
        takes: Takes::Text,
        about: "Where to read more.",
    },
    Key {
        name: "owner",
        takes: Takes::Text,
        about: "Whom to ask.",
    },
    Key {
        name: "since",
        takes: Takes::Text,
        about: "Since when the rule is in force.",
    },
    Key {
        name: "enabled",
        takes: Takes::Boolean,
        about: "`false`: the rule is offered, but not on; `true` if nothing is said.",
    },
    Key {
        name: "quotes",
        takes: Takes::OneOf(&["check", "skip", "skip-full", "soften"]),
        about: "What to do about quoted speech: `check` it as all else; `skip` it; `skip-full`, but check scare quotes; \
                `soften`, one step milder. `check` if nothing is said here nor under `[style]`, in `consistency` `skip`.",
    },
    Key {
        name: "scope",
        takes: Takes::SomeOf(&Scope::NAMES),
        about: "Where to look; all but `code`, `comment` and `html` if nothing is said, or less where the kind of the \
                rule says so.",
    },
    Key {
        name: "skip",
        takes: Takes::SomeOf(&Scope::NAMES),
        about: "Where not to look, although `scope` says so; nowhere if nothing is said.",
    },
    Key {
        name: "except",
        takes: Takes::Texts,
        about: "Longer phrases inside which nothing is found.",
    },
    Key {
        name: "except-before",
        takes: Takes::Texts,
        about: "Nothing is found directly before one of these.",
    },
    Key {
        name: "except-after",
        takes: Takes::Texts,
        about: "Nothing is found directly after one of these.",
    },
    Key {
        name: "except-near",
        takes: Takes::Texts,
        about: "Nothing is found within four words of one of these, in the same sentence.",
    },
    Key {
        name: "shield",
        takes: Takes::Boolean,
        about: "`false`: terms of a glossary do not shield what lies inside them; `true` if nothing is said.",
    },
    Key {
        name: "examples",
        takes: Takes::Examples,
        about: "Documents that show what the rule does: `examples.flag`, in which it finds something, `examples.pass`, in \
                which it finds nothing, and `examples.fix`, pairs of a text and what “fix all” makes of it (what is only \
                offered stays as it is).",
    },
];

/// Keys that are part of the notation, but that this version does not know how to obey.
const NOT_YET: &[&str] = &["sequence"];

/// Every key that a section of `kind` may have, common ones first.
pub fn known(kind: SectionKind) -> impl Iterator<Item = &'static Key> {
    let kinds = KINDS.iter().filter(move |row| row.section == kind);
    COMMON.iter().chain(kinds.flat_map(|row| row.keys.iter()))
}

/// Whether a section of `kind` may have this key.
fn is_known(kind: SectionKind, name: &str) -> bool {
    static OF_RULES: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| known(SectionKind::Rule).map(|key| key.name).collect());
    static OF_TERMS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| known(SectionKind::Term).map(|key| key.name).collect());
    match kind {
        SectionKind::Rule => OF_RULES.contains(name),
        SectionKind::Term => OF_TERMS.contains(name),
    }
}

/// Whether `name` is a key of rules or terms, also one that is not supported yet.
pub fn is_key(name: &str) -> bool {
    let of = |kind| known(kind).any(|key| key.name == name);
    of(SectionKind::Rule) || of(SectionKind::Term) || NOT_YET.contains(&name)
}

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

fn unknown_key(kind: SectionKind, entry: &Entry) -> Fault {
    let name = entry.key.as_str();
    if NOT_YET.contains(&name) {
        return Fault::error(entry.place, format!("‘{name}’ is not supported yet"));
    }
    let fault = Fault::error(entry.place, format!("unknown key ‘{name}’"));
    let names = known(kind)
        .map(|key| key.name)
        .chain(NOT_YET.iter().copied());
    match nearest(name, names) {
        Some(known) => fault.did_you_mean(known),
        None => fault.with_help(format!(
            "a {} has: {}",
            section_name(kind),
            list_of_keys(kind)
        )),
    }
}

fn list_of_keys(kind: SectionKind) -> String {
    let mut names: Vec<&str> = Vec::new();
    for key in known(kind) {
        // Some are read by several kinds.
        if !names.contains(&key.name) {
            names.push(key.name);
        }
    }
    names.join(", ")
}

/// What a section is called in messages.
pub const fn section_name(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Rule => "rule",
        SectionKind::Term => "term",
    }
}

/// The fault of a value of a wrong type.
pub fn wrong_type(node: &Node, name: &str, expected: &str) -> Fault {
    let message = format!(
        "‘{name}’ takes {expected}, not {}{}",
        node.value.kind(),
        shown(&node.value)
    );
    Fault::error(node.place, message)
}

/// A short value as written, for the end of a sentence.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!(" (‘{text}’)"),
        Value::Integer(number) => format!(" ({number})"),
        Value::Float(number) => format!(" ({number})"),
        Value::Boolean(value) => format!(" ({value})"),
        Value::Date(text) => format!(" ({text}); write it in quotation marks"),
        Value::List(_) | Value::Table(_) => String::new(),
    }
}

/// The fault of a word that is none of those which `name` takes.
pub fn no_choice<'n>(
    written: &Written,
    name: &str,
    choices: impl Iterator<Item = &'n str> + Clone,
) -> Fault {
    let fault = Fault::error(
        written.place,
        format!("‘{}’ is no value of ‘{name}’", written.text),
    );
    if name == "severity" && matches!(written.text.as_str(), "off" | "none" | "ignore") {
        return fault.with_help("write enabled = false to switch a rule off");
    }
    if let Some(choice) = nearest(&written.text, choices.clone()) {
        return fault.did_you_mean(choice);
    }
    let list: Vec<&str> = choices.collect();
    fault.with_help(format!("there are {}", list.join(", ")))
}
