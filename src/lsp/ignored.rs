//! Findings that are ignored on record are not shown.
//!
//! It must not know where records are kept, nor how one is compared with a finding.

use std::path::Path;

use super::engine::Kept;
use crate::check::{Findings, record};
use crate::config::Configuration;
use crate::markup::Format;
use crate::rules::RuleSet;

/// Those of `findings`, which are all of the document, that the records of its folder do not
/// cover. `text` is what the document says; it is asked for only where a check keeps nothing.
pub(super) fn hide(
    findings: Findings,
    mut kept: Option<&mut Kept>,
    configuration: &Configuration,
    (path, format, rules): (&Path, Format, &RuleSet),
    text: impl Fn() -> String,
) -> Findings {
    if !configuration.records().has_any_of(path) {
        return findings;
    }
    let fingerprints = || match &mut kept {
        Some(kept) => kept.fingerprints(&findings),
        None => record::fingerprints(&text(), format, rules, &findings),
    };
    let covers = configuration
        .records()
        .covering_by(path, &findings, fingerprints);
    findings.retained(covers.into_iter().map(|cover| cover.is_none()))
}
