//! All documents of the workspace are checked, because somebody asked for it.
//!
//! One file after the other, each as a step of its own that begins only when no open document
//! waits to be checked and nothing waits to be sent: whoever types meanwhile notices nothing.
//! What was found is published and forgotten, or kept for a client that asks for diagnostics; a
//! later run, an event or an open document takes it back, and other rules have it checked again
//! (`super::renewal`).

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::select;
use serde_json::{Value, json};
use tower_lsp::ls_types as lsp;

use super::capabilities::Channel;
use super::document::Checked;
use super::engine::Engine;
use super::outbox::Publication;
use super::progress::{Cancellation, Progress};
use super::session::Session;
use super::to_proto::{self, Teller};
use super::uri::{self, DocumentKey};
use crate::config::{Loader, documents};
use crate::markup::Format;
use crate::text::Buffer;

/// The command.
pub(super) const COMMAND: &str = "housestyle.checkWorkspace";

/// What is known of checks of the workspace.
#[derive(Debug, Default)]
pub(super) struct WorkspaceCheck {
    /// The files whose findings were published although they are not open.
    shown: Mutex<HashMap<DocumentKey, Shown>>,
    /// How often the rules changed.
    rules: AtomicU64,
    /// Whether somebody checks again what older rules found.
    pub(super) renewing: AtomicBool,
    /// The check that runs, and what the client knows it by.
    running: Mutex<Option<Running>>,
    /// Whether the client was asked to tell about changed documents.
    watches: AtomicBool,
}

/// A file whose findings were published although it is not open.
#[derive(Debug)]
struct Shown {
    /// As it is called.
    uri: lsp::Uri,
    /// How often the rules had changed when it was checked.
    rules: u64,
}

#[derive(Debug)]
struct Running {
    token: Option<lsp::ProgressToken>,
    cancellation: Arc<Cancellation>,
}

/// What came of a check of the workspace.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Summary {
    /// The files that were checked.
    files: usize,
    /// What was found in them.
    findings: usize,
    /// Those that are no text, too long or out of reach.
    unreadable: usize,
    /// Whether it ended before its end.
    cancelled: bool,
}

impl Summary {
    /// As the client is answered.
    pub(super) fn to_json(self) -> Value {
        let Self {
            files,
            findings,
            unreadable,
            cancelled,
        } = self;
        json!({"files": files, "findings": findings, "unreadable": unreadable, "cancelled": cancelled})
    }
}

/// What one file came to.
struct Outcome {
    findings: usize,
    diagnostics: Vec<lsp::Diagnostic>,
}

impl WorkspaceCheck {
    fn shown(&self) -> MutexGuard<'_, HashMap<DocumentKey, Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rules are others now.
    pub(super) fn outdate(&self) {
        self.rules.fetch_add(1, Ordering::SeqCst);
    }

    /// Whether something is shown that older rules found.
    pub(super) fn has_outdated(&self) -> bool {
        let rules = self.rules.load(Ordering::SeqCst);
        self.shown().values().any(|file| file.rules != rules)
    }

    /// The files of which something is shown that older rules found: somebody is about to check
    /// them.
    pub(super) fn take_outdated(&self) -> Vec<(DocumentKey, lsp::Uri)> {
        let rules = self.rules.load(Ordering::SeqCst);
        let mut shown = self.shown();
        let outdated = shown.iter_mut().filter(|(_, file)| file.rules != rules);
        let outdated = outdated.map(|(key, file)| {
            file.rules = rules;
            (key.clone(), file.uri.clone())
        });
        outdated.collect()
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The check that the client knows by `token` is to end.
    pub(super) fn cancel(&self, token: &lsp::ProgressToken) {
        let running = self.running();
        if let Some(running) = running
            .as_ref()
            .filter(|it| it.token.as_ref() == Some(token))
        {
            running.cancellation.cancel();
        }
    }

    /// A check begins; one that runs already ends.
    fn begin(&self, token: Option<lsp::ProgressToken>) -> Arc<Cancellation> {
        let cancellation = Arc::new(Cancellation::default());
        let new = Running {
            token,
            cancellation: Arc::clone(&cancellation),
        };
        if let Some(old) = self.running().replace(new) {
            old.cancellation.cancel();
        }
        cancellation
    }
}

impl Session {
    /// Checks every document in the folders of the workspace. Dropped, it ends after the file
    /// that it is at.
    pub(super) async fn check_workspace(
        self: &Arc<Self>,
        token: Option<lsp::ProgressToken>,
        progress: &Progress,
    ) -> Summary {
        let cancellation = self.workspace_check.begin(token);
        let run = self.check_files(&cancellation, progress);
        let summary = run.await;
        if self.state().client.takes_related_documents {
            // What was found comes beside the next report of an open document.
            self.ask_to_ask_again();
        }
        let mut running = self.workspace_check.running();
        let is_this = |it: &mut Running| Arc::ptr_eq(&it.cancellation, &cancellation);
        let _ = running.take_if(is_this);
        summary
    }

