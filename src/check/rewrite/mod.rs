//! From a change of the reader's text to edits of the source.
//!
//! Owns what becomes of the markup inside a change: which of it stays, which goes with
//! the text that it was about, and where nothing can be done without losing a link, a
//! footnote mark or a comment. It must not know why a text is changed.

mod breaks;
mod certain;
mod layout;
mod writing;

use super::block::View;
use crate::markup::Element;
use crate::text::{Edit, Span};
pub(super) use layout::{Delimiters, Stretch};
use writing::Writing;

/// A change of a block's text and the edits that make it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rewrite {
    /// Of the source: sorted, apart from each other, each of at least one byte.
    pub(super) edits: Vec<Edit>,
    /// Of the reader's text, in its own bytes.
    pub(super) reading: Vec<Edit>,
    /// The elements of the block that go.
    pub(super) lost: Vec<Element>,
    /// Those that come instead, where they would stand in the source before any edit.
    pub(super) gained: Vec<Element>,
}

impl Rewrite {
    fn new(edit: Edit, reading: Edit) -> Self {
        Self {
            edits: vec![edit],
            reading: vec![reading],
            ..Self::default()
        }
    }

    /// Both changes; `None` if they meet in the source.
    pub(super) fn and(mut self, other: Self) -> Option<Self> {
        self.edits.extend(other.edits);
        self.reading.extend(other.reading);
        self.lost.extend(other.lost);
        self.gained.extend(other.gained);
        self.edits.sort();
        // The label of a link that both are in.
        self.edits.dedup();
        let apart = |pair: &[Edit]| pair[0].span.end <= pair[1].span.start;
        if !self.edits.windows(2).all(apart) {
            return None;
        }
        self.edits = joined(self.edits);
        Some(self)
    }

    /// The same in a text where each byte of the source stands where `moved` says.
    pub(super) fn moved(&self, moved: impl Fn(Span) -> Span) -> Self {
        let edits = self.edits.iter();
        let edits = edits.map(|edit| Edit::new(moved(edit.span), edit.text.clone()));
        let elements = |elements: &[Element]| {
            let elements = elements.iter().map(|element| Element {
                outer: moved(element.outer),
                inner: moved(element.inner),
            });
            elements.collect()
        };
        Self {
            edits: edits.collect(),
            reading: self.reading.clone(),
            lost: elements(&self.lost),
            gained: elements(&self.gained),
        }
    }

    /// Whether the document parses as before for sure; else that is to be seen.
    pub(super) fn is_certain(&self, view: &View<'_>) -> bool {
        let mut tags: Vec<Span> = self.lost.iter().flat_map(layout::tags).collect();
        tags.sort_unstable();
        let is_certain = |edit: &Edit| certain::is_certain(view, edit, &tags);
        self.gained.is_empty() && self.edits.iter().all(is_certain)
    }
}

/// `edits`, which are sorted and do not overlap, with those that touch as one.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.span.end == edit.span.start => {
                last.span.end = edit.span.end;
                last.text.push_str(&edit.text);
            }
            _ => joined.push(edit),
        }
    }
    joined
}

