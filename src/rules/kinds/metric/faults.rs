//! What is wrong with a formula and its limits.

use super::super::super::fault::{Fault, nearest};
use super::super::super::keys::{Keys, Written};
use super::super::super::value::Place;
use super::formula::range::Range;
use super::formula::{Formula, Mistake, names};
use super::{Unit, shown};

/// What a value must not go beyond, and where that was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) most: Option<(f64, Place)>,
    pub(super) least: Option<(f64, Place)>,
}

impl Limits {
    /// Reads the limits, of which there must be one.
    pub(super) fn read(keys: &mut Keys<'_>) -> Option<Self> {
        let before = keys.faults.len();
        let most = keys.number("at-most");
        let least = keys.number("at-least");
        if let (Some((most, _)), Some((least, place))) = (most, least)
            && least > most
        {
            let message = format!("‘at-least’ ({least}) is more than ‘at-most’ ({most})");
            keys.faults.push(Fault::error(place, message));
        }
        if most.is_none() && least.is_none() {
            if keys.faults.len() == before {
                let fault = Fault::error(
                    keys.place,
                    "the rule has no limit, so it never finds anything",
                );
                keys.faults
                    .push(fault.with_help("write at-most = 40, or at-least = 60"));
            }
            return None;
        }
        Some(Self { most, least })
    }
}

/// A mistake in a formula as a fault of the style, at its very place.
pub(super) fn of_formula(written: &Written, mistake: Mistake) -> Fault {
    let meant = mistake.unknown.as_deref().and_then(|name| {
        let functions = ["min", "max", "sqrt"];
        nearest(name, names().chain(functions))
    });
    let message = format!("‘{}’ is no formula: {}", written.text, mistake.message);
    let fault = Fault::error(written.place, message);
    let fault = match (meant, mistake.unknown) {
        (Some(meant), _) => fault.did_you_mean(meant),
        (None, Some(_)) => fault.with_help(format!(
            "there are {}",
            names().collect::<Vec<_>>().join(", ")
        )),
        (None, None) => fault,
    };
    fault.within(mistake.span)
}

/// Whether the value of the formula may lie on either side of a limit. What is wrong is told.
pub(super) fn is_of_use(
    formula: &Formula,
    written: &Written,
    unit: Unit,
    limits: Limits,
    keys: &mut Keys<'_>,
) -> bool {
    let name = written.text.trim();
    let range = formula.range(unit.single());
    if let Some(range) = range.filter(|range| range.only().is_none()) {
        return limits_are_of_use(range, name, unit, limits, keys);
    }
    let in_document = formula.range(Unit::Document.single());
    let is_by_unit = in_document.is_some_and(|range| range.only().is_none());
    let (place, help) = if is_by_unit {
        let help = "write per = \"document\", or measure something else";
        (format!(" in a {}", unit.name()), help)
    } else {
        (String::new(), "measure something else")
    };
    let message = match range {
        Some(range) => format!("‘{name}’ is always {}{place}", shown(range.low)),
        None => format!("‘{name}’ never has a value{place}"),
    };
    keys.faults
        .push(Fault::error(written.place, message).with_help(help));
    false
}

fn limits_are_of_use(
    range: Range,
    name: &str,
    unit: Unit,
    limits: Limits,
    keys: &mut Keys<'_>,
) -> bool {
    let (low, high) = (shown(range.low), shown(range.high));
    let most = limits.most.is_none_or(|(most, place)| {
        if !lies_below(most, range.high) {
            let message =
                format!("‘at-most’ ({most}) does nothing: ‘{name}’ is never more than {high}");
            let help = format!("write a limit below {high}, or remove it");
            keys.faults
                .push(Fault::error(place, message).with_help(help));
            return false;
        }
        // Where a scope is chosen, nothing may be wanted there.
        if most < range.low && !keys.has("scope") {
            let message = format!(
                "‘at-most’ ({most}) finds every {}: ‘{name}’ is never less than {low}",
                unit.name()
            );
            let help = format!("write a limit from {low} on");
            keys.faults
                .push(Fault::hint(place, message).with_help(help));
        }
        true
    });
    let least = limits.least.is_none_or(|(least, place)| {
        let (message, help) = if !lies_below(range.low, least) {
            (
                format!("‘at-least’ ({least}) does nothing: ‘{name}’ is never less than {low}"),
                format!("write a limit above {low}, or remove it"),
            )
        } else if lies_below(range.high, least) {
            (
                format!("‘at-least’ ({least}) is out of reach: ‘{name}’ is never more than {high}"),
                format!("write a limit up to {high}"),
            )
        } else {
            return true;
        };
        keys.faults
            .push(Fault::error(place, message).with_help(help));
        false
    });
    most && least
}

/// Whether `one` is less than `other` by more than the computer's slips.
fn lies_below(one: f64, other: f64) -> bool {
    one < other - 1e-9
}
