//! A finding stands where it says, whatever the text.

use housestyle::check::check;
use housestyle::markup::Format;
use proptest::prelude::*;

use crate::generate::{phrases, words};
use crate::{fold_text, rules};

proptest! {
    /// The source at a finding, folded, is the phrase.
    #[test]
    fn a_finding_stands_where_it_says(phrases in phrases(), words in words()) {
        let rules = rules(&[&phrases]);
        let text = words.join(" ");
        let folded: Vec<String> = phrases.iter().map(|phrase| fold_text(phrase)).collect();
        for finding in check(&text, Format::Markdown, &rules) {
            let source = finding.span.text(&text).expect("on boundaries");
            prop_assert!(folded.contains(&fold_text(source)), "{:?}", source);
            prop_assert_eq!(source, finding.text);
        }
    }

    /// Nothing makes it fail.
    #[test]
    fn anything_is_checked(text in any::<String>(), markup in "[*_`\\[\\]()<>!#>|~:\\-\n\r\t &;\"“‘a\u{301}\u{0}]{0,60}") {
        let rules = rules(&[&["a".to_owned(), "*".to_owned(), "“".to_owned()]]);
        for text in [text, markup] {
            for format in [Format::Plain, Format::Markdown] {
                for finding in check(&text, format, &rules) {
                    prop_assert!(finding.span.text(&text).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }
}
