//! `numbers`: figures or words, thousands, per cent, ordinals.

mod ages;
mod build;
mod figures;
mod signs;
pub(super) mod spelt;
mod values;

use std::sync::LazyLock;

use regex::Regex;
use smol_str::SmolStr;

use super::super::keys::{Key, Takes};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::value::SectionKind;
use super::guidance::says_whether_automatic;
use super::verdict::{Occasion, Verdict};
use super::{Check, Kind};
use crate::markup::{Scope, ScopeSet};
use crate::matching::Language;
use crate::matching::letter_case::capitalise;
use crate::matching::sentence;
use crate::text::Span;
use figures::Neighbours;
use signs::{parted, percent};
use spelt::{TOO_LARGE, ending, spelt_ordinal};

/// The kind.
pub static KIND: Kind = Kind {
    name: "numbers",
    about: "Finds numbers that are written in another way than the house’s, in English. A figure that is with a unit, a sum of money, per cent, a \
            date, a time, an age, a score, a range, a fraction, a version, a label (*page 3*), a name (*Apollo 8*) or code \
            is left alone. Only paragraphs and lists count unless `scope` says otherwise. Words for figures, and figures for \
            words, are offered and never changed unasked.",
    section: SectionKind::Rule,
    marks: &[
        "words-to",
        "figures-from",
        "ordinal-words-to",
        "thousands",
        "percent",
    ],
    keys: &[
        Key {
            name: "words-to",
            takes: Takes::Number,
            about: "Numbers from one to this are written in words, and any up to 999 at the start of a sentence: `9`.",
        },
        Key {
            name: "figures-from",
            takes: Takes::Number,
            about: "Numbers from this to 999 are written in figures, but at the start of a sentence: `10`.",
        },
        Key {
            name: "ordinal-words-to",
            takes: Takes::Number,
            about: "*1st* to this (at most 20) are written in words, but in dates and names; a wrong ending such as *21th* is found too.",
        },
        Key {
            name: "thousands",
            takes: Takes::OneOf(&["comma", "point", "space", "none"]),
            about: "What parts thousands: *12,000*, *12.000*, *12 000* (a no-break space), *12000*. Years are left alone.",
        },
        Key {
            name: "thousands-from",
            takes: Takes::Number,
            about: "From how many digits on: 4 (*1,000*) if nothing is said, or 5 (*1000*, *10,000*).",
        },
        Key {
            name: "percent",
            takes: Takes::OneOf(&["per cent", "percent", "%"]),
            about: "What stands behind a figure.",
        },
    ],
    variables: &[],
    build: build::build,
};

/// What a rule of the kind looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Aspect {
    /// Figures up to this that should be words.
    WordsTo(u32),
    /// Words from this on that should be figures.
    FiguresFrom(u32),
    /// Ordinals in figures up to this that should be words.
    OrdinalWordsTo(u32),
    /// What parts thousands, from how many digits on.
    Thousands(&'static str, u32),
    /// What stands for a hundredth.
    Percent(&'static str),
}

#[derive(Debug)]
struct Numbers {
    aspects: Vec<Aspect>,
    language: Language,
}

fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"\b[1-9]\d{0,2}\b"));
static ORDINAL: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"\b[1-9]\d{0,5}(?:st|nd|rd|th)\b"));
static THOUSANDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"\b(?:\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3})+|(?:[\x{A0}\x{202F}\x{2009}]\d{3})+|(?: \d{3})+)|\d{4,})\b",
    )
});
static PERCENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| regex(r"(?:\d[\d.,]*)?\s?%|(?:\b\d[\d.,]*\s)?\b[Pp]er\s?cent\b"));

/// Calls `found` with every match of [`PERCENT`] in `text`.
fn each_percentage(text: &str, found: &mut dyn FnMut(Span)) {
    let Some(regex) = PERCENT.as_ref() else {
        return;
    };
    let mut from = 0;
    let next = |from: usize| {
        let rest = text.get(from..).unwrap_or("");
        let sign = memchr::memchr(b'%', rest.as_bytes());
        // What lies behind the next sign is of no matter yet.
        let before = rest.get(..sign.unwrap_or(rest.len())).unwrap_or(rest);
        let word = memchr::memmem::find(before.as_bytes(), b"cent");
        word.or(sign).map(|at| from + at)
    };
    while let Some(sign) = next(from) {
        // So far back a match that goes to the sign may begin.
        let is_before = |c: char| {
            c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ',' | 'P' | 'p' | 'e' | 'r')
        };
        let before = text.get(from..sign).unwrap_or("");
        let start = from + before.trim_end_matches(is_before).len();
        // The character behind tells whether a word ends.
        let end = text.ceil_char_boundary((sign + "cent".len() + 1).min(text.len()));
        from = match regex.find_at(text.get(..end).unwrap_or(text), start) {
            Some(matched) => {
                found(Span::new(matched.start(), matched.end()));
                matched.end()
            }
            None => sign + 1,
        };
    }
}

