//! What a dictionary says of grammar: `is:pl`, `po:noun`.

use std::ops::BitOr;

use rustc_hash::FxHashMap;

/// A set of tags by its number. Equal sets have equal numbers within one dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct TagSet(u32);

impl TagSet {
    /// No tags: nothing is said.
    pub(super) const NONE: Self = Self(0);
}

/// Every set of tags that occurs.
#[derive(Debug, Default)]
pub(super) struct Tags {
    names: FxHashMap<Box<[u8]>, u32>,
    /// Sorted numbers of names; the set of this place has the number after it.
    sets: Vec<Box<[u32]>>,
    numbers: FxHashMap<Box<[u32]>, TagSet>,
    joined: FxHashMap<(TagSet, TagSet), TagSet>,
}

impl Tags {
    /// The number of a set.
    pub(super) fn set<'f>(&mut self, fields: impl Iterator<Item = &'f [u8]>) -> TagSet {
        let mut set = Vec::new();
        for field in fields {
            let next = self.names.len() as u32;
            let number = self.names.get(field).copied().unwrap_or(next);
            if number == next {
                self.names.insert(field.into(), next);
            }
            set.push(number);
        }
        self.number(set)
    }

    /// The tags of both.
    pub(super) fn join(&mut self, one: TagSet, other: TagSet) -> TagSet {
        if one == TagSet::NONE || one == other {
            return other;
        }
        if other == TagSet::NONE {
            return one;
        }
        if let Some(known) = self.joined.get(&(one, other)) {
            return *known;
        }
        let members = |set: TagSet| {
            let index = (set.0 as usize).checked_sub(1);
            index.and_then(|index| self.sets.get(index))
        };
        let both = [members(one), members(other)];
        let both = both.into_iter().flatten().flat_map(|set| set.iter());
        let both = self.number(both.copied().collect());
        self.joined.insert((one, other), both);
        both
    }

    fn number(&mut self, mut set: Vec<u32>) -> TagSet {
        set.sort_unstable();
        set.dedup();
        if set.is_empty() {
            return TagSet::NONE;
        }
        let set = set.into_boxed_slice();
        if let Some(known) = self.numbers.get(&set) {
            return *known;
        }
        self.sets.push(set.clone());
        let number = TagSet(self.sets.len() as u32);
        self.numbers.insert(set, number);
        number
    }
}

/// Whether `field` is one of grammar: two letters, a colon and something.
pub(super) fn is_tag(field: &[u8]) -> bool {
    matches!(field, [a, b, b':', _, ..] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
}

/// The value of the first field of this kind: of `st:foot` with `st`, `foot`.
pub(super) fn value<'f>(fields: &[&'f [u8]], kind: [u8; 2]) -> Option<&'f [u8]> {
    fields.iter().find_map(|field| match field {
        [a, b, b':', value @ ..] if [*a, *b] == kind => Some(value),
        _ => None,
    })
}

/// Which parts of speech a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Parts(u8);

impl Parts {
    /// A noun, or a name.
    pub const NOUN: Self = Self(1);
    /// A verb.
    pub const VERB: Self = Self(1 << 1);
    /// An adjective.
    pub const ADJECTIVE: Self = Self(1 << 2);
    /// Something else.
    pub(super) const OTHER: Self = Self(1 << 3);
    /// Any: the dictionary does not say.
    pub const ANY: Self = Self(0b1111);

    /// Whether they have one in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What the fields of a word in the dictionary say. Dictionaries name the parts in
    /// their languages; these begin alike in those that do it.
    pub(super) fn of(fields: &[&[u8]]) -> Self {
        let mut parts = Self(0);
        for field in fields {
            let Some(name) = field.strip_prefix(b"po:") else {
                continue;
            };
            let begins = |with: &[&[u8]]| with.iter().any(|with| name.starts_with(with));
            parts.0 |= if begins(&[b"nom", b"noun", b"npr", b"subst"]) || name == b"n" {
                Self::NOUN.0
            } else if begins(&[b"v"]) {
                Self::VERB.0
            } else if begins(&[b"adj"]) || name == b"a" {
                Self::ADJECTIVE.0
            } else {
                Self::OTHER.0
            };
        }
        if parts.0 == 0 { Self::ANY } else { parts }
    }
}

impl BitOr for Parts {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_have_equal_numbers() {
        let mut tags = Tags::default();
        let mut set = |written: &str| tags.set(written.split_whitespace().map(str::as_bytes));
        let plural = set("is:pl");
        let feminine = set("is:fem");
        let both = set("is:pl is:fem");
        assert_eq!(set("is:fem is:pl is:pl"), both);
        assert_eq!(set(""), TagSet::NONE);
        assert_eq!(tags.join(plural, feminine), both);
        assert_eq!(tags.join(feminine, plural), both);
        assert_eq!(tags.join(plural, TagSet::NONE), plural);
        assert_ne!(plural, feminine);
    }

    #[test]
    fn parts_of_speech_are_read_in_several_languages() {
        let cases = [
            ("po:nom is:mas", Parts::NOUN),
            ("po:nom po:adj", Parts::NOUN | Parts::ADJECTIVE),
            ("po:v3_it_xx_a", Parts::VERB),
            ("po:vrb", Parts::VERB),
            ("po:noun_prs", Parts::NOUN),
            ("po:adv", Parts::OTHER),
            ("is:pl", Parts::ANY),
            ("", Parts::ANY),
        ];
        for (written, expected) in cases {
            let fields: Vec<&[u8]> = written.split_whitespace().map(str::as_bytes).collect();
            assert_eq!(Parts::of(&fields), expected, "{written}");
        }
    }
}
