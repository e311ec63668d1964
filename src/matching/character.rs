//! What a character is to matching: part of a word, a word by itself, without width, a mark.

use unicode_normalization::char::is_combining_mark;

use crate::markup::block::OPAQUE;

/// Whether `c` is part of a word: a letter, mark, digit or `_`, or an opaque word.
///
/// Superscript figures are not: they are footnote marks more often than anything else. Nor is
/// ʼ, a letter by its category (U+02BC), which is the same as any other apostrophe.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    // Dashes, quotation marks and the ellipsis, which are most of what is not ASCII in English.
    if matches!(c, '\u{2010}'..='\u{2027}') {
        return false;
    }
    let superscript = matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{207F}');
    (c.is_alphanumeric() && !superscript && !is_apostrophe(c)) || is_mark(c) || c == OPAQUE
}

/// Whether `c` combines with the character before it.
pub fn is_mark(c: char) -> bool {
    // Half-width voicing marks are letters by category, but belong to the kana before them.
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{FF9E}' | '\u{FF9F}'))
}

/// Whether `c` has no width and does not count inside a match (DESIGN, "Ignorables"):
/// soft hyphen, zero-width space, word joiner, byte order mark, bidi controls,
/// kashida, and the optional vowel signs of Arabic and Hebrew.
pub fn is_ignorable(c: char) -> bool {
    is_format(c) || is_vowel_sign(c)
}

/// The ignorables that combine with nothing, and so stay outside at a match's edges.
pub fn is_format(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}'
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{640}')
}

/// Harakat and niqqud, which writers of Arabic and Hebrew leave out as a rule.
pub fn is_vowel_sign(c: char) -> bool {
    matches!(c,
        '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}')
}

/// Zero-width joiner and non-joiner: they change how a word is written, and stay in it.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Whether `c` is an apostrophe or single quotation mark that the fold makes one.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | 'ʼ')
}

/// Whether `c` is a double quotation mark that the fold makes one.
pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// Whether `c` is a hyphen: U+002D, 2010, 2011, FE63, FF0D.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{FE63}' | '\u{FF0D}')
}

/// How the script of a character separates words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// By spaces: an edge is needed on both sides.
    Spaced,
    /// Not at all (Han, kana, Thai, Lao, Khmer, Burmese): no edge is needed.
    Spaceless,
    /// By spaces, with particles written on to the word: an edge is needed on the left.
    Hangul,
}

/// How the script of `c` separates words. Ranges are those of Unicode's blocks.
pub fn script(c: char) -> Script {
    // Thai is the first that is not.
    if c < '\u{E01}' {
        return Script::Spaced;
    }
    match c {
        '\u{1100}'..='\u{11FF}'
        | '\u{3130}'..='\u{318F}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{FFA0}'..='\u{FFDC}' => Script::Hangul,
        // Thai, Lao, Burmese and Khmer have digits of their own, which are words as ours are.
        '\u{E50}'..='\u{E59}'
        | '\u{ED0}'..='\u{ED9}'
        | '\u{1040}'..='\u{1049}'
        | '\u{17E0}'..='\u{17E9}' => Script::Spaced,
        '\u{E01}'..='\u{EDF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{302F}'
        | '\u{3031}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}' => Script::Spaceless,
        _ => Script::Spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_what_they_are() {
        for c in [
            'a', 'Z', '0', '_', 'é', '\u{301}', 'ß', 'ж', '語', '٣', '₂', OPAQUE,
        ] {
            assert!(is_word(c), "{c:?} is part of a word");
        }
        for c in [
            '\'', '’', 'ʼ', 'ʼ', '-', '.', ' ', '\u{A0}', '²', '€', '😀', '\u{AD}', '\u{200B}',
            '、',
        ] {
            assert!(!is_word(c), "{c:?} is not part of a word");
        }
        for c in [
            '\u{AD}', '\u{200B}', '\u{202B}', '\u{640}', '\u{64E}', '\u{5B8}',
        ] {
            assert!(is_ignorable(c), "{c:?} has no width");
        }
        for c in ['\u{200C}', '\u{200D}', 'a', ' ', '\u{301}'] {
            assert!(!is_ignorable(c), "{c:?} counts");
        }
        let scripts = [
            ('語', Script::Spaceless),
            ('カ', Script::Spaceless),
            ('ไ', Script::Spaceless),
            ('한', Script::Hangul),
            ('a', Script::Spaced),
            ('๓', Script::Spaced),
        ];
        for (c, expected) in scripts {
            assert_eq!(script(c), expected, "{c:?}");
        }
    }
}
