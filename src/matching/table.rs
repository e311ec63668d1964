//! The table that finds all phrases in one pass over a block's tokens.
//!
//! Every folded word of a phrase has a number; a phrase is a path of numbers in a
//! hash-trie. A word that inflects is one step on the class of its forms, so that forms
//! add words, not phrases. At each token one bit per word tells whether it is a phrase
//! alone, and one bit per pair of first two words whether a longer phrase can start
//! there, so that almost every token costs two probes whatever the number of phrases. A
//! bit per first word alone collapses: common words begin many phrases.
//!
//! Steps are kept as hashes alone: two that share one only add candidates, and every
//! hit is verified on the text.
//!
//! With a hundred thousand phrases the trie is larger than the caches that are near, and waiting
//! for memory is what costs. So the first two words of all that may start in a block are looked up
//! together, none waiting for another; what a step leads to says itself whether anything ends
//! there or goes on; and a bit for each later step tells most of those that are not there.

use smallvec::SmallVec;

use super::edge;
use super::index::HashIndex;
use super::language::Language;
use super::phrase::Phrase;
use super::sentence::Sentence;
use super::token::{Token, Tokens};
use super::verify;
use crate::text::Span;

mod builder;
mod walk;

pub use builder::TableBuilder;
use walk::{Place, Second, Start, Walk};

/// Phrases, ready to be found. Immutable, shared between threads.
#[derive(Debug, Default)]
pub struct Table {
    /// Hash of a folded word to its number; 0 is no word.
    numbers: HashIndex,
    /// What is known of a word, by its number. Classes have numbers of the same
    /// sequence, and an unused place here.
    words: Vec<Word>,
    /// The classes that words belong to, in lists.
    memberships: Vec<Membership>,
    /// Steps of the trie to the nodes that they lead to, with [`ENDS`] and [`GOES_ON`]; node 0
    /// is the root.
    steps: HashIndex,
    /// First entry that ends at a node, plus one; 0 for none.
    ends: Vec<u32>,
    entries: Vec<Entry>,
    /// One bit for each hash of the first two words of a longer phrase.
    pair_bits: Bits,
    /// One bit for each step by a third or later word.
    later_bits: Bits,
    /// Of the texts; hits are verified by it.
    language: Language,
}

#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// It is a phrase alone.
    alone: bool,
    /// A longer phrase starts with it.
    longer: bool,
    /// The first of its memberships, plus one; 0 for none.
    memberships: u32,
    /// The node that it leads to from the root, with what is said of that; 0 for none.
    node: u32,
}

/// Beside the number of a node: some phrase ends there.
const ENDS: u32 = 1 << 31;
/// Beside the number of a node: some phrase goes on from there.
const GOES_ON: u32 = 1 << 30;
/// The number of a node without these.
const NODE: u32 = GOES_ON - 1;

/// A set of hashes that may say yes of one that is not in it.
#[derive(Debug, Default)]
struct Bits {
    /// As many words as a power of two.
    words: Vec<u64>,
}

impl Bits {
    /// The set of `hashes`.
    fn of(hashes: &[u32]) -> Self {
        // Sixteen bits for each keep false alarms near one in sixteen.
        let count = (hashes.len() * 16 / 64).next_power_of_two().max(1);
        let mut words = vec![0; count];
        for hash in hashes {
            let (word, bit) = bit_of(*hash, count);
            if let Some(slot) = words.get_mut(word) {
                *slot |= bit;
            }
        }
        Self { words }
    }

    fn may_have(&self, hash: u32) -> bool {
        let (word, bit) = bit_of(hash, self.words.len());
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

#[derive(Debug, Clone, Copy)]
struct Membership {
    class: u32,
    /// The next one of the same word, plus one.
    next: u32,
}

/// One phrase in the table.
#[derive(Debug)]
struct Entry {
    phrase: Phrase,
    payload: u32,
    /// The next entry that ends at the same node, plus one.
    next: u32,
}

/// One phrase found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What the phrase was added with.
    pub payload: u32,
    /// Which of its forms.
    pub form: u16,
    /// Where, in the block's text.
    pub span: Span,
}

/// Where phrases are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'t, S> {
    /// The text.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: &'t Tokens,
    /// Called only if capitals make it necessary.
    pub sentences: S,
}

/// Where phrases may stand that nobody has looked at yet.
#[derive(Debug, Default)]
pub struct Waiting(SmallVec<[Place; 8]>);

/// The hash of a step from `node` by a word or class, after white space or not.
fn step_hash(node: u32, symbol: u32, spaced: bool) -> u32 {
    mixed(u64::from(node) << 32 | u64::from(symbol) << 1 | u64::from(spaced))
}

fn pair_hash(first: u32, second: u32) -> u32 {
    mixed(u64::from(first) << 32 | u64::from(second))
}

/// Every bit of the result depends on every bit of `value` (the finaliser of `SplitMix64`,
/// by Steele, Lea and Flood, 2014, shortened).
const fn mixed(value: u64) -> u32 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (value >> 32) as u32
}

/// Word and bit of a hash in a bitmap of `words` words, a power of two.
const fn bit_of(hash: u32, words: usize) -> (usize, u64) {
    ((hash >> 6) as usize & (words - 1), 1 << (hash & 63))
}

