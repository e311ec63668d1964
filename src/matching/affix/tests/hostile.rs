//! Files that are broken, or made to be too much.

use std::fmt::Write as _;

use smol_str::SmolStr;

use super::super::key::Asked;
use super::super::lookup::Lookup;
use super::super::{Part, Problem, read_rules};
use super::{listed, read, read_as};

#[test]
fn what_is_wrong_costs_a_line() {
    let cases = [
        (
            "SFX A Y 1\nSFX A 0",
            2,
            "an affix says what it strips and what it adds",
        ),
        ("SFX", 1, "an affix without a flag"),
        ("SFX A 0 s .", 1, "the class of this affix is not announced"),
        ("SFX A Y 1\nSFX A 0 s [ab", 2, "‘[ab’ is no condition"),
        ("FLAG short", 1, "‘short’ is no kind of flags"),
        ("IGNORE \u{0}", 0, ""),
    ];
    for (affixes, line, message) in cases {
        let affixes = format!("{affixes}\nSFX B Y 1\nSFX B 0 en .");
        let (lexicon, problems) = read(&affixes, "1\nok/B\n", &["ok"]);
        let expected = (line > 0).then(|| Problem {
            part: Part::Affixes,
            line: Some(line),
            message: message.to_owned(),
            is_limit: false,
        });
        assert_eq!(problems, Vec::from_iter(expected), "{affixes}");
        assert_eq!(listed(&lexicon, "ok"), "oken", "{affixes}");
    }
}

#[test]
fn another_kind_of_file_is_refused() {
    let (_, problems) = read("", "word\nother", &["word"]);
    assert_eq!(
        problems[0].message,
        "this is no list of words: the first line is not their number"
    );
    assert_eq!(problems[0].part, Part::Words);
    let (_, problems) = read("", "", &["word"]);
    assert_eq!(problems.len(), 1);
    let (_, problems) = read("SET ISCII-DEVANAGARI", "1\nword", &["word"]);
    assert_eq!(
        problems[0].message,
        "the encoding ‘ISCII-DEVANAGARI’ is not known"
    );
    let (lexicon, problems) = read_as(
        "xx",
        b"SET UTF-8\n\xFF\xFE\0",
        b"1\n\xFF\nok\n\0\x80/A",
        &["ok"],
    );
    assert_eq!(problems, []);
    assert_eq!(listed(&lexicon, "ok"), "");
}

#[test]
fn affixes_that_follow_themselves_end() {
    let affixes = "SET UTF-8\nSFX A Y 2\nSFX A 0 a/A .\nSFX A 0 b/A .";
    let (lexicon, problems) = read(affixes, "1\nx/A", &["x"]);
    assert_eq!(listed(&lexicon, "x"), "xa, xaa, xab, xb, xba, xbb");
    assert_eq!(problems, []);
}

#[test]
fn of_too_many_forms_the_shorter_are_kept() {
    let mut affixes = "SET UTF-8\n".to_owned();
    for flag in ["A", "B"] {
        let _ = writeln!(affixes, "SFX {flag} Y 100");
        for number in 0..100 {
            let _ = writeln!(affixes, "SFX {flag} 0 {flag}{number:03}/B .");
        }
    }
    let (lexicon, problems) = read(&affixes, "2\nx/A\ny/A", &["x", "y"]);
    assert_eq!(lexicon.word("x").map(|word| word.forms.len()), Some(101));
    let message =
        "‘x’ and one more word would have too many forms: only the shorter ones are found";
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, message);
    assert!(problems[0].is_limit);
}

#[test]
fn the_work_for_all_words_has_an_end() {
    let affixes = b"SET UTF-8\nSFX A Y 3\nSFX A 0 s .\nSFX A 0 t .\nSFX A 0 u .";
    let mut problems = Vec::new();
    let mut rules = read_rules::read(affixes, &mut problems).expect("rules");
    let mut lookup = Lookup::new("xx", &mut rules);
    lookup.steps = 5;
    let words = ["a", "b", "c"].map(SmolStr::new);
    let asked = words
        .each_ref()
        .map(|word| Asked::whole(word, lookup.rules));
    let unknown = lookup.answer(b"3\na/A\nb/A\nc/A", &asked);
    assert_eq!(unknown, Ok(Vec::new()));
    let lexicon = lookup.finish(&mut problems);
    let found = words.each_ref().map(|word| listed(&lexicon, word));
    assert_eq!(found, ["as, at, au", "bs, bt", ""]);
    let message =
        "‘b’ and one more word would have too many forms: only the shorter ones are found";
    assert_eq!(problems[0].message, message);
}
