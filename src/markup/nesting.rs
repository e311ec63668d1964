//! The inline containers of one block in the making: which of them close as they opened.
//!
//! It knows no syntax: a container has any name, and pieces of markup that open and close it.

use std::cmp::Reverse;

use smol_str::SmolStr;

use super::block::Element;
use crate::text::Span;

/// Containers that are open at one time; a block with more has no elements, so that
/// nothing that closes one searches far.
const DEEPEST: usize = 100;

/// The containers that are open and those that have closed.
#[derive(Debug, Clone, Default)]
pub(super) struct Nesting {
    open: Vec<Open>,
    closed: Vec<Element>,
    too_deep: bool,
}

#[derive(Debug, Clone)]
struct Open {
    name: SmolStr,
    markup: Span,
}

impl Nesting {
    /// Nothing is open.
    pub(super) const fn new() -> Self {
        Self {
            open: Vec::new(),
            closed: Vec::new(),
            too_deep: false,
        }
    }

    /// `markup` opens a container called `name`.
    pub(super) fn open(&mut self, name: &str, markup: Span) {
        self.too_deep |= self.open.len() == DEEPEST;
        if !self.too_deep {
            let name = SmolStr::new(name);
            self.open.push(Open { name, markup });
        }
    }

    /// `markup` closes the innermost open container called `name`. It is an element if
    /// none is open inside; else both it and those inside are none.
    pub(super) fn close(&mut self, name: &str, markup: Span) {
        if let Some(index) = self.open.iter().rposition(|open| open.name == name) {
            let is_innermost = index + 1 == self.open.len();
            let opened = self.open.drain(index..).next();
            self.closed
                .extend(opened.filter(|_| is_innermost).map(|open| Element {
                    outer: Span::new(open.markup.start, markup.end),
                    inner: Span::new(open.markup.end, markup.start),
                }));
        }
    }

    /// Takes what has closed inside `other`, which stands behind all that this holds.
    pub(super) fn append(&mut self, other: Self) {
        self.too_deep |= other.too_deep;
        self.closed.extend(other.closed);
    }

    /// Ends the block: its elements, the outer before the inner.
    pub(super) fn finish(&mut self) -> Vec<Element> {
        self.open.clear();
        let mut elements = std::mem::take(&mut self.closed);
        if std::mem::take(&mut self.too_deep) {
            elements.clear();
        }
        elements.sort_unstable_by_key(|element| (element.outer.start, Reverse(element.outer.end)));
        elements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `written` has one letter a byte: a small one opens, its capital closes.
    fn elements(written: &str) -> Vec<(usize, usize)> {
        let mut nesting = Nesting::new();
        for (at, letter) in written.char_indices() {
            let name = letter.to_lowercase().to_string();
            let markup = Span::new(at, at + 1);
            if letter.is_lowercase() {
                nesting.open(&name, markup);
            } else if letter.is_uppercase() {
                nesting.close(&name, markup);
            }
        }
        let elements = nesting.finish().into_iter();
        elements
            .map(|element| (element.outer.start, element.outer.end))
            .collect()
    }

    #[test]
    fn an_element_is_what_closes_as_it_opened() {
        let cases: [(&str, &[(usize, usize)]); 8] = [
            ("a A", &[(0, 3)]),
            ("abBA", &[(0, 4), (1, 3)]),
            ("aaAA", &[(0, 4), (1, 3)]),
            ("abAB", &[]),
            ("a bABcC", &[(5, 7)]),
            ("ab BBA", &[(0, 6), (1, 4)]),
            ("a", &[]),
            ("A", &[]),
        ];
        for (written, expected) in cases {
            assert_eq!(elements(written), expected, "{written}");
        }
        let deep = "a".repeat(DEEPEST) + &"A".repeat(DEEPEST);
        assert_eq!(elements(&deep).len(), DEEPEST);
        assert_eq!(elements(&format!("bBa{deep}A")), []);
    }
}
