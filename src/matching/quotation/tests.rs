//! The cases of `cases.txt`, and laws.

use proptest::prelude::*;

use super::*;

const CASES: &str = include_str!("cases.txt");

/// Writes into `text` what is quoted: `⟦full⟧`, `⟨scare⟩`, and `⁇` where doubt begins.
fn drawn(text: &str, quotations: &Quotations) -> String {
    let mut drawn = String::new();
    let mut last = Quoting::Outside;
    for (at, c) in text.char_indices() {
        let quoting = quotations.at(Span::new(at, at + c.len_utf8()));
        if quoting != last {
            drawn.push_str(match last {
                Quoting::Full => "⟧",
                Quoting::Scare => "⟩",
                Quoting::Outside | Quoting::Doubt => "",
            });
            drawn.push_str(match quoting {
                Quoting::Full => "⟦",
                Quoting::Scare => "⟨",
                Quoting::Doubt => "⁇",
                Quoting::Outside => "",
            });
            last = quoting;
        }
        drawn.push(c);
    }
    drawn.push_str(match last {
        Quoting::Full => "⟧",
        Quoting::Scare => "⟩",
        Quoting::Outside | Quoting::Doubt => "",
    });
    drawn
}

/// `drawn` without what was written into it.
fn plain(drawn: &str) -> String {
    drawn.replace(['⟦', '⟧', '⟨', '⟩', '⁇'], "")
}

/// Puts the characters in for `{A0}`.
fn decoded(case: &str) -> String {
    let mut parts = case.split('{');
    let mut text = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').expect("a brace that closes");
        let number = u32::from_str_radix(number, 16).expect("a hexadecimal number");
        text.push(char::from_u32(number).expect("a character"));
        text.push_str(rest);
    }
    text
}

/// What is wrong with the line of a case, if it is one.
fn fault(number: usize, line: &str) -> Option<String> {
    let (language, case) = match line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("] "))
    {
        Some((language, case)) => (Some(language), case),
        None => (None, line),
    };
    let (case, next) = match case.split_once(" ⏎") {
        Some((case, next)) => (case, next.chars().next()),
        None => (case, None),
    };
    let expected = decoded(case);
    let text = plain(&expected);
    let found = drawn(&text, &Quotations::find(&text, &[], language, next));
    (found != expected).then(|| format!("{}: {expected}\n{:>5} {found}", number + 1, "is"))
}

#[test]
fn quotations_are_found_as_a_sub_editor_finds_them() {
    let cases: Vec<(usize, &str)> = CASES
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|(number, line)| fault(*number, line))
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {}\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

#[test]
fn what_crosses_a_mark_is_not_quoted() {
    let text = "The “regime” fell. “Nobody will miss the old regime,” he said.";
    let quotations = Quotations::find(text, &[], None, None);
    let check = |needle: &str, expected| {
        let start = text.find(needle).expect("the needle is in the text");
        let span = Span::new(start, start + needle.len());
        assert_eq!(quotations.at(span), expected, "{needle}");
    };
    check("regime", Quoting::Scare);
    check("regime” fell", Quoting::Outside);
    check("“regime”", Quoting::Outside);
    check("old regime", Quoting::Full);
    check("old regime,", Quoting::Full);
    check("old regime,” he", Quoting::Outside);
    check("fell. “Nobody", Quoting::Outside);
}

#[test]
fn a_block_that_is_quoted_as_a_whole_is_a_full_quotation() {
    let text = "The “regime” fell.";
    let quotations = Quotations::whole(text);
    assert_eq!(quotations.at(Span::new(0, text.len())), Quoting::Full);
    assert_eq!(quotations.at(Span::new(0, 0)), Quoting::Full);
    assert_eq!(quotations.at(Span::new(7, 13)), Quoting::Full);
}

/// No mark looks at the rest of the block, or these would not come to an end.
#[test]
fn hostile_texts_take_time_in_proportion_to_their_length() {
    let million = ["\"", "' ", "‘s "];
    let shorter = [
        "'a ",
        "‘a ",
        "boys' ",
        "'boys' ",
        "'a 'boys' ",
        "“",
        "“ ",
        "\"a ",
        "\"a\" ",
        "'\"a ",
        "“‘a ",
        "«a ",
        "» ",
        "„",
        "‚a ",
        "‹a ‚a ",
        "「",
        "'90 ",
        "'tis ",
        "12\" ",
        "\"12\" a ",
        "...\"",
        ". \" ",
        ".' ",
        "'n' ",
        "\"- ",
        "a\u{301}'",
        "\u{200B}\"",
        "'\u{200B}",
        "s' \" ",
        "“a «b „c 「d ",
        "\"a 'b ",
        "'A, ",
        "¹\"",
    ];
    let texts = million.iter().map(|pattern| (pattern, 1_000_000));
    for (pattern, length) in texts.chain(shorter.iter().map(|pattern| (pattern, 40_000))) {
        let mut text = pattern.repeat(length / pattern.len());
        text.push_str(&".".repeat(length / 8));
        text.push_str("boys' \" ” » ‘");
        let quotations = Quotations::find(&text, &[], None, Some('"'));
        for at in (0..text.len()).step_by(7) {
            quotations.at(Span::new(at, at + 1));
        }
    }
}

