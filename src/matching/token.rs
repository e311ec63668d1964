//! A block's text cut into tokens, once for all phrases.
//!
//! A token is a word, one character of a script without spaces, or one punctuation
//! mark or symbol. Each carries the hash of its folded form and what stands before it.

use super::character::{Script, is_format, is_ignorable, is_joiner, is_mark, is_word, script};
use super::fold::fold;
use crate::markup::block::{OPAQUE, Prose};
use crate::text::Span;

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
    /// Hash of its folded form.
    pub hash: u64,
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

/// The hash of a folded token, by multiplication and rotation a word of eight bytes at
/// a time (the scheme of `rustc-hash`); equal hashes are verified on the text.
pub fn hash(folded: &[u8]) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(folded);
    hasher.finish()
}

impl Tokens {
    /// Cuts a block's prose.
    pub fn of_prose(prose: &Prose) -> Self {
        let breaks: Vec<u32> = prose
            .pieces
            .iter()
            .filter(|piece| piece.line_break)
            .map(|piece| piece.text.start as u32)
            .collect();
        Self::cut(&prose.text, &breaks)
    }

    /// Cuts a text without line breaks, such as a phrase.
    pub fn of_text(text: &str) -> Self {
        Self::cut(text, &[])
    }

    /// Cuts `text`; `breaks` are the sorted offsets of the spaces that are line breaks.
    fn cut(text: &str, breaks: &[u32]) -> Self {
        let mut cutter = Cutter {
            text,
            breaks,
            at: 0,
            gap: Gap::None,
            hyphen: hash(b"-"),
            folded: String::new(),
            list: Vec::with_capacity(text.len() / 5),
        };
        while cutter.at < text.len() {
            cutter.step();
        }
        Self { list: cutter.list }
    }
}

/// The state of cutting one text.
struct Cutter<'a> {
    text: &'a str,
    breaks: &'a [u32],
    at: usize,
    gap: Gap,
    /// The hash of a folded hyphen.
    hyphen: u64,
    folded: String,
    list: Vec<Token>,
}

impl Cutter<'_> {
    fn step(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let first = bytes.get(start).copied().unwrap_or(b' ');
        if first.is_ascii_alphanumeric() || first == b'_' {
            if let Some(end) = self.ascii_word(start) {
                self.push_ascii(start, end);
                return;
            }
            self.word(start);
            return;
        }
        if first == b' ' {
            self.space(start, start + 1);
            return;
        }
        let Some(c) = self.text.get(start..).and_then(|rest| rest.chars().next()) else {
            self.at = self.text.len();
            return;
        };
        let end = start + c.len_utf8();
        if c.is_whitespace() {
            self.space(start, end);
        } else if is_format(c) {
            self.at = end;
        } else if c != OPAQUE && is_word(c) && script(c) == Script::Spaced {
            self.word(start);
        } else if is_word(c) && c != OPAQUE {
            self.letter(start, end);
        } else {
            self.symbol(c, start, end);
        }
    }

    /// The end of the word at `start` if it is all ASCII and nothing that follows joins it.
    fn ascii_word(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(start..)?;
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'));
        let end = start + length.unwrap_or(rest.len());
        match bytes.get(end..) {
            Some([byte, ..]) if byte.is_ascii() => Some(end),
            // U+2010 to U+2027: dashes, quotation marks, ellipsis. None is part of a word.
            None | Some([] | [0xE2, 0x80, 0x90..=0xA7, ..]) => Some(end),
            Some(_) => {
                let next = self.text.get(end..)?.chars().next()?;
                let joins = continues_word(next) || is_ignorable(next);
                (!joins).then_some(end)
            }
        }
    }

    fn push_ascii(&mut self, start: usize, end: usize) {
        let bytes = self.text.as_bytes().get(start..end).unwrap_or(&[]);
        let mut buffer = [0u8; 32];
        let hash = match buffer.get_mut(..bytes.len()) {
            Some(small) => {
                small.copy_from_slice(bytes);
                small.make_ascii_lowercase();
                hash(small)
            }
            None => hash(&bytes.to_ascii_lowercase()),
        };
        self.push(start, end, hash);
        self.at = end;
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
            if !(is_mark(c) || is_vowel_sign_of_letter(c)) {
                break;
            }
            end += c.len_utf8();
        }
        self.push_folded(start, end);
        self.at = end;
    }

    fn symbol(&mut self, c: char, start: usize, end: usize) {
        if c == OPAQUE {
            self.push(start, end, hash(OPAQUE.encode_utf8(&mut [0; 4]).as_bytes()));
        } else if c == '–' && self.joins_words(start, end) {
            self.push(start, end, self.hyphen);
        } else {
            self.push_folded(start, end);
        }
        self.at = end;
    }

    fn joins_words(&self, start: usize, end: usize) -> bool {
        let before = self
            .text
            .get(..start)
            .and_then(|text| text.chars().next_back());
        let after = self.text.get(end..).and_then(|text| text.chars().next());
        before.is_some_and(is_word) && after.is_some_and(is_word)
    }

    fn space(&mut self, start: usize, end: usize) {
        let broken = !self.breaks.is_empty() && self.breaks.binary_search(&(start as u32)).is_ok();
        if broken {
            self.gap = Gap::Break;
        } else if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
        self.at = end;
    }

    fn push_folded(&mut self, start: usize, end: usize) {
        self.folded.clear();
        fold(self.text.get(start..end).unwrap_or(""), &mut self.folded);
        let hash = hash(self.folded.as_bytes());
        self.push(start, end, hash);
    }

    fn push(&mut self, start: usize, end: usize, hash: u64) {
        self.list.push(Token {
            start: start as u32,
            end: end as u32,
            hash,
            gap: self.gap,
            hyphen: hash == self.hyphen,
        });
        self.gap = Gap::None;
    }
}

