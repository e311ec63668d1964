//! The engine: a document and a rule set in, diagnostics out.
//!
//! Owns the order of things: blocks, candidates, conditions, overlaps, severities,
//! fixes. A pure function of its arguments: the same input gives the same output, byte
//! for byte. It must not know files, protocols or who asks.

mod article;
mod block;
mod conditions;
mod deletion;

pub mod diagnostic;
pub mod examples;
pub mod fixing;
pub mod hover;
mod ignore;
mod overlap;
mod proof;
pub mod record;
mod replacement;
mod rewrite;

pub use diagnostic::{Diagnostic, Fix};
pub use ignore::directives;

use ignore::Ignores;
use smol_str::SmolStr;

use crate::markup::{self, Document, Format, Scope};
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
    let parse = |source: &str| markup::parse_with(source, format, &rules.parse_options());
    let document = parse(source);
    let variants = variants(&document, rules);
    let followers = followers(&document);
    let mut findings = block::Findings::default();
    for (index, (block, follower)) in document.blocks.iter().zip(followers).enumerate() {
        // A block of its own scope may hold links, which are a scope too.
        let scopes = if block.links.is_empty() {
            block.scopes
        } else {
            block.scopes.with(Scope::Link)
        };
        if !scopes.intersects(rules.scopes()) {
            continue;
        }
        let follower = follower.and_then(|index| document.blocks.get(index));
        let context = block::Context {
            source,
            format,
            rules,
            variants: &variants,
            reproduced_as_received: document.front_matter.reproduced_as_received,
            next: follower.and_then(|block| block.first_char(source)),
        };
        block::check(index, block, &context, &mut findings);
    }
    let block::Findings {
        mut diagnostics,
        doubts,
    } = findings;
    proof::settle(source, &document, &parse, &doubts, &mut diagnostics);
    Ignores::read(source, &document).apply(&mut diagnostics, source, rules);
    overlap::merge(diagnostics)
}

/// The names of variants that a document prefers, the best first.
fn variants(document: &Document, rules: &RuleSet) -> Vec<SmolStr> {
    rules.options().variants(&document.front_matter.variant)
}

/// For each block, the index of the one that follows it in the same container.
fn followers(document: &Document) -> Vec<Option<usize>> {
    let mut last = rustc_hash::FxHashMap::default();
    let mut followers = vec![None; document.blocks.len()];
    let hidden = [Scope::Code, Scope::Comment, Scope::Html, Scope::Alt];
    for (index, block) in document.blocks.iter().enumerate().rev() {
        if hidden.iter().any(|scope| block.is_in(*scope)) {
            continue;
        }
        if let Some(slot) = followers.get_mut(index) {
            *slot = last.insert(block.container.parent, index);
        }
    }
    followers
}
