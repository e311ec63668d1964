//! Dictionaries and the forms that they make, written out. See [`check`] for the notation.

mod affixes;
mod hostile;
mod laws;
mod lookup;

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{Dictionary, Lexicon, Problem};

/// The lexicon of a dictionary whose words are asked for, and what is wrong with it.
fn read(affixes: &str, words: &str, asked: &[&str]) -> (Lexicon, Vec<Problem>) {
    read_as("xx", affixes.as_bytes(), words.as_bytes(), asked)
}

fn read_as(
    language: &str,
    affixes: &[u8],
    words: &[u8],
    asked: &[&str],
) -> (Lexicon, Vec<Problem>) {
    let dictionary = Dictionary {
        name: language,
        language,
        affixes,
        words,
    };
    let wanted: BTreeSet<SmolStr> = asked.iter().copied().map(SmolStr::new).collect();
    let mut problems = Vec::new();
    let lexicon = dictionary.lexicon(&wanted, &mut problems);
    let lexicon = lexicon.unwrap_or_else(|problem| {
        problems.push(problem);
        Lexicon::default()
    });
    (lexicon, problems)
}

/// The forms of a word but the first, which is the word; after `=` if it is itself only a
/// form; `-` if the dictionary does not know it.
fn listed(lexicon: &Lexicon, word: &str) -> String {
    let Some(known) = lexicon.word(word) else {
        return "-".to_owned();
    };
    let (first, rest) = known.forms.split_first().expect("the base");
    assert_eq!(first.text, word, "the base is first");
    let texts: Vec<&str> = rest.iter().map(|form| form.text.as_str()).collect();
    let mark = if known.is_entry { "" } else { "= " };
    format!("{mark}{}", texts.join(", "))
}

/// A line of `cases` is `word: form, form`: all forms but the word itself in their order,
/// after `=` for a word
/// that is only a form of another, `-` for one that the dictionary does not know. `words` is the list without its first line.
#[track_caller]
fn check(affixes: &str, words: &str, cases: &str) {
    let affixes = format!("SET UTF-8\n{affixes}");
    let words = format!("1\n{words}");
    let cases: Vec<(&str, &str)> = cases
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.split_once(':').expect("a colon"))
        .collect();
    let asked: Vec<&str> = cases.iter().map(|(word, _)| *word).collect();
    let (lexicon, problems) = read(&affixes, &words, &asked);
    assert_eq!(problems, []);
    for (word, expected) in cases {
        assert_eq!(listed(&lexicon, word), expected.trim(), "{word}");
    }
}
