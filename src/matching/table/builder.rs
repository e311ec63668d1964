//! Putting phrases into the table.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::inflect::Form;
use super::super::language::Language;
use super::super::phrase::Phrase;
use super::super::token::{Gap, Token, Tokens};
use super::{Bits, ENDS, Entry, GOES_ON, Membership, Table, Word, pair_hash, step_hash};

/// More words at one place of a phrase are not one class, but phrases of their own.
const MOST_IN_A_CLASS: usize = 64;

/// Collects phrases.
#[derive(Debug, Default)]
pub struct TableBuilder {
    table: Table,
    /// The hashes of the first two words of longer phrases.
    pairs: Vec<u32>,
    /// The hashes of the steps by later words.
    later: Vec<u32>,
    /// Whether some phrase goes on from a node, by its number.
    goes_on: Vec<bool>,
    /// The last number of a word or class.
    symbols: u32,
    /// The last number of a node.
    nodes: u32,
    classes: Classes,
    /// The tokens of the phrase at hand.
    tokens: Vec<Token>,
}

/// Words that can stand in one place of a phrase.
#[derive(Debug, Default)]
struct Classes {
    /// The class of the forms at an address, which the table keeps alive. 0: they are none.
    by_address: FxHashMap<usize, u32>,
    /// The class of these words, sorted, where several words of a phrase inflect.
    by_words: FxHashMap<Box<[u32]>, u32>,
    /// Where the words of each class stand in `members`.
    ranges: FxHashMap<u32, Range<u32>>,
    members: Vec<u32>,
}

impl Classes {
    /// The words that a symbol stands for: of a word itself.
    fn words<'a>(&'a self, symbol: &'a u32) -> &'a [u32] {
        let range = self.ranges.get(symbol);
        let words =
            range.and_then(|range| self.members.get(range.start as usize..range.end as usize));
        words.unwrap_or(std::slice::from_ref(symbol))
    }
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

    /// Makes room for so many phrases more.
    pub fn reserve(&mut self, phrases: usize) {
        self.table.entries.reserve(phrases);
    }

