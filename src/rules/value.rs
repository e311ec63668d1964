//! What style and configuration files say: values, each with the place where it was written.
//!
//! Both TOML and CSV are read into this one tree, so that a fault found in any later
//! step still knows its file, line and column.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use smol_str::SmolStr;

use super::definition::Sections;
use crate::text::Span;

/// One file that was read: a style, a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it lies; of an embedded style `newsroom/<file>`, relative.
    pub path: PathBuf,
    /// What it says, decoded. Spans of places are byte offsets into this.
    pub text: SmolStr,
    /// Whether it is part of the program, so that no editor can open it.
    pub embedded: bool,
}

/// The files that one configuration was read from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
    /// The folder from which people name them, if there is one.
    root: Option<PathBuf>,
}

/// The number of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// Where something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// In which file.
    pub file: FileId,
    start: u32,
    end: u32,
}

impl Sources {
    /// Adds a file and gives it a number.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(Arc::new(file));
        FileId(self.files.len() as u32 - 1)
    }

    /// From now on files below `root` are shown by their path from there.
    pub fn set_root(&mut self, root: Option<PathBuf>) {
        self.root = root;
    }

    /// The path of a file as people name it: from the folder of the configuration, if it
    /// lies below it, with `/` on every system.
    pub fn shown(&self, file: &SourceFile) -> String {
        let below = self
            .root
            .as_ref()
            .and_then(|root| file.path.strip_prefix(root).ok());
        below
            .unwrap_or(&file.path)
            .to_string_lossy()
            .replace('\\', "/")
    }

    /// The file with this number; numbers come from [`Sources::add`] of the same value.
    pub fn get(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.files.get(id.0 as usize)
    }

    /// Adds the files of `other` and returns how much higher their numbers are here.
    pub fn append(&mut self, other: &Self) -> u32 {
        let shift = self.files.len() as u32;
        self.files.extend(other.files.iter().cloned());
        shift
    }

    /// The number of the file at `path`, if it was read.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        let index = self.files.iter().position(|file| file.path == path)?;
        Some(FileId(index as u32))
    }

    /// Every file with its number, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Arc<SourceFile>)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(index as u32), file))
    }
}

impl Place {
    /// The bytes `span` of `file`. Files above 4 GiB do not exist here.
    pub fn new(file: FileId, span: Span) -> Self {
        Self {
            file,
            start: span.start as u32,
            end: span.end as u32,
        }
    }

    /// The same bytes of the file whose number is `shift` higher.
    #[must_use]
    pub const fn shifted(self, shift: u32) -> Self {
        Self {
            file: FileId(self.file.0 + shift),
            ..self
        }
    }

    /// The bytes of the file's text.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where: the value alone, with its quotes.
    pub place: Place,
    /// What.
    pub value: Value,
}

/// A value of a style or configuration file.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A string.
    String(SmolStr),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// A truth value.
    Boolean(bool),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the file.
    Table(Vec<Entry>),
    /// A date or time, which no key takes.
    Date(SmolStr),
}

/// One key of a table with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as written, without quotes.
    pub key: SmolStr,
    /// Where the key stands.
    pub place: Place,
    /// Its value.
    pub node: Node,
}

impl Value {
    /// What kind of value it is, as messages say it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Integer(_) => "a number",
            Self::Float(_) => "a number with a fraction",
            Self::Boolean(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Date(_) => "a date",
        }
    }
}

/// One `[[rule]]` or `[[term]]`, or one row of a CSV file.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Rule or term.
    pub kind: SectionKind,
    /// Where its header or row starts: the place that "where it is defined" means if it has no id.
    pub place: Place,
    /// Its keys.
    pub entries: Vec<Entry>,
}

/// What a section defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// `[[rule]]`.
    Rule,
    /// `[[term]]`.
    Term,
}

/// One style file (or one file of a folder that is a style), read but not yet compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct StyleFile {
    /// The prefix of its rules' ids: the style's name, and the file's stem if the style is a folder.
    pub prefix: SmolStr,
    /// The keys of its `[style]` table.
    pub header: Vec<Entry>,
    /// Its rules and terms in order.
    pub sections: Sections,
    /// The file.
    pub file: FileId,
    /// Whether a part of it could not be read, so that a rule which is not found in it
    /// may only be lost.
    pub incomplete: bool,
    /// The language that its phrases are in, if that does not depend on the documents.
    pub language: Option<SmolStr>,
}
