//! Markdown: `CommonMark` with GitHub's tables, task lists, strikethrough, footnotes
//! and alerts, and math between dollar signs.
//!
//! Owns what each construct of Markdown is to a reader. Parsing is `pulldown-cmark`'s;
//! what it leaves open is next to this file: which dollar signs are money, and how
//! a text that it has put together maps to the source.

mod align;
mod callout;
mod dedent;
mod mask;
mod parsed;
mod walk;

use super::ParseOptions;
use super::block::Document;
use super::flow::Flow;
use super::foreign::{self, Source, Syntax};
use super::front_matter;
use parsed::Parsed;

/// Splits `source` into blocks of prose.
pub fn parse(source: &str, options: &ParseOptions) -> Document {
    parse_as(source, Syntax::Markdown, options)
}

/// Splits the MDX `source` into blocks of prose: Markdown with JSX for HTML.
///
/// Comments of HTML are read, too: `.mdx` files of Docusaurus may have them. What is no
/// valid MDX reads as it would in Markdown.
pub fn parse_mdx(source: &str, options: &ParseOptions) -> Document {
    parse_as(source, Syntax::Mdx, options)
}

fn parse_as(source: &str, syntax: Syntax, options: &ParseOptions) -> Document {
    let body = front_matter::end(source);
    let foreign = foreign::find(source, body, syntax, options.ignore_text);
    let masked = foreign::mask(source, &foreign, syntax);
    let pieces = Source {
        text: source,
        foreign: &foreign,
    };
    let mut flow = Flow::new(pieces);
    let (front_matter, body) = front_matter::read(source, &masked, &mut flow);
    let text = mask::mask(masked.get(body..).unwrap_or(""));
    let (text, cuts) = if syntax == Syntax::Mdx {
        dedent::dedent(text)
    } else {
        (text, Vec::new())
    };
    walk::walk(pieces, &Parsed::new(text, body, cuts), &mut flow);
    Document {
        blocks: flow.finish(),
        front_matter,
    }
}
