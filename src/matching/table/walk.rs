//! From the tokens at which phrases may start down the trie, to what is reported.

use std::ops::Range;

use smallvec::SmallVec;

use super::super::token::{Gap, Token};
use super::{ENDS, GOES_ON, NODE, Table, Word, step_hash};

/// A token at which phrases may start.
pub(super) struct Start {
    pub(super) index: usize,
    pub(super) word: Word,
    /// Also such of more than one word.
    pub(super) longer: bool,
    pub(super) second: Second,
}

/// Where phrases may end: at which node of the trie, and with which tokens of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) node: u32,
    first: u32,
    last: u32,
}

impl Place {
    fn new(node: u32, first: usize, last: usize) -> Self {
        Self {
            node: node & NODE,
            first: first as u32,
            last: last as u32,
        }
    }

    /// From the first token to the last.
    pub(super) fn tokens<'t>(&self, all: &'t [Token]) -> &'t [Token] {
        all.get(self.first as usize..=self.last as usize)
            .unwrap_or(&[])
    }
}

/// Where the first two words lead.
#[derive(Clone, Copy)]
pub(super) enum Second {
    /// To one node at most, with what is said of it, or to 0.
    Node(u32),
    /// It has to be found step by step.
    Unknown,
}

/// Walks down the trie, each from one token.
pub(super) struct Walk<'a> {
    table: &'a Table,
    tokens: &'a [Token],
    numbers: &'a [u32],
    /// The nodes reached so far: more than one where a word is also a form of a class, or
    /// a line break follows a hyphen.
    pub(super) nodes: SmallVec<[u32; 4]>,
    next: SmallVec<[u32; 4]>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(table: &'a Table, tokens: &'a [Token], numbers: &'a [u32]) -> Self {
        Self {
            table,
            tokens,
            numbers,
            nodes: SmallVec::new(),
            next: SmallVec::new(),
        }
    }

    /// Where the first two words lead, if each is a word and nothing else.
    pub(super) fn second(&self, start: &Start) -> Second {
        if start.word.memberships != 0 {
            return Second::Unknown;
        }
        if !start.longer {
            return Second::Node(0);
        }
        match self.only_step(start.word.node & NODE, start.index + 1) {
            Some(hash) => Second::Node(self.table.steps.get(hash)),
            None => Second::Unknown,
        }
    }

    /// The only step that the token at `index` can make from `node`; `None` if there may be
    /// several.
    fn only_step(&self, node: u32, index: usize) -> Option<u32> {
        let number = self.numbers.get(index).copied().unwrap_or(0);
        match self.gaps_before(index) {
            [spaced] if self.table.word(number).memberships == 0 => {
                Some(step_hash(node, number, *spaced))
            }
            _ => None,
        }
    }

    /// Reports what starts at a token: `report` is told at which node it ends, and of which
    /// token it is from the first to the last.
    pub(super) fn from(&mut self, start: &Start, report: &mut impl FnMut(Place)) {
        let first = start.index;
        let Second::Node(second) = start.second else {
            self.begin();
            let last = if start.longer {
                self.tokens.len()
            } else {
                first + 1
            };
            self.on(first, first..last, report);
            return;
        };
        if start.word.alone {
            report(Place::new(start.word.node, first, first));
        }
        let (mut node, mut index) = (second, first + 1);
        loop {
            if node & ENDS != 0 {
                report(Place::new(node, first, index));
            }
            index += 1;
            let is_known = self.numbers.get(index).is_some_and(|number| *number != 0);
            if node & GOES_ON == 0 || !is_known {
                return;
            }
            let Some(hash) = self.only_step(node & NODE, index) else {
                self.nodes.clear();
                self.nodes.push(node & NODE);
                self.on(first, index..self.tokens.len(), report);
                return;
            };
            if !self.table.later_bits.may_have(hash) {
                return;
            }
            node = self.table.steps.get(hash);
        }
    }

    /// Stands at the root.
    pub(super) fn begin(&mut self) {
        self.nodes.clear();
        self.nodes.push(0);
    }

    /// Goes on by the tokens of `indexes`, and reports what ends at them and starts at `first`.
    fn on(&mut self, first: usize, indexes: Range<usize>, report: &mut impl FnMut(Place)) {
        for index in indexes {
            self.step(index, index == first);
            if self.nodes.is_empty() {
                return;
            }
            for node in &self.nodes {
                report(Place::new(*node, first, index));
            }
        }
    }

    /// Goes on to the nodes that the token at `index` leads to; the first has nothing before it.
    pub(super) fn step(&mut self, index: usize, is_first: bool) {
        let number = self.numbers.get(index).copied().unwrap_or(0);
        let gaps = if is_first {
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
                            self.next.push(step & NODE);
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
}
