//! Markdown: `CommonMark` with GitHub's tables, task lists, strikethrough, footnotes
//! and alerts, and math between dollar signs.
//!
//! Owns what each construct of Markdown is to a reader. Parsing is `pulldown-cmark`'s;
//! what it leaves open is next to this file: which dollar signs are money, and how
//! a text that it has put together maps to the source.

mod align;
mod mask;
mod walk;

use super::block::Document;
use super::flow::Flow;
use super::front_matter;

/// Splits `source` into blocks of prose.
pub fn parse(source: &str) -> Document {
    let mut flow = Flow::new(source);
    let (front_matter, body) = front_matter::read(source, &mut flow);
    walk::walk(source, body, &mut flow);
    Document {
        blocks: flow.finish(),
        front_matter,
    }
}
