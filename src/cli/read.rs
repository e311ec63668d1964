//! One document from its file or from standard input.
//!
//! It must not know what is checked.

use std::io;

use super::documents::{Document, Origin};
use crate::config::documents::{self, Trouble};
use crate::text::encoding::Decoded;

/// Reads and decodes `document`.
pub(super) fn read(document: &Document) -> Result<Decoded, Trouble> {
    match &document.origin {
        Origin::File(path) => documents::read(path),
        Origin::Stdin(_) => documents::read_from(io::stdin().lock()),
    }
}
