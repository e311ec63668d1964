//! The tables themselves: nothing twice, nothing that cannot be read.

use rustc_hash::FxHashSet;

use crate::matching::inflect::irregular::{adjectives, nouns, verbs, words};

#[track_caller]
fn check_distinct<'t>(name: &str, words: impl Iterator<Item = &'t str>) {
    let mut seen = FxHashSet::default();
    for word in words {
        assert!(seen.insert(word), "‘{word}’ stands twice in {name}");
    }
}

fn bare(word: &str) -> &str {
    word.strip_suffix('+').unwrap_or(word)
}

#[test]
fn no_noun_stands_in_two_lists() {
    let lists = [
        nouns::REGULAR,
        nouns::INVARIANT,
        nouns::UNCOUNTABLE,
        nouns::PLURALS,
    ];
    let listed = lists
        .iter()
        .flat_map(|list| list.split_whitespace())
        .map(bare);
    let classes = nouns::CLASSES
        .iter()
        .flat_map(|class| class.words.split_whitespace());
    let rows = nouns::NOUNS.iter().map(|(word, _)| *word);
    check_distinct("the nouns", listed.chain(classes).chain(rows));
    for class in nouns::CLASSES {
        for word in class.words.split_whitespace() {
            assert!(word.ends_with(class.singular), "{word} -{}", class.singular);
        }
    }
}

#[test]
fn no_verb_stands_twice() {
    check_distinct(
        "the irregular verbs",
        verbs::VERBS.iter().map(|(base, _, _)| *base),
    );
    let always = verbs::DOUBLED.split_whitespace();
    let either = verbs::EITHER.iter().map(|(word, _, _)| *word);
    check_distinct("the doubled verbs", always.chain(either));
    check_distinct(
        "the verbs that keep an e",
        verbs::KEEPING_E.iter().map(|(word, _, _)| *word),
    );
    assert!(verbs::VERBS.len() >= 180, "{}", verbs::VERBS.len());
}

#[test]
fn no_adjective_stands_twice() {
    let rows = adjectives::ADJECTIVES.iter().map(|(word, _, _)| *word);
    let lists = [adjectives::BY_CUSTOM, adjectives::NEVER, adjectives::IN_LY];
    let listed = lists.iter().flat_map(|list| list.split_whitespace());
    check_distinct("the adjectives", rows.chain(listed));
}

#[test]
fn no_word_stands_twice() {
    let lists = [
        words::FUNCTION,
        words::AFTER_NOUN,
        words::PARTICLES,
        words::AGENTS,
        words::UNDIVIDED,
        words::PERSONS,
        words::VERBS_IN_LY,
        adjectives::FIRST_OF_COMPOUND,
        verbs::ALSO_BASES,
    ];
    for list in lists {
        check_distinct("a list", list.split_whitespace());
    }
    check_distinct(
        "the compounds",
        words::COMPOUNDS.iter().map(|(phrase, _)| *phrase),
    );
    check_distinct(
        "the postpositives",
        words::POSTPOSITIVE.iter().map(|(word, _)| *word),
    );
    for (compound, plurals) in words::COMPOUNDS {
        for plural in plurals.split('/') {
            let words = |text: &str| text.split(' ').count();
            assert_eq!(words(compound), words(plural), "{compound}");
        }
    }
}
