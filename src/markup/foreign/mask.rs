//! What the parser of a format sees in place of what is foreign.

use std::borrow::Cow;

use super::{Fill, Foreign, Syntax};

/// `source` as the parser of `syntax` is to see it, each byte at its place.
pub(in crate::markup) fn mask<'s>(
    source: &'s str,
    foreign: &[Foreign],
    syntax: Syntax,
) -> Cow<'s, str> {
    if foreign.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut masked = String::with_capacity(source.len());
    let mut done = 0;
    for Foreign { span, fill, .. } in foreign {
        masked.push_str(source.get(done..span.start).unwrap_or(""));
        let repeat = |masked: &mut String, text: &str| masked.push_str(&text.repeat(span.len()));
        match (fill, syntax) {
            (Fill::Tag, Syntax::Html) => repeat(&mut masked, " "),
            (Fill::Word | Fill::Tag, _) => repeat(&mut masked, "x"),
            (Fill::Line, Syntax::Markdown | Syntax::Mdx) => repeat(&mut masked, "*"),
            (Fill::Hole, Syntax::Markdown | Syntax::Mdx) => {
                fill_without_width(&mut masked, span.len());
            }
            (Fill::Blank | Fill::Hole | Fill::Line, _) => repeat(&mut masked, " "),
        }
        done = span.end;
    }
    masked.push_str(source.get(done..).unwrap_or(""));
    Cow::Owned(masked)
}

/// Adds `length` bytes that no parser takes for white space or punctuation.
fn fill_without_width(masked: &mut String, length: usize) {
    const TWO_BYTES: &str = "\u{AD}";
    const THREE_BYTES: &str = "\u{200B}";
    match length {
        0 => {}
        1 => masked.push('x'),
        _ => {
            let (first, rest) = if length % 2 == 1 {
                (THREE_BYTES, length - 3)
            } else {
                ("", length)
            };
            masked.push_str(first);
            masked.push_str(&TWO_BYTES.repeat(rest / 2));
        }
    }
}
