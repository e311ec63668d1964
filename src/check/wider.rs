//! A phrase around a finding that could be a term, so that the finding would be none.
//!
//! A term shields what lies strictly inside it: *chicken Kiev* shields *Kiev*. So the phrase
//! is what the writer has selected, if that is more than the match, or the name whose part the
//! match is, told by its capitals.

use crate::matching::character::is_word;
use crate::text::Span;

/// A longer phrase is a sentence.
const MOST_BYTES: usize = 100;

/// Markup, and what no phrase has.
const MARKS: [char; 14] = [
    '*', '_', '`', '[', ']', '<', '>', '{', '}', '|', '#', '\\', '"', '&',
];

/// The phrase around the finding at `found` of `text`; `selected` is what is selected there.
pub fn phrase(text: &str, found: Span, selected: Span) -> Option<String> {
    let span = if is_wider(selected, found) {
        selected
    } else {
        name(text, found)?
    };
    let phrase = span.text(text)?;
    let inner = phrase.trim();
    let start = span.start + (phrase.len() - phrase.trim_start().len());
    let span = Span::new(start, start + inner.len());
    let before = text.get(..span.start)?.chars().next_back();
    let after = text.get(span.end..)?.chars().next();
    let is_cut = |beside: Option<char>, edge: Option<char>| {
        beside.is_some_and(is_word) && edge.is_some_and(is_word)
    };
    let is_good = is_wider(span, found)
        && inner.len() <= MOST_BYTES
        && !inner.contains(MARKS)
        && !is_cut(before, inner.chars().next())
        && !is_cut(after, inner.chars().next_back())
        && !inner.contains("\n\n");
    let words: Vec<&str> = inner.split_whitespace().collect();
    is_good.then(|| words.join(" "))
}

const fn is_wider(one: Span, other: Span) -> bool {
    one.start <= other.start && other.end <= one.end && one.len() > other.len()
}

/// The words with capitals around a match with one, that of a sentence's first word apart.
fn name(text: &str, found: Span) -> Option<Span> {
    let has_capital = |word: &str| word.starts_with(char::is_uppercase);
    if !has_capital(found.text(text)?) {
        return None;
    }
    let is_part = |c: char| is_word(c) || matches!(c, '\'' | '’' | '-');
    let mut span = found;
    while let Some(before) = text.get(..span.start)?.strip_suffix(' ') {
        let start = before.trim_end_matches(is_part).len();
        let word = before.get(start..)?;
        let first = before.get(..start)?.trim_end();
        let begins = first.is_empty() || first.ends_with(|c| !is_part(c) && c != ',');
        if !has_capital(word) || begins {
            break;
        }
        span.start = start;
    }
    while let Some(after) = text.get(span.end..)?.strip_prefix(' ') {
        let end = after.find(|c| !is_part(c)).unwrap_or(after.len());
        if !has_capital(after) {
            break;
        }
        span.end += 1 + end;
    }
    is_wider(span, found).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_what_is_selected_or_a_name() {
        // The match in brackets, what is selected, the phrase.
        for (text, selected, expected) in [
            (
                "We ate chicken [Kiev] there.",
                "chicken Kiev",
                Some("chicken Kiev"),
            ),
            ("We ate chicken [Kiev] there.", " chicken\nKiev ", None),
            ("We ate chicken [Kiev] there.", "Kiev", None),
            ("We ate chicken [Kiev] there.", "hicken Kiev", None),
            ("We ate *chicken [Kiev]*.", "*chicken Kiev*", None),
            ("The [Kiev] Post said.", "", Some("Kiev Post")),
            (
                "In the World Health [Organization] it",
                "",
                Some("World Health Organization"),
            ),
            (
                "World Health [Organization]",
                "",
                Some("Health Organization"),
            ),
            ("When [Kiev] fell.", "", None),
            ("It fell. Old [Kiev] rose.", "", None),
            ("We [utilize] North Korea.", "", None),
            ("to [Kiev], Moscow", "", None),
        ] {
            let start = text.find('[').expect("a bracket");
            let end = text.find(']').expect("a bracket") - 1;
            let text = text.replace(['[', ']'], "");
            let at = text.find(selected).unwrap_or(start);
            let selected = Span::new(at, at + selected.len());
            let phrase = phrase(&text, Span::new(start, end), selected);
            assert_eq!(phrase.as_deref(), expected, "{text}");
        }
    }
}
