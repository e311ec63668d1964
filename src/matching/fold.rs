//! The differences between two writings of one word that do not count.
//!
//! Folding is done a token at a time, so that no map from folded to written offsets is
//! ever needed: a token keeps its place, its folded form is only compared and hashed.

use unicode_normalization::UnicodeNormalization;

use super::character::{is_apostrophe, is_double_quote, is_hyphen, is_ignorable};
use super::language::Language;

/// Appends the folded form of one token to `folded`: canonical composition, no
/// ignorables, one width, one apostrophe, quotation mark and hyphen, small letters.
pub fn fold(token: &str, language: Language, folded: &mut String) {
    fold_by(token, folded, |c| language.fold_case(c));
}

/// Like [`fold`], for hashes, which are the same in every language: where any language
/// makes two letters one, they are.
pub fn fold_for_hash(token: &str, folded: &mut String) {
    let language = Language::default();
    fold_by(token, folded, |c| match language.fold_case(c) {
        'ı' | 'İ' => 'i',
        c => c,
    });
}

fn fold_by(token: &str, folded: &mut String, fold_case: impl Fn(char) -> char) {
    if token.is_ascii() || token.chars().all(is_plain) {
        folded.extend(token.chars().map(fold_case));
        return;
    }
    let cased: String = compose(token);
    folded.extend(cased.chars().map(fold_case).nfc());
}

/// Whether no fold but that of case changes `c`, nor whatever plain character stands
/// beside it: Latin, Greek and Cyrillic letters that are composed and never compose
/// (Unicode's `NFC_Quick_Check` is Yes), and what Latin-1 has besides the soft hyphen.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{AC}' | '\u{AE}'..='\u{2BB}'
        | '\u{388}'..='\u{3CE}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
}

/// Like [`fold`], but capitals stay capitals.
pub fn fold_keeping_case(token: &str, folded: &mut String) {
    if token.is_ascii() {
        folded.push_str(token);
        return;
    }
    folded.push_str(&compose(token));
}

/// All folds but that of case.
fn compose(token: &str) -> String {
    // Vowel signs go after composition: a hamza that belongs to its letter stays with it.
    let visible = token
        .chars()
        .filter(|c| !super::character::is_format(*c))
        .flat_map(narrow);
    let composed = visible.nfc().filter(|c| !is_ignorable(*c));
    composed.map(fold_glyph).nfc().collect()
}

/// Half and full width are one: what Unicode's compatibility forms say, for these blocks alone.
fn narrow(c: char) -> impl Iterator<Item = char> {
    let wide = matches!(c, '\u{FF01}'..='\u{FFEE}' | '\u{3000}');
    let narrowed = wide.then(|| std::iter::once(c).nfkc());
    let same = (!wide).then_some(c);
    narrowed.into_iter().flatten().chain(same)
}

/// Quotation marks and hyphens of one kind are one. Everything else stays.
fn fold_glyph(c: char) -> char {
    match c {
        _ if c.is_ascii() => c,
        _ if is_apostrophe(c) => '\'',
        _ if is_double_quote(c) => '"',
        _ if is_hyphen(c) => '-',
        _ => c,
    }
}

/// Folds a whole text: each character on its own and white space as one space.
///
/// Two writings of a phrase have the same folded text exactly if the folds make them one,
/// apart from what depends on neighbours (an en dash between word characters).
pub fn fold_text(text: &str, language: Language) -> String {
    fold_words(text, |word, folded| fold(word, language, folded))
}

/// Like [`fold_text`], for hashes, which are the same in every language.
pub fn fold_text_for_hash(text: &str) -> String {
    fold_words(text, fold_for_hash)
}

fn fold_words(text: &str, fold: impl Fn(&str, &mut String)) -> String {
    let mut folded = String::new();
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold(word, &mut folded);
    }
    fold_en_dashes(folded)
}

