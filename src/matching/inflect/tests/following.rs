//! What stands for a form that was found.

use crate::matching::inflect::{Entry, Inflection, Slot, Slots, Spelling, follow, forms, realise};

/// The forms of `found` under `inflection`, and what they become.
#[track_caller]
fn check(inflection: Inflection, found: &str, replacement: &str, cases: &[(&str, &[&str], bool)]) {
    let entry = Entry::read(found).expect("one mark");
    let replacement = Entry::read(replacement).expect("one mark");
    let made = forms(&entry, inflection);
    for (written, expected, certain) in cases {
        let form = made.iter().find(|form| form.text == *written);
        let form = form.unwrap_or_else(|| panic!("{written} is not made of {found}"));
        let following = follow(form.slots, &replacement, Spelling::British);
        assert_eq!(following.texts, *expected, "{written}");
        assert_eq!(following.certain, *certain, "{written}");
    }
}

#[test]
fn a_replacement_takes_the_form_of_what_it_replaces() {
    check(
        Inflection::Verb,
        "utilize",
        "use",
        &[
            ("utilize", &["use"], true),
            ("utilizes", &["uses"], true),
            ("utilized", &["used"], true),
            ("utilizing", &["using"], true),
        ],
    );
    check(
        Inflection::Noun,
        "chairman",
        "chair",
        &[
            ("chairman", &["chair"], true),
            ("chairmen", &["chairs"], true),
        ],
    );
    check(
        Inflection::Any,
        "purchase",
        "buy",
        &[
            ("purchases", &["buys"], true),
            ("purchased", &["bought"], true),
        ],
    );
    check(
        Inflection::Verb,
        "commit suicide",
        "die by suicide",
        &[("committed suicide", &["died by suicide"], true)],
    );
    check(
        Inflection::Verb,
        "point out",
        "fully explain",
        &[("points out", &["fully explains"], true)],
    );
    check(
        Inflection::Adjective,
        "big",
        "significant",
        &[
            ("bigger", &["more significant"], true),
            ("biggest", &["most significant"], true),
        ],
    );
}

#[test]
fn where_a_form_fills_two_slots_both_are_offered() {
    check(
        Inflection::Verb,
        "commence",
        "begin",
        &[
            ("commenced", &["began", "begun"], false),
            ("commences", &["begins"], true),
        ],
    );
    check(
        Inflection::Verb,
        "cut",
        "reduce",
        &[
            ("cut", &["reduce", "reduced"], false),
            ("cutting", &["reducing"], true),
        ],
    );
    check(
        Inflection::Noun,
        "aircraft",
        "plane",
        &[("aircraft", &["plane", "planes"], false)],
    );
    check(
        Inflection::Noun,
        "addict",
        "person with an addiction",
        &[("addicts", &["people with an addiction"], true)],
    );
    check(
        Inflection::Verb,
        "prevaricate",
        "lie",
        &[("prevaricated", &["lay", "lied", "lain"], false)],
    );
    check(
        Inflection::Verb,
        "constitute",
        "be",
        &[
            ("constitute", &["be", "are"], false),
            ("constitutes", &["is"], true),
            ("constituted", &["was", "were", "been"], false),
        ],
    );
}

#[test]
fn a_form_that_cannot_be_made_leaves_the_base() {
    check(
        Inflection::Noun,
        "tool",
        "equipment",
        &[
            ("tools", &["equipment"], false),
            ("tool", &["equipment"], true),
        ],
    );
    check(
        Inflection::Verb,
        "bury",
        "in the ground",
        &[("buried", &["in the ground"], false)],
    );
}

#[test]
fn a_plural_stands_for_a_plural() {
    check(
        Inflection::Noun,
        "serviceman",
        "troops",
        &[("servicemen", &["troops"], true)],
    );
    check(
        Inflection::Noun,
        "set",
        "series",
        &[("sets", &["series"], true)],
    );
    check(
        Inflection::Noun,
        "troops",
        "soldiers",
        &[("troops", &["soldiers"], true)],
    );
    check(
        Inflection::Noun,
        "sanctions",
        "economic pressure",
        &[("sanctions", &["economic pressure"], true)],
    );
}

#[test]
fn spelling_decides_between_variants() {
    let cases = [
        ("travel", Slot::Past, "travelled", "traveled"),
        ("travel", Slot::PresentParticiple, "travelling", "traveling"),
        ("focus", Slot::Past, "focused", "focused"),
        ("learn", Slot::PastParticiple, "learnt", "learned"),
        ("get", Slot::PastParticiple, "got", "gotten"),
        ("get", Slot::Past, "got", "got"),
        ("fit", Slot::Past, "fitted", "fit"),
        ("prove", Slot::PastParticiple, "proved", "proven"),
        ("worship", Slot::Past, "worshipped", "worshiped"),
        ("age", Slot::PresentParticiple, "ageing", "aging"),
        ("dive", Slot::Past, "dived", "dived"),
        ("cruel", Slot::Comparative, "crueller", "crueler"),
        ("index", Slot::Plural, "indices", "indices"),
        ("man of war", Slot::Plural, "men of war", "men of war"),
        ("carry out", Slot::ThirdPerson, "carries out", "carries out"),
        ("use", Slot::Base, "use", "use"),
    ];
    for (written, slot, british, american) in cases {
        let entry = Entry::plain(written);
        let british_texts = realise(&entry, slot, Spelling::British);
        assert_eq!(british_texts, [british], "{written} {slot:?}");
        let american_texts = realise(&entry, slot, Spelling::American);
        assert_eq!(american_texts, [american], "{written} {slot:?}");
    }
}

#[test]
fn slots_of_forms() {
    let cases: [(Inflection, &str, &str, &[Slot]); 6] = [
        (
            Inflection::Verb,
            "use",
            "used",
            &[Slot::Past, Slot::PastParticiple],
        ),
        (
            Inflection::Verb,
            "cut",
            "cut",
            &[Slot::Base, Slot::Past, Slot::PastParticiple],
        ),
        (
            Inflection::Any,
            "use",
            "uses",
            &[Slot::Plural, Slot::ThirdPerson],
        ),
        (
            Inflection::Noun,
            "sheep",
            "sheep",
            &[Slot::Base, Slot::Plural],
        ),
        (Inflection::Noun, "news", "news", &[Slot::Base]),
        (
            Inflection::Verb,
            "come",
            "come",
            &[Slot::Base, Slot::PastParticiple],
        ),
    ];
    for (inflection, written, text, slots) in cases {
        let made = forms(&Entry::plain(written), inflection);
        let form = made.iter().find(|form| form.text == text).expect("made");
        assert_eq!(form.slots.iter().collect::<Vec<_>>(), slots, "{text}");
    }
    assert!(Slots::NONE.is_empty());
    let none = follow(Slots::NONE, &Entry::plain("use"), Spelling::British);
    assert_eq!(none.texts, ["use"]);
}
