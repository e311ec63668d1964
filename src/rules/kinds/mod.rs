//! The kinds of rules, one file each, and the one list of them.
//!
//! A kind reads its own keys and gives back a [`Check`]. It reports what and where;
//! severity, quotations, overlaps and order belong to the layer above.

pub mod across;
mod calendar;
pub mod capitalization;
pub mod consistency;
pub mod dates;
pub mod guidance;
pub mod headword;
pub mod metric;
pub mod numbers;
pub mod occurrence;
pub mod pattern;
pub mod phrases;
pub mod reading;
pub mod repetition;
pub mod requires;
pub mod spelling;
pub mod term;
pub mod together;
pub mod variants;
pub mod verdict;
mod words;

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use smol_str::SmolStr;

use super::keys::{COMMON, Key, Keys, Written};
use super::needs::Needs;
use super::passage::Passage;
use super::rule::Quotes;
use super::value::{Place, SectionKind};
use crate::markup::ScopeSet;
use crate::matching::Phrase;
use crate::text::Span;
pub use across::Across;
pub use guidance::Guidance;
use guidance::NO_GUIDANCE;
pub use together::Together;
pub use verdict::{Occasion, Verdict};

/// One kind of rule.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// What it does, in Markdown, for whoever writes a style.
    pub about: &'static str,
    /// What kind of section defines it.
    pub section: SectionKind,
    /// The keys of which one makes a section a rule of this kind.
    pub marks: &'static [&'static str],
    /// The keys that it reads, its marks included.
    pub keys: &'static [Key],
    /// What its messages may say beside `{match}`, `{use}` and `{phrase}`.
    pub variables: &'static [&'static str],
    /// Makes the check; `None` if nothing is left to look for, which is in the faults.
    pub build: fn(&mut Keys<'_>) -> Option<Arc<dyn Check>>,
}

impl Kind {
    /// Whether its rules read this key.
    pub fn reads(&self, name: &str) -> bool {
        COMMON.iter().chain(self.keys).any(|key| key.name == name)
    }
}

/// Every kind, in the order in which documentation lists them.
pub const KINDS: &[&Kind] = &[
    &phrases::KIND,
    &variants::KIND,
    &pattern::KIND,
    &occurrence::KIND,
    &metric::KIND,
    &repetition::KIND,
    &capitalization::KIND,
    &numbers::KIND,
    &dates::KIND,
    &spelling::KIND,
    &consistency::KIND,
    &requires::KIND,
    &term::KIND,
];

/// An entry of a glossary.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The term as it should be written.
    pub term: &'a str,
    /// What it means, in Markdown.
    pub definition: Option<&'a str>,
    /// Whether the term is the one to use, and not one that is only admitted or deprecated.
    pub preferred: bool,
    /// The term as it is found in prose where it does not shield what lies inside it; with
    /// [`Check::shields`] and [`Check::phrases`] all the places where it stands.
    pub unshielding: &'a [Phrase],
}

/// What a rule looks for. Entries are numbered from 0.
pub trait Check: Debug + Send + Sync {
    /// Calls `add` with the phrases that the shared table finds for it, each with the
    /// number of its entry.
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        let _ = add;
    }

    /// The phrases that shield what lies strictly inside them from every rule.
    fn shields(&self) -> &[Phrase] {
        &[]
    }

    /// The term that it is about, if it is an entry of a glossary.
    fn term(&self) -> Option<Entry<'_>> {
        None
    }

    /// The searches that [`Check::scan`] makes, each with what every match of it has.
    fn searches(&self) -> Vec<Needs> {
        Vec::new()
    }

    /// Finds what no table can, in the reader's text of one block, by the search of this
    /// number: a span that is not empty, and the entry.
    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let _ = (search, passage, found);
    }

    /// Whether a term of a glossary is right for it, and not only what lies inside of one.
    fn yields_to_terms(&self) -> bool {
        false
    }

    /// Makes now what would be made when it is first needed.
    ///
    /// # Errors
    /// Why it cannot be made: small first letter, no full stop. The rule then finds nothing.
    fn prepare(&self) -> Result<(), String> {
        Ok(())
    }

    /// Whether it can be asked at once. It may be asked before, but that takes longer than
    /// anybody should wait.
    fn is_prepared(&self) -> bool {
        true
    }

    /// Whether [`Check::suggestions`] may have something to say.
    fn suggests(&self) -> bool {
        false
    }

    /// What a find may have been meant to be, best first. This may take a second: it is for who
    /// asks for it.
    fn suggestions(&self, found: &str) -> Vec<String> {
        let _ = found;
        Vec::new()
    }

    /// The lists of words that are right which its style and settings name, if words can be.
    fn word_lists(&self) -> Option<&[Written]> {
        None
    }

    /// Where it looks unless its `scope` says otherwise; `None` for all prose.
    fn usual_scope(&self) -> Option<ScopeSet> {
        None
    }

    /// What quotation marks mean to it unless its style says otherwise.
    fn usual_quotes(&self) -> Option<Quotes> {
        None
    }

    /// How it judges its finds in one block together, if it does. They are then no findings
    /// each by itself.
    fn together(&self) -> Option<&dyn Together> {
        None
    }

    /// How it judges the document as a whole, if it does. What it finds in a block is then
    /// no finding by itself.
    fn across(&self) -> Option<&dyn Across> {
        None
    }

    /// The entry as written in the style.
    fn written(&self, entry: u32) -> &str;

    /// The text of one of its forms; 0 is the entry as written.
    fn form(&self, entry: u32, form: u16) -> Cow<'_, str> {
        let _ = form;
        Cow::Borrowed(self.written(entry))
    }

    /// The texts that are found for this entry beside the entry as written.
    fn forms(&self, entry: u32) -> Vec<String> {
        let _ = entry;
        Vec::new()
    }

    /// The names of the variants among which it chooses, if it does.
    fn variants(&self) -> &[SmolStr] {
        &[]
    }

    /// Whether the entry is right in a document that prefers variants of these names, the
    /// best first. What lies strictly inside of what is right is no find of this rule.
    fn is_right(&self, entry: u32, preferred: &[SmolStr]) -> bool {
        let _ = (entry, preferred);
        false
    }

    /// What the style says to do about a find of this form of the entry in such a
    /// document, wherever it stands; `None` if it is right there.
    fn guidance(&self, entry: u32, form: u16, preferred: &[SmolStr]) -> Option<Cow<'_, Guidance>> {
        let _ = (entry, form, preferred);
        Some(Cow::Borrowed(&NO_GUIDANCE))
    }

    /// What the rule says of a find in such a document; `None` if it is right.
    fn verdict(&self, found: &Occasion<'_>, preferred: &[SmolStr]) -> Option<Verdict<'_>> {
        self.guidance(found.entry, found.form, preferred)
            .map(Verdict::from)
    }

    /// Where an entry is written, if it has a place of its own.
    fn place(&self, entry: u32) -> Option<Place> {
        let _ = entry;
        None
    }

    /// The entries, one line of Markdown each, for `explain`.
    fn describe(&self) -> Vec<String>;

    /// How it finds and mends, as far as its style says so: a sentence of Markdown each, for
    /// `explain`.
    fn ways(&self) -> Vec<String> {
        Vec::new()
    }
}
