//! Leads a text that the parser has put together back to its source.
//!
//! Code spans, inline tags and formulas come without the prefixes of the lines that
//! they run over, and in tables without the backslashes before bars.

use crate::text::Span;

/// A part of a text that was put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// As written.
    Text(Span),
    /// A line end; in code spans the parser makes it a space.
    LineEnd(Span),
}

/// The parts of `source[within]` that read as `text`; `None` if they cannot be told.
///
/// White space at the edges is left out.
pub(super) fn align(source: &str, within: Span, text: &str) -> Option<Vec<Part>> {
    let written = within.text(source)?.as_bytes();
    let read = text.trim_ascii().as_bytes();
    let mut parts = Vec::new();
    let (mut at, mut done) = (0, 0);
    let mut run = 0;
    let end_run = |parts: &mut Vec<Part>, run: usize, at: usize| {
        if run < at {
            parts.push(Part::Text(Span::new(within.start + run, within.start + at)));
        }
    };
    while at < written.len() {
        let line_end = line_end_length(&written[at..]);
        if line_end > 0 {
            end_run(&mut parts, run, at);
            parts.push(Part::LineEnd(Span::new(
                within.start + at,
                within.start + at + line_end,
            )));
            at += line_end;
            // In code spans CR LF becomes two spaces.
            let rest = &read[done..];
            done += rest
                .iter()
                .take(line_end)
                .take_while(|byte| matches!(byte, b' ' | b'\r' | b'\n'))
                .count();
            at += prefix_length(&written[at..]).saturating_sub(prefix_length(&read[done..]));
            run = at;
        } else if read.get(done) == Some(&written[at]) {
            at += 1;
            done += 1;
        } else if is_left_out(written[at], &read[done..], done) {
            end_run(&mut parts, run, at);
            at += 1;
            run = at;
        } else {
            break;
        }
    }
    end_run(&mut parts, run, at);
    let complete = done == read.len() && written[at..].trim_ascii().is_empty();
    complete.then_some(parts)
}

/// Whether `byte` of the source is none of the text, of which `rest` is left behind `done` bytes.
fn is_left_out(byte: u8, rest: &[u8], done: usize) -> bool {
    match byte {
        b'\\' => rest.first() == Some(&b'|'),
        b' ' | b'\t' | 0x0B | 0x0C => done == 0 || rest.is_empty(),
        _ => false,
    }
}

fn line_end_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

fn prefix_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'>'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, text: &str, expected: Option<&[&str]>) {
        let parts = align(source, Span::new(0, source.len()), text);
        let shown: Option<Vec<&str>> = parts.map(|parts| {
            let shown = parts.iter().map(|part| match part {
                Part::Text(span) => span.text(source).unwrap_or("?"),
                Part::LineEnd(_) => "\n",
            });
            shown.collect()
        });
        assert_eq!(shown.as_deref(), expected, "{source:?} {text:?}");
    }

    #[test]
    fn prefixes_and_backslashes_are_left_out() {
        check("a b", "a b", Some(&["a b"]));
        check("a\r\n> b", "a  b", Some(&["a", "\n", "b"]));
        check("a\r\n> b", "a b", Some(&["a", "\n", "b"]));
        check("a\n> > b", "a > b", Some(&["a", "\n", "> b"]));
        check("<a\n   b>", "<a\nb>", Some(&["<a", "\n", "b>"]));
        check("a\\|b", "a|b", Some(&["a", "|b"]));
        check("   a ", "  a", Some(&["a"]));
        check("a \n> ", "a", Some(&["a", "\n"]));
        check("\n> a\n", "a", Some(&["\n", "a", "\n"]));
        check("a", "b", None);
        check("a", "ab", None);
        check("ab", "a", None);
    }
}
