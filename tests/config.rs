//! Configurations read from real folders: which faults they have, and what they mean.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use housestyle::check::check;
use housestyle::config::{Configuration, Loader, LoaderOptions, OpenTexts};
use housestyle::markup::Format;
use housestyle::rules::value::FileId;
use housestyle::rules::{FaultLevel, Rule, RuleSet, Severity};
use tempfile::TempDir;

/// Paths and texts.
type Files<'a> = &'a [(&'a str, &'a str)];

/// Files of a folder of their own, which is a repository so that the search ends there.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("site")
            .tempdir()
            .expect("a folder");
        let site = Self { folder };
        fs::create_dir(site.root().join(".git")).expect("a folder");
        for (path, text) in files {
            site.write(path, text.as_bytes());
        }
        site
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    fn load(&self, document: &str) -> Arc<Configuration> {
        Loader::default().for_document(&self.root().join(document))
    }

    /// The faults as lines, with paths from the site's folder.
    fn faults(&self, configuration: &Configuration) -> Vec<String> {
        let root = format!("{}/", self.root().display());
        let line = |fault: &housestyle::rules::Fault| {
            let line = fault.line(&configuration.sources).replace(&root, "");
            match fault.level {
                FaultLevel::Error => line,
                FaultLevel::Hint => format!("hint {line}"),
            }
        };
        configuration.faults.iter().map(line).collect()
    }
}

/// The rules of the styles, without those of the program itself.
fn rules_of_styles(rules: &RuleSet) -> Vec<&Rule> {
    let own = |rule: &&Rule| rule.id.starts_with("housestyle.");
    rules.sorted().filter(|rule| !own(rule)).collect()
}

const DESK: &str =
    "[[rule]]\nid = 'x'\nphrases = ['x']\n[[rule]]\nid = 'y'\nphrases = ['y']\nseverity = 'hint'\n";

#[track_caller]
fn check_faults(files: &[(&str, &str)], expected: &[&str]) {
    let site = Site::new(files);
    let configuration = site.load("a.md");
    assert_eq!(site.faults(&configuration), expected);
}

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
fn styles_are_found_or_said_to_be_missing() {
    let cases: [(&str, Files, &[&str]); 14] = [
        (
            "['desk.toml', 'terms.CSV']",
            &[("desk.toml", DESK), ("terms.CSV", "c")],
            &[],
        ),
        ("['./']", &[("x.toml", DESK), ("y.csv", "a,b")], &[]),
        (
            "['house/', './desk']",
            &[("desk/x.toml", DESK), ("house/x.csv", "a,b")],
            &[],
        ),
        (
            "['dsk.toml']",
            &[("desk.toml", DESK)],
            &["housestyle.toml:1:11: ‘dsk.toml’ does not exist; did you mean ‘desk.toml’?"],
        ),
        (
            "['desk']",
            &[("desk.toml", DESK)],
            &[
                "housestyle.toml:1:11: there is no built-in style ‘desk’; write ‘desk.toml’ for the file",
            ],
        ),
        (
            "['desk']",
            &[("desk/x.toml", DESK)],
            &[
                "housestyle.toml:1:11: there is no built-in style ‘desk’; write ‘./desk’ for the folder",
            ],
        ),
        (
            "['quite-other']",
            &[],
            &[
                "housestyle.toml:1:11: there is no built-in style ‘quite-other’; \
            there are: newsroom; a file is named with its suffix, a folder with ‘/’",
            ],
        ),
        (
            "['desk.yml']",
            &[("desk.yml", "")],
            &["housestyle.toml:1:11: ‘desk.yml’ is no style file; \
            styles end in .toml, .csv or .tsv, or are folders of those"],
        ),
        (
            "['house/']",
            &[("house/readme.md", "")],
            &[
                "hint housestyle.toml:1:11: the folder ‘house/’ has no style in it; \
            style files end in .toml, .csv or .tsv",
            ],
        ),
        (
            "['desk.toml', 'other/desk.csv']",
            &[("desk.toml", ""), ("other/desk.csv", "a")],
            &[
                "housestyle.toml:1:24: there are two styles called ‘desk’: ‘desk.toml’ and ‘other/desk.csv’; rename one of the files",
                "hint desk.toml:1:1: this style has no rule; write a ‘[[rule]]’, or a row: find,use",
            ],
        ),
        (
            "['a.toml', 'b.toml']",
            &[("a.toml", DESK), ("b.toml", "[style]\nname = 'a'")],
            &[
                "hint b.toml:1:1: this style has no rule; write a ‘[[rule]]’, or a row: find,use",
                "b.toml:2:8: there are two styles called ‘a’: ‘a.toml’ and ‘b.toml’; give one of them another name below ‘[style]’",
            ],
        ),
        (
            "['desk.toml', './desk.toml', 'newsroom', 'newsroom']",
            &[("desk.toml", DESK)],
            &[],
        ),
        (
            "['housestyle.csv']",
            &[("housestyle.csv", "a")],
            &[
                "housestyle.toml:1:11: there are two styles called ‘housestyle’: the program’s own and \
               ‘housestyle.csv’; rename one of the files",
            ],
        ),
        ("[]", &[], &[]),
    ];
    for (styles, files, expected) in cases {
        let config = format!("styles = {styles}\n");
        let mut all = vec![("housestyle.toml", config.as_str())];
        all.extend(files);
        let site = Site::new(&all);
        assert_eq!(site.faults(&site.load("a.md")), expected, "{styles}");
    }
}

