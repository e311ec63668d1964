//! What the affixes of a dictionary make of its words.

use super::check;

#[test]
fn suffixes_strip_add_and_have_conditions() {
    check(
        "
        SFX P Y 4
        SFX P 0 s [^sxyz]
        SFX P 0 es [sxz]
        SFX P y ies [^aeiou]y
        SFX P 0 s [aeiou]y
        ",
        "regime/P\nbox/P\nparty/P\nday/P\nnews",
        "
        regime: regimes
        box: boxes
        party: parties
        day: days
        news:
        other: -
        ",
    );
}

#[test]
fn prefixes_are_no_inflection() {
    check(
        "
        PFX L Y 1
        PFX L 0 l' .
        SFX S Y 1
        SFX S 0 s/L .
        ",
        "ami/LS",
        "ami: amis",
    );
}

#[test]
fn a_suffix_may_follow_a_suffix_but_no_third() {
    check(
        "
        SFX A Y 1
        SFX A 0 able/B .
        SFX B Y 1
        SFX B 0 s/C .
        SFX C Y 1
        SFX C 0 x .
        ",
        "drink/A",
        "drink: drinkable, drinkables",
    );
    check(
        "
        COMPLEXPREFIXES
        SFX A Y 1
        SFX A 0 able/B .
        SFX B Y 1
        SFX B 0 s .
        ",
        "drink/A",
        "drink: drinkable",
    );
}

#[test]
fn what_needs_an_affix_does_not_stand_alone() {
    check(
        "
        NEEDAFFIX n
        SFX A Y 2
        SFX A 0 in/n .
        SFX A 0 e .
        SFX B Y 1
        SFX B 0 nen .
        SFX C Y 1
        SFX C 0 in/nB .
        ",
        "haus/nA\nlehr/C",
        "
        haus: hause
        lehr: lehrinnen
        ",
    );
}

#[test]
fn a_circumfix_has_both_ends() {
    check(
        "
        CIRCUMFIX x
        PFX G Y 2
        PFX G 0 ge/x .
        PFX G 0 be .
        SFX T Y 2
        SFX T en t/Gx [^t]en
        SFX T en e .
        ",
        "sagen/T",
        "sagen: gesagt, sage",
    );
}

#[test]
fn forbidden_words_and_parts_of_compounds_are_no_forms() {
    check(
        "
        FORBIDDENWORD !
        ONLYINCOMPOUND o
        SFX A Y 3
        SFX A 0 s .
        SFX A 0 en .
        SFX A 0 n/o .
        ",
        "Katze/A\nKatzes/!\nHund/A!\nBund/Ao",
        "
        Katze: Katzeen
        Hund: -
        Bund: -
        ",
    );
}

#[test]
fn the_start_of_a_compound_is_no_form() {
    check(
        "SFX A Y 2\nSFX A 0 - .\nSFX A 0 es .",
        "Haus/A\n-mal/A",
        "Haus: Hauses",
    );
}

#[test]
fn a_suffix_may_take_the_whole_word_away_only_if_the_file_says_so() {
    let rules = "SFX A Y 2\nSFX A go went go\nSFX A 0 es .";
    check(rules, "go/A", "go: goes");
    check(&format!("FULLSTRIP\n{rules}"), "go/A", "go: went, goes");
}

#[test]
fn homonyms_are_one_word() {
    check(
        "SFX A Y 1\nSFX A 0 s .\nSFX B Y 2\nSFX B 0 s .\nSFX B 0 ed .",
        "work/A po:noun\nwork/B po:verb",
        "work: works, worked",
    );
}

#[test]
fn a_derived_word_is_no_form() {
    check(
        "
        SFX A Y 2
        SFX A 0 able/B . ds:able
        SFX A 0 s . is:sg3
        SFX B Y 1
        SFX B 0 s .
        ",
        "drink/A",
        "drink: drinks",
    );
}

#[test]
fn irregular_forms_say_what_they_are_forms_of() {
    check(
        "SFX A Y 1\nSFX A 0 s .\nSFX G Y 1\nSFX G 0 's .",
        "foot/AG\nfeet/G st:foot is:pl\nfooty st:foot ds:y\nhand/A",
        "
        foot: foots, foot's, feet, feet's
        feet: feet's
        hand: hands
        ",
    );
}

#[test]
fn flags_have_four_notations_and_aliases() {
    let cases = [
        ("", "A", "B", "AB"),
        ("FLAG long", "Aa", "Bb", "AaBb"),
        ("FLAG num", "7", "1001", "1001,7"),
        ("FLAG UTF-8", "ä", "Я", "äЯ"),
        // Each byte of a character is a flag of its own.
        ("", "B", "\u{E4}", "\u{E4}B"),
    ];
    for (notation, first, second, both) in cases {
        check(
            &format!(
                "{notation}\nSFX {first} Y 1\nSFX {first} 0 s .\nSFX {second} Y 1\nSFX {second} 0 ed ."
            ),
            &format!("work/{both}"),
            "work: works, worked",
        );
    }
    check(
        "
        AF 2
        AF A
        AF AB
        AM 2
        AM is:pl
        AM po:verb
        SFX A Y 1
        SFX A 0 s/1 . 1
        SFX B Y 1
        SFX B 0 ed .
        ",
        "hand/1\nwork/2\t2\nfoot/3",
        "
        hand: hands, handss
        work: works, workss, worked
        foot:
        ",
    );
}

#[test]
fn flags_alone_can_follow_a_word() {
    check(
        "SFX A Y 1\nSFX A 0 /B .\nSFX B Y 1\nSFX B 0 s .\nSFX C Y 1\nSFX C 0 0/B .",
        "a/A\nb/C",
        "
        a: as
        b: bs
        ",
    );
}

#[test]
fn lists_have_comments_fields_slashes_and_white_space() {
    check(
        "
        # a comment
        SFX A Y 1 # of one
        SFX A 0 s .

        TRY abc
        REP 1
        REP f ph
        ",
        "\tThis is a list.\n\n# and this a comment\nand\\/or/A\nad hoc/A\tadverb\nhand/A  is:sg\nfoot/A\t\r\n/odd\nlast/A",
        "
        and/or: and/ors
        hand: hands
        foot: foots
        last: lasts
        ad hoc: ad hocs
        ",
    );
}

#[test]
fn more_affixes_than_announced_are_as_good() {
    check(
        "SFX A Y 1\nSFX A 0 s .\nSFX A 0 ed .\nSFX B Y 3\nSFX B 0 ing .",
        "work/AB",
        "work: works, worked, working",
    );
    // What looks like an announcement is one only where no affix is expected.
    check("SFX A Y 2\nSFX A Y 1 Y\nSFX A 0 s .", "bY/A", "bY: b1, bYs");
}
