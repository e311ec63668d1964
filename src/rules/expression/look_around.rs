//! Expressions with look-around or back-references, which a table of states cannot have.
//!
//! They are found by trying and going back, and so may take very long: every search has a
//! budget of steps, and what goes beyond it is given up.

use fancy_regex::{AstNode, Error, Expr, Regex, RegexBuilder};

use super::{Reach, SIZE_LIMIT};
use crate::matching::Case;

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

#[cfg(test)]
mod tests {
    use super::*;

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
