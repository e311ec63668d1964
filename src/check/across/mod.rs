//! What rules say after they have seen the whole document.
//!
//! Owns the notes of every chunk, and what was judged from them. Where a chunk is not
//! edited its notes stay; only keys whose notes changed are judged again, and only chunks
//! of which something else is said are rendered again.

mod tally;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::block::{self, Context, View};
use super::candidates::Judge;
use super::related::{Citation, Citations, MOST_RELATED, NotePlace, Related, RuleKey};
use crate::markup::Block;
use crate::rules::kinds::Verdict;
use crate::rules::kinds::across::{Across, Note, Sighting};
use crate::rules::rule_set::Candidate;
use crate::rules::{RuleSet, Severity};
use crate::text::Span;
pub(super) use tally::Tally;

/// A note, whose it is, and the number of the block that it was taken from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted {
    pub(super) rule: u32,
    pub(super) note: Note,
    pub(super) block: u32,
    /// The severity that it has where it stands, if that is known already.
    pub(super) severity: Option<Severity>,
}

impl Noted {
    fn rule_key(&self) -> RuleKey {
        (self.rule, self.note.key)
    }
}

/// The notes of one chunk, and what is said of them.
#[derive(Debug, Clone, Default)]
pub(super) struct ChunkNotes {
    /// Sorted by rule, key and place.
    list: Vec<Noted>,
    /// Of the notes that were asked for, by their number.
    seen: FxHashMap<u32, Seen>,
    /// What is wrong with which note, sorted by the number of the note.
    remarks: Vec<(u32, Verdict<'static>)>,
    /// Whether other remarks were made since they were rendered.
    is_stale: bool,
}

/// What is to be seen at the place of a note.
#[derive(Debug, Clone)]
struct Seen {
    text: SmolStr,
    /// In bytes of its chunk.
    place: Span,
    /// `None` if something silences it.
    severity: Option<Severity>,
}

/// Gives the block of this number, with what it is checked with.
pub(super) type Blocks<'b> = dyn Fn(u32) -> Option<(&'b Block, Context<'b>)> + 'b;

impl ChunkNotes {
    pub(super) fn new(mut list: Vec<Noted>) -> Self {
        list.sort_by_key(|noted| (noted.rule_key(), noted.block, noted.note.span));
        list.shrink_to_fit();
        Self {
            list,
            ..Self::default()
        }
    }

    pub(super) fn list(&self) -> &[Noted] {
        &self.list
    }

    /// The numbers of the notes of a key.
    fn of(&self, key: RuleKey) -> Range<usize> {
        let start = self.list.partition_point(|noted| noted.rule_key() < key);
        let rest = self.list.get(start..).unwrap_or(&[]);
        start..start + rest.partition_point(|noted| noted.rule_key() == key)
    }

    /// Looks at the places of the notes of these numbers.
    fn look(&mut self, mut numbers: Vec<u32>, blocks: &Blocks<'_>) {
        let noted = |number: &u32| self.list.get(*number as usize).copied();
        numbers.sort_by_key(|number| noted(number).map(|noted| noted.block));
        let asked: Vec<(u32, Noted)> = numbers
            .iter()
            .filter_map(|number| Some((*number, noted(number)?)))
            .collect();
        for run in asked.chunk_by(|(_, one), (_, other)| one.block == other.block) {
            let block = run.first().and_then(|(_, noted)| blocks(noted.block));
            let Some((block, context)) = block else {
                continue;
            };
            let view = View::new(block, &context);
            let judge = OnceCell::new();
            for (number, noted) in run {
                let severity = noted.severity.or_else(|| {
                    let judge = judge.get_or_init(|| Judge::of_places(&view));
                    judge.severity(noted.candidate(context.rules))
                });
                let seen = Seen {
                    text: Span::from(noted.note.span)
                        .text(view.text())
                        .unwrap_or("")
                        .into(),
                    place: view.prose().to_source(noted.note.span.into()),
                    severity,
                };
                self.seen.insert(*number, seen);
            }
        }
    }

    /// Where the note of this number stands, in bytes of the chunk, if it was looked at.
    pub(super) fn place(&self, number: u32) -> Option<Span> {
        Some(self.seen.get(&number)?.place)
    }