#[test]
fn ids_come_from_names_folders_and_files() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['house/', 'desk.toml', 'named.toml', 'My List.csv']\n",
        ),
        ("house/words.toml", DESK),
        ("house/deep/b.csv", "utilize,use\n"),
        ("house/.hidden.toml", "nonsense"),
        ("house/notes.md", "nonsense"),
        (
            "house/named.toml",
            "[style]\nname = 'other'\n[[rule]]\nid = 'x'\nphrases = ['z']\n",
        ),
        ("desk.toml", "[[rule]]\nid = 'd'\nphrases = ['d']\n"),
        (
            "named.toml",
            "[style]\nname = 'renamed'\n[[rule]]\nid = 'e'\nphrases = ['e']\n",
        ),
        ("My List.csv", "Very Good\n"),
    ]);
    let configuration = site.load("a.md");
    let rules = configuration.rules_for(&site.root().join("a.md"));
    let ids: Vec<&str> = rules_of_styles(&rules)
        .into_iter()
        .map(|rule| rule.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "My-List.very-good",
            "desk.d",
            "house.b.utilize",
            "house.other.x",
            "house.words.x",
            "house.words.y",
            "renamed.e",
        ],
    );
    assert_eq!(
        site.faults(&configuration),
        [
            "hint My List.csv:1:1: ‘My List’ cannot stand in ids; they start with ‘My-List’; rename the file to be rid of this"
        ],
    );
}

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

