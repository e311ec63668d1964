//! One open document: what it says, what it is, and what its last check found.
//!
//! It must not know who checks it or when.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::oneshot;
use tower_lsp::ls_types as lsp;

use super::engine::Kept;
use super::publish::{Held, Pace, Typed};
use super::rule_files::RuleFile;
use super::uri::Location;
use crate::check::Findings;
use crate::config::Configuration;
use crate::config::records::FOLDER;
use crate::markup::Format;
use crate::rules::RuleSet;
use crate::text::buffer::Change;
use crate::text::position::PositionEncoding;
use crate::text::{Buffer, Changes, Snapshot};

/// Suffixes of the files that hold rules.
const RULE_SUFFIXES: [&str; 3] = ["toml", "csv", "tsv"];

/// What a document is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Prose to be checked.
    Prose(Format),
    /// A configuration or a style, or what may be one: not prose.
    Rules,
    /// Findings on record. What is wrong with them is known from reading the file, not the
    /// document.
    Records,
    /// Nothing of ours: kept, so that its edits are not errors, and never spoken of.
    Elsewhere,
}

impl Role {
    /// The role of a document from where it lies and what the client calls its language.
    pub(super) fn of(location: &Location, language_id: &str) -> Self {
        let path = match location {
            Location::File(path) | Location::Untitled(path) => path,
            // Of a notebook only what its reader reads is prose.
            Location::Notebook(_) => {
                let format = Format::from_language_id(language_id);
                return match format.filter(|format| *format == Format::Markdown) {
                    Some(format) => Self::Prose(format),
                    None => Self::Elsewhere,
                };
            }
            Location::Elsewhere => return Self::Elsewhere,
        };
        if has_suffix(path, &RULE_SUFFIXES) || RULE_SUFFIXES.contains(&language_id) {
            let is_record = path.parent().is_some_and(|folder| folder.ends_with(FOLDER));
            return if is_record {
                Self::Records
            } else {
                Self::Rules
            };
        }
        let format = Format::from_language_id(language_id).or_else(|| Format::from_path(path));
        Self::Prose(format.unwrap_or_default())
    }
}

fn has_suffix(path: &Path, suffixes: &[&str]) -> bool {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    suffix.is_some_and(|suffix| {
        suffixes
            .iter()
            .any(|known| suffix.eq_ignore_ascii_case(known))
    })
}

/// An open document.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each may change alone")]
pub(super) struct Document {
    /// What the client calls it.
    pub(super) uri: lsp::Uri,
    /// Where it lies.
    pub(super) location: Location,
    /// What it is to us.
    pub(super) role: Role,
    /// What it says.
    pub(super) buffer: Buffer,
    /// Tells it from one of the same name that was open before.
    pub(super) opened: u64,
    /// Changes with everything that its findings depend on; never repeats.
    pub(super) revision: u64,
    /// The last revision that a check began with.
    pub(super) begun: u64,
    /// The last revision that a check ended with, well or not.
    pub(super) done: u64,
    /// Whether somebody checks it now.
    pub(super) busy: bool,
    /// Whether to look at the configuration files before the next check.
    pub(super) look_at_files: bool,
    /// Whether every edit arrived: false after one that could not be read.
    pub(super) in_step: bool,
    /// Whether its file was deleted, and it was neither edited nor saved since: then nothing is said about it.
    pub(super) deleted: bool,
    /// What the last check that ended well found.
    pub(super) checked: Option<Arc<Checked>>,
    /// What checks keep from one to the next; nothing while one runs.
    pub(super) kept: Option<Kept>,
    /// What has changed since then.
    pub(super) changes: Changes,
    /// The last thing that was typed, if the last edit was typing.
    pub(super) typed: Option<Typed>,
    /// How often findings are told.
    pub(super) pace: Pace,
    /// Those who wait for the findings of the current revision.
    pub(super) waiters: Vec<oneshot::Sender<Arc<Checked>>>,
    /// What was last read of it, if it is a file of rules.
    pub(super) rule_file: Option<Arc<RuleFile>>,
    /// Those who wait for the current revision to be read.
    pub(super) rule_waiters: Vec<oneshot::Sender<Arc<RuleFile>>>,
}

/// What a check found.
#[derive(Debug)]
pub(super) struct Checked {
    /// What the client calls the document.
    pub(super) uri: lsp::Uri,
    /// Where it lies, or would if it was saved.
    pub(super) path: PathBuf,
    /// The revision that was checked.
    pub(super) revision: u64,
    /// What it said; nothing if it was not checked.
    pub(super) snapshot: Snapshot,
    /// How many bytes it has if these are too many.
    pub(super) oversize: Option<usize>,
    /// How it was read.
    pub(super) format: Format,
    /// The findings in the order of the document, without those on record.
    pub(super) findings: Findings,
    /// Those of them that are not to be told of yet.
    pub(super) held: Held,
    /// The rules that found them.
    pub(super) rules: Arc<RuleSet>,
    /// The configuration that the rules are from.
    pub(super) configuration: Arc<Configuration>,
}

