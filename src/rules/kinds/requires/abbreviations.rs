//! What is wrong with an abbreviation in a document.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::super::across::{Sighting, Totals, total};
use super::super::guidance::Guidance;
use super::super::verdict::Verdict;
use super::sightings::{Role, folded, is_long, key_of, letters};
use super::usual;
use super::{Concern, offering};

/// The check of all abbreviations.
#[derive(Debug)]
pub(super) struct Abbreviations {
    /// How many letters an abbreviation has.
    pub(super) limits: (usize, usize),
    /// The letters of those that need no expansion.
    allowed: FxHashSet<String>,
    /// Their keys.
    allowed_keys: FxHashSet<u32>,
}

/// Where an abbreviation stands in one document, in order.
type Places<'s> = Vec<(usize, &'s Sighting, Role)>;

impl Abbreviations {
    /// Abbreviations of so many letters, of which `allowed` need no expansion.
    pub(super) fn new<'t>(limits: (usize, usize), allowed: impl Iterator<Item = &'t str>) -> Self {
        let letters = allowed.map(|text| String::from_utf8_lossy(&letters(text)).into_owned());
        let allowed: FxHashSet<String> = letters.collect();
        let keys = allowed.iter().map(|letters| key_of(letters.as_bytes()));
        Self {
            limits,
            allowed_keys: keys.collect(),
            allowed,
        }
    }

    /// The letters of those that the style says need no expansion, sorted.
    pub(super) fn allowed(&self) -> Vec<&str> {
        let mut allowed: Vec<&str> = self.allowed.iter().map(String::as_str).collect();
        allowed.sort_unstable();
        allowed
    }

    fn is_allowed(&self, letters: &str) -> bool {
        usual::is_known(letters) || self.allowed.contains(letters)
    }

    /// Whether a key is worth a judgement, by what there is of it.
    pub(super) fn matters(&self, key: u32, totals: &Totals) -> bool {
        let has = |role: Role| total(totals, role as u32).0 > 0;
        if is_long(key) {
            return has(Role::Defined) && has(Role::LongForm);
        }
        has(Role::Expanded) || (has(Role::Use) && !self.allowed_keys.contains(&key))
    }

    /// Judges all that has one key.
    pub(super) fn judge(
        &self,
        key: u32,
        sightings: &[Sighting],
        concerns: &[Concern],
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        // Keys are hashes, so that two abbreviations may share one.
        let mut families: Vec<(String, Places<'_>)> = Vec::new();
        for (number, sighting) in sightings.iter().enumerate() {
            let role = Role::of(&sighting.note);
            let Some(name) = name(sighting, role) else {
                continue;
            };
            match families.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push((number, sighting, role)),
                None => families.push((name, vec![(number, sighting, role)])),
            }
        }
        for (name, places) in families {
            if is_long(key) {
                judge_long(&places, concerns, remark);
            } else {
                self.judge_one(&name, &places, concerns, remark);
            }
        }
    }

    fn judge_one(
        &self,
        name: &str,
        places: &[(usize, &Sighting, Role)],
        concerns: &[Concern],
        remark: &mut dyn FnMut(usize, Verdict<'static>),
    ) {
        let at = |wanted: Role| places.iter().position(|(.., role)| *role == wanted);
        let is_use = |role: Role| matches!(role, Role::Use | Role::FiguredUse);
        let first_use = places.iter().position(|(.., role)| is_use(*role));
        let is_said = |role: Role| matches!(role, Role::Explained | Role::HeadingExpanded);
        let said = places.iter().position(|(.., role)| is_said(*role));
        let expanded = at(Role::Expanded);
        let expansion = expanded
            .and_then(|index| places.get(index))
            .and_then(|(_, sighting, _)| Expansion::of(&sighting.text));
        if let Some(index) = first_use
            && let Some((number, sighting, role)) = places.get(index)
            && !self.is_allowed(name)
            && said.is_none_or(|said| said > index)
        {
            let text = &sighting.text;
            match (expanded, &expansion) {
                (Some(at), Some(expansion))
                    if at > index && concerns.contains(&Concern::Before) =>
                {
                    let sentence = format!("‘{text}’ is used before it is expanded");
                    let verdict = Verdict::saying(String::new()).urging(sentence);
                    let starts = places.get(at).is_some_and(|(_, it, _)| it.note.amount == 1);
                    let verdict = early(verdict, expansion, starts, sighting);
                    remark(
                        *number,
                        citing(verdict, places.get(at), "is expanded only here"),
                    );
                }
                (None, _)
                    if said.is_none()
                        && *role == Role::Use
                        && concerns.contains(&Concern::Without) =>
                {
                    let sentence = format!("‘{text}’ is not expanded in this document.");
                    remark(
                        *number,
                        Verdict::saying(sentence).with_value("expansion", ""),
                    );
                }
                _ => {}
            }
        }
        judge_expansions(places, concerns, remark);
    }
}

