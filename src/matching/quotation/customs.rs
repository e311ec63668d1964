//! What the languages do differently with quotation marks and apostrophes.
//!
//! Lists of words, not of rules: what to do with them is said where marks are read.

/// Words that begin with an apostrophe, without it, in small letters. They come first.
const CLIPPED: [(&str, &[&str]); 8] = [
    (
        // English, and the foreign ones that English copy is full of (`'s-Hertogenbosch`).
        "en",
        &[
            "em",
            "tis",
            "twas",
            "til",
            "cause",
            "cos",
            "bout",
            "round",
            "n", //
            "till",
            "twere",
            "twill",
            "twould",
            "tisn",
            "twasn",
            "tween",
            "twixt",
            "neath",
            "gainst",
            "fore",
            "fraid",
            "kay",
            "nuff",
            "nother",
            "coz",
            "cuz",
            "cept",
            "scuse",
            "im",
            "er",
            "ere",
            "ave",
            "s",
            "t",
            "d",
            "m",
            "re",
            "ve",
            "ll",
            "ndrangheta",
            "nduja",
        ],
    ),
    (
        "nl",
        &["s", "t", "n", "k", "m", "r", "ns", "em", "ie", "er"],
    ),
    ("af", &["n", "s", "t", "k"]),
    (
        "de",
        &[
            "s", "n", "ne", "nen", "nem", "ner", "nes", "m", "rauf", "raus", "rein", "ran", "rum",
            "rüber", "runter", "was",
        ],
    ),
    (
        "it",
        &["n", "sto", "sta", "sti", "ste", "ndrangheta", "nduja", "l"],
    ),
    ("ca", &["l", "s", "n", "m", "t", "ls", "ns"]),
    (
        "cy",
        &["r", "n", "i", "w", "u", "th", "ch", "m", "na", "ma"],
    ),
    ("fr", &["tit", "tite", "tain", "spèce", "cré"]),
];

/// Words that end in an apostrophe, without it, in small letters.
const CUT_OFF: [(&str, &[&str]); 2] = [
    ("en", &["o", "ol", "n", "th", "wi", "lil", "mo"]),
    ("it", &["po", "mo", "ca", "be", "de", "fra"]),
];

/// Which way the marks of a language point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pairs {
    /// “so”, «so»
    Outward,
    /// »so«
    Inward,
    /// One mark both opens and closes: ”so”, »so»
    Symmetric,
}

/// What an apostrophe at the end of a word stands for, besides the s of a possessive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dropped {
    Nothing,
    /// The g of `-ing`: goin’.
    FinalG,
    /// An accent on a vowel: `citta'`.
    Accent,
}

/// How one language quotes.
#[derive(Debug)]
pub(super) struct Customs {
    clipped: &'static [&'static str],
    cut_off: &'static [&'static str],
    pairs: Pairs,
    pub(super) dropped: Dropped,
    /// A paragraph that goes on with a quotation may begin with its closing mark.
    pub(super) follows_on_with_closer: bool,
}

impl Customs {
    /// The customs of the language with a tag like `de-AT`; without one, those of English.
    pub(super) fn of(tag: Option<&str>) -> Self {
        let tag = tag.unwrap_or("en").to_lowercase();
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or("");
        let is_swiss = parts.any(|part| matches!(part, "ch" | "li"));
        Self {
            clipped: of_language(&CLIPPED, language),
            cut_off: of_language(&CUT_OFF, language),
            pairs: match language {
                "de" | "da" | "sl" | "hr" if !is_swiss => Pairs::Inward,
                "sv" | "fi" => Pairs::Symmetric,
                _ => Pairs::Outward,
            },
            dropped: match language {
                "en" => Dropped::FinalG,
                "it" => Dropped::Accent,
                _ => Dropped::Nothing,
            },
            follows_on_with_closer: matches!(language, "fr" | "es" | "it" | "pt" | "ca" | "gl"),
        }
    }

    /// Whether guillemets usually point inwards.
    pub(super) fn is_inward(&self) -> bool {
        self.pairs == Pairs::Inward
    }

    /// Whether one mark usually both opens and closes.
    pub(super) fn is_symmetric(&self) -> bool {
        self.pairs == Pairs::Symmetric
    }

    /// Whether `word` is clipped at its start. `n`, as in rock ’n’ roll, is in all languages.
    pub(super) fn is_clipped(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        word == "n" || self.clipped.contains(&word.as_str())
    }

    /// Whether `word` is cut off at its end, and is no word without an apostrophe.
    pub(super) fn is_cut_off(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.cut_off.contains(&word.as_str())
    }
}

fn of_language(
    lists: &[(&str, &'static [&'static str])],
    language: &str,
) -> &'static [&'static str] {
    let list = lists.iter().find(|(name, _)| *name == language);
    list.map_or(&[], |(_, words)| words)
}
