//! Why something is, or is not, a finding at a place: in plain words.
//!
//! It takes the same way as a check does and says at each step what fell out. What is on
//! record outside the text is for whoever knows files.

mod wording;

use super::analysis::Analysis;
use super::block::View;
use super::candidates::{self, Step};
use super::conditions::Silence;
use super::diagnostic::Diagnostic;
use crate::markup::block::{Segment, SegmentKind};
use crate::markup::{Block, Format, Scope};
use crate::matching::quotation::Quoting;
use crate::rules::rule::{Quotes, Relation};
use crate::rules::rule_set::Candidate;
use crate::rules::variant::choose;
use crate::rules::{Rule, RuleSet};
use crate::text::Span;
use wording::{out_of_scope, readable, shortened, what};

/// Rules that are off are looked at only if there are no more than this of them.
const MOST_OFF: usize = 2_000;

/// What there is to say of a place.
#[derive(Debug, Default)]
pub struct Explanation {
    /// The blocks of prose that it touches.
    pub passages: Vec<Passage>,
}

/// What there is to say of one block.
#[derive(Debug)]
pub struct Passage {
    /// What it is: *a paragraph, in a list*.
    pub what: String,
    /// Where it stands, in bytes of the document.
    pub span: Span,
    /// How many rules look there.
    pub looking: usize,
    /// How many rules there are that are on.
    pub enabled: usize,
    /// The quotations of the whole block, in order.
    pub quotations: Vec<Quoted>,
    /// What rules found at the place, by where it stands.
    pub finds: Vec<Find>,
}

/// A quotation.
#[derive(Debug)]
pub struct Quoted {
    /// Where it stands, in bytes of the document, without its marks.
    pub span: Span,
    /// What it says, as the reader sees it.
    pub text: String,
    /// Whether it is a full quotation, and not a scare quote.
    pub full: bool,
}

/// Something that a rule looks for, where it stands.
#[derive(Debug)]
pub struct Find {
    /// The rule's whole id.
    pub rule: String,
    /// Where, in bytes of the document.
    pub span: Span,
    /// The text, as the reader sees it.
    pub text: String,
    /// Whether it is a finding, on record or not.
    pub flagged: bool,
    /// Whether something beside or around it, and not the rule itself, has it left alone.
    pub is_silenced: bool,
    /// What is said of it, or why nothing is: a sentence.
    pub why: String,
}

/// What becomes of rules that are off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    /// What they would find is told of.
    Told,
    /// They are passed over, which takes less time.
    PassedOver,
}

/// Explains the bytes `span` of a document; an empty span is the place before that byte.
pub fn explain(source: &str, format: Format, rules: &RuleSet, span: Span, off: Off) -> Explanation {
    Analysis::new(source, format, rules).explain(span, rules, off)
}

impl Analysis {
    /// Explains the bytes `span`; an empty span is the place before that byte.
    pub fn explain(&self, span: Span, rules: &RuleSet, off: Off) -> Explanation {
        let mut explanation = Explanation::default();
        let findings = self.findings(rules).touching(span);
        let before_ignoring = self.before_ignoring(span);
        self.each_block(span, rules, &mut |start, block, view| {
            let at = Place {
                start,
                span,
                view,
                findings: &findings,
                before_ignoring: &before_ignoring,
                off,
            };
            explanation.passages.push(at.passage(block, rules));
        });
        explanation
    }
}

/// A place in one block.
struct Place<'a> {
    /// Where the chunk of the block starts.
    start: usize,
    /// What is asked for, in bytes of the document.
    span: Span,
    view: &'a View<'a>,
    findings: &'a [Diagnostic],
    before_ignoring: &'a [Diagnostic],
    off: Off,
}

