//! `metric`: how much there is, and how hard it is to read.

mod counts;
mod faults;
mod formula;

use std::sync::Arc;

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes};
use super::super::passage::Passage;
use super::super::rule::Quotes;
use super::super::value::SectionKind;
use super::across::{Across, Note, Sighting, Totals, total};
use super::occurrence::{AT_LEAST, AT_MOST};
use super::together::{Find, Together};
use super::verdict::Verdict;
use super::{Check, Kind};
use crate::markup::{Scope, ScopeSet};
use crate::text::Span;
use counts::{Counts, Measure, count, counted};
use faults::Limits;
use formula::{Formula, INDICES, names, numbers};

/// The kind.
pub static KIND: Kind = Kind {
    name: "metric",
    about: "Measures each sentence, paragraph, or the whole document, and finds what is more than `at-most` or less than \
            `at-least`: `words`, `sentences`, `paragraphs`, `characters` (letters and figures), `syllables`, `long-words` (more than \
            six letters), `polysyllabic-words` (three syllables or more), `complex-words` (these without names and endings, as \
            Gunning counts them); an index of readability, `flesch-reading-ease`, `flesch-kincaid`, `gunning-fog`, `smog`, \
            `coleman-liau`, `automated-readability`; or a formula over all these with `+ - * / ( )`, `min`, `max` and `sqrt`. \
            Only paragraphs and lists count unless `scope` says otherwise, no headings; code is no word. Syllables are \
            guessed by the spelling of English; in other languages each group of vowels is one. A sentence or paragraph \
            with too many words is marked from the word at which it is too long, anything else at its first word. \
            Words in quotations that `quotes` skips do not count.",
    section: SectionKind::Rule,
    marks: &["metric"],
    keys: &[
        Key {
            name: "metric",
            takes: Takes::Text,
            about: "What is measured: a name, or a formula.",
        },
        Key {
            takes: Takes::Fraction,
            ..AT_MOST
        },
        Key {
            takes: Takes::Fraction,
            ..AT_LEAST
        },
        Key {
            name: "per",
            takes: Takes::OneOf(&["sentence", "paragraph", "document"]),
            about: "In what is measured: each `sentence`, each `paragraph`, or the whole `document` (if nothing is said).",
        },
    ],
    variables: &["value", "limit"],
    build,
};

/// In what is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Unit {
    Sentence,
    Paragraph,
    #[default]
    Document,
}

impl Unit {
    /// Its name.
    const fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Document => "document",
        }
    }

    /// What there is only one of in it.
    const fn single(self) -> &'static [Measure] {
        match self {
            Self::Sentence => &[Measure::Sentences, Measure::Paragraphs],
            Self::Paragraph => &[Measure::Paragraphs],
            Self::Document => &[],
        }
    }
}

#[derive(Debug)]
struct Metric {
    formula: Formula,
    /// As written in the style.
    written: String,
    most: Option<f64>,
    least: Option<f64>,
    unit: Unit,
    /// What the formula asks for.
    measures: Vec<Measure>,
    with_syllables: bool,
}

/// The role of the note at which something is said of the document; those of measures follow.
const ANCHOR: u32 = 0;

impl Metric {
    /// What is wrong with a unit in which there is so much.
    fn judge_counts(&self, counts: &[f64; Measure::ALL.len()]) -> Option<(Verdict<'static>, bool)> {
        let value = self.formula.value(counts)?;
        let over = self.most.filter(|most| value > *most);
        let under = self.least.filter(|least| value < *least);
        let (limit, bound) = match (over, under) {
            (Some(limit), _) => (limit, "at most"),
            (None, Some(limit)) => (limit, "at least"),
            (None, None) => return None,
        };
        let unit = match self.unit {
            Unit::Sentence => "this sentence",
            Unit::Paragraph => "this paragraph",
            Unit::Document => "the document",
        };
        let shown = shown(value);
        let index = INDICES
            .iter()
            .find(|index| index.name == self.written.replace('_', "-"));
        let sentence = match (&self.formula, index) {
            (Formula::Measure(measure), _) => {
                let name = if (value - 1.0).abs() < f64::EPSILON {
                    measure.singular().to_owned()
                } else {
                    measure.plural()
                };
                format!("{shown} {name} in {unit}; {bound} {limit} should be there.")
            }
            (_, Some(index)) => format!(
                "The {} of {unit} is {shown}; it should be {bound} {limit}.",
                index.title
            ),
            _ => format!(
                "‘{}’ is {shown} in {unit}; it should be {bound} {limit}.",
                self.written
            ),
        };
        let verdict = Verdict::saying(sentence)
            .with_value("value", shown)
            .with_value("limit", limit.to_string());
        Some((verdict, over.is_some()))
    }

