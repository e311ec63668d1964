//! What rules say after they have seen the whole document.
//!
//! Owns the notes of every chunk, and what was judged from them. Where a chunk is not
//! edited its notes stay; only keys whose notes changed are judged again, and only chunks
//! of which something else is said are rendered again.

mod tally;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::block::{self, Context, View};
use super::candidates;
use crate::markup::Block;
use crate::rules::kinds::Verdict;
use crate::rules::kinds::across::{Note, Sighting};
use crate::rules::rule_set::Candidate;
use crate::rules::{RuleSet, Severity};
use tally::RuleKey;
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
    /// Of the notes that were asked for, by their number: the text, and the severity, if nothing
    /// silences it.
    seen: FxHashMap<u32, (SmolStr, Option<Severity>)>,
    /// What is wrong with which note, sorted by the number of the note.
    remarks: Vec<(u32, Verdict<'static>)>,
    /// Whether other remarks were made since they were rendered.
    is_stale: bool,
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
    fn of(&self, key: RuleKey) -> std::ops::Range<usize> {
        let start = self.list.partition_point(|noted| noted.rule_key() < key);
        let rest = self.list.get(start..).unwrap_or(&[]);
        start..start + rest.partition_point(|noted| noted.rule_key() == key)
    }

    /// Looks at the places of all notes of `keys`, which are sorted.
    fn look(&mut self, keys: &[RuleKey], blocks: &Blocks<'_>) {
        let is_asked = |noted: &Noted| keys.binary_search(&noted.rule_key()).is_ok();
        let numbered = (0u32..).zip(&self.list);
        let mut asked: Vec<(u32, Noted)> = numbered
            .filter(|(number, noted)| is_asked(noted) && !self.seen.contains_key(number))
            .map(|(number, noted)| (number, *noted))
            .collect();
        asked.sort_by_key(|(_, noted)| noted.block);
        for run in asked.chunk_by(|(_, one), (_, other)| one.block == other.block) {
            let block = run.first().and_then(|(_, noted)| blocks(noted.block));
            let Some((block, context)) = block else {
                continue;
            };
            let view = View::new(block, &context);
            let found = std::cell::OnceCell::new();
            for (number, noted) in run {
                let severity = noted.severity.or_else(|| {
                    let found = found.get_or_init(|| context.rules.find(&view.passage));
                    candidates::severity(&view, found, noted.candidate(context.rules))
                });
                let text = noted.note.span.text(view.text()).unwrap_or("");
                self.seen.insert(*number, (text.into(), severity));
            }
        }
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
            let severity = self.seen.get(number).and_then(|(_, severity)| *severity);
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
                if let Some((diagnostic, proposals)) = found {
                    findings.add(&view, noted.block as usize, diagnostic, proposals);
                }
            }
        }
        findings
    }
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
            span: self.note.span,
        }
    }
}

/// Judges the keys whose notes changed. `chunks` are all chunks of the document in order, each
/// with its blocks.
pub(super) fn judge(
    tally: &mut Tally,
    chunks: &mut [(&mut ChunkNotes, Box<Blocks<'_>>)],
    rules: &RuleSet,
) {
    let (open, closed) = tally.turn(rules);
    for key in closed {
        for (notes, _) in chunks.iter_mut() {
            notes.remark(key, Vec::new());
        }
    }
    if open.is_empty() {
        return;
    }
    for (notes, blocks) in chunks.iter_mut() {
        notes.look(&open, blocks);
    }
    for key in open {
        let rule = rules.rules().get(key.0 as usize);
        let Some(across) = rule.and_then(|rule| rule.check.across()) else {
            continue;
        };
        let wanted = across.wanted();
        let (mut sightings, mut places) = (Vec::new(), Vec::new());
        for (index, (notes, _)) in chunks.iter().enumerate() {
            for number in notes.of(key) {
                let Some(noted) = notes.list.get(number) else {
                    continue;
                };
                if wanted.is_some_and(|wanted| !wanted.contains(&noted.note.role)) {
                    continue;
                }
                if let Some((text, Some(_))) = notes.seen.get(&(number as u32)) {
                    sightings.push(Sighting {
                        note: noted.note,
                        text: text.clone(),
                    });
                    places.push((index, number as u32));
                }
            }
        }
        let mut remarks: FxHashMap<usize, Vec<(u32, Verdict<'static>)>> = FxHashMap::default();
        across.judge(
            key.1,
            &sightings,
            &tally.totals(key),
            &mut |sighting, verdict| {
                if let Some((chunk, number)) = places.get(sighting) {
                    remarks.entry(*chunk).or_default().push((*number, verdict));
                }
            },
        );
        for (index, (notes, _)) in chunks.iter_mut().enumerate() {
            let mut of_chunk = remarks.remove(&index).unwrap_or_default();
            of_chunk.sort_by_key(|(number, _)| *number);
            of_chunk.dedup_by_key(|(number, _)| *number);
            notes.remark(key, of_chunk);
        }
    }
}
