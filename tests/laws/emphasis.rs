//! Emphasis and links make no difference.

use housestyle::markup::{Format, Scope, parse};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::document::draft;
use crate::said_of;
use crate::style::style;

const PAIRS: [(&str, &str); 8] = [
    ("*", "*"),
    ("**", "**"),
    ("***", "***"),
    ("~~", "~~"),
    ("[", "](u)"),
    ("[", "](<u v> \"w\")"),
    ("<b>", "</b>"),
    ("<span class=\"c\">", "</span>"),
];

/// What a reader sees of a document.
fn seen(text: &str) -> Vec<String> {
    let mut blocks = parse(text, Format::Markdown).blocks;
    blocks.retain(|block| !block.is_in(Scope::Html));
    blocks.iter().map(|block| block.prose(text).text).collect()
}

/// Markup from one letter or digit of `text` to another, where it is read as such: inside
/// words only what can stand there, and no exclamation mark that makes an image of a link.
fn marked(text: &str, one: Index, other: Index, pair: (&str, &str)) -> Option<String> {
    let letters = text.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let letters: Vec<(usize, char)> = letters.collect();
    if letters.is_empty() {
        return None;
    }
    let (one, other) = (*one.get(&letters), *other.get(&letters));
    let ((first, _), (last, c)) = (one.min(other), one.max(other));
    let (before, rest) = text.split_at(first);
    let (inside, behind) = rest.split_at(last + c.len_utf8() - first);
    let image = pair.0 == "[" && before.ends_with('!');
    (!image).then(|| format!("{before}{}{inside}{}{behind}", pair.0, pair.1))
}

proptest! {
    /// Emphasis, strong text, links and tags around any words or parts of words change no
    /// finding's text.
    #[test]
    fn emphasis_changes_nothing(style in style(), draft in draft(20), places in prop::collection::vec((any::<Index>(), any::<Index>(), 0..PAIRS.len()), 12)) {
        let rules = style.rules();
        let text = draft.chunks(&style).join(" ");
        let expected = said_of(&text, Format::Markdown, &rules);
        for (one, other, pair) in places {
            let Some(marked) = marked(&text, one, other, PAIRS[pair]) else { continue };
            prop_assert_eq!(seen(&marked), seen(&text), "{}", marked);
            prop_assert_eq!(said_of(&marked, Format::Markdown, &rules), expected.clone(), "{}\n{}", marked, style.toml());
        }
    }

    /// So do several that the parser reads as such.
    #[test]
    fn emphasis_in_several_places_changes_nothing(style in style(), draft in draft(20), places in prop::collection::vec((any::<Index>(), any::<Index>(), 0..PAIRS.len()), 2..6)) {
        let rules = style.rules();
        let text = draft.chunks(&style).join(" ");
        let mut several = text.clone();
        for (one, other, pair) in places {
            let more = marked(&several, one, other, PAIRS[pair]);
            several = more.filter(|more| seen(more) == seen(&text)).unwrap_or(several);
        }
        let (said, expected) = (said_of(&several, Format::Markdown, &rules), said_of(&text, Format::Markdown, &rules));
        prop_assert_eq!(said, expected, "{}\n{}", several, style.toml());
    }
}
