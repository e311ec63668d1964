//! `spelling`: words that no dictionary has.

mod latin;

use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Key, Keys, Takes, Written};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::resources::Resource;
use super::super::value::{SectionKind, Value};
use super::repetition::{ALLOW, allowed, several_words};
use super::verdict::{Occasion, Verdict};
use super::{Check, Kind};
use crate::matching::Language;
use crate::matching::fold::{fold_keeping_case, fold_text};
use crate::matching::spelling::{EMBEDDED, Speller, embedded, suggestions, words};
use crate::text::Span;

/// The kind.
pub static KIND: Kind = Kind {
    name: "spelling",
    about: "Finds words that none of the dictionaries has: `spelling = [\"en_GB\"]`. `en_GB` and `en_US` are \
            built in; others are Hunspell dictionaries, named by their path without a suffix. `true` means the \
            one for the language of the documents. Terms of the glossary, words in capitals or with figures, \
            names of files and addresses are left alone.",
    section: SectionKind::Rule,
    marks: &["spelling"],
    keys: &[
        Key {
            name: "spelling",
            takes: Takes::TextsOrTrue,
            about: "Dictionaries; a word is right if one of them has it. `true`: by the language of the documents.",
        },
        ALLOW,
        Key {
            name: "words",
            takes: Takes::Texts,
            about: "Files of words that are right, one a line, `#` before a comment; paths start from the folder of this file.",
        },
    ],
    variables: &["dictionary"],
    build,
};

#[derive(Debug)]
struct Spelling {
    spellers: Vec<Arc<Speller>>,
    /// Folded.
    allowed: FxHashSet<String>,
    /// Those that the rule lists, as written.
    listed: Vec<SmolStr>,
    /// The files with more of them.
    lists: Vec<Written>,
    language: Language,
}

impl Spelling {
    fn is_right(&self, word: &str) -> bool {
        if self.is_right_as_written(word) {
            return true;
        }
        // Accents may be characters of their own, and hyphens be there that nobody sees.
        let mut folded = String::new();
        if !word.is_ascii() {
            fold_keeping_case(word, &mut folded);
        }
        !folded.is_empty() && folded != word && self.is_right_as_written(&folded)
    }

    fn is_right_as_written(&self, word: &str) -> bool {
        // Of a word in letters of another language nothing can be said.
        let mut known = self.spellers.iter().map(|speller| speller.knows(word));
        let says_nothing = |known: &Option<bool>| known.is_none();
        known.any(|known| known == Some(true))
            || self
                .spellers
                .iter()
                .all(|speller| says_nothing(&speller.knows(word)))
            || (!self.allowed.is_empty() && self.allowed.contains(&fold_text(word, self.language)))
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.spellers.iter().map(|speller| speller.name()).collect();
        names.join(", ")
    }
}

impl Check for Spelling {
    fn searches(&self) -> Vec<Needs> {
        vec![Needs::new()]
    }

    fn scan(&self, _: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let text = passage.text();
        let whole = |word: &str| self.is_right(word);
        words(text, passage.tokens(), &whole, &mut |span| {
            let is_right = self.is_right(span.text(text).unwrap_or(""));
            let is_latin = || self.language.is_english() && latin::is_of_phrase(text, span);
            if !(is_right || is_latin()) {
                found(span, 0);
            }
        });
    }

    fn yields_to_terms(&self) -> bool {
        true
    }

    fn prepare(&self) -> Result<(), String> {
        for speller in &self.spellers {
            speller
                .prepare()
                .map_err(|problem| format!("the dictionary ‘{}’: {problem}", speller.name()))?;
        }
        Ok(())
    }

    fn is_prepared(&self) -> bool {
        self.spellers.iter().all(|speller| speller.is_read())
    }

    fn suggests(&self) -> bool {
        true
    }

    fn suggestions(&self, found: &str) -> Vec<String> {
        suggestions(found, &self.spellers)
    }

    fn word_lists(&self) -> Option<&[Written]> {
        Some(&self.lists)
    }

