//! Capitals: when they must agree, and what surrounds a match.

use super::fold::fold_keeping_case;
use super::language::Language;
use super::phrase::Case;
use super::sentence::{Sentence, at, letters, starts_at};
use super::token::Tokens;
use crate::text::Span;

/// Below this many other letters, a sentence says nothing about its capitals.
const ENOUGH_LETTERS: u32 = 4;

/// What stands around a match, as far as capitals are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surroundings {
    /// The sentence is written in capitals.
    pub all_capitals: bool,
    /// The rest of the sentence has no small letter, which says little if it is short: *A FOX*.
    pub no_small: bool,
    /// The match starts its sentence.
    pub sentence_start: bool,
}

/// Looks at the sentence around `span`.
///
/// All-capitals surroundings are a sentence whose other letters, at least four, are all
/// capitals; with fewer, a match of several words in capitals is enough.
pub fn surroundings(text: &str, sentences: &[Sentence], span: Span) -> Surroundings {
    let Some(sentence) = at(sentences, span.start) else {
        return Surroundings {
            all_capitals: false,
            no_small: false,
            sentence_start: true,
        };
    };
    let matched = span.text(text).unwrap_or("");
    let (capitals, small) = letters(matched);
    // A match over a full stop may reach into the next sentence; its letters are its own.
    let other_capitals = sentence.capitals.saturating_sub(capitals);
    let other_small = sentence.small.saturating_sub(small);
    let all_capitals = other_small == 0
        && if other_capitals >= ENOUGH_LETTERS {
            true
        } else {
            small == 0 && capitals > 0 && matched.contains(char::is_whitespace)
        };
    Surroundings {
        all_capitals,
        no_small: other_small == 0,
        sentence_start: starts_at(text, sentence, span.start),
    }
}

/// Whether a phrase that is found but for its capitals is found with them.
///
/// `phrase` and `matched` have the same folded tokens. `all_capitals` is asked only if
/// it matters.
pub fn agrees(
    phrase: &str,
    case: Case,
    matched: &str,
    language: Language,
    all_capitals: impl Fn() -> bool,
) -> bool {
    if case == Case::Any || (case == Case::Smart && !phrase.contains(char::is_uppercase)) {
        return true;
    }
    let (wanted, found) = (Tokens::of_text(phrase), Tokens::of_text(matched));
    let mut pairs = wanted.list.iter().zip(&found.list);
    pairs.all(|(wanted, found)| {
        let wanted = wanted.span().text(phrase).unwrap_or("");
        let found = found.span().text(matched).unwrap_or("");
        word_agrees(wanted, case, found, language, &all_capitals)
    })
}

fn word_agrees(
    wanted: &str,
    case: Case,
    found: &str,
    language: Language,
    all_capitals: &impl Fn() -> bool,
) -> bool {
    let has_letters = wanted.contains(|c: char| c.is_uppercase() || c.is_lowercase());
    if !has_letters || (case == Case::Smart && !wanted.contains(char::is_uppercase)) {
        return true;
    }
    let mut wanted_form = String::new();
    fold_keeping_case(wanted, &mut wanted_form);
    let mut found_form = String::new();
    fold_keeping_case(found, &mut found_form);
    if wanted_form == found_form {
        return true;
    }
    case == Case::Smart && found_form == language.uppercase(&wanted_form) && all_capitals()
}

/// `text` with its first letter a capital.
pub fn capitalise(text: &str, language: Language) -> String {
    let Some(index) = text.find(char::is_alphanumeric) else {
        return text.to_owned();
    };
    let (before, rest) = text.split_at(index);
    let mut chars = rest.chars();
    let first = chars.next().map(|c| language.capital(c));
    let first = first.into_iter().flatten();
    before.chars().chain(first).chain(chars).collect()
}

/// `text` with every word's first letter a capital; other letters stay.
pub fn capitalise_words(text: &str, language: Language) -> String {
    let mut result = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        if c.is_alphanumeric() && !inside {
            result.extend(language.capital(c));
        } else {
            result.push(c);
        }
        inside = c.is_alphanumeric() || (inside && super::character::is_apostrophe(c));
    }
    result
}

/// How the letters of a match are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As the phrase is.
    AsPhrase,
    /// First letter a capital, where the phrase has none.
    Capital,
    /// Every word with a capital, where the phrase has a small one.
    Title,
    /// All capitals.
    Capitals,
}

