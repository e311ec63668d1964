//! The command `fix`: preferred fixes go into the files, or are shown as a diff.

use std::collections::HashSet;
use std::path::PathBuf;

use super::Outcome;
use super::args::FixArgs;
use super::console::{Console, Look};
use super::diff;
use super::documents::{Origin, shown};
use super::faults::from_here;
use super::work::{self, Opened, counted};
use super::write;
use crate::check::Diagnostic;
use crate::check::fixing::{Fixed, fix_found};
use crate::config::replace;

/// Runs the command.
pub(super) fn run(args: &FixArgs, console: &mut Console) -> Outcome {
    let diff = args.diff.then(|| console.look());
    let mut summary = Summary::default();
    let mut notes = HashSet::new();
    let loader = work::loader(&args.documents, false);
    let outcome = work::run(
        &args.documents,
        &loader,
        console,
        |opened| fix(opened, diff),
        |result, console| {
            let result = result.finished();
            console.print_bytes(&result.output);
            if let Some(note) = &result.note
                && notes.insert(note.clone())
            {
                console.say(note);
            }
            if let Some(trouble) = &result.trouble {
                console.error(trouble);
            }
            summary.add(&result);
            result.outcome
        },
    );
    if console.is_open() && summary.documents > 0 {
        console.say(&summary.sentence(args.diff));
    }
    outcome
}

/// What came of one document.
#[derive(Debug, Default)]
struct DocumentResult {
    /// What is printed: a diff, or the text that was standard input.
    output: Vec<u8>,
    /// How many fixes were made, or would be.
    fixes: usize,
    /// How many findings are left.
    left: usize,
    outcome: Outcome,
    /// Why it is left as it is, although it could be fixed.
    note: Option<String>,
    /// Why it could not be written.
    trouble: Option<String>,
    /// What is written only when the documents next to it are read: another of them may be
    /// the same file.
    later: Option<Writing>,
}

impl DocumentResult {
    /// Writes what was left for later.
    fn finished(mut self) -> Self {
        match self.later.take() {
            Some(writing) => writing.done(self),
            None => self,
        }
    }
}

/// Fixes one document; with a look for it, shows only what would change.
fn fix(opened: &Opened<'_>, diff: Option<Look>) -> DocumentResult {
    let decoded = opened.decoded;
    let found = opened.check(&decoded.text);
    let unfixed = DocumentResult {
        left: found.len(),
        outcome: opened.outcome(&found),
        ..DocumentResult::default()
    };
    if let Some(reason) = reason_against(opened) {
        return left_alone(opened, &found, reason, diff, unfixed);
    }
    let fixed = fix_found(
        &decoded.text,
        opened.document.format(),
        found,
        opened.rules,
        |_| true,
        |text| opened.check(text),
    );
    let result = DocumentResult {
        fixes: fixed.fixes,
        left: fixed.left.len(),
        outcome: opened.outcome(&fixed.left),
        ..DocumentResult::default()
    };
    if let Some(look) = diff {
        return as_diff(opened, &fixed, look, result);
    }
    // Edits that do not fit the text they were made for would be a fault: better none than half.
    let after = decoded.bytes_with(&fixed.edits);
    match (&opened.document.origin, after) {
        (Origin::Stdin(_), after) => DocumentResult {
            output: after.unwrap_or_else(|| decoded.bytes().to_vec()),
            ..result
        },
        (Origin::File(path), Some(after)) if !fixed.edits.is_empty() => {
            let writing = Writing {
                path: path.clone(),
                shown: opened.path.to_owned(),
                before: decoded.bytes().to_vec(),
                after,
                unfixed: Box::new(unfixed),
            };
            if !replace::has_other_names(path) {
                return writing.done(result);
            }
            DocumentResult {
                later: Some(writing),
                ..result
            }
        }
        (Origin::File(_), _) => unfixed,
    }
}

/// Why a document may not be changed, whatever is found in it.
fn reason_against(opened: &Opened<'_>) -> Option<String> {
    if opened.decoded.encoding.is_guessed() {
        return Some(format!(
            "‘{}’ is left as it is: it is neither UTF-8 nor UTF-16 with a byte order mark; \
             save it as UTF-8 to have it fixed",
            opened.path
        ));
    }
    let configuration = opened.configuration;
    let path = configuration
        .path
        .as_ref()
        .filter(|_| configuration.is_damaged())?;
    Some(format!(
        "nothing is fixed by ‘{}’: what could not be read of it may have switched rules off",
        shown(&from_here(path))
    ))
}

/// What comes of a document that may not be changed.
fn left_alone(
    opened: &Opened<'_>,
    found: &[Diagnostic],
    reason: String,
    diff: Option<Look>,
    unfixed: DocumentResult,
) -> DocumentResult {
    let fixable = found.iter().any(|found| found.preferred_fix().is_some());
    let is_piped = diff.is_none() && matches!(opened.document.origin, Origin::Stdin(_));
    let bytes = is_piped.then(|| opened.decoded.bytes().to_vec());
    DocumentResult {
        note: fixable.then_some(reason),
        output: bytes.unwrap_or_default(),
        ..unfixed
    }
}

/// A file that is to be written.
#[derive(Debug)]
struct Writing {
    path: PathBuf,
    /// Its path as messages write it.
    shown: String,
    before: Vec<u8>,
    after: Vec<u8>,
    /// What comes of the document if it cannot be written.
    unfixed: Box<DocumentResult>,
}

impl Writing {
    /// Writes it; `result` if that succeeds.
    fn done(self, result: DocumentResult) -> DocumentResult {
        match replace::replace(&self.path, &self.before, &self.after) {
            Ok(()) => result,
            Err(trouble) => DocumentResult {
                outcome: Outcome::Failed,
                trouble: Some(write::message(&trouble, &self.shown)),
                ..*self.unfixed
            },
        }
    }
}

/// The same with the diff; a change is a finding.
fn as_diff(
    opened: &Opened<'_>,
    fixed: &Fixed,
    look: Look,
    result: DocumentResult,
) -> DocumentResult {
    if fixed.edits.is_empty() {
        return result;
    }
    let before = &opened.decoded.text;
    DocumentResult {
        output: diff::unified(opened.path, before, fixed, look).into_bytes(),
        outcome: result.outcome.max(Outcome::Findings),
        ..result
    }
}

/// What came of all documents.
#[derive(Debug, Default)]
struct Summary {
    documents: usize,
    /// How many documents were fixed.
    fixed: usize,
    fixes: usize,
    left: usize,
}

impl Summary {
    fn add(&mut self, result: &DocumentResult) {
        self.documents += 1;
        self.fixed += usize::from(result.fixes > 0);
        self.fixes += result.fixes;
        self.left += result.left;
    }

    /// "3 fixes in 2 of 5 files; 5 findings are left that need a decision."
    fn sentence(&self, only_shown: bool) -> String {
        let files = counted(self.documents, "file");
        let of = if self.fixed < self.documents {
            format!("{} of {files}", self.fixed)
        } else {
            files.clone()
        };
        let would = if only_shown { " would be made" } else { "" };
        let done = match self.fixes {
            0 => format!("Nothing to fix in {files}"),
            1 => format!("1 fix{would} in {of}"),
            many => format!("{many} fixes{would} in {of}"),
        };
        let is = match (self.fixes > 0 && only_shown, self.left) {
            (true, _) => "would be",
            (false, 1) => "is",
            (false, _) => "are",
        };
        match self.left {
            0 => format!("{done}."),
            1 => format!("{done}; 1 finding {is} left that needs a decision."),
            left => format!("{done}; {left} findings {is} left that need a decision."),
        }
    }
}
