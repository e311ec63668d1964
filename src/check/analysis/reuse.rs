//! What stays of a chunk that is edited: blocks away from the edit say what they said before.
//!
//! What a rule says of a block follows from the block, from the text of the lines that it
//! stands on, and from the character with which its container goes on. Where these are as they
//! were, findings and notes are taken over, moved by as much as the text before them grew.

use super::CheckedChunk;
use crate::check::across::Noted;
use crate::check::block::Findings;
use crate::check::diagnostic::Diagnostic;
use crate::markup::Block;
use crate::markup::chunks::Chunk;
use crate::text::Span;

/// A chunk as it is or was, and for each of its blocks the first character of what comes behind it.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) chunk: &'a Chunk,
    pub(super) openings: &'a [Option<char>],
}

/// The blocks of a chunk whose findings are known: those at its start and those at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kept {
    /// How many at the start.
    head: usize,
    /// In bytes, where the last of them ends.
    head_end: usize,
    /// The first of those at the end, as it is numbered now and as it was before.
    tail: [usize; 2],
    /// In bytes, where that starts, now and before.
    tail_start: [usize; 2],
}

impl Kept {
    /// What is kept of a chunk `old` that became `new`. Where a fix was in doubt nothing is:
    /// `doubtful` are the numbers of such blocks, sorted.
    pub(super) fn of(new: State<'_>, old: State<'_>, doubtful: &[u32]) -> Self {
        let pair = Pair { new, old, doubtful };
        let (before, behind) = same_lines(new.chunk.text(), old.chunk.text());
        let (head, head_end) = pair.head(before);
        pair.with_tail(head, head_end, behind)
    }

    /// Whether what is said of the block with this number is known.
    pub(super) const fn covers(&self, number: usize) -> bool {
        number < self.head || number >= self.tail[0]
    }

    /// What was said of the blocks that are kept.
    pub(super) fn findings(&self, known: &CheckedChunk) -> Findings {
        let [now, before] = self.tail_start;
        let diagnostics = known.own.iter().filter_map(|diagnostic| {
            let start = diagnostic.span.start;
            let is_kept = start < self.head_end || start >= before;
            is_kept.then(|| {
                let mut diagnostic = diagnostic.clone();
                if start >= before {
                    diagnostic.each_span(|span| *span = moved(*span, before, now));
                }
                diagnostic
            })
        });
        let notes = known.notes.list().iter().filter_map(|noted| {
            let number = noted.block as usize;
            let block = if number < self.head {
                number
            } else {
                number.checked_sub(self.tail[1])? + self.tail[0]
            };
            Some(Noted {
                block: block as u32,
                ..*noted
            })
        });
        Findings {
            diagnostics: diagnostics.collect(),
            notes: notes.collect(),
            doubts: Vec::new(),
        }
    }
}

/// Two states of a chunk.
struct Pair<'a> {
    new: State<'a>,
    old: State<'a>,
    doubtful: &'a [u32],
}

