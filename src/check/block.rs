//! One block: candidates, conditions, the longest of each rule, and what is said of them.

use std::cell::OnceCell;

use smol_str::SmolStr;

use super::across::Noted;
use super::candidates;
use super::diagnostic::{Diagnostic, Fix};
use super::proof::Doubt;
use super::related::{MOST_RELATED, Related};
use super::replacement::{self, Outcome, Proposal};
use super::rewrite::Delimiters;
use crate::markup::block::Prose;
use crate::markup::{Block, Format};
use crate::matching::Language;
use crate::matching::quotation::{Quotations, Quoting};
use crate::matching::sentence::Sentence;
use crate::rules::kinds::together::Find;
use crate::rules::kinds::{Occasion, Verdict};
use crate::rules::message::{Words, completed, default_message, urged};
use crate::rules::passage::{Passage, Surroundings};
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
    pub(super) passage: Passage,
    context: &'a Context<'a>,
    delimiters: OnceCell<Delimiters>,
}

/// What the rules say of a document so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What matters to the document as a whole.
    pub(super) notes: Vec<Noted>,
    /// The fixes among them of which it is to be seen whether they leave the markup alone.
    pub(super) doubts: Vec<Doubt>,
}

/// Adds what the rules say of the block with the number `index` to `findings`.
pub(super) fn check(index: usize, block: &Block, context: &Context<'_>, findings: &mut Findings) {
    let view = View::new(block, context);
    let found = view.found();
    context.rules.note(&view.passage, &mut |rule, note| {
        findings.notes.push(Noted {
            rule,
            note,
            block: index as u32,
            severity: None,
        });
    });
    let live = if found.candidates.is_empty() {
        Vec::new()
    } else {
        candidates::live(&view, &found)
    };
    view.judge_together(index, &live, findings);
    for (candidate, severity) in live {
        let Some(rule) = view.rule(candidate.rule) else {
            continue;
        };
        if rule.check.together().is_some() {
            continue;
        }
        if let Some(across) = rule.check.across() {
            let note = across.find(&view.occasion(candidate));
            findings.notes.push(Noted {
                rule: candidate.rule,
                note,
                block: index as u32,
                severity: Some(severity),
            });
            continue;
        }
        let verdict = view.verdict(rule, candidate);
        if let Some((diagnostic, proposals)) =
            verdict.and_then(|verdict| view.diagnostic(rule, candidate, severity, &verdict))
        {
            findings.add(&view, index, diagnostic, proposals);
        }
    }
}

