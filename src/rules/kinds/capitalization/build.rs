//! Reading the keys of a rule about capitals.

use std::sync::Arc;

use smol_str::SmolStr;

use super::super::super::expression::regex;
use super::super::super::fault::Fault;
use super::super::super::keys::Keys;
use super::super::Check;
use super::super::repetition::allowed;
use super::allowed::Allowed;
use super::title::TitleStyle;
use super::{Capitalization, Capitals};
use crate::matching::Case;

/// Makes the check.
pub(super) fn build(keys: &mut Keys<'_>) -> Option<Arc<dyn Check>> {
    let title_style = keys.one_of("title-style", &TitleStyle::ALL);
    let choices = [
        ("title", Capitals::Title(title_style.unwrap_or_default())),
        ("sentence", Capitals::Sentence),
        ("lower", Capitals::Lower),
        ("upper", Capitals::Upper),
    ];
    // All else is read as well, so that all that is wrong is told at once.
    let chosen = keys.one_of("capitalization", &choices);
    let capitals = chosen.unwrap_or(Capitals::Title(TitleStyle::default()));
    let is_title = matches!(capitals, Capitals::Title(_));
    if let (Some(entry), false) = (keys.entry("title-style"), is_title) {
        let message = "‘title-style’ says nothing unless capitalization = \"title\"";
        let fault = Fault::hint(entry.place, message);
        keys.faults.push(fault.with_help("remove it"));
    }
    let capital_after = capital_after(capitals, keys);
    let prefix = keys.text("prefix").and_then(|written| {
        regex(&written, Case::Exact)
            .map_err(|fault| keys.faults.push(fault))
            .ok()
    });
    let threshold = threshold(capitals, keys);
    let language = keys.grammar.language;
    let check = Capitalization {
        capitals,
        allowed: Allowed::new(&allowed(keys), language),
        capital_after,
        prefix,
        threshold,
        automatic: keys.one_of("fix", &[("auto", true), ("offer", false)]) == Some(true),
        language,
    };
    chosen.map(|_| Arc::new(check) as Arc<dyn Check>)
}

/// Reads the marks after which a capital must follow.
fn capital_after(capitals: Capitals, keys: &mut Keys<'_>) -> Vec<SmolStr> {
    let name = match capitals {
        Capitals::Lower => Some("lower"),
        Capitals::Upper => Some("upper"),
        Capitals::Title(_) | Capitals::Sentence => None,
    };
    if let (Some(name), Some(entry)) = (name, keys.entry("capital-after")) {
        let message = format!("‘capital-after’ says nothing in capitalization = \"{name}\"");
        keys.faults
            .push(Fault::hint(entry.place, message).with_help("remove it"));
    }
    let mut marks = Vec::new();
    for mark in keys.texts("capital-after") {
        if mark.text.trim().is_empty() {
            let fault = Fault::error(mark.place, "an empty text in ‘capital-after’");
            keys.faults
                .push(fault.with_help("write a mark, such as \":\""));
        } else {
            marks.push(mark.text);
        }
    }
    if matches!(capitals, Capitals::Title(_)) && marks.is_empty() {
        marks.extend([":", "?"].map(SmolStr::new_static));
    }
    marks
}

/// Reads how much of a heading must be right.
fn threshold(capitals: Capitals, keys: &mut Keys<'_>) -> f64 {
    let is_sentence = capitals == Capitals::Sentence;
    let usual = if is_sentence { 0.5 } else { 1.0 };
    let Some((share, place)) = keys.number("threshold") else {
        return usual;
    };
    // In sentence case the first word counts whatever the others are.
    let fault = if share > 1.0 {
        let message = format!("‘threshold’ takes a number from 0 to 1, not {share}");
        Fault::error(place, message).with_help("write 0.8 for 80 per cent")
    } else if share <= 0.0 && !is_sentence {
        let message = "with a ‘threshold’ of 0 every heading is left alone, whatever its capitals";
        Fault::error(place, message).with_help("write 1 for all of its words, 0.8 for most")
    } else {
        return share;
    };
    keys.faults.push(fault);
    usual
}
