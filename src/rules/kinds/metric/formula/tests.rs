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

proptest! {
    #[test]
    fn nothing_that_is_written_breaks_the_reader(
        text in "([a-z(),+*/. 0-9−-]|words|sqrt|\\PC){0,40}"
    ) {
        if let Err(mistake) = Formula::read(&text) {
            prop_assert!(mistake.span.text(&text).is_some());
        }
    }
}
