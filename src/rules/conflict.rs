//! Faults that only show when rules are seen together, or against themselves.
//!
//! A rule that can never find anything, two that undo each other, and a replacement
//! that its own rule would find again. A glossary has a hundred thousand replacements:
//! what is looked at closely is first chosen by hashes.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::fault::Fault;
use super::kinds::Guidance;
use super::passage::Passage;
use super::rule::{Relation, Rule};
use super::rule_set::{Candidate, RuleSet};
use super::value::FileId;
use crate::matching::fold::fold_text;
use crate::matching::token::Token;
use crate::matching::{Language, Phrase, Tokens};
use crate::text::Span;
use crate::text::beside::map_all;

/// Of each entry so many forms are looked at: in languages in which a phrase has thousands
/// they tell no more than the first.
const MOST_FORMS: u16 = 64;

/// So many rules are looked at one after the other.
const RULES_AT_ONCE: u32 = 64;

/// Finds entries that can never be found, fixes that undo each other, and
/// replacements that would be found again.
pub(super) fn find(rules: &RuleSet, faults: &mut Vec<Fault>) {
    // Names of variants as documents prefer them that say nothing themselves.
    let preferred = rules.options().variants(&[]);
    let finder = Finder {
        rules,
        preferred: &preferred,
    };
    find_examples(rules, faults);
    let count = rules.rules().len() as u32;
    let starts = (0..count).step_by(RULES_AT_ONCE as usize).collect();
    let found = map_all(starts, |start: u32| {
        let mut search = Search::default();
        for number in start..count.min(start + RULES_AT_ONCE) {
            finder.look_at(number, &mut search);
        }
        search.faults
    });
    faults.extend(found.into_iter().flatten());
}

/// What is found, and lists that are used for all rules.
#[derive(Default)]
struct Search {
    faults: Vec<Fault>,
    words: Vec<Token>,
    firsts: Vec<u32>,
}

/// Whether its finds are findings only together: then others may well find the same.
fn is_judged_together(rule: &Rule) -> bool {
    rule.check.together().is_some() || rule.check.across().is_some()
}

/// Hints at phrases of the rules in `file` that another rule, or another entry, finds already.
pub fn covered(rules: &RuleSet, file: FileId) -> Vec<Fault> {
    let finder = Finder {
        rules,
        preferred: &[],
    };
    let mut faults = Vec::new();
    let mut words = Vec::new();
    for (rule, index) in rules.rules().iter().zip(0u32..) {
        if !rule.manner.enabled || rule.place.file != file || is_judged_together(rule) {
            continue;
        }
        let mut entries = Vec::new();
        rule.check.phrases(&mut |_, entry| entries.push(entry));
        entries.dedup();
        for entry in entries {
            let one = Replaced {
                rule: index,
                entry,
                form: 0,
            };
            faults.extend(finder.covered(rule, one, &mut words));
        }
    }
    faults
}

/// Finds examples that two rules have, and those that a rule is to find and not to find.
fn find_examples(rules: &RuleSet, faults: &mut Vec<Fault>) {
    let mut flagged: FxHashMap<&str, &Rule> = FxHashMap::default();
    for rule in rules.rules() {
        let examples = &rule.manner.examples;
        for example in &examples.flag {
            if let Some(pass) = examples.pass.iter().find(|pass| pass.text == example.text) {
                let message = "this example is to be found and not to be found";
                faults.push(
                    Fault::error(pass.place, message)
                        .with_help("take it out of ‘examples.flag’, or out of ‘examples.pass’"),
                );
            }
            let first = flagged.entry(example.text.as_str()).or_insert(rule);
            if first.id != rule.id {
                let message = format!("this is an example of ‘{}’, too", first.id);
                faults.push(Fault::hint(example.place, message).with_help(
                    "write one that only this rule finds, so that it shows what the rule is for",
                ));
            }
        }
    }
}

