//! The command `check`: documents in, findings out.

use std::fmt::Write as _;

use super::Outcome;
use super::args::CheckArgs;
use super::console::Console;
use super::report::{Checked, Report};
use super::work::{self, Opened, counted};
use crate::check::Diagnostic;
use crate::rules::Severity;

/// Runs the command.
pub(super) fn run(args: &CheckArgs, console: &mut Console) -> Outcome {
    let report = (args.format.new)(console.look());
    let mut summary = Summary::default();
    let outcome = work::run(
        &args.documents,
        console,
        |opened| check(opened, &*report),
        |checked, console| {
            console.print(&checked.output);
            summary.add(&checked);
            checked.outcome
        },
    );
    if report.is_for_people() && console.is_open() && summary.documents > 0 {
        console.say(&summary.sentence());
    }
    outcome
}

/// What came of one document.
struct DocumentResult {
    /// Its findings, as they are printed.
    output: String,
    /// Number of findings by severity, as in [`Severity::ALL`].
    counts: [usize; Severity::ALL.len()],
    /// How many of them have a preferred fix.
    fixable: usize,
    outcome: Outcome,
}

fn check(opened: &Opened<'_>, report: &dyn Report) -> DocumentResult {
    let mut diagnostics = opened.check(&opened.decoded.text);
    if opened.decoded.encoding.is_guessed() {
        for diagnostic in &mut diagnostics {
            diagnostic.fixes.clear();
        }
    }
    let output = if diagnostics.is_empty() {
        String::new()
    } else {
        report.document(&Checked {
            path: opened.path,
            decoded: opened.decoded,
            diagnostics: &diagnostics,
        })
    };
    let fixable = |found: &&Diagnostic| found.preferred_fix().is_some();
    DocumentResult {
        output,
        counts: Severity::ALL.map(|severity| {
            let of_it = |found: &&Diagnostic| found.severity == severity;
            diagnostics.iter().filter(of_it).count()
        }),
        fixable: diagnostics.iter().filter(fixable).count(),
        outcome: opened.outcome(&diagnostics),
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
    fixable: usize,
}

impl Summary {
    fn add(&mut self, result: &DocumentResult) {
        self.documents += 1;
        self.with_findings += usize::from(result.counts.iter().any(|count| *count > 0));
        for (total, count) in self.counts.iter_mut().zip(result.counts) {
            *total += count;
        }
        self.fixable += result.fixable;
    }

    /// "12 findings in 4 of 20 files: 3 warnings, 9 suggestions. ‘housestyle fix’ mends 2 of them."
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
        let fixable = match self.fixable {
            0 => String::new(),
            1 if total == 1 => " ‘housestyle fix’ mends it.".to_owned(),
            all if all == total => " ‘housestyle fix’ mends them all.".to_owned(),
            some => format!(" ‘housestyle fix’ mends {some} of them."),
        };
        format!("{} in {of}: {parts}.{fixable}", counted(total, "finding"))
    }
}
