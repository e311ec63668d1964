//! A document that is being written, and what the rules say of it.
//!
//! Owns which chunks are to be checked again after an edit. What it says always equals a
//! check of the whole text.

mod checking;
mod fingerprints;
mod judging;
mod reuse;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::across::{ChunkNotes, Tally};
use super::diagnostic::Diagnostic;
use super::findings::{Findings, Part};
use super::ignore::Ignores;
use super::overlap;
use super::record::Surroundings;
use super::related::{Citations, Places};
use super::settings;
use crate::markup::chunks::{Chunk, ChunkedDocument, Replaced};
use crate::markup::{Format, FrontMatter};
use crate::rules::RuleSet;
use crate::text::beside::map_all;
use crate::text::{Pieces, Span};

/// A document and the findings in it, kept from one edit to the next.
///
/// All calls are to be made with the same rules; for others it is to be made anew.
#[derive(Debug)]
pub struct Analysis {
    document: ChunkedDocument,
    format: Format,
    /// What is known of each chunk.
    checked: Vec<CheckedChunk>,
    /// The names of variants that the document prefers, the best first.
    variants: Vec<SmolStr>,
    /// What was noted for the document as a whole.
    tally: Tally,
    /// The notes that its findings cite.
    citations: Citations,
}

/// So many chunks are checked on all cores.
const MANY_CHUNKS: usize = 16;

/// What the rules say of one chunk, in bytes from its start.
#[derive(Debug, Clone)]
struct CheckedChunk {
    /// What its blocks say each by itself, before anything is ignored.
    own: Arc<[Diagnostic]>,
    /// What its blocks, and what the document as a whole, say, before anything is ignored.
    found: Arc<[Diagnostic]>,
    /// As it is shown if nothing is.
    shown: Arc<[Diagnostic]>,
    /// Whether fixes had to be proved, so that the sections beside it matter.
    has_doubts: bool,
    /// The numbers of the blocks whose own fixes had to be, sorted.
    doubtful: Box<[u32]>,
    /// What matters to the document as a whole, if there are rules that look at it.
    notes: ChunkNotes,
    /// Whether it may hold directives.
    may_ignore: bool,
    /// Its last paragraph, if it has one that stands in nothing but the document.
    last: Option<LastParagraph>,
    /// What stands around findings, as far as somebody asked.
    surroundings: FxHashMap<Span, Option<Surroundings>>,
}

/// A paragraph that may go on in the next chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LastParagraph {
    /// The first character of the paragraph behind it.
    next: Option<char>,
}

impl Analysis {
    /// Checks a document.
    pub fn new<T>(text: &T, format: Format, rules: &RuleSet) -> Self
    where
        T: Pieces + ?Sized,
    {
        let document = ChunkedDocument::new(text, format, &rules.parse_options());
        Self::of(document, format, rules)
    }

    fn of(document: ChunkedDocument, format: Format, rules: &RuleSet) -> Self {
        let mut analysis = Self {
            variants: rules.options().variants(&document.front_matter().variant),
            document,
            format,
            checked: Vec::new(),
            tally: Tally::default(),
            citations: Citations::default(),
        };
        analysis.check_all(rules);
        analysis
    }

    /// Puts `text` in the place of `span`, which lies on character boundaries, and checks
    /// what that touches.
    pub fn edit(&mut self, span: Span, text: &str, rules: &RuleSet) {
        let before = settings(self.document.front_matter());
        let number = self.document.number_at(span.start);
        let edited = self.document.chunks().get(number).cloned();
        let replaced = self.document.edit(span, text, &rules.parse_options());
        if before != settings(self.document.front_matter()) {
            let names = &self.document.front_matter().variant;
            self.variants = rules.options().variants(names);
            self.check_all(rules);
            return;
        }
        let Replaced {
            old,
            new,
            reread,
            ties_changed,
        } = replaced;
        let fresh = old.start..old.start + new;
        let stays = old == (number..number + 1) && new == 1;
        let edited = edited.as_deref().filter(|_| stays);
        let checked: Vec<CheckedChunk> = fresh
            .clone()
            .map(|number| self.check(number, rules, edited))
            .collect();
        for checked in &checked {
            self.tally.add(checked.notes.list());
        }
        self.citations.move_on(&old, new);
        for gone in self.checked.splice(old, checked) {
            self.tally.remove(gone.notes.list());
        }
        for number in &reread {
            self.check_again(*number, rules);
        }
        let changed = reread.iter().copied().map(|number| number..number + 1);
        for changed in changed.chain([fresh.clone()]) {
            self.check_beside(changed.start, changed.end, rules);
        }
        if ties_changed {
            let doubtful = |number: &usize| {
                self.checked
                    .get(*number)
                    .is_some_and(|known| known.has_doubts)
            };
            let doubtful: Vec<usize> = (0..self.checked.len()).filter(doubtful).collect();
            for number in doubtful {
                self.check_again(number, rules);
            }
        }
        self.judge(rules);
    }

