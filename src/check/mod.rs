//! The engine: a document and a rule set in, diagnostics out.
//!
//! Owns the order of things: blocks, candidates, conditions, overlaps, severities,
//! fixes. A pure function of its arguments: the same input gives the same output, byte
//! for byte. It must not know files, protocols or who asks.

mod across;
pub mod analysis;
mod article;
mod block;
mod candidates;
mod conditions;
mod deletion;

pub mod diagnostic;
mod directive;
pub mod examples;
pub mod explaining;
pub mod findings;
pub mod fixing;
pub mod hover;
mod ignore;
pub mod ignoring;
mod overlap;
mod proof;
pub mod record;
pub mod related;
mod replacement;
mod rewrite;
mod settings;
pub mod terms;
pub mod trial;
pub mod wider;

pub use diagnostic::{Diagnostic, Fix};
pub use ignore::{directives, unknown_rule};
pub use related::Related;

pub use analysis::Analysis;
pub use findings::Findings;

use smol_str::SmolStr;

use crate::markup::{Document, Format};
use crate::rules::RuleSet;

/// A document of more bytes than this is not checked.
pub const MAX_DOCUMENT_BYTES: usize = 16_000_000;

/// Checks `source` and returns what was found, sorted by start, end and rule id.
///
/// Documents above [`MAX_DOCUMENT_BYTES`] give nothing; callers say so.
pub fn check(source: &str, format: Format, rules: &RuleSet) -> Vec<Diagnostic> {
    if source.len() > MAX_DOCUMENT_BYTES {
        return Vec::new();
    }
    Analysis::new(source, format, rules)
        .findings(rules)
        .to_vec()
}

/// The names of variants that a document prefers, the best first.
fn variants(document: &Document, rules: &RuleSet) -> Vec<SmolStr> {
    rules.options().variants(&document.front_matter.variant)
}
