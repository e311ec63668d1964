//! What is over what: settings, overrides, variants, files that extend others.

use std::sync::Arc;

use housestyle::config::{Loader, LoaderOptions};
use housestyle::rules::Rule;

use crate::{DESK, Files, Site, check_faults, found, rules_of_styles};

#[test]
fn settings_win_in_the_order_of_the_contract() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "extends = 'shared/base.toml'\nstyles = ['desk.toml']\n[rules]\ndesk.x = 'error'\n\
             [[overrides]]\nfiles = ['opinion/**']\nrules = { \"desk.x\" = 'hint', \"desk\" = 'off' }\n\
             [[overrides]]\nfiles = ['opinion/mild/*']\nrules.desk.x = { severity = 'suggestion' }\n",
        ),
        (
            "shared/base.toml",
            "language = 'en-GB'\nfail-on = 'warning'\nstyles = ['far.csv']\n\
             [rules]\ndesk = 'suggestion'\nfar.b = 'error'\n\
             [[overrides]]\nfiles = ['news/*']\nrules = { far = 'off' }\n",
        ),
        ("shared/far.csv", "a\nb\n"),
        ("desk.toml", DESK),
    ]);
    let configuration = site.load("a.md");
    assert_eq!(site.faults(&configuration), [""; 0]);
    assert_eq!(configuration.fail_on.name(), "warning");
    let shown = |document: &str| {
        let rules = configuration.rules_for(&site.root().join(document));
        let rule = |rule: &Rule| {
            let level = if rule.manner.enabled {
                rule.manner.severity.name()
            } else {
                "off"
            };
            format!("{}={level}", rule.id)
        };
        rules_of_styles(&rules)
            .into_iter()
            .map(rule)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (document, expected) in [
        // `[rules]` of the nearer file over those of the farther, and over the rule.
        (
            "a.md",
            "desk.x=error desk.y=suggestion far.a=warning far.b=error",
        ),
        // In one table the longest key wins.
        (
            "opinion/a.md",
            "desk.x=hint desk.y=off far.a=warning far.b=error",
        ),
        // The last override that matches is over those before it.
        (
            "opinion/mild/a.md",
            "desk.x=suggestion desk.y=off far.a=warning far.b=error",
        ),
        (
            "opinion/mild/deep/a.md",
            "desk.x=hint desk.y=off far.a=warning far.b=error",
        ),
        // Globs are relative to the file that writes them.
        (
            "shared/news/a.md",
            "desk.x=error desk.y=suggestion far.a=off far.b=off",
        ),
        (
            "news/a.md",
            "desk.x=error desk.y=suggestion far.a=warning far.b=error",
        ),
    ] {
        assert_eq!(shown(document), expected, "{document}");
    }
}

#[test]
fn what_is_ignored_follows_the_farther_file() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "extends = 'shared/base.toml'\nstyles = ['desk.toml']\nignore-text = ['@\\S+']\n",
        ),
        ("shared/base.toml", "ignore-text = ['<<.*?>>', 'x x x']\n"),
        ("desk.toml", DESK),
    ]);
    let configuration = site.load("a.md");
    assert_eq!(site.faults(&configuration), [""; 0]);
    let found = |text| found(&site, &Loader::default(), "a.md", text);
    assert_eq!(found("@x <<x y>> {{ x }} y"), "y");
    assert_eq!(found("x\n\nx x x\n\n*y*"), "x y");
    check_faults(
        &[(
            "housestyle.toml",
            "styles = []\nignore-text = ['a', 'b(', '(a{999}){999}', '']\n",
        )],
        &[
            "housestyle.toml:2:23: ‘b(’ is not a valid pattern: unclosed group at its character 2; \
             write a backslash before a mark that stands for itself",
            "housestyle.toml:2:27: the pattern ‘(a{999}){999}’ is too large (over 4194304 bytes compiled); \
             use smaller repetition counts, or several rules",
            "housestyle.toml:2:44: ‘ignore-text’ is empty",
        ],
    );
}

