//! Faults that only show when rules are seen together, or against themselves.
//!
//! A rule that can never find anything, two that undo each other, and a replacement
//! that its own rule would find again.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::fault::Fault;
use super::kinds::Guidance;
use super::rule::{Relation, Rule};
use super::rule_set::{Candidate, RuleSet};
use crate::markup::block::Prose;
use crate::matching::Phrase;
use crate::matching::fold::fold_text;
use crate::matching::sentence::sentences as sentences_of;
use crate::text::Span;

/// Finds entries that can never be found, and automatic fixes that undo each other.
///
/// `preferred` are names of variants as documents prefer them that say nothing themselves.
pub(super) fn find(rules: &[Rule], preferred: &[SmolStr], faults: &mut Vec<Fault>) {
    let on = || rules.iter().filter(|rule| rule.manner.enabled);
    for rule in on() {
        never_found(rule, faults);
    }
    undoing(on(), preferred, faults);
}

/// An entry that is its own exception is never found.
fn never_found(rule: &Rule, faults: &mut Vec<Fault>) {
    let around = rule
        .exceptions
        .iter()
        .filter(|(relation, _)| *relation == Relation::Inside);
    let exceptions: Vec<&Phrase> = around.map(|(_, phrase)| phrase).collect();
    if exceptions.is_empty() {
        return;
    }
    // An exception with a capital shields only what has it: *House of Cards* is a title.
    let in_any_case = |written: &str| !written.chars().any(char::is_uppercase);
    let excepted: Vec<String> = exceptions
        .iter()
        .filter(|phrase| in_any_case(&phrase.written))
        .map(|phrase| fold_text(&phrase.written))
        .collect();
    let itself = |written: &str| exceptions.iter().any(|phrase| phrase.written == written);
    for (phrase, entry) in rule.check.phrases() {
        let written = rule.check.written(entry);
        if phrase.written == written && (itself(written) || excepted.contains(&fold_text(written)))
        {
            let message = format!(
                "‘{written}’ can never be found by ‘{}’: it is its own exception",
                rule.id
            );
            faults.push(
                Fault::error(rule.check.place(entry).unwrap_or(rule.place), message)
                    .with_help("remove it from ‘except’, or from the rule"),
            );
        }
    }
}

/// Two automatic replacements that lead back to where they started.
fn undoing<'a>(
    rules: impl Iterator<Item = &'a Rule>,
    preferred: &[SmolStr],
    faults: &mut Vec<Fault>,
) {
    let mut replaced: FxHashMap<(String, String), &Rule> = FxHashMap::default();
    for rule in rules {
        for (phrase, entry) in rule.check.phrases() {
            let guidance = rule.check.guidance(entry, preferred);
            let automatic = guidance.filter(|guidance| guidance.automatic);
            let Some(option) = automatic.and_then(|guidance| guidance.options.first()) else {
                continue;
            };
            let step = (fold_text(&phrase.written), fold_text(option));
            if step.0 == step.1 {
                continue;
            }
            let back = (step.1.clone(), step.0.clone());
            if let Some(other) = replaced.get(&back) {
                let message = format!(
                    "‘{}’ and ‘{}’ undo each other: ‘{}’ and ‘{option}’",
                    other.id, rule.id, phrase.written
                );
                faults.push(
                    Fault::error(rule.check.place(entry).unwrap_or(rule.place), message)
                        .with_help("decide for one of them"),
                );
            }
            replaced.insert(step, rule);
        }
    }
}

/// A replacement that its own rule finds would be flagged again as soon as it stands there.
pub(super) fn find_again(rules: &RuleSet, faults: &mut Vec<Fault>) {
    let preferred = rules.options().variants(&[]);
    let finder = Finder {
        rules,
        preferred: &preferred,
    };
    for (rule, index) in rules.rules().iter().zip(0u32..) {
        for (phrase, entry) in rule.check.phrases() {
            let guidance = rule.check.guidance(entry, &preferred);
            for option in guidance.iter().flat_map(|guidance| &guidance.options) {
                if rule.manner.enabled && finder.finds_again(index, &phrase, option) {
                    let place = rule.check.place(entry).unwrap_or(rule.place);
                    let message = format!(
                        "‘{option}’, to be written instead of ‘{}’, would be found again",
                        phrase.written
                    );
                    let help = format!("write another replacement, or add except = [\"{option}\"]");
                    faults.push(Fault::error(place, message).with_help(help));
                }
            }
        }
    }
}

struct Finder<'a> {
    rules: &'a RuleSet,
    preferred: &'a [SmolStr],
}

impl Finder<'_> {
    /// Whether the rule of this index finds `option`, which it writes for `phrase`.
    fn finds_again(&self, rule: u32, phrase: &Phrase, option: &str) -> bool {
        let prose = Prose::of_text(option);
        let sentences = OnceCell::new();
        let found = self.rules.find(&prose, &|| {
            sentences.get_or_init(|| sentences_of(option)).as_slice()
        });
        let whole = Span::new(0, option.len());
        let only_folds = fold_text(option) == fold_text(&phrase.written);
        let own = || found.candidates.iter().filter(|found| found.rule == rule);
        let is_right = |candidate: &Candidate| self.guidance(*candidate).is_none();
        let again = |candidate: &&Candidate| {
            let mut around = found.exceptions.iter();
            let excepted = around.any(|(of, relation, span)| {
                *of == rule && *relation == Relation::Inside && span.contains(candidate.span)
            });
            let strictly = |span: Span| span.contains(candidate.span) && span != candidate.span;
            let shielded = found.shields.iter().any(|span| strictly(*span))
                || own().any(|other| strictly(other.span) && is_right(other));
            let itself = only_folds && candidate.span == whole;
            // What is one of the replacements already is no finding.
            let guidance = self.guidance(**candidate);
            let text = candidate.span.text(option).unwrap_or("");
            let is_option =
                guidance.is_some_and(|guidance| guidance.options.iter().any(|one| one == text));
            !(excepted || shielded || itself || is_option || guidance.is_none())
        };
        own().any(|candidate| again(&candidate))
    }

    fn guidance(&self, candidate: Candidate) -> Option<&Guidance> {
        let rule = self.rules.rules().get(candidate.rule as usize)?;
        rule.check.guidance(candidate.entry, self.preferred)
    }
}
