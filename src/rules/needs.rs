//! What every match of an expression has: literals, figures.
//!
//! Told from the expression without running it, so that it is run, or even compiled, only where
//! it may match.

use std::cmp::Reverse;

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

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
            let found: Needs = of_runs.chain(others.flat_map(needs)).collect();
            if found.is_empty() {
                from_anywhere(parts).into_iter().collect()
            } else {
                found
            }
        }
        HirKind::Alternation(options) => of_options(options.iter().map(needs).collect()),
    };
    needs.sort_by_key(|list| Reverse(decisiveness(list)));
    let mut number = 0;
    needs.retain(|list| {
        number += 1;
        let tells_more =
            list.len() <= MAX_FURTHER && list.iter().all(|text| text.trim().len() >= MIN_FURTHER);
        number == 1 || (tells_more && number <= MOST_LISTS)
    });
    needs
}

/// Literals that begin somewhere in a match of all these one after the other, made of what
/// letters there may be: `a [eo]` has ‘a e’ or ‘a o’.
fn from_anywhere(parts: &[Hir]) -> Option<Vec<String>> {
    let mut parts: Vec<Hir> = parts
        .iter()
        .take(MOST_PARTS)
        .map(in_small_letters)
        .collect();
    let mut best: Option<Vec<String>> = None;
    while !parts.is_empty() {
        if let Some(HirKind::Repetition(repeated)) = parts.first().map(Hir::kind)
            && repeated.min > 0
            && let (last, Some(first)) = ((*repeated.sub).clone(), parts.first_mut())
        {
            // What stands there before the next part is the last of them.
            *first = last;
        }
        let found = beginnings(&Hir::concat(parts.clone()));
        let found = found.filter(|found| {
            best.as_ref()
                .is_none_or(|best| decisiveness(found) > decisiveness(best))
        });
        best = found.or(best);
        parts.remove(0);
    }
    best
}

/// So many parts of an expression, at most, are looked at one after the other.
const MOST_PARTS: usize = 16;

/// So many literals are made of what letters there may be.
const MOST_MADE: usize = 40;

/// So many of two bytes: they have to be looked for in more places.
const MOST_PAIRS: usize = 8;

/// What every match begins with, if that tells anything.
fn beginnings(expression: &Hir) -> Option<Vec<String>> {
    let found = Extractor::new()
        .limit_total(2 * MOST_MADE)
        .limit_literal_len(8)
        .extract(expression);
    let literals = found.literals()?.iter();
    let literals = literals.map(|literal| {
        let text = std::str::from_utf8(literal.as_bytes()).ok()?;
        Some(text.to_ascii_lowercase())
    });
    let mut literals = literals.collect::<Option<Vec<String>>>()?;
    literals.sort_unstable();
    literals.dedup();
    let pairs = literals
        .iter()
        .filter(|literal| literal.len() < MIN_LITERAL);
    let count = pairs.clone().count();
    let all_tell = count <= MOST_PAIRS && pairs.clone().all(|pair| is_rare(pair));
    (all_tell && !literals.is_empty() && literals.len() <= MOST_MADE).then_some(literals)
}

/// Whether it is two characters of ASCII of which prose has few: a mark beside something else.
fn is_rare(pair: &str) -> bool {
    let is_common = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    let is_usual = matches!(pair.as_bytes(), [b',' | b'.', b' ']);
    pair.len() == 2 && pair.is_ascii() && !is_common(pair) && !is_usual
}

/// The same expression, but for the case of letters of ASCII.
fn in_small_letters(expression: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(in_small_letters).collect();
    match expression.kind() {
        HirKind::Class(Class::Unicode(class)) => match letter(expression) {
            Some(letter) => Hir::literal(letter.into_bytes()),
            None => Hir::class(Class::Unicode(small(class))),
        },
        HirKind::Empty | HirKind::Literal(_) | HirKind::Look(_) | HirKind::Class(_) => {
            expression.clone()
        }
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(in_small_letters(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => in_small_letters(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(options) => Hir::alternation(all(options)),
    }
}

/// Small letters of ASCII in the place of capitals.
fn small(class: &ClassUnicode) -> ClassUnicode {
    let capitals = || ClassUnicode::new([ClassUnicodeRange::new('A', 'Z')]);
    let mut among = class.clone();
    among.intersect(&capitals());
    let lowered = among.ranges().iter().map(|range| {
        let [start, end] = [range.start(), range.end()].map(|c| c.to_ascii_lowercase());
        ClassUnicodeRange::new(start, end)
    });
    let mut small = class.clone();
    small.difference(&capitals());
    small.union(&ClassUnicode::new(lowered));
    small
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
        let cases: [(&str, &[&[&str]]); 21] = [
            ("a [eo]", &[&["a e", "a o"]]),
            (r"(?i)x[ab]{2}\w", &[&["xaa", "xab", "xba", "xbb"]]),
            (r"\w +[,;?!](?:\s|$)", &[&[" !", " ,", " ;", " ?"]]),
            (r"\w, \w", &[]),
            (
                r"(?:(a)|(A)) ((?:[ae][b-z]|io)x|hour)",
                &[&["a a", "a e", "a hour", "a iox"]],
            ),
            (r"\w+[ab]\w+", &[]),
            (r"(?:[[:alpha:]] )+[’'](?:\s|$)", &[]),
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
