//! What a rule says of its finds in one block together.

use std::fmt::Debug;

use super::verdict::Verdict;
use crate::rules::passage::Passage;
use crate::rules::rule::Quotes;
use crate::text::Span;

/// A find that nothing silences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Find {
    /// Which of the rule's entries.
    pub entry: u32,
    /// Where, in bytes of the reader's text.
    pub span: Span,
}

/// A check that judges what it finds in a block together.
pub trait Together: Debug + Send + Sync {
    /// Whether it has something to say of a block in which nothing is found.
    fn misses(&self) -> bool {
        false
    }

    /// Judges the finds in one block, which are sorted and apart from each other, and of which
    /// none is in a quotation that `quotes` leaves alone. `remark` takes the place of a finding, in bytes of the reader's text, and what is wrong there; other
    /// places that it has to do with are finds by their numbers.
    fn judge(
        &self,
        passage: &Passage,
        quotes: Quotes,
        finds: &[Find],
        remark: &mut dyn FnMut(Span, Verdict<'static>),
    );
}
