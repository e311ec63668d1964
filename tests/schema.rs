//! The JSON Schemas against styles and configurations, right ones and wrong ones.
//!
//! What they say is read by a validator of the few words that they use.

use std::fs;
use std::path::Path;

use housestyle::config::schema::of_configuration;
use housestyle::rules::schema::of_style;
use serde_json::Value;

/// Whether `value` is as `schema` says, a part of `root`.
fn is_valid(value: &Value, schema: &Value, root: &Value) -> bool {
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(path) => root
            .pointer(path.trim_start_matches('#'))
            .expect("it is defined"),
        None => schema,
    };
    let known = [
        "$schema",
        "title",
        "description",
        "definitions",
        "type",
        "enum",
        "const",
        "anyOf",
        "items",
        "minItems",
        "maxItems",
        "minimum",
        "properties",
        "additionalProperties",
        "required",
    ];
    let words = schema.as_object().expect("an object").keys();
    for word in words {
        assert!(
            known.contains(&word.as_str()),
            "the validator does not know {word}"
        );
    }
    let is_type = |name: &Value| match name.as_str() {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        other => panic!("{other:?}"),
    };
    let list = |name: &str| schema.get(name).and_then(Value::as_array);
    let number = |name: &str| schema.get(name).and_then(Value::as_i64);
    let items_are_valid = value.as_array().is_none_or(|items| {
        let count = i64::try_from(items.len()).expect("a small list");
        schema
            .get("items")
            .is_none_or(|schema| items.iter().all(|item| is_valid(item, schema, root)))
            && number("minItems").is_none_or(|least| count >= least)
            && number("maxItems").is_none_or(|most| count <= most)
    });
    let properties_are_valid = value.as_object().is_none_or(|object| {
        object.iter().all(|(key, value)| {
            let own = schema.get("properties").and_then(|known| known.get(key));
            match own.or_else(|| schema.get("additionalProperties")) {
                Some(Value::Bool(allowed)) => *allowed,
                Some(schema) => is_valid(value, schema, root),
                None => true,
            }
        }) && list("required").is_none_or(|keys| {
            keys.iter()
                .all(|key| object.contains_key(key.as_str().expect("a name")))
        })
    });
    schema.get("type").is_none_or(is_type)
        && list("enum").is_none_or(|choices| choices.contains(value))
        && schema.get("const").is_none_or(|only| only == value)
        && number("minimum").is_none_or(|least| value.as_i64().is_none_or(|number| number >= least))
        && list("anyOf").is_none_or(|any| any.iter().any(|schema| is_valid(value, schema, root)))
        && items_are_valid
        && properties_are_valid
}

#[track_caller]
fn check(schema: &Value, text: &str, expected: bool) {
    let value: Value = toml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(is_valid(&value, schema, schema), expected, "{text}");
}

fn toml_files(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let toml = paths.filter(|path| path.extension().is_some_and(|suffix| suffix == "toml"));
    toml.map(|path| fs::read_to_string(path).expect("UTF-8"))
        .collect()
}

#[test]
fn styles_that_are_used_are_valid() {
    let schema = of_style();
    let styles = toml_files("styles/newsroom");
    assert!(!styles.is_empty());
    for text in styles {
        check(&schema, &text, true);
    }
    check(&schema, include_str!("../src/cli/init/house.toml"), true);
    check(
        &of_configuration(),
        include_str!("../src/cli/init/housestyle.toml"),
        true,
    );
}

#[test]
fn what_is_a_fault_is_no_valid_style() {
    let schema = of_style();
    for (text, expected) in [
        ("", true),
        ("[[rule]]\nid = 'a'\nphrases = 'x'\ninflect = true\n", true),
        (
            "[[rule]]\nid = 'a'\nphrases = ['x']\nexamples.fix = [['a', 'b']]\n",
            true,
        ),
        (
            "[[rule]]\nid = 'a'\nphrases = ['x']\nexamples.fix = [['a']]\n",
            false,
        ),
        (
            "[[rule]]\nid = 'a'\n[rule.replace]\na = ['b', 'c']\nd = 'e'\n",
            true,
        ),
        ("[[rule]]\nid = 'a'\n[rule.replace]\na = 3\n", false),
        ("[[rule]]\nid = 'a'\nnote = 'nothing to find'\n", false),
        ("[[rule]]\nphrases = ['x']\n", false),
        ("[[rule]]\nid = 'a'\nphrase = ['x']\n", false),
        (
            "[[rule]]\nid = 'a'\nphrases = ['x']\nseverity = 'warn'\n",
            false,
        ),
        (
            "[[rule]]\nid = 'a'\nphrases = ['x']\nscope = ['heading', 'link']\n",
            true,
        ),
        (
            "[[rule]]\nid = 'a'\nphrases = ['x']\nscope = ['headings']\n",
            false,
        ),
        (
            "[[rule]]\nid = 'a'\ncapitalization = 'title'\nthreshold = 0.8\n",
            true,
        ),
        ("[[rule]]\nid = 'a'\nmetric = 'smog'\nat-most = 9.5\n", true),
        ("[rule]\nid = 'a'\nphrases = ['x']\n", false),
        ("[[term]]\nterm = 'x'\nstatus = 'admitted'\n", true),
        ("[[term]]\nid = 'x'\n", false),
        ("[style]\ncolour = 'amber'\n", true),
        ("[style]\ncolor = 'amber'\n", false),
        ("[rules]\n", false),
    ] {
        check(&schema, text, expected);
    }
}

#[test]
fn what_is_a_fault_is_no_valid_configuration() {
    let schema = of_configuration();
    for (text, expected) in [
        ("", true),
        (
            "styles = ['newsroom']\nvariant = 'uk'\nfail-on = 'never'\n",
            true,
        ),
        ("styles = 'newsroom'\n", false),
        ("fail-on = 'always'\n", false),
        (
            "[rules]\n'newsroom.cliches' = 'off'\nnewsroom.numbers = { severity = 'hint' }\n",
            true,
        ),
        ("[rules]\n'newsroom.cliches' = false\n", false),
        ("[rules]\nnewsroom.cliches.severity = 'warn'\n", false),
        (
            "[[overrides]]\nfiles = ['x/**']\nrules = { newsroom = 'off' }\n",
            true,
        ),
        ("[[overrides]]\nrules = { newsroom = 'off' }\n", false),
        ("stlyes = []\n", false),
    ] {
        check(&schema, text, expected);
    }
}
