//! The command `check`: documents in, findings out, in one order whatever thread
//! checked what.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Outcome;
use super::args::CheckArgs;
use super::console::Console;
use super::documents::{self, Document, shown};
use super::faults::Faults;
use super::guard::guarded;
use super::read;
use super::report::{Checked, Report};
use crate::check::{self, Diagnostic};
use crate::config::{Configuration, Loader, LoaderOptions};
use crate::markup::Format;
use crate::rules::Severity;
use crate::text::encoding::{Decoded, Encoding};

/// How many documents are checked before their reports are written: enough to keep
/// every core busy, few enough that a tree of any size fits into memory.
const BATCH: usize = 256;

/// Runs the command.
pub(super) fn run(args: &CheckArgs, console: &mut Console) -> Outcome {
    let paths = match paths(args) {
        Ok(paths) => paths,
        Err(message) => {
            console.error(message);
            return Outcome::Failed;
        }
    };
    let documents = documents::find(&paths, args.stdin_path.as_deref());
    let checker = Checker {
        loader: Loader::new(LoaderOptions {
            fail_on: args.fail_on,
            ..args.config.loader_options()
        }),
        report: (args.format.new)(console.look()),
    };
    let mut summary = Summary::default();
    for trouble in &documents.troubles {
        console.error(trouble);
        summary.outcome = Outcome::Failed;
    }
    let mut faults = Faults::default();
    checker.check_all(&documents.list, &mut faults, &mut summary, console);
    for folder in &documents.empty {
        let configuration = checker.loader.for_folder(folder);
        summary.worsen(faults.say(&configuration, console));
        console.say(&nothing_found(folder));
    }
    if checker.report.is_for_people() && console.is_open() && summary.documents > 0 {
        console.say(&summary.sentence());
    }
    summary.outcome
}

/// The paths to check.
fn paths(args: &CheckArgs) -> Result<Vec<PathBuf>, &'static str> {
    match (args.paths.as_slice(), &args.stdin_path) {
        // Who names standard input wants it read.
        ([], Some(_)) => Ok(vec![PathBuf::from("-")]),
        ([], None) => Ok(vec![PathBuf::from(".")]),
        (paths, Some(_)) if !paths.iter().any(|path| path.as_os_str() == "-") => {
            Err("--stdin-path names standard input, which is not checked; add ‘-’ to check it")
        }
        (paths, _) => Ok(paths.to_vec()),
    }
}

fn nothing_found(folder: &Path) -> String {
    let suffixes: Vec<String> = Format::suffixes()
        .map(|suffix| format!(".{suffix}"))
        .collect();
    format!(
        "nothing to check in ‘{}’: no file there ends in {}",
        shown(folder),
        suffixes.join(", ")
    )
}

/// What is the same for every document.
struct Checker {
    loader: Loader,
    report: Box<dyn Report>,
}

/// What came of one document.
#[derive(Default)]
struct DocumentResult {
    /// Its findings, as they are printed.
    output: String,
    /// Number of findings by severity, as in [`Severity::ALL`].
    counts: [usize; Severity::ALL.len()],
    outcome: Outcome,
    configuration: Option<Arc<Configuration>>,
    /// Why it was not checked.
    trouble: Option<String>,
}

impl Checker {
    /// Checks `documents` and prints what was found, in their order.
    fn check_all(
        &self,
        documents: &[Document],
        faults: &mut Faults,
        summary: &mut Summary,
        console: &mut Console,
    ) {
        for batch in documents.chunks(BATCH) {
            let results: Vec<DocumentResult> = batch
                .par_iter()
                .map(|document| self.check(document))
                .collect();
            for result in &results {
                if let Some(configuration) = &result.configuration {
                    summary.worsen(faults.say(configuration, console));
                }
                if let Some(trouble) = &result.trouble {
                    console.error(trouble);
                }
                console.print(&result.output);
                summary.add(result);
            }
            if !console.is_open() {
                return;
            }
        }
    }

