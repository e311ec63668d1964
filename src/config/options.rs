//! A configuration file as written: its keys, each checked for what it takes.
//!
//! What the values mean together with other files is not known here.

use smol_str::{SmolStr, StrExt};

use super::fail_on::FailOn;
use crate::rules::definition::toml;
use crate::rules::fault::{Fault, nearest};
use crate::rules::keys::{Takes, Written, no_choice, wrong_type};
use crate::rules::value::{Entry, FileId, Node, Place, Value};
use crate::text::Span;

/// One key of a configuration file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes; `None` for tables whose keys are a matter of their own.
    pub takes: Option<Takes>,
    /// What it does, for whoever writes a configuration.
    pub about: &'static str,
    read: fn(&mut Reader, &Entry),
}

/// Every key, in the order in which documentation lists them.
pub const KEYS: &[Key] = &[
    Key {
        name: "extends",
        takes: Some(Takes::Text),
        about: "Another configuration file that this one adds to.",
        read: |reader, entry| reader.options.extends = reader.text(entry),
    },
    Key {
        name: "styles",
        takes: Some(Takes::List),
        about: "The styles to check by: names of built-in styles, style files, folders of them.",
        read: |reader, entry| reader.options.styles = reader.texts(entry),
    },
    Key {
        name: "language",
        takes: Some(Takes::Text),
        about: "The language of the documents, such as `en-GB`: its quotation marks, its letters, its variant of words.",
        read: |reader, entry| reader.language(entry),
    },
    Key {
        name: "dictionaries",
        takes: Some(Takes::List),
        about: "Hunspell dictionaries by their paths, with or without a suffix, for the forms of words that are not English.",
        read: |reader, entry| reader.options.dictionaries = reader.texts(entry),
    },
    Key {
        name: "variant",
        takes: Some(Takes::Texts),
        about: "The variant of words to use, such as `\"oxford\"`, or several, of which a rule takes the first that it knows.",
        read: |reader, entry| reader.options.variant = reader.names(entry),
    },
    Key {
        name: "blockquotes",
        takes: Some(Takes::OneOf(&["prose", "quotation"])),
        about: "`\"prose\"`: block quotes are the writer's own words, not quotations.",
        read: |reader, entry| {
            let choices = [("prose", true), ("quotation", false)];
            reader.options.blockquotes_are_prose = reader.one_of(entry, &choices);
        },
    },
    Key {
        name: "ignore-text",
        takes: Some(Takes::List),
        about: "Regular expressions; what they match is a word that no rule finds, as templates and shortcodes are.",
        read: |reader, entry| reader.options.ignore_text = reader.texts(entry),
    },
    Key {
        name: "fail-on",
        takes: Some(Takes::OneOf(&FailOn::NAMES)),
        about: "The severity from which on findings make a check fail, or `\"never\"`.",
        read: |reader, entry| {
            let choices = FailOn::ALL.map(|level| (level.name(), level));
            reader.options.fail_on = reader.one_of(entry, &choices);
        },
    },
    Key {
        name: "rules",
        takes: None,
        about: "What is said of single rules or of all rules below an id: `\"off\"`, `\"on\"`, a severity or a table of keys.",
        read: |reader, entry| reader.options.rules = reader.table(entry),
    },
    Key {
        name: "overrides",
        takes: None,
        about: "Settings for some files: `files`, a list of globs, with `rules` or `variant`.",
        read: |reader, entry| reader.overrides(entry),
    },
];

/// Keys that are part of the notation, but that this version does not know how to obey.
const NOT_YET: [&str; 1] = ["vale"];

/// Tables of style files, which are sometimes written into the configuration.
const OF_STYLES: [&str; 3] = ["style", "rule", "term"];

/// A key of `[[overrides]]`.
#[derive(Debug, Clone, Copy)]
pub struct OverrideKey {
    /// Its name.
    pub name: &'static str,
    /// What it takes; `None` for what is as the key of the configuration with its name.
    pub takes: Option<Takes>,
    /// What it does, for whoever writes a configuration.
    pub about: &'static str,
}

/// The keys of one `[[overrides]]`.
pub const OVERRIDE_KEYS: &[OverrideKey] = &[
    OverrideKey {
        name: "files",
        takes: Some(Takes::List),
        about: "Globs of the files that it is for, from the folder of the configuration: `opinion/**`.",
    },
    OverrideKey {
        name: "rules",
        takes: None,
        about: "What is said of rules there, as in `[rules]`.",
    },
    OverrideKey {
        name: "variant",
        takes: Some(Takes::Texts),
        about: "The variants of words to use there, the best first.",
    },
];

