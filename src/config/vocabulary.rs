//! What can be written in a configuration: the keys of each table, ids of rules, and what is
//! said of these.

use std::path::{Path, PathBuf};

use smol_str::SmolStr;

use super::configuration::Configuration;
use super::embedded;
use super::options::{KEYS, OVERRIDE_KEYS};
use super::{paths, style_folder, styles};
use crate::rules::RuleSet;
use crate::rules::Severity;
use crate::rules::rule::Rule;
use crate::rules::value::SectionKind;
use crate::rules::vocabulary::{KeyWord, of_section};

/// The keys of a configuration that name files.
pub const FILE_KEYS: [&str; 2] = ["extends", "styles"];

/// The file that the configuration at `path` names so; `None` if there is none.
pub fn file_named(path: &Path, written: &str) -> Option<PathBuf> {
    let file = paths::join(path.parent()?, written);
    (styles::is_path(written) && file.is_file()).then_some(file)
}

/// What the keys of a table are.
#[derive(Debug, Clone)]
pub enum Keys {
    /// These.
    Listed(Vec<KeyWord>),
    /// Ids of rules and what stands above them, below this id; empty for whole ids. Where one
    /// is named already, also keys of rules.
    Ids(String),
}

/// The keys of the table at `path`.
pub fn of_configuration(path: &[&str]) -> Keys {
    match path {
        [] => Keys::Listed(KEYS.iter().map(of_key).collect()),
        ["overrides"] => Keys::Listed(
            OVERRIDE_KEYS
                .iter()
                .map(|key| KeyWord {
                    takes: key.takes,
                    ..KeyWord::of_table(key.name, key.about)
                })
                .collect(),
        ),
        ["rules", id @ ..] | ["overrides", "rules", id @ ..] => Keys::Ids(id.join(".")),
        _ => Keys::Listed(Vec::new()),
    }
}

fn of_key(key: &super::options::Key) -> KeyWord {
    KeyWord {
        takes: key.takes,
        ..KeyWord::of_table(key.name, key.about)
    }
}

/// The id that the keys of `path` name, if it leads to settings of rules.
pub fn id_at(path: &[&str]) -> Option<String> {
    match of_configuration(path) {
        Keys::Ids(id) if !id.is_empty() => Some(id),
        _ => None,
    }
}

/// The key at `path`, its own name last; also that of a rule in its settings.
pub fn key_of_configuration(path: &[&str], rules: &RuleSet) -> Option<KeyWord> {
    let (name, table) = path.split_last()?;
    let keys = match of_configuration(table) {
        Keys::Listed(keys) => keys,
        Keys::Ids(id) if is_id(&id, rules) => setting_keys(&id, rules),
        Keys::Ids(_) => Vec::new(),
    };
    keys.into_iter().find(|key| key.name == *name)
}

/// Whether `id` names a rule or what stands above one.
pub fn is_id(id: &str, rules: &RuleSet) -> bool {
    !id.is_empty() && rules.below(id).next().is_some()
}

/// The keys that settings of the rules below `id` can have.
pub fn setting_keys(id: &str, rules: &RuleSet) -> Vec<KeyWord> {
    if !is_id(id, rules) {
        return Vec::new();
    }
    let is_term = rules
        .get(id)
        .is_some_and(|rule| rule.check.term().is_some());
    let section = if is_term {
        SectionKind::Term
    } else {
        SectionKind::Rule
    };
    let keys = of_section(section, &[]).into_iter();
    keys.filter(|key| key.name != "id").collect()
}

/// What can be said of a rule in one word.
pub fn settings() -> Vec<&'static str> {
    let severities = Severity::ALL.map(Severity::name);
    ["off", "on"].into_iter().chain(severities).collect()
}

/// The strings that the key at `path` of a configuration takes, as far as they are known.
pub fn values(path: &[&str], configuration: &Configuration, rules: &RuleSet) -> Vec<SmolStr> {
    if let Some(key) = key_of_configuration(path, rules) {
        let choices = key.takes.map_or(&[][..], |takes| takes.choices());
        return match key.name {
            "styles" => {
                let built_in = embedded::STYLES.iter().map(|style| style.name.into());
                let folder = configuration.path.as_deref().and_then(Path::parent);
                let files = folder.map_or_else(Vec::new, style_folder::near);
                built_in.chain(files).collect()
            }
            "variant" => configuration.rules.without_overrides().variants().to_vec(),
            _ => choices.iter().map(|choice| (*choice).into()).collect(),
        };
    }
    let is_setting = id_at(path).is_some();
    let words = if is_setting { settings() } else { Vec::new() };
    words.into_iter().map(SmolStr::from).collect()
}

/// The ids of rules, and of all that stands above them, that start with `beginning`; at most so
/// many, shorter ones first. And whether these are all.
pub fn ids<'a>(
    beginning: &str,
    rules: &'a RuleSet,
    most: usize,
) -> (Vec<(&'a str, Option<&'a Rule>)>, bool) {
    let mut found: Vec<(&str, Option<&Rule>)> = Vec::new();
    for rule in rules.sorted() {
        let id = rule.id.as_str();
        if !id.starts_with(beginning) {
            continue;
        }
        let groups = id.match_indices('.').map(|(end, _)| &id[..end]);
        for group in groups.filter(|group| group.starts_with(beginning)) {
            // Those of one group follow each other, but for what sorts between.
            if !found.iter().rev().any(|(known, _)| *known == group) {
                found.push((group, None));
            }
        }
        found.push((id, Some(rule)));
        if found.len() >= most {
            return (found, false);
        }
    }
    (found, true)
}
