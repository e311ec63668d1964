//! Which searches of a rule set a text needs at all.
//!
//! Most regular expressions cannot match without one of a few literals. One pass over the
//! text looks for the literals of all of them; only those whose literal occurs are run.
//!
//! Of each literal three bytes are chosen that are rare in prose, and a bit says of each three
//! bytes of the text whether any literal has them (a Bloom filter of one hash, Bloom 1970); only
//! then is the literal compared.

use regex_syntax::hir::{Class, Hir, HirKind};
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

/// A literal shorter than this occurs nearly everywhere and decides nothing.
const MIN_LITERAL: usize = 3;

/// An expression with more alternatives than this is run always.
pub(super) const MAX_LITERALS: usize = 200;

/// The searches of a rule set, each with what it needs.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// Those of all searches that need one.
    literals: Vec<Literal>,
    /// The literals that have the same three bytes at their place, by these.
    by_gram: FxHashMap<u32, SmallVec<[u32; 2]>>,
    /// A bit for the [`slot`] of each such three bytes.
    bits: Vec<u64>,
    /// The searches that are always run.
    always: Vec<usize>,
    searches: usize,
}

/// What a search needs.
#[derive(Debug)]
struct Literal {
    text: Box<[u8]>,
    /// Where behind its first byte the three chosen bytes end.
    end: usize,
    search: usize,
}

/// So many bits tell most texts without a literal.
const SLOTS: usize = 1 << 14;

/// Letters in the order of how often they stand in English prose, a space first.
const FREQUENT: &[u8] = b" etaoinshrdlcumwfgypbvk";

/// A byte as the filter sees it: the case of a letter of ASCII does not count.
const fn folded(byte: u8) -> u32 {
    (byte | 0x20) as u32
}

/// The number of three bytes, from that of the three before.
const fn pushed(gram: u32, byte: u8) -> u32 {
    (gram << 8 | folded(byte)) & 0x00FF_FFFF
}

/// The bit of three bytes.
const fn slot(gram: u32) -> usize {
    (gram.wrapping_mul(0x9E37_79B1) >> 18) as usize
}

impl Literal {
    fn new(text: &str, search: usize) -> Option<Self> {
        let text: Box<[u8]> = text.bytes().collect();
        let rareness = |byte: &u8| {
            let byte = byte.to_ascii_lowercase();
            let rank = FREQUENT.iter().position(|frequent| *frequent == byte);
            rank.unwrap_or(FREQUENT.len())
        };
        let grams = text
            .windows(3)
            .map(|gram| gram.iter().map(rareness).sum::<usize>());
        let (start, _) = grams.enumerate().max_by_key(|(_, rareness)| *rareness)?;
        Some(Self {
            text,
            end: start + 3,
            search,
        })
    }

    fn gram(&self) -> u32 {
        let bytes = self.text.get(self.end - 3..self.end).unwrap_or(&[]);
        bytes.iter().fold(0, |gram, byte| pushed(gram, *byte))
    }

    /// Whether it stands in `text` so that the three bytes end before the byte `end`.
    fn stands(&self, text: &[u8], end: usize) -> bool {
        let start = end.checked_sub(self.end);
        let there = start.and_then(|start| text.get(start..start + self.text.len()));
        there.is_some_and(|there| there.eq_ignore_ascii_case(&self.text))
    }
}

impl Gate {
    /// A gate for searches numbered in the order of `needs`: one of the literals of each
    /// must occur, in any case of ASCII letters; `None` for a search that is always run.
    pub(super) fn new(needs: impl IntoIterator<Item = Option<Vec<String>>>) -> Self {
        let mut gate = Self::default();
        for (search, needed) in needs.into_iter().enumerate() {
            gate.searches += 1;
            let literals: Option<Vec<Literal>> = needed.and_then(|needed| {
                let literals = needed.iter().map(|text| Literal::new(text, search));
                literals.collect()
            });
            match literals {
                None => gate.always.push(search),
                Some(literals) => gate.literals.extend(literals),
            }
        }
        if !gate.literals.is_empty() {
            gate.bits = vec![0; SLOTS / 64];
        }
        for (literal, number) in gate.literals.iter().zip(0..) {
            let gram = literal.gram();
            gate.by_gram.entry(gram).or_default().push(number);
            if let Some(bits) = gate.bits.get_mut(slot(gram) / 64) {
                *bits |= 1 << (slot(gram) % 64);
            }
        }
        gate
    }

    /// The searches that may find something in `text`, in order.
    pub(super) fn open(&self, text: &str) -> impl Iterator<Item = usize> + use<> {
        let mut open: SmallVec<[u64; 4]> = smallvec![0; self.searches.div_ceil(64)];
        let mut mark = |search: usize| {
            if let Some(bits) = open.get_mut(search / 64) {
                *bits |= 1 << (search % 64);
            }
        };
        if has_odd_letters(text) {
            (0..self.searches).for_each(mark);
        } else {
            self.always.iter().for_each(|search| mark(*search));
            self.each_found(text.as_bytes(), &mut mark);
        }
        open.into_iter().enumerate().flat_map(|(number, mut bits)| {
            std::iter::from_fn(move || {
                let next = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(64 * number + next)
            })
        })
    }

    /// Calls `found` with the search of each literal in `text`.
    fn each_found(&self, text: &[u8], found: &mut impl FnMut(usize)) {
        let Some(bits) = self.bits.first_chunk::<{ SLOTS / 64 }>() else {
            return;
        };
        let mut gram = 0;
        for (at, byte) in text.iter().enumerate() {
            gram = pushed(gram, *byte);
            let slot = slot(gram);
            if bits
                .get(slot / 64)
                .is_none_or(|bits| bits >> (slot % 64) & 1 == 0)
            {
                continue;
            }
            for number in self.by_gram.get(&gram).into_iter().flatten() {
                let literal = self.literals.get(*number as usize);
                if let Some(literal) = literal.filter(|literal| literal.stands(text, at + 1)) {
                    found(literal.search);
                }
            }
        }
    }
}

