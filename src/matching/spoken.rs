//! How hard a word is to say: its syllables, and those that Robert Gunning counted.

use std::cell::RefCell;

use super::language::Language;
use super::memory::Memory;
use super::prose_word::ProseWord;
use super::syllable::syllables;
use super::word::words;

/// A word as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spoken {
    /// How many syllables all its parts have.
    pub syllables: u32,
    /// How many the part of it has that has most, without an ending *-es*, *-ed* or *-ing* that is
    /// heard (Gunning, *The Technique of Clear Writing*, 1952).
    pub hardest: u32,
}

/// How `word` of `text` is said.
pub fn spoken(word: &ProseWord, text: &str, language: Language) -> Spoken {
    let written = word.span.text(text).unwrap_or("");
    if word.is_compound {
        let parts = words(written).filter_map(|part| part.text(written));
        return parts.fold(Spoken::default(), |all, part| {
            let part = remembered(part, language);
            Spoken {
                syllables: all.syllables + part.syllables,
                hardest: all.hardest.max(part.hardest),
            }
        });
    }
    remembered(written, language)
}

thread_local! {
    /// Words that were counted.
    static KNOWN: RefCell<Memory<Spoken>> = const { RefCell::new(Memory::new()) };
}

fn remembered(word: &str, language: Language) -> Spoken {
    let tag = u8::from(language.is_english());
    KNOWN.with_borrow_mut(|known| known.ask(word.as_bytes(), tag, || counted(word, language)))
}

fn counted(word: &str, language: Language) -> Spoken {
    let syllables = syllables(word, language);
    let stem = ["es", "ed", "ing"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    let stem = stem.filter(|stem| stem.chars().count() > 2 && language.is_english());
    // An ending that is heard is one syllable.
    let is_heard = stem.is_some_and(|stem| {
        word.ends_with("ing") || stem.ends_with(['t', 'd', 's', 'x', 'z', 'c', 'g', 'h'])
    });
    Spoken {
        syllables,
        hardest: syllables - u32::from(is_heard && syllables > 1),
    }
}
