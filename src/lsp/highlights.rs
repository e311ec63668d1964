//! What is found, for editors that paint it in the colours of its styles.
//!
//! A notification of our own, beside diagnostics and whichever way these go: the protocol
//! has no word for a colour. It must not know who paints.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types as lsp;
use tower_lsp::ls_types::notification::Notification;

use super::document::Checked;
use super::to_proto;
use crate::check::Diagnostic;
use crate::rules::RuleSet;
use crate::rules::rule::Colour;
use crate::text::Span;
use crate::text::position::PositionEncoding;

/// Where to paint, for those who asked for it with the setting `highlights`.
#[derive(Debug)]
pub(super) enum Highlights {}

impl Notification for Highlights {
    type Params = HighlightsParams;
    const METHOD: &'static str = "housestyle/highlights";
}

/// Everything that is to be painted in one version of a document, instead of what was before.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct HighlightsParams {
    uri: lsp::Uri,
    version: i32,
    ranges: Vec<Highlight>,
}

/// One place to be painted.
#[derive(Debug, Serialize, Deserialize)]
struct Highlight {
    /// In the columns that were agreed on, as in diagnostics.
    range: lsp::Range,
    /// One of the eight names that a style may choose.
    colour: String,
    /// The name of the style.
    style: String,
    /// The whole id of the rule.
    rule: String,
}

/// What is to be painted of a check: as much as is shown.
pub(super) fn highlights(checked: &Checked, encoding: PositionEncoding) -> HighlightsParams {
    let highlight = |(span, finding): (Span, &Diagnostic)| Highlight {
        range: to_proto::range(span, &checked.snapshot, encoding),
        colour: colour(finding, &checked.rules).to_owned(),
        style: style(&finding.rule).to_owned(),
        rule: finding.rule.to_string(),
    };
    HighlightsParams {
        uri: checked.uri.clone(),
        version: checked.snapshot.version,
        ranges: checked
            .findings
            .placed()
            .take(to_proto::MAX_SHOWN)
            .filter(|(span, _)| !checked.held.covers(*span))
            .map(highlight)
            .collect(),
    }
}

/// The colour of the finding's style; one that names none is painted like a text marker.
fn colour(finding: &Diagnostic, rules: &RuleSet) -> &'static str {
    let rule = rules.get(&finding.rule);
    rule.and_then(|rule| rule.manner.colour)
        .unwrap_or(Colour::Amber)
        .name()
}

/// The style that a rule is of.
fn style(rule: &str) -> &str {
    rule.split('.').next().unwrap_or(rule)
}
