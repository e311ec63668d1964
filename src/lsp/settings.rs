//! What a client may set, as one list, and what it did set.
//!
//! [`SETTINGS`] is the only list: the block of settings in the VS Code extension is
//! made from it. Rules are not set here: they belong to `housestyle.toml`, so that
//! every editor and the command agree. It must not know documents or the protocol.

use std::path::PathBuf;

use serde_json::Value;

/// The name under which clients keep our settings.
pub const SECTION: &str = "housestyle";

/// One setting, as editors describe it to their users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name below [`SECTION`]: `enable` is `housestyle.enable`.
    pub name: &'static str,
    /// The JSON types of its values.
    pub types: &'static [&'static str],
    /// The values that it may take, if they can be listed.
    pub values: &'static [&'static str],
    /// Its value when nothing is set, as JSON.
    pub default: &'static str,
    /// Where it may be set.
    pub scope: Scope,
    /// Who reads it.
    pub reader: Reader,
    /// What it does, for a person. Markdown with code spans only.
    pub description: &'static str,
}

/// Where a setting may be set, in the words of VS Code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// For a user or for a workspace.
    Window,
    /// For a user, a workspace or one of its folders.
    Resource,
    /// For a user only: a workspace that came from elsewhere must not choose it.
    Machine,
}

impl Scope {
    /// The name that VS Code uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Resource => "resource",
            Self::Machine => "machine",
        }
    }
}

/// Who reads a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The server, from `initializationOptions` and `workspace/didChangeConfiguration`.
    Server,
    /// The editor's own plugin; the server passes it over.
    Client,
}

/// Every setting, sorted by name.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "baseline",
        types: &["boolean"],
        values: &[],
        default: "false",
        scope: Scope::Resource,
        reader: Reader::Server,
        description: "Hide the findings that are on record in `.housestyle/baseline.tsv`, as `housestyle check --baseline` does. \
                      Without it they are shown: the editor is where they are mended.",
    },
    Setting {
        name: "completion",
        types: &["boolean"],
        values: &[],
        default: "false",
        scope: Scope::Resource,
        reader: Reader::Server,
        description: "Offer the preferred terms of the glossaries while you type, with their definitions.",
    },
    Setting {
        name: "configPath",
        types: &["string", "null"],
        values: &[],
        default: "null",
        scope: Scope::Resource,
        reader: Reader::Server,
        description: "A configuration file for every document, instead of the nearest `housestyle.toml` above each. \
                      A relative path starts at the workspace folder.",
    },
    Setting {
        name: "enable",
        types: &["boolean"],
        values: &[],
        default: "true",
        scope: Scope::Resource,
        reader: Reader::Server,
        description: "Check documents while they are edited.",
    },
    Setting {
        name: "fixOnSave",
        types: &["boolean"],
        values: &[],
        default: "false",
        scope: Scope::Resource,
        reader: Reader::Server,
        description: "Make every fix that needs no choice when a document is saved, in editors that have no setting \
                      of their own to run `source.fixAll.housestyle` then.",
    },
    Setting {
        name: "highlights",
        types: &["boolean"],
        values: &[],
        default: "false",
        scope: Scope::Window,
        reader: Reader::Server,
        description: "Paint what is found in the colour of its style, beside marking it.",
    },
    Setting {
        name: "path",
        types: &["string", "null"],
        values: &[],
        default: "null",
        scope: Scope::Machine,
        reader: Reader::Client,
        description: "The `housestyle` program to run instead of the one that comes with the extension. \
                      Only a user's settings can say so, never a workspace's.",
    },
    Setting {
        name: "trace.server",
        types: &["string"],
        values: &["off", "messages", "verbose"],
        default: "\"off\"",
        scope: Scope::Window,
        reader: Reader::Client,
        description: "Write what the editor and the server say to each other into the output channel. \
                      `verbose` includes the text of your documents.",
    },
];

/// The settings of one client, each with its default.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Settings {
    /// Whether the findings of the baseline are hidden.
    pub baseline: bool,
    /// Whether documents are checked.
    pub enable: bool,
    /// Whether the client paints what is found.
    pub highlights: bool,
    /// Whether preferred terms are offered while somebody types.
    pub completion: bool,
    /// Whether what needs no choice is fixed on saving.
    pub fix_on_save: bool,
    /// The one configuration for every document; `None` is the nearest of each.
    pub config_path: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            baseline: false,
            enable: true,
            highlights: false,
            completion: false,
            fix_on_save: false,
            config_path: None,
        }
    }
}

impl Settings {
    /// Reads what a client sent, and says what could not be understood.
    ///
    /// Takes our own keys, nested or with dots, alone or below [`SECTION`]. Whatever
    /// is not understood keeps its default: an editor must not lose its server over
    /// a setting. `None` if the client sent no settings at all.
    pub fn read(sent: &Value) -> Option<(Self, Vec<String>)> {
        Self::read_over(&Value::Null, sent)
    }

