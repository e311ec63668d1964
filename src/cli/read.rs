//! One document from its file or from standard input.
//!
//! Owns the reasons why a document is not checked. It must not know what is checked.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};

use super::documents::{Document, Origin, reason};
use crate::check::MAX_DOCUMENT_BYTES;
use crate::text::encoding::{self, Decoded};

/// Why a document cannot be checked.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It cannot be read at all.
    Unreadable(io::Error),
    /// It is no text.
    Binary,
    /// It is longer than documents may be.
    TooLarge,
}

impl Trouble {
    /// The message about the document shown as `path`.
    pub(super) fn message(&self, path: &str) -> String {
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

/// Reads and decodes `document`.
pub(super) fn read(document: &Document) -> Result<Decoded, Trouble> {
    let bytes = match &document.origin {
        Origin::File(path) => File::open(path).and_then(read_bytes),
        Origin::Stdin(_) => read_bytes(io::stdin().lock()),
    };
    decode(bytes.map_err(Trouble::Unreadable)?)
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
