//! White space at the start of lines, where it is not code: MDX has no indented code.
//!
//! What stands inside tags is indented as deep as its author likes. Only inside list
//! items does the parser need any of it.

use std::borrow::Cow;

use super::parsed::Cut;
use crate::markup::lines::lines;

/// `text` without the white space at the start of its lines that has no meaning, and
/// where it was cut out.
pub(super) fn dedent(text: Cow<'_, str>) -> (Cow<'_, str>, Vec<Cut>) {
    let mut dedenter = Dedenter::default();
    let mut kept = String::new();
    let mut cuts = Vec::new();
    let (mut removed, mut done) = (0, 0);
    for line in lines(&text, 0) {
        let length = dedenter.read(&text[line.start..line.end]);
        if length > 0 {
            kept.push_str(&text[done..line.start]);
            removed += length;
            let at = kept.len();
            cuts.push(Cut { at, removed });
            done = line.start + length;
        }
    }
    if cuts.is_empty() {
        return (text, cuts);
    }
    kept.push_str(&text[done..]);
    (Cow::Owned(kept), cuts)
}

/// Reads one line after the other.
#[derive(Debug, Default)]
struct Dedenter {
    /// The list items that are open.
    items: Vec<Item>,
    fence: Option<Fence>,
    /// The last line was one of a paragraph, so that the next may be one, too.
    in_paragraph: bool,
}

/// Where the text of an item starts on a line, in bytes: as written, and without what is cut.
#[derive(Debug, Clone, Copy)]
struct Item {
    written: usize,
    kept: usize,
}

#[derive(Debug, Clone, Copy)]
struct Fence {
    byte: u8,
    length: usize,
    cut: usize,
}

impl Dedenter {
    /// How much is to be cut from the start of `line`, in bytes.
    fn read(&mut self, line: &str) -> usize {
        let content = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - content.len();
        if let Some(fence) = self.fence {
            if fence.is_closed_by(content) {
                self.fence = None;
            }
            return indent.min(fence.cut);
        }
        if content.is_empty() {
            self.in_paragraph = false;
            return 0;
        }
        let marker = marker_length(content);
        if marker.is_some() || !self.in_paragraph {
            while self.items.pop_if(|item| indent < item.written).is_some() {}
        }
        let kept = self.items.last().map_or(0, |item| item.kept);
        let has_tab = line[..indent].contains('\t');
        // A tab is as wide as its place wants it; in an item it is best left alone.
        let cut = if has_tab && kept > 0 {
            0
        } else {
            indent.saturating_sub(kept)
        };
        if let Some(marker) = marker {
            self.items.push(Item {
                written: indent + marker,
                kept: indent - cut + marker,
            });
        }
        self.fence = Fence::opened_by(content, cut);
        // A tag on its own line was masked as a rule.
        let is_rule = content
            .bytes()
            .all(|byte| matches!(byte, b'*' | b' ' | b'\t'));
        self.in_paragraph = self.fence.is_none() && !is_rule;
        cut
    }
}

impl Fence {
    fn opened_by(content: &str, cut: usize) -> Option<Self> {
        let byte = *content.as_bytes().first()?;
        let length = content.bytes().take_while(|next| *next == byte).count();
        let is_fence = matches!(byte, b'`' | b'~')
            && length >= 3
            && (byte == b'~' || !content[length..].contains('`'));
        is_fence.then_some(Self { byte, length, cut })
    }

    fn is_closed_by(self, content: &str) -> bool {
        let length = content
            .bytes()
            .take_while(|byte| *byte == self.byte)
            .count();
        length >= self.length && content[length..].trim_ascii().is_empty()
    }
}

/// The length of the list marker that `content` starts with, up to the text of the item.
fn marker_length(content: &str) -> Option<usize> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let is_marked = match digits {
        0 => content.starts_with(['-', '*', '+']),
        1..=9 => content[digits..].starts_with(['.', ')']),
        _ => false,
    };
    let marker = digits + 1;
    let rest = content.get(marker..).filter(|_| is_marked)?;
    let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    match space {
        0 if rest.is_empty() => Some(marker + 1),
        0 => None,
        1..=4 if space < rest.len() => Some(marker + space),
        _ => Some(marker + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (dedented, cuts) = dedent(Cow::Borrowed(text));
        assert_eq!(dedented, expected, "{text:?}");
        let removed = cuts.last().map_or(0, |cut| cut.removed);
        assert_eq!(dedented.len() + removed, text.len(), "{text:?}");
    }

    #[test]
    fn white_space_stays_only_where_list_items_need_it() {
        let cases = [
            ("a\n b\n", "a\nb\n"),
            ("    a\n\n        b", "a\n\nb"),
            ("\ta\r\n \t b", "a\r\nb"),
            (
                "    - a\n      b\n\n      c\n    - d",
                "- a\n  b\n\n  c\n- d",
            ),
            (
                "- a\n  - b\n\n    c\n\n  d\n\ne",
                "- a\n  - b\n\n    c\n\n  d\n\ne",
            ),
            ("- a\n\n      b", "- a\n\n  b"),
            ("- a\n    - b\n\n          c", "- a\n  - b\n\n    c"),
            ("    1. a\n\n       b\n\n    c", "1. a\n\n   b\n\nc"),
            ("    ```\n      a\n    ```\n    b", "```\n  a\n```\nb"),
            ("- a\nb\n\n  c", "- a\nb\n\n  c"),
            ("*****\n    a", "*****\na"),
            ("-\n  a\n\n    b", "-\n  a\n\n  b"),
        ];
        for (text, expected) in cases {
            check(text, expected);
        }
    }
}
