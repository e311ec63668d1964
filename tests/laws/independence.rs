//! Rules do not look at each other.

use housestyle::check::check;
use housestyle::markup::Format;
use proptest::prelude::*;

use crate::generate::{phrases, words};
use crate::rules;

proptest! {
    /// What a rule finds does not depend on the other rules.
    #[test]
    fn rules_are_independent(one in phrases(), other in phrases(), words in words()) {
        let text = words.join(" ");
        let both = check(&text, Format::Markdown, &rules(&[&one, &other]));
        let alone = check(&text, Format::Markdown, &rules(&[&one]));
        let of_first: Vec<_> = both.iter().filter(|finding| finding.rule == "test.r0" || finding.also.iter().any(|id| id == "test.r0")).map(|finding| finding.span).collect();
        let expected: Vec<_> = alone.iter().map(|finding| finding.span).collect();
        prop_assert_eq!(of_first, expected);
    }
}
