//! Configuration and style files as they read after a decision of their user: a rule is off,
//! a term is admitted, a word is right.
//!
//! What is written is spliced into the text: line ends, comments and order stay. Every new
//! text is read again before it counts, so that no odd notation is damaged. It must not know
//! who writes the files, except for [`on_disk`].

mod rule;
mod term;
mod word;

use std::fmt::Write as _;
use std::path::Path;

use super::files::{Looked, ReadError};
use super::replace::{self, Trouble};
use crate::text::encoding::Encoding;

pub use rule::{new_configuration, with_rule_off};
pub use term::{file_for_terms, with_admitted_term};
pub use word::WordsPlace;

/// Somebody else may write the same file: so often it is read again.
const MOST_TRIES: usize = 3;

/// A TOML string.
fn string(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_control() => {
                // Writing into a string cannot fail.
                let _ = write!(written, "\\u{:04X}", u32::from(c));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Where the line ends that `at` is in, before its line break.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find('\n').unwrap_or(rest.len());
    at + rest
        .get(..length)
        .unwrap_or("")
        .trim_end_matches('\r')
        .len()
}

/// Writes the file at `path` as `change` makes it of what it says; `None` is a file that does
/// not exist. Whether it was made anew.
///
/// # Errors
///
/// A sentence, if it cannot be read or written, or `change` refuses.
pub fn on_disk(
    path: &Path,
    change: impl Fn(Option<&str>) -> Result<String, String>,
) -> Result<bool, String> {
    let mut tries = 0;
    loop {
        tries += 1;
        let before = match Looked::default().read(path) {
            Ok(decoded) if decoded.encoding != Encoding::Utf8 => {
                return Err("it is not in UTF-8, and so is left as it is".to_owned());
            }
            Ok(decoded) => Some(decoded),
            Err(ReadError::Missing) => None,
            Err(error) => return Err(format!("it {error}")),
        };
        let after = change(before.as_ref().map(|before| before.text.as_str()))?;
        let written = match &before {
            Some(before) if before.text == after => return Ok(false),
            Some(before) => replace::replace(path, before.bytes(), after.as_bytes()),
            None => replace::create(path, after.as_bytes()),
        };
        match written {
            Ok(()) => return Ok(before.is_none()),
            Err(Trouble::Changed) if tries < MOST_TRIES => {}
            Err(Trouble::Changed) => return Err("somebody else is writing it".to_owned()),
            Err(Trouble::Unwritable(error) | Trouble::NoRoom(error)) => {
                return Err(format!("it cannot be written: {error}"));
            }
            Err(Trouble::Broken(error, kept)) => {
                let kept = kept.display();
                return Err(format!(
                    "it was written in part: {error}; the new text is in ‘{kept}’"
                ));
            }
        }
    }
}
