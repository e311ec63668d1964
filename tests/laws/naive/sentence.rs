//! Sentences, as the slow matcher sees them.

use housestyle::text::Span;

use super::letters::is_apostrophe;

/// The sentence that the byte at `offset` is in.
pub(crate) fn sentence_at(text: &str, offset: usize) -> Span {
    let mut start = 0;
    let mut from = 0;
    while let Some(found) = text[from..].find(is_stop) {
        let at = from + found;
        let run = text[at..].trim_start_matches(|c| is_stop(c) || closes(c));
        from = text.len() - run.len();
        if ends_sentence(text, at, from) {
            if from > offset {
                return Span::new(start, from);
            }
            start = from;
        }
    }
    Span::new(start, text.len())
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn closes(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '"' | '“' | '”' | ')' | ']' | '*' | '_')
}

fn opens(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '"' | '“' | '„' | '(' | '[' | '*' | '_')
}

/// Whether a sentence ends with the stops and closing marks from `at` to `end`: before white
/// space and no small letter, unless one full stop belongs to an abbreviation.
fn ends_sentence(text: &str, at: usize, end: usize) -> bool {
    let behind = &text[end..];
    let next = behind.trim_start_matches(|c: char| c.is_whitespace() || opens(c));
    let abbreviated = text[at..].starts_with('.')
        && !text[at..end].contains(closes)
        && is_abbreviation(&text[..at]);
    behind.is_empty()
        || (behind.starts_with(char::is_whitespace)
            && !next.starts_with(char::is_lowercase)
            && !abbreviated)
}

/// Whether a text ends in a word that takes a full stop without ending its sentence.
fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || opens(c))
        .next()
        .unwrap_or("");
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let initial = word.chars().count() == 1 && word.contains(char::is_uppercase);
    dotted || initial || ["mr", "no"].contains(&word.to_lowercase().as_str())
}
