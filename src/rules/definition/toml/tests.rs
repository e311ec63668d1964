//! TOML texts and what is read from them, or said about them.

use proptest::prelude::*;

use super::*;
use crate::rules::definition::testing::{report, show};
use crate::rules::value::Value;

fn read_text(text: &str) -> (Document, Vec<Fault>) {
    let mut faults = Vec::new();
    let document = read(FileId(0), text, &["rule", "term"], &mut faults);
    (document, faults)
}

fn check(text: &str, tree: &str, expected: &[&str]) {
    let (document, faults) = read_text(text);
    assert_eq!(show(&document.entries), tree, "{text:?}");
    assert_eq!(report(text, &faults), expected, "{text:?}");
}

#[test]
fn values_keep_their_order_and_kind() {
    check("", "", &[]);
    check("z = 1\na = [true, \"x\"]\n", "z: 1, a: [true, \"x\"]", &[]);
    check(
        "b.z = 1\na = 0xff\nb.a = 1e3\n",
        "b: {z: 1, a: 1000.0}, a: 255",
        &[],
    );
    check(
        "[rule]\na = {b.c = 2026-11-24}",
        "rule: {a: {b: {c: date 2026-11-24}}}",
        &[],
    );
    check(
        "[[rule]]\nid = 'a'\n[rule.x]\n\"é y\" = 1\n",
        "rule: [{id: \"a\", x: {é y: 1}}]",
        &[],
    );
    check(
        "\u{feff}[style]\r\nname = 'x'\r\n",
        "style: {name: \"x\"}",
        &[],
    );
    check("[style]\rname = 'x'\r", "style: {name: \"x\"}", &[]);
}

#[test]
fn places_are_those_of_the_text() {
    let text = "\u{feff}a = 1\nb = \"é\" # c\n[[rule]]\nx.'y z' = [2]\n";
    let (document, _) = read_text(text);
    let written = |place: Place| place.span().text(text).unwrap_or("?");
    let [a, b, rule] = &document.entries[..] else {
        panic!("{document:?}")
    };
    assert_eq!((written(a.place), written(a.node.place)), ("a", "1"));
    assert_eq!((written(b.place), written(b.node.place)), ("b", "\"é\""));
    let Value::List(rules) = &rule.node.value else {
        panic!("{rule:?}")
    };
    assert_eq!(written(rules[0].place), "[[rule]]");
    let Value::Table(keys) = &rules[0].value else {
        panic!("{rule:?}")
    };
    let Value::Table(keys) = &keys[0].node.value else {
        panic!("{keys:?}")
    };
    assert_eq!(
        (written(keys[0].place), written(keys[0].node.place)),
        ("'y z'", "[2]")
    );
}

#[test]
fn a_syntax_error_costs_its_section() {
    let cases: [(&str, &str, &str); 12] = [
        (
            "[[rule]]\nid = 'a'\nphrases = [\"a\",\n[[rule]]\nid = 'b'\n",
            "3:16: this list is not closed; end it with ]",
            "rule: [{id: \"b\"}]",
        ),
        (
            "[[rule]]\nid = 'a'\n[[rule]]\nseverity = warning\nid = oops\n",
            "4:12: ‘warning’ has no quotation marks; write \"warning\"",
            "rule: [{id: \"a\"}]",
        ),
        (
            "[[rule]]\nenabled = No\n",
            "2:11: ‘No’ has no quotation marks; write false",
            "",
        ),
        (
            "[[rule]]\nid = “abc”\n",
            "2:6: ‘“abc”’ has the wrong quotation marks; write straight ones: \"abc\"",
            "",
        ),
        (
            "[[rule]]\nid = \n",
            "2:5: a value is missing here; write one",
            "",
        ),
        (
            "[[rule]]\nid \"a\"\n",
            "2:4: ‘id \"a\"’ is no key with a value; write = and a value behind it",
            "",
        ),
        (
            "[[rule]]\nnote = \"\"\"abc\n[[rule]]\nid = 'b'\nnote = \"\"\"x\"\"\"\n",
            "2:14: this text is not closed; end it with \"\"\"",
            "rule: [{id: \"b\", note: \"x\"}]",
        ),
        (
            "[[rule]]\nid = \"abc\nx = 1\n",
            "2:10: this text is not closed; end it with \"",
            "",
        ),
        (
            "[[rule]]\npattern = \"\\d\"\n[[term]]\nterm = 'x'",
            "2:13: ‘\\d’ has no meaning in \"…\"; \
             double the backslash, or put the text in '…' instead of \"…\"",
            "term: [{term: \"x\"}]",
        ),
        (
            "[[rule]]\nid = \"d\" 'x'\n",
            "2:10: ‘'x'’ follows a value that has ended; give it a line of its own, or look at the quotes before it",
            "",
        ),
        (
            "[[rule]\nid = \"d\"\n[[rule]]\nid = 'b'",
            "1:8: this header is not closed; end it with ]]",
            "rule: [{id: \"b\"}]",
        ),
        (
            "[[rule]]\nid = \"a\u{1}\"",
            "2:8: there is a control character in this text; \
             delete it, or write it as \\u and four digits",
            "",
        ),
    ];
    for (text, fault, tree) in cases {
        check(
            text,
            tree,
            &[&format!("{fault}; until then this ‘[[rule]]’ is left out")],
        );
    }
}

