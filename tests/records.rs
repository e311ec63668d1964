//! Findings on record: what keeps them, what ends them, and where they are kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use housestyle::check::record::{self, Record};
use housestyle::check::{Diagnostic, check};
use housestyle::config::{Loader, LoaderOptions, RecordKind};
use housestyle::markup::Format;
use housestyle::rules::RuleSet;
use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::definition::{Naming, style};
use housestyle::rules::value::FileId;
use proptest::prelude::*;

const STYLE: &str = "\
[[rule]]
id = 'words'
phrases = ['puppet regime', 'utilize', 'half-baked', '漢字', 'x']
[[rule]]
id = 'dates'
pattern = '\\d+\\.\\d+\\.'
[[rule]]
id = 'same'
phrases = ['puppet regime']
severity = 'error'
";

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "desk",
    };
    let style = style::read(FileId(0), STYLE, naming, &mut faults);
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    rules
});

/// All findings of `text` on record.
fn recorded(text: &str) -> Vec<Record> {
    let findings = check(text, Format::Markdown, &RULES);
    let fingerprints = record::fingerprints(text, Format::Markdown, &RULES, &findings);
    let all = findings.iter().zip(&fingerprints);
    all.map(|(finding, fingerprint)| Record::of("a.md", finding, fingerprint, ""))
        .collect()
}

/// The findings of `text` that `records` do not cover.
fn uncovered(text: &str, records: &[Record]) -> Vec<Diagnostic> {
    let mut findings = check(text, Format::Markdown, &RULES);
    let fingerprints = record::fingerprints(text, Format::Markdown, &RULES, &findings);
    let records: Vec<&Record> = records.iter().collect();
    let mut covering = record::covering(&findings, &fingerprints, &records, |_| true).into_iter();
    findings.retain(|_| covering.next().expect("one for each").is_none());
    findings
}

/// What is put on record, what stands there later, how many findings of that are not covered.
const REWRITINGS: &[(&str, &str, usize)] = &[
    // Wrapping, indenting, quoting, listing.
    (
        "We say: a puppet regime fell.",
        "We say: a\npuppet\nregime fell.",
        0,
    ),
    (
        "We say: a puppet regime fell.",
        "> We say: a puppet\n> regime fell.",
        0,
    ),
    (
        "We say: a puppet regime fell.",
        "1. We say:\n   a puppet regime fell.",
        0,
    ),
    (
        "We say: a puppet regime fell.",
        "# We say: a puppet regime fell.",
        0,
    ),
    ("A half-baked plan.", "A half-\nbaked plan.", 0),
    ("以上は漢字です。", "以上は漢\n字です。", 0),
    // Marking up.
    (
        "We say: a puppet regime fell.",
        "We *say*: a **puppet** [regime](x.md) fell.",
        0,
    ),
    (
        "We say: a puppet regime fell.",
        "We<!-- why --> say: a puppet[^1] regime fell.\n\n[^1]: Note.",
        0,
    ),
    // Other glyphs.
    (
        "“Don't” say a puppet regime.",
        "\"Don’t\" say&nbsp;a pup\u{AD}pet regime.",
        0,
    ),
    (
        "In 1990-95 a puppet regime fell.",
        "In 1990–95 a Puppet Regime fell.",
        0,
    ),
    // Moving: among other paragraphs, beside other sentences, into another section.
    (
        "A puppet regime fell.\n\nIt rained.",
        "It rained.\n\nNew.\n\nA puppet regime fell.",
        0,
    ),
    (
        "A puppet regime fell. It rained.",
        "Snow. A puppet regime fell. It poured.",
        0,
    ),
    (
        "# One\n\nWe utilize it.\n\n# Two",
        "# One\n\n# Two\n\n- We utilize it.",
        0,
    ),
    // The sentence may be written anew as long as three words on both sides stay.
    (
        "Some say we all utilize the old ways here.",
        "But they all say we all utilize the old ways, always.",
        0,
    ),
    (
        "Some say we all utilize the old ways here.",
        "Some say we all utilize the new ways here.",
        1,
    ),
    (
        "Some say we all utilize the old ways here.",
        "Some say that all utilize the old ways.",
        1,
    ),
    ("A puppet regime fell.", "The puppet regime fell.", 1),
    // Another word of the same rule, the same word of another sentence.
    ("We utilize it.", "We utilize it. They utilize this.", 1),
    ("We utilize it.", "We half-baked it.", 1),
    ("On 1.2. it rained.", "On 2.2. it rained.", 1),
    // Each covers one, wherever it stands.
    ("We utilize it.", "We utilize it.\n\nWe utilize it.", 1),
    ("We utilize it.\n\nWe utilize it.", "We utilize it.", 0),
    ("x and x and x.", "x and x and x.", 0),
    ("x and x.", "x and x and x.", 3),
    // Of two equal sentences one is written anew: the other is now the first.
    (
        "Here it is. We utilize it now and then, they said.\n\nThere. We utilize it now and then, they said.",
        "Here it is. We utilize it now and then, he said.\n\nThere. We utilize it now and then, they said.",
        0,
    ),
    // They change places.
    (
        "Here. We utilize it.\n\nThere. We utilize it.",
        "There. We utilize it.\n\nHere. We utilize it.",
        0,
    ),
    // Alone in its block there is nothing else to know it by.
    (
        "- utilize\n- utilize",
        "- utilize\n- *Utilize*\n- utilize",
        1,
    ),
    // Where no prose is.
    (
        "---\nhousestyle:\n  ignore: [nothing]\n---\nx",
        "---\ntitle: T\nhousestyle:\n  ignore: [nothing]\n---\nx",
        0,
    ),
    (
        "<!-- housestyle ignore: nothing -->\n\nRain.",
        "Sun.\n\n<!-- housestyle ignore: nothing -->\n\nSnow.",
        0,
    ),
    ("", "We utilize it.", 1),
];