/// What is found in `text`, if it stands in the file `document`, separated by spaces.
fn found(site: &Site, loader: &Loader, document: &str, text: &str) -> String {
    let path = site.root().join(document);
    let rules = loader.for_document(&path).rules_for(&path);
    let found = check(text, Format::Markdown, &rules).into_iter();
    found
        .filter(|finding| !finding.rule.starts_with("housestyle."))
        .map(|finding| finding.text)
        .collect::<Vec<_>>()
        .join(" ")
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

#[test]
fn what_is_no_configuration_is_said_and_nothing_runs() {
    let site = Site::new(&[("housestyle.toml/x", "")]);
    let configuration = site.load("a.md");
    assert_eq!(
        site.faults(&configuration),
        ["housestyle.toml:1:1: this configuration is a folder"]
    );
    assert!(rules_of_styles(&configuration.rules_for(Path::new("a.md"))).is_empty());

    let bytes: [(&[u8], &[&str]); 5] = [
        (
            b"styles = []\n\0",
            &["housestyle.toml:1:1: this configuration is no text"],
        ),
        (b"\xEF\xBB\xBFstyles = []\n", &[]),
        (
            b"styles = ['\xE9t\xE9.csv']\n",
            &[
                "hint housestyle.toml:1:1: this file is not UTF-8; it is read as Windows-1252; \
                 save it as UTF-8, so that other programs read the same",
                "housestyle.toml:1:11: ‘été.csv’ does not exist; the path starts from the folder of this file",
            ],
        ),
        (
            b"\xFF\xFEs\0t\0y\0l\0e\0s\0 \0=\0 \0[\0]\0",
            &[
                "hint housestyle.toml:1:1: this file is not UTF-8; it is read as UTF-16; \
               save it as UTF-8, so that other programs read the same",
            ],
        ),
        (
            b"styles = [",
            &[
                "housestyle.toml:1:11: this list is not closed; end it with ]; until then this key is left out",
            ],
        ),
    ];
    for (bytes, expected) in bytes {
        let site = Site::new(&[]);
        site.write("housestyle.toml", bytes);
        let configuration = site.load("a.md");
        assert_eq!(site.faults(&configuration), expected);
        assert!(rules_of_styles(&configuration.rules_for(Path::new("a.md"))).is_empty());
    }

    let site = Site::new(&[]);
    site.write("housestyle.toml", &vec![b'#'; 16_000_001]);
    let found = site.faults(&site.load("a.md"));
    assert_eq!(
        found,
        ["housestyle.toml:1:1: this configuration is larger than 16,000,000 bytes"]
    );

    let site = Site::new(&[]);
    let config = Some(site.root().join("gone.toml"));
    let loader = Loader::new(LoaderOptions {
        config,
        ..LoaderOptions::default()
    });
    let configuration = loader.for_document(&site.root().join("a.md"));
    assert_eq!(
        site.faults(&configuration),
        ["gone.toml:1:1: this configuration does not exist"]
    );
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_pipes_do_not_hang() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['house/', 'loop.toml', 'null.csv']\n",
        ),
        ("house/a.toml", DESK),
    ]);
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, site.root().join(name)).expect("a link");
    };
    link(".", "house/again");
    link("loop.toml", "loop.toml");
    link("/dev/null", "null.csv");
    let found = site.faults(&site.load("a.md"));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("housestyle.toml:1:21: ‘loop.toml’ cannot be read: "),
        "{found:?}"
    );
    assert_eq!(
        found[1],
        "housestyle.toml:1:34: ‘null.csv’ is no ordinary file"
    );
}

#[test]
fn without_a_configuration_it_is_the_newsroom() {
    let site = Site::new(&[("with/housestyle.toml", "fail-on = 'hint'\n")]);
    let cap_without_config = Some(Severity::Suggestion);
    let loader = Loader::new(LoaderOptions {
        cap_without_config,
        ..LoaderOptions::default()
    });
    for (document, path, most) in [
        ("not/there/a.md", None, Severity::Suggestion),
        ("with/a.md", Some("with/housestyle.toml"), Severity::Error),
    ] {
        let configuration = loader.for_document(&site.root().join(document));
        assert_eq!(configuration.path, path.map(|path| site.root().join(path)));
        assert_eq!(site.faults(&configuration), [""; 0]);
        let rules = configuration.rules_for(&site.root().join(document));
        assert!(
            rules_of_styles(&rules)
                .into_iter()
                .all(|rule| rule.id.starts_with("newsroom."))
        );
        assert!(
            rules_of_styles(&rules)
                .into_iter()
                .all(|rule| rule.manner.severity <= most)
        );
    }
}

