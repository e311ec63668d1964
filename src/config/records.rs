//! The findings that are ignored outside the text: `.housestyle/ignored.tsv`, which people
//! write, and `.housestyle/baseline.tsv`, which the command writes.
//!
//! Owns where these files are, and reading and writing them. What a line says, and which
//! finding it covers, is in [`crate::check::record`].

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{Looked, MAX_FILE_BYTES, ReadError};
use super::replace::{self, Trouble};
use super::styles::not_utf8;
use super::{discover, paths};
use crate::check::Diagnostic;
use crate::check::record::{self, Fingerprint, Record, RecordFile};
use crate::markup::Format;
use crate::rules::RuleSet;
use crate::rules::fault::Fault;
use crate::rules::value::{FileId, Place, SourceFile, Sources};
use crate::text::Span;

/// The folder that holds the files, beside the configuration.
pub const FOLDER: &str = ".housestyle";

/// What git is told of the files: where two branches add lines, both count.
const ATTRIBUTES: &str = "*.tsv text merge=union\n";

/// One of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// What somebody decided to ignore.
    Ignored,
    /// What was there when the rules came.
    Baseline,
}

impl RecordKind {
    /// Both, in the order in which they are asked.
    pub const ALL: [Self; 2] = [Self::Ignored, Self::Baseline];

    /// The name of the file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Ignored => "ignored.tsv",
            Self::Baseline => "baseline.tsv",
        }
    }

    /// The comments at the head of a new file.
    const fn head(self) -> &'static str {
        match self {
            Self::Ignored => {
                "# Findings that are ignored on purpose; the last field says why. ‘housestyle ignores’ lists them.\n"
            }
            Self::Baseline => {
                "# Findings that were there before. Written by ‘housestyle check --write-baseline’.\n"
            }
        }
    }
}

/// One file of records as it was read.
#[derive(Debug, Clone, Default)]
pub struct StoredRecords {
    /// What it says; nothing if it does not exist.
    pub file: RecordFile,
    /// The file and its text, if it exists and could be read.
    pub source: Option<Arc<SourceFile>>,
    path: PathBuf,
    /// What is stored; `None` if there is no such file.
    bytes: Option<Vec<u8>>,
    /// Whether it is there and could not be read.
    is_unreadable: bool,
}

impl StoredRecords {
    /// Where it lies, or would, absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is such a file.
    pub const fn exists(&self) -> bool {
        self.bytes.is_some() || self.is_unreadable
    }

    /// Whether it says more than could be read, which writing it would lose.
    pub const fn is_damaged(&self) -> bool {
        self.is_unreadable || self.file.has_unread_lines()
    }
}

/// What is on record for the documents that one folder holds.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The folder that holds [`FOLDER`], absolute; paths in records start here.
    root: PathBuf,
    ignored: StoredRecords,
    baseline: StoredRecords,
    pub(super) sources: Sources,
    pub(super) faults: Vec<Fault>,
    pub(super) looked: Looked,
}

/// Which record covers a finding: the file, and the index in it.
pub type Cover = (RecordKind, usize);

impl Records {
    /// Reads the files below `root`, the baseline only if it is wanted.
    pub(super) fn read(root: &Path, baseline: bool) -> Self {
        let mut records = Self {
            root: root.to_owned(),
            ..Self::default()
        };
        let path = |kind: RecordKind| root.join(FOLDER).join(kind.file_name());
        records.ignored = records.stored(path(RecordKind::Ignored));
        records.baseline = if baseline {
            records.stored(path(RecordKind::Baseline))
        } else {
            StoredRecords {
                path: path(RecordKind::Baseline),
                ..StoredRecords::default()
            }
        };
        records
    }

    fn stored(&mut self, path: PathBuf) -> StoredRecords {
        let mut stored = StoredRecords {
            path,
            ..StoredRecords::default()
        };
        let read = self.looked.read(&stored.path);
        if matches!(read, Err(ReadError::Missing)) {
            return stored;
        }
        let text = read.as_ref().map_or("", |decoded| decoded.text.as_str());
        let id = self.sources.add(SourceFile {
            path: stored.path.clone(),
            text: text.into(),
            embedded: false,
        });
        match read {
            Ok(decoded) => {
                self.faults.extend(not_utf8(id, decoded.encoding));
                stored.file = RecordFile::read(&decoded.text, id, &mut self.faults);
                stored.bytes = Some(decoded.bytes().to_vec());
                stored.source = self.sources.get(id).cloned();
            }
            Err(error) => {
                stored.is_unreadable = true;
                self.faults.push(unreadable(&error, id));
            }
        }
        stored
    }

    /// The folder that holds [`FOLDER`], absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// One of the files. The baseline says nothing unless it was wanted.
    pub const fn of(&self, kind: RecordKind) -> &StoredRecords {
        match kind {
            RecordKind::Ignored => &self.ignored,
            RecordKind::Baseline => &self.baseline,
        }
    }

    /// The path of a document as records write it; `document` is absolute or relative to the
    /// working folder.
    pub fn path_of(&self, document: &Path) -> String {
        paths::seen_from(&self.root, &paths::absolute(document))
    }

    /// Where the document of a record lies, absolute.
    pub fn document_of(&self, record: &Record) -> PathBuf {
        paths::join(&self.root, &record.path)
    }

