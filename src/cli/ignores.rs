//! The command `ignores`: what is ignored in texts and on record, whether it still covers
//! anything, and taking out what does not.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::Outcome;
use super::args::{DocumentArgs, IgnoresArgs};
use super::baseline::{Lines, name, reason_against};
use super::console::{Console, Look, styles};
use super::documents::shown;
use super::faults::from_here;
use super::ledger::{Account, Fate, Ledger, Use};
use super::text_width::{printable, width};
use super::work::{self, Opened, counted};
use super::write;
use crate::check::{Diagnostic, directives, unknown_rule};
use crate::config::RecordKind;
use crate::config::records::{Cover, StoredRecords};
use crate::rules::builtin::UNUSED_IGNORE;
use crate::rules::{RuleSet, Severity};
use crate::text::Span;
use crate::text::position::{LineCursor, LineIndex};

/// Runs the command.
pub(super) fn run(args: IgnoresArgs, console: &mut Console) -> Outcome {
    let documents = DocumentArgs {
        paths: args.paths,
        fail_on: None,
        stdin_path: None,
        config: args.config,
    };
    let loader = work::loader(&documents, true);
    let look = console.look();
    let mut ledger = Ledger::default();
    let mut counts = Counts::default();
    let mut outcome = work::run(
        &documents,
        &loader,
        console,
        |opened| Listed::of(opened, (!args.prune).then_some(look)),
        |listed, console| {
            console.print(&listed.output);
            counts.add(&listed);
            ledger.extend([listed.used]);
            Outcome::Clean
        },
    );
    ledger.add_folders(&documents.paths, &loader);
    if !console.is_open() {
        return outcome;
    }
    for account in ledger.accounts() {
        for kind in RecordKind::ALL {
            let dead = ledger.dead(account, kind);
            if args.prune {
                outcome = outcome.max(prune(account, kind, &dead, console));
            } else {
                counts.dead += dead.len();
                let gone = gone(&ledger, account, kind, &dead, look);
                console.print(&gone);
            }
        }
    }
    if !args.prune {
        console.say(&counts.sentence());
    }
    outcome
}

/// One thing that ignores, as it is listed.
struct Row {
    /// Line and column in the document, from 1; none of what covers nothing there.
    at: Option<(usize, usize)>,
    what: String,
    /// Where it is written.
    source: String,
    reason: Option<String>,
    covers: bool,
    /// That it names no rule, if it covers nothing for that.
    unknown: Option<String>,
}

impl Row {
    /// `rules` are those of the document, if it is there.
    fn of_record(
        stored: &StoredRecords,
        lines: &Lines<'_>,
        index: usize,
        at: Option<(usize, usize)>,
        rules: Option<&RuleSet>,
    ) -> Option<Self> {
        let entry = stored.file.entries().get(index)?;
        let record = &entry.record;
        let reason = Some(record.reason.as_str()).filter(|reason| !reason.is_empty());
        Some(Self {
            at,
            what: printable(&format!("{} ‘{}’", record.rule, record.text)),
            source: lines.place(entry),
            reason: reason.map(printable),
            covers: at.is_some(),
            unknown: rules
                .filter(|_| at.is_none())
                .and_then(|rules| unknown_rule(&record.rule, rules)),
        })
    }
}

/// The rows of one document under its path.
fn table(path: &str, rows: &[Row], look: Look) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let place = |row: &Row| {
        row.at.map_or_else(
            || "–".to_owned(),
            |(line, column)| format!("{line}:{column}"),
        )
    };
    let places: Vec<String> = rows.iter().map(place).collect();
    let columns = places.iter().map(|place| width(place)).max().unwrap_or(0);
    let mut table = format!("{}\n", look.paint(styles::HEADING, &printable(path)));
    for (row, place) in rows.iter().zip(&places) {
        let place = look.paint(styles::PLACE, &format!("{place:>columns$}"));
        let _ = write!(table, "  {place}  {}", row.what);
        if !row.covers {
            let nothing = styles::severity(Severity::Warning);
            let _ = write!(table, " · {}", look.paint(nothing, "covers nothing"));
        }
        if let Some(unknown) = &row.unknown {
            let _ = write!(table, ": {}", printable(unknown));
        }
        let _ = write!(table, " · {}", look.paint(styles::FAINT, &row.source));
        if let Some(reason) = &row.reason {
            let _ = write!(table, " · {reason}");
        }
        table.push('\n');
    }
    table.push('\n');
    table
}

