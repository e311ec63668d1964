//! One JSON object a line: the stable form for scripts.
//!
//! The names of the keys, their order and what they count are a contract; titles and
//! messages are not.

use std::collections::HashMap;

use serde::Serialize;
use smol_str::SmolStr;

use super::finding::{Finding, locate, of_related};
use super::{Checked, Report};
use crate::check::{Fix, Related};
use crate::text::Span;
use crate::text::encoding::StoredOffsets;
use crate::text::position::{LineCursor, LineIndex};

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedRecord<'a>>,
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    message: &'a str,
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
        let related = Places::of(document, &lines);
        let mut output = String::new();
        for finding in locate(document, &lines) {
            let mut record = finding_record(document.path, &finding, &mut offsets);
            let others = finding.diagnostic.related.iter();
            record.related = others.filter_map(|other| related.record(other)).collect();
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
        related: Vec::new(),
    }
}

/// Where other places start and end that findings have to do with.
struct Places {
    positions: HashMap<usize, (usize, usize)>,
    stored: HashMap<usize, usize>,
}

impl Places {
    fn of(document: &Checked<'_>, lines: &LineIndex<'_>) -> Self {
        let mut cursor = LineCursor::new(lines);
        let mut offsets = StoredOffsets::new(document.decoded);
        Self {
            positions: of_related(document, |offset| cursor.line_column(offset)),
            stored: of_related(document, |offset| offsets.stored(offset)),
        }
    }

    fn record<'a>(&self, related: &'a Related) -> Option<RelatedRecord<'a>> {
        let Span { start, end } = related.span;
        let (line, column) = *self.positions.get(&start)?;
        let (end_line, end_column) = *self.positions.get(&end)?;
        Some(RelatedRecord {
            line,
            column,
            end_line,
            end_column,
            start: *self.stored.get(&start)?,
            end: *self.stored.get(&end)?,
            message: &related.says,
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::testing::diagnostic;
    use crate::text::encoding::decode;

    #[track_caller]
    fn check(bytes: &[u8], found: &str, expected: &str) {
        let decoded = decode(bytes.to_vec());
        let diagnostics = [diagnostic(&decoded.text, found)];
        let output = Jsonl.document(&Checked {
            path: "a/b.md",
            decoded: &decoded,
            diagnostics: &diagnostics,
        });
        assert_eq!(output, expected.replace('\n', "") + "\n");
    }

    #[test]
    fn keys_come_in_the_order_of_the_contract() {
        let decoded = decode(b"We utilize it.".to_vec());
        let mut diagnostic = diagnostic(&decoded.text, "utilize");
        diagnostic.note = Some("Short words “win”.".into());
        diagnostic.link = Some("https://example.org/a".into());
        diagnostic.also = vec!["desk.y".into(), "desk.z".into()];
        let first = Span::new(0, 2);
        diagnostic.related = vec![Related::at(first, "‘we’ is written here".into())];
        let output = Jsonl.document(&Checked {
            path: "a/b.md",
            decoded: &decoded,
            diagnostics: &[diagnostic],
        });
        insta::assert_snapshot!(output.trim_end(), @r#"{"path":"a/b.md","rule":"desk.x","severity":"warning","line":1,"column":4,"end_line":1,"end_column":11,"start":3,"end":10,"text":"utilize","message":"Use ‘use’ instead of ‘utilize’.","note":"Short words “win”.","link":"https://example.org/a","fixes":[{"title":"Replace with ‘use’","preferred":true,"edits":[{"start":3,"end":10,"text":"use"}]}],"also":["desk.y","desk.z"],"related":[{"line":1,"column":1,"end_line":1,"end_column":3,"start":0,"end":2,"message":"‘we’ is written here"}]}"#);
    }

    #[test]
    fn places_count_as_the_contract_says() {
        let rest = |start: usize, end: usize| {
            format!(
                "\"start\":{start},\"end\":{end},\"text\":\"utilize\",\"message\":\"Use ‘use’ instead of ‘utilize’.\",\
                 \"note\":null,\"link\":null,\"fixes\":[{{\"title\":\"Replace with ‘use’\",\"preferred\":true,\
                 \"edits\":[{{\"start\":{start},\"end\":{end},\"text\":\"use\"}}]}}],\"also\":[]}}"
            )
        };
        let head = "{\"path\":\"a/b.md\",\"rule\":\"desk.x\",\"severity\":\"warning\",";
        let cases: [(&[u8], &str, usize, usize); 8] = [
            (
                b"utilize",
                "\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":8,",
                0,
                7,
            ),
            (
                "é🎄\tutilize".as_bytes(),
                "\"line\":1,\"column\":4,\"end_line\":1,\"end_column\":11,",
                7,
                14,
            ),
            (
                b"a\r\n\r\nutilize\r\n",
                "\"line\":3,\"column\":1,\"end_line\":3,\"end_column\":8,",
                5,
                12,
            ),
            (
                b"a\rutilize",
                "\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":8,",
                2,
                9,
            ),
            (
                b"\xEF\xBB\xBFutilize",
                "\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":8,",
                3,
                10,
            ),
            (
                b"\xE9\xE9 utilize",
                "\"line\":1,\"column\":4,\"end_line\":1,\"end_column\":11,",
                3,
                10,
            ),
            (
                b"\xFF\xFEu\0t\0i\0l\0i\0z\0e\0",
                "\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":8,",
                2,
                16,
            ),
            (
                b"\xFE\xFF\xD8\x3D\xDE\x00\0u\0t\0i\0l\0i\0z\0e",
                "\"line\":1,\"column\":2,\"end_line\":1,\"end_column\":9,",
                6,
                20,
            ),
        ];
        for (bytes, place, start, end) in cases {
            check(
                bytes,
                "utilize",
                &format!("{head}{place}{}", rest(start, end)),
            );
        }
    }

    #[test]
    fn a_record_is_one_line_for_every_reader() {
        let mut output = String::new();
        push_line(&mut output, "\"a\u{2028}b\u{85}c\u{2029}\"");
        assert_eq!(output, "\"a\\u2028b\\u0085c\\u2029\"\n");
    }
}
