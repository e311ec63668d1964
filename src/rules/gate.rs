//! Which searches of a rule set a text needs at all.
//!
//! Most regular expressions cannot match without one of a few literals, many not without one of
//! a few others besides. One pass over the text looks for the literals of all of them; only those
//! are run of which one of each list occurs.
//!
//! Of each literal three bytes are chosen that are rare in prose, and a bit says of each three
//! bytes of the text whether any literal has them (a Bloom filter of one hash, Bloom 1970); only
//! then is the literal compared.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::needs::Needs;

/// The searches of a rule set, each with what it needs.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Those of all searches that need one.
    literals: Vec<Literal>,
    /// The literals that have the same three bytes at their place, by these.
    by_gram: FxHashMap<u32, SmallVec<[u32; 2]>>,
    /// The literals of two bytes, by these.
    by_pair: FxHashMap<u16, SmallVec<[u32; 2]>>,
    /// A bit for the [`slot`] of each such three bytes.
    bits: Vec<u64>,
    /// The lists that literals are of: to which search each belongs, and all lists of that one.
    lists: Vec<(usize, Range<usize>)>,
    /// The searches that are always run.
    always: Vec<usize>,
    searches: usize,
}

/// What a search may need.
#[derive(Debug)]
struct Literal {
    text: Box<[u8]>,
    /// Where behind its first byte the three chosen bytes end; of a literal of two bytes, behind
    /// whatever follows it.
    end: usize,
    /// These and what follows them in it, at most eight bytes, folded; and which bytes that are.
    sample: u64,
    sampled: u64,
    /// The number of its list.
    list: usize,
}

/// So many bits tell most texts without a literal.
const SLOTS: usize = 1 << 15;

/// Letters in the order of how often they stand in English prose, a space first.
const FREQUENT: &[u8] = b" etaoinshrdlcumwfgypbvk";

/// What is added to each byte for the filter: the case of a letter of ASCII does not count.
const FOLD: u64 = 0x2020_2020_2020_2020;

/// The number of the three bytes behind the first `skipped` of eight that were folded.
const fn gram(folded: u64, skipped: usize) -> u32 {
    (folded >> (8 * skipped)) as u32 & 0x00FF_FFFF
}

/// The first two of three bytes.
const fn pair(gram: u32) -> u16 {
    gram as u16
}

/// So many times three bytes begin in eight.
const GRAMS: usize = 6;

/// The bit of three bytes.
const fn slot(gram: u32) -> usize {
    (gram.wrapping_mul(0x9E37_79B1) >> 17) as usize
}

impl Literal {
    fn new(text: &str, list: usize) -> Option<Self> {
        let text: Box<[u8]> = text.bytes().collect();
        if text.len() == 2 {
            return Some(Self::with(text, 3, list));
        }
        let rareness = |byte: &u8| {
            let byte = byte.to_ascii_lowercase();
            let rank = FREQUENT.iter().position(|frequent| *frequent == byte);
            rank.unwrap_or(FREQUENT.len())
        };
        let grams = text
            .windows(3)
            .map(|gram| gram.iter().map(rareness).sum::<usize>());
        let (start, _) = grams.enumerate().max_by_key(|(_, rareness)| *rareness)?;
        Some(Self::with(text, start + 3, list))
    }

    fn with(text: Box<[u8]>, end: usize, list: usize) -> Self {
        let sample = text.get(end - 3..).unwrap_or(&[]);
        let sampled = sample.len().min(8) as u32;
        let sampled = u64::MAX.checked_shr(64 - 8 * sampled).unwrap_or(0);
        Self {
            sample: folded(sample, 0) & sampled,
            sampled,
            text,
            end,
            list,
        }
    }

    /// The numbers of the three bytes; many if they are of two and any other.
    fn grams(&self) -> impl Iterator<Item = u32> + use<> {
        let first = gram(folded(&self.text, self.end - 3), 0);
        let is_pair = self.text.len() < self.end;
        let last = if is_pair {
            0..=u32::from(u8::MAX)
        } else {
            0..=0
        };
        last.map(move |byte| first | byte << 16)
    }

