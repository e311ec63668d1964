//! `capitalization`: which words of a heading have a capital.

mod allowed;
mod build;
mod reading;
mod title;

use ::regex::Regex;
use smol_str::SmolStr;

use super::super::keys::{Key, Takes};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::value::SectionKind;
use super::calendar::{DAYS, SURE_MONTHS};
use super::guidance::says_whether_automatic;
use super::verdict::{Occasion, Verdict};
use super::{Check, Kind};
use crate::markup::{Scope, ScopeSet};
use crate::matching::Language;
use crate::text::Span;
use allowed::Allowed;
use reading::{Aim, Position, Word, is_shouted};
use title::TitleStyle;

/// The kind.
pub static KIND: Kind = Kind {
    name: "capitalization",
    about: "Finds headings, or what else `scope` names, whose words have the wrong capitals, and offers the \
            heading as it should be. `title`: the main words have capitals, by `title-style`. `sentence`: only the first \
            word has one. `lower`, `upper`: all letters are small, or capitals. Code, figures, words with capitals inside \
            (*iPhone*, *NATO*) and parts of addresses stay as they are (in `upper` only code and figures). \
            Which words are names nobody can tell: list them under `allow`. In `sentence` a \
            heading with names is left alone as long as at least half of its words behind the first are right.",
    section: SectionKind::Rule,
    marks: &["capitalization"],
    keys: &[
        Key {
            name: "capitalization",
            takes: Takes::OneOf(&["title", "sentence", "lower", "upper"]),
            about: "Which letters are capitals.",
        },
        Key {
            name: "title-style",
            takes: Takes::OneOf(&["ap", "chicago", "chicago-17"]),
            about: "Whose titles. `ap`, if nothing is said: words of four or more letters have a capital. `chicago`: all but articles, \
                    `and but for nor or` and prepositions of at most four letters (18th edition); `chicago-17`: but \
                    all prepositions. First and last words have one, and what follows a colon.",
        },
        Key {
            name: "allow",
            takes: Takes::Texts,
            about: "Names, and other words and phrases that are always written so: `Kubernetes`, `New York`, `iPhone`.",
        },
        Key {
            name: "capital-after",
            takes: Takes::Texts,
            about: "Marks, or ends of words, after which a capital follows. In \
                    `sentence` the writer is free after a colon that is not listed. For `title` colon and question mark if nothing is said.",
        },
        Key {
            name: "prefix",
            takes: Takes::Text,
            about: "A regular expression; what it finds at the start of a heading is no part of it: `[A-Z]\\\\.\\\\d+`.",
        },
        Key {
            name: "threshold",
            takes: Takes::Fraction,
            about: "From 0 to 1: so much of a heading’s words must be right for it to be left alone. 1 if nothing is said, \
                    in `sentence` 0.5 of the words behind the first.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "`auto`: the capitals may be changed unasked; `offer` if nothing is said.",
        },
    ],
    variables: &[],
    build: build::build,
};

/// Which letters are capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    Title(TitleStyle),
    Sentence,
    Lower,
    Upper,
}

#[derive(Debug)]
struct Capitalization {
    capitals: Capitals,
    allowed: Allowed,
    /// After these a capital must follow.
    capital_after: Vec<SmolStr>,
    prefix: Option<Regex>,
    /// This share of the words must be right.
    threshold: f64,
    automatic: bool,
    language: Language,
}

/// A text as it should be.
struct Expected {
    /// From its first to its last word, in bytes.
    span: Span,
    /// These as they should be.
    text: String,
    /// How many words were judged, and how many of them are wrong.
    judged: u32,
    wrong: u32,
    /// Whether the first word of a sentence is among the wrong ones.
    wrong_start: bool,
}

impl Capitalization {
    /// The words from the byte `from` on as they should be.
    fn expected(&self, passage: &Passage, from: usize) -> Expected {
        let text = passage.text();
        let words = Word::all(text, from);
        let shouted = is_shouted(&words);
        let edges = words.first().zip(words.last());
        let span = edges.map(|(first, last)| Span::new(first.span.start, last.span.end));
        let mut expected = Expected {
            span: span.unwrap_or(Span::new(from, from)),
            text: String::with_capacity(text.len()),
            judged: 0,
            wrong: 0,
            wrong_start: false,
        };
        let fixed = self.allowed.find(&words, self.language);
        let is_last = |word: &Word<'_>| word.has_letters() || word.is_code();
        let last = words.iter().rposition(is_last);
        let mut done = expected.span.start;
        for (index, word) in words.iter().enumerate() {
            let position = Position {
                starts: starts(passage, &words, index) || self.must_start(text, from, word),
                ends: Some(index) == last,
                opens: opens(text, from, word),
            };
            let fixed = fixed.get(index).copied().flatten();
            let aim = self.aim(word, position, fixed, shouted);
            let written = self.written(word, aim, position);
            expected
                .text
                .push_str(text.get(done..word.span.start).unwrap_or(""));
            expected.text.push_str(&written);
            done = word.span.end;
            let is_wrong = written != word.text;
            expected.wrong_start |= is_wrong && position.starts;
            let is_counted = self.capitals != Capitals::Sentence || !position.starts;
            if aim != Aim::Keep && word.has_letters() && is_counted {
                expected.judged += 1;
                expected.wrong += u32::from(is_wrong);
            }
        }
        expected
    }

