//! What an expression is without its conditions: it matches wherever the expression does, and is
//! searched in one pass over the text.
//!
//! Look-around and back-references are found by trying, which is slow, and so is `\b` in a text
//! with letters outside ASCII. Most texts have nothing that such an expression can match.

use fancy_regex::{AstNode, Expr};
use regex::Regex;
use regex_syntax::hir::{Capture, Hir, HirKind, Look, Repetition};

use crate::matching::Case;

/// `pattern`, which a table of states cannot have, without its conditions; `None` if it cannot be
/// told, or would match everywhere.
pub(super) fn of_tries(pattern: &str, case: Case) -> Option<Regex> {
    of_states(&tried(pattern, case)?, case)
}

/// The same, before it is compiled.
pub(super) fn tried(pattern: &str, case: Case) -> Option<Hir> {
    let tree = Expr::parse_tree(pattern).ok()?;
    let mut written = String::new();
    // What is left can be written as an expression of states.
    without_conditions(&tree.expr)?.to_str(&mut written, 0);
    super::parsed(&written, case)
}

/// The same of one that a table of states can have.
pub(super) fn of_states(parsed: &Hir, case: Case) -> Option<Regex> {
    let relaxed = without_looks(parsed);
    let is_empty = relaxed.properties().minimum_len() == Some(0);
    if is_empty {
        return None;
    }
    super::build(&relaxed.to_string(), case, super::SIZE_LIMIT).ok()
}

/// Whether it asks for the edges of words of all scripts.
pub(super) fn has_word_edges(parsed: &Hir) -> bool {
    let looks = parsed.properties().look_set();
    [
        Look::WordUnicode,
        Look::WordUnicodeNegate,
        Look::WordStartUnicode,
        Look::WordEndUnicode,
        Look::WordStartHalfUnicode,
        Look::WordEndHalfUnicode,
    ]
    .into_iter()
    .any(|look| looks.contains(look))
}

fn without_looks(expression: &Hir) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(without_looks).collect();
    match expression.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => expression.clone(),
        HirKind::Look(_) => Hir::empty(),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(in_brackets(without_looks(&repetition.sub))),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => without_looks(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(options) => Hir::alternation(all(options)),
    }
}

/// An expression as it is to be written with a sign of repetition behind it: `(?:a+)?` would be
/// written as `a+?`, which is something else.
fn in_brackets(expression: Hir) -> Hir {
    if !matches!(expression.kind(), HirKind::Repetition(_)) {
        return expression;
    }
    Hir::capture(Capture {
        index: 1,
        name: None,
        sub: Box::new(expression),
    })
}

fn without_conditions(expression: &Expr) -> Option<Expr> {
    let all =
        |parts: &[Expr]| -> Option<Vec<Expr>> { parts.iter().map(without_conditions).collect() };
    Some(match expression {
        Expr::Any { .. } | Expr::Literal { .. } | Expr::Delegate { .. } => expression.clone(),
        Expr::Empty | Expr::Assertion(_) | Expr::LookAround(..) => Expr::Empty,
        Expr::Concat(parts) => Expr::Concat(all(parts)?),
        Expr::Alt(options) => Expr::Alt(all(options)?),
        Expr::Group(inner) => without_conditions(inner)?,
        Expr::AtomicGroup(inner) | Expr::AstNode(AstNode::AstGroup { inner, .. }, _) => {
            without_conditions(inner)?
        }
        Expr::Repeat {
            child,
            lo,
            hi,
            greedy,
        } => match without_conditions(child)? {
            // Nothing is written for it, so that what stands before would be repeated.
            Expr::Empty => Expr::Empty,
            child => Expr::Repeat {
                child: Box::new(child),
                lo: *lo,
                hi: *hi,
                greedy: *greedy,
            },
        },
        // Whatever the group caught.
        Expr::Backref { .. } | Expr::AstNode(AstNode::Backref { .. }, _) => Expr::Repeat {
            child: Box::new(Expr::Any {
                newline: true,
                crlf: false,
            }),
            lo: 0,
            hi: usize::MAX,
            greedy: true,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_expression_can_match_without_its_conditions() {
        let cases: [(&str, &str, Option<bool>); 17] = [
            (r"\d+(?:\s+)?(?:am|pm)(?!\.)", "5pm", Some(true)),
            (r"(?<!\d)(?:\d{3})?\d{3}(?!\d)", "123", Some(true)),
            ("(?<!very )unique", "very unique", Some(true)),
            ("(?<!very )unique", "union", Some(false)),
            (r"(\w+) \1\b", "the cat", Some(true)),
            (r"(\w+) \1\b", "the", Some(false)),
            (r"(?P<w>\d) (?P=w)", "1 2", Some(true)),
            (r"(?>a|ab)c(?!d)", "abc", Some(true)),
            (r"\b(?!0?(\d+)/0?\1/)\d+/\d+/\d+\b", "1/1/2026", Some(true)),
            (r"\b(?!0?(\d+)/0?\1/)\d+/\d+/\d+\b", "1/1", Some(false)),
            ("(?i)A(?=n [bcd])", "a", Some(true)),
            ("x((?!y)){2}z", "xz", Some(true)),
            (r"(ab)?x\b{2}(?=-)", "x-", Some(true)),
            ("(?:a(?!b)){2}c", "aac", Some(true)),
            (r"(?=abc)\w*", "abc", None),
            (r"(a)?(?(1)b|c)", "b", None),
            (r"a\Kb", "ab", None),
        ];
        for (pattern, text, expected) in cases {
            let relaxed = of_tries(pattern, Case::Exact);
            let matches = relaxed.map(|relaxed| relaxed.is_match(text));
            assert_eq!(matches, expected, "{pattern} in {text}");
        }
        let parsed = |pattern| super::super::parsed(pattern, Case::Exact).expect(pattern);
        for (pattern, text, expected) in [
            (r"\b\d+(?:\s+)?[ap]m\b", "5pm", Some(true)),
            (r"\b(?:(?:ha){2})?ho\b", "ho", Some(true)),
            (r"\b[1-9]\d?\b", "x12x", Some(true)),
            (r"^[1-9]\d?$", "é12x", Some(true)),
            (r"\b[1-9]\d?\b", "xé", Some(false)),
            (r"\b\d*\b", "1", None),
        ] {
            let relaxed = of_states(&parsed(pattern), Case::Exact);
            let matches = relaxed.map(|relaxed| relaxed.is_match(text));
            assert_eq!(matches, expected, "{pattern} in {text}");
            assert_eq!(has_word_edges(&parsed(pattern)), pattern.contains("\\b"));
        }
    }
}
