//! A matcher that is clear and slow: every span of a text that might be a phrase is folded
//! and compared with every form of every phrase. It shares no code with the engine, and
//! says in its own words what an edge, a fold, a sentence and an exception are.

mod letters;
mod sentence;

use std::collections::HashMap;

use housestyle::text::Span;

pub(crate) use self::letters::fold;
use self::letters::{
    is_hyphen, is_ignorable, is_word_character, may_begin, may_end, with_joining_dashes, words,
};
use self::sentence::sentence_at;
use crate::phrase::Phrase;
use crate::style::{Case, Rule, Style};

/// A reader's text, and where in it white space is a line break.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reader {
    pub(crate) text: String,
    /// Sorted, in bytes.
    pub(crate) breaks: Vec<usize>,
}

/// No phrase of the tests is longer, in bytes.
const LONGEST: usize = 70;

/// What `style` finds in a text, quotations not looked at: the number of the rule, and where
/// in the text, sorted.
pub(crate) fn findings(reader: &Reader, style: &Style) -> Vec<(usize, Span)> {
    let places = Places::of(reader);
    let exact = |term: &Phrase| places.of_phrase(term, Case::Smart, false);
    let terms: Vec<Span> = style.terms.iter().flat_map(exact).collect();
    let mut found = Vec::new();
    for (number, rule) in style.rules.iter().enumerate() {
        let live = live(&places, rule, &terms);
        found.extend(
            leftmost_longest(live)
                .into_iter()
                .map(|span| (number, span)),
        );
    }
    found.sort_by_key(|(number, span)| (*span, *number));
    found
}

/// The matches of a rule that no exception silences.
fn live(places: &Places<'_>, rule: &Rule, terms: &[Span]) -> Vec<Span> {
    let of = |phrases: &[Phrase]| -> Vec<Span> {
        let each = |phrase: &Phrase| places.of_phrase(phrase, rule.case, rule.any_hyphens);
        phrases.iter().flat_map(each).collect()
    };
    let (except, before, after, near) = (
        of(&rule.except),
        of(&rule.before),
        of(&rule.after),
        of(&rule.near),
    );
    let text = places.text;
    let mut live = of(&rule.phrases);
    live.retain(|span| {
        let shielded = terms
            .iter()
            .any(|term| term.contains(*span) && term != span);
        let excepted = except.iter().any(|other| other.contains(*span));
        let followed = before.iter().any(|other| adjoin(text, *span, *other));
        let preceded = after.iter().any(|other| adjoin(text, *other, *span));
        let is_near = near
            .iter()
            .any(|other| are_near(text, *span, *other) || are_near(text, *other, *span));
        !((rule.shielded && shielded) || excepted || followed || preceded || is_near)
    });
    live
}

fn leftmost_longest(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let free = span.start >= end;
        if free {
            end = span.end;
        }
        free
    });
    spans
}

/// Whether nothing but white space or a hyphen stands between `one` and `other` behind it.
fn adjoin(text: &str, one: Span, other: Span) -> bool {
    let joined = with_joining_dashes(text);
    between(text, one, other).is_some_and(|between| {
        fold(&whole(&joined, between))
            .chars()
            .all(|c| c == ' ' || c == '-')
    })
}

/// Whether `other` begins within four words behind `one`, in the sentence in which that ends.
fn are_near(text: &str, one: Span, other: Span) -> bool {
    between(text, one, other).is_some_and(|span| {
        let is_word = |word: &&str| word.contains(is_word_character);
        let words = whole(text, span);
        words.split_whitespace().filter(is_word).count() < 4
            && sentence_at(text, one.end - 1) == sentence_at(text, other.start)
    })
}

fn between(text: &str, one: Span, other: Span) -> Option<Span> {
    let between = (one.end <= other.start).then(|| Span::new(one.end, other.start))?;
    text.get(between.start..between.end).map(|_| between)
}

fn whole(text: &str, span: Span) -> String {
    span.text(text).expect("on boundaries").to_owned()
}

/// Every span of a text at whose ends something may begin and end, by what it folds to.
struct Places<'t> {
    text: &'t str,
    by_folded: HashMap<String, Vec<Span>>,
}

