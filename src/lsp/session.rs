//! The state of one connection: the client, its settings, the open documents.
//!
//! Every handler comes here first and stores what it was told before it awaits
//! anything: handlers run concurrently, and a later edit would overtake one that waits.
//! The lock is never held while reading files, checking or awaiting. What follows from
//! a change is scheduled in [`super::schedule`] and [`super::reload`].

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::{Notify, Semaphore, oneshot};
use tower_lsp::ls_types as lsp;

use super::GiveBack;
use super::capabilities;
use super::completion::Glossaries;
use super::document::{Checked, Document, Role};
use super::engine::Engine;
use super::faults::Faults;
use super::from_proto;
use super::outbox::Outbox;
use super::pull::Pulls;
use super::rule_files::Trials;
use super::scoped::Scoped;
use super::settings::Settings;
use super::uri::{self, DocumentKey};
use super::workers::Workers;
use super::workspace_check::WorkspaceCheck;
use crate::config::Configuration;
use crate::rules::RuleSet;

/// How long checks may go on after the client has said that it will leave.
const LAST_CHECKS: Duration = Duration::from_secs(1);

/// One connection.
pub(super) struct Session {
    state: Mutex<State>,
    pub(super) outbox: Outbox,
    pub(super) engine: Engine,
    /// Called when memory is free that is worth it.
    pub(super) give_back: GiveBack,
    /// How many bytes the documents had that were closed since.
    pub(super) closed_bytes: AtomicUsize,
    /// How many checks may run at once.
    pub(super) permits: Arc<Semaphore>,
    /// For one word that suggestions are made for.
    pub(super) suggesting: Arc<Semaphore>,
    /// Where they run.
    pub(super) workers: Workers,
    /// What is shown of faults in style and configuration files.
    pub(super) shown: Mutex<Faults>,
    /// What is remembered for a client that asks for diagnostics.
    pub(super) pulls: Pulls,
    /// The terms that may be offered.
    pub(super) glossaries: Arc<Glossaries>,
    /// What is known of checks of the workspace.
    pub(super) workspace_check: WorkspaceCheck,
    /// What is known of trials of rules.
    pub(super) trials: Trials,
    /// Held while configurations are read again, so that an older reading never
    /// replaces a newer one.
    pub(super) reloading: Mutex<()>,
    /// The rules of which something is being read that takes long.
    pub(super) preparing: Mutex<Vec<Arc<RuleSet>>>,
    /// Told whenever there is less to do.
    pub(super) lull: Notify,
}

/// What handlers read and write.
pub(super) struct State {
    /// What the client can do.
    pub(super) client: capabilities::Client,
    /// The open documents.
    pub(super) documents: HashMap<DocumentKey, Document>,
    /// What is set, and where configurations come from.
    pub(super) scoped: Scoped,
    /// The configuration of each folder that had an open document.
    pub(super) configurations: BTreeMap<PathBuf, Arc<Configuration>>,
    /// Whether configurations depend on files that the client does not watch for us.
    pub(super) has_unwatched_files: bool,
    /// When the configuration files were last looked at.
    pub(super) looked_at_files: Option<Instant>,
    /// Whether `shutdown` was answered: nothing is sent after it.
    pub(super) shut_down: bool,
    clock: u64,
}

/// A document that somebody has to check: its key, and which of that name it is.
pub(super) type Awakened = (DocumentKey, u64);

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Documents are left out: prose does not belong into logs.
        formatter.debug_struct("Session").finish_non_exhaustive()
    }
}

impl State {
    /// A number that was never given before.
    pub(super) fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// The folder in which documents lie that were never saved.
    pub(super) fn folder(&self) -> PathBuf {
        let first = self.client.folders.first().cloned();
        first
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_default()
    }

    /// Keeps the configuration of a folder; whether it is news.
    pub(super) fn note(&mut self, folder: PathBuf, configuration: &Arc<Configuration>) -> bool {
        let known = self.configurations.get(&folder);
        if known.is_some_and(|known| Arc::ptr_eq(known, configuration)) {
            return false;
        }
        let folders = &self.client.folders;
        let is_watched = |file: &Path| folders.iter().any(|folder| file.starts_with(folder));
        self.has_unwatched_files |= !configuration.files_read().all(is_watched);
        let configuration = Arc::clone(configuration);
        self.configurations.insert(folder, configuration);
        true
    }

    /// Marks a document as changed; returns it if nobody checks it yet.
    pub(super) fn touch(&mut self, key: &DocumentKey) -> Option<Awakened> {
        let revision = self.tick();
        let document = self.documents.get_mut(key)?;
        document.revision = revision;
        let idle = !document.busy && document.role != Role::Elsewhere;
        document.busy |= idle;
        idle.then(|| (key.clone(), document.opened))
    }