#[test]
fn a_record_is_kept_until_its_clause_is_written_anew() {
    for (before, after, expected) in REWRITINGS {
        let records = recorded(before);
        assert_eq!(uncovered(before, &records), [], "{before:?}");
        let left = uncovered(after, &records);
        assert_eq!(left.len(), *expected, "{before:?} → {after:?}: {left:?}");
    }
}

#[test]
fn a_record_names_any_rule_that_says_the_same_of_the_same_place() {
    let text = "A puppet regime fell.";
    let [record] = recorded(text).try_into().expect("one finding");
    assert_eq!(record.rule, "desk.same");
    for (rule, left) in [("desk.words", 0), ("desk.dates", 1), ("desk", 1)] {
        let record = Record {
            rule: rule.into(),
            ..record.clone()
        };
        assert_eq!(uncovered(text, &[record]).len(), left, "{rule}");
    }
}

/// A sentence with one finding, and what stands around it.
fn sentence() -> impl Strategy<Value = String> {
    let word = || prop::sample::select(&["one", "two", "“three,”", "don't", "four-five"][..]);
    let words = || prop::collection::vec(word(), 1..5).prop_map(|words| words.join(" "));
    let hit = prop::sample::select(&["puppet regime", "utilize", "half-baked"][..]);
    (words(), hit, words()).prop_map(|(before, hit, after)| format!("So {before} {hit} {after}."))
}

fn paragraphs() -> impl Strategy<Value = Vec<String>> {
    let paragraph = prop::collection::vec(sentence(), 1..4).prop_map(|all| all.join(" "));
    prop::collection::vec(paragraph, 1..6)
}

/// Writes a text otherwise without saying anything else: at each space one of several ways.
fn written_otherwise(text: &str, ways: &[u8]) -> String {
    let ways = ways.iter().cycle();
    let words = text.split(' ').zip(ways).map(|(word, way)| match way {
        0 => format!("{word}\n"),
        1 => format!("*{word}* "),
        2 => format!("{word}\u{A0}"),
        3 => word.replace('\'', "’").replace('-', "\u{2011}") + " ",
        4 => word.replace(['“', '”'], "\"") + "\n",
        5 => format!("[{word}](a.md) "),
        _ => format!("{word} "),
    });
    words.collect::<String>().trim().to_owned()
}

