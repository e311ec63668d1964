//! Glyphs that count as one make no difference.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::generate::{phrases, words};
use crate::{fold_text, found_in, rules};

proptest! {
    /// Glyphs that fold to one change no finding.
    #[test]
    fn glyphs_change_nothing(phrases in phrases(), words in words()) {
        let rules = rules(&[&phrases]);
        let text = words.join(" ");
        let expected: Vec<_> = found_in(&text, &rules).into_iter().map(|(rule, text)| (rule, fold_text(&text))).collect();
        let variants = [
            text.replace('\'', "’"),
            text.replace(' ', "\u{A0}"),
            text.replace('-', "\u{2011}"),
            text.replace('-', "\u{2010}"),
            text.nfd().collect(),
            text.replace("re", "r\u{AD}e"),
        ];
        for variant in variants {
            let found: Vec<_> = found_in(&variant, &rules).into_iter().map(|(rule, text)| (rule, fold_text(&text))).collect();
            prop_assert_eq!(&found, &expected, "{}", variant);
        }
    }
}
