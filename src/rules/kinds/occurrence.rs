//! `occurrence`: how often something may, or must, be said.

use std::sync::Arc;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Key, Keys, Takes};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::rule::Quotes;
use super::super::value::{Place, SectionKind};
use super::across::{Across, Note, Sighting, Totals, total};
use super::pattern::{self, Pattern};
use super::phrases::Phrases;
use super::reading::{self, Manner};
use super::together::{Find, Together};
use super::verdict::{Occasion, Verdict};
use super::{Check, Kind};
use crate::matching::{Case, Phrase};
use crate::text::Span;

/// The kind.
pub static KIND: Kind = Kind {
    name: "occurrence",
    about: "Counts phrases, or what a regular expression finds, in each sentence, paragraph, or the whole \
            document, and finds what is more than `at-most`, or what has fewer than `at-least`. \
            All phrases of the rule count together.",
    section: SectionKind::Rule,
    marks: &["occurrence", "occurrence-pattern"],
    keys: &[
        reading::KEYS[0],
        reading::KEYS[1],
        reading::KEYS[2],
        reading::KEYS[3],
        Key {
            name: "occurrence",
            takes: Takes::Texts,
            about: "The phrases that are counted.",
        },
        Key {
            name: "occurrence-pattern",
            takes: Takes::Texts,
            about: "Regular expressions whose matches are counted.",
        },
        AT_MOST,
        AT_LEAST,
        Key {
            name: "per",
            takes: Takes::OneOf(&["sentence", "paragraph", "document"]),
            about: "In what is counted: each `sentence`, each `paragraph` (if nothing is said), or the whole `document`.",
        },
    ],
    variables: &["count", "limit"],
    build,
};

/// The upper limit of kinds that count or measure.
pub const AT_MOST: Key = Key {
    name: "at-most",
    takes: Takes::Number,
    about: "The most there may be; what goes beyond is found. No limit if nothing is said; one of both is needed.",
};

/// The lower limit of kinds that count or measure.
pub const AT_LEAST: Key = Key {
    name: "at-least",
    takes: Takes::Number,
    about: "The least there must be. No limit if nothing is said; one of both is needed.",
};

/// In what finds are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Unit {
    Sentence,
    #[default]
    Paragraph,
    Document,
}

#[derive(Debug)]
struct Occurrence {
    phrases: Phrases,
    patterns: Pattern,
    /// What is counted, for a message.
    name: String,
    limits: Limits,
    unit: Unit,
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    most: Option<u32>,
    least: Option<u32>,
}

/// The roles of notes: something that counts, and a place at which to say that it lacks.
const COUNTED: u32 = 0;
const ANCHOR: u32 = 1;
/// The role of a place at which a search was given up.
const UNSEARCHED: u32 = 2;

impl Occurrence {
    /// The number of entries that are phrases; those of patterns come behind.
    fn phrase_count(&self) -> u32 {
        self.phrases.headwords.len() as u32
    }

    fn too_many(&self, count: u32, limit: u32) -> Verdict<'static> {
        let unit = match self.unit {
            Unit::Sentence => "this sentence",
            Unit::Paragraph => "this paragraph",
            Unit::Document => "the document",
        };
        let name = &self.name;
        let most = match limit {
            0 => "there should be none".to_owned(),
            limit => format!("at most {limit} should be there"),
        };
        Verdict::saying(format!("{count} of {name} in {unit}; {most}."))
            .with_value("count", count.to_string())
            .with_value("limit", limit.to_string())
    }

    fn too_few(&self, count: u32, limit: u32) -> Verdict<'static> {
        let unit = match self.unit {
            Unit::Sentence => "this sentence",
            Unit::Paragraph => "this paragraph",
            Unit::Document => "the document",
        };
        let name = &self.name;
        let has = match count {
            0 => "none".to_owned(),
            count => format!("only {count}"),
        };
        Verdict::saying(format!(
            "{has} of {name} in {unit}; at least {limit} should be there."
        ))
        .with_value("count", count.to_string())
        .with_value("limit", limit.to_string())
    }

    /// Judges the finds of one unit whose place is `whole`.
    fn judge_unit(
        &self,
        whole: Span,
        finds: &[Find],
        passage: &Passage,
        remark: &mut dyn FnMut(Span, Verdict<'static>),
    ) {
        let (unsearched, finds): (Vec<Find>, Vec<Find>) = finds
            .iter()
            .partition(|find| find.entry == pattern::GIVEN_UP);
        for find in &unsearched {
            remark(find.span, Verdict::given_up());
        }
        let count = finds.len() as u32;
        if let Some(limit) = self.limits.most.filter(|limit| count > *limit) {
            let verdict = counting(self.too_many(count, limit), 0..finds.len(), limit);
            for find in finds.iter().skip(limit as usize) {
                remark(find.span, verdict.clone());
            }
        }
        if let Some(limit) = self.limits.least.filter(|limit| count < *limit)
            && unsearched.is_empty()
            && let Some(first) = first_word(passage, whole)
        {
            remark(first, self.too_few(count, limit));
        }
    }
}

