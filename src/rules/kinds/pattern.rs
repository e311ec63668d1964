//! `pattern`: a regular expression, for what no phrase can say.

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use super::super::expression::template::Template;
use super::super::expression::{Expression, Search};
use super::super::fault::{Fault, FaultLevel};
use super::super::keys::{Key, Keys, Takes};
use super::super::needs::Needs;
use super::super::passage::Passage;
use super::super::value::{Place, SectionKind};
use super::guidance::{hint_at_idle_fix, says_whether_automatic};
use super::occurrence::first_word;
use super::verdict::{Occasion, Verdict};
use super::{Check, Guidance, Kind};
use crate::matching::Case;
use crate::matching::letter_case::{capitalise, surroundings};
use crate::text::Span;

/// The kind.
pub static KIND: Kind = Kind {
    name: "pattern",
    about: "Finds a regular expression in the text as the reader sees it, line breaks as one space. \
            Nothing is folded: capitals count unless `case = \"any\"`, and word edges are written `\\b`. Look-around and \
            back-references may be used; `use` says what to write instead.",
    section: SectionKind::Rule,
    marks: &["pattern"],
    keys: &[
        Key {
            name: "pattern",
            takes: Takes::Texts,
            about: "The regular expression, or several.",
        },
        Key {
            name: "case",
            takes: Takes::OneOf(&["smart", "exact", "any"]),
            about: "`any`: capitals do not count; they do if nothing is said.",
        },
        Key {
            name: "use",
            takes: Takes::Texts,
            about: "What to write instead. `$1` or `${name}` is what a group caught, `${1:upper}` in capitals \
                    (`lower`, `capital`), `$$` a dollar; several options, `(advice)` and `(delete)` as in a table.",
        },
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "Whether the only option may be applied unasked: `auto` if nothing is said, `offer` for what is to be left \
                    out.",
        },
    ],
    variables: &[],
    build,
};

/// Text above this many bytes is searched in pieces cut at white space, so that the
/// work of one search is bounded.
const PIECE_BYTES: usize = 64 << 10;

/// Regular expressions, numbered as they are written.
#[derive(Debug, Default)]
pub struct Pattern {
    expressions: Vec<Expression>,
    guidance: Guidance,
    /// The options of the guidance, for each expression: groups are numbered by it.
    templates: Vec<Vec<Template>>,
}

/// The entry of a block in which a search was given up.
pub const GIVEN_UP: u32 = u32::MAX;

impl Check for Pattern {
    fn searches(&self) -> Vec<Needs> {
        self.expressions.iter().map(Expression::needs).collect()
    }

    fn scan(&self, search: usize, passage: &Passage, found: &mut dyn FnMut(Span, u32)) {
        let text = passage.text();
        let Some(expression) = self.expressions.get(search) else {
            return;
        };
        if expression.needs_digit() && passage.first_digit().is_none() {
            return;
        }
        for piece in pieces(text) {
            let searched = expression.find(piece.text(text).unwrap_or(""), &mut |span| {
                found(span.moved_on(piece.start), search as u32);
            });
            if searched == Search::GivenUp {
                if let Some(first) = first_word(passage, piece) {
                    found(first, GIVEN_UP);
                }
                break;
            }
        }
    }

    fn verdict(&self, found: &Occasion<'_>, _: &[SmolStr]) -> Option<Verdict<'_>> {
        if found.entry == GIVEN_UP {
            return Some(Verdict::given_up());
        }
        let entry = found.entry as usize;
        let mut verdict = Verdict::from(Cow::Borrowed(&self.guidance));
        let (Some(templates), Some(expression)) =
            (self.templates.get(entry), self.expressions.get(entry))
        else {
            return Some(verdict);
        };
        if templates.is_empty() {
            return Some(verdict);
        }
        let groups = expression.groups_at(found.passage.text(), found.span);
        let caught = |number: usize| groups.get(number).copied().flatten();
        let fill = |template: &Template| {
            let known = template.is_fixed() || !groups.is_empty();
            known.then(|| as_it_stands(template.fill(&caught), template, found))
        };
        let guidance = verdict.guidance.to_mut();
        guidance.options = templates
            .iter()
            .filter_map(fill)
            .map(SmolStr::from)
            .collect();
        verdict.verbatim = true;
        Some(verdict)
    }

    fn written(&self, entry: u32) -> &str {
        self.expressions
            .get(entry as usize)
            .map_or("", Expression::written)
    }

    fn describe(&self) -> Vec<String> {
        self.expressions
            .iter()
            .map(|expression| {
                let guidance = self.guidance.describe();
                let arrow = if guidance.is_empty() { "" } else { " → " };
                format!("`{}`{arrow}{guidance}", expression.written())
            })
            .collect()
    }

    fn ways(&self) -> Vec<String> {
        let any_case = |it: &Expression| it.case() == Case::Any;
        let case = self.expressions.iter().any(any_case);
        let case = case.then(|| "Capitals do not count.".to_owned());
        let mends = !self.guidance.options.is_empty();
        let fix = mends.then(|| says_whether_automatic(self.guidance.automatic));
        case.into_iter().chain(fix).collect()
    }
}

/// `text` in pieces of at most [`PIECE_BYTES`], cut after white space where there is some.
fn pieces(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let limit = text.floor_char_boundary(start + PIECE_BYTES);
        let window = text.get(start..limit)?;
        let cut = if limit < text.len() {
            window.rfind(char::is_whitespace)
        } else {
            None
        };
        let end = cut.map_or(limit, |at| text.ceil_char_boundary(start + at + 1));
        let piece = Span::new(start, end);
        start = end;
        Some(piece)
    })
}

