//! Which record covers which finding: each record one, each finding by one.

use rustc_hash::FxHashMap;

use super::Record;
use super::fingerprint::{Fingerprint, folded};
use crate::check::diagnostic::Diagnostic;

/// What has to agree, the surest first. Sentence and words before the words alone, and these
/// before the ordinal alone: of two equal sentences of which one is rewritten, the other is
/// now the first.
const AGREEMENTS: [Agreement; 4] = [
    Agreement::new(true, true, true),
    Agreement::new(true, false, true),
    Agreement::new(false, false, true),
    Agreement::new(true, true, false),
];

#[derive(Debug, Clone, Copy)]
struct Agreement {
    sentence: bool,
    ordinal: bool,
    words: bool,
}

/// What two have in common that agree.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key<'a> {
    rule: &'a str,
    text: &'a str,
    sentence: Option<u64>,
    ordinal: Option<u32>,
    words: Option<(u64, u64)>,
}

impl Agreement {
    const fn new(sentence: bool, ordinal: bool, words: bool) -> Self {
        Self {
            sentence,
            ordinal,
            words,
        }
    }

    fn key<'a>(
        self,
        rule: &'a str,
        text: &'a str,
        (sentence, ordinal): (u64, u32),
        words: (u64, u64),
    ) -> Key<'a> {
        Key {
            rule,
            text,
            sentence: self.sentence.then_some(sentence),
            ordinal: self.ordinal.then_some(ordinal),
            words: self.words.then_some(words),
        }
    }
}

/// For each of `findings`, which of `records`, all of them of this document, covers it; none
/// where `is_open` says that it needs none.
///
/// Rule and folded text agree, and sentence and ordinal do, or the words on both sides. A
/// record names the rule of a finding or one that says the same of the same place. Of several
/// that agree as well, the first in their order takes the first.
pub fn covering(
    findings: &[Diagnostic],
    fingerprints: &[Fingerprint],
    records: &[&Record],
    is_open: impl Fn(usize) -> bool,
) -> Vec<Option<usize>> {
    let mut covered: Vec<Option<usize>> = vec![None; findings.len()];
    let mut is_used = vec![false; records.len()];
    let texts: Vec<String> = records.iter().map(|record| folded(&record.text)).collect();
    for agreement in AGREEMENTS {
        let mut free: FxHashMap<Key<'_>, Vec<usize>> = FxHashMap::default();
        // From the last to the first, so that the first is taken first.
        for (index, (record, text)) in records.iter().zip(&texts).enumerate().rev() {
            if !is_used.get(index).copied().unwrap_or(true) {
                let key = agreement.key(
                    &record.rule,
                    text,
                    (record.sentence, record.ordinal),
                    (record.before, record.after),
                );
                free.entry(key).or_default().push(index);
            }
        }
        if free.is_empty() {
            break;
        }
        let all = findings.iter().zip(fingerprints).zip(&mut covered);
        for (index, ((finding, fingerprint), covered)) in all.enumerate() {
            if covered.is_some() || !is_open(index) {
                continue;
            }
            let ids = std::iter::once(&finding.rule).chain(&finding.also);
            *covered = ids.into_iter().find_map(|id| {
                let key = agreement.key(
                    id,
                    &fingerprint.text,
                    (fingerprint.sentence, fingerprint.ordinal),
                    (fingerprint.before, fingerprint.after),
                );
                free.get_mut(&key)?.pop()
            });
            if let Some(used) = covered.and_then(|index| is_used.get_mut(index)) {
                *used = true;
            }
        }
    }
    covered
}
