//! What is known of an expression without compiling it, and what its searches find.

use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::rules::value::{FileId, Place};

fn written(pattern: &str) -> Written {
    Written {
        text: pattern.into(),
        place: Place::new(FileId(0), Span::default()),
    }
}

/// What compiles within its computed size is never larger than that.
fn check(pattern: &str, case: Case) {
    let Some(parsed) = parsed(pattern, case) else {
        assert!(build(pattern, case, usize::MAX).is_err(), "{pattern}");
        return;
    };
    let size = size(&parsed);
    if size <= SIZE_LIMIT {
        let built = build(pattern, case, size);
        assert!(built.is_ok(), "{pattern}: over {size}: {built:?}");
    }
}

#[test]
fn no_expression_is_larger_than_its_size() {
    let cases = [
        "",
        "a",
        "(?i)straße",
        r"\w",
        r"\W",
        r"\pL",
        r"\p{Greek}",
        ".",
        r"(?s).",
        "[^a]",
        "é|ß",
        r"\d{3}",
        r"\w{12}",
        r"(?:\w+\s+){0,20}x",
        "(?:a|b|ab|abc|abcd|bcd)",
        "(?:)*",
        "(?:a?b*?)+?",
        "(((((a)))))",
        r"(?-u:\xff)|b",
        r"\b\w+\b(?m:$)",
        "[à-𐀀]",
        "[\u{7f}-\u{80}]",
        "[a-\u{10ffff}]",
        "(?:aa|ab|ac|ad|ba|bb|bc|bd|ca|cb|cc|cd)",
        "(?:(?:(?:ab){3}){3}){3}",
        "a{0}",
        "(?:é{0,3}){2,}",
        "(",
        "a{2,1}",
        r"\p{Nothing}",
        "(?=a)",
    ];
    for pattern in cases {
        for case in [Case::Exact, Case::Any] {
            check(pattern, case);
        }
    }
}

proptest! {
    #[test]
    fn nor_is_any_other(
        parts in prop::collection::vec((
            prop::sample::select(vec![
                "a", "abc", "ſk", "(?:ab|ac|b)", "(?:ab|cd|abc)", r"\w", r"\s", r"\d", ".", "[^x]", "[à-ÿ]",
                "[א-ת]", "[一-龥]", "[😀-😿]", "[a-\u{10ffff}]", r"\b", "(", ")", "|", "(?i:é)", r"\pL", "(?-u:[a-z])",
            ]),
            prop::sample::select(vec!["", "", "", "?", "*", "+", "+?", "{3}", "{2,5}", "{0,7}", "{4,}", "{20}"]),
        ), 0..8),
        any in any::<bool>(),
    ) {
        let pattern: String = parts.iter().flat_map(|(part, times)| [*part, *times]).collect();
        check(&pattern, if any { Case::Any } else { Case::Exact });
    }
}

proptest! {
    /// What is looked for first, and where, loses nothing.
    #[test]
    fn a_search_finds_what_its_engine_alone_finds(
        parts in prop::collection::vec((
            prop::sample::select(vec![
                "a", "b", "(?:a+)?", "(?:(?:ab){2})?", "(?: +)?", r"\b", "[ab]", "(?:é|b)", "(?:a|ab)", ",", r"(?:\d{2})?",
                r"\d", "(?:b?a)",
            ]),
            prop::sample::select(vec!["", "", "", "?", "+", "{2}"]),
        ), 1..6),
        looks in any::<bool>(),
        text in "[abé1, ]{0,12}",
    ) {
        let parts = parts.iter().map(|(part, times)| format!("(?:{part}){times}"));
        let mut pattern: String = parts.collect();
        if looks {
            pattern.push_str("(?!z)");
        }
        let Ok(expression) = Expression::read(&written(&pattern), Case::Exact) else {
            return Ok(());
        };
        let expected: Vec<Range<usize>> = if let Ok(regex) = build(&pattern, Case::Exact, SIZE_LIMIT) {
            regex.find_iter(&text).map(|found| found.range()).collect()
        } else {
            let regex = look_around::build(&pattern, Case::Exact).expect("an expression");
            let found = regex.find_iter(&text);
            found.map(|found| found.expect("in time").range()).collect()
        };
        let expected = expected.into_iter().filter(|range| !range.is_empty());
        let expected: Vec<Range<usize>> = expected.collect();
        let mut found = Vec::new();
        expression.find(&text, &mut |span| found.push(span.range()));
        prop_assert_eq!(found, expected, "{} in {:?}", pattern, text);
    }
}

#[test]
fn only_what_may_be_too_large_is_compiled_at_once() {
    let cases = [
        (r"(?i)\b\w+ly \w+\b", false),
        (r"\w{12}", false),
        (r"\w{40}", true),
    ];
    for (pattern, at_once) in cases {
        let read = Expression::read(&written(pattern), Case::Exact).expect("an expression");
        assert_eq!(read.compiled.get().is_some(), at_once, "{pattern}");
        assert!(read.engine().is_some(), "{pattern}");
    }
    let fault =
        Expression::read(&written(r"(?:\w{100}){100}"), Case::Exact).expect_err("too large");
    assert!(
        fault
            .message
            .contains("too large (over 4194304 bytes compiled)"),
        "{fault:?}"
    );
}
