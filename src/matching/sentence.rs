//! Sentences of one block, and what their letters look like.

use std::iter::Peekable;

use memchr::{Memchr3, memchr3_iter};

use super::character::is_apostrophe;
use crate::text::Span;

/// Words that end in a full stop without ending a sentence, in small letters.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "approx", "apr", "art", "aug", "ave", "bros", "ca", "capt", "cf", "cmdr", "co",
    "col", "corp", "dec", "dept", "dr", "ed", "eds", "est", "etc", "feb", "fig", "figs", "fr",
    "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs",
    "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct", "op", "p", "pp", "prof", "rep", "rev",
    "sec", "sen", "sep", "sept", "sgt", "sr", "st", "supt", "viz", "vol", "vs",
];

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the block's text, without the white space after it.
    pub span: Span,
    /// How many letters of it are capitals.
    pub capitals: u32,
    /// How many letters of it are small.
    pub small: u32,
}

/// The sentences of `text`, in order. Together they cover all but white space.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = first_character(text, 0);
    let mut from = 0;
    let mut terminals = Terminals::of(text);
    while let Some((at, terminal)) = terminals.next(from) {
        // Further terminals and closing marks belong to the sentence.
        let mut end = at + terminal.len_utf8();
        let mut closed = false;
        for c in text.get(end..).unwrap_or("").chars() {
            if !(is_terminal(c) || is_closer(c)) {
                break;
            }
            closed |= is_closer(c);
            end += c.len_utf8();
        }
        from = end;
        let stopped = terminal == '.' && !closed;
        if let Some(first) = start.filter(|_| ends_sentence(text, at, end, stopped)) {
            found.push(sentence(text, Span::new(first, end)));
            start = first_character(text, end);
        }
    }
    if let Some(first) = start {
        let end = text.trim_end().len();
        found.push(sentence(text, Span::new(first, end)));
    }
    found
}

/// The first byte from `from` on that is no white space.
fn first_character(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.find(|c: char| !c.is_whitespace()).map(|at| from + at)
}

/// The terminals of a text, from the first to the last.
struct Terminals<'t> {
    text: &'t str,
    /// Where `.`, `!` and `?` stand, and where what begins the others.
    ascii: Peekable<Memchr3<'t>>,
    others: Peekable<Memchr3<'t>>,
}

impl<'t> Terminals<'t> {
    fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        Self {
            text,
            ascii: memchr3_iter(b'.', b'!', b'?', bytes).peekable(),
            others: memchr3_iter(0xE2, 0xE3, 0xEF, bytes).peekable(),
        }
    }

    /// The first from the byte `from` on, which is no less than before.
    fn next(&mut self, mut from: usize) -> Option<(usize, char)> {
        loop {
            while self.ascii.next_if(|at| *at < from).is_some() {}
            while self.others.next_if(|at| *at < from).is_some() {}
            let at = match (self.ascii.peek(), self.others.peek()) {
                (Some(one), Some(other)) => *one.min(other),
                (one, other) => *one.or(other)?,
            };
            let c = self.text.get(at..)?.chars().next()?;
            if is_terminal(c) {
                return Some((at, c));
            }
            from = at + c.len_utf8();
        }
    }
}

/// The sentence of `sentences` that holds the byte at `offset`, or the one before it.
pub fn at(sentences: &[Sentence], offset: usize) -> Option<&Sentence> {
    let next = sentences.partition_point(|sentence| sentence.span.start <= offset);
    sentences.get(next.checked_sub(1)?)
}

/// Whether only opening marks stand between the start of the sentence and `offset`.
pub fn starts_at(text: &str, sentence: &Sentence, offset: usize) -> bool {
    let before = text.get(sentence.span.start..offset).unwrap_or("");
    before.chars().all(|c| is_opener(c) || is_closer(c))
}

fn sentence(text: &str, span: Span) -> Sentence {
    let (capitals, small) = letters(span.text(text).unwrap_or(""));
    Sentence {
        span,
        capitals,
        small,
    }
}

/// How many letters of `text` are capitals, and how many small.
pub fn letters(text: &str) -> (u32, u32) {
    if text.is_ascii() {
        let count = |(capitals, small), byte: u8| {
            (
                capitals + u32::from(byte.is_ascii_uppercase()),
                small + u32::from(byte.is_ascii_lowercase()),
            )
        };
        return text.bytes().fold((0, 0), count);
    }
    let count = |(capitals, small), c: char| {
        (
            capitals + u32::from(c.is_uppercase()),
            small + u32::from(c.is_lowercase()),
        )
    };
    text.chars().fold((0, 0), count)
}

fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡')
}

fn is_closer(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '"' | '“' | '”' | ')' | ']' | '«' | '»' | '‹' | '›' | '」' | '』' | '*' | '_'
        )
}

fn is_opener(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '"' | '“' | '„' | '‚' | '(' | '[' | '«' | '»' | '「' | '『' | '¿' | '¡' | '*' | '_'
        )
}

/// Whether the terminal at `at`, whose closing marks reach to `end`, ends a sentence.
fn ends_sentence(text: &str, at: usize, end: usize, plain_stop: bool) -> bool {
    let after = text.get(end..).unwrap_or("");
    let Some(next) = after.chars().next() else {
        return true;
    };
    let ideographic = text.get(at..).and_then(|rest| rest.chars().next());
    if matches!(ideographic, Some('。' | '！' | '？' | '｡')) {
        return true;
    }
    if !next.is_whitespace() {
        return false;
    }
    let mut rest = after
        .chars()
        .skip_while(|c| c.is_whitespace() || is_opener(*c));
    if rest.next().is_some_and(char::is_lowercase) {
        return false;
    }
    !(plain_stop && is_abbreviation(text.get(..at).unwrap_or("")))
}

/// Whether the word before a full stop is abbreviated: known, an initial, or dotted.
fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || is_opener(c))
        .next()
        .unwrap_or("");
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let lower = word.to_lowercase();
    initial || dotted || ABBREVIATIONS.binary_search(&lower.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        // Sentences are separated by `|` in the expected text.
        let cases = [
            ("", ""),
            ("One. Two.", "One.|Two."),
            ("No end", "No end"),
            ("Dr. Smith came. He left.", "Dr. Smith came.|He left."),
            ("J. F. Kennedy spoke. Then", "J. F. Kennedy spoke.|Then"),
            ("In the U.S. Army it is. So", "In the U.S. Army it is.|So"),
            ("“Why?” she asked. “No.” He", "“Why?” she asked.|“No.”|He"),
            (
                "It is 3.5 per cent. e.g. this",
                "It is 3.5 per cent. e.g. this",
            ),
            ("Wait… what? Yes!", "Wait… what?|Yes!"),
            ("これは。それ！", "これは。|それ！"),
            ("„Ja.“ »Nein.« Dann", "„Ja.“|»Nein.«|Dann"),
            ("  Lead. (In brackets.) Out", "Lead.|(In brackets.)|Out"),
        ];
        for (text, expected) in cases {
            let found = sentences(text);
            let texts: Vec<_> = found
                .iter()
                .map(|s| s.span.text(text).expect("boundaries"))
                .collect();
            assert_eq!(texts.join("|"), expected, "{text:?}");
        }
    }
}
