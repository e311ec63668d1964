//! The forms of phrases, made when a style loads: of English by rules, of other languages
//! by a dictionary. An [`Inflector`] is one or the other.
//!
//! Owns which word of a phrase inflects, the rules and tables by which it does, and which
//! form of a replacement goes with the form that was found. What is written is the base:
//! forms are made upwards only, and never of a word that is visibly a form already
//! (*news*, *troops*, *confirmed*). Knows nothing of text to be searched, of folds or of
//! possessives.
//!
//! A phrase changes in one place, its *head*, so that [`Inflected`] holds forms of words;
//! [`forms`] writes the whole phrases out.

mod adjective;
pub mod by_dictionary;
mod compound;
mod entry;
mod form;
mod head;
mod inflector;
mod irregular;
mod noun;
#[cfg(test)]
mod tests;
mod verb;
mod word;

use smol_str::SmolStr;

pub use self::entry::{Entry, SecondMark};
pub use self::form::{Form, Slot, Slots, Spelling};
pub use self::inflector::Inflector;

use self::form::{Forms, base, join, merge};
use self::word::Word;
use crate::text::Span;

/// How the entries of a rule inflect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inflection {
    /// The last word, or the one before *of* or *in*, has a plural.
    Noun,
    /// The first word is conjugated.
    Verb,
    /// The adjective is compared.
    Adjective,
    /// One word is noun and verb, several are a noun; a marked word is both.
    Any,
}

impl Inflection {
    /// Every value with its name in style files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("noun", Self::Noun),
        ("verb", Self::Verb),
        ("adjective", Self::Adjective),
        ("true", Self::Any),
    ];
}

/// The one place in which a phrase changes, and what can stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inflected {
    /// Where it stands in the phrase. Mostly one word, or one part of a hyphenated one;
    /// more where several change together (*femme fatale*).
    pub head: Span,
    /// Its forms, as written first, without duplicates.
    pub forms: Vec<Form>,
    /// Whether there are more, which would be too many.
    pub cut: bool,
}

/// The forms of the word that inflects in `entry`, or `None` if the entry stays as it is:
/// because it starts with a function word, because its head is not English as far as can
/// be seen (no Latin letters), or because it is a form already. A single form says that
/// the word has no other, but may be more than base (*sheep* is its own plural).
pub fn inflect(entry: &Entry<'_>, inflection: Inflection) -> Option<Inflected> {
    let text = &*entry.text;
    if entry.marked.is_none() && head::is_fixed(text) {
        return None;
    }
    match inflection {
        Inflection::Noun => noun(text, entry.marked),
        Inflection::Verb => verb(text, entry.marked),
        Inflection::Adjective => adjective(text, entry.marked),
        Inflection::Any => match entry.marked {
            None if text.contains(char::is_whitespace) => noun(text, None),
            marked => noun_and_verb(text, marked),
        },
    }
}

/// The whole phrases: as written first, then in the order of [`Slot::ALL`].
pub fn forms(entry: &Entry<'_>, inflection: Inflection) -> Vec<Form> {
    match inflect(entry, inflection) {
        Some(inflected) => inflected.phrases(&entry.text),
        None => vec![base(&entry.text)],
    }
}

/// The phrase as a writer of `spelling` puts it into `slot`. The slot decides which word
/// inflects: for [`Slot::Past`] it is the verb. More than one text, if the language has
/// more than one and nothing says which (*was* and *were*, *be* and *are*); none, if there is no such
/// form (*informations*).
pub fn realise(entry: &Entry<'_>, slot: Slot, spelling: Spelling) -> Vec<SmolStr> {
    let inflection = match slot {
        Slot::Base if !head::starts_with_be(&entry.text) => {
            return vec![SmolStr::new(&*entry.text)];
        }
        Slot::Plural => Inflection::Noun,
        Slot::Comparative | Slot::Superlative => Inflection::Adjective,
        _ => Inflection::Verb,
    };
    let Some(inflected) = inflect(entry, inflection) else {
        return Vec::new();
    };
    let serving = inflected
        .forms
        .iter()
        .filter(|form| form.serves(slot, spelling));
    let texts: Vec<_> = serving
        .map(|form| inflected.phrase(&entry.text, form).text)
        .collect();
    match slot {
        Slot::Comparative if texts.is_empty() => vec![join(&["more ", &entry.text])],
        Slot::Superlative if texts.is_empty() => vec![join(&["most ", &entry.text])],
        _ => texts,
    }
}

/// What can stand for a form that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// The replacement's forms, without duplicates; never empty.
    pub texts: Vec<SmolStr>,
    /// Whether the one text there is surely is the right one.
    pub certain: bool,
}