    /// Reads and checks one document.
    fn check(&self, document: &Document) -> DocumentResult {
        let path = document.shown();
        let decoded = match read::read(document) {
            Ok(decoded) => decoded,
            // Somebody's picture with a strange suffix, which nobody asked to check.
            Err(read::Trouble::Binary) if !document.named => return DocumentResult::default(),
            Err(trouble) => return DocumentResult::failed(trouble.message(&path)),
        };
        guarded(|| self.check_text(document, &path, &decoded)).unwrap_or_else(|fault| {
            DocumentResult::failed(format!(
                "‘{path}’ is not checked: a fault inside housestyle ({fault}); please report it"
            ))
        })
    }

    fn check_text(&self, document: &Document, path: &str, decoded: &Decoded) -> DocumentResult {
        let configuration = match document.path() {
            Some(path) => self.loader.for_document(path),
            None => self.loader.for_folder(Path::new(".")),
        };
        let rules = configuration.rules_for(document.path().unwrap_or(Path::new("-")));
        let mut diagnostics = check::check(&decoded.text, document.format(), &rules);
        if decoded.encoding == Encoding::Windows1252 {
            // It is only guessed, so nothing may be written into such a file.
            for diagnostic in &mut diagnostics {
                diagnostic.fixes.clear();
            }
        }
        let mut result = DocumentResult::of(&diagnostics, &configuration);
        if !diagnostics.is_empty() {
            let diagnostics = &diagnostics;
            result.output = self.report.document(&Checked {
                path,
                decoded,
                diagnostics,
            });
        }
        result.configuration = Some(configuration);
        result
    }
}

impl DocumentResult {
    fn of(diagnostics: &[Diagnostic], configuration: &Configuration) -> Self {
        let mut result = Self::default();
        for diagnostic in diagnostics {
            let severities = Severity::ALL.into_iter().zip(&mut result.counts);
            for (_, count) in severities.filter(|(one, _)| *one == diagnostic.severity) {
                *count += 1;
            }
            if configuration.fail_on.fails(diagnostic.severity) {
                result.outcome = Outcome::Findings;
            }
        }
        result
    }

    fn failed(trouble: String) -> Self {
        Self {
            outcome: Outcome::Failed,
            trouble: Some(trouble),
            ..Self::default()
        }
    }
}

/// What came of all documents.
#[derive(Debug, Default)]
struct Summary {
    /// How many were checked.
    documents: usize,
    /// How many of them have findings.
    with_findings: usize,
    counts: [usize; Severity::ALL.len()],
    outcome: Outcome,
}

impl Summary {
    fn add(&mut self, result: &DocumentResult) {
        self.documents += usize::from(result.configuration.is_some());
        self.with_findings += usize::from(result.counts.iter().any(|count| *count > 0));
        for (total, count) in self.counts.iter_mut().zip(result.counts) {
            *total += count;
        }
        self.worsen(result.outcome);
    }

    fn worsen(&mut self, outcome: Outcome) {
        self.outcome = self.outcome.max(outcome);
    }

    /// "12 findings (3 warnings, 9 suggestions) in 4 of 20 files".
    fn sentence(&self) -> String {
        let total: usize = self.counts.iter().sum();
        let files = counted(self.documents, "file");
        if total == 0 {
            return format!("No findings in {files}.");
        }
        let mut parts = String::new();
        for (severity, count) in Severity::ALL.into_iter().zip(self.counts) {
            if count > 0 {
                let comma = if parts.is_empty() { "" } else { ", " };
                let _ = write!(parts, "{comma}{}", counted(count, severity.name()));
            }
        }
        let of = if self.with_findings < self.documents {
            format!("{} of {files}", self.with_findings)
        } else {
            files
        };
        format!("{} in {of}: {parts}.", counted(total, "finding"))
    }
}

/// "1 file", "2 files".
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
