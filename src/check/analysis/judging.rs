//! What the document as a whole says, beside what its blocks say.

use std::cell::OnceCell;

use super::Analysis;
use super::checking::{followers_of, found_and_shown, opening_after};
use crate::check::across::{self, Blocks, ChunkNotes};
use crate::check::block::{self, View};
use crate::check::diagnostic::Diagnostic;
use crate::markup::Block;
use crate::rules::RuleSet;
use crate::text::Span;

impl Analysis {
    /// Judges the document as a whole, as far as what was noted of it changed.
    pub(super) fn judge(&mut self, rules: &RuleSet) {
        if !rules.judges() {
            return;
        }
        let mut tally = std::mem::take(&mut self.tally);
        let mut citations = std::mem::take(&mut self.citations);
        let taken = self.checked.iter_mut();
        let mut notes: Vec<ChunkNotes> = taken
            .map(|known| std::mem::take(&mut known.notes))
            .collect();
        across::judge(
            &mut tally,
            &mut citations,
            &mut notes,
            &|number| self.blocks(number, rules),
            rules,
        );
        let stale = notes.iter_mut().enumerate();
        let stale = stale.filter(|(_, notes)| notes.is_stale());
        let rendered: Vec<_> = stale
            .map(|(number, notes)| (number, notes.render(&*self.blocks(number, rules))))
            .collect();
        for (number, findings) in rendered {
            self.take_over(number, findings, rules);
        }
        for (known, notes) in self.checked.iter_mut().zip(notes) {
            known.notes = notes;
        }
        self.tally = tally;
        self.citations = citations;
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

    /// Calls `look` with every block that shares a byte with `span` or touches it: where its
    /// chunk starts, the block in bytes from there, and its view.
    pub(in crate::check) fn each_block(
        &self,
        span: Span,
        rules: &RuleSet,
        look: &mut dyn FnMut(usize, &Block, &View<'_>),
    ) {
        let starts = self.document.starts().iter();
        for (number, (chunk, start)) in self.document.chunks().iter().zip(starts).enumerate() {
            let end = start + chunk.text().len();
            if end < span.start || *start > span.end {
                continue;
            }
            let blocks = self.blocks(number, rules);
            for index in 0..chunk.blocks().len() {
                let Some((block, context)) = blocks(index as u32) else {
                    continue;
                };
                let place = block.span.moved_on(*start);
                if place.start <= span.end && span.start <= place.end {
                    look(*start, block, &View::new(block, &context));
                }
            }
        }
    }

    /// What was found, before anything was ignored, that shares a byte with `span` or touches
    /// it; in bytes of the document.
    pub(in crate::check) fn before_ignoring(&self, span: Span) -> Vec<Diagnostic> {
        let places = self.places();
        let chunks = self.checked.iter().zip(self.document.starts());
        let found = chunks.flat_map(|(known, start)| {
            let found = known.found.iter();
            found.map(|diagnostic| diagnostic.moved_on(*start, &places))
        });
        let touches = |diagnostic: &Diagnostic| {
            diagnostic.span.start <= span.end && span.start <= diagnostic.span.end
        };
        found.filter(touches).collect()
    }
}
