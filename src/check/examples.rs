//! The examples that rules carry, run as tests.

use smol_str::SmolStr;

use super::fixing::fix_all;
use super::{Diagnostic, Fix, check, variants};
use crate::markup;
use crate::rules::compile::EXAMPLE_FORMAT;
use crate::rules::rule::Example;
use crate::rules::value::Place;
use crate::rules::variant::choose;
use crate::rules::{Rule, RuleSet};
use crate::text::edit::apply;

/// One example, run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleRun {
    /// The rule it belongs to.
    pub rule: SmolStr,
    /// Where it is written.
    pub place: Place,
    /// The document.
    pub text: SmolStr,
    /// What is wrong; `None` if it shows what it should.
    pub failure: Option<ExampleFailure>,
}

/// Why an example fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExampleFailure {
    /// Nothing was found in an example of `examples.flag`.
    NothingFound,
    /// The rule chooses among these variants, none of which the example or the
    /// configuration prefers.
    NoVariant(Vec<String>),
    /// Something was found in an example of `examples.pass`.
    Found(Vec<Diagnostic>),
    /// An example of `examples.fix` became something else.
    FixedTo {
        /// What the style says it becomes.
        expected: SmolStr,
        /// What it became.
        actual: String,
    },
}

/// Runs every example of every rule of `rules`, also of those that are off.
///
/// Each is checked with its rule alone.
pub fn run(rules: &RuleSet) -> Vec<ExampleRun> {
    let with_examples = rules
        .sorted()
        .filter(|rule| !rule.manner.examples.is_empty());
    with_examples
        .flat_map(|rule| of_rule(rules, rule))
        .collect()
}

/// A document with an example of each rule that does more than look for phrases: whoever checks
/// it has made what those rules make when it is first needed.
pub fn sample(rules: &RuleSet) -> String {
    let more_than_phrases = |rule: &&Rule| {
        let check = &rule.check;
        rule.manner.enabled
            && (check.together().is_some()
                || check.across().is_some()
                || !check.searches().is_empty())
    };
    let flagged = rules.rules().iter().filter(more_than_phrases);
    let flagged = flagged.flat_map(|rule| {
        // Each of several expressions is compiled when it is first needed.
        let count = rule.check.searches().len().max(2);
        rule.manner.examples.flag.iter().take(count)
    });
    let texts: Vec<&str> = flagged.map(|example| example.text.as_str()).collect();
    texts.join("\n\n")
}

/// An example that another rule finds, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleOverlap {
    /// The rule that it belongs to.
    pub rule: SmolStr,
    /// Where it is written.
    pub place: Place,
    /// What both find, as the reader sees it.
    pub text: String,
    /// The other rule.
    pub other: SmolStr,
}

/// The examples of `examples.flag` in which another rule that is on finds what their own rule
/// finds, or a part of it.
pub fn overlaps(rules: &RuleSet) -> Vec<ExampleOverlap> {
    let mut overlaps = Vec::new();
    for rule in rules.sorted().filter(|rule| rule.manner.enabled) {
        for example in &rule.manner.examples.flag {
            let found = check(&example.text, EXAMPLE_FORMAT, rules);
            let own = |found: &&Diagnostic| found.rule == rule.id || found.also.contains(&rule.id);
            let spans: Vec<_> = found.iter().filter(own).map(|found| found.span).collect();
            for other in &found {
                let shared = spans
                    .iter()
                    .any(|span| span.start < other.span.end && other.span.start < span.end);
                if !shared {
                    continue;
                }
                let ids = std::iter::once(&other.rule).chain(&other.also);
                for id in ids.filter(|id| **id != rule.id) {
                    overlaps.push(ExampleOverlap {
                        rule: rule.id.clone(),
                        place: example.place,
                        text: other.text.clone(),
                        other: id.clone(),
                    });
                }
            }
        }
    }
    overlaps
}

/// A rule whose fix of one of its examples is taken back by the fix of another rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleReversal {
    /// The rule that it belongs to.
    pub rule: SmolStr,
    /// Where it is written.
    pub place: Place,
    /// The other rule.
    pub other: SmolStr,
    /// What is found, as the reader sees it, and what the other rule finds in its place.
    pub texts: [String; 2],
    /// Whether both fixes are applied unasked.
    pub unasked: bool,
}

