//! The commands `explain` and `rules`: what is looked for here, and why.

use std::path::Path;
use std::sync::Arc;

use super::Outcome;
use super::args::{ConfigArgs, ExplainArgs};
use super::console::{Console, Look, styles};
use super::faults::{self, Faults};
use super::place::{self, Place};
use super::text_width::{head, printable, width};
use crate::config::{Configuration, Loader};
use crate::markup::Format;
use crate::rules::value::{SourceFile, Sources};
use crate::rules::{Rule, Severity, explain};

/// Columns for what a rule looks for, however long its id.
const MIN_ROOM: usize = 50;

/// Runs `explain`.
pub(super) fn run(args: &ExplainArgs, console: &mut Console) -> Outcome {
    // No id has a colon.
    if let Some(place) = Place::parse(&args.rule) {
        return place::run(&place, &args.config, console);
    }
    let (configuration, outcome) = configuration_here(&args.config, console);
    let rules = configuration.rules_for(Path::new("."));
    let id = args.rule.trim();
    let sources = from_here(&configuration.sources);
    let variants = rules.options().variants(&[]);
    let texts: Vec<String> = rules
        .below(id)
        .map(|rule| explain::markdown(rule, &variants, &sources))
        .collect();
    if texts.is_empty() {
        console.error(&unknown(id, rules.nearest_id(id).as_deref()));
        return Outcome::Failed;
    }
    for (index, text) in texts.iter().enumerate() {
        let gap = if index > 0 { "\n\n" } else { "" };
        console.print(&format!("{gap}{}\n", text.trim_end()));
    }
    outcome
}

/// That there is no rule of this name, and what is to be written; `nearest` is the id most like it.
fn unknown(name: &str, nearest: Option<&str>) -> String {
    let (path, numbers) = match name.split_once(':') {
        Some((path, numbers)) => (path, Some(numbers)),
        None => (name, None),
    };
    if numbers.is_some() && !path.is_empty() {
        return format!(
            "‘{name}’ is no place; lines and columns are numbers from 1: ‘{path}:1’, ‘{path}:1:1’"
        );
    }
    if Path::new(path).is_file() || Format::from_path(Path::new(path)).is_some() {
        return format!("no rule here is called ‘{name}’; of a document say the line: ‘{path}:1’");
    }
    let way_out = nearest.map_or_else(
        || "‘housestyle rules’ lists them all".to_owned(),
        |id| format!("did you mean ‘{id}’?"),
    );
    format!("no rule here is called ‘{name}’; {way_out}")
}

/// Runs `rules`.
pub(super) fn list(args: &ConfigArgs, console: &mut Console) -> Outcome {
    let (configuration, outcome) = configuration_here(args, console);
    let rules = configuration.rules_for(Path::new("."));
    let ids = rules.sorted().map(|rule| width(&rule.id));
    let look = console.look();
    let id_width = ids.max().unwrap_or(0);
    for rule in rules.sorted() {
        console.print(&row(rule, id_width, look));
    }
    outcome
}

/// One rule: id, severity, whether it is on, and what it looks for.
fn row(rule: &Rule, id_width: usize, look: Look) -> String {
    let severity = rule.manner.severity;
    let longest = Severity::Suggestion.name().len();
    let id_pad = " ".repeat(id_width.saturating_sub(width(&rule.id)));
    let severity_pad = " ".repeat(longest.saturating_sub(severity.name().len()));
    let (state, style) = if rule.manner.enabled {
        ("on ", styles::severity(severity))
    } else {
        ("off", styles::FAINT)
    };
    let taken = id_width + 2 + longest + 2 + state.len() + 2;
    let room = look.width.saturating_sub(taken).max(MIN_ROOM);
    let finds = rule.check.describe();
    // An admitted term finds nothing.
    let says = if finds.is_empty() {
        rule.check.ways()
    } else {
        finds
    };
    // Each is a sentence of its own, or none.
    let says: Vec<&str> = says.iter().map(|it| it.trim_end_matches('.')).collect();
    let what = head(&printable(&says.join(", ")), room);
    format!(
        "{}{id_pad}  {}{severity_pad}  {state}  {what}\n",
        rule.id,
        look.paint(style, severity.name())
    )
}

/// The same files in the same order, with the paths that people use here.
fn from_here(sources: &Sources) -> Sources {
    let mut shown = Sources::default();
    for (_, file) in sources.iter() {
        shown.add(SourceFile {
            path: faults::from_here(&file.path),
            ..SourceFile::clone(file)
        });
    }
    shown
}

/// The configuration of the working directory, after its faults were said.
pub(super) fn configuration_here(
    args: &ConfigArgs,
    console: &mut Console,
) -> (Arc<Configuration>, Outcome) {
    let loader = Loader::new(args.loader_options());
    let configuration = loader.for_folder(Path::new("."));
    let outcome = Faults::default().say(&configuration, console);
    (configuration, outcome)
}
