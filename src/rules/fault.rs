//! What is wrong in a style or configuration file.

use std::path::PathBuf;

use smol_str::SmolStr;

use super::definition::toml::inside;
use super::value::{Place, Sources};
use crate::text::Span;
use crate::text::position::line_column;

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultLevel {
    /// Works, but not as the writer may think; changes no exit code.
    Hint,
    /// Something that was written has no effect.
    Error,
}

/// What is said of a rule with nothing to look for, where nothing else says why.
pub const NEVER_FINDS: &str = "the rule can never find anything";

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
    /// What was meant by what stands there, if that is nearly known.
    pub meant: Option<SmolStr>,
    /// Another place that it has to do with, and what stands there: "the first stands".
    pub related: Option<Box<Related>>,
    /// Which bytes of the string that is written at the place are meant, if not all.
    pub within: Option<(u32, u32)>,
}

/// Another place that a fault has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there: "the first stands".
    pub what: &'static str,
}

impl Fault {
    /// A fault that costs something.
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self {
            place: Some(place),
            level: FaultLevel::Error,
            message: message.into(),
            help: None,
            meant: None,
            related: None,
            within: None,
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

    /// The same fault, where `meant` should probably stand.
    #[must_use]
    pub fn did_you_mean(self, meant: &str) -> Self {
        let help = format!("did you mean ‘{meant}’?");
        self.with_help(help).meaning(meant)
    }

    /// The same fault; `meant` is to be written in its place.
    #[must_use]
    pub fn meaning(mut self, meant: impl Into<SmolStr>) -> Self {
        self.meant = Some(meant.into());
        self
    }

    /// The same fault, which has to do with another place: there `what`.
    #[must_use]
    pub fn related_to(mut self, place: Place, what: &'static str) -> Self {
        self.related = Some(Box::new(Related { place, what }));
        self
    }

    /// The same fault, of these bytes of the string that is written at its place.
    #[must_use]
    pub const fn within(mut self, span: Span) -> Self {
        self.within = Some((span.start as u32, span.end as u32));
        self
    }

    /// Looks up in the files where exactly it stands, if it is a part of a string.
    pub fn narrow(&mut self, sources: &Sources) {
        let Some(within) = self.within.take() else {
            return;
        };
        let narrowed = Some(within).zip(self.place).and_then(|(within, place)| {
            let file = sources.get(place.file)?;
            let within = Span::new(within.0 as usize, within.1 as usize);
            let span = inside(&file.text, place.span(), within)?;
            Some(Place::new(place.file, span))
        });
        if narrowed.is_none() {
            // What was meant by a part of it is not to be written in the place of all.
            self.meant = None;
        }
        self.place = narrowed.or(self.place);
    }

    /// The same fault where the numbers of files are `shift` higher.
    #[must_use]
    pub fn shifted(&self, shift: u32) -> Self {
        Self {
            place: self.place.map(|place| place.shifted(shift)),
            related: self.related.as_ref().map(|related| {
                let place = related.place.shifted(shift);
                Box::new(Related { place, ..**related })
            }),
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
        if let Some(related) = self.related_line(sources) {
            line.push_str("; ");
            line.push_str(&related);
        }
        line
    }

    /// The other place that it has to do with: `the first stands in styles/desk.toml, line 4`.
    pub fn related_line(&self, sources: &Sources) -> Option<String> {
        let Related { place, what } = **self.related.as_ref()?;
        let file = sources.get(place.file)?;
        let (line, _) = line_column(&file.text, place.span().start);
        Some(format!("{what} in {}, line {line}", sources.shown(file)))
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
