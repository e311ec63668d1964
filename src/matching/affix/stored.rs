//! The lines of a dictionary's files, and the letters that their bytes stand for.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How the words of a dictionary are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters(&'static Encoding);

impl Default for Letters {
    /// What a dictionary has that names nothing else: ISO 8859-1, of which this is a superset.
    fn default() -> Self {
        Self(WINDOWS_1252)
    }
}

impl Letters {
    /// The encoding that the value of `SET` names.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        // Names as dictionaries write them, where the registered one is another.
        let registered = match name.strip_prefix("microsoft-").unwrap_or(&name) {
            "tis620-2533" => "windows-874".to_owned(),
            name => match name.strip_prefix("iso8859") {
                Some(part) => format!("iso-8859-{}", part.trim_start_matches('-')),
                None => match name.strip_prefix("cp125") {
                    Some(page) => format!("windows-125{page}"),
                    None => name.to_owned(),
                },
            },
        };
        Encoding::for_label(registered.as_bytes()).map(Self)
    }

    /// The text of some bytes; `None` if they are none in this encoding.
    pub(super) fn text(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if bytes.is_ascii() || self.0 == UTF_8 {
            return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        self.0
            .decode_without_bom_handling_and_without_replacement(bytes)
    }
}

/// The lines of a file with their numbers, from 1, without their ends and a byte order mark.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    (1..).zip(lines)
}

/// The fields of a line: what stands between spaces and tabs.
pub(super) fn fields(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| matches!(byte, b' ' | b'\t'))
        .filter(|field| !field.is_empty())
}

/// What stands before the first `/` that nothing escapes, without the escapes, and what
/// stands behind it. A `/` at the very start is part of the word.
pub(super) fn word_and_flags(field: &[u8]) -> (Cow<'_, [u8]>, Option<&[u8]>) {
    let is_end = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| field.get(before));
        field.get(*at) == Some(&b'/') && before.is_some_and(|byte| *byte != b'\\')
    };
    let end = (1..field.len()).find(is_end);
    let word = field.get(..end.unwrap_or(field.len())).unwrap_or(field);
    let flags = end.and_then(|end| field.get(end + 1..));
    let escaped = word.windows(2).any(|pair| pair == b"\\/");
    if !escaped {
        return (Cow::Borrowed(word), flags);
    }
    let mut plain = Vec::with_capacity(word.len());
    let mut bytes = word.iter().peekable();
    while let Some(byte) = bytes.next() {
        if !(*byte == b'\\' && bytes.peek() == Some(&&b'/')) {
            plain.push(*byte);
        }
    }
    (Cow::Owned(plain), flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_have_the_names_of_dictionaries() {
        let cases: [(&str, &[u8], Option<&str>); 10] = [
            ("UTF-8", "ß".as_bytes(), Some("ß")),
            ("UTF-8", b"\xDF", None),
            ("ISO8859-1", b"\xDF", Some("ß")),
            ("ISO8859-2", b"\xB1", Some("ą")),
            ("ISO-8859-7", b"\xE1", Some("α")),
            ("ISO8859-15", b"\xA4", Some("€")),
            ("KOI8-R", b"\xC1", Some("а")),
            ("KOI8-U", b"\xA4", Some("є")),
            ("microsoft-cp1251", b"\xE0", Some("а")),
            ("TIS620-2533", b"\xA1", Some("ก")),
        ];
        for (name, bytes, expected) in cases {
            let letters = Letters::named(name).expect(name);
            assert_eq!(letters.text(bytes).as_deref(), expected, "{name}");
        }
        assert_eq!(Letters::named("ISCII-DEVANAGARI"), None);
        assert_eq!(Letters::default().text(b"\xE9").as_deref(), Some("é"));
    }

    #[test]
    fn a_slash_ends_the_word() {
        let cases = [
            ("word", "word", None),
            ("word/AB", "word", Some("AB")),
            ("word/", "word", Some("")),
            ("and\\/or/A/B", "and/or", Some("A/B")),
            ("/AB", "/AB", None),
            ("/foo/X", "/foo", Some("X")),
            ("", "", None),
        ];
        for (field, word, flags) in cases {
            let (found, behind) = word_and_flags(field.as_bytes());
            assert_eq!(*found, *word.as_bytes(), "{field}");
            assert_eq!(behind, flags.map(str::as_bytes), "{field}");
        }
    }
}
