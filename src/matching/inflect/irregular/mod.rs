//! What must be known of single English words, looked up by the word.
//!
//! The tables are arranged for a reader, by kind; the lexicon is made of them once, when
//! the first phrase is inflected. Rules that hold for any word are not here.

pub(super) mod adjectives;
pub(super) mod nouns;
pub(super) mod verbs;
pub(super) mod words;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

use super::form::Choice;
use nouns::Class;

/// What is known of a noun.
#[derive(Debug, Clone, Copy)]
pub(super) enum Noun {
    /// It goes with its class.
    Class(&'static Class),
    /// It has these plurals.
    Plurals(&'static str),
    /// It is regular, though it does not look so.
    Regular,
    /// Its plural is the same word.
    Invariant,
    /// It has no plural.
    Uncountable,
    /// It is a plural.
    Plural,
}

/// What is known of a verb that is not regular.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verb {
    pub(super) past: &'static str,
    /// If it is not the past.
    pub(super) participle: Option<&'static str>,
}

/// How a verb treats its last consonant, where the rules do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubling {
    Always,
    Either { doubled: Choice, single: Choice },
}

/// All tables, by word.
pub(super) struct Lexicon {
    pub(super) nouns: FxHashMap<SmolStr, Noun>,
    /// The verbs among the nouns without a plural of their own.
    pub(super) verbs_too: FxHashSet<&'static str>,
    pub(super) verbs: FxHashMap<&'static str, Verb>,
    /// Verbs that no prefix makes irregular.
    pub(super) regular_verbs: FxHashSet<&'static str>,
    /// Pasts and participles of irregular verbs that are no bases.
    pub(super) pasts: FxHashSet<&'static str>,
    /// Bases that look like another form.
    pub(super) bases: FxHashSet<&'static str>,
    pub(super) doubling: FxHashMap<&'static str, Doubling>,
    pub(super) keeping_e: FxHashMap<&'static str, (Choice, Option<Choice>)>,
    pub(super) adjectives: FxHashMap<&'static str, (&'static str, &'static str)>,
    pub(super) compared_by_custom: FxHashSet<&'static str>,
    pub(super) never_compared: FxHashSet<&'static str>,
    pub(super) adjectives_in_ly: FxHashSet<&'static str>,
    pub(super) compared_first: FxHashSet<&'static str>,
    pub(super) function: FxHashSet<&'static str>,
    pub(super) after_noun: FxHashSet<&'static str>,
    pub(super) particles: FxHashSet<&'static str>,
    pub(super) postpositive: FxHashMap<&'static str, &'static str>,
    pub(super) agents: FxHashSet<&'static str>,
    pub(super) undivided: FxHashSet<&'static str>,
    pub(super) persons: FxHashSet<&'static str>,
    pub(super) verbs_in_ly: FxHashSet<&'static str>,
    /// The last words of the compounds.
    pub(super) compound_ends: FxHashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

/// The lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The alternatives of a cell with who would choose each: the first everyone; where
/// another is marked `*`, that one Americans and the first the British; one marked `+`
/// everyone, because it is the form of another sense.
pub(super) fn alternatives(cell: &'static str) -> impl Iterator<Item = (&'static str, Choice)> {
    let first = if cell.contains('*') {
        Choice::British
    } else {
        Choice::Common
    };
    cell.split('/').enumerate().map(move |(index, written)| {
        if index == 0 {
            (written, first)
        } else if let Some(form) = written.strip_suffix('*') {
            (form, Choice::American)
        } else if let Some(form) = written.strip_suffix('+') {
            (form, Choice::Common)
        } else {
            (written, Choice::Rare)
        }
    })
}

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_whitespace().collect()
}

