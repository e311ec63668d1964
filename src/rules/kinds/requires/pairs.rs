//! Phrases of which a document should have another before them.

use smol_str::SmolStr;

use super::super::Check as _;
use super::super::across::{Note, Sighting, Totals};
use super::super::phrases::Phrases;
use super::super::reading::Manner;
use super::super::verdict::{Occasion, Verdict};
use super::{Concern, offering};
use crate::rules::fault::Fault;
use crate::rules::keys::{Keys, Written};

/// The roles of notes. The key is the number of the pair.
const NEEDING: u32 = 0;
const NEEDING_BEFORE_BRACKET: u32 = 1;
const NEEDED: u32 = 2;
const IN_HEADING: u32 = 3;

/// Keys below this one are of pairs.
pub(super) const MOST: u32 = 1 << 24;

/// All pairs of a rule. The entry of a phrase is twice the number of its pair, and one more if it
/// is what is needed.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) phrases: Phrases,
}

impl Pairs {
    /// Reads the rows of `requires`; what is wrong with them is a fault.
    pub(super) fn read(manner: &Manner, keys: &mut Keys<'_>) -> Self {
        let mut phrases = Phrases::new(manner, keys);
        let mut known: Vec<(Written, SmolStr)> = Vec::new();
        for row in keys.rows("requires") {
            let left = Written {
                text: row.key.clone(),
                place: row.place,
            };
            let Some(right) = keys.as_text(&row.node, "requires") else {
                continue;
            };
            if left.text == right.text {
                let message = format!("‘{}’ requires itself", left.text);
                keys.faults.push(
                    Fault::error(left.place, message)
                        .with_help("write what has to stand before it: UN = \"United Nations\""),
                );
                continue;
            }
            let back = |(first, needed): &&(Written, SmolStr)| {
                first.text == right.text && *needed == left.text
            };
            if let Some((first, _)) = known.iter().find(back) {
                let message = format!("‘{}’ and ‘{}’ require each other", first.text, left.text);
                let fault = Fault::error(left.place, message)
                    .with_help("one of them has to stand first; remove one of the two rows");
                keys.faults
                    .push(fault.related_to(first.place, "the other stands"));
                continue;
            }
            known.push((left.clone(), right.text.clone()));
            let both = manner
                .headword(&left, None, keys)
                .zip(manner.headword(&right, None, keys));
            if let Some((left, right)) = both {
                phrases.headwords.extend([left, right]);
            }
        }
        Self { phrases }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.phrases.headwords.is_empty()
    }

    pub(super) fn note(found: &Occasion<'_>) -> Note {
        let behind = found.passage.text().get(found.span.end..).unwrap_or("");
        let role = match found.entry % 2 {
            _ if found.passage.heading.is_some() => IN_HEADING,
            1 => NEEDED,
            _ if behind.starts_with(" (") => NEEDING_BEFORE_BRACKET,
            _ => NEEDING,
        };
        Note {
            key: found.entry / 2,
            role,
            amount: found.entry % 2,
            span: found.span.into(),
        }
    }

    /// The entry that a note is of.
    pub(super) const fn entry(note: &Note) -> u32 {
        let is_needed = note.role == NEEDED || (note.role == IN_HEADING && note.amount == 1);
        2 * note.key + is_needed as u32
    }

    pub(super) fn matters(totals: &Totals) -> bool {
        let needs = |role: u32| matches!(role, NEEDING | NEEDING_BEFORE_BRACKET);
        totals.iter().any(|total| needs(total.role))
    }

    pub(super) fn judge(
        &self,
        key: u32,
        sightings: &[Sighting],
        concerns: &[Concern],
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        let needs = |role: u32| matches!(role, NEEDING | NEEDING_BEFORE_BRACKET);
        let first = sightings.iter().position(|it| needs(it.note.role));
        let needed = sightings.iter().position(|it| it.note.role == NEEDED);
        let Some((number, sighting)) = first.and_then(|at| Some((at, sightings.get(at)?))) else {
            return;
        };
        let is_beside = sighting.note.role == NEEDING_BEFORE_BRACKET && needed == Some(number + 1);
        if is_beside || needed.is_some_and(|needed| needed < number) {
            return;
        }
        let right = self.phrases.written(2 * key + 1);
        let text = &sighting.text;
        let (concern, sentence) = if needed.is_some() {
            (
                Concern::Before,
                format!("‘{text}’ is used before ‘{right}’"),
            )
        } else {
            (
                Concern::Without,
                format!("‘{text}’ is used without ‘{right}’"),
            )
        };
        if !concerns.contains(&concern) {
            return;
        }
        let is_short = text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.contains(' ');
        let option = if is_short {
            format!("{right} ({text})")
        } else {
            right.to_owned()
        };
        let verdict = offering(&option).urging(sentence);
        let mut verdict = verdict.with_value("expansion", right);
        if let Some(at) = needed
            && let Some(needed) = sightings.get(at)
        {
            let says = format!("‘{}’ is written only here", needed.text);
            verdict = verdict.related_to(at, says);
        }
        remark(number, verdict);
    }
}
