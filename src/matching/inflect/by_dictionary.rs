//! The forms of phrases of other languages, by a dictionary.
//!
//! Owns which words of a phrase change, and how forms of words become forms of phrases.
//! Every word that the dictionary inflects may change, for nothing is known of grammar:
//! articles and prepositions mostly have no forms, nouns and adjectives change together
//! (*changements climatiques*). Marked words are the only ones if there are any.
//!
//! A form is numbered by the forms of the words that it is made of (its *cell*): the
//! number of each word's form, in the notation of mixed radix. Cells are counted over all
//! words with forms between the first and the last that change, so that the text that
//! changes is enough to read them.

use smol_str::{SmolStr, SmolStrBuilder};

use super::{Entry, Following, Form, Inflected, Inflection};
use crate::matching::affix::{Lexicon, Parts, Slot, WordForm};
use crate::matching::character::{is_apostrophe, is_hyphen, is_word};
use crate::text::Span;

/// So many forms of one phrase are made where several of its words change.
pub const MOST_FORMS: usize = 256;

/// So many texts are offered in place of one form.
const MOST_TEXTS: usize = 6;

/// A word, or a part of one, that has other forms.
#[derive(Debug, Clone, Copy)]
struct Head<'l> {
    span: Span,
    forms: &'l [WordForm],
}

/// The words of `text`, and the parts of them, that a dictionary may have to inflect.
/// `text` may be an entry or a list of options, with or without marks.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '~'));
    words.flat_map(|word| {
        let whole = trimmed(word, Span::new(0, word.len()));
        let parts = word.split(is_hyphen);
        let parts = parts.flat_map(|part| part.rsplit(is_apostrophe).take(1).chain([part]));
        let parts = parts.map(|part| part.trim_matches(|c| !is_word(c)));
        let mut all: Vec<&str> = whole.text(word).into_iter().chain(parts).collect();
        all.retain(|part| part.contains(is_word));
        all.sort_unstable();
        all.dedup();
        all
    })
}

/// Whether the dictionary has any word of the phrase, or none that could be looked up is
/// in it.
pub(super) fn knows(entry: &Entry<'_>, lexicon: &Lexicon) -> bool {
    let text = &*entry.text;
    let mut looked_up = word_spans(text).peekable();
    looked_up.peek().is_none() || looked_up.any(|word| known(text, word, lexicon).is_some())
}

/// The forms of the words of `entry` that change.
pub(super) fn inflect(
    entry: &Entry<'_>,
    inflection: Inflection,
    lexicon: &Lexicon,
) -> Option<Inflected> {
    let text = &*entry.text;
    let heads: Vec<Head<'_>> = match entry.marked {
        None => heads(text, lexicon),
        Some(first) => {
            let marked = std::iter::once(first).chain(entry.also.iter().copied());
            marked
                .filter_map(|word| head(text, word, lexicon))
                .collect()
        }
    };
    let changing = heads
        .into_iter()
        .map(|head| Changing::new(head, inflection));
    let mut changing: Vec<Changing<'_>> = changing.filter(|word| word.forms.len() > 1).collect();
    if let Some(forms) = product(text, &changing, lexicon) {
        return Some(forms);
    }
    // Too many together: one word changes alone.
    let first = inflection == Inflection::Verb;
    let only = changing
        .drain(..)
        .reduce(|one, other| if first { one } else { other })?;
    let forms = product(text, &[only], lexicon)?;
    Some(Inflected { cut: true, ..forms })
}

/// A word that changes in a phrase, and the numbers of the forms that it takes there.
struct Changing<'l> {
    head: Head<'l>,
    forms: Vec<usize>,
}

impl<'l> Changing<'l> {
    /// The forms of the part of speech that is asked for, if the dictionary tells them
    /// apart and the word is one: *le pouvoir* has one plural, *pouvoir* forty forms.
    fn new(head: Head<'l>, inflection: Inflection) -> Self {
        let wanted = match inflection {
            Inflection::Noun => Parts::NOUN | Parts::ADJECTIVE,
            Inflection::Verb => Parts::VERB,
            Inflection::Adjective => Parts::ADJECTIVE,
            Inflection::Any => Parts::ANY,
        };
        let serves = |form: &WordForm| form.slots.iter().any(|slot| slot.parts().meets(wanted));
        let is_one = head.forms.iter().any(serves);
        let numbered = head.forms.iter().enumerate();
        let forms = numbered.filter(|(number, form)| *number == 0 || !is_one || serves(form));
        Self {
            head,
            forms: forms.map(|(number, _)| number).collect(),
        }
    }
}

