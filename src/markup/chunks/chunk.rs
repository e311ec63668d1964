//! One chunk of a document: a few sections with their blocks.

use std::sync::Arc;

use crate::markup::block::Block;
use crate::markup::foreign::{Syntax, knots::Knots};
use crate::markup::reading::{AskedNotes, Label, Reading, asked_notes};
use crate::text::Span;
use crate::text::position::line_breaks;

/// Sections are put together until a chunk has so many bytes; in most tests each is a chunk, so
/// that small documents have many.
pub(super) fn smallest() -> usize {
    #[cfg(test)]
    return super::tests::SMALLEST.get();
    #[cfg(not(test))]
    1024
}

/// A part of a document that reads alone as it does in the whole.
///
/// All places in it are bytes from its own start.
#[derive(Debug)]
pub struct Chunk {
    pub(super) text: Arc<str>,
    pub(super) blocks: Vec<Block>,
    /// Where its sections start; the first at 0.
    pub(super) sections: Vec<usize>,
    /// It is the whole document, of which no part can be read alone.
    pub(super) is_whole: bool,
    /// How many lines end in it.
    line_breaks: usize,
    pub(super) knots: Knots,
    /// The labels of links that it asks for, sorted.
    links: Vec<Label>,
    notes: AskedNotes,
    pub(super) defined_links: Vec<Label>,
    pub(super) defined_notes: Vec<Label>,
}

impl Chunk {
    /// A whole document as one section.
    pub(super) fn whole(text: &str, blocks: Vec<Block>) -> Self {
        Self {
            text: text.into(),
            blocks,
            sections: vec![0],
            is_whole: true,
            line_breaks: line_breaks(text),
            knots: Knots::default(),
            links: Vec::new(),
            notes: AskedNotes::These(Vec::new()),
            defined_links: Vec::new(),
            defined_notes: Vec::new(),
        }
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines end in it.
    pub const fn line_breaks(&self) -> usize {
        self.line_breaks
    }

    /// Its blocks in the order of their first byte.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The sections, in order and without gaps: the smallest parts that can be read alone.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = Span> + ExactSizeIterator {
        let ends = self.sections.iter().skip(1).copied();
        let mut ends: Vec<usize> = ends.collect();
        ends.push(self.text.len());
        let spans: Vec<Span> = self
            .sections
            .iter()
            .zip(ends)
            .map(|(start, end)| Span::new(*start, end))
            .collect();
        spans.into_iter()
    }

    /// Whether it reads otherwise when one of these labels of links or footnotes comes to be
    /// defined elsewhere, or ceases to be.
    pub(super) fn asks_for(&self, links: &[Label], notes: &[Label]) -> bool {
        let asks_link = |label: &Label| self.links.binary_search(label).is_ok();
        let asks_note = |label: &Label| match &self.notes {
            AskedNotes::These(asked) => asked.contains(label),
            AskedNotes::Any => true,
        };
        links.iter().any(asks_link) || notes.iter().any(asks_note)
    }

    /// The same text read anew; `None` if it falls into other sections.
    pub(super) fn read_again(&self, reading: Reading, syntax: Syntax) -> Option<Self> {
        let is_same = reading.cuts == self.sections.get(1..).unwrap_or(&[]);
        let all = Span::new(0, self.text.len());
        is_same.then(|| Maker::new(&self.text, syntax, reading).chunk(all, &self.sections))
    }
}

