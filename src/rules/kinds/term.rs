//! `term`: an entry of a glossary, and the variants that are not to be used for it.

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes};
use super::super::value::{Place, SectionKind};
use super::phrases::{Phrases, drops_article};
use super::reading::{self, Manner};
use super::{Check, Entry, Guidance, Kind};
use crate::matching::Phrase;

/// The kind.
pub static KIND: Kind = Kind {
    name: "term",
    about: "An entry of a glossary. Its deprecated variants (`instead-of`) are found, and the term \
            is offered in their place; never unasked, unless `fix = \"auto\"`. A preferred or admitted \
            term shields what lies strictly inside it from every rule.",
    section: SectionKind::Term,
    marks: &["term"],
    keys: &[
        reading::KEYS[0],
        reading::KEYS[1],
        reading::KEYS[2],
        reading::KEYS[3],
        Key {
            name: "term",
            takes: Takes::Text,
            about: "The term as it should be written.",
        },
        Key {
            name: "definition",
            takes: Takes::Text,
            about: "What it means, in Markdown; shown on hover.",
        },
        Key {
            name: "status",
            takes: Takes::OneOf(&["preferred", "admitted", "deprecated"]),
            about: "Whether the term itself may be used: `preferred` if nothing is said.",
        },
        Key {
            name: "instead-of",
            takes: Takes::Texts,
            about: "Variants that are not to be used.",
        },
        Key {
            name: "article",
            takes: Takes::OneOf(&["keep", "drop"]),
            about: "`drop`: *the* directly before what is found goes with it; `keep` if nothing is said.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "`auto`: the term may be put in place unasked; `offer` if nothing is said.",
        },
    ],
    variables: &[],
    build,
};

/// How a term stands in its glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Preferred,
    Admitted,
    Deprecated,
}

#[derive(Debug)]
struct Term {
    preferred: SmolStr,
    definition: Option<SmolStr>,
    deprecated: Phrases,
    status: Status,
    /// The term itself, if it may be used.
    own: Vec<Phrase>,
    /// Whether it shields what lies inside it.
    shields: bool,
}

impl Check for Term {
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        self.deprecated.phrases(add);
    }

    fn shields(&self) -> &[Phrase] {
        if self.shields { &self.own } else { &[] }
    }

    fn term(&self) -> Option<Entry<'_>> {
        Some(Entry {
            term: &self.preferred,
            definition: self.definition.as_deref(),
            preferred: self.status == Status::Preferred,
            unshielding: if self.shields { &[] } else { &self.own },
        })
    }

    fn written(&self, entry: u32) -> &str {
        self.deprecated.written(entry)
    }

    fn form(&self, entry: u32, form: u16) -> Cow<'_, str> {
        self.deprecated.form(entry, form)
    }

    fn forms(&self, entry: u32) -> Vec<String> {
        self.deprecated.forms(entry)
    }

    fn guidance(&self, entry: u32, form: u16, preferred: &[SmolStr]) -> Option<Cow<'_, Guidance>> {
        self.deprecated.guidance(entry, form, preferred)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.deprecated.place(entry)
    }

    fn describe(&self) -> Vec<String> {
        let definition = self
            .definition
            .iter()
            .map(|text| format!("**{}**: {text}", self.preferred));
        definition.chain(self.deprecated.describe()).collect()
    }

    fn ways(&self) -> Vec<String> {
        let own = &self.preferred;
        let status = match self.status {
            Status::Preferred => format!("‘{own}’ is the term to use."),
            Status::Admitted => format!("‘{own}’ may be used."),
            Status::Deprecated => format!("‘{own}’ is not to be used."),
        };
        let shields = self.status != Status::Deprecated && !self.shields;
        let shields = shields.then(|| "What lies inside it is found by other rules.".to_owned());
        let status = std::iter::once(status).chain(shields);
        status.chain(self.deprecated.ways()).collect()
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let automatic = keys
        .one_of("fix", &[("auto", true), ("offer", false)])
        .unwrap_or(false);
    let drops_article = drops_article(keys);
    let choices = [
        ("preferred", Status::Preferred),
        ("admitted", Status::Admitted),
        ("deprecated", Status::Deprecated),
    ];
    let status = keys.one_of("status", &choices).unwrap_or(Status::Preferred);
    let definition = keys.text("definition").map(|written| written.text);
    let Some(term) = keys.filled("term") else {
        if !keys.has("term") {
            keys.faults
                .push(Fault::error(keys.place, "a term without ‘term’"));
        }
        return None;
    };
    let own_phrases = manner.phrases(&term, keys)?;
    let mut deprecated = Phrases::new(&manner, keys);
    let shields = keys.boolean("shield") != Some(false);
    let own = match status {
        Status::Preferred | Status::Admitted => own_phrases,
        Status::Deprecated => Vec::new(),
    };
    if status == Status::Deprecated {
        deprecated
            .headwords
            .extend(manner.headword(&term, None, keys));
    }
    let mut guidance = Guidance::default();
    if status != Status::Deprecated {
        guidance.options.push(term.text.replace('~', "").into());
    }
    guidance.automatic = automatic && !guidance.options.is_empty();
    guidance.drops_article = drops_article;
    for written in keys.texts("instead-of") {
        if written.text == term.text {
            let message = format!("‘{}’ stands in its own ‘instead-of’", term.text);
            keys.faults.push(Fault::error(written.place, message));
            continue;
        }
        deprecated
            .headwords
            .extend(manner.headword(&written, Some(guidance.clone()), keys));
    }
    deprecated.headwords.shrink_to_fit();
    Some(Arc::new(Term {
        preferred: term.text,
        definition,
        deprecated,
        status,
        own,
        shields,
    }))
}
