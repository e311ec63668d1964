//! Dictionaries and lists of words that configurations and rules name.

use housestyle::check::check;
use housestyle::config::{Loader, LoaderOptions};
use housestyle::markup::Format;

use crate::{Files, Site, check_faults, found};

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
            "desk.toml:4:10: ‘gone.txt’ does not exist; the path starts from the folder of this file",
        ]
    );
}
