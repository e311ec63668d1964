//! Flags: what a dictionary marks its words and affixes with.

use std::sync::Arc;

/// One flag, whatever its notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Flag(u32);

/// The flags of one word or affix, sorted. Shared where a file gives them a number.
pub(super) type FlagSet = Arc<[Flag]>;

/// How flags are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Notation {
    /// One byte each, also in a UTF-8 file.
    #[default]
    Byte,
    /// Two bytes each.
    Long,
    /// Numbers with commas between them.
    Number,
    /// One character of UTF-8 each.
    Character,
}

/// How the flags of one dictionary are read.
#[derive(Debug, Default)]
pub(super) struct Flags {
    pub(super) notation: Notation,
    /// The sets that are written by their number, from 1, if the file has any.
    aliases: Vec<FlagSet>,
}

impl Notation {
    /// The notation that the value of `FLAG` names.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"long" => Some(Self::Long),
            b"num" => Some(Self::Number),
            name if name.eq_ignore_ascii_case(b"UTF-8") => Some(Self::Character),
            _ => None,
        }
    }

    /// The flags that are written, in order. What is no flag is left out.
    fn read(self, written: &[u8]) -> Vec<Flag> {
        match self {
            Self::Byte => written.iter().map(|byte| Flag((*byte).into())).collect(),
            Self::Long => written
                .chunks_exact(2)
                .map(|pair| {
                    Flag(
                        pair.iter()
                            .fold(0, |flag, byte| flag << 8 | u32::from(*byte)),
                    )
                })
                .collect(),
            Self::Number => written
                .split(|byte| *byte == b',')
                .filter_map(number)
                .map(Flag)
                .collect(),
            Self::Character => String::from_utf8_lossy(written)
                .chars()
                .map(|c| Flag(c.into()))
                .collect(),
        }
    }
}

impl Flags {
    /// Adds a set that is from now on written by its number.
    pub(super) fn add_alias(&mut self, written: &[u8]) {
        let set = self.plain_set(written);
        self.aliases.push(set);
    }

    /// The one flag that is written; of several the first.
    pub(super) fn one(&self, written: &[u8]) -> Option<Flag> {
        self.notation.read(written).first().copied()
    }

    /// The set that is written, by its flags or by its number.
    pub(super) fn set(&self, written: &[u8]) -> FlagSet {
        if self.aliases.is_empty() {
            return self.plain_set(written);
        }
        let number = number(written).and_then(|number| (number as usize).checked_sub(1));
        let alias = number.and_then(|index| self.aliases.get(index));
        alias.cloned().unwrap_or_default()
    }

    /// Whether `flag` is in the set that is written.
    pub(super) fn contain(&self, written: &[u8], flag: Flag) -> bool {
        if written.is_empty() || !self.aliases.is_empty() {
            return has(&self.set(written), Some(flag));
        }
        let is_flag = |number: u32| Flag(number) == flag;
        match self.notation {
            Notation::Byte => written.iter().any(|byte| is_flag((*byte).into())),
            Notation::Long => written.chunks_exact(2).any(|pair| is_flag(joined(pair))),
            Notation::Number | Notation::Character => has(&self.set(written), Some(flag)),
        }
    }

    fn plain_set(&self, written: &[u8]) -> FlagSet {
        let mut flags = self.notation.read(written);
        flags.sort_unstable();
        flags.dedup();
        flags.into()
    }
}

/// The number of a flag of two bytes.
fn joined(pair: &[u8]) -> u32 {
    pair.iter()
        .fold(0, |flag, byte| flag << 8 | u32::from(*byte))
}

/// Whether `flag`, if the dictionary has it, is in the set.
pub(super) fn has(set: &[Flag], flag: Option<Flag>) -> bool {
    flag.is_some_and(|flag| set.binary_search(&flag).is_ok())
}

/// The number that `written` starts with.
pub(super) fn number(written: &[u8]) -> Option<u32> {
    let digits = written.iter().take_while(|byte| byte.is_ascii_digit());
    let digits = written.get(..digits.count())?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_in_every_notation() {
        let cases: [(Notation, &str, &[u32]); 8] = [
            (Notation::Byte, "BA", &[65, 66]),
            (Notation::Byte, "ä", &[0xA4, 0xC3]),
            (Notation::Byte, "AA", &[65]),
            (Notation::Long, "Aa1b", &[0x3162, 0x4161]),
            (Notation::Long, "Aa1", &[0x4161]),
            (Notation::Number, "65000,7,x,12", &[7, 12, 65000]),
            (Notation::Number, "", &[]),
            (Notation::Character, "äА", &[0xE4, 0x410]),
        ];
        for (notation, written, expected) in cases {
            let flags = Flags {
                notation,
                ..Flags::default()
            };
            let expected: Vec<Flag> = expected.iter().copied().map(Flag).collect();
            assert_eq!(*flags.set(written.as_bytes()), *expected, "{written}");
        }
    }

    #[test]
    fn a_number_stands_for_a_set_where_the_file_has_such() {
        let mut flags = Flags::default();
        flags.add_alias(b"BA");
        flags.add_alias(b"C");
        for (written, expected) in [("1", 2), ("2", 1), ("0", 0), ("3", 0), ("A", 0)] {
            assert_eq!(flags.set(written.as_bytes()).len(), expected, "{written}");
        }
    }
}
