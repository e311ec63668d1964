//! A section and what stands beside it: all that reads otherwise when it is changed, as long
//! as it remains a section.

use super::ChunkedDocument;
use super::labels::LabelList;
use crate::markup::block::Document;
use crate::markup::foreign::knots::Knots;
use crate::markup::{ParseOptions, parse_with, reader_of};
use crate::text::Span;

/// A section with the one before and the one behind.
#[derive(Debug)]
pub struct Window {
    /// What the three say.
    pub text: String,
    /// How it reads, in bytes of this text.
    pub document: Document,
    /// Where the section starts in the text.
    pub start: usize,
    /// Where it ends; if nothing stands behind, at the end of the text.
    end: usize,
    starts_document: bool,
    /// What the three define, which the rest of the document may notice.
    labels: LabelList,
    /// Those of the section.
    knots: Knots,
}

impl ChunkedDocument {
    /// The section with the number `section` of the chunk `number`, and those beside it.
    pub fn window(&self, number: usize, section: usize, options: &ParseOptions) -> Option<Window> {
        let chunk = self.chunks.get(number)?;
        if chunk.is_whole {
            return Some(Window {
                text: chunk.text.to_string(),
                document: parse_with(&chunk.text, self.format, options),
                start: 0,
                end: chunk.text.len(),
                starts_document: true,
                labels: LabelList::default(),
                knots: Knots::default(),
            });
        }
        let text = |number: usize, section: usize| -> Option<&str> {
            let chunk = self.chunks.get(number)?;
            chunk.sections().nth(section)?.text(&chunk.text)
        };
        let before = match section.checked_sub(1) {
            Some(before) => Some((number, before)),
            None => number.checked_sub(1).and_then(|before| {
                let last = self.chunks.get(before)?.sections.len().checked_sub(1)?;
                Some((before, last))
            }),
        };
        let is_first = |(number, section): (usize, usize)| number == 0 && section == 0;
        let starts_document = is_first((number, section)) || before.is_some_and(is_first);
        let before = before.and_then(|(number, section)| text(number, section));
        let behind = text(number, section + 1).or_else(|| text(number + 1, 0));
        let (before, behind) = (before.unwrap_or(""), behind.unwrap_or(""));
        let whole = [before, text(number, section)?, behind].concat();
        let mut reading = self.read(reader_of(self.format)?.0, &whole, starts_document);
        let document = Document {
            blocks: std::mem::take(&mut reading.blocks),
            front_matter: std::mem::take(&mut reading.front_matter),
        };
        let end = whole.len() - behind.len();
        Some(Window {
            document,
            start: before.len(),
            end,
            starts_document,
            labels: LabelList::read(reading),
            knots: self.knots(&whole, Span::new(before.len(), end)),
            text: whole,
        })
    }

    /// How `text` reads, which is that of `window` with changes in the section; `None` if
    /// other sections would notice.
    pub fn read_window(
        &self,
        window: &Window,
        text: &str,
        options: &ParseOptions,
    ) -> Option<Document> {
        let is_whole = self.chunks.first().is_some_and(|chunk| chunk.is_whole);
        if is_whole {
            return Some(parse_with(text, self.format, options));
        }
        let mut reading = self.read(reader_of(self.format)?.0, text, window.starts_document);
        let document = Document {
            blocks: std::mem::take(&mut reading.blocks),
            front_matter: std::mem::take(&mut reading.front_matter),
        };
        let end = (window.end + text.len()).checked_sub(window.text.len())?;
        let is_cut = |at: usize, is_edge: bool| is_edge || reading.cuts.binary_search(&at).is_ok();
        let remains = is_cut(window.start, window.start == 0) && is_cut(end, end == text.len());
        let knots = self.knots(text, Span::new(window.start, end));
        let unnoticed =
            LabelList::read(reading) == window.labels && !window.knots.would_tie(knots, self.knots);
        (remains && unnoticed).then_some(document)
    }

    fn knots(&self, text: &str, section: Span) -> Knots {
        let section = section.text(text).unwrap_or("");
        let knots = reader_of(self.format).map(|(_, syntax)| Knots::of(section, syntax));
        knots.unwrap_or_default()
    }
}
