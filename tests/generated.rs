//! Compares the files that are made from the code with the code.
//!
//! `SNAPSHOTS=overwrite cargo test` makes them anew. It must not check behaviour.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use housestyle::config::{Loader, options};
use housestyle::lsp::settings::{SECTION, SETTINGS, Setting};
use housestyle::rules::keys::{COMMON, Key, Takes};
use housestyle::rules::kinds::KINDS;
use serde::Serialize;
use serde_json::Value;

/// `contributes.configuration` of a VS Code extension, in the order in which it is written.
#[derive(Serialize)]
struct Configuration {
    title: &'static str,
    properties: BTreeMap<String, Property>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Property {
    #[serde(rename = "type")]
    types: Value,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    values: &'static [&'static str],
    default: Value,
    scope: &'static str,
    markdown_description: &'static str,
}

impl Property {
    fn of(setting: &Setting) -> Self {
        Self {
            types: match setting.types {
                [one] => (*one).into(),
                several => several.into(),
            },
            values: setting.values,
            default: serde_json::from_str(setting.default).expect("a default is JSON"),
            scope: setting.scope.name(),
            markdown_description: setting.description,
        }
    }
}

/// The block as it stands in the manifest: two levels deep, two spaces a level, as npm writes it.
fn block() -> String {
    let configuration = Configuration {
        title: "Housestyle",
        properties: SETTINGS
            .iter()
            .map(|setting| (format!("{SECTION}.{}", setting.name), Property::of(setting)))
            .collect(),
    };
    let block = serde_json::to_string_pretty(&configuration).expect("JSON");
    format!("\"configuration\": {}", block.replace('\n', "\n    "))
}

#[test]
fn the_vscode_extension_agrees_with_the_program_in_it() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let written = fs::read_to_string(&path).expect("the extension's package.json");

    let manifest: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"), "version");

    let start = written.find("\"configuration\": {").expect("a block");
    let end = start + written[start..].find("\n    }").expect("its end") + "\n    }".len();
    let made = block();
    if written[start..end] == made {
        return;
    }
    assert!(
        env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite"),
        "the settings in {} are not those of the code; \
         SNAPSHOTS=overwrite cargo test --test generated makes them\n{made}",
        path.display()
    );
    let whole = [&written[..start], &made, &written[end..]].concat();
    fs::write(&path, whole).expect("writing package.json");
}

/// Compares a file that is made from the code with `made`, or makes it.
#[track_caller]
fn check_file(path: &str, made: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    let written = fs::read_to_string(&path).unwrap_or_default();
    if written == made {
        return;
    }
    assert!(
        env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite"),
        "{} is not what the code says; SNAPSHOTS=overwrite cargo test --test generated makes it",
        path.display()
    );
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, made).expect("written");
}

#[test]
fn the_schemas_agree_with_the_program() {
    let schemas = [
        ("style", housestyle::rules::schema::of_style()),
        ("housestyle", housestyle::config::schema::of_configuration()),
    ];
    for (name, schema) in schemas {
        let text = serde_json::to_string_pretty(&schema).expect("JSON");
        check_file(&format!("editors/schema/{name}.json"), &format!("{text}\n"));
    }
}

/// What a key takes, in a cell of a table.
fn takes(takes: Takes) -> String {
    let words = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        words.join(", ")
    };
    match takes {
        Takes::Text => "text".to_owned(),
        Takes::OneOf(choices) => words(choices),
        Takes::Boolean => "`true`, `false`".to_owned(),
        Takes::Number => "a whole number".to_owned(),
        Takes::Fraction => "a number".to_owned(),
        Takes::Texts => "a text, or a list of texts".to_owned(),
        Takes::Table => "a table".to_owned(),
        Takes::Examples => "tables of texts".to_owned(),
        Takes::TextsOrTrue => "a list of texts, or `true`".to_owned(),
        Takes::SomeOf(choices) => format!("a list of {}", words(choices)),
        Takes::Groups => "a list of texts and lists".to_owned(),
        Takes::List => "a list of texts".to_owned(),
        Takes::Pairs => "a list of pairs".to_owned(),
        Takes::OneOfOrTable(choices) => format!("{}, or a table", words(choices)),
    }
}

fn table(keys: &[Key]) -> String {
    rows(
        keys.iter()
            .map(|key| (key.name, takes(key.takes), key.about)),
    )
}

/// The rows of a table: a key, what it takes, what it does.
fn rows(keys: impl Iterator<Item = (&'static str, String, &'static str)>) -> String {
    let mut rows = "| key | takes | what it does |\n| --- | --- | --- |\n".to_owned();
    for (name, takes, about) in keys {
        let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
        let about = about.replace('|', "\\|");
        let _ = writeln!(rows, "| `{name}` | {takes} | {about} |");
    }
    rows
}