    fn judge_unit(
        &self,
        whole: Span,
        passage: &Passage,
        quotes: Quotes,
        remark: &mut dyn FnMut(Span, Verdict<'static>),
    ) {
        if self.is_surely_right(whole, passage) {
            return;
        }
        let counts = count(passage, whole, quotes, self.with_syllables);
        if !has_words(&counts) {
            return;
        }
        let Some((verdict, is_over)) = self.judge_counts(&numbers(&counts)) else {
            return;
        };
        let beyond = if is_over {
            self.beyond(whole, passage, quotes)
        } else {
            None
        };
        let first = || counted(passage, whole, quotes).next();
        if let Some(span) = beyond.or_else(first) {
            remark(span, verdict);
        }
    }

    /// Whether there are too few words for too many, whatever is quoted: so it is in most sentences.
    fn is_surely_right(&self, whole: Span, passage: &Passage) -> bool {
        let counts_words = matches!(self.formula, Formula::Measure(Measure::Words));
        let (true, Some(most), None) = (counts_words, self.most, self.least) else {
            return false;
        };
        let words = passage.prose_words().get(passage.prose_words_in(whole));
        let words = words.unwrap_or(&[]).iter();
        let count: u32 = words.map(|word| word.spaceless.max(1)).sum();
        f64::from(count) <= most
    }

    /// Where a unit with too many words or sentences goes beyond the limit: in a sentence from
    /// there to its last word, else the word alone.
    fn beyond(&self, whole: Span, passage: &Passage, quotes: Quotes) -> Option<Span> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "limits are numbers from 0"
        )]
        let limit = self.most? as usize;
        let mut words = counted(passage, whole, quotes);
        match &self.formula {
            Formula::Measure(Measure::Words) => {
                let first = words.nth(limit)?;
                let last = words.last().unwrap_or(first);
                Some(match self.unit {
                    Unit::Sentence => Span::new(first.start, last.end),
                    _ => first,
                })
            }
            Formula::Measure(Measure::Sentences) => {
                let with_words = passage
                    .sentences()
                    .iter()
                    .filter_map(|sentence| counted(passage, sentence.span, quotes).next());
                with_words.filter(|word| whole.contains(*word)).nth(limit)
            }
            _ => None,
        }
    }
}

fn has_words(counts: &Counts) -> bool {
    counts
        .get(Measure::Words.index())
        .is_some_and(|words| *words > 0)
}