/// Calls `look` with every entry of a rule and every form of it, each once.
fn each_form(rule: &Rule, look: &mut dyn FnMut(u32, u16)) {
    let mut last = None;
    rule.check.phrases(&mut |phrase, entry| {
        for form in forms_of(phrase) {
            // The variants by hyphens follow each other.
            if last.replace((entry, form)) != Some((entry, form)) {
                look(entry, form);
            }
        }
    });
}

/// The numbers of the forms of its entry that a phrase stands for.
fn forms_of(phrase: &Phrase) -> Range<u16> {
    match phrase.inflecting {
        Some(_) => 0..phrase.form_count(),
        None => phrase.form..phrase.form.saturating_add(1),
    }
}

/// Adds the hashes of the words with which something that the rule finds may start, sorted.
/// `words` is what phrases are cut into.
fn first_words(rule: &Rule, firsts: &mut Vec<u32>, words: &mut Vec<Token>) {
    rule.check.phrases(&mut |phrase, _| {
        for form in 0..phrase.form_count() {
            Tokens::of_text_into(&phrase.text_of(form), words);
            firsts.extend(words.first().map(|word| word.hash));
            // Where the word that inflects is not the first, the first is always the same.
            if phrase
                .inflecting
                .as_ref()
                .is_none_or(|it| it.head().start > 0)
            {
                break;
            }
        }
    });
    firsts.sort_unstable();
    firsts.dedup();
}

/// An entry that is its own exception is never found.
fn never_found(rule: &Rule, language: Language, faults: &mut Vec<Fault>) {
    let around = rule
        .exceptions
        .iter()
        .filter(|(relation, _)| *relation == Relation::Inside);
    let exceptions: FxHashSet<Cow<'_, str>> = around
        .flat_map(|(_, phrase)| (0..phrase.form_count()).map(|form| phrase.text_of(form)))
        .collect();
    // An exception with a capital shields only what has it: *House of Cards* is a title.
    let in_any_case = |written: &&Cow<'_, str>| !written.chars().any(char::is_uppercase);
    let excepted: FxHashSet<String> = exceptions
        .iter()
        .filter(in_any_case)
        .map(|text| fold_text(text, language))
        .collect();
    each_form(rule, &mut |entry, form| {
        let written = rule.check.form(entry, form);
        if exceptions.contains(&written) || excepted.contains(&fold_text(&written, language)) {
            let message = format!(
                "‘{written}’ can never be found by ‘{}’: it is its own exception",
                rule.id
            );
            faults.push(
                Fault::error(rule.check.place(entry).unwrap_or(rule.place), message)
                    .with_help("remove it from ‘except’, or from the rule"),
            );
        }
    });
}

/// An entry in one of its forms, of the rule of this index.
#[derive(Debug, Clone, Copy)]
struct Replaced {
    rule: u32,
    entry: u32,
    form: u16,
}

struct Finder<'a> {
    rules: &'a RuleSet,
    preferred: &'a [SmolStr],
}