/// A verdict that has to do with another place, at which the abbreviation does what `says` says.
fn citing(
    verdict: Verdict<'static>,
    place: Option<&(usize, &Sighting, Role)>,
    says: &str,
) -> Verdict<'static> {
    match place.and_then(|(number, sighting, _)| Some((*number, Expansion::of(&sighting.text)?))) {
        Some((number, expansion)) => {
            verdict.related_to(number, format!("‘{}’ {says}", expansion.short))
        }
        None => verdict,
    }
}

/// What is wrong with the expansions of one abbreviation.
fn judge_expansions(
    places: &[(usize, &Sighting, Role)],
    concerns: &[Concern],
    remark: &mut dyn FnMut(usize, Verdict<'static>),
) {
    let expansions = places.iter().filter(|(.., role)| *role == Role::Expanded);
    let mut said: Vec<(String, &(usize, &Sighting, Role))> = Vec::new();
    for place in expansions.clone() {
        let (number, sighting, _) = place;
        let Some(expansion) = Expansion::of(&sighting.text) else {
            continue;
        };
        // The same letters may be short for something else.
        let long = as_spelt_anywhere(expansion.long);
        let first = said.iter().find(|(known, _)| *known == long);
        let Some((_, first)) = first else {
            said.push((long, place));
            continue;
        };
        if concerns.contains(&Concern::Twice) {
            let sentence = format!("‘{}’ is expanded again", expansion.short);
            let verdict = offering(expansion.short).urging(sentence);
            let verdict = verdict.with_value("expansion", expansion.long);
            remark(
                *number,
                citing(verdict, Some(first), "is expanded here first"),
            );
        }
    }
    // What may be a word is the abbreviation only once that is known.
    let known = places.iter().position(|(.., role)| *role == Role::Expanded);
    let is_sure =
        |index: usize, role: Role| role != Role::MixedUse || known.is_some_and(|at| at < index);
    let sure = places.iter().enumerate();
    let sure = sure.filter(|(index, (.., role))| is_sure(*index, *role));
    let mut alone = expansions;
    if let (Some((number, sighting, _)), None) = (alone.next(), alone.next())
        && sure.count() == 1
        && concerns.contains(&Concern::Unused)
        && let Some(expansion) = Expansion::of(&sighting.text)
    {
        let sentence = format!("‘{}’ is not used again", expansion.short);
        let verdict = offering(expansion.long).urging(sentence);
        remark(*number, verdict.with_value("expansion", expansion.long));
    }
}

/// A long form without what changes from country to country and from one to many.
fn as_spelt_anywhere(long: &str) -> String {
    let folded = folded(long).replace('z', "s").replace("our", "or");
    let words = folded.split(' ').map(|word| word.trim_end_matches('s'));
    words.collect::<Vec<_>>().join(" ")
}

/// What is wrong with long forms of what has been abbreviated.
fn judge_long(
    places: &[(usize, &Sighting, Role)],
    concerns: &[Concern],
    remark: &mut dyn FnMut(usize, Verdict<'static>),
) {
    if !concerns.contains(&Concern::LongForm) {
        return;
    }
    let defined = places.iter().position(|(.., role)| *role == Role::Defined);
    let Some(at) = defined else { return };
    let Some(expansion) = places
        .get(at)
        .and_then(|(_, sighting, _)| Expansion::of(&sighting.text))
    else {
        return;
    };
    let behind = places.iter().skip(at + 1);
    for (number, sighting, _) in behind.filter(|(.., role)| *role == Role::LongForm) {
        let sentence = format!("‘{}’ has been abbreviated", sighting.text);
        let verdict = offering(expansion.short).urging(sentence);
        let verdict = verdict.with_value("expansion", expansion.long);
        remark(*number, citing(verdict, places.get(at), "is expanded here"));
    }
}

/// The expansion at the first use of an abbreviation, if it can be written there as it is. Whether
/// the capital of one that `starts` a sentence is its own, as of a name, nobody can tell.
fn early(
    verdict: Verdict<'static>,
    expansion: &Expansion<'_>,
    starts: bool,
    first: &Sighting,
) -> Verdict<'static> {
    let verdict = verdict.with_value("expansion", expansion.long);
    // The plural of the long form is not known.
    if expansion.short.ends_with('s') != first.text.ends_with('s') {
        return verdict;
    }
    let mut chars = expansion.long.chars();
    let initial = chars.next().unwrap_or_default();
    let has_other_capitals = chars.clone().any(char::is_uppercase);
    let with = |initial: &mut dyn Iterator<Item = char>| -> String {
        let long: String = initial.chain(chars.clone()).collect();
        format!("{long} ({})", first.text)
    };
    let options: Vec<String> = match first.note.amount {
        1 => vec![with(&mut initial.to_uppercase())],
        _ if starts && !has_other_capitals => vec![
            with(&mut initial.to_lowercase()),
            with(&mut std::iter::once(initial)),
        ],
        _ => vec![with(&mut std::iter::once(initial))],
    };
    let guidance = Guidance {
        options: options
            .iter()
            .map(|option| option.as_str().into())
            .collect(),
        ..Guidance::default()
    };
    Verdict {
        sentence: verdict.sentence,
        urges: verdict.urges,
        values: verdict.values,
        verbatim: true,
        ..Verdict::from(Cow::Owned(guidance))
    }
}

/// What the sightings of one abbreviation, or of one long form, share.
fn name(sighting: &Sighting, role: Role) -> Option<String> {
    let text = &sighting.text;
    let of = |text: &str| String::from_utf8(letters(text).to_vec()).ok();
    match role {
        Role::Expanded | Role::HeadingExpanded => of(Expansion::of(text)?.short),
        Role::Defined => Some(folded(Expansion::of(text)?.long)),
        Role::LongForm => Some(folded(text)),
        Role::Use | Role::HeadingUse | Role::Explained | Role::MixedUse | Role::FiguredUse => {
            of(text)
        }
    }
}

/// An expansion as it is written: `Long Form (LF)` or `LF (Long Form)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Expansion<'t> {
    short: &'t str,
    long: &'t str,
}

