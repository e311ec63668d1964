//! `phrases`: words and phrases that should not stand there.

use std::sync::Arc;

use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Key, Keys, Takes, Written, is_key};
use super::super::value::{self, Place, SectionKind, Value};
use super::reading::{self, Entry, Manner};
use super::{Check, Guidance, Kind};
use crate::matching::Phrase;
use crate::matching::fold::fold_text;

/// The kind.
pub static KIND: Kind = Kind {
    name: "phrases",
    about: "Finds words and phrases as they read: in any case, across line breaks and emphasis, \
            whole words only. `phrases` is a list of them; `replace` is a table, wrong = \"right\", \
            where a list of options is a choice, `(…)` is advice and `(delete)` means to leave it out.",
    section: SectionKind::Rule,
    marks: &["phrases", "replace"],
    keys: &[
        reading::KEYS[0],
        reading::KEYS[1],
        reading::KEYS[2],
        reading::KEYS[3],
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

    fn guidance(&self, entry: u32, _: &[SmolStr]) -> Option<&Guidance> {
        self.entries
            .get(entry as usize)
            .map(|entry| &entry.guidance)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.entries.get(entry as usize).map(|entry| entry.place)
    }

    fn base(&self, entry: u32) -> &str {
        let found = self.entries.get(entry as usize);
        found.map_or("", |entry| &entry.base)
    }

    fn describe(&self) -> Vec<String> {
        let bases = self.entries.chunk_by(|one, other| one.base == other.base);
        bases.map(describe_base).collect()
    }
}

/// One entry with its forms and what to write instead.
fn describe_base(entries: &[Entry]) -> String {
    let [base, forms @ ..] = entries else {
        return String::new();
    };
    let guidance = base.guidance.describe();
    let arrow = if guidance.is_empty() { "" } else { " → " };
    let forms: Vec<&str> = forms.iter().map(|form| form.written.as_str()).collect();
    let forms = if forms.is_empty() {
        String::new()
    } else {
        format!(" (also {})", forms.join(", "))
    };
    format!("‘{}’{forms}{arrow}{guidance}", base.base)
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]);
    let drops_article = drops_article(keys);
    let mut check = Phrases::default();
    let mut bases = 0;
    for written in keys.texts("phrases") {
        let entries = manner.entries(&written, &Guidance::default(), keys);
        bases += usize::from(entries.is_some());
        check.entries.extend(entries.into_iter().flatten());
    }
    for row in keys.rows("replace") {
        let written = Written {
            text: row.key.clone(),
            place: row.place,
        };
        keys.faults.extend(misplaced_key(row));
        let Some(mut guidance) = Guidance::of_node(&row.node, keys) else {
            continue;
        };
        let options = &mut guidance.options;
        options.retain(|option| !is_idle(option, &written, keys));
        let single = options.len() + usize::from(guidance.deletion) == 1;
        guidance.automatic = automatic.unwrap_or(guidance.automatic) && single;
        guidance.drops_article = drops_article;
        let entries = manner.entries(&written, &guidance, keys);
        bases += usize::from(entries.is_some());
        check.entries.extend(entries.into_iter().flatten());
    }
    add_forms(&mut check, bases, &manner, keys);
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

/// In TOML, whatever follows `[rule.replace]` is a row of it, also what was meant as a
/// key of the rule. A word may be called so as well: then it is only said.
fn misplaced_key(row: &value::Entry) -> Option<Fault> {
    let name = row.key.as_str();
    if !is_key(name) {
        return None;
    }
    let help = "if the key of the rule is meant, write it above ‘[rule.replace]’";
    let fault = match row.node.value {
        Value::String(_) => Fault::hint(
            row.place,
            format!("‘{name}’ is read as a word to be replaced"),
        ),
        _ => Fault::error(
            row.place,
            format!("‘{name}’ stands among the words to be replaced"),
        ),
    };
    Some(fault.with_help(help))
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
fn add_forms(check: &mut Phrases, bases: usize, manner: &Manner, keys: &mut Keys<'_>) {
    let forms = keys.texts("forms");
    if forms.is_empty() {
        return;
    }
    let Some(base) = check.entries.first().filter(|_| bases == 1).cloned() else {
        if let Some(entry) = keys.entry("forms") {
            keys.faults.push(
                Fault::error(entry.place, "‘forms’ needs a rule with exactly one entry")
                    .with_help("list the forms as entries of their own"),
            );
        }
        return;
    };
    let guidance = Guidance {
        automatic: false,
        ..base.guidance
    };
    for written in forms {
        let folded = fold_text(&written.text);
        let repeated = check
            .entries
            .iter()
            .any(|entry| fold_text(&entry.written) == folded);
        if let Some(phrases) = manner.as_written(&written, keys).filter(|_| !repeated) {
            check.entries.push(Entry {
                base: base.base.clone(),
                written: written.text,
                place: written.place,
                guidance: guidance.clone(),
                phrases,
            });
        }
    }
}
