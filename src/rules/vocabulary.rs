//! What can be written in a style: the keys of each table, and what each takes.
//!
//! Read from the lists of kinds and keys, for editors to offer and to explain. It must not know
//! how a text is cut into tables.

use super::definition::csv;
use super::definition::style::{HEADER_KEYS, TABLES};
use super::keys::{COMMON, EXAMPLE_KEYS, Key, Takes, known};
use super::kinds::{KINDS, Kind};
use super::value::SectionKind;

/// A key that can be written somewhere.
#[derive(Debug, Clone, Copy)]
pub struct KeyWord {
    /// Its name.
    pub name: &'static str,
    /// What it takes; `None` for a table whose keys are a matter of their own.
    pub takes: Option<Takes>,
    /// What it does, in Markdown.
    pub about: &'static str,
    /// The kind of rule that it makes of a section.
    pub kind: Option<&'static Kind>,
}

impl From<&Key> for KeyWord {
    fn from(key: &Key) -> Self {
        Self {
            name: key.name,
            takes: Some(key.takes),
            about: key.about,
            kind: None,
        }
    }
}

impl KeyWord {
    /// A table by its name.
    pub const fn of_table(name: &'static str, about: &'static str) -> Self {
        Self {
            name,
            takes: None,
            about,
            kind: None,
        }
    }
}

/// The keys that the table at `path` of a style can have: the parts of its header, and keys that
/// lead on from there. `beside` are those that a section has already.
///
/// Empty where there are none, or where words of the writer's own stand.
pub fn of_style(path: &[&str], beside: &[&str]) -> Vec<KeyWord> {
    match path {
        [] => TABLES
            .iter()
            .map(|(name, about)| KeyWord::of_table(name, about))
            .collect(),
        ["style"] => HEADER_KEYS.iter().map(KeyWord::from).collect(),
        ["rule"] => of_section(SectionKind::Rule, beside),
        ["term"] => of_section(SectionKind::Term, beside),
        [section @ ("rule" | "term"), key] => match key_of_style(&[section, key], &[]) {
            Some(KeyWord {
                takes: Some(Takes::Examples),
                ..
            }) => EXAMPLE_KEYS.iter().map(KeyWord::from).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The key at `path` of a style, its own name last. `beside` are the keys of its section.
pub fn key_of_style(path: &[&str], beside: &[&str]) -> Option<KeyWord> {
    let (name, table) = path.split_last()?;
    let all = of_style(table, beside);
    let found = all.into_iter().find(|key| key.name == *name);
    // One that does not go with the kind is explained all the same.
    found.or_else(|| {
        let all = if beside.is_empty() {
            Vec::new()
        } else {
            of_style(table, &[])
        };
        all.into_iter().find(|key| key.name == *name)
    })
}

/// The keys of a rule or term: those that make it one of its kinds first.
pub fn of_section(section: SectionKind, beside: &[&str]) -> Vec<KeyWord> {
    let kinds = || KINDS.iter().copied().filter(|kind| kind.section == section);
    let is_marked = |kind: &&Kind| kind.marks.iter().any(|mark| beside.contains(mark));
    let kind = kinds().find(is_marked);
    let of_kind = |kind: &'static Kind| {
        kind.keys.iter().map(move |key| KeyWord {
            kind: kind.marks.contains(&key.name).then_some(kind),
            ..KeyWord::from(key)
        })
    };
    let mut keys: Vec<KeyWord> = match kind {
        Some(kind) => of_kind(kind).collect(),
        None => kinds().flat_map(of_kind).collect(),
    };
    keys.sort_by_key(|key| key.kind.is_none());
    keys.extend(COMMON.iter().map(KeyWord::from));
    let mut seen = Vec::new();
    keys.retain(|key| {
        let is_new = !seen.contains(&key.name);
        seen.push(key.name);
        is_new
    });
    keys
}

/// What the cells of the column `name` of a table take, and what they are for.
pub fn of_column(name: &str) -> Option<KeyWord> {
    let (column, about) = csv::COLUMNS.iter().find(|(column, _)| *column == name)?;
    let sections = [SectionKind::Rule, SectionKind::Term];
    let mut keys = sections.into_iter().flat_map(known);
    let key = keys.find(|key| key.name == name).map(KeyWord::from);
    match key {
        Some(key) if about.is_empty() => Some(key),
        Some(key) => Some(KeyWord { about, ..key }),
        None => Some(KeyWord::of_table(column, about)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &[&str], beside: &[&str]) -> Vec<&'static str> {
        of_style(path, beside).iter().map(|key| key.name).collect()
    }

    #[test]
    fn each_table_has_its_keys() {
        assert_eq!(names(&[], &[]), ["style", "rule", "term"]);
        assert_eq!(names(&["rule", "examples"], &[]), ["flag", "pass", "fix"]);
        assert!(names(&["rule", "replace"], &[]).is_empty());
        assert!(names(&["else"], &[]).is_empty());
        let all = names(&["rule"], &[]);
        let marks = KINDS
            .iter()
            .filter(|kind| kind.section == SectionKind::Rule);
        let marks: Vec<&str> = marks.flat_map(|kind| kind.marks.iter().copied()).collect();
        assert_eq!(
            all[..marks.len()],
            marks,
            "what makes it a rule comes first"
        );
        assert!(known(SectionKind::Rule).all(|key| all.contains(&key.name)));
        let of_pattern = names(&["rule"], &["id", "pattern"]);
        assert!(of_pattern.contains(&"case") && !of_pattern.contains(&"inflect"));
    }

    #[test]
    fn every_key_has_a_text() {
        let all = [
            &[][..],
            &["style"],
            &["rule"],
            &["term"],
            &["rule", "examples"],
        ];
        for key in all.iter().flat_map(|path| of_style(path, &[])) {
            assert!(
                key.about.ends_with(['.', ':', '`']),
                "{}: {}",
                key.name,
                key.about
            );
        }
        for (name, _) in csv::COLUMNS {
            assert!(
                of_column(name).is_some_and(|key| !key.about.is_empty()),
                "{name}"
            );
        }
    }
}
