//! Latin phrases in English texts, of which dictionaries have some words only.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::Span;

/// In small letters, without points.
const PHRASES: [&str; 104] = [
    "a posteriori",
    "a priori",
    "ad absurdum",
    "ad infinitum",
    "ad valorem",
    "alma mater",
    "amicus curiae",
    "annus horribilis",
    "annus mirabilis",
    "ante meridiem",
    "anno domini",
    "bona fide",
    "bona fides",
    "carpe diem",
    "casus belli",
    "caveat emptor",
    "ceteris paribus",
    "coitus interruptus",
    "compos mentis",
    "corpus delicti",
    "cum laude",
    "curriculum vitae",
    "de facto",
    "de jure",
    "de novo",
    "deus ex machina",
    "ecce homo",
    "erratum",
    "et al",
    "et alia",
    "et alii",
    "et cetera",
    "et seq",
    "et sequentes",
    "ex ante",
    "ex cathedra",
    "ex libris",
    "ex nihilo",
    "ex officio",
    "ex parte",
    "ex post facto",
    "habeas corpus",
    "homo sapiens",
    "horror vacui",
    "in absentia",
    "in camera",
    "in extremis",
    "in flagrante delicto",
    "in loco parentis",
    "in medias res",
    "in memoriam",
    "in perpetuum",
    "in silico",
    "in situ",
    "in toto",
    "in utero",
    "in vino veritas",
    "in vitro",
    "in vivo",
    "inter alia",
    "inter se",
    "inter vivos",
    "ipso facto",
    "ipso jure",
    "lex loci",
    "lingua franca",
    "loc cit",
    "locum tenens",
    "magnum opus",
    "mea culpa",
    "memento mori",
    "modus operandi",
    "modus vivendi",
    "mutatis mutandis",
    "nihil obstat",
    "non compos mentis",
    "nota bene",
    "obiter dictum",
    "op cit",
    "pari passu",
    "per annum",
    "per capita",
    "per diem",
    "per se",
    "persona non grata",
    "post meridiem",
    "post mortem",
    "prima facie",
    "pro bono",
    "pro forma",
    "pro rata",
    "pro tempore",
    "quid pro quo",
    "quod erat demonstrandum",
    "reductio ad absurdum",
    "rigor mortis",
    "sine qua non",
    "stare decisis",
    "sub judice",
    "sui generis",
    "tabula rasa",
    "terra incognita",
    "ultra vires",
    "vox populi",
];

/// The words of all phrases: most misspelt words are none of them.
static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    PHRASES
        .iter()
        .flat_map(|phrase| phrase.split(' '))
        .collect()
});

/// A word beside another, without the marks that touch it and a possessive ending.
fn bare(word: &str) -> Option<&str> {
    let word = ["’s", "'s"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    (!word.is_empty()).then_some(word)
}

/// Whether the word at `span` is one of a Latin phrase that stands there.
pub(super) fn is_of_phrase(text: &str, span: Span) -> bool {
    let word = span.text(text).unwrap_or("");
    if !WORDS.contains(&*word.to_ascii_lowercase()) {
        return false;
    }
    let before = text.get(..span.start).unwrap_or("");
    let behind = text.get(span.end..).unwrap_or("");
    let stands = |phrase: &str| {
        let parts = || phrase.split(' ');
        let same = |(part, written): (&str, &str)| part.eq_ignore_ascii_case(written);
        parts().enumerate().any(|(at, part)| {
            let earlier = phrase.split(' ').rev().skip(parts().count() - at);
            let written = before.split_whitespace().rev().filter_map(bare);
            let later = parts().skip(at + 1);
            let following = behind.split_whitespace().filter_map(bare);
            part.eq_ignore_ascii_case(word)
                && earlier
                    .clone()
                    .zip(written)
                    .filter(|pair| same(*pair))
                    .count()
                    == at
                && later
                    .clone()
                    .zip(following)
                    .filter(|pair| same(*pair))
                    .count()
                    == later.count()
        })
    };
    PHRASES.iter().any(|phrase| stands(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_whatever_stands_between_their_words() {
        // The text, the word in question, whether it is of a phrase.
        for (text, word, expected) in [
            ("Smith et al. (2020)", "et", true),
            ("Smith et\u{a0}al.’s", "al", true),
            ("the al gore of et", "al", false),
            ("loc. cit., p. 3", "loc", true),
            ("persona non grata", "grata", true),
            ("a grata", "grata", false),
            ("Ceteris paribus", "Ceteris", true),
            ("an erratum", "erratum", true),
            ("et", "et", false),
        ] {
            let start = text.rfind(word).expect("the word is there");
            let span = Span::new(start, start + word.len());
            assert_eq!(is_of_phrase(text, span), expected, "{text}");
        }
    }
}
