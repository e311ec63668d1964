//! One block: candidates, conditions, the longest of each rule, and what is said of them.

use std::borrow::Cow;
use std::cell::OnceCell;

use smol_str::SmolStr;

use super::conditions::Conditions;
use super::diagnostic::{Diagnostic, Fix};
use super::proof::Doubt;
use super::replacement::{self, Outcome, Proposal};
use super::rewrite::Delimiters;
use crate::markup::block::Prose;
use crate::markup::{Block, Format, Scope};
use crate::matching::Language;
use crate::matching::quotation::{Quotations, Quoting};
use crate::matching::sentence::{Sentence, sentences};
use crate::rules::kinds::Guidance;
use crate::rules::message::{Words, default_message};
use crate::rules::rule::Quotes;
use crate::rules::rule_set::{Candidate, Found};
use crate::rules::variant::choose;
use crate::rules::{Rule, RuleSet, Severity};
use crate::text::Span;

/// What a block is checked with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) source: &'a str,
    pub(super) format: Format,
    pub(super) rules: &'a RuleSet,
    /// The names of variants that the document prefers, the best first.
    pub(super) variants: &'a [SmolStr],
    /// The document is exempt from rules that skip quotations.
    pub(super) reproduced_as_received: bool,
    /// The first character of the block that follows in the same container.
    pub(super) next: Option<char>,
}

/// One block being checked. What costs is computed when it is first asked for.
pub(super) struct View<'a> {
    pub(super) source: &'a str,
    pub(super) block: &'a Block,
    pub(super) prose: Prose,
    context: &'a Context<'a>,
    sentences: OnceCell<Vec<Sentence>>,
    quotations: OnceCell<Quotations>,
    delimiters: OnceCell<Delimiters>,
}

/// What the rules say of a document so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The fixes among them of which it is to be seen whether they leave the markup alone.
    pub(super) doubts: Vec<Doubt>,
}

/// Adds what the rules say of the block with the number `index` to `findings`.
pub(super) fn check(index: usize, block: &Block, context: &Context<'_>, findings: &mut Findings) {
    let view = View {
        source: context.source,
        block,
        prose: block.prose(context.source),
        context,
        sentences: OnceCell::new(),
        quotations: OnceCell::new(),
        delimiters: OnceCell::new(),
    };
    let found = context.rules.find(&view.prose, &|| view.sentences());
    if found.candidates.is_empty() {
        return;
    }
    for (candidate, severity) in longest(live(&view, &found)) {
        let found = view
            .rule(candidate)
            .and_then(|rule| view.diagnostic(rule, candidate, severity));
        if let Some((diagnostic, proposals)) = found {
            findings.add(&view, index, diagnostic, proposals);
        }
    }
}

impl Findings {
    fn add(
        &mut self,
        view: &View<'_>,
        block: usize,
        mut diagnostic: Diagnostic,
        proposals: Vec<Proposal>,
    ) {
        for proposal in proposals {
            let Some(best) = proposal.forms.first() else {
                continue;
            };
            if !best.is_certain(view) {
                self.doubts.push(Doubt {
                    diagnostic: self.diagnostics.len(),
                    fix: diagnostic.fixes.len(),
                    block,
                    forms: proposal.forms.clone(),
                });
            }
            diagnostic.fixes.push(Fix {
                title: proposal.title,
                preferred: proposal.preferred,
                edits: best.edits.clone(),
            });
        }
        self.diagnostics.push(diagnostic);
    }
}

/// The candidates that meet every condition of their rule, with the severity that is left.
fn live(view: &View<'_>, found: &Found) -> Vec<(Candidate, Severity)> {
    let is_right = |candidate: &Candidate| {
        let rule = view.rule(*candidate);
        rule.is_some_and(|rule| rule.check.is_right(candidate.entry, view.context.variants))
    };
    let right = found
        .candidates
        .iter()
        .filter(|candidate| is_right(candidate));
    let conditions = Conditions::new(found, right);
    let judged = found.candidates.iter().filter_map(|candidate| {
        let rule = view.rule(*candidate)?;
        if is_right(candidate)
            || conditions.silence(view, rule, *candidate)
            || !view.is_in_scope(rule, candidate.span)
        {
            return None;
        }
        Some((*candidate, view.severity(rule, candidate.span)?))
    });
    judged.collect()
}

