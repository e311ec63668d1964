//! Texts that can be read piece by piece, whether they stand in one piece or not.

use std::borrow::Cow;

use ropey::Rope;

use super::Span;

/// A text of which parts can be had without copying the rest.
pub trait Pieces: Sync {
    /// The length in bytes.
    fn length(&self) -> usize;

    /// The last byte at or before `offset` that begins a character, or the end of the text.
    fn floor(&self, offset: usize) -> usize;

    /// The text of `span`, in bytes; its ends are moved back to where characters start, and to the
    /// end of the text.
    fn piece(&self, span: Span) -> Cow<'_, str>;
}

impl Pieces for str {
    fn length(&self) -> usize {
        self.len()
    }

    fn floor(&self, offset: usize) -> usize {
        self.floor_char_boundary(offset)
    }

    fn piece(&self, span: Span) -> Cow<'_, str> {
        let (start, end) = (self.floor(span.start), self.floor(span.end));
        self.get(start..end).unwrap_or("").into()
    }
}

impl Pieces for Rope {
    fn length(&self) -> usize {
        self.len_bytes()
    }

    fn floor(&self, offset: usize) -> usize {
        let offset = offset.min(self.len_bytes());
        self.char_to_byte(self.byte_to_char(offset))
    }

    fn piece(&self, span: Span) -> Cow<'_, str> {
        let (start, end) = (self.floor(span.start), self.floor(span.end));
        self.get_byte_slice(start..end)
            .map_or(Cow::Borrowed(""), Cow::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rope_has_the_pieces_of_its_text() {
        let text = "añ🎄\r\nb".repeat(2_000);
        let rope = Rope::from_str(&text);
        assert_eq!(rope.length(), text.length());
        for offset in (0..60).chain([text.len() - 1, text.len(), text.len() + 9]) {
            assert_eq!(rope.floor(offset), text.floor(offset), "{offset}");
        }
        for start in [0, 1, 2, 3, 5, 9_999, 19_990, text.len(), text.len() + 5] {
            for length in [0, 1, 4, 9, 5_000, 30_000] {
                let span = Span::new(start, start + length);
                assert_eq!(rope.piece(span), text.piece(span), "{span:?}");
            }
        }
    }
}
