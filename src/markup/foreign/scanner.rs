//! One pass over a text, from left to right: what begins first hides what begins inside.

use super::Syntax;
use super::attributes;
use super::code::Code;
use super::layout::line_prefix;
use super::template::{DELIMITERS, Delimiters, Kind, PAIRS};
use crate::markup::finder::{Finder, blank_line};
use crate::text::Span;

/// A piece of another program's, before it is known whether it has a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) is: Is,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// Text stands in its place.
    Value,
    /// A tag that may part blocks.
    Control,
    Comment(Span),
    Code(Span),
    /// A line that opens or closes a container.
    Directive,
    /// Names and classes of what stands before or around.
    Attributes,
}

/// Adds what is foreign in `text` from the byte `from` on to `found`; `ignored` is, too,
/// and nothing begins in it.
pub(super) fn scan(
    text: &str,
    from: usize,
    syntax: Syntax,
    ignored: &[Found],
    found: &mut Vec<Found>,
) {
    let mut scanner = Scanner {
        text,
        syntax,
        code: Code::new(text, syntax),
        closers: Default::default(),
        ends: Default::default(),
        blank_line: Finder::default(),
        line_end: Finder::default(),
        found,
    };
    let mut ignored = ignored.iter().peekable();
    let mut at = from;
    while let Some(candidate) = scanner.next_candidate(at) {
        while ignored
            .next_if(|ignored| ignored.span.end <= candidate)
            .is_some()
        {}
        at = match ignored.peek() {
            Some(ignored) if ignored.span.start <= candidate => ignored.span.end,
            _ => scanner.end_at(candidate).unwrap_or(candidate + 1),
        };
    }
}

struct Scanner<'s, 'f> {
    text: &'s str,
    syntax: Syntax,
    code: Code<'s>,
    /// For each of [`DELIMITERS`], where it closes next.
    closers: [Finder; DELIMITERS.len()],
    /// For each of [`PAIRS`], where its second tag stands next.
    ends: [Finder; PAIRS.len()],
    blank_line: Finder,
    line_end: Finder,
    found: &'f mut Vec<Found>,
}

impl Scanner<'_, '_> {
    /// The first byte from `from` on at which anything may begin.
    fn next_candidate(&self, from: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(from..)?;
        let found = match self.syntax {
            Syntax::Plain | Syntax::Html => rest
                .iter()
                .position(|byte| matches!(byte, b'{' | b'<' | b':')),
            Syntax::Markdown => rest
                .iter()
                .position(|byte| matches!(byte, b'{' | b'<' | b':' | b'`' | b'~')),
        };
        found.map(|found| from + found)
    }

    /// Where what begins at `at` ends, which may be code; `None` if nothing does.
    fn end_at(&mut self, at: usize) -> Option<usize> {
        match self.text.as_bytes().get(at)? {
            b'{' => self.attributes(at).or_else(|| self.template(at)),
            b'<' => self.template(at).or_else(|| self.code.end_at(at)),
            b':' => self.directive(at),
            _ => self.code.end_at(at),
        }
    }

    fn add(&mut self, start: usize, end: usize, is: Is) -> usize {
        let span = Span::new(start, end);
        self.found.push(Found { span, is });
        end
    }

    fn template(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        let tried = DELIMITERS.iter().enumerate();
        let tried = tried.filter(|(_, delimiters)| rest.starts_with(delimiters.open));
        for (index, delimiters) in tried {
            if let Some(inside) = self.inside(at, index, delimiters) {
                return Some(self.tag(at, delimiters, inside));
            }
        }
        None
    }

    /// What the tag that opens at `at` by the `index`th `delimiters` holds.
    fn inside(&mut self, at: usize, index: usize, delimiters: &Delimiters) -> Option<Span> {
        let start = at + delimiters.open.len();
        let closer = self.closers.get_mut(index)?;
        let end = closer.next_text(self.text, start, delimiters.close)?;
        let inside = Span::new(start, end);
        let written = inside.text(self.text)?;
        if written.contains(delimiters.core()) {
            return None;
        }
        let limit = match delimiters.kind_of(written) {
            // `{#` may begin something else.
            Kind::Comment if delimiters.open == "{#" && starts_word(written) => {
                let text = self.text;
                self.line_end.next(at, |from| {
                    text.get(from..)?.find(['\n', '\r']).map(|at| from + at)
                })
            }
            Kind::Comment => None,
            Kind::Value | Kind::Control => {
                let text = self.text;
                self.blank_line.next(at, |from| blank_line(text, from))
            }
        };
        limit.is_none_or(|limit| end <= limit).then_some(inside)
    }

    fn tag(&mut self, at: usize, delimiters: &Delimiters, inside: Span) -> usize {
        let end = inside.end + delimiters.close.len();
        let written = inside.text(self.text).unwrap_or("");
        if let Some(end) = self.pair(at, delimiters, written, end) {
            return end;
        }
        match delimiters.kind_of(written) {
            Kind::Comment => self.add(at, end, Is::Comment(without_dashes(self.text, inside))),
            Kind::Control => self.add(at, end, Is::Control),
            Kind::Value => {
                // `${{ … }}` of workflows.
                let has_sign = delimiters.core() == "{{"
                    && self.text.get(..at).is_some_and(|text| text.ends_with('$'));
                self.add(at - usize::from(has_sign), end, Is::Value)
            }
        }
    }

    /// Where the pair ends whose first tag stands from `at` to `end`.
    fn pair(
        &mut self,
        at: usize,
        delimiters: &Delimiters,
        inside: &str,
        end: usize,
    ) -> Option<usize> {
        let index = delimiters.pair_of(inside)?;
        let (pair, finder) = (PAIRS.get(index)?, self.ends.get_mut(index)?);
        let text = self.text;
        let word = finder.next(end, |from| pair.find_end(text, from))?;
        let (start_of_second, end_of_second) = pair.tag_around(text, word)?;
        let inner = Span::new(end, start_of_second.max(end));
        let is = if pair.is_code {
            Is::Code(inner)
        } else {
            Is::Comment(inner)
        };
        Some(self.add(at, end_of_second, is))
    }

    fn attributes(&mut self, at: usize) -> Option<usize> {
        if self.syntax != Syntax::Markdown {
            return None;
        }
        let end = attributes::end_at(self.text, at)?;
        Some(self.add(at, end, Is::Attributes))
    }

    /// A line that starts with three colons, or more.
    fn directive(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if self.syntax == Syntax::Html || !rest.starts_with(":::") {
            return None;
        }
        line_prefix(self.text, at)?;
        let line = rest.split(['\n', '\r']).next()?.trim_end();
        let name = line.trim_start_matches(':').trim_start();
        let may_be_named =
            |char: char| char.is_alphanumeric() || matches!(char, '{' | '[' | '"' | '.' | '#');
        if !name.is_empty() && !name.starts_with(may_be_named) {
            return None;
        }
        Some(self.add(at, at + line.len(), Is::Directive))
    }
}

fn starts_word(inside: &str) -> bool {
    !inside.starts_with(|char: char| char.is_whitespace() || matches!(char, '-' | '+'))
}

/// What a comment says, without the marks that take white space away around it.
fn without_dashes(text: &str, inside: Span) -> Span {
    let written = inside.text(text).unwrap_or("");
    let start = inside.start + usize::from(written.starts_with('-'));
    let end = inside.end - usize::from(written.ends_with('-') && written.len() > 1);
    Span::new(start, end)
}
