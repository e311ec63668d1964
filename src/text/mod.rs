//! The text of one document: spans, open buffers, snapshots and positions.
//!
//! Owns everything that is true of text whatever it says: byte ranges, edits,
//! lines, columns and encodings, and how texts and their parts are gone through on all cores. It must
//! not know markup, rules, files or editors.

pub mod beside;
pub mod buffer;
pub mod edit;
pub mod encoding;
pub mod pieces;
pub mod position;
pub mod span;

pub use buffer::{Buffer, Changes, Snapshot};
pub use edit::Edit;
pub use pieces::Pieces;
pub use span::{ShortSpan, Span};