/// Calls `found` with every match of `regex`, which begins with a digit and goes on with no more
/// than a figure and an ending of two letters. Only figures are searched: with a `\b` that knows
/// all letters, searching is slow.
fn each_figure(regex: &LazyLock<Option<Regex>>, passage: &Passage, found: &mut dyn FnMut(Span)) {
    let (Some(digit), Some(regex)) = (passage.first_digit(), regex.as_ref()) else {
        return;
    };
    let text = passage.text();
    let mut from = digit;
    while let Some(start) = next_digit(text, from) {
        let figure = end_of_figure(text, start);
        // With an ending, and the character that tells whether the word ends there.
        let end = text.ceil_char_boundary((figure + 3).min(text.len()));
        let window = text.get(..end).unwrap_or(text);
        from = start;
        // None of them matches nothing.
        while let Some(matched) = regex.find_at(window, from).filter(|it| it.start() < figure) {
            found(Span::new(matched.start(), matched.end()));
            from = matched.end();
        }
        from = from.max(figure);
    }
}

/// The first byte from `from` on at which a digit of any script may stand.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let at = rest.find(|c: char| c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric()))?;
    Some(from + at)
}

/// Where a figure ends that begins at `start`, with all that may part its digits.
fn end_of_figure(text: &str, start: usize) -> usize {
    let parts = |c: char| matches!(c, ',' | '.' | ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}');
    let mut end = start;
    let mut behind_mark = true;
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        if c.is_numeric() {
            (end, behind_mark) = (start + at + c.len_utf8(), false);
        } else if behind_mark || !parts(c) {
            break;
        } else {
            behind_mark = true;
        }
    }
    end
}

impl Aspect {
    /// What stands in every find of it.
    fn needs(&self) -> Needs {
        let list: &[&str] = match self {
            Self::FiguresFrom(_) => &[
                "ten", "elev", "twel", "teen", "twen", "thir", "fort", "fift", "sixt", "sevent",
                "eight", "nine", "hundred",
            ],
            Self::WordsTo(_) | Self::OrdinalWordsTo(_) | Self::Thousands(..) | Self::Percent(_) => {
                return Needs::new();
            }
        };
        vec![list.iter().map(|text| (*text).to_owned()).collect()]
    }

    fn find(&self, passage: &Passage, found: &mut dyn FnMut(Span)) {
        let text = passage.text();
        match self {
            Self::WordsTo(limit) => each_figure(&WHOLE, passage, &mut |span| {
                if should_be_words(passage, span, *limit) {
                    found(span);
                }
            }),
            Self::FiguresFrom(limit) => spelt::find(text, &mut |span, value| {
                let neighbours = Neighbours::of(passage, span);
                if value >= *limit && !neighbours.starts_sentence {
                    found(span);
                }
            }),
            Self::OrdinalWordsTo(limit) => each_figure(&ORDINAL, passage, &mut |span| {
                if ordinal(passage, span, *limit).is_some() {
                    found(span);
                }
            }),
            Self::Thousands(sign, from) => each_figure(&THOUSANDS, passage, &mut |span| {
                if parted(passage, span, sign, *from).is_some() {
                    found(span);
                }
            }),
            Self::Percent(wanted) => each_percentage(text, &mut |span| {
                let trimmed = span.start
                    + (span
                        .text(text)
                        .map_or(0, |found| found.len() - found.trim_start().len()));
                if let Some((span, _)) = percent(text, Span::new(trimmed, span.end), wanted) {
                    found(span);
                }
            }),
        }
    }

