//! The compiled rules that apply to a document.
//!
//! It must not know which paths they are for, nor where files are. How they are made
//! from style files and settings is in [`super::compile`].

use std::sync::Arc;

use smol_str::SmolStr;

use super::compile::CompileOptions;
use super::fault::nearest;
use super::gate::Gate;
use super::id::covers;
use super::rule::{Relation, Rule};
use crate::markup::block::Prose;
use crate::markup::{ParseOptions, ScopeSet};
use crate::matching::sentence::Sentence;
use crate::matching::{Language, Table, TableBuilder, Tokens};
use crate::text::Span;

/// The rules that apply to a document, and what a configuration says besides. Immutable,
/// shared between threads; a clone shares what was compiled.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    compiled: Arc<Compiled>,
    options: CompileOptions,
}

#[derive(Debug, Default)]
struct Compiled {
    /// Sorted by id.
    rules: Vec<Rule>,
    /// What the program itself says, see [`super::builtin`].
    builtin: Vec<Rule>,
    table: Table,
    /// What a hit of the table means: its payload is an index.
    targets: Vec<Target>,
    /// The searches that rules make for themselves: rule, and number of the search in it.
    searches: Vec<(u32, usize)>,
    /// Which of them a text needs.
    gate: Gate,
    /// Every scope that a rule looks at.
    scopes: ScopeSet,
}

#[derive(Debug, Clone, Copy)]
struct Target {
    rule: u32,
    purpose: Purpose,
}

#[derive(Debug, Clone, Copy)]
enum Purpose {
    /// The phrase is found for this entry of the rule.
    Entry(u32),
    /// Standing so to a match, it silences the rule.
    Exception(Relation),
    /// What lies inside is silenced for every rule: it is a term.
    Shield,
}

/// Something a rule looks for, found, before any condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the rule in [`RuleSet::rules`].
    pub rule: u32,
    /// Which of its entries.
    pub entry: u32,
    /// Which form of the entry.
    pub form: u16,
    /// Where, in the block's reader's text.
    pub span: Span,
}

/// What was found in one block.
#[derive(Debug, Default)]
pub struct Found {
    /// The candidates of all rules, in no order.
    pub candidates: Vec<Candidate>,
    /// Exceptions of a rule.
    pub exceptions: Vec<(u32, Relation, Span)>,
    /// Terms, which shield what lies strictly inside them.
    pub shields: Vec<Span>,
}

impl RuleSet {
    /// Puts compiled rules together, and those of the program itself.
    pub(super) fn new(mut rules: Vec<Rule>, builtin: Vec<Rule>, options: CompileOptions) -> Self {
        for (rule, rank) in rules.iter_mut().zip(0u32..) {
            rule.rank = rank;
        }
        sort_by_id(&mut rules);
        let mut set = Compiled {
            builtin,
            ..Compiled::default()
        };
        let mut builder = TableBuilder::new(options.letters());
        let mut needs = Vec::new();
        for (rule, index) in rules.iter().zip(0u32..) {
            if rule.manner.enabled {
                set.scopes = set.scopes.union(rule.manner.scope);
                rule.check.phrases(&mut |phrase, entry| {
                    builder.add(phrase, set.payload(index, Purpose::Entry(entry)));
                });
                for (relation, phrase) in &rule.exceptions {
                    builder.add(phrase, set.payload(index, Purpose::Exception(*relation)));
                }
                for phrase in rule.check.shields() {
                    builder.add(phrase, set.payload(index, Purpose::Shield));
                }
                for (number, literals) in rule.check.searches().into_iter().enumerate() {
                    set.searches.push((index, number));
                    needs.push(literals);
                }
            }
        }
        set.rules = rules;
        set.targets.shrink_to_fit();
        set.table = builder.build();
        set.gate = Gate::new(needs);
        Self {
            compiled: Arc::new(set),
            options,
        }
    }

    /// Every rule of the styles, also those that are off, sorted by id.
    pub fn rules(&self) -> &[Rule] {
        &self.compiled.rules
    }

