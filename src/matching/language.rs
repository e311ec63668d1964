//! What matching must know of the language of a text: letters that fold otherwise there,
//! and words that lose their end before an apostrophe.

/// The customs of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Language {
    /// i has the capital İ, and I is the capital of ı.
    dotted_capital: bool,
    elision: Elision,
    no_english: bool,
    /// The first letters of its tag in small letters, with zeros behind; zeros if nothing is said.
    code: [u8; 3],
}

/// Which words are written on to the next with an apostrophe, so that it is still a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Elision {
    /// None: an apostrophe between letters is inside a word.
    #[default]
    None,
    /// These, in small letters.
    Of(&'static [&'static str]),
    /// Every word that has lost its vowel, and so ends in a consonant.
    AnyConsonant,
}

/// Articles, pronouns, *de*, *ne*, *que* and what is made with it.
const FRENCH: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

const CATALAN: &[&str] = &["l", "d", "m", "n", "s", "t"];

/// Letters before which words are elided, and in which no elided word ends.
const VOWELS: &str = "aeiouàáâäèéêëìíîïòóôöùúûüœæ";

/// Of a word before an apostrophe so many letters are looked at; what is elided is shorter.
const LONGEST_ELIDED: usize = 12;

impl Language {
    /// The language of a tag such as `tr-TR`; of none those customs that most share.
    pub fn of(tag: Option<&str>) -> Self {
        let primary = tag.and_then(|tag| tag.split(['-', '_']).next());
        let is = |names: &[&str]| {
            primary.is_some_and(|tag| names.iter().any(|name| name.eq_ignore_ascii_case(tag)))
        };
        Self {
            dotted_capital: is(&["tr", "az"]),
            elision: match () {
                () if is(&["fr", "oc"]) => Elision::Of(FRENCH),
                () if is(&["ca"]) => Elision::Of(CATALAN),
                () if is(&["it"]) => Elision::AnyConsonant,
                () => Elision::None,
            },
            no_english: primary.is_some() && !is(&["en"]),
            code: {
                let mut code = [0; 3];
                let letters = primary.unwrap_or("").bytes();
                for (slot, letter) in code.iter_mut().zip(letters) {
                    *slot = letter.to_ascii_lowercase();
                }
                code
            },
        }
    }

    /// Whether it is the language of this tag of two or three letters (ISO 639): `de`. Texts
    /// of which nothing is said are English.
    pub fn is(self, tag: &str) -> bool {
        let known = if self.code == [0; 3] {
            *b"en\0"
        } else {
            self.code
        };
        let known = known.iter().take_while(|letter| **letter != 0);
        known.eq(tag.as_bytes())
    }

    /// Whether it is English, as texts of which nothing is said are taken to be.
    pub const fn is_english(self) -> bool {
        !self.no_english
    }

    /// Whether its indefinite article is *a* or *an*, by the sound of the next word.
    pub const fn has_a_and_an(self) -> bool {
        self.is_english()
    }

