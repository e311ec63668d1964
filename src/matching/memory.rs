//! What was found out about words before: a text uses few words often.

/// So many words are remembered at most.
const PLACES: usize = 2048;

/// Short words with what was found out about each. Every word has two places that it can have: who
/// comes takes the first, and the second is of who was there before.
#[derive(Debug)]
pub struct Memory<T> {
    /// Empty until the first word. A number of 128 bits would make room for itself to stand at
    /// every sixteenth byte.
    places: Vec<([u64; 2], T)>,
}

impl<T: Copy + Default> Memory<T> {
    /// Nothing is remembered.
    pub const fn new() -> Self {
        Self { places: Vec::new() }
    }

    /// What is remembered of `word`, or found out now; of words of more than 15 bytes nothing is
    /// remembered. `tag` is what else it depends on.
    #[inline]
    pub fn ask(&mut self, word: &[u8], tag: u8, find_out: impl FnOnce() -> T) -> T {
        let Some(key) = key(word, tag) else {
            return find_out();
        };
        if self.places.is_empty() {
            self.places.resize(PLACES, ([0; 2], T::default()));
        }
        let at = 2 * place(key);
        let Some([first, second]) = self.places.get_mut(at..at + 2) else {
            return find_out();
        };
        let halves = [key as u64, (key >> 64) as u64];
        if first.0 != halves {
            if second.0 == halves {
                std::mem::swap(first, second);
            } else {
                *second = std::mem::replace(first, (halves, find_out()));
            }
        }
        first.1
    }
}

impl<T: Copy + Default> Default for Memory<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The word and its tag as a number of their own, never 0; `None` for a word of more than 15 bytes.
#[inline]
fn key(word: &[u8], tag: u8) -> Option<u128> {
    let number = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        (Some(first), Some(last)) if word.len() < 16 => {
            // Of the last eight bytes, those that are not among the first.
            let rest = u64::from_le_bytes(*last) >> 8 >> (8 * (15 - word.len()));
            u128::from(u64::from_le_bytes(*first)) | u128::from(rest) << 64
        }
        (None, _) => u128::from(short(word)),
        _ => return None,
    };
    let tag = u128::from(tag) << 1 | 1;
    Some(number | tag << 120)
}

/// Fewer than eight bytes as a number.
#[inline]
fn short(word: &[u8]) -> u64 {
    let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) else {
        let bytes = word.iter().rev();
        return bytes.fold(0, |number, byte| number << 8 | u64::from(*byte));
    };
    let rest = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - word.len()));
    u64::from(u32::from_le_bytes(*first)) | rest << 32
}

#[inline]
fn place(key: u128) -> usize {
    let folded = (key ^ key >> 64) as u64;
    // The multiplier of Fibonacci hashing, of which the high bits are good.
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_words_share_a_key() {
        let mut keys = std::collections::BTreeMap::new();
        let text = "abcdefghijklmnopq";
        for tag in 0..3 {
            for start in 0..text.len() {
                for end in start..=text.len() {
                    let word = text.get(start..end).unwrap_or("");
                    let Some(key) = key(word.as_bytes(), tag) else {
                        assert!(word.len() > 15, "{word}");
                        continue;
                    };
                    assert_ne!(key, 0);
                    assert_eq!(*keys.entry(key).or_insert((word, tag)), (word, tag));
                }
            }
        }
    }

    #[test]
    fn a_word_is_found_out_about_once() {
        let mut memory = Memory::new();
        for word in ["", "a", "word", "größer", "rememberable"] {
            assert_eq!(memory.ask(word.as_bytes(), 0, || word.len()), word.len());
            let again = memory.ask(word.as_bytes(), 0, || panic!("asked again"));
            assert_eq!(again, word.len());
            assert_eq!(memory.ask(word.as_bytes(), 1, || 99), 99);
        }
        let long = b"a word that is too long";
        assert_eq!(memory.ask(long, 0, || 1), 1);
        assert_eq!(memory.ask(long, 0, || 2), 2);
    }
}