/// The examples of `examples.flag` and `examples.fix` that the first fix of their rule changes
/// into what a fix of another rule changes back. Of each two rules one.
///
/// Whatever is written as a list of words is known to be undone when a style is read; this is for
/// what only shows in a text: patterns, dates, numbers.
pub fn reversals(rules: &RuleSet) -> Vec<ExampleReversal> {
    let mut reversals: Vec<ExampleReversal> = Vec::new();
    for rule in rules.sorted().filter(|rule| rule.manner.enabled) {
        let examples = &rule.manner.examples;
        let fixed = examples.fix.iter().map(|(example, _)| example);
        for example in examples.flag.iter().chain(fixed) {
            for found in reversed(rule, example, rules) {
                let is_known = |known: &ExampleReversal| {
                    [&known.rule, &known.other] == [&found.other, &found.rule]
                        || [&known.rule, &known.other] == [&found.rule, &found.other]
                };
                if !reversals.iter().any(is_known) {
                    reversals.push(found);
                }
            }
        }
    }
    reversals
}

fn reversed(rule: &Rule, example: &Example, rules: &RuleSet) -> Vec<ExampleReversal> {
    let mut reversals = Vec::new();
    let own = |found: &Diagnostic| found.rule == rule.id;
    let before = &*example.text;
    for found in check(before, EXAMPLE_FORMAT, rules).into_iter().filter(own) {
        let fix = found.fixes.first();
        let Some((fix, after)) = fix.and_then(|fix| Some((fix, apply(before, &fix.edits)?))) else {
            continue;
        };
        for back in check(&after, EXAMPLE_FORMAT, rules) {
            let mut fixes = back.fixes.iter();
            let undoes = |fix: &&Fix| apply(&after, &fix.edits).as_deref() == Some(before);
            if let Some(undoing) = fixes.find(undoes).filter(|_| back.rule != rule.id) {
                reversals.push(ExampleReversal {
                    rule: rule.id.clone(),
                    place: example.place,
                    unasked: fix.preferred && undoing.preferred,
                    texts: [found.text.clone(), back.text],
                    other: back.rule,
                });
            }
        }
    }
    reversals
}

/// Whether none of the variants of the rule is chosen for the document `text`.
fn is_silent(text: &str, rule: &Rule, rules: &RuleSet) -> bool {
    let known = rule.check.variants();
    if known.is_empty() {
        return false;
    }
    let document = markup::parse_with(text, EXAMPLE_FORMAT, &rules.parse_options());
    choose(known, &variants(&document, rules)).is_none()
}

/// Runs the examples of one rule of `rules`, with it alone.
pub fn of_rule(rules: &RuleSet, rule: &Rule) -> Vec<ExampleRun> {
    let alone = rules.alone(rule);
    let examples = &rule.manner.examples;
    let of_rule = |found: &Diagnostic| found.rule == rule.id || found.also.contains(&rule.id);
    let found = |text: &str| -> Vec<Diagnostic> {
        let found = check(text, EXAMPLE_FORMAT, &alone);
        found.into_iter().filter(of_rule).collect()
    };
    let run = |text: &SmolStr, place: Place, failure| ExampleRun {
        rule: rule.id.clone(),
        place,
        text: text.clone(),
        failure,
    };
    let mut runs = Vec::new();
    let nothing_found = |text: &str| {
        if is_silent(text, rule, &alone) {
            let known = rule.check.variants().iter().map(SmolStr::to_string);
            return ExampleFailure::NoVariant(known.collect());
        }
        ExampleFailure::NothingFound
    };
    for example in &examples.flag {
        let failure = found(&example.text)
            .is_empty()
            .then(|| nothing_found(&example.text));
        runs.push(run(&example.text, example.place, failure));
    }
    for example in &examples.pass {
        let found = found(&example.text);
        let failure = (!found.is_empty()).then_some(ExampleFailure::Found(found));
        runs.push(run(&example.text, example.place, failure));
    }
    for (example, expected) in &examples.fix {
        let actual = fix_all(&example.text, EXAMPLE_FORMAT, &alone, of_rule).text;
        let failure = (actual != *expected).then(|| match nothing_found(&example.text) {
            silent @ ExampleFailure::NoVariant(_) => silent,
            _ => ExampleFailure::FixedTo {
                expected: expected.clone(),
                actual,
            },
        });
        runs.push(run(&example.text, example.place, failure));
    }
    runs
}
