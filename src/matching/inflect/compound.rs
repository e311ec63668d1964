//! Noun phrases that change in more than one word, or in one that no rule finds.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::Inflected;
use super::form::{Choice, Slot, base, join, merge, push};
use super::head::{is_joint, spans};
use super::irregular::words::COMPOUNDS;
use super::irregular::{alternatives, lexicon};
use super::word::lower;
use crate::matching::character::is_apostrophe;
use crate::text::Span;

/// The forms of the listed compound in which the phrase ends: *femme fatale*,
/// *court-martial*.
pub(super) fn listed(text: &str) -> Option<Inflected> {
    let apart = |c: char| c.is_whitespace() || is_joint(c);
    let end = text.rsplit(apart).next()?;
    if end.len() == text.len() || !lexicon().compound_ends.contains(&*plain(end)) {
        return None;
    }
    let spans = spans(text, Span::new(0, text.len()), apart);
    COMPOUNDS.iter().find_map(|(compound, plurals)| {
        let count = compound.split(' ').count();
        let spans = spans.get(spans.len().checked_sub(count)?..)?;
        let mut pairs = spans.iter().zip(compound.split(' '));
        let same =
            pairs.all(|(span, word)| span.text(text).is_some_and(|part| plain(part) == word));
        same.then(|| forms(text, spans, plurals))?
    })
}

fn forms(text: &str, spans: &[Span], plurals: &'static str) -> Option<Inflected> {
    let head = Span::new(spans.first()?.start, spans.last()?.end);
    let mut forms = vec![base(head.text(text)?)];
    for (plural, choice) in alternatives(plurals) {
        let mut written = String::with_capacity(head.len() + 4);
        let mut end = head.start;
        for (span, word) in spans.iter().zip(plural.split(' ')) {
            written.push_str(text.get(end..span.start)?);
            written.push_str(&like(span.text(text)?, word));
            end = span.end;
        }
        push(&mut forms, Slot::Plural, written.into(), choice);
    }
    Some(Inflected {
        head,
        forms,
        cut: false,
    })
}

/// `listed` with what it has in common with `written` as it is written.
fn like(written: &str, listed: &str) -> SmolStr {
    let same = |a: char, b: char| a.eq_ignore_ascii_case(&b) || (is_apostrophe(a) && b == '\'');
    let pairs = written.char_indices().zip(listed.char_indices());
    let common = pairs
        .take_while(|((_, a), (_, b))| same(*a, *b))
        .last()
        .map_or((0, 0), |((at, a), (to, b))| {
            (at + a.len_utf8(), to + b.len_utf8())
        });
    let (kept, _) = written.split_at(common.0);
    let (_, ending) = listed.split_at(common.1);
    join(&[kept, ending])
}

/// Small letters and a typewriter's apostrophe, as the tables have them.
fn plain(word: &str) -> Cow<'_, str> {
    let lower = lower(word);
    if lower.contains(is_apostrophe) {
        Cow::Owned(lower.replace(is_apostrophe, "'"))
    } else {
        lower
    }
}

/// *Woman doctor*: both words change in the plural, and often only the second. `None` for
/// any other phrase.
pub(super) fn women(text: &str, inflected: &Inflected) -> Option<Inflected> {
    let (first, _) = text.split_once(char::is_whitespace)?;
    let is_woman = lower(first) == "woman" && text.split_whitespace().count() == 2;
    if !is_woman || inflected.head.start < first.len() {
        return None;
    }
    let stem = first.get(..first.len() - 2)?;
    let between = text.get(first.len()..inflected.head.start)?;
    let after = text.get(inflected.head.end..)?;
    let mut forms = vec![base(text)];
    for form in inflected.forms.iter().skip(1) {
        let women = form.within(&join(&[stem, "en", between]), after);
        merge(&mut forms, women);
    }
    for form in inflected.forms.iter().skip(1) {
        let text = join(&[first, between, &form.text, after]);
        push(&mut forms, Slot::Plural, text, Choice::Rare);
    }
    let head = Span::new(0, text.len());
    Some(Inflected {
        head,
        forms,
        cut: false,
    })
}
