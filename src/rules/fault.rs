//! What is wrong in a style or configuration file.

use super::value::Place;

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
}

/// The candidate most like `written`, if one is near enough to be meant.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let scored = candidates
        .into_iter()
        .map(|name| (strsim::osa_distance(&lower, name), name));
    let (distance, name) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= (written.chars().count() / 3).max(1)).then_some(name)
}
