//! What must hold for any style and any document.

use housestyle::check::fixing::fix_all;
use housestyle::check::{Diagnostic, check};
use housestyle::markup::{self, Format};
use housestyle::matching::character::is_word;
use housestyle::matching::{Language, Tokens, edge, fold};
use housestyle::rules::RuleSet;
use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::definition::{Naming, style};
use housestyle::rules::value::FileId;
use housestyle::text::{Span, edit};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn fold_text(text: &str) -> String {
    fold::fold_text(text, Language::default())
}

/// Words of phrases and documents: few, so that they meet.
const WORDS: [&str; 10] = [
    "state",
    "media",
    "regime",
    "self-reliance",
    "don't",
    "café",
    "order",
    "Korea",
    "in",
    "naïve",
];

/// Words that occur in documents only.
const FILLERS: [&str; 6] = ["said", "the", "🎄", "(again)", "today,", "news."];

fn phrase() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4).prop_map(|words| words.join(" "))
}

fn phrases() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(phrase(), 1..6)
}

fn word() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => prop::sample::select(&WORDS[..]), 1 => prop::sample::select(&FILLERS[..])]
}

fn words() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(word(), 1..40)
}

/// One rule for each list of phrases.
fn rules(lists: &[&[String]]) -> RuleSet {
    let rule = |(index, phrases): (usize, &&[String])| {
        // A list of JSON strings is a list of TOML strings.
        let list = serde_json::to_string(phrases).expect("strings");
        format!("[[rule]]\nid = \"r{index}\"\nphrases = {list}\n")
    };
    compiled(&lists.iter().enumerate().map(rule).collect::<String>())
}

fn compiled(toml: &str) -> RuleSet {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "test",
    };
    let style = style::read(FileId(0), toml, naming, &mut faults);
    compile(&[style], &[], &CompileOptions::default(), &mut faults)
}

fn texts(found: &[Diagnostic]) -> Vec<(String, String)> {
    found
        .iter()
        .map(|finding| (finding.rule.to_string(), finding.text.clone()))
        .collect()
}

fn found_in(text: &str, rules: &RuleSet) -> Vec<(String, String)> {
    texts(&check(text, Format::Markdown, rules))
}

/// `words` in lines of at most `width` columns, each line after the first with `prefix`.
fn wrapped(words: &[&str], width: usize, first: &str, prefix: &str) -> String {
    let mut text = first.to_owned();
    let mut column = 0;
    for word in words {
        if column > 0 && column + word.len() > width {
            text.push('\n');
            text.push_str(prefix);
            column = 0;
        } else if column > 0 {
            text.push(' ');
        }
        text.push_str(word);
        column += word.len() + 1;
    }
    text
}