#[test]
fn a_change_on_disk_is_seen() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml', 'house/']\n"),
        ("house/a.csv", "a\n"),
    ]);
    let loader = Loader::default();
    let document = site.root().join("docs/a.md");
    let ids = || {
        let configuration = loader.for_document(&document);
        let rules = configuration.rules_for(&document);
        rules_of_styles(&rules)
            .into_iter()
            .map(|rule| rule.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(), ["house.a.a"]);
    assert!(!loader.refresh(), "nothing has changed");
    // A style that was missing appears.
    site.write("desk.toml", DESK.as_bytes());
    assert_eq!(ids(), ["house.a.a"]);
    assert!(loader.refresh());
    assert_eq!(ids(), ["desk.x", "desk.y", "house.a.a"]);
    // Somebody else saw the change.
    site.write("house/a.csv", b"abc\n");
    assert!(loader.changed(&[site.root().join("house/a.csv")]));
    assert_eq!(ids(), ["desk.x", "desk.y", "house.a.abc"]);
    assert!(!loader.changed(std::slice::from_ref(&document)));
    // A new file of a folder that is a style.
    site.write("house/b.csv", b"b\n");
    assert!(loader.changed(&[site.root().join("house/b.csv")]));
    assert_eq!(ids(), ["desk.x", "desk.y", "house.a.abc", "house.b.b"]);
    // A nearer configuration appears, and goes.
    site.write("docs/housestyle.toml", b"styles = []\n");
    assert!(loader.refresh());
    assert!(ids().is_empty());
    fs::remove_file(site.root().join("docs/housestyle.toml")).expect("removed");
    assert!(loader.refresh());
    assert_eq!(ids().len(), 4);
    assert!(
        loader
            .watched()
            .contains(&site.root().join("docs/housestyle.toml"))
    );
}

#[test]
fn a_configuration_that_breaks_keeps_the_last_good_rules() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml']\n"),
        ("desk.toml", DESK),
    ]);
    let loader = Loader::default();
    let document = site.root().join("a.md");
    let good = loader.for_document(&document).rules_for(&document);
    for text in ["styles = [\n", "styles = [\n\n"] {
        site.write("housestyle.toml", text.as_bytes());
        assert!(loader.refresh());
        let broken = loader.for_document(&document);
        assert!(Arc::ptr_eq(&broken.rules_for(&document), &good));
        assert_eq!(
            site.faults(&broken),
            [
                "housestyle.toml:1:11: this list is not closed; end it with ]; until then this key is left out"
            ],
        );
        assert_eq!(broken.sources.iter().count(), 3);
        let rule = good.get("desk.x").expect("a rule");
        let file = broken.sources.get(rule.place.file).expect("a file");
        assert_eq!(file.path, site.root().join("desk.toml"));
    }
    site.write("housestyle.toml", b"styles = []\n");
    assert!(loader.refresh());
    assert!(rules_of_styles(&loader.for_document(&document).rules_for(&document)).is_empty());
    // A broken rule costs itself alone: the others run.
    site.write("housestyle.toml", b"styles = ['desk.toml']\n");
    site.write(
        "desk.toml",
        b"[[rule]]\nid = 'x'\nphrases = ['x']\n[[rule]]\nid = \n",
    );
    assert!(loader.refresh());
    let configuration = loader.for_document(&document);
    assert_eq!(
        rules_of_styles(&configuration.rules_for(&document)).len(),
        1
    );
    assert!(configuration.has_errors());
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

const FRENCH: &str = "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n";

/// Faults of a configuration whose `desk.toml` wants forms; a dictionary may lie beside it.
#[track_caller]
fn check_dictionaries(text: &str, files: Files, expected: &[&str]) {
    let style = "[[rule]]\nid = 'x'\nphrases = ['régime']\ninflect = 'noun'\n";
    let configuration = format!("styles = ['desk.toml']\n{text}\n");
    let own = [
        ("housestyle.toml", configuration.as_str()),
        ("desk.toml", style),
    ];
    let files: Vec<(&str, &str)> = own.into_iter().chain(files.iter().copied()).collect();
    check_faults(&files, expected);
}

