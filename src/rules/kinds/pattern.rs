//! `pattern`: a regular expression, for what no phrase can say.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::Hir;
use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::gate;
use super::super::keys::{Key, Keys, Takes, Written};
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

/// The most memory that one compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// Text above this many bytes is searched in pieces cut at white space, so that the
/// work of one search is bounded.
const PIECE_BYTES: usize = 64 << 10;

/// Regular expressions, numbered as they are written.
#[derive(Debug, Default)]
pub struct Pattern {
    expressions: Vec<Expression>,
}

#[derive(Debug)]
struct Expression {
    written: SmolStr,
    regex: Regex,
    /// One of these occurs in every match.
    literals: Option<Vec<String>>,
}

impl Check for Pattern {
    fn searches(&self) -> Vec<Option<Vec<String>>> {
        self.expressions
            .iter()
            .map(|expression| expression.literals.clone())
            .collect()
    }

    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let text = passage.text();
        let Some(Expression { regex, .. }) = self.expressions.get(search) else {
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
            .map_or("", |expression| &expression.written)
    }

    fn describe(&self) -> Vec<String> {
        self.expressions
            .iter()
            .map(|expression| format!("`{}`", expression.written))
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
        match regex(&written, case) {
            Ok(regex) => expressions.push(Expression {
                literals: parsed(&written.text, case).and_then(|parsed| gate::literals(&parsed)),
                written: written.text.clone(),
                regex,
            }),
            Err(fault) => keys.faults.push(fault),
        }
    }
    Pattern { expressions }
}

/// The regular expression that is written, within limits.
///
/// # Errors
/// What is wrong with it, and the way out.
pub fn regex(written: &Written, case: Case) -> Result<Regex, Fault> {
    RegexBuilder::new(&written.text)
        .case_insensitive(case == Case::Any)
        .size_limit(SIZE_LIMIT)
        .dfa_size_limit(SIZE_LIMIT)
        .build()
        .map_err(|error| pattern_fault(written, &error))
}

fn parsed(pattern: &str, case: Case) -> Option<Hir> {
    let mut parser = regex_syntax::ParserBuilder::new()
        .case_insensitive(case == Case::Any)
        .build();
    parser.parse(pattern).ok()
}

fn pattern_fault(written: &Written, error: &regex::Error) -> Fault {
    let text = &written.text;
    match error {
        regex::Error::CompiledTooBig(limit) => Fault::error(
            written.place,
            format!("the pattern ‘{text}’ is too large (over {limit} bytes compiled)"),
        )
        .with_help("use smaller repetition counts, or several rules"),
        regex::Error::Syntax(_) => {
            let (reason, column, span) = syntax_error(text);
            let help = if text.contains("(?=") || text.contains("(?!") || text.contains("(?<") {
                "look-around and back-references are not supported".to_owned()
            } else {
                "write a backslash before a mark that stands for itself".to_owned()
            };
            let at =
                column.map_or_else(String::new, |column| format!(" at its character {column}"));
            let fault = Fault::error(
                written.place,
                format!("‘{text}’ is not a valid pattern: {reason}{at}"),
            );
            let fault = fault.with_help(help);
            match span {
                Some(span) => fault.within(span),
                None => fault,
            }
        }
        _ => Fault::error(written.place, format!("‘{text}’ is not a valid pattern")),
    }
}

/// What is wrong, in one line, at which character of the pattern, counted from 1, and which
/// bytes of it these are.
fn syntax_error(pattern: &str) -> (String, Option<usize>, Option<Span>) {
    let (reason, span) = match regex_syntax::Parser::new().parse(pattern) {
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), *error.span()),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), *error.span()),
        _ => return ("it cannot be read".to_owned(), None, None),
    };
    let bytes = Span::new(span.start.offset, span.end.offset);
    (reason, Some(span.start.column), Some(bytes))
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
