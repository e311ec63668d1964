//! A style file in TOML: its header, rules and terms.
//!
//! Which keys a rule may have, and what their values mean, is not known here.

use smol_str::{SmolStr, format_smolstr};

use super::toml;
use crate::rules::fault::{Fault, nearest};
use crate::rules::id::is_part;
use crate::rules::keys::{Key, Takes};
use crate::rules::value::{Entry, FileId, Node, Place, Section, SectionKind, StyleFile, Value};
use crate::text::Span;

/// The keys of `[style]`.
pub const HEADER_KEYS: &[Key] = &[
    Key {
        name: "name",
        takes: Takes::Text,
        about: "What the style is called: the ids of its rules start with it. By default the name of the file.",
    },
    Key {
        name: "description",
        takes: Takes::Text,
        about: "What the style is for.",
    },
    Key {
        name: "quotes",
        takes: Takes::OneOf(&["check", "skip", "skip-full", "soften"]),
        about: "What its rules do about quoted speech, unless they say so themselves: `check` it if nothing is said.",
    },
    Key {
        name: "severity",
        takes: Takes::OneOf(&["error", "warning", "suggestion", "hint"]),
        about: "How much findings of its rules matter, unless they say so themselves: `warning` if nothing is said.",
    },
    Key {
        name: "colour",
        takes: Takes::OneOf(&[
            "amber", "red", "pink", "violet", "blue", "teal", "green", "grey",
        ]),
        about: "In which colour editors that paint highlights paint its findings; `amber` if nothing is said.",
    },
];

/// The tables of a style file, and what each is.
pub const TABLES: [(&str, &str); 3] = [
    (
        "style",
        "What the style is called, and what its rules do unless they say otherwise.",
    ),
    ("rule", "Something to look for, and what to say about it."),
    (
        "term",
        "An entry of a glossary: a word as it should be written, and what it means.",
    ),
];

fn header_key_names() -> impl Iterator<Item = &'static str> + Clone {
    HEADER_KEYS.iter().map(|key| key.name)
}

/// What a style file is called as long as it does not say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Naming<'a> {
    /// The style that it is a file of, if the style is a folder.
    pub folder: Option<&'a str>,
    /// The file's name without its suffix.
    pub stem: &'a str,
}

impl Naming<'_> {
    /// What the ids of the file's rules start with. Each unusable character of
    /// the stem becomes `-`, which the reader of the file is told.
    pub(super) fn prefix(
        self,
        file: FileId,
        name: Option<SmolStr>,
        faults: &mut Vec<Fault>,
    ) -> SmolStr {
        let name = name.unwrap_or_else(|| {
            let usable = usable_name(self.stem);
            if usable != self.stem {
                let place = Place::new(file, Span::default());
                let message = format!(
                    "‘{}’ cannot stand in ids; they start with ‘{usable}’",
                    self.stem
                );
                faults.push(
                    Fault::hint(place, message).with_help("rename the file to be rid of this"),
                );
            }
            usable
        });
        match self.folder {
            Some(folder) => format_smolstr!("{folder}.{name}"),
            None => name,
        }
    }
}

/// `written` with `-` in the place of what cannot stand in an id.
pub fn usable_name(written: &str) -> SmolStr {
    let usable = |c: char| {
        if is_part(c.encode_utf8(&mut [0; 4])) {
            c
        } else {
            '-'
        }
    };
    let name: SmolStr = written.trim().chars().map(usable).collect();
    if name.is_empty() {
        "style".into()
    } else {
        name
    }
}

/// Reads the style file `file`, whose text is `text`.
pub fn read(file: FileId, text: &str, naming: Naming, faults: &mut Vec<Fault>) -> StyleFile {
    let document = toml::read(file, text, &["rule", "term"], faults);
    let mut header = Vec::new();
    let mut sections = Vec::new();
    for entry in document.entries {
        match entry.key.as_str() {
            "style" => header = header_entries(entry, faults),
            "rule" => sections.extend(list(SectionKind::Rule, entry, faults)),
            "term" => sections.extend(list(SectionKind::Term, entry, faults)),
            _ => faults.push(unknown_table(&entry)),
        }
    }
    // Rules and terms count in the order of the file.
    sections.sort_by_key(|section| section.place);
    let name = style_name(&header, faults);
    StyleFile {
        prefix: naming.prefix(file, name, faults),
        header,
        sections: sections.into(),
        file,
        incomplete: !document.lost.is_empty(),
        language: None,
    }
}