/// The forms of a phrase of which these words change, each in each of its forms. `None` if
/// they are too many, or none.
fn product(text: &str, changing: &[Changing<'_>], lexicon: &Lexicon) -> Option<Inflected> {
    let counts = changing.iter().map(|word| word.forms.len());
    let count = counts.clone().try_fold(1, usize::checked_mul)?;
    if changing.len() > 1 && count > MOST_FORMS {
        return None;
    }
    let whole = Span::new(
        changing.first()?.head.span.start,
        changing.last()?.head.span.end,
    );
    let cells = Cells::of(whole.text(text)?, lexicon)?;
    let mut made: Vec<(SmolStrBuilder, u32)> = vec![(SmolStrBuilder::new(), 0)];
    let mut end = whole.start;
    for Changing { head, forms } in changing {
        let weight = cells.weight_at(head.span.start.checked_sub(whole.start)?)?;
        let before = text.get(end..head.span.start)?;
        let with = |(start, cell): &(SmolStrBuilder, u32), number: usize| {
            let mut text = start.clone();
            text.push_str(before);
            text.push_str(&head.forms.get(number)?.text);
            Some((text, cell + weight * number as u32))
        };
        let with = &with;
        let longer = made
            .iter()
            .flat_map(|start| forms.iter().map(move |number| with(start, *number)));
        made = longer.collect::<Option<_>>()?;
        end = head.span.end;
    }
    let forms = made
        .into_iter()
        .map(|(text, cell)| Form::of_dictionary(text.finish(), cell));
    Some(Inflected {
        head: whole,
        forms: forms.collect(),
        cut: false,
    })
}

/// How the cells of a text are counted.
struct Cells<'l> {
    /// Every word that has other forms, and how much one form further adds to the cell.
    words: Vec<(Head<'l>, u32)>,
}

impl<'l> Cells<'l> {
    /// `None` if there are more than can be counted.
    fn of(text: &str, lexicon: &'l Lexicon) -> Option<Self> {
        let mut words = Vec::new();
        let mut weight = Some(1u32);
        for head in heads(text, lexicon) {
            let own = weight?;
            weight = own.checked_mul(head.forms.len() as u32);
            words.push((head, own));
        }
        weight.map(|_| Self { words })
    }

    fn weight_at(&self, start: usize) -> Option<u32> {
        let found = self.words.iter().find(|(head, _)| head.span.start == start);
        found.map(|(_, weight)| *weight)
    }

    /// The number of the form of each word.
    fn read(&self, cell: u32) -> Vec<usize> {
        let number =
            |(head, weight): &(Head<'_>, u32)| (cell / weight) as usize % head.forms.len().max(1);
        self.words.iter().map(number).collect()
    }
}

/// The forms of `replacement` that go with the form `cell` of `text`, the part of a phrase
/// that changes. Where both have as many words that change, each goes with the one in its
/// place; otherwise nothing is known but where one word has changed and one may.
pub(super) fn follow(
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
    let heads = heads(&replacement.text, lexicon);
    if changed.is_empty() && (found.len() != 1 || heads.len() != 1) {
        return as_written(true);
    }
    let pairs = if found.len() == heads.len() {
        found
    } else if changed.len() == 1 && heads.len() == 1 {
        changed
    } else {
        return as_written(false);
    };
    let mut certain = true;
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

/// Every word of `text` that has other forms.
fn heads<'l>(text: &str, lexicon: &'l Lexicon) -> Vec<Head<'l>> {
    word_spans(text)
        .filter_map(|word| head(text, word, lexicon))
        .collect()
}

fn head<'l>(text: &str, word: Span, lexicon: &'l Lexicon) -> Option<Head<'l>> {
    known(text, word, lexicon).filter(|head| head.forms.len() > 1)
}

/// The word, or else what follows an apostrophe or its last hyphen, if the dictionary has it.
fn known<'l>(text: &str, word: Span, lexicon: &'l Lexicon) -> Option<Head<'l>> {
    let written = word.text(text)?;
    let after = |found: Option<(usize, char)>| {
        found.map(|(at, c)| Span::new(word.start + at + c.len_utf8(), word.end))
    };
    let hyphen = after(written.char_indices().rfind(|(_, c)| is_hyphen(*c)));
    let apostrophe = after(written.char_indices().rfind(|(_, c)| is_apostrophe(*c)));
    let spans = [Some(word), apostrophe, hyphen];
    spans.into_iter().flatten().find_map(|span| {
        let span = trimmed(text, span);
        let forms = lexicon.forms(span.text(text)?)?;
        Some(Head { span, forms })
    })
}

/// The words between white space, without what is no word at their edges.
fn word_spans(text: &str) -> impl Iterator<Item = Span> {
    let words = super::head::spans(text, Span::new(0, text.len()), char::is_whitespace);
    let words = words.into_iter().map(|word| trimmed(text, word));
    words.filter(|word| !word.is_empty())
}

fn trimmed(text: &str, word: Span) -> Span {
    let written = word.text(text).unwrap_or("");
    let start = written.trim_start_matches(|c| !is_word(c));
    let start = word.end - start.len();
    let end = written.trim_end_matches(|c| !is_word(c)).len() + word.start;
    Span::new(start.min(end), end.max(start.min(end)))
}
