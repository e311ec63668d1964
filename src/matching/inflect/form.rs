//! What a form of a word is good for: the slots of grammar that it fills.
//!
//! Knows nothing of how forms are made, only how they are collected without duplicates.

use std::ops::{BitOr, BitOrAssign};

use smol_str::{SmolStr, SmolStrBuilder};

use super::word::{Shape, Word};

/// One place of grammar that a form can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Slot {
    /// As written.
    Base = 1,
    /// Nouns: *regimes*.
    Plural = 1 << 1,
    /// Verbs, he or she: *uses*.
    ThirdPerson = 1 << 2,
    /// Verbs: *began*.
    Past = 1 << 3,
    /// Verbs after *have* or *be*: *begun*.
    PastParticiple = 1 << 4,
    /// Verbs: *beginning*.
    PresentParticiple = 1 << 5,
    /// Adjectives: *bigger*.
    Comparative = 1 << 6,
    /// Adjectives: *biggest*.
    Superlative = 1 << 7,
}

impl Slot {
    /// Every slot, in the order in which forms are listed.
    pub const ALL: [Self; 8] = [
        Self::Base,
        Self::Plural,
        Self::ThirdPerson,
        Self::Past,
        Self::PastParticiple,
        Self::PresentParticiple,
        Self::Comparative,
        Self::Superlative,
    ];
}

/// A set of slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Slots(u8);

impl Slots {
    /// No slot.
    pub const NONE: Self = Self(0);

    /// The past and its participle, which are one in most verbs.
    pub(super) const PASTS: Self = Self(Slot::Past as u8 | Slot::PastParticiple as u8);

