//! The tables by which a dictionary turns what people write into what it holds, and back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use smol_str::SmolStr;

/// No text to be exchanged is longer, in bytes.
const MOST_BYTES: usize = 32;

/// Pairs of texts; the longest that fits is exchanged, from left to right.
#[derive(Debug, Default)]
pub(super) struct Conversion {
    /// By what is exchanged.
    pairs: BTreeMap<SmolStr, SmolStr>,
    /// The longest text to be exchanged, in bytes.
    longest: usize,
}

impl Conversion {
    /// Adds a pair. `_` at an end of the pattern stands for that end of a word; few
    /// tables have it, and such a pair is passed over.
    pub(super) fn add(&mut self, from: &str, to: &str) {
        let anchored = from.starts_with('_') || from.ends_with('_');
        if from.is_empty() || from.len() > MOST_BYTES || anchored {
            return;
        }
        let to = if to == "0" { "" } else { to };
        self.longest = self.longest.max(from.len());
        self.pairs.entry(from.into()).or_insert_with(|| to.into());
    }

    /// `text` with everything exchanged.
    pub(super) fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.pairs.is_empty() || !self.changes(text) {
            return Cow::Borrowed(text);
        }
        let mut converted = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let found = self.longest_at(rest);
            converted.push_str(found.map_or_else(
                || rest.get(..first.len_utf8()).unwrap_or(""),
                |(_, to)| to.as_str(),
            ));
            let length = found.map_or(first.len_utf8(), |(from, _)| from.len());
            rest = rest.get(length..).unwrap_or("");
        }
        Cow::Owned(converted)
    }

    fn changes(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| {
            text.get(at..)
                .is_some_and(|rest| self.longest_at(rest).is_some())
        })
    }

    /// The longest pair that `text` starts with.
    fn longest_at(&self, text: &str) -> Option<(&SmolStr, &SmolStr)> {
        let find = |length: usize| self.pairs.get_key_value(text.get(..length)?);
        (1..=self.longest.min(text.len())).rev().find_map(find)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pair_is_exchanged() {
        let mut conversion = Conversion::default();
        for (from, to) in [
            ("’", "'"),
            ("ﬃ", "ffi"),
            ("i", "ï"),
            ("ij", "ĳ"),
            ("x", "0"),
            ("_a", "b"),
        ] {
            conversion.add(from, to);
        }
        for (text, expected) in [
            ("rue", "rue"),
            ("qu’ij", "qu'ĳ"),
            ("oﬃce", "office"),
            ("bix", "bï"),
            ("", ""),
        ] {
            assert_eq!(conversion.apply(text), expected, "{text}");
        }
    }
}
