//! Expressions with look-around or back-references, which a table of states cannot have.
//!
//! They are found by trying and going back, and so may take very long: every search has a
//! budget of steps, and what goes beyond it is given up.

use fancy_regex::{AstNode, Error, Expr, Regex, RegexBuilder};

use super::{Reach, SIZE_LIMIT};
use crate::matching::Case;
use crate::rules::needs;

/// So often one search may go back: some ten milliseconds.
const MOST_STEPS: usize = 200_000;

/// The most instructions of one compiled expression.
const MOST_INSTRUCTIONS: usize = 100_000;

/// The expression that is written, compiled, within limits.
pub(super) fn build(pattern: &str, case: Case) -> Result<Regex, Error> {
    RegexBuilder::new(pattern)
        .case_insensitive(case == Case::Any)
        .backtrack_limit(MOST_STEPS)
        .delegate_size_limit(SIZE_LIMIT)
        .delegate_dfa_size_limit(SIZE_LIMIT)
        .max_prog_size(MOST_INSTRUCTIONS)
        .build()
}

/// What the expression can match at all.
pub(super) fn reach(pattern: &str) -> Reach {
    match Expr::parse_tree(pattern) {
        Ok(tree) if is_empty(&tree.expr) => Reach::OnlyEmpty,
        _ => Reach::Text,
    }
}

/// Whether it surely matches nothing but the empty text.
fn is_empty(expression: &Expr) -> bool {
    match expression {
        Expr::Empty | Expr::Assertion(_) | Expr::LookAround(..) | Expr::KeepOut => true,
        Expr::Literal { val, .. } => val.is_empty(),
        Expr::Group(inner) => is_empty(inner),
        Expr::AtomicGroup(inner)
        | Expr::AstNode(AstNode::AstGroup { inner, .. }, _)
        | Expr::Repeat { child: inner, .. } => is_empty(inner),
        Expr::Concat(parts) | Expr::Alt(parts) => parts.iter().all(is_empty),
        _ => false,
    }
}

/// Literals of which every match has one, in any case of ASCII letters; `None` if there are
/// no such.
pub(super) fn literals(pattern: &str) -> Option<Vec<String>> {
    of(&Expr::parse_tree(pattern).ok()?.expr)
}

fn of(expression: &Expr) -> Option<Vec<String>> {
    match expression {
        Expr::Literal { .. } => {
            needs::best([literal(expression).map(|literal| vec![literal.to_owned()])])
        }
        Expr::Group(inner) => of(inner),
        Expr::AtomicGroup(inner) | Expr::AstNode(AstNode::AstGroup { inner, .. }, _) => of(inner),
        Expr::Repeat { child, lo, .. } if *lo > 0 => of(child),
        Expr::Concat(parts) => {
            let runs =
                parts.chunk_by(|one, other| literal(one).is_some() == literal(other).is_some());
            let of_runs = runs.map(|run| {
                let text: Option<String> = run.iter().map(literal).collect();
                text.map(|text| vec![text])
            });
            needs::best(of_runs.chain(parts.iter().map(of)))
        }
        Expr::Alt(options) => {
            let options: Option<Vec<Vec<String>>> = options.iter().map(of).collect();
            Some(options?.concat()).filter(|all| all.len() <= needs::MAX_LITERALS)
        }
        _ => None,
    }
}

/// The text of a literal that the gate can look for: in any case, it is ASCII.
fn literal(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Literal { val, casei } if val.is_ascii() || !casei => Some(val),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_match_has_is_found() {
        let cases: [(&str, Option<&[&str]>); 7] = [
            ("(?<!very )unique", Some(&["unique"])),
            ("(?i)(?:fewer|less) (?=people)", Some(&["fewer", "less"])),
            (r"(\w+) \1", None),
            (r"(?=abc)\w+", None),
            (r"(?>in order) to(?! be)", Some(&["in order"])),
            (r"(?P<word>colour)s? (?P=word)", Some(&["colour"])),
            (r"(?:abc)?(?!d)", None),
        ];
        for (pattern, expected) in cases {
            let expected: Option<Vec<String>> =
                expected.map(|list| list.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!(literals(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn expressions_find_the_same_whether_they_are_optimised_or_not() {
        let patterns = [
            r"(?<!foo|ba|[^ ]+?-)x",
            r"(\w+)\s+\1\b",
            r"(?i)a(?=n [bcd])",
            r"(?<=\d)(?:st|nd|rd|th)\b(?! century)",
            r"(?>a+)b|a(?!b)",
        ];
        let texts = [
            "x foox bax a-x 🎉x",
            "the the cat cat sat, so so",
            "a book an apple An dog",
            "1st 2nd century 3rd, 4th",
            "aaab aab ac a",
        ];
        for pattern in patterns {
            let plain = RegexBuilder::new(pattern).optimize(false).build();
            let (one, other) = (
                build(pattern, Case::Exact).expect(pattern),
                plain.expect(pattern),
            );
            for text in texts {
                let spans = |regex: &Regex| {
                    let found = regex
                        .find_iter(text)
                        .map(|found| found.expect("in time").range());
                    found.collect::<Vec<_>>()
                };
                assert_eq!(spans(&one), spans(&other), "{pattern} {text}");
            }
        }
    }
}
