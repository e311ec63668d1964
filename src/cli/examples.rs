//! The command `test`: the examples that stand in styles.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anstyle::Style;

use super::Outcome;
use super::args::TestArgs;
use super::console::{Console, Look, styles};
use super::documents::shown;
use super::faults::{Faults, path_of};
use super::report::excerpt;
use super::text_width::{head, printable, wrap};
use crate::check::Diagnostic;
use crate::check::examples::{self, ExampleFailure, ExampleOverlap, ExampleReversal, ExampleRun};
use crate::config::documents::reason;
use crate::config::{Configuration, Loader};
use crate::rules::value::{FileId, Place};
use crate::rules::{Rule, RuleSet};
use crate::text::position::LineIndex;

/// What stands before the lines of an example.
const INDENT: &str = "    ";

/// Runs the command.
pub(super) fn run(args: &TestArgs, console: &mut Console) -> Outcome {
    let loader = Loader::new(args.config.loader_options());
    let here = [PathBuf::from(".")];
    let paths: &[PathBuf] = if args.paths.is_empty() {
        &here
    } else {
        &args.paths
    };
    let mut tests = Tests {
        strict: args.strict,
        ..Tests::default()
    };
    for path in paths {
        if let Err(message) = tests.run(path, &loader, console) {
            console.error(&message);
            tests.outcome = Outcome::Failed;
        }
    }
    let without = match tests.without {
        0 => String::new(),
        1 => ", 1 rule without an example".to_owned(),
        count => format!(", {count} rules without an example"),
    };
    console.print(&format!(
        "{} passed, {} failed{without}\n",
        tests.passed, tests.failed
    ));
    tests.outcome
}

/// What came of the examples so far.
#[derive(Default)]
struct Tests {
    faults: Faults,
    /// The examples that ran, by file and place: several paths may lead to one style.
    ran: HashSet<(PathBuf, Place)>,
    /// Whether rules without examples fail.
    strict: bool,
    passed: usize,
    failed: usize,
    /// How many rules have no example.
    without: usize,
    outcome: Outcome,
}

impl Tests {
    /// Runs the examples of `path`: of the style file or the folder of them that it is,
    /// or else of every style that applies there.
    fn run(&mut self, path: &Path, loader: &Loader, console: &mut Console) -> Result<(), String> {
        let unreadable = |error| format!("cannot read ‘{}’: {}", shown(path), reason(&error));
        let real = fs::canonicalize(path).map_err(unreadable)?;
        let is_folder = real.is_dir();
        let configuration = if is_folder {
            loader.for_folder(path)
        } else {
            loader.for_document(path)
        };
        let outcome = self.faults.say(&configuration, console);
        self.outcome = self.outcome.max(outcome);
        let only = styles_at(&real, &configuration);
        if only.is_empty() && !is_folder && is_style(path) {
            return Err(format!(
                "‘{}’ is none of the styles that the configuration names",
                shown(path)
            ));
        }
        // The folder of a project holds its styles, but also uses others.
        let is_project = configuration
            .path
            .as_ref()
            .is_some_and(|path| path.starts_with(&real));
        let rules = configuration.rules_for(path);
        let is_chosen = |place: Place| only.is_empty() || is_project || only.contains(&place.file);
        for run in examples::run(&rules) {
            if is_chosen(run.place) && self.is_new(run.place, &configuration) {
                self.count(&run, &configuration, console);
            }
        }
        let is_at_fault = |reversal: &ExampleReversal| {
            let other = rules.get(&reversal.other).map(|rule| rule.place);
            let places = [Some(reversal.place), other].into_iter().flatten();
            places
                .into_iter()
                .any(|place| is_chosen(place) && is_own(place, &configuration))
        };
        for reversal in examples::reversals(&rules)
            .iter()
            .filter(|it| is_at_fault(it))
        {
            if reversal.unasked {
                self.outcome = self.outcome.max(Outcome::Findings);
            }
            console.print(&undone(reversal, &configuration, console.look()));
        }
        if self.strict {
            for rule in rules.sorted().filter(|rule| is_chosen(rule.place)) {
                self.want_examples(rule, &configuration, console);
            }
            let overlaps = own_overlaps(&rules, &configuration);
            for overlap in overlaps.iter().filter(|overlap| is_chosen(overlap.place)) {
                console.print(&told(overlap, &configuration, console.look()));
            }
        }
        Ok(())
    }

