//! Faults that only show when rules are seen together, or against themselves.

use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::rule::Rule;
use crate::matching::fold::fold_text;

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
    let exceptions = &rule.exceptions;
    if exceptions.is_empty() {
        return;
    }
    let excepted: Vec<String> = exceptions
        .iter()
        .map(|phrase| fold_text(&phrase.written))
        .collect();
    for (phrase, entry) in rule.check.phrases() {
        let written = rule.check.written(entry);
        if phrase.written == written && excepted.contains(&fold_text(written)) {
            let message = format!(
                "‘{written}’ can never be found by ‘{}’: it is its own exception",
                rule.id
            );
            faults.push(
                Fault::error(rule.place, message)
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
                faults.push(Fault::error(rule.place, message).with_help("decide for one of them"));
            }
            replaced.insert(step, rule);
        }
    }
}
