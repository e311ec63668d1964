//! Sections of literal text, `<![CDATA[…]]>`: text in XML and in drawings, and no more than
//! a comment elsewhere, which is what a browser makes of them.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{DefaultEmitter, Token};

const OPENING: &str = "<![CDATA[";
const CLOSING: &str = "]]>";

/// Tokens with their places, in which sections are text as long as it is said so.
pub(super) struct Tokens {
    inner: DefaultEmitter<usize>,
    sections: Rc<Cell<bool>>,
}

impl Tokens {
    /// `sections` says whether sections are text from here on.
    pub(super) fn new(sections: &Rc<Cell<bool>>) -> Self {
        Self {
            inner: DefaultEmitter::new_with_span(),
            sections: Rc::clone(sections),
        }
    }
}

impl ForwardingEmitter for Tokens {
    type Token = Token<usize>;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.inner
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.sections.get()
    }
}

/// A part of what the tokenizer takes for one text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Text in which references stand for characters.
    Text(Range<usize>),
    /// Text as it is.
    Literal(Range<usize>),
    /// What opens or closes a section.
    Markup(Range<usize>),
}

/// The parts of `range` of `html`, none of them empty.
pub(super) fn parts(html: &str, range: Range<usize>) -> Vec<Part> {
    let mut parts = Vec::new();
    let find = |mark: &str, from: usize| {
        let rest = html.get(from..range.end).unwrap_or("");
        let at = rest.find(mark)?;
        Some(from + at..from + at + mark.len())
    };
    let mut from = range.start;
    while let Some(opening) = find(OPENING, from) {
        let closing = find(CLOSING, opening.end).unwrap_or(range.end..range.end);
        parts.push(Part::Text(from..opening.start));
        parts.push(Part::Markup(opening.clone()));
        parts.push(Part::Literal(opening.end..closing.start));
        from = closing.end;
        parts.push(Part::Markup(closing));
    }
    parts.push(Part::Text(from..range.end));
    parts.retain(|part| match part {
        Part::Text(range) | Part::Literal(range) | Part::Markup(range) => !range.is_empty(),
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_stand_between_their_marks() {
        let shown = |html: &str| -> Vec<String> {
            let parts = parts(html, 0..html.len()).into_iter();
            let show = |part| match part {
                Part::Text(range) => html[range].to_owned(),
                Part::Literal(range) => format!("={}", &html[range]),
                Part::Markup(range) => format!("!{}", &html[range]),
            };
            parts.map(show).collect()
        };
        assert_eq!(shown("a"), ["a"]);
        assert_eq!(
            shown("a<![CDATA[<b>&]]]>c<![CDATA[]]>"),
            [
                "a",
                "!<![CDATA[",
                "=<b>&]",
                "!]]>",
                "c",
                "!<![CDATA[",
                "!]]>"
            ]
        );
        assert_eq!(shown("<![CDATA[a"), ["!<![CDATA[", "=a"]);
        assert_eq!(shown("a ]]> b"), ["a ]]> b"]);
    }
}
