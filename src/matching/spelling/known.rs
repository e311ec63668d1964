//! Words that were looked up before.
//!
//! A table of fixed size without locks: a word's hash chooses its slot, and the slot holds
//! the hash and what was found. Two words that want one slot take it from each other, which
//! costs a look-up and nothing else. That another word has all 63 bits of the hash does not
//! happen by chance.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxBuildHasher;

/// A power of two: 256 KiB for each dictionary.
const SLOTS: usize = 1 << 15;

#[derive(Debug)]
pub(super) struct Known {
    slots: Box<[AtomicU64]>,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            slots: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
        }
    }
}

impl Known {
    /// Whether the word is right, by what was found before, or by `look_up`.
    pub(super) fn ask(&self, word: &str, look_up: impl FnOnce() -> bool) -> bool {
        let mut hasher = FxBuildHasher.build_hasher();
        hasher.write(word.as_bytes());
        // The lowest bit says what was found, and no slot that is used is 0.
        let hash = hasher.finish() | 2;
        let Some(slot) = self.slots.get((hash >> 20) as usize % SLOTS) else {
            return look_up();
        };
        let held = slot.load(Ordering::Relaxed);
        if held | 1 == hash | 1 {
            return held & 1 == 1;
        }
        let is_right = look_up();
        slot.store((hash & !1) | u64::from(is_right), Ordering::Relaxed);
        is_right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_asked_for_again_is_not_looked_up() {
        let known = Known::default();
        for (word, is_right) in [("a", true), ("b", false), ("", true), ("größer", false)] {
            assert_eq!(known.ask(word, || is_right), is_right, "{word}");
            assert_eq!(
                known.ask(word, || panic!("asked again")),
                is_right,
                "{word}"
            );
        }
        // Whatever was forgotten since.
        for round in 0..2 {
            for number in 0..100_000 {
                let word = format!("word{number}");
                let is_right = number % 3 == 0;
                assert_eq!(known.ask(&word, || is_right), is_right, "{round} {word}");
            }
        }
    }
}
