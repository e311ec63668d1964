//! Findings that are ignored on record are not shown.
//!
//! It must not know where records are kept, nor how one is compared with a finding.

use std::path::Path;

use super::engine::Kept;
use crate::check::{Diagnostic, record};
use crate::config::Configuration;
use crate::markup::Format;
use crate::rules::RuleSet;

/// Takes out of `findings`, which are all of the document, what the records of its folder
/// cover. `text` is what the document says; it is asked for only where a check keeps nothing.
pub(super) fn hide(
    findings: &mut Vec<Diagnostic>,
    mut kept: Option<&mut Kept>,
    configuration: &Configuration,
    (path, format, rules): (&Path, Format, &RuleSet),
    text: impl Fn() -> String,
) {
    let fingerprints = || match &mut kept {
        Some(kept) => kept.fingerprints(findings),
        None => record::fingerprints(&text(), format, rules, findings),
    };
    let covers = configuration
        .records()
        .covering_by(path, findings, fingerprints);
    let mut covers = covers.into_iter();
    findings.retain(|_| covers.next().flatten().is_none());
}