    /// Marks every document as changed.
    pub(super) fn touch_all(&mut self) -> Vec<Awakened> {
        let keys: Vec<DocumentKey> = self.documents.keys().cloned().collect();
        keys.iter().filter_map(|key| self.touch(key)).collect()
    }

    /// Marks a document as changed, and if it is a file of rules all of these.
    fn touch_with_rules(&mut self, key: &DocumentKey) -> Vec<Awakened> {
        let role = self.documents.get(key).map(|document| &document.role);
        if role == Some(&Role::Rules) {
            self.touch_rules()
        } else {
            self.touch(key).into_iter().collect()
        }
    }

    /// Marks every open file of rules as changed: what is wrong in one may follow from another.
    pub(super) fn touch_rules(&mut self) -> Vec<Awakened> {
        let documents = self.documents.iter();
        let rules = documents.filter(|(_, document)| document.role == Role::Rules);
        let keys: Vec<DocumentKey> = rules.map(|(key, _)| key.clone()).collect();
        keys.iter().filter_map(|key| self.touch(key)).collect()
    }

    /// The settings for the document that a client calls `uri`.
    pub(super) fn settings_of(&self, uri: &lsp::Uri) -> &Settings {
        let document = self.documents.get(&DocumentKey::new(uri.as_str()));
        let path = document.map(|document| document.path(&self.folder()));
        self.scoped.settings_for(&path.unwrap_or_default())
    }

    /// Has all configurations read anew.
    fn renew(&mut self) {
        let outside = self.folder();
        self.scoped.renew(&self.client.folders, &outside);
    }
}

