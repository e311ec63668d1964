//! Front matter: metadata in YAML (`---`) or TOML (`+++`) at the very start.
//!
//! Owns where it ends and which of its values are prose. The Markdown parser's own
//! front matter is not used: it is found in the middle of documents too. Broken
//! metadata has no prose, and is no fault: it is another program's.

mod scalar;
mod toml;
mod yaml;

use super::flow::Flow;
use super::lines::{Line, lines};
use super::plain::BOM;
use super::scope::Scope;
use crate::text::Span;
use scalar::Scalar;

/// The keys whose values readers see.
const PROSE_KEYS: &[&str] = &["title", "description", "summary", "subtitle"];

/// The table under which the settings of this program stand.
const SETTINGS: &str = "housestyle";

/// The setting that tells that a document is somebody else's, word for word.
const REPRODUCED_AS_RECEIVED: &str = "reproduced-as-received";

/// What the front matter tells about the document itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// `reproduced-as-received: true`, at the top or under `housestyle:`.
    pub reproduced_as_received: bool,
}

/// What was found in the metadata.
#[derive(Debug, Default)]
struct Metadata {
    about: FrontMatter,
    /// The values that are prose, in the order of the source.
    prose: Vec<Scalar>,
}

/// Adds the front matter's prose to `flow`; what it tells, and where the body starts.
pub(super) fn read(source: &str, flow: &mut Flow) -> (FrontMatter, usize) {
    let start = if source.starts_with(BOM) {
        BOM.len()
    } else {
        0
    };
    let found = parts(source, start);
    let Some((metadata, body)) =
        found.and_then(|(kind, inside, body)| Some((kind.read(source, inside)?, body)))
    else {
        return (FrontMatter::default(), start);
    };
    for scalar in metadata.prose {
        flow.aside(Scope::FrontMatter, |draft| scalar.write(source, draft));
    }
    (metadata.about, body)
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Yaml,
    Toml,
}

impl Kind {
    fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }

    fn is_end(self, line: &str) -> bool {
        line == self.fence() || matches!(self, Self::Yaml) && line == "..."
    }

    /// What `source[inside]` says; `None` if it is no metadata at all but prose between two rules.
    fn read(self, source: &str, inside: Span) -> Option<Metadata> {
        match self {
            Self::Yaml => yaml::read(source, inside),
            Self::Toml => Some(toml::read(source, inside)),
        }
    }
}

/// The kind of the front matter that begins at `start`, what stands inside, and where the body starts.
fn parts(source: &str, start: usize) -> Option<(Kind, Span, usize)> {
    let text = |line: Line| source.get(line.start..line.end).unwrap_or("").trim_end();
    let mut lines = lines(source, start);
    let first = lines.next()?;
    let kind = [Kind::Yaml, Kind::Toml]
        .into_iter()
        .find(|kind| text(first) == kind.fence())?;
    let last = lines.find(|line| kind.is_end(text(*line)))?;
    Some((kind, Span::new(first.next, last.start), last.next))
}
