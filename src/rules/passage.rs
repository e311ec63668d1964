//! The prose of one block as rules look at it.

use std::cell::OnceCell;

use crate::markup::block::Prose;
use crate::markup::{Block, ScopeSet};
use crate::matching::sentence::{Sentence, sentences};
use crate::matching::{Language, Tokens};

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
    tokens: OnceCell<Tokens>,
    sentences: OnceCell<Vec<Sentence>>,
}

impl Passage {
    /// The prose of `block` of `source`.
    pub fn of_block(block: &Block, source: &str, language: Language) -> Self {
        Self {
            prose: block.prose(source),
            scopes: block.scopes,
            heading: block.heading,
            language,
            tokens: OnceCell::new(),
            sentences: OnceCell::new(),
        }
    }

    /// A text that is its own source and stands in no scope.
    pub fn of_text(text: &str, language: Language) -> Self {
        Self {
            prose: Prose::of_text(text),
            scopes: ScopeSet::EMPTY,
            heading: None,
            language,
            tokens: OnceCell::new(),
            sentences: OnceCell::new(),
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
}