impl Table {
    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Calls `found` for every phrase in `text`, in the order of first bytes; of phrases
    /// that start together in the order of their ends.
    ///
    /// Overlapping phrases are all found; edges and capitals are verified. Those whose payload
    /// `waits` are left for [`Self::find_waiting`].
    pub fn find<'s, S: Fn() -> &'s [Sentence]>(
        &self,
        place: &Searched<'_, S>,
        waits: impl Fn(u32) -> bool,
        mut found: impl FnMut(Hit),
    ) -> Waiting {
        let mut waiting = Waiting::default();
        if self.is_empty() {
            return waiting;
        }
        let tokens = &place.tokens.list;
        let numbers = tokens.iter();
        let numbers: SmallVec<[u32; 64]> =
            numbers.map(|token| self.numbers.get(token.hash)).collect();
        let mut starts = self.starts(&numbers);
        let mut walk = Walk::new(self, tokens, &numbers);
        for start in &mut starts {
            start.second = walk.second(start);
        }
        for start in &starts {
            walk.from(start, &mut |at| {
                if self.entries_at(at.node).any(|entry| waits(entry.payload)) {
                    waiting.0.push(at);
                }
                self.verify(at, place, |payload| !waits(payload), &mut found);
            });
        }
        waiting
    }

    /// Calls `found` for those of the phrases that wait whose payload `is_wanted`.
    pub fn find_waiting<'s, S: Fn() -> &'s [Sentence]>(
        &self,
        waiting: &Waiting,
        place: &Searched<'_, S>,
        is_wanted: impl Fn(u32) -> bool,
        mut found: impl FnMut(Hit),
    ) {
        for at in &waiting.0 {
            self.verify(*at, place, &is_wanted, &mut found);
        }
    }

    /// Calls `found` for what may end at a place if it does.
    fn verify<'s, S: Fn() -> &'s [Sentence]>(
        &self,
        at: Place,
        place: &Searched<'_, S>,
        is_wanted: impl Fn(u32) -> bool,
        found: &mut impl FnMut(Hit),
    ) {
        let tokens = at.tokens(&place.tokens.list);
        let (Some(start), Some(end)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let (text, language) = (place.text, self.language);
        let span = Span::new(start.start as usize, end.end as usize);
        let entries = self.entries_at(at.node);
        let mut wanted = entries.filter(|entry| is_wanted(entry.payload)).peekable();
        if wanted.peek().is_none() || !edge::allows(text, span, language) {
            return;
        }
        for entry in wanted {
            let form = verify::form(&entry.phrase, text, tokens, language, &place.sentences);
            if let Some(form) = form {
                found(Hit {
                    payload: entry.payload,
                    form,
                    span,
                });
            }
        }
    }

    /// Where phrases may start.
    fn starts(&self, numbers: &[u32]) -> SmallVec<[Start; 16]> {
        let mut starts = SmallVec::new();
        for (index, number) in numbers.iter().enumerate() {
            if *number == 0 {
                continue;
            }
            let word = self.word(*number);
            let next = numbers.get(index + 1).copied().unwrap_or(0);
            let longer = word.longer && next != 0 && self.may_start(*number, next);
            if word.alone || longer {
                starts.push(Start {
                    index,
                    word,
                    longer,
                    second: Second::Unknown,
                });
            }
        }
        starts
    }

    fn word(&self, number: u32) -> Word {
        let word = self.words.get(number as usize);
        word.copied().unwrap_or_default()
    }

    /// Calls `found` for every phrase that all of `tokens` may be, a form of it or itself,
    /// with what it was added with: their hashes are. Neither edges nor capitals count.
    pub fn spelt(&self, tokens: &[Token], mut found: impl FnMut(&Phrase, u32)) {
        let numbers = tokens.iter().map(|token| self.numbers.get(token.hash));
        let numbers: SmallVec<[u32; 8]> = numbers.take_while(|number| *number != 0).collect();
        let longer = |second| {
            numbers
                .first()
                .is_some_and(|one| self.may_start(*one, second))
        };
        if numbers.len() < tokens.len() || numbers.get(1).is_some_and(|second| !longer(*second)) {
            return;
        }
        let mut walk = Walk::new(self, tokens, &numbers);
        walk.begin();
        for index in 0..tokens.len() {
            walk.step(index, index == 0);
        }
        for node in &walk.nodes {
            for entry in self.entries_at(*node) {
                found(&entry.phrase, entry.payload);
            }
        }
    }

    fn may_start(&self, first: u32, second: u32) -> bool {
        self.pair_bits.may_have(pair_hash(first, second))
    }

    /// The entries that end at a node.
    fn entries_at(&self, node: u32) -> impl Iterator<Item = &Entry> {
        let mut next = self.ends.get(node as usize).copied().unwrap_or(0);
        std::iter::from_fn(move || {
            let entry = self.entries.get((next as usize).wrapping_sub(1))?;
            next = entry.next;
            Some(entry)
        })
    }

    /// The word of this number, and the classes that it belongs to.
    fn symbols(&self, number: u32) -> impl Iterator<Item = u32> {
        let mut next = self
            .words
            .get(number as usize)
            .map_or(0, |word| word.memberships);
        let classes = std::iter::from_fn(move || {
            let membership = self.memberships.get((next as usize).wrapping_sub(1))?;
            next = membership.next;
            Some(membership.class)
        });
        std::iter::once(number).chain(classes)
    }
}
