//! What every match of an expression has: literals, figures.
//!
//! Told from the expression without running it, so that it is run, or even compiled, only where
//! it may match.

use std::cmp::Reverse;

use regex_syntax::hir::{Class, Hir, HirKind};

/// What every match of a search has: of each of these lists one literal, in any case of ASCII
/// letters. Without lists it has to be searched for everywhere.
pub(super) type Needs = Vec<Vec<String>>;

/// A literal shorter than this occurs nearly everywhere and decides nothing.
const MIN_LITERAL: usize = 3;

/// One of a list that comes second is to tell more: by then few texts are left.
const MIN_FURTHER: usize = 4;

/// An expression with more alternatives than this is run always.
pub(super) const MAX_LITERALS: usize = 200;

/// A list that comes second is no longer than this.
const MAX_FURTHER: usize = 40;

/// So many lists are looked for.
const MOST_LISTS: usize = 3;

/// What every match of `expression` has, the list first that tells most.
pub(super) fn needs(expression: &Hir) -> Needs {
    let mut needs = match expression.kind() {
        HirKind::Literal(_) => {
            let own = run(std::slice::from_ref(expression));
            own.filter(|own| shortest(own) >= MIN_LITERAL)
                .into_iter()
                .collect()
        }
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) | HirKind::Repetition(_) => {
            Needs::new()
        }
        HirKind::Concat(parts) => {
            let runs =
                parts.chunk_by(|one, other| letter(one).is_some() == letter(other).is_some());
            let of_runs = runs.filter_map(|parts| {
                parts.first().filter(|part| letter(part).is_some())?;
                run(parts).filter(|run| shortest(run) >= MIN_LITERAL)
            });
            let others = parts.iter().filter(|part| letter(part).is_none());
            of_runs.chain(others.flat_map(needs)).collect()
        }
        HirKind::Alternation(options) => of_options(options.iter().map(needs).collect()),
    };
    needs.sort_by_key(|list| Reverse(decisiveness(list)));
    let mut number = 0;
    needs.retain(|list| {
        number += 1;
        let tells_more = shortest(list) >= MIN_FURTHER && list.len() <= MAX_FURTHER;
        number == 1 || (tells_more && number <= MOST_LISTS)
    });
    needs
}

/// What a match of any of several expressions has: of their first lists one literal, and so on.
fn of_options(options: Vec<Needs>) -> Needs {
    let common = options.iter().map(Vec::len).min().unwrap_or(0);
    let mut needs = vec![Vec::new(); common];
    for option in options {
        for (list, of_option) in needs.iter_mut().zip(option) {
            list.extend(of_option);
        }
    }
    needs.retain(|list| list.len() <= MAX_LITERALS);
    needs
}

/// Whether every match of `expression` has a digit, of whatever script.
pub(super) fn needs_digit(expression: &Hir) -> bool {
    match expression.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.contains(char::is_numeric))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            !ranges.is_empty()
                && ranges
                    .iter()
                    .all(|range| (range.start()..=range.end()).all(char::is_numeric))
        }
        HirKind::Capture(capture) => needs_digit(&capture.sub),
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_digit(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().any(needs_digit),
        HirKind::Alternation(options) => options.iter().all(needs_digit),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => false,
    }
}

/// The text of neighbours that are all literals or letters in either case.
fn run(parts: &[Hir]) -> Option<Vec<String>> {
    let text: Option<String> = parts.iter().map(letter).collect();
    text.map(|text| vec![text])
}

/// A literal, or an ASCII letter in either case.
fn letter(part: &Hir) -> Option<String> {
    match part.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok(),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            let mut chars = ranges.iter().flat_map(|range| [range.start(), range.end()]);
            let first = chars.find(char::is_ascii_alphabetic)?.to_ascii_lowercase();
            let same = |c: char| {
                c.to_ascii_lowercase() == first
                    || (first == 's' && c == 'ſ')
                    || (first == 'k' && c == '\u{212A}')
            };
            let all = ranges
                .iter()
                .all(|range| range.start() == range.end() && same(range.start()));
            all.then(|| first.to_string())
        }
        _ => None,
    }
}

/// The candidates whose shortest literal is longest.
pub(super) fn best(
    candidates: impl IntoIterator<Item = Option<Vec<String>>>,
) -> Option<Vec<String>> {
    let candidates = candidates.into_iter().flatten();
    let decisive = candidates.filter(|literals| shortest(literals) >= MIN_LITERAL);
    decisive.max_by_key(|literals| decisiveness(literals))
}

/// How long, in bytes, the shortest of them is.
fn shortest(literals: &[String]) -> usize {
    literals.iter().map(String::len).min().unwrap_or(0)
}

/// How much it tells that one of them is there: more if the shortest is long, and they are few.
fn decisiveness(literals: &[String]) -> (usize, Reverse<usize>) {
    (shortest(literals), Reverse(literals.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_match_has_is_found() {
        let cases: [(&str, &[&[&str]]); 14] = [
            ("in order to", &[&["in order to"]]),
            (r"(?i)\bin order\b", &[&["in order"]]),
            (r"(?i)\bSkunk\b", &[&["skunk"]]),
            ("(?:floods?|waves?) of x", &[&[" of x"], &["flood", "wave"]]),
            ("(?:floods?|waves?)", &[&["flood", "wave"]]),
            (r"\w+ing", &[&["ing"]]),
            (r"\d+", &[]),
            ("(?:abc)?", &[]),
            ("(?:abc|d)", &[]),
            (r"(colour)+\s", &[&["colour"]]),
            (r"the\s+(?:\w+ )?(cat|dog)", &[&["the"]]),
            (r"the\s+(?:\w+ )?(cats|dogs)", &[&["cats", "dogs"]]),
            (
                r"(?:take|keep)s?\s+(?:white|black)(?:bird)?",
                &[&["white", "black"], &["take", "keep"]],
            ),
            (
                r"take\s+white|keep\d+black|find\s+blue",
                &[&["white", "black", "find"], &["take", "keep", "blue"]],
            ),
        ];
        for (pattern, expected) in cases {
            let parsed = regex_syntax::Parser::new().parse(pattern).expect(pattern);
            let expected = expected.iter().map(|list| {
                let list = list.iter().map(|text| (*text).to_owned());
                list.collect::<Vec<String>>()
            });
            assert_eq!(needs(&parsed), expected.collect::<Needs>(), "{pattern}");
        }
    }

    #[test]
    fn figures_are_needed_or_not() {
        let cases = [
            (r"\d+", true),
            (r"\b[1-9]0s\b|(?:1[0-9]|20)", true),
            (r"x(\d)+|[a-z]", false),
            (r"\d*", false),
            (r"[0-9a]", false),
            ("no 5 here", true),
            ("", false),
        ];
        for (pattern, expected) in cases {
            let parsed = regex_syntax::Parser::new().parse(pattern).expect(pattern);
            assert_eq!(needs_digit(&parsed), expected, "{pattern}");
        }
    }
}