/// Whether `c` goes on with a word of a script with spaces.
fn continues_word(c: char) -> bool {
    is_word(c) && c != OPAQUE && script(c) == Script::Spaced
}

/// Thai, Lao, Khmer and Burmese vowels that follow their consonant are marks already;
/// the Japanese length mark is a letter of its own.
fn is_vowel_sign_of_letter(c: char) -> bool {
    is_joiner(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Draws tokens as `[word]`, with `·` for a space before and `↵` for a line break.
    fn draw(text: &str, breaks: &[u32]) -> String {
        let tokens = Tokens::cut(text, breaks);
        let mut drawn = String::new();
        for token in tokens.list {
            drawn.push_str(match token.gap {
                Gap::None => "",
                Gap::Space => "·",
                Gap::Break => "↵",
            });
            drawn.push('[');
            drawn.push_str(token.span().text(text).expect("on boundaries"));
            drawn.push(']');
        }
        drawn
    }

    #[test]
    fn text_is_cut_into_words_letters_and_symbols() {
        let cases = [
            ("", ""),
            ("in order  to", "[in]·[order]·[to]"),
            ("don't", "[don]['][t]"),
            ("e-mail", "[e][-][mail]"),
            ("U.S.", "[U][.][S][.]"),
            ("C++ snake_case 3.5", "[C][+][+]·[snake_case]·[3][.][5]"),
            ("café. cafe\u{301}x", "[café][.]·[cafe\u{301}x]"),
            ("co\u{AD}op word\u{200B} x", "[co\u{AD}op]·[word]·[x]"),
            ("\u{FEFF}a", "[a]"),
            ("漢字カナ", "[漢][字][カ][ナ]"),
            ("か\u{3099}x", "[か\u{3099}][x]"),
            ("AI技術", "[AI][技][術]"),
            ("정부는", "[정][부][는]"),
            ("a\u{FFFC}b", "[a][\u{FFFC}][b]"),
            ("a\u{A0}b\u{2009}c", "[a]·[b]·[c]"),
            ("“a”—b…", "[“][a][”][—][b][…]"),
            ("می\u{200C}خواهم", "[می\u{200C}خواهم]"),
            ("word¹", "[word][¹]"),
            ("🎄x", "[🎄][x]"),
        ];
        for (text, expected) in cases {
            assert_eq!(draw(text, &[]), expected, "{text:?}");
        }
        assert_eq!(
            draw("self- reliance a b", &[5]),
            "[self][-]↵[reliance]·[a]·[b]"
        );
    }

    proptest! {
        /// The fast paths agree with folding each token's own text.
        #[test]
        fn hashes_are_those_of_the_folded_text(text in "[aZ_9 é\u{301}’–\u{AD}\u{200B}漢ガ한ß.\u{FFFC}-]{0,24}") {
            let mut end = 0;
            for token in Tokens::of_text(&text).list {
                prop_assert!(token.start >= end && token.end > token.start);
                end = token.end;
                let written = token.span().text(&text).expect("on boundaries");
                if written != "–" {
                    let mut folded = String::new();
                    fold(written, &mut folded);
                    prop_assert_eq!(token.hash, hash(folded.as_bytes()), "{:?}", written);
                }
            }
        }
    }
}
