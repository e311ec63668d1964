//! Words of ASCII eight bytes at a time, and the hash of folded words.
//!
//! Several bytes in one register ("SIMD within a register", Lamport, *Multiple byte
//! processing with full-word instructions*, 1975): safe Rust on every machine. Knows
//! nothing of what a token is beyond its bytes.

/// The eight bytes of a word that are looked at together.
const LANE: usize = 8;
const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;
/// Odd, with bits evenly spread: 2⁶⁴ divided by the golden ratio.
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of a folded hyphen.
pub(super) const HYPHEN: u32 = hash(b"-");
const APOSTROPHE: u32 = hash(b"'");
const DOUBLE_QUOTE: u32 = hash(b"\"");

/// The hash of a folded token. Capitals of ASCII hash as their small letters, so that a
/// word need not be folded first; equal hashes are always verified on the text.
pub const fn hash(folded: &[u8]) -> u32 {
    let mut state = 0;
    let mut at = 0;
    while at < folded.len() {
        let mut lane = [0u8; LANE];
        let mut index = 0;
        while index < LANE && at < folded.len() {
            lane[index] = folded[at];
            index += 1;
            at += 1;
        }
        state = mix(state, u64::from_le_bytes(lane));
    }
    finish(state)
}

/// The length in bytes and the hash of the word of ASCII letters, digits and `_` at `start`.
pub(super) fn word(bytes: &[u8], start: usize) -> (usize, u32) {
    let mut state = 0;
    let mut at = start;
    loop {
        let lane = lane_at(bytes, at);
        let others = !word_bytes(lane) & HIGH;
        if others == 0 {
            state = mix(state, lane);
            at += LANE;
            continue;
        }
        let length = others.trailing_zeros() / 8;
        if length > 0 {
            let kept = lane & ((1 << (8 * length)) - 1);
            state = mix(state, kept);
        }
        return (at + length as usize - start, finish(state));
    }
}

/// Whether `byte` is an ASCII letter, digit or `_`.
pub(super) const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The hash of the folded mark at `start` if it is one of U+2010 to U+2027, of three bytes:
/// dashes, quotation marks, dots.
pub(super) fn punctuation(bytes: &[u8], start: usize) -> Option<u32> {
    let mark = bytes.get(start..start + 3)?;
    match mark {
        [0xE2, 0x80, 0x90 | 0x91] => Some(HYPHEN),
        [0xE2, 0x80, 0x98 | 0x99] => Some(APOSTROPHE),
        [0xE2, 0x80, 0x9C | 0x9D] => Some(DOUBLE_QUOTE),
        [0xE2, 0x80, 0x90..=0xA7] => Some(hash(mark)),
        _ => None,
    }
}

/// The eight bytes from `at`, zeros behind the end.
fn lane_at(bytes: &[u8], at: usize) -> u64 {
    if let Some(lane) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANE>()) {
        return u64::from_le_bytes(*lane);
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    let mut lane = [0u8; LANE];
    for (slot, byte) in lane.iter_mut().zip(rest) {
        *slot = *byte;
    }
    u64::from_le_bytes(lane)
}

/// The high bit of each byte that is an ASCII letter, digit or `_`; other bits are anything.
const fn word_bytes(lane: u64) -> u64 {
    let low = lane & !HIGH;
    let small = low | (0x20 * ONES);
    // Adding carries into the high bit from a bound on, never into the next byte.
    let letters = (small + (0x80 - b'a' as u64) * ONES) & !(small + (0x7F - b'z' as u64) * ONES);
    let digits = (low + (0x80 - b'0' as u64) * ONES) & !(low + (0x7F - b'9' as u64) * ONES);
    let underscores = !((low ^ (b'_' as u64 * ONES)) + 0x7F * ONES);
    (letters | digits | underscores) & !lane
}

/// Folds eight bytes into the hash, ASCII capitals as small letters.
const fn mix(state: u64, lane: u64) -> u64 {
    let small = lane | ((!lane & HIGH) >> 2);
    let product = ((state ^ small) as u128) * (MULTIPLIER as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

const fn finish(state: u64) -> u32 {
    (state ^ (state >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_byte_is_what_it_is() {
        for byte in 0..=u8::MAX {
            let marked = word_bytes(u64::from(byte) * ONES) & HIGH;
            assert_eq!(
                marked,
                if is_word_byte(byte) { HIGH } else { 0 },
                "{byte:#x}"
            );
        }
    }

    proptest! {
        /// Length and hash are those of looking at one byte after the other.
        #[test]
        fn words_are_cut_as_bytes_tell(text in "[a-zA-Z0-9_]{1,20}[ .é’_A-Z-]{0,9}") {
            let length = text.bytes().take_while(|byte| is_word_byte(*byte)).count();
            let folded = text[..length].to_ascii_lowercase();
            prop_assert_eq!(word(text.as_bytes(), 0), (length, hash(folded.as_bytes())));
        }
    }
}
