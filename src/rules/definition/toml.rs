//! TOML into values with places, whatever state the text is in.
//!
//! A syntax error costs the section that it stands in (a `[[rule]]`, or one key of a
//! plain table): it is blanked and the rest is read again, with every offset kept. It
//! must not know which keys mean something.

mod regions;
mod strings;
mod syntax;
mod tree;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use toml::de::DeTable;

use self::regions::Region;
pub use self::strings::inside;
pub use self::syntax::single_brackets;
use crate::rules::fault::Fault;
use crate::rules::value::{Entry, FileId, Place};
use crate::text::Span;

/// What a TOML text says.
#[derive(Debug, Default, PartialEq)]
pub struct Document {
    /// Its keys, in order.
    pub entries: Vec<Entry>,
    /// The parts that could not be read: a name which is not found may only be lost.
    pub lost: Vec<Span>,
}

/// Reads `text`, the content of `file`. `lists` are the tables that may be written
/// many times, as `[[rule]]`.
pub fn read(file: FileId, text: &str, lists: &[&str], faults: &mut Vec<Fault>) -> Document {
    let text = with_line_ends(text);
    let mut own_faults = Vec::new();
    if deep_key(&text).is_none()
        && let Ok(table) = DeTable::parse(&text)
    {
        let entries = tree::entries(file, table.get_ref(), faults);
        return Document {
            entries,
            lost: Vec::new(),
        };
    }
    let reader = Reader {
        file,
        text: &text,
        lists,
    };
    let (readable, lost) = reader.without_errors(&mut own_faults);
    let (table, errors) = DeTable::parse_recoverable(&readable);
    own_faults.extend(
        errors
            .iter()
            .map(|error| syntax::conflict(file, &text, &error.into())),
    );
    let entries = tree::entries(file, table.get_ref(), &mut own_faults);
    own_faults.sort_by_key(|fault| fault.place);
    faults.append(&mut own_faults);
    Document { entries, lost }
}

/// A carriage return alone ends a line for everyone but TOML.
fn with_line_ends(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_alone = |index: usize| bytes[index] == b'\r' && bytes.get(index + 1) != Some(&b'\n');
    if !(0..bytes.len()).any(is_alone) {
        return Cow::Borrowed(text);
    }
    let replaced = text
        .char_indices()
        .map(|(index, c)| if is_alone(index) { '\n' } else { c });
    Cow::Owned(replaced.collect())
}

/// Something that the parser does not accept.
struct Problem {
    /// In bytes of the whole text.
    span: Span,
    message: String,
}

impl From<&toml::de::Error> for Problem {
    fn from(error: &toml::de::Error) -> Self {
        Self {
            span: error.span().map_or(Span::default(), Span::from),
            message: error.message().to_owned(),
        }
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    lists: &'a [&'a str],
}