    /// What was found.
    pub fn findings(&self, rules: &RuleSet) -> Findings {
        let places = self.places();
        let chunks = || self.checked.iter().zip(self.document.starts());
        let holding = self.checked.iter().enumerate();
        let holding: Vec<usize> = holding
            .filter_map(|(number, chunk)| chunk.may_ignore.then_some(number))
            .collect();
        let front_matter = self.document.front_matter();
        let unknown = settings::unknown(front_matter, rules);
        if holding.is_empty() && front_matter.ignore.is_empty() && unknown.is_empty() {
            let mut line = 0;
            let lines = self.document.chunks().iter().map(|chunk| {
                let first = line;
                line += chunk.line_breaks();
                first
            });
            let parts = chunks().zip(lines).map(|((chunk, start), line)| Part {
                start: *start,
                line,
                found: Arc::clone(&chunk.shown),
            });
            return Findings::of(parts, Arc::new(places));
        }
        let found = chunks().flat_map(|(chunk, start)| {
            let found = chunk.found.iter();
            found.map(|diagnostic| diagnostic.moved_on(*start, &places))
        });
        let mut diagnostics: Vec<Diagnostic> = found.collect();
        Ignores::read(&self.document, &holding, unknown).apply(
            &mut diagnostics,
            &self.document,
            rules,
        );
        overlap::merge(diagnostics).into()
    }

    /// Where everything stands that findings cite.
    fn places(&self) -> Places {
        self.citations.places(|(chunk, number)| {
            let place = self
                .checked
                .get(chunk)
                .and_then(|known| known.notes.place(number));
            let start = self.document.starts().get(chunk).copied();
            place.unwrap_or_default().moved_on(start.unwrap_or(0))
        })
    }

    /// The chunk that the byte `offset` is in, and where it starts; for the end of the document
    /// the last one.
    pub fn chunk_at(&self, offset: usize) -> Option<(usize, Arc<Chunk>)> {
        let number = self.document.number_at(offset);
        let start = *self.document.starts().get(number)?;
        Some((start, Arc::clone(self.document.chunks().get(number)?)))
    }

    /// All chunks, each with the byte at which it starts.
    pub fn chunks(&self) -> Vec<(usize, Arc<Chunk>)> {
        let chunks = self.document.chunks().iter().cloned();
        self.document.starts().iter().copied().zip(chunks).collect()
    }

    /// What the document says, copied.
    #[cfg(test)]
    fn text(&self) -> String {
        self.document.text()
    }

    fn check_all(&mut self, rules: &RuleSet) {
        let numbers = 0..self.document.chunks().len();
        let check = |number: usize| self.check(number, rules, None);
        self.checked = if numbers.len() < MANY_CHUNKS {
            numbers.map(check).collect()
        } else {
            map_all(numbers.collect(), check)
        };
        self.tally = Tally::default();
        self.citations = Citations::default();
        for checked in &self.checked {
            self.tally.add(checked.notes.list());
        }
        self.judge(rules);
    }

    fn check_again(&mut self, number: usize, rules: &RuleSet) {
        let checked = self.check(number, rules, None);
        if let Some(known) = self.checked.get_mut(number) {
            self.tally.add(checked.notes.list());
            self.tally.remove(known.notes.list());
            *known = checked;
        }
    }

    /// Checks again what depends on the chunks from `start` to before `end`, which changed.
    fn check_beside(&mut self, start: usize, end: usize, rules: &RuleSet) {
        let has_doubts = |number: &usize| {
            self.checked
                .get(*number)
                .is_some_and(|known| known.has_doubts)
        };
        let beside = [start.checked_sub(1), Some(end)];
        let beside: Vec<usize> = beside.into_iter().flatten().filter(has_doubts).collect();
        for number in beside {
            self.check_again(number, rules);
        }
        // The last paragraph before may go on in the first that changed.
        let mut before = self.checked.iter().take(start);
        let last = before.rposition(|known| known.last.is_some());
        if let Some(number) = last
            && let Some(known) = self.checked.get(number)
            && known
                .last
                .is_some_and(|last| last.next != self.opening_behind(number))
        {
            self.check_again(number, rules);
        }
    }
}

impl CheckedChunk {
    fn empty() -> Self {
        Self {
            own: Arc::from([]),
            found: Arc::from([]),
            notes: ChunkNotes::default(),
            shown: Arc::from([]),
            has_doubts: false,
            doubtful: Box::default(),
            may_ignore: false,
            last: None,
            surroundings: FxHashMap::default(),
        }
    }
}

/// What the front matter says that matters to every block.
fn settings(front_matter: &FrontMatter) -> (Vec<SmolStr>, bool) {
    (
        front_matter.variant.clone(),
        front_matter.reproduced_as_received,
    )
}
