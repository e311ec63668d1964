//! Reading files of rules from the editor, off the async threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::oneshot;
use tower_lsp::ls_types as lsp;

use super::examples::still_there;
use super::{Part, RuleFile};
use crate::config::{Draft, Loader, OpenTexts};
use crate::lsp::capabilities::Channel;
use crate::lsp::document::{Document, Role};
use crate::lsp::outbox::Publication;
use crate::lsp::session::{Session, State};
use crate::lsp::to_proto::Teller;
use crate::lsp::uri::{DocumentKey, Location};
use crate::rules::conflict;
use crate::text::Snapshot;

/// One file of rules to be read.
pub(in crate::lsp) struct Reading<'a> {
    pub(in crate::lsp) uri: lsp::Uri,
    pub(in crate::lsp) path: PathBuf,
    pub(in crate::lsp) revision: u64,
    pub(in crate::lsp) snapshot: Snapshot,
    pub(in crate::lsp) loader: &'a Loader,
}

impl Session {
    /// Reads a file of rules as it stands in the editor.
    pub(in crate::lsp) fn read_rules(&self, reading: Reading<'_>) -> RuleFile {
        let Reading {
            uri,
            path,
            revision,
            snapshot,
            loader,
        } = reading;
        let (open, known, teller, before) = {
            let state = self.state();
            let document = state.documents.get(&DocumentKey::new(uri.as_str()));
            let before = document.and_then(|document| document.rule_file.clone());
            let configurations = state.configurations.values();
            let known = configurations.filter_map(|known| known.path.clone());
            let known: Vec<PathBuf> = known.collect();
            (
                open_snapshots(&state),
                known,
                Teller::of(&state.client),
                before,
            )
        };
        let texts = open
            .into_iter()
            .map(|(path, snapshot)| (path, snapshot.text().into()));
        let mut texts: OpenTexts = texts.collect();
        texts.insert(path.clone(), snapshot.text().into());
        let draft = loader.draft(&path, &Arc::new(texts), &known);
        let part = draft.map(|draft| Arc::new(part(draft, &path)));
        let failures = part.as_ref().map_or_else(Vec::new, |part| {
            let before = before.as_ref().map_or(&[][..], |before| &before.failures);
            still_there(before, part)
        });
        let read = RuleFile {
            uri,
            path,
            revision,
            snapshot,
            part,
            failures: Vec::new(),
            diagnostics: Vec::new(),
        };
        read.with_failures(failures, teller)
    }

    /// Keeps what was read of a file of rules, and tells what is wrong with it.
    pub(in crate::lsp) fn keep_rules(&self, key: &DocumentKey, opened: u64, file: &Arc<RuleFile>) {
        let was_shown = {
            let shown = self
                .shown
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            shown.in_files.contains_key(key)
        };
        let mut state = self.state();
        let channel = state.client.channel;
        let document = state.documents.get_mut(key);
        let Some(document) = document.filter(|document| document.opened == opened) else {
            return;
        };
        document.done = file.revision;
        if document.revision != file.revision {
            return;
        }
        for waiter in document.rule_waiters.drain(..) {
            // Whoever waited may have been cancelled.
            let _ = waiter.send(Arc::clone(file));
        }
        document.waiters.clear();
        let before = document.rule_file.replace(Arc::clone(file));
        // A client that asks does so after its own edits; this may follow from another file's.
        let is_unasked = before.as_ref().is_some_and(|before| {
            before.snapshot.version == file.snapshot.version
                && before.diagnostics != file.diagnostics
        });
        let had_some = before.map_or(was_shown, |before| !before.diagnostics.is_empty());
        drop(state);
        if is_unasked {
            self.ask_to_ask_again();
        }
        if channel == Channel::Push && (had_some || !file.diagnostics.is_empty()) {
            let version = Some(file.snapshot.version);
            let (uri, list) = (file.uri.clone(), file.diagnostics.clone());
            let params = lsp::PublishDiagnosticsParams::new(uri, list, version);
            let publication = Publication::new(&params, Some(file.revision));
            self.outbox.publish(key.clone(), publication);
        }
    }

    /// A file of rules was closed: what is stored counts again.
    pub(in crate::lsp) fn close_rules(&self, key: &DocumentKey, closed: &Document) {
        let Some(file) = &closed.rule_file else {
            return;
        };
        let stored = {
            let shown = self
                .shown
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            let stored = shown.in_files.get(key);
            stored.map_or_else(Vec::new, |stored| stored.diagnostics.clone())
        };
        if file.diagnostics != stored {
            let params = lsp::PublishDiagnosticsParams::new(file.uri.clone(), stored, None);
            let publication = Publication::new(&params, None);
            self.outbox.publish(key.clone(), publication);
        }
    }

    /// A file of rules as it stands in the editor now, as soon as it was read; `None` if it is no
    /// such file, or is closed before.
    pub(in crate::lsp) async fn rule_file(&self, uri: &lsp::Uri) -> Option<Arc<RuleFile>> {
        let waiter = {
            let mut state = self.state();
            let document = state.documents.get_mut(&DocumentKey::new(uri.as_str()))?;
            if document.role != Role::Rules {
                return None;
            }
            let current = document.rule_file.as_ref();
            if let Some(file) = current.filter(|file| file.revision == document.revision) {
                return Some(Arc::clone(file));
            }
            if document.done == document.revision {
                return None;
            }
            let (answer, waiter) = oneshot::channel();
            document.rule_waiters.push(answer);
            waiter
        };
        waiter.await.ok()
    }
}

/// What the files of rules say that are open.
fn open_snapshots(state: &State) -> Vec<(PathBuf, Snapshot)> {
    let documents = state.documents.values();
    let rules = documents
        .filter(|document| document.role == Role::Rules && document.in_step && !document.deleted);
    let open = rules.filter_map(|document| match &document.location {
        Location::File(path) => Some((path.clone(), document.buffer.snapshot())),
        _ => None,
    });
    open.collect()
}

fn part(draft: Draft, path: &Path) -> Part {
    let Draft {
        configuration,
        file,
        kind,
    } = draft;
    let rules = configuration.rules_for(path);
    let is_of_file =
        |place: Option<crate::rules::value::Place>| place.is_some_and(|place| place.file == file);
    let own = configuration
        .faults
        .iter()
        .filter(|fault| is_of_file(fault.place));
    let mut faults: Vec<_> = own.cloned().collect();
    faults.extend(conflict::covered(&rules, file));
    faults.sort_by_key(|fault| fault.place);
    Part {
        configuration,
        rules,
        file,
        kind,
        faults,
    }
}
