//! Findings that are ignored outside the text: what is recorded of each, and which of the
//! findings of a document the records cover.
//!
//! A record knows no line number. It knows the rule, the matched text, the sentence, and
//! three words before and after, so that a finding keeps it when text is wrapped anew, moved
//! or marked up, and loses it when the clause is written anew. It must not know where records
//! are stored.

mod cover;
mod file;
mod fingerprint;
mod line;

use smol_str::SmolStr;

use super::diagnostic::Diagnostic;
use crate::markup::{self, Format};
use crate::rules::RuleSet;

pub use cover::covering;
pub use file::{Entry, RecordFile};
pub use fingerprint::{Fingerprint, folded};
pub(super) use fingerprint::{Surroundings, SurroundingsReader, of as fingerprints_of};

/// One finding on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The document, from the folder that holds the records, with `/` between its parts.
    pub path: SmolStr,
    /// The whole id of the rule.
    pub rule: SmolStr,
    /// Hash of the folded sentence.
    pub sentence: u64,
    /// Hash of the three words before the match.
    pub before: u64,
    /// Hash of the three words after it.
    pub after: u64,
    /// Which one it is, from 1, of those with the same rule, text and sentence.
    pub ordinal: u32,
    /// The matched text as the reader sees it.
    pub text: String,
    /// Why it is ignored; may be empty.
    pub reason: String,
}

impl Record {
    /// The record of a finding in the document at `path`.
    pub fn of(path: &str, finding: &Diagnostic, fingerprint: &Fingerprint, reason: &str) -> Self {
        Self {
            path: path.into(),
            rule: finding.rule.clone(),
            sentence: fingerprint.sentence,
            before: fingerprint.before,
            after: fingerprint.after,
            ordinal: fingerprint.ordinal,
            text: finding.text.clone(),
            reason: reason.to_owned(),
        }
    }
}

/// What is to be known of each of `findings`, which are all that was found in `source`, in
/// the order of the document.
pub fn fingerprints(
    source: &str,
    format: Format,
    rules: &RuleSet,
    findings: &[Diagnostic],
) -> Vec<Fingerprint> {
    if findings.is_empty() {
        return Vec::new();
    }
    let document = markup::parse_with(source, format, &rules.parse_options());
    let mut reader = SurroundingsReader::new(source, &document.blocks);
    fingerprint::of(findings, |finding| reader.around(finding.span))
}
