//! A clear and slow matcher finds what the table finds.

use housestyle::check::check;
use housestyle::markup::{self, Format};
use housestyle::matching::character::is_word;
use housestyle::matching::{Language, Tokens, edge};
use housestyle::text::Span;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::generate::{phrases, words};
use crate::{fold_text, rules};

proptest! {
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
