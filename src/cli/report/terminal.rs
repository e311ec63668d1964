//! Findings for people: grouped by document, with the words around each and why.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use anstyle::Style;
use smol_str::SmolStr;

use super::excerpt::excerpt;
use super::finding::{Finding, locate, of_related};
use super::{Checked, Report};
use crate::check::Diagnostic;
use crate::cli::console::{Look, styles};
use crate::cli::text_width::{head, printable, width, wrap};
use crate::text::position::{LineCursor, LineIndex};

/// Sets the writer's words apart from ours.
const BAR: &str = "│ ";

/// Columns left for text, however narrow the terminal.
const MIN_ROOM: usize = 20;

/// The report.
pub(super) struct Terminal {
    /// How it looks.
    pub(super) look: Look,
}

impl Report for Terminal {
    fn document(&self, document: &Checked<'_>) -> String {
        let lines = LineIndex::new(&document.decoded.text);
        let findings = locate(document, &lines);
        let mut cursor = LineCursor::new(&lines);
        let related = of_related(document, |offset| cursor.line_column(offset));
        let places = findings.iter().map(|finding| place(finding).len());
        let place_width = places.max().unwrap_or(0);
        let indent = 2 + place_width + 2;
        let page = Page {
            look: self.look,
            place_width,
            indent,
            room: self.look.width.saturating_sub(indent).max(MIN_ROOM),
        };
        let path = printable(document.path);
        let mut output = self.look.paint(styles::HEADING, &path) + "\n\n";
        // A style says the same “why” each time; once in a document is enough.
        let mut told = HashSet::new();
        for finding in &findings {
            let diagnostic = finding.diagnostic;
            output.push_str(&page.head(finding));
            output.push_str(&page.excerpt(document, &lines, finding));
            output.push_str(&page.related(diagnostic, &related));
            if told.insert(&diagnostic.rule) {
                output.push_str(&page.why(diagnostic));
            }
            output.push_str(&page.source(diagnostic));
            output.push('\n');
        }
        output
    }

    fn is_for_people(&self) -> bool {
        true
    }
}

fn place(finding: &Finding<'_>) -> String {
    let (line, column) = finding.start;
    format!("{line}:{column}")
}

/// How the findings of one document are laid out: their places in a column of their
/// own, everything else to the right of it.
struct Page {
    look: Look,
    /// Columns of the longest place.
    place_width: usize,
    /// Where the text starts.
    indent: usize,
    /// Columns that the text may take.
    room: usize,
}

impl Page {
    /// Place, severity and message.
    fn head(&self, finding: &Finding<'_>) -> String {
        let diagnostic = finding.diagnostic;
        let severity = diagnostic.severity.name();
        let mut lines = wrap(&format!("{severity}: {}", diagnostic.message), self.room);
        if let Some(first) = lines.first_mut() {
            let painted = self
                .look
                .paint(styles::severity(diagnostic.severity), severity);
            first.replace_range(..severity.len(), &painted);
        }
        let place = format!("  {:>1$}  ", place(finding), self.place_width);
        place + self.indented(&lines, Style::new()).trim_start()
    }

    /// The words around, with the place underlined and what a fix would put there.
    fn excerpt(
        &self,
        document: &Checked<'_>,
        lines: &LineIndex<'_>,
        finding: &Finding<'_>,
    ) -> String {
        let diagnostic = finding.diagnostic;
        let style = styles::severity(diagnostic.severity);
        let (text, span) = (&document.decoded.text, diagnostic.span);
        let room = self.room.saturating_sub(BAR.chars().count());
        let rows = excerpt(text, lines, finding.start.0, span, room);
        let drawn = rows
            .iter()
            .flat_map(|row| [row.text(self.look, style), row.underline(self.look, style)]);
        let bar = self.look.paint(styles::FAINT, BAR);
        let mut drawn: Vec<String> = drawn.map(|line| format!("{bar}{line}")).collect();
        if let (Some(label), Some(row)) = (fix_label(diagnostic), rows.last()) {
            let label = head(&label, room);
            let fits = row.marked_end() + 1 + width(&label) <= room;
            let label_start = row.marked_start().min(room - width(&label));
            let painted = self.look.paint(styles::FIX, &label);
            match drawn.last_mut() {
                Some(last) if fits => last.extend([" ", &painted]),
                _ => drawn.push(format!("{bar}{:label_start$}{painted}", "")),
            }
        }
        self.indented(&drawn, Style::new())
    }

    /// Other places that it has to do with, a line each.
    fn related(
        &self,
        diagnostic: &Diagnostic,
        positions: &HashMap<usize, (usize, usize)>,
    ) -> String {
        let related = diagnostic.related.iter().filter_map(|related| {
            let (line, column) = positions.get(&related.span.start)?;
            Some(wrap(
                &format!("{line}:{column} {}", related.says),
                self.room,
            ))
        });
        let lines: Vec<String> = related.flatten().collect();
        self.indented(&lines, Style::new())
    }

