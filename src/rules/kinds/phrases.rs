//! `phrases`: words and phrases that should not stand there.

use std::sync::Arc;

use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes, Written};
use super::super::value::{Place, SectionKind};
use super::guidance::NO_GUIDANCE;
use super::{Check, Guidance, Kind};
use crate::matching::fold::fold_text;
use crate::matching::phrase::PhraseFault;
use crate::matching::{Case, Hyphens, Phrase};

/// The kind.
pub static KIND: Kind = Kind {
    name: "phrases",
    about: "Finds words and phrases as they read: in any case, across line breaks and emphasis, \
            whole words only. `phrases` is a list of them; `replace` is a table, wrong = \"right\", \
            where a list of options is a choice, `(…)` is advice and `(delete)` means to leave it out.",
    section: SectionKind::Rule,
    marks: &["phrases", "replace"],
    keys: &[
        Key {
            name: "phrases",
            takes: Takes::Texts,
            about: "The phrases to find.",
        },
        Key {
            name: "replace",
            takes: Takes::Table,
            about: "What to find, and what to write instead: one row a line.",
        },
        Key {
            name: "forms",
            takes: Takes::Texts,
            about: "Further forms of the only entry: plurals, past tenses.",
        },
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
            name: "article",
            takes: Takes::OneOf(&["keep", "drop"]),
            about: "`drop`: *the* directly before what is found goes with it.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "Whether the only option may be applied unasked.",
        },
    ],
    build,
};

/// One entry: a phrase and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// As written.
    pub written: SmolStr,
    /// Where.
    pub place: Place,
    /// What to do.
    pub guidance: Guidance,
    /// The phrases that count as it: itself, and its forms by hyphens.
    pub phrases: Vec<Phrase>,
}

/// The check of this kind, and of terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Phrases {
    /// What is found.
    pub entries: Vec<Entry>,
}

impl Check for Phrases {
    fn phrases(&self) -> Vec<(Phrase, u32)> {
        let numbered = self.entries.iter().zip(0u32..);
        let phrases = numbered.flat_map(|(entry, number)| {
            entry
                .phrases
                .iter()
                .map(move |phrase| (phrase.clone(), number))
        });
        phrases.collect()
    }

    fn written(&self, entry: u32) -> &str {
        self.entries
            .get(entry as usize)
            .map_or("", |entry| &entry.written)
    }

    fn guidance(&self, entry: u32) -> &Guidance {
        self.entries
            .get(entry as usize)
            .map_or(&NO_GUIDANCE, |entry| &entry.guidance)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.entries.get(entry as usize).map(|entry| entry.place)
    }

    fn describe(&self) -> Vec<String> {
        let line = |entry: &Entry| {
            let guidance = entry.guidance.describe();
            let arrow = if guidance.is_empty() { "" } else { " → " };
            format!("‘{}’{arrow}{guidance}", entry.written)
        };
        self.entries.iter().map(line).collect()
    }
}

/// How the phrases of one rule are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    case: Case,
    hyphens: Hyphens,
}

impl Manner {
    /// Reads `case` and `hyphens`.
    pub fn read(keys: &mut Keys<'_>) -> Self {
        Self {
            case: keys.one_of("case", &Case::ALL).unwrap_or_default(),
            hyphens: keys.one_of("hyphens", &Hyphens::ALL).unwrap_or_default(),
        }
    }

    /// Reads one phrase; what is wrong with it is a fault.
    pub fn phrases(self, written: &Written, keys: &mut Keys<'_>) -> Option<Vec<Phrase>> {
        let phrase = Phrase::new(&written.text, self.case);
        match phrase.and_then(|phrase| phrase.forms(self.hyphens)) {
            Ok(phrases) => {
                keys.faults.extend(self.hint(written));
                Some(phrases)
            }
            Err(fault) => {
                keys.faults.push(phrase_fault(written, fault));
                None
            }
        }
    }

    /// A phrase whose only capital is its first letter is often a sentence's start, copied.
    fn hint(self, written: &Written) -> Option<Fault> {
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

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]);
    let drops_article = drops_article(keys);
    let mut check = Phrases::default();
    for written in keys.texts("phrases") {
        if let Some(phrases) = manner.phrases(&written, keys) {
            check.entries.push(Entry {
                written: written.text,
                place: written.place,
                guidance: Guidance::default(),
                phrases,
            });
        }
    }
    for row in keys.rows("replace") {
        let written = Written {
            text: row.key.clone(),
            place: row.place,
        };
        let guidance = Guidance::of_node(&row.node, keys);
        let phrases = manner.phrases(&written, keys);
        if let (Some(mut guidance), Some(phrases)) = (guidance, phrases) {
            guidance
                .options
                .retain(|option| !is_idle(option, &written, keys));
            guidance.automatic = automatic.unwrap_or(guidance.automatic)
                && guidance.options.len() + usize::from(guidance.deletion) == 1;
            guidance.drops_article = drops_article;
            check.entries.push(Entry {
                written: written.text,
                place: written.place,
                guidance,
                phrases,
            });
        }
    }
    add_forms(&mut check, manner, keys);
    if check.entries.is_empty() {
        keys.faults.push(nothing_to_find(keys));
        return None;
    }
    Some(Arc::new(check))
}

/// Reads `article`.
pub(super) fn drops_article(keys: &mut Keys<'_>) -> bool {
    let choices = [("keep", false), ("drop", true)];
    keys.one_of("article", &choices).unwrap_or(false)
}

/// A replacement that is the very text to be replaced changes nothing.
fn is_idle(option: &str, written: &Written, keys: &mut Keys<'_>) -> bool {
    let idle = option == written.text;
    if idle {
        let message = format!("‘{option}’ would be replaced by itself");
        keys.faults.push(Fault::error(written.place, message));
    }
    idle
}

fn nothing_to_find(keys: &Keys<'_>) -> Fault {
    let mark = ["phrases", "replace"]
        .into_iter()
        .find_map(|name| keys.entry(name));
    let place = mark.map_or(keys.place, |entry| entry.place);
    Fault::error(place, "the rule can never find anything").with_help("list at least one phrase")
}

/// Further forms count as the only entry; a fix for one is offered, never automatic.
fn add_forms(check: &mut Phrases, manner: Manner, keys: &mut Keys<'_>) {
    let forms = keys.texts("forms");
    if forms.is_empty() {
        return;
    }
    let [only] = check.entries.as_slice() else {
        if let Some(entry) = keys.entry("forms") {
            keys.faults.push(
                Fault::error(entry.place, "‘forms’ needs a rule with exactly one entry")
                    .with_help("list the forms as entries of their own"),
            );
        }
        return;
    };
    let base = only.clone();
    for written in forms {
        let repeated = fold_text(&written.text) == fold_text(&base.written);
        if let Some(phrases) = manner.phrases(&written, keys).filter(|_| !repeated) {
            let guidance = Guidance {
                automatic: false,
                ..base.guidance.clone()
            };
            check.entries.push(Entry {
                written: written.text,
                place: written.place,
                guidance,
                phrases,
            });
        }
    }
}
