//! Which findings are silenced, in one sweep through the document.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Ignores, names_of};
use crate::check::diagnostic::Diagnostic;

/// The silences of one name that a sweep through the document has entered and not left.
#[derive(Debug, Default)]
struct Active {
    count: usize,
    /// Those that have silenced nothing so far.
    unused: Vec<usize>,
}

impl Ignores {
    /// Takes out what is silenced, in one sweep from the start to the end of the document.
    pub(super) fn take_out(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut order: Vec<usize> = (0..self.silences.len()).collect();
        order.sort_by_key(|index| self.silences.get(*index).map(|silence| silence.range.start));
        let mut entering = order.into_iter().peekable();
        let mut leaving: BinaryHeap<Reverse<(usize, usize)>> = BinaryHeap::new();
        let mut active: FxHashMap<SmolStr, Active> = FxHashMap::default();
        diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        diagnostics.retain(|diagnostic| {
            let at = diagnostic.span.start;
            while let Some(index) = entering.next_if(|index| {
                self.silences
                    .get(*index)
                    .is_some_and(|silence| silence.range.start <= at)
            }) {
                let Some(silence) = self.silences.get(index) else {
                    continue;
                };
                let named = active.entry(silence.name.clone()).or_default();
                named.count += 1;
                named.unused.push(index);
                leaving.push(Reverse((silence.range.end, index)));
            }
            while let Some(Reverse((end, index))) = leaving.peek().copied()
                && end <= at
            {
                leaving.pop();
                let name = self.silences.get(index).map(|silence| &silence.name);
                if let Some(named) = name.and_then(|name| active.get_mut(name)) {
                    named.count -= 1;
                }
            }
            let mut silenced = false;
            for name in names_of(&diagnostic.rule) {
                let Some(named) = active.get_mut(name).filter(|named| named.count > 0) else {
                    continue;
                };
                silenced = true;
                for index in named.unused.drain(..) {
                    if let Some(silence) = self.silences.get_mut(index) {
                        silence.used = silence.range.end > at;
                    }
                }
            }
            !silenced
        });
    }
}
