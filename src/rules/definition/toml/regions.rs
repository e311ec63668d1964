//! Cutting a TOML text into pieces that can be read, and blanked, one by one.
//!
//! The cut is by lines, not by grammar: it must find the next `[[rule]]` in a text
//! whose grammar is broken, behind a bracket or a quote that was never closed.

use crate::text::Span;

/// A piece of the text that stands or falls as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region<'a> {
    /// Its bytes, whole lines.
    pub(super) span: Span,
    /// The header that opens it; `None` before the first one.
    pub(super) header: Option<Header<'a>>,
}

/// A line such as `[style]`, `[[rule]]`, `[rule.replace]`, closed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header<'a> {
    /// The first key, which is never quoted.
    pub(super) name: &'a str,
    /// Whether other keys follow it.
    pub(super) nested: bool,
    /// Whether it has two brackets.
    pub(super) array: bool,
    /// The header itself, without the space around it.
    pub(super) span: Span,
}

/// Cuts `text` at its headers. A table below an element of a list (`[rule.replace]`
/// after `[[rule]]`) stays with it; `lists` are lists also where a bracket is missing.
pub(super) fn sections<'a>(text: &'a str, lists: &[&str]) -> Vec<Region<'a>> {
    let mut regions = vec![Region {
        span: Span::new(0, text.len()),
        header: None,
    }];
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some(header) = header_of(line, offset)
            && !regions
                .last()
                .is_some_and(|region| continues(region, &header, lists))
        {
            if let Some(last) = regions.last_mut() {
                last.span.end = offset;
            }
            regions.push(Region {
                span: Span::new(offset, text.len()),
                header: Some(header),
            });
        }
        offset += line.len();
    }
    regions
}

/// Cuts a region of plain keys into its statements, each from a line that starts
/// like a key to the next such line with the same indentation.
pub(super) fn statements(text: &str, span: Span) -> Vec<Span> {
    let mut statements = Vec::new();
    let mut indentation = None;
    let mut start = span.start;
    let mut offset = span.start;
    for line in span.text(text).unwrap_or("").split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{feff}']).len();
        if starts_like_a_key(&line[indent..]) && *indentation.get_or_insert(indent) == indent {
            if offset > start {
                statements.push(Span::new(start, offset));
            }
            start = offset;
        }
        offset += line.len();
    }
    statements.push(Span::new(start, span.end));
    statements
}

/// Replaces everything of `spans` but line ends by spaces, so that all other
/// offsets stay true.
pub(super) fn blank(text: &str, spans: &[Span]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for span in spans {
        blanked.push_str(text.get(done..span.start).unwrap_or(""));
        for byte in span.text(text).unwrap_or("").bytes() {
            blanked.push(if matches!(byte, b'\n' | b'\r') {
                byte as char
            } else {
                ' '
            });
        }
        done = span.end.max(done);
    }
    blanked.push_str(text.get(done..).unwrap_or(""));
    blanked
}

fn continues(region: &Region, header: &Header, lists: &[&str]) -> bool {
    let in_list = |open: &Header| open.array || lists.contains(&open.name);
    let open = region
        .header
        .as_ref()
        .filter(|open| open.name == header.name);
    header.nested && open.is_some_and(in_list)
}

/// The header that `line`, which starts at `offset`, is or was meant to be.
fn header_of(line: &str, offset: usize) -> Option<Header<'_>> {
    let trimmed = line.trim_start_matches([' ', '\t', '\u{feff}']);
    let start = offset + line.len() - trimmed.len();
    let (array, rest) = match trimmed.strip_prefix("[[") {
        Some(rest) => (true, rest),
        None => (false, trimmed.strip_prefix('[')?),
    };
    let rest = rest.trim_start_matches([' ', '\t']);
    let name_end = rest.find(|c| !is_bare(c)).unwrap_or(rest.len());
    let name = &rest[..name_end];
    // `[1]` and `[true]` are lines of a list.
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || matches!(name, "true" | "false") {
        return None;
    }
    let tail = rest[name_end..].trim_start_matches([' ', '\t']);
    let nested = tail.starts_with('.');
    let tail = if nested { skip_keys(tail)? } else { tail };
    let full_close = tail.strip_prefix("]]");
    let close = full_close
        .or_else(|| tail.strip_prefix(']'))
        .unwrap_or(tail);
    let after = close.trim_start();
    // Something behind a header costs its section, not also the one before; but
    // `[text](address)` is a line of a note.
    let is_closed_list = array && full_close.is_some();
    if !after.is_empty() && !after.starts_with('#') && !is_closed_list {
        return None;
    }
    let end = offset + line.len() - close.len();
    Some(Header {
        name,
        nested,
        array,
        span: Span::new(start, end),
    })
}

