//! What ties a part of a document to parts far behind it: something may be open at its end
//! that another part would close.
//!
//! Where a value or a tag of a template may stand is decided within its paragraph, but a
//! comment, a pair of tags or an element of code is looked for up to the end of the
//! document. Parts that can be tied so are not read apart from each other.

use super::Syntax;
use super::code::{ELEMENTS, is_name};
use super::template::{DELIMITERS, Delimiters, Kind, PAIRS, Pair};

/// What a part of a document leaves open, and what it closes: one bit for each kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::markup) struct Knots {
    opened: u32,
    closed: u32,
    /// Something that is left open in one part is closed in another.
    tied: bool,
}

/// The delimiters of comments in HTML.
const COMMENT: (&str, &str) = ("<!--", "-->");

impl Knots {
    /// Those of `text`, a part that begins and ends between blocks. It may say too much, never
    /// too little.
    pub(in crate::markup) fn of(text: &str, syntax: Syntax) -> Self {
        let mut knots = Self::default();
        let (braces, angles) = signs(text);
        if !(braces || angles) {
            return knots;
        }
        let is_there = |open: &str| {
            if open.starts_with('{') {
                braces
            } else {
                angles
            }
        };
        let stands = |sign: &str| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
        let mut bit = 1;
        let mut note = |last_opener: Option<usize>, closes: &dyn Fn(usize) -> bool| {
            if closes(0) {
                knots.closed |= bit;
            }
            if last_opener.is_some_and(|at| !closes(at)) {
                knots.opened |= bit;
            }
            bit <<= 1;
        };
        for delimiters in DELIMITERS.iter().filter(|known| is_unlimited(known)) {
            let (open, close) = (delimiters.open, delimiters.close);
            if !is_there(open) || !(stands(open) || stands(close)) {
                note(None, &|_| false);
                continue;
            }
            let opener = text.rfind(delimiters.open);
            note(opener.map(|at| at + delimiters.open.len()), &|from| {
                has(text, from, delimiters.close)
            });
        }
        for pair in &PAIRS {
            if !is_there(pair.open) {
                note(None, &|_| false);
                continue;
            }
            note(last_of_pair(text, pair), &|from| {
                pair.find_end(text, from).is_some()
            });
        }
        if syntax == Syntax::Plain || !angles {
            return knots;
        }
        let (open, close) = COMMENT;
        // In the shortest comments a part of what opens them closes them.
        note(text.rfind(open).map(|at| at + 2), &|from| {
            has(text, from, close)
        });
        for name in ELEMENTS {
            let last = last_tag(text, "<", name);
            note(last, &|from| {
                last_tag(text, "</", name).is_some_and(|tag| from <= tag)
            });
        }
        knots
    }

    /// Those of two parts that follow each other.
    pub(in crate::markup) const fn and(self, next: Self) -> Self {
        Self {
            opened: self.opened | next.opened,
            closed: self.closed | next.closed,
            tied: self.tied || next.tied || self.opened & next.closed != 0,
        }
    }

    /// Whether anything is left open.
    pub(in crate::markup) const fn leave_open(self) -> bool {
        self.opened != 0
    }

    /// Whether a part that becomes `other` may be tied to parts beside it, of which these are
    /// the knots of all.
    pub(in crate::markup) const fn would_tie(self, other: Self, all: Self) -> bool {
        let opened = other.opened & !self.opened;
        let closed = other.closed & !self.closed;
        opened & all.closed != 0 || closed & all.opened != 0
    }

    /// Whether something that one of the parts leaves open may be closed in a later one.
    pub(in crate::markup) const fn are_tied(self) -> bool {
        self.tied
    }
}

/// Whether any brace stands in `text`, and any angle bracket.
fn signs(text: &str) -> (bool, bool) {
    let has = |one: u8, other: u8| memchr::memchr2(one, other, text.as_bytes()).is_some();
    (has(b'{', b'}'), has(b'<', b'>'))
}

/// Whether what `delimiters` open is looked for beyond its paragraph.
fn is_unlimited(delimiters: &Delimiters) -> bool {
    delimiters.kind_of("") == Kind::Comment
}

fn has(text: &str, from: usize, close: &str) -> bool {
    text.get(from..).is_some_and(|rest| rest.contains(close))
}

/// Where the last first tag of `pair` starts.
fn last_of_pair(text: &str, pair: &Pair) -> Option<usize> {
    let mut openers = text.rmatch_indices(pair.open);
    let opener = openers.find(|(at, open)| {
        let inside = text.get(at + open.len()..).unwrap_or("");
        pair.begins(inside)
    });
    opener.map(|(at, _)| at)
}

/// Where the last tag starts that begins with `open` and the `name` of an element.
fn last_tag(text: &str, open: &str, name: &str) -> Option<usize> {
    // Each begins with the same sign.
    let mut tags = memchr::memrchr_iter(b'<', text.as_bytes());
    tags.find(|at| {
        let rest = text.get(*at..).unwrap_or("");
        rest.starts_with(open) && is_name(text, at + open.len(), name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_tied_by_what_one_opens_and_a_later_one_closes() {
        let cases: [(&[&str], bool); 16] = [
            (&["a", "b"], false),
            (&["a {# b", "c #} d"], true),
            (&["a {# b #}", "c #} d"], false),
            (&["a #} b", "c {# d"], false),
            (&["a {# b", "c", "d #}"], true),
            (&["a {{ b", "c }} d"], false),
            (&["{{/* a", "b */}}"], true),
            (&["<% a", "b %>"], false),
            (&["<%# a", "b %>"], true),
            (&["{% comment %}", "{% endcomment %}"], true),
            (&["{%- highlight c %}", "b {%- endhighlight -%}"], true),
            (&["{% if highlight %}", "{% endhighlight %}"], false),
            (&["a <!-- b", "c --> d"], true),
            (&["a <PRE> b", "c </pre> d"], true),
            (&["a <code>b</code>", "c <code>d</code>"], false),
            (&["a <code>b</code> <code>", "c <code>d</code>"], true),
        ];
        for (parts, expected) in cases {
            let knots = parts.iter().map(|part| Knots::of(part, Syntax::Markdown));
            let tied = knots.fold(Knots::default(), Knots::and).are_tied();
            assert_eq!(tied, expected, "{parts:?}");
        }
    }
}
