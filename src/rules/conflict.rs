//! Faults that only show when rules are seen together, or against themselves.
//!
//! A rule that can never find anything, two that undo each other, and a replacement
//! that its own rule would find again.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::rule::{Relation, Rule};
use super::rule_set::{Candidate, RuleSet};
use crate::markup::block::Prose;
use crate::matching::Phrase;
use crate::matching::fold::fold_text;
use crate::matching::sentence::sentences as sentences_of;
use crate::text::Span;

/// Finds entries that can never be found, and automatic fixes that undo each other.
pub(super) fn find(rules: &[Rule], faults: &mut Vec<Fault>) {
    let on = || rules.iter().filter(|rule| rule.manner.enabled);
    for rule in on() {
        never_found(rule, faults);
    }
    undoing(on(), faults);
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
fn undoing<'a>(rules: impl Iterator<Item = &'a Rule>, faults: &mut Vec<Fault>) {
    let mut replaced: FxHashMap<(String, String), &Rule> = FxHashMap::default();
    for rule in rules {
        for (phrase, entry) in rule.check.phrases() {
            let guidance = rule.check.guidance(entry);
            let Some(option) = guidance.options.first().filter(|_| guidance.automatic) else {
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
    for (rule, index) in rules.rules().iter().zip(0u32..) {
        for (phrase, entry) in rule.check.phrases() {
            for option in &rule.check.guidance(entry).options {
                if rule.manner.enabled && is_found_again(rules, index, &phrase, option) {
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

fn is_found_again(rules: &RuleSet, rule: u32, phrase: &Phrase, option: &str) -> bool {
    let prose = Prose::of_text(option);
    let sentences = OnceCell::new();
    let found = rules.find(&prose, &|| {
        sentences.get_or_init(|| sentences_of(option)).as_slice()
    });
    let whole = Span::new(0, option.len());
    let only_folds = fold_text(option) == fold_text(&phrase.written);
    let again = |candidate: &&Candidate| {
        let mut around = found.exceptions.iter();
        let excepted = around.any(|(of, relation, span)| {
            *of == rule && *relation == Relation::Inside && span.contains(candidate.span)
        });
        let mut shields = found.shields.iter();
        let shielded = shields.any(|span| span.contains(candidate.span) && *span != candidate.span);
        let itself = only_folds && candidate.span == whole;
        candidate.rule == rule && !(excepted || shielded || itself)
    };
    found.candidates.iter().any(|candidate| again(&candidate))
}
