//! Which foreign pieces have lines of their own, and what all of them read as.

use super::scanner::{Found, Is};
use super::{Fill, Foreign};
use crate::markup::scope::Scope;
use crate::text::Span;

/// What is found, sorted and apart.
pub(super) fn settle(source: &str, found: Vec<Found>) -> Vec<Foreign> {
    let found = apart(found);
    let mut settled = Vec::with_capacity(found.len());
    let mut rest = found.as_slice();
    while !rest.is_empty() {
        let (group, behind) = rest.split_at(group_length(source, rest));
        let has_line = has_lines_of_its_own(source, group);
        settled.extend(group.iter().map(|found| foreign(*found, has_line)));
        rest = behind;
    }
    settled
}

/// Sorted; of two that overlap one.
fn apart(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found.dedup_by(|next, last| {
        let overlaps = next.span.start < last.span.end;
        if overlaps {
            last.span.end = last.span.end.max(next.span.end);
        }
        overlaps
    });
    found
}

/// How many of the first of `found` stand on one line with nothing but space between them.
fn group_length(source: &str, found: &[Found]) -> usize {
    let joined = found.windows(2).take_while(|pair| {
        let between = Span::new(pair[0].span.end, pair[1].span.start);
        between
            .text(source)
            .is_some_and(|between| between.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
    });
    1 + joined.count()
}

fn has_lines_of_its_own(source: &str, group: &[Found]) -> bool {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return false;
    };
    let behind = source.get(last.span.end..).unwrap_or("");
    let behind = behind.trim_start_matches([' ', '\t']);
    group
        .iter()
        .all(|found| !matches!(found.is, Is::Value | Is::Tag { parts: false }))
        && (behind.is_empty() || behind.starts_with(['\n', '\r']))
        && line_prefix(source, first.span.start).is_some()
}

fn foreign(found: Found, has_line: bool) -> Foreign {
    let (aside, is_word, fill) = match found.is {
        Is::Value => (None, true, Fill::Word),
        Is::Control => (None, true, Fill::Tag),
        Is::Comment(inner) => (Some((Scope::Comment, inner)), false, Fill::Hole),
        Is::Code(inner) => (Some((Scope::Code, inner)), true, Fill::Word),
        Is::Directive | Is::Attributes => (None, false, Fill::Blank),
        Is::Tag { .. } => (None, false, Fill::Hole),
    };
    Foreign {
        span: found.span,
        is_word: is_word && !has_line,
        aside,
        is_tag: matches!(found.is, Is::Tag { .. }),
        fill: if has_line { Fill::Line } else { fill },
    }
}

/// What stands before `at` on its line, if that is only what containers put there: white
/// space, `>`, the markers of list items.
pub(super) fn line_prefix(text: &str, at: usize) -> Option<&str> {
    let before = text.get(..at)?;
    let may_stand = |byte: &u8| b" \t>-*+.)0123456789".contains(byte);
    let length = before.bytes().rev().take_while(may_stand).count();
    let (line_start, prefix) = before.split_at(at - length);
    let starts_line = line_start.is_empty() || line_start.ends_with(['\n', '\r', '\u{FEFF}']);
    (starts_line && is_prefix(prefix)).then_some(prefix)
}

/// Whether `text` is white space, `>` and markers of list items with white space behind.
fn is_prefix(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        if rest.is_empty() {
            return true;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marker = rest.get(digits..).unwrap_or("");
        let is_marker = if digits == 0 {
            marker.starts_with(['-', '*', '+'])
        } else {
            marker.starts_with(['.', ')'])
        };
        rest = marker.get(1..).unwrap_or("");
        if !is_marker || !rest.starts_with([' ', '\t']) {
            return false;
        }
    }
}
