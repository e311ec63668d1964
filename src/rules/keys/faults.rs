//! What is said of keys and values that are none.

use super::Written;
use super::table::{NOT_YET, known};
use crate::rules::fault::{Fault, nearest};
use crate::rules::value::{Entry, Node, SectionKind, Value};

/// That a section of `kind` has no such key, and which it may be meant to be.
pub(super) fn unknown_key(kind: SectionKind, entry: &Entry) -> Fault {
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
