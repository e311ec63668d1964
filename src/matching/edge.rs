//! Where a match may begin and end.

use super::character::{
    Script, is_apostrophe, is_format, is_hyphen, is_joiner, is_mark, is_word, script,
};
use super::language::Language;
use crate::markup::address::ends_name;
use crate::text::Span;

/// Words that take `'s` for *is*, *has* or *us*: there the apostrophe is inside the word.
const NO_POSSESSIVE: [&str; 16] = [
    "he", "here", "how", "it", "let", "she", "so", "that", "there", "this", "what", "when",
    "where", "who", "why", "these",
];

/// Whether a match may begin and end where `span` does in `text`.
pub fn allows(text: &str, span: Span, language: Language) -> bool {
    begins(text, span.start, language) && ends(text, span)
}

/// Whether a word that has lost its end to what starts at `start` stands directly before.
pub fn follows_elision(text: &str, start: usize, language: Language) -> bool {
    let mut before = visible_before(text, start);
    before.next().is_some_and(is_apostrophe) && language.elides(before.take_while(|c| is_word(*c)))
}

/// Whether a hyphen joins `span` to another word on either side (`mail` in `e-mail`).
pub fn is_hyphenated(text: &str, span: Span) -> bool {
    let mut before = visible_before(text, span.start);
    let mut after = visible_after(text, span.end);
    let joins = |first: Option<char>, second: Option<char>| {
        first.is_some_and(is_hyphen) && second.is_some_and(is_word)
    };
    joins(before.next(), before.next()) || joins(after.next(), after.next())
}

fn visible_before(text: &str, at: usize) -> impl Iterator<Item = char> + Clone {
    let before = text.get(..at).unwrap_or("");
    before.chars().rev().filter(|c| !is_format(*c))
}

fn visible_after(text: &str, at: usize) -> impl Iterator<Item = char> {
    let after = text.get(at..).unwrap_or("");
    after.chars().filter(|c| !is_format(*c))
}

fn begins(text: &str, start: usize, language: Language) -> bool {
    let Some(first) = text.get(start..).and_then(|rest| rest.chars().next()) else {
        return false;
    };
    let mut before = visible_before(text, start);
    let Some(previous) = before.next() else {
        return !is_mark(first);
    };
    if is_mark(first) || previous == '\u{200D}' {
        return false;
    }
    if first == '.' {
        return !is_letter_or_digit(previous);
    }
    if !is_word(first) || script(first) == Script::Spaceless {
        return true;
    }
    if is_word(previous) {
        let joined = match script(first) {
            Script::Hangul => script(previous) != Script::Spaceless,
            _ => script(previous) == Script::Spaced,
        };
        return !joined;
    }
    // *@colour*, *--colour*: a name on a network, an option of a command.
    let second = before.clone().next();
    let is_option = || {
        let third = before.clone().nth(1);
        previous == '-' && second == Some('-') && third.is_none_or(char::is_whitespace)
    };
    if previous == '@' || is_option() {
        return false;
    }
    let after_letter = is_apostrophe(previous) && before.next().is_some_and(is_word);
    !after_letter || follows_elision(text, start, language)
}

fn ends(text: &str, span: Span) -> bool {
    let Some(last) = text
        .get(..span.end)
        .and_then(|before| before.chars().next_back())
    else {
        return false;
    };
    let direct = text.get(span.end..).and_then(|rest| rest.chars().next());
    if direct.is_some_and(extends_grapheme) {
        return false;
    }
    let mut after = visible_after(text, span.end);
    let Some(next) = after.next() else {
        return true;
    };
    if last == '.' {
        return !is_letter_or_digit(next);
    }
    if !is_word(last) || script(last) != Script::Spaced {
        return true;
    }
    if is_word(next) {
        return script(next) != Script::Spaced;
    }
    if next == '.' {
        return !ends_name(text, span.end + 1);
    }
    if !is_apostrophe(next) {
        return true;
    }
    let Some(letter) = after.next().filter(|c| is_word(*c)) else {
        return true;
    };
    let then = after.next();
    let possessive = matches!(letter, 's' | 'S') && !then.is_some_and(is_word);
    possessive && takes_possessive(text, span)
}

/// What goes on with an abbreviation at a full stop; ʼ is a letter by category alone.
fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !is_apostrophe(c)
}