    /// Whether something stands before the word after which a capital must follow.
    fn must_start(&self, text: &str, from: usize, word: &Word<'_>) -> bool {
        let before = text.get(from..word.span.start).unwrap_or("");
        let trimmed = before.trim_end();
        let mut marks = self.capital_after.iter();
        trimmed.len() < before.len() && marks.any(|mark| trimmed.ends_with(mark.as_str()))
    }

    fn aim<'a>(
        &self,
        word: &Word<'_>,
        position: Position,
        fixed: Option<&'a str>,
        shouted: bool,
    ) -> Aim<'a> {
        if let Some(fixed) = fixed {
            return Aim::Fixed(fixed);
        }
        if word.is_code() {
            return Aim::Keep;
        }
        let is_kept = || word.has_own_capitals(shouted);
        match self.capitals {
            Capitals::Upper => Aim::Capitals,
            _ if is_kept() || !word.has_letters() => Aim::Keep,
            Capitals::Sentence if position.starts => Aim::Capital,
            Capitals::Sentence if (position.opens || word.is_of_person()) && !shouted => Aim::Keep,
            // German nouns have a capital wherever they stand.
            Capitals::Sentence if self.language.is("de") || self.language.is("lb") => Aim::Keep,
            Capitals::Sentence if self.language.is_english() && is_of_calendar(word.text) => {
                Aim::Capital
            }
            // A month, or a verb.
            Capitals::Sentence
                if self.language.is_english() && matches!(word.text, "May" | "March") =>
            {
                Aim::Keep
            }
            Capitals::Lower | Capitals::Sentence if is_i(word.text, self.language) => Aim::Keep,
            Capitals::Lower | Capitals::Sentence => Aim::Small,
            Capitals::Title(style) if self.language.is_english() => style.aim(word, position),
            Capitals::Title(_) if position.starts || word.text.chars().nth(3).is_some() => {
                Aim::Capital
            }
            Capitals::Title(_) => Aim::Keep,
        }
    }

    /// The word as it must be.
    fn written(&self, word: &Word<'_>, aim: Aim<'_>, position: Position) -> String {
        let language = self.language;
        let capital = |text: &str| {
            let mut is_first = true;
            let letters = text.chars().map(|c| {
                let first = std::mem::take(&mut is_first);
                if first {
                    language.as_capital(c)
                } else {
                    language.as_small(c)
                }
            });
            letters.collect::<String>()
        };
        let capitals = |text: &str| text.chars().map(|c| language.as_capital(c)).collect();
        match aim {
            Aim::Keep => word.text.to_owned(),
            Aim::Capital => with_clock(capital(word.text), word.text),
            Aim::Small => word.text.chars().map(|c| language.as_small(c)).collect(),
            Aim::Capitals => capitals(word.text),
            Aim::Fixed(text) => {
                let may_be_capital = position.starts || matches!(self.capitals, Capitals::Title(_));
                let has_none = !text.contains(char::is_uppercase);
                let is_right = (may_be_capital && has_none && word.text == capital(text))
                    || (self.capitals == Capitals::Upper && word.text == capitals(text))
                    || text.chars().count() != word.text.chars().count();
                if is_right { word.text } else { text }.to_owned()
            }
        }
    }

    /// How many bytes at the start are no part of it.
    fn prefix(&self, text: &str) -> usize {
        let found = self.prefix.as_ref().and_then(|prefix| prefix.find(text));
        let found = found.filter(|found| found.start() == 0);
        found.map_or(0, |found| found.end())
    }

    fn name(&self) -> String {
        match self.capitals {
            Capitals::Title(style) => format!("title case ({})", style.title()),
            Capitals::Sentence => "sentence case".to_owned(),
            Capitals::Lower => "small letters".to_owned(),
            Capitals::Upper => "capitals".to_owned(),
        }
    }
}

/// *O’Clock* for *o’clock*; who writes *O’clock* may.
fn with_clock(capital: String, written: &str) -> String {
    let rest = written.strip_prefix("o").unwrap_or("");
    match rest.strip_prefix(['\'', '’']) {
        Some("clock") => capital.replace("clock", "Clock"),
        _ => capital,
    }
}

