//! What was found before: put on record, and compared with what is found now.

use super::Outcome;
use super::args::DocumentArgs;
use super::console::Console;
use super::documents::shown;
use super::faults::from_here;
use super::ledger::{Account, Fate, Ledger, Use};
use super::text_width::printable;
use super::work::{self, Opened, counted};
use super::write;
use crate::check::record::{self, Entry, Record};
use crate::config::RecordKind;
use crate::config::records::StoredRecords;
use crate::text::position::LineIndex;

/// So many records that cover nothing are listed.
const MOST_LISTED: usize = 20;

/// Puts all findings of the documents on record.
pub(super) fn write(args: &DocumentArgs, console: &mut Console) -> Outcome {
    if args.stdin_path.is_none() && args.paths.iter().any(|path| path.as_os_str() == "-") {
        console.error(
            "standard input has no name under which findings could be put on record; say which document it is, ‘--stdin-path draft.md’",
        );
        return Outcome::Failed;
    }
    let loader = work::loader(args, true);
    let mut ledger = Ledger::default();
    let mut outcome = work::run(args, &loader, console, recorded, |used, _| {
        ledger.extend([used]);
        Outcome::Clean
    });
    ledger.add_folders(&args.paths, &loader);
    for account in ledger.accounts() {
        outcome = outcome.max(write_account(&ledger, account, console));
    }
    outcome
}

/// What is to be put on record of a document. A reason that a record has is kept.
fn recorded(opened: &Opened<'_>) -> Use {
    let text = &opened.decoded.text;
    let findings = opened.find(text);
    let covers = opened.covers(text, &findings);
    let mut used = Use::of(opened, &covers);
    let Some(document) = opened.document.path() else {
        return used;
    };
    let records = opened.configuration.records();
    let path = records.path_of(document);
    let before = records.of(RecordKind::Baseline).file.entries();
    let fingerprints =
        record::fingerprints(text, opened.document.format(), opened.rules, &findings);
    let all = findings.iter().zip(&fingerprints).zip(&covers);
    for ((finding, fingerprint), cover) in all {
        let reason = match cover {
            Some((RecordKind::Ignored, _)) => continue,
            Some((RecordKind::Baseline, index)) => before.get(*index),
            None => None,
        };
        let reason = reason.map_or("", |entry| &entry.record.reason);
        used.added
            .push(Record::of(&path, finding, fingerprint, reason));
    }
    used
}

fn write_account(ledger: &Ledger, account: &Account, console: &mut Console) -> Outcome {
    let kind = RecordKind::Baseline;
    let stored = account.records.of(kind);
    let shown = name(stored);
    if let Some(reason) = reason_against(account, stored) {
        console.error(&format!("‘{shown}’ is left as it is: {reason}"));
        return Outcome::Failed;
    }
    if account.added.is_empty() && !stored.exists() {
        console.say(&format!(
            "No findings to put on record in ‘{shown}’; it was not made."
        ));
        return Outcome::Clean;
    }
    let fates = ledger.fates(account, kind);
    let stay = |index: usize| fates.get(index) == Some(&Fate::Unknown);
    if let Err(trouble) = account.records.write(kind, stay, &account.added) {
        console.error(&write::message(&trouble, &shown));
        return Outcome::Failed;
    }
    let kept = (0..fates.len()).filter(|index| stay(*index)).count();
    let rest = match kept {
        0 => String::new(),
        kept => format!(" Of files that were not checked it keeps {kept}."),
    };
    console.say(&format!(
        "‘{shown}’ has {} on record; ‘housestyle check --baseline’ shows what is new.{rest}",
        counted(account.added.len(), "finding"),
    ));
    Outcome::Clean
}

/// Why a file of records may not be written.
pub(super) fn reason_against(account: &Account, stored: &StoredRecords) -> Option<&'static str> {
    if stored.is_damaged() {
        return Some("what could not be read of it would be lost");
    }
    (!account.is_certain).then_some("the rules could not be read wholly, so findings are missing")
}

/// Says what of the baseline covers nothing any more, if that is a failure, and where there
/// is none.
pub(super) fn compare(ledger: &Ledger, is_ratchet: bool, console: &mut Console) -> Outcome {
    let mut outcome = Outcome::Clean;
    for account in ledger.accounts() {
        let stored = account.records.of(RecordKind::Baseline);
        if !stored.exists() {
            console.say(&format!(
                "There is no ‘{}’; ‘housestyle check --write-baseline’ makes one.",
                name(stored)
            ));
            continue;
        }
        if !is_ratchet || !account.is_certain {
            continue;
        }
        let dead = ledger.dead(account, RecordKind::Baseline);
        if dead.is_empty() {
            continue;
        }
        outcome = Outcome::Findings;
        let lines = Lines::of(stored);
        for index in dead.iter().take(MOST_LISTED) {
            if let Some(entry) = stored.file.entries().get(*index) {
                console.say(&format!(
                    "{}: {} covers nothing",
                    lines.place(entry),
                    title(entry)
                ));
            }
        }
        if let Some(more) = dead.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
            console.say(&format!("… and {more} more"));
        }
        console.say(&format!(
            "The baseline can be smaller by {}: ‘housestyle ignores --prune’ takes out what covers nothing.",
            counted(dead.len(), "record")
        ));
    }
    outcome
}

/// What a record is for: "desk.plain-words ‘utilize’ in ‘a.md’".
fn title(entry: &Entry) -> String {
    let record = &entry.record;
    printable(&format!(
        "{} ‘{}’ in ‘{}’",
        record.rule, record.text, record.path
    ))
}

/// A file of records as messages call it.
pub(super) fn name(stored: &StoredRecords) -> String {
    shown(&from_here(stored.path()))
}

/// Where the records of a file stand.
pub(super) struct Lines<'a> {
    name: String,
    index: LineIndex<'a>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(stored: &'a StoredRecords) -> Self {
        let text = stored.source.as_ref().map_or("", |source| &source.text);
        Self {
            name: name(stored),
            index: LineIndex::new(text),
        }
    }

    /// "`.housestyle/baseline.tsv:4`", the line counted from 1.
    pub(super) fn place(&self, entry: &Entry) -> String {
        let (line, _) = self.index.line_column(entry.span.start);
        format!("{}:{line}", self.name)
    }
}
