//! Figures that are values, or part of the name of a product, by what stands before them.

use super::figures::is_in;

/// Words before a figure that is a value, as programs and mathematics have them: *returns 1*.
const WORDS: &str = "equal equals return returned returning returns yields";

/// Two words before such a figure: *a power of 2*.
const PAIRS: [&str; 14] = [
    "decremented by",
    "default of",
    "defaults to",
    "divisible by",
    "equal to",
    "incremented by",
    "increments by",
    "multiple of",
    "multiples of",
    "power of",
    "powers of",
    "set to",
    "starts at",
    "value of",
];

/// Whether `head`, which stands before a figure in its sentence, ends with words before a value.
pub(super) fn introduces(head: &str) -> bool {
    let mut words = head.split_whitespace().rev();
    let (Some(last), before) = (words.next(), words.next()) else {
        return false;
    };
    let last = last.to_lowercase();
    let is_pair = |before: &str| {
        let pair = format!("{} {last}", before.to_lowercase());
        PAIRS.contains(&pair.trim_start_matches(|c: char| !c.is_alphanumeric()))
    };
    is_in(WORDS, &last) || before.is_some_and(is_pair)
}

/// Whether `head` ends with a name that is written as no common word is, and a space: *Node.js*,
/// *iOS*. An abbreviation ends with a point.
pub(super) fn ends_with_product(head: &str) -> bool {
    let Some(before) = head.strip_suffix([' ', '\u{A0}']) else {
        return false;
    };
    let name = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let name = name.trim_start_matches(['(', '“', '"', '‘']);
    let mut inner = name.chars().skip(1).peekable();
    let mut is_odd = false;
    while let Some(c) = inner.next() {
        is_odd |= c.is_uppercase() || (c == '.' && inner.peek().is_some_and(|c| c.is_alphabetic()));
    }
    is_odd && name.starts_with(char::is_alphabetic) && !name.ends_with('.')
}
