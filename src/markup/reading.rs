//! Reading a part of a document as it reads in the whole.
//!
//! A part starts at a *cut*: a line at which a block of the document itself begins, behind a
//! blank line and without white space before it, so that nothing that stands before can
//! matter but labels: of links and footnotes, which may be defined anywhere.

use unicase::UniCase;

use super::block::Block;
use super::front_matter::FrontMatter;

/// What a link or a footnote is called, compared as the parser of Markdown does: by
/// Unicode's case folding, white space collapsed.
pub(super) type Label = UniCase<String>;

/// What is known about the rest of the document.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    /// Whether the part is the start of the document, where front matter may stand.
    pub(super) starts_document: bool,
    /// Whether a label of links is defined outside the part.
    pub(super) is_defined: &'a dyn Fn(&str) -> bool,
    /// The labels of footnotes that are defined outside the part, of those that it asks for
    /// as [`asked_notes`] tells.
    pub(super) notes: &'a [Label],
}

impl Surroundings<'_> {
    /// Nothing: the part is the whole document.
    pub(super) const NONE: Self = Surroundings {
        starts_document: true,
        is_defined: &|_| false,
        notes: &[],
    };
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The blocks in the order of their first byte.
    pub(super) blocks: Vec<Block>,
    pub(super) front_matter: FrontMatter,
    /// Where the document may be cut, besides the start: bytes, sorted.
    pub(super) cuts: Vec<usize>,
    /// The labels of links that it asks for, each with a byte of the place.
    pub(super) links: Vec<(usize, Label)>,
    /// Those that it defines.
    pub(super) defined_links: Vec<(usize, Label)>,
    /// The labels of footnotes that it defines.
    pub(super) defined_notes: Vec<(usize, Label)>,
}

/// The labels of footnotes that a text may refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AskedNotes {
    These(Vec<Label>),
    /// Not to be seen without the parser.
    Any,
}

/// Which footnotes `text` may refer to.
pub(super) fn asked_notes(text: &str) -> AskedNotes {
    let mut labels = Vec::new();
    for at in memchr::memchr_iter(b'[', text.as_bytes()) {
        let rest = text.get(at + 1..).and_then(|rest| rest.strip_prefix('^'));
        let Some(rest) = rest else { continue };
        let Some(label) = rest.split(']').next().filter(|label| *label != rest) else {
            continue;
        };
        // A line end may have prefixes behind it, a backslash may take the end away.
        if label.contains(['\\', '\n', '\r']) {
            return AskedNotes::Any;
        }
        labels.push(UniCase::new(collapsed(label)));
    }
    AskedNotes::These(labels)
}

/// `label` with one space for white space, as the parser compares labels.
fn collapsed(label: &str) -> String {
    let is_white = |char: char| char.is_ascii_whitespace() || char == '\u{b}';
    let mut collapsed = String::with_capacity(label.len());
    for char in label.trim_matches(is_white).chars() {
        if !is_white(char) {
            collapsed.push(char);
        } else if !collapsed.ends_with(' ') {
            collapsed.push(' ');
        }
    }
    collapsed
}
