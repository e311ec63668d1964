//! The notation of `housestyle.toml` as a JSON Schema (draft 7).

use serde_json::{Map, Value, json};

use super::options::{KEYS, OVERRIDE_KEYS};
use super::vocabulary::settings;
use crate::rules::keys::{Key, known};
use crate::rules::schema::{DIALECT, object, of_keys, of_value};
use crate::rules::value::SectionKind;

/// The schema of a configuration file.
pub fn of_configuration() -> Value {
    let mut properties = Map::new();
    for key in KEYS {
        let mut schema = match (key.takes, key.name) {
            (Some(takes), _) => of_value(takes),
            (None, "overrides") => json!({"type": "array", "items": one_override()}),
            (None, _) => settings_of_rules(),
        };
        schema["description"] = json!(key.about);
        properties.insert(key.name.to_owned(), schema);
    }
    let mut schema = object(properties);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!("A configuration of Housestyle");
    schema["definitions"] = json!({"setting": setting()});
    schema
}

fn one_override() -> Value {
    let mut properties = Map::new();
    for key in OVERRIDE_KEYS {
        let mut schema = key.takes.map_or_else(settings_of_rules, of_value);
        schema["description"] = json!(key.about);
        properties.insert(key.name.to_owned(), schema);
    }
    let mut table = object(properties);
    table["required"] = json!(["files"]);
    table
}

/// By id, which may be cut at its full stops into tables in tables.
fn settings_of_rules() -> Value {
    json!({"type": "object", "additionalProperties": {"$ref": "#/definitions/setting"}})
}

/// What is said of a rule, or of what stands below an id.
fn setting() -> Value {
    let sections = [SectionKind::Rule, SectionKind::Term];
    let keys = sections.into_iter().flat_map(known);
    let keys: Vec<&Key> = keys.filter(|key| key.name != "id").collect();
    let mut table = object(of_keys(keys));
    // A name that is no key stands for more of an id.
    table["additionalProperties"] = json!({"$ref": "#/definitions/setting"});
    json!({"anyOf": [{"type": "string", "enum": settings()}, table]})
}
