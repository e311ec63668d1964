//! Where lines break makes no difference.

use proptest::prelude::*;

use crate::generate::{phrases, words};
use crate::{found_in, rules};

proptest! {
    /// Where lines break changes no finding, in no container.
    #[test]
    fn rewrapping_changes_nothing(phrases in phrases(), words in words()) {
        let rules = rules(&[&phrases]);
        let expected = found_in(&words.join(" "), &rules);
        for width in [1, 20, 40, 72] {
            for (first, prefix) in [("", ""), ("- ", "  "), ("> ", "> "), ("> - ", ">   "), ("1. ", "   "), ("> ", "")] {
                let text = wrapped(&words, width, first, prefix);
                prop_assert_eq!(found_in(&text, &rules), expected.clone(), "{}", text);
            }
        }
    }
}

/// `words` in lines of at most `width` columns, each line after the first with `prefix`.
fn wrapped(words: &[&str], width: usize, first: &str, prefix: &str) -> String {
    let mut text = first.to_owned();
    let mut column = 0;
    for word in words {
        if column > 0 && column + word.len() > width {
            text.push('\n');
            text.push_str(prefix);
            column = 0;
        } else if column > 0 {
            text.push(' ');
        }
        text.push_str(word);
        column += word.len() + 1;
    }
    text
}
