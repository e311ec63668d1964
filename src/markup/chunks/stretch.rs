//! What is read again for an edit.

use std::ops::Range;

use super::chunk::smallest;
use super::labels::LabelList;
use super::{Chunk, ChunkedDocument};
use crate::markup::foreign::{Syntax, knots::Knots};
use crate::markup::reader_of;
use crate::markup::reading::Reading;
use crate::text::Span;

/// What was read for an edit.
pub(super) struct Stretch {
    /// The chunks none of whose labels are counted.
    pub(super) uncounted: Range<usize>,
    /// The chunks that others take the place of.
    pub(super) old: Range<usize>,
    /// These, in bytes of the text.
    pub(super) made: Span,
    /// Begins at the start of the document if the first chunk is among those that were read.
    pub(super) text: String,
    pub(super) reading: Reading,
    pub(super) syntax: Syntax,
    /// The labels that the uncounted chunks defined.
    pub(super) before: LabelList,
}

impl ChunkedDocument {
    /// Reads the chunks that an edit touches, with one section on either side; `None` if that
    /// does not tell where they begin and end.
    ///
    /// Most edits change nothing of that, and sections can be read alone.
    pub(super) fn near(&mut self, span: Span, text: &str) -> Option<Stretch> {
        let (read, syntax) = reader_of(self.format)?;
        let (first, last) = (self.number_at(span.start), self.number_at(span.end));
        let section = |chunk: &Chunk, section: Option<Span>| {
            let text = section.and_then(|section| section.text(&chunk.text));
            text.unwrap_or("").to_owned()
        };
        let mut edited = match first.checked_sub(1) {
            None => String::new(),
            Some(number) => {
                let chunk = self.chunks.get(number)?;
                let is_closed = self.chunk_knots.get(number) == Some(&Knots::default());
                if !is_closed || chunk.text.len() < smallest() {
                    return None;
                }
                section(chunk, chunk.sections().next_back())
            }
        };
        let start = edited.len();
        edited.push_str(&self.text_of(first..last + 1, span, text)?);
        let end = edited.len();
        let next = self.chunks.get(last + 1);
        if let Some(chunk) = next {
            edited.push_str(&section(chunk, chunk.sections().next()));
        }
        let is_last = next.is_none();
        let touched = self.chunks.get(first..=last)?.to_vec();
        for chunk in &touched {
            self.labels.remove(chunk);
        }
        let reading = self.read(read, &edited, first == 0);
        let is_cut = |at: usize| reading.cuts.binary_search(&at).is_ok();
        if start == end || !(first == 0 || is_cut(start)) || !(is_last || is_cut(end)) {
            for chunk in &touched {
                self.labels.add(chunk);
            }
            return None;
        }
        Some(Stretch {
            uncounted: first..last + 1,
            old: first..last + 1,
            made: Span::new(start, end),
            text: edited,
            reading,
            syntax,
            before: LabelList::of(&touched),
        })
    }

    /// Reads the chunks that an edit touches and as many behind as it takes until one reads
    /// as before.
    pub(super) fn stretch(&mut self, span: Span, text: &str) -> Option<Stretch> {
        let (read, syntax) = reader_of(self.format)?;
        let (first, last) = (self.number_at(span.start), self.number_at(span.end));
        // Where a chunk begins depends on how the one before ends.
        let mut from = first.saturating_sub(1);
        // And what one leaves open may be closed now: then it might not begin a block itself.
        let leaves_open = |number: &usize| {
            let knots = self.chunk_knots.get(*number);
            knots.is_some_and(|knots| *knots != Knots::default())
        };
        while from > 0 && leaves_open(&from) {
            from -= 1;
        }
        let (mut to, mut ahead) = (from, 1);
        let mut before = LabelList::default();
        loop {
            let start = to;
            to = (last + 1 + ahead).min(self.chunks.len());
            let added = self.chunks.get(start..to).unwrap_or(&[]);
            before.extend(LabelList::of(added));
            for chunk in added {
                self.labels.remove(chunk);
            }
            let edited = self.text_of(from..to, span, text)?;
            let reading = self.read(read, &edited, from == 0);
            let place = |number: usize| -> Option<usize> {
                let at = *self.starts.get(number)?;
                let moved = if number > last {
                    at + text.len() - span.len()
                } else {
                    at
                };
                Some(moved - self.starts.get(from)?)
            };
            let is_cut = |number: &usize| {
                place(*number).is_some_and(|at| reading.cuts.binary_search(&at).is_ok())
            };
            let kept_from = (last + 1..to).find(is_cut);
            if kept_from.is_some() || to == self.chunks.len() {
                let length = self.chunks.get(from).map_or(0, |chunk| chunk.text.len());
                let is_kept = from < first && is_cut(&(from + 1)) && length >= smallest();
                let (old_start, start) = if is_kept {
                    (from + 1, length)
                } else {
                    (from, 0)
                };
                let kept_from = kept_from.and_then(|number| Some((place(number)?, number)));
                let (end, old_end) = kept_from.unwrap_or((edited.len(), to));
                return Some(Stretch {
                    uncounted: from..to,
                    old: old_start..old_end,
                    made: Span::new(start, end),
                    text: edited,
                    reading,
                    syntax,
                    before,
                });
            }
            ahead *= 2;
        }
    }

    /// What chunks say with `text` in the place of `span` of the document.
    fn text_of(&self, chunks: Range<usize>, span: Span, text: &str) -> Option<String> {
        let start = *self.starts.get(chunks.start)?;
        let chunks = self.chunks.get(chunks)?;
        let length: usize = chunks.iter().map(|chunk| chunk.text.len()).sum();
        let mut joined = String::with_capacity(length + text.len());
        joined.extend(chunks.iter().map(|chunk| &*chunk.text));
        joined.replace_range(span.start - start..span.end - start, text);
        Some(joined)
    }
}
