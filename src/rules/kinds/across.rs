//! What a rule says only after it has seen the whole document.
//!
//! Of every block it takes *notes*; notes of one key belong together. Which notes there are
//! depends on the block alone, so that those of a part that was not edited stay. What they
//! mean is judged key by key, and only of keys whose notes changed.

use std::fmt::Debug;

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::verdict::{Occasion, Verdict};
use crate::rules::passage::Passage;
use crate::rules::rule::Quotes;
use crate::text::ShortSpan;

/// Something in a block that matters to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// Notes of one rule with the same key are judged together.
    pub key: u32,
    /// What it is among those of its key, as the kind numbers them.
    pub role: u32,
    /// How much of it there is, for what is measured.
    pub amount: u32,
    /// Where, in bytes of the reader's text of its block; not empty.
    pub span: ShortSpan,
}

/// All notes of one role and key in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The role.
    pub role: u32,
    /// How many notes.
    pub count: u32,
    /// Their amounts together.
    pub amount: u64,
}

/// All notes of one key in the document, by role, in no order.
pub type Totals = SmallVec<[Total; 2]>;

/// A note with what it stands for, and nothing (an exception, a quotation …) that silences it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The note.
    pub note: Note,
    /// The text that it is of, as the reader sees it.
    pub text: SmolStr,
}

/// How many notes of `role` there are, and their amounts together.
pub fn total(totals: &Totals, role: u32) -> (u32, u64) {
    let found = totals.iter().find(|total| total.role == role);
    found.map_or((0, 0), |total| (total.count, total.amount))
}

/// A check that judges the document as a whole.
pub trait Across: Debug + Send + Sync {
    /// Whether [`Across::note`] has anything to note, beside what the phrases of the rule find.
    fn takes_notes(&self) -> bool {
        true
    }

    /// Notes what matters in a passage that the rule looks at. What is noted in quotations is
    /// silenced where `quotes` says so; what is measured must leave them out itself.
    fn note(&self, passage: &Passage, quotes: Quotes, note: &mut dyn FnMut(Note)) {
        let _ = (passage, quotes, note);
    }

    /// The note of what its phrases, or its searches, found.
    fn find(&self, found: &Occasion<'_>) -> Note {
        Note {
            key: found.entry,
            role: 0,
            amount: 1,
            span: found.span.into(),
        }
    }

    /// Which entry, and which form of it, a note is of.
    fn entry(&self, note: &Note) -> (u32, u16) {
        (note.key, 0)
    }

    /// Whether a key is worth a judgement, by what there is of it, silenced or not.
    fn matters(&self, key: u32, totals: &Totals) -> bool;

    /// Of which roles [`Across::judge`] wants to see the notes; `None` for all.
    fn wanted(&self) -> Option<&[u32]> {
        None
    }

    /// Judges one key: `sightings` in the order of the document, `totals` with what is silenced.
    /// `remark` takes the number of a sighting and what is wrong with it; other places that it has to
    /// do with are sightings by their numbers.
    fn judge(
        &self,
        key: u32,
        sightings: &[Sighting],
        totals: &Totals,
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    );
}
