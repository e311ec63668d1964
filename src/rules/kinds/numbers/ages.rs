//! Ages, which newsrooms write as they please: *a boy, 7, and his sister*.

use crate::matching::word::words;
use crate::text::Span;

/// Who has an age.
const PERSONS: &str = "he she who i baby boy brother child cousin daughter girl grandson granddaughter husband \
     infant man mother father nephew niece pupil sister son student teenager toddler twin victim wife woman";

/// Whose age has a limit: *children under 5*.
const GROUPS: &str = "adults anyone boys children girls infants kids men those people pupils women";

/// What may follow an age that stands alone.
const BEHIND: &str = "and at but he in last next now on or she then they this to we when while who";

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ')
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether the figure at `span` is how old somebody is; its sentence begins at the byte `start`.
pub(super) fn is_age(text: &str, span: Span, start: usize) -> bool {
    let before = text.get(start..span.start).unwrap_or("");
    let behind = text.get(span.end..).unwrap_or("");
    if before.ends_with(", ") && behind.starts_with(',') {
        return true;
    }
    let head = before.trim_end();
    // The last three words before it, the nearest first.
    let mut last = words(head).collect::<Vec<_>>().into_iter().rev();
    let mut word = || last.next().and_then(|word| word.text(head)).unwrap_or("");
    let (one, two) = (word(), word());
    if !head.ends_with(one) || one.is_empty() {
        return is_apposed(head, one) && ends_phrase(behind);
    }
    match one.to_lowercase().as_str() {
        "aged" | "age" | "ages" => true,
        "of" => is_in("age ages", two) || is_in(PERSONS, two),
        "turned" | "turns" | "turning" | "at" => ends_phrase(behind),
        "is" | "was" | "will" | "be" => is_in(PERSONS, two) && ends_phrase(behind),
        "under" | "over" | "below" => is_in(GROUPS, two),
        _ => false,
    }
}

/// Whether the text ends with somebody and a comma: *his son, 9.*
fn is_apposed(head: &str, word: &str) -> bool {
    let is_person = is_in(PERSONS, word) || word.starts_with(char::is_uppercase);
    head.strip_suffix(',')
        .is_some_and(|head| head.ends_with(word))
        && is_person
}

/// Whether no noun follows that the figure counts.
fn ends_phrase(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(char::is_whitespace) else {
        return !behind.starts_with('-');
    };
    let next = words(rest).next().and_then(|word| word.text(rest));
    next.is_none_or(|next| is_in(BEHIND, next))
}