    /// Whether `slot` is one of them.
    pub const fn contains(self, slot: Slot) -> bool {
        self.0 & slot as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The slots in the order of [`Slot::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Slot> {
        Slot::ALL
            .into_iter()
            .filter(move |slot| self.contains(*slot))
    }
}

impl From<Slot> for Slots {
    fn from(slot: Slot) -> Self {
        Self(slot as u8)
    }
}

impl BitOr for Slots {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Slots {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Whose spelling a replacement takes where British and American inflection differ
/// (*travelled*, *traveled*). Whatever is asked for, both are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Spelling {
    /// British, with or without -ize.
    #[default]
    British,
    /// American.
    American,
}

/// One written form, and what it is a form of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Form {
    /// The text.
    pub text: SmolStr,
    /// What it may be where it is found: *cut* is base, past and participle.
    pub slots: Slots,
    /// The slots for which a British writer would choose it.
    british: Slots,
    /// The slots for which an American writer would choose it.
    american: Slots,
    /// Which forms of its words it is made of, where a dictionary made them; see
    /// [`super::by_dictionary`].
    pub(super) cell: u32,
}

impl Form {
    /// A form that a dictionary made.
    pub(super) fn of_dictionary(text: SmolStr, cell: u32) -> Self {
        let slots = if cell == 0 {
            Slot::Base.into()
        } else {
            Slots::NONE
        };
        Self {
            text,
            slots,
            british: slots,
            american: slots,
            cell,
        }
    }

    /// Whether a writer of `spelling` would choose this form to fill `slot`.
    pub fn serves(&self, slot: Slot, spelling: Spelling) -> bool {
        match spelling {
            Spelling::British => self.british.contains(slot),
            Spelling::American => self.american.contains(slot),
        }
    }

    /// The same form of a longer text.
    pub(super) fn within(&self, before: &str, after: &str) -> Self {
        Self {
            text: join(&[before, &self.text, after]),
            ..self.clone()
        }
    }
}

/// Who would choose a form, among those that fill the same slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// Everyone.
    Common,
    /// British writers.
    British,
    /// American writers.
    American,
    /// Nobody: it is found, never written.
    Rare,
}

/// The forms of one word, while they are made.
pub(super) struct Forms<'w> {
    pub(super) word: &'w Word<'w>,
    pub(super) list: Vec<Form>,
}

impl<'w> Forms<'w> {
    /// The word itself.
    pub(super) fn of(word: &'w Word<'w>) -> Self {
        let mut list = Vec::with_capacity(6);
        list.push(base(word.written));
        Self { word, list }
    }

    /// Adds the word without its last `drop` bytes and with `ending` instead.
    pub(super) fn add(
        &mut self,
        slots: impl Into<Slots>,
        drop: usize,
        ending: &str,
        choice: Choice,
    ) {
        let written = self.word.written;
        let kept = written.len().saturating_sub(drop);
        let stem = written.get(..kept).unwrap_or(written);
        let text = if stem.is_empty() && self.word.shape == Shape::Capitalised {
            let (first, rest) = ending.split_at(ending.chars().next().map_or(0, char::len_utf8));
            join(&[&first.to_uppercase(), rest])
        } else {
            join(&[stem, ending])
        };
        push(&mut self.list, slots, text, choice);
    }

    /// Adds the word with `letter` and `ending` behind it: *panic-k-ed*, *stop-p-ing*.
    pub(super) fn add_joined(&mut self, slots: Slots, letter: &str, ending: &str, choice: Choice) {
        let text = join(&[self.word.written, letter, ending]);
        push(&mut self.list, slots, text, choice);
    }

    /// Adds a form that the tables give whole, in small letters. What it has in common
    /// with the word keeps the writer's capitals. `prefix` bytes stand before it.
    pub(super) fn add_whole(
        &mut self,
        slots: impl Into<Slots>,
        prefix: usize,
        form: &str,
        choice: Choice,
    ) {
        let lower = self.word.lower.get(prefix..).unwrap_or("");
        let pairs = lower.char_indices().zip(form.chars());
        let common = pairs
            .take_while(|((_, a), b)| a == b)
            .map(|((at, a), _)| at + a.len_utf8())
            .last()
            .unwrap_or(0);
        let ending = form.get(common..).unwrap_or("");
        self.add(slots, lower.len() - common, ending, choice);
    }

    /// Notes that the word as written is also found as `slot` and serves as it.
    pub(super) fn base_is(&mut self, slot: Slot) {
        if let Some(base) = self.list.first_mut() {
            base.slots |= slot.into();
        }
        self.base_serves(slot);
    }

    /// Notes that the word as written can be put where `slot` is asked for.
    pub(super) fn base_serves(&mut self, slot: Slot) {
        if let Some(base) = self.list.first_mut() {
            base.british |= slot.into();
            base.american |= slot.into();
        }
    }
}

/// Adds a form to a list, or its slot to the form that is there already.
pub(super) fn push(list: &mut Vec<Form>, slots: impl Into<Slots>, text: SmolStr, choice: Choice) {
    let slots = slots.into();
    let chosen_by = |writers: [Choice; 2]| {
        if writers.contains(&choice) {
            slots
        } else {
            Slots::NONE
        }
    };
    let form = Form {
        text,
        slots,
        british: chosen_by([Choice::Common, Choice::British]),
        american: chosen_by([Choice::Common, Choice::American]),
        cell: 0,
    };
    merge(list, form);
}

/// Adds a form to a list, or its slots to the form that is there already.
pub(super) fn merge(list: &mut Vec<Form>, form: Form) {
    match list.iter_mut().find(|known| known.text == form.text) {
        Some(known) => {
            known.slots |= form.slots;
            known.british |= form.british;
            known.american |= form.american;
        }
        None => list.push(form),
    }
}

/// The form of a text as it is written.
pub(super) fn base(text: &str) -> Form {
    Form {
        text: SmolStr::new(text),
        slots: Slot::Base.into(),
        british: Slot::Base.into(),
        american: Slot::Base.into(),
        cell: 0,
    }
}

/// Concatenates without a heap allocation where the result is short.
pub(super) fn join(parts: &[&str]) -> SmolStr {
    let mut text = SmolStrBuilder::new();
    for part in parts {
        text.push_str(part);
    }
    text.finish()
}