/// The ways to make `span` of the block's text read `replacement`, best first: one if it is
/// certain that the markup stays what it is, none if nothing can be done.
///
/// Across markup it is word by word where the numbers of words agree, else one edit
/// with the delimiters of elements that hold nothing else. A line break inside is given
/// back in the place of a space of the replacement, or of the next space after it.
pub(super) fn rewrite(view: &View<'_>, span: Span, replacement: &str) -> Vec<Rewrite> {
    let mut forms = Vec::new();
    for writing in Writing::all(view, replacement) {
        for mut form in in_writing(view, span, replacement, writing) {
            keep_label(view, &mut form);
            if form.is_certain(view) && forms.is_empty() {
                return vec![form];
            }
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

fn in_writing(view: &View<'_>, span: Span, replacement: &str, writing: Writing) -> Vec<Rewrite> {
    if let Some(rewrite) = letter_by_letter(view, span, replacement, writing) {
        return vec![rewrite];
    }
    let Some(stretch) = Stretch::new(view, span) else {
        return Vec::new();
    };
    if stretch.is_whole() {
        return one_edit(view, &stretch, replacement, writing);
    }
    if let Some(rewrite) = word_by_word(view, span, replacement, writing) {
        return vec![rewrite];
    }
    match one_element(view, &stretch, replacement, writing) {
        Some(rewrite) => vec![rewrite],
        None => one_edit(view, &stretch, replacement, writing),
    }
}

/// An edit for each run of letters that become capitals or small, if that is all that changes
/// in several words: the markup between and within them stays, and so does code.
fn letter_by_letter(
    view: &View<'_>,
    span: Span,
    replacement: &str,
    writing: Writing,
) -> Option<Rewrite> {
    let text = span.text(view.text())?;
    let language = view.language();
    if !text.contains(|c: char| c.is_whitespace() || !c.is_alphanumeric())
        || text.chars().count() != replacement.chars().count()
    {
        return None;
    }
    let mut runs: Vec<(Span, String)> = Vec::new();
    for ((at, old), new) in text.char_indices().zip(replacement.chars()) {
        if old == new {
            continue;
        }
        if language.fold_case(old) != language.fold_case(new) {
            return None;
        }
        let letter = Span::new(span.start + at, span.start + at + old.len_utf8());
        match runs.last_mut() {
            Some((run, changed)) if run.end == letter.start => {
                run.end = letter.end;
                changed.push(new);
            }
            _ => runs.push((letter, new.into())),
        }
    }
    let mut rewrite = Rewrite::default();
    for (run, new) in runs {
        let stretch = Stretch::new(view, run)?;
        let change = one_edit(view, &stretch, &new, writing).into_iter().next()?;
        rewrite = rewrite.and(change)?;
    }
    (!rewrite.edits.is_empty()).then_some(rewrite)
}

/// An edit for each word that changes: the markup between the words stays.
fn word_by_word(
    view: &View<'_>,
    span: Span,
    replacement: &str,
    writing: Writing,
) -> Option<Rewrite> {
    let text = span.text(view.text())?;
    let (old, new) = (words(text), words(replacement));
    if old.len() != new.len() || old.len() < 2 || !keeps_spaces(text, &old, replacement, &new) {
        return None;
    }
    let mut rewrite = Rewrite::default();
    for (old, new) in old.into_iter().zip(new) {
        let new = new.text(replacement)?;
        if old.text(text)? == new {
            continue;
        }
        let word = Span::new(span.start + old.start, span.start + old.end);
        let stretch = Stretch::new(view, word)?;
        let change = one_edit(view, &stretch, new, writing).into_iter().next()?;
        rewrite = rewrite.and(change)?;
    }
    (!rewrite.edits.is_empty()).then_some(rewrite)
}

/// Where the words of `text` stand in it.
fn words(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let end = at + word.trim_end().len();
        if at < end {
            words.push(Span::new(at, end));
        }
        at += word.len();
    }
    words
}

/// Whether the white space of `text` may stay where `replacement` has its own: a space
/// stands for any.
fn keeps_spaces(text: &str, old: &[Span], replacement: &str, new: &[Span]) -> bool {
    fn between<'a>(text: &'a str, words: &[Span]) -> impl Iterator<Item = &'a str> {
        let starts = std::iter::once(0).chain(words.iter().map(|word| word.end));
        let ends = words.iter().map(|word| word.start).chain([text.len()]);
        let spans = starts.zip(ends).map(|(start, end)| Span::new(start, end));
        spans.map(|span| span.text(text).unwrap_or(""))
    }
    let mut pairs = between(text, old).zip(between(replacement, new));
    pairs.all(|(old, new)| old == new || (new == " " && !old.is_empty()))
}

/// Neighbouring elements that are written alike and hold all of the match become one.
fn one_element(
    view: &View<'_>,
    stretch: &Stretch,
    replacement: &str,
    writing: Writing,
) -> Option<Rewrite> {
    let delimiters = view.delimiters();
    let hull = stretch.hull;
    let inside = delimiters.within(hull);
    let mut elements: Vec<Element> = inside.iter().map(|delimiter| delimiter.element).collect();
    elements.dedup();
    let (first, last) = (*elements.first()?, *elements.last()?);
    let is_alike = |element: &Element| {
        let tags = |element| layout::tags(element).map(|tag| tag.text(view.source));
        tags(element) == tags(&first) && layout::is_emphasis(view.source, *element)
    };
    let between = |pair: &[Element]| {
        let between = Span::new(pair[0].outer.end, pair[1].outer.start);
        between
            .text(view.source)
            .is_some_and(|text| text.trim().is_empty())
    };
    let is_row = elements.len() > 1
        && inside.len() == 2 * (elements.len() - 1)
        && first.inner.start == hull.start
        && last.inner.end == hull.end
        && elements.windows(2).all(between)
        && elements.iter().all(is_alike);
    if !is_row || !stretch.is_explained(delimiters, hull) {
        return None;
    }
    let written = writing.write(replacement);
    let edit = breaks::give_back(view, stretch, hull, &written)
        .into_iter()
        .next()?;
    let gained = Element {
        outer: Span::new(first.outer.start, last.outer.end),
        inner: hull,
    };
    Some(Rewrite {
        lost: elements,
        gained: vec![gained],
        ..Rewrite::new(edit, Edit::new(stretch.text, replacement))
    })
}