impl Pair<'_> {
    /// How many blocks from the first on end before the byte `end` and are as they were, and
    /// where the last of them ends.
    fn head(&self, end: usize) -> (usize, usize) {
        let (new, old) = (self.new.chunk.blocks(), self.old.chunk.blocks());
        let mut found = (0, 0);
        let mut reach = 0;
        for number in 0..new.len().min(old.len()) {
            let Some(block) = new
                .get(number)
                .filter(|_| self.is_same(number, number, [0, 0]))
            else {
                break;
            };
            if hull(block).end > end {
                break;
            }
            reach = reach.max(block.span.end);
            let is_apart = |blocks: &[Block]| {
                let next = blocks.get(number + 1);
                next.is_none_or(|next| next.span.start >= reach)
            };
            // What stands inside of a block is kept with it.
            if is_apart(new) && is_apart(old) {
                found = (number + 1, reach);
            }
        }
        found
    }

    /// The same with what is kept at the end: what starts at `start` or behind, in bytes of the
    /// new text and of the old.
    fn with_tail(&self, head: usize, head_end: usize, start: [usize; 2]) -> Kept {
        let (new, old) = (self.new.chunk.blocks(), self.old.chunk.blocks());
        let lengths = [self.new.chunk.text().len(), self.old.chunk.text().len()];
        let mut kept = Kept {
            head,
            head_end,
            tail: [new.len(), old.len()],
            tail_start: lengths,
        };
        let reaches = [new, old].map(reaches);
        let most = (new.len().min(old.len())).saturating_sub(head);
        for count in 1..=most {
            let numbers = [new.len() - count, old.len() - count];
            let (Some(block), Some(other)) = (new.get(numbers[0]), old.get(numbers[1])) else {
                break;
            };
            if hull(block).start < start[0] || !self.is_same(numbers[0], numbers[1], lengths) {
                break;
            }
            let starts = [block.span.start, other.span.start];
            let is_apart = |which: usize| {
                let before = numbers[which].checked_sub(1);
                let reach = before.and_then(|before| reaches[which].get(before));
                reach.is_none_or(|reach| *reach <= starts[which])
            };
            if is_apart(0) && is_apart(1) {
                kept.tail = numbers;
                kept.tail_start = starts;
            }
        }
        kept
    }

    /// Whether a block is what one was before, of which what was said is kept. `lengths` are
    /// those of what they are measured from the end of.
    fn is_same(&self, number: usize, old_number: usize, lengths: [usize; 2]) -> bool {
        let blocks = (
            self.new.chunk.blocks().get(number),
            self.old.chunk.blocks().get(old_number),
        );
        let openings = (
            self.new.openings.get(number),
            self.old.openings.get(old_number),
        );
        let is_doubtful = self.doubtful.binary_search(&(old_number as u32)).is_ok();
        let [to, from] = lengths;
        !is_doubtful
            && openings.0 == openings.1
            && matches!(blocks, (Some(new), Some(old)) if new.is_moved(old, from, to))
    }
}

/// For each block, where it or one before it ends last.
fn reaches(blocks: &[Block]) -> Vec<usize> {
    let ends = blocks.iter().scan(0, |reach, block| {
        *reach = block.span.end.max(*reach);
        Some(*reach)
    });
    ends.collect()
}

/// A block with its markup.
fn hull(block: &Block) -> Span {
    let spans = block.elements.iter().map(|element| element.outer);
    spans.fold(block.span, |hull, span| {
        Span::new(hull.start.min(span.start), hull.end.max(span.end))
    })
}

fn moved(span: Span, from: usize, to: usize) -> Span {
    let place = |offset: usize| (offset + to).saturating_sub(from);
    Span::new(place(span.start), place(span.end))
}

/// Up to where the lines of two texts are the same, without the last line break; and in each from
/// where on they are.
fn same_lines(new: &str, old: &str) -> (usize, [usize; 2]) {
    let (new, old) = (new.as_bytes(), old.as_bytes());
    let same = |(one, other): &(&u8, &u8)| one == other;
    let before = new.iter().zip(old).take_while(same).count();
    let most = new.len().min(old.len()) - before;
    let backwards = new.iter().rev().zip(old.iter().rev());
    let behind = backwards.take(most).take_while(same).count();
    let is_break = |byte: &u8| *byte == b'\n';
    let head = new.get(..before).unwrap_or(&[]);
    let tail = new.get(new.len() - behind..).unwrap_or(&[]);
    let skipped = tail
        .iter()
        .position(is_break)
        .map_or(tail.len(), |at| at + 1);
    let left = behind - skipped;
    (
        head.iter().rposition(is_break).unwrap_or(0),
        [new.len() - left, old.len() - left],
    )
}

impl Diagnostic {
    /// Calls `change` with every span that is in bytes of what it stands in.
    fn each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        change(&mut self.span);
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            change(&mut edit.span);
        }
        for related in &mut self.related {
            change(&mut related.span);
        }
    }
}
