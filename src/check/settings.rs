//! What a document says of itself in its front matter, and nobody knows.

use smol_str::SmolStr;

use crate::markup::front_matter::{FrontMatter, KEYS, REPRODUCED_AS_RECEIVED, SETTINGS};
use crate::rules::RuleSet;
use crate::rules::fault::nearest;
use crate::text::Span;

/// Keys, values and variants that say nothing to this program or its rules, and front matter for it
/// that cannot be read: where each stands, and a
/// sentence without its full stop.
pub(super) fn unknown(front_matter: &FrontMatter, rules: &RuleSet) -> Vec<(Span, String)> {
    let keys = front_matter.unknown.iter();
    let keys = keys.map(|(key, place)| (*place, unknown_key(key)));
    let misused = front_matter.misused.iter();
    let misused = misused.map(|(key, place)| (*place, misused_key(key)));
    let keys = keys.chain(misused);
    let said = || {
        front_matter
            .variant
            .iter()
            .zip(&front_matter.variant_places)
    };
    let told = |name: &SmolStr| rules.unknown_variant(name);
    // Of several the first that a rule knows counts, and others may be for other rules.
    let is_any_known = said().any(|(name, _)| told(name).is_none());
    let variants = said().filter_map(|(name, place)| {
        let sentence = told(name)?;
        (!is_any_known || sentence.ends_with('?')).then_some((*place, sentence))
    });
    let broken = front_matter.broken.iter();
    let broken = broken.map(|(place, reason)| (*place, unreadable(reason)));
    broken.chain(keys).chain(variants).collect()
}

fn unreadable(reason: &str) -> String {
    format!("the front matter cannot be read, so nothing in it counts: {reason}")
}

fn misused_key(key: &str) -> String {
    let takes = match key {
        SETTINGS => "settings by their names, ‘housestyle: { variant: uk }’",
        REPRODUCED_AS_RECEIVED => "true or false",
        _ => "a name, or a list of names",
    };
    format!("‘{key}’ takes {takes}")
}

fn unknown_key(key: &str) -> String {
    let way_out = nearest(key, KEYS).map_or_else(
        || format!("there are {}", KEYS.join(", ")),
        |near| format!("did you mean ‘{near}’?"),
    );
    format!("‘{key}’ is no setting of ‘housestyle’ in front matter; {way_out}")
}
