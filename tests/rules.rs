//! What rules find and how it is mended: `fixtures/rules/*.md`, read as they stand.
//!
//! A fixture is a list of cases. Each starts with a heading, says the style in a `toml`
//! block, then the document in a block of its suffix (`md`, `txt`, `html`, `mdx`) in which ⟦…⟧ encloses exactly what
//! is found; a `fixed` block holds what the preferred fixes make of it, a `says` block the
//! findings' lines `rule severity: message`, each with a line for every other place that it has to do
//! with, a `faults` block the faults of the style.
//! A style for another language names it: `toml tr`; an `aff` and a `dic` block before it are
//! a dictionary of that language: `aff fr`. A document or style that follows without a
//! heading is another case of the same style.

use std::fs;
use std::path::Path;

use housestyle::check::fixing::fix_all;
use housestyle::check::{Diagnostic, check};
use housestyle::markup::Format;
use housestyle::matching::affix::Dictionary;
use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::definition::{Naming, style};
use housestyle::rules::inflecting;
use housestyle::rules::value::FileId;
use housestyle::rules::{Fault, RuleSet};
use housestyle::text::edit;
use housestyle::text::position::line_column;

/// One fenced block of a fixture.
struct Fence {
    info: String,
    text: String,
    /// Of its first line, for messages.
    line: usize,
}

