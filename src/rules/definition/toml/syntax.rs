//! The parser's errors in words for people who do not program, each with a way out.

use super::Problem;
use crate::rules::fault::Fault;
use crate::rules::value::{FileId, Place};

/// The message of a key with so many parts that the parser is not asked.
pub(super) const TOO_DEEP: &str = "this key has too many parts";

/// Longer values are cut in messages.
const MOST_CHARACTERS: usize = 40;

/// Whether the text is well formed there and only says two things of one key.
pub(super) fn is_conflict(problem: &Problem) -> bool {
    problem.message == "duplicate key" || problem.message.starts_with("cannot extend value")
}

/// The fault of a key that is written twice.
pub(super) fn conflict(file: FileId, text: &str, problem: &Problem) -> Fault {
    let written = problem.span.text(text).unwrap_or("");
    let place = Place::new(file, problem.span);
    if problem.message == "duplicate key" {
        let fault = Fault::error(place, format!("‘{written}’ is written twice"));
        return fault.with_help("keep one of them; the first counts");
    }
    Fault::error(
        place,
        format!("‘{written}’ has a value already, so nothing can stand below it"),
    )
    .with_help("in ‘[rules]’, put each whole id in quotes")
}

/// The fault of `[rule]` where `[[rule]]` is meant.
pub fn single_brackets(place: Place, name: &str) -> Fault {
    Fault::error(place, format!("‘[{name}]’ lacks a second pair of brackets"))
        .with_help(format!("write ‘[[{name}]]’; until then it is left out"))
}

/// The fault of a syntax error that costs `what`, such as "this ‘[[rule]]’".
pub(super) fn fault(file: FileId, text: &str, problem: &Problem, what: &str) -> Fault {
    let (message, help) = describe(text, problem);
    let help = match help {
        Some(help) => format!("{help}; until then {what} is left out"),
        None => format!("until this is mended, {what} is left out"),
    };
    Fault::error(Place::new(file, problem.span), message).with_help(help)
}

/// What the parser says, what we say, and the way out.
const PLAIN: [(&str, &str, &str); 13] = [
    ("unclosed array", "this list is not closed", "end it with ]"),
    (
        "unclosed inline table",
        "this table is not closed",
        "end it with }",
    ),
    (
        "unclosed table",
        "this header is not closed",
        "end it with ]",
    ),
    (
        "unclosed array table",
        "this header is not closed",
        "end it with ]]",
    ),
    (
        "invalid basic string",
        "this text is not closed",
        "end it with \"",
    ),
    (
        "invalid literal string",
        "this text is not closed",
        "end it with '",
    ),
    (
        "invalid multi-line basic string",
        "this text is not closed",
        "end it with \"\"\"",
    ),
    (
        "invalid multi-line literal string",
        "this text is not closed",
        "end it with '''",
    ),
    (
        "missing comma between array elements",
        "a comma is missing here",
        "write one",
    ),
    (
        "missing comma between key-value pairs",
        "a comma is missing here",
        "write one",
    ),
    (
        "unquoted keys cannot be empty",
        "a name is missing here",
        "write one",
    ),
    (TOO_DEEP, TOO_DEEP, "write at most eight"),
    (
        CONTROL,
        CONTROL,
        "delete it, or write it as \\u and four digits",
    ),
];

const CONTROL: &str = "there is a control character in this text";

fn describe(text: &str, problem: &Problem) -> (String, Option<String>) {
    let start = problem.span.start;
    let written = problem.span.text(text).unwrap_or("");
    let (what, expected) = match problem.message.split_once(", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (problem.message.as_str(), None),
    };
    let what = if what.ends_with("string") && is_control(text, start) {
        CONTROL
    } else {
        what
    };
    if let Some((_, message, help)) = PLAIN.iter().find(|(parser, ..)| *parser == what) {
        return ((*message).to_owned(), Some((*help).to_owned()));
    }
    let (message, help) = match what {
        "string values must be quoted" | "invalid boolean" | "invalid float" | "invalid date" => {
            return unquoted(written.trim());
        }
        "missing escaped value" => (
            format!(
                "‘{}’ has no meaning in \"…\"",
                written_around(text, start, 1)
            ),
            "double the backslash, or put the text in '…' instead of \"…\"".to_owned(),
        ),
        "key with no value" => {
            let line = line_around(text, start);
            let help = if line.contains('=') {
                "a key with a space in it stands in quotes"
            } else {
                "write = and a value behind it"
            };
            (format!("‘{line}’ is no key with a value"), help.to_owned())
        }
        "invalid unquoted key" if written.ends_with(':') => (
            format!("‘{}’ is no key with a value", line_around(text, start)),
            "write = where : stands".to_owned(),
        ),
        "invalid unquoted key" => (
            format!("‘{}’ lacks quotes", cut(written)),
            format!("write \"{}\"", cut(written)),
        ),
        "unexpected key or value" => {
            let rest = rest_of_line(text, start);
            let help = match rest.as_str() {
                "," => "delete it",
                _ => "give it a line of its own, or look at the quotes before it",
            };
            (
                format!("‘{rest}’ follows a value that has ended"),
                help.to_owned(),
            )
        }
        _ => {
            let message = format!("this is no TOML: {}", what.replace('`', ""));
            return (
                message,
                expected.map(|text| format!("expected {}", text.replace('`', ""))),
            );
        }
    };
    (message, Some(help))
}

/// The fault of a value without quotes, or with those of a word processor.
fn unquoted(written: &str) -> (String, Option<String>) {
    let plain = written.trim_matches(['“', '”', '„', '‘', '’', '«', '»']);
    let lower = written.to_ascii_lowercase();
    if written.is_empty() {
        return (
            "a value is missing here".to_owned(),
            Some("write one".to_owned()),
        );
    }
    if plain.len() < written.len() {
        let message = format!("‘{}’ has the wrong quotation marks", cut(written));
        return (
            message,
            Some(format!("write straight ones: \"{}\"", cut(plain))),
        );
    }
    let message = format!("‘{}’ has no quotation marks", cut(written));
    let value = match lower.as_str() {
        "true" | "yes" => "true".to_owned(),
        "false" | "no" => "false".to_owned(),
        _ => format!("\"{}\"", cut(written)),
    };
    (message, Some(format!("write {value}")))
}

/// The word that ends at `offset`, with `before` characters before it and what follows.
fn written_around(text: &str, offset: usize, before: usize) -> &str {
    let head = text.get(..offset).unwrap_or("");
    let start = head
        .char_indices()
        .rev()
        .nth(before - 1)
        .map_or(0, |(index, _)| index);
    let tail = text.get(offset..).unwrap_or("");
    let next = tail
        .chars()
        .next()
        .filter(|c| !c.is_whitespace())
        .map_or(0, char::len_utf8);
    text.get(start..offset + next).unwrap_or("")
}

fn is_control(text: &str, offset: usize) -> bool {
    let next = text.get(offset..).and_then(|tail| tail.chars().next());
    next.is_some_and(|c| c.is_control() && !matches!(c, '\n' | '\r'))
}

fn line_around(text: &str, offset: usize) -> String {
    let start = text.get(..offset).and_then(|head| head.rfind(['\n', '\r']));
    rest_of_line(text, start.map_or(0, |index| index + 1))
}

fn rest_of_line(text: &str, offset: usize) -> String {
    let tail = text.get(offset..).unwrap_or("");
    let line = tail.split(['\n', '\r']).next().unwrap_or("");
    cut(line.trim())
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