/// What is longer than this is no heading.
const MOST_BYTES: usize = 10_000;

/// Whether the word is the first with letters in its sentence.
fn starts(passage: &Passage, words: &[Word<'_>], index: usize) -> bool {
    let Some(word) = words.get(index) else {
        return false;
    };
    let sentences = passage.sentences();
    let sentence = sentences
        .partition_point(|sentence| sentence.span.start <= word.span.start)
        .checked_sub(1)
        .and_then(|index| sentences.get(index));
    let start = sentence.map_or(0, |sentence| sentence.span.start);
    let before = words.get(..index).unwrap_or(&[]).iter().rev();
    let mut before = before.take_while(|word| word.span.start >= start);
    let is_figure = |word: &Word<'_>| {
        // ‘10 things’ begins with its figure, ‘1. Things’ behind it.
        let behind = passage.text().get(word.span.end..).unwrap_or("");
        is_number(word.text) && behind.starts_with(char::is_whitespace)
    };
    !before.any(|word| {
        word.has_letters() || word.is_code() && !is_number(word.text) || is_figure(word)
    })
}

/// Whether `text` is a figure.
fn is_number(text: &str) -> bool {
    text.chars().all(char::is_numeric)
}

/// Whether it is a day or a month, which English writes with a capital wherever it stands.
fn is_of_calendar(word: &str) -> bool {
    let mut names = DAYS.iter().chain(&SURE_MONTHS);
    names.any(|name| name.eq_ignore_ascii_case(word))
}

/// Whether it is the pronoun, alone or with a verb: *I’m*.
fn is_i(text: &str, language: Language) -> bool {
    let mut letters = text.chars();
    language.is_english()
        && letters.next() == Some('I')
        && letters.next().is_none_or(|c| !c.is_alphanumeric())
}

/// Whether an opening mark, a colon or a dash stands before the word.
fn opens(text: &str, from: usize, word: &Word<'_>) -> bool {
    let before = text.get(from..word.span.start).unwrap_or("");
    let direct = before.chars().next_back();
    let is_opener = |c: char| "\"'“‘„‚«‹([{¿¡—–".contains(c);
    let trimmed = before.trim_end();
    direct.is_some_and(is_opener)
        || (trimmed.len() < before.len()
            && trimmed.ends_with([':', '–', '—', '-', '|', '/', ';', '!']))
}

impl Check for Capitalization {
    fn searches(&self) -> Vec<Needs> {
        vec![Needs::new()]
    }

    fn usual_scope(&self) -> Option<ScopeSet> {
        Some(ScopeSet::EMPTY.with(Scope::Heading))
    }

    fn scan(&self, _: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        if passage.text().len() > MOST_BYTES {
            return;
        }
        let from = self.prefix(passage.text());
        let expected = self.expected(passage, from);
        let right = f64::from(expected.judged - expected.wrong);
        let share = right / f64::from(expected.judged.max(1));
        let starts_wrong = self.capitals == Capitals::Sentence && expected.wrong_start;
        let too_many = expected.wrong > 0 && share < self.threshold;
        if starts_wrong || too_many {
            found(expected.span, 0);
        }
    }

    fn written(&self, _: u32) -> &'static str {
        "its capitals"
    }

    fn verdict(&self, found: &Occasion<'_>, _: &[SmolStr]) -> Option<Verdict<'_>> {
        let from = self.prefix(found.passage.text());
        let expected = self.expected(found.passage, from).text;
        let verdict = Verdict::writing(&expected, self.automatic);
        Some(verdict.with_sentence(format!("Write this in {}.", self.name())))
    }

    fn describe(&self) -> Vec<String> {
        let mut lines = vec![self.name()];
        let allowed = self.allowed.names();
        if !allowed.is_empty() {
            lines.push(format!("always so: {}", allowed.join(", ")));
        }
        lines
    }

    fn ways(&self) -> Vec<String> {
        let mut ways = Vec::new();
        if !self.capital_after.is_empty() {
            let marks: Vec<String> = self
                .capital_after
                .iter()
                .map(|it| format!("‘{it}’"))
                .collect();
            ways.push(format!("A capital follows {}.", marks.join(", ")));
        }
        if let Some(prefix) = &self.prefix {
            ways.push(format!(
                "What `{prefix}` finds at the start does not count."
            ));
        }
        let share = (self.threshold * 100.0).round();
        ways.push(match self.capitals {
            Capitals::Sentence => format!(
                "Left alone if the first word is right, and {share} per cent of the others."
            ),
            _ if self.threshold < 1.0 => {
                format!("Left alone if {share} per cent of its words are right.")
            }
            _ => "All words must be right.".to_owned(),
        });
        ways.push(says_whether_automatic(self.automatic));
        ways
    }
}
