//! Which styles a configuration names, and what their rules are called.

use housestyle::config::{Loader, LoaderOptions};
use housestyle::rules::Severity;

use crate::{DESK, Files, Site, rules_of_styles};

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