/// A value as people write it: at most two decimals.
fn shown(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

impl Check for Metric {
    fn usual_scope(&self) -> Option<ScopeSet> {
        Some(ScopeSet::EMPTY.with(Scope::Paragraph).with(Scope::List))
    }

    fn together(&self) -> Option<&dyn Together> {
        (self.unit != Unit::Document).then_some(self as &dyn Together)
    }

    fn across(&self) -> Option<&dyn Across> {
        (self.unit == Unit::Document).then_some(self as &dyn Across)
    }

    fn written(&self, _: u32) -> &str {
        &self.written
    }

    fn describe(&self) -> Vec<String> {
        let unit = self.unit.name();
        let limits = [("at most", self.most), ("at least", self.least)];
        let limits: Vec<String> = limits
            .into_iter()
            .filter_map(|(says, limit)| Some(format!("{says} {}", limit?)))
            .collect();
        vec![format!(
            "`{}` of each {unit}: {}",
            self.written,
            limits.join(", ")
        )]
    }

    fn ways(&self) -> Vec<String> {
        vec!["What is quoted counts unless `quotes` skips it.".to_owned()]
    }
}

impl Together for Metric {
    fn misses(&self) -> bool {
        true
    }

    fn judge(
        &self,
        passage: &Passage,
        quotes: Quotes,
        _: &[Find],
        remark: &mut dyn FnMut(Span, Verdict<'static>),
    ) {
        if self.unit == Unit::Paragraph {
            self.judge_unit(Span::new(0, passage.text().len()), passage, quotes, remark);
            return;
        }
        for sentence in passage.sentences() {
            self.judge_unit(sentence.span, passage, quotes, remark);
        }
    }
}

impl Across for Metric {
    fn note(&self, passage: &Passage, quotes: Quotes, note: &mut dyn FnMut(Note)) {
        let whole = Span::new(0, passage.text().len());
        let Some(span) = counted(passage, whole, quotes).next() else {
            return;
        };
        let counts = count(passage, whole, quotes, self.with_syllables);
        let of = |measure: &Measure| {
            (
                measure.index() as u32 + 1,
                counts.get(measure.index()).copied(),
            )
        };
        let measured = self.measures.iter().map(of);
        for (role, amount) in std::iter::once((ANCHOR, Some(0))).chain(measured) {
            note(Note {
                key: 0,
                role,
                amount: amount.unwrap_or(0),
                span: span.into(),
            });
        }
    }

    fn matters(&self, _: u32, totals: &Totals) -> bool {
        self.judge_counts(&of_document(totals)).is_some()
    }

    fn wanted(&self) -> Option<&[u32]> {
        Some(&[ANCHOR])
    }

    fn judge(
        &self,
        _: u32,
        sightings: &[Sighting],
        totals: &Totals,
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        if let (false, Some((verdict, _))) = (
            sightings.is_empty(),
            self.judge_counts(&of_document(totals)),
        ) {
            remark(0, verdict);
        }
    }
}

/// How much there is of each measure in the document.
#[expect(clippy::cast_precision_loss, reason = "no document has so many words")]
fn of_document(totals: &Totals) -> [f64; Measure::ALL.len()] {
    Measure::ALL.map(|(_, measure)| total(totals, measure.index() as u32 + 1).1 as f64)
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let units = [
        ("sentence", Unit::Sentence),
        ("paragraph", Unit::Paragraph),
        ("document", Unit::Document),
    ];
    let unit = keys.one_of("per", &units).unwrap_or_default();
    // Both are read before either ends it, so that all faults are told.
    let limits = Limits::read(keys);
    let written = keys.filled("metric")?;
    let formula = Formula::read(&written.text)
        .map_err(|mistake| keys.faults.push(faults::of_formula(&written, mistake)));
    let (limits, formula) = (limits?, formula.ok()?);
    let mut measures = Vec::new();
    formula.measures(&mut |measure| {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    });
    if measures.is_empty() {
        let message = format!("‘{}’ measures nothing", written.text);
        let help = format!("name one of {}", names().collect::<Vec<_>>().join(", "));
        keys.faults
            .push(Fault::error(written.place, message).with_help(help));
        return None;
    }
    if !faults::is_of_use(&formula, &written, unit, limits, keys) {
        return None;
    }
    let by_syllables = [
        Measure::Syllables,
        Measure::ComplexWords,
        Measure::PolysyllabicWords,
    ];
    Some(Arc::new(Metric {
        with_syllables: by_syllables
            .iter()
            .any(|measure| measures.contains(measure)),
        formula,
        written: written.text.trim().to_owned(),
        most: limits.most.map(|(limit, _)| limit),
        least: limits.least.map(|(limit, _)| limit),
        unit,
        measures,
    }))
}
