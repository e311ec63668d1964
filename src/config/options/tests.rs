//! What configuration files say, key by key, and what is wrong with them.

use super::*;
use crate::rules::definition::testing::report;

fn check(text: &str, expected: &[&str]) -> Options {
    let mut faults = Vec::new();
    let (options, _) = read(FileId(0), text, &mut faults);
    assert_eq!(report(text, &faults), expected, "{text:?}");
    options
}

#[test]
fn every_key_is_read() {
    let options = check(
        "extends = '../h.toml'\nstyles = ['newsroom', 'a.csv']\nlanguage = 'EN_gb'\n\
             fail-on = 'never'\nblockquotes = 'prose'\n[rules]\na.b = 'off'\n\
             [[overrides]]\nfiles = ['x/**']\nrules = { a = 'on' }\n[[overrides]]\nfiles = []\n[overrides.rules]\n",
        &[],
    );
    let styles = options
        .styles
        .iter()
        .flatten()
        .map(|written| written.text.as_str());
    assert_eq!(styles.collect::<Vec<_>>(), ["newsroom", "a.csv"]);
    assert_eq!(
        options.extends.map(|written| written.text),
        Some("../h.toml".into())
    );
    assert_eq!(options.language, Some("en-GB".into()));
    assert_eq!(options.fail_on, Some(FailOn::Never));
    assert_eq!(options.blockquotes_are_prose, Some(true));
    assert_eq!((options.rules.len(), options.overrides.len()), (1, 2));
    assert_eq!(check("", &[]), Options::default());
}

#[test]
fn what_a_key_does_not_take_is_said() {
    let cases: [(&str, &str); 24] = [
        (
            "stiles = []",
            "1:1: unknown key ‘stiles’; did you mean ‘styles’?",
        ),
        (
            "fail_on = 'x'",
            "1:1: unknown key ‘fail_on’; did you mean ‘fail-on’?",
        ),
        (
            "[override]",
            "1:2: unknown key ‘override’; did you mean ‘overrides’?",
        ),
        (
            "[[rule]]\nid = 'x'",
            "1:3: unknown key ‘rule’; that is for style files, which are named in ‘styles’",
        ),
        (
            "[[term]]",
            "1:3: unknown key ‘term’; that is for style files, which are named in ‘styles’",
        ),
        (
            "colour = 'x'",
            "1:1: unknown key ‘colour’; a configuration has: \
                 extends, styles, language, dictionaries, variant, blockquotes, ignore-text, fail-on, rules, overrides",
        ),
        (
            "variant = { uk = true }",
            "1:11: ‘variant’ takes a string or a list of strings, not a table",
        ),
        ("variant = ['uk', '']", "1:18: ‘variant’ is empty"),
        (
            "[[overrides]]\nfiles = ['a']\nlanguage = 'de'\nrules = {}",
            "3:1: ‘language’ cannot be set for some files only; ‘[[overrides]]’ has: files, rules, variant",
        ),
        (
            "ignore-text = 'x+'",
            "1:15: ‘ignore-text’ takes a list of strings, not a string (‘x+’); write [\"x+\"]",
        ),
        ("vale = '.vale.ini'", "1:1: ‘vale’ is not supported yet"),
        (
            "extends = ['a']",
            "1:11: ‘extends’ takes a string, not a list",
        ),
        ("extends = ''", "1:11: ‘extends’ is empty"),
        (
            "styles = 'newsroom'",
            "1:10: ‘styles’ takes a list of strings, not a string (‘newsroom’); write [\"newsroom\"]",
        ),
        (
            "styles = ['a', 3]",
            "1:16: ‘styles’ takes strings, not a number (3)",
        ),
        (
            "language = 'english'",
            "1:12: ‘english’ is no language tag; \
                 write two letters, and a country if it matters: \"en-GB\"",
        ),
        (
            "fail-on = 'erorr'",
            "1:11: ‘erorr’ is no value of ‘fail-on’; did you mean ‘error’?",
        ),
        (
            "fail-on = true",
            "1:11: ‘fail-on’ takes a string, not true or false (true)",
        ),
        (
            "blockquotes = 'skip'",
            "1:15: ‘skip’ is no value of ‘blockquotes’; there are prose, quotation",
        ),
        (
            "rules = 'off'",
            "1:9: ‘rules’ takes a table, not a string (‘off’)",
        ),
        (
            "[overrides]\nfiles = []",
            "1:1: ‘[overrides]’ lacks a second pair of brackets; \
                 write ‘[[overrides]]’; until then it is left out",
        ),
        (
            "[[overrides]]\nfiles = ['a']",
            "1:1: this ‘[[overrides]]’ has no ‘rules’; \
                 say what is different there: rules = { \"newsroom\" = \"off\" }",
        ),
        (
            "[[overrides]]\nfile = ['a']\nfiles = []\nrules = {}",
            "2:1: ‘file’ cannot be set for some files only; did you mean ‘files’?",
        ),
        (
            "[[overrides]]\nfiles = 'a'\nrules = {}",
            "2:9: ‘files’ takes a list of strings, not a string (‘a’); write [\"a\"]",
        ),
    ];
    for (text, fault) in cases {
        check(text, &[fault]);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(
        text in r"((styles|extends|rules|overrides|files|language|fail-on|vale|x)(\.x)?( = )?(\[\]|'x'|1|\{\}|\['x', 1\]|\[)?\n|\[\[overrides\]\]\n|\[rules(\.a)?\]\n){0,12}",
    ) {
        let mut faults = Vec::new();
        let _ = read(FileId(0), &text, &mut faults);
        for fault in faults {
            let span = fault.place.map(Place::span).unwrap_or_default();
            proptest::prop_assert!(span.text(&text).is_some(), "{fault:?}");
        }
    }
}
