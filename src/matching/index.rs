//! From hashes to numbers, as small as it can be.
//!
//! Keys are hashes and nothing else: two things whose hashes are equal share a number.
//! What is built on it must verify what it finds; sharing can only add candidates.

/// A map from hashes to numbers from 1 on.
#[derive(Debug, Default)]
pub(super) struct HashIndex {
    /// Hash and number by open addressing; number 0 is a free slot. At least a third of them
    /// are free, and a hash begins to look where its size puts it among all hashes, so that
    /// there may be any number of them.
    slots: Vec<(u32, u32)>,
    len: usize,
}

impl HashIndex {
    /// The number of `hash`, or 0.
    pub(super) fn get(&self, hash: u32) -> u32 {
        let mut at = self.first(hash);
        while let Some((key, number)) = self.slots.get(at) {
            if *key == hash || *number == 0 {
                return *number;
            }
            at = self.behind(at);
        }
        0
    }

    /// Where to look for `hash` first.
    fn first(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.slots.len() as u64) >> 32) as usize
    }

    /// Where to look next.
    fn behind(&self, at: usize) -> usize {
        if at + 1 == self.slots.len() {
            0
        } else {
            at + 1
        }
    }

    /// The number of `hash`, which is `new`, not 0, if it had none.
    pub(super) fn get_or_insert(&mut self, hash: u32, new: u32) -> u32 {
        let known = self.get(hash);
        if known != 0 {
            return known;
        }
        if (self.len + 1) * 3 > self.slots.len() * 2 {
            self.grow();
        }
        self.put(hash, new);
        self.len += 1;
        new
    }

    /// Puts `changed` of each number, not 0 either, in its place.
    pub(super) fn change(&mut self, changed: impl Fn(u32) -> u32) {
        for (_, number) in self.slots.iter_mut().filter(|(_, number)| *number != 0) {
            *number = changed(*number);
        }
    }

    /// Gives back the room that nothing will be put into.
    pub(super) fn shrink_to_fit(&mut self) {
        let fitting = self.len + self.len / 2 + 1;
        if fitting < self.slots.len() {
            self.resize(fitting);
        }
    }

    fn grow(&mut self) {
        self.resize((self.slots.len() * 2).max(16));
    }

    fn resize(&mut self, count: usize) {
        for (hash, number) in std::mem::replace(&mut self.slots, vec![(0, 0); count]) {
            if number != 0 {
                self.put(hash, number);
            }
        }
    }

    fn put(&mut self, hash: u32, number: u32) {
        let mut at = self.first(hash);
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.1 == 0 {
                *slot = (hash, number);
                return;
            }
            at = self.behind(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_map(hashes in prop::collection::vec(prop_oneof![0..40u32, any::<u32>()], 0..200)) {
            let mut index = HashIndex::default();
            let mut model: HashMap<u32, u32> = HashMap::new();
            for (hash, number) in hashes.iter().zip(1..) {
                prop_assert_eq!(index.get(*hash), model.get(hash).copied().unwrap_or(0));
                let expected = *model.entry(*hash).or_insert(number);
                prop_assert_eq!(index.get_or_insert(*hash, number), expected);
            }
            for fitted in [false, true] {
                if fitted {
                    index.shrink_to_fit();
                }
                for (hash, number) in &model {
                    prop_assert_eq!(index.get(*hash), *number);
                }
            }
            // There is room for more.
            for hash in hashes {
                let known = model.get(&(hash ^ 1)).copied().unwrap_or(9999);
                prop_assert_eq!(index.get_or_insert(hash ^ 1, 9999), known);
            }
        }
    }
}