/// The chunks of `span` of `text`, which starts and ends at cuts of `reading` or at its ends, of
/// `smallest` bytes or more.
pub(super) fn split(
    text: &str,
    span: Span,
    reading: Reading,
    syntax: Syntax,
    smallest: usize,
) -> Vec<Chunk> {
    let cuts = reading.cuts.clone();
    let inside = cuts
        .iter()
        .copied()
        .filter(|cut| span.start < *cut && *cut < span.end);
    let mut groups: Vec<Vec<usize>> = vec![vec![span.start]];
    for cut in inside {
        let group = groups.last_mut();
        let Some(group) = group else { break };
        if group.first().is_some_and(|start| cut - start >= smallest) {
            groups.push(vec![cut]);
        } else {
            group.push(cut);
        }
    }
    // What is left over is no chunk of its own.
    let is_small = |group: &Vec<usize>| {
        group
            .first()
            .is_some_and(|start| span.end - start < smallest)
    };
    if groups.len() > 1
        && let Some(rest) = groups.pop_if(|group| is_small(group))
        && let Some(last) = groups.last_mut()
    {
        last.extend(rest);
    }
    let mut maker = Maker::new(text, syntax, reading);
    maker.skip_to(span.start);
    let starts = groups.iter().filter_map(|group| group.first().copied());
    let ends: Vec<usize> = starts.skip(1).chain([span.end]).collect();
    let parts = groups.into_iter().zip(ends);
    parts
        .map(|(sections, end)| {
            let start = sections.first().copied().unwrap_or(span.start);
            maker.chunk(Span::new(start, end), &sections)
        })
        .collect()
}

/// Gives what was read to the chunks that it stands in, from the first to the last.
struct Maker<'a> {
    text: &'a str,
    syntax: Syntax,
    blocks: std::iter::Peekable<std::vec::IntoIter<Block>>,
    links: Vec<(usize, Label)>,
    defined_links: Vec<(usize, Label)>,
    defined_notes: Vec<(usize, Label)>,
}

impl<'a> Maker<'a> {
    fn new(text: &'a str, syntax: Syntax, reading: Reading) -> Self {
        let sorted = |mut labels: Vec<(usize, Label)>| {
            // The next one last.
            labels.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
            labels
        };
        Self {
            text,
            syntax,
            blocks: reading.blocks.into_iter().peekable(),
            links: sorted(reading.links),
            defined_links: sorted(reading.defined_links),
            defined_notes: sorted(reading.defined_notes),
        }
    }

    fn skip_to(&mut self, start: usize) {
        while self
            .blocks
            .next_if(|block| block.span.start < start)
            .is_some()
        {}
        let [links, defined_links, defined_notes] = self.lists();
        for list in [links, defined_links, defined_notes] {
            take_to(list, start);
        }
    }

    fn lists(&mut self) -> [&mut Vec<(usize, Label)>; 3] {
        [
            &mut self.links,
            &mut self.defined_links,
            &mut self.defined_notes,
        ]
    }

    /// The chunk at `span`; `sections` start in it, in bytes of the text.
    fn chunk(&mut self, span: Span, sections: &[usize]) -> Chunk {
        let text = span.text(self.text).unwrap_or("");
        let mut blocks = Vec::new();
        while let Some(mut block) = self.blocks.next_if(|block| block.span.start < span.end) {
            block.move_back(span.start);
            blocks.push(block);
        }
        blocks.shrink_to_fit();
        let [mut links, defined_links, defined_notes] =
            self.lists().map(|list| take_to(list, span.end));
        links.sort_unstable();
        links.dedup();
        let sections: Vec<usize> = sections.iter().map(|at| at - span.start).collect();
        let ends = sections.iter().skip(1).copied().chain([text.len()]);
        let parts = sections.iter().zip(ends);
        let knots = parts.map(|(start, end)| {
            let part = text.get(*start..end).unwrap_or("");
            Knots::of(part, self.syntax)
        });
        Chunk {
            knots: knots.fold(Knots::default(), Knots::and),
            notes: asked_notes(text),
            text: text.into(),
            blocks,
            sections,
            is_whole: false,
            line_breaks: line_breaks(text),
            links,
            defined_links,
            defined_notes,
        }
    }
}

/// Takes the labels before the byte `end` out of a list that has the next one last.
fn take_to(labels: &mut Vec<(usize, Label)>, end: usize) -> Vec<Label> {
    let mut taken = Vec::new();
    while let Some((_, label)) = labels.pop_if(|(at, _)| *at < end) {
        taken.push(label);
    }
    taken
}