/// What ignores in one document.
struct Listed {
    output: String,
    /// How many records cover something, as in [`RecordKind::ALL`].
    records: [usize; 2],
    /// How many names there are in directives, and how many of these cover nothing.
    directives: (usize, usize),
    used: Use,
}

impl Listed {
    /// What ignores in `opened`; without a look for it only what its records are used for.
    fn of(opened: &Opened<'_>, look: Option<Look>) -> Self {
        let text = &opened.decoded.text;
        let findings = opened.find(text);
        let covers = opened.covers(text, &findings);
        let mut rows = Vec::new();
        let mut directives = (0, 0);
        if look.is_some() {
            let index = LineIndex::new(text);
            directives = rows_of_directives(opened, &findings, &index, &mut rows);
            rows_of_records(opened, &findings, &covers, &index, &mut rows);
            // By place; what covers nothing comes last.
            rows.sort_by_key(|row| (row.at.is_none(), row.at));
        }
        let count = |kind| {
            let of_kind = |cover: &&Cover| cover.0 == kind;
            covers.iter().flatten().filter(of_kind).count()
        };
        Self {
            output: look.map_or_else(String::new, |look| table(opened.path, &rows, look)),
            records: RecordKind::ALL.map(count),
            directives,
            used: Use::of(opened, &covers),
        }
    }
}

fn rows_of_directives(
    opened: &Opened<'_>,
    findings: &[Diagnostic],
    index: &LineIndex<'_>,
    rows: &mut Vec<Row>,
) -> (usize, usize) {
    let text = &opened.decoded.text;
    let found = directives(text, opened.document.format(), opened.rules);
    let mut cursor = LineCursor::new(index);
    let unused_places: HashSet<Span> = findings
        .iter()
        .filter(|finding| finding.rule == UNUSED_IGNORE)
        .map(|finding| finding.span)
        .collect();
    let rule = opened.rules.get(UNUSED_IGNORE);
    let source = if rule.is_some_and(|rule| rule.manner.enabled) {
        "in the text".to_owned()
    } else {
        format!("in the text, and not judged: {UNUSED_IGNORE} is off")
    };
    let mut unused = 0;
    let total = found.len();
    for (name, place) in found {
        let covers = !unused_places.contains(&place);
        unused += usize::from(!covers);
        rows.push(Row {
            at: Some(cursor.line_column(place.start)),
            what: printable(&name),
            source: source.clone(),
            reason: None,
            covers,
            unknown: if covers {
                None
            } else {
                unknown_rule(&name, opened.rules)
            },
        });
    }
    (total, unused)
}

fn rows_of_records(
    opened: &Opened<'_>,
    findings: &[Diagnostic],
    covers: &[Option<Cover>],
    index: &LineIndex<'_>,
    rows: &mut Vec<Row>,
) {
    let Some(path) = opened.document.path() else {
        return;
    };
    let records = opened.configuration.records();
    let path = records.path_of(path);
    let used: HashSet<Cover> = covers.iter().flatten().copied().collect();
    for kind in RecordKind::ALL {
        let stored = records.of(kind);
        let lines = Lines::of(stored);
        let mut cursor = LineCursor::new(index);
        for (finding, cover) in findings.iter().zip(covers) {
            let Some((_, record)) = cover.filter(|cover| cover.0 == kind) else {
                continue;
            };
            let at = cursor.line_column(finding.span.start);
            rows.extend(Row::of_record(stored, &lines, record, Some(at), None));
        }
        let (all, _) = stored.file.of(&path);
        for record in all {
            if !used.contains(&(kind, record)) {
                let rules = Some(opened.rules);
                rows.extend(Row::of_record(stored, &lines, record, None, rules));
            }
        }
    }
}

