//! An entry of a rule with the forms of its word, and what to do about each.
//!
//! Forms are made when a style is read; words that are the same share them. Which form of
//! a replacement goes with the form found follows from both and is worked out for finds.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::super::value::Place;
use super::Guidance;
use super::guidance::NO_GUIDANCE;
use crate::matching::Phrase;
use crate::matching::inflect::{self, Form, Slot, Slots, Spelling};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Headword {
    /// What is found, with its forms.
    pub phrase: Phrase,
    /// Where the entry is written.
    pub place: Place,
    /// What to do, of the form as written; `None` if nothing is said.
    pub guidance: Option<Box<Guidance>>,
}

impl Headword {
    /// What to do about a form of it: what may stand in its place is the same form of the
    /// replacement, spelt so.
    pub fn guidance(&self, form: u16, spelling: Spelling) -> Cow<'_, Guidance> {
        let Some(guidance) = self.guidance.as_deref() else {
            return Cow::Borrowed(&NO_GUIDANCE);
        };
        let slots = self.slots(form);
        if guidance.options.is_empty() || slots.is_empty() || slots == Slot::Base.into() {
            return Cow::Borrowed(guidance);
        }
        Cow::Owned(followed(guidance, slots, spelling))
    }

    /// What the form may be where it is found.
    fn slots(&self, form: u16) -> Slots {
        let forms = self.phrase.inflecting.as_ref().map(|it| &it.forms);
        let form = forms.and_then(|forms| forms.get(usize::from(form)));
        form.map_or(Slots::NONE, |form| form.slots)
    }

    /// Its forms beside the one as written, with those that the style lists itself.
    pub fn forms(&self, further: &[Phrase]) -> Vec<String> {
        let inflected = (1..self.phrase.form_count()).map(|form| self.phrase.text_of(form).into());
        let further = further.iter().map(|phrase| phrase.written.to_string());
        inflected.chain(further).collect()
    }

    /// The entry with its forms and what to write instead, in Markdown.
    pub fn describe(&self, further: &[Phrase]) -> String {
        let forms = self.forms(further);
        let forms = if forms.is_empty() {
            String::new()
        } else {
            format!(" (also {})", forms.join(", "))
        };
        let guidance = self.guidance.as_deref().map(Guidance::describe);
        let guidance = guidance.filter(|guidance| !guidance.is_empty());
        let arrow = if guidance.is_some() { " → " } else { "" };
        let guidance = guidance.unwrap_or_default();
        format!("‘{}’{forms}{arrow}{guidance}", self.phrase.written)
    }
}

/// The guidance for a form that fills `slots`.
pub(super) fn followed(guidance: &Guidance, slots: Slots, spelling: Spelling) -> Guidance {
    let mut options: Vec<SmolStr> = Vec::new();
    let mut certain = true;
    for option in &guidance.options {
        let following = inflect::follow(slots, &inflect::Entry::plain(option), spelling);
        certain &= following.certain;
        for text in following.texts {
            if !options.contains(&text) {
                options.push(text);
            }
        }
    }
    let automatic = guidance.automatic && certain && options.len() == 1;
    Guidance {
        options,
        automatic,
        ..guidance.clone()
    }
}

/// The forms of words, each kept once however many entries have the word.
#[derive(Debug, Default)]
pub struct FormPool {
    /// By the word as written: mostly one list, another where it inflects otherwise.
    known: RefCell<FxHashMap<SmolStr, Vec<Arc<Vec<Form>>>>>,
}

impl FormPool {
    /// The forms, or those that were there and are equal.
    pub(super) fn shared(&self, forms: Vec<Form>) -> Arc<Vec<Form>> {
        let word = forms
            .first()
            .map(|form| form.text.clone())
            .unwrap_or_default();
        let mut known = self.known.borrow_mut();
        let lists = known.entry(word).or_default();
        if let Some(list) = lists.iter().find(|list| ***list == forms) {
            return Arc::clone(list);
        }
        let list = Arc::new(forms);
        lists.push(Arc::clone(&list));
        list
    }
}
