//! Markdown: `CommonMark` with GitHub's extensions.
//!
//! Owns which bytes of a Markdown document are prose. It knows no rules.

use super::Document;

/// Splits `source` into blocks of prose.
pub fn parse(_source: &str) -> Document {
    Document::default()
}
