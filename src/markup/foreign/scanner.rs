//! One pass over a text, from left to right: what begins first hides what begins inside.

use super::Syntax;
use super::attributes;
use super::code::{Code, is_escaped};
use super::esm;
use super::jsx;
use super::layout::line_prefix;
use super::script::Braces;
use super::template::{DELIMITERS, Delimiters, Kind, PAIRS};
use crate::markup::finder::{Finder, blank_line, white_line};
use crate::markup::html;
use crate::markup::plain::BOM;
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
    /// A tag of JSX; `parts` if it may part blocks.
    Tag {
        parts: bool,
    },
}

/// Adds what is foreign in `text` from the byte `from` on to `found`; `ignored` is, too,
/// and nothing begins in it. What is passed over, foreign or code, is added to `passed`.
pub(super) fn scan(
    text: &str,
    from: usize,
    syntax: Syntax,
    ignored: &[Found],
    found: &mut Vec<Found>,
    passed: &mut Vec<Span>,
) {
    let starts_with_mark = text.get(from..).is_some_and(|text| text.starts_with(BOM));
    let from = from + if starts_with_mark { BOM.len() } else { 0 };
    let mut scanner = Scanner {
        text,
        from,
        syntax,
        code: Code::new(text, syntax),
        closers: Default::default(),
        ends: Default::default(),
        opener: Finder::default(),
        fence: Finder::default(),
        line: Finder::default(),
        blank_line: Finder::default(),
        line_end: Finder::default(),
        braces: Braces::default(),
        modules_go_on: true,
        found,
    };
    let mut ignored = ignored.iter().peekable();
    let mut at = scanner.module(from).unwrap_or(from);
    while let Some(candidate) = scanner.next_candidate(at) {
        while ignored
            .next_if(|ignored| ignored.span.end <= candidate)
            .is_some()
        {}
        at = match ignored.peek() {
            Some(ignored) if ignored.span.start <= candidate => ignored.span.end,
            _ => scanner.end_at(candidate).unwrap_or(candidate + 1),
        };
        passed.push(Span::new(candidate, at));
    }
}

struct Scanner<'s, 'f> {
    text: &'s str,
    from: usize,
    syntax: Syntax,
    code: Code<'s>,
    /// For each of [`DELIMITERS`], where it closes next.
    closers: [Finder; DELIMITERS.len()],
    /// For each of [`PAIRS`], where its second tag stands next.
    ends: [Finder; PAIRS.len()],
    /// The next byte of each kind at which anything may begin.
    opener: Finder,
    fence: Finder,
    line: Finder,
    blank_line: Finder,
    line_end: Finder,
    braces: Braces,
    /// All brackets of imports and exports so far have closed.
    modules_go_on: bool,
    found: &'f mut Vec<Found>,
}

impl Scanner<'_, '_> {
    /// The first byte from `from` on at which anything may begin.
    fn next_candidate(&mut self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let from_on = |from: usize| bytes.get(from..).unwrap_or(&[]);
        let moved = |at: Option<usize>, from: usize| at.map(|at| from + at);
        let foreign = self.opener.next(from, |from| {
            moved(memchr::memchr3(b'{', b'<', b':', from_on(from)), from)
        });
        let has_code = matches!(self.syntax, Syntax::Markdown | Syntax::Mdx);
        let is_mdx = self.syntax == Syntax::Mdx;
        let code = self.fence.next(from, |from| {
            let found = has_code.then(|| memchr::memchr2(b'`', b'~', from_on(from)))?;
            moved(found, from)
        });
        let line = self.line.next(from, |from| {
            let found = is_mdx.then(|| memchr::memchr2(b'\n', b'\r', from_on(from)))?;
            moved(found, from)
        });
        [foreign, code, line].into_iter().flatten().min()
    }

