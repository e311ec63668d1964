//! Plain text: paragraphs and list items.
//!
//! Owns where a block of plain text ends: at a blank line, at the end of an over-long
//! line (word processors export one paragraph a line), and before a line that starts
//! like a list item. It knows no markup at all.

use super::ParseOptions;
use super::block::{Container, Document};
use super::draft::{self, Draft, Place};
use super::foreign::{self, Piece, Scan, Source, Syntax};
use super::lines::{Line, lines};
use super::reading::{Reading, Surroundings};
use super::scope::{Scope, ScopeSet};
use crate::text::Span;

/// A line of more characters than this is a paragraph's last, in Unicode scalar values.
const LONGEST_WRAPPED_LINE: usize = 120;

/// The byte order mark; at the start of a document it is no prose.
pub(super) const BOM: &str = "\u{FEFF}";

/// Splits `source` into paragraphs and list items.
pub fn parse(source: &str, options: &ParseOptions) -> Document {
    Document {
        blocks: read_with(source, options, true).blocks,
        ..Document::default()
    }
}

/// Reads a part of a document.
pub(super) fn read(source: &str, surroundings: &Surroundings) -> Reading {
    let options = ParseOptions::default();
    read_with(source, &options, surroundings.starts_document)
}

fn read_with(source: &str, options: &ParseOptions, starts_document: bool) -> Reading {
    let syntax = Syntax::Plain;
    let Scan { foreign, passed } = foreign::scan(source, 0, syntax, options.ignore_text);
    let masked = foreign::mask(source, &foreign, syntax);
    let source = Source {
        text: source,
        foreign: &foreign,
    };
    let mut passed = passed.iter().peekable();
    let mut passed_to = 0;
    let mut cuts = Vec::new();
    let mut was_blank = false;
    let mut blocks = Vec::new();
    let mut draft = Draft::new(source);
    let mut place = paragraph();
    let mut items = 0;
    let start = if starts_document && masked.starts_with(BOM) {
        BOM.len()
    } else {
        0
    };
    let mut end_of_last = start;
    for line in lines(&masked, start) {
        let mut content = trimmed(&masked, line);
        while let Some(span) = passed.next_if(|span| span.start < line.start) {
            passed_to = passed_to.max(span.end);
        }
        if was_blank && !content.is_empty() && passed_to <= line.start {
            cuts.push(line.start);
        }
        was_blank = content.is_empty();
        if content.is_empty() {
            draft.renew().finish(place, &mut blocks);
            place = paragraph();
            continue;
        }
        let text = content.text(&masked).unwrap_or("");
        if let Some(marker) = marker_length(text) {
            draft.renew().finish(place, &mut blocks);
            items += 1;
            place = item(items);
            content.start += marker;
        }
        draft.line_break(Span::new(end_of_last, content.start));
        draft.text(content);
        end_of_last = content.end;
        if is_over_long(source, line) {
            draft.renew().finish(place, &mut blocks);
            place = paragraph();
        }
    }
    draft.finish(place, &mut blocks);
    draft::add_asides(source, &mut blocks, |scope| {
        items += 1;
        let scopes = ScopeSet::EMPTY.with(scope);
        Place {
            scopes,
            ..item(items)
        }
    });
    blocks.sort_by_key(|block| block.span.start);
    Reading {
        blocks,
        cuts,
        ..Reading::default()
    }
}

fn paragraph() -> Place {
    Place {
        scopes: ScopeSet::EMPTY.with(Scope::Paragraph),
        ..Place::default()
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
        heading: None,
    }
}

/// The line without the white space around it, of any kind.
fn trimmed(source: &str, line: Line) -> Span {
    let text = source.get(line.start..line.end).unwrap_or("");
    let start = line.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

/// Whether a line is longer than anyone wraps it. What is foreign in it counts as nothing.
fn is_over_long(source: Source, line: Line) -> bool {
    if line.end - line.start <= LONGEST_WRAPPED_LINE {
        return false;
    }
    let pieces = source.pieces(Span::new(line.start, line.end));
    let texts = pieces.filter_map(|piece| match piece {
        Piece::Text(span) => span.text(source.text),
        Piece::Foreign(..) => None,
    });
    texts
        .flat_map(str::chars)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Format, parse};

    fn check(source: &str, expected: &[(Scope, &str)]) {
        let document = parse(source, Format::Plain);
        let blocks = document.blocks.iter().map(|block| {
            let is_item = block.is_in(Scope::List);
            let scope = if is_item {
                Scope::List
            } else {
                Scope::Paragraph
            };
            (scope, block.prose(source).text)
        });
        let blocks: Vec<_> = blocks.collect();
        let blocks: Vec<_> = blocks
            .iter()
            .map(|(scope, text)| (*scope, text.as_str()))
            .collect();
        assert_eq!(blocks, expected, "{source:?}");
    }

    #[test]
    fn a_line_of_white_space_only_ends_a_block() {
        use Scope::Paragraph;
        check("", &[]);
        check(" \t\r\n\u{A0}\n", &[]);
        check("a\n\nb", &[(Paragraph, "a"), (Paragraph, "b")]);
        check("a\r\r\rb", &[(Paragraph, "a"), (Paragraph, "b")]);
        check("a\r\n\u{3000}\r\nb", &[(Paragraph, "a"), (Paragraph, "b")]);
        check("a\r\n b \n\tc\rd", &[(Paragraph, "a b c d")]);
    }

    #[test]
    fn a_line_over_120_characters_ends_a_block() {
        use Scope::Paragraph;
        let wrapped = "é".repeat(LONGEST_WRAPPED_LINE);
        let joined = format!("{wrapped} b");
        check(&format!("{wrapped}\nb"), &[(Paragraph, &joined)]);
        let long = format!("{wrapped}é");
        check(
            &format!("{long}\nb"),
            &[(Paragraph, &long), (Paragraph, "b")],
        );
    }

    #[test]
    fn a_line_that_starts_like_a_list_item_starts_a_block() {
        use Scope::{List, Paragraph};
        for marker in ["-", "*", "+", "•", "1.", "1)", "999.", "  -", "\t•"] {
            check(
                &format!("a\n{marker} b\n  c"),
                &[(Paragraph, "a"), (List, "b c")],
            );
        }
        for start in ["-", "-b", "1.b", "1", "2026. b", "– b", "— b", "#"] {
            check(
                &format!("a\n{start}"),
                &[(Paragraph, &format!("a {start}"))],
            );
        }
        check(
            "- a\n- b\n\nc",
            &[(List, "a"), (List, "b"), (Paragraph, "c")],
        );
    }

    #[test]
    fn items_have_parents_of_their_own() {
        let parents = parse("a\n- b\n- c\n\nd", Format::Plain).blocks;
        let parents: Vec<_> = parents.iter().map(|block| block.container.parent).collect();
        assert_eq!(parents, [0, 1, 2, 0]);
    }

    #[test]
    fn a_byte_order_mark_is_no_prose_and_control_characters_are() {
        check("\u{FEFF}- a", &[(Scope::List, "a")]);
        check("a\0b\u{1B}", &[(Scope::Paragraph, "a\0b\u{1B}")]);
        let document = parse("\u{FEFF}a", Format::Plain);
        assert_eq!(document.blocks[0].span, Span::new(3, 4));
    }
}
