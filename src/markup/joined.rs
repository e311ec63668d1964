//! Text put together from several places of a source.
//!
//! The lines of an HTML block in a block quote, without their `> `, are one text to
//! an HTML parser; this leads what it finds there back to the source.

use std::ops::Range;

use crate::text::Span;

/// A text and where each of its bytes stands in the source.
#[derive(Debug, Default)]
pub(super) struct Joined {
    text: String,
    /// Where a part starts, in the text and in the source; sorted by both.
    parts: Vec<(usize, usize)>,
}

impl Joined {
    /// Adds `text`, which stands at the byte `at` of the source, behind all that was added
    /// before. It is as long as what is written there.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let continues = self
            .parts
            .last()
            .is_some_and(|(in_text, in_source)| in_source + (self.text.len() - in_text) == at);
        if !continues {
            self.parts.push((self.text.len(), at));
        }
        self.text.push_str(text);
    }

    /// All of the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Forgets everything, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.parts.clear();
    }

    /// The places in the source whose texts, one behind the other, are `range`.
    pub(super) fn places(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let first = self
            .parts
            .partition_point(|(in_text, _)| *in_text <= range.start)
            .saturating_sub(1);
        let parts = self.parts.get(first..).unwrap_or(&[]);
        let ends = parts
            .iter()
            .skip(1)
            .map(|(in_text, _)| *in_text)
            .chain([self.text.len()]);
        let bounded = parts.iter().zip(ends).take_while({
            let range = range.clone();
            move |((in_text, _), _)| *in_text < range.end
        });
        bounded.filter_map(move |((in_text, in_source), end)| {
            let start = range.start.max(*in_text);
            let end = range.end.min(end);
            (start < end)
                .then(|| Span::new(in_source + (start - in_text), in_source + (end - in_text)))
        })
    }

    /// The source from the first to the last byte of `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let mut places = self.places(range);
        let Some(first) = places.next() else {
            return Span::default();
        };
        Span::new(first.start, places.last().unwrap_or(first).end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lead_back_to_each_part() {
        let source = "> <b\n> c>d\n";
        let mut joined = Joined::default();
        for span in [Span::new(2, 4), Span::new(4, 5), Span::new(7, 10)] {
            joined.push(span.text(source).unwrap_or(""), span.start);
        }
        assert_eq!(joined.text(), "<b\nc>d");
        let cases = [
            (0..6, vec![Span::new(2, 5), Span::new(7, 10)]),
            (1..2, vec![Span::new(3, 4)]),
            (2..4, vec![Span::new(4, 5), Span::new(7, 8)]),
            (3..3, vec![]),
            (5..6, vec![Span::new(9, 10)]),
        ];
        for (range, expected) in cases {
            let places: Vec<_> = joined.places(range.clone()).collect();
            assert_eq!(places, expected, "{range:?}");
        }
        assert_eq!(joined.span(2..4), Span::new(4, 8));
    }
}
