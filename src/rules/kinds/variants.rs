//! `variants`: words that one publication writes so and another otherwise.
//!
//! Every word of every variant is an entry, whichever is chosen: one compiled rule serves
//! all documents. What is to be done about an entry is kept for each variant that can be
//! chosen; nothing, if the entry is a word of that variant itself.

mod forms;
mod lists;

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Key, Keys, Takes, Written};
use super::super::value::{Place, SectionKind};
use super::super::variant::choose;
use super::guidance::says_whether_automatic;
use super::phrases::{DROPS_ARTICLE, drops_article};
use super::reading::{self, Manner};
use super::verdict::{Occasion, Verdict};
use super::{Check, Guidance, Kind};
use crate::matching::fold::fold_text;
use crate::matching::inflect::{Inflector, Spelling};
use crate::matching::sentence;
use crate::matching::{Language, Phrase};
use forms::{Entry, entries};

/// The kind.
pub static KIND: Kind = Kind {
    name: "variants",
    about: "Finds words of other variants than the chosen one, and offers the chosen one's. \
            `variants` is a table of lists, `uk = [\"organise\"]`, `us = [\"organize\"]`: words in the \
            same place are the same. The variant is chosen by `variant` in the configuration or the \
            front matter, or by the language. A word that stands in the chosen list is never found.",
    section: SectionKind::Rule,
    marks: &["variants"],
    keys: &[
        reading::KEYS[0],
        reading::KEYS[1],
        reading::KEYS[2],
        reading::KEYS[3],
        Key {
            name: "variants",
            takes: Takes::Table,
            about: "Lists of words by the name of their variant, all of one length.",
        },
        Key {
            name: "article",
            takes: Takes::OneOf(&["keep", "drop"]),
            about: "`drop`: *the* directly before what is found goes with it; `keep` if nothing is said.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "Whether the only option may be applied unasked: `auto` if nothing is said.",
        },
    ],
    variables: &[],
    build,
};

/// Of what a word may stand for, no more is offered; nobody chooses among more.
const MOST_OPTIONS: usize = 20;

#[derive(Debug)]
struct Variants {
    names: Vec<SmolStr>,
    words: Vec<Word>,
    /// The rows as written, for `explain`.
    rows: Vec<String>,
}

/// A word of any of the variants, or a form of one. There are thousands.
#[derive(Debug)]
struct Word {
    /// The word as the style writes it, without the mark of what inflects.
    base: SmolStr,
    /// The text of this form; of the word itself the same.
    written: SmolStr,
    place: Place,
    /// The phrases that count as it.
    phrases: Box<[Phrase]>,
    /// What to write instead, with the variant that is chosen then. In those that are not there
    /// the word is right.
    instead: Box<[(usize, Guidance)]>,
}

impl Variants {
    fn word(&self, entry: u32) -> Option<&Word> {
        self.words.get(entry as usize)
    }

    fn instead(&self, entry: u32, preferred: &[SmolStr]) -> Option<&Guidance> {
        let chosen = choose(&self.names, preferred)?;
        let mut instead = self.word(entry)?.instead.iter();
        instead
            .find(|(variant, _)| *variant == chosen)
            .map(|(_, guidance)| guidance)
    }
}

impl Check for Variants {
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        for (word, number) in self.words.iter().zip(0u32..) {
            for phrase in &word.phrases {
                add(phrase, number);
            }
        }
    }

    fn variants(&self) -> &[SmolStr] {
        &self.names
    }

    fn written(&self, entry: u32) -> &str {
        self.word(entry).map_or("", |word| &word.base)
    }

    fn form(&self, entry: u32, _: u16) -> Cow<'_, str> {
        let written = self.word(entry).map(|word| word.written.as_str());
        Cow::Borrowed(written.unwrap_or(""))
    }

    fn forms(&self, entry: u32) -> Vec<String> {
        let base = self.written(entry);
        let of_base = |word: &&Word| word.base == base && word.written != base;
        let words = self.words.iter().filter(of_base);
        words.map(|word| word.written.to_string()).collect()
    }

    fn is_right(&self, entry: u32, preferred: &[SmolStr]) -> bool {
        self.instead(entry, preferred).is_none()
    }

    fn guidance(&self, entry: u32, _: u16, preferred: &[SmolStr]) -> Option<Cow<'_, Guidance>> {
        self.instead(entry, preferred).map(Cow::Borrowed)
    }

    fn verdict(&self, found: &Occasion<'_>, preferred: &[SmolStr]) -> Option<Verdict<'_>> {
        let mut guidance = self.guidance(found.entry, found.form, preferred)?;
        if guidance.automatic && is_like_a_name(found, self.written(found.entry)) {
            guidance.to_mut().automatic = false;
        }
        Some(Verdict::from(guidance))
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.word(entry).map(|word| word.place)
    }

    fn describe(&self) -> Vec<String> {
        self.rows.clone()
    }

    fn ways(&self) -> Vec<String> {
        let guided = self
            .words
            .iter()
            .flat_map(|word| word.instead.iter().map(|(_, guidance)| guidance));
        let (mut drops, mut automatic) = (false, false);
        for guidance in guided {
            drops |= guidance.drops_article;
            automatic |= guidance.automatic;
        }
        let drops = drops.then(|| DROPS_ARTICLE.to_owned());
        let fix = says_whether_automatic(automatic);
        drops.into_iter().chain(std::iter::once(fix)).collect()
    }
}

