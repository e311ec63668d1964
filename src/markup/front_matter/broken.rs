//! Metadata that cannot be read.

use super::{FrontMatter, Metadata, REPRODUCED_AS_RECEIVED, SETTINGS};
use crate::markup::lines::{Line, lines};
use crate::text::Span;

impl Metadata {
    /// What `source[inside]` says if it cannot be read because of `reason`, which shows at the byte
    /// `at`, if anybody knows where: nothing. That is told if something in it is meant for this
    /// program; all else is another's.
    pub(super) fn broken(source: &str, inside: Span, at: Option<usize>, reason: &str) -> Self {
        let mut lines = lines(source, inside.start).take_while(|line| line.start < inside.end);
        let text = |line: Line| source.get(line.start..line.end).unwrap_or("");
        let Some(line) = lines.find(|line| is_ours(text(*line))) else {
            return Self::default();
        };
        // Where the end is missing, only what was begun shows it.
        let at = at.unwrap_or(inside.end).max(inside.start);
        let rest = source
            .get(at..inside.end)
            .and_then(|rest| rest.lines().next());
        let rest = rest.map_or("", str::trim_end);
        let place = if rest.trim().is_empty() {
            Span::new(line.start, line.start + text(line).trim_end().len())
        } else {
            let start = at + rest.len() - rest.trim_start().len();
            Span::new(start, at + rest.len())
        };
        let reason = reason.lines().next().unwrap_or("").trim_end_matches('.');
        let about = FrontMatter {
            broken: Some((place, reason.into())),
            ..FrontMatter::default()
        };
        Self {
            about,
            prose: Vec::new(),
        }
    }
}

/// Whether a line of metadata that cannot be read begins with a key at the top for this program.
fn is_ours(line: &str) -> bool {
    let key = line.trim_start_matches(['[', '{', '"', '\'']);
    [SETTINGS, REPRODUCED_AS_RECEIVED].iter().any(|name| {
        let behind = key.strip_prefix(name).map(str::trim_start);
        behind.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([':', '=', ']', '.', '"', '\''])
        })
    })
}