impl Document {
    /// A document as it was opened; `revision` is one that nothing else has.
    pub(super) fn new(item: &lsp::TextDocumentItem, revision: u64) -> Self {
        let location = Location::of(item.uri.as_str());
        Self {
            role: Role::of(&location, &item.language_id),
            uri: item.uri.clone(),
            location,
            buffer: Buffer::new(&item.text, item.version),
            opened: revision,
            revision,
            begun: 0,
            done: 0,
            busy: false,
            look_at_files: true,
            in_step: true,
            deleted: false,
            checked: None,
            kept: None,
            changes: Changes::All,
            typed: None,
            pace: Pace::default(),
            waiters: Vec::new(),
            rule_file: None,
            rule_waiters: Vec::new(),
        }
    }

    /// Takes over what the client changed.
    ///
    /// After a lost edit the text is not what the client has, until it sends all of it.
    pub(super) fn apply(&mut self, changes: &[Change], version: i32, encoding: PositionEncoding) {
        self.deleted = false;
        let last_whole = changes
            .iter()
            .rposition(|change| matches!(change, Change::Full(_)));
        let known_from = if self.in_step { Some(0) } else { last_whole };
        self.in_step = known_from.is_some();
        let known = known_from
            .and_then(|from| changes.get(from..))
            .unwrap_or(&[]);
        let caret = self
            .buffer
            .apply(known, version, encoding, &mut self.changes);
        self.typed = caret.map(Typed::now);
    }

    /// What was found in the document as it is now, if that is known.
    pub(super) fn current(&self) -> Option<&Arc<Checked>> {
        self.checked
            .as_ref()
            .filter(|checked| checked.revision == self.revision)
    }

    /// Where it lies, for the search of its configuration and for the overrides there. A
    /// document that was never saved lies in `folder`.
    pub(super) fn path(&self, folder: &Path) -> PathBuf {
        match &self.location {
            Location::File(path) => path.clone(),
            Location::Notebook(name) | Location::Untitled(name) => folder.join(name),
            Location::Elsewhere => folder.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::position::Position;

    #[test]
    fn roles_go_by_scheme_then_language_then_suffix() {
        let cases = [
            ("file:///a.md", "markdown", Role::Prose(Format::Markdown)),
            ("file:///a.md", "", Role::Prose(Format::Markdown)),
            ("file:///a.txt", "markdown", Role::Prose(Format::Markdown)),
            ("file:///a.MD", "unknown", Role::Prose(Format::Markdown)),
            ("file:///a.md", "plaintext", Role::Prose(Format::Plain)),
            (
                "file:///COMMIT_EDITMSG",
                "gitcommit",
                Role::Prose(Format::Plain),
            ),
            (
                "untitled:Untitled-1",
                "markdown",
                Role::Prose(Format::Markdown),
            ),
            (
                "untitled:Untitled-1",
                "plaintext",
                Role::Prose(Format::Plain),
            ),
            ("untitled:note.md", "other", Role::Prose(Format::Markdown)),
            ("file:///housestyle.toml", "toml", Role::Rules),
            ("file:///housestyle.toml", "plaintext", Role::Rules),
            ("file:///desk.CSV", "csv", Role::Rules),
            ("file:///.housestyle/ignored.tsv", "tsv", Role::Records),
            ("untitled:Untitled-1", "toml", Role::Rules),
            ("git:/a.md?ref", "markdown", Role::Elsewhere),
            (
                "vscode-notebook-cell:/a.ipynb#1",
                "markdown",
                Role::Prose(Format::Markdown),
            ),
            ("vscode-notebook-cell:/a.ipynb#2", "python", Role::Elsewhere),
        ];
        for (uri, language_id, expected) in cases {
            assert_eq!(
                Role::of(&Location::of(uri), language_id),
                expected,
                "{uri} {language_id}"
            );
        }
    }

    #[test]
    fn after_a_lost_edit_only_a_whole_text_counts() {
        let item = lsp::TextDocumentItem::new(
            "file:///a.md".parse().expect("a URI"),
            "markdown".into(),
            1,
            "ab".into(),
        );
        let mut document = Document::new(&item, 1);
        let insert = |text: &str| Change::Range {
            start: Position::default(),
            end: Position::default(),
            text: text.into(),
        };
        document.in_step = false;
        document.apply(&[insert("x")], 2, PositionEncoding::Utf16);
        assert!(!document.in_step);
        assert_eq!(document.buffer.snapshot().text(), "ab");
        document.apply(
            &[insert("y"), Change::Full("c".into()), insert("d")],
            3,
            PositionEncoding::Utf16,
        );
        assert!(document.in_step);
        assert_eq!(document.buffer.snapshot().text(), "dc");
        assert_eq!(document.buffer.version(), 3);
    }
}
