//! The lists of a `variants` rule as written, and why they cannot be read side by side.

use smol_str::SmolStr;

use super::super::super::fault::Fault;
use super::super::super::keys::{Keys, Written, wrong_type};
use super::super::super::value::{Entry, Node, Place, Value};

/// More variants than this are a mistake; every word is compared with each.
const MOST_LISTS: usize = 32;

/// The way out of most faults.
const HELP: &str = "write { uk = [\"organise\"], us = [\"organize\"] }";

/// One list of words.
pub(super) struct List {
    /// The name of its variant.
    pub(super) name: SmolStr,
    /// Where it is written, or where settings add to it last.
    pub(super) place: Place,
    /// The words; what is none is a fault already.
    pub(super) words: Vec<Option<Written>>,
}

/// Reads the lists, two or more of one length. What settings say is added: words to the
/// lists of the rule, and lists. `None` if they cannot be used, which is in the faults.
pub(super) fn read(keys: &mut Keys<'_>) -> Option<Vec<List>> {
    let mut lists: Vec<List> = Vec::new();
    let mut is_table = true;
    for node in keys.nodes("variants") {
        let Value::Table(entries) = &node.value else {
            keys.faults
                .push(wrong_type(node, "variants", "a table of lists").with_help(HELP));
            is_table = false;
            continue;
        };
        for entry in entries {
            let Some(name) = name(entry, keys) else {
                continue;
            };
            let words = words(name, &entry.node, keys);
            if let Some(list) = lists.iter_mut().find(|list| list.name == name) {
                list.words.extend(words);
                list.place = entry.place;
                continue;
            }
            if lists.len() == MOST_LISTS {
                let message = format!("there are more than {MOST_LISTS} variants");
                let fault = Fault::error(entry.place, message);
                keys.faults
                    .push(fault.with_help("make several rules of it"));
                return None;
            }
            lists.push(List {
                name: name.into(),
                place: entry.place,
                words,
            });
        }
    }
    let fault = too_few(&lists, keys)
        .filter(|_| is_table)
        .or_else(|| of_different_length(&lists));
    let usable = is_table && fault.is_none();
    keys.faults.extend(fault);
    usable.then_some(lists)
}

/// The name of a variant, which must be one that can be asked for.
fn name<'e>(entry: &'e Entry, keys: &mut Keys<'_>) -> Option<&'e str> {
    let name = entry.key.trim();
    if name.is_empty() || name.contains(',') {
        let message = format!("‘{}’ is no name of a variant", entry.key);
        let fault = Fault::error(entry.place, message);
        keys.faults
            .push(fault.with_help("write a word, such as ‘uk’"));
        return None;
    }
    Some(name)
}

/// A list of words; one string is a list of one.
fn words(name: &str, node: &Node, keys: &mut Keys<'_>) -> Vec<Option<Written>> {
    let nodes = match &node.value {
        Value::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let key = format!("variants.{name}");
    nodes.iter().map(|node| keys.as_text(node, &key)).collect()
}

fn too_few(lists: &[List], keys: &Keys<'_>) -> Option<Fault> {
    if lists.len() > 1 {
        return None;
    }
    let entry = keys.entry("variants");
    let place = entry.map_or(keys.place, |entry| entry.place);
    let fault = Fault::error(place, "‘variants’ needs the lists of two variants at least");
    Some(fault.with_help(HELP))
}

fn of_different_length(lists: &[List]) -> Option<Fault> {
    // The length of most lists is probably right; in doubt that of the first.
    let alike = |list: &List| {
        let length = list.words.len();
        let others = lists.iter().filter(|other| other.words.len() == length);
        others.count()
    };
    let usual = lists.iter().rev().max_by_key(|list| alike(list))?;
    let is_other = |list: &&List| list.words.len() != usual.words.len();
    let other = lists.iter().find(is_other)?;
    let lengths = lists.iter().enumerate().map(|(index, list)| {
        let has = if index == 0 { " has" } else { "" };
        format!("{}{has} {}", list.name, list.words.len())
    });
    let message = format!(
        "the lists of ‘variants’ are not of one length: {}",
        lengths.collect::<Vec<_>>().join(", ")
    );
    let help =
        "words in the same place belong together; where variants agree, the word stands in each";
    Some(Fault::error(other.place, message).with_help(help))
}
