//! `requires`: what a document has to say before it says something else.
//!
//! Abbreviations are found by their look, and their expansions by their letters; for anything
//! else the style lists which phrase needs which.

mod abbreviations;
mod datelines;
mod expanded;
mod expansion;
mod names;
mod pairs;
mod sightings;
mod usual;

use std::borrow::Cow;
use std::sync::Arc;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Key, Keys, Takes, no_choice};
use super::super::passage::Passage;
use super::super::rule::Quotes;
use super::super::value::{Place, SectionKind, Value};
use super::across::{Across, Note, Sighting, Totals};
use super::reading::{self, Manner};
use super::repetition::{ALLOW, allowed};
use super::verdict::{Occasion, Verdict};
use super::words::Words;
use super::{Check, Kind, occurrence};
use crate::matching::Phrase;
use abbreviations::Abbreviations;
use pairs::Pairs;
use sightings::Finder;

/// The kind.
pub static KIND: Kind = Kind {
    name: "requires",
    about: "`requires = \"expansion\"`: finds abbreviations that are used before, or without, their \
            expansion, that are expanded twice, and expansions of what is not used again. An expansion is \
            `Long Form (LF)` or `LF (Long Form)`. What everybody knows (*UK*, *PDF*) needs none, nor do letters with \
            figures (*G20*), which may be the name of a road; `allow` lists more. Headings do not count. `requires` as a table says which phrase needs another before \
            it: `UN = \"United Nations\"`.",
    section: SectionKind::Rule,
    marks: &["requires"],
    keys: &[
        reading::KEYS[0],
        reading::KEYS[1],
        reading::KEYS[2],
        reading::KEYS[3],
        Key {
            name: "requires",
            takes: Takes::OneOfOrTable(&["expansion"]),
            about: "`expansion`, or what has to stand before what: one row a line.",
        },
        Key {
            name: "checks",
            takes: Takes::SomeOf(&CONCERN_NAMES),
            about: "What is looked for: abbreviations used `before` their expansion or `without` one, expanded \
                    `twice`, expanded and `unused`; and names in their `long-form` after they were \
                    abbreviated, which is off if nothing is said.",
        },
        ALLOW,
        Key {
            about: "The most letters of an abbreviation: 6 if nothing is said.",
            ..occurrence::AT_MOST
        },
        Key {
            about: "The least letters of an abbreviation: 2 if nothing is said.",
            ..occurrence::AT_LEAST
        },
    ],
    variables: &["expansion"],
    build,
};

/// Something that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Concern {
    Before,
    Without,
    Twice,
    Unused,
    LongForm,
}

const CONCERN_NAMES: [&str; 5] = ["before", "without", "twice", "unused", "long-form"];

const CONCERNS: [Concern; 5] = [
    Concern::Before,
    Concern::Without,
    Concern::Twice,
    Concern::Unused,
    Concern::LongForm,
];

/// The letters that an abbreviation has if nothing is said.
const USUAL_LIMITS: (u32, u32) = (LEAST, 6);

/// What has fewer letters is no abbreviation.
const LEAST: u32 = 2;

/// `option` may be written there.
fn offering(option: &str) -> Verdict<'static> {
    Verdict::writing(option, false)
}

#[derive(Debug)]
struct Requires {
    pairs: Pairs,
    abbreviations: Option<Abbreviations>,
    concerns: Vec<Concern>,
}

impl Check for Requires {
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        self.pairs.phrases.phrases(add);
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }

    fn written(&self, entry: u32) -> &str {
        self.pairs.phrases.written(entry)
    }

    fn form(&self, entry: u32, form: u16) -> Cow<'_, str> {
        self.pairs.phrases.form(entry, form)
    }

    fn forms(&self, entry: u32) -> Vec<String> {
        self.pairs.phrases.forms(entry)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.pairs.phrases.place(entry)
    }

    fn describe(&self) -> Vec<String> {
        let names = CONCERNS.iter().zip(CONCERN_NAMES);
        let names = names.filter(|(concern, _)| self.concerns.contains(concern));
        let names: Vec<&str> = names.map(|(_, name)| name).collect();
        let abbreviations = self.abbreviations.as_ref().map(|abbreviations| {
            let (least, most) = abbreviations.limits;
            let names = names.join(", ");
            format!("abbreviations of {least} to {most} letters and their expansions: {names}")
        });
        let allowed = self.abbreviations.as_ref().map(Abbreviations::allowed);
        let not = allowed
            .filter(|allowed| !allowed.is_empty())
            .map(|allowed| format!("not: {}", allowed.join(", ")));
        let pairs = self.pairs.phrases.headwords.chunks(2).map(|pair| {
            let words: Vec<String> = pair.iter().map(|word| word.describe(&[])).collect();
            words.join(" needs ")
        });
        let of_pairs =
            (!self.pairs.is_empty()).then(|| format!("looked for: {}", names.join(", ")));
        let pairs = pairs.chain(of_pairs);
        abbreviations.into_iter().chain(not).chain(pairs).collect()
    }
}

impl Across for Requires {
    fn takes_notes(&self) -> bool {
        self.abbreviations.is_some()
    }

