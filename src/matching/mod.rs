//! Phrases as sequences of words, found as they read.
//!
//! Owns how text is cut into tokens, which differences do not count (the folds), where
//! a match may begin and end, what is quoted, which forms words have, and the table that
//! finds a hundred thousand phrases in one pass. It must not know rules, messages or severities.

pub mod affix;
pub mod article;
pub mod character;
pub mod edge;
pub mod fold;
mod index;
pub mod inflect;
pub mod language;
pub mod letter_case;
pub mod memory;
pub mod phrase;
pub mod prose_word;
pub mod quotation;
pub mod sentence;
pub mod spelling;
pub mod spoken;
mod swar;
pub mod syllable;
pub mod table;
pub mod token;
mod verify;
pub mod word;

pub use language::Language;
pub use phrase::{Case, Hyphens, Phrase};
pub use table::{Hit, Table, TableBuilder};
pub use token::{Gap, Token, Tokens};
