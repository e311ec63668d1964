//! Words of variants with every form written out: which is right depends on the variant.

use smol_str::SmolStr;

use super::super::super::keys::{Keys, Written};
use super::super::super::value::Place;
use super::super::Guidance;
use super::super::reading::Manner;
use crate::matching::Phrase;
use crate::matching::inflect::Inflector;

/// A word, or a form of one.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The word as the style writes it, without the mark of what inflects.
    pub(super) base: SmolStr,
    /// The text of this form; of the word itself the same.
    pub(super) written: SmolStr,
    /// Where the word is written.
    pub(super) place: Place,
    /// What to do about this form.
    pub(super) guidance: Guidance,
    /// The phrases that count as it: itself, and its forms by hyphens.
    pub(super) phrases: Vec<Phrase>,
}

/// The word and its forms, each with its guidance.
pub(super) fn entries(
    manner: &Manner,
    written: &Written,
    guidance: Option<Guidance>,
    inflector: &Inflector,
    keys: &mut Keys<'_>,
) -> Option<Vec<Entry>> {
    let headword = manner.headword(written, guidance, keys)?;
    let phrase = &headword.phrase;
    let entries = (0..phrase.form_count()).map(|form| {
        let one = Phrase {
            written: phrase.text_of(form).into(),
            inflecting: None,
            form: 0,
            case: phrase.case,
        };
        let mut phrases = Vec::new();
        one.each(manner.hyphens, &mut |phrase| phrases.push(phrase.clone()));
        Entry {
            base: phrase.written.clone(),
            written: one.written,
            place: headword.place,
            guidance: headword.guidance(form, inflector).into_owned(),
            phrases,
        }
    });
    Some(entries.collect())
}
