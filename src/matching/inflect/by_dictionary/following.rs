//! Which form of a replacement goes with the form that was found.

use smol_str::{SmolStr, SmolStrBuilder};

use super::Cells;
use super::heads::{Head, heads};
use crate::matching::affix::{Lexicon, Slot, WordForm};
use crate::matching::inflect::{Entry, Following};

/// So many texts are offered in place of one form.
const MOST_TEXTS: usize = 6;

/// The forms of `replacement` that go with the form `cell` of `text`, the part of a phrase
/// that changes. Where both have as many words that change, each goes with the one in its
/// place. Otherwise only one word that has changed can be followed, by the only one that may.
pub(in crate::matching::inflect) fn follow(
    text: &str,
    cell: u32,
    replacement: &Entry<'_>,
    lexicon: &Lexicon,
) -> Following {
    let as_written = |certain| Following {
        texts: vec![SmolStr::new(&*replacement.text)],
        certain,
    };
    let Some(cells) = Cells::of(text, lexicon) else {
        return as_written(cell == 0);
    };
    let numbers = cells.read(cell);
    let found = cells.words.iter().zip(numbers);
    let found: Vec<(Head<'_>, usize)> = found.map(|((head, _), number)| (*head, number)).collect();
    let changed: Vec<(Head<'_>, usize)> = found
        .iter()
        .copied()
        .filter(|(_, number)| *number != 0)
        .collect();
    let mut heads = heads(&replacement.text, lexicon);
    if changed.is_empty() && (found.len() != 1 || heads.len() != 1) {
        return as_written(true);
    }
    let mut certain = true;
    let pairs = if found.len() == heads.len() {
        found
    } else {
        // What stands beside the one word that may change ought to agree with it.
        certain = heads.len() == 1;
        heads.retain(|head| certain || head.is_entry);
        if changed.len() != 1 || heads.len() != 1 {
            return as_written(false);
        }
        changed
    };
    let mut texts = vec![SmolStrBuilder::new()];
    let mut end = 0;
    for ((of, number), head) in pairs.into_iter().zip(&heads) {
        let Some(form) = of.forms.get(number) else {
            return as_written(false);
        };
        let following = word_following(form, number == 0, head);
        certain &= following.certain;
        let before = replacement.text.get(end..head.span.start).unwrap_or("");
        let with = |start: &SmolStrBuilder, word: &str| {
            let mut text = start.clone();
            text.push_str(before);
            text.push_str(word);
            text
        };
        let with = &with;
        let longer = texts
            .iter()
            .flat_map(|start| following.texts.iter().map(move |word| with(start, word)));
        texts = longer.take(MOST_TEXTS).collect();
        end = head.span.end;
    }
    let after = replacement.text.get(end..).unwrap_or("");
    let finished = texts.into_iter().map(|mut text| {
        text.push_str(after);
        text.finish()
    });
    let texts: Vec<SmolStr> = finished.collect();
    Following {
        certain: certain && texts.len() == 1,
        texts,
    }
}

/// The forms of one word that go with a form of another.
fn word_following(form: &WordForm, is_base: bool, head: &Head<'_>) -> Following {
    let base = head
        .forms
        .first()
        .map(|form| form.text.clone())
        .unwrap_or_default();
    let mut texts: Vec<SmolStr> = Vec::new();
    let mut certain = true;
    for slot in &form.slots {
        let mut realised = realise(*slot, head.forms);
        if slot.is_base() {
            realised = vec![base.clone()];
        } else if realised.is_empty() && !is_base {
            // What is written as the base may be so in uses that the other word has not.
            certain = false;
            realised = vec![base.clone()];
        }
        for text in realised {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    if texts.is_empty() {
        texts.push(base);
        certain = is_base;
    }
    Following {
        certain: certain && texts.len() == 1,
        texts,
    }
}

/// The forms that were made by the same affixes; if none were, those of which the dictionary
/// says the same.
fn realise(slot: Slot, forms: &[WordForm]) -> Vec<SmolStr> {
    let standard = || forms.iter().filter(|form| form.standard);
    let texts = |fits: &dyn Fn(Slot) -> bool| -> Vec<SmolStr> {
        let fitting = standard().filter(|form| form.slots.iter().any(|of| fits(*of)));
        fitting.map(|form| form.text.clone()).collect()
    };
    let same = texts(&|of| of.is_made_as(slot));
    if same.is_empty() {
        texts(&|of| of.is_tagged_as(slot))
    } else {
        same
    }
}
