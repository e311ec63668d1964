//! One JSON object a line: the stable form for scripts.
//!
//! The names of the keys, their order and what they count are a contract; titles and
//! messages are not.

use serde::Serialize;
use smol_str::SmolStr;

use super::finding::{Finding, locate};
use super::{Checked, Report};
use crate::check::Fix;
use crate::text::encoding::StoredOffsets;
use crate::text::position::LineIndex;

/// The report.
pub(super) struct Jsonl;

#[derive(Serialize)]
struct FindingRecord<'a> {
    path: &'a str,
    rule: &'a str,
    severity: &'static str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    text: &'a str,
    message: &'a str,
    note: Option<&'a str>,
    link: Option<&'a str>,
    fixes: Vec<FixRecord<'a>>,
    also: Vec<&'a str>,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    title: &'a str,
    preferred: bool,
    edits: Vec<EditRecord<'a>>,
}

#[derive(Serialize)]
struct EditRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl Report for Jsonl {
    fn document(&self, document: &Checked<'_>) -> String {
        let lines = LineIndex::new(&document.decoded.text);
        let mut offsets = StoredOffsets::new(document.decoded);
        let mut output = String::new();
        for finding in locate(document, &lines) {
            let record = finding_record(document.path, &finding, &mut offsets);
            // Strings and numbers always have a JSON form.
            if let Ok(json) = serde_json::to_string(&record) {
                push_line(&mut output, &json);
            }
        }
        output
    }
}

fn finding_record<'a>(
    path: &'a str,
    finding: &Finding<'a>,
    offsets: &mut StoredOffsets<'_>,
) -> FindingRecord<'a> {
    let diagnostic = finding.diagnostic;
    FindingRecord {
        path,
        rule: &diagnostic.rule,
        severity: diagnostic.severity.name(),
        line: finding.start.0,
        column: finding.start.1,
        end_line: finding.end.0,
        end_column: finding.end.1,
        start: offsets.stored(diagnostic.span.start),
        end: offsets.stored(diagnostic.span.end),
        text: &diagnostic.text,
        message: &diagnostic.message,
        note: diagnostic.note.as_deref(),
        link: diagnostic.link.as_deref(),
        fixes: diagnostic
            .fixes
            .iter()
            .map(|fix| fix_record(fix, offsets))
            .collect(),
        also: diagnostic.also.iter().map(SmolStr::as_str).collect(),
    }
}

fn fix_record<'a>(fix: &'a Fix, offsets: &mut StoredOffsets<'_>) -> FixRecord<'a> {
    let edits = fix.edits.iter().map(|edit| EditRecord {
        start: offsets.stored(edit.span.start),
        end: offsets.stored(edit.span.end),
        text: &edit.text,
    });
    FixRecord {
        title: &fix.title,
        preferred: fix.preferred,
        edits: edits.collect(),
    }
}

/// Adds `json` as one line also for readers who end lines where Unicode does.
fn push_line(output: &mut String, json: &str) {
    if json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        let escaped = json
            .replace('\u{85}', "\\u0085")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029");
        output.push_str(&escaped);
    } else {
        output.push_str(json);
    }
    output.push('\n');
}
