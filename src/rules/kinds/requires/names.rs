//! Names that may be long forms of abbreviations.

use super::super::across::Note;
use super::expanded::is_article;
use super::sightings::{Finder, Role, key_of_long};

impl Finder<'_> {
    /// Notes the name that starts with this token: words with capitals, and small ones between.
    pub(super) fn name(&self, first: usize, note: &mut dyn FnMut(Note)) {
        let words = &self.words;
        let goes_on = |index: usize| words.follows(index) && words.has_capital(index);
        let before = first.checked_sub(1);
        let is_inside = before.is_some_and(|before| {
            words.has_capital(before) && words.follows(first) && !is_article(words.text(before))
        });
        if is_inside || is_article(words.text(first)) {
            return;
        }
        // *AST (Abstract Syntax Tree)*: that is where it is explained.
        let is_bracketed = before.is_some_and(|before| words.text(before) == "(");
        let mut last = first;
        while last - first < LONGEST_NAME {
            let next = (last + 1..last + 4).find(|next| goes_on(*next));
            let Some(next) = next else { break };
            let between = last + 1..next;
            let passes = |index: usize| {
                let text = words.text(index);
                matches!(
                    text,
                    "of" | "and" | "for" | "the" | "on" | "in" | "&" | "to"
                )
            };
            if !between.clone().all(passes) {
                break;
            }
            last = next;
            if last - first > 1 || between.is_empty() {
                let span = words.span(first, last);
                if let Some(text) = span.text(self.passage.text()) {
                    let behind = words.text(last + 1);
                    let is_defined = behind == "(" || is_bracketed && behind == ")";
                    // A name within a longer one is that of another body.
                    if !is_defined && !goes_on(last + 1) {
                        note(Note {
                            key: key_of_long(text),
                            role: Role::LongForm as u32,
                            amount: 0,
                            span: span.into(),
                        });
                    }
                }
            }
        }
    }
}

/// No long form goes on over more words and marks: each word costs the length of the name.
const LONGEST_NAME: usize = 16;
