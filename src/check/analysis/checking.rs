//! One chunk of a document is checked: its blocks, and the fixes in doubt.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::reuse::{Kept, State};
use super::{Analysis, CheckedChunk, LastParagraph};
use crate::check::across::ChunkNotes;
use crate::check::block::{self, Context};
use crate::check::diagnostic::Diagnostic;
use crate::check::ignore;
use crate::check::overlap;
use crate::check::proof::{self, Doubt};
use crate::markup::chunks::{Chunk, Window};
use crate::markup::{Block, Scope};
use crate::rules::RuleSet;
use crate::text::Span;

impl Analysis {
    /// The first character of the first paragraph of the document itself behind a chunk.
    pub(super) fn opening_behind(&self, number: usize) -> Option<char> {
        let chunks = self.document.chunks().iter().skip(number + 1);
        let opening = |chunk: &Arc<Chunk>| {
            let mut blocks = chunk.blocks().iter();
            let first = blocks.find(|block| is_of_document(block) && !is_hidden(block));
            first.map(|block| block.first_char(chunk.text()))
        };
        chunks.into_iter().find_map(opening).flatten()
    }

    /// Checks a chunk. What it says of blocks of the chunk `edited`, which it was until now and
    /// whose findings are known, is taken over as far as it holds.
    pub(super) fn check(
        &self,
        number: usize,
        rules: &RuleSet,
        edited: Option<&Chunk>,
    ) -> CheckedChunk {
        let Some(chunk) = self.document.chunks().get(number) else {
            return CheckedChunk::empty();
        };
        let has_last = chunk
            .blocks()
            .iter()
            .any(|block| is_of_document(block) && !is_hidden(block));
        let next_opening = if has_last {
            self.opening_behind(number)
        } else {
            None
        };
        let openings = openings_after(chunk, next_opening);
        let (kept, mut findings) = self.kept(number, edited, chunk, &openings);
        for (index, block) in chunk.blocks().iter().enumerate() {
            // A block of its own scope may hold links, which are a scope too.
            let scopes = if block.links.is_empty() {
                block.scopes
            } else {
                block.scopes.with(Scope::Link)
            };
            if kept.is_some_and(|kept| kept.covers(index)) || !scopes.intersects(rules.scopes()) {
                continue;
            }
            let next = openings.get(index).copied().flatten();
            let context = self.context(chunk, rules, next);
            block::check(index, block, &context, &mut findings);
        }
        let block::Findings {
            mut diagnostics,
            notes,
            doubts,
        } = findings;
        self.settle(number, chunk, &doubts, rules, &mut diagnostics);
        let (found, shown) = found_and_shown(diagnostics);
        CheckedChunk {
            own: Arc::clone(&found),
            notes: ChunkNotes::new(notes),
            has_doubts: !doubts.is_empty(),
            doubtful: numbers_of(&doubts),
            may_ignore: ignore::may_hold(chunk),
            last: has_last.then_some(LastParagraph { next: next_opening }),
            surroundings: FxHashMap::default(),
            shown,
            found,
        }
    }

    /// Which blocks of the chunk with this number say what they said while it was `edited`, and
    /// what that is.
    fn kept(
        &self,
        number: usize,
        edited: Option<&Chunk>,
        chunk: &Chunk,
        openings: &[Option<char>],
    ) -> (Option<Kept>, block::Findings) {
        let known = edited.and_then(|edited| Some((edited, self.checked.get(number)?)));
        let Some((edited, known)) = known else {
            return (None, block::Findings::default());
        };
        let new = State { chunk, openings };
        let before = openings_after(edited, known.last.and_then(|last| last.next));
        let old = State {
            chunk: edited,
            openings: &before,
        };
        let kept = Kept::of(new, old, &known.doubtful);
        (Some(kept), kept.findings(known))
    }

