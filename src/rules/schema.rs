//! The notation of styles as a JSON Schema (draft 7), for editors and programs that know it.
//!
//! Made from the lists of kinds and keys: they say more than types could, and nothing has to be
//! said twice. What a schema cannot say (that a pattern is valid, that an id is free) is left to
//! the faults.

use serde_json::{Map, Value, json};

use super::definition::style::{HEADER_KEYS, TABLES};
use super::keys::{EXAMPLE_KEYS, Key, Takes, known};
use super::kinds::KINDS;
use super::value::SectionKind;

/// What schemas say that they are.
pub const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a style in TOML.
pub fn of_style() -> Value {
    let mut properties = Map::new();
    for (name, about) in TABLES {
        let mut table = match name {
            "style" => object(of_keys(HEADER_KEYS)),
            "rule" => json!({"type": "array", "items": section(SectionKind::Rule)}),
            _ => json!({"type": "array", "items": section(SectionKind::Term)}),
        };
        table["description"] = json!(about);
        properties.insert(name.to_owned(), table);
    }
    let mut schema = object(properties);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!("A style of Housestyle");
    schema
}

/// One `[[rule]]` or `[[term]]`.
fn section(kind: SectionKind) -> Value {
    let keys: Vec<&Key> = known(kind).collect();
    let mut section = object(of_keys(keys));
    let kinds = KINDS.iter().filter(|row| row.section == kind);
    let marks = kinds.flat_map(|row| row.marks);
    let marked: Vec<Value> = marks.map(|mark| json!({"required": [mark]})).collect();
    section["anyOf"] = json!(marked);
    if kind == SectionKind::Rule {
        section["required"] = json!(["id"]);
    }
    section
}

/// The properties of an object with these keys. One that several kinds have takes what any of
/// them does.
pub fn of_keys<'k>(keys: impl IntoIterator<Item = &'k Key>) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut seen: Vec<&Key> = Vec::new();
    for key in keys {
        let same: Vec<&&Key> = seen.iter().filter(|other| other.name == key.name).collect();
        if same.iter().any(|other| other.takes == key.takes) {
            continue;
        }
        let mut takes: Vec<Value> = same.iter().map(|other| of_value(other.takes)).collect();
        let about = same.first().map_or(key.about, |first| first.about);
        takes.push(of_value(key.takes));
        let mut schema = match <[Value; 1]>::try_from(takes) {
            Ok([only]) => only,
            Err(several) => json!({"anyOf": several}),
        };
        schema["description"] = json!(about);
        properties.insert(key.name.to_owned(), schema);
        seen.push(key);
    }
    properties
}

/// An object with these properties and no others.
pub fn object(properties: Map<String, Value>) -> Value {
    let mut object = json!({"type": "object", "additionalProperties": false});
    object["properties"] = Value::Object(properties);
    object
}

/// What a key takes.
pub fn of_value(takes: Takes) -> Value {
    let text = json!({"type": "string"});
    let list = |items: &Value| json!({"type": "array", "items": items});
    let texts = json!({"anyOf": [text, list(&text)]});
    match takes {
        Takes::Text => text,
        Takes::OneOf(choices) => one_of(choices),
        Takes::SomeOf(choices) => {
            let one = one_of(choices);
            json!({"anyOf": [one, list(&one)]})
        }
        Takes::OneOfOrTable(choices) => json!({"anyOf": [
            one_of(choices),
            {"type": "object", "additionalProperties": text},
        ]}),
        Takes::Boolean => json!({"type": "boolean"}),
        Takes::Number => json!({"type": "integer", "minimum": 0}),
        Takes::Fraction => json!({"type": "number", "minimum": 0}),
        Takes::Texts => texts,
        Takes::List => list(&text),
        Takes::TextsOrTrue => json!({"anyOf": [{"const": true}, text, list(&text)]}),
        Takes::Groups => list(&texts),
        Takes::Table => json!({"type": "object", "additionalProperties": texts}),
        Takes::Pairs => {
            let pair = json!({"type": "array", "items": text, "minItems": 2, "maxItems": 2});
            list(&pair)
        }
        Takes::Examples => object(of_keys(EXAMPLE_KEYS)),
    }
}

/// One of some words; where `true` is one of them, that may be no string.
fn one_of(choices: &[&str]) -> Value {
    let words = json!({"type": "string", "enum": choices});
    if choices.contains(&"true") {
        json!({"anyOf": [words, {"const": true}]})
    } else {
        words
    }
}