#[test]
fn dictionaries_are_found_or_said_to_be_missing() {
    let french: Files = &[("d/fr.aff", FRENCH), ("d/fr.dic", "1\nrégime/S")];
    for named in ["d/fr", "d/fr.dic", "./d/fr.aff"] {
        let text = format!("language = 'fr'\ndictionaries = ['{named}']");
        check_dictionaries(&text, french, &[]);
    }
    let none = "hint desk.toml:4:11: no forms are found: there is no dictionary for ‘fr-CA’; name Hunspell’s \
                in the configuration: dictionaries = [\"dictionaries/fr_CA\"], for fr_CA.aff and fr_CA.dic";
    check_dictionaries("language = 'fr-CA'", &[], &[none]);
    check_dictionaries(
        "language = 'fr-CA'\ndictionaries = ['d/fr', 'd', 'e/fr']",
        &[("d/fr.aff", FRENCH), ("e/fr.dic", "1")],
        &[
            "housestyle.toml:3:17: ‘d/fr.dic’ does not exist; a dictionary is two files, .aff and .dic, beside each other",
            "housestyle.toml:3:25: ‘d.aff’ does not exist; did you mean ‘d/fr’?",
            "housestyle.toml:3:30: ‘e/fr.aff’ does not exist; the path starts from the folder of this file, and needs no suffix",
            none,
        ],
    );
}

#[test]
fn a_dictionary_says_which_language_it_is_for() {
    let cases: [(&str, &str, &str, &[&str]); 8] = [
        ("fr_FR", "fr", FRENCH, &[]),
        ("fr-CH", "fr-BE", FRENCH, &[]),
        ("fr_FR_classique", "fr-FR", FRENCH, &[]),
        (
            "french",
            "fr",
            "LANG fr_FR\nSET UTF-8\nSFX S Y 1\nSFX S 0 s .",
            &[],
        ),
        (
            "french",
            "fr",
            FRENCH,
            &[
                "housestyle.toml:3:17: ‘french’ does not say which language it is for; name its files by the \
                 language, such as ‘de_DE.aff’ and ‘de_DE.dic’",
                "hint desk.toml:4:11: no forms are found: there is no dictionary for ‘fr’; name Hunspell’s in the \
                 configuration: dictionaries = [\"dictionaries/fr\"], for fr.aff and fr.dic",
            ],
        ),
        (
            "de_DE",
            "fr",
            FRENCH,
            &[
                "hint desk.toml:4:11: no forms are found: there is no dictionary for ‘fr’; name Hunspell’s in the \
                 configuration: dictionaries = [\"dictionaries/fr\"], for fr.aff and fr.dic",
            ],
        ),
        (
            "en_GB",
            "en-GB",
            FRENCH,
            &[
                "hint housestyle.toml:3:17: ‘en_GB’ is not used: English words are inflected without a dictionary; leave it out",
            ],
        ),
        ("fr_FR", "en-GB", FRENCH, &[]),
    ];
    for (name, language, affixes, expected) in cases {
        let (aff, dic) = (format!("{name}.aff"), format!("{name}.dic"));
        check_dictionaries(
            &format!("language = '{language}'\ndictionaries = ['{name}']"),
            &[(&aff, affixes), (&dic, "1\nrégime/S")],
            expected,
        );
    }
    check_dictionaries(
        "dictionaries = ['fr_FR']",
        &[("fr_FR.aff", FRENCH), ("fr_FR.dic", "1")],
        &[
            "hint housestyle.toml:2:17: ‘fr_FR’ is not used: the documents are taken for English; say which \
             language they are in: language = \"fr-FR\"",
        ],
    );
}

