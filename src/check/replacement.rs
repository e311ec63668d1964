//! What would stand in the place of a match: case, glyphs, and whether anything changes.

use std::borrow::Cow;

use super::article::{self, Said};
use super::block::View;
use super::deletion;
use super::rewrite::{Rewrite, rewrite};
use crate::markup::block::OPAQUE;
use crate::matching::Language;
use crate::matching::character::is_apostrophe;
use crate::matching::edge::{follows_elision, is_hyphenated};
use crate::matching::fold::fold_text;
use crate::matching::letter_case::{Shape, Surroundings, capitalise, shape, shaped, surroundings};
use crate::rules::kinds::{Guidance, Verdict};
use crate::text::Span;

/// What looking at the replacements of a candidate says.
pub(super) enum Outcome {
    /// The text is already what it should be.
    Right,
    /// The options as they would be written, and how to put them there.
    Finding {
        options: Vec<String>,
        proposals: Vec<Proposal>,
    },
}

/// A fix that may be offered.
pub(super) struct Proposal {
    /// What it does.
    pub(super) title: String,
    /// Whether it may be applied unasked.
    pub(super) preferred: bool,
    /// How it can be done, best first; empty if it cannot.
    pub(super) forms: Vec<Rewrite>,
}

/// Computes the replacements of the candidate at `span` of the block's text.
pub(super) fn outcome(view: &View<'_>, span: Span, phrase: &str, verdict: &Verdict<'_>) -> Outcome {
    let guidance = verdict.guidance.as_ref();
    let text = view.text();
    let matched = span.text(text).unwrap_or("");
    if guidance.options.is_empty() && !guidance.deletion {
        return Outcome::Finding {
            options: Vec::new(),
            proposals: Vec::new(),
        };
    }
    let around = surroundings(text, view.sentences(), span);
    let language = view.language();
    let writer = Writer {
        text,
        matched,
        phrase,
        around,
        language,
    };
    let folded = fold_text(phrase, language);
    // Each as it is to be written, and as the rule has it.
    let mut options: Vec<(String, &str)> = Vec::new();
    for option in &guidance.options {
        let only_folds = fold_text(option, language) == folded;
        let written = if verdict.verbatim {
            option.to_string()
        } else {
            writer.written(option, only_folds)
        };
        let capitals = around.all_capitals && matched == language.uppercase(option);
        let without_stop =
            spared_stop(text, span, &written).is_some_and(|spared| spared == matched);
        if written == matched || option == matched || (only_folds && capitals) || without_stop {
            return Outcome::Right;
        }
        if options.iter().all(|(known, _)| *known != written) {
            options.push((written, option));
        }
    }
    // A hyphen next to it makes the fix a matter of judgement: ‘mail’ in ‘e-mail’.
    let preferred = guidance.automatic && !is_hyphenated(text, span);
    let after_elision = follows_elision(text, span.start, language);
    // Of a short sentence only the match shows that it is in capitals, if the phrase is not.
    let in_capitals =
        around.all_capitals || around.no_small && shape(phrase, matched, false) == Shape::Capitals;
    let said = |after| Said {
        before: if fold_text(matched, language) == folded {
            phrase
        } else {
            matched
        },
        after,
    };
    let mut proposals: Vec<Proposal> = options
        .iter()
        .map(|(option, own)| Proposal {
            title: format!("Replace with ‘{}’", shown(option)),
            // ‘machine’ after ‘l’’ needs ‘la’ or ‘le’, which only the writer knows.
            preferred: preferred
                && (!after_elision || language.keeps_elision(option))
                && !unsettles_possessive(text, span, option),
            forms: replacing(view, span, option, said(own), in_capitals, guidance),
        })
        .collect();
    if guidance.deletion {
        let span = verdict.part.unwrap_or(span);
        let (left_out, rest) = (span.text(text).unwrap_or(""), text.get(span.end..));
        let next = spoken_next(rest.unwrap_or(""), in_capitals);
        let beside = article::repair(view, span, said(&next), in_capitals);
        let forms = deletion::forms(view, span, around.sentence_start && verdict.part.is_none());
        proposals.push(Proposal {
            title: format!("Leave out ‘{left_out}’"),
            preferred: preferred && !after_elision,
            forms: together(&forms, &beside),
        });
    }
    let options = options.iter().map(|(option, _)| shown(option)).collect();
    Outcome::Finding { options, proposals }
}

/// An option as people are shown it: what is opaque, such as code, stays what it is.
fn shown(option: &str) -> String {
    option.replace(OPAQUE, "…")
}

/// Whether the possessive behind `span` would be written otherwise behind `option`: the
/// *firemen’s* union is the *firefighters’*, the *boss’* car the *manager’s*.
fn unsettles_possessive(text: &str, span: Span, option: &str) -> bool {
    let mut after = text.get(span.end..).unwrap_or("").chars();
    let sibilant = |text: &str| text.ends_with(['s', 'S']);
    if !after.next().is_some_and(is_apostrophe) {
        return false;
    }
    let spelt_out = matches!(after.next(), Some('s' | 'S'));
    let before = span.text(text).unwrap_or("");
    if spelt_out {
        sibilant(option) && !sibilant(before)
    } else {
        sibilant(before) && !sibilant(option)
    }
}

/// `option` without the full stop at its end, if one stands behind `span` already: of an
/// abbreviation at the end of a sentence one is enough.
fn spared_stop<'o>(text: &str, span: Span, option: &'o str) -> Option<&'o str> {
    let behind = text.get(span.end..).unwrap_or("");
    let is_one = behind.starts_with('.') && !behind.starts_with("..");
    option.strip_suffix('.').filter(|_| is_one)
}

