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
use super::foreign::{self, Scan, Source, Syntax};
use super::front_matter::{self, FrontMatter};
use super::lines;
use super::reading::{Label, Reading, Surroundings};
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
    let reading = read_as(source, syntax, options, &Surroundings::NONE);
    Document {
        blocks: reading.blocks,
        front_matter: reading.front_matter,
    }
}

/// Reads a part of a document of Markdown.
pub(super) fn read(source: &str, surroundings: &Surroundings) -> Reading {
    let options = ParseOptions::default();
    read_as(source, Syntax::Markdown, &options, surroundings)
}

fn read_as(
    source: &str,
    syntax: Syntax,
    options: &ParseOptions,
    surroundings: &Surroundings,
) -> Reading {
    let body = if surroundings.starts_document {
        front_matter::end(source)
    } else {
        0
    };
    let Scan {
        foreign,
        passed: skipped,
    } = foreign::scan(source, body, syntax, options.ignore_text);
    let masked = foreign::mask(source, &foreign, syntax);
    let pieces = Source {
        text: source,
        foreign: &foreign,
    };
    let mut flow = Flow::new(pieces);
    let (front_matter, body) = if surroundings.starts_document {
        front_matter::read(source, &masked, &mut flow)
    } else {
        (FrontMatter::default(), 0)
    };
    let text = mask::mask(masked.get(body..).unwrap_or(""));
    let (text, cuts) = if syntax == Syntax::Mdx {
        dedent::dedent(text)
    } else {
        (text, Vec::new())
    };
    let mut parsed = Parsed::new(text, body, cuts);
    if !surroundings.notes.is_empty() {
        parsed = parsed.behind(&definitions(surroundings.notes));
    }
    let walked = walk::walk(pieces, &parsed, surroundings, &mut flow);
    let mut reading = Reading {
        front_matter,
        ..walked
    };
    reading
        .cuts
        .retain(|cut| lines::is_behind_blank_line(source, *cut));
    // What the scanner passed over may be one piece to it that is several to the parser.
    let mut skipped = skipped.iter().peekable();
    let mut end = front_matter_end(source, surroundings);
    reading.cuts.retain(|cut| {
        while let Some(span) = skipped.next_if(|span| span.start < *cut) {
            end = end.max(span.end);
        }
        end <= *cut
    });
    reading.blocks = flow.finish();
    reading
}

/// Where what may be front matter ends: what stands there may be prose now and none later.
fn front_matter_end(source: &str, surroundings: &Surroundings) -> usize {
    if !surroundings.starts_document {
        return 0;
    }
    front_matter::may_end(source)
}

/// Definitions of footnotes, and a rule that ends the last.
fn definitions(labels: &[Label]) -> String {
    let mut text = String::new();
    for label in labels {
        text.extend(["[^", label.as_str(), "]: x\n\n"]);
    }
    text.push_str("***\n\n");
    text
}