    /// Whether what stands there was not looked at before.
    fn is_new(&mut self, place: Place, configuration: &Configuration) -> bool {
        let file = configuration.sources.get(place.file);
        let path = file.map(|file| file.path.clone()).unwrap_or_default();
        self.ran.insert((path, place))
    }

    /// Says that a rule has no example, if it could have one.
    fn want_examples(&mut self, rule: &Rule, configuration: &Configuration, console: &mut Console) {
        let file = configuration.sources.get(rule.place.file);
        let suffix = file.and_then(|file| file.path.extension());
        let could = suffix.is_some_and(|suffix| suffix == "toml") && rule.check.term().is_none();
        if !could || !rule.manner.examples.is_empty() || !self.is_new(rule.place, configuration) {
            return;
        }
        self.without += 1;
        self.outcome = self.outcome.max(Outcome::Findings);
        let place = console
            .look()
            .paint(styles::HEADING, &place_of(rule.place, configuration));
        let help = "write examples.flag = [\"…\"] and examples.pass = [\"…\"]";
        console.print(&format!("{place} {} has no example; {help}\n\n", rule.id));
    }

    fn count(&mut self, run: &ExampleRun, configuration: &Configuration, console: &mut Console) {
        let Some(failure) = &run.failure else {
            self.passed += 1;
            return;
        };
        self.failed += 1;
        self.outcome = self.outcome.max(Outcome::Findings);
        let failed = Failed {
            run,
            failure,
            look: console.look(),
        };
        console.print(&failed.describe(configuration));
    }
}

/// `styles/desk.toml:12:18:`
fn place_of(place: Place, configuration: &Configuration) -> String {
    let Some(file) = configuration.sources.get(place.file) else {
        return String::new();
    };
    let lines = LineIndex::new(&file.text);
    let (line, column) = lines.line_column(place.span().start);
    format!("{}:{line}:{column}:", printable(&path_of(file)))
}

/// The examples that two rules find, as far as one of these is no built-in one. Of an example of
/// a built-in rule it is said where the other rule stands, once.
fn own_overlaps(rules: &RuleSet, configuration: &Configuration) -> Vec<ExampleOverlap> {
    let (mut own, built_in): (Vec<_>, Vec<_>) = examples::overlaps(rules)
        .into_iter()
        .partition(|overlap| is_own(overlap.place, configuration));
    for overlap in built_in {
        let other = rules.get(&overlap.other).map(|rule| rule.place);
        let is_known = own
            .iter()
            .any(|known| known.rule == overlap.other && known.other == overlap.rule);
        if let Some(place) = other.filter(|place| is_own(*place, configuration) && !is_known) {
            own.push(ExampleOverlap {
                rule: overlap.other,
                place,
                text: overlap.text,
                other: overlap.rule,
            });
        }
    }
    own
}

/// Whether it stands in a file, and not in a built-in style.
fn is_own(place: Place, configuration: &Configuration) -> bool {
    let file = configuration.sources.get(place.file);
    file.is_some_and(|file| !file.embedded)
}

/// An example of which one rule takes back what another makes of it.
fn undone(reversal: &ExampleReversal, configuration: &Configuration, look: Look) -> String {
    let place = look.paint(styles::HEADING, &place_of(reversal.place, configuration));
    let [before, after] = reversal.texts.each_ref().map(|text| printable(text));
    let way_out = if reversal.unasked {
        "; “fix all” applies both: decide for one of them"
    } else {
        ""
    };
    format!(
        "{place} {}: ‘{before}’ becomes ‘{after}’, and ‘{}’ takes that back{way_out}\n\n",
        reversal.rule, reversal.other
    )
}

