//! Compares the files that are made from the code, or say what it says, with the code.
//!
//! `SNAPSHOTS=overwrite cargo test` makes the former anew. It must not check behaviour.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use housestyle::lsp::settings::{SECTION, SETTINGS, Setting};
use housestyle::markup::Format;
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

/// What stands in quotation marks behind each `before` in a file of the editors' plugins.
fn named(path: &str, before: &str, quote: char) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("editors")
        .join(path);
    let text = fs::read_to_string(path).expect("a file of a plugin");
    let start = text.find(before).expect("the names") + before.len();
    let list = text[start..].split([']', '}']).next().expect("their end");
    let names = list.split(quote).skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn the_editors_send_every_format_and_no_other() {
    let neovim = named("neovim/lsp/housestyle.lua", "local prose = {", '\'');
    let vscode = named("vscode/src/languages.ts", "PROSE = [", '"');
    let activation = named("vscode/package.json", "\"activationEvents\": [", '"');
    let activation: Vec<_> = activation
        .iter()
        .filter_map(|event| event.strip_prefix("onLanguage:"))
        .collect();
    assert_eq!(activation, vscode, "what starts the extension");

    let suffixes = Format::suffixes().map(|suffix| Path::new("a").with_extension(suffix));
    let formats: Vec<_> = suffixes
        .filter_map(|path| Format::from_path(&path))
        .collect();
    for names in [neovim, vscode] {
        let sent = names.iter().map(|name| Format::from_language_id(name));
        let sent: Vec<_> = sent.map(|format| format.expect("a format")).collect();
        assert!(
            formats.iter().all(|format| sent.contains(format)),
            "{names:?}"
        );
    }
}
