//! Which parts of a document are prose, and where each byte of it stands.
//!
//! Owns the formats: each turns a document into [`Block`]s, the runs of prose that
//! a reader reads as one, with their scopes and a map back to the source. It must
//! not know rules, phrases or messages, and it never fails: bytes that are no valid
//! markup are prose.

pub(crate) mod address;
pub mod block;
pub mod chunks;
mod draft;
mod entity;
mod finder;
mod flow;
mod foreign;
pub mod front_matter;
pub mod html;
mod joined;
mod lines;
pub mod markdown;
mod nesting;
pub mod plain;
mod reading;
pub mod scope;

use std::path::Path;

use regex::Regex;

use foreign::Syntax;
use reading::{Reading, Surroundings};

pub use block::{Block, Container, Document, Element, Segment, SegmentKind};
pub use front_matter::FrontMatter;
pub use scope::{Scope, ScopeSet};

/// One markup format. Adding one is a file, a variant and a row in [`FORMATS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Paragraphs separated by blank lines.
    #[default]
    Plain,
    /// Markdown with JSX for HTML, and scripts in braces.
    Mdx,
    /// Documents of HTML, with front matter if a site generator makes them.
    Html,
    /// `CommonMark` with GitHub's tables, task lists, strikethrough and footnotes, and math.
    Markdown,
}

/// What is known about a format.
struct FormatRow {
    format: Format,
    /// File suffixes, in small letters, without the dot.
    suffixes: &'static [&'static str],
    /// Language identifiers that editors use for it.
    language_ids: &'static [&'static str],
    parse: fn(&str, &ParseOptions) -> Document,
    /// Reads parts of a document, if the format has any that can be read alone.
    parts: Option<(Reader, Syntax)>,
}

/// Reads a part of a document.
type Reader = fn(&str, &Surroundings) -> Reading;

/// Every format, in the order in which messages name their suffixes.
const FORMATS: &[FormatRow] = &[
    FormatRow {
        format: Format::Markdown,
        suffixes: &["md", "markdown", "mdown", "mkd"],
        language_ids: &["markdown"],
        parse: markdown::parse,
        parts: Some((markdown::read, Syntax::Markdown)),
    },
    FormatRow {
        format: Format::Mdx,
        suffixes: &["mdx"],
        language_ids: &["mdx"],
        parse: markdown::parse_mdx,
        parts: None,
    },
    FormatRow {
        format: Format::Html,
        suffixes: &["html", "htm", "xhtml"],
        language_ids: &["html"],
        parse: html::parse,
        parts: None,
    },
    FormatRow {
        format: Format::Plain,
        suffixes: &["txt", "text"],
        language_ids: &["plaintext", "text"],
        parse: plain::parse,
        parts: Some((plain::read, Syntax::Plain)),
    },
];

impl Format {
    /// The format that the suffix of `path` stands for, in any case of letters.
    pub fn from_path(path: &Path) -> Option<Self> {
        let suffix = path.extension()?.to_str()?.to_lowercase();
        let row = FORMATS
            .iter()
            .find(|row| row.suffixes.contains(&suffix.as_str()));
        row.map(|row| row.format)
    }

    /// The format of a document that an editor calls by `language_id`.
    pub fn from_language_id(language_id: &str) -> Option<Self> {
        let row = FORMATS
            .iter()
            .find(|row| row.language_ids.contains(&language_id));
        row.map(|row| row.format)
    }

    /// Every suffix that a walk through a folder takes, without the dot.
    pub fn suffixes() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().flat_map(|row| row.suffixes.iter().copied())
    }
}

/// What a configuration says about reading documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct ParseOptions<'a> {
    /// What these match is one opaque word, besides templates and shortcodes. Each pattern
    /// sees the document in parts of up to 64 KB, cut between paragraphs or lines if it can be.
    pub ignore_text: &'a [Regex],
}

/// Splits `source` into blocks of prose. Never fails; the empty document has no block.
pub fn parse(source: &str, format: Format) -> Document {
    parse_with(source, format, &ParseOptions::default())
}

/// The same as a configuration wants it.
pub fn parse_with(source: &str, format: Format, options: &ParseOptions) -> Document {
    let row = FORMATS.iter().find(|row| row.format == format);
    row.map_or_else(Document::default, |row| (row.parse)(source, options))
}

fn reader_of(format: Format) -> Option<(Reader, Syntax)> {
    FORMATS.iter().find(|row| row.format == format)?.parts
}