impl Reader<'_> {
    /// The text, with everything blanked that has a syntax error, and what that is.
    fn without_errors(&self, faults: &mut Vec<Fault>) -> (String, Vec<Span>) {
        let sections = regions::sections(self.text, self.lists);
        let mut lost = Vec::new();
        let mut open = Vec::new();
        let mut index = 0;
        while let Some(region) = sections.get(index) {
            index += 1;
            if let Some(fault) = self.misplaced(region, &open) {
                faults.push(fault);
                lost.push(region.span);
            } else if let Some(problem) = syntax_error(self.text, region.span) {
                match self.joined(&sections[index - 1..]) {
                    Some(count) => index += count - 1,
                    None => self.lose(region, &problem, &mut lost, faults),
                }
            }
            open.extend(region.header.as_ref().map(|header| header.name));
        }
        let blanked = regions::blank(self.text, &lost);
        if let Some(problem) = syntax_error(&blanked, Span::new(0, blanked.len())) {
            // Each part can be read but not the whole: then no part of it is certain.
            faults.push(syntax::fault(
                self.file,
                self.text,
                &problem,
                "the whole file",
            ));
            return (String::new(), vec![Span::new(0, self.text.len())]);
        }
        (blanked, lost)
    }

    /// The fault of a header such as `[rule]`, where `[[rule]]` is meant, or of
    /// `[rule.replace]` before any rule. The parser would drop all rules for it.
    fn misplaced(&self, region: &Region, open: &[&str]) -> Option<Fault> {
        let header = region
            .header
            .as_ref()
            .filter(|header| self.lists.contains(&header.name))?;
        if header.array && !header.nested {
            return None;
        }
        if header.nested && open.contains(&header.name) {
            return None;
        }
        let place = Place::new(self.file, header.span);
        let name = header.name;
        if header.nested {
            let written = header.span.text(self.text).unwrap_or(name);
            let fault = Fault::error(place, format!("‘{written}’ belongs to no ‘[[{name}]]’"));
            return Some(fault.with_help(format!("write it below its ‘[[{name}]]’")));
        }
        Some(syntax::single_brackets(place, name))
    }

    /// How many of `sections` make a readable whole, if a text of several lines holds
    /// what looks like a header.
    fn joined(&self, sections: &[Region]) -> Option<usize> {
        const MOST: usize = 4;
        let start = sections.first()?.span.start;
        let first = sections.first()?.span.text(self.text)?;
        if !first.contains("\"\"\"") && !first.contains("'''") {
            return None;
        }
        (2..=MOST.min(sections.len())).find(|count| {
            let span = Span::new(start, sections[count - 1].span.end);
            syntax_error(self.text, span).is_none()
        })
    }

    /// Gives up a section for `problem`, or only the keys of it that cannot be read.
    fn lose(
        &self,
        region: &Region,
        problem: &Problem,
        lost: &mut Vec<Span>,
        faults: &mut Vec<Fault>,
    ) {
        if region.header.as_ref().is_none_or(|header| !header.array) {
            let statements = regions::statements(self.text, region.span);
            let problems: Vec<(Span, Problem)> = statements
                .iter()
                .filter_map(|span| Some((*span, syntax_error(self.text, *span)?)))
                .collect();
            // Without its header, the keys of a table would fall to the one before it.
            let header = region.header.as_ref().map(|header| header.span);
            let headless =
                |(span, _): &(Span, Problem)| header.is_some_and(|header| span.contains(header));
            if !problems.is_empty() && !problems.iter().any(headless) {
                for (span, problem) in problems {
                    faults.push(syntax::fault(self.file, self.text, &problem, "this key"));
                    lost.push(span);
                }
                return;
            }
        }
        let what = region
            .header
            .as_ref()
            .map_or("this part".to_owned(), |header| {
                let (open, close) = if header.array {
                    ("[[", "]]")
                } else {
                    ("[", "]")
                };
                format!("this ‘{open}{}{close}’", header.name)
            });
        faults.push(syntax::fault(self.file, self.text, problem, &what));
        lost.push(region.span);
    }
}

/// The first syntax error of the part `span` of `text`, read alone.
fn syntax_error(text: &str, span: Span) -> Option<Problem> {
    let part = span.text(text)?;
    if let Some(found) = deep_key(part) {
        return Some(Problem {
            span: Span::new(span.start + found.start, span.start + found.end),
            message: syntax::TOO_DEEP.to_owned(),
        });
    }
    let (_, errors) = DeTable::parse_recoverable(part);
    let problems = errors.iter().map(Problem::from);
    let first = problems
        .filter(|problem| !syntax::is_conflict(problem))
        .min_by_key(|p| p.span)?;
    // What is missing at the end of a part is missing after its last word.
    let end = part.trim_end().len();
    let start = first.span.start.min(end);
    Some(Problem {
        span: Span::new(span.start + start, span.start + first.span.end.min(end)),
        ..first
    })
}

/// More parts than any key has, up to what ends a key. Written at every level of
/// nesting, such keys would make a tree too deep to walk, or even to free: the parser
/// limits only each of the two. No key goes over the end of a line.
static DEEP_KEY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let part = r#"(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"#;
    Regex::new(&format!(
        r"{part}(?:[ \t]*\.[ \t]*{part}){{{DEEP_KEY_STOPS},}}[ \t]*(?:[=\]#\r\n]|$)"
    ))
    .ok()
});

fn deep_key(text: &str) -> Option<Span> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let of_text = start;
        start += line.len();
        // Hardly any line has so many full stops that it is worth a closer look.
        if line.bytes().filter(|byte| *byte == b'.').count() < DEEP_KEY_STOPS {
            return None;
        }
        let found = DEEP_KEY.as_ref()?.find(line)?;
        let key = found.as_str().trim_end_matches(END_OF_KEY);
        let start = of_text + found.start();
        Some(Span::new(start, start + key.len()))
    })
}

/// The full stops of such a key, at least.
const DEEP_KEY_STOPS: usize = 8;

const END_OF_KEY: [char; 7] = [' ', '\t', '=', ']', '#', '\r', '\n'];

#[cfg(test)]
mod tests;
