//! A block's text cut into tokens, once for all phrases.
//!
//! A token is a word, one character of a script without spaces, or one punctuation
//! mark or symbol. Each carries the hash of its folded form and what stands before it.
//! ASCII is cut eight bytes at a time and never copied; what is rare goes the slow way,
//! which a test holds against the fast one.

use super::character::{Script, is_format, is_ignorable, is_joiner, is_mark, is_word, script};
use super::fold::fold_for_hash;
use super::swar;
use crate::markup::block::{OPAQUE, Prose};
use crate::text::Span;

pub use super::swar::hash;

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing but markup and ignorables.
    None,
    /// White space.
    Space,
    /// White space with a line break of the source in it.
    Break,
}

/// One token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past its last byte; ignorables at its end are outside.
    pub end: u32,
    /// Hash of its form [folded for hashes](fold_for_hash).
    pub hash: u32,
    /// What stands before it.
    pub gap: Gap,
    /// Whether it folds to a hyphen.
    pub hyphen: bool,
}

/// A text and its tokens.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The tokens in order, without overlaps.
    pub list: Vec<Token>,
}

impl Token {
    /// The bytes of the text that it covers.
    pub const fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl Tokens {
    /// Cuts a block's prose.
    pub fn of_prose(prose: &Prose) -> Self {
        let breaks = prose.pieces.iter().filter(|piece| piece.line_break);
        Self::cut(&prose.text, breaks.map(|piece| piece.text.start as u32))
    }

    /// Cuts a text without line breaks, such as a phrase.
    pub fn of_text(text: &str) -> Self {
        Self::cut(text, std::iter::empty())
    }

    /// The same into a list that was used before, so that many short texts cost none.
    pub fn of_text_into(text: &str, list: &mut Vec<Token>) {
        let mut used = std::mem::take(list);
        used.clear();
        *list = Self::cut_into(text, std::iter::empty(), used);
    }

    /// Cuts `text`; `breaks` are the sorted offsets of the spaces that are line breaks.
    fn cut(text: &str, breaks: impl Iterator<Item = u32>) -> Self {
        let list = Vec::with_capacity(text.len() / 5 + 1);
        Self {
            list: Self::cut_into(text, breaks, list),
        }
    }

    fn cut_into(text: &str, breaks: impl Iterator<Item = u32>, list: Vec<Token>) -> Vec<Token> {
        let mut cutter = Cutter {
            text,
            breaks: breaks.peekable(),
            at: 0,
            gap: Gap::None,
            folded: String::new(),
            list,
        };
        while let Some(first) = text.as_bytes().get(cutter.at) {
            cutter.step(*first);
        }
        cutter.list
    }
}

/// The state of cutting one text.
struct Cutter<'a, B: Iterator<Item = u32>> {
    text: &'a str,
    breaks: std::iter::Peekable<B>,
    at: usize,
    gap: Gap,
    folded: String,
    list: Vec<Token>,
}

