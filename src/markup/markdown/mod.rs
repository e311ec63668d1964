//! Markdown: `CommonMark` with GitHub's tables, task lists, strikethrough, footnotes
//! and alerts, and math between dollar signs.
//!
//! Owns what each construct of Markdown is to a reader. Parsing is `pulldown-cmark`'s;
//! what it leaves open is next to this file: which dollar signs are money, and how
//! a text that it has put together maps to the source.

mod align;
mod mask;
mod walk;

use super::ParseOptions;
use super::block::Document;
use super::flow::Flow;
use super::foreign::{self, Source, Syntax};
use super::front_matter;

/// Splits `source` into blocks of prose.
pub fn parse(source: &str, options: &ParseOptions) -> Document {
    let syntax = Syntax::Markdown;
    let body = front_matter::end(source);
    let foreign = foreign::find(source, body, syntax, options.ignore_text);
    let masked = foreign::mask(source, &foreign, syntax);
    let mut flow = Flow::new(Source {
        text: source,
        foreign: &foreign,
    });
    let (front_matter, body) = front_matter::read(source, &masked, &mut flow);
    walk::walk(source, &masked, body, &mut flow);
    Document {
        blocks: flow.finish(),
        front_matter,
    }
}
