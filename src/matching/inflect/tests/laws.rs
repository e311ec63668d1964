//! What holds for any entry.

use proptest::prelude::*;

use crate::matching::inflect::{Entry, Inflection, Slot, Spelling, forms, inflect, realise};

/// Words that the tables know, joined as phrases are, and any text at all.
fn entries() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        proptest::sample::select(vec![
            "be",
            "go",
            "undergo",
            "travel",
            "focus",
            "regime",
            "man",
            "of",
            "in",
            "the",
            "general",
            "attorney",
            "femme",
            "fatale",
            "woman",
            "news",
            "Kennedy",
            "NGO",
            "F",
            "16",
            "d’état",
            "passer",
            "by",
            "up",
            "well",
            "known",
            "big",
            "cut~",
            "é",
            "e\u{301}",
            "режим",
            "İ",
            "ß",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z]{1,8}",
        "\\PC{0,4}",
    ];
    let joint = proptest::sample::select(vec![" ", "-", "\u{A0}", "–", "’", "'", ", ", "  ", ""]);
    proptest::collection::vec((word, joint), 0..6).prop_map(|parts| {
        let join = |(word, joint): (String, &str)| format!("{word}{joint}");
        parts.into_iter().map(join).collect()
    })
}

proptest! {
    #[test]
    fn the_base_is_first_and_forms_differ(written in entries()) {
        let Ok(entry) = Entry::read(&written) else { return Ok(()) };
        for (_, inflection) in Inflection::ALL {
            let made = forms(&entry, inflection);
            prop_assert_eq!(&made[0].text, &*entry.text);
            prop_assert!(made[0].slots.contains(Slot::Base));
            for (index, form) in made.iter().enumerate() {
                prop_assert!(!form.slots.is_empty());
                prop_assert!(entry.text.is_empty() || !form.text.is_empty());
                prop_assert!(made[..index].iter().all(|earlier| earlier.text != form.text));
            }
        }
    }

    #[test]
    fn a_phrase_changes_in_its_head_alone(written in entries()) {
        let Ok(entry) = Entry::read(&written) else { return Ok(()) };
        for (_, inflection) in Inflection::ALL {
            let Some(inflected) = inflect(&entry, inflection) else { continue };
            let (before, after) = (&entry.text[..inflected.head.start], &entry.text[inflected.head.end..]);
            for (form, whole) in inflected.forms.iter().zip(inflected.phrases(&entry.text)) {
                prop_assert_eq!(whole.text.as_str(), format!("{before}{}{after}", form.text));
            }
        }
    }

    #[test]
    fn what_is_realised_is_found(written in entries()) {
        let Ok(entry) = Entry::read(&written) else { return Ok(()) };
        let kinds = [
            (Slot::Base, Inflection::Verb),
            (Slot::Plural, Inflection::Noun),
            (Slot::ThirdPerson, Inflection::Verb),
            (Slot::Past, Inflection::Verb),
            (Slot::PastParticiple, Inflection::Verb),
            (Slot::PresentParticiple, Inflection::Verb),
        ];
        for (slot, inflection) in kinds {
            let made = forms(&entry, inflection);
            for spelling in [Spelling::British, Spelling::American] {
                for text in realise(&entry, slot, spelling) {
                    prop_assert!(made.iter().any(|form| form.text == text), "{}", text);
                }
            }
        }
    }

    #[test]
    fn where_there_is_a_form_each_spelling_chooses_one(written in entries()) {
        let Ok(entry) = Entry::read(&written) else { return Ok(()) };
        for (_, inflection) in Inflection::ALL {
            for slot in forms(&entry, inflection).iter().flat_map(|form| form.slots.iter()) {
                if inflection != Inflection::Any {
                    prop_assert!(!realise(&entry, slot, Spelling::British).is_empty());
                    prop_assert!(!realise(&entry, slot, Spelling::American).is_empty());
                }
            }
        }
    }
}
