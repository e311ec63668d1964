//! The marks that are open at one place of a block.

use super::mark::Kind;
use super::reading::{Context, Tally};
use crate::text::Span;

/// How many marks may be open at once at one level. What is more is no language, and the
/// oldest is forgotten.
const MAX_OPEN: usize = 16;

/// An opening mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opener {
    pub(super) kind: Kind,
    pub(super) c: char,
    pub(super) at: usize,
    /// One past the mark.
    pub(super) end: usize,
    /// What had been read before it.
    pub(super) tally: Tally,
    pub(super) context: Context,
}

/// Where a quotation ends or may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// The first byte of the closing mark.
    pub(super) at: usize,
    /// What had been read before it.
    pub(super) tally: Tally,
    /// Where the comma or full stop stands that is the last character before it.
    pub(super) stopped_at: Option<usize>,
    /// Whether a comma or full stop follows it.
    pub(super) stopped_outside: bool,
}

/// What was found to stand in quotation marks, without them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotation {
    pub(super) span: Span,
    pub(super) full: bool,
}

/// An open single mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Single {
    pub(super) opener: Opener,
    /// The first mark that closes it, unless that is an apostrophe.
    pub(super) ending: Option<Ending>,
}

/// An open double mark, or the block itself, with the single marks that are open in it.
#[derive(Debug, Default)]
pub(super) struct Level {
    /// None for the block.
    pub(super) opener: Option<Opener>,
    pub(super) singles: Vec<Single>,
    /// An apostrophe that would have to be an opening mark if speech were closed after it.
    pub(super) faint: Option<Opener>,
    /// The first mark that closes it, unless that is an inch mark.
    pub(super) ending: Option<Ending>,
    /// Where a mark like it opened inside a single quotation. If that turns out to be none,
    /// this one ended there.
    pub(super) reopened: Option<Ending>,
}

impl Level {
    pub(super) fn of(opener: Opener) -> Self {
        Self {
            opener: Some(opener),
            ..Self::default()
        }
    }

    pub(super) fn is(&self, kinds: &[Kind]) -> bool {
        self.opener
            .is_some_and(|opener| kinds.contains(&opener.kind))
    }

    pub(super) fn push(&mut self, opener: Opener) {
        if self.singles.len() == MAX_OPEN {
            self.singles.remove(0);
        }
        self.singles.push(Single {
            opener,
            ending: None,
        });
    }

    /// Where it ends although no mark has closed it for certain.
    pub(super) fn presumed_ending(&self) -> Option<Ending> {
        self.ending.or(self.reopened)
    }

    /// The single mark of one of `kinds` that a closing mark goes with.
    pub(super) fn single(&self, kinds: &[Kind]) -> Option<usize> {
        let fits = |single: &Single| kinds.contains(&single.opener.kind);
        self.singles.iter().rposition(fits)
    }
}