/// Whether one of the two letters outside ASCII is there that fold to letters of ASCII: the long
/// s and the kelvin sign.
fn has_odd_letters(text: &str) -> bool {
    // These of their bytes are rare.
    memchr::memchr2(0xC5, 0xAA, text.as_bytes()).is_some() && text.contains(['ſ', '\u{212A}'])
}

/// Literals of which every match of `expression` has one; `None` if there are no such.
pub(super) fn literals(expression: &Hir) -> Option<Vec<String>> {
    match expression.kind() {
        HirKind::Literal(_) => best([run(std::slice::from_ref(expression))]),
        HirKind::Capture(capture) => literals(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => literals(&repetition.sub),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) | HirKind::Repetition(_) => None,
        HirKind::Concat(parts) => {
            let runs =
                parts.chunk_by(|one, other| letter(one).is_some() == letter(other).is_some());
            let of_runs = runs.map(|parts| {
                if parts.first().is_some_and(|part| letter(part).is_some()) {
                    run(parts)
                } else {
                    None
                }
            });
            best(of_runs.chain(parts.iter().map(literals)))
        }
        HirKind::Alternation(options) => {
            let options: Option<Vec<Vec<String>>> = options.iter().map(literals).collect();
            let all = options?.concat();
            (all.len() <= MAX_LITERALS).then_some(all)
        }
    }
}

/// Whether every match of `expression` has a digit, of whatever script.
pub(super) fn needs_digit(expression: &Hir) -> bool {
    match expression.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.contains(char::is_numeric))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            !ranges.is_empty()
                && ranges
                    .iter()
                    .all(|range| (range.start()..=range.end()).all(char::is_numeric))
        }
        HirKind::Capture(capture) => needs_digit(&capture.sub),
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_digit(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().any(needs_digit),
        HirKind::Alternation(options) => options.iter().all(needs_digit),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => false,
    }
}

/// The text of neighbours that are all literals or letters in either case.
fn run(parts: &[Hir]) -> Option<Vec<String>> {
    let text: Option<String> = parts.iter().map(letter).collect();
    text.map(|text| vec![text])
}

/// A literal, or an ASCII letter in either case.
fn letter(part: &Hir) -> Option<String> {
    match part.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok(),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            let mut chars = ranges.iter().flat_map(|range| [range.start(), range.end()]);
            let first = chars.find(char::is_ascii_alphabetic)?.to_ascii_lowercase();
            let same = |c: char| {
                c.to_ascii_lowercase() == first
                    || (first == 's' && c == 'ſ')
                    || (first == 'k' && c == '\u{212A}')
            };
            let all = ranges
                .iter()
                .all(|range| range.start() == range.end() && same(range.start()));
            all.then(|| first.to_string())
        }
        _ => None,
    }
}

/// The candidates whose shortest literal is longest.
pub(super) fn best(
    candidates: impl IntoIterator<Item = Option<Vec<String>>>,
) -> Option<Vec<String>> {
    let shortest = |literals: &Vec<String>| literals.iter().map(String::len).min().unwrap_or(0);
    let decisive = candidates
        .into_iter()
        .flatten()
        .filter(|literals| shortest(literals) >= MIN_LITERAL);
    decisive.max_by_key(|literals| (shortest(literals), std::cmp::Reverse(literals.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<Vec<String>> {
        literals(
            &regex_syntax::Parser::new()
                .parse(pattern)
                .expect("a pattern"),
        )
    }

    #[test]
    fn what_every_match_has_is_found() {
        let cases: [(&str, Option<&[&str]>); 10] = [
            ("in order to", Some(&["in order to"])),
            (r"(?i)\bin order\b", Some(&["in order"])),
            (r"(?i)\bSkunk\b", Some(&["skunk"])),
            ("(?:floods?|waves?) of x", Some(&[" of x"])),
            ("(?:floods?|waves?)", Some(&["flood", "wave"])),
            (r"\w+ing", Some(&["ing"])),
            (r"\d+", None),
            ("(?:abc)?", None),
            ("(?:abc|d)", None),
            (r"(colour)+\s", Some(&["colour"])),
        ];
        for (pattern, expected) in cases {
            let expected =
                expected.map(|list| list.iter().map(|text| (*text).to_owned()).collect());
            assert_eq!(of(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn figures_are_needed_or_not() {
        let cases = [
            (r"\d+", true),
            (r"\b[1-9]0s\b|(?:1[0-9]|20)", true),
            (r"x(\d)+|[a-z]", false),
            (r"\d*", false),
            (r"[0-9a]", false),
            ("no 5 here", true),
            ("", false),
        ];
        for (pattern, expected) in cases {
            let parsed = regex_syntax::Parser::new().parse(pattern).expect(pattern);
            assert_eq!(needs_digit(&parsed), expected, "{pattern}");
        }
    }

    #[test]
    fn a_gate_opens_for_what_may_match() {
        let gate = Gate::new(["(?i)order", r"\d", "café"].map(of));
        for (text, expected) in [
            ("nothing", &[1][..]),
            ("an ORDER", &[0, 1]),
            ("a café", &[1, 2]),
            ("ſ", &[0, 1, 2]),
        ] {
            assert_eq!(gate.open(text).collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(Gate::new([]).open("x").count(), 0);
        let many = (0..150).map(|number| (number % 3 == 0).then(|| vec![format!("x{number}y")]));
        let always = (0..150).filter(|number| number % 3 != 0 || *number == 147);
        assert!(Gate::new(many).open("an X147y").eq(always));
    }
}
