//! Phrases of other languages, by a small dictionary.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use smol_str::SmolStr;

use crate::matching::affix::Dictionary;
use crate::matching::inflect::{Entry, Inflection, Inflector, by_dictionary};

const AFFIXES: &str = "
SET UTF-8
SFX A Y 3
SFX A 0 e . is:fem
SFX A 0 en .
SFX A 0 er . is:mas
SFX N Y 2
SFX N 0 n e is:pl
SFX N 0 s . is:gen
SFX V Y 3
SFX V en e en
SFX V en t en
SFX V en te en
SFX P Y 2
SFX P 0 s . is:gen
SFX P 0 er . is:pl
";

const WORDS: &str = "9
klein/A po:adj
grün/A po:adj
Presse/N po:noun
Gruppe/N po:noun
Bild/P po:noun
bilden/V po:verb
Bilden
mit
Grün
";

const TEXT: [&str; 14] = [
    "klein",
    "kleiner",
    "kleine",
    "grün",
    "Presse",
    "Gruppe",
    "Bild",
    "bilden",
    "mit",
    "xyz",
    "Grün",
    "Rad-Gruppe",
    "l’Presse",
    "(Bild)",
];

/// The dictionary, asked for the words of `texts`.
fn inflector(texts: &[&str]) -> Inflector {
    let words = texts.iter().flat_map(|text| by_dictionary::words(text));
    let wanted: BTreeSet<SmolStr> = words.map(SmolStr::new).collect();
    let dictionary = Dictionary {
        name: "de",
        language: "de",
        affixes: AFFIXES.as_bytes(),
        words: WORDS.as_bytes(),
    };
    let lexicon = dictionary.lexicon(&wanted, &mut Vec::new());
    Inflector::Dictionary(Arc::new(lexicon.expect("a dictionary")))
}

/// The other forms of an entry.
fn forms(written: &str, inflection: Inflection) -> String {
    let inflector = inflector(&[written]);
    let entry = inflector.entry(written).expect("any marks");
    let Some(inflected) = inflector.inflect(&entry, inflection) else {
        return String::new();
    };
    let phrases = inflected.phrases(&entry.text);
    assert_eq!(phrases[0].text, *entry.text, "the base is first");
    let texts: Vec<&str> = phrases[1..].iter().map(|form| form.text.as_str()).collect();
    texts.join(", ")
}

#[test]
fn every_known_word_of_a_phrase_changes() {
    use Inflection::{Any, Noun, Verb};
    let cases = [
        (Noun, "Presse", "Pressen, Presses"),
        (Noun, "mit Presse", "mit Pressen, mit Presses"),
        (Noun, "Rad-Gruppe", "Rad-Gruppen, Rad-Gruppes"),
        (Noun, "l’Presse", "l’Pressen, l’Presses"),
        (Noun, "„Presse“ xyz", "„Pressen“ xyz, „Presses“ xyz"),
        (Verb, "bilden", "bilde, bildt, bildte"),
        (Noun, "klein", "kleine, kleinen, kleiner"),
        (Verb, "klein", "kleine, kleinen, kleiner"),
        (
            Noun,
            "Bild bilden",
            "Bild bilde, Bild bildt, Bild bildte, Bilds bilden, Bilds bilde, Bilds bildt, Bilds bildte, \
             Bilder bilden, Bilder bilde, Bilder bildt, Bilder bildte",
        ),
        (Noun, "Bild~ bilden", "Bilds bilden, Bilder bilden"),
        (Any, "xyz", ""),
        (Any, "mit", ""),
        // A form alone stays, next to what it goes with it changes.
        (Noun, "kleiner", ""),
        (Noun, "kleiner xyz", ""),
        (Noun, "mit kleiner", ""),
        (Noun, "kleine~ xyz", "klein xyz, kleinen xyz, kleiner xyz"),
        (
            Noun,
            "kleiner Grün",
            "klein Grün, kleine Grün, kleinen Grün",
        ),
        (Verb, "kleiner Grün", ""),
    ];
    for (inflection, written, expected) in cases {
        assert_eq!(forms(written, inflection), expected, "{written}");
    }
}

#[test]
fn a_replacement_takes_the_form_that_was_found() {
    // Found, of which phrase, its replacement, what is offered; `!` if it is certain.
    let cases = [
        ("Pressen", "Presse", "Gruppe", "Gruppen !"),
        ("Presse", "Presse", "Gruppe", "Gruppe !"),
        ("Presses", "Presse", "Bild", "Bilds !"),
        ("Pressen", "Presse", "Bild", "Bilder !"),
        ("Pressen", "Presse", "xyz", "xyz"),
        ("Presse", "Presse", "xyz", "xyz !"),
        ("Pressen", "Presse", "kleine Gruppe", "kleine Gruppen"),
        ("kleinen Pressen", "kleine Presse", "Gruppe", "Gruppe"),
        ("kleine Pressen", "kleine Presse", "Gruppe", "Gruppen !"),
        (
            "kleinen Pressen",
            "kleine Presse",
            "grüne Gruppe",
            "grünen Gruppen !",
        ),
        (
            "klein Presse",
            "kleine Presse",
            "grüne Gruppe",
            "grün Gruppe !",
        ),
        ("bildte", "bilden", "klein", "klein"),
    ];
    for (found, phrase, replacement, expected) in cases {
        let inflector = inflector(&[phrase, replacement]);
        let entry = Entry::plain(phrase);
        let inflected = inflector.inflect(&entry, Inflection::Any).expect("forms");
        let whole = inflected.phrases(phrase);
        let form = whole.iter().find(|form| form.text == found);
        let form = form.unwrap_or_else(|| panic!("{found} is no form of {phrase}"));
        let head = inflected.head.text(phrase).expect("a part");
        let following = inflector.follow(head, form, &Entry::plain(replacement));
        let certain = if following.certain { " !" } else { "" };
        let offered = format!("{}{certain}", following.texts.join(" | "));
        assert_eq!(offered, expected, "{found} of {phrase} → {replacement}");
    }
}

#[test]
fn a_phrase_of_any_length_is_read() {
    let long = "Presse ".repeat(20_000);
    let made = forms(long.trim_end(), Inflection::Noun);
    assert!(made.ends_with("Presses"), "not so");
    let long = "Presse-".repeat(20_000);
    assert!(forms(&long, Inflection::Noun).ends_with("Presses-"));
}

proptest! {
    /// The words that change, put in their own place, have every form that is found.
    #[test]
    fn words_follow_themselves(
        words in prop::collection::vec(prop::sample::select(&TEXT[..]), 1..5),
        inflection in prop::sample::select(Inflection::ALL.map(|(_, it)| it).to_vec()),
    ) {
        let phrase = words.join(" ");
        let inflector = inflector(&[&phrase]);
        let entry = Entry::plain(&phrase);
        if let Some(inflected) = inflector.inflect(&entry, inflection) {
            let head = inflected.head.text(&phrase).expect("a part");
            let forms = &inflected.forms;
            prop_assert_eq!(forms[0].text.as_str(), head);
            for (index, form) in forms.iter().enumerate() {
                prop_assert!(forms[..index].iter().all(|other| other.text != form.text));
                let following = inflector.follow(head, form, &Entry::plain(head));
                prop_assert!(following.texts.contains(&form.text), "{} of {phrase}: {following:?}", form.text);
            }
        }
    }
}
