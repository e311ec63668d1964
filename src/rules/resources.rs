//! What rules name that lies in files of its own: dictionaries, lists of words.
//!
//! Rules say what they want ([`wanted`]), somebody who knows files reads it, and the rules are
//! compiled with it.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::compile::{SettingGroup, SettingValue};
use super::fault::Fault;
use super::keys::Written;
use super::value::{Entry, FileId, StyleFile, Value};
use crate::matching::spelling::{Speller, embedded};

/// What a rule names.
#[derive(Debug, Clone)]
pub enum Resource {
    /// A dictionary for spelling.
    Dictionary(Arc<Speller>),
    /// A list of words.
    Words(Arc<[SmolStr]>),
    /// It cannot be read, and why.
    Missing(Fault),
}

/// What kind of thing a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// A Hunspell dictionary: the path of two files without their suffixes.
    Dictionary,
    /// A file of words, one a line.
    Words,
}

/// The resources of a configuration, by the file that names one and the name as written.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    found: FxHashMap<(FileId, SmolStr), Resource>,
}

impl Resources {
    /// Adds what `written` names.
    pub fn add(&mut self, written: &Written, resource: Resource) {
        let key = (written.place.file, written.text.clone());
        self.found.insert(key, resource);
    }

    /// What `written` names, if it was looked for.
    pub fn get(&self, written: &Written) -> Option<&Resource> {
        self.found.get(&(written.place.file, written.text.clone()))
    }
}

/// The keys that name resources.
const KEYS: [(&str, ResourceKind); 2] = [
    ("spelling", ResourceKind::Dictionary),
    ("words", ResourceKind::Words),
];

/// What the rules of `styles`, and settings, name, each once; not what is part of the program.
pub fn wanted<'a>(
    styles: &[StyleFile],
    settings: impl Iterator<Item = &'a SettingGroup>,
) -> Vec<(Written, ResourceKind)> {
    let mut wanted: Vec<(Written, ResourceKind)> = Vec::new();
    let mut look = |entries: &mut dyn Iterator<Item = &Entry>| {
        for entry in entries {
            let kind = KEYS.iter().find(|(name, _)| *name == entry.key);
            let Some((_, kind)) = kind else { continue };
            for written in texts(entry) {
                let is_built_in =
                    *kind == ResourceKind::Dictionary && embedded(&written.text).is_some();
                if !is_built_in && !wanted.iter().any(|(known, _)| *known == written) {
                    wanted.push((written, *kind));
                }
            }
        }
    };
    for style in styles {
        // Rows of a glossary name nothing.
        for section in style.sections.listed() {
            look(&mut section.entries.iter());
        }
    }
    for group in settings {
        for setting in group {
            if let SettingValue::Keys(entries) = &setting.value {
                look(&mut entries.iter());
            }
        }
    }
    wanted
}

fn texts(entry: &Entry) -> Vec<Written> {
    let nodes = match &entry.node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(&entry.node),
    };
    let texts = nodes.iter().filter_map(|node| match &node.value {
        Value::String(text) => Some(Written {
            text: text.clone(),
            place: node.place,
        }),
        _ => None,
    });
    texts.collect()
}
