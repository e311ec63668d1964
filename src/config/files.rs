//! Reading files, and remembering which were looked at and how they were then.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::draft::OpenTexts;
use crate::text::encoding::{Decoded, decode, is_binary};

/// A configuration or style file of more bytes than this is not read.
pub const MAX_FILE_BYTES: u64 = 16_000_000;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error("does not exist")]
    Missing,
    #[error("is a folder")]
    Folder,
    #[error("is not a folder")]
    NotFolder,
    /// A pipe or a device, which might never end.
    #[error("is no ordinary file")]
    Special,
    #[error("is larger than {0},000,000 bytes")]
    TooLarge(u64),
    #[error("is too much: the styles would be larger than 100,000,000 bytes together")]
    TooMuch,
    #[error("is no text")]
    Binary,
    #[error("cannot be read: you may not open it")]
    Denied,
    #[error("cannot be read: {0}")]
    Other(String),
}

/// What tells that a file changed. `None` in the map below: it was not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    is_dir: bool,
}

/// The files and folders that were looked at, by absolute path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Looked {
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
    /// What stands open in an editor, which counts and not what is stored.
    open: Arc<OpenTexts>,
    /// What of it was read.
    read_open: BTreeSet<PathBuf>,
}

impl Looked {
    /// Where files say what they say in an editor, if they are open there.
    pub(super) fn with_open(open: Arc<OpenTexts>) -> Self {
        Self {
            open,
            ..Self::default()
        }
    }

    /// Reads a text file.
    pub(super) fn read(&mut self, path: &Path) -> Result<Decoded, ReadError> {
        if let Some(text) = self.open.get(path) {
            self.read_open.insert(path.to_owned());
            if text.len() as u64 > MAX_FILE_BYTES {
                return Err(ReadError::TooLarge(MAX_FILE_BYTES / 1_000_000));
            }
            return Ok(decode(text.as_bytes().to_vec()));
        }
        let bytes = self.read_bytes(path, MAX_FILE_BYTES)?;
        if is_binary(&bytes) {
            return Err(ReadError::Binary);
        }
        Ok(decode(bytes))
    }

    /// Reads a file of at most so many bytes, which are whole millions.
    pub(super) fn read_bytes(&mut self, path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
        // The stamp is older than what is read, so that no change between is missed.
        let metadata = self.look(path)?;
        if metadata.is_dir() {
            return Err(ReadError::Folder);
        }
        if !metadata.is_file() {
            return Err(ReadError::Special);
        }
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|why| error(&why))?;
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|why| error(&why))?;
        if bytes.len() as u64 > most {
            return Err(ReadError::TooLarge(most / 1_000_000));
        }
        Ok(bytes)
    }

    /// The paths in a folder, sorted.
    pub(super) fn list(&mut self, path: &Path) -> Result<Vec<PathBuf>, ReadError> {
        if !self.look(path)?.is_dir() {
            return Err(ReadError::NotFolder);
        }
        let entries = fs::read_dir(path).map_err(|why| error(&why))?;
        let paths: io::Result<Vec<PathBuf>> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect();
        let mut paths = paths.map_err(|why| error(&why))?;
        let unsaved = self.open.keys().filter(|open| open.parent() == Some(path));
        paths.extend(unsaved.cloned());
        paths.sort();
        paths.dedup();
        Ok(paths)
    }

    /// Whether something is there, be it readable or not.
    pub(super) fn exists(&mut self, path: &Path) -> bool {
        let _ = self.look(path);
        path.symlink_metadata().is_ok() || self.open.contains_key(path)
    }

    /// Whether it is a folder.
    pub(super) fn is_folder(&mut self, path: &Path) -> bool {
        self.look(path).is_ok_and(|metadata| metadata.is_dir())
    }

    /// Adds what `other` looked at.
    pub(super) fn add(&mut self, other: &Self) {
        let stamps = other.stamps.iter();
        self.stamps
            .extend(stamps.map(|(path, stamp)| (path.clone(), *stamp)));
    }

    /// Whether any of the files is not as it was when it was looked at.
    pub(super) fn have_changed(&self) -> bool {
        self.stamps
            .iter()
            .any(|(path, then)| stamp(&fs::metadata(path)) != *then)
    }

    /// Whether `path` is one of the files, or lies in one of the folders.
    pub(super) fn concerns(&self, path: &Path) -> bool {
        let in_folder = |parent: &Path| {
            let stamp = self.stamps.get(parent).copied().flatten();
            stamp.is_some_and(|stamp| stamp.is_dir)
        };
        // Of a folder that goes nothing else may be told, and of what was not in it nothing changes.
        let mut known = self.stamps.iter();
        known.any(|(known, stamp)| known == path || (stamp.is_some() && known.starts_with(path)))
            || self.read_open.contains(path)
            || path.parent().is_some_and(in_folder)
    }

    /// Everything that was looked at, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.stamps.keys().map(PathBuf::as_path)
    }

    fn look(&mut self, path: &Path) -> Result<Metadata, ReadError> {
        let metadata = fs::metadata(path);
        self.stamps
            .entry(path.to_owned())
            .or_insert_with(|| stamp(&metadata));
        metadata.map_err(|why| error(&why))
    }
}

fn stamp(metadata: &io::Result<Metadata>) -> Option<Stamp> {
    let metadata = metadata.as_ref().ok()?;
    Some(Stamp {
        len: metadata.len(),
        modified: metadata.modified().ok(),
        is_dir: metadata.is_dir(),
    })
}

fn error(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::Denied,
        _ => {
            let said = error.to_string();
            // The number of the error says nothing to most readers.
            let plain = said.split(" (os error").next().unwrap_or(&said);
            ReadError::Other(plain.to_lowercase())
        }
    }
}
