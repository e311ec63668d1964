//! What checks the documents of a connection, and what it keeps of each.
//!
//! It must not know when a check is made, nor for whom.

use std::fmt;
use std::sync::Arc;

use super::listing::Listing;
use crate::check::record::Fingerprint;
use crate::check::{Analysis, Diagnostic, Findings, check};
use crate::markup::Format;
use crate::rules::RuleSet;
use crate::text::{Changes, Snapshot};

/// Checks a whole text.
pub type Checker = Arc<dyn Fn(&str, Format, &RuleSet) -> Vec<Diagnostic> + Send + Sync>;

/// What checks documents.
#[derive(Clone)]
pub enum Engine {
    /// Keeps what it found, and checks again only what edits touch.
    Incremental,
    /// Checks the whole text each time.
    Whole(Checker),
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Incremental => "Incremental",
            Self::Whole(_) => "Whole",
        })
    }
}

/// What is kept of a document from one check to the next.
#[derive(Debug)]
pub(super) struct Kept {
    analysis: Analysis,
    format: Format,
    rules: Arc<RuleSet>,
    /// What was written of its findings.
    pub(super) listing: Listing,
}

impl Kept {
    /// The document as it was last checked.
    pub(super) const fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// What is to be known of each of `findings`, which are what the check found.
    pub(super) fn fingerprints(&mut self, findings: &[Diagnostic]) -> Vec<Fingerprint> {
        self.analysis.fingerprints(findings)
    }
}

/// One document to be checked.
pub(super) struct Work<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) format: Format,
    pub(super) rules: &'a Arc<RuleSet>,
    /// What was kept of the check before, and what has changed since.
    pub(super) kept: Option<Kept>,
    pub(super) changes: Changes,
}

impl Engine {
    /// Checks a document; what is to be kept of it.
    pub(super) fn check(&self, work: Work<'_>) -> (Findings, Option<Kept>) {
        let Self::Whole(checker) = self else {
            let kept = brought_up_to_date(work);
            return (kept.analysis.findings(&kept.rules), Some(kept));
        };
        let findings = checker(&work.snapshot.text(), work.format, work.rules);
        (findings.into(), None)
    }

    /// Checks a text that is no document.
    pub(super) fn check_text(
        &self,
        text: &str,
        format: Format,
        rules: &RuleSet,
    ) -> Vec<Diagnostic> {
        match self {
            Self::Incremental => check(text, format, rules),
            Self::Whole(checker) => checker(text, format, rules),
        }
    }
}

fn brought_up_to_date(work: Work<'_>) -> Kept {
    let Work {
        snapshot,
        format,
        rules,
        kept,
        changes,
    } = work;
    let kept = kept.filter(|kept| kept.format == format && Arc::ptr_eq(&kept.rules, rules));
    if let (Some(mut kept), Changes::Edits(edits)) = (kept, changes) {
        for edit in edits {
            kept.analysis.edit(edit.span, &edit.text, rules);
        }
        return kept;
    }
    Kept {
        analysis: Analysis::new(&snapshot.rope, format, rules),
        format,
        rules: Arc::clone(rules),
        listing: Listing::default(),
    }
}