/// One edit of everything from the first to the last byte, with the elements that have a
/// delimiter in between: they must hold nothing else.
fn one_edit(
    view: &View<'_>,
    stretch: &Stretch,
    replacement: &str,
    writing: Writing,
) -> Vec<Rewrite> {
    let delimiters = view.delimiters();
    let Some(hull) = delimiters.balanced(stretch.hull) else {
        return Vec::new();
    };
    let lost = delimiters.elements_in(hull);
    let may_go = |element: &Element| layout::is_emphasis(view.source, *element);
    if !stretch.is_explained(delimiters, hull) || !lost.iter().all(may_go) {
        return Vec::new();
    }
    let written = writing.write(replacement);
    let edits = breaks::give_back(view, stretch, hull, &written);
    let forms = edits.into_iter().map(|edit| Rewrite {
        lost: lost.clone(),
        ..Rewrite::new(edit, Edit::new(stretch.text, replacement))
    });
    forms.collect()
}

/// The ways to leave `taken` of the block's text out, best first, with the delimiters of
/// what is empty then.
///
/// None if that would cost a link, or part a footnote mark or a comment from its word.
pub(super) fn without(view: &View<'_>, taken: Span) -> Vec<Rewrite> {
    let Some(stretch) = Stretch::new(view, taken) else {
        return Vec::new();
    };
    let keeping_break = if stretch.is_whole() {
        breaks::keep_one(view, &stretch)
    } else {
        None
    };
    let keeping_break = keeping_break.map(|edit| Rewrite::new(edit, Edit::new(taken, "")));
    let mut forms: Vec<Rewrite> = keeping_break
        .into_iter()
        .chain(removal(view, &stretch))
        .collect();
    for form in &mut forms {
        keep_label(view, form);
    }
    forms
}

fn removal(view: &View<'_>, stretch: &Stretch) -> Option<Rewrite> {
    let delimiters = view.delimiters();
    let reach = delimiters.touching(stretch.hull);
    let holds_part = |element: &Element| {
        let mut parts = stretch.parts.iter();
        parts.any(|part| element.inner.contains(part.source))
    };
    let mut lost = delimiters.elements_in(reach);
    lost.retain(holds_part);
    let may_go = |element: &Element| layout::is_emphasis(view.source, *element);
    if !lost.iter().all(may_go)
        || !stretch.is_explained(delimiters, reach)
        || layout::is_followed_by_mark(view, stretch.text.end, reach.end)
    {
        return None;
    }
    let tags = lost.iter().flat_map(layout::tags);
    let parts = stretch.parts.iter().map(|part| part.source);
    let mut edits: Vec<Edit> = parts.chain(tags).map(|span| Edit::new(span, "")).collect();
    edits.sort();
    Some(Rewrite {
        edits: joined(edits),
        reading: vec![Edit::new(stretch.text, "")],
        lost,
        gained: Vec::new(),
    })
}

/// A link that is found by its own text, `[text]`, keeps its label: `[new text][text]`.
fn keep_label(view: &View<'_>, rewrite: &mut Rewrite) {
    let labels: Vec<Edit> = rewrite
        .edits
        .iter()
        .filter_map(|edit| label(view, edit))
        .collect();
    for label in labels {
        if !rewrite.edits.contains(&label) {
            rewrite.edits.push(label);
        }
    }
    rewrite.edits.sort();
}

fn label(view: &View<'_>, edit: &Edit) -> Option<Edit> {
    let links = &view.block.links;
    let before = links.partition_point(|link| link.start < edit.span.end);
    let link = links.get(before.checked_sub(1)?)?;
    if !link.overlaps(edit.span) {
        return None;
    }
    let element = view.delimiters().link_around(view.source, *link)?;
    let [_, closing] = layout::tags(&element);
    let label = element.inner.text(view.source)?;
    let is_own = matches!(closing.text(view.source), Some("]" | "][]"));
    (is_own && !label.contains(['\n', '\r'])).then(|| Edit::new(closing, format!("][{label}]")))
}