    fn written(&self, _: u32) -> &'static str {
        "a word that no dictionary has"
    }

    fn verdict(&self, found: &Occasion<'_>, _: &[SmolStr]) -> Option<Verdict<'_>> {
        let (word, names) = (found.text(), self.names());
        let sentence = match &self.spellers[..] {
            [_] => format!("‘{word}’ is not in the dictionary {names}."),
            _ => format!("‘{word}’ is in none of the dictionaries {names}."),
        };
        Some(Verdict::saying(sentence).with_value("dictionary", names))
    }

    fn describe(&self) -> Vec<String> {
        let mut lines = vec![format!("words that are not in: {}", self.names())];
        if !self.listed.is_empty() {
            lines.push(format!("not: {}", self.listed.join(", ")));
        }
        let of_files = self.allowed.len().saturating_sub(self.listed.len());
        if of_files > 0 {
            lines.push(format!("not: {of_files} words from files"));
        }
        lines
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let before = keys.faults.len();
    let spellers = spellers(keys);
    if spellers.is_empty() && keys.faults.len() == before {
        let fault = Fault::error(keys.place, NEVER_FINDS);
        let names = EMBEDDED.map(|name| format!("\"{name}\"")).join(" or ");
        keys.faults
            .push(fault.with_help(format!("name a dictionary, such as {names}")));
    }
    let language = keys.grammar.language;
    let listed = allowed(keys);
    let is_several = |written: &&Written| written.text.contains(char::is_whitespace);
    for written in listed.iter().filter(is_several) {
        keys.faults.push(several_words(written, KIND.name));
    }
    let mut allowed: FxHashSet<String> = listed
        .iter()
        .map(|written| fold_text(&written.text, language))
        .collect();
    let lists = keys.texts("words");
    for written in &lists {
        match keys.grammar.resources.get(written) {
            Some(Resource::Words(words)) => {
                allowed.extend(words.iter().map(|word| fold_text(word, language)));
            }
            Some(Resource::Missing(fault)) => keys.faults.push(fault.clone()),
            _ => {}
        }
    }
    if spellers.is_empty() {
        return None;
    }
    Some(Arc::new(Spelling {
        spellers,
        allowed,
        listed: listed.into_iter().map(|written| written.text).collect(),
        lists,
        language,
    }))
}

/// The dictionaries that the rule names.
fn spellers(keys: &mut Keys<'_>) -> Vec<Arc<Speller>> {
    let node = keys.entry("spelling").map(|entry| &entry.node);
    if let Some(node) = node
        && let Value::Boolean(wanted) = node.value
    {
        if !wanted {
            return Vec::new();
        }
        let tag = keys.grammar.tag.clone();
        let found = tag.as_deref().map_or_else(
            || EMBEDDED.iter().filter_map(|name| embedded(name)).collect(),
            of_language,
        );
        if found.is_empty() {
            let tag = tag.unwrap_or_default();
            let fault = Fault::error(node.place, format!("there is no dictionary for ‘{tag}’"));
            keys.faults
                .push(fault.with_help("name one by its path: spelling = [\"dictionaries/de_DE\"]"));
        }
        return found;
    }
    let mut spellers: Vec<Arc<Speller>> = Vec::new();
    for written in keys.texts("spelling") {
        let speller = match keys.grammar.resources.get(&written) {
            Some(Resource::Dictionary(speller)) => Some(Arc::clone(speller)),
            Some(Resource::Missing(fault)) => {
                keys.faults.push(fault.clone());
                None
            }
            _ => embedded(&written.text).or_else(|| {
                keys.faults.push(unknown(&written));
                None
            }),
        };
        let is_new =
            |speller: &Arc<Speller>| spellers.iter().all(|known| !Arc::ptr_eq(known, speller));
        let new = speller.filter(is_new);
        spellers.extend(new);
    }
    spellers
}

/// The embedded dictionaries for a language: of English without a country both.
fn of_language(tag: &str) -> Vec<Arc<Speller>> {
    let fits = |name: &&&str| {
        let name = name.replace('_', "-");
        let tag = tag.replace('_', "-");
        name.eq_ignore_ascii_case(&tag) || tag.eq_ignore_ascii_case("en")
    };
    let fitting = EMBEDDED.iter().filter(fits);
    let found: Vec<Arc<Speller>> = fitting.filter_map(|name| embedded(name)).collect();
    // English of elsewhere is nearer to that of Britain.
    if found.is_empty() && Language::of(Some(tag)).is_english() {
        return embedded("en_GB").into_iter().collect();
    }
    found
}

fn unknown(written: &Written) -> Fault {
    let message = format!("there is no dictionary ‘{}’", written.text);
    let names = EMBEDDED.join(" and ");
    Fault::error(written.place, message).with_help(format!(
        "{names} are built in; others are named by their path, without a suffix"
    ))
}