    async fn check_files(
        self: &Arc<Self>,
        cancellation: &Arc<Cancellation>,
        progress: &Progress,
    ) -> Summary {
        let mut summary = Summary::default();
        let folders = self.state().client.folders.clone();
        let asked = Arc::clone(cancellation);
        let walk = tokio::task::spawn_blocking(move || walk(&folders, &asked)).await;
        let files = walk.unwrap_or_default();
        let is_over = || cancellation.is_cancelled() || self.state().shut_down;
        // Who stopped the walk has not seen all files.
        if is_over() {
            summary.cancelled = true;
            return summary;
        }
        // What an earlier run published and this one does not see is no longer true.
        let mut stale: BTreeSet<DocumentKey> =
            self.workspace_check.shown().keys().cloned().collect();
        let all = files.len();
        for (done, path) in files.into_iter().enumerate() {
            select(pin!(cancellation.cancelled()), pin!(self.lull())).await;
            if is_over() {
                summary.cancelled = true;
                return summary;
            }
            progress.report(done, all);
            let Some(uri) = uri::of_file(&path) else {
                continue;
            };
            let key = DocumentKey::new(uri.as_str());
            stale.remove(&key);
            match self.check_file(uri, key, path).await {
                Some(findings) => {
                    summary.files += 1;
                    summary.findings += findings;
                }
                None => summary.unreadable += 1,
            }
        }
        for key in stale {
            self.take_back(&key);
        }
        progress.report(all, all);
        // Who has the answer has everything that was found.
        select(pin!(cancellation.cancelled()), pin!(self.lull())).await;
        summary
    }

    /// Checks one file, and publishes what it found if it is not open; how much that is. `None`
    /// if it cannot be read.
    pub(super) async fn check_file(
        self: &Arc<Self>,
        uri: lsp::Uri,
        key: DocumentKey,
        path: PathBuf,
    ) -> Option<usize> {
        let open = {
            let state = self.state();
            let document = state.documents.get(&key);
            document.map(|document| document.checked.clone())
        };
        if let Some(checked) = open {
            return Some(checked.map_or(0, |checked| checked.findings.count()));
        }
        let rules = self.workspace_check.rules.load(Ordering::SeqCst);
        let (loader, teller) = {
            let state = self.state();
            let loader = Arc::clone(state.scoped.loader_for(&path));
            (loader, Teller::of(&state.client))
        };
        let engine = self.engine.clone();
        let called = uri.clone();
        let outcome =
            tokio::task::spawn_blocking(move || check(&engine, &loader, &path, called, teller));
        let Ok(outcome) = outcome.await else {
            self.log(
                lsp::MessageType::ERROR,
                "the check of a file of the workspace ended in a bug; it counts as unreadable",
            );
            self.take_back(&key);
            return None;
        };
        let Some(Outcome {
            findings,
            diagnostics,
        }) = outcome
        else {
            self.take_back(&key);
            return None;
        };
        if diagnostics.is_empty() {
            self.take_back(&key);
            return Some(findings);
        }
        // Held, so that a document that is opened now comes after.
        let state = self.state();
        if !state.documents.contains_key(&key) && !state.shut_down {
            let file = Shown {
                uri: uri.clone(),
                rules,
            };
            let before = self.workspace_check.shown().insert(key.clone(), file);
            drop(before);
            self.show_file(state.client.channel, &key, uri, diagnostics);
        }
        drop(state);
        // The rules may have changed meanwhile.
        if self.workspace_check.rules.load(Ordering::SeqCst) != rules {
            self.renew_workspace();
        }
        Some(findings)
    }