impl Pattern {
    /// Reads what is to be written for a match.
    fn read_guidance(&mut self, keys: &mut Keys<'_>) {
        let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]);
        let written = keys.texts("use");
        if written.is_empty() {
            return;
        }
        let before = keys.faults.len();
        let mut guidance = Guidance::default();
        // Where each option is written: in which string, from which byte on.
        let mut options: Vec<(SmolStr, Place, usize)> = Vec::new();
        for written in &written {
            let read = option_or_cell(&written.text);
            read.hint_at_brackets(&self.brackets(), written.place, keys);
            let mut behind = 0;
            for option in &read.options {
                let rest = written.text.get(behind..).unwrap_or("");
                let offset = behind + rest.find(option.as_str()).unwrap_or(0);
                behind = offset + option.len();
                options.push((option.clone(), written.place, offset));
            }
            guidance.options.extend(read.options);
            guidance.deletion |= read.deletion;
            let advice = guidance.advice.iter().chain(&read.advice);
            guidance.advice = advice.cloned().collect();
        }
        guidance.settle();
        let single = guidance.options.len() + usize::from(guidance.deletion) == 1;
        guidance.automatic = automatic.unwrap_or(guidance.automatic) && single;
        for expression in &self.expressions {
            let groups = expression.groups();
            let mut templates = Vec::new();
            for option in &guidance.options {
                let of = options.iter().find(|(written, ..)| written == option);
                let at = of.map_or((keys.place, 0), |(_, place, offset)| (*place, *offset));
                match Template::parse(option, at, &groups) {
                    Ok(template) => templates.push(template),
                    Err(faults) => keys.faults.extend(faults),
                }
            }
            self.templates.push(templates);
        }
        let is_wrong = |fault: &Fault| fault.level == FaultLevel::Error;
        if keys.faults.iter().skip(before).any(is_wrong) {
            // What is to be written is not known.
            self.templates.clear();
            return;
        }
        self.guidance = guidance;
    }

    /// The brackets that its matches may have.
    fn brackets(&self) -> String {
        let written = self.expressions.iter().map(Expression::written);
        let marks = ["\\(", "\\)", "[(", "[)"];
        let marked = written.filter(|text| marks.iter().any(|mark| text.contains(mark)));
        marked.map(|_| "()").collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.expressions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.expressions.is_empty()
    }
}

/// What one text of `use` says: a cell as in a table, or one option, of which white space is
/// part.
fn option_or_cell(text: &str) -> Guidance {
    let is_advice = text.trim().starts_with('(') && text.trim().ends_with(')');
    if text.contains('|') || is_advice || text.is_empty() {
        return Guidance::of_cell(text);
    }
    Guidance {
        options: std::iter::once(SmolStr::new(text)).collect(),
        ..Guidance::default()
    }
}

/// `option` with the capital that a sentence begins with, if the match begins one and the
/// option is the same whatever was found.
fn as_it_stands(option: String, template: &Template, found: &Occasion<'_>) -> String {
    if !template.is_fixed() {
        return option;
    }
    let begins_with_capital = |text: &str| {
        let first = text.chars().find(|c| c.is_alphabetic());
        first.is_some_and(char::is_uppercase)
    };
    let passage = found.passage;
    let around = surroundings(passage.text(), passage.sentences(), found.span);
    if around.sentence_start && begins_with_capital(found.text()) {
        capitalise(&option, passage.language)
    } else {
        option
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let case = keys.one_of("case", &Case::ALL).unwrap_or_default();
    let mut pattern = read(keys, "pattern", case);
    hint_at_idle_fix("use", keys);
    pattern.read_guidance(keys);
    (!pattern.is_empty()).then(|| Arc::new(pattern) as Arc<dyn Check>)
}

/// Reads the regular expressions of a key; what is wrong with them is a fault.
pub fn read(keys: &mut Keys<'_>, name: &str, case: Case) -> Pattern {
    let mut expressions = Vec::new();
    for written in keys.texts(name) {
        match Expression::read(&written, case) {
            Ok(expression) => expressions.push(expression),
            Err(fault) => keys.faults.push(fault),
        }
    }
    Pattern {
        expressions,
        ..Pattern::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_searched_in_pieces_that_lose_nothing() {
        let text = "wörd ".repeat(40_000);
        let mut end = 0;
        for piece in pieces(&text) {
            assert_eq!(piece.start, end);
            assert!(piece.len() <= PIECE_BYTES && text.is_char_boundary(piece.end));
            end = piece.end;
        }
        assert_eq!(end, text.len());
        assert_eq!(pieces(&"x".repeat(200_000)).count(), 4);
        assert_eq!(pieces("").count(), 0);
    }
}
