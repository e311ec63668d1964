//! Two readings of a document, before and after edits: whether only what was meant to
//! change has changed.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::check::rewrite::Rewrite;
use crate::markup::{Block, Document, Element, FrontMatter, Scope};
use crate::text::{Edit, Span, edit};

/// What is compared with what.
pub(super) struct Comparison<'a> {
    source: &'a str,
    changed: &'a str,
    /// What the edits replace, sorted and apart from each other, and where that stands now.
    edited: Vec<(Span, Span)>,
    /// What is meant to change in the block with each number.
    meant: FxHashMap<usize, &'a Rewrite>,
}

impl<'a> Comparison<'a> {
    /// `changed` is `source` after `edits`, which are those of `rewrites`, each of the block
    /// with that number.
    pub(super) fn new(
        source: &'a str,
        changed: &'a str,
        mut edits: Vec<Edit>,
        rewrites: impl Iterator<Item = (usize, &'a Rewrite)>,
    ) -> Self {
        edits.sort();
        let (mut added, mut removed) = (0, 0);
        let edited = edits.iter().map(|edit| {
            let start = edit.span.start + added - removed;
            added += edit.text.len();
            removed += edit.span.len();
            (edit.span, Span::new(start, start + edit.text.len()))
        });
        let edited = edited.collect();
        Self {
            source,
            changed,
            edited,
            meant: rewrites.collect(),
        }
    }

    /// Whether `after` differs from `before` in nothing but what was meant.
    pub(super) fn agrees(&self, before: &Document, after: &Document) -> bool {
        if !same_settings(&before.front_matter, &after.front_matter) {
            return false;
        }
        // With an element its tags go, which are blocks too.
        let (replaced, inserted): (Vec<Span>, Vec<Span>) = self.edited.iter().copied().unzip();
        let is_kept = |(index, block): &(usize, &Block)| {
            self.meant.contains_key(index) || !is_tag_in(block, &replaced)
        };
        let mut kept = before.blocks.iter().enumerate().filter(is_kept);
        let is_old = |block: &&Block| !is_tag_in(block, &inserted);
        let mut found = after.blocks.iter().filter(is_old);
        let mut parents = Parents::default();
        loop {
            match (kept.next(), found.next()) {
                (None, None) => return true,
                (Some((index, before)), Some(after))
                    if before.scopes == after.scopes
                        && before.heading == after.heading
                        && parents.agree(before, after)
                        && self.reads_as_meant(index, before, after) => {}
                _ => return false,
            }
        }
    }

    fn reads_as_meant(&self, index: usize, before: &Block, after: &Block) -> bool {
        let Some(meant) = self.meant.get(&index) else {
            return self.is_moved(before, after);
        };
        let lost = meant.lost.iter().map(|element| element.outer);
        let lost: FxHashSet<Span> = lost.collect();
        let kept = before
            .elements
            .iter()
            .filter(|element| !lost.contains(&element.outer));
        let mut elements: Vec<Element> = kept
            .chain(&meant.gained)
            .map(|element| self.moved_element(*element))
            .collect();
        elements.sort_by_key(|element| (element.outer.start, Reverse(element.outer.end)));
        let text = before.prose(self.source).text;
        edit::apply(&text, &meant.reading)
            .is_some_and(|text| text == after.prose(self.changed).text)
            && before.links.len() == after.links.len()
            && *elements == *after.elements
    }

    /// Whether `after` is the very block, perhaps at another place.
    fn is_moved(&self, before: &Block, after: &Block) -> bool {
        let pieces = before.segments.iter().zip(&after.segments);
        let links = before.links.iter().zip(&after.links);
        let elements = before.elements.iter().zip(&after.elements);
        before.segments.len() == after.segments.len()
            && before.links.len() == after.links.len()
            && before.elements.len() == after.elements.len()
            && pieces.into_iter().all(|(one, other)| {
                one.kind == other.kind && self.moved_span(one.source) == other.source
            })
            && links
                .into_iter()
                .all(|(one, other)| self.moved_span(*one) == *other)
            && elements
                .into_iter()
                .all(|(one, other)| self.moved_element(*one) == *other)
    }

    fn moved_element(&self, element: Element) -> Element {
        Element {
            outer: self.moved_span(element.outer),
            inner: self.moved_span(element.inner),
        }
    }

    fn moved_span(&self, span: Span) -> Span {
        Span::new(self.moved(span.start), self.moved(span.end))
    }

    /// Where what stood at `offset` stands now, if no edit runs over it.
    fn moved(&self, offset: usize) -> usize {
        let count = self
            .edited
            .partition_point(|(replaced, _)| replaced.end <= offset);
        let last = count.checked_sub(1).and_then(|last| self.edited.get(last));
        last.map_or(offset, |(replaced, now)| now.end + (offset - replaced.end))
    }
}

/// Whether `block` is a tag in one of `spans`, which are sorted and apart.
fn is_tag_in(block: &Block, spans: &[Span]) -> bool {
    let before = spans.partition_point(|span| span.start <= block.span.start);
    let last = before.checked_sub(1).and_then(|last| spans.get(last));
    block.is_in(Scope::Html) && last.is_some_and(|last| last.contains(block.span))
}

fn same_settings(one: &FrontMatter, other: &FrontMatter) -> bool {
    let names = |front_matter: &FrontMatter| -> Vec<SmolStr> {
        let ignored = front_matter.ignore.iter();
        ignored.map(|(name, _)| name.clone()).collect()
    };
    one.reproduced_as_received == other.reproduced_as_received
        && one.variant == other.variant
        && names(one) == names(other)
}

/// Containers are numbered as they come: which number of one reading is which of the other.
#[derive(Default)]
struct Parents {
    after: FxHashMap<u32, u32>,
    before: FxHashMap<u32, u32>,
}

impl Parents {
    fn agree(&mut self, before: &Block, after: &Block) -> bool {
        let (one, other) = (before.container, after.container);
        *self.after.entry(one.parent).or_insert(other.parent) == other.parent
            && *self.before.entry(other.parent).or_insert(one.parent) == one.parent
            && one.quotation == other.quotation
            && one.labelled == other.labelled
    }
}
