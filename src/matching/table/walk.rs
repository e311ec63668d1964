//! From the tokens at which phrases may start down the trie, to what is reported.

use std::ops::Range;

use super::super::edge;
use super::super::sentence::Sentence;
use super::super::token::{Gap, Token};
use super::super::verify;
use super::{ENDS, GOES_ON, Hit, NODE, Table, Word, step_hash};
use crate::text::Span;

/// A token at which phrases may start.
pub(super) struct Start {
    pub(super) index: usize,
    pub(super) word: Word,
    /// Also such of more than one word.
    pub(super) longer: bool,
    pub(super) second: Second,
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
    pub(super) nodes: Vec<u32>,
    next: Vec<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(table: &'a Table, tokens: &'a [Token], numbers: &'a [u32]) -> Self {
        Self {
            table,
            tokens,
            numbers,
            nodes: Vec::new(),
            next: Vec::new(),
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

    /// Reports what starts at a token.
    pub(super) fn from<'s>(
        &mut self,
        start: &Start,
        text: &str,
        sentences: &impl Fn() -> &'s [Sentence],
        found: &mut impl FnMut(Hit),
    ) {
        let first = start.index;
        let Second::Node(second) = start.second else {
            self.begin();
            let last = if start.longer {
                self.tokens.len()
            } else {
                first + 1
            };
            self.on(first, first..last, text, sentences, found);
            return;
        };
        if start.word.alone {
            self.report(start.word.node & NODE, first, first, text, sentences, found);
        }
        let (mut node, mut index) = (second, first + 1);
        loop {
            if node & ENDS != 0 {
                self.report(node & NODE, first, index, text, sentences, found);
            }
            index += 1;
            let is_known = self.numbers.get(index).is_some_and(|number| *number != 0);
            if node & GOES_ON == 0 || !is_known {
                return;
            }
            let Some(hash) = self.only_step(node & NODE, index) else {
                self.nodes.clear();
                self.nodes.push(node & NODE);
                self.on(first, index..self.tokens.len(), text, sentences, found);
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
    fn on<'s>(
        &mut self,
        first: usize,
        indexes: Range<usize>,
        text: &str,
        sentences: &impl Fn() -> &'s [Sentence],
        found: &mut impl FnMut(Hit),
    ) {
        for index in indexes {
            self.step(index, index == first);
            if self.nodes.is_empty() {
                return;
            }
            for node in &self.nodes {
                self.report(*node, first, index, text, sentences, found);
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
