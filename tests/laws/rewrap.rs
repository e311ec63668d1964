//! Where lines break makes no difference.

use housestyle::markup::Format;
use proptest::prelude::*;

use crate::document::{draft, may_start_a_line};
use crate::said_of;
use crate::style::style;

/// What may hold the text: before its first line, before each other line, behind the last.
const CONTAINERS: [(&str, &str, &str); 13] = [
    ("", "", ""),
    ("- ", "  ", ""),
    ("1. ", "   ", ""),
    ("- ", "", ""),
    ("> ", "> ", ""),
    ("> ", "", ""),
    ("> - ", ">   ", ""),
    ("- > ", "  > ", ""),
    ("[^1]: ", "    ", "\n\n[^1]"),
    ("<!-- ", "", " -->"),
    ("<!--\n", "     ", "\n-->"),
    ("> <!-- ", "> ", " -->"),
    ("- <!-- ", "  ", " -->"),
];

/// `chunks` in lines of at most `width` bytes, as far as lines may break before them.
fn wrapped(chunks: &[String], width: usize, prefix: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for chunk in chunks {
        if column > 0 && column + chunk.len() > width && may_start_a_line(chunk) {
            text.push('\n');
            text.push_str(prefix);
            column = 0;
        } else if column > 0 {
            text.push(' ');
        }
        text.push_str(chunk);
        column += chunk.len() + 1;
    }
    text
}

/// Markup around the chunks from one to another.
fn with_markup(chunks: &mut [String], from: usize, to: usize) {
    let (from, to) = (from.min(to), from.max(to));
    chunks[from].insert_str(0, "**");
    chunks[to].push_str("**");
}

proptest! {
    /// Where lines break changes no finding, in no container.
    #[test]
    fn rewrapping_changes_nothing(style in style(), draft in draft(30), marked in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>()))) {
        let rules = style.rules();
        let mut chunks = draft.chunks(&style);
        if let Some((from, to)) = marked {
            let count = chunks.len();
            with_markup(&mut chunks, from.index(count), to.index(count));
        }
        for (first, prefix, last) in CONTAINERS {
            let written = |width| format!("{first}{}{last}", wrapped(&chunks, width, prefix));
            let expected = said_of(&written(usize::MAX), Format::Markdown, &rules);
            for width in [1, 20, 40, 72] {
                let text = written(width);
                let said = said_of(&text, Format::Markdown, &rules);
                prop_assert_eq!(&said, &expected, "{}\n{}", text, style.toml());
            }
        }
    }
}
