//! Findings for people: grouped by document, with the words around each and why.

use std::collections::HashSet;
use std::fmt::Write as _;

use anstyle::Style;
use smol_str::SmolStr;

use super::excerpt::excerpt;
use super::finding::{Finding, locate};
use super::{Checked, Report};
use crate::check::Diagnostic;
use crate::cli::console::{Look, styles};
use crate::cli::text_width::{printable, wrap};
use crate::text::position::LineIndex;

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
        if let (Some(label), Some(last)) = (fix_label(diagnostic), drawn.last_mut()) {
            let _ = write!(last, " {}", self.look.paint(styles::FIX, &label));
        }
        self.indented(&drawn, Style::new())
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
