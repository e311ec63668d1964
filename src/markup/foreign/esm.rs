//! The imports and exports of MDX.

use super::script::{Sign, Signs};
use crate::markup::finder::white_line;

/// What an export may begin with.
const EXPORTS: &[&str] = &[
    "default",
    "const",
    "let",
    "var",
    "function",
    "class",
    "async",
    "type",
    "interface",
    "enum",
];

/// Where the imports and exports end that start at `at`, if any do, and whether their
/// brackets close before; unless `goes_on`, they end at the first blank line anyhow.
pub(super) fn end_at(text: &str, at: usize, goes_on: bool) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    if !is_statement(rest) {
        return None;
    }
    let first_blank = white_line(text, at).unwrap_or(text.len());
    let closed = if goes_on {
        end_outside_brackets(text, at)
    } else {
        None
    };
    let end = closed.unwrap_or(first_blank);
    let length = text.get(at..end)?.trim_end().len();
    Some((at + length, closed.is_some()))
}

/// The first line end outside of brackets that a blank line or nothing follows.
fn end_outside_brackets(text: &str, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut blank = white_line(text, at);
    for (place, sign) in Signs::new(text, at, text.len()) {
        match sign {
            Sign::Open(_) => depth += 1,
            Sign::Close(_) => depth = depth.saturating_sub(1),
            Sign::LineEnd => {
                if blank.is_some_and(|blank| blank < place) {
                    blank = white_line(text, place);
                }
                if depth == 0 && blank == Some(place) {
                    return Some(place);
                }
            }
        }
    }
    (depth == 0).then_some(text.len())
}

/// Whether `text` begins as only a script would: many sentences begin with these words.
fn is_statement(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix("export ") {
        let rest = rest.trim_start_matches(' ');
        let word = word(rest);
        return rest.starts_with(['{', '*']) || EXPORTS.contains(&word) && word.len() < rest.len();
    }
    let Some(rest) = text.strip_prefix("import ") else {
        return false;
    };
    let rest = rest.trim_start_matches(' ');
    let rest = rest.strip_prefix("type ").unwrap_or(rest);
    let behind = rest.get(word(rest).len()..).unwrap_or("").trim_start();
    let is_from = behind
        .strip_prefix("from")
        .is_some_and(|module| module.trim_start().starts_with(['"', '\'']));
    rest.starts_with(['"', '\'', '{', '*'])
        || behind.starts_with(',') && is_import_list(behind)
        || is_from
}

/// Whether a comma is followed by what else is imported, and no sentence.
fn is_import_list(text: &str) -> bool {
    text.trim_start_matches(',')
        .trim_start()
        .starts_with(['{', '*'])
}

fn word(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_alphanumeric() && char != '_' && char != '$');
    text.get(..end.unwrap_or(text.len())).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_reach_to_a_white_line_outside_brackets() {
        let cases = [
            ("import a from 'b'\n\nc", Some("import a from 'b'")),
            (
                "import 'a'\nimport b from \"c\"\n",
                Some("import 'a'\nimport b from \"c\""),
            ),
            (
                "import {a,\n  b} from 'c'",
                Some("import {a,\n  b} from 'c'"),
            ),
            ("import a, {b} from 'c'", Some("import a, {b} from 'c'")),
            ("import * as a from 'b'", Some("import * as a from 'b'")),
            ("import type a from 'b'", Some("import type a from 'b'")),
            (
                "export const a = {\n\n  b\n}\r\n\r\nc",
                Some("export const a = {\n\n  b\n}"),
            ),
            ("export const a = {\n\nb", Some("export const a = {")),
            ("export default a", Some("export default a")),
            ("export {a}", Some("export {a}")),
            ("import taxes from China", None),
            ("import goods, and", None),
            ("export controls", None),
            ("export default", None),
            ("imports", None),
            ("import", None),
        ];
        for (text, expected) in cases {
            let found = end_at(text, 0, true).and_then(|(end, _)| text.get(..end));
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