impl Finder<'_> {
    /// Adds what is wrong with the rule of this index.
    fn look_at(&self, index: u32, search: &mut Search) {
        let Some(rule) = self.rule(index).filter(|rule| rule.manner.enabled) else {
            return;
        };
        let Search {
            faults,
            words,
            firsts,
        } = search;
        if self.excepts_itself(rule, index, words) {
            never_found(rule, self.rules.language(), faults);
        }
        firsts.clear();
        // What is wrong with an entry is mostly wrong with all its forms: it is said once.
        let mut told = FxHashSet::default();
        each_form(rule, &mut |entry, form| {
            if form >= MOST_FORMS {
                return;
            }
            let guidance = rule.check.guidance(entry, form, self.preferred);
            let Some(guidance) = guidance.filter(|guidance| !guidance.options.is_empty()) else {
                return;
            };
            let one = Replaced {
                rule: index,
                entry,
                form,
            };
            if firsts.is_empty() {
                first_words(rule, firsts, words);
            }
            for (number, option) in guidance.options.iter().enumerate() {
                Tokens::of_text_into(option, words);
                if guidance.options.len() == 1 {
                    let automatic = guidance.automatic;
                    faults.extend(self.undone(rule, one, (option, automatic), words));
                }
                let mut words = words.iter();
                if words.any(|word| firsts.binary_search(&word.hash).is_ok())
                    && !told.contains(&(entry, number))
                {
                    let fault = self.found_again(rule, one, option);
                    told.extend(fault.is_some().then_some((entry, number)));
                    faults.extend(fault);
                }
            }
        });
    }

    fn rule(&self, index: u32) -> Option<&Rule> {
        self.rules.rules().get(index as usize)
    }

    /// Whether an exception of the rule of this index may be one of its entries, by the hashes
    /// of its words.
    fn excepts_itself(&self, rule: &Rule, index: u32, words: &mut Vec<Token>) -> bool {
        let mut around = rule.exceptions.iter();
        around.any(|(relation, phrase)| {
            let mut forms = 0..phrase.form_count();
            *relation == Relation::Inside
                && forms.any(|form| {
                    Tokens::of_text_into(&phrase.text_of(form), words);
                    let mut is_own = false;
                    self.rules.spelt(words, |of, _, _| is_own |= of == index);
                    is_own
                })
        })
    }

    fn folded(&self, text: &str) -> String {
        fold_text(text, self.rules.language())
    }

    fn guidance(&self, of: Replaced) -> Option<Cow<'_, Guidance>> {
        let check = &self.rule(of.rule)?.check;
        check.guidance(of.entry, of.form, self.preferred)
    }

    /// The fault of the only replacement, whose words these are, that leads back to where
    /// another started. Where one of the two is only offered it is a hint: nothing is written
    /// to and fro, but whoever takes the one is sent to the other.
    fn undone(
        &self,
        rule: &Rule,
        one: Replaced,
        (option, automatic): (&str, bool),
        words: &[Token],
    ) -> Option<Fault> {
        let mut back = Vec::new();
        self.rules.spelt(words, |rule, entry, phrase| {
            let forms = forms_of(phrase);
            back.extend(forms.map(|form| Replaced { rule, entry, form }));
        });
        // Of two that undo each other the one is at fault that comes later by its id.
        let order = |one: &Replaced| {
            (
                self.rule(one.rule).map(|rule| &rule.id),
                one.entry,
                one.form,
            )
        };
        back.retain(|back| back.form < MOST_FORMS && order(back) < order(&one));
        if back.is_empty() {
            return None;
        }
        let written = rule.check.form(one.entry, one.form);
        let (from, to) = (self.folded(&written), self.folded(option));
        if from == to {
            return None;
        }
        // Of several the nearest.
        back.sort_unstable_by(|one, other| order(one).cmp(&order(other)));
        let mut back = back.into_iter().rev();
        let (other, both) = back.find_map(|back| self.leads(back, &to, &from))?;
        let message = format!(
            "‘{}’ and ‘{}’ undo each other: ‘{written}’ and ‘{option}’",
            other.id, rule.id
        );
        let place = rule.check.place(one.entry).unwrap_or(rule.place);
        let fault = if automatic && both {
            Fault::error(place, message)
        } else {
            Fault::hint(place, message)
        };
        Some(fault.with_help("decide for one of them"))
    }

    /// The rule of `one` if it leads from one text to the other and nowhere else, and whether unasked.
    fn leads(&self, one: Replaced, from: &str, to: &str) -> Option<(&Rule, bool)> {
        let rule = self.rule(one.rule)?;
        if self.folded(&rule.check.form(one.entry, one.form)) != from {
            return None;
        }
        let guidance = self.guidance(one)?;
        let [option] = &guidance.options[..] else {
            return None;
        };
        (self.folded(option) == to).then_some((rule, guidance.automatic))
    }

    /// The hint that an entry as written is found by another already.
    fn covered(&self, rule: &Rule, one: Replaced, words: &mut Vec<Token>) -> Option<Fault> {
        let written = rule.check.written(one.entry);
        Tokens::of_text_into(written, words);
        let folded = self.folded(written);
        let in_any_case = |text: &str| !text.chars().any(char::is_uppercase);
        let mut other: Option<(u32, u32)> = None;
        self.rules.spelt(words, |of, entry, phrase| {
            let Some(of_rule) = self.rule(of).filter(|rule| !is_judged_together(rule)) else {
                return;
            };
            // Of two in one file the one is told that stands later.
            let in_file = of_rule.place.file == rule.place.file;
            let is_later = in_file && (of, entry) >= (one.rule, one.entry);
            if is_later || other.is_some() {
                return;
            }
            let mut forms = forms_of(phrase).take(usize::from(MOST_FORMS));
            let is_same = forms.any(|form| {
                let text = phrase.text_of(form);
                *text == *written || (in_any_case(&text) && self.folded(&text) == folded)
            });
            other = is_same.then_some((of, entry));
        });
        let (of, entry) = other?;
        let first = self.rule(of)?;
        let place = rule.check.place(one.entry).unwrap_or(rule.place);
        let first_place = first.check.place(entry).unwrap_or(first.place);
        let message = if of == one.rule {
            format!("‘{written}’ is found by this rule already")
        } else {
            format!("‘{written}’ is found by ‘{}’ already", first.id)
        };
        Some(Fault::hint(place, message).related_to(first_place, "the other stands"))
    }

    /// The fault of a replacement that its own rule would find as soon as it stands there.
    fn found_again(&self, rule: &Rule, one: Replaced, option: &str) -> Option<Fault> {
        let written = rule.check.form(one.entry, one.form);
        if !self.finds_again(one.rule, &written, option) {
            return None;
        }
        let place = rule.check.place(one.entry).unwrap_or(rule.place);
        let message =
            format!("‘{option}’, to be written instead of ‘{written}’, would be found again");
        let help = format!("write another replacement, or add except = [\"{option}\"]");
        Some(Fault::error(place, message).with_help(help))
    }

    /// Whether the rule of this index finds `option`, which it writes for `written`.
    fn finds_again(&self, rule: u32, written: &str, option: &str) -> bool {
        let passage = Passage::of_text(option, self.rules.language());
        let found = self.rules.find_for(rule, &passage);
        let whole = Span::new(0, option.len());
        let only_folds = self.folded(option) == self.folded(written);
        let shields = self.rule(rule).is_some_and(|rule| rule.shielded);
        let own = || found.candidates.iter().filter(|found| found.rule == rule);
        let is_right = |candidate: &Candidate| {
            let rule = self.rule(candidate.rule);
            rule.is_some_and(|rule| rule.check.is_right(candidate.entry, self.preferred))
        };
        let again = |candidate: &&Candidate| {
            let mut around = found.exceptions.iter();
            let excepted = around.any(|(of, relation, span)| {
                *of == rule && *relation == Relation::Inside && span.contains(candidate.span)
            });
            let strictly = |span: Span| span.contains(candidate.span) && span != candidate.span;
            let shielded = (shields && found.shields.iter().any(|span| strictly(*span)))
                || own().any(|other| strictly(other.span) && is_right(other));
            let itself = only_folds && candidate.span == whole;
            // What is one of the replacements already is no finding.
            let Some(guidance) = self.guidance(Replaced {
                rule,
                entry: candidate.entry,
                form: candidate.form,
            }) else {
                return false;
            };
            let text = candidate.span.text(option).unwrap_or("");
            let is_option = guidance.options.iter().any(|one| one == text);
            !(excepted || shielded || itself || is_option)
        };
        own().any(|candidate| again(&candidate))
    }
}