fn override_names() -> impl Iterator<Item = &'static str> + Clone {
    OVERRIDE_KEYS.iter().map(|key| key.name)
}

/// What one configuration file says. Absent is what it does not say.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Options {
    pub(super) extends: Option<Written>,
    pub(super) styles: Option<Vec<Written>>,
    pub(super) language: Option<SmolStr>,
    pub(super) dictionaries: Option<Vec<Written>>,
    pub(super) variant: Option<Vec<Written>>,
    pub(super) blockquotes_are_prose: Option<bool>,
    pub(super) ignore_text: Option<Vec<Written>>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) rules: Vec<Entry>,
    pub(super) overrides: Vec<Override>,
}

/// One `[[overrides]]`.
#[derive(Debug, PartialEq)]
pub(super) struct Override {
    pub(super) files: Vec<Written>,
    pub(super) rules: Vec<Entry>,
    pub(super) variant: Option<Vec<Written>>,
}

/// Reads the configuration `file`, whose text is `text`. Also the parts of it that
/// could not be read.
pub(super) fn read(file: FileId, text: &str, faults: &mut Vec<Fault>) -> (Options, Vec<Span>) {
    let document = toml::read(file, text, &["overrides"], faults);
    let mut reader = Reader {
        options: Options::default(),
        faults,
    };
    for entry in &document.entries {
        match KEYS.iter().find(|key| key.name == entry.key) {
            Some(key) => (key.read)(&mut reader, entry),
            None => reader.unknown_key(entry),
        }
    }
    (reader.options, document.lost)
}