/// What follows the keys `.a."b.c".d` at the start of `text`.
fn skip_keys(mut text: &str) -> Option<&str> {
    while let Some(rest) = text.strip_prefix('.') {
        let rest = rest.trim_start_matches([' ', '\t']);
        let after = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest[1..].split_once(quote)?.1,
            _ => rest.trim_start_matches(is_bare),
        };
        text = after.trim_start_matches([' ', '\t']);
    }
    Some(text)
}

fn starts_like_a_key(line: &str) -> bool {
    match line.chars().next() {
        // An element of a list may start like a quoted key; only `=` tells.
        Some(quote @ ('"' | '\'')) => {
            let after = line[1..].split_once(quote).map_or("", |(_, after)| after);
            after
                .trim_start_matches([' ', '\t'])
                .starts_with(['=', '.'])
        }
        Some(first) => is_bare(first),
        None => false,
    }
}

const fn is_bare(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sections(text, &["term"])
            .iter()
            .filter_map(|region| region.span.text(text))
            .collect()
    }

    #[test]
    fn a_text_is_cut_at_its_headers() {
        let cases: [(&str, &[&str]); 10] = [
            (
                "a = 1\n[[term]] x\n[b](c)\n",
                &["a = 1\n", "[[term]] x\n[b](c)\n"],
            ),
            ("", &[""]),
            ("[term]\n[term.x]\n", &["", "[term]\n[term.x]\n"]),
            ("a = 1\n[style]\n", &["a = 1\n", "[style]\n"]),
            (
                "[[rule]]\n[rule.x]\n[[rule]]\n",
                &["", "[[rule]]\n[rule.x]\n", "[[rule]]\n"],
            ),
            (
                "[[rule]]\n[rule.\"x y\".z] # c\n",
                &["", "[[rule]]\n[rule.\"x y\".z] # c\n"],
            ),
            (
                "[rules]\r\n[rules.desk]\r\n",
                &["", "[rules]\r\n", "[rules.desk]\r\n"],
            ),
            (
                "x = [\n[\"a\"],\n[1],\n[true]\n]\n",
                &["x = [\n[\"a\"],\n[1],\n[true]\n]\n"],
            ),
            (
                "x = [1,\n [[rule]\nid = 1",
                &["x = [1,\n", " [[rule]\nid = 1"],
            ),
            ("\u{feff}[style]\n", &["", "\u{feff}[style]\n"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_table_is_cut_at_its_keys() {
        let cases: [(&str, &[&str]); 5] = [
            ("a = 1\nb = 2\n", &["a = 1\n", "b = 2\n"]),
            ("a = [\n  1,\n]\nb 2\n", &["a = [\n  1,\n]\n", "b 2\n"]),
            (
                "# c\na = [\n\"x\",\n]\n\"q\" = 1",
                &["# c\n", "a = [\n\"x\",\n]\n", "\"q\" = 1"],
            ),
            (
                "  a = {\n    b = 1,\n  }\n  c = 2\n",
                &["  a = {\n    b = 1,\n  }\n", "  c = 2\n"],
            ),
            ("", &[""]),
        ];
        for (text, expected) in cases {
            let spans = statements(text, Span::new(0, text.len()));
            let cut: Vec<_> = spans.iter().filter_map(|span| span.text(text)).collect();
            assert_eq!(cut, expected, "{text:?}");
        }
    }

    #[test]
    fn blanking_keeps_length_and_lines() {
        let text = "a\r\né“\nb";
        assert_eq!(blank(text, &[Span::new(3, 8)]), "a\r\n     \nb");
        assert_eq!(blank(text, &[]), text);
    }
}