proptest! {
    /// Where lines break changes no finding, in no container.
    #[test]
    fn rewrapping_changes_nothing(phrases in phrases(), words in words()) {
        let rules = rules(&[&phrases]);
        let expected = found_in(&words.join(" "), &rules);
        for width in [1, 20, 40, 72] {
            for (first, prefix) in [("", ""), ("- ", "  "), ("> ", "> "), ("> - ", ">   "), ("1. ", "   "), ("> ", "")] {
                let text = wrapped(&words, width, first, prefix);
                prop_assert_eq!(found_in(&text, &rules), expected.clone(), "{}", text);
            }
        }
    }

    /// Emphasis, strong and links around any word change no finding's text.
    #[test]
    fn emphasis_changes_nothing(phrases in phrases(), words in words(), at in any::<prop::sample::Index>(), how in 0usize..4) {
        let rules = rules(&[&phrases]);
        let wrappable: Vec<usize> = (0..words.len()).filter(|at| WORDS.contains(&words[*at])).collect();
        let at = if wrappable.is_empty() { words.len() } else { wrappable[at.index(wrappable.len())] };
        let (open, close) = [("*", "*"), ("**", "**"), ("[", "](x)"), ("<b>", "</b>")][how];
        let marked: Vec<String> = words.iter().enumerate().map(|(index, word)| {
            if index == at { format!("{open}{word}{close}") } else { (*word).to_owned() }
        }).collect();
        prop_assert_eq!(found_in(&marked.join(" "), &rules), found_in(&words.join(" "), &rules));
    }

    /// Glyphs that fold to one change no finding.
    #[test]
    fn glyphs_change_nothing(phrases in phrases(), words in words()) {
        let rules = rules(&[&phrases]);
        let text = words.join(" ");
        let expected: Vec<_> = found_in(&text, &rules).into_iter().map(|(rule, text)| (rule, fold_text(&text))).collect();
        let variants = [
            text.replace('\'', "’"),
            text.replace(' ', "\u{A0}"),
            text.replace('-', "\u{2011}"),
            text.replace('-', "\u{2010}"),
            text.nfd().collect(),
            text.replace("re", "r\u{AD}e"),
        ];
        for variant in variants {
            let found: Vec<_> = found_in(&variant, &rules).into_iter().map(|(rule, text)| (rule, fold_text(&text))).collect();
            prop_assert_eq!(&found, &expected, "{}", variant);
        }
    }

    /// The source at a finding, folded, is the phrase.
    #[test]
    fn a_finding_stands_where_it_says(phrases in phrases(), words in words()) {
        let rules = rules(&[&phrases]);
        let text = words.join(" ");
        let folded: Vec<String> = phrases.iter().map(|phrase| fold_text(phrase)).collect();
        for finding in check(&text, Format::Markdown, &rules) {
            let source = finding.span.text(&text).expect("on boundaries");
            prop_assert!(folded.contains(&fold_text(source)), "{:?}", source);
            prop_assert_eq!(source, finding.text);
        }
    }

    /// What a rule finds does not depend on the other rules.
    #[test]
    fn rules_are_independent(one in phrases(), other in phrases(), words in words()) {
        let text = words.join(" ");
        let both = check(&text, Format::Markdown, &rules(&[&one, &other]));
        let alone = check(&text, Format::Markdown, &rules(&[&one]));
        let of_first: Vec<_> = both.iter().filter(|finding| finding.rule == "test.r0" || finding.also.iter().any(|id| id == "test.r0")).map(|finding| finding.span).collect();
        let expected: Vec<_> = alone.iter().map(|finding| finding.span).collect();
        prop_assert_eq!(of_first, expected);
    }

    /// A clear and slow matcher finds the same.
    #[test]
    fn the_table_agrees_with_its_slow_twin(phrases in phrases(), text in "[a-cA-C '’é\u{301}\u{AD}.–\u{2010}漢가-]{0,24}", words in words()) {
        for text in [text, words.join(" ")] {
            let mut list = phrases.clone();
            // Pieces of the text itself are phrases that are there.
            list.extend(text.split(' ').filter(|piece| !piece.is_empty()).map(str::to_owned));
            let rules = rules(&[&list]);
            let mut expected = Vec::new();
            for block in markup::parse(&text, Format::Plain).blocks {
                let prose = block.prose(&text);
                expected.extend(slow(&prose.text, &list).into_iter().map(|span| prose.to_source(span)));
            }
            let found: Vec<Span> = check(&text, Format::Plain, &rules).iter().map(|finding| finding.span).collect();
            prop_assert_eq!(found, expected, "{:?} in {:?}", list, text);
        }
    }

    /// After the preferred fixes of a rule it finds nothing there, and nothing else has changed.
    #[test]
    fn fixes_mend(words in words()) {
        let rules = compiled(r#"
            [[rule]]
            id = "a"
            replace = { "state media" = "the broadcaster", "in order" = "to", "don't" = "do not", café = "coffee house", regime = "(delete)" }
            fix = "auto"
        "#);
        let text = words.join(" ");
        let fixed = fix_all(&text, Format::Markdown, &rules, |_| true);
        prop_assert!(fixed.left.iter().all(|finding| finding.preferred_fix().is_none()), "{:?}", fixed);
        prop_assert_eq!(edit::apply(&text, &fixed.edits), Some(fixed.text.clone()));
        prop_assert!(fixed.edits.iter().all(|edit| edit.span.text(&text) != Some(&edit.text)));
        if check(&text, Format::Markdown, &rules).is_empty() {
            prop_assert_eq!(fixed.text, text);
        }
    }

    /// Nothing makes it fail.
    #[test]
    fn anything_is_checked(text in any::<String>(), markup in "[*_`\\[\\]()<>!#>|~:\\-\n\r\t &;\"“‘a\u{301}\u{0}]{0,60}") {
        let rules = rules(&[&["a".to_owned(), "*".to_owned(), "“".to_owned()]]);
        for text in [text, markup] {
            for format in [Format::Plain, Format::Markdown] {
                for finding in check(&text, format, &rules) {
                    prop_assert!(finding.span.text(&text).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }
}

/// Leftmost-longest matches of `phrases` in `text`, by trying every start and end.
fn slow(text: &str, phrases: &[String]) -> Vec<Span> {
    let text = &with_joining_dashes(text);
    let tokens = Tokens::of_text(text).list;
    let wanted: Vec<(String, &String)> = phrases
        .iter()
        .map(|phrase| (fold_text(phrase), phrase))
        .collect();
    let mut found: Vec<Span> = Vec::new();
    let mut from = 0;
    for (index, first) in tokens.iter().enumerate() {
        if (first.start as usize) < from {
            continue;
        }
        // No phrase of these tests has more tokens.
        let last = tokens.len().min(index + 26);
        let ends = tokens[index..last]
            .iter()
            .rev()
            .map(|last| last.end as usize);
        let spans = ends.map(|end| Span::new(first.start as usize, end));
        let is_match = |span: &Span| {
            let matched = span.text(text).expect("on boundaries");
            let folded = fold_text(matched);
            let mut same = wanted.iter().filter(|(wanted, _)| *wanted == folded);
            edge::allows(text, *span, Language::default())
                && same.any(|(_, phrase)| capitals_agree(phrase, matched))
        };
        let longest = spans.into_iter().find(is_match);
        if let Some(span) = longest {
            from = span.end;
            found.push(span);
        }
    }
    found
}

/// `text` with each en dash between word characters as a hyphen of the same length.
fn with_joining_dashes(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let word = |index: Option<usize>| {
        index
            .and_then(|index| chars.get(index))
            .is_some_and(|c| is_word(*c))
    };
    let dash = |(index, c): (usize, &char)| {
        let joins = *c == '–' && word(index.checked_sub(1)) && word(Some(index + 1));
        if joins { '\u{2010}' } else { *c }
    };
    chars.iter().enumerate().map(dash).collect()
}

/// Smart case, for texts in which no sentence is all capitals.
fn capitals_agree(phrase: &str, matched: &str) -> bool {
    let cased = |text: &str| -> Vec<String> {
        let tokens = Tokens::of_text(text).list;
        tokens
            .iter()
            .map(|token| {
                token
                    .span()
                    .text(text)
                    .expect("on boundaries")
                    .nfc()
                    .filter(|c| *c != '\u{AD}')
                    .collect()
            })
            .collect()
    };
    let pairs = cased(phrase).into_iter().zip(cased(matched));
    let mut pairs = pairs.filter(|(phrase, _)| phrase.contains(char::is_uppercase));
    pairs.all(|(phrase, matched)| phrase == matched)
}
