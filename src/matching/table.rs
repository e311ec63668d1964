//! The table that finds all phrases in one pass over a block's tokens.
//!
//! Every folded word of a phrase has a number; a phrase is a path of numbers in a
//! hash-trie. At each token one bit per word tells whether it is a phrase alone, and
//! one bit per pair of first two words whether a longer phrase can start there, so
//! that almost every token costs two probes whatever the number of phrases. A bit per
//! first word alone collapses: common words begin many phrases.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};
use smol_str::SmolStr;

use super::edge;
use super::letter_case::{agrees, surroundings};
use super::phrase::{Case, Phrase};
use super::sentence::Sentence;
use super::token::{Gap, Token, Tokens};
use crate::text::Span;

/// Collects phrases.
#[derive(Debug, Default)]
pub struct TableBuilder {
    table: Table,
    pairs: Vec<u64>,
}

/// Phrases, ready to be found. Immutable, shared between threads.
#[derive(Debug, Default)]
pub struct Table {
    /// Hash of a folded word to its number; 0 is no word.
    numbers: FxHashMap<u64, u32>,
    /// What a word can begin, by its number.
    beginnings: Vec<Beginning>,
    /// Steps of the trie; node 0 is the root.
    steps: FxHashMap<Step, u32>,
    /// First entry that ends at a node, plus one; 0 for none.
    ends: Vec<u32>,
    entries: Vec<Entry>,
    /// One bit for each hash of the first two words of a longer phrase.
    pair_bits: Vec<u64>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Beginning {
    alone: bool,
    longer: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Step {
    node: u32,
    word: u32,
    spaced: bool,
}

/// One phrase in the table.
#[derive(Debug)]
struct Entry {
    written: SmolStr,
    case: Case,
    payload: u32,
    /// The next entry that ends at the same node, plus one.
    next: u32,
}

/// One phrase found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What the phrase was added with.
    pub payload: u32,
    /// Where, in the block's text.
    pub span: Span,
}

impl TableBuilder {
    /// Adds a phrase; hits carry `payload`. The same phrase may be added more than once.
    pub fn add(&mut self, phrase: &Phrase, payload: u32) {
        let tokens = Tokens::of_text(&phrase.written);
        let mut node = 0;
        let mut words = [0u32; 2];
        for (index, token) in tokens.list.iter().enumerate() {
            let word = self.number(token.hash);
            if let Some(slot) = words.get_mut(index) {
                *slot = word;
            }
            let spaced = index > 0 && token.gap != Gap::None;
            node = self.step(Step { node, word, spaced });
        }
        let [first, second] = words;
        let longer = tokens.list.len() > 1;
        if let Some(beginning) = self.table.beginnings.get_mut(first as usize) {
            beginning.alone |= !longer;
            beginning.longer |= longer;
        }
        if longer {
            self.pairs.push(pair_hash(first, second));
        }
        self.end(node, phrase, payload);
    }

    fn number(&mut self, hash: u64) -> u32 {
        let next = self.table.numbers.len() as u32 + 1;
        let number = *self.table.numbers.entry(hash).or_insert(next);
        let beginnings = &mut self.table.beginnings;
        if beginnings.len() <= number as usize {
            beginnings.resize(number as usize + 1, Beginning::default());
        }
        number
    }

    fn step(&mut self, step: Step) -> u32 {
        let next = self.table.steps.len() as u32 + 1;
        *self.table.steps.entry(step).or_insert(next)
    }

    fn end(&mut self, node: u32, phrase: &Phrase, payload: u32) {
        let table = &mut self.table;
        if table.ends.len() <= node as usize {
            table.ends.resize(node as usize + 1, 0);
        }
        let number = table.entries.len() as u32 + 1;
        let next = table
            .ends
            .get_mut(node as usize)
            .map_or(0, |end| std::mem::replace(end, number));
        table.entries.push(Entry {
            written: phrase.written.clone(),
            case: phrase.case,
            payload,
            next,
        });
    }

    /// The finished table.
    pub fn build(mut self) -> Table {
        // Sixteen bits a pair keep false alarms near one in sixteen.
        let words = (self.pairs.len() * 16 / 64).next_power_of_two().max(1);
        self.table.pair_bits = vec![0; words];
        for hash in self.pairs {
            let (word, bit) = bit_of(hash, words);
            if let Some(slot) = self.table.pair_bits.get_mut(word) {
                *slot |= bit;
            }
        }
        self.table
    }
}

fn pair_hash(first: u32, second: u32) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(first);
    hasher.write_u32(second);
    hasher.finish()
}