const SPELLING: &str = "[[rule]]\nid = 's'\nvariants = { uk = ['uk0'], us = ['us0'], oxford = ['ox0'], au = ['au0'] }\n";

/// Each word of [`SPELLING`] is the fix of all others where its variant is chosen.
#[track_caller]
fn check_variants(files: Files, above_all: &[&'static str], cases: &[(&str, &str, &str)]) {
    let mut all = vec![("desk.toml", SPELLING)];
    all.extend(files);
    let site = Site::new(&all);
    let loader = Loader::new(LoaderOptions {
        variant: above_all.iter().copied().map(Into::into).collect(),
        ..LoaderOptions::default()
    });
    for (document, front_matter, chosen) in cases {
        let text = format!("---\nhousestyle: {{ {front_matter} }}\n---\nuk0 us0 ox0 au0");
        let all = "uk0 us0 ox0 au0";
        let others: Vec<&str> = all.split(' ').filter(|word| word != chosen).collect();
        let expected = if chosen.is_empty() {
            String::new()
        } else {
            others.join(" ")
        };
        let found = found(&site, &loader, document, &text);
        assert_eq!(found, expected, "{document} {front_matter} {above_all:?}");
    }
}

#[test]
fn variants_are_chosen_in_the_order_of_the_contract() {
    let base: (&str, &str) = (
        "base.toml",
        "language = 'en-US'\nvariant = ['au']\n[[overrides]]\nfiles = ['far/*']\nvariant = 'uk'\n",
    );
    let config = "styles = ['desk.toml']\nextends = 'base.toml'\nvariant = ['none', 'oxford', 'uk']\n\
                  [[overrides]]\nfiles = ['x/**']\nvariant = ['us', 'uk']\n\
                  [[overrides]]\nfiles = ['x/y/*', 'empty/*']\nvariant = []\nrules = {}\n\
                  [[overrides]]\nfiles = ['x/y/*', 'off/*']\nrules = { desk.s = 'hint' }\n\
                  [[overrides]]\nfiles = ['other/*']\nvariant = 'martian'\n";
    let files = [("housestyle.toml", config), base];
    let cases = [
        // The nearer file over the farther, and the first name that the rule knows.
        ("a.md", "", "ox0"),
        // An override over the configuration, the last that matches over others.
        ("x/a.md", "", "us0"),
        ("far/a.md", "", "uk0"),
        ("off/a.md", "", "ox0"),
        // The language is asked last, whatever else is said.
        ("x/y/a.md", "", "us0"),
        ("empty/a.md", "", "us0"),
        ("other/a.md", "", "us0"),
        // A document over all of them; one that says nothing says nothing.
        ("a.md", "variant: au", "au0"),
        ("x/a.md", "variant: [martian, uk]", "uk0"),
        ("x/a.md", "variant: martian", "us0"),
        ("a.md", "variant: []", "ox0"),
    ];
    check_variants(&files, &[], &cases);
    // The command line over a document.
    for (document, front_matter, _) in cases {
        check_variants(
            &files,
            &["martian", "AU"],
            &[(document, front_matter, "au0")],
        );
        check_variants(&files, &["martian"], &[(document, front_matter, "us0")]);
    }
    // Without a language nothing is asked last, and without a name nothing is found.
    let silent = [(
        "housestyle.toml",
        "styles = ['desk.toml']\nvariant = 'martian'\n",
    )];
    check_variants(
        &silent,
        &[],
        &[("a.md", "", ""), ("a.md", "variant: uk", "uk0")],
    );
    for (language, chosen) in [
        ("en-GB", "uk0"),
        ("en-AU", "au0"),
        ("en-NZ", "uk0"),
        ("en-GB-oxendict", "ox0"),
        ("en-CA", ""),
        ("en", ""),
    ] {
        let config = format!("styles = ['desk.toml']\nlanguage = '{language}'\n");
        check_variants(
            &[("housestyle.toml", &config)],
            &[],
            &[("a.md", "", chosen)],
        );
    }
}

#[test]
fn settings_add_to_variants_and_slips_of_names_are_said() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['desk.toml']\nvariant = ['oxfrd', 'dutch', 'uk']\n[rules]\n\
             desk.s.variants = { uk = ['uk1'], us = ['us1'], oxford = ['ox1'], au = ['au1'] }\n\
             [[overrides]]\nfiles = ['x/*']\nvariant = 'us0'\n\
             [[overrides]]\nfiles = ['y/*']\nrules = { desk.s = { variants = { uk = ['uk2'] } } }\n",
        ),
        ("desk.toml", SPELLING),
    ]);
    let configuration = site.load("a.md");
    assert_eq!(
        site.faults(&configuration),
        [
            "hint housestyle.toml:2:12: no rule knows a variant called ‘oxfrd’; did you mean ‘oxford’?",
            "hint housestyle.toml:7:11: no rule knows a variant called ‘us0’; did you mean ‘us’?",
            "housestyle.toml:10:35: the lists of ‘variants’ are not of one length: uk has 3, us 2, oxford 2, au 2; \
             words in the same place belong together; where variants agree, the word stands in each",
        ],
    );
    let text = "uk0 us0 uk1 us1";
    assert_eq!(found(&site, &Loader::default(), "a.md", text), "us0 us1");
}

