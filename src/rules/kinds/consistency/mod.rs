//! `consistency`: one thing written in two ways in one document.
//!
//! What a document does mostly is right, so the rule says nothing before it has seen all of
//! it. Alternatives are given, or found without a list.

mod capitals;
mod compounds;
mod found;
mod given;
mod parts;
mod spelling;

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::super::fault::{Fault, NEVER_FINDS};
use super::super::keys::{Group, Key, Keys, Takes, no_choice};
use super::super::passage::Passage;
use super::super::rule::Quotes;
use super::super::value::{Place, SectionKind};
use super::across::{Across, Note, Sighting, Totals};
use super::guidance::says_whether_automatic;
use super::reading::{self, Manner};
use super::repetition::{ALLOW, allowed};
use super::verdict::{Occasion, Verdict};
use super::{Check, Guidance, Kind};
use crate::matching::fold::fold_text;
use crate::matching::{Language, Phrase};
use found::Finders;
use given::Given;

/// The kind.
pub static KIND: Kind = Kind {
    name: "consistency",
    about: "Finds what one document writes in two ways, and offers what it mostly writes. \
            `consistency` lists alternatives, `[[\"adviser\", \"advisor\"]]`, and what is to be found \
            without a list: `\"hyphenation\"` (*co-operate*, *cooperate*), `\"compounds\"` (*web site*, \
            *website*), `\"capitals\"` (*GitHub*, *Github*), `\"spelling\"` (*organise*, *organize*; \
            English only). Quotations are left alone and do not count unless `quotes` says otherwise.",
    section: SectionKind::Rule,
    marks: &["consistency"],
    keys: &[
        reading::KEYS[0],
        reading::KEYS[1],
        reading::KEYS[2],
        reading::KEYS[3],
        Key {
            name: "consistency",
            takes: Takes::Groups,
            about: "Lists of words of which a document should have one; `hyphenation`, `compounds`, \
                    `capitals`, `spelling` for what is found without a list.",
        },
        Key {
            name: "prefer",
            takes: Takes::OneOf(&["majority", "first", "listed"]),
            about: "Which one is right: what the document mostly writes (the first used if there are as \
                    many; also if nothing is said), what it writes first, or what stands first in the list.",
        },
        ALLOW,
        Key {
            name: "fix",
            takes: Takes::OneOf(&["auto", "offer"]),
            about: "Whether what is right may be put in unasked: if nothing is said, `auto` for listed words, `offer` for the others.",
        },
    ],
    variables: &["count", "other"],
    build,
};

/// Which of several ways is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Prefer {
    #[default]
    Majority,
    First,
    Listed,
}

/// How often each way is used, in the order of their first use.
type Counts = SmallVec<[(u32, u32); 4]>;

/// Counts `ways`, which come in the order of the document.
fn counted(ways: impl Iterator<Item = u32>) -> Counts {
    let mut counts = Counts::new();
    for way in ways {
        match counts.iter_mut().find(|(known, _)| *known == way) {
            Some((_, count)) => *count += 1,
            None => counts.push((way, 1)),
        }
    }
    counts
}

impl Prefer {
    /// The way that is right, if there are several.
    fn choose(self, counts: &Counts) -> Option<u32> {
        if counts.len() < 2 {
            return None;
        }
        let ways = counts.iter().map(|(way, _)| *way);
        match self {
            Self::Majority => {
                let most = counts.iter().map(|(_, count)| *count).max()?;
                let found = counts.iter().find(|(_, count)| *count == most)?;
                Some(found.0)
            }
            Self::First => counts.first().map(|(way, _)| *way),
            Self::Listed => ways.min(),
        }
    }
}

/// What is wrong with one of several ways; `names` are they, each with how often it is used,
/// the one in question first and the right one last.
fn says(names: &[(&str, u32)], option: &str, automatic: bool) -> Verdict<'static> {
    let times = |count: u32| match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    let all: Vec<String> = names
        .iter()
        .map(|(name, count)| format!("‘{name}’ {}", times(*count)))
        .collect();
    let count = names.first().map_or(0, |(_, count)| *count);
    let sentence = format!("{} in this document", all.join(", "));
    let guidance = Guidance {
        options: std::iter::once(option.into()).collect(),
        automatic,
        ..Guidance::default()
    };
    Verdict::from(Cow::Owned(guidance))
        .urging(sentence)
        .with_value("count", count.to_string())
        .with_value("other", option)
}

/// What is said of the place of another way.
fn is_written(text: &str) -> String {
    format!("‘{text}’ is written here")
}

#[derive(Debug)]
struct Consistency {
    given: Given,
    finders: Finders,
    prefer: Prefer,
    /// Folded.
    allowed: FxHashSet<String>,
    language: Language,
    automatic: Option<bool>,
}

impl Check for Consistency {
    fn phrases(&self, add: &mut dyn FnMut(&Phrase, u32)) {
        self.given.phrases.phrases(add);
    }

    fn usual_quotes(&self) -> Option<Quotes> {
        Some(Quotes::Skip)
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }

