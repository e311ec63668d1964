//! Leaving a match out, with what would be left hanging.

use super::block::View;
use super::rewrite::whole_source;
use crate::matching::letter_case::capitalise;
use crate::text::{Edit, Span};

/// The edit that leaves `span` of the block's text out, with one adjacent space and a
/// comma that would be orphaned; the word that starts the sentence then gets its capital.
///
/// `None` if markup stands in what is taken.
pub(super) fn edit(view: &View<'_>, span: Span, sentence_start: bool) -> Option<Edit> {
    let text = view.prose.text.as_str();
    let taken = extent(text, span, sentence_start);
    if !sentence_start {
        return Some(Edit::new(whole_source(view, taken)?, ""));
    }
    let rest = text.get(taken.end..).unwrap_or("");
    let word = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let next = Span::new(taken.end, taken.end + word);
    let whole = Span::new(taken.start, next.end);
    match whole_source(view, whole) {
        Some(source) => Some(Edit::new(source, capitalise(next.text(text)?))),
        None => Some(Edit::new(whole_source(view, taken)?, "")),
    }
}

/// What goes: the match, and what only stood there because of it.
fn extent(text: &str, span: Span, sentence_start: bool) -> Span {
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
        return Span::new(start_with_comma, span.end + 1);
    }
    let ends_clause = after.chars().next().is_none_or(|c| ".!?;:)".contains(c));
    if comma_before && ends_clause {
        return Span::new(start_with_comma, span.end);
    }
    let comma_after = usize::from(sentence_start && after.starts_with(','));
    let rest = after.get(comma_after..).unwrap_or("");
    if let Some(space) = rest.chars().next().filter(|c| c.is_whitespace()) {
        return Span::new(span.start, span.end + comma_after + space.len_utf8());
    }
    match before.chars().next_back().filter(|c| c.is_whitespace()) {
        Some(space) => Span::new(span.start - space.len_utf8(), span.end + comma_after),
        None => Span::new(span.start, span.end + comma_after),
    }
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
            ("([very])", false, "()"),
        ];
        for (marked, sentence_start, expected) in cases {
            let start = marked.find('[').expect("marked");
            let end = marked.find(']').expect("marked") - 1;
            let mut text = marked.replace(['[', ']'], "");
            let taken = extent(&text, Span::new(start, end), sentence_start);
            text.replace_range(taken.range(), "");
            assert_eq!(text, expected, "{marked}");
        }
    }
}
