//! Alerts and callouts: block quotes that report nobody's words.

use crate::text::Span;

/// The marker of an alert or callout, at the start of a block quote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Callout {
    /// One past its last byte.
    pub(super) end: usize,
    /// Whether what follows is still somebody's words.
    pub(super) reported: bool,
}

/// The `[!NOTE]` that the block quote at `span` starts with. The parser knows GitHub's
/// five, alone on their line; other programs have more and let a title follow.
pub(super) fn callout(source: &str, span: Span) -> Option<Callout> {
    let written = span.text(source)?;
    let inside = written.strip_prefix('>')?.trim_start_matches([' ', '\t']);
    let (kind, rest) = inside.strip_prefix("[!")?.split_once(']')?;
    let named = kind.starts_with(|char: char| char.is_ascii_alphabetic());
    if !named
        || !kind
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    {
        return None;
    }
    let rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let reported = ["quote", "cite"]
        .into_iter()
        .any(|quote| kind.eq_ignore_ascii_case(quote));
    Some(Callout {
        end: span.end - rest.len(),
        reported,
    })
}