    fn written(&self, entry: u32) -> &str {
        self.given.phrases.written(entry)
    }

    fn form(&self, entry: u32, form: u16) -> Cow<'_, str> {
        self.given.phrases.form(entry, form)
    }

    fn forms(&self, entry: u32) -> Vec<String> {
        self.given.phrases.forms(entry)
    }

    fn place(&self, entry: u32) -> Option<Place> {
        self.given.phrases.place(entry)
    }

    fn describe(&self) -> Vec<String> {
        let mut allowed: Vec<&str> = self.allowed.iter().map(String::as_str).collect();
        allowed.sort_unstable();
        let not = (!allowed.is_empty()).then(|| format!("not: {}", allowed.join(", ")));
        let given = self.given.describe().into_iter();
        given.chain(self.finders.describe()).chain(not).collect()
    }

    fn ways(&self) -> Vec<String> {
        let mut ways = self.given.phrases.ways();
        let prefer = match self.prefer {
            Prefer::Majority => "What the document mostly writes is right.",
            Prefer::First => "What the document writes first is right.",
            Prefer::Listed => "What stands first in the list is right.",
        };
        ways.push(prefer.to_owned());
        let usual = !self.given.is_empty();
        ways.push(says_whether_automatic(self.automatic.unwrap_or(usual)));
        ways
    }
}

impl Across for Consistency {
    fn takes_notes(&self) -> bool {
        self.finders.any()
    }

    fn note(&self, passage: &Passage, _: Quotes, note: &mut dyn FnMut(Note)) {
        self.finders.note(passage, note);
    }

    fn find(&self, found: &Occasion<'_>) -> Note {
        self.given.note(found)
    }

    fn entry(&self, note: &Note) -> (u32, u16) {
        self.given.entry(note).unwrap_or((u32::MAX, 0))
    }

    fn matters(&self, key: u32, totals: &Totals) -> bool {
        if given::is_given(key) {
            given::matters(key, totals)
        } else {
            found::matters(key, totals)
        }
    }

    fn judge(
        &self,
        key: u32,
        sightings: &[Sighting],
        _: &Totals,
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        let is_allowed = |sighting: &Sighting| {
            !self.allowed.is_empty()
                && self
                    .allowed
                    .contains(&fold_text(&sighting.text, self.language))
        };
        let numbered = sightings.iter().enumerate();
        let counting: Vec<(usize, &Sighting)> = numbered
            .filter(|(_, sighting)| !is_allowed(sighting))
            .collect();
        if given::is_given(key) {
            let automatic = self.automatic.unwrap_or(true);
            self.given
                .judge(key, &counting, self.prefer, automatic, remark);
        } else {
            let automatic = self.automatic.unwrap_or(false);
            found::judge(key, &counting, self.prefer, automatic, remark);
        }
    }
}

fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let manner = Manner::read(keys);
    let choices = [
        ("majority", Prefer::Majority),
        ("first", Prefer::First),
        ("listed", Prefer::Listed),
    ];
    let prefer = keys.one_of("prefer", &choices).unwrap_or_default();
    let automatic = keys.one_of("fix", &[("auto", true), ("offer", false)]);
    let language = keys.grammar.language;
    let allowed = allowed(keys);
    let mut given = Given::new(&manner, keys);
    let mut finders = Finders::new(language);
    let groups = keys.groups("consistency");
    let is_empty = groups.is_empty();
    for group in groups {
        match group {
            Group::One(written) => {
                if !finders.switch_on(&written.text) {
                    let fault = no_choice(&written, "consistency", found::names());
                    let help = "a list of words is written in brackets of its own: [[\"adviser\", \"advisor\"]]";
                    keys.faults.push(match fault.help {
                        Some(_) => fault,
                        None => fault.with_help(help),
                    });
                }
            }
            Group::Several(words, place) => given.add(&words, place, &manner, keys),
        }
    }
    if is_empty {
        let place = keys
            .entry("consistency")
            .map_or(keys.place, |entry| entry.place);
        let fault = Fault::error(place, NEVER_FINDS);
        let help = "list words of which a document should have one, [[\"adviser\", \"advisor\"]], or \"spelling\"";
        keys.faults.push(fault.with_help(help));
    }
    if given.is_empty() && !finders.any() {
        return None;
    }
    let prefer = if given.is_empty() && prefer == Prefer::Listed {
        let place = keys.entry("prefer").map(|entry| entry.node.place);
        let message = "‘prefer’ is ‘listed’, but the rule has no list";
        let fault = Fault::error(place.unwrap_or(keys.place), message);
        let help = "list the words, [[\"adviser\", \"advisor\"]], or write prefer = \"first\"";
        keys.faults.push(fault.with_help(help));
        Prefer::default()
    } else {
        prefer
    };
    Some(Arc::new(Consistency {
        given,
        finders,
        prefer,
        allowed: allowed
            .iter()
            .map(|written| fold_text(&written.text, language))
            .collect(),
        language,
        automatic,
    }))
}
