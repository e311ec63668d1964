//! Texts of documents that go past the framework.
//!
//! The framework copies a message several times before a handler gets to see it: into its own
//! buffer, which never shrinks, and into a tree of values. The text of a large document is
//! taken out of the message before, a mark stands in its place, and the guard puts the text
//! back. It must not know which message a text belongs to.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// The message `json` with a mark for its first long text; `None` if it has none, or one
    /// that is no JSON.
    pub(super) fn taken_out_of(&self, json: &str) -> Option<String> {
        let (start, end) = long_text(json)?;
        let text = unescaped(json.get(start..end)?)?;
        let mut waiting = self.waiting();
        let number = waiting.last_key_value().map_or(0, |(last, _)| last + 1);
        waiting.insert(number, text);
        drop(waiting);
        let (before, behind) = (json.get(..start)?, json.get(end..)?);
        Some(format!("{before}{MARK}{number}{behind}"))
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
fn long_text(json: &str) -> Option<(usize, usize)> {
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
            return before.trim_end().ends_with(KEY).then_some((start, end));
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

/// What a string of JSON says, which stands here without its quotation marks; `None` if it is
/// none.
fn unescaped(written: &str) -> Option<String> {
    if written.bytes().any(|byte| byte < b' ') {
        return None;
    }
    // A quotation mark without a backslash would have ended it.
    let plain = |piece: &str| !piece.contains('"');
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        text.push_str(rest.get(..at).filter(|piece| plain(piece))?);
        let escape = rest.get(at + 1..)?;
        let (char, length) = match escape.bytes().next()? {
            b'"' => ('"', 1),
            b'\\' => ('\\', 1),
            b'/' => ('/', 1),
            b'b' => ('\u{8}', 1),
            b'f' => ('\u{C}', 1),
            b'n' => ('\n', 1),
            b'r' => ('\r', 1),
            b't' => ('\t', 1),
            b'u' => {
                let first = unit(escape)?;
                if let Some(char) = char::from_u32(u32::from(first)) {
                    (char, 5)
                } else {
                    let second = unit(escape.get(5..)?.strip_prefix('\\')?)?;
                    (char::decode_utf16([first, second]).next()?.ok()?, 11)
                }
            }
            _ => return None,
        };
        text.push(char);
        rest = escape.get(length..)?;
    }
    text.push_str(Some(rest).filter(|piece| plain(piece))?);
    Some(text)
}

/// The number of an escape, behind its backslash.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix('u')?.get(..4)?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| are_digits)
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
                let without = texts.taken_out_of(&json);
                assert_eq!(without.is_some(), is_taken, "{json}");
                let without = without.unwrap_or(json);
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
        let message = |text: &str| texts.taken_out_of(&json!({"text": long(text)}).to_string());
        let _refused = message("one");
        let second = message("two").expect("a long text");
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
            prop_assert_eq!(unescaped(&written), read, "{}", written);
        }
    }
}