/// `option` with the possessive behind `span`, as it is written behind `option`, and what it takes the
/// place of; as they are if there is none, or it may be a quotation mark.
fn with_possessive(text: &str, span: Span, option: &str) -> (Span, String) {
    let behind = text.get(span.end..).unwrap_or("");
    let mark = behind
        .chars()
        .next()
        .filter(|_| unsettles_possessive(text, span, option));
    let Some(mark) = mark else {
        return (span, option.to_owned());
    };
    let end = span.end + mark.len_utf8();
    if behind
        .get(mark.len_utf8()..)
        .is_some_and(|rest| rest.starts_with(['s', 'S']))
    {
        return (Span::new(span.start, end + 1), format!("{option}{mark}"));
    }
    let before = text.get(..span.start).unwrap_or("");
    if before.contains(['‘', '\'']) {
        return (span, option.to_owned());
    }
    (Span::new(span.start, end), format!("{option}{mark}s"))
}

/// The ways to put `option` in the place of `span`, with what becomes of an article before.
fn replacing(
    view: &View<'_>,
    span: Span,
    option: &str,
    said: Said<'_>,
    all_capitals: bool,
    guidance: &Guidance,
) -> Vec<Rewrite> {
    let option = spared_stop(view.text(), span, option).unwrap_or(option);
    let (span, option) = with_possessive(view.text(), span, option);
    let option = option.as_str();
    let dropped = if guidance.drops_article {
        article::drop(view, span)
    } else {
        None
    };
    let Some(dropped) = dropped else {
        let beside = article::repair(view, span, said, all_capitals);
        return together(&rewrite(view, span, option), &beside);
    };
    let option = if dropped.had_capital {
        capitalise(option, view.language())
    } else {
        option.to_owned()
    };
    together(&rewrite(view, span, &option), &dropped.forms)
}

/// `rest`, which begins with the next word; in capitals it is rather a word than an initialism.
fn spoken_next(rest: &str, in_capitals: bool) -> Cow<'_, str> {
    const ENOUGH: usize = 64;
    if !in_capitals {
        return Cow::Borrowed(rest);
    }
    let end = rest.floor_char_boundary(ENOUGH);
    Cow::Owned(rest.get(..end).unwrap_or("").to_lowercase())
}

/// One of `forms` and one of `beside`, the best first.
fn together(forms: &[Rewrite], beside: &[Rewrite]) -> Vec<Rewrite> {
    let pairs = forms
        .iter()
        .flat_map(|form| beside.iter().map(move |beside| (form, beside)));
    pairs
        .filter_map(|(form, beside)| form.clone().and(beside.clone()))
        .collect()
}

/// How the writer of the document writes.
struct Writer<'a> {
    text: &'a str,
    matched: &'a str,
    phrase: &'a str,
    around: Surroundings,
    language: Language,
}

impl Writer<'_> {
    /// `option` as the writer would have written it.
    ///
    /// If it differs from the phrase only by a fold, the fold is what the rule is about:
    /// then neither the writer's case nor glyph is kept, a sentence's first capital apart.
    fn written(&self, option: &str, only_folds: bool) -> String {
        if !only_folds {
            let shape = shape(self.phrase, self.matched, self.around.all_capitals);
            return self.with_apostrophes(shaped(option, shape, self.language));
        }
        let first_word = option.split_whitespace().next().unwrap_or("");
        let own_capital = first_word.contains(char::is_uppercase);
        let capital = self
            .matched
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(char::is_uppercase);
        if self.around.all_capitals {
            self.language.uppercase(option)
        } else if self.around.sentence_start && capital && !own_capital {
            capitalise(option, self.language)
        } else {
            option.to_owned()
        }
    }

    /// With the apostrophe that the match has, or else the text around it.
    fn with_apostrophes(&self, option: String) -> String {
        if !option.contains(is_apostrophe) {
            return option;
        }
        let curly = |text: &str| {
            let used = text.chars().find(|c| matches!(c, '\'' | '’'));
            used.map(|c| c == '’')
        };
        match curly(self.matched).or_else(|| curly(self.text)) {
            Some(true) => option.replace('\'', "’"),
            Some(false) => option.replace('’', "'"),
            None => option,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn possessives_are_those_of_the_replacement() {
        // The text with the match in [], the replacement, what the text becomes.
        let cases = [
            (
                "The [firemen]’s union",
                "firefighters",
                "The firefighters’ union",
            ),
            (
                "The [fireman]’s hat",
                "firefighter",
                "The firefighter’s hat",
            ),
            ("The [kids]' toys", "children", "The children's toys"),
            ("The [boss]’ car", "manager", "The manager’s car"),
            ("The [boss]’s car", "manager", "The manager’s car"),
            ("The [boss] car", "manager", "The manager car"),
            ("‘The [kids]’ is it", "children", "‘The children’ is it"),
        ];
        for (marked, option, expected) in cases {
            let (start, end) = (
                marked.find('[').expect("a mark"),
                marked.find(']').expect("a mark") - 1,
            );
            let text = marked.replace(['[', ']'], "");
            let (span, written) = with_possessive(&text, Span::new(start, end), option);
            let (before, behind) = (text.get(..span.start), text.get(span.end..));
            let made = [before, Some(&*written), behind]
                .map(Option::unwrap_or_default)
                .concat();
            assert_eq!(made, expected, "{marked}");
        }
    }
}
