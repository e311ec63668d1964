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

use smallvec::SmallVec;

use super::edge;
use super::index::HashIndex;
use super::language::Language;
use super::phrase::Phrase;
use super::sentence::Sentence;
use super::token::{Gap, Token, Tokens};
use super::verify;
use crate::text::Span;

mod builder;

pub use builder::TableBuilder;

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
    /// Steps of the trie; node 0 is the root.
    steps: HashIndex,
    /// First entry that ends at a node, plus one; 0 for none.
    ends: Vec<u32>,
    entries: Vec<Entry>,
    /// One bit for each hash of the first two words of a longer phrase.
    pair_bits: Vec<u64>,
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
    /// Overlapping phrases are all found; edges and capitals are verified. `sentences`
    /// is called only if capitals make it necessary.
    pub fn find<'s>(
        &self,
        text: &str,
        tokens: &Tokens,
        sentences: &impl Fn() -> &'s [Sentence],
        mut found: impl FnMut(Hit),
    ) {
        if self.is_empty() {
            return;
        }
        let numbers = tokens.list.iter();
        let numbers: Vec<u32> = numbers.map(|token| self.numbers.get(token.hash)).collect();
        let mut walk = Walk::new(self, &tokens.list, &numbers);
        for (index, number) in numbers.iter().enumerate() {
            if *number == 0 {
                continue;
            }
            let word = self
                .words
                .get(*number as usize)
                .copied()
                .unwrap_or_default();
            let next = numbers.get(index + 1).copied().unwrap_or(0);
            let longer = word.longer && next != 0 && self.may_start(*number, next);
            if word.alone || longer {
                walk.from(index, longer, text, sentences, &mut found);
            }
        }
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
        let (word, bit) = bit_of(pair_hash(first, second), self.pair_bits.len());
        self.pair_bits.get(word).is_some_and(|bits| bits & bit != 0)
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

/// Walks down the trie, each from one token.
struct Walk<'a> {
    table: &'a Table,
    tokens: &'a [Token],
    numbers: &'a [u32],
    /// The nodes reached so far: more than one where a word is also a form of a class, or
    /// a line break follows a hyphen.
    nodes: Vec<u32>,
    next: Vec<u32>,
}

impl<'a> Walk<'a> {
    fn new(table: &'a Table, tokens: &'a [Token], numbers: &'a [u32]) -> Self {
        Self {
            table,
            tokens,
            numbers,
            nodes: Vec::new(),
            next: Vec::new(),
        }
    }

    fn from<'s>(
        &mut self,
        first: usize,
        longer: bool,
        text: &str,
        sentences: &impl Fn() -> &'s [Sentence],
        found: &mut impl FnMut(Hit),
    ) {
        for index in first..self.tokens.len() {
            if index > first && !longer {
                return;
            }
            self.step(index, index == first);
            if self.nodes.is_empty() {
                return;
            }
            for node in &self.nodes {
                self.report(*node, first, index, text, sentences, found);
            }
        }
    }

    /// Goes on to the nodes that the token at `index` leads to, from the root if it is the
    /// first.
    fn step(&mut self, index: usize, is_first: bool) {
        let number = self.numbers.get(index).copied().unwrap_or(0);
        let gaps = if is_first {
            self.nodes.clear();
            self.nodes.push(0);
            &[false][..]
        } else {
            self.gaps_before(index)
        };
        self.next.clear();
        if number != 0 {
            for node in &self.nodes {
                for symbol in self.table.symbols(number) {
                    for spaced in gaps {
                        let step = self.table.steps.get(step_hash(*node, symbol, *spaced));
                        if step != 0 {
                            self.next.push(step);
                        }
                    }
                }
            }
        }
        std::mem::swap(&mut self.nodes, &mut self.next);
    }

    /// Whether the token at `index` may follow as if spaced, as if not, or both: a line
    /// may break after a hyphen.
    fn gaps_before(&self, index: usize) -> &'static [bool] {
        let gap = self.tokens.get(index).map_or(Gap::None, |token| token.gap);
        let after_hyphen =
            index > 0 && self.tokens.get(index - 1).is_some_and(|token| token.hyphen);
        match gap {
            Gap::None => &[false],
            Gap::Break if after_hyphen => &[false, true],
            Gap::Space | Gap::Break => &[true],
        }
    }

    fn report<'s>(
        &self,
        node: u32,
        first: usize,
        last: usize,
        text: &str,
        sentences: &impl Fn() -> &'s [Sentence],
        found: &mut impl FnMut(Hit),
    ) {
        let tokens = self.tokens.get(first..=last).unwrap_or(&[]);
        let (Some(start), Some(end)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let span = Span::new(start.start as usize, end.end as usize);
        let language = self.table.language;
        let mut entries = self.table.entries_at(node).peekable();
        if entries.peek().is_none() || !edge::allows(text, span, language) {
            return;
        }
        for entry in entries {
            if let Some(form) = verify::form(&entry.phrase, text, tokens, language, sentences) {
                found(Hit {
                    payload: entry.payload,
                    form,
                    span,
                });
            }
        }
    }
}
