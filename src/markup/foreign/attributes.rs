//! Attribute lists of Markdown: `{#id .class key="value"}`, `{: .class}`.

use crate::markup::plain::BOM;

/// A longer list is no list, in bytes.
const LONGEST: usize = 400;

/// Where the list of attributes ends that starts at `at`, with a brace.
///
/// It stands at the end of a line, or directly behind what it is about. Braces that
/// hold anything else are prose, or another program's.
pub(super) fn end_at(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    let mut bytes = rest.bytes().take(LONGEST);
    let length = bytes.position(|byte| matches!(byte, b'}' | b'{' | b'\n' | b'\r'))?;
    let (inside, behind) = rest.split_at(length);
    let behind = behind.strip_prefix('}')?;
    let (inside, is_kramdown) = match inside.strip_prefix(':') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let kind = kind(inside, is_kramdown)?;
    let before = text.get(..at)?;
    let behind = behind.trim_start_matches([' ', '\t']);
    let is_attached = before.ends_with([']', ')', '`', '*', '_']);
    let is_last = (behind.is_empty() || behind.starts_with(['\n', '\r']))
        && (before.is_empty()
            || before.ends_with(|char: char| char.is_whitespace() || BOM.contains(char)))
        && kind == Kind::Named;
    (is_attached || is_last).then_some(at + 1 + length + 1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// With a name or class, so that nobody takes it for prose.
    Named,
    /// Keys and values alone.
    Keyed,
}

/// What `inside` lists; `None` if it is no list of attributes. `{: toc}` has bare words.
fn kind(inside: &str, is_kramdown: bool) -> Option<Kind> {
    let mut kind = if is_kramdown { Some(Kind::Named) } else { None };
    let mut rest = inside.trim_start_matches([' ', '\t']);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find([' ', '\t', '=', '"', '\'']).unwrap_or(rest.len());
        let (token, behind) = rest.split_at(end);
        rest = behind;
        if let Some(value) = behind.strip_prefix('=') {
            if !is_key(token) {
                return None;
            }
            rest = behind_value(value)?;
            kind.get_or_insert(Kind::Keyed);
        } else if let Some(name) = token.strip_prefix(['#', '.']) {
            if name.is_empty() || name.starts_with(['#', '.']) {
                return None;
            }
            kind = Some(Kind::Named);
        } else if !(is_kramdown && is_key(token)) {
            return None;
        }
        let next = rest.trim_start_matches([' ', '\t']);
        if next.len() == rest.len() && !rest.is_empty() {
            return None;
        }
        rest = next;
    }
    kind
}

fn is_key(token: &str) -> bool {
    token.starts_with(|char: char| char.is_ascii_alphabetic())
        && token
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
}

/// What follows the value at the start of `text`, with or without quotes.
fn behind_value(text: &str) -> Option<&str> {
    match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split_once(quote).map(|(_, behind)| behind),
        _ => text
            .find([' ', '\t'])
            .map_or(Some(""), |end| text.get(end..)),
    }
}