    fn note(&self, passage: &Passage, _: Quotes, note: &mut dyn FnMut(Note)) {
        if let Some(abbreviations) = &self.abbreviations {
            let finder = Finder {
                passage,
                words: Words::of(passage),
                limits: abbreviations.limits,
                long_forms: self.concerns.contains(&Concern::LongForm),
            };
            finder.note(note);
        }
    }

    fn find(&self, found: &Occasion<'_>) -> Note {
        Pairs::note(found)
    }

    fn entry(&self, note: &Note) -> (u32, u16) {
        match note.key {
            key if key < pairs::MOST => (Pairs::entry(note), 0),
            _ => (u32::MAX, 0),
        }
    }

    fn matters(&self, key: u32, totals: &Totals) -> bool {
        match &self.abbreviations {
            _ if key < pairs::MOST => Pairs::matters(totals),
            Some(abbreviations) => abbreviations.matters(key, totals),
            None => false,
        }
    }

    fn judge(
        &self,
        key: u32,
        sightings: &[Sighting],
        _: &Totals,
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        if key < pairs::MOST {
            self.pairs.judge(key, sightings, &self.concerns, remark);
        } else if let Some(abbreviations) = &self.abbreviations {
            abbreviations.judge(key, sightings, &self.concerns, remark);
        }
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let is_table = keys
        .entry("requires")
        .is_some_and(|entry| matches!(entry.node.value, Value::Table(_)));
    let concerns = concerns(is_table, keys);
    let pairs = if is_table {
        Pairs::read(&manner, keys)
    } else {
        Pairs {
            phrases: super::phrases::Phrases::new(&manner, keys),
        }
    };
    let least = keys.count("at-least").unwrap_or(USUAL_LIMITS.0);
    let most = keys.count("at-most").unwrap_or(USUAL_LIMITS.1.max(least));
    if least > most && keys.has("at-least") {
        let place = keys
            .entry("at-least")
            .map_or(keys.place, |entry| entry.place);
        let message = format!("‘at-least’ ({least}) is more than ‘at-most’ ({most})");
        keys.faults.push(Fault::error(place, message));
    }
    told_of_limits(is_table, most, keys);
    let allowed = allowed(keys);
    let wants_expansions = !is_table
        && keys
            .one_of("requires", &[("expansion", true)])
            .unwrap_or(false);
    let abbreviations = wants_expansions.then(|| {
        let allowed = allowed.iter().map(|written| written.text.as_str());
        Abbreviations::new((least as usize, most as usize), allowed)
    });
    if is_table && pairs.is_empty() {
        let place = keys
            .entry("requires")
            .map_or(keys.place, |entry| entry.place);
        let fault = Fault::error(place, NEVER_FINDS);
        keys.faults
            .push(fault.with_help("write what has to stand before what: UN = \"United Nations\""));
    }
    if abbreviations.is_none() && pairs.is_empty() {
        return None;
    }
    Some(Arc::new(Requires {
        pairs,
        abbreviations,
        concerns,
    }))
}

/// Says which limits do nothing.
fn told_of_limits(is_table: bool, most: u32, keys: &mut Keys<'_>) {
    for name in ["allow", "at-most", "at-least"] {
        if let Some(entry) = keys.entry(name).filter(|_| is_table) {
            let message = format!("‘{name}’ says nothing where ‘requires’ is a table");
            keys.faults
                .push(Fault::hint(entry.place, message).with_help("remove it"));
        }
    }
    if let Some(entry) = keys.entry("at-most").filter(|_| !is_table && most < LEAST) {
        let message = format!(
            "‘at-most’ takes a number from {LEAST}, not {most}: an abbreviation has several letters"
        );
        let fault = Fault::error(entry.node.place, message);
        keys.faults.push(fault.with_help(format!("write {LEAST}")));
    }
}

/// Reads `checks`.
fn concerns(is_table: bool, keys: &mut Keys<'_>) -> Vec<Concern> {
    let Some(entry) = keys.entry("checks") else {
        return CONCERNS
            .into_iter()
            .filter(|concern| *concern != Concern::LongForm)
            .collect();
    };
    let before = keys.faults.len();
    let mut concerns = Vec::new();
    for written in keys.texts("checks") {
        let named = CONCERN_NAMES.iter().zip(CONCERNS);
        let found = named.clone().find(|(name, _)| **name == written.text);
        match found {
            Some((_, concern)) => concerns.push(concern),
            None => keys
                .faults
                .push(no_choice(&written, "checks", CONCERN_NAMES.iter().copied())),
        }
    }
    let of_table = |concern: &Concern| matches!(concern, Concern::Before | Concern::Without);
    let any = |of: &dyn Fn(&Concern) -> bool| concerns.iter().any(of);
    if keys.faults.len() == before && !any(&|concern| !is_table || of_table(concern)) {
        let fault = Fault::error(entry.place, "‘checks’ leaves nothing to look for");
        keys.faults.push(fault.with_help(if is_table {
            "where ‘requires’ is a table, name before or without".to_owned()
        } else {
            format!("name some of {}", CONCERN_NAMES.join(", "))
        }));
    }
    concerns
}