impl<'t> Expansion<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let inner = text.strip_suffix(')')?;
        let (before, inside) = inner.split_once('(')?;
        let bare = |text: &'t str| {
            let text = text.trim().trim_matches(['"', '“', '”', '‘', '’', '\'']);
            ["the ", "or "].iter().fold(text, |text, word| {
                text.strip_prefix(word)
                    .unwrap_or(text)
                    .trim_start_matches(['"', '“', '‘', '\''])
            })
        };
        let (before, inside) = (bare(before), bare(inside));
        let is_short = |text: &str| !text.contains(' ') && letters(text).len() > 1;
        let capitals = |text: &str| text.bytes().filter(u8::is_ascii_uppercase).count();
        let first_is_short =
            is_short(before) && (!is_short(inside) || capitals(before) > capitals(inside));
        Some(if first_is_short {
            Self {
                short: before,
                long: inside,
            }
        } else {
            Self {
                short: inside,
                long: before,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expansion_has_a_short_and_a_long_form() {
        for (text, short, long) in [
            ("United Nations (UN)", "UN", "United Nations"),
            ("United Nations (the “UN”)", "UN", "United Nations"),
            ("UN (United Nations)", "UN", "United Nations"),
            ("U.N. (the United Nations)", "U.N.", "United Nations"),
            ("television (TV)", "TV", "television"),
        ] {
            assert_eq!(
                Expansion::of(text),
                Some(Expansion { short, long }),
                "{text}"
            );
        }
    }
}
