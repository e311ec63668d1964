//! Characters, words, folds and edges, as the slow matcher sees them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is left of a text if nothing counts that folds away.
pub(crate) fn fold(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_ignorable(*c)).nfc();
    let mut folded = String::new();
    for c in visible {
        match c {
            _ if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            '\'' | '‘' | '’' | 'ʼ' => folded.push('\''),
            '"' | '“' | '”' => folded.push('"'),
            _ if is_hyphen(c) => folded.push('-'),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded.nfc().collect()
}

/// `text` with every en dash that stands between word characters as a hyphen of its length.
pub(crate) fn with_joining_dashes(text: &str) -> String {
    let joins = |at: usize| {
        let before = text[..at].trim_end_matches(is_ignorable);
        let behind = text[at + '–'.len_utf8()..].trim_start_matches(is_ignorable);
        before.ends_with(is_word_character) && behind.starts_with(is_word_character)
    };
    let chars = text.char_indices();
    chars
        .map(|(at, c)| {
            if c == '–' && joins(at) {
                '\u{2010}'
            } else {
                c
            }
        })
        .collect()
}

pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}')
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | 'ʼ')
}

pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// A letter, mark, digit or `_`, or what the reader sees as one word that is not prose.
pub(crate) fn is_word_character(c: char) -> bool {
    (c.is_alphanumeric() && c != 'ʼ') || is_combining_mark(c) || matches!(c, '_' | '\u{FFFC}')
}

/// Written without spaces, so that it needs no edge.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Written with spaces, but with particles behind, so that it needs an edge before it only.
pub(crate) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7FF}')
}

/// Part of a word that ends where a space or mark stands.
pub(crate) fn is_spaced(c: char) -> bool {
    is_word_character(c) && !is_ideograph(c) && !is_hangul(c)
}

pub(crate) fn may_begin(text: &str, start: usize) -> bool {
    let first = text[start..].chars().next().unwrap_or(' ');
    let mut before = text[..start].chars().rev().filter(|c| !is_ignorable(*c));
    let previous = before.next().unwrap_or(' ');
    if first.is_whitespace() || is_ignorable(first) || is_combining_mark(first) {
        return false;
    }
    if first == '.' {
        return !(previous.is_alphanumeric() && previous != 'ʼ');
    }
    if !is_word_character(first) || is_ideograph(first) {
        return true;
    }
    let joined = is_spaced(previous) || (is_hangul(first) && is_hangul(previous));
    let inside = is_apostrophe(previous) && before.next().is_some_and(is_word_character);
    !joined && !inside
}

pub(crate) fn may_end(text: &str, start: usize, end: usize) -> bool {
    let last = text[..end].chars().next_back().unwrap_or(' ');
    if text[end..].starts_with(is_combining_mark) || last.is_whitespace() || is_ignorable(last) {
        return false;
    }
    let mut behind = text[end..].chars().filter(|c| !is_ignorable(*c));
    let next = behind.next().unwrap_or(' ');
    if last == '.' {
        return !(next.is_alphanumeric() && next != 'ʼ');
    }
    if !is_spaced(last) {
        return true;
    }
    if !is_apostrophe(next) {
        return !is_spaced(next);
    }
    let (letter, then) = (behind.next().unwrap_or(' '), behind.next().unwrap_or(' '));
    let word = text[start..end]
        .rsplit(|c| !is_word_character(c))
        .next()
        .unwrap_or("");
    let is_pronoun = ["it", "who"].contains(&word.to_lowercase().as_str());
    let possessive = matches!(letter, 's' | 'S') && !is_word_character(then) && !is_pronoun;
    !is_word_character(letter) || possessive
}

/// The words of a text, each character of a script without spaces by itself.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().filter(|c| !is_ignorable(*c)).nfc() {
        if !(is_spaced(c) || is_combining_mark(c)) {
            words.push(std::mem::take(&mut word));
        }
        if is_word_character(c) {
            word.push(c);
        }
        if !is_spaced(c) {
            words.push(std::mem::take(&mut word));
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}
