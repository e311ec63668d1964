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

mod following;
mod heads;

use std::collections::VecDeque;

use smol_str::SmolStrBuilder;

pub(super) use self::following::follow;

use self::heads::{Head, head, heads, known, trimmed, unmarked, word_spans};
use super::{Entry, Form, Inflected, Inflection};
use crate::matching::affix::{Lexicon, Parts, WordForm};
use crate::matching::character::{is_apostrophe, is_hyphen, is_word};
use crate::text::Span;

/// So many forms of one phrase are made where several of its words change.
pub const MOST_FORMS: usize = 4_096;

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
    let is_entry = |word| known(text, word, lexicon).is_some_and(|head| head.is_entry);
    looked_up.peek().is_none() || looked_up.any(is_entry)
}

/// The forms of the words of `entry` that change.
pub(super) fn inflect(
    entry: &Entry<'_>,
    inflection: Inflection,
    lexicon: &Lexicon,
) -> Option<Inflected> {
    let text = &*entry.text;
    let heads: Vec<Head<'_>> = match entry.marked {
        None => unmarked(text, inflection, lexicon),
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
    let mut changing: VecDeque<Changing<'_>> =
        changing.filter(|word| word.forms.len() > 1).collect();
    let all = changing.len();
    let mut made = None;
    while made.is_none() && !changing.is_empty() {
        // Each has two forms at least, so that of so many the product is too large.
        if changing.len() <= MOST_FORMS.ilog2() as usize {
            made = product(text, changing.make_contiguous(), lexicon);
        }
        if made.is_none() {
            // The last of them change, of a verb's the first.
            match inflection {
                Inflection::Verb => changing.pop_back(),
                _ => changing.pop_front(),
            };
        }
    }
    let cut = changing.len() < all;
    made.map(|made| Inflected { cut, ..made })
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