impl Lexicon {
    fn new() -> Self {
        let compound_end = |(phrase, _): &(&'static str, &str)| phrase.rsplit(' ').next();
        Self {
            nouns: nouns_by_word(),
            verbs_too: [nouns::UNCOUNTABLE, nouns::PLURALS]
                .iter()
                .flat_map(|words| words.split_whitespace())
                .filter_map(|word| word.strip_suffix('+'))
                .collect(),
            verbs: verbs::VERBS.iter().map(verb).collect(),
            regular_verbs: set(verbs::REGULAR),
            pasts: pasts(),
            bases: set(verbs::BASES),
            doubling: doubling(),
            keeping_e: verbs::KEEPING_E
                .iter()
                .map(|(word, keeping, dropping)| (*word, (*keeping, *dropping)))
                .collect(),
            adjectives: adjectives::ADJECTIVES
                .iter()
                .map(|(word, comparative, superlative)| (*word, (*comparative, *superlative)))
                .collect(),
            compared_by_custom: set(adjectives::BY_CUSTOM),
            never_compared: set(adjectives::NEVER),
            adjectives_in_ly: set(adjectives::IN_LY),
            compared_first: set(adjectives::FIRST_OF_COMPOUND),
            function: set(words::FUNCTION),
            after_noun: set(words::AFTER_NOUN),
            particles: set(words::PARTICLES),
            postpositive: words::POSTPOSITIVE.iter().copied().collect(),
            agents: set(words::AGENTS),
            undivided: set(words::UNDIVIDED),
            persons: set(words::PERSONS),
            verbs_in_ly: set(words::VERBS_IN_LY),
            compound_ends: words::COMPOUNDS.iter().filter_map(compound_end).collect(),
        }
    }
}

fn verb(row: &'static (&str, &str, &str)) -> (&'static str, Verb) {
    let (base, past, participle) = *row;
    let participle = Some(participle).filter(|cell| !cell.is_empty());
    (base, Verb { past, participle })
}

fn nouns_by_word() -> FxHashMap<SmolStr, Noun> {
    let lists = [
        (nouns::REGULAR, Noun::Regular),
        (nouns::INVARIANT, Noun::Invariant),
        (nouns::UNCOUNTABLE, Noun::Uncountable),
        (nouns::PLURALS, Noun::Plural),
    ];
    let mut known = FxHashMap::default();
    for (words, noun) in lists {
        for word in words.split_whitespace() {
            let word = word.strip_suffix('+').unwrap_or(word);
            known.insert(SmolStr::new_static(word), noun);
        }
    }
    let mut plurals = Vec::new();
    for (word, cell) in nouns::NOUNS {
        known.insert(SmolStr::new_static(word), Noun::Plurals(cell));
        plurals.extend(alternatives(cell).map(|(plural, _)| SmolStr::new_static(plural)));
    }
    for class in nouns::CLASSES {
        for word in class.words.split_whitespace() {
            known.insert(SmolStr::new_static(word), Noun::Class(class));
            let stem = word.strip_suffix(class.singular).unwrap_or(word);
            plurals.push(format_smolstr!("{stem}{}", class.plural));
        }
    }
    // A plural is inflected no further, unless it is a word of its own (*opera*).
    for plural in plurals {
        known.entry(plural).or_insert(Noun::Plural);
    }
    known
}

fn doubling() -> FxHashMap<&'static str, Doubling> {
    let always = verbs::DOUBLED
        .split_whitespace()
        .map(|word| (word, Doubling::Always));
    let either = verbs::EITHER.iter().map(|(word, doubled, single)| {
        let (doubled, single) = (*doubled, *single);
        (*word, Doubling::Either { doubled, single })
    });
    always.chain(either).collect()
}

fn pasts() -> FxHashSet<&'static str> {
    let forms = verbs::VERBS
        .iter()
        .flat_map(|(_, past, participle)| alternatives(past).chain(alternatives(participle)));
    let bases = verbs::VERBS.iter().map(|(base, _, _)| *base);
    let also = bases.chain(verbs::ALSO_BASES.split_whitespace());
    let mut pasts: FxHashSet<_> = forms.map(|(form, _)| form).collect();
    pasts.extend(verbs::PASTS.split_whitespace());
    for base in also {
        pasts.remove(base);
    }
    pasts
}
