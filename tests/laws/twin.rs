//! A clear and slow matcher finds what the table finds.

use std::collections::BTreeMap;

use housestyle::check::check;
use housestyle::markup::{Format, Scope, parse};
use housestyle::rules::RuleSet;
use housestyle::text::Span;
use proptest::prelude::*;

use crate::markdown::{Written, paragraphs, written};
use crate::naive::{Reader, findings};
use crate::rules_of;
use crate::style::{Style, style};

type Found = BTreeMap<Span, Vec<String>>;

/// What the engine finds: where, and by which rules.
fn found(text: &str, format: Format, rules: &RuleSet) -> Found {
    let found = check(text, format, rules);
    found
        .iter()
        .map(|finding| (finding.span, rules_of(finding)))
        .collect()
}

/// What its twin finds in texts of which the places in the source are known.
fn expected<'a>(
    style: &Style,
    texts: impl Iterator<Item = (&'a Reader, Box<dyn Fn(Span) -> Span + 'a>)>,
) -> Found {
    let mut expected = Found::new();
    for (reader, to_source) in texts {
        for (rule, span) in findings(reader, style) {
            expected
                .entry(to_source(span))
                .or_default()
                .push(format!("r{rule}"));
        }
    }
    expected
}

/// The phrases, and the pieces of the text itself, in plain text.
fn check_raw(phrases: &[String], text: &str) {
    let mut list = phrases.to_vec();
    let pieces = text.split(' ').filter(|piece| !piece.is_empty());
    list.extend(pieces.map(str::to_owned));
    let style = Style::of_phrases(&list);
    let blocks = parse(text, Format::Plain).blocks;
    let readers = blocks.iter().map(|block| {
        let prose = block.prose(text);
        let reader = Reader {
            text: prose.text.clone(),
            breaks: Vec::new(),
        };
        (prose, reader)
    });
    let readers: Vec<_> = readers.collect();
    let texts = readers.iter().map(|(prose, reader)| {
        let to_source: Box<dyn Fn(Span) -> Span> = Box::new(|span| prose.to_source(span));
        (reader, to_source)
    });
    let found = found(text, Format::Plain, &style.rules());
    assert_eq!(found, expected(&style, texts), "{list:?} in {text:?}");
}

/// A document that is known, in which the twin finds the same.
fn check_written(style: &Style, source: &str, blocks: &[Written]) {
    let prose = parse(source, Format::Markdown).blocks;
    let prose = prose.iter().filter(|block| {
        [Scope::Code, Scope::Comment, Scope::Html]
            .iter()
            .all(|scope| !block.is_in(*scope))
    });
    // What is code alone has nothing to read.
    let is_read = |text: &String| text.contains(|c: char| c != '\u{FFFC}' && !c.is_whitespace());
    let seen: Vec<String> = prose
        .map(|block| block.prose(source).text)
        .filter(is_read)
        .collect();
    let texts = blocks.iter().map(|block| block.reader.text.clone());
    let texts: Vec<String> = texts.filter(is_read).collect();
    assert_eq!(seen, texts, "{source}");
    let texts = blocks.iter().map(|block| {
        let to_source: Box<dyn Fn(Span) -> Span> = Box::new(|span| block.to_source(span));
        (&block.reader, to_source)
    });
    let rules = style.rules_in_quotations();
    let found = found(source, Format::Markdown, &rules);
    assert_eq!(found, expected(style, texts), "{source}\n{}", style.toml());
}

#[test]
fn twins_agreed_here_before() {
    let cases = [
        (&["state"][..], "‐ \u{301}–a"),
        (&["don't", "can"], "I donʼt and canʼt"),
        (&["order"], "an ʼorderʼ"),
        (&["a-b"], "a\u{AD}–b"),
    ];
    for (phrases, text) in cases {
        let phrases: Vec<String> = phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
        check_raw(&phrases, text);
    }
}

fn few_phrases() -> impl Strategy<Value = Vec<String>> {
    let word =
        prop::sample::select(&["state", "don't", "café", "Korea", "self-reliance", "naïve"][..]);
    let phrase = prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "));
    prop::collection::vec(phrase, 1..6)
}

proptest! {
    /// Of characters that are likely to be taken for something else.
    #[test]
    fn the_table_agrees_with_its_slow_twin(phrases in few_phrases(), text in "[a-cA-C '’é\u{301}\u{AD}.–\u{2010}漢가-]{0,24}") {
        check_raw(&phrases, &text);
    }

    /// Of styles of all manners, in Markdown of which it is known how it reads.
    #[test]
    fn the_engine_agrees_with_its_slow_twin(style in style(), paragraphs in paragraphs()) {
        let (source, blocks) = written(&paragraphs, &style);
        check_written(&style, &source, &blocks);
    }
}