    /// Whether the client was asked before to tell about changed documents; from now on it was.
    pub(super) fn watches_documents(&self) -> bool {
        self.workspace_check.watches.swap(true, Ordering::SeqCst)
    }

    /// Takes back what a check of the workspace published for a file, if it did.
    pub(super) fn take_back(&self, key: &DocumentKey) {
        let channel = self.state().client.channel;
        let mut shown = self.workspace_check.shown();
        if let Some(file) = shown.remove(key) {
            self.show_file(channel, key, file.uri, Vec::new());
        }
    }

    /// Shows `diagnostics` of a file that is not open in the way that the client has.
    fn show_file(
        &self,
        channel: Channel,
        key: &DocumentKey,
        uri: lsp::Uri,
        diagnostics: Vec<lsp::Diagnostic>,
    ) {
        match channel {
            Channel::Pull => self.pulls.show(key, &uri, diagnostics),
            Channel::Push => {
                let params = lsp::PublishDiagnosticsParams::new(uri, diagnostics, None);
                self.outbox
                    .publish(key.clone(), Publication::new(&params, None));
            }
        }
    }

    /// A file was opened: what it says now counts.
    pub(super) fn hand_over(&self, key: &DocumentKey) {
        let channel = self.state().client.channel;
        match channel {
            // Its own list comes, and takes the place of what was published.
            Channel::Push => {
                self.workspace_check.shown().remove(key);
            }
            Channel::Pull => self.take_back(key),
        }
    }

    /// Takes back what a check of the workspace published for files at `paths` and below them.
    pub(super) fn take_back_below(&self, paths: &[PathBuf]) {
        let below = |uri: &lsp::Uri| {
            let files = uri::files([uri.as_str()]);
            files
                .iter()
                .any(|file| paths.iter().any(|path| file.starts_with(path)))
        };
        let shown = self.workspace_check.shown();
        let gone = shown.iter().filter(|(_, file)| below(&file.uri));
        let gone: Vec<DocumentKey> = gone.map(|(key, _)| key.clone()).collect();
        drop(shown);
        for key in gone {
            self.take_back(&key);
        }
    }
}

/// The documents in `folders`, each once.
fn walk(folders: &[PathBuf], cancellation: &Cancellation) -> BTreeSet<PathBuf> {
    let go_on = || {
        if cancellation.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let found = folders
        .iter()
        .map(|folder| documents::in_folder(folder, go_on));
    found.flat_map(|found| found.files).collect()
}

/// What is found in the file at `path`, which the client calls `uri`; `None` if it cannot be read.
fn check(
    engine: &Engine,
    loader: &Loader,
    path: &Path,
    uri: lsp::Uri,
    teller: Teller,
) -> Option<Outcome> {
    let decoded = documents::read(path).ok()?;
    // Editors do not count a byte order mark.
    let text = decoded
        .text
        .strip_prefix('\u{FEFF}')
        .unwrap_or(&decoded.text);
    let configuration = loader.for_document(path);
    let rules = configuration.rules_for(path);
    let format = Format::from_path(path).unwrap_or_default();
    let mut findings = engine.check_text(text, format, &rules);
    let records = configuration.records();
    let mut covers = records
        .covering(path, (text, format), &rules, &findings)
        .into_iter();
    findings.retain(|_| covers.next().flatten().is_none());
    let count = findings.len();
    let checked = Checked {
        uri,
        revision: 0,
        path: path.to_owned(),
        oversize: None,
        snapshot: Buffer::new(text, 0).snapshot(),
        format,
        findings: findings.into(),
        held: super::publish::Held::default(),
        rules,
        configuration,
    };
    Some(Outcome {
        findings: count,
        diagnostics: to_proto::diagnostics(&checked, teller),
    })
}
