//! Rules do not look at each other.

use housestyle::check::check;
use housestyle::markup::Format;
use housestyle::rules::{RuleSet, Severity};
use housestyle::text::Span;
use proptest::prelude::*;

use crate::markdown::{paragraphs, written};
use crate::rules_of;
use crate::style::style;

/// Where the rule of this id finds something, alone or with others.
fn places(source: &str, rules: &RuleSet, id: &str) -> Vec<(Span, String)> {
    let found = check(source, Format::Markdown, rules);
    let own = found
        .into_iter()
        .filter(|finding| rules_of(finding).iter().any(|rule| rule == id));
    own.map(|finding| (finding.span, finding.text)).collect()
}

proptest! {
    /// What a rule finds does not depend on the other rules, if the terms are the same.
    #[test]
    fn rules_are_independent(style in style(), paragraphs in paragraphs()) {
        let (source, _) = written(&paragraphs, &style);
        let all = style.rules();
        for number in 0..style.rules.len() {
            let id = format!("r{number}");
            let alone = style.rule(number);
            prop_assert_eq!(places(&source, &all, &id), places(&source, &alone, &id), "{}\n{}", source, style.toml());
        }
    }

    /// Of findings in the same place the gravest speaks, and each is as grave as its rule
    /// alone would be.
    #[test]
    fn the_gravest_speaks(style in style(), paragraphs in paragraphs()) {
        let (source, _) = written(&paragraphs, &style);
        let alone = (0..style.rules.len()).flat_map(|number| check(&source, Format::Markdown, &style.rule(number)));
        let alone: Vec<_> = alone.collect();
        for finding in check(&source, Format::Markdown, &style.rules()) {
            let same = alone.iter().filter(|one| one.span == finding.span);
            let gravest: Option<Severity> = same.map(|one| one.severity).max();
            prop_assert_eq!(Some(finding.severity), gravest, "{}\n{}", source, style.toml());
        }
    }
}
