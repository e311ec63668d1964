//! What is wrong in configuration and style files, as it is shown to whoever wrote them.
//!
//! It must not know when files are read, nor what the client was told before.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::to_proto::{self, Teller};
use super::uri::{self, DocumentKey};
use crate::config::Configuration;
use crate::rules::Fault;
use crate::rules::value::{FileId, Place, SourceFile, Sources};
use crate::text::{Buffer, Snapshot, Span};

/// The faults of several configurations.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// Those that have a file, by file.
    pub(super) in_files: BTreeMap<DocumentKey, FileFaults>,
    /// Those for which no file can be named, each in a line.
    pub(super) without_file: BTreeSet<String>,
    /// Those in styles that are part of the program, which only we could mend.
    pub(super) embedded: BTreeSet<String>,
}

impl Teller {
    /// Adds the other place that a fault has to do with, for clients that show none in words.
    pub(super) fn add_related(
        self,
        diagnostic: &mut lsp::Diagnostic,
        fault: &Fault,
        sources: &Sources,
        texts: &mut Texts,
    ) {
        let Some(related) = &fault.related else {
            return;
        };
        let source = sources
            .get(related.place.file)
            .filter(|source| !source.embedded);
        let uri = source.and_then(|source| uri::of_file(&source.path));
        if let (true, Some(source), Some(uri)) = (self.related_places, source, uri) {
            let (text, span) = texts.of(related.place, source);
            let range = to_proto::range(span, text, self.encoding);
            diagnostic.related_information = Some(vec![lsp::DiagnosticRelatedInformation {
                location: lsp::Location::new(uri, range),
                message: related.what.to_owned(),
            }]);
        } else if let Some(line) = fault.related_line(sources) {
            diagnostic.message.push_str("; ");
            diagnostic.message.push_str(&line);
        }
    }
}

/// The faults of one file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FileFaults {
    /// What the file is called.
    pub(super) uri: lsp::Uri,
    /// The faults in the order of the file.
    pub(super) diagnostics: Vec<lsp::Diagnostic>,
}

impl Faults {
    /// Collects the faults of `configurations`, of which several may be the same.
    pub(super) fn of(configurations: &[Arc<Configuration>], teller: Teller) -> Self {
        let mut faults = Self::default();
        let mut seen_configurations = HashSet::new();
        // A style that two configurations share has its faults once.
        let mut seen = HashSet::new();
        for configuration in configurations {
            if !seen_configurations.insert(Arc::as_ptr(configuration)) {
                continue;
            }
            let mut texts = Texts::default();
            for fault in &configuration.faults {
                let source = fault.place.and_then(|place| {
                    let source = configuration.sources.get(place.file)?;
                    Some((place, &**source))
                });
                let is_first = source.is_none_or(|(place, source)| {
                    seen.insert((&*source.path, place.span(), &*fault.message))
                });
                if is_first {
                    faults.add(fault, source, &configuration.sources, &mut texts, teller);
                }
            }
        }
        for file in faults.in_files.values_mut() {
            file.put_in_order();
        }
        faults
    }

    fn add(
        &mut self,
        fault: &Fault,
        source: Option<(Place, &SourceFile)>,
        sources: &Sources,
        texts: &mut Texts,
        teller: Teller,
    ) {
        let line = || to_proto::fault_message(fault);
        let Some((place, source)) = source else {
            self.without_file.insert(line());
            return;
        };
        if source.embedded {
            self.embedded.insert(line());
            return;
        }
        let Some(uri) = uri::of_file(&source.path) else {
            self.without_file.insert(in_file(&source.path, &line()));
            return;
        };
        let (text, span) = texts.of(place, source);
        let mut diagnostic = to_proto::fault(fault, span, text, teller.encoding);
        teller.add_related(&mut diagnostic, fault, sources, texts);
        let file = self.in_files.entry(DocumentKey::new(uri.as_str()));
        let file = file.or_insert_with(|| FileFaults {
            uri,
            diagnostics: Vec::new(),
        });
        file.diagnostics.push(diagnostic);
    }
}

