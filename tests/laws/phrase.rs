//! Random phrases, with their forms written out.

use proptest::prelude::*;
use proptest::sample::select;

/// A word that changes: as written, its plural, and what else it is as a verb. Written out,
/// so that the forms that the engine makes are compared with something.
#[derive(Debug, Clone, Copy)]
struct Head {
    base: &'static str,
    plural: &'static str,
    conjugated: &'static [&'static str],
}

const fn head(
    base: &'static str,
    plural: &'static str,
    conjugated: &'static [&'static str],
) -> Head {
    Head {
        base,
        plural,
        conjugated,
    }
}

const HEADS: [Head; 11] = [
    head("state", "states", &["states", "stated", "stating"]),
    head("regime", "regimes", &["regimes", "regimed", "regiming"]),
    head("order", "orders", &["orders", "ordered", "ordering"]),
    head("party", "parties", &["parties", "partied", "partying"]),
    head("man", "men", &["mans", "manned", "manning"]),
    head("hero", "heroes", &["heroes", "heroed", "heroing"]),
    head("café", "cafés", &["cafés", "caféed", "caféing"]),
    head("Korea", "Koreas", &["Koreas", "Koreaed", "Koreaing"]),
    head("stop", "stops", &["stops", "stopped", "stopping"]),
    head("take", "takes", &["takes", "took", "taken", "taking"]),
    head(
        "re-enter",
        "re-enters",
        &["re-enters", "re-entered", "re-entering"],
    ),
];

/// Words that stand before the word that changes, and never change there.
pub(crate) const MODIFIERS: [&str; 6] = ["media", "naïve", "iPhone", "e-mail", "US", "puppet"];

/// Words and marks with edges of all kinds; none of them changes.
const FIXED: [&str; 12] = [
    "don't",
    "U.S.",
    "C++",
    ".NET",
    "漢字",
    "Q&A",
    "1990–95",
    "self-reliance",
    "it",
    "12",
    "–",
    "no.",
];

/// Words with which an entry never changes.
const FUNCTION_WORDS: [&str; 3] = ["in", "of", "the"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inflection {
    None,
    Noun,
    Verb,
    Any,
}

/// A phrase as the style has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// With the mark of the word that changes.
    pub(crate) written: String,
    /// What is found, as written first.
    pub(crate) forms: Vec<String>,
}

/// Where the word that changes stands, and what is beside it. Which of it a rule takes
/// depends on how the rule inflects.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    head: Head,
    modifiers: Vec<&'static str>,
    behind: Vec<&'static str>,
    joint: &'static str,
    fixed: Vec<&'static str>,
    kind: u8,
}

pub(crate) fn shape() -> impl Strategy<Value = Shape> {
    let any = || {
        prop_oneof![
            3 => select(&HEADS[..]).prop_map(|head| head.base),
            2 => select(&MODIFIERS[..]),
            2 => select(&FIXED[..]),
            1 => select(&FUNCTION_WORDS[..])
        ]
    };
    let modifiers = prop::collection::vec(select(&MODIFIERS[..]), 0..3);
    let behind = prop::collection::vec(select(&MODIFIERS[..]), 0..2);
    let fixed = prop::collection::vec(any(), 1..4);
    let parts = (
        select(&HEADS[..]),
        modifiers,
        behind,
        select(&["of", "in"][..]),
        fixed,
        0u8..8,
    );
    parts.prop_map(|(head, modifiers, behind, joint, fixed, kind)| Shape {
        head,
        modifiers,
        behind,
        joint,
        fixed,
        kind,
    })
}

impl Shape {
    /// The phrase of a rule that inflects so, with `around` before and behind it.
    pub(crate) fn phrase(&self, inflection: Inflection, around: [Option<&str>; 2]) -> Phrase {
        let none: &[&str] = &[];
        let function = [FUNCTION_WORDS[usize::from(self.kind) % 3]];
        let of = [&[self.joint][..], &self.behind].concat();
        let changes = inflection != Inflection::None && self.kind != 0;
        // Another word before a function word would make it an entry that changes.
        let around = [
            around[0].filter(|_| changes || inflection == Inflection::None),
            around[1],
        ];
        let moved = around[1].is_some() || (around[0].is_some() && inflection == Inflection::Verb);
        let marked = changes && (self.kind == 1 || moved);
        let (before, after): (&[&str], &[&str]) = match (inflection, self.kind) {
            (Inflection::None, _) => (&self.fixed, none),
            // A function word first: nothing changes.
            (_, 0) => (&[&function[..], &self.fixed].concat(), none),
            _ if marked => (&self.modifiers, &self.behind),
            (Inflection::Verb, _) => (none, &self.fixed),
            (_, 2) if !self.behind.is_empty() => (&self.modifiers, &of),
            _ => (&self.modifiers, none),
        };
        let head = changes.then_some(self.head);
        let before = around[0].into_iter().chain(before.iter().copied());
        let after = after.iter().copied().chain(around[1]);
        written_out(
            &before.collect::<Vec<_>>(),
            head,
            &after.collect::<Vec<_>>(),
            inflection,
            marked,
        )
    }
}

/// The forms of a phrase of these words.
fn written_out(
    before: &[&str],
    head: Option<Head>,
    after: &[&str],
    inflection: Inflection,
    marked: bool,
) -> Phrase {
    let with = |head: Option<&str>| {
        let words = before
            .iter()
            .copied()
            .chain(head)
            .chain(after.iter().copied());
        words.collect::<Vec<_>>().join(" ")
    };
    let Some(head) = head else {
        return Phrase {
            written: with(None),
            forms: vec![with(None)],
        };
    };
    let alone = before.is_empty() && after.is_empty();
    let plural = inflection != Inflection::Verb;
    let conjugated =
        inflection == Inflection::Verb || (inflection == Inflection::Any && (alone || marked));
    let mut forms = vec![with(Some(head.base))];
    let others = plural.then_some(&head.plural).into_iter();
    for form in others.chain(head.conjugated.iter().filter(|_| conjugated)) {
        let form = with(Some(form));
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    let mark = if marked { "~" } else { "" };
    Phrase {
        written: with(Some(&format!("{}{mark}", head.base))),
        forms,
    }
}
