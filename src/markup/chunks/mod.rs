//! A document in chunks, so that an edit costs what it touches and not what stands around.
//!
//! Owns where a document is cut, which chunks an edit reads again, and what chunks know of
//! each other: labels of links and footnotes. What it holds always equals a reading of the
//! whole text. The cuts between *sections* follow from the text alone; which sections
//! share a chunk follows from the edits so far, and nobody may depend on it.

mod chunk;
mod labels;
mod part;
#[cfg(test)]
pub(crate) mod scripts;
mod stretch;
#[cfg(test)]
pub(crate) mod tests;
mod window;

use std::ops::Range;
use std::sync::Arc;

use super::block::Document;
use super::foreign::{Syntax, knots::Knots};
use super::front_matter::FrontMatter;
use super::reading::{Reading, Surroundings, asked_notes};
use super::{Format, ParseOptions, Reader, reader_of};
use crate::text::{Pieces, Span};
pub use chunk::Chunk;
use chunk::smallest;
use labels::{LabelList, Labels};
use part::{STRETCH, find_definitions};
use stretch::Stretch;
pub use window::Window;

/// A document as a list of chunks.
#[derive(Debug)]
pub struct ChunkedDocument {
    format: Format,
    chunks: Vec<Arc<Chunk>>,
    /// Where each chunk starts, in bytes.
    starts: Vec<usize>,
    /// The knots of each chunk, here so that nobody has to visit all chunks for them.
    chunk_knots: Vec<Knots>,
    /// In bytes.
    length: usize,
    front_matter: FrontMatter,
    labels: Labels,
    /// Those of all chunks.
    knots: Knots,
}

/// Which chunks took the place of which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// Among the chunks before.
    pub old: Range<usize>,
    /// How many there are now from the same number on.
    pub new: usize,
    /// Numbers, as of now, of other chunks that read otherwise, though they say the same.
    pub reread: Vec<usize>,
    /// Whether what else may be written anywhere has changed: labels came to be defined, or
    /// ceased to be; something is open that was not.
    pub ties_changed: bool,
}

impl ChunkedDocument {
    /// Reads a whole document.
    pub fn new<T>(text: &T, format: Format, options: &ParseOptions) -> Self
    where
        T: Pieces + ?Sized,
    {
        let mut document = Self {
            format,
            chunks: Vec::new(),
            starts: Vec::new(),
            chunk_knots: Vec::new(),
            length: text.length(),
            front_matter: FrontMatter::default(),
            labels: Labels::default(),
            knots: Knots::default(),
        };
        let parts = reader_of(format).filter(|_| options.ignore_text.is_empty());
        let in_parts = parts.is_some_and(|(read, syntax)| document.append_all(text, read, syntax));
        if !in_parts {
            let whole = Span::new(0, text.length());
            document.put_in_one(&text.piece(whole), options);
        }
        document.set_starts();
        document
    }

    /// Reads a text part by part, so that the parser never holds all of it. False if
    /// parts of it cannot be read alone.
    fn append_all<T>(&mut self, text: &T, read: Reader, syntax: Syntax) -> bool
    where
        T: Pieces + ?Sized,
    {
        let mut ahead = self.parts_of(text, read, syntax);
        let (mut start, mut length) = (0, STRETCH);
        loop {
            let known = ahead.remove(&start).flatten();
            let next = ahead.keys().find(|next| start < **next).copied();
            let part = known.or_else(|| {
                let length = next.map_or(length, |next| next - start);
                let span = Span::new(start, start + length);
                self.part(text, span, next, (read, syntax), smallest())
            });
            let Some(part) = part else {
                // What looked like a section there is none: one that is twice as far away may be.
                if let Some(next) = next {
                    let far = start + 2 * (next - start);
                    ahead.retain(|at, _| *at >= far);
                } else {
                    length *= 2;
                }
                continue;
            };
            if start == 0 {
                self.front_matter = part.front_matter;
            }
            for chunk in part.chunks {
                start += chunk.text.len();
                self.labels.add(&chunk);
                self.chunk_knots.push(chunk.knots);
                self.chunks.push(Arc::new(chunk));
            }
            length = STRETCH;
            if start >= text.length() {
                break;
            }
        }
        let knots = self.chunk_knots.iter().copied();
        self.knots = knots.fold(Knots::default(), Knots::and);
        if self.knots.are_tied() {
            return false;
        }
        // Labels may be defined behind the place that asks for them.
        let labels = self.labels.all();
        self.chunks.len() < 2 || self.read_again(&labels, 0..0).is_some()
    }

    fn put_in_one(&mut self, text: &str, options: &ParseOptions) {
        let chunks = self.in_one(text, options);
        self.chunk_knots = chunks.iter().map(|chunk| chunk.knots).collect();
        self.chunks = chunks.into_iter().map(Arc::new).collect();
        self.labels = Labels::default();
        self.knots = Knots::default();
    }

    /// Reads a document without cutting it anywhere.
    #[cfg(test)]
    pub(crate) fn uncut(text: &str, format: Format) -> Self {
        let mut document = Self::new("", format, &ParseOptions::default());
        document.put_in_one(text, &ParseOptions::default());
        document.set_starts();
        document
    }

    /// The whole text as one chunk that is one section.
    fn in_one(&mut self, text: &str, options: &ParseOptions) -> Vec<Chunk> {
        let Document {
            blocks,
            front_matter,
        } = super::parse_with(text, self.format, options);
        self.front_matter = front_matter;
        vec![Chunk::whole(text, blocks)]
    }