    /// The rule with this whole id, also one of the program itself.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let own = || self.compiled.builtin.iter().find(|rule| rule.id == id);
        self.index(id)
            .and_then(|index| self.rules().get(index))
            .or_else(own)
    }

    /// The place of a rule in the order of the configuration: of its styles, and in each
    /// as it is written. What the program itself says comes last.
    pub fn rank(&self, id: &str) -> u32 {
        let rule = self.index(id).and_then(|index| self.rules().get(index));
        rule.map_or(u32::MAX, |rule| rule.rank)
    }

    fn index(&self, id: &str) -> Option<usize> {
        let rules = self.rules();
        rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok()
    }

    /// The rules that `id` names: one, or all below it.
    pub fn below<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Rule> {
        let all = self.rules().iter().chain(&self.compiled.builtin);
        all.filter(move |rule| covers(id, &rule.id))
    }

    /// A set of this one's options with `rule`, switched on, and the terms of its style.
    #[must_use]
    pub fn alone(&self, rule: &Rule) -> Self {
        let style = rule.id.split('.').next().unwrap_or("");
        let terms = self.rules().iter().filter(|other| {
            other.id != rule.id && covers(style, &other.id) && !other.check.shields().is_empty()
        });
        let mut rules: Vec<Rule> = terms.cloned().collect();
        let mut rule = rule.clone();
        Arc::make_mut(&mut rule.manner).enabled = true;
        rules.push(rule);
        Self::new(rules, Vec::new(), self.options.clone())
    }

    /// The same rules, compiled already, with what else another configuration says.
    #[must_use]
    pub fn with_options(&self, options: CompileOptions) -> Self {
        Self {
            compiled: Arc::clone(&self.compiled),
            options,
        }
    }

    /// The id most like `written`, of a rule or of a group of rules.
    pub fn nearest_id(&self, written: &str) -> Option<SmolStr> {
        // The name of a rule without its style.
        let short = |rule: &&Rule| {
            rule.id
                .strip_suffix(written)
                .is_some_and(|rest| rest.ends_with('.'))
        };
        if let Some(rule) = self.rules().iter().find(short) {
            return Some(rule.id.clone());
        }
        let groups = self.rules().iter().flat_map(|rule| {
            let ends = rule
                .id
                .match_indices('.')
                .map(|(at, _)| at)
                .chain([rule.id.len()]);
            ends.filter_map(|end| rule.id.get(..end))
        });
        nearest(written, groups).map(SmolStr::new)
    }

    /// What the rules were compiled with.
    pub fn options(&self) -> &CompileOptions {
        &self.options
    }

    /// Every scope that some rule looks at.
    pub fn scopes(&self) -> ScopeSet {
        self.compiled.scopes
    }

    /// What the language of the documents asks of matching.
    pub fn language(&self) -> Language {
        self.options.letters()
    }

    /// How documents are read.
    pub fn parse_options(&self) -> ParseOptions<'_> {
        ParseOptions {
            ignore_text: &self.options.ignore_text,
        }
    }

    /// Finds everything that the rules look for in one block, whatever its scopes.
    ///
    /// `sentences` is asked only if capitals make it necessary.
    pub fn find<'s>(&self, prose: &Prose, sentences: &impl Fn() -> &'s [Sentence]) -> Found {
        self.compiled.find(prose, sentences)
    }
}

/// Sorts a hundred thousand rules without following a pointer for each comparison: ids are
/// alike at their start, and eight bytes behind that tell nearly all of them apart.
fn sort_by_id(rules: &mut [Rule]) {
    let alike = |one: &str, other: &str| {
        one.bytes()
            .zip(other.bytes())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let first = rules.first().map_or("", |rule| rule.id.as_str());
    let common = rules
        .iter()
        .map(|rule| alike(first, &rule.id))
        .min()
        .unwrap_or(0);
    let key = |rule: &Rule| {
        let mut key = [0; 8];
        let rest = rule.id.as_bytes().get(common..).unwrap_or(&[]);
        for (slot, byte) in key.iter_mut().zip(rest) {
            *slot = *byte;
        }
        u64::from_be_bytes(key)
    };
    let keys: Vec<u64> = rules.iter().map(key).collect();
    let key = |rule: &Rule| keys.get(rule.rank as usize);
    rules.sort_unstable_by(|one, other| {
        key(one)
            .cmp(&key(other))
            .then_with(|| one.id.cmp(&other.id))
    });
}

impl Compiled {
    fn payload(&mut self, rule: u32, purpose: Purpose) -> u32 {
        self.targets.push(Target { rule, purpose });
        self.targets.len() as u32 - 1
    }

    fn find<'s>(&self, prose: &Prose, sentences: &impl Fn() -> &'s [Sentence]) -> Found {
        let mut found = Found::default();
        if !self.table.is_empty() {
            let tokens = Tokens::of_prose(prose);
            self.table.find(&prose.text, &tokens, sentences, |hit| {
                let Some(target) = self.targets.get(hit.payload as usize) else {
                    return;
                };
                match target.purpose {
                    Purpose::Exception(relation) => {
                        found.exceptions.push((target.rule, relation, hit.span));
                    }
                    Purpose::Shield => found.shields.push(hit.span),
                    Purpose::Entry(entry) => found.candidates.push(Candidate {
                        rule: target.rule,
                        entry,
                        form: hit.form,
                        span: hit.span,
                    }),
                }
            });
        }
        for search in self.gate.open(&prose.text) {
            let Some((index, number)) = self.searches.get(search).copied() else {
                continue;
            };
            if let Some(rule) = self.rules.get(index as usize) {
                rule.check.scan(number, &prose.text, &mut |span, entry| {
                    found.candidates.push(Candidate {
                        rule: index,
                        entry,
                        form: 0,
                        span,
                    });
                });
            }
        }
        found
    }
}
