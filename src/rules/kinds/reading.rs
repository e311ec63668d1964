//! How the phrases of a rule are read: case, hyphens, inflection, and what is wrong with them.

use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes, Written};
use super::super::value::{Place, Value};
use super::Guidance;
use crate::matching::fold::fold_text;
use crate::matching::inflect::{self, Inflection, Slots, Spelling};
use crate::matching::phrase::PhraseFault;
use crate::matching::{Case, Hyphens, Phrase};

/// The keys that say how phrases are read.
pub const KEYS: [Key; 4] = [
    Key {
        name: "case",
        takes: Takes::OneOf(&["smart", "exact", "any"]),
        about: "How capitals count.",
    },
    Key {
        name: "hyphens",
        takes: Takes::OneOf(&["as-written", "any"]),
        about: "`any`: hyphenated, spaced and closed forms are one.",
    },
    Key {
        name: "inflect",
        takes: Takes::OneOf(&["noun", "verb", "adjective", "true"]),
        about: "Whose forms are found as well: the noun’s, the verb’s, the adjective’s; `true` for noun and verb. \
                `~` behind a word marks the one that changes.",
    },
    Key {
        name: "not-forms",
        takes: Takes::Texts,
        about: "Forms that are not to be found.",
    },
];

/// One thing to be found: an entry, or a form of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The entry as the style writes it, without the mark of the word that inflects.
    pub base: SmolStr,
    /// The text of this form; of the entry itself the same.
    pub written: SmolStr,
    /// Where the entry is written.
    pub place: Place,
    /// What to do.
    pub guidance: Guidance,
    /// The phrases that count as it: itself, and its forms by hyphens.
    pub phrases: Vec<Phrase>,
}

/// How the phrases of one rule are read.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    case: Case,
    hyphens: Hyphens,
    inflection: Option<Inflection>,
    spelling: Spelling,
    /// Folded.
    not_forms: Vec<String>,
}

impl Manner {
    /// Reads [`KEYS`].
    pub fn read(keys: &mut Keys<'_>) -> Self {
        Self {
            case: keys.one_of("case", &Case::ALL).unwrap_or_default(),
            hyphens: keys.one_of("hyphens", &Hyphens::ALL).unwrap_or_default(),
            inflection: inflection(keys),
            spelling: keys.spelling,
            not_forms: keys
                .texts("not-forms")
                .iter()
                .map(|written| fold_text(&written.text))
                .collect(),
        }
    }

    /// The same for replacements of another spelling.
    #[must_use]
    pub fn with_spelling(&self, spelling: Spelling) -> Self {
        Self {
            spelling,
            ..self.clone()
        }
    }

    /// The entry and its forms, each with its guidance: what may stand in the place of a
    /// form is the same form of the replacement. What is wrong with the entry is a fault.
    pub fn entries(
        &self,
        written: &Written,
        guidance: &Guidance,
        keys: &mut Keys<'_>,
    ) -> Option<Vec<Entry>> {
        let read = self.mark(written, keys)?;
        let base = Written {
            text: read.text.as_ref().into(),
            place: written.place,
        };
        let base_phrases = self.as_written(&base, keys)?;
        keys.faults.extend(self.hint(&base));
        let entry = |text: &SmolStr, guidance, phrases| Entry {
            base: base.text.clone(),
            written: text.clone(),
            place: written.place,
            guidance,
            phrases,
        };
        let Some(inflection) = self.inflection else {
            return Some(vec![entry(&base.text, guidance.clone(), base_phrases)]);
        };
        let forms = inflect::forms(&read, inflection);
        let base_slots = forms.first().map(|form| form.slots);
        let followed =
            base_slots.map_or_else(|| guidance.clone(), |slots| self.followed(guidance, slots));
        let mut entries = vec![entry(&base.text, followed, base_phrases)];
        for form in forms.iter().skip(1) {
            if self.not_forms.contains(&fold_text(&form.text)) {
                continue;
            }
            let written = Written {
                text: form.text.clone(),
                place: written.place,
            };
            if let Some(phrases) = self.as_written(&written, keys) {
                entries.push(entry(
                    &form.text,
                    self.followed(guidance, form.slots),
                    phrases,
                ));
            }
        }
        Some(entries)
    }

    /// Every phrase that counts as `written`, its forms included.
    pub fn phrases(&self, written: &Written, keys: &mut Keys<'_>) -> Option<Vec<Phrase>> {
        let entries = self.entries(written, &Guidance::default(), keys)?;
        Some(
            entries
                .into_iter()
                .flat_map(|entry| entry.phrases)
                .collect(),
        )
    }

    /// The guidance for a form that fills `slots`.
    fn followed(&self, guidance: &Guidance, slots: Slots) -> Guidance {
        if guidance.options.is_empty() || slots.is_empty() {
            return guidance.clone();
        }
        let mut options: Vec<SmolStr> = Vec::new();
        let mut certain = true;
        for option in &guidance.options {
            let following = inflect::follow(slots, &inflect::Entry::plain(option), self.spelling);
            certain &= following.certain;
            for text in following.texts {
                if !options.contains(&text) {
                    options.push(text);
                }
            }
        }
        let automatic = guidance.automatic && certain && options.len() == 1;
        Guidance {
            options,
            automatic,
            ..guidance.clone()
        }
    }

    /// The entry without the mark of the word that inflects; `~` is a mark only then.
    fn mark<'w>(&self, written: &'w Written, keys: &mut Keys<'_>) -> Option<inflect::Entry<'w>> {
        if self.inflection.is_none() {
            return Some(inflect::Entry::plain(&written.text));
        }
        let read = inflect::Entry::read(&written.text);
        if read.is_err() {
            let message = format!("‘{}’ marks more than one word with ‘~’", written.text);
            keys.faults.push(
                Fault::error(written.place, message).with_help("mark the one word that changes"),
            );
        }
        read.ok()
    }

    /// The phrases of a text of which no forms are made.
    pub fn as_written(&self, written: &Written, keys: &mut Keys<'_>) -> Option<Vec<Phrase>> {
        let phrase = Phrase::new(&written.text, self.case);
        match phrase.and_then(|phrase| phrase.varied(self.hyphens)) {
            Ok(phrases) => Some(phrases),
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
