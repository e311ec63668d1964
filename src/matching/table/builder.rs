//! Putting phrases into the table.

use rustc_hash::FxHashMap;

use super::super::index::HashIndex;
use super::super::language::Language;
use super::super::phrase::Phrase;
use super::super::token::{Gap, Token, Tokens};
use super::{Entry, Membership, Table, Word, bit_of, pair_hash, step_hash};

/// More words at one place of a phrase are not one class, but phrases of their own.
const MOST_IN_A_CLASS: usize = 64;

/// Collects phrases.
#[derive(Debug, Default)]
pub struct TableBuilder {
    table: Table,
    pairs: HashIndex,
    /// How many different pairs there are.
    pair_hashes: Vec<u32>,
    /// The last number of a word or class.
    symbols: u32,
    /// The last number of a node.
    nodes: u32,
    /// The class of the forms at an address, which the table keeps alive. 0: they are none.
    classes_by_address: FxHashMap<usize, u32>,
    /// The numbers of the words of a class, sorted, and the class.
    classes: FxHashMap<Box<[u32]>, u32>,
    /// The words of each class.
    members: FxHashMap<u32, Box<[u32]>>,
}

impl TableBuilder {
    /// For texts of this language.
    pub fn new(language: Language) -> Self {
        Self {
            table: Table {
                language,
                ..Table::default()
            },
            ..Self::default()
        }
    }

    /// Adds a phrase with all its forms; hits carry `payload`. The same phrase may be
    /// added more than once.
    pub fn add(&mut self, phrase: &Phrase, payload: u32) {
        let tokens = Tokens::of_text(&phrase.written).list;
        let head = phrase.inflecting.as_ref().map(|inflecting| {
            let head = inflecting.head();
            tokens.iter().position(|token| token.span() == head)
        });
        match head {
            None => self.add_path(phrase, payload, &tokens, None),
            Some(Some(head)) => match self.class(phrase) {
                0 => self.add_each(phrase, payload),
                class => self.add_path(phrase, payload, &tokens, Some((head, class))),
            },
            Some(None) => self.add_each(phrase, payload),
        }
    }

    /// Adds each form as a phrase of its own.
    fn add_each(&mut self, phrase: &Phrase, payload: u32) {
        for form in 0..phrase.form_count() {
            let one = Phrase {
                written: phrase.text_of(form).into(),
                inflecting: None,
                form,
                case: phrase.case,
            };
            let tokens = Tokens::of_text(&one.written).list;
            self.add_path(&one, payload, &tokens, None);
        }
    }

    fn add_path(
        &mut self,
        phrase: &Phrase,
        payload: u32,
        tokens: &[Token],
        head: Option<(usize, u32)>,
    ) {
        let mut node = 0;
        let mut first_two = [0u32; 2];
        for (index, token) in tokens.iter().enumerate() {
            let symbol = match head {
                Some((at, class)) if at == index => class,
                _ => self.word(token.hash),
            };
            if let Some(slot) = first_two.get_mut(index) {
                *slot = symbol;
            }
            let spaced = index > 0 && token.gap != Gap::None;
            node = self.step(step_hash(node, symbol, spaced));
        }
        let [first, second] = first_two;
        let longer = tokens.len() > 1;
        for begins in self.words_of(first) {
            if let Some(word) = self.table.words.get_mut(begins as usize) {
                word.alone |= !longer;
                word.longer |= longer;
            }
            for follows in self.words_of(second) {
                self.pair(begins, follows);
            }
        }
        self.end(node, phrase, payload);
    }

    /// The number of the class of the forms of `phrase`, or 0 if one of them is more than one token.
    fn class(&mut self, phrase: &Phrase) -> u32 {
        let Some(inflecting) = &phrase.inflecting else {
            return 0;
        };
        let address = std::sync::Arc::as_ptr(&inflecting.forms).addr();
        if let Some(class) = self.classes_by_address.get(&address) {
            return *class;
        }
        let mut words = Vec::with_capacity(inflecting.forms.len());
        for form in inflecting.forms.iter() {
            if let [token] = Tokens::of_text(&form.text).list[..] {
                words.push(self.word(token.hash));
            }
        }
        let whole = words.len() == inflecting.forms.len() && words.len() <= MOST_IN_A_CLASS;
        let class = if whole { self.class_of(words) } else { 0 };
        self.classes_by_address.insert(address, class);
        class
    }

    /// The class of these words; a class of one is the word.
    fn class_of(&mut self, mut words: Vec<u32>) -> u32 {
        words.sort_unstable();
        words.dedup();
        if let [word] = words[..] {
            return word;
        }
        let words = words.into_boxed_slice();
        if let Some(class) = self.classes.get(&words) {
            return *class;
        }
        self.symbols += 1;
        let class = self.symbols;
        let table = &mut self.table;
        for word in &words {
            let Some(word) = table.words.get_mut(*word as usize) else {
                continue;
            };
            table.memberships.push(Membership {
                class,
                next: word.memberships,
            });
            word.memberships = table.memberships.len() as u32;
        }
        self.members.insert(class, words.clone());
        self.classes.insert(words, class);
        class
    }

    /// The words that a symbol stands for; none for 0.
    fn words_of(&self, symbol: u32) -> Vec<u32> {
        match self.members.get(&symbol) {
            Some(words) => words.to_vec(),
            None if symbol == 0 => Vec::new(),
            None => vec![symbol],
        }
    }

    fn word(&mut self, hash: u32) -> u32 {
        let number = self.table.numbers.get_or_insert(hash, self.symbols + 1);
        if number > self.symbols {
            self.symbols = number;
            self.table
                .words
                .resize(number as usize + 1, Word::default());
        }
        number
    }

    fn step(&mut self, hash: u32) -> u32 {
        let node = self.table.steps.get_or_insert(hash, self.nodes + 1);
        self.nodes = self.nodes.max(node);
        node
    }

    fn pair(&mut self, first: u32, second: u32) {
        let hash = pair_hash(first, second);
        let known = self.pair_hashes.len() as u32;
        if self.pairs.get_or_insert(hash, known + 1) > known {
            self.pair_hashes.push(hash);
        }
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
            phrase: phrase.clone(),
            payload,
            next,
        });
    }

    /// The finished table.
    pub fn build(mut self) -> Table {
        // Sixteen bits a pair keep false alarms near one in sixteen.
        let words = (self.pair_hashes.len() * 16 / 64)
            .next_power_of_two()
            .max(1);
        self.table.pair_bits = vec![0; words];
        for hash in self.pair_hashes {
            let (word, bit) = bit_of(hash, words);
            if let Some(slot) = self.table.pair_bits.get_mut(word) {
                *slot |= bit;
            }
        }
        self.table.entries.shrink_to_fit();
        self.table
    }
}
