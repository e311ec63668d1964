//! `explain FILE:LINE[:COLUMN]`: why something is, or is not, a finding there.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::Outcome;
use super::args::{ConfigArgs, DocumentArgs};
use super::console::{Console, Look, styles};
use super::text_width::printable;
use super::work::{self, Opened, counted};
use crate::check::explaining::{Find, Off, Passage, explain};
use crate::config::RecordKind;
use crate::text::Span;
use crate::text::position::LineIndex;

/// A place in a document, as people type it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    path: PathBuf,
    /// From 1.
    line: usize,
    /// From 1; none is the whole line.
    column: Option<usize>,
}

impl Place {
    /// The place that `typed` names; `None` if it is none, but the name of a rule.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
        let (head, last) = typed.rsplit_once(':')?;
        let last = number(last)?;
        let place = |path: &str, line, column| Self {
            path: PathBuf::from(path),
            line,
            column,
        };
        let with_column = head
            .rsplit_once(':')
            // There is no line 0, which is told then.
            .and_then(|(path, line)| Some(place(path, line.parse().ok()?, Some(last))));
        with_column
            .or_else(|| Some(place(head, last, None)))
            .filter(|place| !place.path.as_os_str().is_empty())
    }

    /// Its bytes in a text, or why it is no place in it; `path` is what the text is called.
    fn span(&self, lines: &LineIndex<'_>, path: &str) -> Result<Span, String> {
        let Some(line) = lines.line_span(self.line) else {
            // Behind the last line break nobody sees another line.
            let is_ended = lines
                .line_span(lines.len())
                .is_some_and(|last| last.start == last.end);
            let seen = lines.len() - usize::from(is_ended && lines.len() > 1);
            let has = counted(seen, "line");
            return Err(format!("‘{path}’ has {has}, and no line {}", self.line));
        };
        let Some(column) = self.column else {
            return Ok(line);
        };
        // The last is behind the last character, where a caret may stand.
        let (_, last) = lines.line_column(line.end);
        let offset = lines.offset(self.line, column);
        let offset = offset.filter(|_| column <= last).ok_or_else(|| {
            let has = counted(last - 1, "character");
            let number = self.line;
            format!("line {number} of ‘{path}’ has {has}, and no column {column}")
        })?;
        Ok(Span::new(offset, offset))
    }
}

/// Runs `explain` for a place.
pub(super) fn run(place: &Place, config: &ConfigArgs, console: &mut Console) -> Outcome {
    let documents = DocumentArgs {
        paths: vec![place.path.clone()],
        fail_on: None,
        stdin_path: None,
        config: config.clone(),
    };
    let loader = work::loader(&documents, true);
    let look = console.look();
    work::run(
        &documents,
        &loader,
        console,
        |opened| said(opened, place, look),
        |said, console| match said {
            Ok(text) => {
                console.print(&text);
                Outcome::Clean
            }
            Err(message) => {
                console.error(&message);
                Outcome::Failed
            }
        },
    )
}

fn said(opened: &Opened<'_>, place: &Place, look: Look) -> Result<String, String> {
    let text = &opened.decoded.text;
    let lines = LineIndex::new(text);
    let span = place.span(&lines, opened.path)?;
    let explanation = explain(
        text,
        opened.document.format(),
        opened.rules,
        span,
        Off::Told,
    );
    let findings = opened.find(text);
    let covers = opened.covers(text, &findings);
    let recorded = |find: &Find| {
        let numbered = findings.iter().zip(&covers);
        let mut covering = numbered.filter_map(|(finding, cover)| {
            let same = finding.span == find.span && finding.rule == find.rule;
            cover.as_ref().filter(|_| same).map(|cover| cover.0)
        });
        covering.next()
    };
    let page = Page {
        path: opened.path,
        lines: &lines,
        look,
    };
    if explanation.passages.is_empty() {
        return Ok(format!(
            "{}: no prose that rules could look at stands there.\n",
            page.at(span)
        ));
    }
    let mut said = String::new();
    for (number, passage) in explanation.passages.iter().enumerate() {
        if number > 0 {
            said.push('\n');
        }
        page.passage(passage, span, &recorded, &mut said);
    }
    Ok(said)
}

/// How places of one document are written.
struct Page<'a> {
    path: &'a str,
    lines: &'a LineIndex<'a>,
    look: Look,
}

impl Page<'_> {
    fn at(&self, span: Span) -> String {
        let (line, column) = self.lines.line_column(span.start);
        format!("{}:{line}:{column}", self.path)
    }

    fn passage(
        &self,
        passage: &Passage,
        asked: Span,
        recorded: &dyn Fn(&Find) -> Option<RecordKind>,
        said: &mut String,
    ) {
        let at = Span::new(asked.start.max(passage.span.start), asked.end);
        let looking = match passage.looking {
            0 => "no rule looks there".to_owned(),
            count => format!("{count} of {} look there", counted(passage.enabled, "rule")),
        };
        let _ = writeln!(said, "{}: {}; {looking}.", self.at(at), passage.what);
        if passage.finds.is_empty() {
            said.push_str("Nothing that a rule looks for stands there.\n");
        }
        for of_place in passage.finds.chunk_by(|one, other| one.span == other.span) {
            let Some(first) = of_place.first() else {
                continue;
            };
            let head = format!("‘{}’", printable(&first.text));
            let _ = writeln!(
                said,
                "\n{} {}",
                self.at(first.span),
                self.look.paint(styles::HEADING, &head)
            );
            for find in of_place {
                let (state, style) = if find.flagged && recorded(find).is_none() {
                    ("found", styles::HEADING)
                } else {
                    ("left alone", styles::FAINT)
                };
                let why = match recorded(find).filter(|_| find.flagged) {
                    Some(kind) => format!("It is on record in {}.", kind.file_name()),
                    None => printable(&find.why),
                };
                let _ = writeln!(
                    said,
                    "  {}: {} {why}",
                    find.rule,
                    self.look.paint(style, &format!("{state}."))
                );
            }
        }
        if !passage.quotations.is_empty() {
            said.push_str("\nQuotations:\n");
        }
        for quoted in &passage.quotations {
            let kind = if quoted.full {
                "quotation"
            } else {
                "quoted words"
            };
            let _ = writeln!(
                said,
                "  {} {kind}: {}",
                self.at(quoted.span),
                printable(&quoted.text)
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        let place = |path: &str, line, column| {
            Some(Place {
                path: path.into(),
                line,
                column,
            })
        };
        let cases = [
            ("a.md:3", place("a.md", 3, None)),
            ("a.md:3:14", place("a.md", 3, Some(14))),
            ("C:\\a.md:3:14", place("C:\\a.md", 3, Some(14))),
            ("a:b.md:3", place("a:b.md", 3, None)),
            ("a.md", None),
            ("a.md:", None),
            ("a.md:0", None),
            (":3", None),
            ("desk.epithets", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(Place::parse(typed), expected, "{typed}");
        }
    }
}
