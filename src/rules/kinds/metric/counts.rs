//! What there is to count in a stretch of prose.

use crate::matching::spoken::Spoken;
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
    let words = passage.prose_words().get(passage.prose_words_in(within));
    let words = words.unwrap_or(&[]).iter().map(|word| word.span);
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
    let numbers = passage.prose_words_in(within);
    let words = passage.prose_words().get(numbers.clone()).unwrap_or(&[]);
    let spoken: &[Spoken] = if with_syllables {
        passage.spoken().get(numbers).unwrap_or(&[])
    } else {
        &[]
    };
    let sentences = passage.sentences();
    let sentence = sentences.partition_point(|sentence| sentence.span.end <= within.start);
    let mut sentences = sentences.iter().skip(sentence).peekable();
    let mut tally = Tally::default();
    let (mut is_first, mut is_counted) = (true, false);
    for (number, word) in words.iter().enumerate() {
        while sentences
            .next_if(|sentence| sentence.span.end <= word.span.start)
            .is_some()
        {
            (is_first, is_counted) = (true, false);
        }
        let starts_sentence = std::mem::take(&mut is_first);
        if is_skipped(passage, word.span, quotes) {
            continue;
        }
        tally.sentences += u32::from(!is_counted);
        is_counted = true;
        tally.words += word.spaceless.max(1);
        tally.characters += word.letters;
        tally.long += u32::from(word.letters > LONG && word.spaceless == 0);
        let Some(spoken) = spoken.get(number) else {
            continue;
        };
        tally.syllables += spoken.syllables.max(word.spaceless);
        tally.polysyllabic += u32::from(spoken.syllables >= MANY);
        // Gunning's hard words are no names, and no compounds of short words.
        let is_hard = spoken.syllables >= MANY && spoken.hardest >= MANY;
        let is_name =
            || !starts_sentence && first_letter(passage, word.span).is_some_and(char::is_uppercase);
        tally.complex += u32::from(is_hard && !is_name());
    }
    tally.counts()
}

fn first_letter(passage: &Passage, word: Span) -> Option<char> {
    word.text(passage.text())?.chars().next()
}

/// What was counted so far.
#[derive(Debug, Default)]
struct Tally {
    words: u32,
    sentences: u32,
    characters: u32,
    syllables: u32,
    complex: u32,
    polysyllabic: u32,
    long: u32,
}

impl Tally {
    fn counts(&self) -> Counts {
        Measure::ALL.map(|(_, measure)| match measure {
            Measure::Words => self.words,
            Measure::Sentences => self.sentences,
            Measure::Paragraphs => u32::from(self.words > 0),
            Measure::Characters => self.characters,
            Measure::Syllables => self.syllables,
            Measure::ComplexWords => self.complex,
            Measure::PolysyllabicWords => self.polysyllabic,
            Measure::LongWords => self.long,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Language;

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
