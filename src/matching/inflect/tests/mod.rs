//! Phrases and their forms, written out. See [`check`] for the notation.

mod adjectives;
mod by_dictionary;
mod following;
mod laws;
mod nouns;
mod phrases;
mod tables;
mod verbs;

use super::{Entry, Form, Inflection, forms};

/// A line is `entry: form, form`: all forms but the entry itself, in their order. Nothing
/// after the colon says that there is no other.
#[track_caller]
fn check(inflection: Inflection, cases: &str) {
    let mut wrong = Vec::new();
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (written, expected) = line.split_once(':').expect("a colon");
        let found = listed(written, inflection);
        if found != expected.trim() {
            wrong.push(format!("{written}: {found}\n   not {}", expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The forms of the entry but the first, which is the entry without its mark.
fn listed(written: &str, inflection: Inflection) -> String {
    let entry = Entry::read(written).expect("one mark at most");
    let made = forms(&entry, inflection);
    let (first, rest) = made.split_first().expect("the base");
    assert_eq!(first.text, *entry.text, "the base is first");
    let texts: Vec<_> = rest.iter().map(|form: &Form| form.text.as_str()).collect();
    texts.join(", ")
}
