//! What the document as a whole says, beside what its blocks say.

use std::cell::OnceCell;

use super::{Analysis, followers_of, found_and_shown, opening_after};
use crate::check::across::{self, Blocks, ChunkNotes};
use crate::check::block;
use crate::rules::RuleSet;

impl Analysis {
    /// Judges the document as a whole, as far as what was noted of it changed.
    pub(super) fn judge(&mut self, rules: &RuleSet) {
        if !rules.judges() {
            return;
        }
        let mut tally = std::mem::take(&mut self.tally);
        let taken = self.checked.iter_mut();
        let mut notes: Vec<ChunkNotes> = taken
            .map(|known| std::mem::take(&mut known.notes))
            .collect();
        let blocks = (0..notes.len()).map(|number| self.blocks(number, rules));
        let mut chunks: Vec<_> = notes.iter_mut().zip(blocks).collect();
        across::judge(&mut tally, &mut chunks, rules);
        let stale = chunks.iter_mut().enumerate();
        let stale = stale.filter(|(_, (notes, _))| notes.is_stale());
        let rendered: Vec<_> = stale
            .map(|(number, (notes, blocks))| (number, notes.render(blocks)))
            .collect();
        drop(chunks);
        for (number, findings) in rendered {
            self.take_over(number, findings, rules);
        }
        for (known, notes) in self.checked.iter_mut().zip(notes) {
            known.notes = notes;
        }
        self.tally = tally;
    }

    /// The blocks of a chunk, each with what it is checked with.
    fn blocks<'a>(&'a self, number: usize, rules: &'a RuleSet) -> Box<Blocks<'a>> {
        let chunk = self.document.chunks().get(number);
        let known = self.checked.get(number);
        let next_opening = known
            .and_then(|known| known.last)
            .and_then(|last| last.next);
        let followers = OnceCell::new();
        Box::new(move |index| {
            let chunk = chunk?;
            let block = chunk.blocks().get(index as usize)?;
            let followers = followers.get_or_init(|| followers_of(chunk.blocks()));
            let follower = followers.get(index as usize).copied().flatten();
            let next = opening_after(block, follower, chunk, next_opening);
            Some((block, self.context(chunk, rules, next)))
        })
    }

    /// Puts what the document as a whole says of a chunk beside what its blocks say.
    fn take_over(&mut self, number: usize, findings: block::Findings, rules: &RuleSet) {
        let block::Findings {
            mut diagnostics,
            doubts,
            ..
        } = findings;
        if let Some(chunk) = self.document.chunks().get(number) {
            self.settle(number, chunk, &doubts, rules, &mut diagnostics);
        }
        if let Some(known) = self.checked.get_mut(number) {
            known.has_doubts |= !doubts.is_empty();
            diagnostics.extend(known.own.iter().cloned());
            (known.found, known.shown) = found_and_shown(diagnostics);
        }
    }
}