    /// Whether it stands in `text` so that the three bytes end before the byte `end`.
    fn stands(&self, text: &[u8], end: usize) -> bool {
        let start = end.checked_sub(self.end);
        let there = start.and_then(|start| text.get(start..start + self.text.len()));
        there.is_some_and(|there| there.eq_ignore_ascii_case(&self.text))
    }
}

impl Gate {
    /// A gate for searches numbered in the order of `needs`.
    pub(super) fn new(needs: impl IntoIterator<Item = Needs>) -> Self {
        let mut gate = Self::default();
        for (search, needed) in needs.into_iter().enumerate() {
            gate.searches += 1;
            let first = gate.lists.len();
            let mut count = 0;
            for list in needed {
                let literals = list.iter().map(|text| Literal::new(text, first + count));
                // One that is too short may be anywhere.
                if let Some(literals) = literals.collect::<Option<Vec<Literal>>>() {
                    gate.literals.extend(literals);
                    count += 1;
                }
            }
            let lists = first..first + count;
            gate.lists
                .extend(lists.clone().map(|_| (search, lists.clone())));
            if count == 0 {
                gate.always.push(search);
            }
        }
        if !gate.literals.is_empty() {
            gate.bits = vec![0; SLOTS / 64];
        }
        for (literal, number) in gate.literals.iter().zip(0..) {
            let mut first = None;
            for gram in literal.grams() {
                first = first.or(Some(gram));
                if let Some(bits) = gate.bits.get_mut(slot(gram) / 64) {
                    *bits |= 1 << (slot(gram) % 64);
                }
            }
            let Some(first) = first else { continue };
            if literal.text.len() < literal.end {
                gate.by_pair.entry(pair(first)).or_default().push(number);
            } else {
                gate.by_gram.entry(first).or_default().push(number);
            }
        }
        gate
    }

    /// The searches that may find something in `text`, in order.
    pub(super) fn open(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        let mut open = Marks::new(self.searches);
        if has_odd_letters(text) {
            (0..self.searches).for_each(|search| open.set(search));
        } else {
            self.always.iter().for_each(|search| open.set(*search));
            let mut there = Marks::new(self.lists.len());
            self.each_found(text.as_bytes(), &mut |list| {
                if there.has(list) {
                    return;
                }
                there.set(list);
                if let Some((search, lists)) = self.lists.get(list)
                    && lists.clone().all(|list| there.has(list))
                {
                    open.set(*search);
                }
            });
        }
        open.into_numbers()
    }

    /// Calls `found` with the list of each literal in `text`.
    fn each_found(&self, text: &[u8], found: &mut impl FnMut(usize)) {
        let Some(bits) = self.bits.first_chunk::<{ SLOTS / 64 }>() else {
            return;
        };
        let mut at = 0;
        while at + 2 <= text.len() {
            // Behind the end of the text are no literals.
            let eight = folded(text, at);
            for skipped in 0..GRAMS {
                let gram = gram(eight, skipped);
                let slot = slot(gram);
                let bits = bits.get(slot / 64);
                if bits.is_some_and(|bits| bits >> (slot % 64) & 1 == 1) {
                    self.compare(text, gram, at + skipped + 3, found);
                }
            }
            at += GRAMS;
        }
    }

    /// Calls `found` with the list of each literal whose three bytes end before the byte `end`.
    #[cold]
    fn compare(&self, text: &[u8], gram: u32, end: usize, found: &mut impl FnMut(usize)) {
        let of_gram = self.by_gram.get(&gram);
        let of_pair = self.by_pair.get(&pair(gram));
        if of_gram.is_none() && of_pair.is_none() {
            return;
        }
        let Some(begun) = end.checked_sub(3) else {
            return;
        };
        let eight = folded(text, begun);
        for number in of_gram.into_iter().chain(of_pair).flatten() {
            let literal = self.literals.get(*number as usize);
            let literal = literal.filter(|literal| eight & literal.sampled == literal.sample);
            if let Some(literal) = literal.filter(|literal| literal.stands(text, end)) {
                found(literal.list);
            }
        }
    }
}

