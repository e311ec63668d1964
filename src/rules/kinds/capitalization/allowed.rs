//! Words and phrases whose capitals are fixed.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::super::super::keys::Written;
use super::reading::Word;
use crate::matching::Language;
use crate::matching::fold::fold_text;
use crate::matching::word::words;

/// Words and phrases that are always written so.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    /// By the first word, folded; the longest first.
    phrases: FxHashMap<String, Vec<Fixed>>,
    names: Vec<SmolStr>,
}

#[derive(Debug)]
struct Fixed {
    /// Its words as written, and folded.
    words: Vec<(SmolStr, String)>,
}

impl Allowed {
    /// What a style lists.
    pub(super) fn new(listed: &[Written], language: Language) -> Self {
        let mut allowed = Self::default();
        for written in listed {
            let parts = words(&written.text).filter_map(|span| span.text(&written.text));
            let words: Vec<(SmolStr, String)> = parts
                .map(|word| (word.into(), fold_text(word, language)))
                .collect();
            let Some((_, first)) = words.first() else {
                continue;
            };
            let entry = allowed.phrases.entry(first.clone()).or_default();
            entry.push(Fixed { words });
            allowed.names.push(written.text.clone());
        }
        for phrases in allowed.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        allowed
    }

    /// The phrases as written, in order.
    pub(super) fn names(&self) -> Vec<&str> {
        self.names.iter().map(SmolStr::as_str).collect()
    }

    /// For each of `words` how it is written, if it is fixed.
    pub(super) fn find(&self, words: &[Word<'_>], language: Language) -> Vec<Option<&str>> {
        let mut found = vec![None; words.len()];
        if self.phrases.is_empty() {
            return found;
        }
        let folded: Vec<String> = words
            .iter()
            .map(|word| fold_text(word.text, language))
            .collect();
        let mut at = 0;
        while let Some(first) = folded.get(at) {
            let phrases = self.phrases.get(first).map_or(&[][..], Vec::as_slice);
            let stands = |fixed: &&Fixed| {
                let here = folded.get(at..at + fixed.words.len());
                here.is_some_and(|here| here.iter().eq(fixed.words.iter().map(|(_, word)| word)))
            };
            let Some(fixed) = phrases.iter().find(stands) else {
                at += 1;
                continue;
            };
            for (word, _) in &fixed.words {
                if let Some(slot) = found.get_mut(at) {
                    *slot = Some(word.as_str());
                }
                at += 1;
            }
        }
        found
    }
}