proptest! {
    #[test]
    fn records_survive_what_changes_no_words(
        paragraphs in paragraphs(),
        order in any::<prop::sample::Index>(),
        ways in prop::collection::vec(0u8..9, 1..40),
        others in prop::collection::vec(prop::sample::select(&["Rain.", "# Snow", "- Sun", "> Fog"][..]), 0..4),
    ) {
            let records = recorded(&paragraphs.join("\n\n"));
        prop_assert!(records.len() >= paragraphs.len());
        let mut after = paragraphs;
        let middle = order.index(after.len());
        after.rotate_left(middle);
        let mut after: Vec<String> =
            after.iter().map(|text| written_otherwise(text, &ways)).collect();
        for (index, other) in others.iter().enumerate() {
            after.insert((index * 2).min(after.len()), (*other).to_owned());
        }
        let after = after.join("\n\n");
        let left = uncovered(&after, &records);
        prop_assert!(left.is_empty(), "{after}\n{left:?}");
    }

    #[test]
    fn records_end_where_a_clause_is_written_anew(paragraphs in paragraphs()) {
            let text = paragraphs.join("\n\n");
        let records = recorded(&text);
        let after = ["puppet regime", "utilize", "half-baked"]
            .iter()
            .fold(text, |text, hit| text.replace(hit, &format!("surely {hit}")));
        prop_assert_eq!(uncovered(&after, &records).len(), records.len());
    }

    #[test]
    fn each_record_covers_at_most_one(
        one in paragraphs(),
        other in paragraphs(),
    ) {
            let records = recorded(&one.join("\n\n"));
        let text = [one, other].concat().join("\n\n");
        let found = check(&text, Format::Markdown, &RULES).len();
        let left = uncovered(&text, &records).len();
        prop_assert_eq!(left, found - records.len());
    }
}

/// A folder with files in it.
struct Site(tempfile::TempDir);

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            site.write(path, text);
        }
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        let root = fs::canonicalize(self.0.path()).expect("a folder");
        if path.is_empty() {
            root
        } else {
            root.join(path)
        }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

#[test]
fn records_stand_beside_the_configuration_or_where_git_is() {
    let site = Site::new(&[
        ("site/.git/HEAD", ""),
        ("site/housestyle.toml", "styles = []\n"),
        ("site/docs/a.md", ""),
        ("site/sub/housestyle.toml", "styles = []\n"),
        ("bare/.git", "gitdir: elsewhere"),
        ("bare/docs/a.md", ""),
        ("kept/.housestyle/ignored.tsv", ""),
        ("kept/docs/a.md", ""),
        ("none/docs/a.md", ""),
        ("other.toml", "styles = []\n"),
    ]);
    // A document, the folder that has its records, its path there.
    let cases = [
        ("site/a.md", "site", "a.md"),
        ("site/docs/deep/er/a.md", "site", "docs/deep/er/a.md"),
        ("site/sub/é/a.md", "site/sub", "é/a.md"),
        ("bare/docs/a.md", "bare", "docs/a.md"),
        ("kept/docs/a.md", "kept", "docs/a.md"),
        ("none/docs/a.md", "none/docs", "a.md"),
    ];
    let loader = Loader::default();
    for (document, root, path) in cases {
        let document = site.path(document);
        let configuration = loader.for_document(&document);
        let records = configuration.records();
        assert_eq!(records.root(), site.path(root), "{}", document.display());
        assert_eq!(records.path_of(&document), path);
    }
    let loader = Loader::new(LoaderOptions {
        config: Some(site.path("other.toml")),
        ..LoaderOptions::default()
    });
    let document = site.path("site/a.md");
    let configuration = loader.for_document(&document);
    assert_eq!(configuration.records().root(), site.path(""));
    assert_eq!(configuration.records().path_of(&document), "site/a.md");
}