/// Up to so many finds that may stand are named where there are more.
const MOST_NAMED: u32 = 3;

/// A verdict on what is more than `limit`, with the finds that are not; `numbers` are those of all.
fn counting(
    verdict: Verdict<'static>,
    numbers: impl Iterator<Item = usize>,
    limit: u32,
) -> Verdict<'static> {
    if limit > MOST_NAMED {
        return verdict;
    }
    numbers
        .take(limit as usize)
        .fold(verdict, |verdict, number| {
            verdict.related_to(number, "also counted".to_owned())
        })
}

/// The first word in `whole`.
pub(super) fn first_word(passage: &Passage, whole: Span) -> Option<Span> {
    let mut tokens = passage.tokens().list.iter().map(|token| token.span());
    let is_word = |span: &Span| {
        let text = span.text(passage.text()).unwrap_or("");
        text.contains(char::is_alphanumeric)
    };
    tokens.find(|span| whole.contains(*span) && is_word(span))
}

impl Check for Occurrence {
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        self.phrases.phrases(add);
    }

    fn searches(&self) -> Vec<Needs> {
        self.patterns.searches()
    }

    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let first = self.phrase_count();
        self.patterns.scan(search, passage, &mut |span, entry| {
            let is_find = entry != pattern::GIVEN_UP;
            found(span, if is_find { first + entry } else { entry });
        });
    }

    fn together(&self) -> Option<&dyn Together> {
        (self.unit != Unit::Document).then_some(self as &dyn Together)
    }

    fn across(&self) -> Option<&dyn Across> {
        (self.unit == Unit::Document).then_some(self as &dyn Across)
    }

    fn written(&self, entry: u32) -> &str {
        match entry.checked_sub(self.phrase_count()) {
            Some(entry) => self.patterns.written(entry),
            None => self.phrases.written(entry),
        }
    }

    fn forms(&self, entry: u32) -> Vec<String> {
        self.phrases.forms(entry)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.phrases.place(entry)
    }

    fn describe(&self) -> Vec<String> {
        let unit = match self.unit {
            Unit::Sentence => "sentence",
            Unit::Paragraph => "paragraph",
            Unit::Document => "document",
        };
        let limit = |says: &str, limit: Option<u32>| {
            limit.map(|limit| format!("{says} {limit} in each {unit}"))
        };
        let limits = [
            limit("at most", self.limits.most),
            limit("at least", self.limits.least),
        ];
        let counted = self.phrases.describe().into_iter();
        let counted = counted.chain(self.patterns.describe());
        limits.into_iter().flatten().chain(counted).collect()
    }

    fn ways(&self) -> Vec<String> {
        self.phrases.ways()
    }
}

impl Together for Occurrence {
    fn misses(&self) -> bool {
        self.limits.least.is_some()
    }

    fn judge(
        &self,
        passage: &Passage,
        _: Quotes,
        finds: &[Find],
        remark: &mut dyn FnMut(Span, Verdict<'static>),
    ) {
        if self.unit == Unit::Paragraph {
            let whole = Span::new(0, passage.text().len());
            self.judge_unit(whole, finds, passage, remark);
            return;
        }
        for sentence in passage.sentences() {
            let start = finds.partition_point(|find| find.span.start < sentence.span.start);
            let rest = finds.get(start..).unwrap_or(&[]);
            let end = rest.partition_point(|find| find.span.start < sentence.span.end);
            let inside = rest.get(..end).unwrap_or(&[]);
            self.judge_unit(sentence.span, inside, passage, remark);
        }
    }
}

impl Across for Occurrence {
    fn takes_notes(&self) -> bool {
        self.limits.least.is_some()
    }