fn in_file(path: &Path, line: &str) -> String {
    format!("{}: {line}", path.display())
}

impl FileFaults {
    /// Sorts the faults by place, and keeps as many as editors can show.
    fn put_in_order(&mut self) {
        let faults = &mut self.diagnostics;
        faults.sort_by_key(|fault| (fault.range.start, fault.range.end));
        let hidden = faults.len().saturating_sub(to_proto::MAX_SHOWN);
        if hidden > 0 {
            faults.truncate(to_proto::MAX_SHOWN);
            let hidden = to_proto::grouped(hidden);
            let message = format!("{hidden} more faults in this file are not shown.");
            faults.push(to_proto::notice(lsp::Range::default(), message));
        }
    }
}

/// The texts of one configuration's files in the form in which positions are counted.
#[derive(Default)]
pub(super) struct Texts {
    snapshots: HashMap<FileId, Snapshot>,
}

impl Texts {
    /// The text of `source`, and `place` in it. Editors do not count a byte order mark.
    pub(super) fn of(&mut self, place: Place, source: &SourceFile) -> (&Snapshot, Span) {
        let unmarked = source.text.strip_prefix('\u{FEFF}').unwrap_or(&source.text);
        let mark = source.text.len() - unmarked.len();
        let snapshot = self.snapshots.entry(place.file);
        let snapshot = snapshot.or_insert_with(|| Buffer::new(unmarked, 0).snapshot());
        let Span { start, end } = place.span();
        (
            snapshot,
            Span::new(start.saturating_sub(mark), end.saturating_sub(mark)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::position::PositionEncoding;

    #[cfg(unix)]
    #[test]
    fn each_fault_is_shown_where_it_can_be_mended() {
        let mut configuration = Configuration::default();
        let mut add = |path: &str, text: &str, embedded| {
            configuration.sources.add(SourceFile {
                path: path.into(),
                text: text.into(),
                embedded,
            })
        };
        let desk = add("/desk.toml", "\u{FEFF}é = 1\nb = 2\n", false);
        let built_in = add("newsroom/a.toml", "a = 1", true);
        let nowhere = add("relative.toml", "a = 1", false);
        let at = |file, start, end| Place::new(file, Span::new(start, end));
        configuration.faults = vec![
            Fault::error(at(desk, 10, 11), "unknown key ‘b’").with_help("did you mean ‘é’?"),
            Fault::hint(at(desk, 3, 5), "odd"),
            Fault::error(at(built_in, 0, 1), "ours"),
            Fault::error(at(nowhere, 0, 1), "lost"),
            Fault {
                place: None,
                ..Fault::error(at(desk, 0, 0), "nowhere")
            },
        ];
        let configuration = Arc::new(configuration);
        let twice = [configuration.clone(), configuration];
        let teller = Teller {
            encoding: PositionEncoding::Utf16,
            related_places: false,
        };
        let faults = Faults::of(&twice, teller);
        let file = &faults.in_files[&DocumentKey::new("file:///desk.toml")];
        let shown: Vec<_> = file
            .diagnostics
            .iter()
            .map(|fault| {
                let lsp::Range { start, end } = fault.range;
                (
                    start.line,
                    start.character,
                    end.character,
                    fault.severity,
                    &*fault.message,
                )
            })
            .collect();
        let expected = [
            (0, 0, 1, Some(lsp::DiagnosticSeverity::INFORMATION), "odd"),
            (
                1,
                0,
                1,
                Some(lsp::DiagnosticSeverity::ERROR),
                "unknown key ‘b’; did you mean ‘é’?",
            ),
        ];
        assert_eq!(shown, expected);
        assert!(faults.embedded.iter().eq(["ours"]));
        assert!(
            faults
                .without_file
                .iter()
                .eq(["nowhere", "relative.toml: lost"])
        );
    }
}
