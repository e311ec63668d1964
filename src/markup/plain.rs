//! Plain text: paragraphs and list items.
//!
//! Owns where a block of plain text ends: at a blank line, at the end of an over-long
//! line (word processors export one paragraph a line), and before a line that starts
//! like a list item. It knows no markup at all.

use super::block::{Container, Document};
use super::draft::{Draft, Place};
use super::lines::{Line, lines};
use super::scope::{Scope, ScopeSet};
use crate::text::Span;

/// A line of more characters than this is a paragraph's last, in Unicode scalar values.
const LONGEST_WRAPPED_LINE: usize = 120;

/// The byte order mark; at the start of a document it is no prose.
pub(super) const BOM: &str = "\u{FEFF}";

/// Splits `source` into paragraphs and list items.
pub fn parse(source: &str) -> Document {
    let mut document = Document::default();
    let mut draft = Draft::new(source);
    let mut place = paragraph();
    let mut items = 0;
    let start = if source.starts_with(BOM) {
        BOM.len()
    } else {
        0
    };
    let mut end_of_last = start;
    for line in lines(source, start) {
        let mut content = trimmed(source, line);
        if content.is_empty() {
            draft.renew().finish(place, &mut document.blocks);
            place = paragraph();
            continue;
        }
        let text = content.text(source).unwrap_or("");
        if let Some(marker) = marker_length(text) {
            draft.renew().finish(place, &mut document.blocks);
            items += 1;
            place = item(items);
            content.start += marker;
        }
        draft.line_break(Span::new(end_of_last, content.start));
        draft.text(content);
        end_of_last = content.end;
        if is_over_long(source, line) {
            draft.renew().finish(place, &mut document.blocks);
            place = paragraph();
        }
    }
    draft.finish(place, &mut document.blocks);
    document
}

fn paragraph() -> Place {
    Place {
        scopes: ScopeSet::EMPTY.with(Scope::Paragraph),
        container: Container::default(),
    }
}

fn item(number: u32) -> Place {
    let container = Container {
        parent: number,
        ..Container::default()
    };
    Place {
        scopes: ScopeSet::EMPTY.with(Scope::List),
        container,
    }
}

/// The line without the white space around it, of any kind.
fn trimmed(source: &str, line: Line) -> Span {
    let text = source.get(line.start..line.end).unwrap_or("");
    let start = line.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

fn is_over_long(source: &str, line: Line) -> bool {
    line.end - line.start > LONGEST_WRAPPED_LINE
        && source[line.start..line.end]
            .chars()
            .nth(LONGEST_WRAPPED_LINE)
            .is_some()
}

/// The length of the list marker that `line` starts with, with the white space behind it.
///
/// A dash is none, since a wrapped line may start with one; a number has up to three
/// digits, since a wrapped line may start with the year that ends a sentence.
fn marker_length(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let marker = if "-*+•‣⁃◦▪▫●○■□▸►·".contains(first) {
        first.len_utf8()
    } else {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let counted = (1..=3).contains(&digits) && line[digits..].starts_with(['.', ')']);
        counted.then_some(digits + 1)?
    };
    let rest = &line[marker..];
    let content = rest.trim_start();
    (content.len() < rest.len()).then(|| line.len() - content.len())
}