    fn note(&self, passage: &Passage, _: Quotes, note: &mut dyn FnMut(Note)) {
        if let Some(span) = first_word(passage, Span::new(0, passage.text().len())) {
            note(Note {
                key: 0,
                role: ANCHOR,
                amount: 0,
                span: span.into(),
            });
        }
    }

    fn find(&self, found: &Occasion<'_>) -> Note {
        let is_find = found.entry != pattern::GIVEN_UP;
        Note {
            key: 0,
            role: if is_find { COUNTED } else { UNSEARCHED },
            amount: 1,
            span: found.span.into(),
        }
    }

    fn matters(&self, _: u32, totals: &Totals) -> bool {
        let (count, _) = total(totals, COUNTED);
        let is_unsearched = totals.iter().any(|total| total.role == UNSEARCHED);
        is_unsearched
            || self.limits.most.is_some_and(|limit| count > limit)
            || self.limits.least.is_some_and(|limit| count < limit)
    }

    fn judge(
        &self,
        _: u32,
        sightings: &[Sighting],
        _: &Totals,
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        let of = |role: u32| {
            let numbered = sightings.iter().enumerate();
            numbered.filter(move |(_, sighting)| sighting.note.role == role)
        };
        let count = of(COUNTED).count() as u32;
        if let Some(limit) = self.limits.most.filter(|limit| count > *limit) {
            let numbers = of(COUNTED).map(|(number, _)| number);
            let verdict = counting(self.too_many(count, limit), numbers, limit);
            for (number, _) in of(COUNTED).skip(limit as usize) {
                remark(number, verdict.clone());
            }
        }
        for (number, _) in of(UNSEARCHED) {
            remark(number, Verdict::given_up());
        }
        if let Some(limit) = self.limits.least.filter(|limit| count < *limit)
            && of(UNSEARCHED).next().is_none()
            && let Some((number, _)) = of(ANCHOR).next()
        {
            remark(number, self.too_few(count, limit));
        }
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let units = [
        ("sentence", Unit::Sentence),
        ("paragraph", Unit::Paragraph),
        ("document", Unit::Document),
    ];
    let unit = keys.one_of("per", &units).unwrap_or_default();
    let before = keys.faults.len();
    let limits = Limits {
        most: keys.count("at-most"),
        least: keys.count("at-least"),
    };
    if limits.most.is_none() && limits.least.is_none() && keys.faults.len() == before {
        let fault = Fault::error(
            keys.place,
            "the rule has no limit, so it never finds anything",
        );
        keys.faults
            .push(fault.with_help("write at-most = 1, or at-least = 1"));
        return None;
    }
    if let (Some(most), Some(least)) = (limits.most, limits.least)
        && least > most
    {
        let place = keys
            .entry("at-least")
            .map_or(keys.place, |entry| entry.place);
        let message = format!("‘at-least’ ({least}) is more than ‘at-most’ ({most})");
        keys.faults.push(Fault::error(place, message));
    }
    if limits.least == Some(0) {
        let entry = keys.entry("at-least");
        let place = entry.map_or(keys.place, |entry| entry.node.place);
        let message = "‘at-least’ (0) does nothing: nothing is always there";
        let help = "write at-least = 1, or remove it";
        keys.faults
            .push(Fault::error(place, message).with_help(help));
    }
    let mut phrases = Phrases::new(&manner, keys);
    let written = keys.texts("occurrence");
    for written in &written {
        phrases
            .headwords
            .extend(manner.headword(written, None, keys));
    }
    let patterns = pattern::read(keys, "occurrence-pattern", Case::Smart);
    let names: Vec<String> = written
        .iter()
        .map(|written| written.text.replace('~', ""))
        .chain((0..patterns.len()).map(|entry| patterns.written(entry as u32).to_owned()))
        .map(|text| format!("‘{text}’"))
        .collect();
    if phrases.headwords.is_empty() && patterns.is_empty() {
        let fault = Fault::error(keys.place, NEVER_FINDS);
        keys.faults
            .push(fault.with_help("list at least one phrase"));
        return None;
    }
    Some(Arc::new(Occurrence {
        phrases,
        patterns,
        name: match &names[..] {
            [one, two, three, .., _] => format!("{one}, {two}, {three} …"),
            names => names.join(", "),
        },
        limits,
        unit,
    }))
}