fn header_entries(entry: Entry, faults: &mut Vec<Fault>) -> Vec<Entry> {
    let table = match entry.node.value {
        Value::Table(table) => table,
        // `[[style]]`, once.
        Value::List(mut items) if items.len() == 1 => match items.pop().map(|node| node.value) {
            Some(Value::Table(table)) => {
                let fault =
                    Fault::error(entry.place, "‘[[style]]’ has a pair of brackets too many");
                faults.push(fault.with_help("write ‘[style]’"));
                table
            }
            _ => Vec::new(),
        },
        value => {
            let message = format!("‘style’ is a table, not {}", value.kind());
            faults.push(Fault::error(entry.node.place, message).with_help("write ‘[style]’"));
            return Vec::new();
        }
    };
    let (known, unknown): (Vec<Entry>, Vec<Entry>) = table
        .into_iter()
        .partition(|entry| header_key_names().any(|name| name == entry.key));
    for entry in unknown {
        let fault = Fault::error(entry.place, format!("unknown key ‘{}’", entry.key));
        let near = nearest(&entry.key, header_key_names());
        faults.push(if let Some(key) = near {
            fault.did_you_mean(key)
        } else {
            let names: Vec<&str> = header_key_names().collect();
            fault.with_help(format!("‘[style]’ has: {}", names.join(", ")))
        });
    }
    known
}

fn style_name(header: &[Entry], faults: &mut Vec<Fault>) -> Option<SmolStr> {
    let mut text = |key: &str| {
        let node = &header.iter().find(|entry| entry.key == key)?.node;
        match &node.value {
            Value::String(text) => Some((text, node.place)),
            value => {
                let message = format!("‘{key}’ takes a string, not {}", value.kind());
                faults.push(Fault::error(node.place, message));
                None
            }
        }
    };
    text("description");
    let (name, place) = text("name")?;
    if is_part(name) {
        return Some(name.clone());
    }
    let fault = Fault::error(place, format!("‘{name}’ is no name for a style"));
    let usable = usable_name(name);
    faults.push(fault.with_help(format!("use letters, digits and ‘-’: ‘{usable}’")));
    (!name.trim().is_empty()).then_some(usable)
}

/// The elements of `[[rule]]` or `[[term]]`.
fn list(kind: SectionKind, entry: Entry, faults: &mut Vec<Fault>) -> Vec<Section> {
    let Value::List(items) = entry.node.value else {
        if matches!(entry.node.value, Value::Table(_)) {
            faults.push(toml::single_brackets(entry.node.place, &entry.key));
        } else {
            faults.push(no_section(&entry.key, &entry.node));
        }
        return Vec::new();
    };
    let mut sections = Vec::with_capacity(items.len());
    for node in items {
        let place = node.place;
        match node.value {
            Value::Table(entries) => sections.push(Section {
                kind,
                place,
                entries,
            }),
            _ => faults.push(no_section(&entry.key, &node)),
        }
    }
    sections
}

fn no_section(key: &str, node: &Node) -> Fault {
    let message = format!("‘{key}’ is a table, not {}", node.value.kind());
    Fault::error(node.place, message).with_help(format!("write ‘[[{key}]]’"))
}

/// The fault of a key that stands outside all tables, or of a table that there is not.
fn unknown_table(entry: &Entry) -> Fault {
    let key = entry.key.as_str();
    let is_table = matches!(entry.node.value, Value::Table(_) | Value::List(_));
    let near = nearest(key, TABLES.map(|(name, _)| name)).or(match key {
        "rules" => Some("rule"),
        "terms" | "glossary" => Some("term"),
        _ => None,
    });
    if is_table && let Some(table) = near {
        let fault = Fault::error(entry.place, format!("unknown table ‘{key}’"));
        return fault.did_you_mean(&header_of(table)).meaning(table);
    }
    let fault = Fault::error(
        entry.place,
        format!("‘{key}’ stands outside ‘[style]’, ‘[[rule]]’ and ‘[[term]]’"),
    );
    let is_of_header = header_key_names().any(|name| name == key);
    fault.with_help(match (is_of_header, is_table) {
        (true, _) => "write it below ‘[style]’".to_owned(),
        (false, true) => {
            format!("a table of a rule is written ‘[rule.{key}]’, below its ‘[[rule]]’")
        }
        (false, false) => "write it below the ‘[[rule]]’ that it belongs to".to_owned(),
    })
}