impl<'t> Places<'t> {
    fn of(reader: &'t Reader) -> Self {
        let text = reader.text.as_str();
        let joined = with_joining_dashes(text);
        let mut by_folded: HashMap<String, Vec<Span>> = HashMap::new();
        let ends = |start: usize| {
            let rest = text[start..].char_indices();
            let ends = rest.map(move |(at, c)| start + at + c.len_utf8());
            ends.take_while(move |end| *end <= start + LONGEST)
        };
        for (start, _) in text
            .char_indices()
            .filter(|(start, _)| may_begin(text, *start))
        {
            for end in ends(start).filter(|end| may_end(text, start, *end)) {
                let span = Span::new(start, end);
                for written in unbroken(&joined, span, &reader.breaks) {
                    by_folded.entry(fold(&written)).or_default().push(span);
                }
            }
        }
        Self { text, by_folded }
    }

    /// Where the forms of `phrase` stand.
    fn of_phrase(&self, phrase: &Phrase, case: Case, any_hyphens: bool) -> Vec<Span> {
        let mut found = Vec::new();
        for form in &phrase.forms {
            let forms = if any_hyphens {
                hyphenated(form)
            } else {
                vec![form.clone()]
            };
            for form in forms {
                let form = with_joining_dashes(&form);
                let places = self.by_folded.get(&fold(&form)).into_iter().flatten();
                found.extend(places.filter(|span| capitals_agree(&form, case, self.text, **span)));
            }
        }
        found
    }
}

/// What stands at `span`, and where a line breaks after a hyphen also without the break.
fn unbroken(text: &str, span: Span, breaks: &[usize]) -> Vec<String> {
    let mut written = vec![String::new()];
    for (at, c) in span.text(text).expect("on boundaries").char_indices() {
        let at = span.start + at;
        let before = text[..at].trim_end_matches(is_ignorable);
        if breaks.contains(&at) && before.ends_with(is_hyphen) {
            written.extend(written.clone().into_iter().map(|text| text + " "));
        } else {
            for text in &mut written {
                text.push(c);
            }
        }
    }
    written
}

/// The hyphenated, spaced and closed forms of a phrase: of its hyphens, or else its spaces.
fn hyphenated(phrase: &str) -> Vec<String> {
    let chars: Vec<char> = phrase.chars().collect();
    let between_words = |index: usize| {
        let word = |index: usize| chars.get(index).is_some_and(|c| is_word_character(*c));
        index > 0 && word(index - 1) && word(index + 1)
    };
    let hyphen = |index: usize| {
        is_hyphen(
            with_joining_dashes(phrase)
                .chars()
                .nth(index)
                .unwrap_or(' '),
        )
    };
    let has_hyphens = (0..chars.len()).any(|index| hyphen(index) && between_words(index));
    let mut forms = vec![String::new()];
    for (index, c) in chars.iter().enumerate() {
        let varies = if has_hyphens {
            hyphen(index) && between_words(index)
        } else {
            *c == ' '
        };
        let joints = if varies {
            vec!["-".to_owned(), " ".to_owned(), String::new()]
        } else {
            vec![c.to_string()]
        };
        forms = forms
            .iter()
            .flat_map(|form| joints.iter().map(move |joint| form.clone() + joint))
            .collect();
    }
    forms
}

/// Whether the capitals at `span` are those that `form` asks for.
fn capitals_agree(form: &str, case: Case, text: &str, span: Span) -> bool {
    let agree = |wanted: &str, found: &str| match case {
        Case::Any => true,
        Case::Exact => wanted == found,
        Case::Smart => {
            wanted == found
                || !wanted.contains(char::is_uppercase)
                || (found == wanted.to_uppercase() && is_among_capitals(text, span))
        }
    };
    let (wanted, found) = (words(form), words(span.text(text).expect("on boundaries")));
    wanted.len() == found.len()
        && wanted
            .iter()
            .zip(&found)
            .all(|(wanted, found)| agree(wanted, found))
}

/// Whether what stands around `span` is in capitals: at least four letters of its sentence,
/// or with fewer, several words at `span` itself.
fn is_among_capitals(text: &str, span: Span) -> bool {
    let count = |text: &str| {
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        (capitals, text.chars().filter(|c| c.is_lowercase()).count())
    };
    let matched = span.text(text).expect("on boundaries");
    let sentence = sentence_at(text, span.start);
    let (capitals, small) = count(&whole(text, sentence));
    let (own_capitals, own_small) = count(matched);
    let others = capitals.saturating_sub(own_capitals);
    let several = own_small == 0 && own_capitals > 0 && matched.contains(char::is_whitespace);
    small.saturating_sub(own_small) == 0 && (others >= 4 || several)
}
