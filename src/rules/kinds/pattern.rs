//! `pattern`: a regular expression, for what no phrase can say.

use std::sync::Arc;

use super::super::expression::Expression;
use super::super::keys::{Key, Keys, Takes};
use super::super::passage::Passage;
use super::super::value::SectionKind;
use super::{Check, Kind};
use crate::matching::Case;
use crate::text::Span;

/// The kind.
pub static KIND: Kind = Kind {
    name: "pattern",
    about: "Finds a regular expression in the text as the reader sees it, line breaks as one space. \
            Nothing is folded: capitals count unless `case = \"any\"`, and word edges are written `\\b`.",
    section: SectionKind::Rule,
    marks: &["pattern"],
    keys: &[
        Key {
            name: "pattern",
            takes: Takes::Texts,
            about: "The regular expression, or several.",
        },
        Key {
            name: "case",
            takes: Takes::OneOf(&["smart", "exact", "any"]),
            about: "`any`: capitals do not count.",
        },
    ],
    variables: &[],
    build,
};

/// Text above this many bytes is searched in pieces cut at white space, so that the
/// work of one search is bounded.
const PIECE_BYTES: usize = 64 << 10;

/// Regular expressions, numbered as they are written.
#[derive(Debug, Default)]
pub struct Pattern {
    expressions: Vec<Expression>,
}

impl Check for Pattern {
    fn searches(&self) -> Vec<Option<Vec<String>>> {
        self.expressions
            .iter()
            .map(|expression| expression.literals().map(<[String]>::to_vec))
            .collect()
    }

    fn prepare(&self) -> Result<(), String> {
        for expression in &self.expressions {
            expression.regex();
        }
        Ok(())
    }

    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let text = passage.text();
        let expression = self.expressions.get(search);
        let Some(regex) = expression.and_then(Expression::regex) else {
            return;
        };
        for piece in pieces(text) {
            let matches = regex.find_iter(piece.text(text).unwrap_or(""));
            for matched in matches.filter(|matched| !matched.is_empty()) {
                let (start, end) = (piece.start + matched.start(), piece.start + matched.end());
                found(Span::new(start, end), search as u32);
            }
        }
    }

    fn written(&self, entry: u32) -> &str {
        self.expressions
            .get(entry as usize)
            .map_or("", Expression::written)
    }

    fn describe(&self) -> Vec<String> {
        self.expressions
            .iter()
            .map(|expression| format!("`{}`", expression.written()))
            .collect()
    }
}

/// `text` in pieces of at most [`PIECE_BYTES`], cut after white space where there is some.
fn pieces(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let limit = text.floor_char_boundary(start + PIECE_BYTES);
        let window = text.get(start..limit)?;
        let cut = if limit < text.len() {
            window.rfind(char::is_whitespace)
        } else {
            None
        };
        let end = cut.map_or(limit, |at| text.ceil_char_boundary(start + at + 1));
        let piece = Span::new(start, end);
        start = end;
        Some(piece)
    })
}

impl Pattern {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.expressions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.expressions.is_empty()
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let case = keys.one_of("case", &Case::ALL).unwrap_or_default();
    let pattern = read(keys, "pattern", case);
    (!pattern.is_empty()).then(|| Arc::new(pattern) as Arc<dyn Check>)
}

/// Reads the regular expressions of a key; what is wrong with them is a fault.
pub fn read(keys: &mut Keys<'_>, name: &str, case: Case) -> Pattern {
    let mut expressions = Vec::new();
    for written in keys.texts(name) {
        match Expression::read(&written, case) {
            Ok(expression) => expressions.push(expression),
            Err(fault) => keys.faults.push(fault),
        }
    }
    Pattern { expressions }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_searched_in_pieces_that_lose_nothing() {
        let text = "wörd ".repeat(40_000);
        let mut end = 0;
        for piece in pieces(&text) {
            assert_eq!(piece.start, end);
            assert!(piece.len() <= PIECE_BYTES && text.is_char_boundary(piece.end));
            end = piece.end;
        }
        assert_eq!(end, text.len());
        assert_eq!(pieces(&"x".repeat(200_000)).count(), 4);
        assert_eq!(pieces("").count(), 0);
    }
}
