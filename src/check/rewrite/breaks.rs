//! Line breaks inside a change: the text keeps its lines.

use super::layout::Stretch;
use crate::check::block::View;
use crate::text::{Edit, Span};

/// The edits that put `text` in the place of `hull`, in which `stretch` stands, best first.
///
/// Each line break of the stretch is given back in the place of a space of `text`; one
/// that is left in the place of the next space, if nothing but text comes before that.
pub(super) fn give_back(view: &View<'_>, stretch: &Stretch, hull: Span, text: &str) -> Vec<Edit> {
    let mut breaks = breaks(view, stretch).into_iter().peekable();
    let plain = Edit::new(hull, text);
    if breaks.peek().is_none() {
        return vec![plain];
    }
    let mut filled = String::with_capacity(text.len());
    for c in text.chars() {
        match if c == ' ' { breaks.next() } else { None } {
            Some(line_break) => filled.push_str(line_break),
            None => filled.push(c),
        }
    }
    let filled = Edit::new(hull, filled);
    let moved = breaks
        .next()
        .and_then(|left| moved(view, stretch.text.end, &filled, left));
    let mut edits = vec![moved.unwrap_or(filled), plain];
    edits.dedup();
    edits
}

fn breaks<'a>(view: &View<'a>, stretch: &Stretch) -> Vec<&'a str> {
    let breaks = stretch.parts.iter().filter(|part| part.line_break);
    breaks
        .filter_map(|part| part.source.text(view.source))
        .collect()
}

/// `edit`, which ends at `end` of the reader's text, with `line_break` for the next space.
fn moved(view: &View<'_>, end: usize, edit: &Edit, line_break: &str) -> Option<Edit> {
    let space = end + view.text().get(end..)?.find(' ')?;
    let between = Stretch::new(view, Span::new(end, space + 1))?;
    let is_break = between.parts.last().is_some_and(|part| part.line_break);
    if is_break || !between.is_whole() || between.hull.start != edit.span.end {
        return None;
    }
    let kept = if space > end {
        Stretch::new(view, Span::new(end, space))?.hull
    } else {
        Span::new(edit.span.end, edit.span.end)
    };
    let kept = kept.text(view.source)?;
    let text = format!("{}{kept}{line_break}", edit.text);
    Some(Edit::new(
        Span::new(edit.span.start, between.hull.end),
        text,
    ))
}

/// The edit that leaves `stretch` out and puts the line break that stands in it in the
/// place of the space before; `None` if there is none of either.
pub(super) fn keep_one(view: &View<'_>, stretch: &Stretch) -> Option<Edit> {
    let line_break = *breaks(view, stretch).first()?;
    let text = view.text();
    let before = text.get(..stretch.text.start)?.ends_with(' ');
    let behind = text.get(stretch.text.end..)?.starts_with(' ');
    let with_space = if before {
        Span::new(stretch.text.start - 1, stretch.text.end)
    } else if behind {
        Span::new(stretch.text.start, stretch.text.end + 1)
    } else {
        return None;
    };
    let wider = Stretch::new(view, with_space)?;
    wider.is_whole().then(|| Edit::new(wider.hull, line_break))
}
