//! Fixes mend what they are for, touch nothing else, and end.

use housestyle::check::fixing::{Fixed, fix_all};
use housestyle::check::{Diagnostic, Fix, check};
use housestyle::markup::Format;
use housestyle::rules::RuleSet;
use housestyle::text::{Span, edit};
use proptest::prelude::*;

use crate::markdown::{paragraphs, written};
use crate::one_in;
use crate::style::style;

const FORMAT: Format = Format::Markdown;

/// The findings of one rule in a text, within `span`.
fn within(found: &[Diagnostic], rule: &str, span: Span) -> Vec<String> {
    let own = found.iter().filter(|finding| finding.rule == rule);
    let inside = own.filter(|finding| span.contains(finding.span));
    inside.map(|finding| finding.text.clone()).collect()
}

/// After the preferred fix of a finding its rule finds nothing where it stood. What stood
/// behind it and only took a line break that moved is what it was.
fn check_one(
    source: &str,
    rules: &RuleSet,
    found: &[Diagnostic],
    number: usize,
    fix: &Fix,
    style: &str,
) {
    let fixed = edit::apply(source, &fix.edits).expect("edits fit");
    let (first, last) = (&fix.edits[0], &fix.edits[fix.edits.len() - 1]);
    let (start, end) = (first.span.start, last.span.end);
    let behind = Span::new(found[number].span.end.min(end), end);
    // As far from the end of the text as before.
    let written = Span::new(start, fixed.len() - (source.len() - end));
    let rule = &found[number].rule;
    let again = within(&check(&fixed, FORMAT, rules), rule, written);
    assert_eq!(
        again,
        within(found, rule, behind),
        "{source:?} → {fixed:?}\n{style}"
    );
}

fn check_each(source: &str, rules: &RuleSet, style: &str) {
    let found = check(source, FORMAT, rules);
    let fixable = found.iter().enumerate();
    let fixable = fixable.filter_map(|(number, finding)| Some((number, finding.preferred_fix()?)));
    for (number, fix) in fixable.take(6) {
        check_one(source, rules, &found, number, fix, style);
    }
}

/// The edits of all rounds are one difference from what was there.
fn check_edits(source: &str, fixed: &Fixed) {
    assert_eq!(
        edit::apply(source, &fixed.edits).as_ref(),
        Some(&fixed.text),
        "{source:?}"
    );
    let has_effect = |edit: &edit::Edit| edit.span.text(source) != Some(&edit.text);
    assert!(fixed.edits.iter().all(has_effect), "{fixed:?}");
    let mut pairs = fixed.edits.windows(2);
    assert!(
        pairs.all(|pair| pair[0].span.end < pair[1].span.start),
        "{fixed:?}"
    );
}

proptest! {
    #![proptest_config(one_in(2))]

    /// After the preferred fixes of one rule it finds nothing there, and nothing else has
    /// changed.
    #[test]
    fn a_fix_mends(style in style(), paragraphs in paragraphs()) {
        let (source, _) = written(&paragraphs, &style);
        let rules = style.replacing();
        check_each(&source, &rules, &style.toml_replacing());
        for number in 0..style.rules.len() {
            let id = format!("test.r{number}");
            let fixed = fix_all(&source, FORMAT, &rules, |finding| finding.rule == id);
            check_edits(&source, &fixed);
            let mut own = fixed.left.iter().filter(|finding| finding.rule == id);
            prop_assert!(own.all(|finding| finding.preferred_fix().is_none()), "{}\n{:?}\n{}", source, fixed, style.toml_replacing());
        }
    }

    /// All rules together end, and a second time there is nothing to do.
    #[test]
    fn fixes_end(style in style(), paragraphs in paragraphs()) {
        let (source, _) = written(&paragraphs, &style);
        let rules = style.replacing();
        let fixed = fix_all(&source, FORMAT, &rules, |_| true);
        check_edits(&source, &fixed);
        prop_assert!(fixed.left.iter().all(|finding| finding.preferred_fix().is_none()), "{}\n{:?}\n{}", source, fixed, style.toml_replacing());
        let again = fix_all(&fixed.text, FORMAT, &rules, |_| true);
        prop_assert_eq!(again.text, fixed.text, "{}\n{}", source, style.toml_replacing());
        if check(&source, FORMAT, &rules).iter().all(|finding| finding.preferred_fix().is_none()) {
            prop_assert!(fixed.edits.is_empty());
        }
    }

    /// Rules that write what others find end as well, and each mends its own.
    #[test]
    fn fixes_that_feed_others_end(style in style(), paragraphs in paragraphs()) {
        let (source, _) = written(&paragraphs, &style);
        if let Some((rules, toml)) = style.feeding() {
            check_each(&source, &rules, &toml);
            check_edits(&source, &fix_all(&source, FORMAT, &rules, |_| true));
        }
    }
}
