//! Glyphs that count as one make no difference.

use housestyle::markup::Format;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::document::draft;
use crate::naive::fold;
use crate::said_of;
use crate::style::{Style, style};

/// What can be written in the place of `c` and is the same; an en dash only between letters
/// and digits.
fn alike(c: char, joins: bool) -> &'static [char] {
    match c {
        '\'' | '‘' | '’' => &['\'', '‘', '’', 'ʼ'],
        ' ' => &[' ', '\u{A0}', '\u{202F}', '\u{2009}', '\u{3000}'],
        '-' | '\u{2010}' if joins => &['-', '\u{2010}', '\u{2011}', '\u{FE63}', '\u{FF0D}', '–'],
        '–' if joins => &['-', '\u{2010}', '–'],
        '-' => &['-', '\u{2010}', '\u{2011}', '\u{FE63}', '\u{FF0D}'],
        _ => &[],
    }
}

/// `text` with one of those that are alike in the place of each character, chosen by
/// `choices`, which are taken again and again.
fn exchanged(text: &str, choices: &[u8]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |index: Option<usize>| {
        index
            .and_then(|index| chars.get(index))
            .is_some_and(|c| c.is_alphanumeric())
    };
    let exchange = |(index, choice): (usize, &u8)| {
        let joins = is_letter(index.checked_sub(1)) && is_letter(Some(index + 1));
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let opens = before.is_none_or(|c| c.is_whitespace());
        let alike: &[char] = match chars[index] {
            // Where sentences end depends on whether a mark opens or closes.
            '"' | '“' if opens => &['"', '“'],
            '"' | '”' if !opens => &['"', '”'],
            c => alike(c, joins),
        };
        // The choice of a text that stays nearly as it is must be likely.
        alike
            .get(usize::from(*choice))
            .copied()
            .unwrap_or(chars[index])
    };
    (0..chars.len())
        .zip(choices.iter().cycle())
        .map(exchange)
        .collect()
}

/// What is said of a plain text, folded; dashes as hyphens, which some of them are.
fn folded(text: &str, style: &Style) -> Vec<(Vec<String>, String)> {
    let said = said_of(text, Format::Plain, &style.rules_in_quotations());
    said.into_iter()
        .map(|(rules, text, _)| (rules, fold(&text.replace('–', "-"))))
        .collect()
}

proptest! {
    /// Glyphs that fold to one change no finding.
    #[test]
    fn glyphs_change_nothing(style in style(), draft in draft(30), choices in prop::collection::vec(0u8..12, 1..60)) {
        let text = draft.chunks(&style).join(" ");
        let expected = folded(&text, &style);
        let other = exchanged(&text, &choices);
        let variants = [
            other.nfd().collect(),
            text.nfd().collect(),
            text.nfc().collect(),
            text.replace("re", "r\u{AD}e").replace("me", "m\u{200B}\u{2060}e"),
            other,
        ];
        for variant in variants {
            prop_assert_eq!(folded(&variant, &style), expected.clone(), "{}\n{}", variant, style.toml());
        }
    }

    /// Nor do those of the style itself.
    #[test]
    fn glyphs_of_the_style_change_nothing(style in style(), draft in draft(30), choices in prop::collection::vec(0u8..12, 1..60)) {
        let text = draft.chunks(&style).join(" ");
        let other = style.written_so(|phrase| exchanged(phrase, &choices).nfd().collect());
        prop_assert_eq!(folded(&text, &other), folded(&text, &style), "{}\n{}", text, other.toml());
    }
}
