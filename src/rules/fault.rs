//! What is wrong in a style or configuration file.

use std::path::PathBuf;

use super::value::{Place, Sources};
use crate::text::position::line_column;

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultLevel {
    /// Works, but not as the writer may think; changes no exit code.
    Hint,
    /// Something that was written has no effect.
    Error,
}

/// One fault of one file. The path, line and column are found through its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, in which file; `None` if no file can be named.
    pub place: Option<Place>,
    /// How grave.
    pub level: FaultLevel,
    /// What is wrong, with the value as written in ‘…’; small first letter, no full stop.
    pub message: String,
    /// The way out, if one is known: "did you mean ‘phrases’?"
    pub help: Option<String>,
}

impl Fault {
    /// A fault that costs something.
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self {
            place: Some(place),
            level: FaultLevel::Error,
            message: message.into(),
            help: None,
        }
    }

    /// Something to know, which changes nothing.
    pub fn hint(place: Place, message: impl Into<String>) -> Self {
        Self {
            level: FaultLevel::Hint,
            ..Self::error(place, message)
        }
    }

    /// The same fault with a way out.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault where the numbers of files are `shift` higher.
    #[must_use]
    pub fn shifted(&self, shift: u32) -> Self {
        Self {
            place: self.place.map(|place| place.shifted(shift)),
            ..self.clone()
        }
    }
}

/// So many faults of one file are said. A file with more is of another kind than its
/// reader takes it for, and the rest would say the same.
pub const MOST_OF_A_FILE: usize = 10_000;

/// Where a fault stands, as people and other programs say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode scalar values; a byte order mark is not counted.
    pub column: usize,
}

impl Fault {
    /// Where it stands; `None` if it names no file of `sources`. Goes through the file:
    /// for many faults, go through it once, with a line cursor.
    pub fn locate(&self, sources: &Sources) -> Option<Location> {
        let place = self.place?;
        let file = sources.get(place.file)?;
        let (line, column) = line_column(&file.text, place.span().start);
        let path = file.path.clone();
        Some(Location { path, line, column })
    }

    /// All of it in one line: `styles/desk.toml:4:1: unknown key ‘phrase’; did you mean ‘phrases’?`
    pub fn line(&self, sources: &Sources) -> String {
        let mut line = String::new();
        if let Some(at) = self.locate(sources) {
            line = format!("{}:{}:{}: ", at.path.display(), at.line, at.column);
        }
        line.push_str(&self.message);
        if let Some(help) = &self.help {
            line.push_str("; ");
            line.push_str(help);
        }
        line
    }
}

/// The candidate most like `written`, if one is near enough to be meant.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let length = lower.chars().count();
    let scored = candidates.into_iter().map(|name| {
        // A word that was cut short is as near as a slip of one key.
        let cut = length >= 3 && (name.starts_with(&lower) || lower.starts_with(name));
        let distance = strsim::osa_distance(&lower, name);
        // Of two that were cut short, the one with less cut off is meant.
        (
            (if cut { distance.min(1) } else { distance }, distance),
            name,
        )
    });
    let ((distance, _), name) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= (length / 3).max(1)).then_some(name)
}
