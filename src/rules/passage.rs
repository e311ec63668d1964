//! The prose of one block as rules look at it.

use std::cell::OnceCell;
use std::ops::Range;

use smol_str::SmolStr;

use crate::markup::block::Prose;
use crate::markup::{Block, ScopeSet};
use crate::matching::prose_word::{ProseWord, prose_words};
use crate::matching::quotation::Quotations;
use crate::matching::sentence::{Sentence, sentences};
use crate::matching::spoken::{Spoken, spoken};
use crate::matching::{Language, Tokens};
use crate::text::Span;

/// The prose of one block. What costs is computed when it is first asked for.
#[derive(Debug)]
pub struct Passage {
    /// What the reader sees, and its map to the source.
    pub prose: Prose,
    /// The scopes that the whole of it stands in.
    pub scopes: ScopeSet,
    /// The level of the heading that it is, from 1 to 6.
    pub heading: Option<u8>,
    /// What the language of the document asks of its letters.
    pub language: Language,
    /// What markup encloses as speech, in bytes of the text.
    speech: Vec<Span>,
    surroundings: Surroundings,
    quotations: OnceCell<Quotations>,
    tokens: OnceCell<Tokens>,
    sentences: OnceCell<Vec<Sentence>>,
    prose_words: OnceCell<Vec<ProseWord>>,
    spoken: OnceCell<Vec<Spoken>>,
    first_digit: OnceCell<Option<usize>>,
}

/// What quotations hang on beside the text that they are in.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// All of it is quoted, whatever marks it has.
    pub is_quoted: bool,
    /// A tag like `de-AT`, whose customs its marks follow.
    pub language: Option<SmolStr>,
    /// The first character of the block that follows in the same container.
    pub next: Option<char>,
}

impl Passage {
    /// The prose of `block` of `source`.
    pub fn of_block(block: &Block, source: &str, language: Language) -> Self {
        let prose = block.prose(source);
        Self {
            speech: block.speech(source, &prose),
            prose,
            scopes: block.scopes,
            heading: block.heading,
            language,
            surroundings: Surroundings::default(),
            quotations: OnceCell::new(),
            tokens: OnceCell::new(),
            sentences: OnceCell::new(),
            prose_words: OnceCell::new(),
            spoken: OnceCell::new(),
            first_digit: OnceCell::new(),
        }
    }

    /// A text that is its own source and stands in no scope.
    pub fn of_text(text: &str, language: Language) -> Self {
        Self {
            prose: Prose::of_text(text),
            scopes: ScopeSet::EMPTY,
            heading: None,
            language,
            speech: Vec::new(),
            surroundings: Surroundings::default(),
            quotations: OnceCell::new(),
            tokens: OnceCell::new(),
            sentences: OnceCell::new(),
            prose_words: OnceCell::new(),
            spoken: OnceCell::new(),
            first_digit: OnceCell::new(),
        }
    }

    /// The same in the document that it is from; without it a text stands alone.
    #[must_use]
    pub fn amid(self, surroundings: Surroundings) -> Self {
        Self {
            surroundings,
            ..self
        }
    }

    /// What the reader sees.
    pub fn text(&self) -> &str {
        &self.prose.text
    }

    /// Its words and marks.
    pub fn tokens(&self) -> &Tokens {
        self.tokens.get_or_init(|| Tokens::of_prose(&self.prose))
    }

    /// Its sentences.
    pub fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| sentences(&self.prose.text))
    }

    /// What stands in quotation marks, or is enclosed as speech.
    pub fn quotations(&self) -> &Quotations {
        self.quotations.get_or_init(|| {
            let around = &self.surroundings;
            if around.is_quoted {
                return Quotations::whole(self.text());
            }
            let language = around.language.as_deref();
            Quotations::find(self.text(), &self.speech, language, around.next)
        })
    }

    /// The first byte at which a digit of any script may stand; `None` if there is none.
    pub fn first_digit(&self) -> Option<usize> {
        *self.first_digit.get_or_init(|| first_digit(self.text()))
    }

    /// Its words as those count them who measure prose.
    pub fn prose_words(&self) -> &[ProseWord] {
        self.prose_words
            .get_or_init(|| prose_words(&self.prose.text, self.tokens()))
    }

    /// How each of these words is said, in their order.
    pub fn spoken(&self) -> &[Spoken] {
        self.spoken.get_or_init(|| {
            let words = self.prose_words().iter();
            words
                .map(|word| spoken(word, self.text(), self.language))
                .collect()
        })
    }

    /// Which of these words, by number, are in a part of it, in bytes, that begins and ends at the
    /// edge of a word.
    pub fn prose_words_in(&self, within: Span) -> Range<usize> {
        let words = self.prose_words();
        if within == Span::new(0, self.text().len()) {
            return 0..words.len();
        }
        let start = words.partition_point(|word| word.span.start < within.start);
        let rest = words.get(start..).unwrap_or(&[]);
        start..start + rest.partition_point(|word| word.span.start < within.end)
    }
}

fn first_digit(text: &str) -> Option<usize> {
    let digit = first_ascii_digit(text.as_bytes());
    if text.is_ascii() {
        return digit;
    }
    let before = text.get(..digit.unwrap_or(text.len())).unwrap_or(text);
    let mut at = 0;
    while let Some(beyond) = before
        .as_bytes()
        .get(at..)?
        .iter()
        .position(|b| !b.is_ascii())
    {
        let c = before.get(at + beyond..)?.chars().next()?;
        if c.is_numeric() {
            return Some(at + beyond);
        }
        at += beyond + c.len_utf8();
    }
    digit
}

fn first_ascii_digit(bytes: &[u8]) -> Option<usize> {
    // Few texts have one: many bytes are looked at together.
    let (pieces, _) = bytes.as_chunks::<16>();
    let holds = |piece: &[u8; 16]| {
        let digits = piece.iter().map(u8::is_ascii_digit);
        digits.fold(false, |any, digit| any | digit)
    };
    let start = 16 * pieces.iter().take_while(|piece| !holds(piece)).count();
    let rest = bytes.get(start..).unwrap_or(&[]);
    // In a short text the last piece is much of it: with what stands before it is one as well.
    if rest.len() < 16 && bytes.last_chunk().is_some_and(|last| !holds(last)) {
        return None;
    }
    let at = rest.iter().position(u8::is_ascii_digit)?;
    Some(start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digit_is_found_wherever_it_stands() {
        for before in [0, 1, 62, 63, 64, 65, 200] {
            let cases = [
                ("a", "7 and 8", true),
                ("a", "no figure", false),
                ("é", "7", true),
                ("é", "٣ and 7", true),
                ("é", "7 and ٣", true),
                ("é", "½", true),
                ("é", "none", false),
            ];
            for (letter, behind, found) in cases {
                let text = letter.repeat(before) + behind;
                let expected = found.then_some(before * letter.len());
                assert_eq!(first_digit(&text), expected, "{text}");
            }
        }
    }
}
