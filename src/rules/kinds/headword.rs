//! An entry of a rule with the forms of its word, and what to do about each.
//!
//! Forms are made when a style is read; words that are the same share them. Which form of
//! a replacement goes with the form found follows from both and is worked out for finds.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::super::message::list_of_forms;
use super::super::value::Place;
use super::Guidance;
use super::guidance::NO_GUIDANCE;
use crate::matching::Phrase;
use crate::matching::inflect::{Entry, Form, Inflector};

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
    /// replacement.
    pub fn guidance(&self, form: u16, inflector: &Inflector) -> Cow<'_, Guidance> {
        let Some(guidance) = self.guidance.as_deref() else {
            return Cow::Borrowed(&NO_GUIDANCE);
        };
        let found = self.phrase.inflecting.as_ref().and_then(|inflecting| {
            let head = inflecting.head().text(&self.phrase.written)?;
            Some((head, inflecting.forms.get(usize::from(form))?))
        });
        match found {
            Some((head, form)) if !(guidance.options.is_empty() || inflector.is_base(form)) => {
                Cow::Owned(followed(guidance, head, form, inflector))
            }
            _ => Cow::Borrowed(guidance),
        }
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
            format!(" (also {})", list_of_forms(&forms))
        };
        let guidance = self.guidance.as_deref().map(Guidance::describe);
        let guidance = guidance.filter(|guidance| !guidance.is_empty());
        let arrow = if guidance.is_some() { " → " } else { "" };
        let guidance = guidance.unwrap_or_default();
        format!("‘{}’{forms}{arrow}{guidance}", self.phrase.written)
    }
}

/// The guidance for a form of `head`, the words that change.
fn followed(guidance: &Guidance, head: &str, form: &Form, inflector: &Inflector) -> Guidance {
    let mut options = SmallVec::new();
    let mut certain = true;
    for option in &guidance.options {
        let following = inflector.follow(head, form, &Entry::plain(option));
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
        advice: guidance.advice.clone(),
        ..*guidance
    }
}

/// So many forms may a dictionary make for all rules together.
const MOST_FORMS: usize = 500_000;

/// The forms of words, each kept once however many entries have the word.
#[derive(Debug)]
pub struct FormPool {
    known: RefCell<FxHashSet<Arc<[Form]>>>,
    /// How many more a dictionary may make.
    left: Cell<usize>,
}

impl Default for FormPool {
    fn default() -> Self {
        Self {
            known: RefCell::default(),
            left: Cell::new(MOST_FORMS),
        }
    }
}

impl FormPool {
    /// Takes so many of the forms that a dictionary may make; the first time that they are
    /// more than are left, and from then on, there are none.
    ///
    /// # Errors
    /// If there are not so many; whether it is the first time.
    pub(super) fn take(&self, count: usize) -> Result<(), bool> {
        let before = self.left.get();
        let left = before.checked_sub(count);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(before > 0)
    }

    /// The forms, or those that were there and are equal.
    pub(super) fn shared(&self, forms: &[Form]) -> Arc<[Form]> {
        let mut known = self.known.borrow_mut();
        if let Some(list) = known.get(forms) {
            return Arc::clone(list);
        }
        let list: Arc<[Form]> = forms.into();
        known.insert(Arc::clone(&list));
        list
    }
}
