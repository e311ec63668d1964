//! The article before a match: repaired where a fix makes it wrong, or taken out.

use super::block::View;
use super::deletion;
use super::rewrite::{Rewrite, rewrite};
use crate::matching::article::takes_an;
use crate::matching::character::is_word;
use crate::matching::sentence;
use crate::text::Span;

/// What may open between an article and its word, or before an article.
const OPENING: [char; 7] = ['“', '‘', '"', '\'', '«', '(', '['];

/// An article that stands directly before a match.
struct Article<'a> {
    span: Span,
    text: &'a str,
}

/// The word directly before the byte at `offset`, if it is one of `articles`.
fn before<'a>(view: &'a View<'_>, offset: usize, articles: &[&str]) -> Option<Article<'a>> {
    let text = view.text();
    let head = text.get(..offset)?;
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

/// What stands behind an article, in letters that say how it is said: in capitals *FOX* would be an
/// initialism.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) before: &'a str,
    pub(super) after: &'a str,
}

/// The ways to make *a* or *an* before `span` right again, if what is `said` there after a fix
/// makes it wrong: one that does nothing if it does not, none if it cannot be done.
pub(super) fn repair(
    view: &View<'_>,
    span: Span,
    said: Said<'_>,
    all_capitals: bool,
) -> Vec<Rewrite> {
    match wrong(view, span, said, all_capitals) {
        Some((article, right)) => rewrite(view, article, right),
        None => vec![Rewrite::default()],
    }
}

/// The article before `span` that a fix makes wrong, and the right one.
fn wrong(
    view: &View<'_>,
    span: Span,
    said: Said<'_>,
    all_capitals: bool,
) -> Option<(Span, &'static str)> {
    if !view.language().has_a_and_an() {
        return None;
    }
    // *a “fox”*
    let head = view.text().get(..span.start)?;
    let unopened = head.trim_end_matches(OPENING).len();
    let article = before(view, unopened, &["a", "an"])?;
    if article.text == "A" && !all_capitals && !may_begin(view, article.span) {
        return None;
    }
    let was = takes_an(said.before)?;
    let needs = takes_an(said.after)?;
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
    Some((article.span, right))
}

/// Whether an article with a capital may stand at `span`: where a sentence, a quotation or a bracket
/// begins, or in a heading. Elsewhere it is a letter: *vitamin A*.
fn may_begin(view: &View<'_>, span: Span) -> bool {
    let sentence = sentence::at(view.sentences(), span.start);
    let before = view.text().get(..span.start).unwrap_or("");
    view.block.heading.is_some()
        || before.ends_with(OPENING)
        || sentence.is_none_or(|of| sentence::starts_at(view.text(), of, span.start))
}

/// How *the* before a match can go.
pub(super) struct Dropped {
    /// The ways to do it, with one space; best first, none if it cannot be done.
    pub(super) forms: Vec<Rewrite>,
    /// Whether it had a capital, which goes to the next word.
    pub(super) had_capital: bool,
}

/// How to take *the* before `span` out; `None` if it does not stand there.
pub(super) fn drop(view: &View<'_>, span: Span) -> Option<Dropped> {
    let article = before(view, span.start, &["the"])?;
    let had_capital = article.text.starts_with('T');
    Some(Dropped {
        forms: deletion::plain_forms(view, article.span),
        had_capital,
    })
}
