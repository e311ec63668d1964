//! Alternatives that the style lists.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::across::{Note, Sighting, Totals};
use super::super::phrases::Phrases;
use super::super::reading::Manner;
use super::super::verdict::{Occasion, Verdict};
use super::super::{Check as _, Guidance};
use super::{Prefer, counted, is_written, says};
use crate::matching::fold::fold_text;
use crate::matching::letter_case::surroundings;
use crate::matching::{Case, Hyphens};
use crate::rules::fault::Fault;
use crate::rules::keys::{Keys, Written};
use crate::rules::value::Place;

/// Keys from here on are of what is found without a list.
pub(super) const FIRST_FOUND: u32 = 1 << 24;

/// The key of what says nothing: a form that two alternatives share.
const NOTHING: u32 = FIRST_FOUND - 1;

/// Whether the notes of a key are of alternatives that are listed.
pub(super) fn is_given(key: u32) -> bool {
    key < FIRST_FOUND
}

/// All alternatives of a rule. The key of a note is the number of its group, its role the
/// alternative and the form of it.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) phrases: Phrases,
    groups: Vec<Alternatives>,
    /// The group of each entry.
    group_of: Vec<u32>,
    /// Forms that more than one alternative of a group has.
    shared: FxHashSet<(u32, u16)>,
}

/// Entries of which a document should have one.
#[derive(Debug)]
struct Alternatives {
    entries: Range<u32>,
    /// Some differ only in their capitals.
    by_capitals: bool,
}

fn role(alternative: u32, form: u16) -> u32 {
    alternative << 16 | u32::from(form)
}

/// Whether there is more than one alternative among the notes of a key.
pub(super) fn matters(key: u32, totals: &Totals) -> bool {
    let first = totals.first().map(|total| total.role >> 16);
    let differs = |role: u32| Some(role >> 16) != first;
    key != NOTHING && totals.iter().any(|total| differs(total.role))
}

