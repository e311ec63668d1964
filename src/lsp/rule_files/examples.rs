//! Examples that do not show what they should, in the style that they stand in.
//!
//! They are run after the faults were told, and not to the end if somebody types meanwhile. Until
//! then what failed before stays, where the example is still there.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use tower_lsp::ls_types as lsp;

use super::{Part, RuleFile};
use crate::check::examples::{self, ExampleFailure, ExampleRun};
use crate::lsp::session::Session;
use crate::lsp::to_proto;
use crate::lsp::to_proto::Teller;
use crate::lsp::uri::DocumentKey;
use crate::rules::Rule;
use crate::rules::definition::toml::inside;
use crate::rules::value::Place;
use crate::text::position::PositionEncoding;
use crate::text::{Snapshot, Span};

/// An example that fails.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Failure {
    rule: SmolStr,
    text: SmolStr,
    /// Where the example is written.
    place: Place,
    /// The bytes of it that are meant, if not all.
    within: Option<Span>,
    message: String,
}

impl Failure {
    fn of(run: ExampleRun) -> Option<Self> {
        let (message, within) = match run.failure? {
            ExampleFailure::NothingFound => (
                format!("‘{}’ finds nothing in this example", run.rule),
                None,
            ),
            ExampleFailure::NoVariant(known) => (
                format!(
                    "‘{}’ is silent in this example: none of its variants ({}) is chosen",
                    run.rule,
                    known.join(", ")
                ),
                None,
            ),
            ExampleFailure::Found(found) => {
                let first = found.first()?;
                let message = format!(
                    "‘{}’ finds ‘{}’ in this example, which is to pass",
                    run.rule, first.text
                );
                (message, Some(first.span))
            }
            ExampleFailure::FixedTo { expected, actual } => (
                format!("‘{}’ makes this ‘{actual}’, not ‘{expected}’", run.rule),
                None,
            ),
        };
        Some(Self {
            rule: run.rule,
            text: run.text,
            place: run.place,
            within,
            message,
        })
    }

    /// As it is shown in the file.
    pub(super) fn diagnostic(
        &self,
        text: &str,
        snapshot: &Snapshot,
        encoding: PositionEncoding,
    ) -> lsp::Diagnostic {
        let whole = self.place.span();
        let part = self.within.and_then(|within| inside(text, whole, within));
        let range = to_proto::range(part.unwrap_or(whole), snapshot, encoding);
        lsp::Diagnostic {
            severity: Some(lsp::DiagnosticSeverity::WARNING),
            ..to_proto::notice(range, self.message.clone())
        }
    }
}

/// Those of `before` whose examples the file still has, where they stand now.
pub(super) fn still_there(before: &[Failure], part: &Part) -> Vec<Failure> {
    if before.is_empty() {
        return Vec::new();
    }
    let mut taken = FxHashSet::default();
    let still = before.iter().filter_map(|failure| {
        let rule = part.rules.get(&failure.rule)?;
        let examples = &rule.manner.examples;
        let fixes = examples.fix.iter().map(|(example, _)| example);
        let mut all = examples.flag.iter().chain(&examples.pass).chain(fixes);
        let same =
            all.find(|example| example.text == failure.text && !taken.contains(&example.place))?;
        taken.insert(same.place);
        Some(Failure {
            place: same.place,
            ..failure.clone()
        })
    });
    still.collect()
}

impl Session {
    /// Runs the examples of a file that was just read, and shows those that fail.
    pub(in crate::lsp) fn run_examples(&self, key: &DocumentKey, opened: u64, file: &RuleFile) {
        let Some(part) = &file.part else {
            return;
        };
        let has_examples =
            |rule: &&Rule| rule.place.file == part.file && !rule.manner.examples.is_empty();
        let mut failures = Vec::new();
        for rule in part.rules.rules().iter().filter(has_examples) {
            if !self.is_current(key, file.revision) {
                return;
            }
            let runs = examples::of_rule(&part.rules, rule).into_iter();
            let own = runs.filter(|run| run.place.file == part.file);
            failures.extend(own.filter_map(Failure::of));
        }
        if failures == file.failures {
            return;
        }
        let teller = Teller::of(&self.state().client);
        let read = file.with_failures(failures, teller);
        self.keep_rules(key, opened, &Arc::new(read));
    }
}