    /// What a block of `chunk` is checked with, before which `next` comes.
    pub(super) fn context<'a>(
        &'a self,
        chunk: &'a Chunk,
        rules: &'a RuleSet,
        next: Option<char>,
    ) -> Context<'a> {
        Context {
            source: chunk.text(),
            format: self.format,
            rules,
            variants: &self.variants,
            reproduced_as_received: self.document.front_matter().reproduced_as_received,
            next,
        }
    }

    /// Proves the fixes of a chunk that are in doubt, those of each section by themselves.
    pub(super) fn settle(
        &self,
        number: usize,
        chunk: &Chunk,
        doubts: &[Doubt],
        rules: &RuleSet,
        diagnostics: &mut [Diagnostic],
    ) {
        if doubts.is_empty() {
            return;
        }
        let block = |doubt: &Doubt| chunk.blocks().get(doubt.block);
        let mut upheld = vec![None; doubts.len()];
        for (index, section) in chunk.sections().enumerate() {
            let is_here = |doubt: &Doubt| {
                block(doubt).is_some_and(|block| section.range().contains(&block.span.start))
            };
            let here: Vec<usize> = (0..doubts.len())
                .filter(|number| doubts.get(*number).is_some_and(is_here))
                .collect();
            if here.is_empty() {
                continue;
            }
            let Some(window) = self.document.window(number, index, &rules.parse_options()) else {
                continue;
            };
            let of_window: Vec<Doubt> = here
                .iter()
                .filter_map(|number| in_window(doubts.get(*number)?, chunk, section, &window))
                .collect();
            if of_window.len() != here.len() {
                continue;
            }
            let read = |text: &str| {
                self.document
                    .read_window(&window, text, &rules.parse_options())
            };
            let holds = proof::upheld(&window.text, &window.document, &read, &of_window);
            for (number, holds) in here.into_iter().zip(holds) {
                if let Some(upheld) = upheld.get_mut(number) {
                    *upheld = holds;
                }
            }
        }
        proof::settle(doubts, upheld, diagnostics);
    }
}

/// The blocks that fixes in doubt are in, sorted.
fn numbers_of(doubts: &[Doubt]) -> Box<[u32]> {
    let mut numbers: Vec<u32> = doubts.iter().map(|doubt| doubt.block as u32).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into()
}

/// The findings of a chunk sorted, before anything is ignored, and as they are shown.
pub(super) fn found_and_shown(
    mut diagnostics: Vec<Diagnostic>,
) -> (Arc<[Diagnostic]>, Arc<[Diagnostic]>) {
    overlap::sort(&mut diagnostics);
    let count = diagnostics.len();
    let shown: Arc<[Diagnostic]> = overlap::merge(diagnostics.clone()).into();
    if shown.len() == count {
        return (Arc::clone(&shown), shown);
    }
    (diagnostics.into(), shown)
}

/// For each block of a chunk the first character of what comes behind it; behind the chunk
/// `next_opening` does.
fn openings_after(chunk: &Chunk, next_opening: Option<char>) -> Vec<Option<char>> {
    let blocks = chunk.blocks();
    let openings = blocks.iter().zip(followers_of(blocks));
    openings
        .map(|(block, follower)| opening_after(block, follower, chunk, next_opening))
        .collect()
}

/// The first character of what comes behind a block in its container: of its `follower` in
/// the chunk, or of the next paragraph of the document.
pub(super) fn opening_after(
    block: &Block,
    follower: Option<usize>,
    chunk: &Chunk,
    next_opening: Option<char>,
) -> Option<char> {
    match follower {
        Some(follower) => {
            let follower = chunk.blocks().get(follower);
            follower.and_then(|block| block.first_char(chunk.text()))
        }
        None if is_of_document(block) && !is_hidden(block) => next_opening,
        None => None,
    }
}

/// The doubt about a block of `section`, in the bytes and numbers of `window`.
fn in_window(doubt: &Doubt, chunk: &Chunk, section: Span, window: &Window) -> Option<Doubt> {
    let moved = |span: Span| {
        let place = |offset: usize| (offset + window.start).saturating_sub(section.start);
        Span::new(place(span.start), place(span.end))
    };
    let block = chunk.blocks().get(doubt.block)?;
    let first = chunk
        .blocks()
        .partition_point(|block| block.span.start < section.start);
    let before = window
        .document
        .blocks
        .partition_point(|block| block.span.start < window.start);
    let number = before + doubt.block.checked_sub(first)?;
    let same = window.document.blocks.get(number)?;
    (same.span == moved(block.span)).then(|| Doubt {
        block: number,
        forms: doubt.forms.iter().map(|form| form.moved(moved)).collect(),
        ..*doubt
    })
}

/// Whether the block is none that another goes on in.
fn is_hidden(block: &Block) -> bool {
    let hidden = [Scope::Code, Scope::Comment, Scope::Html, Scope::Alt];
    hidden.iter().any(|scope| block.is_in(*scope))
}

/// For each block, the index of the one that follows it in the same container.
pub(super) fn followers_of(blocks: &[Block]) -> Vec<Option<usize>> {
    let mut last = FxHashMap::default();
    let mut followers = vec![None; blocks.len()];
    for (index, block) in blocks.iter().enumerate().rev() {
        if is_hidden(block) {
            continue;
        }
        if let Some(slot) = followers.get_mut(index) {
            *slot = last.insert(block.container.parent, index);
        }
    }
    followers
}

/// Whether nothing but the document holds the block.
const fn is_of_document(block: &Block) -> bool {
    block.container.parent == 0
}
