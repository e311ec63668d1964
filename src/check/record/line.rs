//! A record as a line of a file: eight fields with tabs between them.
//!
//! In a field a tab is written `\t`, a line break `\n` or `\r`, a backslash `\\`, a space at
//! its start or end `\s`, and `#` at the start of a line `\#`. The reason may be left out
//! together with the tab before it, which some editors take away.

use std::borrow::Cow;

use super::Record;
use crate::rules::Fault;
use crate::rules::value::{FileId, Place};
use crate::text::Span;

/// How the fields are called in faults.
const FIELDS: &str =
    "path, rule, sentence, words before, words after, ordinal, matched text, reason";

/// How many digits a hash has.
const DIGITS: usize = 16;

impl Record {
    /// The record as a line, without its line break.
    pub fn line(&self) -> String {
        let path = escaped(&self.path);
        let hash = if path.starts_with('#') { "\\" } else { "" };
        let mut line = format!(
            "{hash}{path}\t{}\ts:{:016x}\tl:{:016x}\tr:{:016x}\t{}\t{}",
            escaped(&self.rule),
            self.sentence,
            self.before,
            self.after,
            self.ordinal,
            escaped(&self.text),
        );
        if !self.reason.is_empty() {
            line.push('\t');
            line.push_str(&escaped(&self.reason));
        }
        line
    }

    /// Reads a line, which starts at `start` of `file`.
    pub(super) fn read(line: &str, start: usize, file: FileId) -> Result<Self, Fault> {
        let mut from = start;
        let fields: Vec<Field<'_>> = line
            .split('\t')
            .map(|written| {
                let field = Field {
                    written,
                    place: Place::new(file, Span::new(from, from + written.len())),
                };
                from += written.len() + 1;
                field
            })
            .collect();
        let [
            path,
            rule,
            sentence,
            before,
            after,
            ordinal,
            text,
            reason @ ..,
        ] = fields.as_slice()
        else {
            return Err(miscounted(
                fields.len(),
                Span::new(start, start + line.len()),
                file,
            ));
        };
        if reason.len() > 1 {
            return Err(miscounted(
                fields.len(),
                Span::new(start, start + line.len()),
                file,
            ));
        }
        Ok(Self {
            path: path.path()?.into(),
            rule: rule.name()?.into(),
            sentence: sentence.hash("s:", "the sentence")?,
            before: before.hash("l:", "the words before")?,
            after: after.hash("r:", "the words after")?,
            ordinal: ordinal.ordinal()?,
            text: text.unescaped()?.into_owned(),
            reason: match reason.first() {
                Some(reason) => reason.unescaped()?.trim().to_owned(),
                None => String::new(),
            },
        })
    }
}

fn miscounted(count: usize, line: Span, file: FileId) -> Fault {
    let fields = if count == 1 { "field" } else { "fields" };
    let message =
        format!("this line has {count} {fields} and not seven, or eight with a reason: {FIELDS}");
    Fault::error(Place::new(file, line), message).with_help(if count > 8 {
        "write a tab inside a field as ‘\\t’"
    } else {
        "put one tab, and no spaces, between fields; or remove the line, and the finding shows again"
    })
}

/// One field as it is written.
struct Field<'a> {
    written: &'a str,
    place: Place,
}

impl<'a> Field<'a> {
    fn fault(&self, message: String, help: impl Into<String>) -> Fault {
        Fault::error(self.place, message).with_help(help)
    }

    fn path(&self) -> Result<String, Fault> {
        let path = self.unescaped()?;
        let path = path.strip_prefix("./").unwrap_or(&path);
        if path.is_empty() {
            let message = "this line names no document".to_owned();
            let help = "its path comes first, from the folder that holds ‘.housestyle’, with ‘/’";
            return Err(self.fault(message, help));
        }
        Ok(path.to_owned())
    }

    fn name(&self) -> Result<&'a str, Fault> {
        let name = self.written.trim();
        if name.is_empty() {
            let message = "this line names no rule".to_owned();
            return Err(self.fault(
                message,
                "its whole id comes after the path: ‘desk.plain-words’",
            ));
        }
        Ok(name)
    }

    fn hash(&self, prefix: &str, of: &str) -> Result<u64, Fault> {
        let digits = self.written.strip_prefix(prefix);
        let hash = digits
            .filter(|digits| digits.len() == DIGITS && !digits.starts_with('+'))
            .and_then(|digits| u64::from_str_radix(digits, 16).ok());
        hash.ok_or_else(|| {
            self.fault(
                format!("‘{}’ is no hash of {of}", self.written),
                format!("it is ‘{prefix}’ and {DIGITS} hexadecimal digits; if they are lost, remove the line, and the finding shows again"),
            )
        })
    }

    fn ordinal(&self) -> Result<u32, Fault> {
        let number: Option<u32> = self.written.parse().ok();
        number.filter(|number| *number > 0).ok_or_else(|| {
            self.fault(
                format!("‘{}’ does not say which of several it is", self.written),
                "it is a number from 1, which counts what is alike in one sentence",
            )
        })
    }

    fn unescaped(&self) -> Result<Cow<'a, str>, Fault> {
        if !self.written.contains('\\') {
            return Ok(self.written.into());
        }
        let mut text = String::with_capacity(self.written.len());
        let mut chars = self.written.chars();
        while let Some(c) = chars.next() {
            if c != '\\' {
                text.push(c);
                continue;
            }
            let escape = chars.next();
            text.push(match escape {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('s') => ' ',
                Some('0') => '\0',
                Some(c @ ('\\' | '#')) => c,
                other => {
                    let written: String = ['\\'].into_iter().chain(other).collect();
                    return Err(self.fault(
                        format!("‘{written}’ stands for nothing"),
                        "write ‘\\\\’ for a backslash, and paths with ‘/’",
                    ));
                }
            });
        }
        Ok(text.into())
    }
}

/// `field` as it is written.
fn escaped(field: &str) -> Cow<'_, str> {
    let at_edge = field.starts_with(' ') || field.ends_with(' ');
    if !at_edge && !field.contains(['\t', '\n', '\r', '\0', '\\']) {
        return field.into();
    }
    let last = field.chars().count().saturating_sub(1);
    let mut written = String::with_capacity(field.len() + 2);
    for (index, c) in field.chars().enumerate() {
        match c {
            '\t' => written.push_str("\\t"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            // A file that has one is no text.
            '\0' => written.push_str("\\0"),
            '\\' => written.push_str("\\\\"),
            ' ' if index == 0 || index == last => written.push_str("\\s"),
            c => written.push(c),
        }
    }
    written.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record() -> impl Strategy<Value = Record> {
        let field = "[a#é \\\\\t\n\r\0~ts0]{0,6}";
        let path = field.prop_filter("a path", |path| !path.is_empty() && !path.starts_with("./"));
        let hashes = any::<[u64; 3]>();
        (path, field, field, hashes, 1u32..).prop_map(
            |(path, text, reason, [sentence, before, after], ordinal)| Record {
                path: path.into(),
                rule: "desk.x".into(),
                sentence,
                before,
                after,
                ordinal,
                text,
                reason: reason.trim().to_owned(),
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(record in record()) {
            let line = record.line();
            prop_assert!(!line.contains(['\n', '\r', '\0']) && !line.starts_with('#'));
            prop_assert!(!line.ends_with([' ', '\t']) || record.text.is_empty());
            prop_assert_eq!(Record::read(&line, 0, FileId(0)), Ok(record));
        }
    }
}
