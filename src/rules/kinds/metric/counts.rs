//! What there is to count in a stretch of prose.

use crate::matching::Language;
use crate::matching::syllable::syllables;
use crate::matching::word::words;
use crate::rules::passage::Passage;
use crate::rules::rule::Quotes;
use crate::text::Span;

/// What can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Measure {
    Words,
    Sentences,
    Paragraphs,
    /// Letters and figures.
    Characters,
    Syllables,
    /// Words of three syllables or more, as Gunning counts them.
    ComplexWords,
    /// Words of three syllables or more.
    PolysyllabicWords,
    /// Words of more than six letters.
    LongWords,
}

impl Measure {
    /// Every measure with its name, in the order of their numbers.
    pub(super) const ALL: [(&'static str, Self); 8] = [
        ("words", Self::Words),
        ("sentences", Self::Sentences),
        ("paragraphs", Self::Paragraphs),
        ("characters", Self::Characters),
        ("syllables", Self::Syllables),
        ("complex-words", Self::ComplexWords),
        ("polysyllabic-words", Self::PolysyllabicWords),
        ("long-words", Self::LongWords),
    ];

    /// Its number, from 0.
    pub(super) const fn index(self) -> usize {
        self as usize
    }

    /// What one of them is called.
    pub(super) const fn singular(self) -> &'static str {
        match self {
            Self::Words => "word",
            Self::Sentences => "sentence",
            Self::Paragraphs => "paragraph",
            Self::Characters => "character",
            Self::Syllables => "syllable",
            Self::ComplexWords => "complex word",
            Self::PolysyllabicWords => "word of three syllables or more",
            Self::LongWords => "word of more than six letters",
        }
    }

    /// What several are called.
    pub(super) fn plural(self) -> String {
        match self.singular().split_once(' ') {
            Some(("word", rest)) => format!("words {rest}"),
            _ => format!("{}s", self.singular()),
        }
    }
}

/// How much there is of each measure.
pub(super) type Counts = [u32; Measure::ALL.len()];

/// Words of more letters are long.
const LONG: u32 = 6;

/// So many syllables make a word a hard one.
const MANY: u32 = 3;

/// The words in `within`, in bytes of the reader's text, that count: those in no quotation that
/// `quotes` skips.
pub(super) fn counted(
    passage: &Passage,
    within: Span,
    quotes: Quotes,
) -> impl Iterator<Item = Span> {
    let words = passage.prose_words_in(within).iter();
    let words = words.map(|word| word.span);
    words.filter(move |word| !is_skipped(passage, *word, quotes))
}

/// Whether `word` is in a quotation that `quotes` skips; quotations are looked for only if any are.
fn is_skipped(passage: &Passage, word: Span, quotes: Quotes) -> bool {
    quotes.skips_any() && quotes.skips(passage.quotations().at(word))
}

/// Counts what stands in `within`, in bytes of the reader's text, and in no quotation that `quotes`
/// skips; syllables only if asked.
pub(super) fn count(
    passage: &Passage,
    within: Span,
    quotes: Quotes,
    with_syllables: bool,
) -> Counts {
    let mut counts = Counts::default();
    let mut add = |measure: Measure, amount: u32| {
        if let Some(count) = counts.get_mut(measure.index()) {
            *count += amount;
        }
    };
    let sentences = passage.sentences();
    let mut sentence = sentences.partition_point(|sentence| sentence.span.end <= within.start);
    let (mut is_first, mut is_counted) = (true, false);
    for word in passage.prose_words_in(within) {
        let is_over = |at: usize| {
            let of = sentences.get(at);
            of.is_some_and(|of| of.span.end <= word.span.start)
        };
        while is_over(sentence) {
            sentence += 1;
            (is_first, is_counted) = (true, false);
        }
        let starts_sentence = std::mem::take(&mut is_first);
        if is_skipped(passage, word.span, quotes) {
            continue;
        }
        add(Measure::Sentences, u32::from(!is_counted));
        is_counted = true;
        add(Measure::Words, word.spaceless.max(1));
        add(Measure::Characters, word.letters);
        add(
            Measure::LongWords,
            u32::from(word.letters > LONG && word.spaceless == 0),
        );
        if with_syllables {
            let text = word.span.text(passage.text()).unwrap_or("");
            let count = if word.is_compound {
                of_compound(text, passage.language)
            } else {
                syllables(text, passage.language)
            };
            add(Measure::Syllables, count.max(word.spaceless));
            add(Measure::PolysyllabicWords, u32::from(count >= MANY));
            let complex = count >= MANY && is_complex(text, passage.language, starts_sentence);
            add(Measure::ComplexWords, u32::from(complex));
        }
    }
    let any = counts
        .get(Measure::Words.index())
        .is_some_and(|words| *words > 0);
    if let Some(paragraphs) = counts.get_mut(Measure::Paragraphs.index()) {
        *paragraphs = u32::from(any);
    }
    counts
}

/// The syllables of all parts of a compound.
fn of_compound(word: &str, language: Language) -> u32 {
    let parts = words(word).filter_map(|part| part.text(word));
    parts.map(|part| syllables(part, language)).sum()
}

/// Gunning's hard words are no names, no compounds of short words, and have three syllables
/// without an *-es*, *-ed* or *-ing*.
fn is_complex(word: &str, language: Language, starts_sentence: bool) -> bool {
    let is_name = !starts_sentence && word.starts_with(char::is_uppercase);
    let hardest = words(word).filter_map(|part| part.text(word)).map(|part| {
        let count = syllables(part, language);
        let stem = ["es", "ed", "ing"]
            .iter()
            .find_map(|end| part.strip_suffix(end));
        let stem = stem.filter(|stem| stem.chars().count() > 2 && language.is_english());
        // An ending that is heard is one syllable.
        let heard = stem.is_some_and(|stem| {
            part.ends_with("ing") || stem.ends_with(['t', 'd', 's', 'x', 'z', 'c', 'g', 'h'])
        });
        count - u32::from(heard && count > 1)
    });
    !is_name && hardest.max().is_some_and(|count| count >= MANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_in_a_paragraph() {
        // Words, sentences, characters, syllables, complex, polysyllabic and long words.
        let cases = [
            ("", [0, 0, 0, 0, 0, 0, 0]),
            ("…!", [0, 0, 0, 0, 0, 0, 0]),
            ("Use \u{FFFC} and \u{FFFC}s.", [2, 1, 6, 2, 0, 0, 0]),
            ("One dog. Two cats — 🎉 three!", [5, 2, 18, 5, 0, 0, 0]),
            ("A well-known 1,000 e.g. it—is.", [6, 1, 20, 9, 0, 0, 1]),
            (
                "He visited Jeremiah, a consideration.",
                [5, 1, 31, 14, 1, 3, 3],
            ),
            ("Responsible. considering", [2, 1, 22, 8, 2, 2, 2]),
            ("これは。日本です", [7, 2, 7, 7, 0, 0, 0]),
        ];
        for (text, expected) in cases {
            let passage = Passage::of_text(text, Language::default());
            let counts = count(&passage, Span::new(0, text.len()), Quotes::Check, true);
            let of = |measure: Measure| counts[measure.index()];
            let found = [
                of(Measure::Words),
                of(Measure::Sentences),
                of(Measure::Characters),
                of(Measure::Syllables),
                of(Measure::ComplexWords),
                of(Measure::PolysyllabicWords),
                of(Measure::LongWords),
            ];
            assert_eq!(found, expected, "{text}");
        }
    }
}
