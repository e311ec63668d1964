//! Configurations as they change, and the faults of their files.
//!
//! Files are read in blocking tasks only. Faults are shown in the files that have them,
//! open or not, until they are mended. It must not know how files are found or read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use tower_lsp::ls_types as lsp;

use super::outbox::Publication;
use super::session::Session;
use super::to_proto;
use super::uri::{self, DocumentKey};
use crate::config::{Configuration, Loader};
use crate::rules::value::FileId;
use crate::text::position::PositionEncoding;
use crate::text::{Buffer, Snapshot, Span};

/// What the client was told of faults.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Those with a file, by file.
    in_files: BTreeMap<DocumentKey, FileFaults>,
    /// Those that no editor can show, which the log has.
    in_log: HashSet<String>,
}

/// The faults of one file.
#[derive(Debug, Clone, PartialEq)]
struct FileFaults {
    uri: lsp::Uri,
    diagnostics: Vec<lsp::Diagnostic>,
}

impl Session {
    /// Asks, off the async threads, whether files changed, and if so reads them again and
    /// has every document checked again.
    pub(super) fn reload_soon(
        self: &Arc<Self>,
        changed: impl FnOnce(&Loader) -> bool + Send + 'static,
    ) {
        let session = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            let loader = session.state().loader.clone();
            if changed(&loader) {
                session.reload();
            }
        });
    }

    /// Reads the configurations again and has every document checked again.
    pub(super) fn reload(self: &Arc<Self>) {
        let reloading = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let (loader, folders) = {
            let state = self.state();
            let folders: Vec<PathBuf> = state.configurations.keys().cloned().collect();
            (state.loader.clone(), folders)
        };
        let read = |folder: PathBuf| (loader.for_folder(&folder), folder);
        let configurations: Vec<_> = folders.into_iter().map(read).collect();
        let mut state = self.state();
        // Settings that changed meanwhile brought another loader, and read all again.
        if Arc::ptr_eq(&state.loader, &loader) {
            state.has_unwatched_files = false;
            for (configuration, folder) in configurations {
                state.configurations.remove(&folder);
                state.note(folder, &configuration);
            }
        }
        let awakened = state.touch_all();
        drop(state);
        drop(reloading);
        self.start(awakened);
        self.show_faults();
    }

    /// Keeps the configuration of a folder, and shows its faults if they are news.
    pub(super) fn note_configuration(
        &self,
        loader: &Arc<Loader>,
        folder: PathBuf,
        configuration: &Arc<Configuration>,
    ) {
        let mut state = self.state();
        let is_news = Arc::ptr_eq(loader, &state.loader) && state.note(folder, configuration);
        drop(state);
        if is_news {
            self.show_faults();
        }
    }

    /// Tells the client what has changed among the faults.
    fn show_faults(&self) {
        // Held to the end, so that an older view never follows a newer one.
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let (configurations, encoding) = {
            let state = self.state();
            if state.shut_down {
                return;
            }
            let mut configurations: Vec<Arc<Configuration>> =
                state.configurations.values().cloned().collect();
            configurations.sort_by_key(Arc::as_ptr);
            configurations.dedup_by(|one, other| Arc::ptr_eq(one, other));
            (configurations, state.client.encoding)
        };
        let (mut in_files, in_log) = faults(&configurations, encoding);
        for (key, faults) in &mut in_files {
            if let Some(document) = self.state().documents.get(key) {
                faults.uri = document.uri.clone();
            }
        }
        for (key, old) in &shown.in_files {
            if !in_files.contains_key(key) {
                self.publish_faults(key, old.uri.clone(), Vec::new());
            }
        }
        for (key, new) in &in_files {
            if shown.in_files.get(key) != Some(new) {
                self.publish_faults(key, new.uri.clone(), new.diagnostics.clone());
            }
        }
        for line in in_log.difference(&shown.in_log) {
            self.log(lsp::MessageType::WARNING, line);
        }
        *shown = Shown { in_files, in_log };
    }

    fn publish_faults(&self, key: &DocumentKey, uri: lsp::Uri, diagnostics: Vec<lsp::Diagnostic>) {
        let params = lsp::PublishDiagnosticsParams::new(uri, diagnostics, None);
        self.outbox
            .publish(key.clone(), Publication::new(&params, None));
    }
}

/// The faults of all configurations: those of each file, and those of no file.
fn faults(
    configurations: &[Arc<Configuration>],
    encoding: PositionEncoding,
) -> (BTreeMap<DocumentKey, FileFaults>, HashSet<String>) {
    let mut in_files: BTreeMap<DocumentKey, FileFaults> = BTreeMap::new();
    let mut in_log = HashSet::new();
    // A style that two configurations share has its faults once.
    let mut seen = HashSet::new();
    for configuration in configurations {
        // The texts of files with faults, in the form in which positions are counted.
        let mut texts: HashMap<FileId, Snapshot> = HashMap::new();
        for fault in &configuration.faults {
            let source = fault.place.and_then(|place| {
                let source = configuration.sources.get(place.file)?;
                Some((place, source))
            });
            if source.is_some_and(|(_, source)| source.embedded) {
                // Only we could mend it.
                tracing::warn!("embedded style: {}", to_proto::fault_message(fault));
                continue;
            }
            let shown = source.and_then(|(place, source)| {
                let uri = uri::of_file(&source.path)?;
                Some((place, source, uri))
            });
            let Some((place, source, uri)) = shown else {
                in_log.insert(to_proto::fault_message(fault));
                continue;
            };
            if !seen.insert((source.path.clone(), place.span(), fault.message.clone())) {
                continue;
            }
            let (mark, text) = without_byte_order_mark(&source.text);
            let snapshot = texts
                .entry(place.file)
                .or_insert_with(|| Buffer::new(text, 0).snapshot());
            let span = Span::new(
                place.span().start.saturating_sub(mark),
                place.span().end.saturating_sub(mark),
            );
            let diagnostic = to_proto::fault(fault, span, snapshot, encoding);
            let key = DocumentKey::new(uri.as_str());
            let faults = in_files.entry(key).or_insert_with(|| FileFaults {
                uri,
                diagnostics: Vec::new(),
            });
            faults.diagnostics.push(diagnostic);
        }
    }
    for faults in in_files.values_mut() {
        let hidden = faults.diagnostics.len().saturating_sub(to_proto::MAX_SHOWN);
        if hidden > 0 {
            faults.diagnostics.truncate(to_proto::MAX_SHOWN);
            let message = format!(
                "{} more faults in this file are not shown.",
                to_proto::grouped(hidden)
            );
            faults
                .diagnostics
                .push(to_proto::notice(lsp::Range::default(), message));
        }
    }
    (in_files, in_log)
}

/// Editors do not count a byte order mark as text.
fn without_byte_order_mark(text: &str) -> (usize, &str) {
    text.strip_prefix('\u{FEFF}')
        .map_or((0, text), |rest| (text.len() - rest.len(), rest))
}