/// Whether a word that is written small has a capital where no sentence begins: part of a name, which
/// is spelt as whoever bears it does (*Liam Gray*, *Sag Harbor*).
fn is_like_a_name(found: &Occasion<'_>, written: &str) -> bool {
    let text = found.passage.text();
    let sentence = sentence::at(found.passage.sentences(), found.span.start);
    let starts = sentence.is_none_or(|of| sentence::starts_at(text, of, found.span.start));
    let has_capital = |text: &str| text.starts_with(char::is_uppercase);
    !starts && has_capital(found.text()) && !has_capital(written)
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]);
    let drops_article = drops_article(keys);
    if let Some(entry) = keys.entry("forms") {
        let fault = Fault::error(entry.place, "‘forms’ needs a rule with exactly one entry");
        keys.faults
            .push(fault.with_help("list the forms of each variant in its own list"));
    }
    let lists = lists::read(keys)?;
    let mut builder = Builder {
        manner,
        inflectors: lists
            .iter()
            .map(|list| spelt(&keys.grammar.inflector, &list.name))
            .collect(),
        automatic: automatic.unwrap_or(true),
        drops_article,
        language: keys.grammar.language,
        drafts: Vec::new(),
        indexes: FxHashMap::default(),
        own: lists.iter().map(|_| FxHashMap::default()).collect(),
        rows: Vec::new(),
    };
    let names: Vec<SmolStr> = lists.iter().map(|list| list.name.clone()).collect();
    for row in 0..lists.first().map_or(0, |list| list.words.len()) {
        let words = lists.iter().map(|list| list.words.get(row)?.as_ref());
        builder.row(row, &words.collect::<Vec<_>>(), &names, keys);
    }
    let (words, rows) = builder.finish();
    if words.iter().all(|word| word.instead.is_empty()) {
        let place = lists.first().map_or(keys.place, |list| list.place);
        let fault = Fault::error(place, NEVER_FINDS);
        let help = "write at least one word in which the variants differ";
        keys.faults.push(fault.with_help(help));
        return None;
    }
    Some(Arc::new(Variants { names, words, rows }))
}

/// What makes replacements where this variant is chosen: its name may say how to spell them.
fn spelt(inflector: &Inflector, name: &str) -> Inflector {
    match name {
        "us" => inflector.spelt(Spelling::American),
        "uk" | "oxford" => inflector.spelt(Spelling::British),
        _ => inflector.clone(),
    }
}

/// A word on the way to what is kept of it.
struct Draft {
    entry: Entry,
    /// By the variant that is chosen.
    instead: Vec<Instead>,
}

/// What to write instead of a word, so far.
#[derive(Clone, Default)]
struct Instead {
    /// The rows that say so, sorted.
    rows: Vec<usize>,
    guidance: Guidance,
}

struct Builder {
    manner: Manner,
    /// What makes replacements where each variant is chosen.
    inflectors: Vec<Inflector>,
    automatic: bool,
    drops_article: bool,
    language: Language,
    drafts: Vec<Draft>,
    /// Where in `drafts` a word stands, by its text.
    indexes: FxHashMap<SmolStr, usize>,
    /// The words of each variant with their rows, by what they fold to.
    own: Vec<FxHashMap<String, Vec<(usize, SmolStr)>>>,
    rows: Vec<String>,
}

impl Builder {
    /// Adds the words of one row: of each variant one, unless it is a fault.
    fn row(
        &mut self,
        row: usize,
        words: &[Option<&Written>],
        names: &[SmolStr],
        keys: &mut Keys<'_>,
    ) {
        let read = words.iter().zip(&self.inflectors).map(|(word, inflector)| {
            let entries = entries(&self.manner, (*word)?, None, inflector, keys)?;
            Some((entries.first()?.base.clone(), entries))
        });
        let read: Vec<Option<(SmolStr, Vec<Entry>)>> = read.collect();
        for (own, (_, entries)) in self
            .own
            .iter_mut()
            .zip(&read)
            .filter_map(|(own, read)| Some((own, read.as_ref()?)))
        {
            for entry in entries {
                let folded = own
                    .entry(fold_text(&entry.written, keys.grammar.language))
                    .or_default();
                folded.push((row, entry.written.clone()));
            }
        }
        for (index, word) in words.iter().enumerate() {
            let Some((word, (base, entries))) = word.zip(read.get(index).and_then(Option::as_ref))
            else {
                continue;
            };
            for entry in entries {
                self.draft(entry);
            }
            let is_new = |(earlier, _): &(SmolStr, _)| earlier != base;
            if !read.iter().take(index).flatten().all(is_new) {
                continue;
            }
            for (chosen, option) in read.iter().enumerate() {
                if let Some((option, _)) = option.as_ref().filter(|(option, _)| option != base) {
                    self.instead(row, word, chosen, option, keys);
                }
            }
        }
        self.rows.push(described(&read, names));
    }

