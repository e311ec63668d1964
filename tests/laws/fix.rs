//! Fixes mend what they are for and end.

use housestyle::check::check;
use housestyle::check::fixing::fix_all;
use housestyle::markup::Format;
use housestyle::text::edit;
use proptest::prelude::*;

use crate::compiled;
use crate::generate::words;

proptest! {
    /// After the preferred fixes of a rule it finds nothing there, and nothing else has changed.
    #[test]
    fn fixes_mend(words in words()) {
        let rules = compiled(r#"
            [[rule]]
            id = "a"
            replace = { "state media" = "the broadcaster", "in order" = "to", "don't" = "do not", café = "coffee house", regime = "(delete)" }
            fix = "auto"
        "#);
        let text = words.join(" ");
        let fixed = fix_all(&text, Format::Markdown, &rules, |_| true);
        prop_assert!(fixed.left.iter().all(|finding| finding.preferred_fix().is_none()), "{:?}", fixed);
        prop_assert_eq!(edit::apply(&text, &fixed.edits), Some(fixed.text.clone()));
        prop_assert!(fixed.edits.iter().all(|edit| edit.span.text(&text) != Some(&edit.text)));
        if check(&text, Format::Markdown, &rules).is_empty() {
            prop_assert_eq!(fixed.text, text);
        }
    }
}
