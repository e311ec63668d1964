//! Other places that a finding has to do with: the other spelling, what came first.
//!
//! They may lie in parts of the document that are kept while others change. So a finding that
//! is kept *cites* them, and where they stand is looked up when the findings of the document
//! are put together.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::text::Span;

/// A finding names no more places than this.
pub(super) const MOST_RELATED: usize = 3;

/// Another place that a finding has to do with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it stands, in bytes as those of the finding; nowhere yet if it is only cited.
    pub span: Span,
    /// What is there, as a sentence without a full stop: “‘organise’ is written here”.
    pub says: SmolStr,
    pub(super) cited: Option<Citation>,
}

impl Related {
    /// A place that stands where the finding does.
    pub(crate) const fn at(span: Span, says: SmolStr) -> Self {
        Self {
            span,
            says,
            cited: None,
        }
    }

    /// A place whose part of the document may move.
    pub(super) fn cited(citation: Citation, says: SmolStr) -> Self {
        Self {
            span: Span::default(),
            says,
            cited: Some(citation),
        }
    }
}

/// A key of a rule that sees the whole document.
pub(super) type RuleKey = (u32, u32);

/// The place with this number among those that findings of a key cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Citation {
    pub(super) key: RuleKey,
    pub(super) number: u32,
}

/// Where a note is kept: the numbers of its chunk and of it among the notes of that.
pub(super) type NotePlace = (usize, u32);

/// The notes that findings cite, kept from one edit to the next.
#[derive(Debug, Default)]
pub(super) struct Citations {
    notes: FxHashMap<RuleKey, Vec<NotePlace>>,
}

impl Citations {
    /// From now on findings of `key` cite these.
    pub(super) fn set(&mut self, key: RuleKey, notes: Vec<NotePlace>) {
        if notes.is_empty() {
            self.notes.remove(&key);
        } else {
            self.notes.insert(key, notes);
        }
    }

    /// The chunks `old` were replaced by `new` others. Who cites one of them is judged again.
    pub(super) fn move_on(&mut self, old: &Range<usize>, new: usize) {
        if old.len() == new {
            return;
        }
        for (chunk, _) in self.notes.values_mut().flatten() {
            if *chunk >= old.end {
                *chunk = *chunk + new - old.len();
            }
        }
    }

    /// Where everything stands that is cited; `place` knows it of a note.
    pub(super) fn places(&self, place: impl Fn(NotePlace) -> Span) -> Places {
        let notes = self.notes.iter();
        let places = notes.map(|(key, notes)| {
            let places = notes.iter().map(|note| place(*note));
            (*key, places.collect())
        });
        Places {
            of_key: places.collect(),
        }
    }
}

/// Where everything stands that the findings of a document cite.
#[derive(Debug, Default)]
pub(super) struct Places {
    of_key: FxHashMap<RuleKey, Box<[Span]>>,
}

impl Places {
    /// Where a related place of a finding stands in the document, of which a part from the byte
    /// `start` on holds the finding.
    pub(super) fn of(&self, related: &Related, start: usize) -> Span {
        let Some(Citation { key, number }) = related.cited else {
            return related.span.moved_on(start);
        };
        let of_key = self.of_key.get(&key);
        let place = of_key.and_then(|places| places.get(number as usize));
        place.copied().unwrap_or_default()
    }
}
