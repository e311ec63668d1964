//! *a* or *an*: which one a word takes, by how it is said.
//!
//! Rules of thumb of English spelling with lists of the exceptions; an initialism is
//! said letter by letter unless it is known to be said as a word.

/// Words that start with a vowel letter and a consonant sound, by their beginnings.
const CONSONANT_STARTS: [&str; 20] = [
    "eu", "ewe", "once", "one-", "ouija", "ubiquit", "uganda", "ukrain", "ukulele", "uni", "uran",
    "ure", "uri", "uro", "usa", "use", "usu", "uten", "uti", "uto",
];

/// Words among those that start with a vowel sound after all.
const VOWEL_AFTER_ALL: [&str; 6] = ["unid", "unim", "unin", "unimp", "uninf", "unint"];

/// Words that start with a silent h.
const SILENT_H: [&str; 5] = ["heir", "honest", "honor", "honour", "hour"];

/// Letters whose names start with a vowel sound.
const VOWEL_LETTERS: &str = "AEFHILMNORSX";

/// Initialisms that are said as words and start with a letter of [`VOWEL_LETTERS`] but a
/// consonant sound.
const SAID_AS_WORDS: [&str; 14] = [
    "FEMA", "FIFA", "HAMAS", "LASER", "MERS", "NASA", "NASDAQ", "NATO", "NIMBY", "RAM", "ROM",
    "SARS", "SIM", "SWAT",
];

/// Whether `text` takes *an*. `None` if it starts with nothing that is said.
pub fn takes_an(text: &str) -> Option<bool> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return Some(number_takes_an(text));
    }
    let end = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let single = word.chars().count() == 1 && rest.starts_with(['-', '\u{2010}', '\u{2011}']);
    let letters = word.strip_suffix('s').unwrap_or(word);
    let initialism = letters.chars().count() > 1
        && letters
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit());
    let dotted = word.chars().count() == 1 && rest.starts_with('.') && first.is_uppercase();
    if single || dotted || (initialism && !SAID_AS_WORDS.contains(&letters)) {
        return Some(first.to_uppercase().any(|c| VOWEL_LETTERS.contains(c)));
    }
    let lower = text.get(..end.min(16)).unwrap_or(word).to_lowercase();
    let starts = |list: &[&str]| list.iter().any(|start| lower.starts_with(start));
    let one = lower == "one" || lower == "ones" || lower == "oneself";
    if one || (starts(&CONSONANT_STARTS) && !starts(&VOWEL_AFTER_ALL)) {
        return Some(false);
    }
    Some(
        starts(&SILENT_H)
            || lower.starts_with([
                'a', 'e', 'i', 'o', 'u', 'é', 'è', 'ê', 'à', 'â', 'î', 'ô', 'œ', 'æ', 'ä', 'ö', 'ü',
            ]),
    )
}

/// Eight, eleven and eighteen, also of thousands.
fn number_takes_an(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let number = text.get(..digits).unwrap_or("");
    number.starts_with('8') || number == "11" || number == "18"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_go_by_sound() {
        let an = [
            "apple",
            "hour",
            "honest man",
            "heir",
            "MP",
            "NGO",
            "FBI agent",
            "SOS",
            "8-year-old",
            "11th",
            "18,000",
            "umbrella",
            "unimportant",
            "uninvited",
            "unusual",
            "usher",
            "x-ray",
            "e-mail",
            "École",
            "island",
            "only",
            "onerous",
            "HIV",
            "L.A. man",
            "“old”",
            "urgent",
            "utter",
        ];
        for word in an {
            assert_eq!(takes_an(word), Some(true), "an {word}");
        }
        let a = [
            "pear",
            "house",
            "hotel",
            "university",
            "unique",
            "unit",
            "union",
            "one-off",
            "once",
            "European",
            "UN",
            "US",
            "NATO",
            "NASA",
            "UK",
            "use",
            "useful",
            "usual",
            "1990s",
            "100",
            "yes",
            "ukulele",
            "utensil",
            "u-turn",
            "U.S. man",
            "user",
            "ewe",
            "PDF",
            "Ukrainian",
            "uranium",
        ];
        for word in a {
            assert_eq!(takes_an(word), Some(false), "a {word}");
        }
        assert_eq!(takes_an("…"), None);
    }
}
