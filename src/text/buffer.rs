//! An open document: a rope that edits change, and the snapshots that checks read.

use ropey::Rope;

use super::position::{Position, PositionEncoding, to_offset};
use super::{Edit, Span};

/// The text of an open document, as its editor last told it.
#[derive(Debug, Clone)]
pub struct Buffer {
    rope: Rope,
    version: i32,
}

/// One change that a client reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The whole text is now this.
    Full(String),
    /// What stood between two positions is now this text. Positions are those of the
    /// document after all changes before this one.
    Range {
        /// Where the replaced text starts.
        start: Position,
        /// Where it ends; before `start`, the two are exchanged.
        end: Position,
        /// What stands there now.
        text: String,
    },
}

/// What a document said at one version. Cheap to make and to clone.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The text.
    pub rope: Rope,
    /// The version that the client gave it.
    pub version: i32,
}

impl Snapshot {
    /// The text in one piece, copied.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.rope.len_bytes());
        text.extend(self.rope.chunks());
        text
    }

    /// The text of `span`, in bytes, copied; empty if that is not on character boundaries.
    pub fn slice(&self, span: Span) -> String {
        let slice = self.rope.get_byte_slice(span.range());
        slice.map_or_else(String::new, |slice| slice.to_string())
    }
}

/// What has changed in a document since somebody last asked.
#[derive(Debug, Clone, Default)]
pub enum Changes {
    /// Each edit is of the text after those before it.
    Edits(Vec<Edit>),
    /// More than can be told: the text is to be read from its start.
    #[default]
    All,
}

impl Changes {
    /// No change.
    pub const NONE: Self = Self::Edits(Vec::new());

    /// These and then `newer`.
    #[must_use]
    pub fn then(self, newer: Self) -> Self {
        match (self, newer) {
            (Self::Edits(mut edits), Self::Edits(newer)) => {
                edits.extend(newer);
                Self::Edits(edits)
            }
            _ => Self::All,
        }
    }

    fn add(&mut self, span: Span, text: &str) {
        let Self::Edits(edits) = self else { return };
        // Typing on is one edit.
        if let Some(last) = edits.last_mut() {
            let written = Span::new(last.span.start, last.span.start + last.text.len());
            if written.contains(span) {
                let start = span.start - written.start;
                last.text.replace_range(start..start + span.len(), text);
                return;
            }
        }
        edits.push(Edit::new(span, text));
    }
}

impl Buffer {
    /// A document as it was opened.
    pub fn new(text: &str, version: i32) -> Self {
        Self {
            rope: Rope::from_str(text),
            version,
        }
    }

    /// Applies changes in the order given and takes over the version.
    ///
    /// Never refuses one, whatever its version or positions say: a lost edit would
    /// corrupt every later one. Positions out of range are clamped. What that comes to in
    /// bytes is added to `made`. Returns the byte behind the last change if that put in text
    /// that ends within a word, as far as is typed.
    pub fn apply(
        &mut self,
        changes: &[Change],
        version: i32,
        encoding: PositionEncoding,
        made: &mut Changes,
    ) -> Option<usize> {
        let mut caret = None;
        for change in changes {
            match change {
                Change::Full(text) => {
                    self.rope = Rope::from_str(text);
                    *made = Changes::All;
                    caret = None;
                }
                Change::Range { start, end, text } => {
                    let span = self.replace(*start, *end, text, encoding);
                    made.add(span, text);
                    let in_word = text.ends_with(|char: char| char.is_alphanumeric());
                    caret = in_word.then_some(span.start + text.len());
                }
            }
        }
        self.version = version;
        caret
    }

    /// Which bytes were replaced.
    fn replace(
        &mut self,
        start: Position,
        end: Position,
        text: &str,
        encoding: PositionEncoding,
    ) -> Span {
        let (from, to) = (
            to_offset(&self.rope, start, encoding),
            to_offset(&self.rope, end, encoding),
        );
        let (from, to) = (from.min(to), from.max(to));
        let (first, last) = (self.rope.byte_to_char(from), self.rope.byte_to_char(to));
        self.rope.remove(first..last);
        self.rope.insert(first, text);
        Span::new(from, to)
    }

    /// The version of the last change.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the document says now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            rope: self.rope.clone(),
            version: self.version,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(from: (u32, u32), to: (u32, u32), text: &str) -> Change {
        let at = |(line, column)| Position { line, column };
        Change::Range {
            start: at(from),
            end: at(to),
            text: text.to_owned(),
        }
    }

    fn check(before: &str, changes: &[Change], after: &str) {
        let mut buffer = Buffer::new(before, 1);
        let mut made = Changes::NONE;
        buffer.apply(changes, 2, PositionEncoding::Utf16, &mut made);
        assert_eq!(buffer.snapshot().text(), after, "{before:?} {changes:?}");
        if let Changes::Edits(edits) = made {
            let mut text = before.to_owned();
            for edit in &edits {
                text.replace_range(edit.span.range(), &edit.text);
            }
            assert_eq!(text, after, "{before:?} {changes:?} {edits:?}");
        }
        assert_eq!(buffer.version(), 2);
    }

    #[test]
    fn changes_apply_one_after_the_other() {
        check("", &[], "");
        check("abc", &[Change::Full("x".to_owned())], "x");
        check("abc", &[range((0, 1), (0, 2), "")], "ac");
        check(
            "abc",
            &[range((0, 1), (0, 1), "X"), range((0, 2), (0, 3), "Y")],
            "aXYc",
        );
        check("🎄b", &[range((0, 2), (0, 3), "c")], "🎄c");
        check("a\r\nb", &[range((0, 1), (1, 0), "")], "ab");
        check("a\rb", &[range((1, 0), (1, 0), "\n")], "a\r\nb");
        check("abc", &[range((0, 2), (0, 1), "X")], "aXc");
        check("abc", &[range((9, 9), (9, 9), "!")], "abc!");
        check("ab\ncd", &[range((0, 9), (1, 0), " ")], "ab cd");
    }

    proptest! {
        /// Against the plainest possible twin: a string and byte offsets.
        #[test]
        fn edits_equal_those_of_a_string(
            text in "[ab\n🎄]{0,12}",
            edits in prop::collection::vec((0usize..14, 0usize..14, "[x\r\né]{0,3}"), 0..6),
        ) {
            let mut buffer = Buffer::new(&text, 0);
            let mut twin = text.clone();
            let mut made = Changes::NONE;
            for (a, b, new) in edits {
                let boundary = |at: usize| twin.floor_char_boundary(at.min(twin.len()));
                let (from, to) = (boundary(a).min(boundary(b)), boundary(a).max(boundary(b)));
                let rope = Rope::from_str(&twin);
                let at = |offset| super::super::position::to_position(&rope, offset, PositionEncoding::Utf16);
                // A gap between \r and \n cannot be named: use what the client would say.
                let (start, end) = (at(from), at(to));
                let from = to_offset(&rope, start, PositionEncoding::Utf16);
                let to = to_offset(&rope, end, PositionEncoding::Utf16);
                twin.replace_range(from..to, &new);
                let change = Change::Range { start, end, text: new };
                buffer.apply(&[change], 1, PositionEncoding::Utf16, &mut made);
                prop_assert_eq!(buffer.snapshot().text(), twin.as_str());
            }
            let Changes::Edits(edits) = made else { unreachable!("no text was replaced as a whole") };
            let mut told = text;
            for edit in edits {
                told.replace_range(edit.span.range(), &edit.text);
            }
            prop_assert_eq!(told, twin);
        }
    }
}