/// How `matched` is written, compared with the phrase.
pub fn shape(phrase: &str, matched: &str, all_capitals: bool) -> Shape {
    let (capitals, small) = letters(matched);
    let (phrase_capitals, phrase_small) = letters(phrase);
    let raised = capitals > phrase_capitals || phrase_small > small;
    if small == 0 && capitals > 0 && (all_capitals || (raised && capitals > 1)) {
        return Shape::Capitals;
    }
    let starts = |text: &str| -> Vec<bool> {
        let words = text
            .split_whitespace()
            .filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
        words.map(char::is_uppercase).collect()
    };
    let (wanted, found) = (starts(phrase), starts(matched));
    if found.len() > 1
        && found.iter().all(|capital| *capital)
        && wanted.iter().any(|capital| !capital)
    {
        return Shape::Title;
    }
    if found.first() == Some(&true) && wanted.first() == Some(&false) {
        return Shape::Capital;
    }
    Shape::AsPhrase
}

/// `replacement` in the given shape; a capital of its own is never lowered.
pub fn shaped(replacement: &str, shape: Shape, language: Language) -> String {
    match shape {
        Shape::AsPhrase => replacement.to_owned(),
        Shape::Capital => capitalise(replacement, language),
        Shape::Title => capitalise_words(replacement, language),
        Shape::Capitals => language.uppercase(replacement),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sentence::sentences;
    use super::*;

    #[test]
    fn capitals_agree_as_the_design_says() {
        // Phrase, case, text in which the part in [] is the match, whether it is one.
        let cases = [
            ("regime", Case::Smart, "The [Regime] fell.", true),
            ("regime", Case::Smart, "The [REGIME] fell.", true),
            ("Turkey", Case::Smart, "We ate [turkey] there.", false),
            ("Turkey", Case::Smart, "In [Turkey] there.", true),
            ("Turkey", Case::Smart, "EARTHQUAKE IN [TURKEY]", true),
            ("Turkey", Case::Smart, "It is in [TURKEY] there.", false),
            ("Turkey", Case::Smart, "[TURKEY]", false),
            ("North Korea", Case::Smart, "[NORTH KOREA]", true),
            ("US", Case::Smart, "Tell [us] now.", false),
            ("US", Case::Smart, "The [US] said.", true),
            ("iPhone", Case::Smart, "An [iphone] rang.", false),
            ("iPhone", Case::Smart, "An [Iphone] rang.", false),
            ("iPhone", Case::Smart, "BUY AN [IPHONE] NOW", true),
            ("Puppet regime", Case::Smart, "[Puppet REGIME] falls.", true),
            (
                "Puppet regime",
                Case::Smart,
                "A [puppet regime] falls.",
                false,
            ),
            ("regime", Case::Exact, "The [Regime] fell.", false),
            ("Regime", Case::Exact, "THE [REGIME] FELL", false),
            ("Turkey", Case::Any, "We ate [turkey] there.", true),
            ("Straße", Case::Smart, "DIE NEUE [STRASSE] HIER", true),
        ];
        for (phrase, case, marked, expected) in cases {
            let (text, span) = unmark(marked);
            let all_capitals = || surroundings(&text, &sentences(&text), span).all_capitals;
            let matched = span.text(&text).expect("marked");
            assert_eq!(
                agrees(phrase, case, matched, Language::default(), all_capitals),
                expected,
                "{phrase} in {marked}"
            );
        }
    }

    fn unmark(marked: &str) -> (String, Span) {
        let start = marked.find('[').expect("marked");
        let end = marked.find(']').expect("marked") - 1;
        (marked.replace(['[', ']'], ""), Span::new(start, end))
    }

    #[test]
    fn a_replacement_takes_the_shape_of_the_match() {
        let cases = [
            ("utilize", "utilize", "use", "use"),
            ("utilize", "Utilize", "use", "Use"),
            ("utilize", "UTILIZE", "use", "USE"),
            ("in order to", "In order to", "to", "To"),
            (
                "puppet regime",
                "Puppet Regime",
                "allied government",
                "Allied Government",
            ),
            (
                "puppet regime",
                "Puppet regime",
                "allied government",
                "Allied government",
            ),
            (
                "hermit kingdom",
                "hermit kingdom",
                "North Korea",
                "North Korea",
            ),
            ("DPRK", "DPRK", "North Korea", "North Korea"),
            ("a.m.", "A.m.", "in the morning", "In the morning"),
        ];
        for (phrase, matched, replacement, expected) in cases {
            let shape = shape(phrase, matched, false);
            assert_eq!(
                shaped(replacement, shape, Language::default()),
                expected,
                "{phrase} {matched}"
            );
        }
        assert_eq!(
            shaped(
                "North Korea",
                shape("DPRK", "DPRK", true),
                Language::default()
            ),
            "NORTH KOREA"
        );
        let turkish = Language::of(Some("tr"));
        for (shape, expected) in [
            (Shape::Capital, "İyi iş"),
            (Shape::Title, "İyi İş"),
            (Shape::Capitals, "İYİ İŞ"),
        ] {
            assert_eq!(shaped("iyi iş", shape, turkish), expected);
        }
    }
}
