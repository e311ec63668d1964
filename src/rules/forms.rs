//! What makes the forms of the phrases of a style, and what its writer is told where
//! nothing does.

use std::sync::Arc;

use super::compile::CompileOptions;
use super::fault::Fault;
use super::keys::{Grammar, Keys, Written};
use super::value::{Place, StyleFile, Value};
use crate::matching::Language;
use crate::matching::inflect::{Inflector, Spelling};

/// So many of the phrases that a dictionary does not have are named.
const MOST_NAMED: usize = 3;

/// Who makes forms, style by style.
pub(super) struct FormMaker<'a> {
    options: &'a CompileOptions,
    /// Of the style that is being read.
    grammar: Grammar,
    /// Its phrases that ought to inflect, but of which the dictionary has no word.
    unknown: Vec<Written>,
    /// Those of which only some words inflect.
    cut: Vec<Written>,
    /// Where it first asks for forms that nothing makes.
    asked_in_vain: Option<Place>,
}

impl<'a> FormMaker<'a> {
    pub(super) fn new(options: &'a CompileOptions) -> Self {
        Self {
            options,
            grammar: Grammar {
                language: options.letters(),
                tag: options.language.clone(),
                resources: Arc::clone(&options.resources),
                ..Grammar::default()
            },
            unknown: Vec::new(),
            cut: Vec::new(),
            asked_in_vain: None,
        }
    }

    /// From now on the rules of `style` are read.
    pub(super) fn start(&mut self, style: &StyleFile) {
        let documents = self.options.language.as_deref();
        let language = style.language.as_deref().or(documents);
        let inflector = match &self.options.lexicon {
            _ if Language::of(language).is_english() => Inflector::English(spelling(documents)),
            Some(lexicon) => Inflector::Dictionary(lexicon.clone()),
            None => Inflector::Nothing,
        };
        self.grammar.of_style = Language::of(language);
        self.grammar.inflector = Arc::new(inflector);
    }

    /// What the phrases of a rule of the style are read with.
    pub(super) fn grammar(&self) -> Grammar {
        self.grammar.clone()
    }

    /// Notes of which phrases of a rule no forms were made.
    pub(super) fn note(&mut self, keys: &mut Keys<'_>) {
        self.unknown.append(&mut keys.unknown);
        self.cut.append(&mut keys.cut);
        if *self.grammar.inflector == Inflector::Nothing && self.asked_in_vain.is_none() {
            let asked = keys.entry("inflect").map(|entry| &entry.node);
            let asked = asked.filter(|node| node.value != Value::Boolean(false));
            self.asked_in_vain = asked.map(|node| node.place);
        }
    }

    /// Tells what the writer of the style should know of its forms: once, not for each rule.
    pub(super) fn finish(&mut self, faults: &mut Vec<Fault>) {
        if let Inflector::Dictionary(lexicon) = &*self.grammar.inflector {
            let name = &lexicon.name;
            faults.extend(told(&mut self.unknown, |phrases, number| {
                let (are, them, their) = number.words();
                let says =
                    format!("{phrases} {are} found as written: ‘{name}’ does not have {them}");
                let help = format!(
                    "write {them} as dictionaries do, or {their} forms as entries of {their} own"
                );
                (says, help)
            }));
            faults.extend(told(&mut self.cut, |phrases, number| {
                let (_, _, their) = number.words();
                let would = format!(
                    "{phrases} would have too many forms: not all of {their} words inflect"
                );
                (would, "mark those that are to change with ‘~’".to_owned())
            }));
        }
        if let Some(place) = self.asked_in_vain.take() {
            let language = self.options.language.as_deref().unwrap_or("");
            let message = format!("no forms are found: there is no dictionary for ‘{language}’");
            let name = language.replace('-', "_");
            let help = format!(
                "name Hunspell’s in the configuration: dictionaries = [\"dictionaries/{name}\"], \
                 for {name}.aff and {name}.dic"
            );
            faults.push(Fault::hint(place, message).with_help(help));
        }
    }
}

/// How many phrases a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    One,
    Several,
}

impl Number {
    /// *Is* or *are*, *it* or *them*, *its* or *their*.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::One => ("is", "it", "its"),
            Self::Several => ("are", "them", "their"),
        }
    }
}

/// One hint for all these phrases, at the first; it says something and a way out.
fn told(
    phrases: &mut Vec<Written>,
    says: impl Fn(String, Number) -> (String, String),
) -> Option<Fault> {
    let mut phrases = std::mem::take(phrases);
    phrases.dedup_by(|one, other| one.text == other.text);
    let place = phrases.first()?.place;
    let named = phrases.iter().take(MOST_NAMED);
    let mut list: Vec<String> = named.map(|phrase| format!("‘{}’", phrase.text)).collect();
    if phrases.len() > MOST_NAMED {
        list.push(format!("{} more", phrases.len() - MOST_NAMED));
    }
    let end = list.pop().unwrap_or_default();
    let (list, number) = if list.is_empty() {
        (end, Number::One)
    } else {
        (format!("{} and {end}", list.join(", ")), Number::Several)
    };
    let (message, help) = says(list, number);
    Some(Fault::hint(place, message).with_help(help))
}

/// Whose spelling replacements take, by the language of the documents.
fn spelling(language: Option<&str>) -> Spelling {
    let language = language.unwrap_or("");
    if language.eq_ignore_ascii_case("en-US") || language.eq_ignore_ascii_case("en_US") {
        Spelling::American
    } else {
        Spelling::British
    }
}
