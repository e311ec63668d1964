//! Code and comments of Markdown and HTML, as far as a scanner must pass over them.
//!
//! It need not be exact: the format's parser has the last word. What is passed over
//! here without being code keeps its templates as text, and nothing more.

use rustc_hash::FxHashMap;

use super::Syntax;
use super::layout::line_prefix;
use crate::markup::finder::{Finder, blank_line};
use crate::markup::lines::lines;

/// Elements of HTML whose content is code.
pub(super) const ELEMENTS: [&str; 4] = ["code", "pre", "script", "style"];

/// Finds where code ends.
#[derive(Debug)]
pub(super) struct Code<'s> {
    text: &'s str,
    syntax: Syntax,
    /// Where the paragraph ends that [`Self::runs`] is about.
    paragraph_end: usize,
    /// Where in the paragraph runs of backticks start, by their length.
    runs: FxHashMap<usize, Vec<usize>>,
    comment_end: Finder,
    element_ends: [Finder; ELEMENTS.len()],
}

impl<'s> Code<'s> {
    pub(super) fn new(text: &'s str, syntax: Syntax) -> Self {
        Self {
            text,
            syntax,
            paragraph_end: 0,
            runs: FxHashMap::default(),
            comment_end: Finder::default(),
            element_ends: Default::default(),
        }
    }

    /// Where the code, comment or run of delimiters ends that begins at `at`, if one does.
    pub(super) fn end_at(&mut self, at: usize) -> Option<usize> {
        if self.syntax == Syntax::Plain {
            return None;
        }
        let rest = self.text.get(at..)?;
        match rest.as_bytes().first()? {
            b'<' if rest.starts_with("<!--") => self.comment(at),
            // There they are elements like others.
            b'<' if self.syntax == Syntax::Mdx => None,
            b'<' => self.element(at),
            b'`' => self.backticks(at),
            _ => {
                let length = run_length(rest);
                fence_end(self.text, at, length).or(Some(at + length))
            }
        }
    }

    fn comment(&mut self, at: usize) -> Option<usize> {
        // In the shortest comments a part of what opens them closes them.
        let end = self.comment_end.next_text(self.text, at + 2, "-->")?;
        Some(end + "-->".len())
    }

    fn element(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let index = ELEMENTS
            .iter()
            .position(|name| is_name(text, at + 1, name))?;
        let (name, finder) = (ELEMENTS.get(index)?, self.element_ends.get_mut(index)?);
        finder.next(at, |from| {
            let mut ends = text.get(from..)?.match_indices("</");
            ends.find(|(end, _)| is_name(text, from + end + 2, name))
                .map(|(end, _)| from + end)
        })
    }

    fn backticks(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..)?;
        if is_escaped(self.text, at) {
            return Some(at + 1);
        }
        let length = run_length(rest);
        if let Some(end) = fence_end(self.text, at, length) {
            return Some(end);
        }
        if at >= self.paragraph_end {
            self.read_paragraph(at);
        }
        let runs = self.runs.get(&length).map_or(&[][..], Vec::as_slice);
        let next = runs.get(runs.partition_point(|start| *start <= at));
        Some(next.unwrap_or(&at) + length)
    }

    fn read_paragraph(&mut self, from: usize) {
        self.runs.clear();
        self.paragraph_end = blank_line(self.text, from).unwrap_or(self.text.len());
        let mut at = from;
        while let Some(start) = self
            .text
            .get(at..self.paragraph_end)
            .and_then(|rest| rest.find('`'))
            .map(|found| at + found)
        {
            let length = run_length(self.text.get(start..).unwrap_or(""));
            if start > from && opens_fence(self.text, start, length).is_some() {
                self.paragraph_end = start;
                break;
            }
            self.runs.entry(length).or_default().push(start);
            at = start + length;
        }
    }
}

/// Whether a backslash takes the meaning of the byte at `at`.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    backslashes % 2 == 1
}

/// How often the first byte of `text` stands at its start.
fn run_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .take_while(|byte| Some(*byte) == bytes.first())
        .count()
}

/// Whether the name of an element stands at `at`, in any case.
pub(super) fn is_name(text: &str, at: usize, name: &str) -> bool {
    let end = at + name.len();
    let is_named = text
        .get(at..end)
        .is_some_and(|written| written.eq_ignore_ascii_case(name));
    is_named
        && text
            .as_bytes()
            .get(end)
            .is_none_or(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
}

/// What stands before the fence on its line, if the run of `length` at `at` opens one.
fn opens_fence(text: &str, at: usize, length: usize) -> Option<&str> {
    if length < 3 {
        return None;
    }
    let prefix = line_prefix(text, at)?;
    let rest = text.get(at + length..)?;
    let info = rest.split(['\n', '\r']).next()?;
    let is_tilde = text.as_bytes().get(at) == Some(&b'~');
    (is_tilde || !info.contains('`')).then_some(prefix)
}

/// Where the fenced code ends that the run of `length` at `at` opens.
fn fence_end(text: &str, at: usize, length: usize) -> Option<usize> {
    let quotes = |prefix: &str| prefix.bytes().filter(|byte| *byte == b'>').count();
    let depth = quotes(opens_fence(text, at, length)?);
    let fence = text.get(at..at + length)?;
    for line in lines(text, at).skip(1) {
        let written = text.get(line.start..line.end).unwrap_or("");
        let content = written.trim_start_matches([' ', '\t', '>']);
        if quotes(&written[..written.len() - content.len()]) < depth {
            return Some(line.start);
        }
        let is_closed = content.strip_prefix(fence).is_some_and(|rest| {
            rest.trim_matches(|char| fence.starts_with(char))
                .trim()
                .is_empty()
        });
        if is_closed {
            return Some(line.end);
        }
    }
    Some(text.len())
}
