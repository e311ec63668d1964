//! A file of rules as it stands in the editor at this moment, read or not.

use std::path::PathBuf;

use tower_lsp::ls_types as lsp;

use super::Part;
use crate::config::vocabulary as configured;
use crate::config::{FILE_NAME, FileKind};
use crate::lsp::from_proto;
use crate::rules::definition::outline::Outline;
use crate::rules::definition::style::TABLES;
use crate::rules::keys::Takes;
use crate::rules::vocabulary;
use crate::text::Snapshot;
use crate::text::position::{PositionEncoding, to_offset};

/// What is open.
pub(super) struct Open<'a> {
    pub(super) path: PathBuf,
    pub(super) snapshot: Snapshot,
    pub(super) text: String,
    pub(super) outline: Outline,
    pub(super) kind: FileKind,
    /// What was last read of it, perhaps from an older text.
    pub(super) part: Option<&'a Part>,
    pub(super) encoding: PositionEncoding,
}

impl<'a> Open<'a> {
    /// The file at `path`, which says what `snapshot` does; `None` if it is nothing of ours.
    pub(super) fn of(
        path: PathBuf,
        snapshot: Snapshot,
        part: Option<&'a Part>,
        encoding: PositionEncoding,
    ) -> Option<Self> {
        let text = snapshot.text();
        let is_table = path.extension().is_some_and(|suffix| suffix != "toml");
        let outline = if is_table {
            Outline::default()
        } else {
            Outline::of(&text)
        };
        let kind = match part {
            Some(part) => part.kind,
            None if path.ends_with(FILE_NAME) => FileKind::Configuration,
            None if has_style_table(&outline) => FileKind::Style,
            None => return None,
        };
        Some(Self {
            path,
            snapshot,
            text,
            outline,
            kind,
            part,
            encoding,
        })
    }

    /// The byte at a position.
    pub(super) fn offset(&self, position: lsp::Position) -> usize {
        to_offset(
            &self.snapshot.rope,
            from_proto::position(position),
            self.encoding,
        )
    }

    /// The character between the cells of a table, if the name of the file says so.
    pub(super) fn delimiter(&self) -> Option<char> {
        let is_tsv = self
            .path
            .extension()
            .is_some_and(|suffix| suffix.eq_ignore_ascii_case("tsv"));
        is_tsv.then_some('\t')
    }
}

fn has_style_table(outline: &Outline) -> bool {
    let mut names = outline.tables().filter_map(|table| table.first_name());
    names.any(|name| TABLES.iter().any(|(known, _)| *known == name))
}

/// The keys of the `[[rule]]` or `[[term]]` that the byte `offset` is in.
pub(super) fn beside<'a>(open: &'a Open<'_>, offset: usize) -> Vec<&'a str> {
    let element = open.outline.element_at(offset);
    element.map_or_else(Vec::new, |element| element.key_names().collect())
}

/// The headers that can stand at the byte `offset`, and what they are for.
pub(super) fn headers(open: &Open<'_>, offset: usize) -> Vec<(String, &'static str)> {
    if open.kind == FileKind::Configuration {
        let configured::Keys::Listed(keys) = configured::of_configuration(&[]) else {
            return Vec::new();
        };
        let tables = keys.into_iter().filter(|key| key.takes.is_none());
        return tables
            .map(|key| (header(key.name, key.name == "overrides"), key.about))
            .collect();
    }
    let tables = TABLES
        .iter()
        .map(|(name, about)| (header(name, *name != "style"), *about));
    let mut headers: Vec<(String, &'static str)> = tables.collect();
    let before = offset
        .checked_sub(1)
        .and_then(|before| open.outline.element_at(before));
    let section = before.and_then(|element| element.tables.first()?.first_name());
    if let (Some(section), Some(element)) = (section, before) {
        let beside: Vec<&str> = element.key_names().collect();
        let keys = vocabulary::of_style(&[section], &beside);
        let tables = keys.into_iter().filter(|key| {
            matches!(
                key.takes,
                Some(Takes::Table | Takes::OneOfOrTable(_) | Takes::Examples)
            ) && !beside.contains(&key.name)
        });
        headers.extend(
            tables.map(|key| (header(&format!("{section}.{}", key.name), false), key.about)),
        );
    }
    headers
}

fn header(name: &str, is_list: bool) -> String {
    if is_list {
        format!("[[{name}]]")
    } else {
        format!("[{name}]")
    }
}
