//! The terms of a rule set in the order of their letters, for whoever begins to write one.
//!
//! It must not know documents.

use super::rule_set::RuleSet;
use crate::matching::character::{is_apostrophe, is_hyphen};

/// The preferred terms of a rule set.
#[derive(Debug, Default)]
pub struct Glossary {
    /// Sorted by what is compared, each once.
    terms: Vec<Term>,
}

/// A preferred term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it is compared: see [`comparable`].
    compared: Box<str>,
    /// As it should be written.
    pub text: Box<str>,
    /// The index of its rule in [`RuleSet::rules`].
    pub rule: u32,
}

impl Glossary {
    /// The preferred terms of `rules` that are on. Of rules about one term that with a definition
    /// counts, else the first.
    pub fn new(rules: &RuleSet) -> Self {
        let mut terms = Vec::new();
        for (rule, index) in rules.rules().iter().zip(0u32..) {
            let entry = rule.check.term().filter(|entry| entry.preferred);
            if let Some(entry) = entry.filter(|_| rule.manner.enabled) {
                let text = entry.term.replace('~', "");
                let compared = comparable(&text).into();
                let without = entry.definition.is_none();
                let term = Term {
                    compared,
                    text: text.into(),
                    rule: index,
                };
                terms.push((term, without));
            }
        }
        terms.sort_by(|(one, one_without), (other, other_without)| {
            let key = |term: &Term, without: bool| {
                (term.compared.clone(), term.text.clone(), without, term.rule)
            };
            key(one, *one_without).cmp(&key(other, *other_without))
        });
        terms.dedup_by(|(one, _), (other, _)| one.text == other.text);
        Self {
            terms: terms.into_iter().map(|(term, _)| term).collect(),
        }
    }

    /// The terms that begin with `typed`, in any case of its letters, sorted.
    pub fn starting_with(&self, typed: &str) -> &[Term] {
        let typed = comparable(typed);
        let first = self.terms.partition_point(|term| *term.compared < *typed);
        let rest = self.terms.get(first..).unwrap_or(&[]);
        let count = rest.partition_point(|term| term.compared.starts_with(&*typed));
        rest.get(..count).unwrap_or(&[])
    }
}

/// `text` as beginnings are compared: without case, with one apostrophe, one hyphen and one
/// space. Every character gives exactly one, so that a beginning can be counted off.
pub fn comparable(text: &str) -> String {
    let one = |c: char| {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            _ if is_apostrophe(c) => '\'',
            _ if is_hyphen(c) => '-',
            _ if c.is_whitespace() => ' ',
            (Some(small), None) => small,
            _ => c,
        }
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::compile::{CompileOptions, compile};
    use super::super::definition::{Naming, style};
    use super::super::value::FileId;
    use super::*;

    #[test]
    fn terms_are_found_by_how_they_begin() {
        let source = "
            [[term]]\nterm = \"ceasefire\"\n
            [[term]]\nterm = \"client state\"\n
            [[term]]\nterm = \"Côte d’Ivoire\"\n
            [[term]]\nid = \"second\"\nterm = \"ceasefire\"\ndefinition = \"An end.\"\n
            [[term]]\nterm = \"co~operate\"\n
            [[term]]\nid = \"izmir\"\nterm = \"İzmir\"\n
            [[term]]\nterm = \"cease\"\nstatus = \"admitted\"\n
            [[term]]\nterm = \"ceasing\"\nstatus = \"deprecated\"\n";
        let naming = Naming {
            folder: None,
            stem: "desk",
        };
        let mut faults = Vec::new();
        let style = style::read(FileId(0), source, naming, &mut faults);
        let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        let glossary = Glossary::new(&rules);
        let cases: [(&str, &[&str]); 8] = [
            (
                "c",
                &["ceasefire", "client state", "cooperate", "Côte d’Ivoire"],
            ),
            ("CE", &["ceasefire"]),
            ("ceasefire", &["ceasefire"]),
            ("ceasefires", &[]),
            ("client\u{A0}s", &["client state"]),
            ("côte d'", &["Côte d’Ivoire"]),
            ("İ", &["İzmir"]),
            ("x", &[]),
        ];
        for (typed, expected) in cases {
            let found = glossary.starting_with(typed).iter();
            let found: Vec<&str> = found.map(|term| &*term.text).collect();
            assert_eq!(found, expected, "{typed}");
        }
        let with_definition = glossary.starting_with("ceasefire");
        let rule = rules.rules().get(with_definition[0].rule as usize);
        let entry = rule.and_then(|rule| rule.check.term()).expect("a term");
        assert_eq!(entry.definition, Some("An end."));
    }
}
