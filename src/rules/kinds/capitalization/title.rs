//! Which words of a title have a capital, by the book that a desk follows.
//!
//! What depends on the part of speech (*Turn Down the Volume*, *down the Road*) is left as the
//! writer has it, since nobody here can tell.

use super::reading::{Aim, Position, Word};

/// The custom of titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum TitleStyle {
    /// The Associated Press: words of four or more letters have a capital, prepositions too.
    #[default]
    Ap,
    /// The Chicago Manual of Style, 18th edition: prepositions of five or more letters have a
    /// capital.
    Chicago,
    /// The Chicago Manual of Style up to its 17th edition: no preposition has a capital,
    /// however long.
    Chicago17,
}

impl TitleStyle {
    /// Every style with its name.
    pub(super) const ALL: [(&'static str, Self); 3] = [
        ("ap", Self::Ap),
        ("chicago", Self::Chicago),
        ("chicago-17", Self::Chicago17),
    ];

    /// What people call it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Ap => "AP",
            Self::Chicago => "Chicago, 18th edition",
            Self::Chicago17 => "Chicago, 17th edition",
        }
    }

    /// Words that are small inside a title, and words that are small or not as they are used.
    const fn lists(self) -> [&'static [&'static str]; 2] {
        match self {
            Self::Ap => [SMALL_IN_AP, OPEN_IN_AP],
            Self::Chicago => [SMALL_IN_CHICAGO, OPEN_IN_CHICAGO],
            Self::Chicago17 => [SMALL_IN_CHICAGO_17, OPEN_IN_CHICAGO_17],
        }
    }

    /// What becomes of a word, which is in English and neither fixed nor exempt.
    pub(super) fn aim(self, word: &Word<'_>, position: Position) -> Aim<'static> {
        if position.starts {
            return Aim::Capital;
        }
        if word.follows_figure() && is_short(word) {
            return Aim::Keep;
        }
        if position.ends {
            return Aim::Capital;
        }
        let small = word.text.to_lowercase();
        let [smalls, opens] = self.lists();
        let is_in = |list: &[&str]| list.binary_search(&small.as_str()).is_ok();
        if word.is_joined() {
            let after_prefix = is_in_prefixes(word.before_joint);
            return match () {
                () if is_in(smalls) => Aim::Small,
                () if is_in(opens) || after_prefix => Aim::Keep,
                () => Aim::Capital,
            };
        }
        // The first part of a compound has a capital: *By-Product*, *In-House*.
        let is_function_word = !word.is_continued && is_in(smalls);
        match () {
            () if is_function_word && (position.opens || log_in_to(word, &small)) => Aim::Keep,
            () if is_function_word => Aim::Small,
            () if is_in(opens) => Aim::Keep,
            () => Aim::Capital,
        }
    }
}

/// Whether it may be a unit: *3 km*.
fn is_short(word: &Word<'_>) -> bool {
    word.text.chars().nth(3).is_none()
}

/// *Log In to the Site*: an adverb before *to*.
fn log_in_to(word: &Word<'_>, small: &str) -> bool {
    matches!(small, "in" | "on") && word.next.eq_ignore_ascii_case("to")
}

fn is_in_prefixes(part: &str) -> bool {
    PREFIXES
        .binary_search(&part.to_lowercase().as_str())
        .is_ok()
}

const SMALL_IN_AP: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "on", "or", "per",
    "the", "via", "vs",
];

/// AP gives an infinitive’s *to* a capital, and adverbs.
const OPEN_IN_AP: &[&str] = &["off", "out", "so", "to", "up", "yet"];

const SMALL_IN_CHICAGO: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
    "onto", "or", "per", "the", "to", "upon", "via", "vs", "with",
];

const OPEN_IN_CHICAGO: &[&str] = &[
    "amid", "down", "like", "near", "off", "out", "over", "past", "plus", "save", "than", "till",
    "up",
];

const SMALL_IN_CHICAGO_17: &[&str] = &[
    "a",
    "against",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "as",
    "at",
    "beneath",
    "beside",
    "besides",
    "between",
    "but",
    "by",
    "concerning",
    "despite",
    "during",
    "for",
    "from",
    "in",
    "into",
    "nor",
    "of",
    "on",
    "onto",
    "or",
    "per",
    "regarding",
    "the",
    "throughout",
    "to",
    "toward",
    "towards",
    "upon",
    "versus",
    "via",
    "vs",
    "with",
    "within",
    "without",
];

const OPEN_IN_CHICAGO_17: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "along",
    "around",
    "before",
    "behind",
    "below",
    "beyond",
    "down",
    "except",
    "inside",
    "like",
    "near",
    "off",
    "out",
    "outside",
    "over",
    "past",
    "plus",
    "save",
    "since",
    "than",
    "through",
    "till",
    "under",
    "underneath",
    "unless",
    "until",
    "up",
];

/// After these a compound goes on in small letters or not, by the edition and the word.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "cyber", "de", "e", "ex", "extra", "inter", "intra", "macro", "mega",
    "meta", "micro", "mid", "mini", "multi", "neo", "non", "over", "post", "pre", "pro", "proto",
    "pseudo", "re", "semi", "sub", "super", "tri", "ultra", "un", "under",
];

/// Articles, conjunctions and short prepositions, which tell a sentence in capitals from a name.
pub(super) fn is_function_word(small: &str) -> bool {
    SMALL_IN_CHICAGO.binary_search(&small).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        let styles = TitleStyle::ALL.iter().flat_map(|(_, style)| style.lists());
        for list in styles.chain([PREFIXES]) {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