    /// The style's reasons.
    fn why(&self, diagnostic: &Diagnostic) -> String {
        let note = diagnostic.note.as_deref().unwrap_or("");
        self.indented(&wrap(note, self.room), Style::new())
    }

    /// Which rule says so, and where to read more.
    fn source(&self, diagnostic: &Diagnostic) -> String {
        let mut words = diagnostic.rule.to_string();
        for more in diagnostic
            .also
            .iter()
            .map(SmolStr::as_str)
            .chain(diagnostic.link.as_deref())
        {
            let _ = write!(words, " · {more}");
        }
        self.indented(&wrap(&words, self.room), styles::FAINT)
    }

    /// Lines below each other where the text starts.
    fn indented(&self, lines: &[String], style: Style) -> String {
        let indent = " ".repeat(self.indent);
        let mut output = String::new();
        for line in lines {
            let _ = writeln!(output, "{indent}{}", self.look.paint(style, line));
        }
        output
    }
}

/// What the fixes would put in the place of the words.
fn fix_label(diagnostic: &Diagnostic) -> Option<String> {
    let labels = diagnostic
        .fixes
        .iter()
        .map(|fix| match fix.edits.as_slice() {
            [edit] if edit.span == diagnostic.span && !edit.text.is_empty() => {
                printable(&edit.text)
            }
            _ => printable(&fix.title),
        });
    let labels: Vec<String> = labels.collect();
    (!labels.is_empty()).then(|| labels.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Fix, Related};
    use crate::cli::report::testing::diagnostic;
    use crate::rules::Severity;
    use crate::text::encoding::decode;
    use crate::text::{Edit, Span};

    const TEXT: &str = "\
We utilize it.

A long paragraph in which somebody says, at the end of the day and with great
respect, that they utilise\n> it, in the event of fire, utterly.
";

    fn page(look: Look) -> String {
        let decoded = decode(TEXT.as_bytes().to_vec());
        let mut plain = diagnostic(TEXT, "utilize");
        plain.note =
            Some("Short words “win”, says *everybody* who has ever read a long one.".into());
        plain.link = Some("https://example.org/words".into());
        let start = TEXT.find("utilise").expect("another spelling");
        let other = Span::new(start, start + "utilise".len());
        plain.related = vec![Related::at(other, "‘utilise’ is written here".into())];
        let mut choice = diagnostic(TEXT, "at the end of the day");
        choice.severity = Severity::Error;
        choice.rule = "desk.day".into();
        choice.message = "Instead of ‘at the end of the day’: ‘finally’ or ‘in the end’.".into();
        choice.fixes = ["finally", "in the end"]
            .map(|text| Fix {
                title: format!("Replace with ‘{text}’"),
                preferred: false,
                edits: vec![Edit::new(choice.span, text)],
            })
            .to_vec();
        let mut lines = diagnostic(TEXT, "utilise\n> it");
        lines.severity = Severity::Suggestion;
        lines.message = "‘utilise it’ is long.".into();
        lines.fixes.clear();
        let mut deletion = diagnostic(TEXT, "utterly");
        deletion.severity = Severity::Hint;
        deletion.rule = "desk.adverbs".into();
        deletion.also = vec!["desk.very".into()];
        deletion.message = "Leave out ‘utterly’.".into();
        deletion.fixes = vec![Fix {
            title: "Leave out ‘utterly’".into(),
            preferred: false,
            edits: vec![Edit::new(
                (deletion.span.start - 2..deletion.span.end).into(),
                "",
            )],
        }];
        Terminal { look }.document(&Checked {
            path: "letters/a.md",
            decoded: &decoded,
            diagnostics: &[plain, choice, lines, deletion],
        })
    }

    #[test]
    fn a_page_for_people() {
        insta::assert_snapshot!(page(Look::PLAIN));
    }

    #[test]
    fn a_page_in_a_narrow_terminal() {
        let look = Look {
            width: 40,
            ..Look::PLAIN
        };
        insta::assert_snapshot!(page(look));
    }

    #[test]
    fn colours_only_paint() {
        let look = Look {
            colour: true,
            ..Look::PLAIN
        };
        let coloured = page(look);
        assert_eq!(
            anstream::adapter::strip_str(&coloured).to_string(),
            page(Look::PLAIN)
        );
        let visible = coloured.replace('\u{1b}', "␛");
        insta::assert_snapshot!(visible);
    }

    #[test]
    fn a_line_of_ten_megabytes_is_cut() {
        let text = "word ".repeat(2_000_000) + "utilize";
        let decoded = decode(text.clone().into_bytes());
        let found = diagnostic(&text, "utilize");
        // Cost must not grow with the line: thousands of findings would never end.
        let diagnostics = vec![found; 500];
        let page = Terminal { look: Look::PLAIN }.document(&Checked {
            path: "a.txt",
            decoded: &decoded,
            diagnostics: &diagnostics,
        });
        assert!(page.lines().all(|line| line.chars().count() <= 100));
    }
}