    /// Puts `text` in the place of `span`, which lies on character boundaries of the text.
    pub fn edit(&mut self, span: Span, text: &str, options: &ParseOptions) -> Replaced {
        let count = self.chunks.len();
        let is_whole = self.chunks.first().is_some_and(|chunk| chunk.is_whole);
        let in_parts = !is_whole && options.ignore_text.is_empty();
        let near = in_parts.then(|| self.near(span, text)).flatten();
        let stretch = near.or_else(|| in_parts.then(|| self.stretch(span, text)).flatten());
        if let Some(stretch) = stretch {
            if let Some(replaced) = self.take_over(stretch) {
                return replaced;
            }
            *self = Self::new(&*self.text(), self.format, options);
        } else {
            let mut whole = self.text();
            whole.replace_range(span.range(), text);
            *self = Self::new(&*whole, self.format, options);
        }
        Replaced {
            old: 0..count,
            new: self.chunks.len(),
            reread: Vec::new(),
            ties_changed: false,
        }
    }

    /// Takes over what was read for an edit; `None` if parts of the document cannot be read
    /// alone any more.
    fn take_over(&mut self, stretch: Stretch) -> Option<Replaced> {
        let Stretch {
            uncounted,
            old,
            made,
            text,
            reading,
            syntax,
            before,
        } = stretch;
        if uncounted.start == 0 {
            self.front_matter = reading.front_matter.clone();
        }
        let defines = !reading.defined_links.is_empty();
        let mut made = chunk::split(&text, made, reading, syntax, smallest());
        if defines {
            find_definitions(&mut made, reader_of(self.format)?.0, old.start == 0);
        }
        let (first, new) = (old.start, made.len());
        let knots = made.iter().map(|chunk| chunk.knots);
        self.chunk_knots.splice(old.clone(), knots);
        self.move_starts(&old, &made);
        self.chunks
            .splice(old.clone(), made.into_iter().map(Arc::new));
        let counted = uncounted.start..uncounted.end + new - old.len();
        let flipped = self
            .labels
            .put_back(self.chunks.get(counted).unwrap_or(&[]), before);
        let knots = self.chunk_knots.iter().copied();
        let knots = knots.fold(Knots::default(), Knots::and);
        if knots.are_tied() {
            return None;
        }
        let knots_changed = std::mem::replace(&mut self.knots, knots) != knots;
        let reread = self.read_again(&flipped, first..first + new)?;
        Some(Replaced {
            old,
            new,
            reread,
            ties_changed: knots_changed || !flipped.is_empty(),
        })
    }

    /// Reads a part of the document. The labels of the part itself are not counted, or it
    /// says the same as before.
    fn read(&self, read: Reader, text: &str, starts_document: bool) -> Reading {
        let surroundings = Surroundings {
            starts_document,
            is_defined: &|label| self.labels.has_link(label),
            notes: &self.labels.notes(&asked_notes(text)),
        };
        read(text, &surroundings)
    }

    /// Reads the chunks again that ask for labels that came or went, but those in `fresh`.
    fn read_again(&mut self, flipped: &LabelList, fresh: Range<usize>) -> Option<Vec<usize>> {
        if flipped.is_empty() {
            return Some(Vec::new());
        }
        let (read, syntax) = reader_of(self.format)?;
        let asks = |(number, chunk): (usize, &Arc<Chunk>)| {
            let asks = !fresh.contains(&number) && chunk.asks_for(&flipped.links, &flipped.notes);
            asks.then_some(number)
        };
        let numbers: Vec<usize> = self.chunks.iter().enumerate().filter_map(asks).collect();
        for number in &numbers {
            let chunk = self.chunks.get(*number)?;
            let reading = self.read(read, &chunk.text, *number == 0);
            let chunk = chunk.read_again(reading, syntax)?;
            *self.chunks.get_mut(*number)? = Arc::new(chunk);
        }
        Some(numbers)
    }

    /// The number of the chunk that holds the byte at `offset`; at a cut, the one behind.
    pub fn number_at(&self, offset: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= offset);
        after.saturating_sub(1)
    }

    fn set_starts(&mut self) {
        self.starts.clear();
        self.length = 0;
        for chunk in &self.chunks {
            self.starts.push(self.length);
            self.length += chunk.text.len();
        }
    }

    /// The starts of chunks once `made` are in the place of those with the numbers `old`.
    fn move_starts(&mut self, old: &Range<usize>, made: &[Chunk]) {
        let start = self.starts.get(old.start).copied().unwrap_or(self.length);
        let old_end = self.starts.get(old.end).copied().unwrap_or(self.length);
        let mut end = start;
        let starts = made.iter().map(|chunk| {
            let start = end;
            end += chunk.text.len();
            start
        });
        let starts: Vec<usize> = starts.collect();
        let behind = old.start + starts.len();
        self.starts.splice(old.clone(), starts);
        for start in self.starts.iter_mut().skip(behind) {
            *start = *start + end - old_end;
        }
        self.length = self.length + end - old_end;
    }

    /// The chunks, in order and without gaps; at least one.
    pub fn chunks(&self) -> &[Arc<Chunk>] {
        &self.chunks
    }

    /// Where each chunk starts, in bytes of the document.
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// What the front matter says.
    pub const fn front_matter(&self) -> &FrontMatter {
        &self.front_matter
    }

    /// The length of the text, in bytes.
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no text at all.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The whole text, copied.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.length);
        text.extend(self.chunks.iter().map(|chunk| &*chunk.text));
        text
    }
}