    /// Like [`Settings::read`]; what is not mentioned in `sent` is as it was said `first`.
    pub fn read_over(first: &Value, sent: &Value) -> Option<(Self, Vec<String>)> {
        let sent = entries(sent);
        let mut settings = Self::default();
        for (key, value) in entries(first) {
            if sent.iter().all(|(known, _)| *known != key) {
                settings.set(&key, value);
            }
        }
        let mut complaints = Vec::new();
        for (key, value) in &sent {
            if !settings.set(key, value) {
                complaints.extend(complaint(key, value));
            }
        }
        (!sent.is_empty()).then_some((settings, complaints))
    }

    /// Takes over one value; false if it is not understood.
    fn set(&mut self, key: &str, value: &Value) -> bool {
        match (key, value) {
            ("baseline", Value::Bool(baseline)) => self.baseline = *baseline,
            ("enable", Value::Bool(enable)) => self.enable = *enable,
            ("highlights", Value::Bool(highlights)) => self.highlights = *highlights,
            ("completion", Value::Bool(completion)) => self.completion = *completion,
            ("fixOnSave", Value::Bool(fix)) => self.fix_on_save = *fix,
            ("configPath", Value::Null) => self.config_path = None,
            ("configPath", Value::String(path)) => {
                self.config_path = (!path.is_empty()).then(|| PathBuf::from(path));
            }
            _ => return false,
        }
        true
    }
}

/// Our own settings in what a client sent, by their dotted names.
fn entries(sent: &Value) -> Vec<(String, &Value)> {
    let mut flat = Vec::new();
    flatten("", sent.get(SECTION).unwrap_or(sent), &mut flat);
    for (key, _) in &mut flat {
        if let Some(own) = key.strip_prefix("housestyle.") {
            *key = own.to_owned();
        }
    }
    flat
}

/// What to tell about a value that the server did not take.
fn complaint(key: &str, value: &Value) -> Option<String> {
    let Some(setting) = SETTINGS.iter().find(|setting| setting.name == key) else {
        return Some(format!("unknown setting ‘{SECTION}.{key}’"));
    };
    let wrong = setting.reader == Reader::Server;
    wrong.then(|| {
        format!(
            "setting ‘{SECTION}.{key}’ must be {}, not {value}; it keeps its default {}",
            setting.types.join(" or "),
            setting.default
        )
    })
}

/// Lists the values of nested objects by their dotted keys.
fn flatten<'a>(prefix: &str, value: &'a Value, flat: &mut Vec<(String, &'a Value)>) {
    let Value::Object(object) = value else { return };
    for (key, value) in object {
        let key = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        if value.is_object() {
            flatten(&key, value, flat);
        } else {
            flat.push((key, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(sent: &Value, enable: bool, config_path: Option<&str>, complaints: &[&str]) {
        let (settings, said) = Settings::read(sent).expect("settings");
        assert_eq!(settings.enable, enable, "{sent}");
        assert_eq!(
            settings.config_path,
            config_path.map(PathBuf::from),
            "{sent}"
        );
        assert_eq!(said, complaints, "{sent}");
    }

    #[test]
    fn settings_are_read_in_every_shape_that_clients_send() {
        check(&json!({"enable": false}), false, None, &[]);
        check(&json!({"housestyle": {"enable": false}}), false, None, &[]);
        check(&json!({"housestyle.enable": false}), false, None, &[]);
        check(
            &json!({"housestyle": {"configPath": "desk.toml"}}),
            true,
            Some("desk.toml"),
            &[],
        );
        check(&json!({"configPath": ""}), true, None, &[]);
        check(&json!({"configPath": null}), true, None, &[]);
        check(
            &json!({"trace": {"server": "verbose"}, "path": 3}),
            true,
            None,
            &[],
        );
    }

    #[test]
    fn what_is_not_understood_is_said_and_keeps_its_default() {
        check(
            &json!({"enable": "no", "rules": []}),
            true,
            None,
            &[
                "setting ‘housestyle.enable’ must be boolean, not \"no\"; it keeps its default true",
                "unknown setting ‘housestyle.rules’",
            ],
        );
    }

    #[test]
    fn no_settings_are_told_from_default_settings() {
        for sent in [
            json!(null),
            json!({}),
            json!({"housestyle": {}}),
            json!({"housestyle": null}),
            json!([1]),
            json!(3),
        ] {
            assert_eq!(Settings::read(&sent), None, "{sent}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_its_defaults_are_values_of_their_types() {
        assert!(SETTINGS.is_sorted_by_key(|setting| setting.name));
        for setting in SETTINGS {
            let default: Value = serde_json::from_str(setting.default).expect("JSON");
            let kind = match default {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::String(value) => {
                    assert!(setting.values.is_empty() || setting.values.contains(&value.as_str()));
                    "string"
                }
                other => panic!("no type for {other}"),
            };
            assert!(setting.types.contains(&kind), "{}", setting.name);
        }
    }
}