    /// Whether a word that begins so surely leaves what stands before it elided. Before an
    /// h nobody can tell.
    pub fn keeps_elision(self, word: &str) -> bool {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| VOWELS.contains(self.fold_case(c)))
    }

    /// Whether the capital of i is İ, so that ASCII alone does not tell what is one word.
    pub const fn dots_capitals(self) -> bool {
        self.dotted_capital
    }

    /// Simple case folding, one character to one (ς = σ, ſ = s; ß stays itself, and so do
    /// İ and ı where they are not letters of the language).
    ///
    /// By way of the capital, so that letters that share one are equal (as in Unicode's
    /// `CaseFolding.txt`, status C and S, or T), without a table of our own.
    pub fn fold_case(self, c: char) -> char {
        match c {
            'I' if self.dotted_capital => 'ı',
            'İ' if self.dotted_capital => 'i',
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            // The capital of dotless i is I, whose small letter is i: two different letters.
            'ı' => c,
            _ => {
                let upper = only(c.to_uppercase()).unwrap_or(c);
                only(upper.to_lowercase()).unwrap_or(c)
            }
        }
    }

    /// `text` in capitals.
    pub fn uppercase(self, text: &str) -> String {
        if self.dotted_capital {
            text.chars().flat_map(|c| self.capital(c)).collect()
        } else {
            text.to_uppercase()
        }
    }

    /// The capital of `c`, which may be several characters.
    pub fn capital(self, c: char) -> impl Iterator<Item = char> {
        let c = if c == 'i' && self.dotted_capital {
            'İ'
        } else {
            c
        };
        c.to_uppercase()
    }

    /// `c` as a capital, if that is one character; ß becomes ẞ. All others stay.
    pub fn as_capital(self, c: char) -> char {
        match c {
            'ß' => 'ẞ',
            _ if c.is_lowercase() => only(self.capital(c)).unwrap_or(c),
            _ => c,
        }
    }

    /// `c` as a small letter, if it is a capital and that is one character. All others stay.
    pub fn as_small(self, c: char) -> char {
        match c {
            'I' if self.dotted_capital => 'ı',
            'İ' if self.dotted_capital => 'i',
            _ if c.is_uppercase() => only(c.to_lowercase()).unwrap_or(c),
            _ => c,
        }
    }

    /// Whether a word that ends before an apostrophe leaves what follows a word of its own;
    /// `letters` are its letters from the last to the first.
    pub fn elides(self, letters: impl Iterator<Item = char>) -> bool {
        let mut letters = letters
            .take(LONGEST_ELIDED)
            .map(|c| self.fold_case(c))
            .peekable();
        match self.elision {
            Elision::None => false,
            Elision::AnyConsonant => letters
                .peek()
                .is_some_and(|c| c.is_alphabetic() && !VOWELS.contains(*c)),
            Elision::Of(words) => {
                let mut word: Vec<char> = letters.collect();
                word.reverse();
                words
                    .iter()
                    .any(|elided| elided.chars().eq(word.iter().copied()))
            }
        }
    }
}

/// The only one of `chars`.
fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i_has_its_capital_by_the_language() {
        for (tag, folded, capitals) in [
            (None, "iıİiş", "IISSİ"),
            (Some("en-GB"), "iıİiş", "IISSİ"),
            (Some("tr"), "ııiiş", "İISSİ"),
            (Some("az-Latn"), "ııiiş", "İISSİ"),
        ] {
            let language = Language::of(tag);
            let fold: String = "IıİiŞ".chars().map(|c| language.fold_case(c)).collect();
            assert_eq!(fold, folded, "{tag:?}");
            assert_eq!(language.uppercase("iıßİ"), capitals, "{tag:?}");
        }
    }

    #[test]
    fn what_is_elided_is_a_word_by_itself() {
        let french = Language::of(Some("fr-CA"));
        for (word, expected) in [
            ("Étude", true),
            ("« état", true),
            ("homme", false),
            ("machine", false),
            ("8", false),
        ] {
            assert_eq!(french.keeps_elision(word), expected, "{word}");
        }
        let elides = |tag: &str, word: &str| Language::of(Some(tag)).elides(word.chars().rev());
        for (tag, words) in [
            ("fr", &["l", "L", "d", "Qu", "QU", "jusqu", "Lorsqu"][..]),
            ("it", &["l", "dell", "Nell", "un", "sant"]),
            ("ca-ES", &["l", "d"]),
        ] {
            for word in words {
                assert!(elides(tag, word), "{tag}: {word}’");
            }
        }
        for (tag, words) in [
            (
                "fr",
                &["aujourd", "quelqu", "prud", "entr", "l1", "", "ll"][..],
            ),
            ("it", &["o", "", "3", "caffè"]),
            ("en", &["l", "d", "can"]),
            ("", &["l"]),
        ] {
            for word in words {
                assert!(!elides(tag, word), "{tag}: {word}’");
            }
        }
    }
}
