//! The command `check`: documents in, findings out.

use std::fmt::Write as _;

use super::Outcome;
use super::args::CheckArgs;
use super::baseline;
use super::console::Console;
use super::ledger::{Ledger, Use};
use super::report::{Checked, Report};
use super::work::{self, Opened, counted};
use crate::check::Diagnostic;
use crate::config::RecordKind;
use crate::config::records::Cover;
use crate::rules::Severity;

/// Runs the command.
pub(super) fn run(args: &CheckArgs, console: &mut Console) -> Outcome {
    if args.baseline.write_baseline {
        return baseline::write(&args.documents, console);
    }
    let report = (args.format.new)(console.look());
    let mut summary = Summary::default();
    let mut ledger = Ledger::default();
    let loader = work::loader(&args.documents, args.baseline.counts());
    let mut outcome = work::run(
        &args.documents,
        &loader,
        console,
        |opened| check(opened, &*report, args.baseline.counts()),
        |checked, console| {
            console.print(&checked.output);
            summary.add(&checked);
            ledger.extend(checked.used);
            checked.outcome
        },
    );
    if args.baseline.counts() && console.is_open() {
        ledger.add_folders(&args.documents.paths, &loader);
        outcome = outcome.max(baseline::compare(&ledger, args.baseline.ratchet, console));
    }
    if report.is_for_people() && console.is_open() && summary.documents > 0 {
        console.say(&summary.sentence(outcome == Outcome::Failed));
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
    /// How many more the baseline has.
    in_baseline: usize,
    outcome: Outcome,
    /// Whether any rule is on.
    has_rules: bool,
    /// What it used of the records, if the baseline counts.
    used: Option<Use>,
}

fn check(opened: &Opened<'_>, report: &dyn Report, has_baseline: bool) -> DocumentResult {
    let text = &opened.decoded.text;
    let mut diagnostics = opened.find(text);
    let covers = opened.covers(text, &diagnostics);
    let mut each = covers.iter();
    diagnostics.retain(|_| each.next().is_some_and(Option::is_none));
    let in_baseline = |cover: &&Cover| cover.0 == RecordKind::Baseline;
    let in_baseline = covers.iter().flatten().filter(in_baseline).count();
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
        in_baseline,
        has_rules: opened.rules.rules().iter().any(|rule| rule.manner.enabled),
        used: has_baseline.then(|| Use::of(opened, &covers)),
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
    in_baseline: usize,
    /// Whether any rule was on for any of them.
    has_rules: bool,
}

impl Summary {
    fn add(&mut self, result: &DocumentResult) {
        self.documents += 1;
        self.with_findings += usize::from(result.counts.iter().any(|count| *count > 0));
        for (total, count) in self.counts.iter_mut().zip(result.counts) {
            *total += count;
        }
        self.fixable += result.fixable;
        self.in_baseline += result.in_baseline;
        self.has_rules |= result.has_rules;
    }

    /// "12 findings in 4 of 20 files: 3 warnings, 9 suggestions. ‘housestyle fix’ mends 2 of them."
    /// `failed` is whether something could not be done.
    fn sentence(&self, failed: bool) -> String {
        let total: usize = self.counts.iter().sum();
        let files = counted(self.documents, "file");
        if total == 0 && failed {
            return format!("No findings in {files}, but there were errors, which are above.");
        }
        if total == 0 && !self.has_rules {
            return format!("No findings in {files}, since no rule is on there.");
        }
        if total == 0 {
            return match self.in_baseline {
                0 => format!("No findings in {files}."),
                1 => format!("No new findings in {files}; 1 is in the baseline."),
                old => format!("No new findings in {files}; {old} are in the baseline."),
            };
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
        format!(
            "{} in {of}: {parts}.{fixable}{}",
            counted(total, "finding"),
            self.rest()
        )
    }

    /// " 3 more are in the baseline."
    fn rest(&self) -> String {
        match self.in_baseline {
            0 => String::new(),
            1 => " 1 more is in the baseline.".to_owned(),
            more => format!(" {more} more are in the baseline."),
        }
    }
}