    /// Puts `remarks`, sorted by number, in the place of those on the notes of `key`.
    fn remark(&mut self, key: RuleKey, remarks: Vec<(u32, Verdict<'static>)>) {
        let notes = self.of(key);
        let place = |number: usize| {
            let before = |(of, _): &(u32, _)| (*of as usize) < number;
            self.remarks.partition_point(before)
        };
        let old = place(notes.start)..place(notes.end);
        if self.remarks.get(old.clone()) != Some(&remarks[..]) {
            self.remarks.splice(old, remarks);
            self.is_stale = true;
        }
    }

    /// Whether something else is said of it than was last rendered.
    pub(super) fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// The findings, with fixes that may have to be proved.
    pub(super) fn render(&mut self, blocks: &Blocks<'_>) -> block::Findings {
        self.is_stale = false;
        let mut findings = block::Findings::default();
        let noted = |number: u32| self.list.get(number as usize);
        let mut remarks: Vec<(&Noted, &Verdict<'static>, Severity)> = Vec::new();
        for (number, verdict) in &self.remarks {
            let severity = self.seen.get(number).and_then(|seen| seen.severity);
            if let (Some(noted), Some(severity)) = (noted(*number), severity) {
                remarks.push((noted, verdict, severity));
            }
        }
        remarks.sort_by_key(|(noted, ..)| (noted.block, noted.note.span, noted.rule));
        for run in remarks.chunk_by(|(one, ..), (other, ..)| one.block == other.block) {
            let number = run.first().map(|(noted, ..)| noted.block);
            let Some((block, context)) = number.and_then(blocks) else {
                continue;
            };
            let view = View::new(block, &context);
            for (noted, verdict, severity) in run {
                let found = view.rule(noted.rule).and_then(|rule| {
                    view.diagnostic(rule, noted.candidate(context.rules), *severity, verdict)
                });
                if let Some((mut diagnostic, proposals)) = found {
                    diagnostic.related = cited(noted.rule_key(), verdict);
                    findings.add(&view, noted.block as usize, diagnostic, proposals);
                }
            }
        }
        findings
    }
}

/// The related places of a verdict on a note of `key`, which are numbers of what findings of the
/// key cite.
fn cited(key: RuleKey, verdict: &Verdict<'static>) -> Vec<Related> {
    let related = verdict.related.iter().map(|(number, says)| {
        let number = *number as u32;
        Related::cited(Citation { key, number }, says.clone())
    });
    related.collect()
}

impl Noted {
    fn candidate(&self, rules: &RuleSet) -> Candidate {
        let rule = rules.rules().get(self.rule as usize);
        let across = rule.and_then(|rule| rule.check.across());
        let (entry, form) = across.map_or((0, 0), |across| across.entry(&self.note));
        Candidate {
            rule: self.rule,
            entry,
            form,
            span: self.note.span.into(),
        }
    }
}

/// The notes of one key: of each chunk that has any its number, and theirs.
type Holders = Vec<(usize, Range<usize>)>;

/// Up to so many keys are looked up in each chunk; of more, each chunk's are looked up among them.
const FEW_KEYS: usize = 32;

/// Where the notes of each of `keys` are, which are sorted.
fn holders(keys: &[RuleKey], notes: &[ChunkNotes]) -> Vec<Holders> {
    let mut holders = vec![Holders::new(); keys.len()];
    for (chunk, notes) in notes.iter().enumerate() {
        if keys.len() <= FEW_KEYS {
            for (key, held) in keys.iter().zip(&mut holders) {
                let numbers = notes.of(*key);
                if !numbers.is_empty() {
                    held.push((chunk, numbers));
                }
            }
            continue;
        }
        let mut start = 0;
        for run in notes
            .list
            .chunk_by(|one, other| one.rule_key() == other.rule_key())
        {
            let numbers = start..start + run.len();
            start = numbers.end;
            let key = run.first().map(Noted::rule_key);
            let place = key.and_then(|key| keys.binary_search(&key).ok());
            if let Some(held) = place.and_then(|place| holders.get_mut(place)) {
                held.push((chunk, numbers));
            }
        }
    }
    holders
}

/// Judges the keys whose notes changed. `notes` are those of all chunks of the document in
/// order; `blocks` gives the blocks of a chunk. What findings cite is kept in `citations`.
pub(super) fn judge<'b>(
    tally: &mut Tally,
    citations: &mut Citations,
    notes: &mut [ChunkNotes],
    blocks: &dyn Fn(usize) -> Box<Blocks<'b>>,
    rules: &RuleSet,
) {
    let (open, closed) = tally.turn(rules);
    for (key, held) in closed.iter().zip(holders(&closed, notes)) {
        citations.set(*key, Vec::new());
        for (chunk, _) in held {
            if let Some(notes) = notes.get_mut(chunk) {
                notes.remark(*key, Vec::new());
            }
        }
    }
    let across = |key: RuleKey| rules.rules().get(key.0 as usize)?.check.across();
    let is_wanted = |key: RuleKey, noted: &Noted| {
        let wanted = across(key).and_then(Across::wanted);
        wanted.is_none_or(|wanted| wanted.contains(&noted.note.role))
    };
    let holders = holders(&open, notes);
    let mut asked: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (key, held) in open.iter().zip(&holders) {
        for (chunk, numbers) in held {
            let Some(notes) = notes.get(*chunk) else {
                continue;
            };
            let of_key = notes.list.get(numbers.clone()).unwrap_or(&[]);
            let numbered = (numbers.start as u32..).zip(of_key);
            let unseen = numbered.filter(|(number, noted)| {
                !notes.seen.contains_key(number) && is_wanted(*key, noted)
            });
            let unseen: Vec<u32> = unseen.map(|(number, _)| number).collect();
            if !unseen.is_empty() {
                asked.entry(*chunk).or_default().extend(unseen);
            }
        }
    }
    for (chunk, numbers) in asked {
        if let Some(notes) = notes.get_mut(chunk) {
            notes.look(numbers, &*blocks(chunk));
        }
    }
    for (key, held) in open.into_iter().zip(holders) {
        let Some(across) = across(key) else { continue };
        let (mut sightings, mut places) = (Vec::new(), Vec::new());
        for (chunk, numbers) in &held {
            let Some(notes) = notes.get(*chunk) else {
                continue;
            };
            let of_key = notes.list.get(numbers.clone()).unwrap_or(&[]);
            for (number, noted) in (numbers.start as u32..).zip(of_key) {
                if let Some(seen) = notes.seen.get(&number)
                    && seen.severity.is_some()
                    && is_wanted(key, noted)
                {
                    sightings.push(Sighting {
                        note: noted.note,
                        text: seen.text.clone(),
                    });
                    places.push((*chunk, number));
                }
            }
        }
        let totals = tally.totals(key);
        let mut remarks: FxHashMap<usize, Vec<(u32, Verdict<'static>)>> = FxHashMap::default();
        let mut cited = Cited::default();
        across.judge(key.1, &sightings, &totals, &mut |sighting, mut verdict| {
            if let Some((chunk, number)) = places.get(sighting) {
                cited.take(&mut verdict);
                remarks.entry(*chunk).or_default().push((*number, verdict));
            }
        });
        citations.set(key, cited.of(&places));
        for (chunk, _) in held {
            let mut of_chunk = remarks.remove(&chunk).unwrap_or_default();
            of_chunk.sort_by_key(|(number, _)| *number);
            of_chunk.dedup_by_key(|(number, _)| *number);
            if let Some(notes) = notes.get_mut(chunk) {
                notes.remark(key, of_chunk);
            }
        }
    }
}

/// The sightings that verdicts on one key cite, in the order in which they first do. An edit that
/// only moves them changes nothing of what is said.
#[derive(Default)]
struct Cited {
    numbers: FxHashMap<usize, usize>,
    sightings: Vec<usize>,
}

impl Cited {
    /// Puts numbers among what is cited in the place of numbers of sightings.
    fn take(&mut self, verdict: &mut Verdict<'static>) {
        verdict.related.truncate(MOST_RELATED);
        for (number, _) in &mut verdict.related {
            let next = self.sightings.len();
            let known = *self.numbers.entry(*number).or_insert(next);
            if known == next {
                self.sightings.push(*number);
            }
            *number = known;
        }
    }

    /// What is cited; `places` are those of all sightings.
    fn of(&self, places: &[NotePlace]) -> Vec<NotePlace> {
        let cited = self.sightings.iter();
        cited
            .filter_map(|number| places.get(*number).copied())
            .collect()
    }
}
