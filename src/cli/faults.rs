//! What is wrong in configurations and styles, for whoever writes them: on standard
//! error, each fault once however many documents it concerns.

use std::collections::HashSet;
use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Outcome;
use super::console::{Console, Look, styles};
use super::documents::shown;
use super::report::excerpt;
use super::text_width::printable;
use crate::config::Configuration;
use crate::rules::value::{Place, SourceFile, Sources};
use crate::rules::{Fault, FaultLevel, Severity};
use crate::text::Span;
use crate::text::position::{LineCursor, LineIndex};

/// What stands before the lines of an excerpt.
const INDENT: &str = "    ";

/// Remembers what was said already.
#[derive(Default)]
pub(super) struct Faults {
    /// Kept alive, so that no other takes the place of one in memory.
    configurations: Vec<Arc<Configuration>>,
    said: HashSet<(Option<PathBuf>, Span, String)>,
}

impl Faults {
    /// Says what is wrong in `configuration`, unless it was said before. [`Outcome::Failed`]
    /// if something that was written there has no effect.
    pub(super) fn say(
        &mut self,
        configuration: &Arc<Configuration>,
        console: &mut Console,
    ) -> Outcome {
        let known = |known: &Arc<Configuration>| Arc::ptr_eq(known, configuration);
        if !self.configurations.iter().any(known) {
            self.configurations.push(Arc::clone(configuration));
            let file_id = |fault: &Fault| fault.place.map(|place| place.file);
            // A file's lines are found once, however many faults it has.
            for faults in configuration
                .faults
                .chunk_by(|one, other| file_id(one) == file_id(other))
            {
                let file = faults
                    .first()
                    .and_then(|fault| file_of(fault, &configuration.sources));
                self.say_of_file(faults, file, &configuration.sources, console);
            }
        }
        if configuration.has_errors() {
            Outcome::Failed
        } else {
            Outcome::Clean
        }
    }

    fn say_of_file(
        &mut self,
        faults: &[Fault],
        file: Option<&SourceFile>,
        sources: &Sources,
        console: &mut Console,
    ) {
        let lines = LineIndex::new(file.map_or("", |file| &file.text));
        let mut cursor = LineCursor::new(&lines);
        for fault in faults {
            let span = fault.place.map(Place::span).unwrap_or_default();
            let path = file.map(|file| file.path.clone());
            if self.said.insert((path, span, fault.message.clone())) {
                let at = cursor.line_column(span.start);
                let related = fault.related_line(sources);
                let look = console.message_look();
                console.say(&describe(fault, related.as_deref(), file, &lines, at, look));
            }
        }
    }
}

fn file_of<'a>(fault: &Fault, sources: &'a Sources) -> Option<&'a SourceFile> {
    sources.get(fault.place?.file).map(AsRef::as_ref)
}

/// One fault: where, what, the way out, and the line.
fn describe(
    fault: &Fault,
    related: Option<&str>,
    file: Option<&SourceFile>,
    lines: &LineIndex,
    (line, column): (usize, usize),
    look: Look,
) -> String {
    let (label, style) = match fault.level {
        FaultLevel::Error => ("error:", styles::ERROR),
        FaultLevel::Hint => ("hint:", styles::severity(Severity::Hint)),
    };
    let mut message = fault.message.clone();
    for more in fault.help.as_deref().into_iter().chain(related) {
        message.push_str("; ");
        message.push_str(more);
    }
    let mut output = format!("{} {}", look.paint(style, label), printable(&message));
    let Some((file, place)) = file.zip(fault.place) else {
        return output;
    };
    let path = printable(&path_of(file));
    let path = look.paint(styles::HEADING, &format!("{path}:{line}:{column}:"));
    output = format!("{path} {output}");
    if file.text.is_empty() {
        return output;
    }
    let room = look.width.saturating_sub(INDENT.len());
    for row in excerpt(&file.text, lines, line, place.span(), room) {
        let _ = write!(
            output,
            "\n{INDENT}{}",
            row.text(look, anstyle::Style::new())
        );
        let _ = write!(output, "\n{INDENT}{}", row.underline(look, style));
    }
    output
}

/// The path of a file as seen from the working directory, if it lies below.
pub(super) fn path_of(file: &SourceFile) -> String {
    if file.embedded {
        return format!("{} (built in)", shown(&file.path));
    }
    shown(&from_here(&file.path))
}

/// `path` relative to the working directory, if it lies below.
pub(super) fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    below.unwrap_or_else(|| path.to_path_buf())
}
