//! Numbers in words, in English.

use crate::matching::character::is_hyphen;
use crate::matching::word::words;
use crate::text::Span;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ORDINALS: [&str; 21] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// Words that make a number larger than is written in figures alone, or vague.
const LARGE: [&str; 9] = [
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
    "hundreds",
    "thousands",
    "odd",
];

/// Numbers from this on are not spelt out.
pub(super) const TOO_LARGE: u32 = 1000;

/// Ordinals up to this one are spelt out.
pub(super) const LAST_ORDINAL: u32 = ORDINALS.len() as u32 - 1;

/// The number in words; `None` from [`TOO_LARGE`] on.
pub(in crate::rules::kinds) fn spelt(number: u32) -> Option<String> {
    let below_hundred = |number: u32| {
        let small = SMALL.get(number as usize).map(|word| (*word).to_owned());
        small.or_else(|| {
            let ten = TENS.get(number as usize / 10)?;
            match number % 10 {
                0 => Some((*ten).to_owned()),
                unit => Some(format!("{ten}-{}", SMALL.get(unit as usize)?)),
            }
        })
    };
    match number {
        0..100 => below_hundred(number),
        100..TOO_LARGE => {
            let hundreds = SMALL.get(number as usize / 100)?;
            match number % 100 {
                0 => Some(format!("{hundreds} hundred")),
                rest => Some(format!("{hundreds} hundred and {}", below_hundred(rest)?)),
            }
        }
        _ => None,
    }
}

/// The ordinal number in words, up to the twentieth.
pub(super) fn spelt_ordinal(number: u32) -> Option<&'static str> {
    ORDINALS
        .get(number as usize)
        .copied()
        .filter(|word| !word.is_empty())
}

/// The letters behind an ordinal number in figures.
pub(super) const fn ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn small(word: &str) -> Option<u32> {
    // Most words are no number by their first letter.
    let first = word.as_bytes().first()?;
    if !b"zotfsen".contains(first) || word.len() > 9 {
        return None;
    }
    SMALL
        .iter()
        .position(|small| *small == word)
        .map(|at| at as u32)
}

fn tens(word: &str) -> Option<u32> {
    if !word.ends_with("ty") {
        return None;
    }
    let at = TENS
        .iter()
        .position(|ten| !ten.is_empty() && *ten == word)?;
    Some(at as u32 * 10)
}

fn is_number_word(word: &str) -> bool {
    small(word).is_some() || tens(word).is_some() || LARGE.contains(&word)
}

/// Calls `found` with every number in small letters that stands for itself: neither a name, nor part of
/// a larger number, a year, a fraction or a set phrase such as *fifty-fifty*.
pub(super) fn find(text: &str, found: &mut dyn FnMut(Span, u32)) {
    let list: Vec<(Span, &str)> = words(text)
        .filter_map(|span| Some((span, span.text(text)?)))
        .collect();
    let mut at = 0;
    while at < list.len() {
        let Some((value, length)) = read(text, &list, at) else {
            at += 1;
            continue;
        };
        let ends = (list.get(at), list.get(at + length - 1));
        if let (Some((first, _)), Some((last, _))) = ends {
            let span = Span::new(first.start, last.end);
            let next = list.get(at + length).map(|(_, word)| word.to_lowercase());
            let next = next.as_deref().unwrap_or("");
            let touches = is_joined(text, span, next);
            // *Nineteen eighty-four*, *two thousand*.
            let goes_on =
                is_number_word(next) && between(text, &list, at + length - 1) == Some(Gap::Space);
            let is_tail = is_tail(text, &list, at);
            let half = text
                .get(span.end..)
                .is_some_and(|rest| rest.starts_with(" and a "));
            if !touches && !goes_on && !is_tail && !half {
                found(span, value);
            }
            // What the larger number goes on with belongs to it.
            at += length;
            let word = |at: usize| list.get(at).map_or("", |(_, word)| *word);
            while goes_on
                && (is_number_word(word(at)) || (word(at) == "and" && is_number_word(word(at + 1))))
            {
                at += 1;
            }
            continue;
        }
        at += 1;
    }
}

/// Whether the words before those from `at` on are the head of their number: *four | hundred*, *a
/// hundred and | six*.
fn is_tail(text: &str, list: &[(Span, &str)], at: usize) -> bool {
    let word = |back: usize| {
        let index = at.checked_sub(back)?;
        let is_near = between(text, list, index) == Some(Gap::Space);
        let (_, word) = list.get(index).filter(|_| is_near)?;
        Some(word.to_lowercase())
    };
    let Some(before) = word(1) else { return false };
    let is_large = |word: String| LARGE.contains(&word.as_str());
    is_number_word(&before) || (before == "and" && word(2).is_some_and(is_large))
}