impl Place<'_> {
    fn passage(&self, block: &Block, rules: &RuleSet) -> Passage {
        // A rule of which no variant is chosen looks for nothing in the document.
        let is_silent = |rule: &Rule| {
            let variants = rule.check.variants();
            !variants.is_empty() && choose(variants, self.view.variants()).is_none()
        };
        let looks = |rule: &&Rule| {
            candidates::looks_at(rule, block.scopes) && rule.manner.enabled && !is_silent(rule)
        };
        let mut finds = self.finds(rules);
        finds.sort_by(|one, other| (one.span, &one.rule).cmp(&(other.span, &other.rule)));
        Passage {
            what: what(block),
            span: block.span.moved_on(self.start),
            looking: rules.rules().iter().filter(looks).count(),
            enabled: rules
                .rules()
                .iter()
                .filter(|rule| rule.manner.enabled)
                .count(),
            quotations: self.quotations(),
            finds,
        }
    }

    fn quotations(&self) -> Vec<Quoted> {
        let quotations = self.view.quotations().all();
        let quoted = quotations.map(|(span, full)| Quoted {
            span: self.view.prose().to_source(span).moved_on(self.start),
            text: self.shown(span),
            full,
        });
        quoted.collect()
    }

    /// What all rules find here, also those that are off.
    fn finds(&self, rules: &RuleSet) -> Vec<Find> {
        let view = self.view;
        let found = rules.find_in_any_scope(&view.passage);
        let mut finds = Vec::new();
        for (candidate, step) in candidates::steps(view, &found) {
            if self.is_asked_for(candidate.span)
                && let Some(rule) = view.rule(candidate.rule)
            {
                finds.push(self.find(rule, candidate, &step));
            }
        }
        // What document-wide rules, and rules that count, say is not found by candidates.
        for finding in self.findings {
            let span = finding.span;
            let is_known = |find: &Find| find.rule == *finding.rule && find.span == span;
            if self.holds(span) && !finds.iter().any(is_known) {
                finds.push(Find {
                    rule: finding.rule.to_string(),
                    span,
                    text: readable(&finding.text),
                    flagged: true,
                    is_silenced: false,
                    why: finding.message.clone(),
                });
            }
        }
        // One that would not look here if it were on has nothing to do with the place.
        let scopes = view.block.scopes;
        let would_look = |rule: &&Rule| {
            candidates::looks_at(rule, scopes) || rule.manner.scope.contains(Scope::Link)
        };
        let off = rules.rules().iter().filter(|rule| !rule.manner.enabled);
        let off = off.filter(would_look);
        let most = match self.off {
            Off::Told => MOST_OFF,
            Off::PassedOver => 0,
        };
        for rule in off.take(most) {
            let alone = rules.alone(rule);
            let index = alone.rules().len().saturating_sub(1);
            let candidates = alone.find_in_any_scope(&view.passage).candidates;
            for candidate in candidates {
                if candidate.rule as usize == index && self.is_asked_for(candidate.span) {
                    finds.push(Find {
                        rule: rule.id.to_string(),
                        span: self.in_document(candidate.span),
                        text: self.shown(candidate.span),
                        flagged: false,
                        is_silenced: true,
                        why: "The rule is off.".to_owned(),
                    });
                }
            }
        }
        finds.dedup_by(|one, other| {
            (&one.rule, one.span, &one.why) == (&other.rule, other.span, &other.why)
        });
        finds
    }

    /// What the block says at `span` of its text, as people are shown it.
    fn shown(&self, span: Span) -> String {
        readable(span.text(self.view.text()).unwrap_or(""))
    }

    /// Whether `span` of the document begins in the block's own text, and not in one beside it, such
    /// as code inside a paragraph, which has a block of its own.
    fn holds(&self, span: Span) -> bool {
        let block = self.view.block;
        let begins = |segment: &Segment| {
            let source = segment.source.moved_on(self.start);
            let is_inside = source.start < span.start && span.start < source.end;
            source.start == span.start || is_inside && segment.kind != SegmentKind::Opaque
        };
        block.span.moved_on(self.start).contains(span) && block.segments.iter().any(begins)
    }

    fn in_document(&self, span: Span) -> Span {
        self.view.prose().to_source(span).moved_on(self.start)
    }

    fn is_asked_for(&self, span: Span) -> bool {
        let place = self.in_document(span);
        place.start <= self.span.end && self.span.start <= place.end
    }

    fn find(&self, rule: &Rule, candidate: Candidate, step: &Step) -> Find {
        let place = self.in_document(candidate.span);
        let said = |findings: &[Diagnostic]| {
            let here = findings.iter().find(|finding| {
                finding.span == place
                    && (finding.rule == rule.id || finding.also.contains(&rule.id))
            });
            here.cloned()
        };
        let mut is_ignored = false;
        let (flagged, why) = match step {
            Step::Silent(silence) => (false, self.silence(rule, *silence)),
            Step::OutOfScope => (false, out_of_scope(rule, self.view.block.scopes)),
            Step::Quoted => (false, self.quoted(rule, candidate.span)),
            Step::Hidden(longer) => {
                let longer = self.shown(*longer);
                (false, format!("The rule finds ‘{longer}’ there, and of two that overlap the first, and the longer."))
            }
            Step::Live(_) => match (said(self.findings), said(self.before_ignoring)) {
                (Some(finding), _) if finding.rule == rule.id => (true, finding.message),
                (Some(finding), _) => (
                    true,
                    format!("Said by ‘{}’, which finds the same: {}", finding.rule, finding.message),
                ),
                (None, Some(_)) => {
                    is_ignored = true;
                    let why = "A directive in the text, or the front matter, ignores it.";
                    (false, why.to_owned())
                }
                (None, None) if rule.check.together().is_some() => (
                    false,
                    "The rule counts what it finds in the sentence or paragraph, and this is within its limits.".to_owned(),
                ),
                (None, None) if rule.check.across().is_some() => (
                    false,
                    "The rule looks at the whole document, and has nothing against this.".to_owned(),
                ),
                (None, None) => (
                    false,
                    "It is written as the rule wants it.".to_owned(),
                ),
            },
        };
        Find {
            rule: rule.id.to_string(),
            span: place,
            text: self.shown(candidate.span),
            flagged,
            is_silenced: is_ignored || is_silencing(step),
            why,
        }
    }

    fn silence(&self, rule: &Rule, silence: Silence) -> String {
        let text = |span: Span| self.shown(span);
        match silence {
            Silence::Right => match choose(rule.check.variants(), self.view.variants()) {
                Some(_) => "It is the word of the variant that is chosen.".to_owned(),
                None => "No variant that the rule knows is chosen.".to_owned(),
            },
            Silence::Term(span) => format!("The term ‘{}’ shields it.", text(span)),
            Silence::InsideRight(span) => {
                format!("It is part of ‘{}’, which is right.", text(span))
            }
            Silence::Exception(relation, span) => {
                let (key, _, _) = Relation::ALL
                    .into_iter()
                    .find(|(_, known, _)| *known == relation)
                    .unwrap_or(Relation::ALL[0]);
                let how = match relation {
                    Relation::Inside => "stands around it",
                    Relation::FollowedBy => "follows it",
                    Relation::PrecededBy => "stands before it",
                    Relation::Near => "is within four words of it",
                };
                format!("The exception ‘{}’ ({key}) {how}.", text(span))
            }
        }
    }

    fn quoted(&self, rule: &Rule, span: Span) -> String {
        let at = self.view.quotations().at(span);
        let says = match rule.manner.quotes {
            Quotes::Skip => "leaves everything in quotation marks alone",
            Quotes::SkipFull => "leaves full quotations alone",
            Quotes::Check | Quotes::Soften => "says nothing of quotations",
        };
        let quotation = self
            .view
            .quotations()
            .all()
            .find(|(quotation, _)| quotation.contains(span));
        let place = match (at, quotation) {
            (Quoting::Full | Quoting::Scare, Some((quotation, full))) => {
                let kind = if full {
                    "the quotation"
                } else {
                    "the quoted words"
                };
                format!(
                    "It stands in {kind} ‘{}’",
                    shortened(&self.shown(quotation))
                )
            }
            _ => "The document is reproduced as received".to_owned(),
        };
        format!("{place}, and the rule {says}.")
    }
}

/// Whether a candidate is left alone because of what is around it; what is right by itself is not.
fn is_silencing(step: &Step) -> bool {
    match step {
        Step::Silent(silence) => *silence != Silence::Right,
        Step::OutOfScope | Step::Quoted => true,
        Step::Live(_) | Step::Hidden(_) => false,
    }
}
