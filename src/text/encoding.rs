//! From stored bytes to text, and from offsets in the text back to stored bytes.
//!
//! UTF-8 (a byte order mark stays in the text, as U+FEFF), UTF-16 with a byte order
//! mark, else Windows-1252. Nothing is guessed beyond that and nothing ever fails.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file stores its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first, with a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, with a byte order mark.
    Utf16Be,
    /// What is no valid UTF-8 and has no byte order mark.
    Windows1252,
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; a byte order mark stays as U+FEFF at its start.
    pub text: String,
    /// How it was stored.
    pub encoding: Encoding,
}

/// Decodes the whole content of a file. Never fails: what is not valid becomes U+FFFD.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let utf16 = match bytes.get(..2) {
        Some([0xFF, 0xFE]) => Some((Encoding::Utf16Le, UTF_16LE)),
        Some([0xFE, 0xFF]) => Some((Encoding::Utf16Be, UTF_16BE)),
        _ => None,
    };
    if let Some((encoding, decoder)) = utf16 {
        let (text, _) = decoder.decode_without_bom_handling(&bytes);
        let text = text.into_owned();
        return Decoded { text, encoding };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text,
            encoding: Encoding::Utf8,
        },
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            Decoded {
                text: text.into_owned(),
                encoding: Encoding::Windows1252,
            }
        }
    }
}

/// Whether the bytes are no text: a NUL and no byte order mark of UTF-16.
pub fn is_binary(bytes: &[u8]) -> bool {
    let marked = matches!(bytes.get(..2), Some([0xFF, 0xFE] | [0xFE, 0xFF]));
    !marked && bytes.contains(&0)
}

/// Offsets of a text to offsets of the bytes that it was decoded from.
#[derive(Debug)]
pub struct StoredOffsets<'a> {
    text: &'a str,
    encoding: Encoding,
    /// The last offset that was asked for, in the text and as stored.
    last: (usize, usize),
}

impl<'a> StoredOffsets<'a> {
    /// The map of one decoded file.
    pub fn new(decoded: &'a Decoded) -> Self {
        Self {
            text: &decoded.text,
            encoding: decoded.encoding,
            last: (0, 0),
        }
    }

    /// The stored offset, in bytes, of the byte at `offset` of the text.
    ///
    /// Fast for offsets near the one asked for before. A UTF-16 file with an
    /// unpaired surrogate counts it as U+FFFD, which is as long.
    pub fn stored(&mut self, offset: usize) -> usize {
        if self.encoding == Encoding::Utf8 {
            return offset;
        }
        let (last, stored_last) = self.last;
        let width = |c: char| match self.encoding {
            Encoding::Windows1252 => 1,
            _ => 2 * c.len_utf16(),
        };
        let stored_bytes = |from: usize, to: usize| {
            let between = self.text.get(from..to).unwrap_or("");
            between.chars().map(width).sum::<usize>()
        };
        let stored = if offset < last {
            stored_last.saturating_sub(stored_bytes(offset, last))
        } else {
            stored_last + stored_bytes(last, offset)
        };
        self.last = (offset, stored);
        stored
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Encoding, stored: &[(usize, usize)]) {
        let decoded = decode(bytes.to_vec());
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
        let mut offsets = StoredOffsets::new(&decoded);
        for (offset, expected) in stored {
            assert_eq!(offsets.stored(*offset), *expected, "{text:?} at {offset}");
        }
    }

    #[test]
    fn every_encoding_leads_back_to_its_bytes() {
        check(b"abc", "abc", Encoding::Utf8, &[(0, 0), (3, 3)]);
        check(b"\xEF\xBB\xBFa", "\u{FEFF}a", Encoding::Utf8, &[(3, 3)]);
        check(
            b"caf\xE9!",
            "café!",
            Encoding::Windows1252,
            &[(5, 4), (3, 3), (6, 5), (0, 0)],
        );
        check(
            b"\x93x\x94",
            "“x”",
            Encoding::Windows1252,
            &[(3, 1), (4, 2)],
        );
        check(
            b"\xFF\xFEa\0=\xD8\0\xDEb\0",
            "\u{FEFF}a😀b",
            Encoding::Utf16Le,
            &[(3, 2), (4, 4), (8, 8), (9, 10), (4, 4)],
        );
        check(b"\xFE\xFF\0a", "\u{FEFF}a", Encoding::Utf16Be, &[(3, 2)]);
        check(b"\x81", "\u{81}", Encoding::Windows1252, &[(2, 1)]);
        check(b"", "", Encoding::Utf8, &[(0, 0)]);
    }

    #[test]
    fn a_nul_without_a_mark_is_binary() {
        assert!(is_binary(b"a\0b"));
        assert!(!is_binary(b"\xFF\xFEa\0"));
        assert!(!is_binary("é".as_bytes()));
    }
}
