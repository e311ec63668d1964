//! Leaving words out, with what would be left hanging.

use super::block::View;
use super::rewrite::{Rewrite, Stretch, rewrite, without};
use crate::matching::character::is_word;
use crate::matching::letter_case::capitalise;
use crate::text::Span;

/// Marks that may stand between the start of a sentence and its first word.
const OPENERS: &str = " \u{A0}\"'“‘«„‚([¿¡";

/// The ways to leave `span` of the block's text out, best first, with one adjacent space and
/// a comma that would be orphaned; the word that starts the sentence then gets its capital.
///
/// None if nothing would be left of the block, the sentence or a pair of brackets.
pub(super) fn forms(view: &View<'_>, span: Span, sentence_start: bool) -> Vec<Rewrite> {
    let text = view.text();
    if !leaves_something(text, span, sentence_start) {
        return Vec::new();
    }
    best(view, extents(text, span, sentence_start), |taken| {
        let forms = without(view, taken).into_iter();
        let letter = first_letter(text, taken.end).filter(|_| sentence_start);
        let Some(letter) = letter else {
            return forms.collect();
        };
        let capital = capital(view, letter);
        let both = forms.filter_map(|form| form.and(capital.clone()?));
        both.collect()
    })
}

/// The ways to leave `span` of the block's text out with one adjacent space, best first.
pub(super) fn plain_forms(view: &View<'_>, span: Span) -> Vec<Rewrite> {
    let extents = with_space(view.text(), span);
    best(view, extents, |taken| without(view, taken))
}

/// The ways to leave out one of `extents`: first those without markup inside, and of those
/// the ones that keep the line breaks. One is enough if it is certain.
fn best(
    view: &View<'_>,
    mut extents: Vec<Span>,
    forms: impl Fn(Span) -> Vec<Rewrite>,
) -> Vec<Rewrite> {
    extents.sort_by_cached_key(|taken| {
        let stretch = Stretch::new(view, *taken);
        stretch.map(|stretch| (!stretch.is_whole(), stretch.has_break()))
    });
    let mut forms: Vec<Rewrite> = extents.into_iter().flat_map(forms).collect();
    if forms.first().is_some_and(|best| best.is_certain(view)) {
        forms.truncate(1);
    }
    forms
}

/// Whether words are left in the block and its sentence, and in brackets around `span`.
fn leaves_something(text: &str, span: Span, sentence_start: bool) -> bool {
    let before = text.get(..span.start).unwrap_or("");
    let after = text.get(span.end..).unwrap_or("");
    let is_sentence = sentence_start && after.trim_start().starts_with(['.', '!', '?', '…']);
    let pairs = ["()", "[]", "{}", "“”", "‘’", "«»", "\"\"", "''"];
    let is_enclosed = pairs.iter().any(|pair| {
        let mut marks = pair.chars();
        let (opening, closing) = (marks.next(), marks.next());
        before.chars().next_back() == opening && after.chars().next() == closing
    });
    // The nearest word is looked for first.
    let has_words = after.contains(is_word) || before.chars().rev().any(is_word);
    has_words && !is_sentence && !is_enclosed
}

/// The first letter of the word at `offset`, if it may get a capital.
fn first_letter(text: &str, offset: usize) -> Option<Span> {
    let rest = text.get(offset..)?;
    let word = rest.trim_start_matches(|c| OPENERS.contains(c));
    let start = offset + (rest.len() - word.len());
    let first = word.chars().next().filter(|c| c.is_lowercase())?;
    let mut others = word.chars().skip(1).take_while(|c| c.is_alphanumeric());
    // iPhone is written so.
    let has_own_capitals = others.any(char::is_uppercase);
    (!has_own_capitals).then(|| Span::new(start, start + first.len_utf8()))
}

fn capital(view: &View<'_>, letter: Span) -> Option<Rewrite> {
    let capital = capitalise(letter.text(view.text())?, view.language());
    rewrite(view, letter, &capital).into_iter().next()
}

/// What goes, in the order in which it is tried: the match, and what only stood there
/// because of it.
fn extents(text: &str, span: Span, sentence_start: bool) -> Vec<Span> {
    let found = span.text(text).unwrap_or("");
    let white = |c: Option<char>| c.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
    let (first, last) = (
        white(found.chars().next()),
        white(found.chars().next_back()),
    );
    // A pattern has taken the space with it, or both.
    if first > 0 || last > 0 {
        let is_both = first > 0 && !found.trim().is_empty();
        let kept = if is_both { last } else { 0 };
        return vec![Span::new(span.start, span.end - kept)];
    }
    let before = text.get(..span.start).unwrap_or("");
    let after = text.get(span.end..).unwrap_or("");
    let bare_before = before.trim_end();
    let comma_before = bare_before.ends_with(',');
    let start_with_comma = if comma_before {
        bare_before.len() - 1
    } else {
        span.start
    };
    if comma_before && after.starts_with(',') {
        return vec![Span::new(start_with_comma, span.end + 1)];
    }
    let ends_clause = after.chars().next().is_none_or(|c| ".!?;:)".contains(c));
    if comma_before && ends_clause {
        return vec![Span::new(start_with_comma, span.end)];
    }
    let comma_after = usize::from(sentence_start && after.starts_with(','));
    with_space(text, Span::new(span.start, span.end + comma_after))
}

/// `span` with the white space behind it, and with that before it; alone if there is none.
fn with_space(text: &str, span: Span) -> Vec<Span> {
    let white = |c: Option<char>| c.filter(|c| c.is_whitespace()).map(char::len_utf8);
    let before = text.get(..span.start).unwrap_or("").chars().next_back();
    let behind = text.get(span.end..).unwrap_or("").chars().next();
    let with_behind = white(behind).map(|length| Span::new(span.start, span.end + length));
    let with_before = white(before).map(|length| Span::new(span.start - length, span.end));
    let mut extents: Vec<Span> = with_behind.into_iter().chain(with_before).collect();
    if extents.is_empty() {
        extents.push(span);
    }
    extents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deletion_leaves_nothing_hanging() {
        // The text with the match in [], whether it starts its sentence, what is left.
        let cases = [
            ("It is [very] good.", false, "It is good."),
            ("He, [of course], left.", false, "He left."),
            ("He left, [of course].", false, "He left."),
            ("[Of course], he left.", true, "he left."),
            ("[Clearly] he left.", true, "he left."),
            ("He left [clearly].", false, "He left."),
            ("(He left [clearly])", false, "(He left)"),
        ];
        for (marked, sentence_start, expected) in cases {
            let (mut text, span) = unmark(marked);
            for taken in extents(&text.clone(), span, sentence_start).iter().take(1) {
                text.replace_range(taken.range(), "");
            }
            assert_eq!(text, expected, "{marked}");
            let (text, span) = unmark(marked);
            assert!(leaves_something(&text, span, sentence_start), "{marked}");
        }
    }

    #[test]
    fn what_would_be_nothing_is_not_left_out() {
        let cases = [
            ("[Clearly]", true),
            ("[Clearly].", true),
            ("[Clearly]. He left.", true),
            ("He left. [Clearly]!", true),
            ("It is ([very]) good.", false),
            ("It is “[very]” good.", false),
        ];
        for (marked, sentence_start) in cases {
            let (text, span) = unmark(marked);
            assert!(!leaves_something(&text, span, sentence_start), "{marked}");
        }
    }

    fn unmark(marked: &str) -> (String, Span) {
        let start = marked.find('[').expect("marked");
        let end = marked.find(']').expect("marked") - 1;
        (marked.replace(['[', ']'], ""), Span::new(start, end))
    }
}
