//! Whether the letters of an abbreviation are those of some words.

use super::super::numbers::spelt::spelt;

/// Words that an abbreviation may pass over.
const SMALL: [&str; 25] = [
    "of", "the", "and", "for", "in", "on", "to", "at", "by", "with", "from", "a", "an", "or", "de",
    "la", "le", "des", "du", "der", "für", "und", "et", "d", "l",
];

/// What chemists write before an element of which there are so many atoms.
const ATOMS: [(&str, &str); 5] = [
    ("2", "di"),
    ("3", "tri"),
    ("4", "tetra"),
    ("5", "penta"),
    ("6", "hexa"),
];

/// So many letters one word may give.
const MOST_LETTERS: usize = 3;

/// A word before or behind an abbreviation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    /// Whether a hyphen joins it to the word before it.
    pub(super) joined: bool,
}

fn is_small(word: &str) -> bool {
    SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
}

/// The number of the first of `words` whose letters, up to the last word, are `letters`, which
/// are capitals of ASCII, with figures behind that the last words stand for.
pub(super) fn fit(words: &[Part<'_>], letters: &[u8]) -> Option<usize> {
    let figures = letters.iter().rev();
    let figures = figures.take_while(|byte| byte.is_ascii_digit()).count();
    if figures > 0 {
        let (letters, figures) = letters.split_at(letters.len() - figures);
        let figures = std::str::from_utf8(figures).ok()?;
        return fit_number(words, letters, figures).or_else(|| fit_atoms(words, letters, figures));
    }
    fit_letters(words, letters)
}

/// With a number at the end: *Group of Twenty*, *Group of 20*.
fn fit_number(words: &[Part<'_>], letters: &[u8], figures: &str) -> Option<usize> {
    let spelt = figures.parse().ok().and_then(spelt)?;
    let (last, before) = words.split_last()?;
    let before = if last.text == figures || last.text.eq_ignore_ascii_case(&spelt) {
        before
    } else {
        let (tens, before) = before.split_last().filter(|_| last.joined)?;
        let joined = format!("{}-{}", tens.text, last.text);
        joined.eq_ignore_ascii_case(&spelt).then_some(before)?
    };
    let smalls = before.iter().rev().take_while(|word| is_small(word.text));
    let named = before.get(..before.len() - smalls.count())?;
    fit_before(named, letters, 0)
}

/// With a number of atoms in the last word: *carbon dioxide*.
fn fit_atoms(words: &[Part<'_>], letters: &[u8], figures: &str) -> Option<usize> {
    let (last, before) = words.split_last()?;
    let (_, prefix) = ATOMS.iter().find(|(count, _)| *count == figures)?;
    let start = last.text.get(..prefix.len())?;
    let element = last.text.get(prefix.len()..)?;
    let element = Part {
        text: element,
        joined: last.joined,
    };
    let words: Vec<Part<'_>> = before.iter().copied().chain([element]).collect();
    let fits = start.eq_ignore_ascii_case(prefix) && !element.text.is_empty();
    fits.then(|| fit_letters(&words, letters))?
}

/// The same without figures.
fn fit_letters(words: &[Part<'_>], letters: &[u8]) -> Option<usize> {
    let last = words.last()?;
    // *CVE (CVE-2016-1699)* expands nothing.
    let is_own = |word: &Part<'_>| word.text.as_bytes().eq_ignore_ascii_case(letters);
    if is_small(last.text) || words.iter().any(is_own) {
        return None;
    }
    let start = fit_before(words, letters, 0)?;
    let used = words.get(start..)?;
    let full = used.iter().filter(|word| !is_small(word.text)).count();
    // One word gives an abbreviation of its own letters only if it is long: television, TV;
    // electroencephalogram, EEG.
    let shortest = match letters.len() {
        2 => 8,
        3 => 14,
        _ => usize::MAX,
    };
    let is_long = full == 1 && used.iter().any(|word| word.text.len() >= shortest);
    (2 * full >= letters.len() && full > 1 || is_long).then_some(start)
}

/// The same of any words; `given` letters were taken from words behind.
fn fit_before(words: &[Part<'_>], letters: &[u8], given: usize) -> Option<usize> {
    if letters.is_empty() {
        return Some(words.len());
    }
    let (word, before) = words.split_last()?;
    let most = letters.len().min(MOST_LETTERS);
    let taken = (1..=most).find_map(|count| {
        let (rest, own) = letters.split_at(letters.len() - count);
        // No expansion begins with a small word.
        let may_begin = !(rest.is_empty() && is_small(word.text));
        if !(may_begin && gives(word.text, own)) {
            return None;
        }
        fit_before(before, rest, given + count)
    });
    let may_pass = given > 0 && is_small(word.text) || word.joined;
    taken.or_else(|| may_pass.then(|| fit_before(before, letters, given))?)
}

/// Whether a word begins with the first of `letters` and has the others behind in order.
fn gives(word: &str, letters: &[u8]) -> bool {
    let mut chars = word.chars().map(unaccented);
    let mut letters = letters
        .iter()
        .map(|letter| char::from(letter.to_ascii_lowercase()));
    let first = letters.next();
    chars.next() == first && letters.all(|letter| chars.any(|c| c == letter))
}

/// A letter without what stands on it, as abbreviations have it.
fn unaccented(c: char) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    match small {
        'à' | 'á' | 'â' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_found_with_small_words_passed_over() {
        // The words, the letters, the first word of the expansion.
        for (words, letters, expected) in [
            ("the Food and Agriculture Organization", "FAO", Some("Food")),
            (
                "Organisation for Economic Co-operation and Development",
                "OECD",
                Some("Organisation"),
            ),
            (
                "Association of Southeast Asian Nations",
                "ASEAN",
                Some("Association"),
            ),
            ("a non-governmental organisation", "NGO", Some("non")),
            (
                "the Democratic People Republic of Korea",
                "DPRK",
                Some("Democratic"),
            ),
            ("Member of Parliament", "MP", Some("Member")),
            ("Médecins Sans Frontières", "MSF", Some("Médecins")),
            ("Ministère de l Économie", "ME", Some("Ministère")),
            ("deoxyribonucleic acid", "DNA", Some("deoxyribonucleic")),
            ("a television", "TV", Some("television")),
            (
                "an electroencephalogram",
                "EEG",
                Some("electroencephalogram"),
            ),
            ("electrocardiograms", "ECG", Some("electrocardiograms")),
            ("the international", "INL", None),
            ("Doctors Without Borders", "MSF", None),
            ("it was published today", "PDF", None),
            ("the heavy", "TH", None),
            ("CVE-2016-1699", "CVE", None),
            ("a report of", "RO", None),
            ("the Group of Twenty", "G20", Some("Group")),
            ("the Group of 20", "G20", Some("Group")),
            ("the Group of Seventy-Seven", "G77", Some("Group")),
            ("the Group of Twenty", "G8", None),
            ("Boeing 737", "B737", Some("Boeing")),
            ("carbon dioxide", "CO2", Some("carbon")),
            ("sulfur hexafluoride", "SF6", Some("sulfur")),
            ("carbon monoxide", "CO2", None),
            ("twenty", "G20", None),
        ] {
            let mut parts = Vec::new();
            for word in words.split(' ') {
                for (index, text) in word.split('-').enumerate() {
                    parts.push(Part {
                        text,
                        joined: index > 0,
                    });
                }
            }
            let start = fit(&parts, letters.as_bytes());
            let found = start
                .and_then(|start| parts.get(start))
                .map(|part| part.text);
            assert_eq!(found, expected, "{words} ({letters})");
        }
    }
}
