//! How the phrases of a rule are read: case, hyphens, inflection, and what is wrong with them.

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes, Written};
use super::super::value::Value;
use super::Guidance;
use super::headword::Headword;
use crate::matching::fold::fold_text;
use crate::matching::inflect::{self, Form, Inflected, Inflection, Inflector, Slot};
use crate::matching::phrase::{Inflecting, PhraseFault};
use crate::matching::{Case, Hyphens, Language, Phrase};

/// The keys that say how phrases are read.
pub const KEYS: [Key; 4] = [
    Key {
        name: "case",
        takes: Takes::OneOf(&["smart", "exact", "any"]),
        about: "How capitals count. `smart`, if nothing is said: words in small letters are found in any case, words \
                with capitals as they are; `exact`: as written; `any`: in any case.",
    },
    Key {
        name: "hyphens",
        takes: Takes::OneOf(&["as-written", "any"]),
        about: "`any`: hyphenated, spaced and closed forms are one; `as-written` if nothing is said.",
    },
    Key {
        name: "inflect",
        takes: Takes::OneOf(&["noun", "verb", "adjective", "true"]),
        about: "Whose forms are found as well: the noun’s, the verb’s, the adjective’s; `true` for noun and verb; none if nothing is said. \
                `~` behind a word marks the one that changes. In languages other than English the forms are \
                those of the dictionary that the configuration names.",
    },
    Key {
        name: "not-forms",
        takes: Takes::Texts,
        about: "Forms that are not to be found.",
    },
];

/// How the phrases of one rule are read.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    case: Case,
    /// Whether hyphenated, spaced and closed forms are one.
    pub hyphens: Hyphens,
    inflection: Option<Inflection>,
    /// Folded.
    not_forms: Vec<String>,
    language: Language,
}

impl Manner {
    /// Reads [`KEYS`].
    pub fn read(keys: &mut Keys<'_>) -> Self {
        let inflection = inflection(keys);
        if let (None, false, Some(entry)) =
            (inflection, keys.has("inflect"), keys.entry("not-forms"))
        {
            let message = "‘not-forms’ does nothing without ‘inflect’";
            let help = "remove it, or write inflect = \"noun\"";
            keys.faults
                .push(Fault::hint(entry.place, message).with_help(help));
        }
        Self {
            case: keys.one_of("case", &Case::ALL).unwrap_or_default(),
            hyphens: keys.one_of("hyphens", &Hyphens::ALL).unwrap_or_default(),
            inflection,
            not_forms: keys
                .texts("not-forms")
                .iter()
                .map(|written| fold_text(&written.text, keys.grammar.language))
                .collect(),
            language: keys.grammar.language,
        }
    }

    /// The entry with its forms. What is wrong with it is a fault.
    pub fn headword(
        &self,
        written: &Written,
        guidance: Option<Guidance>,
        keys: &mut Keys<'_>,
    ) -> Option<Headword> {
        let read = self.mark(written, keys)?;
        let base = Written {
            text: read.text.as_ref().into(),
            place: written.place,
        };
        let mut phrase = self.phrase(&base, keys)?;
        keys.faults.extend(self.hint(&base));
        let inflected = self.inflected(&read, &base, keys);
        if let Some(mut inflected) = inflected {
            if !self.not_forms.is_empty() {
                self.leave_out(&base.text, &mut inflected);
            }
            // A word without other forms may still be more than one: *sheep* is its plural.
            let base_only =
                |forms: &[Form]| matches!(forms, [form] if form.slots == Slot::Base.into());
            if !base_only(&inflected.forms) {
                let forms = keys.grammar.forms.shared(&inflected.forms);
                phrase.inflecting = Some(Inflecting::new(inflected.head, forms).into());
            }
        }
        Some(Headword {
            phrase,
            place: written.place,
            guidance: guidance.map(Box::new),
        })
    }

