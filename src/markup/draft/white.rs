//! White space at the edges of pieces of prose.

use crate::text::Span;

/// Bytes of white space at the start of `span`; no-break spaces are text.
pub(super) fn leading_white(source: &str, span: Span) -> usize {
    let text = span.text(source).unwrap_or("");
    text.bytes().take_while(|byte| is_white(*byte)).count()
}

/// Bytes of white space at the end of `span`.
pub(super) fn trailing_white(source: &str, span: Span) -> usize {
    let text = span.text(source).unwrap_or("");
    text.bytes()
        .rev()
        .take_while(|byte| is_white(*byte))
        .count()
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}
