//! What a configuration wants to be passed over: matches of its patterns.

use regex::Regex;

use super::scanner::{Found, Is};
use crate::markup::finder::blank_line;
use crate::text::Span;

/// A pattern sees no more than this at once, in bytes, so that none takes long on any text.
const LONGEST: usize = 64 * 1024;

/// What `patterns` match in `source`, sorted and apart, without white space around.
pub(super) fn find(source: &str, patterns: &[Regex]) -> Vec<Found> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    while start < source.len() {
        let end = cut(source, start);
        let part = source.get(start..end).unwrap_or("");
        for pattern in patterns {
            let matches = pattern.find_iter(part);
            found.extend(matches.filter_map(|found| {
                let before = found.as_str().len() - found.as_str().trim_start().len();
                let from = start + found.start() + before;
                let length = found.as_str().trim().len();
                (length > 0).then(|| piece(source, Span::new(from, from + length)))
            }));
        }
        start = end;
    }
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    found.dedup_by(|next, last| {
        let overlaps = next.span.start < last.span.end;
        if overlaps {
            *last = piece(
                source,
                Span::new(last.span.start, last.span.end.max(next.span.end)),
            );
        }
        overlaps
    });
    found
}

/// What runs over several paragraphs is no word.
fn piece(source: &str, span: Span) -> Found {
    let is_one_paragraph = blank_line(source.get(..span.end).unwrap_or(""), span.start).is_none();
    let is = if is_one_paragraph {
        Is::Value
    } else {
        Is::Control
    };
    Found { span, is }
}

/// Where the part ends that starts at `start`: behind a line if there is one.
fn cut(source: &str, start: usize) -> usize {
    if source.len() - start <= LONGEST {
        return source.len();
    }
    let mut end = start + LONGEST;
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let part = source.get(start..end).unwrap_or("");
    let breaks = [
        part.rfind("\n\n"),
        part.rfind(['\n', '\r']),
        part.rfind(char::is_whitespace),
    ];
    let found = breaks.into_iter().flatten().find(|at| *at > 0);
    found.map_or(end, |at| start + at)
}