#[test]
fn in_a_plain_table_it_costs_one_key() {
    check(
        "styles = ['a']\na b = 1\nx = 01\nc: d\ns = 2026-03\n[rules]\ny = off\nz = [\n  1,\n]\n",
        "styles: [\"a\"], rules: {z: [1]}",
        &[
            "2:3: ‘a b = 1’ is no key with a value; a key with a space in it stands in quotes; \
             until then this key is left out",
            "3:5: this is no TOML: unexpected leading zero; expected nothing; \
             until then this key is left out",
            "4:2: ‘c: d’ is no key with a value; write = where : stands; \
             until then this key is left out",
            "5:5: ‘2026-03’ has no quotation marks; write \"2026-03\"; \
             until then this key is left out",
            "7:5: ‘off’ has no quotation marks; write \"off\"; until then this key is left out",
        ],
    );
    check(
        "a = 1\n[style\nb = 1\n",
        "a: 1",
        &["2:7: this header is not closed; end it with ]; until then this ‘[style]’ is left out"],
    );
    let deep = format!("b = 1\n{} = 1\n", vec!["a"; 20].join("."));
    check(
        &deep,
        "b: 1",
        &["2:1: this key has too many parts; write at most eight; \
           until then this key is left out"],
    );
}

#[test]
fn what_looks_like_a_header_in_a_text_is_none() {
    check(
        "[[rule]]\nnote = \"\"\"\n[[rule]]\n\"\"\"\n[[rule]]\nid = yes\n",
        "rule: [{note: \"[[rule]]\\n\"}]",
        &["6:6: ‘yes’ has no quotation marks; write true; \
           until then this ‘[[rule]]’ is left out"],
    );
}

#[test]
fn what_is_written_twice_is_said_and_the_rest_kept() {
    check(
        "[[rule]]\nid = 'd'\nid = 'e'\nid.x = 3\n",
        "rule: [{id: \"d\"}]",
        &[
            "3:1: ‘id’ is written twice; keep one of them; the first counts",
            "4:1: ‘id’ has a value already, so nothing can stand below it; \
             in ‘[rules]’, put each whole id in quotes",
        ],
    );
    check(
        "[style]\na = 1\n[style]\nb = 1\n",
        "style: {a: 1, b: 1}",
        &["3:2: ‘style’ is written twice; keep one of them; the first counts"],
    );
}

#[test]
fn a_missing_pair_of_brackets_does_not_cost_the_other_rules() {
    let fault = "‘[rule]’ lacks a second pair of brackets; \
                 write ‘[[rule]]’; until then it is left out";
    check(
        "[[rule]]\nid = 'a'\n[rule]\nid = 'b'\n[rule.replace]\na = 'b'\n[[rule]]\nid = 'e'",
        "rule: [{id: \"a\"}, {id: \"e\"}]",
        &[&format!("3:1: {fault}")],
    );
    check(
        "[rule]\nid = 'a'\n[rule]\nid = 'b'\n",
        "",
        &[&format!("1:1: {fault}"), &format!("3:1: {fault}")],
    );
    check(
        "[rule.replace]\na = 'b'\n[[rule]]\nid = 'e'",
        "rule: [{id: \"e\"}]",
        &["1:1: ‘[rule.replace]’ belongs to no ‘[[rule]]’; write it below its ‘[[rule]]’"],
    );
}

#[test]
fn numbers_and_nesting_have_limits() {
    check(
        "a = \"1.3.6.1.4.1.311.21.20\"\n",
        "a: \"1.3.6.1.4.1.311.21.20\"",
        &[],
    );
    check(
        "a = 99999999999999999999\nb = 1\n",
        "b: 1",
        &["1:5: ‘99999999999999999999’ is too large a number"],
    );
    let nested = |levels: usize| format!("a = {}{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(
        read_text(&nested(40)).1[0].message,
        "this is nested too deeply"
    );
    assert_eq!(read_text(&nested(5000)).1.len(), 1);
}

#[test]
fn hostile_texts_take_a_moment_at_most() {
    let pieces = [
        "x = [[[[[",
        "[a]\n",
        "[[rule]]\nx = '''a\n",
        "[rule.a]\n",
        "x=\"\"\"\n[a]\n",
        "a.",
    ];
    for piece in pieces {
        let (_, faults) = read_text(&piece.repeat(2_000));
        assert!(!faults.is_empty(), "{piece}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_place_fits(
        text in r#"([\[\]{}=.,"'#\n\r a-dé“\\1]|\[\[rule\]\]\n|\[style\]\n|'''|"""|id = "x"\n){0,60}"#,
    ) {
        let (_, faults) = read_text(&text);
        for fault in faults {
            let span = fault.place.map(Place::span).unwrap_or_default();
            prop_assert!(span.text(&text).is_some(), "{fault:?}");
        }
    }

    /// A broken section between two sound ones costs neither of them.
    #[test]
    fn a_broken_section_costs_only_itself(
        broken in r#"[a-d]{1,3} = [\["'{]{1,2}[a-d ,]{0,5}\n"#,
    ) {
        let text = format!("[[rule]]\nid = 'first'\n[[rule]]\n{broken}[[rule]]\nid = 'last'\n");
        let (document, faults) = read_text(&text);
        let shown = show(&document.entries);
        prop_assert!(shown.starts_with("rule: [{id: \"first\"}"), "{shown}");
        prop_assert!(shown.ends_with("{id: \"last\"}]"), "{shown}");
        prop_assert!(faults.len() == 1 || (faults.is_empty() && document.lost.is_empty()));
    }
}