    /// Whether there are records of a document.
    pub fn has_any_of(&self, document: &Path) -> bool {
        let is_empty = |kind| self.of(kind).file.entries().is_empty();
        if RecordKind::ALL.into_iter().all(is_empty) {
            return false;
        }
        let path = self.path_of(document);
        let has_any = |kind: RecordKind| !self.of(kind).file.of(&path).1.is_empty();
        RecordKind::ALL.into_iter().any(has_any)
    }

    /// For each of `findings`, which are all that was found in the document, what covers it.
    /// What is ignored on purpose comes before the baseline.
    pub fn covering(
        &self,
        document: &Path,
        (source, format): (&str, Format),
        rules: &RuleSet,
        findings: &[Diagnostic],
    ) -> Vec<Option<Cover>> {
        let fingerprints = || record::fingerprints(source, format, rules, findings);
        self.covering_by(document, findings, fingerprints)
    }

    /// The same where somebody knows better how `fingerprints` of the findings come; they are
    /// asked for only if there are records of the document.
    pub fn covering_by(
        &self,
        document: &Path,
        findings: &[Diagnostic],
        mut fingerprints: impl FnMut() -> Vec<Fingerprint>,
    ) -> Vec<Option<Cover>> {
        let is_empty = |kind| self.of(kind).file.entries().is_empty();
        if RecordKind::ALL.into_iter().all(is_empty) {
            return vec![None; findings.len()];
        }
        let path = self.path_of(document);
        let mut computed: Option<Vec<Fingerprint>> = None;
        let mut covers: Vec<Option<Cover>> = vec![None; findings.len()];
        for kind in RecordKind::ALL {
            let (indices, records) = self.of(kind).file.of(&path);
            if records.is_empty() {
                continue;
            }
            let fingerprints = computed.get_or_insert_with(&mut fingerprints);
            let is_open = |index: usize| covers.get(index).is_some_and(Option::is_none);
            let found = record::covering(findings, fingerprints, &records, is_open);
            for (cover, record) in covers.iter_mut().zip(found) {
                let index = record.and_then(|record| indices.get(record));
                *cover = cover.or(index.map(|index| (kind, *index)));
            }
        }
        covers
    }

    /// Writes one of the files, with only those of its records, by index, that `stay`, and
    /// with `added`. Whether anything changed. A new file brings its folder, and beside it
    /// what git has to know.
    ///
    /// # Errors
    ///
    /// If it cannot be written, would be too large to be read, or was changed since it was read.
    pub fn write(
        &self,
        kind: RecordKind,
        stay: impl Fn(usize) -> bool,
        added: &[Record],
    ) -> Result<bool, Trouble> {
        let stored = self.of(kind);
        let text = stored.file.rewritten(stay, added, kind.head());
        if text.len() as u64 > MAX_FILE_BYTES {
            let most = MAX_FILE_BYTES / 1_000_000;
            let why = format!("it would be larger than {most},000,000 bytes, and not be read");
            return Err(io::Error::other(why).into());
        }
        match &stored.bytes {
            Some(before) if before == text.as_bytes() => return Ok(false),
            Some(before) => replace::replace(&stored.path, before, text.as_bytes())?,
            None => {
                replace::create(&stored.path, text.as_bytes())?;
                self.tell_git()?;
            }
        }
        Ok(true)
    }

    /// Writes what git has to know of files of records, unless something is written there.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn tell_git(&self) -> Result<(), Trouble> {
        let attributes = self.root.join(FOLDER).join(".gitattributes");
        match replace::create(&attributes, ATTRIBUTES.as_bytes()) {
            // Somebody has said it, or something else, before.
            Ok(()) | Err(Trouble::Changed) => Ok(()),
            Err(trouble) => Err(trouble),
        }
    }
}

/// `text`, a file of records, with `record`; `None` is a file that does not exist.
///
/// # Errors
///
/// A sentence that says what to do, if the file has lines that would be lost.
pub fn with_record(
    text: Option<&str>,
    kind: RecordKind,
    record: &Record,
) -> Result<String, String> {
    let file = RecordFile::read(text.unwrap_or(""), FileId(0), &mut Vec::new());
    if file.has_unread_lines() {
        return Err("it has lines that cannot be read; mend them first".to_owned());
    }
    Ok(file.rewritten(|_| true, std::slice::from_ref(record), kind.head()))
}

/// The folder that holds the records of documents in `folder`, which is absolute, where no
/// configuration says which.
pub(super) fn root_without_configuration(
    folder: &Path,
    home: Option<&Path>,
    looked: &mut Looked,
) -> PathBuf {
    let found = discover::ancestors(folder, home)
        .find(|folder| looked.exists(&folder.join(FOLDER)) || discover::holds_git(folder));
    let here = std::env::current_dir().map(|here| paths::absolute(&here));
    let here = here.ok().filter(|here| folder.starts_with(here));
    found
        .map(Path::to_owned)
        .or(here)
        .unwrap_or_else(|| folder.to_owned())
}

/// The fault of a file that cannot be read.
fn unreadable(error: &ReadError, file: FileId) -> Fault {
    let place = Place::new(file, Span::default());
    let fault = Fault::error(place, format!("this file of records {error}"));
    match error {
        ReadError::Denied | ReadError::Other(_) => fault,
        _ => fault.with_help("move it away, and ‘housestyle check’ shows all findings again"),
    }
}
