//! Texts of documents that go past the framework.
//!
//! The framework copies a message several times before a handler gets to see it: into its own
//! buffer, which never shrinks, and into a tree of values. The text of a large document is
//! taken out of the message before, a mark stands in its place, and the guard puts the text
//! back. It must not know which message a text belongs to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use memchr::memchr;
use serde_json::Value;

/// With what a mark begins: no character of any text.
const MARK: &str = "\u{FFFF}text ";

/// The bytes, as JSON, from which on a text goes past the framework.
pub(super) const LEAST_BYTES: usize = if cfg!(test) { 64 } else { 64 << 10 };

/// The key under which the protocol has texts of documents.
const KEY: &str = "\"text\"";

/// The texts that wait to be put back.
#[derive(Debug, Default)]
pub(super) struct LongTexts {
    waiting: Mutex<BTreeMap<u64, String>>,
}

impl LongTexts {
    /// The message `json` with a mark for its first long text; as it is if it has none, or
    /// is no JSON there.
    pub(super) fn take_out_of(&self, json: String) -> String {
        let found = long_text(&json).filter(|span| is_string(json.as_bytes(), span.clone()));
        let Some(span) = found else { return json };
        let before = json.get(..span.start).unwrap_or("").to_owned();
        let behind = json.get(span.end..).unwrap_or("").to_owned();
        let text = unescaped(json.into_bytes(), span);
        let mut waiting = self.waiting();
        let number = waiting.last_key_value().map_or(0, |(last, _)| last + 1);
        waiting.insert(number, text);
        drop(waiting);
        format!("{before}{MARK}{number}{behind}")
    }

    /// Puts the text back into what was read of a message.
    pub(super) fn put_back(&self, sent: &mut Value) {
        // Nearly always.
        if self.waiting().is_empty() {
            return;
        }
        self.redeem(sent);
    }