    /// Where `chosen` is chosen, `option` stands for `word` and likewise for its forms.
    fn instead(
        &mut self,
        row: usize,
        word: &Written,
        chosen: usize,
        option: &SmolStr,
        keys: &mut Keys<'_>,
    ) {
        let guidance = Guidance {
            options: std::iter::once(option.clone()).collect(),
            automatic: self.automatic,
            drops_article: self.drops_article,
            ..Guidance::default()
        };
        // What is wrong with the word was said when it was read the first time.
        let before = keys.faults.len();
        let inflector = self.inflectors.get(chosen);
        let entries = inflector
            .and_then(|inflector| entries(&self.manner, word, Some(guidance), inflector, keys));
        keys.faults.truncate(before);
        for entry in entries.into_iter().flatten() {
            let index = self.draft(&entry);
            let draft = self.drafts.get_mut(index);
            let Some(instead) = draft.and_then(|draft| draft.instead.get_mut(chosen)) else {
                continue;
            };
            let is_first = instead.rows.is_empty();
            instead.rows.push(row);
            if is_first {
                instead.guidance = entry.guidance;
                continue;
            }
            let options = &mut instead.guidance.options;
            for option in entry.guidance.options {
                if options.len() < MOST_OPTIONS && !options.contains(&option) {
                    options.push(option);
                }
            }
            instead.guidance.automatic &=
                entry.guidance.automatic && instead.guidance.options.len() == 1;
        }
    }

    /// Where in the drafts the word of `entry` stands from now on.
    fn draft(&mut self, entry: &Entry) -> usize {
        *self
            .indexes
            .entry(entry.written.clone())
            .or_insert_with(|| {
                self.drafts.push(Draft {
                    entry: Entry {
                        guidance: Guidance::default(),
                        ..entry.clone()
                    },
                    instead: vec![Instead::default(); self.inflectors.len()],
                });
                self.drafts.len() - 1
            })
    }

    fn finish(self) -> (Vec<Word>, Vec<String>) {
        let (own, language) = (&self.own, self.language);
        let words = self.drafts.into_iter().map(|draft| {
            let Draft { entry, instead } = draft;
            let folded = fold_text(&entry.written, language);
            let instead = instead.into_iter().zip(own).enumerate();
            let instead = instead.filter_map(|(variant, (instead, own))| {
                // A word of the chosen variant, wherever in its list, is right. If it stands
                // in the same row and is written otherwise, that is what the row is about.
                let mut same = own.get(&folded).into_iter().flatten();
                let is_right = same.any(|(row, written)| {
                    *written == entry.written || instead.rows.binary_search(row).is_err()
                });
                let is_wrong = !is_right && !instead.rows.is_empty();
                is_wrong.then_some((variant, instead.guidance))
            });
            Word {
                instead: instead.collect(),
                base: entry.base,
                written: entry.written,
                place: entry.place,
                phrases: entry.phrases.into(),
            }
        });
        // Collected, they would stand in the room of the drafts, which is larger.
        let mut kept = Vec::with_capacity(words.len());
        kept.extend(words);
        (kept, self.rows)
    }
}

/// One row for `explain`: ‘organise’ (uk), ‘organize’ (us, oxford), each with its forms.
fn described(read: &[Option<(SmolStr, Vec<Entry>)>], names: &[SmolStr]) -> String {
    let mut parts: Vec<(&SmolStr, &[Entry], Vec<String>)> = Vec::new();
    for ((base, entries), name) in read
        .iter()
        .zip(names)
        .filter_map(|(read, name)| Some((read.as_ref()?, name)))
    {
        match parts.iter_mut().find(|(known, ..)| *known == base) {
            Some((_, _, names)) => names.push(name.to_string()),
            None => parts.push((base, entries, vec![name.to_string()])),
        }
    }
    let parts = parts.into_iter().map(|(base, entries, names)| {
        let forms: Vec<&str> = entries
            .iter()
            .skip(1)
            .map(|form| form.written.as_str())
            .collect();
        let forms = if forms.is_empty() {
            String::new()
        } else {
            format!(" (also {})", forms.join(", "))
        };
        format!("{}: ‘{base}’{forms}", names.join(", "))
    });
    parts.collect::<Vec<_>>().join("; ")
}