impl Given {
    pub(super) fn new(manner: &Manner, keys: &Keys<'_>) -> Self {
        Self {
            phrases: Phrases::new(manner, keys),
            groups: Vec::new(),
            group_of: Vec::new(),
            shared: FxHashSet::default(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Adds a group; what is wrong with it is a fault.
    pub(super) fn add(
        &mut self,
        words: &[Written],
        place: Place,
        manner: &Manner,
        keys: &mut Keys<'_>,
    ) {
        let language = keys.grammar.language;
        let start = self.phrases.headwords.len();
        let before = keys.faults.len();
        for written in words {
            let written_before = self.phrases.headwords.iter().skip(start);
            let is_same =
                |text: &str| comparable(text, manner) == comparable(&written.text, manner);
            let mut written_before = written_before.map(|headword| &headword.phrase.written);
            if let Some(known) = written_before.find(|known| is_same(known)) {
                let text = &written.text;
                let (message, help) = if known == text {
                    let message = format!("‘{text}’ stands in the list twice");
                    (message, "list words that are written differently")
                } else {
                    let message = format!("‘{text}’ and ‘{known}’ are one with hyphens = \"any\"");
                    (message, "leave ‘hyphens’ out")
                };
                let fault = Fault::error(written.place, message);
                keys.faults.push(fault.with_help(help));
                continue;
            }
            let headword = manner.headword(written, None, keys);
            self.phrases.headwords.extend(headword);
        }
        let end = self.phrases.headwords.len();
        if end < start + 2 {
            self.phrases.headwords.truncate(start);
            if keys.faults.len() > before {
                return;
            }
            let fault = Fault::error(place, "a list of alternatives needs at least two");
            keys.faults
                .push(fault.with_help("list the ways to write it: [\"adviser\", \"advisor\"]"));
            return;
        }
        let group = self.groups.len() as u32;
        let added = self
            .phrases
            .headwords
            .get_mut(start..end)
            .unwrap_or(&mut []);
        let mut known: Vec<(String, u32, u16)> = Vec::new();
        let mut by_capitals = false;
        let written: Vec<String> = added
            .iter()
            .map(|headword| fold_text(&headword.phrase.written, language))
            .collect();
        for (headword, folded) in added.iter_mut().zip(&written) {
            if written.iter().filter(|other| *other == folded).count() > 1 {
                headword.phrase.case = Case::Exact;
                by_capitals = true;
            }
        }
        for (headword, entry) in added.iter().zip(start as u32..) {
            for form in 0..headword.phrase.form_count() {
                let text = headword.phrase.text_of(form).into_owned();
                let text = match headword.phrase.case {
                    Case::Exact => text,
                    _ => fold_text(&text, language),
                };
                known.push((text, entry, form));
            }
        }
        known.sort_unstable();
        for run in known.chunk_by(|(one, ..), (other, ..)| one == other) {
            let is_shared = run
                .iter()
                .any(|(_, entry, _)| run.first().is_some_and(|(_, first, _)| first != entry));
            if is_shared {
                self.shared
                    .extend(run.iter().map(|(_, entry, form)| (*entry, *form)));
            }
        }
        self.group_of.resize(end, group);
        self.groups.push(Alternatives {
            entries: start as u32..end as u32,
            by_capitals,
        });
    }

    /// The note of what the phrases found.
    pub(super) fn note(&self, found: &Occasion<'_>) -> Note {
        let number = self.group_of.get(found.entry as usize).copied();
        let group = number.and_then(|number| self.groups.get(number as usize));
        let start = group.map_or(0, |group| group.entries.start);
        let says_nothing = is_in_name(found)
            || self.shared.contains(&(found.entry, found.form))
            || group.is_some_and(|group| group.by_capitals) && starts_sentence(found);
        Note {
            key: number.filter(|_| !says_nothing).unwrap_or(NOTHING),
            role: role(found.entry.saturating_sub(start), found.form),
            amount: 1,
            span: found.span.into(),
        }
    }

    /// The entry and the form of it that a note is of.
    pub(super) fn entry(&self, note: &Note) -> Option<(u32, u16)> {
        let group = self.groups.get(note.key as usize)?;
        let form = u16::try_from(note.role & 0xFFFF).ok()?;
        Some((group.entries.start + (note.role >> 16), form))
    }

    pub(super) fn judge(
        &self,
        key: u32,
        sightings: &[(usize, &Sighting)],
        prefer: Prefer,
        automatic: bool,
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        let Some(group) = self.groups.get(key as usize) else {
            return;
        };
        let way = |sighting: &Sighting| sighting.note.role >> 16;
        let counts = counted(sightings.iter().map(|(_, sighting)| way(sighting)));
        let Some(right) = prefer.choose(&counts) else {
            return;
        };
        let name = |way: u32| self.phrases.written(group.entries.start + way);
        let firsts = counts.iter().map(|(of, _)| {
            let mut found = sightings.iter();
            (*of, found.find(|(_, sighting)| way(sighting) == *of))
        });
        let firsts: Vec<(u32, Option<&(usize, &Sighting)>)> = firsts.collect();
        let first_of = |way: u32| firsts.iter().find(|(of, _)| *of == way)?.1;
        for (number, sighting) in sightings {
            let wrong = way(sighting);
            if wrong == right {
                continue;
            }
            let mut names: Vec<(u32, u32)> = counts.to_vec();
            names.sort_by_key(|(way, _)| (*way == right, *way != wrong));
            // What is right is the most telling.
            let others = names.iter().rev().map(|(way, _)| *way);
            let others = others.filter(|way| *way != wrong).filter_map(first_of);
            let names: Vec<(&str, u32)> = names
                .iter()
                .map(|(way, count)| (name(*way), *count))
                .collect();
            let mut verdict = says(&names, name(right), automatic);
            for (number, other) in others {
                verdict = verdict.related_to(*number, is_written(&other.text));
            }
            self.follow(&sighting.note, right, group, &mut verdict);
            remark(*number, verdict);
        }
    }

    /// Puts the form of the right word that goes with the form found in its place.
    fn follow(&self, note: &Note, right: u32, group: &Alternatives, verdict: &mut Verdict<'_>) {
        let Some((entry, form)) = self.entry(note) else {
            return;
        };
        let Some(headword) = self.phrases.headwords.get(entry as usize) else {
            return;
        };
        let option = self.phrases.written(group.entries.start + right);
        let mut headword = headword.clone();
        headword.guidance = Some(Box::new(Guidance {
            options: std::iter::once(option.into()).collect(),
            automatic: verdict.guidance.automatic,
            ..Guidance::default()
        }));
        let guidance = headword.guidance(form, &self.phrases.inflector);
        verdict.guidance = std::borrow::Cow::Owned(guidance.into_owned());
    }

    /// The groups, one line each.
    pub(super) fn describe(&self) -> Vec<String> {
        let groups = self.groups.iter();
        let described = groups.map(|group| {
            let entries = group.entries.clone();
            let headwords = entries.filter_map(|entry| self.phrases.headwords.get(entry as usize));
            let words: Vec<String> = headwords.map(|headword| headword.describe(&[])).collect();
            words.join(" or ")
        });
        described.collect()
    }
}

/// A text as far as this rule tells texts apart.
fn comparable(text: &str, manner: &Manner) -> String {
    match manner.hyphens {
        Hyphens::AsWritten => text.to_owned(),
        Hyphens::Any => text.replace(['-', '‐', ' '], "").to_lowercase(),
    }
}

/// Whether what was found is part of a name in a program: `user.email`, `send-email-later`.
fn is_in_name(found: &Occasion<'_>) -> bool {
    let text = found.passage.text();
    let before = text.get(..found.span.start).unwrap_or("");
    let behind = text.get(found.span.end..).unwrap_or("");
    let (mut before, mut behind) = (before.chars().rev(), behind.chars());
    let (previous, earlier) = (before.next(), before.next());
    let (next, second) = (behind.next(), behind.next());
    let holds = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let binds = |c: Option<char>| c.is_some_and(|c| "_@#$=\\".contains(c));
    let dashed = |mark: Option<char>, beside| mark == Some('-') && holds(beside);
    binds(previous)
        || binds(next)
        || previous == Some('.') && holds(earlier)
        || next == Some('.') && holds(second)
        || dashed(previous, earlier) && dashed(next, second)
}

/// Whether a capital says nothing where this stands.
fn starts_sentence(found: &Occasion<'_>) -> bool {
    let passage = found.passage;
    surroundings(passage.text(), passage.sentences(), found.span).sentence_start
}
