//! What counts as a word whose spelling can be looked up.

use crate::markup::block::OPAQUE;
use crate::matching::character::{Script, is_apostrophe, is_format, is_hyphen, is_mark, script};
use crate::matching::token::{Tokens, stands_free};
use crate::text::Span;

/// Beginnings that English writes on to another word with a hyphen, and that no dictionary has
/// by themselves.
const BEGINNINGS: [&str; 32] = [
    "ante", "anti", "auto", "bi", "bio", "co", "counter", "cyber", "de", "eco", "ex", "geo",
    "hyper", "infra", "inter", "intra", "macro", "meta", "micro", "mid", "mini", "multi", "neo",
    "non", "pan", "pre", "pro", "proto", "pseudo", "re", "semi", "ultra",
];

/// Calls `found` with every word of `text` that a dictionary may be asked for, in order, with
/// the span that is to be marked; `tokens` are those of the text.
///
/// Left alone: what is between white space and has the look of an address, a path, a name of a
/// file, or code; what has figures, or capitals inside or throughout; single letters; and what
/// is in a script without spaces. A possessive ending stays outside. A word with hyphens is one
/// word first (`whole` says whether it is known), else its parts.
pub fn words(
    text: &str,
    tokens: &Tokens,
    whole: &dyn Fn(&str) -> bool,
    found: &mut dyn FnMut(Span),
) {
    // Where what was looked at last ends.
    let mut end = 0;
    for token in &tokens.list {
        let span = token.span();
        if span.start < end {
            continue;
        }
        if is_ordinary(text.as_bytes(), span) {
            // With the mark behind it.
            end = span.end + 1;
            found(span);
            continue;
        }
        let all = between_white_space(text, span.start);
        end = all.end;
        chunk(text, all, whole, found);
    }
}

/// Whether a token is a word in small letters of ASCII, but for the first, behind white space and
/// before it, with no more than a mark between: what most words are.
fn is_ordinary(bytes: &[u8], span: Span) -> bool {
    let before = span.start.checked_sub(1).and_then(|at| bytes.get(at));
    if span.len() < 2 || !matches!(before, None | Some(b' ')) || !stands_free(bytes, span) {
        return false;
    }
    let Some([first, rest @ ..]) = bytes.get(span.range()) else {
        return false;
    };
    first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_lowercase)
}

/// What stands between white space and holds the byte at `at`, which is none.
fn between_white_space(text: &str, at: usize) -> Span {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let end = behind.find(char::is_whitespace);
    Span::new(start, end.map_or(text.len(), |end| at + end))
}

/// What stands between white space.
fn chunk(text: &str, span: Span, whole: &dyn Fn(&str) -> bool, found: &mut dyn FnMut(Span)) {
    let Some(chunk) = span.text(text) else { return };
    if is_simple(chunk) {
        compound(text, span, whole, found);
        return;
    }
    let outer = |c: char| !(c.is_alphanumeric() || is_mark(c) || c == OPAQUE);
    let inner = chunk.trim_matches(outer);
    if inner.is_empty() || is_code(chunk, inner) {
        return;
    }
    let start = span.start + (chunk.len() - chunk.trim_start_matches(outer).len());
    let inner = Span::new(start, start + inner.len());
    // Anything but what can stand inside a word parts words.
    let parts = |c: char| !(is_part(c) || is_apostrophe(c) || is_hyphen(c));
    each_part(text, inner, &parts, &mut |part| {
        compound(text, part, whole, found);
    });
}

/// Whether it is nothing but small letters of ASCII, as most are.
fn is_simple(chunk: &str) -> bool {
    chunk.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether the chunk, whose outer marks are taken off in `inner`, is not prose.
fn is_code(chunk: &str, inner: &str) -> bool {
    let begins_code = ['@', '#', '$', '\\', '/', '~', '<', '%', '&', '_'];
    let ends_code = ['(', '=', '_', '>', '/', OPAQUE];
    if chunk.starts_with(begins_code)
        || chunk.ends_with(ends_code)
        || chunk.contains("()")
        || chunk.starts_with("--")
        || (chunk.starts_with('.') && !chunk.starts_with(".."))
        || (chunk.starts_with(':') && chunk.ends_with(':'))
    {
        return true;
    }
    if inner.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    let marks = [
        '@', '_', '\\', '=', '{', '}', '<', '>', '|', '^', '`', '$', '#', OPAQUE,
    ];
    inner.contains(marks)
        || inner.contains("://")
        || inner.contains("::")
        || inner.matches('/').count() > 1
        || has_dot_inside(inner)
}

/// Whether a full stop or colon stands inside a word, as in `example.com` and `Node.js`.
fn has_dot_inside(inner: &str) -> bool {
    let mut before: Option<char> = None;
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '.' | ':')
            && before.is_some_and(char::is_alphanumeric)
            && chars.peek().is_some_and(|next| next.is_alphanumeric())
        {
            return true;
        }
        before = Some(c);
    }
    false
}

/// A word that may have hyphens in it.
fn compound(text: &str, span: Span, whole: &dyn Fn(&str) -> bool, found: &mut dyn FnMut(Span)) {
    let Some(word) = span.text(text) else { return };
    if !word.contains(is_hyphen) {
        if let Some(word) = single(text, span) {
            found(word);
        }
        return;
    }
    if let Some(all) = without_possessive(text, span).text(text)
        && whole(all)
    {
        return;
    }
    let mut parts = Vec::new();
    each_part(text, span, &is_hyphen, &mut |part| parts.push(part));
    let last = parts.len().saturating_sub(1);
    for (number, part) in parts.into_iter().enumerate() {
        let written = part.text(text).unwrap_or("");
        let is_beginning = number < last
            && BEGINNINGS
                .binary_search(&written.to_lowercase().as_str())
                .is_ok();
        if !is_beginning && let Some(word) = single(text, part) {
            found(word);
        }
    }
}

