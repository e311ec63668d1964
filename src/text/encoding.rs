//! From stored bytes to text, and from places and edits of the text back to stored bytes.
//!
//! UTF-8 (a byte order mark stays in the text, as U+FEFF), UTF-16 with a byte order
//! mark, else Windows-1252. Nothing is guessed beyond that and nothing ever fails.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Edit, edit};

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

impl Encoding {
    /// Whether it is only a guess, so that nothing may be written in it.
    pub const fn is_guessed(self) -> bool {
        matches!(self, Self::Windows1252)
    }
}

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; a byte order mark stays as U+FEFF at its start.
    pub text: String,
    /// How it was stored.
    pub encoding: Encoding,
    /// The stored bytes; none for UTF-8, where they are those of the text.
    stored: Vec<u8>,
}

impl Decoded {
    /// The bytes that were decoded.
    pub fn bytes(&self) -> &[u8] {
        match self.encoding {
            Encoding::Utf8 => self.text.as_bytes(),
            _ => &self.stored,
        }
    }

    /// The bytes to be stored once `edits` of the text are made; those outside the edits
    /// are the stored ones, also where they are no valid UTF-16.
    ///
    /// `None` if the encoding is guessed, or if edits overlap or do not fit.
    pub fn bytes_with(&self, edits: &[Edit]) -> Option<Vec<u8>> {
        let encode: fn(u16) -> [u8; 2] = match self.encoding {
            Encoding::Utf8 => return edit::apply(&self.text, edits).map(String::into_bytes),
            Encoding::Windows1252 => return None,
            Encoding::Utf16Le => u16::to_le_bytes,
            Encoding::Utf16Be => u16::to_be_bytes,
        };
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort();
        let mut offsets = StoredOffsets::new(self);
        // A last odd byte is decoded like a whole unit.
        let mut stored = |offset| offsets.stored(offset).min(self.stored.len());
        let mut bytes = Vec::with_capacity(self.stored.len());
        let mut done = 0;
        for edit in sorted {
            edit.span.text(&self.text)?;
            bytes.extend_from_slice(self.stored.get(done..stored(edit.span.start))?);
            bytes.extend(edit.text.encode_utf16().flat_map(encode));
            done = stored(edit.span.end);
        }
        bytes.extend_from_slice(self.stored.get(done..)?);
        Some(bytes)
    }
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
        return Decoded {
            text: text.into_owned(),
            encoding,
            stored: bytes,
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text,
            encoding: Encoding::Utf8,
            stored: Vec::new(),
        },
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            Decoded {
                text: text.into_owned(),
                encoding: Encoding::Windows1252,
                stored: error.into_bytes(),
            }
        }
    }
}

/// Whether the bytes are no text: a NUL and no byte order mark of UTF-16.
pub fn is_binary(bytes: &[u8]) -> bool {
    let marked = matches!(bytes.get(..2), Some([0xFF, 0xFE] | [0xFE, 0xFF]));
    !marked && memchr::memchr(0, bytes).is_some()
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
    use crate::text::Span;
    use proptest::prelude::*;

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

    /// Puts `new` in the place of `old`, which stands in the text.
    #[track_caller]
    fn check_edit(bytes: &[u8], old: &str, new: &str, expected: Option<&[u8]>) {
        let decoded = decode(bytes.to_vec());
        let start = decoded.text.find(old).expect("it is there");
        let edit = Edit::new(Span::new(start, start + old.len()), new);
        assert_eq!(decoded.bytes_with(&[edit]).as_deref(), expected);
    }

    #[test]
    fn an_edit_is_stored_as_the_file_is() {
        check_edit(b"a\r\nb\r", "b", "\u{E9}", Some(b"a\r\n\xC3\xA9\r"));
        check_edit(b"\xEF\xBB\xBFa", "a", "b", Some(b"\xEF\xBB\xBFb"));
        check_edit(b"a\xE9", "a", "b", None);
        check_edit(
            b"\xFF\xFEa\0=\xD8\0\xDEb\0",
            "a",
            "😀c",
            Some(b"\xFF\xFE=\xD8\0\xDEc\0=\xD8\0\xDEb\0"),
        );
        check_edit(b"\xFE\xFF\0a\0b", "a", "\u{E9}", Some(b"\xFE\xFF\0\xE9\0b"));
        // Half a character before it, and half a unit after it.
        check_edit(
            b"\xFE\xFF\xD8\x3D\0a\0b\0",
            "a",
            "c",
            Some(b"\xFE\xFF\xD8\x3D\0c\0b\0"),
        );
        check_edit(b"\xFE\xFF\0a\0", "a\u{FFFD}", "b", Some(b"\xFE\xFF\0b"));
    }

    proptest! {
        /// Whatever is stored: nothing is lost, and only the edit is new.
        #[test]
        fn bytes_outside_an_edit_stay(
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            mark in prop::sample::select(vec![&b""[..], b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"]),
            from in any::<prop::sample::Index>(),
            to in any::<prop::sample::Index>(),
        ) {
            let bytes = [mark, bytes.as_slice()].concat();
            let decoded = decode(bytes.clone());
            prop_assert_eq!(decoded.bytes(), bytes.as_slice());
            if decoded.encoding.is_guessed() {
                return Ok(());
            }
            let same = decoded.bytes_with(&[]);
            prop_assert_eq!(same.as_deref(), Some(bytes.as_slice()));
            let boundary = |at: prop::sample::Index| decoded.text.floor_char_boundary(at.index(decoded.text.len() + 1));
            let (from, to) = (boundary(from), boundary(to));
            let span = Span::new(from.min(to), from.max(to));
            let mut offsets = StoredOffsets::new(&decoded);
            let (start, end) = (offsets.stored(span.start), offsets.stored(span.end).min(bytes.len()));
            let edited = decoded.bytes_with(&[Edit::new(span, "")]);
            let expected = [bytes.get(..start).unwrap_or(&bytes), &bytes[end..]].concat();
            prop_assert_eq!(edited, Some(expected));
        }
    }
}