#[test]
fn broken_dictionaries_are_said_where_they_are_named() {
    let none = "hint desk.toml:4:11: no forms are found: there is no dictionary for ‘fr’; name Hunspell’s in the \
                configuration: dictionaries = [\"dictionaries/fr\"], for fr.aff and fr.dic";
    let cases: [(&str, &str, &[&str]); 4] = [
        (
            "SET UTF-8\nSFX S Y 2\nSFX S 0 s [x\nSFX S\nSFX S 0 s .",
            "1\nrégime/S",
            &["housestyle.toml:3:17: ‘d/fr.aff’, line 3: ‘[x’ is no condition (and 1 more)"],
        ),
        (
            "SET UTF-9",
            "1\nrégime/S",
            &[
                "housestyle.toml:3:17: ‘d/fr.aff’, line 1: the encoding ‘UTF-9’ is not known",
                none,
            ],
        ),
        (
            FRENCH,
            "régime/S",
            &[
                "housestyle.toml:3:17: ‘d/fr.dic’, line 1: this is no list of words: the first line is not their number",
                none,
            ],
        ),
        (
            FRENCH,
            "1\nregime/S",
            &[
                "hint desk.toml:3:12: ‘régime’ is found as written: ‘fr’ does not have it; write it as dictionaries do, or its forms as entries of its own",
            ],
        ),
    ];
    for (affixes, words, expected) in cases {
        check_dictionaries(
            "language = 'fr'\ndictionaries = ['d/fr']",
            &[("d/fr.aff", affixes), ("d/fr.dic", words)],
            expected,
        );
    }
}

#[test]
fn a_dictionary_is_read_only_if_a_rule_asks_for_forms() {
    let broken = [("fr.aff", "SET x"), ("fr.dic", "x")];
    let with = |style: &str, settings: &str| {
        let text = format!(
            "styles = ['newsroom', 'desk.toml']\nlanguage = 'fr'\ndictionaries = ['fr']\n{settings}"
        );
        let mut files = vec![("housestyle.toml", text.as_str()), ("desk.toml", style)];
        files.extend(broken);
        let site = Site::new(&files);
        site.load("a.md").has_errors()
    };
    let plain = "[[rule]]\nid = 'x'\nphrases = ['régime']\n";
    assert!(!with(plain, ""));
    assert!(with(&format!("{plain}inflect = 'noun'"), ""));
    assert!(with(plain, "[rules]\ndesk.x.inflect = 'noun'"));
    assert!(with(
        plain,
        "[[overrides]]\nfiles = ['*.md']\nrules = { desk.x.inflect = 'noun' }"
    ));
    assert!(with("[[term]]\nterm = 'régime'\ninflect = 'noun'", ""));
}

#[test]
fn words_of_styles_tables_and_settings_inflect_by_the_nearest_dictionary() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "dictionaries = ['far/fr']\nstyles = ['desk.toml', 'terms.csv']\nlanguage = 'fr'\n",
        ),
        ("far/fr.aff", "SFX S Y 1\nSFX S 0 x ."),
        ("far/fr.dic", "1\nmot/S\nrue/S"),
        (
            "below/housestyle.toml",
            "extends = '../housestyle.toml'\ndictionaries = ['near/fr']\n\
             [rules]\ndesk.x = { phrases = ['rue'], inflect = 'noun' }\n",
        ),
        ("below/near/fr.aff", "SFX S Y 1\nSFX S 0 s ."),
        ("below/near/fr.dic", "1\nmot/S\nrue/S\nlieu/S\nnom/S"),
        ("desk.toml", "[[rule]]\nid = 'x'\nphrases = ['mot']\n"),
        ("terms.csv", "find,use,inflect\nlieu,nom|mot,noun\n"),
    ]);
    let found = |document: &str, text: &str| -> Vec<String> {
        let loader = Loader::default();
        let path = site.root().join(document);
        let configuration = loader.for_document(&path);
        assert!(!configuration.has_errors());
        let rules = configuration.rules_for(&path);
        let found = check(text, Format::Markdown, &rules);
        let shown = |found: &housestyle::check::Diagnostic| {
            let fixes: Vec<&str> = found.fixes.iter().map(|fix| fix.title.as_str()).collect();
            format!("{} {}", found.text, fixes.join("; "))
        };
        found.iter().map(shown).collect()
    };
    let text = "mots motx rues ruex lieus";
    assert_eq!(found("a.md", text), [""; 0]);
    assert_eq!(
        found("below/a.md", text),
        [
            "mots ",
            "rues ",
            "lieus Replace with ‘noms’; Replace with ‘mots’"
        ]
    );
}

