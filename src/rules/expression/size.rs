//! How much memory a compiled expression may take, told without compiling it.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A state of a compiled expression, as `regex-automata` 0.4 lays it out, in bytes.
const STATE: usize = 32;

/// What leads from one state to another, in bytes.
const TRANSITION: usize = 8;

/// No less than the bytes that `regex` counts for the larger of the two automata that it makes
/// of `expression`, forwards and backwards.
pub(super) fn size(expression: &Hir) -> usize {
    // What stands around every expression.
    part(expression).saturating_add(32 * STATE)
}

fn part(expression: &Hir) -> usize {
    let parts = |parts: &[Hir]| parts.iter().map(part).fold(0, usize::saturating_add);
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        // One state a byte; where alternatives are made a tree of bytes, up to two.
        HirKind::Literal(literal) => (2 * STATE + 2 * TRANSITION) * (literal.0.len() + 1),
        HirKind::Class(Class::Bytes(class)) => 2 * STATE + TRANSITION * class.ranges().len(),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            let steps = ranges.map(|range| steps(range.start(), range.end()));
            (STATE + TRANSITION) * (2 + steps.sum::<usize>())
        }
        HirKind::Capture(capture) => part(&capture.sub).saturating_add(2 * STATE),
        HirKind::Concat(of) => parts(of),
        HirKind::Alternation(of) => parts(of).saturating_add(2 * STATE + TRANSITION * of.len()),
        HirKind::Repetition(repetition) => {
            let copies = repetition.max.unwrap_or(repetition.min).max(1) as usize;
            let once = part(&repetition.sub).saturating_add(STATE + 2 * TRANSITION);
            once.saturating_mul(copies).saturating_add(4 * STATE)
        }
    }
}

/// The most steps, byte by byte, by which an automaton tells the characters from `start` to
/// `end` from others.
fn steps(start: char, end: char) -> usize {
    let same = |bits: u32| u32::from(start) >> bits == u32::from(end) >> bits;
    // Six bits are in each byte but the first. A range is cut where the bytes before
    // the last change, and where characters begin to take another byte.
    let sequences = if same(6) {
        1
    } else if same(12) {
        7
    } else {
        24
    };
    sequences * end.len_utf8()
}
