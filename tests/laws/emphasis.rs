//! Emphasis and links make no difference.

use proptest::prelude::*;

use crate::generate::{WORDS, phrases, words};
use crate::{found_in, rules};

proptest! {
    /// Emphasis, strong and links around any word change no finding's text.
    #[test]
    fn emphasis_changes_nothing(phrases in phrases(), words in words(), at in any::<prop::sample::Index>(), how in 0usize..4) {
        let rules = rules(&[&phrases]);
        let wrappable: Vec<usize> = (0..words.len()).filter(|at| WORDS.contains(&words[*at])).collect();
        let at = if wrappable.is_empty() { words.len() } else { wrappable[at.index(wrappable.len())] };
        let (open, close) = [("*", "*"), ("**", "**"), ("[", "](x)"), ("<b>", "</b>")][how];
        let marked: Vec<String> = words.iter().enumerate().map(|(index, word)| {
            if index == at { format!("{open}{word}{close}") } else { (*word).to_owned() }
        }).collect();
        prop_assert_eq!(found_in(&marked.join(" "), &rules), found_in(&words.join(" "), &rules));
    }
}