/// Marks, joiners, variation selectors and skin tones belong to the character before them.
fn extends_grapheme(c: char) -> bool {
    is_mark(c) || is_joiner(c) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Whether `'s` after the match makes a possessive rather than a contraction.
fn takes_possessive(text: &str, span: Span) -> bool {
    let matched = span.text(text).unwrap_or("");
    let last_word = matched.rsplit(|c| !is_word(c)).next().unwrap_or("");
    !NO_POSSESSIVE
        .iter()
        .any(|word| word.eq_ignore_ascii_case(last_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The matches of `needle`, which stands in `text` once, are allowed or not.
    #[track_caller]
    fn check(text: &str, needle: &str, expected: bool) {
        let start = text.find(needle).expect("the needle is in the text");
        let span = Span::new(start, start + needle.len());
        let allowed = allows(text, span, Language::default());
        assert_eq!(allowed, expected, "{needle:?} in {text:?}");
    }

    #[test]
    fn what_is_elided_before_a_word_is_none_of_it() {
        for (tag, text, needle, expected) in [
            ("fr", "l’intelligence", "intelligence", true),
            ("fr", "L'Intelligence", "Intelligence", true),
            ("fr", "jusqu’ici", "ici", true),
            ("fr", "aujourd’hui", "hui", false),
            ("fr", "l’l’on", "on", true),
            ("fr", "xl’on", "on", false),
            ("it", "dell’arte", "arte", true),
            ("it", "po’ arte", "arte", true),
            ("ca", "l’home", "home", true),
            ("en", "l’intelligence", "intelligence", false),
            ("en", "can't", "t", false),
        ] {
            let start = text.find(needle).expect("in the text");
            let span = Span::new(start, start + needle.len());
            let language = Language::of(Some(tag));
            assert_eq!(allows(text, span, language), expected, "{tag}: {text}");
        }
    }

    #[test]
    fn edges_are_those_of_words() {
        let found = [
            ("a regime.", "regime"),
            ("the regime's end", "regime"),
            ("the regime’s end", "regime"),
            ("the REGIME'S end", "REGIME"),
            ("the regimes' end", "regimes"),
            ("‘regime’ and", "regime"),
            ("an e-mail", "mail"),
            ("pro-regime", "regime"),
            ("in C++ and", "C++"),
            ("(.NET) is", ".NET"),
            ("the U.S. is", "U.S."),
            ("the U.S.ʼs own", "U.S."),
            ("#hashtag", "hashtag"),
            ("regime(s)", "regime"),
            ("技術AI的", "AI"),
            ("新政府", "政府"),
            ("정부는", "정부"),
            ("AI는", "AI"),
            ("word\u{200B} x", "word"),
            ("one's own", "one"),
            ("x 🎄", "🎄"),
            ("Booking.com is", "Booking.com"),
            ("the regime.So", "regime"),
            ("the regime.compare", "regime"),
            ("regime -- he", "he"),
            ("regime--he", "he"),
            ("a/regime", "regime"),
            ("regime.", "regime"),
            ("regime.…", "regime"),
        ];
        for (text, needle) in found {
            check(text, needle, true);
        }
        let not_found = [
            ("regimes", "regime"),
            ("preregime", "regime"),
            ("can't", "can"),
            ("o'clock", "clock"),
            ("it's", "it"),
            ("who’s", "who"),
            ("the let's", "let"),
            ("the U.S.A.", "U.S."),
            ("ASP.NET", ".NET"),
            ("snake_case", "case"),
            ("word1", "word"),
            ("신정부", "정부"),
            ("cafe\u{301}", "cafe"),
            ("👩\u{200D}🚀", "👩"),
            ("👩\u{200D}🚀", "🚀"),
            ("👍🏽", "👍"),
            ("wo\u{AD}rd", "rd"),
            ("git\u{FFFC}", "git"),
            ("cat'stail", "cat"),
            ("Booking.com is", "Booking"),
            ("regime.example.org.", "regime"),
            ("my-regime.css", "regime"),
            ("@regime", "regime"),
            ("run --regime", "regime"),
        ];
        for (text, needle) in not_found {
            check(text, needle, false);
        }
    }

    #[test]
    fn a_hyphen_joins_words() {
        for (text, needle, expected) in [
            ("an e-mail", "mail", true),
            ("mail-order", "mail", true),
            ("the mail - is", "mail", false),
            ("the mail", "mail", false),
            ("mail\u{2011}order", "mail", true),
        ] {
            let start = text.find(needle).expect("in the text");
            let span = Span::new(start, start + needle.len());
            assert_eq!(is_hyphenated(text, span), expected, "{text:?}");
        }
    }
}
