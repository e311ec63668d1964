//! Faults of configurations and styles: each with its place, what is written and the way out.

use std::sync::Arc;

use housestyle::config::{Loader, LoaderOptions, OpenTexts};
use housestyle::rules::value::FileId;

use crate::{DESK, Site, check_faults};

#[test]
fn every_fault_of_every_file_is_said_at_once() {
    check_faults(
        &[
            (
                "housestyle.toml",
                "styles = ['desk.toml', 'terms.csv', 'gone.csv', 'newsrom']\nstiles = 1\n\
                 [rules]\ndesk.z = 'off'\ndesk.x = 'of'\n",
            ),
            (
                "desk.toml",
                "[[rule]]\nid = 'x'\nphrase = ['x']\n[[rule]]\nid = y\n",
            ),
            ("terms.csv", "a,b\nc,d,e\n"),
        ],
        &[
            "housestyle.toml:1:37: ‘gone.csv’ does not exist; the path starts from the folder of this file",
            "housestyle.toml:1:49: there is no built-in style ‘newsrom’; did you mean ‘newsroom’?",
            "housestyle.toml:2:1: unknown key ‘stiles’; did you mean ‘styles’?",
            "housestyle.toml:5:10: ‘of’ is no setting of ‘desk.x’; did you mean ‘off’?",
            "desk.toml:3:1: unknown key ‘phrase’; did you mean ‘phrases’?",
            "desk.toml:5:6: ‘y’ has no quotation marks; write \"y\"; until then this ‘[[rule]]’ is left out",
            "terms.csv:2:5: this row has 3 cells, but there are 2 columns; put a cell with a comma or \
             semicolon in quotation marks; until then this row is left out",
        ],
    );
}

