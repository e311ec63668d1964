//! The built-in style: its own examples, and what it marks in whole articles.
//!
//! In `fixtures/newsroom/*.md`, ⟦…⟧ encloses what is found: plain facts, dates, figures and
//! names are not. A failure prints the article with the marks that it has now.

use std::fs;
use std::path::{Path, PathBuf};

use housestyle::check::{check, examples};
use housestyle::config::{Configuration, Loader};
use housestyle::markup::Format;
use housestyle::text::Span;

const MARKS: [char; 2] = ['⟦', '⟧'];

/// The configuration of the folder `path` of this crate.
fn configuration(path: &str) -> (PathBuf, std::sync::Arc<Configuration>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let configuration = Loader::default().for_folder(&folder);
    let faults: Vec<String> = configuration
        .faults
        .iter()
        .map(|fault| fault.line(&configuration.sources))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    (folder, configuration)
}

#[test]
fn every_example_of_the_built_in_style_and_of_the_example_desk_holds() {
    for path in ["tests/fixtures/newsroom", "examples"] {
        let (folder, configuration) = configuration(path);
        let runs = examples::run(&configuration.rules_for(&folder.join("article.md")));
        assert!(runs.len() > 100, "{path}");
        let failures: Vec<String> = runs
            .into_iter()
            .filter_map(|run| {
                let failure = run.failure?;
                Some(format!("{}: {:?}: {failure:?}", run.rule, run.text))
            })
            .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }
}

#[test]
fn every_rule_of_the_built_in_style_says_why_and_shows_what_it_flags_and_leaves_alone() {
    let (folder, configuration) = configuration("tests/fixtures/newsroom");
    let rules = configuration.rules_for(&folder.join("article.md"));
    let poor: Vec<&str> = rules
        .sorted()
        .filter(|rule| {
            let manner = &rule.manner;
            manner.note.is_none()
                || manner.examples.flag.is_empty()
                || manner.examples.pass.is_empty()
        })
        .map(|rule| rule.id.as_str())
        .collect();
    assert!(poor.is_empty(), "{poor:?}");
}

#[test]
fn articles_are_marked_as_a_sub_editor_would() {
    let (folder, configuration) = configuration("tests/fixtures/newsroom");
    let mut failures = Vec::new();
    let mut articles = 0;
    for entry in fs::read_dir(&folder).expect("fixtures") {
        let path = entry.expect("entry").path();
        if path.extension().is_none_or(|suffix| suffix != "md") {
            continue;
        }
        articles += 1;
        let marked = fs::read_to_string(&path).expect("UTF-8");
        let source = marked.replace(MARKS, "");
        let found = check(&source, Format::Markdown, &configuration.rules_for(&path));
        let actual = mark(&source, found.iter().map(|finding| finding.span));
        if actual != marked {
            failures.push(format!("{}:\n{actual}", path.display()));
        }
    }
    assert!(articles > 0);
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// `source` with marks round `spans`, which are sorted; those that overlap are one.
fn mark(source: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let mut text = source.to_owned();
    for span in merged.into_iter().rev() {
        text.insert(span.end, MARKS[1]);
        text.insert(span.start, MARKS[0]);
    }
    text
}
