//! The ways in which one text can be written, so that it reads as it is meant.

use std::borrow::Cow;

use crate::check::block::View;
use crate::markup::{Format, Scope};

/// How the characters that mean something to a format are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// As they are.
    Literal,
    /// With backslashes before them.
    Backslashes,
    /// As entities.
    Entities,
    /// As in values of front matter between double quotes.
    DoubleQuoted,
    /// As in values of YAML between single quotes: apostrophes twice.
    SingleQuoted,
}

/// What has a meaning within a line of Markdown or MDX.
const INLINE: &str = "\\`*_[]<>&|~${}";

/// What has a meaning at the start of a line.
const LINE_STARTS: &str = "-+#>=";

impl Writing {
    /// Those that write `text` differently in the block of `view`, the plainest first.
    pub(super) fn all<'a>(view: &View<'_>, text: &'a str) -> impl Iterator<Item = Self> + use<'a> {
        let all: &'static [Self] = if view.block.is_in(Scope::FrontMatter) {
            &[Self::Literal, Self::SingleQuoted, Self::DoubleQuoted]
        } else {
            match view.format() {
                Format::Plain => &[Self::Literal],
                Format::Html => &[Self::Literal, Self::Entities],
                // To other readers of MDX a tag or script that is none is an error.
                Format::Mdx if text.contains(['<', '{', '}']) => {
                    &[Self::Backslashes, Self::Entities]
                }
                Format::Markdown | Format::Mdx => {
                    &[Self::Literal, Self::Backslashes, Self::Entities]
                }
            }
        };
        all.iter()
            .copied()
            .filter(move |writing| *writing == Self::Literal || writing.write(text) != text)
    }

    /// `text` written so.
    pub(super) fn write(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Literal => text.into(),
            Self::Backslashes => with_backslashes(text).into(),
            Self::Entities => with_entities(text).into(),
            Self::DoubleQuoted => text.replace('\\', "\\\\").replace('"', "\\\"").into(),
            Self::SingleQuoted => text.replace('\'', "''").into(),
        }
    }
}

fn with_backslashes(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0
        && text
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(['.', ')']));
    let mut written = String::with_capacity(text.len() + 4);
    for (at, c) in text.char_indices() {
        let starts_line = (at == 0 && LINE_STARTS.contains(c)) || (is_number && at == digits);
        if starts_line || INLINE.contains(c) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

fn with_entities(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '{' => written.push_str("&#123;"),
            '}' => written.push_str("&#125;"),
            '|' => written.push_str("&#124;"),
            _ => written.push(c),
        }
    }
    written
}