#[test]
fn the_reference_of_configurations_agrees_with_the_program() {
    let taken = |name: &str, of: Option<Takes>| match (of, name) {
        (Some(of), _) => takes(of),
        (None, "overrides") => "tables".to_owned(),
        (None, _) => "a table".to_owned(),
    };
    let keys = options::KEYS.iter();
    let keys = keys.map(|key| (key.name, taken(key.name, key.takes), key.about));
    let of_overrides = options::OVERRIDE_KEYS.iter();
    let of_overrides = of_overrides.map(|key| (key.name, taken(key.name, key.takes), key.about));
    let text = format!(
        "# The configuration\n\nMade from the program by `SNAPSHOTS=overwrite cargo test --test generated`.\n\n\
         The nearest `housestyle.toml`, from the folder of a document upwards, counts alone; the search ends at the \
         folder with `.git`, at the home folder or at the root. What a document says in its front matter under \
         `housestyle:` (`variant`, `ignore`, `reproduced-as-received`) is over it, and the command line over both.\n\n\
         {}\n## extends\n\n\
         `extends = \"../housestyle.toml\"` reads another file first, and that one may extend a third. Of `language`, \
         `variant`, `blockquotes` and `fail-on`, and of what is said of a rule, the nearer file counts. Its `styles`, \
         `overrides` and `ignore-text` are added behind those of the farther. Paths start from the folder of the file \
         that writes them.\n\n\
         ## blockquotes\n\n\
         A block quote (`> …`) is quoted speech, so that a rule with `quotes = \"skip\"` leaves it alone; alerts such as \
         `> [!NOTE]`, and those that begin with a bold label and a colon, are not. Where writers set their own words \
         off in this way, `blockquotes = \"prose\"` has them checked as all else.\n\n\
         ## overrides\n\n\
         Each `[[overrides]]` is for the files that one of its globs matches; `*` does not cross a `/`, `**` does. Where \
         several match, a later one is over those before it.\n\n{}",
        rows(keys),
        rows(of_overrides),
    );
    check_file("docs/configuration.md", &text);
}

#[test]
fn the_reference_of_rules_agrees_with_the_program() {
    let mut text = "# Kinds of rules\n\nMade from the program by `SNAPSHOTS=overwrite cargo test --test generated`.\n\
                    What every rule may have comes first, then each kind with the keys that make a rule one of it and what \
                    else it reads. A `[[rule]]` is of the kind whose key it has.\n\n## Every rule\n\n"
        .to_owned();
    text.push_str(&table(COMMON));
    for kind in KINDS {
        let about = kind.about.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(
            text,
            "\n## {}\n\n{about}\n\n{}",
            kind.name,
            table(kind.keys)
        );
        if !kind.variables.is_empty() {
            let names: Vec<String> = kind
                .variables
                .iter()
                .map(|name| format!("`{{{name}}}`"))
                .collect();
            let _ = write!(
                text,
                "\nIts messages may also say {}.\n",
                names.join(" and ")
            );
        }
    }
    check_file("docs/rules.md", &text);
}

#[test]
fn every_key_says_what_holds_if_it_is_not_written() {
    let mut silent = Vec::new();
    let rules = KINDS.iter().map(|kind| (kind.name, kind.marks, kind.keys));
    for (of, marks, keys) in rules.chain([("every rule", &[][..], COMMON)]) {
        for key in keys.iter().filter(|key| !marks.contains(&key.name)) {
            let has_default = !matches!(
                key.takes,
                Takes::Text | Takes::Texts | Takes::Table | Takes::Examples
            );
            if has_default && !key.about.contains("if nothing is said") {
                silent.push(format!("{of}: {}", key.name));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn the_list_of_the_built_in_style_agrees_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let configuration = Loader::default().for_folder(folder.path());
    let rules = configuration.rules_for(&folder.path().join("article.md"));
    let mut text = "# The built-in style\n\nMade from the program by `SNAPSHOTS=overwrite cargo test --test generated`.\n\
                    `housestyle explain newsroom.cliches` says more of each rule. Rules that are off are switched on by \
                    `[rules]` in `housestyle.toml`: `newsroom.sentences.long-sentence = \"on\"`.\n"
        .to_owned();
    let mut group = "";
    for rule in rules.sorted() {
        let Some((of, name)) = rule.id.rsplit_once('.') else {
            continue;
        };
        if of != group {
            group = of;
            let _ = write!(text, "\n## {of}\n\n| rule | | why |\n| --- | --- | --- |\n");
        }
        let state = if rule.manner.enabled {
            rule.manner.severity.name()
        } else {
            "off"
        };
        let note = rule.manner.note.as_deref().unwrap_or("");
        let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            text,
            "| `{name}` | {state} | {} |",
            note.replace('|', "\\|")
        );
    }
    check_file("docs/newsroom.md", &text);
}
