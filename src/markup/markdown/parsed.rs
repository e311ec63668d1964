//! What the parser reads, and where each byte of it stands in the source.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::Span;

/// A text that is the source from some byte on, without what was cut out of it.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    text: Cow<'a, str>,
    /// Bytes at the start of the text that stand nowhere in the source.
    before: usize,
    body: usize,
    cuts: Vec<Cut>,
}

/// A place in the text where something was cut out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) at: usize,
    /// Bytes cut out here and before.
    pub(super) removed: usize,
}

impl<'a> Parsed<'a> {
    /// `text` is as long as the source from the byte `body` on, but for `cuts`, sorted.
    pub(super) const fn new(text: Cow<'a, str>, body: usize, cuts: Vec<Cut>) -> Self {
        Self {
            text,
            before: 0,
            body,
            cuts,
        }
    }

    /// The same behind `text`, which stands nowhere in the source.
    pub(super) fn behind(mut self, text: &str) -> Self {
        self.text.to_mut().insert_str(0, text);
        self.before = text.len();
        for cut in &mut self.cuts {
            cut.at += text.len();
        }
        self
    }

    /// Whether what ends at `end` of the text stands nowhere in the source.
    pub(super) const fn is_before(&self, end: usize) -> bool {
        end <= self.before && self.before > 0
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What stands in `range` of the text.
    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or("")
    }

    /// The source from the first to the last byte of `range`; what was cut out at its
    /// edges is outside.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.removed(self.cuts.partition_point(|cut| cut.at <= range.start));
        let end = self.removed(self.cuts.partition_point(|cut| cut.at < range.end));
        let place = |offset: usize| self.body + offset.saturating_sub(self.before);
        let start = place(range.start) + start;
        Span::new(start, start.max(place(range.end) + end))
    }

    /// The parts of `range` that stand in the source as one piece each, in order.
    pub(super) fn whole_parts(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.cuts.partition_point(|cut| cut.at <= range.start);
        let cuts = self.cuts.get(first..).unwrap_or(&[]).iter();
        let ends = cuts.map(|cut| cut.at).take_while({
            let end = range.end;
            move |at| *at < end
        });
        let mut start = range.start;
        ends.chain([range.end]).map(move |end| {
            let part = start..end;
            start = end;
            part
        })
    }

    /// Bytes cut out by the first `count` cuts.
    fn removed(&self, count: usize) -> usize {
        let last = count.checked_sub(1).and_then(|index| self.cuts.get(index));
        last.map_or(0, |cut| cut.removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_around_what_was_cut_out() {
        // The source is "--  a\n   b\nc".
        let cuts = vec![Cut { at: 0, removed: 2 }, Cut { at: 2, removed: 5 }];
        let parsed = Parsed::new(Cow::Borrowed("a\nb\nc"), 2, cuts);
        let cases = [
            (0..1, (4, 5)),
            (0..2, (4, 6)),
            (2..3, (9, 10)),
            (0..3, (4, 10)),
            (4..5, (11, 12)),
            (2..2, (9, 9)),
        ];
        for (range, (start, end)) in cases {
            assert_eq!(
                parsed.span(range.clone()),
                Span::new(start, end),
                "{range:?}"
            );
        }
        let parts: Vec<_> = parsed.whole_parts(0..5).collect();
        assert_eq!(parts, [0..2, 2..5]);
    }
}