#[test]
fn what_would_be_silently_wrong_is_said() {
    // A rule or a term of ‘desk.toml’, which begins in line 1, or all of the configuration.
    let cases: &[(&str, &[&str])] = &[
        (
            "[[rule]]\nid = 'x'\nphrases = ['x']\nlink = 'not a url'\n",
            &[
                "hint desk.toml:4:8: ‘not a url’ is no address that could be opened; write one that starts with https://, or the path of a file",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\nphrases = ['x']\nlink = 'javascript:alert(1)'\n",
            &[
                "hint desk.toml:4:8: ‘javascript:alert(1)’ is no address that could be opened; write one that starts with https://, or the path of a file",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\nphrases = ['x']\nlink = '../guide.md#x'\n",
            &[],
        ),
        (
            "[[rule]]\nid = 'x'\nwords-to = 0\n",
            &[
                "hint desk.toml:3:12: ‘words-to’ of 0 finds figures only where a sentence begins; write 9 for ‘one’ to ‘nine’",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\nthousands = 'comma'\nthousands-from = 6\n",
            &[
                "hint desk.toml:4:18: ‘thousands-from’ counts digits: with 6, 12345 has nothing between them; write 4 for 1,000 or 5 for 10,000",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\n[rule.requires]\nUN = 'UNO'\nUNO = 'UN'\n",
            &[
                "desk.toml:5:1: ‘UN’ and ‘UNO’ require each other; one of them has to stand first; remove one of the two rows; the other stands in desk.toml, line 4",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\nvariants = { fr = ['couleur'], de = ['Farbe'] }\n",
            &[
                "hint desk.toml:2:6: none of its variants (fr, de) is chosen here, so that it finds nothing; choose one in ‘housestyle.toml’, as variant = \"fr\"; or a document does in its front matter",
            ],
        ),
        (
            "[[term]]\ndefinition = 'x'\n",
            &[
                "desk.toml:1:1: a term needs a ‘term’, a string; write term = \"…\": the words as they should stand",
            ],
        ),
        (
            "[[rule]]\nid = 'AP'\nphrases = ['x']\n[[rule]]\nid = 'ap'\nphrases = ['y']\n",
            &[
                "hint desk.toml:5:6: ‘desk.ap’ is the id of another rule but for its capitals; a setting or an ignore names just one of them; give one another id; the other stands in desk.toml, line 2",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\noccurrence-pattern = '(a'\nat-most = 1\n",
            &[
                "desk.toml:3:23: ‘(a’ is not a valid pattern: unclosed group at its character 1; write a backslash before a mark that stands for itself",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\nphrases = [' x']\n",
            &[
                "desk.toml:3:12: ‘ x’ has leading, trailing or double white space, which no phrase keeps; remove the white space, or use ‘pattern’ if it matters",
            ],
        ),
        (
            "[[rule]]\nid = 'x'\nphrases = []\n",
            &["desk.toml:3:1: the rule can never find anything; list at least one phrase"],
        ),
    ];
    for (style, expected) in cases {
        let configuration = "styles = ['desk.toml']\nlanguage = 'en-GB'\n";
        check_faults(
            &[("housestyle.toml", configuration), ("desk.toml", style)],
            expected,
        );
    }
    check_faults(
        &[
            ("housestyle.toml", "styles = ['a.csv']\n"),
            ("a.csv", "find,use\n a , b\n"),
        ],
        &[
            "a.csv:2:1: ‘ a ’ has leading, trailing or double white space, which no phrase keeps; remove the white space, or use ‘pattern’ if it matters",
        ],
    );
}

#[test]
fn a_variant_that_is_asked_for_from_outside_and_that_no_rule_knows_is_said() {
    let style = "[[rule]]\nid = 'x'\nvariants = { uk = ['programme'], us = ['program'] }\n";
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml']\n"),
        ("desk.toml", style),
    ]);
    // The names, the faults.
    let unknown = "hint no rule knows a variant called ‘zz’; there are uk, us";
    let idle = "hint desk.toml:2:6: none of its variants (uk, us) is chosen here, so that it finds nothing; \
                choose one in ‘housestyle.toml’, as variant = \"uk\"; or a document does in its front matter";
    for (names, expected) in [
        (&["zz"][..], &[unknown, idle][..]),
        (&["zz", "US"], &[]),
        (&[], &[]),
    ] {
        let loader = Loader::new(LoaderOptions {
            variant: names.iter().map(|name| (*name).into()).collect(),
            ..LoaderOptions::default()
        });
        let configuration = loader.for_document(&site.root().join("a.md"));
        assert_eq!(site.faults(&configuration), expected);
    }
}

#[test]
fn of_two_rules_with_one_id_the_second_says_where_the_first_stands() {
    check_faults(
        &[
            ("housestyle.toml", "styles = ['desk.toml']\n"),
            (
                "desk.toml",
                "[[rule]]\nid = 'x'\nphrases = ['x']\n[[rule]]\nid = 'x'\nphrases = ['y']\n",
            ),
        ],
        &[
            "desk.toml:5:6: there are two rules called ‘desk.x’; this one is left out; \
             give each rule an id of its own; the first stands in desk.toml, line 2",
        ],
    );
}

#[test]
fn what_is_open_is_read_as_if_it_was_saved() {
    let stored: [(&str, &str); 4] = [
        ("housestyle.toml", "styles = ['desk.toml', './words']\n"),
        ("desk.toml", DESK),
        ("words/a.csv", "a,b\n"),
        ("other.toml", "[package]\nname = 'x'\n"),
    ];
    let open: [(&str, &str); 4] = [
        (
            "desk.toml",
            "[[rule]]\nid = 'x'\nphrase = ['x']\n[[rule]]\nid = y\n",
        ),
        ("words/a.csv", "a,b\nc,d,e\n"),
        (
            "words/new.toml",
            "[[rule]]\nid = 'z'\nphrases = ['z']\nseverity = 'x'\n",
        ),
        (
            "housestyle.toml",
            "styles = ['desk.toml', './words']\nfail-no = 1\n[rules]\ndesk.q = 'off'\n",
        ),
    ];
    let site = Site::new(&stored);
    let loader = Loader::default();
    let path = |name: &str| site.root().join(name);
    let texts: OpenTexts = open
        .iter()
        .map(|(name, text)| (path(name), (*text).into()))
        .collect();
    let texts = Arc::new(texts);
    let drafts = open.map(|(name, _)| loader.draft(&path(name), &texts, &[]).expect("a part"));
    for draft in &drafts[1..] {
        assert!(
            Arc::ptr_eq(&draft.configuration, &drafts[0].configuration),
            "read once"
        );
    }
    assert!(
        loader.draft(&path("other.toml"), &texts, &[]).is_none(),
        "not open"
    );
    assert_eq!(
        loader.for_document(&path("a.md")).faults,
        [],
        "what is stored counts"
    );
    let drafted = site.faults(&drafts[0].configuration);
    assert!(!drafted.is_empty());
    for (name, text) in open {
        site.write(name, text.as_bytes());
    }
    assert_eq!(drafted, site.faults(&site.load("a.md")));
}

#[test]
fn faults_in_settings_are_found_before_a_document_needs_them() {
    check_faults(
        &[
            (
                "housestyle.toml",
                "styles = ['desk.toml']\n[rules]\ndesk.x = { severty = 'error' }\n\
                 [[overrides]]\nfiles = ['{x']\nrules = { desk.y = { quotes = 'skp' }, dsk = 'off' }\n",
            ),
            ("desk.toml", DESK),
        ],
        &[
            "housestyle.toml:3:12: unknown key ‘severty’; did you mean ‘severity’?",
            "housestyle.toml:5:10: ‘{x’ is no glob: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?); \
             a character that shall stand for itself goes in brackets: ‘[*]’",
            "housestyle.toml:6:31: ‘skp’ is no value of ‘quotes’; did you mean ‘skip’?",
            "housestyle.toml:6:40: ‘dsk’ names no rule and no style; did you mean ‘desk’?",
        ],
    );
}

#[test]
fn keys_of_settings_that_no_rule_reads_are_told() {
    check_faults(
        &[
            (
                "housestyle.toml",
                "styles = ['desk.toml', 'list.csv']\n[rules]\n\
                 'desk.x' = { capital-after = ['-'], quotes = 'skip', inflect = 'noun' }\n\
                 desk = { at-most = 3, prefix = ['x'], inflect = 'noun' }\n\
                 list = { at-most = 3 }\n\
                 'desk.term' = { at-most = 3 }\n\
                 'housestyle.unused-ignore' = { severity = 'hnt', at-most = 3, quotes = 'skip' }\n\
                 [[overrides]]\nfiles = ['*']\nrules = { 'desk.x' = { at-most = 3 } }\n",
            ),
            (
                "desk.toml",
                "[[rule]]\nid = 'x'\nphrases = ['a']\n[[rule]]\nid = 'y'\noccurrence = ['a']\nat-most = 1\n\
                 [[term]]\nterm = 'Term'\ninstead-of = ['word']\n",
            ),
            ("list.csv", "find,use\na,b\n"),
        ],
        &[
            "hint housestyle.toml:3:14: ‘capital-after’ does nothing in the rule ‘desk.x’; it is for: ‘capitalization’",
            "hint housestyle.toml:4:23: ‘prefix’ does nothing in any rule below ‘desk’; it is for: ‘capitalization’",
            "hint housestyle.toml:5:10: ‘at-most’ does nothing in any rule below ‘list’; it is for: ‘occurrence’, ‘metric’, ‘requires’",
            "housestyle.toml:6:17: unknown key ‘at-most’; a term has: id, severity, message, note, link, owner, since, enabled, quotes, \
             scope, skip, except, except-before, except-after, except-near, shield, examples, case, hyphens, inflect, not-forms, term, \
             definition, status, instead-of, article, fix",
            "housestyle.toml:7:43: ‘hnt’ is no value of ‘severity’; did you mean ‘hint’?",
            "hint housestyle.toml:7:50: ‘at-most’ does nothing in the rule ‘housestyle.unused-ignore’; it is for: ‘occurrence’, ‘metric’, ‘requires’",
            "hint housestyle.toml:10:24: ‘at-most’ does nothing in the rule ‘desk.x’; it is for: ‘occurrence’, ‘metric’, ‘requires’",
        ],
    );
}

/// At every level of nesting a key of as many parts as are allowed: neither reading it
/// nor freeing it may need more stack than a thread has.
#[test]
fn the_deepest_tree_fits_a_small_stack() {
    let key = ["a"; 8].join(".");
    let text = format!(
        "{key} = {}1{}",
        format!("{{{key} = ").repeat(79),
        "}".repeat(79)
    );
    let read = move || {
        let mut faults = Vec::new();
        housestyle::rules::definition::toml::read(FileId(0), &text, &[], &mut faults);
        faults.len()
    };
    let thread = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(read)
        .expect("a thread");
    assert_eq!(thread.join().ok(), Some(1));
}

#[test]
fn a_file_has_only_so_many_faults() {
    let text = format!("a,b\n{}", "c,d,e\n".repeat(12_000));
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.csv']\n"),
        ("desk.csv", &text),
    ]);
    let configuration = site.load("a.md");
    assert_eq!(configuration.faults.len(), 10_001);
    let last = configuration.faults.last().expect("a fault");
    let line = last.line(&configuration.sources);
    assert!(
        line.ends_with(
            "desk.csv:10002:5: there are more faults in this file than can be said; \
             mend those before this one first",
        ),
        "{line}",
    );
}
