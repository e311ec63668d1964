//! Random prose in which the phrases of a style are likely: chunks, with white space
//! between them and none inside.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::style::Style;

/// Words that stand beside phrases.
const WORDS: [&str; 28] = [
    "said",
    "today",
    "Mr.",
    "again",
    "🎄",
    "—",
    "12",
    "3.5",
    "it",
    "who",
    "state",
    "states",
    "men",
    "stopped",
    "media",
    "iPhone",
    "iphone",
    "US",
    "us",
    "in",
    "of",
    "the",
    "The",
    "order",
    "Korea",
    "naïve",
    "co\u{AD}operate",
    "漢字",
];

const BEFORE: [&str; 8] = ["(", "“", "\"", "‘", "re", "#", "pro-", "l’"];

const BEHIND: [&str; 18] = [
    ",", ",", ".", ".", ".", "!", "?", "…", "'s", "’s", "s", ")", "”", "\"", "’", ":", ".”", "-",
];

/// What joins a chunk to the next one, so that they are one. A slash might make an address.
const JOINTS: [&str; 5] = ["-", "–", "", ",", "\u{200B}"];

/// How the capitals of what is said differ from those of the style.
#[derive(Debug, Clone, Copy)]
enum Dress {
    AsWritten,
    Small,
    Capital,
    Title,
    Capitals,
}

#[derive(Debug, Clone)]
enum Words {
    Of(&'static str),
    /// Something of the style.
    Saying(Index),
}

#[derive(Debug, Clone)]
struct Item {
    words: Words,
    dress: Dress,
    before: Option<&'static str>,
    behind: Option<&'static str>,
    joint: Option<&'static str>,
    /// Hyphens become spaces, or spaces hyphens or nothing.
    hyphens: u8,
}

/// The items of a document, not yet words.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    items: Vec<Item>,
    all_capitals: bool,
}

fn item() -> impl Strategy<Value = Item> {
    let words = prop_oneof![
        select(&WORDS[..]).prop_map(Words::Of),
        any::<Index>().prop_map(Words::Saying)
    ];
    let dress = prop_oneof![
        8 => Just(Dress::AsWritten),
        1 => Just(Dress::Small),
        2 => Just(Dress::Capital),
        1 => Just(Dress::Title),
        1 => Just(Dress::Capitals)
    ];
    let before = prop::option::weighted(0.1, select(&BEFORE[..]));
    let behind = prop::option::weighted(0.3, select(&BEHIND[..]));
    let joint = prop::option::weighted(0.1, select(&JOINTS[..]));
    (words, dress, before, behind, joint, 0u8..20).prop_map(
        |(words, dress, before, behind, joint, hyphens)| Item {
            words,
            dress,
            before,
            behind,
            joint,
            hyphens,
        },
    )
}

/// A paragraph of up to `most` words and phrases.
pub(crate) fn draft(most: usize) -> impl Strategy<Value = Draft> {
    let items = prop::collection::vec(item(), 1..most);
    (items, prop::bool::weighted(0.1)).prop_map(|(items, all_capitals)| Draft {
        items,
        all_capitals,
    })
}

impl Item {
    fn text(&self, sayings: &[&str]) -> String {
        let words = match &self.words {
            Words::Of(word) => word,
            Words::Saying(_) if sayings.is_empty() => "said",
            Words::Saying(which) => which.get(sayings),
        };
        let words = match self.hyphens {
            0 => words.replace('-', " "),
            1 => words.replace('-', ""),
            2 => words.replace(' ', "-"),
            3 => words.replace(' ', ""),
            _ => words.to_owned(),
        };
        let words = match self.dress {
            Dress::AsWritten => words,
            Dress::Small => words.to_lowercase(),
            Dress::Capitals => words.to_uppercase(),
            Dress::Capital => capital(&words),
            Dress::Title => words.split(' ').map(capital).collect::<Vec<_>>().join(" "),
        };
        let (before, behind) = (self.before.unwrap_or(""), self.behind.unwrap_or(""));
        format!("{before}{words}{behind}{}", self.joint.unwrap_or(" "))
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + chars.as_str()
}

impl Draft {
    /// The chunks of the paragraph. None can be read as markup, nor start a block.
    pub(crate) fn chunks(&self, style: &Style) -> Vec<String> {
        let sayings = style.sayings();
        let text: String = self.items.iter().map(|item| item.text(&sayings)).collect();
        let text = if self.all_capitals {
            text.to_uppercase()
        } else {
            text
        };
        let chunks = text.split_whitespace().map(str::to_owned);
        let mut chunks: Vec<String> = chunks.collect();
        if chunks.first().is_some_and(|first| !may_start_a_line(first)) {
            chunks.insert(0, "So".to_owned());
        }
        chunks
    }
}

/// Whether a line that starts with `chunk` goes on with a paragraph, or is one.
pub(crate) fn may_start_a_line(chunk: &str) -> bool {
    let marker = chunk.trim_end_matches(['.', ')', ':']);
    let number = !marker.is_empty()
        && marker.len() < chunk.len()
        && marker.chars().all(|c| c.is_ascii_digit());
    !number && !chunk.starts_with(['#', '-', '+', '*', '>', '=', '`', '~', '|', ':', '<'])
}
