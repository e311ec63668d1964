//! A finding stands where it says, whatever the text.

use housestyle::check::check;
use housestyle::markup::Format;
use proptest::prelude::*;

use crate::document::draft;
use crate::markdown::{paragraphs, written};
use crate::naive::fold;
use crate::style::{Style, style};

/// The phrases of all rules, folded.
fn phrases(style: &Style) -> Vec<String> {
    let phrases = style.rules.iter().flat_map(|rule| &rule.phrases);
    phrases
        .flat_map(|phrase| &phrase.forms)
        .map(|form| fold(form))
        .collect()
}

/// Whether two texts are one but for hyphens and white space, which a rule may not mind.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.replace([' ', '-', '–'], "");
    letters(one) == letters(other)
}

proptest! {
    /// The source at a finding, folded, is the phrase.
    #[test]
    fn a_finding_stands_where_it_says(style in style(), draft in draft(30)) {
        let text = draft.chunks(&style).join(" ");
        let phrases = phrases(&style);
        for finding in check(&text, Format::Plain, &style.rules()) {
            let source = finding.span.text(&text).expect("on boundaries");
            prop_assert!(phrases.iter().any(|phrase| is_alike(phrase, &fold(source))), "{:?}", source);
            prop_assert_eq!(source, finding.text);
        }
    }

    /// So it is without the markup in it.
    #[test]
    fn a_finding_in_markdown_stands_where_it_says(style in style(), paragraphs in paragraphs()) {
        let (source, blocks) = written(&paragraphs, &style);
        let phrases = phrases(&style);
        for finding in check(&source, Format::Markdown, &style.rules()) {
            prop_assert!(finding.span.text(&source).is_some(), "{:?}", finding);
            let text = blocks.iter().find_map(|block| block.seen(finding.span));
            prop_assert_eq!(text.as_ref(), Some(&finding.text));
            let text = fold(&finding.text);
            prop_assert!(phrases.iter().any(|phrase| is_alike(phrase, &text)), "{:?}", text);
        }
    }

    /// Nothing makes it fail.
    #[test]
    fn anything_is_checked(text in any::<String>(), markup in "[*_`\\[\\]()<>!#>|~:\\-\n\r\t &;\"“‘a\u{301}\u{0}]{0,60}") {
        let rules = Style::of_phrases(&["a", "*", "“"].map(str::to_owned)).rules();
        for text in [text, markup] {
            for format in [Format::Plain, Format::Markdown, Format::Mdx, Format::Html] {
                for finding in check(&text, format, &rules) {
                    prop_assert!(finding.span.text(&text).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }
}
