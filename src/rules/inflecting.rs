//! The words of which rules may want forms, before any rule is compiled.
//!
//! They are what a dictionary is asked for, so that no more of it is kept. More than rules
//! will need does no harm.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::compile::{SettingGroup, SettingValue};
use super::value::{Entry, Node, StyleFile, Value};
use crate::matching::inflect::by_dictionary;

/// Keys that hold prose, not phrases.
const PROSE: [&str; 10] = [
    "id",
    "message",
    "note",
    "link",
    "owner",
    "since",
    "definition",
    "pattern",
    "examples",
    "scope",
];

/// The words in rules that inflect, of styles that are in the documents' language; none if
/// no rule does.
pub fn words<'s>(
    styles: &[StyleFile],
    settings: impl Iterator<Item = &'s SettingGroup>,
) -> BTreeSet<SmolStr> {
    let settings = settings
        .flatten()
        .filter_map(|setting| match &setting.value {
            SettingValue::Keys(keys) => Some(keys),
            _ => None,
        });
    let settings: Vec<&Vec<Entry>> = settings.collect();
    let by_settings = settings.iter().any(|keys| inflects(keys));
    let mut words = BTreeSet::new();
    let mut any = by_settings;
    for style in styles.iter().filter(|style| style.language.is_none()) {
        for section in style.sections.iter() {
            if by_settings || inflects(&section.entries) {
                any = true;
                of_entries(&section.entries, &mut words);
            }
        }
    }
    if any {
        for keys in settings {
            of_entries(keys, &mut words);
        }
    }
    words
}

fn inflects(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.key == "inflect")
}

fn of_entries(entries: &[Entry], words: &mut BTreeSet<SmolStr>) {
    let phrases = entries
        .iter()
        .filter(|entry| !PROSE.contains(&entry.key.as_str()));
    for entry in phrases {
        of_text(&entry.key, words);
        of_node(&entry.node, words);
    }
}

fn of_node(node: &Node, words: &mut BTreeSet<SmolStr>) {
    match &node.value {
        Value::String(text) => of_text(text, words),
        Value::List(nodes) => nodes.iter().for_each(|node| of_node(node, words)),
        Value::Table(entries) => {
            for entry in entries {
                of_text(&entry.key, words);
                of_node(&entry.node, words);
            }
        }
        _ => {}
    }
}

fn of_text(text: &str, words: &mut BTreeSet<SmolStr>) {
    words.extend(by_dictionary::words(text).map(SmolStr::new));
}
