//! How findings are shown: one file for each format, and one line in [`REPORTS`].
//!
//! A report turns one checked document into text, on any thread; what is written where
//! and when is its caller's business.

mod excerpt;
mod finding;
mod jsonl;
mod terminal;
#[cfg(test)]
mod testing;

use super::console::Look;
use crate::check::Diagnostic;
use crate::text::encoding::Decoded;

pub(super) use excerpt::excerpt;

/// One format of findings.
pub(super) trait Report: Sync {
    /// The findings of one document, which has at least one.
    fn document(&self, document: &Checked<'_>) -> String;

    /// Whether people read it, who like to be told how many there were.
    fn is_for_people(&self) -> bool {
        false
    }
}

/// A document and what was found in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checked<'a> {
    /// Its path as typed, joined with `/`.
    pub(super) path: &'a str,
    /// Its text, and how it is stored.
    pub(super) decoded: &'a Decoded,
    /// The findings in their order.
    pub(super) diagnostics: &'a [Diagnostic],
}

/// A format of findings that can be asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReportFormat {
    name: &'static str,
    /// Makes a report that looks as told.
    pub(super) new: fn(Look) -> Box<dyn Report>,
}

/// Every format.
const REPORTS: &[ReportFormat] = &[
    ReportFormat {
        name: "terminal",
        new: |look| Box::new(terminal::Terminal { look }),
    },
    ReportFormat {
        name: "jsonl",
        new: |_| Box::new(jsonl::Jsonl),
    },
];

impl ReportFormat {
    /// The names of the formats.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        REPORTS.iter().map(|format| format.name)
    }

    /// The format called `name`, exactly as written.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        REPORTS.iter().copied().find(|format| format.name == name)
    }
}
