//! Reading what a rule says of its findings, and what silences it.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::matching::Phrase;
use crate::rules::fault::Fault;
use crate::rules::keys::{Keys, Written};
use crate::rules::kinds::reading::Manner as PhraseManner;
use crate::rules::message::Message;
use crate::rules::rule::{Example, Examples, Relation};
use crate::rules::severity::Severity;
use crate::rules::value::{Entry, Place, Value};

/// Schemes that a link may have; one without a scheme may stand as well.
pub const LINK_SCHEMES: [&str; 3] = ["http", "https", "mailto"];

pub(super) fn severities() -> [(&'static str, Severity); 4] {
    Severity::ALL.map(|severity| (severity.name(), severity))
}

pub(super) fn parse_message(
    written: &Written,
    variables: &[&'static str],
    keys: &mut Keys<'_>,
) -> Option<Message> {
    match Message::parse(&written.text, written.place, variables) {
        Ok(message) => Some(message),
        Err(faults) => {
            keys.faults.extend(faults);
            None
        }
    }
}

/// Where to read more. What an editor would open nowhere is told.
pub(super) fn link(keys: &mut Keys<'_>) -> Option<Arc<str>> {
    let written = keys.filled("link")?;
    let text = written.text.trim();
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme.filter(|scheme| !scheme.contains(['/', '?', '#']));
    let is_address = match scheme {
        Some(scheme) => LINK_SCHEMES
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        None => text.contains(['/', '.', '#']),
    };
    if !is_address || text.contains(char::is_whitespace) {
        let fault = Fault::hint(
            written.place,
            format!("‘{text}’ is no address that could be opened"),
        );
        let help = "write one that starts with https://, or the path of a file";
        keys.faults.push(fault.with_help(help));
    }
    Some(written.text.as_str().into())
}

/// The phrases because of which the rule finds nothing, read as its own are.
pub(super) fn exceptions(keys: &mut Keys<'_>) -> Box<[(Relation, Phrase)]> {
    let mut exceptions = Vec::new();
    for (key, relation, _) in Relation::ALL {
        if !keys.has(key) {
            continue;
        }
        let written = keys.texts(key);
        // `case` and `hyphens` have been read once: their faults need no repeating.
        let before = keys.faults.len();
        let manner = PhraseManner::read(keys);
        keys.faults.truncate(before);
        for written in &written {
            let phrases = manner.phrases(written, keys).into_iter().flatten();
            exceptions.extend(phrases.map(|phrase| (relation, phrase)));
        }
    }
    exceptions.into()
}

pub(super) fn examples(keys: &mut Keys<'_>) -> Examples {
    let mut examples = Examples::default();
    for row in keys.rows("examples") {
        match row.key.as_str() {
            "flag" => examples.flag = example_list(row, keys),
            "pass" => examples.pass = example_list(row, keys),
            "fix" => examples.fix = example_pairs(row, keys),
            other => {
                let fault = Fault::error(row.place, format!("unknown kind of examples ‘{other}’"));
                keys.faults
                    .push(fault.with_help("there are flag, pass and fix"));
            }
        }
    }
    examples
}

fn example_list(row: &Entry, keys: &mut Keys<'_>) -> Vec<Example> {
    let nodes = match &row.node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(&row.node),
    };
    let texts = nodes
        .iter()
        .filter_map(|node| keys.as_text(node, &format!("examples.{}", row.key)));
    texts
        .map(|written| Example {
            text: written.text,
            place: written.place,
        })
        .collect()
}

fn example_pairs(row: &Entry, keys: &mut Keys<'_>) -> Vec<(Example, SmolStr)> {
    let mut pairs = Vec::new();
    let nodes = match &row.node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => &[],
    };
    for node in nodes {
        let pair = match &node.value {
            Value::List(pair) => pair.as_slice(),
            _ => &[],
        };
        if let [Value::String(before), Value::String(after)] =
            pair.iter().map(|node| &node.value).collect::<Vec<_>>()[..]
        {
            pairs.push((
                Example {
                    text: before.clone(),
                    place: node.place,
                },
                after.clone(),
            ));
        } else {
            keys.faults.push(bad_pair(node.place));
        }
    }
    if nodes.is_empty() {
        keys.faults.push(bad_pair(row.node.place));
    }
    pairs
}

fn bad_pair(place: Place) -> Fault {
    Fault::error(place, "‘examples.fix’ takes pairs of strings")
        .with_help("write [[\"before\", \"after\"]]")
}