    /// Adds a phrase with all its forms; hits carry `payload`. The same phrase may be
    /// added more than once.
    pub fn add(&mut self, phrase: &Phrase, payload: u32) {
        let mut tokens = std::mem::take(&mut self.tokens);
        Tokens::of_text_into(&phrase.written, &mut tokens);
        let head = phrase.inflecting.as_ref().map(|inflecting| {
            let head = inflecting.head();
            let at = tokens.iter().position(|token| token.span() == head);
            at.map(|at| (at, self.class(&inflecting.forms)))
        });
        match head {
            None => self.add_path(phrase, payload, &tokens, &[]),
            Some(Some((at, class))) if class != 0 => {
                self.add_path(phrase, payload, &tokens, &[(at, class)]);
            }
            Some(_) => match self.places(phrase, &tokens) {
                Some(places) => self.add_path(phrase, payload, &tokens, &places),
                None => self.add_each(phrase, payload),
            },
        }
        self.tokens = tokens;
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
            self.add_path(&one, payload, &tokens, &[]);
        }
    }

    fn add_path(
        &mut self,
        phrase: &Phrase,
        payload: u32,
        tokens: &[Token],
        places: &[(usize, u32)],
    ) {
        let mut node = 0;
        let mut first_two = [0u32; 2];
        for (index, token) in tokens.iter().enumerate() {
            let symbol = match places.iter().find(|(at, _)| *at == index) {
                Some((_, class)) => *class,
                None => self.word(token.hash),
            };
            if let Some(slot) = first_two.get_mut(index) {
                *slot = symbol;
            }
            let spaced = index > 0 && token.gap != Gap::None;
            if let Some(goes_on) = self.goes_on.get_mut(node as usize) {
                *goes_on = true;
            }
            let hash = step_hash(node, symbol, spaced);
            if index > 1 {
                self.later.push(hash);
            }
            node = self.step(hash);
        }
        let [first, second] = first_two;
        let longer = tokens.len() > 1;
        for begin in self.classes.words(&first) {
            if let Some(word) = self.table.words.get_mut(*begin as usize) {
                word.alone |= !longer;
                word.longer |= longer;
            }
            for follow in self.classes.words(&second).iter().filter(|_| longer) {
                self.pairs.push(pair_hash(*begin, *follow));
            }
        }
        self.end(node, phrase, payload);
    }

    /// The classes of the tokens that change, each with its place, if the forms are every
    /// word of one with every word of the others.
    fn places(&mut self, phrase: &Phrase, tokens: &[Token]) -> Option<Vec<(usize, u32)>> {
        let inflecting = phrase.inflecting.as_ref()?;
        let head = inflecting.head();
        let first = tokens
            .iter()
            .position(|token| token.start as usize == head.start)?;
        let count = tokens
            .iter()
            .position(|token| token.end as usize == head.end)?
            + 1
            - first;
        let within = tokens
            .get(first..first + count)
            .filter(|within| within.len() > 1)?;
        let mut columns: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut form_tokens = Vec::new();
        for form in inflecting.forms.iter() {
            Tokens::of_text_into(&form.text, &mut form_tokens);
            let mut pairs = form_tokens.iter().zip(within).skip(1);
            let alike = pairs.all(|(one, other)| one.gap == other.gap);
            if form_tokens.len() != count || !alike {
                return None;
            }
            for (column, token) in columns.iter_mut().zip(&form_tokens) {
                let word = self.word(token.hash);
                if column.last() != Some(&word) {
                    column.push(word);
                }
            }
        }
        for column in &mut columns {
            column.sort_unstable();
            column.dedup();
        }
        let whole = columns
            .iter()
            .map(Vec::len)
            .try_fold(1, usize::checked_mul)?;
        let fit = columns.iter().all(|column| column.len() <= MOST_IN_A_CLASS);
        if whole != inflecting.forms.len() || !fit {
            return None;
        }
        let classes = columns.into_iter().map(|words| self.class_of(words));
        Some((first..).zip(classes).collect())
    }

    /// The class of these words, which are sorted.
    fn class_of(&mut self, words: Vec<u32>) -> u32 {
        if let Some(class) = self.classes.by_words.get(&*words) {
            return *class;
        }
        let start = self.classes.members.len();
        self.classes.members.extend(&words);
        let class = self.class_from(start);
        self.classes.by_words.insert(words.into(), class);
        class
    }

    /// The number of the class of `forms`, or 0 if one of them is more than one token. A
    /// class of one is the word.
    fn class(&mut self, forms: &Arc<[Form]>) -> u32 {
        let address = Arc::as_ptr(forms).addr();
        if let Some(class) = self.classes.by_address.get(&address) {
            return *class;
        }
        let start = self.classes.members.len();
        let mut tokens = Vec::new();
        for form in forms.iter() {
            Tokens::of_text_into(&form.text, &mut tokens);
            if let [token] = tokens[..] {
                let word = self.word(token.hash);
                self.classes.members.push(word);
            }
        }
        let count = self.classes.members.len() - start;
        let class = if count == forms.len() && count <= MOST_IN_A_CLASS {
            self.class_from(start)
        } else {
            self.classes.members.truncate(start);
            0
        };
        self.classes.by_address.insert(address, class);
        class
    }

    /// The class of the members from `start` on.
    fn class_from(&mut self, start: usize) -> u32 {
        let mut words = self.classes.members.split_off(start);
        words.sort_unstable();
        words.dedup();
        if let [word] = words[..] {
            return word;
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
        self.classes.members.append(&mut words);
        let range = start as u32..self.classes.members.len() as u32;
        self.classes.ranges.insert(class, range);
        class
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
        if node > self.nodes {
            self.nodes = node;
            self.goes_on.resize(node as usize + 1, false);
        }
        node
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
        for hashes in [&mut self.pairs, &mut self.later] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        let mut table = self.table;
        table.pair_bits = Bits::of(&self.pairs);
        table.later_bits = Bits::of(&self.later);
        let (ends, goes_on) = (&table.ends, &self.goes_on);
        table.steps.change(|node| {
            let at = node as usize;
            let ends = ends.get(at).is_some_and(|entry| *entry != 0);
            let goes_on = goes_on.get(at).is_some_and(|goes_on| *goes_on);
            node | if ends { ENDS } else { 0 } | if goes_on { GOES_ON } else { 0 }
        });
        for (number, word) in (0..).zip(&mut table.words) {
            word.node = table.steps.get(step_hash(0, number, false));
        }
        table.numbers.shrink_to_fit();
        table.steps.shrink_to_fit();
        table.words.shrink_to_fit();
        table.ends.shrink_to_fit();
        table.memberships.shrink_to_fit();
        table.entries.shrink_to_fit();
        table
    }
}