/// The forms of `replacement` that go with a form found in `slots`: *utilized* wants
/// *used*; *commenced* wants *began* or *begun*, and it cannot be known which. Where the
/// form cannot be made, the replacement stays as written, and is not certain.
pub fn follow(slots: Slots, replacement: &Entry<'_>, spelling: Spelling) -> Following {
    let mut texts: Vec<SmolStr> = Vec::new();
    let mut certain = true;
    for slot in slots.iter() {
        let mut realised = realise(replacement, slot, spelling);
        if realised.is_empty() {
            certain = false;
            realised.push(SmolStr::new(&*replacement.text));
        }
        for text in realised {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    if texts.is_empty() {
        texts.push(SmolStr::new(&*replacement.text));
    }
    Following {
        certain: certain && texts.len() == 1,
        texts,
    }
}

impl Inflected {
    /// The phrases that these forms make of `text`, the phrase of the entry.
    pub fn phrases(&self, text: &str) -> Vec<Form> {
        let phrase = |form| self.phrase(text, form);
        self.forms.iter().map(phrase).collect()
    }

    fn phrase(&self, text: &str, form: &Form) -> Form {
        let before = text.get(..self.head.start).unwrap_or("");
        let after = text.get(self.head.end..).unwrap_or("");
        form.within(before, after)
    }

    /// The same with a wider head.
    fn widened(self, text: &str, head: Span) -> Self {
        if head == self.head {
            return self;
        }
        let before = Span::new(head.start, self.head.start);
        let after = Span::new(self.head.end, head.end);
        let (before, after) = (before.text(text), after.text(text));
        let within = |form: &Form| form.within(before.unwrap_or(""), after.unwrap_or(""));
        Self {
            head,
            forms: self.forms.iter().map(within).collect(),
            cut: self.cut,
        }
    }
}

fn noun(text: &str, marked: Option<Span>) -> Option<Inflected> {
    let head = match marked {
        Some(word) => head::noun_in_word(text, word)?,
        None => match compound::listed(text) {
            Some(inflected) => return Some(inflected),
            None => head::noun(text)?,
        },
    };
    let inflected = of_word(text, head, noun::add_plurals)?;
    match marked {
        Some(_) => Some(inflected),
        None => compound::women(text, &inflected).or(Some(inflected)),
    }
}

fn verb(text: &str, marked: Option<Span>) -> Option<Inflected> {
    let head = match marked {
        Some(word) => head::verb_in_word(text, word)?,
        None => head::verb(text)?,
    };
    of_word(text, head, verb::add_verb_forms)
}

fn adjective(text: &str, marked: Option<Span>) -> Option<Inflected> {
    let head = match marked {
        Some(word) => head::adjective_in_word(text, word)?,
        None => head::adjective(text)?,
    };
    of_word(text, head, adjective::add_comparison)
}

fn of_word(text: &str, head: Span, add: fn(&mut Forms<'_>)) -> Option<Inflected> {
    let part = head.text(text)?;
    let word = Word::read(part)?;
    // *In* alone is no noun, but it ends one in *stand-in*.
    let joined = text.get(..head.start)?.ends_with(head::is_joint)
        || text.get(head.end..)?.starts_with(head::is_joint);
    if !joined && head::stays(&word.lower, head.start > 0) {
        return None;
    }
    // What stands before an apostrophe stays.
    let head = Span::new(head.end - word.written.len(), head.end);
    let mut forms = Forms::of(&word);
    add(&mut forms);
    Some(Inflected {
        head,
        forms: forms.list,
        cut: false,
    })
}

/// One word as noun and as verb. Mostly both change in the same place; if not (*passer-by*),
/// the whole word is the head.
fn noun_and_verb(text: &str, marked: Option<Span>) -> Option<Inflected> {
    let noun = noun(text, marked)?;
    let before_hyphen = text
        .get(noun.head.end..)
        .is_some_and(|rest| rest.starts_with(head::is_joint));
    let noun_only = before_hyphen
        || noun
            .head
            .text(text)
            .and_then(Word::read)
            .is_some_and(|word| noun::is_noun_only(&word));
    if noun_only {
        return Some(noun);
    }
    let Some(verb) = verb(text, marked) else {
        return Some(noun);
    };
    let head = Span::new(
        noun.head.start.min(verb.head.start),
        noun.head.end.max(verb.head.end),
    );
    let mut both = noun.widened(text, head);
    for form in verb.widened(text, head).forms {
        merge(&mut both.forms, form);
    }
    Some(both)
}
