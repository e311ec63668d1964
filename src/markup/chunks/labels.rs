//! Which labels of links and footnotes a document defines.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Chunk;
use crate::markup::reading::{AskedNotes, Label, Reading};

/// How often each label is defined.
#[derive(Debug, Default)]
pub(super) struct Labels {
    links: FxHashMap<Label, usize>,
    notes: FxHashMap<Label, usize>,
}

/// Labels of links and of footnotes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LabelList {
    pub(super) links: Vec<Label>,
    pub(super) notes: Vec<Label>,
}

impl LabelList {
    /// Those that `chunks` define.
    pub(super) fn of(chunks: &[Arc<Chunk>]) -> Self {
        let mut list = Self::default();
        for chunk in chunks {
            list.links.extend(chunk.defined_links.iter().cloned());
            list.notes.extend(chunk.defined_notes.iter().cloned());
        }
        list
    }

    /// Those that a part of a document defines, sorted.
    pub(super) fn read(reading: Reading) -> Self {
        let sorted = |labels: Vec<(usize, Label)>| {
            let mut labels: Vec<Label> = labels.into_iter().map(|(_, label)| label).collect();
            labels.sort_unstable();
            labels.dedup();
            labels
        };
        Self {
            links: sorted(reading.defined_links),
            notes: sorted(reading.defined_notes),
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.links.extend(other.links);
        self.notes.extend(other.notes);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.links.is_empty() && self.notes.is_empty()
    }
}

impl Labels {
    /// Counts what `chunk` defines.
    pub(super) fn add(&mut self, chunk: &Chunk) {
        add(&mut self.links, &chunk.defined_links);
        add(&mut self.notes, &chunk.defined_notes);
    }

    /// Counts what `chunk` defines no more.
    pub(super) fn remove(&mut self, chunk: &Chunk) {
        remove(&mut self.links, &chunk.defined_links);
        remove(&mut self.notes, &chunk.defined_notes);
    }

    /// All of them.
    pub(super) fn all(&self) -> LabelList {
        LabelList {
            links: self.links.keys().cloned().collect(),
            notes: self.notes.keys().cloned().collect(),
        }
    }

    /// Whether a label of links is defined.
    pub(super) fn has_link(&self, label: &str) -> bool {
        !self.links.is_empty() && self.links.contains_key(&Label::new(label.to_owned()))
    }

    /// The defined ones among the footnotes that are asked for.
    pub(super) fn notes(&self, asked: &AskedNotes) -> Vec<Label> {
        let mut notes: Vec<Label> = match asked {
            AskedNotes::These(labels) => labels
                .iter()
                .filter(|label| self.notes.contains_key(*label))
                .cloned()
                .collect(),
            AskedNotes::Any => self.notes.keys().cloned().collect(),
        };
        notes.sort_unstable();
        notes.dedup();
        notes
    }

    /// Counts what `chunks` define, in which `before` was defined when they were counted
    /// last, and says which labels came to be defined or ceased to be.
    pub(super) fn put_back(&mut self, chunks: &[Arc<Chunk>], before: LabelList) -> LabelList {
        let now = LabelList::of(chunks);
        let links = come(&now.links, &before.links, &self.links);
        let notes = come(&now.notes, &before.notes, &self.notes);
        for chunk in chunks {
            self.add(chunk);
        }
        let gone = |label: &Label, counts: &Counts| !counts.contains_key(label);
        let gone_links = before
            .links
            .into_iter()
            .filter(|label| gone(label, &self.links));
        let gone_notes = before
            .notes
            .into_iter()
            .filter(|label| gone(label, &self.notes));
        LabelList {
            links: links.into_iter().chain(gone_links).collect(),
            notes: notes.into_iter().chain(gone_notes).collect(),
        }
    }
}

/// Those of `now` that were defined neither there nor elsewhere.
fn come(now: &[Label], before: &[Label], elsewhere: &Counts) -> Vec<Label> {
    let is_new = |label: &&Label| !elsewhere.contains_key(*label) && !before.contains(label);
    now.iter().filter(is_new).cloned().collect()
}

type Counts = FxHashMap<Label, usize>;

fn add(counts: &mut Counts, labels: &[Label]) {
    for label in labels {
        *counts.entry(label.clone()).or_default() += 1;
    }
}

fn remove(counts: &mut Counts, labels: &[Label]) {
    for label in labels {
        if let Some(count) = counts.get_mut(label) {
            *count -= 1;
            if *count == 0 {
                counts.remove(label);
            }
        }
    }
}