fn header_of(table: &str) -> String {
    match table {
        "style" => "[style]".to_owned(),
        _ => format!("[[{table}]]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::definition::testing::{report, show, show_sections};

    fn check(text: &str, prefix: &str, sections: &[&str], expected: &[&str]) -> StyleFile {
        let mut faults = Vec::new();
        let naming = Naming {
            folder: None,
            stem: "desk",
        };
        let style = read(FileId(0), text, naming, &mut faults);
        assert_eq!(style.prefix, prefix, "{text:?}");
        assert_eq!(show_sections(&style.sections), sections, "{text:?}");
        assert_eq!(report(text, &faults), expected, "{text:?}");
        style
    }

    #[test]
    fn a_style_has_a_header_rules_and_terms() {
        let style = check(
            "[style]\nname = 'house'\nquotes = 'skip'\n\
             [[term]]\nterm = 'x'\n[[rule]]\nid = 'a'\n[rule.replace]\nb = 'c'\n[[term]]\nterm = 'y'\n",
            "house",
            &[
                "Term term: \"x\"",
                "Rule id: \"a\", replace: {b: \"c\"}",
                "Term term: \"y\"",
            ],
            &[],
        );
        assert_eq!(show(&style.header), "name: \"house\", quotes: \"skip\"");
        check("rule = [{id = 'a'}]\n", "desk", &["Rule id: \"a\""], &[]);
        check("", "desk", &[], &[]);
    }

    #[test]
    fn what_is_no_part_of_a_style_is_said() {
        let cases: [(&str, &str); 13] = [
            (
                "[stile]\nname = 'x'",
                "1:2: unknown table ‘stile’; did you mean ‘[style]’?",
            ),
            (
                "[[rules]]\nid = 'a'",
                "1:3: unknown table ‘rules’; did you mean ‘[[rule]]’?",
            ),
            (
                "[[glossary]]\nid = 'a'",
                "1:3: unknown table ‘glossary’; did you mean ‘[[term]]’?",
            ),
            (
                "[replace]\na = 'b'",
                "1:2: ‘replace’ stands outside ‘[style]’, ‘[[rule]]’ and ‘[[term]]’; \
                 a table of a rule is written ‘[rule.replace]’, below its ‘[[rule]]’",
            ),
            (
                "name = 'desk'",
                "1:1: ‘name’ stands outside ‘[style]’, ‘[[rule]]’ and ‘[[term]]’; \
                 write it below ‘[style]’",
            ),
            (
                "message = 'x'",
                "1:1: ‘message’ stands outside ‘[style]’, ‘[[rule]]’ and ‘[[term]]’; \
                 write it below the ‘[[rule]]’ that it belongs to",
            ),
            (
                "[style]\ncolor = 'red'",
                "2:1: unknown key ‘color’; did you mean ‘colour’?",
            ),
            (
                "[style]\nlicence = 'red'",
                "2:1: unknown key ‘licence’; \
                 ‘[style]’ has: name, description, quotes, severity, colour",
            ),
            (
                "[style]\nname = 3",
                "2:8: ‘name’ takes a string, not a number",
            ),
            (
                "[rule]\nid = 'a'",
                "1:1: ‘[rule]’ lacks a second pair of brackets; \
                 write ‘[[rule]]’; until then it is left out",
            ),
            (
                "[[style]]\n",
                "1:3: ‘[[style]]’ has a pair of brackets too many; write ‘[style]’",
            ),
            (
                "style = 1",
                "1:9: ‘style’ is a table, not a number; write ‘[style]’",
            ),
            (
                "rule = ['a']",
                "1:9: ‘rule’ is a table, not a string; write ‘[[rule]]’",
            ),
        ];
        for (text, fault) in cases {
            check(text, "desk", &[], &[fault]);
        }
    }

    #[test]
    fn a_name_must_be_usable_in_ids() {
        for (name, usable) in [("my desk", "my-desk"), ("a.b", "a-b"), ("a/b", "a-b")] {
            let text = format!("[style]\nname = '{name}'");
            let fault = format!(
                "2:8: ‘{name}’ is no name for a style; use letters, digits and ‘-’: ‘{usable}’"
            );
            check(&text, usable, &[], &[&fault]);
        }
        check(
            "[style]\nname = ''",
            "desk",
            &[],
            &["2:8: ‘’ is no name for a style; use letters, digits and ‘-’: ‘style’"],
        );
        let mut faults = Vec::new();
        let naming = Naming {
            folder: Some("house"),
            stem: "AP v2",
        };
        assert_eq!(
            read(FileId(0), "", naming, &mut faults).prefix,
            "house.AP-v2"
        );
        assert_eq!(
            report("", &faults),
            [
                "hint 1:1: ‘AP v2’ cannot stand in ids; they start with ‘AP-v2’; rename the file to be rid of this"
            ],
        );
    }
}
