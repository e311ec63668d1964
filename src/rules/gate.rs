//! Which searches of a rule set a text needs at all.
//!
//! Most regular expressions cannot match without one of a few literals. One pass over the
//! text looks for the literals of all of them; only those whose literal occurs are run.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use smallvec::{SmallVec, smallvec};

/// A literal shorter than this occurs nearly everywhere and decides nothing.
const MIN_LITERAL: usize = 3;

/// An expression with more alternatives than this is run always.
pub(super) const MAX_LITERALS: usize = 200;

/// The searches of a rule set, each with what it needs.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// `None` if no search needs a literal.
    automaton: Option<AhoCorasick>,
    /// The search that each literal belongs to.
    search_of: Vec<usize>,
    /// The searches that are always run.
    always: Vec<usize>,
    searches: usize,
}

impl Gate {
    /// A gate for searches numbered in the order of `needs`: one of the literals of each
    /// must occur, in any case of ASCII letters; `None` for a search that is always run.
    pub(super) fn new(needs: impl IntoIterator<Item = Option<Vec<String>>>) -> Self {
        let mut gate = Self::default();
        let mut literals = Vec::new();
        for (search, needed) in needs.into_iter().enumerate() {
            gate.searches += 1;
            match needed {
                None => gate.always.push(search),
                Some(needed) => {
                    gate.search_of.extend(needed.iter().map(|_| search));
                    literals.extend(needed);
                }
            }
        }
        if !literals.is_empty() {
            let built = AhoCorasickBuilder::new()
                .ascii_case_insensitive(true)
                .build(&literals);
            gate.automaton = built.ok();
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
        match &self.automaton {
            Some(automaton) if !has_odd_letters(text) => {
                self.always.iter().for_each(|search| mark(*search));
                for found in automaton.find_overlapping_iter(text) {
                    if let Some(search) = self.search_of.get(found.pattern().as_usize()) {
                        mark(*search);
                    }
                }
            }
            // Without literals, or with too many of them to build anything, all are run.
            _ => (0..self.searches).for_each(mark),
        }
        open.into_iter().enumerate().flat_map(|(number, mut bits)| {
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