/// Word and bit of a hash in a bitmap of `words` words, a power of two.
const fn bit_of(hash: u64, words: usize) -> (usize, u64) {
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
        let numbers: Vec<u32> = tokens
            .list
            .iter()
            .map(|token| self.number(token.hash))
            .collect();
        for (index, number) in numbers.iter().enumerate() {
            let beginning = self
                .beginnings
                .get(*number as usize)
                .copied()
                .unwrap_or_default();
            if *number == 0 || !(beginning.alone || beginning.longer) {
                continue;
            }
            let next = numbers.get(index + 1).copied().unwrap_or(0);
            let longer = beginning.longer && next != 0 && self.may_start(*number, next);
            if beginning.alone || longer {
                let walk = Walk {
                    table: self,
                    text,
                    tokens: &tokens.list,
                    numbers: &numbers,
                    longer,
                };
                walk.from(index, sentences, &mut found);
            }
        }
    }

    fn number(&self, hash: u64) -> u32 {
        self.numbers.get(&hash).copied().unwrap_or(0)
    }

    fn may_start(&self, first: u32, second: u32) -> bool {
        let (word, bit) = bit_of(pair_hash(first, second), self.pair_bits.len());
        self.pair_bits.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

/// One walk down the trie, from one token.
struct Walk<'a> {
    table: &'a Table,
    text: &'a str,
    tokens: &'a [Token],
    numbers: &'a [u32],
    longer: bool,
}

impl Walk<'_> {
    fn from<'s>(
        &self,
        first: usize,
        sentences: &impl Fn() -> &'s [Sentence],
        found: &mut impl FnMut(Hit),
    ) {
        // More than one node at a time only where a line break follows a hyphen.
        let mut nodes = vec![0];
        for index in first..self.tokens.len() {
            let word = self.numbers.get(index).copied().unwrap_or(0);
            if word == 0 || (index > first && !self.longer) {
                return;
            }
            let gaps = if index == first {
                &[false][..]
            } else {
                self.gaps_before(index)
            };
            let steps = nodes.iter().flat_map(|node| {
                gaps.iter().filter_map(|spaced| {
                    let step = Step {
                        node: *node,
                        word,
                        spaced: *spaced,
                    };
                    self.table.steps.get(&step).copied()
                })
            });
            nodes = steps.collect();
            if nodes.is_empty() {
                return;
            }
            for node in &nodes {
                self.report(*node, first, index, sentences, found);
            }
        }
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
        sentences: &impl Fn() -> &'s [Sentence],
        found: &mut impl FnMut(Hit),
    ) {
        let mut entry = self.table.ends.get(node as usize).copied().unwrap_or(0);
        let (Some(start), Some(end)) = (self.tokens.get(first), self.tokens.get(last)) else {
            return;
        };
        let span = Span::new(start.start as usize, end.end as usize);
        if entry == 0 || !edge::allows(self.text, span) {
            return;
        }
        let matched = span.text(self.text).unwrap_or("");
        while let Some(candidate) = self.table.entries.get((entry as usize).wrapping_sub(1)) {
            let all_capitals = || surroundings(self.text, sentences(), span).all_capitals;
            if is_same(&candidate.written, matched)
                && agrees(&candidate.written, candidate.case, matched, all_capitals)
            {
                let payload = candidate.payload;
                found(Hit { payload, span });
            }
            entry = candidate.next;
        }
    }
}

/// Whether the tokens of both texts fold to the same words: a hit is never taken on its hash alone.
fn is_same(phrase: &str, matched: &str) -> bool {
    use super::fold::fold;
    let (wanted, found) = (Tokens::of_text(phrase).list, Tokens::of_text(matched).list);
    let (mut one, mut other) = (String::new(), String::new());
    let mut pairs = wanted.iter().zip(&found);
    wanted.len() == found.len()
        && pairs.all(|(wanted, found)| {
            one.clear();
            other.clear();
            fold(wanted.span().text(phrase).unwrap_or(""), &mut one);
            fold(found.span().text(matched).unwrap_or(""), &mut other);
            one == other || (wanted.hyphen && found.hyphen)
        })
}
