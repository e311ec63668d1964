//! Random phrases and documents.

use proptest::prelude::*;

/// Words of phrases and documents: few, so that they meet.
pub(crate) const WORDS: [&str; 10] = [
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

pub(crate) fn phrases() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(phrase(), 1..6)
}

fn word() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => prop::sample::select(&WORDS[..]), 1 => prop::sample::select(&FILLERS[..])]
}

pub(crate) fn words() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(word(), 1..40)
}
