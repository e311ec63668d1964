//! Reading a text part by part, several beside each other where it is long.
//!
//! Where a part ends is told by reading it, so that each would have to wait for the one before.
//! In a long text places are chosen that look like sections, and what stands between two of them
//! is read as if it was a part: it is one if the one before ends where it begins.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::chunk::{self, Chunk, smallest};
use super::{ChunkedDocument, Knots, Reader};
use crate::markup::finder::blank_line;
use crate::markup::foreign::Syntax;
use crate::markup::front_matter::FrontMatter;
use crate::markup::reading::Surroundings;
use crate::text::beside::{is_beside_others, map_all};
use crate::text::{Pieces, Span};

/// About so many bytes are read at once.
pub(super) const STRETCH: usize = if cfg!(test) { 40 } else { 64 * 1024 };

/// About so many bytes behind it a blank line is looked for first.
const LOOK_AHEAD: usize = if cfg!(test) { 4 } else { 4 * 1024 };

/// Among so many bytes behind that is looked for what looks like a section.
const SECTION_AHEAD: usize = if cfg!(test) { 20 } else { 16 * 1024 };

/// A text of several times so many bytes is read on all cores, about so many at once.
const SHARE: usize = if cfg!(test) { 40 } else { 12 * 1024 };

/// So many times.
const MANY_SHARES: usize = 3;

/// What was read of a part of a text.
pub(super) struct Part {
    pub(super) chunks: Vec<Chunk>,
    pub(super) front_matter: FrontMatter,
}

impl ChunkedDocument {
    /// Parts of a long text by where they may begin, each up to the next; `None` if it does not
    /// end there.
    pub(super) fn parts_of<T>(
        &self,
        text: &T,
        read: Reader,
        syntax: Syntax,
    ) -> BTreeMap<usize, Option<Part>>
    where
        T: Pieces + ?Sized,
    {
        if text.length() <= MANY_SHARES * SHARE || is_beside_others() {
            return BTreeMap::new();
        }
        let starts = likely_sections(text);
        let ends = starts.iter().skip(1).copied().map(Some).chain([None]);
        let spans: Vec<(usize, Option<usize>)> = starts.iter().copied().zip(ends).collect();
        let smallest = smallest();
        let parts = map_all(spans, |(start, next)| {
            let span = Span::new(start, next.unwrap_or(text.length()));
            (start, self.part(text, span, next, (read, syntax), smallest))
        });
        parts.into_iter().collect()
    }

    /// The part that begins where `span` does and ends at `next`, or else at the last cut in about
    /// the length of `span`; `None` if there is none. Chunks have `smallest` bytes or more.
    pub(super) fn part<T>(
        &self,
        text: &T,
        span: Span,
        next: Option<usize>,
        (read, syntax): (Reader, Syntax),
        smallest: usize,
    ) -> Option<Part>
    where
        T: Pieces + ?Sized,
    {
        let starts_document = span.start == 0;
        let stretch = stretch_of(text, span.start, span.len());
        let end = span.start + stretch.len();
        let mut reading = self.read(read, &stretch, starts_document);
        let cut = match next.map(|next| next - span.start) {
            Some(next) => reading.cuts.binary_search(&next).ok().map(|_| next),
            None if end == text.length() => Some(stretch.len()),
            // What stands behind the last cut may go on in what was not read.
            None => reading.cuts.last().copied(),
        }?;
        let front_matter = std::mem::take(&mut reading.front_matter);
        let defines = !reading.defined_links.is_empty();
        let mut chunks = chunk::split(&stretch, Span::new(0, cut), reading, syntax, smallest);
        if span.start + cut < text.length() {
            let rest = stretch.get(cut..).unwrap_or("");
            let knots = chunks.iter().map(|chunk| chunk.knots);
            let knots = knots.fold(Knots::of(rest, syntax), Knots::and);
            let behind = || text.piece(Span::new(end, text.length()));
            if knots.leave_open() && knots.and(Knots::of(&behind(), syntax)).are_tied() {
                // What was taken for two sections may be one comment.
                return None;
            }
        }
        if defines {
            find_definitions(&mut chunks, read, starts_document);
        }
        Some(Part {
            chunks,
            front_matter,
        })
    }
}

/// Places in a text that look like sections of it, the first at its start: a heading behind a
/// blank line, or else a paragraph.
fn likely_sections<T>(text: &T) -> Vec<usize>
where
    T: Pieces + ?Sized,
{
    let mut starts = vec![0];
    let mut at = SHARE;
    while at + SHARE < text.length() {
        let start = text.floor(at);
        let piece = text.piece(Span::new(start, start + SECTION_AHEAD));
        at = match likely_section(&piece) {
            Some(found) => {
                starts.push(start + found);
                start + found + SHARE
            }
            None => at + SHARE,
        };
    }
    starts
}

fn likely_section(text: &str) -> Option<usize> {
    let (mut from, mut paragraph) = (0, None);
    while let Some(blank) = blank_line(text, from) {
        let behind = text.get(blank..).unwrap_or("");
        let next = behind.trim_start_matches(['\n', '\r']);
        let at = text.len() - next.len();
        match next.chars().next() {
            Some('#') => return Some(at),
            Some(char) if char.is_alphanumeric() && paragraph.is_none() => paragraph = Some(at),
            _ => {}
        }
        from = at.max(blank + 1);
    }
    paragraph
}

/// What stands from `start` on, about `length` bytes: to behind a blank line if there is one.
fn stretch_of<T>(text: &T, start: usize, length: usize) -> Cow<'_, str>
where
    T: Pieces + ?Sized,
{
    let mut looked = length;
    loop {
        looked += LOOK_AHEAD;
        let end = (start + looked).min(text.length());
        let piece = text.piece(Span::new(start, end));
        if piece.len() > length {
            let near = piece.floor_char_boundary(length);
            let blank = blank_line(&piece, near).unwrap_or(piece.len());
            let behind = piece.get(blank..).unwrap_or("");
            // Not between CR and LF.
            let end = piece.len() - behind.trim_start_matches(['\n', '\r']).len();
            if end < piece.len() {
                return match piece {
                    Cow::Borrowed(piece) => piece.get(..end).unwrap_or("").into(),
                    Cow::Owned(mut piece) => {
                        piece.truncate(end);
                        piece.into()
                    }
                };
            }
        }
        if end == text.length() {
            return piece;
        }
        looked *= 2;
    }
}

/// Gives each chunk the labels of links that it defines itself: of several definitions of one
/// label the parser names the first.
pub(super) fn find_definitions(chunks: &mut [Chunk], read: Reader, start_document: bool) {
    let chunks = chunks.iter_mut().enumerate();
    for (number, chunk) in chunks.filter(|(_, chunk)| chunk.text.contains("]:")) {
        let surroundings = Surroundings {
            starts_document: start_document && number == 0,
            ..Surroundings::NONE
        };
        let labels = read(&chunk.text, &surroundings).defined_links.into_iter();
        chunk.defined_links = labels.map(|(_, label)| label).collect();
    }
}