#[test]
fn records_are_read_again_and_rules_are_not_compiled_again() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml']\n"),
        ("desk.toml", STYLE),
    ]);
    let loader = Loader::default();
    let document = site.path("docs/a.md");
    let text = "A puppet regime fell.";
    let covered = || {
        let configuration = loader.for_document(&document);
        let rules = configuration.rules_for(&document);
        let findings = check(text, Format::Markdown, &rules);
        let source = (text, Format::Markdown);
        let covers = configuration
            .records()
            .covering(&document, source, &rules, &findings);
        (covers, rules)
    };
    let (covers, rules) = covered();
    assert_eq!(covers, [None]);
    let [record] = recorded(text).try_into().expect("one finding");
    let line = |path: &str| {
        let path = path.into();
        Record {
            path,
            ..record.clone()
        }
        .line()
            + "\n"
    };
    let file = ".housestyle/ignored.tsv";
    assert!(loader.watched().contains(&site.path(file)));
    site.write(file, &line("docs/a.md"));
    assert!(loader.refresh(), "the file appeared");
    let (covers, same) = covered();
    assert_eq!(covers, [Some((RecordKind::Ignored, 0))]);
    assert!(Arc::ptr_eq(&rules, &same), "the rules are the same");
    assert!(!loader.refresh());
    // The baseline is not wanted.
    site.write(".housestyle/baseline.tsv", &line("docs/a.md"));
    site.write(file, &line("docs/other.md"));
    assert!(loader.changed(&[site.path(file)]));
    assert_eq!(covered().0, [None]);
    let with_baseline = Loader::new(LoaderOptions {
        baseline: true,
        ..LoaderOptions::default()
    });
    let configuration = with_baseline.for_document(&document);
    let findings = check(text, Format::Markdown, &rules);
    let source = (text, Format::Markdown);
    let covers = configuration
        .records()
        .covering(&document, source, &rules, &findings);
    assert_eq!(covers, [Some((RecordKind::Baseline, 0))]);
    // What is wrong in it is a fault of the configuration, in its file.
    site.write(file, "docs/a.md desk.words\n");
    assert!(loader.refresh());
    let configuration = loader.for_document(&document);
    assert!(configuration.has_errors() && !configuration.rules_have_errors());
    let faults: Vec<String> = configuration
        .faults
        .iter()
        .map(|fault| fault.line(&configuration.sources))
        .collect();
    let [fault] = faults.as_slice() else {
        panic!("{faults:?}");
    };
    let place = format!("{}:1:1: this line has 1 field", site.path(file).display());
    assert!(fault.starts_with(&place), "{fault}");
}

#[test]
fn a_file_is_written_in_one_step_with_what_git_has_to_know() {
    let site = Site::new(&[
        ("housestyle.toml", "styles = ['desk.toml']\n"),
        ("desk.toml", STYLE),
    ]);
    let records = |loader: &Loader| Arc::clone(loader.for_folder(&site.path("")).records());
    let read = |path: &str| fs::read_to_string(site.path(path)).expect("a file");
    let [one] = recorded("A puppet regime fell.")
        .try_into()
        .expect("one finding");
    let other = Record {
        path: "z.md".into(),
        ..one.clone()
    };
    let loader = Loader::default();
    let before = records(&loader);
    let kind = RecordKind::Ignored;
    assert!(
        before
            .write(kind, |_| true, &[other.clone(), one.clone()])
            .expect("it is written")
    );
    assert_eq!(
        read(".housestyle/.gitattributes"),
        "*.tsv text merge=union\n"
    );
    let text = read(".housestyle/ignored.tsv");
    let (head, lines) = text.split_once('\n').expect("a head");
    assert!(head.starts_with("# "), "{head}");
    assert_eq!(lines, format!("{}\n{}\n", one.line(), other.line()));
    // What could not be read again is not written.
    let endless = Record {
        reason: "x".repeat(16_000_000),
        ..other.clone()
    };
    before
        .write(RecordKind::Baseline, |_| true, &[endless])
        .expect_err("it is too large");
    // It is there by now: what others wrote is not lost.
    before
        .write(kind, |_| true, &[])
        .expect_err("it has changed");
    assert!(loader.refresh());
    let now = records(&loader);
    assert!(!now.write(kind, |_| true, &[]).expect("nothing to do"));
    assert!(
        now.write(kind, |index| index == 1, &[])
            .expect("it is written")
    );
    assert_eq!(
        read(".housestyle/ignored.tsv"),
        format!("{head}\n{}\n", other.line())
    );
    assert_eq!(
        names(&site.path(".housestyle")),
        [".gitattributes", "ignored.tsv"]
    );
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
