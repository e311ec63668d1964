//! The diagnostics of a document as the text that is sent, kept from one publish to the next.
//!
//! A document with many findings costs more to tell about than to check. What is said of a
//! finding is written once; with each edit only the numbers of its lines change. It knows
//! nothing of who reads the list or when.

use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::document::Checked;
use super::to_proto::{self, Teller};
use crate::check::Diagnostic;
use crate::check::findings::Part;
use crate::text::Span;
use crate::text::position::{Position, PositionEncoding, to_position};

/// In so many parts that are no more, with so many findings each, is looked for what is written
/// of a finding already: an edit replaces one or two.
const FEW_PARTS: usize = 3;
const FEW: usize = 64;

/// What was written for each part of a document.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// By the address of the findings, which are kept so that none other gets it.
    written: FxHashMap<usize, Written>,
    encoding: PositionEncoding,
    /// How much was written last, in bytes.
    length: usize,
}

/// What was written for one part.
#[derive(Debug)]
struct Written {
    found: Arc<[Diagnostic]>,
    items: Vec<Item>,
}

/// One finding.
#[derive(Debug)]
struct Item {
    /// Lines are counted from the first of the part.
    start: Position,
    end: Position,
    /// What follows the range in the object.
    rest: String,
}

impl Listing {
    /// The array of everything that is to be shown of a document, as JSON.
    pub(super) fn write(&mut self, checked: &Checked, teller: Teller) -> String {
        let encoding = teller.encoding;
        if self.encoding != encoding {
            self.written.clear();
            self.encoding = encoding;
        }
        let before = self.keep_those_of(checked);
        let mut list = String::with_capacity(self.length + self.length / 64 + 16);
        list.push('[');
        let mut left = to_proto::MAX_SHOWN;
        let mut places = RelatedPlaces::new(checked, encoding);
        for part in checked.findings.parts() {
            if left == 0 {
                break;
            }
            let written = self
                .written
                .entry(part.found.as_ptr().addr())
                .or_insert_with(|| written(part, checked, encoding, &before));
            let items = written.items.iter().zip(part.found.iter()).take(left);
            for (item, finding) in items {
                left -= 1;
                if checked.held.covers(finding.span.moved_on(part.start)) {
                    continue;
                }
                item.write_range(part.line as u32, &mut list);
                if teller.related_places && !finding.related.is_empty() {
                    places.write(checked.findings.related(part, finding), &mut list);
                }
                list.push_str(&item.rest);
            }
        }
        if let Some(notice) = to_proto::notice_of_whole(checked, encoding) {
            separate(&mut list);
            list.push_str(&serde_json::to_string(&notice).unwrap_or_default());
        }
        list.push(']');
        self.length = list.len();
        list
    }

    /// Keeps what was written for parts that `checked` still has, and returns the rest, from which
    /// little differs in what came in its place.
    fn keep_those_of(&mut self, checked: &Checked) -> Vec<Written> {
        let mut before = std::mem::take(&mut self.written);
        for part in checked.findings.parts() {
            let key = part.found.as_ptr().addr();
            if let Some(known) = before.remove(&key)
                && Arc::ptr_eq(&known.found, &part.found)
            {
                self.written.insert(key, known);
            }
        }
        before.into_values().collect()
    }
}

impl Written {
    /// What is written of a finding here that says what `finding` says, wherever it stands.
    fn rest_of(&self, finding: &Diagnostic) -> Option<&str> {
        let says_the_same = |other: &Diagnostic| {
            other.message == finding.message
                && other.rule == finding.rule
                && other.severity == finding.severity
                && other.link == finding.link
        };
        let at = self.found.iter().position(says_the_same)?;
        self.items.get(at).map(|item| &*item.rest)
    }
}

impl Item {
    /// The beginning of the object.
    fn write_range(&self, first_line: u32, list: &mut String) {
        separate(list);
        let mut digits = itoa::Buffer::new();
        let mut place = |before: &str, place: Position, list: &mut String| {
            list.push_str(before);
            list.push_str(digits.format(first_line + place.line));
            list.push_str(r#","character":"#);
            list.push_str(digits.format(place.column));
        };
        place(r#"{"range":{"start":{"line":"#, self.start, list);
        place(r#"},"end":{"line":"#, self.end, list);
        list.push_str("}},");
    }
}

/// Writes other places that findings have to do with. Wherever a finding is kept, they may have
/// moved; many findings may name the same one.
struct RelatedPlaces<'a> {
    checked: &'a Checked,
    encoding: PositionEncoding,
    /// As JSON.
    uri: Option<String>,
    ranges: FxHashMap<Span, String>,
}

impl<'a> RelatedPlaces<'a> {
    fn new(checked: &'a Checked, encoding: PositionEncoding) -> Self {
        Self {
            checked,
            encoding,
            uri: None,
            ranges: FxHashMap::default(),
        }
    }

    /// Writes the places of one finding, each with what is there.
    fn write<'s>(&mut self, related: impl Iterator<Item = (Span, &'s str)>, list: &mut String) {
        let (checked, encoding) = (self.checked, self.encoding);
        let uri = self.uri.get_or_insert_with(|| json(checked.uri.as_str()));
        list.push_str(r#""relatedInformation":["#);
        for (index, (span, says)) in related.enumerate() {
            let range = self
                .ranges
                .entry(span)
                .or_insert_with(|| json(&to_proto::range(span, &checked.snapshot, encoding)));
            let comma = if index == 0 { "" } else { "," };
            let message = json(says);
            // Writing to a string cannot fail.
            let _ = write!(
                list,
                r#"{comma}{{"location":{{"uri":{uri},"range":{range}}},"message":{message}}}"#
            );
        }
        list.push_str("],");
    }
}

/// What is a string or has strings for keys always has a JSON form.
fn json(value: &(impl serde::Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn separate(list: &mut String) {
    if list.len() > 1 {
        list.push(',');
    }
}

/// Writes what was found in `part`; `before` is what was written of parts that are no more.
fn written(
    part: &Part,
    checked: &Checked,
    encoding: PositionEncoding,
    before: &[Written],
) -> Written {
    let rope = &checked.snapshot.rope;
    let first = part.line as u32;
    let place = |offset: usize| {
        let mut place = to_position(rope, part.start + offset, encoding);
        place.line -= first;
        place
    };
    let rest = |finding: &Diagnostic| {
        // In many it would take longer to look than to write.
        let mut few = before
            .iter()
            .filter(|written| written.found.len() <= FEW)
            .take(FEW_PARTS);
        let known = few.find_map(|written| written.rest_of(finding));
        known.map_or_else(
            || without_range(&to_proto::diagnostic_in(lsp::Range::default(), finding)),
            str::to_owned,
        )
    };
    let items = part.found.iter().map(|finding| Item {
        start: place(finding.span.start),
        end: place(finding.span.end),
        rest: rest(finding),
    });
    Written {
        items: items.collect(),
        found: Arc::clone(&part.found),
    }
}

/// What stands in the object of `diagnostic`, whose range is the first place, behind the range, up
/// to its closing brace.
fn without_range(diagnostic: &lsp::Diagnostic) -> String {
    const RANGE: &str =
        r#"{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"#;
    let text = json(diagnostic);
    if let Some(rest) = text.strip_prefix(RANGE) {
        return rest.to_owned();
    }
    // Nobody promises the order of the keys.
    let mut value: Value = serde_json::from_str(&text).unwrap_or_default();
    if let Value::Object(object) = &mut value {
        object.remove("range");
    }
    let mut text = value.to_string();
    text.remove(0);
    text
}
