//! Conditions: what the end or the start of a word must look like for an affix to fit.

use smol_str::SmolStr;

/// Longer conditions say nothing that a dictionary needs.
const MOST_PLACES: usize = 64;

/// One character after the other; empty if every word will do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Condition(Box<[Place]>);

/// What may stand at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Any,
    Only(char),
    OneOf(SmolStr),
    NoneOf(SmolStr),
}

impl Place {
    fn allows(&self, c: char) -> bool {
        match self {
            Self::Any => true,
            Self::Only(only) => *only == c,
            Self::OneOf(set) => set.contains(c),
            Self::NoneOf(set) => !set.contains(c),
        }
    }
}

impl Condition {
    /// Reads `[^aeiou]y`; `.` is any character, and alone no condition. `None` if a
    /// bracket is not closed, or if it is too long.
    pub(super) fn read(written: &str) -> Option<Self> {
        if written == "." {
            return Some(Self::default());
        }
        let mut places = Vec::new();
        let mut rest = written;
        while let Some(first) = rest.chars().next() {
            let (place, length) = match first {
                '.' => (Place::Any, 1),
                '[' => {
                    let end = rest.find(']')?;
                    let set = rest.get(1..end)?;
                    let place = match set.strip_prefix('^') {
                        Some(set) => Place::NoneOf(set.into()),
                        None => Place::OneOf(set.into()),
                    };
                    (place, end + 1)
                }
                only => (Place::Only(only), only.len_utf8()),
            };
            places.push(place);
            rest = rest.get(length..)?;
        }
        (places.len() <= MOST_PLACES).then(|| Self(places.into()))
    }

    /// Whether a word that ends so fulfils it.
    pub(super) fn fits_end(&self, word: &str) -> bool {
        fits(self.0.iter().rev(), word.chars().rev())
    }

    /// Whether a word that starts so fulfils it.
    pub(super) fn fits_start(&self, word: &str) -> bool {
        fits(self.0.iter(), word.chars())
    }

    /// The one character that a word must end in, if it says so.
    pub(super) fn last(&self) -> Option<char> {
        match self.0.last() {
            Some(Place::Only(c)) => Some(*c),
            _ => None,
        }
    }
}

fn fits<'p>(
    mut places: impl Iterator<Item = &'p Place>,
    mut characters: impl Iterator<Item = char>,
) -> bool {
    places.all(|place| characters.next().is_some_and(|c| place.allows(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_word_is_looked_at() {
        let cases: [(&str, &[&str], &[&str]); 9] = [
            (".", &["", "x"], &[]),
            ("y", &["try", "y"], &["yx", ""]),
            ("[^y]", &["hello"], &["try", ""]),
            ("[^aeiou]y", &["try"], &["stay", "y"]),
            ("[sxz]", &["box"], &["dog"]),
            ("..e", &["öde", "ode"], &["de"]),
            ("[a-c]", &["a", "-", "c"], &["b"]),
            ("[äß]", &["faß"], &["fas"]),
            ("[]x", &[], &["x", "ax"]),
        ];
        for (written, fulfil, fail) in cases {
            let condition = Condition::read(written).expect(written);
            for word in fulfil {
                assert!(condition.fits_end(word), "{written}: {word}");
            }
            for word in fail {
                assert!(!condition.fits_end(word), "{written}: {word}");
            }
        }
    }

    #[test]
    fn the_start_of_a_word_is_looked_at() {
        let condition = Condition::read("[^h]e").expect("a condition");
        assert!(condition.fits_start("leben"));
        assert!(!condition.fits_start("heben"));
    }

    #[test]
    fn what_is_no_condition_is_none() {
        assert_eq!(Condition::read("[abc"), None);
        assert_eq!(Condition::read("a[^"), None);
        assert_eq!(Condition::read(&"x".repeat(65)), None);
    }
}