#[test]
fn rules_are_compiled_once_for_the_same_overrides() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['desk.toml']\n[[overrides]]\nfiles = ['x/*']\nrules = { desk = 'off' }\n",
        ),
        ("desk.toml", DESK),
    ]);
    let configuration = site.load("a.md");
    let rules = |document: &str| configuration.rules_for(&site.root().join(document));
    assert!(Arc::ptr_eq(&rules("a.md"), &rules("deep/b.md")));
    assert!(Arc::ptr_eq(&rules("x/a.md"), &rules("x/b.md")));
    assert!(!Arc::ptr_eq(&rules("a.md"), &rules("x/b.md")));
}

#[test]
fn files_that_extend_each_other_in_a_circle_end() {
    check_faults(
        &[(
            "housestyle.toml",
            "styles = []\nextends = './housestyle.toml'\n",
        )],
        &["housestyle.toml:2:11: this file extends itself; leave ‘extends’ out of one of them"],
    );
    let site = Site::new(&[
        ("housestyle.toml", "styles = []\nextends = 'a/b.toml'\n"),
        ("a/b.toml", "extends = '../housestyle.toml'\n"),
    ]);
    let found = site.faults(&site.load("a.md"));
    assert_eq!(
        found,
        [
            "a/b.toml:1:11: files extend each other in a circle: ‘housestyle.toml’, ‘a/b.toml’; \
          leave ‘extends’ out of one of them"
        ],
    );
    let chain: Vec<(String, String)> = (0..30)
        .map(|number| {
            let name = if number == 0 {
                "housestyle.toml".to_owned()
            } else {
                format!("{number}.toml")
            };
            (
                name,
                format!("styles = []\nextends = '{}.toml'\n", number + 1),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = chain
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    check_faults(
        &files,
        &["15.toml:2:11: more than 16 files extend each other; put what they say into fewer files"],
    );
    check_faults(
        &[
            ("housestyle.toml", "styles = []\nextends = 'a/'\n"),
            ("a/b.toml", ""),
        ],
        &["housestyle.toml:2:11: ‘a/’ is a folder; name the file in it: ‘a/housestyle.toml’"],
    );
    check_faults(
        &[("housestyle.toml", "styles = []\nextends = '../gone.toml'\n")],
        &[
            "housestyle.toml:2:11: ‘../gone.toml’ does not exist; the path starts from the folder of this file",
        ],
    );
}
