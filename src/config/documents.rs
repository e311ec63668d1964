//! The documents in a folder, and what they say.
//!
//! Owns the walk through folders and the reasons why a document is not checked. It must not know
//! who asks, nor what is checked.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use ignore::WalkBuilder;

use crate::check::MAX_DOCUMENT_BYTES;
use crate::markup::Format;
use crate::text::encoding::{self, Decoded};

/// What was found in a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents with a known suffix that no ignore file names, bytewise by path.
    pub files: Vec<PathBuf>,
    /// What could not be reached, and why.
    pub troubles: Vec<(PathBuf, String)>,
}

/// Finds the documents in `folder` and below it; links are not followed.
///
/// `go_on` is asked now and then: after a `Break` the walk ends with what it has.
pub fn in_folder(folder: &Path, go_on: impl Fn() -> ControlFlow<()>) -> Found {
    let mut found = Found::default();
    // Ignore files count also where there is no repository.
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && Format::from_path(entry.path()).is_some() {
                    found.files.push(entry.into_path());
                }
            }
            Err(error) => found.troubles.push(walk_trouble(folder, &error)),
        }
        if go_on().is_break() {
            break;
        }
    }
    // A sort by name within each folder would put `a/b` before `a-b`.
    found.files.sort_unstable_by(|a, b| bytes(a).cmp(bytes(b)));
    found
}

/// The bytes of a path joined with `/`.
fn bytes(path: &Path) -> impl Iterator<Item = u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter().copied();
    bytes.map(|byte| {
        if char::from(byte) == MAIN_SEPARATOR {
            b'/'
        } else {
            byte
        }
    })
}

fn walk_trouble(folder: &Path, error: &ignore::Error) -> (PathBuf, String) {
    let path = path_of(error).unwrap_or(folder);
    let reason = error
        .io_error()
        .map_or_else(|| error.to_string().into(), reason);
    (path.to_owned(), reason.into_owned())
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// Why a file cannot be read, in the words of someone who is not a programmer.
pub fn reason(error: &io::Error) -> Cow<'static, str> {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string().into(),
    }
}

/// Why a document cannot be checked.
#[derive(Debug)]
pub enum Trouble {
    /// It cannot be read at all.
    Unreadable(io::Error),
    /// It is no text.
    Binary,
    /// It is longer than documents may be.
    TooLarge,
}

impl Trouble {
    /// The message about the document shown as `path`.
    pub fn message(&self, path: &str) -> String {
        match self {
            Self::Unreadable(error) => format!("cannot read ‘{path}’: {}", reason(error)),
            Self::Binary => format!("‘{path}’ is not text: it contains NUL bytes"),
            Self::TooLarge => format!(
                "‘{path}’ is not checked: it is longer than {} bytes",
                Grouped(MAX_DOCUMENT_BYTES)
            ),
        }
    }
}

/// Reads and decodes the file at `path`.
///
/// # Errors
///
/// If it cannot be read, is no text, or is longer than documents may be.
pub fn read(path: &Path) -> Result<Decoded, Trouble> {
    read_from(File::open(path).map_err(Trouble::Unreadable)?)
}

/// Reads and decodes what `source` says to its end.
///
/// # Errors
///
/// As [`read`].
pub fn read_from(source: impl Read) -> Result<Decoded, Trouble> {
    decode(read_bytes(source).map_err(Trouble::Unreadable)?)
}

fn decode(bytes: Vec<u8>) -> Result<Decoded, Trouble> {
    if encoding::is_binary(&bytes) {
        return Err(Trouble::Binary);
    }
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(Trouble::TooLarge);
    }
    let decoded = encoding::decode(bytes);
    // Other encodings may take more bytes as the UTF-8 that is checked.
    if decoded.text.len() > MAX_DOCUMENT_BYTES {
        return Err(Trouble::TooLarge);
    }
    Ok(decoded)
}

/// Reads one byte more than is allowed, and so never fills the memory.
fn read_bytes(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_DOCUMENT_BYTES as u64 + 1;
    source.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A number with its thousands apart: 16,000,000.
struct Grouped(usize);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (index, digit) in digits.char_indices() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_may_have_so_many_bytes_and_no_more() {
        let most = vec![b'a'; MAX_DOCUMENT_BYTES];
        assert!(decode(most.clone()).is_ok());
        let more = [most.as_slice(), b"a"].concat();
        assert!(matches!(decode(more.clone()), Err(Trouble::TooLarge)));
        let endless = io::repeat(b'a');
        assert!(matches!(
            read_bytes(endless).map(decode),
            Ok(Err(Trouble::TooLarge))
        ));
        // It is the UTF-8 that is checked.
        let accents = vec![0xE9; MAX_DOCUMENT_BYTES / 2 + 1];
        assert!(matches!(decode(accents), Err(Trouble::TooLarge)));
        let binary = [more.as_slice(), b"\0"].concat();
        assert!(matches!(decode(binary), Err(Trouble::Binary)));
    }

    #[test]
    fn thousands_stand_apart() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (16_000_000, "16,000,000"),
        ];
        for (number, expected) in cases {
            assert_eq!(Grouped(number).to_string(), expected);
        }
    }
}