/// The eight bytes from `at` on, folded; behind the end of the text come zeros.
#[inline]
fn folded(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or(&[]);
    let eight = match rest.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest
            .iter()
            .rev()
            .fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    eight | FOLD
}

/// A bit for each of some numbers.
struct Marks(SmallVec<[u64; 8]>);

impl Marks {
    /// None of `count` numbers is marked.
    fn new(count: usize) -> Self {
        Self(smallvec![0; count.div_ceil(64)])
    }

    fn set(&mut self, number: usize) {
        if let Some(bits) = self.0.get_mut(number / 64) {
            *bits |= 1 << (number % 64);
        }
    }

    fn has(&self, number: usize) -> bool {
        let bits = self.0.get(number / 64);
        bits.is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Those that are marked, in order.
    fn into_numbers(self) -> impl Iterator<Item = usize> + use<> {
        self.0
            .into_iter()
            .enumerate()
            .flat_map(|(number, mut bits)| {
                std::iter::from_fn(move || {
                    let next = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                    bits &= bits - 1;
                    Some(64 * number + next)
                })
            })
    }
}

/// Whether one of the two letters outside ASCII is there that fold to letters of ASCII: the long
/// s and the kelvin sign.
fn has_odd_letters(text: &str) -> bool {
    // These of their bytes are rare.
    memchr::memchr2(0xC5, 0xAA, text.as_bytes()).is_some() && text.contains(['ſ', '\u{212A}'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::needs::needs;
    use super::*;

    fn of(pattern: &str) -> Needs {
        needs(&regex_syntax::Parser::new().parse(pattern).expect(pattern))
    }

    #[test]
    fn a_gate_opens_for_what_may_match() {
        let gate = Gate::new(
            [
                "(?i)order",
                r"\d",
                "café",
                r"(?:take|keep)\s+(?:white|black)",
            ]
            .map(of),
        );
        for (text, expected) in [
            ("nothing", &[1][..]),
            ("an ORDER", &[0, 1]),
            ("a café", &[1, 2]),
            ("take it", &[1]),
            ("it is white", &[1]),
            ("the Black ones that we keep", &[1, 3]),
            ("ſ", &[0, 1, 2, 3]),
        ] {
            assert_eq!(gate.open(text).collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(Gate::new([]).open("x").count(), 0);
        let of_number = |number: usize| vec![vec![format!("x{number}y")]];
        let many = (0..150).map(|number| {
            if number % 3 == 0 {
                of_number(number)
            } else {
                Needs::new()
            }
        });
        let always = (0..150).filter(|number| number % 3 != 0 || *number == 147);
        assert!(Gate::new(many).open("an X147y").eq(always));
        let short = |text: &str| vec![vec![text.to_owned()], vec!["abcd".to_owned()]];
        assert_eq!(Gate::new([short("a")]).open("abcd").count(), 1);
        for (text, opens) in [("x b, abcd", true), ("abcdB,", true), ("abcd, b", false)] {
            let is_open = Gate::new([short("b,")]).open(text).count() == 1;
            assert_eq!(is_open, opens, "{text}");
        }
    }

    proptest! {
        /// What matches somewhere is searched for there.
        #[test]
        fn a_gate_never_shuts_out_a_match(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "abcd", "(?:abcd|bcde)", "(?:abc|x)?", r"\s+", "(abcd)+", "[a-e]", r"\b", "(?:dcba|e(?:abc|cba))",
                    "(?:abcd|bcde){0,2}", "(?:ea|ae)", "|", "d", "[ab]", "c +", "[,e]", "( +[,b])+", "(?:a|bc?)",
                ]),
                1..6,
            ),
            text in "[a-eA-E ,]{0,40}",
        ) {
            let pattern = format!("(?i){}", parts.concat());
            let is_match = regex::Regex::new(&pattern).expect("a pattern").is_match(&text);
            let is_open = Gate::new([of(&pattern)]).open(&text).count() == 1;
            prop_assert!(is_open || !is_match, "{pattern} {text:?} {:?}", of(&pattern));
        }
    }
}