impl<B: Iterator<Item = u32>> Cutter<'_, B> {
    fn step(&mut self, first: u8) {
        let start = self.at;
        if first == b' ' {
            self.space(start, start + 1);
        } else if swar::is_word_byte(first) {
            let (length, hash) = swar::word(self.text.as_bytes(), start);
            if self.word_ends(start + length) {
                self.push(start, start + length, hash);
                self.at = start + length;
            } else {
                self.word(start);
            }
        } else if first.is_ascii() {
            self.ascii_symbol(first, start);
        } else if let Some(hash) = swar::punctuation(self.text.as_bytes(), start) {
            // A dash between words is a hyphen, which only its neighbours tell.
            match self.text.get(start..start + 3) {
                Some("–") => self.symbol('–', start, start + 3),
                _ => self.push(start, start + 3, hash),
            }
            self.at = start + 3;
        } else {
            self.other(start);
        }
    }

    /// White space or a mark of ASCII, which is one byte.
    fn ascii_symbol(&mut self, byte: u8, start: usize) {
        if char::from(byte).is_whitespace() {
            self.space(start, start + 1);
        } else {
            self.push(start, start + 1, hash(&[byte]));
            self.at = start + 1;
        }
    }

    /// Whatever is not ASCII.
    fn other(&mut self, start: usize) {
        let Some(c) = self.text.get(start..).and_then(|rest| rest.chars().next()) else {
            self.at = self.text.len();
            return;
        };
        let end = start + c.len_utf8();
        if c.is_whitespace() {
            self.space(start, end);
        } else if is_format(c) {
            self.at = end;
        } else if c == OPAQUE {
            self.push(start, end, hash(OPAQUE.encode_utf8(&mut [0; 4]).as_bytes()));
            self.at = end;
        } else if !is_word(c) {
            self.symbol(c, start, end);
        } else if script(c) == Script::Spaced {
            self.word(start);
        } else {
            self.letter(start, end);
        }
    }

    /// Whether a word of ASCII ends at `end`: nothing that follows joins it.
    fn word_ends(&self, end: usize) -> bool {
        match self.text.as_bytes().get(end..) {
            // U+2010 to U+2027: dashes, quotation marks, ellipsis. None is part of a word.
            None | Some([] | [0..=0x7F, ..] | [0xE2, 0x80, 0x90..=0xA7, ..]) => true,
            Some(_) => {
                let next = self.text.get(end..).and_then(|rest| rest.chars().next());
                !next.is_some_and(|c| continues_word(c) || is_ignorable(c) || is_joiner(c))
            }
        }
    }

    /// A word of a script with spaces, with all that joins it.
    fn word(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or("");
        let mut end = start;
        let mut next = self.text.len();
        for (index, c) in rest.char_indices() {
            if continues_word(c) || (is_joiner(c) && end > start) {
                end = start + index + c.len_utf8();
            } else if !is_ignorable(c) {
                next = start + index;
                break;
            }
        }
        self.push_folded(start, end);
        self.at = next;
    }

    /// One character of a script without spaces, or of Hangul, with the marks on it.
    fn letter(&mut self, start: usize, mut end: usize) {
        for c in self.text.get(end..).unwrap_or("").chars() {
            if !(is_mark(c) || is_joiner(c)) {
                break;
            }
            end += c.len_utf8();
        }
        self.push_folded(start, end);
        self.at = end;
    }

    fn symbol(&mut self, c: char, start: usize, end: usize) {
        if c == '–' && self.joins_words(start, end) {
            self.push(start, end, swar::HYPHEN);
        } else {
            self.push_folded(start, end);
        }
        self.at = end;
    }

    fn joins_words(&self, start: usize, end: usize) -> bool {
        let before = self.text.get(..start).unwrap_or("");
        let after = self.text.get(end..).unwrap_or("");
        before.trim_end_matches(is_format).ends_with(is_word)
            && after.trim_start_matches(is_format).starts_with(is_word)
    }

    fn space(&mut self, start: usize, end: usize) {
        let is_break = self.breaks.next_if_eq(&(start as u32)).is_some();
        if is_break {
            self.gap = Gap::Break;
        } else if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
        self.at = end;
    }

    fn push_folded(&mut self, start: usize, end: usize) {
        self.folded.clear();
        let written = self.text.get(start..end).unwrap_or("");
        fold_for_hash(written, &mut self.folded);
        let hash = hash(self.folded.as_bytes());
        self.push(start, end, hash);
    }

    fn push(&mut self, start: usize, end: usize, hash: u32) {
        self.list.push(Token {
            start: start as u32,
            end: end as u32,
            hash,
            gap: self.gap,
            hyphen: hash == swar::HYPHEN,
        });
        self.gap = Gap::None;
    }
}

/// Whether a space or the end of the text stands behind a token, or a mark and then one of them.
pub(super) fn stands_free(bytes: &[u8], token: Span) -> bool {
    let is_end = |at: usize| matches!(bytes.get(at), None | Some(b' '));
    let mark = |byte: &u8| matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b'"');
    is_end(token.end) || (bytes.get(token.end).is_some_and(mark) && is_end(token.end + 1))
}

/// Whether `c` goes on with a word of a script with spaces.
fn continues_word(c: char) -> bool {
    is_word(c) && c != OPAQUE && script(c) == Script::Spaced
}

#[cfg(test)]
mod tests;