/// The part of a word without hyphens that is looked up, if it is.
fn single(text: &str, span: Span) -> Option<Span> {
    let word = span.text(text)?;
    let outer = |c: char| is_apostrophe(c) || is_format(c);
    let start = span.start + (word.len() - word.trim_start_matches(outer).len());
    let end = span.end - (word.len() - word.trim_end_matches(outer).len());
    let span = without_possessive(text, Span::new(start.min(end), end));
    let word = span.text(text)?;
    if word.len() == span.len() && is_simple(word) {
        return (word.len() > 1).then_some(span);
    }
    let mut letters = 0;
    let mut capitals = 0;
    let mut first_is_capital = false;
    for c in word.chars() {
        let is_of_word = c.is_alphabetic() || is_mark(c) || is_apostrophe(c) || is_format(c);
        if !is_of_word || script(c) != Script::Spaced {
            return None;
        }
        if c.is_alphabetic() {
            if c.is_uppercase() {
                capitals += 1;
                first_is_capital |= letters == 0;
            }
            letters += 1;
        }
    }
    let is_plain = capitals == 0 || (capitals == 1 && first_is_capital);
    (letters > 1 && is_plain).then_some(span)
}

/// Without `’s` at the end.
fn without_possessive(text: &str, span: Span) -> Span {
    let word = span.text(text).unwrap_or("");
    let base = word.strip_suffix('s').or_else(|| word.strip_suffix('S'));
    let base = base.and_then(|base| base.strip_suffix(is_apostrophe));
    base.map_or(span, |base| Span::new(span.start, span.start + base.len()))
}

/// What stands between characters of which `parts` is true.
fn each_part(text: &str, span: Span, parts: &dyn Fn(char) -> bool, each: &mut dyn FnMut(Span)) {
    let mut start = span.start;
    let Some(inside) = span.text(text) else {
        return;
    };
    for (at, c) in inside.char_indices() {
        if parts(c) {
            let end = span.start + at;
            if start < end {
                each(Span::new(start, end));
            }
            start = end + c.len_utf8();
        }
    }
    if start < span.end {
        each(Span::new(start, span.end));
    }
}

/// Whether it can be part of a word that is looked up, or at least makes one of it.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || is_format(c) || c == OPAQUE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The words are those of what stands between white space, one after the other.
        #[test]
        fn tokens_lead_to_every_word(
            text in "([a-zA-Z0-9_]{1,4}|[A-Za-z][a-z]{1,3}[.,:)]? |[ .,'’\"()/:-]|\\PC|[\u{A0}\u{AD}\u{301}\u{200D}\u{FFFC}日–]){0,12}"
        ) {
            let whole = |word: &str| word.len() == 4;
            let (mut fast, mut slow) = (Vec::new(), Vec::new());
            words(&text, &Tokens::of_text(&text), &whole, &mut |span| fast.push(span));
            for part in text.split(char::is_whitespace) {
                let start = part.as_ptr() as usize - text.as_ptr() as usize;
                let span = Span::new(start, start + part.len());
                chunk(&text, span, &whole, &mut |span| slow.push(span));
            }
            prop_assert_eq!(fast, slow);
        }
    }

    #[test]
    fn words_are_those_that_a_dictionary_may_be_asked_for() {
        assert!(BEGINNINGS.is_sorted());
        // Words are separated by `|`.
        let cases = [
            ("One two, (three).", "One|two|three"),
            ("it’s Kim's the boys' O’Brien’s", "it|Kim|the|boys|"),
            ("rock 'n' roll ’twas", "rock|roll|twas"),
            (
                "well-known co-operate X-ray mother-in-law’s",
                "well|known|operate|ray|mother|in|law",
            ),
            ("e-mail", ""),
            ("and/or this/that a/b/c src/main.rs", "and|or|this|that"),
            (
                "see https://example.org/teh, example.com, Node.js, a@b.org",
                "see",
            ),
            (
                "@name #tag $var _x_ foo_bar foo() ::x x::y --flag C:\\x",
                "",
            ),
            ("NATO iPhone HTMLElement Kyiv 3rd 10km H2O a I", "Kyiv"),
            ("naïve über Łódź", "naïve|über|Łódź"),
            ("word\u{FFFC}s the\u{FFFC}", ""),
            ("これは 한국어 ไทย", ""),
            ("end.Start", ""),
            ("one…two—three", "one|two|three"),
            ("“Quoted,” he said: ‘so’.", "Quoted|he|said|so"),
            ("…", ""),
            ("soft\u{AD}hyphen", "soft\u{AD}hyphen"),
            (":smile: word: (see", "word|see"),
        ];
        for (text, expected) in cases {
            let mut words_found: Vec<&str> = Vec::new();
            let tokens = Tokens::of_text(text);
            words(text, &tokens, &|whole| whole == "e-mail", &mut |span| {
                words_found.push(span.text(text).expect("boundaries"));
            });
            let expected: Vec<&str> = expected
                .split('|')
                .filter(|word| !word.is_empty())
                .collect();
            assert_eq!(words_found, expected, "{text}");
        }
    }
}
