//! The order of rules by their ids.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rule::Rule;

/// The indexes of `rules` sorted by id: of a hundred thousand without following a pointer for
/// each comparison. The ids of a style are alike at their start, and eight bytes behind that
/// tell nearly all of them apart.
pub(super) fn sorted(rules: &[Rule]) -> Vec<u32> {
    sorted_by(rules, |rule| &rule.id)
}

fn sorted_by<T>(rules: &[T], id: impl Fn(&T) -> &str) -> Vec<u32> {
    let runs = runs(rules.iter().map(&id));
    // What all ids of a style start with.
    let mut starts: BTreeMap<&str, &str> = BTreeMap::new();
    for (style, range) in &runs {
        for rule in rules.get(range.clone()).unwrap_or(&[]) {
            let start = starts.entry(style).or_insert_with(|| id(rule));
            if !id(rule).starts_with(*start) {
                *start = start.get(..alike(start, id(rule))).unwrap_or("");
            }
        }
    }
    let mut keys = Vec::with_capacity(rules.len());
    for (style, range) in &runs {
        let number = starts.range(..*style).count() as u32;
        let common = starts.get(style).map_or(0, |start| start.len());
        for rule in rules.get(range.clone()).unwrap_or(&[]) {
            let mut key = [0; 8];
            let rest = id(rule).as_bytes().get(common..).unwrap_or(&[]);
            for (slot, byte) in key.iter_mut().zip(rest) {
                *slot = *byte;
            }
            keys.push((number, u64::from_be_bytes(key), keys.len() as u32));
        }
    }
    let id_at = |index: u32| rules.get(index as usize).map(&id);
    keys.sort_unstable_by(|one, other| {
        let by_key = (one.0, one.1).cmp(&(other.0, other.1));
        by_key.then_with(|| id_at(one.2).cmp(&id_at(other.2)))
    });
    keys.into_iter().map(|(.., index)| index).collect()
}

/// The names of the styles that follow each other, and where their rules are.
fn runs<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<(&'a str, Range<usize>)> {
    let mut runs: Vec<(&str, Range<usize>)> = Vec::new();
    for (index, id) in ids.enumerate() {
        match runs.last_mut() {
            Some((style, range)) if style.ends_with('.') && id.starts_with(*style) => {
                range.end = index + 1;
            }
            _ => runs.push((style_of(id), index..index + 1)),
        }
    }
    runs
}

/// The name of the style with its full stop: so no name is the start of another.
fn style_of(id: &str) -> &str {
    id.find('.').and_then(|stop| id.get(..=stop)).unwrap_or(id)
}

/// How many bytes are the same at the start of both.
fn alike(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_that_of_their_bytes(ids in prop::collection::hash_set(
            "(a|ab|a-b|é|è|desk)\\.((long-name|longer)\\.)?[a-cé-]{0,12}", 0..40,
        )) {
            let ids: Vec<String> = ids.into_iter().collect();
            let sorted: Vec<&str> = sorted_by(&ids, String::as_str)
                .into_iter()
                .map(|index| ids[index as usize].as_str())
                .collect();
            let mut expected: Vec<&str> = ids.iter().map(String::as_str).collect();
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
        }
    }
}