/// The records that cover nothing because their documents are gone, or have another folder
/// of records now.
fn gone(
    ledger: &Ledger,
    account: &Account,
    kind: RecordKind,
    dead: &[usize],
    look: Look,
) -> String {
    let stored = account.records.of(kind);
    let fates = ledger.fates(account, kind);
    let lines = Lines::of(stored);
    let mut tables: Vec<(String, Vec<Row>)> = Vec::new();
    for index in dead
        .iter()
        .filter(|index| fates.get(**index) == Some(&Fate::Gone))
    {
        let Some(entry) = stored.file.entries().get(*index) else {
            continue;
        };
        let path = shown(&from_here(&account.records.document_of(&entry.record)));
        let path = format!("{path} (no such file)");
        if tables.last().is_none_or(|(last, _)| *last != path) {
            tables.push((path, Vec::new()));
        }
        if let Some((_, rows)) = tables.last_mut() {
            rows.extend(Row::of_record(stored, &lines, *index, None, None));
        }
    }
    let tables = tables.iter().map(|(path, rows)| table(path, rows, look));
    tables.collect()
}

/// Takes the records with these indices out of their file, and puts the rest in order.
fn prune(account: &Account, kind: RecordKind, dead: &[usize], console: &mut Console) -> Outcome {
    let stored = account.records.of(kind);
    if !stored.exists() {
        return Outcome::Clean;
    }
    let shown = name(stored);
    let reason = reason_against(account, stored);
    if let Some(reason) = reason.filter(|_| stored.is_damaged() || !dead.is_empty()) {
        console.error(&format!("‘{shown}’ is left as it is: {reason}"));
        return Outcome::Failed;
    }
    let stay = |index: usize| dead.binary_search(&index).is_err();
    let left = counted(stored.file.entries().len() - dead.len(), "record");
    match account.records.write(kind, stay, &[]) {
        Ok(true) if dead.is_empty() => {
            // A merge leaves lines out of order, and marks where it failed.
            console.say(&format!("Put ‘{shown}’ in order; it has {left}."));
        }
        Ok(true) => console.say(&format!(
            "Took {} that covered nothing out of ‘{shown}’; {left} left.",
            counted(dead.len(), "record"),
        )),
        Ok(false) => console.say(&format!("‘{shown}’ stays as it is, with {left}.")),
        Err(trouble) => {
            console.error(&write::message(&trouble, &shown));
            return Outcome::Failed;
        }
    }
    Outcome::Clean
}

/// What was listed.
#[derive(Debug, Default)]
struct Counts {
    records: [usize; 2],
    directives: usize,
    unused_directives: usize,
    /// Records that cover nothing.
    dead: usize,
}

impl Counts {
    fn add(&mut self, listed: &Listed) {
        for (total, count) in self.records.iter_mut().zip(listed.records) {
            *total += count;
        }
        self.directives += listed.directives.0;
        self.unused_directives += listed.directives.1;
    }

    /// "2 findings are ignored on purpose, 3 are in the baseline; 1 directive in texts. …"
    fn sentence(&self) -> String {
        let [ignored, baseline] = self.records;
        let be = |count| if count == 1 { "is" } else { "are" };
        let mut sentence = format!(
            "{} {} ignored on record, {baseline} in the baseline; there {} {} in texts.",
            counted(ignored, "finding"),
            be(ignored),
            be(self.directives),
            counted(self.directives, "directive"),
        );
        let nothing = |count, noun| {
            let cover = if count == 1 { "covers" } else { "cover" };
            format!(" {} {cover} nothing", counted(count, noun))
        };
        if self.dead > 0 {
            sentence.push_str(&nothing(self.dead, "record"));
            let them = if self.dead == 1 { "it" } else { "them" };
            let _ = write!(sentence, "; ‘housestyle ignores --prune’ takes {them} out.");
        }
        if self.unused_directives > 0 {
            sentence.push_str(&nothing(self.unused_directives, "directive"));
            sentence.push('.');
        }
        sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_and_several_are() {
        for (count, expected) in [
            (
                1,
                "1 finding is ignored on record, 0 in the baseline; there is 1 directive in texts.",
            ),
            (
                2,
                "2 findings are ignored on record, 0 in the baseline; there are 2 directives in texts.",
            ),
        ] {
            let counts = Counts {
                records: [count, 0],
                directives: count,
                ..Counts::default()
            };
            assert_eq!(counts.sentence(), expected);
        }
    }
}
