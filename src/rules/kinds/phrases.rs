//! `phrases`: words and phrases that should not stand there.

use std::borrow::Cow;
use std::sync::Arc;

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Key, Keys, Takes, Written, is_key};
use super::super::value::{self, Place, SectionKind, Value};
use super::guidance::{hint_at_idle_fix, says_whether_automatic};
use super::headword::Headword;
use super::reading::{self, Manner};
use super::{Check, Guidance, Kind};
use crate::matching::fold::fold_text;
use crate::matching::inflect::Inflector;
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
            about: "`drop`: *the* directly before what is found goes with it; `keep` if nothing is said.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "Whether the only option may be applied unasked: `auto` if nothing is said, `offer` for what is to be \
                    left out.",
        },
    ],
    variables: &[],
    build,
};

/// The check of this kind, and of terms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Phrases {
    /// What is found. Mostly one in a row of a glossary.
    pub headwords: SmallVec<[Headword; 1]>,
    /// What few rules have: a glossary is thousands of them.
    varied: Option<Box<Varied>>,
    /// What makes the forms of replacements.
    pub inflector: Arc<Inflector>,
}

/// What is found beside the entries as they are written.
#[derive(Debug, Clone, PartialEq, Default)]
struct Varied {
    /// Forms of the only entry that the style lists itself.
    further: Vec<Phrase>,
    /// Whether hyphenated, spaced and closed forms are one.
    hyphens: Hyphens,
}

impl Phrases {
    /// Without any entry so far.
    pub fn new(manner: &Manner, keys: &Keys<'_>) -> Self {
        let varied = || {
            let hyphens = manner.hyphens;
            Box::new(Varied {
                hyphens,
                ..Varied::default()
            })
        };
        Self {
            varied: (manner.hyphens != Hyphens::default()).then(varied),
            inflector: keys.grammar.inflector.clone(),
            ..Self::default()
        }
    }

    fn headword(&self, entry: u32) -> Option<&Headword> {
        self.headwords.get(entry as usize)
    }

    fn hyphens(&self) -> Hyphens {
        self.varied
            .as_ref()
            .map_or_else(Hyphens::default, |varied| varied.hyphens)
    }

    /// Forms of the only entry that the style lists itself.
    fn further(&self) -> &[Phrase] {
        self.varied.as_ref().map_or(&[], |varied| &varied.further)
    }

    /// The form that the style lists itself, if this is the number of one.
    fn listed(&self, form: u16) -> Option<&Phrase> {
        self.further().iter().find(|phrase| phrase.form == form)
    }
}

impl Check for Phrases {
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        for (headword, number) in self.headwords.iter().zip(0u32..) {
            headword
                .phrase
                .each(self.hyphens(), &mut |phrase| add(phrase, number));
        }
        for phrase in self.further() {
            phrase.each(self.hyphens(), &mut |phrase| add(phrase, 0));
        }
    }

    fn written(&self, entry: u32) -> &str {
        let found = self.headword(entry);
        found.map_or("", |headword| &headword.phrase.written)
    }

    fn form(&self, entry: u32, form: u16) -> Cow<'_, str> {
        match self.listed(form) {
            Some(phrase) => Cow::Borrowed(&phrase.written),
            None => self
                .headword(entry)
                .map_or(Cow::Borrowed(""), |headword| headword.phrase.text_of(form)),
        }
    }

    fn forms(&self, entry: u32) -> Vec<String> {
        let headword = self.headword(entry);
        headword.map_or_else(Vec::new, |headword| headword.forms(self.further()))
    }

    fn guidance(&self, entry: u32, form: u16, _: &[SmolStr]) -> Option<Cow<'_, Guidance>> {
        let headword = self.headword(entry)?;
        let mut guidance = headword.guidance(form, &self.inflector);
        // Which form of the replacement goes with a listed one is not known.
        if guidance.automatic && self.listed(form).is_some() {
            guidance.to_mut().automatic = false;
        }
        Some(guidance)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.headword(entry).map(|headword| headword.place)
    }

    fn describe(&self) -> Vec<String> {
        let headwords = self.headwords.iter();
        headwords
            .map(|headword| headword.describe(self.further()))
            .collect()
    }

    fn ways(&self) -> Vec<String> {
        let mut cases = self.headwords.iter().map(|headword| headword.phrase.case);
        let case = cases.next().unwrap_or_default();
        let of_all = cases.all(|other| other == case).then_some(case);
        let mut ways = ways_of_reading(of_all.unwrap_or_default(), self.hyphens());
        let guided = self
            .headwords
            .iter()
            .filter_map(|it| it.guidance.as_deref());
        let with_options = guided.filter(|guidance| !guidance.options.is_empty());
        let guided: Vec<&Guidance> = with_options.collect();
        if guided.iter().any(|guidance| guidance.drops_article) {
            ways.push(DROPS_ARTICLE.to_owned());
        }
        if !guided.is_empty() {
            let automatic = guided.iter().any(|guidance| guidance.automatic);
            ways.push(says_whether_automatic(automatic));
        }
        ways
    }
}