impl Session {
    /// A connection on which nothing was said yet.
    pub(super) fn new(engine: Engine, give_back: GiveBack) -> Self {
        let state = State {
            client: capabilities::Client::default(),
            documents: HashMap::new(),
            scoped: Scoped::default(),
            configurations: BTreeMap::new(),
            has_unwatched_files: false,
            looked_at_files: None,
            shut_down: false,
            clock: 0,
        };
        // At least four, so that two huge documents do not hold up a small one.
        let checks = std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4));
        Self {
            state: Mutex::new(state),
            outbox: Outbox::default(),
            engine,
            give_back,
            closed_bytes: AtomicUsize::new(0),
            permits: Arc::new(Semaphore::new(checks)),
            suggesting: Arc::new(Semaphore::new(1)),
            workers: Workers::default(),
            shown: Mutex::default(),
            pulls: Pulls::default(),
            glossaries: Arc::default(),
            workspace_check: WorkspaceCheck::default(),
            trials: Trials::default(),
            reloading: Mutex::default(),
            preparing: Mutex::default(),
            lull: Notify::new(),
        }
    }

    /// The state. A panic while somebody held it left it whole: every change of it is a
    /// few assignments.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says something in the logs. Never anything that a document says.
    pub(super) fn log(&self, kind: lsp::MessageType, message: &str) {
        match kind {
            lsp::MessageType::ERROR => tracing::error!("{message}"),
            lsp::MessageType::WARNING => tracing::warn!("{message}"),
            _ => tracing::info!("{message}"),
        }
        self.outbox.log(kind, message);
    }

    /// Takes over what the client said of itself.
    pub(super) fn begin(&self, client: capabilities::Client) {
        let (settings, complaints) = Settings::read(&client.settings).unwrap_or_default();
        let mut state = self.state();
        state.client = client;
        let outside = state.folder();
        let State { scoped, client, .. } = &mut *state;
        scoped.set(settings, &client.folders, &outside);
        // The folders are news in any case.
        state.renew();
        drop(state);
        self.complain(&complaints);
    }

    fn complain(&self, complaints: &[String]) {
        for complaint in complaints {
            self.log(lsp::MessageType::WARNING, complaint);
        }
    }

    /// Waits, a moment at most, until nothing is being checked and nothing waits to be
    /// sent, so that a client that says everything at once is answered.
    pub(super) async fn settle(&self) {
        let settled = async {
            // What was read before has its turn first.
            tokio::task::yield_now().await;
            self.lull().await;
        };
        // Whatever takes longer is not waited for.
        let _ = tokio::time::timeout(LAST_CHECKS, settled).await;
    }

    /// Waits until nothing is being checked and nothing waits to be sent.
    pub(super) async fn lull(&self) {
        loop {
            let lull = self.lull.notified();
            if self.is_settled() {
                return;
            }
            lull.await;
        }
    }

    fn is_settled(&self) -> bool {
        let busy = self
            .state()
            .documents
            .values()
            .any(|document| document.busy);
        // Asked after, since a check puts what it found there before it is over.
        !busy && self.outbox.is_empty()
    }

    /// The client took its leave.
    pub(super) fn end(&self) {
        self.state().shut_down = true;
        self.forget();
    }

    /// From now on nothing is sent and nothing is checked.
    pub(super) fn forget(&self) {
        self.state().documents.clear();
        self.outbox.close();
        self.pulls.end();
        self.lull.notify_waiters();
    }

    /// Whether diagnostics of `revision` are still true of the document.
    pub(super) fn is_current(&self, key: &DocumentKey, revision: u64) -> bool {
        let state = self.state();
        state
            .documents
            .get(key)
            .is_some_and(|document| document.revision == revision)
    }

    /// A document was opened, perhaps one that is open already: then it is a new one.
    pub(super) fn open(self: &Arc<Self>, item: &lsp::TextDocumentItem) {
        let key = DocumentKey::new(item.uri.as_str());
        let mut state = self.state();
        let revision = state.tick();
        state
            .documents
            .insert(key.clone(), Document::new(item, revision));
        let awakened = state.touch_with_rules(&key);
        drop(state);
        self.hand_over(&key);
        self.outbox.open();
        self.start(awakened);
    }

    /// A document was edited. Whatever the version says, the edit counts: a lost one
    /// would corrupt every later one.
    pub(super) fn change(self: &Arc<Self>, params: lsp::DidChangeTextDocumentParams) {
        let key = DocumentKey::new(params.text_document.uri.as_str());
        let changes = from_proto::changes(params.content_changes);
        let mut state = self.state();
        let encoding = state.client.encoding;
        let Some(document) = state.documents.get_mut(&key) else {
            drop(state);
            self.log(
                lsp::MessageType::WARNING,
                "an edit of a document that is not open was ignored",
            );
            return;
        };
        document.apply(&changes, params.text_document.version, encoding);
        if document.role != Role::Rules {
            self.trials.outdate();
        }
        let awakened = state.touch_with_rules(&key);
        drop(state);
        self.start(awakened);
    }

    /// An edit of this document came in a form that cannot be read.
    pub(super) fn lose_step(self: &Arc<Self>, uri: &str) {
        let key = DocumentKey::new(uri);
        let mut state = self.state();
        if let Some(document) = state.documents.get_mut(&key) {
            document.in_step = false;
        }
        let awakened = state.touch(&key);
        drop(state);
        self.start(awakened);
    }

    /// The client's settings changed. False if it did not say to what.
    pub(super) fn change_settings(self: &Arc<Self>, sent: &Value) -> bool {
        // Over what it said in the handshake: some send only what the user wrote since.
        let first = self.state().client.settings.clone();
        let Some((settings, complaints)) = Settings::read_over(&first, sent) else {
            return false;
        };
        self.complain(&complaints);
        let mut state = self.state();
        let outside = state.folder();
        let State { scoped, client, .. } = &mut *state;
        let is_news = scoped.set(settings, &client.folders, &outside);
        drop(state);
        if is_news {
            self.reload_soon(|_| true);
            self.read_ahead();
        }
        true
    }

    /// The client said what is set for one folder of the workspace.
    pub(super) fn change_settings_of(self: &Arc<Self>, folder: &Path, sent: &Value) {
        let first = self.state().client.settings.clone();
        let Some((settings, complaints)) = Settings::read_over(&first, sent) else {
            return;
        };
        self.complain(&complaints);
        let mut state = self.state();
        let outside = state.folder();
        let State { scoped, client, .. } = &mut *state;
        let is_news = scoped.set_own(folder, settings, &client.folders, &outside);
        drop(state);
        if is_news {
            self.reload_soon(|_| true);
            self.read_ahead();
        }
    }

    /// Folders were opened and closed.
    pub(super) fn change_folders(self: &Arc<Self>, event: &lsp::WorkspaceFoldersChangeEvent) {
        let paths = |folders: &[lsp::WorkspaceFolder]| {
            uri::files(folders.iter().map(|folder| folder.uri.as_str()))
        };
        let (added, removed) = (paths(&event.added), paths(&event.removed));
        let mut state = self.state();
        let folders = &mut state.client.folders;
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(added);
        state.renew();
        drop(state);
        self.reload_soon(|_| true);
    }

    /// The findings of a document as it is now, as soon as they are known; `None` if it
    /// is not checked, or is closed before. For a file of rules it is waited until it has been read.
    pub(super) async fn current(&self, uri: &lsp::Uri) -> Option<Arc<Checked>> {
        let waiter = {
            let mut state = self.state();
            let document = state.documents.get_mut(&DocumentKey::new(uri.as_str()))?;
            if let Some(checked) = document.current() {
                return Some(checked.clone());
            }
            if document.role == Role::Elsewhere || document.done == document.revision {
                return None;
            }
            let (answer, waiter) = oneshot::channel();
            document.waiters.push(answer);
            waiter
        };
        waiter.await.ok()
    }
}

/// The folder whose configuration a document at `path` has.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}