struct Reader<'a> {
    options: Options,
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn unknown_key(&mut self, entry: &Entry) {
        let name = entry.key.as_str();
        if NOT_YET.contains(&name) {
            self.faults.push(Fault::error(
                entry.place,
                format!("‘{name}’ is not supported yet"),
            ));
            return;
        }
        let names = || KEYS.iter().map(|key| key.name).chain(NOT_YET);
        let fault = Fault::error(entry.place, format!("unknown key ‘{name}’"));
        let is_table = matches!(entry.node.value, Value::Table(_) | Value::List(_));
        let near = nearest(name, names());
        let help = match near.filter(|_| !(is_table && OF_STYLES.contains(&name))) {
            Some(known) => {
                self.faults.push(fault.did_you_mean(known));
                return;
            }
            None if OF_STYLES.contains(&name) => {
                "that is for style files, which are named in ‘styles’".to_owned()
            }
            None => {
                let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                format!("a configuration has: {}", names.join(", "))
            }
        };
        self.faults.push(fault.with_help(help));
    }

    fn written(&mut self, node: &Node, name: &str, expected: &str) -> Option<Written> {
        match &node.value {
            Value::String(text) if text.trim().is_empty() => {
                self.faults
                    .push(Fault::error(node.place, format!("‘{name}’ is empty")));
                None
            }
            Value::String(text) => Some(Written {
                text: text.clone(),
                place: node.place,
            }),
            _ => {
                self.faults.push(wrong_type(node, name, expected));
                None
            }
        }
    }

    fn text(&mut self, entry: &Entry) -> Option<Written> {
        self.written(&entry.node, &entry.key, "a string")
    }

    /// A list of strings. What is no list is a fault, and no list.
    fn texts(&mut self, entry: &Entry) -> Option<Vec<Written>> {
        let Value::List(nodes) = &entry.node.value else {
            let mut fault = wrong_type(&entry.node, &entry.key, "a list of strings");
            if let Value::String(text) = &entry.node.value {
                let list = format!("[\"{text}\"]");
                fault = fault.with_help(format!("write {list}")).meaning(list);
            }
            self.faults.push(fault);
            return None;
        };
        let texts = nodes
            .iter()
            .filter_map(|node| self.written(node, &entry.key, "strings"));
        Some(texts.collect())
    }

    /// A list of names, in a string with commas or in several.
    fn names(&mut self, entry: &Entry) -> Option<Vec<Written>> {
        let nodes = match &entry.node.value {
            Value::List(nodes) => nodes.as_slice(),
            Value::String(_) => std::slice::from_ref(&entry.node),
            _ => {
                let expected = "a string or a list of strings";
                self.faults
                    .push(wrong_type(&entry.node, &entry.key, expected));
                return None;
            }
        };
        let mut names = Vec::new();
        for node in nodes {
            let Some(written) = self.written(node, &entry.key, "strings") else {
                continue;
            };
            let parts = written.text.split(',').map(str::trim);
            names.extend(parts.filter(|name| !name.is_empty()).map(|name| Written {
                text: name.into(),
                place: written.place,
            }));
        }
        Some(names)
    }

    fn one_of<T: Copy>(&mut self, entry: &Entry, choices: &[(&'static str, T)]) -> Option<T> {
        let written = self.text(entry)?;
        let found = choices.iter().find(|(name, _)| *name == written.text);
        if found.is_none() {
            let names = choices.iter().map(|(name, _)| *name);
            self.faults.push(no_choice(&written, &entry.key, names));
        }
        found.map(|(_, value)| *value)
    }

    fn table(&mut self, entry: &Entry) -> Vec<Entry> {
        if let Value::Table(entries) = &entry.node.value {
            return entries.clone();
        }
        self.faults
            .push(wrong_type(&entry.node, &entry.key, "a table"));
        Vec::new()
    }

    /// A language tag: a language of two or three letters, and what follows it.
    fn language(&mut self, entry: &Entry) {
        let Some(written) = self.text(entry) else {
            return;
        };
        if let Some(tag) = language_tag(&written.text) {
            self.options.language = Some(tag);
            return;
        }
        let fault = Fault::error(
            written.place,
            format!("‘{}’ is no language tag", written.text),
        );
        self.faults
            .push(fault.with_help("write two letters, and a country if it matters: \"en-GB\""));
    }

    fn overrides(&mut self, entry: &Entry) {
        let Value::List(nodes) = &entry.node.value else {
            if matches!(entry.node.value, Value::Table(_)) {
                self.faults
                    .push(toml::single_brackets(entry.node.place, &entry.key));
            } else {
                let fault = wrong_type(&entry.node, &entry.key, "tables");
                self.faults.push(fault.with_help("write ‘[[overrides]]’"));
            }
            return;
        };
        for node in nodes {
            match &node.value {
                Value::Table(entries) => {
                    let read = self.one_override(node.place, entries);
                    self.options.overrides.extend(read);
                }
                _ => self.faults.push(wrong_type(node, &entry.key, "tables")),
            }
        }
    }

    fn one_override(&mut self, place: Place, entries: &[Entry]) -> Option<Override> {
        let mut files = None;
        let mut rules = None;
        let mut variant = None;
        for entry in entries {
            match entry.key.as_str() {
                "files" => files = Some(self.texts(entry).unwrap_or_default()),
                "rules" => rules = Some(self.table(entry)),
                "variant" => variant = Some(self.names(entry)),
                name => {
                    let message = format!("‘{name}’ cannot be set for some files only");
                    let fault = Fault::error(entry.place, message);
                    let near = nearest(name, override_names());
                    self.faults.push(if let Some(known) = near {
                        fault.did_you_mean(known)
                    } else {
                        let names: Vec<&str> = override_names().collect();
                        fault.with_help(format!("‘[[overrides]]’ has: {}", names.join(", ")))
                    });
                }
            }
        }
        let (missing, help) = match files {
            Some(files) if rules.is_some() || variant.is_some() => {
                return Some(Override {
                    files,
                    rules: rules.unwrap_or_default(),
                    variant: variant.flatten(),
                });
            }
            Some(_) => (
                "‘rules’",
                "say what is different there: rules = { \"newsroom\" = \"off\" }",
            ),
            None => (
                "‘files’",
                "name the files that it is for: files = [\"opinion/**\"]",
            ),
        };
        let message = format!("this ‘[[overrides]]’ has no {missing}");
        self.faults
            .push(Fault::error(place, message).with_help(help));
        None
    }
}

/// What is written as a language tag, with `_` or `-`, as it is usually written; `None` if
/// it is none.
pub(super) fn language_tag(written: &str) -> Option<SmolStr> {
    let tag = written.replace('_', "-");
    let mut parts = tag.split('-');
    let is_language =
        |part: &str| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic());
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let is_tag = parts.next().is_some_and(is_language) && parts.all(is_subtag);
    is_tag.then(|| canonical(&tag))
}

/// A language tag as it is usually written: `en-GB`, `sr-Latn`.
fn canonical(tag: &str) -> SmolStr {
    let parts = tag
        .split('-')
        .enumerate()
        .map(|(index, part)| match (index, part.len()) {
            (0, _) => part.to_lowercase_smolstr(),
            (_, 2) => part.to_uppercase_smolstr(),
            (_, 4) => {
                let (first, rest) = part.split_at(1);
                smol_str::format_smolstr!("{}{}", first.to_uppercase(), rest.to_lowercase())
            }
            _ => part.into(),
        });
    parts.collect::<Vec<_>>().join("-").into()
}

#[cfg(test)]
mod tests;