/// The number that is written by the words from `at` on, and how many words these are.
fn read(text: &str, list: &[(Span, &str)], at: usize) -> Option<(u32, usize)> {
    let (mut value, mut length) = below_hundred(text, list, at)?;
    let word = |index: usize| list.get(index).map(|(_, word)| *word);
    let spaced = |index: usize| between(text, list, index) == Some(Gap::Space);
    let is_hundred = value < 10 && word(at + length) == Some("hundred") && spaced(at + length - 1);
    if is_hundred {
        value *= 100;
        length += 1;
        let and = usize::from(word(at + length) == Some("and"));
        let rest = below_hundred(text, list, at + length + and);
        let is_near = spaced(at + length - 1) && (and == 0 || spaced(at + length));
        if let Some((rest, more)) = rest.filter(|_| is_near) {
            value += rest;
            length += and + more;
        }
    }
    Some((value, length))
}

fn below_hundred(text: &str, list: &[(Span, &str)], at: usize) -> Option<(u32, usize)> {
    let (_, word) = list.get(at)?;
    if let Some(value) = small(word) {
        return Some((value, 1));
    }
    let ten = tens(word)?;
    let unit = list.get(at + 1).and_then(|(_, word)| small(word));
    match unit.filter(|unit| (1..10).contains(unit) && between(text, list, at).is_some()) {
        Some(unit) => Some((ten + unit, 2)),
        None => Some((ten, 1)),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Space,
    Hyphen,
}

/// What stands between a word and the next, if that is one space or hyphen.
fn between(text: &str, list: &[(Span, &str)], at: usize) -> Option<Gap> {
    let (one, other) = (list.get(at)?.0, list.get(at + 1)?.0);
    let gap = text.get(one.end..other.start)?;
    let mut chars = gap.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_whitespace() => Some(Gap::Space),
        (Some(c), None) if is_hyphen(c) => Some(Gap::Hyphen),
        _ => None,
    }
}

/// Whether a hyphen before it, or before another number behind it, makes it part of something.
fn is_joined(text: &str, span: Span, next: &str) -> bool {
    let before = text
        .get(..span.start)
        .and_then(|text| text.chars().next_back());
    let mut after = text.get(span.end..).unwrap_or("").chars();
    let is_name = before.is_some_and(|c| is_hyphen(c) || "/_.@'’".contains(c));
    let after = after.next();
    let leads = after.is_some_and(is_hyphen)
        && (is_number_word(next)
            || ORDINALS.contains(&next)
            || matches!(next, "something" | "odd" | "fold" | "to" | "and" | "in"));
    is_name || leads || matches!(after, Some('/' | '_' | '@' | '\'' | '’'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_read_as_it_is_spelt() {
        for number in 0..TOO_LARGE {
            let text = spelt(number).expect("small enough");
            let mut read = Vec::new();
            find(&text, &mut |span, value| read.push((span.len(), value)));
            assert_eq!(read, [(text.len(), number)], "{text}");
        }
        assert_eq!(spelt(TOO_LARGE), None);
    }

    #[test]
    fn numbers_that_stand_for_themselves() {
        let cases = [
            ("twelve men and twenty-five dogs", vec![12, 25]),
            ("a ten-year plan", vec![10]),
            ("two thousand and ten", vec![]),
            ("nineteen eighty-four", vec![]),
            ("fifty-fifty, the twenty-first, a one-in-ten chance", vec![]),
            ("Ten Downing Street, Catch Twenty-Two", vec![]),
            ("ten and a half years", vec![]),
            ("three hundred\u{A0}and ten, eleven", vec![310, 11]),
            ("twenty-odd people", vec![]),
        ];
        for (text, expected) in cases {
            let mut read = Vec::new();
            find(text, &mut |_, value| read.push(value));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn ordinals_have_their_endings() {
        for (number, expected) in [
            (1, "st"),
            (2, "nd"),
            (3, "rd"),
            (4, "th"),
            (11, "th"),
            (112, "th"),
            (121, "st"),
        ] {
            assert_eq!(ending(number), expected, "{number}");
        }
        assert_eq!(spelt_ordinal(20), Some("twentieth"));
        assert_eq!([spelt_ordinal(0), spelt_ordinal(21)], [None, None]);
    }
}
