//! The article before a match: repaired where a fix makes it wrong, or taken out.

use super::block::View;
use super::rewrite::whole_source;
use crate::matching::article::takes_an;
use crate::matching::character::is_word;
use crate::text::{Edit, Span};

/// An article that stands directly before a match.
struct Article<'a> {
    span: Span,
    text: &'a str,
}

/// The word directly before `span`, if it is one of `articles`.
fn before<'a>(view: &'a View<'_>, span: Span, articles: &[&str]) -> Option<Article<'a>> {
    let text = view.prose.text.as_str();
    let head = text.get(..span.start)?;
    let word_end = head.trim_end().len();
    if word_end == head.len() {
        return None;
    }
    let head = head.get(..word_end)?;
    let start = head.rfind(|c: char| !is_word(c)).map_or(0, |at| {
        at + head
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    });
    let word = head.get(start..)?;
    let joined = head.get(..start)?.ends_with(['-', '’', '\'', '.']);
    let known = articles
        .iter()
        .any(|article| article.eq_ignore_ascii_case(word));
    (known && !joined).then(|| Article {
        span: Span::new(start, word_end),
        text: word,
    })
}

/// The edit that makes *a* or *an* before `span` right again, if `replacement` makes it wrong.
pub(super) fn repair(
    view: &View<'_>,
    span: Span,
    replacement: &str,
    all_capitals: bool,
) -> Option<Edit> {
    let article = before(view, span, &["a", "an"])?;
    let was = takes_an(span.text(&view.prose.text)?)?;
    let needs = takes_an(replacement)?;
    let written = article.text.len() == 2;
    if was != written || needs == written {
        return None;
    }
    let capital = article.text.starts_with('A');
    let right = match (needs, capital) {
        (true, false) => "an",
        (true, true) if all_capitals => "AN",
        (true, true) => "An",
        (false, false) => "a",
        (false, true) => "A",
    };
    Some(Edit::new(whole_source(view, article.span)?, right))
}

/// The edit that takes *the* before `span` out, with the space after it, and whether it had a capital.
pub(super) fn drop(view: &View<'_>, span: Span) -> Option<(Edit, bool)> {
    let article = before(view, span, &["the"])?;
    let with_space = Span::new(article.span.start, span.start);
    let capital = article.text.starts_with('T');
    Some((Edit::new(whole_source(view, with_space)?, ""), capital))
}
