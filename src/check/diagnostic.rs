//! What a check says about one place of a document.

use std::sync::Arc;

use smol_str::SmolStr;

use super::related::{Places, Related};
use crate::rules::Severity;
use crate::text::{Edit, Span};

/// One finding, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where it stands in the source.
    pub span: Span,
    /// The whole id of the rule, `desk.loaded-epithets`.
    pub rule: SmolStr,
    /// Ids of other rules that say the same of the same place, sorted.
    pub also: Vec<SmolStr>,
    /// How much it matters, after settings, quotations and doubt.
    pub severity: Severity,
    /// The reader's text of the match: one space for a line break, no markup.
    pub text: String,
    /// Which entry of the rule was found, if it has several.
    pub entry: Option<u32>,
    /// The variant of words that is chosen, if the rule has several.
    pub variant: Option<SmolStr>,
    /// One sentence for the writer.
    pub message: String,
    /// Whether the sentence is about this place alone (a count, a measure, a misspelt word), so
    /// that nothing that another rule says of the place says the same.
    pub speaks_for_itself: bool,
    /// Why, in Markdown, from the style.
    pub note: Option<Arc<str>>,
    /// Where to read more, from the style.
    pub link: Option<Arc<str>>,
    /// What can be done, best first.
    pub fixes: Vec<Fix>,
    /// Other places that it has to do with, the most telling first.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// The same in a text with `bytes` bytes more before it, in which `places` are cited.
    pub(super) fn moved_on(&self, bytes: usize, places: &Places) -> Self {
        let mut moved = self.clone();
        for related in &mut moved.related {
            related.span = places.of(related, bytes);
            related.cited = None;
        }
        moved.span = moved.span.moved_on(bytes);
        let edits = moved.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit| edit.span = edit.span.moved_on(bytes));
        moved
    }

    /// The fix that may be applied unasked, if there is one.
    pub fn preferred_fix(&self) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.preferred)
    }
}

/// One way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// What it does, in the words of a menu: "Replace with ‘use’".
    pub title: String,
    /// Whether "fix all" may apply it unasked.
    pub preferred: bool,
    /// What changes: sorted, without overlaps.
    pub edits: Vec<Edit>,
}