#[test]
fn rules_find_what_the_fixtures_mark() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("fixtures")
        .map(|entry| entry.expect("entry").path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let mut failures = Vec::new();
    let mut cases = 0;
    for path in paths {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        cases += run(&name, &fences(&text), &mut failures);
    }
    assert!(
        failures.is_empty(),
        "{} of {cases} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Runs the cases of one fixture; returns how many there are.
fn run(name: &str, fences: &[Fence], failures: &mut Vec<String>) -> usize {
    let mut rules = RuleSet::default();
    let mut style_text = String::new();
    let mut faults = Vec::new();
    let mut document: Option<(String, Format)> = None;
    let mut dictionary = ("", "", "");
    let mut cases = 0;
    for fence in fences {
        let mut expect = |what: &str, expected: &str, actual: &str| {
            cases += 1;
            if expected.trim_end() != actual.trim_end() {
                failures.push(format!(
                    "{name}:{}: {what}\n  expected: {expected}\n  actual:   {actual}",
                    fence.line
                ));
            }
        };
        let (kind, language) = fence.info.split_once(' ').unwrap_or((&fence.info, ""));
        match kind {
            "toml" => {
                let (of, affixes, words) = dictionary;
                let files = (of == language && !of.is_empty()).then_some((affixes, words));
                (rules, faults) = compiled(&fence.text, language, files);
                style_text.clone_from(&fence.text);
            }
            "aff" => dictionary = (language, &fence.text, ""),
            "dic" => dictionary.2 = &fence.text,
            "faults" => {
                expect("faults", &fence.text, &shown(&faults, &style_text));
                faults.clear();
            }
            info @ ("md" | "txt" | "html" | "mdx") => {
                expect(
                    "faults",
                    "",
                    &shown(&std::mem::take(&mut faults), &style_text),
                );
                let path = Path::new("document").with_extension(info);
                let format = Format::from_path(&path).expect("a known suffix");
                let text = fence.text.replace(['⟦', '⟧'], "");
                let found = check(&text, format, &rules);
                expect("found", &fence.text, &marked(&text, &found));
                verify(&text, format, &rules, &found);
                document = Some((text, format));
            }
            "fixed" => {
                let (text, format) = document.as_ref().expect("a document before");
                expect(
                    "fixed",
                    &fence.text,
                    &fix_all(text, *format, &rules, |_| true).text,
                );
            }
            "says" => {
                let (text, format) = document.as_ref().expect("a document before");
                let says = |found: &Diagnostic| {
                    let fixes: Vec<_> = found.fixes.iter().map(|fix| fix.title.as_str()).collect();
                    let fixes = if fixes.is_empty() {
                        String::new()
                    } else {
                        format!(" [{}]", fixes.join("; "))
                    };
                    let related = found.related.iter().map(|related| {
                        let (line, column) = line_column(text, related.span.start);
                        let there = related.span.text(text).unwrap_or("");
                        format!("  {line}:{column} {there:?}: {}\n", related.says)
                    });
                    let related: String = related.collect();
                    format!(
                        "{} {}: {}{fixes}\n{related}",
                        found.rule,
                        found.severity.name(),
                        found.message
                    )
                };
                expect(
                    "says",
                    &fence.text,
                    &check(text, *format, &rules)
                        .iter()
                        .map(says)
                        .collect::<String>(),
                );
            }
            other => panic!("{name}:{}: unknown block ‘{other}’", fence.line),
        }
    }
    cases
}

/// What must hold for every finding, whatever a case is about.
fn verify(text: &str, format: Format, rules: &RuleSet, found: &[Diagnostic]) {
    assert!(found.is_sorted_by_key(|finding| (finding.span, finding.rule.clone())));
    for finding in found {
        let related = finding.related.iter().map(|related| related.span);
        for place in related {
            assert!(place.text(text).is_some_and(|text| !text.is_empty()));
            assert_ne!(place, finding.span, "{finding:?}");
        }
        assert!(
            finding.span.text(text).is_some_and(|text| !text.is_empty()),
            "on boundaries: {finding:?}"
        );
        assert!(!finding.text.is_empty() && !finding.text.contains('\n'));
        for fix in &finding.fixes {
            let fixed = edit::apply(text, &fix.edits).expect("edits fit");
            let again = check(&fixed, format, rules);
            let at = |other: &&Diagnostic| {
                other.span.start == finding.span.start
                    && other.text == finding.text
                    && other.rule == finding.rule
            };
            assert!(
                !again.iter().any(|other| at(&other)),
                "the fix mends {finding:?}: {fixed:?}"
            );
        }
    }
    let all = fix_all(text, format, rules, |_| true);
    assert_eq!(
        edit::apply(text, &all.edits).as_ref(),
        Some(&all.text),
        "the edits are what was done"
    );
    assert_eq!(all.left, check(&all.text, format, rules));
    assert!(
        all.left.iter().all(|left| left.preferred_fix().is_none()),
        "{all:?}"
    );
}

fn compiled(toml: &str, language: &str, dictionary: Option<(&str, &str)>) -> (RuleSet, Vec<Fault>) {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "test",
    };
    let styles = [style::read(FileId(0), toml, naming, &mut faults)];
    let wanted = inflecting::words(&styles, std::iter::empty());
    let lexicon = dictionary.map(|(affixes, words)| {
        let dictionary = Dictionary {
            name: language,
            language,
            affixes: affixes.as_bytes(),
            words: words.as_bytes(),
        };
        let mut problems = Vec::new();
        let lexicon = dictionary
            .lexicon(&wanted, &mut problems)
            .expect("a dictionary");
        assert_eq!(problems, []);
        lexicon.into()
    });
    let options = CompileOptions {
        language: (!language.is_empty()).then(|| language.into()),
        lexicon,
        ..CompileOptions::default()
    };
    let rules = compile(&styles, &[], &options, &mut faults);
    (rules, faults)
}

fn shown(faults: &[Fault], style: &str) -> String {
    let line = |fault: &Fault| {
        let start = fault.place.map_or(0, |place| place.span().start);
        let (line, column) = line_column(style, start);
        let help = fault
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("; {help}"));
        format!("{line}:{column}: {}{help}\n", fault.message)
    };
    faults.iter().map(line).collect()
}

fn marked(text: &str, found: &[Diagnostic]) -> String {
    let mut marks: Vec<(usize, u8, char)> = Vec::new();
    for finding in found {
        marks.push((finding.span.start, 1, '⟦'));
        marks.push((finding.span.end, 0, '⟧'));
    }
    marks.sort_unstable();
    let mut result = String::new();
    let mut done = 0;
    for (at, _, mark) in marks {
        result.push_str(&text[done..at]);
        result.push(mark);
        done = at;
    }
    result + &text[done..]
}

/// The fenced blocks of a fixture: `~~~info`, text, `~~~`.
fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(info) = line.strip_prefix("~~~") {
            let body: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != "~~~")
                .collect();
            fences.push(Fence {
                info: info.to_owned(),
                text: body.join("\n") + "\n",
                line: index + 1,
            });
        }
    }
    fences
}
