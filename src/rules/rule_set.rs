//! The compiled rules that apply to a document.
//!
//! It must not know which paths they are for, nor where files are. How they are made
//! from style files and settings is in [`super::compile`].

mod finding;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::compile::CompileOptions;
use super::fault::nearest;
use super::gate::Gate;
use super::id::covers;
use super::id_order;
use super::kinds::across::Across;
use super::rule::{Relation, Rule};
use crate::markup::{ParseOptions, ScopeSet};
use crate::matching::{Language, Table, TableBuilder};
use crate::text::Span;

/// The rules that apply to a document, and what a configuration says besides. Immutable,
/// shared between threads; a clone shares what was compiled.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    compiled: Arc<Compiled>,
    options: CompileOptions,
    /// Whether rules that cannot be asked at once are left out.
    skips_unprepared: bool,
}

#[derive(Debug, Default)]
struct Compiled {
    /// In the order of the configuration: of its styles, and in each as it is written.
    rules: Vec<Rule>,
    /// Indexes of `rules`, sorted by id.
    by_id: Vec<u32>,
    /// What the program itself says, see [`super::builtin`].
    builtin: Vec<Rule>,
    table: Table,
    /// What a hit of the table means: its payload is an index.
    targets: Vec<Target>,
    /// The searches that rules make for themselves: rule, and number of the search in it.
    searches: Vec<(u32, usize)>,
    /// Which of them a text needs.
    gate: Gate,
    /// The rules that could not be asked at once when this was made.
    slow: Vec<u32>,
    /// The rules that take notes of a block for the whole document.
    noting: Vec<u32>,
    /// The rules that judge their finds in a block together.
    joining: Vec<u32>,
    /// Whether any rule judges the document as a whole.
    judges: bool,
    /// Every scope that a rule looks at.
    scopes: ScopeSet,
    /// The ids most like names that were asked for: documents with a wrong one ask at each key.
    nearest: Mutex<FxHashMap<String, Option<SmolStr>>>,
    /// The names of variants that any rule knows, sorted.
    variants: OnceLock<Vec<SmolStr>>,
}