    /// The forms of the entry, if it has any. What its writer should know of them is told.
    fn inflected(
        &self,
        entry: &inflect::Entry<'_>,
        written: &Written,
        keys: &mut Keys<'_>,
    ) -> Option<Inflected> {
        let inflected = keys.grammar.inflector.inflect(entry, self.inflection?);
        let Inflector::Dictionary(_) = &*keys.grammar.inflector else {
            return inflected;
        };
        let Some(inflected) = inflected else {
            if !keys.grammar.inflector.knows(entry) {
                keys.unknown.push(written.clone());
            }
            return None;
        };
        if inflected.cut {
            keys.cut.push(written.clone());
        }
        if let Err(is_first) = keys.grammar.forms.take(inflected.forms.len()) {
            if is_first {
                let message = "there are more forms than can be kept: from here on, only what is written is found";
                let fault = Fault::error(written.place, message);
                keys.faults
                    .push(fault.with_help("leave ‘inflect’ out where it can be spared"));
            }
            return None;
        }
        Some(inflected)
    }

    /// Leaves out the forms that make phrases which are not to be found.
    fn leave_out(&self, text: &str, inflected: &mut Inflected) {
        let mut wanted = inflected
            .phrases(text)
            .into_iter()
            .enumerate()
            .map(|(index, phrase)| {
                index == 0
                    || !self
                        .not_forms
                        .contains(&fold_text(&phrase.text, self.language))
            });
        inflected.forms.retain(|_| wanted.next().unwrap_or(true));
    }

    /// Every phrase that counts as `written`, its forms included.
    pub fn phrases(&self, written: &Written, keys: &mut Keys<'_>) -> Option<Vec<Phrase>> {
        let headword = self.headword(written, None, keys)?;
        let mut phrases = Vec::new();
        headword
            .phrase
            .each(self.hyphens, &mut |phrase| phrases.push(phrase.clone()));
        Some(phrases)
    }

    /// The entry without the mark of the word that inflects; `~` is a mark only then.
    fn mark<'w>(&self, written: &'w Written, keys: &mut Keys<'_>) -> Option<inflect::Entry<'w>> {
        if self.inflection.is_none() {
            return Some(inflect::Entry::plain(&written.text));
        }
        let read = keys.grammar.inflector.entry(&written.text);
        if read.is_err() {
            let message = format!("‘{}’ marks more than one word with ‘~’", written.text);
            keys.faults.push(
                Fault::error(written.place, message).with_help("mark the one word that changes"),
            );
        }
        read.ok()
    }

    /// A text of which no forms are made.
    pub fn phrase(&self, written: &Written, keys: &mut Keys<'_>) -> Option<Phrase> {
        let phrase = Phrase::new(&written.text, self.case);
        match phrase.and_then(|phrase| phrase.check(self.hyphens).map(|()| phrase)) {
            Ok(phrase) => Some(phrase),
            Err(fault) => {
                keys.faults.push(phrase_fault(written, fault));
                None
            }
        }
    }

    /// A phrase whose only capital is its first letter is often a sentence's start, copied.
    fn hint(&self, written: &Written) -> Option<Fault> {
        let text = written.text.as_str();
        let first = text.chars().next().filter(|c| c.is_uppercase())?;
        let others = text.chars().filter(|c| c.is_uppercase()).count() > 1;
        let several_words = text.split_whitespace().nth(1).is_some();
        if others || !several_words || self.case != Case::Smart {
            return None;
        }
        let small: String = first.to_lowercase().chain(text.chars().skip(1)).collect();
        let message = format!("only ‘{text}’ is found, with its capital");
        let help = format!("write ‘{small}’ to find both");
        Some(Fault::hint(written.place, message).with_help(help))
    }
}

/// `inflect = true`, or the name of a part of speech.
fn inflection(keys: &mut Keys<'_>) -> Option<Inflection> {
    match keys.entry("inflect").map(|entry| &entry.node.value) {
        Some(Value::Boolean(all)) => all.then_some(Inflection::Any),
        _ => keys.one_of("inflect", &Inflection::ALL),
    }
}

fn phrase_fault(written: &Written, fault: PhraseFault) -> Fault {
    let text = &written.text;
    match fault {
        PhraseFault::Empty => Fault::error(written.place, format!("‘{text}’ has nothing to find"))
            .with_help("write a word or phrase, or remove the entry"),
        PhraseFault::Spaces => Fault::error(
            written.place,
            format!("‘{text}’ has leading, trailing or double white space, which no phrase keeps"),
        )
        .with_help("remove the white space, or use ‘pattern’ if it matters"),
        PhraseFault::TooManyHyphens => Fault::error(
            written.place,
            format!("‘{text}’ has too many places for ‘hyphens = \"any\"’ (at most four)"),
        )
        .with_help("write the forms that occur as separate phrases"),
    }
}