    /// Where what begins at `at` ends, which may be code; `None` if nothing does.
    fn end_at(&mut self, at: usize) -> Option<usize> {
        match self.text.as_bytes().get(at)? {
            b'{' | b'<' if self.syntax == Syntax::Mdx && is_escaped(self.text, at) => Some(at + 1),
            b'{' if self.syntax == Syntax::Mdx => {
                self.attributes(at).or_else(|| self.expression(at))
            }
            b'<' if self.syntax == Syntax::Mdx => self.jsx(at).or_else(|| self.code.end_at(at)),
            b'\n' | b'\r' => self.module(at + 1),
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
        if !matches!(self.syntax, Syntax::Markdown | Syntax::Mdx) {
            return None;
        }
        let end = attributes::end_at(self.text, at)?;
        Some(self.add(at, end, Is::Attributes))
    }

    /// A script in braces.
    fn expression(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let paragraph_end = self.paragraph_end(at);
        let starts_line = line_prefix(text, at).is_some();
        let limit = if starts_line {
            text.len()
        } else {
            paragraph_end
        };
        let end = self.braces.end(text, at, limit)?;
        let behind = text.get(end..)?.trim_start_matches([' ', '\t']);
        let ends_line = behind.is_empty() || behind.starts_with(['\n', '\r']);
        if end > paragraph_end && !ends_line {
            return None;
        }
        let inside = text.get(at + 1..end - 1)?;
        let comment = inside.trim().strip_prefix("/*").and_then(|comment| {
            let comment = comment.strip_suffix("*/")?;
            (!comment.contains("*/")).then_some(comment)
        });
        let is = match comment {
            Some(comment) => {
                let start = at + 1 + (inside.len() - inside.trim_start().len()) + "/*".len();
                Is::Comment(Span::new(start, start + comment.len()))
            }
            // In the middle of a paragraph it is a word of it.
            None if starts_line && ends_line && self.starts_block(at) => Is::Control,
            None => Is::Value,
        };
        Some(self.add(at, end, is))
    }

    /// Where the paragraph of MDX ends in which `at` stands.
    fn paragraph_end(&mut self, at: usize) -> usize {
        let text = self.text;
        let end = self.blank_line.next(at, |from| white_line(text, from));
        end.unwrap_or(text.len())
    }

    fn jsx(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let limit = self.paragraph_end(at);
        let tag = jsx::tag(text, at, limit, &mut self.braces)?;
        let name = tag.name.text(text)?;
        let is_inline = html::is_inline(&jsx::element_name(name));
        let is_component = name != jsx::element_name(name);
        let parts = !is_inline || is_component || self.starts_block(at);
        Some(self.add(at, tag.end, Is::Tag { parts }))
    }

    /// Whether a block begins where `at` is the first on its line: behind nothing, a blank
    /// line, or another tag.
    fn starts_block(&self, at: usize) -> bool {
        let Some(prefix) = line_prefix(self.text, at) else {
            return false;
        };
        let line_start = at - prefix.len();
        let before = self.text.get(..line_start).unwrap_or("");
        let before = before.strip_suffix('\n').unwrap_or(before);
        let before = before.strip_suffix('\r').unwrap_or(before);
        let line = before.trim_end_matches([' ', '\t', '>']);
        line_start <= self.from
            || line.ends_with(['\n', '\r', '\u{FEFF}'])
            || line.is_empty()
            || self.found.last().is_some_and(|found| {
                found.span.end == before.trim_end_matches([' ', '\t']).len()
                    && found.is != Is::Value
            })
    }

    /// Imports and exports, at the start of a line and of a block.
    fn module(&mut self, at: usize) -> Option<usize> {
        if self.syntax != Syntax::Mdx {
            return None;
        }
        let rest = self.text.get(at..)?;
        if !rest.starts_with("import ") && !rest.starts_with("export ") || !self.starts_block(at) {
            return None;
        }
        let (end, is_closed) = esm::end_at(self.text, at, self.modules_go_on)?;
        self.modules_go_on &= is_closed;
        Some(self.add(at, end, Is::Code(Span::new(at, end))))
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