/// So many wrong names are remembered with what is most like them.
const MOST_ASKED: usize = 64;

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
    /// It is a term that silences nothing.
    Term,
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
    pub(super) fn new(rules: Vec<Rule>, builtin: Vec<Rule>, options: CompileOptions) -> Self {
        let mut set = Compiled {
            by_id: id_order::sorted(&rules),
            builtin,
            ..Compiled::default()
        };
        let mut builder = TableBuilder::new(options.letters());
        // Most rules of a large glossary have one phrase.
        builder.reserve(rules.len());
        set.targets.reserve(rules.len());
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
                for phrase in rule.check.term().map_or(&[][..], |term| term.unshielding) {
                    builder.add(phrase, set.payload(index, Purpose::Term));
                }
                if !rule.check.is_prepared() {
                    set.slow.push(index);
                }
                if rule.check.together().is_some() {
                    set.joining.push(index);
                }
                let across = rule.check.across();
                set.judges |= across.is_some();
                if across.is_some_and(Across::takes_notes) {
                    set.noting.push(index);
                }
                for (number, needed) in rule.check.searches().into_iter().enumerate() {
                    set.searches.push((index, number));
                    needs.push(needed);
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
            skips_unprepared: false,
        }
    }

    /// Every rule of the styles, also those that are off, in the order of the configuration:
    /// of its styles, and in each as it is written.
    pub fn rules(&self) -> &[Rule] {
        &self.compiled.rules
    }

    /// The names of variants that any rule knows, sorted.
    pub fn variants(&self) -> &[SmolStr] {
        self.compiled.variants.get_or_init(|| {
            let rules = self.rules().iter();
            let names = rules.flat_map(|rule| rule.check.variants().iter().cloned());
            names.collect::<BTreeSet<SmolStr>>().into_iter().collect()
        })
    }

    /// What is to be said of `name` as that of a variant: `None` if any rule knows it or none
    /// has variants at all.
    pub fn unknown_variant(&self, name: &str) -> Option<String> {
        let known = self.variants();
        if known.is_empty() || known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return None;
        }
        let way_out = nearest(name, known.iter().map(SmolStr::as_str)).map_or_else(
            || format!("there are {}", known.join(", ")),
            |near| format!("did you mean ‘{near}’?"),
        );
        Some(format!(
            "no rule knows a variant called ‘{name}’; {way_out}"
        ))
    }

    /// The same sorted by id.
    pub fn sorted(&self) -> impl Iterator<Item = &Rule> {
        let indexes = self.compiled.by_id.iter();
        indexes.filter_map(|index| self.rules().get(*index as usize))
    }

    /// The rule with this whole id, also one of the program itself.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let own = || self.compiled.builtin.iter().find(|rule| rule.id == id);
        self.index(id)
            .and_then(|index| self.rules().get(index))
            .or_else(own)
    }

    /// The place of a rule in the order of the configuration. What the program itself says
    /// comes last.
    pub fn rank(&self, id: &str) -> u32 {
        self.index(id).map_or(u32::MAX, |index| index as u32)
    }

    fn index(&self, id: &str) -> Option<usize> {
        let id_at = |index: &u32| self.rules().get(*index as usize).map(|rule| &*rule.id);
        let by_id = &self.compiled.by_id;
        let at = by_id.binary_search_by(|index| id_at(index).cmp(&Some(id)));
        by_id.get(at.ok()?).map(|index| *index as usize)
    }

    /// The rules that `id` names: one, or all below it.
    pub fn below<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Rule> {
        // Documents with a name that is wrong ask at each key: the ids are sorted.
        let from = |first: &str| {
            let by_id = &self.compiled.by_id;
            let is_before = |index: &u32| {
                let rule = self.rules().get(*index as usize);
                rule.is_some_and(|rule| &*rule.id < first)
            };
            let rest = by_id.get(by_id.partition_point(is_before)..);
            let rules = rest.unwrap_or(&[]).iter();
            rules.filter_map(|index| self.rules().get(*index as usize))
        };
        let itself = from(id).take_while(move |rule| rule.id == id);
        let inside = from(&format!("{id}.")).take_while(move |rule| covers(id, &rule.id));
        let builtin = self.compiled.builtin.iter();
        let builtin = builtin.filter(move |rule| covers(id, &rule.id));
        itself.chain(inside).chain(builtin)
    }

    /// A set of this one's options with `rule`, switched on, and the terms of its style.
    #[must_use]
    pub fn alone(&self, rule: &Rule) -> Self {
        let style = rule.id.split('.').next().unwrap_or("");
        self.with_terms(rule, |term| covers(style, &term.id))
    }

    /// A set of this one's options with `rule`, switched on, and the terms that `are_wanted`.
    #[must_use]
    pub fn with_terms(&self, rule: &Rule, are_wanted: impl Fn(&Rule) -> bool) -> Self {
        let terms = self.rules().iter().filter(|other| {
            other.id != rule.id && !other.check.shields().is_empty() && are_wanted(other)
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
            skips_unprepared: self.skips_unprepared,
        }
    }

    /// The id most like `written`, of a rule or of a group of rules.
    pub fn nearest_id(&self, written: &str) -> Option<SmolStr> {
        let mut known = self
            .compiled
            .nearest
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(nearest) = known.get(written) {
            return nearest.clone();
        }
        let nearest = self.find_nearest(written);
        if known.len() >= MOST_ASKED {
            known.clear();
        }
        known.insert(written.to_owned(), nearest.clone());
        nearest
    }

    fn find_nearest(&self, written: &str) -> Option<SmolStr> {
        // The name of a rule without its style.
        let short = |rule: &&Rule| {
            rule.id
                .strip_suffix(written)
                .is_some_and(|rest| rest.ends_with('.'))
        };
        if let Some(rule) = self.sorted().find(short) {
            return Some(rule.id.clone());
        }
        let groups = self.sorted().flat_map(|rule| {
            let ends = rule
                .id
                .match_indices('.')
                .map(|(at, _)| at)
                .chain([rule.id.len()]);
            ends.filter_map(|end| rule.id.get(..end))
        });
        // Comparing letter by letter costs much where a glossary has many rows.
        let groups = groups.filter(|id| {
            id.len().abs_diff(written.len()) <= written.len() / 3 + 1
                || id.starts_with(written)
                || written.starts_with(id)
        });
        nearest(written, groups).map(SmolStr::new)
    }

    /// What the rules were compiled with.
    pub fn options(&self) -> &CompileOptions {
        &self.options
    }

    /// Makes now what would be made when documents first need it.
    ///
    /// Of each rule that can then find nothing it says why.
    pub fn prepare(&self) -> Vec<(SmolStr, String)> {
        let enabled = self.rules().iter().filter(|rule| rule.manner.enabled);
        let problems = enabled.filter_map(|rule| {
            let problem = rule.check.prepare().err()?;
            Some((rule.id.clone(), problem))
        });
        problems.collect()
    }

    /// Whether all rules can be asked at once.
    pub fn is_prepared(&self) -> bool {
        self.slow_rules().all(|rule| rule.check.is_prepared())
    }

    /// The same rules without those that cannot be asked at once.
    #[must_use]
    pub fn prepared_only(&self) -> Self {
        Self {
            skips_unprepared: true,
            ..self.clone()
        }
    }

    fn slow_rules(&self) -> impl Iterator<Item = &Rule> {
        let slow = self.compiled.slow.iter();
        slow.filter_map(|index| self.rules().get(*index as usize))
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
}

impl Compiled {
    fn payload(&mut self, rule: u32, purpose: Purpose) -> u32 {
        self.targets.push(Target { rule, purpose });
        self.targets.len() as u32 - 1
    }
}
