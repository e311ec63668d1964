//! What stands beside a date, and whether it makes it part of something longer.

use std::sync::LazyLock;

use regex::Regex;

use super::days::{self, WORDS};
use crate::markup::block::OPAQUE;
use crate::text::Span;

/// The name of a month, in full or shortened.
const MONTH: &str = r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)";

/// What stands between a date and the next.
static JOINT: LazyLock<String> =
    LazyLock::new(|| format!(r"(?:,?\s(?:{WORDS})\s(?:the\s)?|\s?[–&-]\s?|,\s)"));

/// Another date behind, which has a month of its own.
static DATE_BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (days, joint) = (days::pattern(), &*JOINT);
    let date = format!(r"(?:{days}\s(?:of\s)?{MONTH}|{MONTH}\s(?:the\s)?{days})");
    Regex::new(&format!(r"^{joint}{date}")).ok()
});

/// Another date before, which has a month of its own, and perhaps a year.
static DATE_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let (days, joint) = (days::pattern(), &*JOINT);
    let date = format!(r"(?:\b{days}\s(?:of\s)?{MONTH}|\b{MONTH}\s(?:the\s)?{days})");
    Regex::new(&format!(r"{date}(?:,?\s(?<year>[12]\d{{3}}))?{joint}$")).ok()
});

static MONTH_BEHIND: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"^\s(?:of\s)?{MONTH}")).ok());

static MONTH_BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"\b{MONTH}\s(?:the\s)?$")).ok());

/// In bytes, at least as much as another date takes with what stands between: *September 24th, 2026
/// through the*.
const LONGEST_BESIDE: usize = 48;

/// What stands before `span`, as far as it matters.
fn before(text: &str, span: Span) -> &str {
    let window = text.floor_char_boundary(span.start.saturating_sub(LONGEST_BESIDE));
    text.get(window..span.start).unwrap_or("")
}

/// What stands behind `end`, as far as it matters.
fn behind(text: &str, end: usize) -> &str {
    let window = text.ceil_char_boundary((end + LONGEST_BESIDE).min(text.len()));
    text.get(end..window).unwrap_or("")
}

fn is_match(regex: &LazyLock<Option<Regex>>, text: &str) -> bool {
    regex.as_ref().is_some_and(|regex| regex.is_match(text))
}

/// Whether the name of a month follows `end`.
pub(super) fn is_month_behind(text: &str, end: usize) -> bool {
    is_match(&MONTH_BEHIND, behind(text, end))
}

/// Whether the name of a month stands before `start`.
pub(super) fn is_month_before(text: &str, start: usize) -> bool {
    is_match(&MONTH_BEFORE, before(text, Span::new(start, start)))
}

/// Whether a hyphen joins the date at `span` to another before it.
pub(super) fn is_joined_before(text: &str, span: Span) -> bool {
    let before = before(text, span);
    before.ends_with('-') && is_match(&DATE_BEFORE, before)
}

/// Whether a hyphen joins a date that ends at `end` to another.
pub(super) fn is_joined_behind(text: &str, end: usize) -> bool {
    let behind = behind(text, end);
    behind.starts_with('-') && is_match(&DATE_BEHIND, behind)
}

/// Whether a date without a year stands before `span`, so that what follows gives it one.
pub(super) fn shares_year(text: &str, span: Span) -> bool {
    let captures = DATE_BEFORE
        .as_ref()
        .and_then(|regex| regex.captures(before(text, span)));
    captures.is_some_and(|captures| captures.name("year").is_none())
}

static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let joint = format!(r"(?:\s(?:{WORDS})\s|\s?[–,&-]\s?|\s)");
    let weekday = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s)?";
    Regex::new(&format!(
        r"(?:(?:^|\D)\d{{1,2}}(?:st|nd|rd|th)?{joint}{weekday}|[\w:./$£€#-])$"
    ))
    .ok()
});

static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let joint = format!(r"(?:\s(?:{WORDS})\s|\s?[–&-]\s?|,\s)");
    Regex::new(&format!(r"^(?:{joint}\d{{1,2}}(?:st|nd|rd|th)?(?:$|[^\w/.-]|\.\s|\.$)|\w|[:.,/-]\d|%|\s(?:per\s?cent|million|billion|a\.m|p\.m|am\b|pm\b)|-\w)")).ok()
});

/// Things that are counted, so that the figure is no day: *in May 24 people*.
static COUNTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s(?:people|men|women|children|\w*[a-z]{2}s|more|per)\b").ok());

/// Words that go on behind a date, so that the figure before them counts nothing.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\s(?:a|after|an|and|are|as|at|because|before|between|but|by|can|could|did|do|does|during|for|from|had|has|have|he|her|his|how|I|if|in|inclusive|is|it|its|last|may|might|must|next|of|on|only|or|our|over|she|should|since|so|than|that|the|their|then|there|these|they|this|those|to|under|until|was|we|were|what|when|where|which|while|who|will|with|within|without|would|you|your)\b").ok()
});

/// Whether a row of days ends at `end`, by what follows: *on May 3 and 5, they*, but not *on May 3
/// and 5 other men*.
pub(super) fn ends_behind(text: &str, end: usize) -> bool {
    let behind = behind(text, end);
    !behind.starts_with(char::is_whitespace) || is_match(&GOES_ON, behind)
}

/// Words that end like a plural and are none: *May 24 was a Tuesday*.
const NOT_COUNTED: [&str; 8] = [
    "was", "has", "his", "this", "does", "its", "becomes", "remains",
];

/// The word with which `text` goes on behind a space.
fn word_behind(text: &str) -> &str {
    let word = text.get(1..).unwrap_or("");
    word.split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("")
}

/// Whether what stands beside `span` makes it part of something longer: *24 and 25 November*. A
/// date that has its own month is another one.
pub(super) fn is_in_a_row(text: &str, span: Span, has_year: bool) -> bool {
    let (before, after) = (before(text, span), behind(text, span.end));
    let in_month = before.ends_with("in ") || before.ends_with("In ");
    let is_counted = !has_year
        && span
            .text(text)
            .is_some_and(|date| date.ends_with(|c: char| c.is_ascii_digit()))
        && (in_month || is_match(&COUNTED, after) && !NOT_COUNTED.contains(&word_behind(after)));
    is_match(&BEFORE, before) && !is_match(&DATE_BEFORE, before)
        || before.ends_with(OPAQUE)
        || is_match(&AFTER, after) && !is_match(&DATE_BEHIND, after)
        || after.starts_with(OPAQUE)
        || is_counted
}
