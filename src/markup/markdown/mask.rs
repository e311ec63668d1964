//! What the parser must not see as it is written: money, and line ends that it half knows.
//!
//! The parser takes any `$…$` for a formula, so that `US$5 or A$7` would hide the words
//! between. A formula begins with a `$` that has no letter or digit before it and no
//! space behind it, and ends at the next with no space before it and no letter or
//! digit behind it. Every other `$` is masked.
//!
//! A lone CR ends a line, but not, to the parser, the line of a code fence.

use std::borrow::Cow;

/// What a masked `$` is for the parser: punctuation of the same length without a meaning.
const MASK: &str = "%";

/// Currencies written before the sign; a `$` behind one of them ends no formula.
const CURRENCIES: &[&str] = &["AU", "CA", "HK", "NT", "NZ", "US"];

/// `source` as the parser should see it, each byte at its place.
pub(super) fn mask(source: &str) -> Cow<'_, str> {
    let mut changes: Vec<(usize, &str)> = lone_returns(source).map(|at| (at, "\n")).collect();
    changes.extend(unpaired(source).into_iter().map(|at| (at, MASK)));
    if changes.is_empty() {
        return Cow::Borrowed(source);
    }
    changes.sort_unstable();
    let mut masked = String::with_capacity(source.len());
    let mut done = 0;
    for (at, text) in changes {
        masked.push_str(&source[done..at]);
        masked.push_str(text);
        done = at + text.len();
    }
    masked.push_str(&source[done..]);
    Cow::Owned(masked)
}

fn lone_returns(source: &str) -> impl Iterator<Item = usize> {
    let returns = memchr::memchr_iter(b'\r', source.as_bytes());
    returns.filter(|at| !source[at + 1..].starts_with('\n'))
}

/// The dollar signs that neither start nor end a formula.
fn unpaired(source: &str) -> Vec<usize> {
    let mut unpaired = Vec::new();
    let mut opener: Option<usize> = None;
    let mut last = 0;
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'$', &source.as_bytes()[from..]) {
        let at = from + found;
        let run = source[at..]
            .bytes()
            .take_while(|byte| *byte == b'$')
            .count();
        from = at + run;
        if has_blank_line(&source[last..at]) {
            unpaired.extend(opener.take());
        }
        last = at;
        if run > 1 || source[..at].ends_with('\\') {
            continue;
        }
        let before = source[..at].chars().next_back().unwrap_or(' ');
        let behind = source[from..].chars().next().unwrap_or(' ');
        let may_open = !before.is_alphanumeric() && !behind.is_whitespace();
        let may_close =
            !before.is_whitespace() && !behind.is_alphanumeric() && !is_currency(&source[..at]);
        match opener {
            Some(_) if may_close => opener = None,
            Some(unused) if may_open => {
                unpaired.push(unused);
                opener = Some(at);
            }
            None if may_open => opener = Some(at),
            _ => unpaired.push(at),
        }
    }
    unpaired.extend(opener);
    unpaired.sort_unstable();
    unpaired
}

fn is_currency(before: &str) -> bool {
    CURRENCIES.iter().any(|currency| {
        before
            .strip_suffix(currency)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

fn has_blank_line(text: &str) -> bool {
    let mut ends = 0;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' if bytes.peek() == Some(&b'\n') => {}
            b'\n' | b'\r' => ends += 1,
            b' ' | b'\t' | b'>' => {}
            _ => ends = 0,
        }
        if ends > 1 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_keep_their_dollar_signs_and_lone_returns_are_line_feeds() {
        let cases = [
            ("no sign", "no sign"),
            ("$x^2$ and ($2n$), $a$.", "$x^2$ and ($2n$), $a$."),
            ("US$5 or A$7", "US%5 or A%7"),
            ("$20-$30 and $40", "%20-%30 and %40"),
            ("\"$5m\" or \"$6m\", not $ 7", "\"%5m\" or \"%6m\", not % 7"),
            (
                "the $100m deal, paid in US$ then",
                "the %100m deal, paid in US% then",
            ),
            ("it cost $5 for $n$ of them", "it cost %5 for $n$ of them"),
            ("$$x$$ and \\$5 and 10$", "$$x$$ and \\$5 and 10%"),
            ("$a\n\nb$ $a\r\n\r\nb$", "%a\n\nb% %a\r\n\r\nb%"),
            ("a\rb\r\nc\r\r\nd$\r", "a\nb\r\nc\n\r\nd%\n"),
            ("$a\nb$, é$5$", "$a\nb$, é%5%"),
            ("$", "%"),
        ];
        for (source, expected) in cases {
            assert_eq!(mask(source), expected);
        }
    }
}
