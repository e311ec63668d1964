//! Reading the keys of a rule about numbers.

use std::sync::Arc;

use super::super::super::fault::Fault;
use super::super::super::keys::{Keys, no_choice};
use super::super::Check;
use super::spelt::{LAST_ORDINAL, TOO_LARGE};
use super::{Aspect, Numbers};

/// What may part thousands, by its name.
const SIGNS: [(&str, &str); 4] = [
    ("comma", ","),
    ("point", "."),
    ("space", "\u{A0}"),
    ("none", ""),
];

/// What else people call them.
const OTHER_NAMES: [(&str, &[&str]); 4] = [
    ("comma", &[","]),
    ("point", &[".", "dot", "period", "full stop", "full-stop"]),
    (
        "space",
        &[
            " ",
            "\u{A0}",
            "\u{202F}",
            "\u{2009}",
            "nbsp",
            "thin-space",
            "no-break-space",
        ],
    ),
    ("none", &["", "nothing", "no", "off"]),
];

const PERCENTS: [(&str, &str); 3] = [("per cent", "per cent"), ("percent", "percent"), ("%", "%")];

/// The digits from which on thousands are parted if nothing is said.
const USUAL_DIGITS: u32 = 4;

/// House styles part thousands from so many digits on at the latest.
const LAST_USUAL: u32 = 5;

/// Figures of more digits are numbers of accounts.
const MOST_DIGITS: u32 = 15;

/// Makes the check.
pub(super) fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let last = TOO_LARGE - 1;
    let words_to = up_to(
        last,
        "words-to",
        "larger numbers are not written in words",
        keys,
    );
    let figures_from = up_to(
        last,
        "figures-from",
        "larger numbers are not read in words",
        keys,
    );
    if words_to == Some(0) {
        let message = "‘words-to’ of 0 finds figures only where a sentence begins";
        hint("words-to", message, "write 9 for ‘one’ to ‘nine’", keys);
    }
    if let (Some(words), Some(figures)) = (words_to, figures_from)
        && figures <= words
    {
        let place = keys
            .entry("figures-from")
            .map_or(keys.place, |entry| entry.node.place);
        let message = format!(
            "‘figures-from’ ({figures}) is not more than ‘words-to’ ({words}): they undo each other"
        );
        keys.faults.push(Fault::error(place, message));
        return None;
    }
    let ordinals = "larger ordinals are not written in words";
    let aspects = [
        words_to.map(Aspect::WordsTo),
        figures_from.map(Aspect::FiguresFrom),
        up_to(LAST_ORDINAL, "ordinal-words-to", ordinals, keys).map(Aspect::OrdinalWordsTo),
        thousands(keys),
        keys.one_of("percent", &PERCENTS).map(Aspect::Percent),
    ];
    let (language, of_style) = (keys.grammar.language, keys.grammar.of_style);
    let mut aspects: Vec<Aspect> = aspects.into_iter().flatten().collect();
    let is_known =
        |aspect: &Aspect| of_style.is_english() || matches!(aspect, Aspect::Thousands(..));
    if !aspects.iter().all(is_known) {
        let fault = Fault::error(
            keys.place,
            "only ‘thousands’ is known of numbers in languages other than English",
        );
        keys.faults
            .push(fault.with_help("use ‘pattern’ for the rest"));
        aspects.retain(is_known);
    }
    (!aspects.is_empty()).then(|| Arc::new(Numbers { aspects, language }) as Arc<dyn Check>)
}

/// A number that is no more than `most`.
fn up_to(most: u32, name: &str, why: &str, keys: &mut Keys<'_>) -> Option<u32> {
    let number = keys.count(name)?;
    if number <= most {
        return Some(number);
    }
    let message = format!("‘{name}’ takes a number up to {most}, not {number}: {why}");
    refuse(name, message, format!("write {most}"), keys);
    None
}

fn refuse(name: &str, message: String, help: String, keys: &mut Keys<'_>) {
    let entry = keys.entry(name);
    let place = entry.map_or(keys.place, |entry| entry.node.place);
    keys.faults
        .push(Fault::error(place, message).with_help(help));
}

fn hint(name: &str, message: impl Into<String>, help: &str, keys: &mut Keys<'_>) {
    let entry = keys.entry(name);
    let place = entry.map_or(keys.place, |entry| entry.node.place);
    keys.faults
        .push(Fault::hint(place, message).with_help(help));
}

/// What parts thousands, from how many digits on.
fn thousands(keys: &mut Keys<'_>) -> Option<Aspect> {
    let digits = keys.count("thousands-from");
    if let Some(digits) = digits.filter(|digits| !(USUAL_DIGITS..=MOST_DIGITS).contains(digits)) {
        let why = if digits < USUAL_DIGITS {
            "three digits have no thousands"
        } else {
            "longer figures are left alone"
        };
        let message = format!(
            "‘thousands-from’ takes a number from {USUAL_DIGITS} to {MOST_DIGITS}, not {digits}: {why}"
        );
        refuse(
            "thousands-from",
            message,
            format!("write {USUAL_DIGITS}"),
            keys,
        );
    }
    if let Some(digits) = digits.filter(|digits| (LAST_USUAL + 1..=MOST_DIGITS).contains(digits)) {
        let message = format!(
            "‘thousands-from’ counts digits: with {digits}, 12345 has nothing between them"
        );
        let help = "write 4 for 1,000 or 5 for 10,000";
        hint("thousands-from", message, help, keys);
    }
    let written = keys.text("thousands");
    let named = |text: &str| SIGNS.iter().find(|(name, _)| *name == text);
    let sign = written.as_ref().map(|written| named(&written.text));
    if let (Some(Some(("none", _))) | None, Some(entry)) = (sign, keys.entry("thousands-from")) {
        let message = "‘thousands-from’ says nothing where no thousands are parted";
        keys.faults
            .push(Fault::hint(entry.place, message).with_help("remove it"));
    }
    let written = written?;
    if let Some((_, sign)) = sign? {
        return Some(Aspect::Thousands(sign, digits.unwrap_or(USUAL_DIGITS)));
    }
    let fault = no_choice(&written, "thousands", SIGNS.iter().map(|(name, _)| *name));
    let meant = OTHER_NAMES
        .iter()
        .find(|(_, others)| others.contains(&written.text.as_str()));
    keys.faults.push(match meant {
        Some((name, _)) => fault.did_you_mean(name),
        None => fault,
    });
    None
}