#[test]
fn a_dictionary_that_changes_is_read_again() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['desk.toml']\nlanguage = 'fr'\ndictionaries = ['fr']",
        ),
        (
            "desk.toml",
            "[[rule]]\nid = 'x'\nphrases = ['mot']\ninflect = 'noun'",
        ),
        ("fr.aff", FRENCH),
        ("fr.dic", "1\nmot"),
    ]);
    let loader = Loader::default();
    let document = site.root().join("a.md");
    let count = || {
        let rules = loader.for_document(&document).rules_for(&document);
        check("mot mots", Format::Markdown, &rules).len()
    };
    assert_eq!(count(), 1);
    site.write("fr.dic", b"1\nmot/S");
    assert!(loader.refresh());
    assert_eq!(count(), 2);
    assert!(loader.changed(&[site.root().join("fr.aff")]));
}

#[test]
fn dictionaries_and_words_are_named_from_the_file_that_names_them() {
    let site = Site::new(&[
        (
            "housestyle.toml",
            "styles = ['styles/desk.toml']\ndictionaries = ['hunspell/xx_XX']\n\
             [rules]\ndesk.a = { words = 'words.txt' }\ndesk.b = { spelling = 'en_GB' }\n",
        ),
        (
            "styles/desk.toml",
            "[[rule]]\nid = 'a'\nspelling = ['near', 'xx_XX']\n\
             [[rule]]\nid = 'b'\nenabled = false\nspelling = 'near'\n",
        ),
        ("styles/near.aff", "SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n"),
        ("styles/near.dic", "1\nmot/S\n"),
        ("hunspell/xx_XX.aff", "SET ISO8859-1\n"),
        ("hunspell/xx_XX.dic", "1\nbleu\n"),
        ("words.txt", "# Names.\nKyiv  # a city\n\nrouge\n"),
    ]);
    let loader = Loader::default();
    let all = "mots motx bleu rouge Kyiv Lviv";
    assert_eq!(found(&site, &loader, "a.md", all), "motx Lviv");
    site.write("words.txt", b"Lviv");
    assert!(loader.refresh());
    assert_eq!(found(&site, &loader, "a.md", all), "motx rouge Kyiv");
    site.write("styles/near.dic", b"2\nmot/S\nmotx\n");
    assert!(loader.refresh());
    assert_eq!(found(&site, &loader, "a.md", all), "rouge Kyiv");
}

#[test]
fn a_dictionary_that_is_none_is_a_fault() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml']\n"),
        (
            "desk.toml",
            "[[rule]]\nid = 'a'\nspelling = ['near', 'gone']\nwords = ['gone.txt']\n",
        ),
        ("near.aff", "SET KLINGON\n"),
        ("near.dic", "1\nmot\n"),
    ]);
    let loader = Loader::new(LoaderOptions {
        reads_dictionaries: true,
        ..LoaderOptions::default()
    });
    let path = site.root().join("a.md");
    assert_eq!(
        site.faults(&loader.for_document(&path)),
        [
            "desk.toml:3:13: ‘near’ is no dictionary: the encoding ‘KLINGON’ is not known",
            "desk.toml:3:21: ‘gone.aff’ does not exist; built in are en_GB and en_US; the path of another \
             starts from the folder of this file, and it is two files, .aff and .dic",
        ]
    );
}
