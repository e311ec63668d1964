//! Where the values of attributes stand.

use std::ops::Range;

use html5gum::StartTag;

/// Where the value of the attribute `name` of `tag` stands in `html`, without quotes.
pub(super) fn value(html: &str, tag: &StartTag<usize>, name: &str) -> Option<Range<usize>> {
    let attribute = tag.attributes.get(name.as_bytes())?;
    value_in(html, attribute.span.start..tag.span.end)
}

/// The value of the attribute whose name starts `range`; the tag ends it.
fn value_in(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let tag = text.get(range.clone())?;
    let name = tag.find(|char: char| char == '=' || char.is_ascii_whitespace())?;
    let value = tag[name..]
        .trim_ascii_start()
        .strip_prefix('=')?
        .trim_ascii_start();
    let start = range.end - value.len();
    let length = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            return value[1..]
                .find(quote)
                .map(|length| start + 1..start + 1 + length);
        }
        _ => value.find(|char: char| char == '>' || char.is_ascii_whitespace())?,
    };
    Some(start..start + length)
}
