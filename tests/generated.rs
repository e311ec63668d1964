//! Compares the files that are made from the code with the code.
//!
//! `SNAPSHOTS=overwrite cargo test` makes them anew. It must not check behaviour.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use housestyle::lsp::settings::{SECTION, SETTINGS, Setting};
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