/// Of overlapping candidates of one rule the leftmost, and of those the longest.
fn longest(mut candidates: Vec<(Candidate, Severity)>) -> Vec<(Candidate, Severity)> {
    candidates.sort_by_key(|(candidate, _)| {
        (
            candidate.rule,
            candidate.span.start,
            std::cmp::Reverse(candidate.span.end),
            candidate.entry,
            candidate.form,
        )
    });
    let mut last: Option<Candidate> = None;
    candidates.retain(|(candidate, _)| {
        let hidden = last.is_some_and(|last| {
            last.rule == candidate.rule && candidate.span.start < last.span.end
        });
        if !hidden {
            last = Some(*candidate);
        }
        !hidden
    });
    candidates
}

/// Whether the rule looks at `span` of the block's reader's text.
pub(super) fn is_in_scope(rule: &Rule, block: &Block, prose: &Prose, span: Span) -> bool {
    let mut scopes = block.scopes;
    let links = &block.links;
    if !links.is_empty() {
        let source = prose.to_source(span);
        let before = links.partition_point(|link| link.start <= source.start);
        let link = before.checked_sub(1).and_then(|index| links.get(index));
        if link.is_some_and(|link| link.contains(source)) {
            scopes = scopes.with(Scope::Link);
        }
    }
    scopes.intersects(rule.manner.scope) && !scopes.intersects(rule.manner.skip)
}

impl View<'_> {
    fn rule(&self, candidate: Candidate) -> Option<&Rule> {
        self.context.rules.rules().get(candidate.rule as usize)
    }

    /// What to do about a candidate; `None` if it is right in this document.
    fn guidance(&self, candidate: Candidate) -> Option<Cow<'_, Guidance>> {
        let check = &self.rule(candidate)?.check;
        check.guidance(candidate.entry, candidate.form, self.context.variants)
    }

    pub(super) fn format(&self) -> Format {
        self.context.format
    }

    pub(super) fn delimiters(&self) -> &Delimiters {
        self.delimiters.get_or_init(|| Delimiters::of(self.block))
    }

    /// What the language of the document asks of its letters.
    pub(super) fn language(&self) -> Language {
        self.context.rules.language()
    }

    pub(super) fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| sentences(&self.prose.text))
    }

    fn quotations(&self) -> &Quotations {
        self.quotations.get_or_init(|| {
            let options = self.context.rules.options();
            let container = self.block.container;
            if container.quotation && !container.labelled && !options.blockquotes_are_prose {
                return Quotations::whole(&self.prose.text);
            }
            Quotations::find(
                &self.prose.text,
                options.language.as_deref(),
                self.context.next,
            )
        })
    }

    fn is_in_scope(&self, rule: &Rule, span: Span) -> bool {
        is_in_scope(rule, self.block, &self.prose, span)
    }

    /// The severity after quotations; `None` if the rule leaves this place alone.
    fn severity(&self, rule: &Rule, span: Span) -> Option<Severity> {
        let severity = rule.manner.severity;
        let quotes = rule.manner.quotes;
        if quotes == Quotes::Check {
            return Some(severity);
        }
        let skips = matches!(quotes, Quotes::Skip | Quotes::SkipFull);
        if skips && self.context.reproduced_as_received {
            return None;
        }
        match (self.quotations().at(span), quotes) {
            (Quoting::Outside, _) | (Quoting::Scare, Quotes::SkipFull) => Some(severity),
            (Quoting::Full | Quoting::Scare, _) if skips => None,
            _ => Some(severity.softened()),
        }
    }

    fn diagnostic(
        &self,
        rule: &Rule,
        candidate: Candidate,
        severity: Severity,
    ) -> Option<(Diagnostic, Vec<Proposal>)> {
        let matched = candidate.span.text(&self.prose.text)?;
        let guidance = self.guidance(candidate)?;
        let phrase = rule.check.form(candidate.entry, candidate.form);
        let Outcome::Finding { options, proposals } =
            replacement::outcome(self, candidate.span, &phrase, &guidance)
        else {
            return None;
        };
        let advice: Vec<String> = guidance.advice.iter().map(ToString::to_string).collect();
        let words = Words {
            matched,
            phrase: rule.check.written(candidate.entry),
            options: &options,
            advice: &advice,
            deletion: guidance.deletion,
        };
        let message = match &rule.manner.message {
            Some(template) => template.render(words),
            None => default_message(words),
        };
        let diagnostic = Diagnostic {
            span: self.prose.to_source(candidate.span),
            rule: rule.id.clone(),
            also: Vec::new(),
            severity,
            text: matched.to_owned(),
            entry: Some(candidate.entry),
            variant: choose(rule.check.variants(), self.context.variants)
                .and_then(|index| rule.check.variants().get(index).cloned()),
            message,
            note: rule.manner.note.clone(),
            link: rule.manner.link.clone(),
            fixes: Vec::new(),
        };
        Some((diagnostic, proposals))
    }
}
