//! How a rule is added to those that the front matter ignores.
//!
//! Each way of writing it is tried, and taken if the front matter then says just that: so a
//! way need not be right for every notation.

use std::slice;

use super::{IGNORE, Kind, Metadata, SETTINGS, parts, start};
use crate::markup::lines::lines;
use crate::text::{Edit, Span, edit};

/// The edit after which the front matter of `source` ignores `rule`, too. `None` if there is
/// no front matter, or none to which that can be added.
///
/// Of `source` no more is needed than its front matter.
pub fn ignoring(source: &str, rule: &str) -> Option<Edit> {
    let (kind, inside, _) = parts(source, start(source))?;
    let before = kind.read(source, inside)?;
    let writer = Writer {
        source,
        inside,
        kind,
        written: kind.string(rule),
        line_break: line_break(source.get(..inside.start)?),
    };
    let ways = match before.about.ignore.last() {
        Some((_, last)) => writer.behind(*last),
        None => writer.new_list(),
    };
    ways.into_iter()
        .flatten()
        .find(|edit| adds(source, edit, rule, &before))
}

fn line_break(line: &str) -> &'static str {
    match line.as_bytes() {
        [.., b'\r', b'\n'] => "\r\n",
        [.., b'\r'] => "\r",
        _ => "\n",
    }
}

/// Whether `edit` adds `rule` to what is ignored, and changes nothing else that counts.
fn adds(source: &str, edit: &Edit, rule: &str, before: &Metadata) -> bool {
    let read = || {
        let text = edit::apply(source, slice::from_ref(edit))?;
        let (kind, inside, _) = parts(&text, start(&text))?;
        kind.read(&text, inside)
    };
    let names = |metadata: &Metadata| {
        let names = metadata.about.ignore.iter().map(|(name, _)| name.clone());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    let mut expected = names(before);
    expected.push(rule.into());
    expected.sort();
    read().is_some_and(|after| {
        let (one, other) = (&before.about, &after.about);
        names(&after) == expected
            && one.variant == other.variant
            && one.reproduced_as_received == other.reproduced_as_received
            && before.prose.len() == after.prose.len()
    })
}

impl Kind {
    /// `text` as a string of this notation.
    fn string(self, text: &str) -> String {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let is_word = text.starts_with(char::is_alphabetic) && text.chars().all(is_plain);
        match self {
            Self::Yaml if is_word => text.to_owned(),
            _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        }
    }
}

/// The front matter, and what is to be written into it.
struct Writer<'a> {
    source: &'a str,
    inside: Span,
    kind: Kind,
    /// The rule as a string.
    written: String,
    line_break: &'static str,
}

impl Writer<'_> {
    /// Ways to write it behind the name that stands last at `last`, without quotes.
    fn behind(&self, last: Span) -> Vec<Option<Edit>> {
        let source = self.source;
        let quoted = |at: usize| {
            let next = source.get(at..).unwrap_or("").chars().next();
            at + usize::from(matches!(next, Some('"' | '\'')))
        };
        let item = || {
            let line = lines(source, self.inside.start)
                .find(|line| line.start <= last.start && last.start <= line.end)?;
            let before = source.get(line.start..last.start)?;
            let before = before.trim_end_matches(['"', '\'']);
            let text = format!("{}{before}{}", self.line_break, self.written);
            (before.trim() == "-").then(|| insert(line.end, text))
        };
        let written = format!(", {}", self.written);
        vec![
            item(),
            Some(insert(quoted(last.end), written.clone())),
            Some(insert(
                last.end,
                format!(", {}", self.written.trim_matches('"')),
            )),
        ]
    }

    /// Ways to write a list where there is none.
    fn new_list(&self) -> Vec<Option<Edit>> {
        let Self {
            source,
            inside,
            written,
            line_break,
            ..
        } = self;
        let (header, entry) = match self.kind {
            Kind::Yaml => (format!("{SETTINGS}:"), format!("{IGNORE}: [{written}]")),
            Kind::Toml => (format!("[{SETTINGS}]"), format!("{IGNORE} = [{written}]")),
        };
        let all: Vec<_> = lines(source, inside.start)
            .take_while(|line| line.start < inside.end)
            .collect();
        let text = |start: usize, end: usize| source.get(start..end).unwrap_or("");
        let is_header = |line: &str| {
            let rest = line.strip_prefix(&*header);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '#']))
        };
        let found = all
            .iter()
            .position(|line| is_header(text(line.start, line.end)));
        let below = found.and_then(|index| {
            let line = all.get(index)?;
            let next = all
                .get(index + 1)
                .map_or("", |next| text(next.start, next.end));
            let indent = next.len() - next.trim_start().len();
            let indent = match self.kind {
                Kind::Yaml if indent > 0 && !next.trim().is_empty() => next.get(..indent)?,
                Kind::Yaml => "  ",
                Kind::Toml => "",
            };
            Some(insert(line.next, format!("{indent}{entry}{line_break}")))
        });
        let in_braces = all.iter().find_map(|line| {
            let written = text(line.start, line.end);
            let rest = written.strip_prefix(SETTINGS)?;
            let brace = rest.find('{')?;
            let at = line.start + SETTINGS.len() + brace + 1;
            let is_empty = rest.get(brace + 1..)?.trim_start().starts_with('}');
            let comma = if is_empty { " " } else { "," };
            Some(insert(at, format!(" {entry}{comma}")))
        });
        let new = match self.kind {
            Kind::Yaml => format!("{header}{line_break}  {entry}{line_break}"),
            Kind::Toml => format!("{header}{line_break}{entry}{line_break}"),
        };
        vec![below, in_braces, Some(insert(inside.end, new))]
    }
}

fn insert(at: usize, text: String) -> Edit {
    Edit::new(Span::new(at, at), text)
}