/// An example that two rules find.
fn told(overlap: &ExampleOverlap, configuration: &Configuration, look: Look) -> String {
    let place = look.paint(styles::HEADING, &place_of(overlap.place, configuration));
    let text = printable(&overlap.text);
    format!(
        "{place} {}: ‘{text}’ is found by ‘{}’ as well\n\n",
        overlap.rule, overlap.other
    )
}

/// The style files that `path`, a real path, is or holds.
fn styles_at(path: &Path, configuration: &Configuration) -> HashSet<FileId> {
    let files = configuration.styles().iter().map(|style| style.file);
    let there = files.filter(|id| {
        let file = configuration.sources.get(*id);
        let own = file.filter(|file| !file.embedded);
        let real = own.and_then(|file| fs::canonicalize(&file.path).ok());
        real.is_some_and(|real| real.starts_with(path))
    });
    there.collect()
}

/// Whether a file looks as if its examples were meant, not its prose.
fn is_style(path: &Path) -> bool {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let is_configuration = path
        .file_name()
        .is_some_and(|name| name == "housestyle.toml");
    matches!(suffix, Some("toml" | "csv" | "tsv")) && !is_configuration
}

/// An example that does not show what it should.
struct Failed<'a> {
    run: &'a ExampleRun,
    failure: &'a ExampleFailure,
    look: Look,
}

impl Failed<'_> {
    fn describe(&self, configuration: &Configuration) -> String {
        let (what, lines) = match self.failure {
            ExampleFailure::NothingFound => (
                "finds nothing here, but ‘examples.flag’ says that it does",
                self.text(&self.run.text),
            ),
            ExampleFailure::NoVariant(known) => (
                "is silent here, because none of its variants is chosen",
                vec![format!(
                    "there are {}; write variant = \"{}\" in the configuration",
                    known.join(", "),
                    known.first().map_or("", String::as_str),
                )],
            ),
            ExampleFailure::Found(diagnostics) => (
                "finds something here, but ‘examples.pass’ says that it does not",
                diagnostics
                    .iter()
                    .flat_map(|diagnostic| self.found(diagnostic))
                    .collect(),
            ),
            ExampleFailure::FixedTo { expected, actual } => (
                if *actual == *self.run.text {
                    "changes nothing here unasked, but ‘examples.fix’ says that “fix all” does"
                } else {
                    "is fixed otherwise than ‘examples.fix’ says"
                },
                [
                    labelled("before:   ", &self.text(&self.run.text)),
                    labelled("expected: ", &self.text(expected)),
                    labelled("but is:   ", &self.text(actual)),
                ]
                .concat(),
            ),
        };
        let place = place_of(self.run.place, configuration);
        let place = self.look.paint(styles::HEADING, &place);
        let mut output = format!("{place} {} {what}\n", self.run.rule);
        for line in lines {
            let _ = writeln!(output, "{INDENT}{line}");
        }
        output + "\n"
    }

    fn room(&self) -> usize {
        self.look.width.saturating_sub(INDENT.len())
    }

    fn text(&self, text: &str) -> Vec<String> {
        wrap(text, self.room())
    }

    /// The words that were found, marked, and what was said about them.
    fn found(&self, diagnostic: &Diagnostic) -> Vec<String> {
        let text = &self.run.text;
        let lines = LineIndex::new(text);
        let (line, _) = lines.line_column(diagnostic.span.start);
        let rows = excerpt(text, &lines, line, diagnostic.span, self.room());
        let style = styles::severity(diagnostic.severity);
        let drawn = rows.iter().flat_map(|row| {
            [
                row.text(self.look, Style::new()),
                row.underline(self.look, style),
            ]
        });
        let message = head(&printable(&diagnostic.message), self.room());
        drawn.chain([message]).collect()
    }
}

fn labelled(label: &str, lines: &[String]) -> Vec<String> {
    let indent = " ".repeat(label.len());
    let labels = std::iter::once(label).chain(std::iter::repeat(indent.as_str()));
    lines
        .iter()
        .zip(labels)
        .map(|(line, label)| format!("{label}{line}"))
        .collect()
}
