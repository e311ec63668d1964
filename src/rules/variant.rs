//! Which variants of words a document prefers: names such as `oxford` and `uk`, the best
//! first. A rule uses the first that it knows.
//!
//! It must not know who says the names, nor what a rule does with them.

use smol_str::{SmolStr, StrExt as _};

/// Countries that write English as the United States do; every other one outside of
/// North America writes it more or less as Britain does (as in Unicode's CLDR, where
/// `en-001` is the parent of all but these).
const AMERICAN: [&str; 8] = ["US", "AS", "GU", "MP", "PH", "PR", "UM", "VI"];

/// The variants that go with a language: that of its country, in small letters (`uk` for
/// `GB`), and for English those that are nearest to it. Canada's English is neither.
pub fn of_language(tag: &str) -> Vec<SmolStr> {
    let mut parts = tag.split(['-', '_']);
    let is_english = parts
        .next()
        .is_some_and(|part| part.eq_ignore_ascii_case("en"));
    let mut country = None;
    let mut oxford = false;
    for part in parts {
        if part.len() == 2 && country.is_none() {
            country = Some(part.to_uppercase_smolstr());
        }
        oxford |= part.eq_ignore_ascii_case("oxendict");
    }
    let mut names = Vec::new();
    if oxford {
        names.push(SmolStr::new_static("oxford"));
    }
    let Some(country) = country else { return names };
    names.push(if country == "GB" {
        "uk".into()
    } else {
        country.to_lowercase_smolstr()
    });
    let nearest = match country.as_str() {
        _ if !is_english => None,
        "CA" => None,
        country if AMERICAN.contains(&country) => Some("us"),
        _ => Some("uk"),
    };
    names.extend(
        nearest
            .filter(|name| !names.contains(&SmolStr::new_static(name)))
            .map(SmolStr::new_static),
    );
    names
}

/// The index of the first of `preferred` among the `known` names, in any case of letters.
pub fn choose(known: &[SmolStr], preferred: &[SmolStr]) -> Option<usize> {
    let index_of = |name: &SmolStr| {
        known
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))
    };
    preferred.iter().find_map(index_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_prefers_the_variant_of_its_country() {
        let cases: [(&str, &[&str]); 13] = [
            ("en-GB", &["uk"]),
            ("en-US", &["us"]),
            ("en_us", &["us"]),
            ("en-GB-oxendict", &["oxford", "uk"]),
            ("en-AU", &["au", "uk"]),
            ("en-IE", &["ie", "uk"]),
            ("en-PH", &["ph", "us"]),
            ("en-CA", &["ca"]),
            ("en", &[]),
            ("pt-BR", &["br"]),
            ("de", &[]),
            ("sr-Latn-RS", &["rs"]),
            ("", &[]),
        ];
        for (tag, expected) in cases {
            assert_eq!(of_language(tag), expected, "{tag}");
        }
    }

    #[test]
    fn the_first_name_that_is_known_is_chosen() {
        let names = |list: &[&'static str]| -> Vec<SmolStr> {
            list.iter().copied().map(SmolStr::new_static).collect()
        };
        let known = names(&["uk", "us"]);
        for (preferred, expected) in [
            (&["oxford", "uk", "us"][..], Some(0)),
            (&["US", "uk"], Some(1)),
            (&["oxford"], None),
            (&[], None),
        ] {
            assert_eq!(choose(&known, &names(preferred)), expected, "{preferred:?}");
        }
    }
}