impl Findings {
    pub(super) fn add(
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

/// What the quotations of `block` hang on beside its text.
fn surroundings(block: &Block, context: &Context<'_>) -> Surroundings {
    let options = context.rules.options();
    let container = block.container;
    Surroundings {
        is_quoted: container.quotation && !container.labelled && !options.blockquotes_are_prose,
        language: options.language.clone(),
        next: context.next,
    }
}

impl<'a> View<'a> {
    pub(super) fn new(block: &'a Block, context: &'a Context<'a>) -> Self {
        Self {
            source: context.source,
            block,
            passage: Passage::of_block(block, context.source, context.rules.language())
                .amid(surroundings(block, context)),
            context,
            delimiters: OnceCell::new(),
        }
    }

    pub(super) fn rule(&self, index: u32) -> Option<&'a Rule> {
        self.context.rules.rules().get(index as usize)
    }

    /// What the rule says of a candidate; `None` if it is right in this document.
    fn verdict(&self, rule: &'a Rule, candidate: Candidate) -> Option<Verdict<'a>> {
        rule.check
            .verdict(&self.occasion(candidate), self.context.variants)
    }

    fn occasion(&self, candidate: Candidate) -> Occasion<'_> {
        Occasion {
            entry: candidate.entry,
            form: candidate.form,
            span: candidate.span,
            passage: &self.passage,
        }
    }

    /// Adds what rules say that judge their finds in the block together; `live` are the finds of
    /// all rules, sorted by rule.
    fn judge_together(
        &self,
        index: usize,
        live: &[(Candidate, Severity)],
        findings: &mut Findings,
    ) {
        for number in self.context.rules.joining() {
            let Some((rule, together)) = self
                .rule(*number)
                .and_then(|rule| Some((rule, rule.check.together()?)))
            else {
                continue;
            };
            let start = live.partition_point(|(candidate, _)| candidate.rule < *number);
            let of_rule = live.get(start..).unwrap_or(&[]).iter();
            let finds: Vec<Find> = of_rule
                .map(|(candidate, _)| candidate)
                .take_while(|candidate| candidate.rule == *number)
                .map(|candidate| Find {
                    entry: candidate.entry,
                    span: candidate.span,
                })
                .collect();
            if finds.is_empty() && !together.misses() {
                continue;
            }
            together.judge(
                &self.passage,
                rule.manner.quotes,
                &finds,
                &mut |span, verdict| {
                    // They are sorted, and apart from each other.
                    let known = finds.binary_search_by_key(&span, |find| find.span);
                    let known = known.ok().and_then(|at| finds.get(at));
                    let candidate = Candidate {
                        rule: *number,
                        entry: known.map_or(0, |find| find.entry),
                        form: 0,
                        span,
                    };
                    // What was found was looked at; of another place it is not known yet.
                    let severity = match known {
                        Some(_) => self.severity(rule, span),
                        None if self.is_in_scope(rule, span) => self.severity(rule, span),
                        None => None,
                    };
                    let diagnostic = severity
                        .and_then(|severity| self.diagnostic(rule, candidate, severity, &verdict));
                    if let Some((mut diagnostic, proposals)) = diagnostic {
                        diagnostic.related = self.related(&verdict, &finds);
                        findings.add(self, index, diagnostic, proposals);
                    }
                },
            );
        }
    }

    /// The other places that a verdict has to do with, which are among `finds`.
    fn related(&self, verdict: &Verdict<'_>, finds: &[Find]) -> Vec<Related> {
        let related = verdict.related.iter().take(MOST_RELATED);
        let related = related.filter_map(|(number, says)| {
            let place = self.prose().to_source(finds.get(*number)?.span);
            Some(Related::at(place, says.clone()))
        });
        related.collect()
    }

    /// What the rules look for and find here.
    pub(super) fn found(&self) -> Found {
        self.context.rules.find(&self.passage)
    }

    /// The same without what rules search for themselves.
    pub(super) fn found_phrases(&self) -> Found {
        self.context.rules.find_phrases(&self.passage)
    }

    /// The names of variants that the document prefers, the best first.
    pub(super) fn variants(&self) -> &[SmolStr] {
        self.context.variants
    }

    /// What the reader sees, and its map to the source.
    pub(super) fn prose(&self) -> &Prose {
        &self.passage.prose
    }

    /// What the reader sees.
    pub(super) fn text(&self) -> &str {
        self.passage.text()
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
        self.passage.sentences()
    }

    pub(super) fn quotations(&self) -> &Quotations {
        self.passage.quotations()
    }

    pub(super) fn is_in_scope(&self, rule: &Rule, span: Span) -> bool {
        candidates::is_in_scope(rule, self.block, self.prose(), span)
    }

    /// The severity after quotations; `None` if the rule leaves this place alone.
    pub(super) fn severity(&self, rule: &Rule, span: Span) -> Option<Severity> {
        let severity = rule.manner.severity;
        let quotes = rule.manner.quotes;
        if quotes == Quotes::Check {
            return Some(severity);
        }
        if quotes.skips_any() && self.context.reproduced_as_received {
            return None;
        }
        match (self.quotations().at(span), quotes) {
            (quoting, _) if quotes.skips(quoting) => None,
            (Quoting::Outside, _) | (Quoting::Scare, Quotes::SkipFull) => Some(severity),
            _ => Some(severity.softened()),
        }
    }

    /// The finding with how it may be mended; `None` if the text is what it should be.
    pub(super) fn diagnostic(
        &self,
        rule: &Rule,
        candidate: Candidate,
        severity: Severity,
        verdict: &Verdict<'_>,
    ) -> Option<(Diagnostic, Vec<Proposal>)> {
        let matched = candidate.span.text(self.text())?;
        let guidance = &verdict.guidance;
        let phrase = rule.check.form(candidate.entry, candidate.form);
        let Outcome::Finding { options, proposals } =
            replacement::outcome(self, candidate.span, &phrase, verdict)
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
            values: &verdict.values,
        };
        let message = match (&rule.manner.message, &verdict.sentence) {
            (_, Some(sentence)) if verdict.of_rule => sentence.clone(),
            (Some(template), _) => template.render(words),
            (None, Some(sentence)) if verdict.urges => urged(sentence, &options),
            (None, Some(sentence)) => completed(sentence.clone(), &options),
            (None, None) => default_message(words),
        };
        let diagnostic = Diagnostic {
            span: self.prose().to_source(candidate.span),
            rule: rule.id.clone(),
            also: Vec::new(),
            severity,
            text: matched.to_owned(),
            entry: Some(candidate.entry),
            variant: choose(rule.check.variants(), self.context.variants)
                .and_then(|index| rule.check.variants().get(index).cloned()),
            message,
            speaks_for_itself: verdict.sentence.is_some(),
            note: rule.manner.note.clone(),
            link: rule.manner.link.clone(),
            fixes: Vec::new(),
            related: Vec::new(),
        };
        Some((diagnostic, proposals))
    }
}
