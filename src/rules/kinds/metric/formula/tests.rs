//! What formulas are worth, and what is wrong with them.

use super::*;
use proptest::prelude::*;

/// Ten words in two sentences, 16 syllables, 50 characters, two hard words.
const COUNTS: [f64; 8] = [10.0, 2.0, 1.0, 50.0, 16.0, 2.0, 2.0, 3.0];

#[test]
fn formulas_have_their_value() {
    let cases = [
        ("words", 10.0),
        ("1 + 2 * 3 - 4 / 2", 5.0),
        ("10 - 4 - 3", 3.0),
        ("16 / 4 / 2", 2.0),
        ("(1 + 2) × 3", 9.0),
        ("-words + 1", -9.0),
        ("2 * -3", -6.0),
        ("words-1", 9.0),
        ("words-sentences", 8.0),
        ("long-words - long_words", 0.0),
        ("max(1, words / sentences, 3)", 5.0),
        ("min(2, sqrt(16))", 2.0),
        ("gunning-fog + 0.5", 10.5),
        ("(gunning_fog)", 10.0),
        ("flesch-reading-ease", 206.835 - 5.075 - 135.36),
        ("flesch-kincaid", 1.95 + 18.88 - 15.59),
        ("smog", 1.043 * 30_f64.sqrt() + 3.1291),
        ("coleman-liau", 29.4 - 5.92 - 15.8),
        ("automated-readability", 23.55 + 2.5 - 21.43),
    ];
    for (text, expected) in cases {
        let value = Formula::read(text).expect(text).value(&COUNTS).expect(text);
        assert!((value - expected).abs() < 1e-9, "{text}: {value}");
    }
    let nothing = Formula::read("words / (sentences - 2)").expect("a formula");
    assert_eq!(nothing.value(&COUNTS), None);
}

#[test]
fn mistakes_are_found_where_they_are() {
    let cases = [
        ("", "", "a number, a name or a ‘(’ is missing at the end"),
        (
            "words +",
            "+",
            "a number, a name or a ‘(’ is missing at the end",
        ),
        (
            "words 2",
            "2",
            "an operator is missing before this: + - * /",
        ),
        ("(words", "(", "this ‘(’ has no ‘)’"),
        ("words)", ")", "a ‘)’ without its ‘(’"),
        ("2 * wordz / 3", "wordz", "nothing is called ‘wordz’"),
        (
            "gunning-frog",
            "gunning-frog",
            "nothing is called ‘gunning-frog’",
        ),
        ("1.2.3", "1.2.3", "‘1.2.3’ is no number"),
        (
            "words % 2",
            "%",
            "an operator is missing before this: + - * /",
        ),
        ("sqrt 2", "2", "a ‘(’ is missing before this"),
        ("1 + sqrt(1, 2)", "sqrt", "‘sqrt’ takes one number"),
        (
            "max(1; 2)",
            ";",
            "an operator or ‘)’ is missing before this",
        ),
        (
            "words / (1 - 1) * 2",
            "(1 - 1)",
            "this is zero, by which nothing can be divided",
        ),
        (
            "1 / max(0, 0)",
            "max(0, 0)",
            "this is zero, by which nothing can be divided",
        ),
        ("🎉", "🎉", "a number, a name or a ‘(’ should stand here"),
    ];
    for (text, place, message) in cases {
        let mistake = Formula::read(text).expect_err(text);
        assert_eq!(mistake.message, message, "{text}");
        assert_eq!(mistake.span.text(text), Some(place), "{text}");
    }
    let deep = "(".repeat(10_000);
    assert!(Formula::read(&deep).is_err());
    assert!(Formula::read(&"-".repeat(10_000)).is_err());
}

/// Counts as a text may have them: none is more than that of which it is a part.
fn counts() -> impl Strategy<Value = [f64; 8]> {
    let parts = prop::array::uniform8(0..40_u32);
    parts.prop_map(
        |[paragraphs, sentences, words, a, b, poly, complex, long]| {
            let paragraphs = paragraphs + 1;
            let sentences = paragraphs + sentences;
            let words = sentences + words;
            let polysyllabic = poly.min(words);
            [
                words,
                sentences,
                paragraphs,
                words + a,
                words + b,
                complex.min(polysyllabic),
                polysyllabic,
                long.min(words),
            ]
            .map(f64::from)
        },
    )
}

#[test]
fn the_range_of_a_formula() {
    let cases = [
        ("words", Some((1.0, f64::INFINITY))),
        ("long-words", Some((0.0, f64::INFINITY))),
        ("flesch-reading-ease", Some((f64::NEG_INFINITY, 121.22))),
        ("flesch-kincaid", Some((-3.4, f64::INFINITY))),
        ("gunning-fog", Some((0.4, f64::INFINITY))),
        ("smog", Some((3.1291, f64::INFINITY))),
        ("100 * complex-words / words", Some((0.0, 100.0))),
        (
            "min(words, 3) - max(sentences, 2)",
            Some((f64::NEG_INFINITY, 1.0)),
        ),
        ("sqrt(-words)", None),
    ];
    for (text, expected) in cases {
        let range = Formula::read(text).expect(text).range(&[]);
        let Some((range, (low, high))) = range.zip(expected) else {
            assert_eq!(range.is_none(), expected.is_none(), "{text}");
            continue;
        };
        let same =
            |one: f64, other: f64| one.total_cmp(&other).is_eq() || (one - other).abs() < 1e-9;
        assert!(
            same(range.low, low) && same(range.high, high),
            "{text}: {range:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_value_lies_outside_its_range(
        parts in prop::collection::vec(prop::sample::select(vec![
            "words", "sentences", "paragraphs", "syllables", "complex-words", "polysyllabic-words",
            "long-words", "characters", "smog", "gunning-fog", "0", "1", "2.5", "100 * words",
        ]), 6),
        signs in prop::collection::vec(prop::sample::select(vec!["+", "-", "*", "/"]), 5),
        around in prop::sample::select(vec!["", "-", "sqrt", "max"]),
        counts in counts(),
    ) {
        let [a, b, c, d, e, f] = parts[..] else { return Ok(()) };
        let [s, t, u, v, w] = signs[..] else { return Ok(()) };
        let text = format!("{around}({a} {s} {b}) {t} ({c} {u} {d} {v} {e}) {w} {f}");
        let Ok(formula) = Formula::read(&text) else { return Ok(()) };
        if let Some(value) = formula.value(&counts) {
            let range = formula.range(&[]).expect("a value");
            let slip = 1e-9 * value.abs().max(1.0);
            prop_assert!(
                range.low - slip <= value && value <= range.high + slip,
                "{text}: {value} outside {range:?}"
            );
        }
    }
    #[test]
    fn nothing_that_is_written_breaks_the_reader(
        text in "([a-z(),+*/. 0-9−-]|words|sqrt|\\PC){0,40}"
    ) {
        if let Err(mistake) = Formula::read(&text) {
            prop_assert!(mistake.span.text(&text).is_some());
        }
    }
}