/// Words of prose, with the apostrophes that come up in English. The first is no figure,
/// before which a single mark is an apostrophe.
fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let first = vec![
        "regime",
        "He",
        "don’t",
        "it’s",
        "Kim’s",
        "’90s pop",
        "’Tis so",
        "’em",
        "O’Brien",
        "{FFFC}",
        "café",
        "well-known",
    ];
    let mut later = first.clone();
    later.extend(["12 men", "90 women", "the boys’ club", "goin’ home"]);
    let later = prop::collection::vec(prop::sample::select(later), count.start - 1..count.end - 1);
    (prop::sample::select(first), later).prop_map(|(first, later)| {
        let words: Vec<&str> = std::iter::once(first).chain(later).collect();
        words.join(" ")
    })
}

/// A quotation in curly marks with the quotations inside it, down to `depth`, the outermost as
/// [`drawn`] draws it. Quotations are in `single` marks or double ones, and in turns inside.
fn quotation(depth: u32, single: bool) -> BoxedStrategy<String> {
    let (left, right) = if single {
        ("‘", "’")
    } else {
        ("“", "”")
    };
    let short = words(1..4).prop_map(move |words| {
        let count = words.split(' ').count();
        if count > 3 {
            format!("{left}⟦{words}⟧{right}")
        } else {
            format!("{left}⟨{words}⟩{right}")
        }
    });
    let long = (words(4..9), "[,.!?]?");
    let long = long.prop_map(move |(words, stop)| format!("{left}⟦{words}{stop}⟧{right}"));
    if depth == 0 {
        return prop_oneof![short, long].boxed();
    }
    let nested = (
        words(4..7),
        quotation(depth - 1, !single),
        words(1..4),
        "[,.!?]?",
    );
    let nested = nested.prop_map(move |(before, inner, after, stop)| {
        format!("{left}⟦{before} {} {after}{stop}⟧{right}", plain(&inner))
    });
    prop_oneof![short, long, nested].boxed()
}

/// A paragraph of well-formed English, as [`drawn`] draws it.
fn paragraph() -> impl Strategy<Value = String> {
    let of_marks = |single| {
        let sentence = (words(1..5), quotation(2, single), words(1..4));
        let sentence = sentence.prop_map(|(before, quotation, after)| {
            format!("There {before} {quotation} {after} now.")
        });
        prop::collection::vec(sentence, 1..5).prop_map(|sentences| sentences.join(" "))
    };
    any::<bool>().prop_flat_map(of_marks)
}

fn straight(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

proptest! {
    #[test]
    fn well_formed_english_is_found_in_curly_and_in_straight_marks(expected in paragraph()) {
        let expected = decoded(&expected);
        let text = plain(&expected);
        prop_assert_eq!(drawn(&text, &Quotations::find(&text, &[], None, None)), expected.clone());
        let (text, expected) = (straight(&text), straight(&expected));
        prop_assert_eq!(drawn(&text, &Quotations::find(&text, &[], None, None)), expected);
    }

    #[test]
    fn any_marks_make_spans_in_order_and_doubt_hides_nothing(
        text in "([\"'“”„‘’‚«»‹›「」『』]|[\"'“‘’”]|[asAS12 .,:…-]|[的\u{301}\u{200B}\u{FFFC}\u{A0}]|boys|n){0,40}",
        language in prop::option::of(prop::sample::select(vec!["en", "de", "fr", "sv", "it", "he", "xx", ""])),
        next in prop::option::of(any::<char>()),
    ) {
        let quotations = Quotations::find(&text, &[], language, next);
        for spans in [&quotations.full, &quotations.scare] {
            for pair in spans.windows(2) {
                prop_assert!(pair[0].start < pair[1].start && pair[0].end < pair[1].end);
            }
            for span in spans {
                prop_assert!(span.text(&text).is_some(), "{span:?} is on boundaries");
                prop_assert!(quotations.doubt.is_none_or(|doubt| span.end <= doubt));
            }
        }
        if let Some(doubt) = quotations.doubt {
            prop_assert!(text.is_char_boundary(doubt));
            for (at, c) in text.char_indices().filter(|(at, _)| *at >= doubt) {
                prop_assert_eq!(quotations.at(Span::new(at, at + c.len_utf8())), Quoting::Doubt);
            }
        }
    }

    #[test]
    fn a_text_without_marks_is_not_quoted(text in "[a-zA-Z .,ʼʻ′″]{0,40}", next in any::<char>()) {
        prop_assert_eq!(Quotations::find(&text, &[], None, Some(next)), Quotations::default());
    }
}