/// What is said of *the* that goes.
pub(super) const DROPS_ARTICLE: &str = "*the* directly before it goes with it.";

/// How phrases are read, where that is not as usual.
pub(super) fn ways_of_reading(case: Case, hyphens: Hyphens) -> Vec<String> {
    let case = match case {
        Case::Smart => None,
        Case::Exact => Some("Capitals count as they are written."),
        Case::Any => Some("Capitals do not count."),
    };
    let hyphens = match hyphens {
        Hyphens::AsWritten => None,
        Hyphens::Any => Some("With a hyphen, a space or neither, it is the same."),
    };
    case.into_iter().chain(hyphens).map(str::to_owned).collect()
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]);
    hint_at_idle_fix("replace", keys);
    let drops_article = drops_article(keys);
    let mut check = Phrases::new(&manner, keys);
    for written in keys.texts("phrases") {
        check
            .headwords
            .extend(manner.headword(&written, None, keys));
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
        guidance.hint_at_brackets(&written.text, row.node.place, keys);
        let options = &mut guidance.options;
        options.retain(|option| !is_idle(option, &written, keys));
        let single = options.len() + usize::from(guidance.deletion) == 1;
        guidance.automatic = automatic.unwrap_or(guidance.automatic) && single;
        guidance.drops_article = drops_article;
        check
            .headwords
            .extend(manner.headword(&written, Some(guidance), keys));
    }
    add_forms(&mut check, &manner, keys);
    if check.headwords.is_empty() {
        keys.faults.push(nothing_to_find(keys));
        return None;
    }
    check.headwords.shrink_to_fit();
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
    Fault::error(place, NEVER_FINDS).with_help("list at least one phrase")
}

/// Further forms count as the only entry; a fix for one is offered, never automatic.
fn add_forms(check: &mut Phrases, manner: &Manner, keys: &mut Keys<'_>) {
    let listed = keys.texts("forms");
    if listed.is_empty() {
        return;
    }
    let [only] = &check.headwords[..] else {
        if let Some(entry) = keys.entry("forms") {
            keys.faults.push(
                Fault::error(entry.place, "‘forms’ needs a rule with exactly one entry")
                    .with_help("list the forms as entries of their own"),
            );
        }
        return;
    };
    let count = only.phrase.form_count();
    let mut further = Vec::new();
    let mut known: Vec<String> = (0..count)
        .map(|form| fold_text(&only.phrase.text_of(form), keys.grammar.language))
        .collect();
    for (written, number) in listed.iter().zip(count..) {
        let folded = fold_text(&written.text, keys.grammar.language);
        if let Some(phrase) = manner
            .phrase(written, keys)
            .filter(|_| !known.contains(&folded))
        {
            known.push(folded);
            further.push(Phrase {
                form: number,
                ..phrase
            });
        }
    }
    check.varied.get_or_insert_default().further = further;
}