    /// What is to be written instead of what was found at `span`, and whether unasked.
    fn written(&self, passage: &Passage, span: Span, language: Language) -> Option<(String, bool)> {
        let text = span.text(passage.text())?;
        match self {
            Self::WordsTo(_) => {
                let words = spelt::spelt(text.parse().ok()?)?;
                let sentence = sentence::at(passage.sentences(), span.start);
                let starts =
                    sentence.is_none_or(|of| sentence::starts_at(passage.text(), of, span.start));
                let words = if starts {
                    capitalise(&words, language)
                } else {
                    words
                };
                Some((words, false))
            }
            Self::FiguresFrom(_) => {
                let mut number = None;
                spelt::find(text, &mut |_, value| number = Some(value));
                Some((number?.to_string(), false))
            }
            Self::OrdinalWordsTo(limit) => Some((ordinal(passage, span, *limit)?, false)),
            Self::Thousands(sign, from) => Some((parted(passage, span, sign, *from)?, false)),
            Self::Percent(wanted) => {
                let (_, written) = percent(passage.text(), span, wanted)?;
                let only_words = !text.contains('%') && *wanted != "%";
                Some((written, only_words))
            }
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::WordsTo(limit) => format!("numbers to {limit} in words"),
            Self::FiguresFrom(limit) => format!("numbers from {limit} in figures"),
            Self::OrdinalWordsTo(limit) => format!("ordinals to {limit} in words"),
            Self::Thousands("", _) => "thousands not parted".to_owned(),
            Self::Thousands(sign, from) => {
                let sign = match *sign {
                    "\u{A0}" => "a no-break space".to_owned(),
                    sign => format!("‘{sign}’"),
                };
                format!("thousands parted by {sign} from {from} digits on")
            }
            Self::Percent(wanted) => format!("‘{wanted}’ behind figures"),
        }
    }
}

/// Whether the figure at `span` should be in words.
fn should_be_words(passage: &Passage, span: Span, limit: u32) -> bool {
    let value = span.text(passage.text()).and_then(|text| text.parse().ok());
    let Some(value) = value.filter(|value: &u32| (1..TOO_LARGE).contains(value)) else {
        return false;
    };
    let neighbours = Neighbours::of(passage, span);
    let starts_item =
        passage.scopes.contains(Scope::List) && neighbours.starts_sentence && span.start == 0;
    (value <= limit || neighbours.starts_sentence)
        && !starts_item
        && neighbours.stands_alone()
        && !neighbours.is_measured()
}

/// What the ordinal at `span` should be, if something else than it is.
fn ordinal(passage: &Passage, span: Span, limit: u32) -> Option<String> {
    let text = span.text(passage.text())?;
    let (figures, end) = text.split_at(text.len() - 2);
    let number: u32 = figures.parse().ok()?;
    let neighbours = Neighbours::of(passage, span);
    let stays = number > limit
        || neighbours.is_in_date()
        || neighbours.precedes_name()
        || neighbours.follows_label()
        || !neighbours.stands_alone();
    let words = spelt_ordinal(number).filter(|_| !stays);
    match words {
        Some(words) if neighbours.starts_sentence => Some(capitalise(words, Language::default())),
        Some(words) => Some(words.to_owned()),
        None => (end != ending(number)).then(|| format!("{figures}{}", ending(number))),
    }
}

impl Check for Numbers {
    fn searches(&self) -> Vec<Needs> {
        self.aspects.iter().map(Aspect::needs).collect()
    }

    fn usual_scope(&self) -> Option<ScopeSet> {
        Some(ScopeSet::EMPTY.with(Scope::Paragraph).with(Scope::List))
    }

    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        if let Some(aspect) = self.aspects.get(search) {
            aspect.find(passage, &mut |span| found(span, search as u32));
        }
    }

    fn written(&self, entry: u32) -> &'static str {
        match self.aspects.get(entry as usize) {
            Some(Aspect::WordsTo(_)) => "words-to",
            Some(Aspect::FiguresFrom(_)) => "figures-from",
            Some(Aspect::OrdinalWordsTo(_)) => "ordinal-words-to",
            Some(Aspect::Thousands(..)) => "thousands",
            Some(Aspect::Percent(_)) => "percentage",
            None => "",
        }
    }

    fn verdict(&self, found: &Occasion<'_>, _: &[SmolStr]) -> Option<Verdict<'_>> {
        let aspect = self.aspects.get(found.entry as usize)?;
        let (written, automatic) = aspect.written(found.passage, found.span, self.language)?;
        Some(Verdict::writing(&written, automatic))
    }

    fn describe(&self) -> Vec<String> {
        self.aspects.iter().map(Aspect::describe).collect()
    }

    fn ways(&self) -> Vec<String> {
        let is_word = |aspect: &Aspect| matches!(aspect, Aspect::Percent(wanted) if *wanted != "%");
        if self.aspects.iter().any(is_word) {
            let says = "Only *per cent* and *percent* are changed unasked, one for the other.";
            return vec![says.to_owned()];
        }
        vec![says_whether_automatic(false)]
    }
}