/// En dashes that stand between word characters become hyphens.
fn fold_en_dashes(text: String) -> String {
    if !text.contains('–') {
        return text;
    }
    let mut result = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + c.len_utf8()..)
            .and_then(|text| text.chars().next());
        let joins = c == '–'
            && [before, after]
                .into_iter()
                .all(|c| c.is_some_and(super::character::is_word));
        result.push(if joins { '-' } else { c });
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_for_plain_characters_leads_where_the_long_one_does() {
        for c in (0..0x600)
            .filter_map(char::from_u32)
            .filter(|c| is_plain(*c))
        {
            let text = format!("é{c}");
            let mut short = String::new();
            let language = Language::default();
            fold(&text, language, &mut short);
            let cased = compose(&text);
            let folded = cased.chars().map(|c| language.fold_case(c));
            assert_eq!(short, folded.nfc().collect::<String>(), "{c:?}");
        }
    }

    #[test]
    fn hashes_know_no_language() {
        let hashed = |text: &str| {
            let mut folded = String::new();
            fold_for_hash(text, &mut folded);
            folded
        };
        for language in [Language::default(), Language::of(Some("tr"))] {
            for (one, other) in [
                ("I", "ı"),
                ("İ", "i"),
                ("ISI", "ısı"),
                ("DİŞ", "diş"),
                ("ΣΣ", "σς"),
            ] {
                let same = fold_text(one, language) == fold_text(other, language);
                assert!(!same || hashed(one) == hashed(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn dotted_and_dotless_i_fold_by_the_language() {
        for (one, other, turkish, english) in [
            ("ISI", "ısı", true, false),
            ("DİŞ", "diş", true, false),
            ("DI\u{307}Ş", "diş", true, false),
            ("DIŞ", "diş", false, true),
            ("Ilık", "ılık", true, false),
            ("SIR", "sir", false, true),
        ] {
            for (tag, expected) in [("tr", turkish), ("az", turkish), ("en", english)] {
                let language = Language::of(Some(tag));
                let same = fold_text(one, language) == fold_text(other, language);
                assert_eq!(same, expected, "{one} {other} {tag}");
            }
        }
    }

    #[test]
    fn what_does_not_count_folds_away() {
        let same = [
            ("Word", "word"),
            ("ΣΟΦΟΣ", "σοφος"),
            ("σοφός", "ΣΟΦΌΣ"),
            ("e\u{301}té", "ÉTE\u{301}"),
            ("co\u{AD}operate", "cooperate"),
            ("\u{FEFF}a\u{200B}b", "ab"),
            ("don’t", "don't"),
            ("donʼt", "don‘t"),
            ("“x”", "\"x\""),
            ("a\u{2010}b", "a-b"),
            ("a\u{2011}b", "a\u{FF0D}b"),
            ("1990–95", "1990-95"),
            ("ＡＢＣ１", "abc1"),
            ("ｶﾞ", "ガ"),
            ("か\u{3099}", "が"),
            ("كتـــاب", "كتاب"),
            ("كِتَاب", "كتاب"),
            ("שָׁלוֹם", "שלום"),
            ("\u{212A}elvin", "kelvin"),
            ("ﬅ", "ﬅ"),
            ("in  \u{A0}order", "in order"),
        ];
        for (one, other) in same {
            assert_eq!(
                fold_text(one, Language::default()),
                fold_text(other, Language::default()),
                "{one:?} and {other:?} are one"
            );
        }
        let different = [
            ("straße", "strasse"),
            ("résumé", "resume"),
            ("İ", "i"),
            ("ı", "i"),
            ("a — b", "a - b"),
            ("a – b", "a - b"),
            ("می\u{200C}خواهم", "میخواهم"),
            ("أ", "ا"),
            ("ﬁ", "fi"),
            ("a b", "ab"),
            ("e-mail", "email"),
        ];
        for (one, other) in different {
            assert_ne!(
                fold_text(one, Language::default()),
                fold_text(other, Language::default()),
                "{one:?} and {other:?} differ"
            );
        }
    }
}