    fn redeem(&self, sent: &mut Value) {
        match sent {
            Value::String(text) => {
                let number = text.strip_prefix(MARK).and_then(|rest| rest.parse().ok());
                let Some(number) = number else { return };
                let mut waiting = self.waiting();
                // Those before it were in messages that the framework refused.
                let mut later = waiting.split_off(&number);
                if let Some(taken) = later.remove(&number) {
                    *text = taken;
                }
                *waiting = later;
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.redeem(value)),
            Value::Object(object) => object.values_mut().for_each(|value| self.redeem(value)),
            _ => {}
        }
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<u64, String>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the first long string under [`KEY`] stands in `json`, without its quotation marks.
fn long_text(json: &str) -> Option<Range<usize>> {
    let quote_from = |at: usize| Some(at + json.get(at..)?.find('"')?);
    let mut at = 0;
    loop {
        let start = quote_from(at)? + 1;
        let mut end = quote_from(start)?;
        while is_escaped(json, start, end) {
            end = quote_from(end + 1)?;
        }
        if end - start >= LEAST_BYTES {
            let before = json.get(..start - 1)?.trim_end().strip_suffix(':')?;
            return before.trim_end().ends_with(KEY).then_some(start..end);
        }
        at = end + 1;
    }
}

/// Whether a backslash escapes the byte `at` of a string that begins at `start`.
fn is_escaped(json: &str, start: usize, at: usize) -> bool {
    let before = json.as_bytes().get(start..at).unwrap_or(&[]);
    let slashes = before.iter().rev().take_while(|byte| **byte == b'\\');
    slashes.count() % 2 == 1
}

/// Whether these bytes of a message are a string of JSON, which stands there without its
/// quotation marks.
fn is_string(json: &[u8], span: Range<usize>) -> bool {
    let mut rest = json.get(span).unwrap_or(&[]);
    if rest.iter().any(|byte| *byte < b' ') {
        return false;
    }
    // A quotation mark without a backslash would have ended it.
    let is_plain = |piece: &[u8]| memchr(b'"', piece).is_none();
    while let Some(at) = memchr(b'\\', rest) {
        let (piece, escape) = rest.split_at(at);
        let Some((_, length)) = escaped(escape).filter(|_| is_plain(piece)) else {
            return false;
        };
        rest = escape.get(length..).unwrap_or(&[]);
    }
    is_plain(rest)
}

/// What the string at `span` of a message says. It is put together where it stands, since it
/// may be large: no escape is shorter than the character that it stands for.
fn unescaped(mut json: Vec<u8>, span: Range<usize>) -> String {
    json.truncate(span.end);
    let (mut read, mut written) = (span.start, 0);
    while let Some(rest) = json.get(read..) {
        let at = memchr(b'\\', rest);
        let plain = at.unwrap_or(rest.len());
        let found = rest.get(plain..).and_then(escaped);
        json.copy_within(read..read + plain, written);
        written += plain;
        let Some((char, length)) = found else { break };
        let mut bytes = [0; 4];
        for byte in char.encode_utf8(&mut bytes).bytes() {
            if let Some(place) = json.get_mut(written) {
                *place = byte;
            }
            written += 1;
        }
        read += plain + length;
    }
    json.truncate(written);
    // Plain pieces end at backslashes, so they are text as the whole was.
    String::from_utf8(json)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The character that the escape at the start of `text` stands for, and how many bytes it takes
/// with its backslash.
fn escaped(text: &[u8]) -> Option<(char, usize)> {
    let [b'\\', kind, rest @ ..] = text else {
        return None;
    };
    let char = match kind {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = unit(rest)?;
            if let Some(char) = char::from_u32(u32::from(first)) {
                return Some((char, 6));
            }
            let second = unit(rest.get(4..)?.strip_prefix(b"\\u")?)?;
            let char = char::decode_utf16([first, second]).next()?.ok()?;
            return Some((char, 12));
        }
        _ => return None,
    };
    Some((char, 2))
}

/// The number that four hexadecimal digits write.
fn unit(digits: &[u8]) -> Option<u16> {
    let digits = digits.get(..4)?;
    let are_digits = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| are_digits)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn long(start: &str) -> String {
        format!("{start}{}", " lorem".repeat(LEAST_BYTES / 6 + 1))
    }

    #[test]
    fn long_texts_are_taken_out_and_put_back() {
        let texts = LongTexts::default();
        let cases = [
            (json!({"text": long("a\n\"b\"\\ é🎄\u{1}")}), true),
            (json!({"a": {"text": long("\\")}, "b": ["x\"", 1]}), true),
            (json!({"text": "short"}), false),
            (json!({"note": long("no text of a document")}), false),
            (json!([long("text"), {"text": "short"}]), false),
            (json!({"text": ["x", long("in a list")]}), false),
        ];
        for (message, is_taken) in cases {
            for json in [
                message.to_string(),
                serde_json::to_string_pretty(&message).expect("JSON"),
            ] {
                let without = texts.take_out_of(json.clone());
                assert_eq!(without != json, is_taken, "{json}");
                let mut read: Value = serde_json::from_str(&without).expect("JSON");
                assert_eq!(read != message, is_taken);
                texts.put_back(&mut read);
                assert_eq!(read, message);
                assert!(texts.waiting().is_empty());
            }
        }
    }

    #[test]
    fn texts_of_refused_messages_do_not_stay() {
        let texts = LongTexts::default();
        let message = |text: &str| texts.take_out_of(json!({"text": long(text)}).to_string());
        let _refused = message("one");
        let second = message("two");
        let mut read: Value = serde_json::from_str(&second).expect("JSON");
        texts.put_back(&mut read);
        assert_eq!(read, json!({"text": long("two")}));
        assert!(texts.waiting().is_empty());
        let mut odd = json!({"text": format!("{MARK}7"), "more": MARK});
        let before = odd.clone();
        texts.put_back(&mut odd);
        assert_eq!(odd, before);
    }

    proptest! {
        /// What is no JSON is not read, and what is reads as it does for others.
        #[test]
        fn strings_say_what_they_say(parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "\\n", "\\\"", "\\\\", "\\/", "\\b\\f\\r\\t", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\ude00",
                    "\\u12g4", "\\u+123", "\\x", "\\", "a", "é🎄", "\t", "\u{7f}", "\\uFFFF",
                ]).prop_map(str::to_owned),
                "[a-z ]{0,5}",
            ],
            0..8,
        )) {
            let written = parts.concat();
            let read = serde_json::from_str::<String>(&format!("\"{written}\"")).ok();
            let json = format!("{{\"{written}\"}}").into_bytes();
            let span = 2..written.len() + 2;
            let unescaped = is_string(&json, span.clone()).then(|| unescaped(json, span));
            prop_assert_eq!(unescaped, read, "{}", written);
        }
    }
}
