//! When documents are checked: at once, the newest text, never twice at the same time.
//!
//! At most one check of a document runs. An edit meanwhile only marks it as changed; when
//! the check ends, its findings are dropped if they are of an older state, and the newest
//! state is checked next, whatever came between. So a burst of edits costs two checks, and
//! nothing waits for a pause in typing. It must not know what a check does.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::OwnedSemaphorePermit;
use tower_lsp::ls_types as lsp;

use super::document::{Checked, Role};
use super::engine::{Kept, Work};
use super::ignored;
use super::panics;
use super::publish::Held;
use super::rule_files::Reading;
use super::session::{Awakened, Session, folder_of};
use super::uri::DocumentKey;
use crate::check::{Findings, MAX_DOCUMENT_BYTES};
use crate::config::Loader;
use crate::text::{Buffer, Changes};

/// How often configuration files are looked at where the client does not watch them.
const LOOK_AT_FILES: Duration = Duration::from_secs(1);

/// One check to be made.
struct Job {
    uri: lsp::Uri,
    path: std::path::PathBuf,
    /// What the document is.
    role: Role,
    /// Whether its text is what the client has, and its file is there.
    is_whole: bool,
    buffer: Buffer,
    kept: Option<Kept>,
    changes: Changes,
    revision: u64,
    /// False if there is nothing to be found: the user switched checks off, or the text
    /// is not what the client has.
    enabled: bool,
    loader: Arc<Loader>,
}

impl Session {
    /// Has documents checked off the async threads.
    pub(super) fn start(self: &Arc<Self>, awakened: impl IntoIterator<Item = Awakened>) {
        for (key, opened) in awakened {
            let session = Arc::clone(self);
            if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
                session.check_on_a_worker(key, opened, permit);
                continue;
            }
            tokio::spawn(async move {
                if let Ok(permit) = Arc::clone(&session.permits).acquire_owned().await {
                    session.check_on_a_worker(key, opened, permit);
                }
            });
        }
    }

    fn check_on_a_worker(
        self: Arc<Self>,
        key: DocumentKey,
        opened: u64,
        permit: OwnedSemaphorePermit,
    ) {
        let session = Arc::clone(&self);
        self.workers.run(move || {
            session.check_until_current(&key, opened);
            drop(permit);
        });
    }

    /// Checks a document until its newest state is checked.
    fn check_until_current(self: &Arc<Self>, key: &DocumentKey, opened: u64) {
        loop {
            // A panic is a fault of ours in one document; the others must not suffer.
            match catch_unwind(AssertUnwindSafe(|| self.check_once(key, opened))) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => break,
                Err(_) => self.give_up(key, opened),
            }
        }
        self.lull.notify_waiters();
    }

    fn check_once(self: &Arc<Self>, key: &DocumentKey, opened: u64) -> ControlFlow<()> {
        self.look_at_files(key);
        let Some(job) = self.next_job(key, opened) else {
            return ControlFlow::Break(());
        };
        let configuration = job.loader.for_document(&job.path);
        self.note_configuration(&job.loader, folder_of(&job.path), &configuration);
        let Role::Prose(format) = job.role else {
            if job.role == Role::Rules && job.is_whole {
                let file = self.read_rules(Reading {
                    uri: job.uri,
                    path: job.path,
                    revision: job.revision,
                    snapshot: job.buffer.snapshot(),
                    loader: &job.loader,
                });
                let file = Arc::new(file);
                self.keep_rules(key, opened, &file);
                self.run_examples(key, opened, &file);
            } else {
                self.finish(key, opened, job.revision, None, None);
            }
            return ControlFlow::Continue(());
        };
        let rules = self.rules_at_hand(configuration.rules_for(&job.path));
        let bytes = job.buffer.len();
        let oversize = (bytes > MAX_DOCUMENT_BYTES).then_some(bytes);
        if !self.is_current(key, job.revision) {
            self.put_back(key, opened, job);
            return ControlFlow::Continue(());
        }
        let worthwhile = job.enabled && oversize.is_none();
        let (snapshot, findings, kept) = if worthwhile {
            let snapshot = job.buffer.snapshot();
            let (findings, mut kept) = self.engine.check(Work {
                snapshot: &snapshot,
                format,
                rules: &rules,
                kept: job.kept,
                changes: job.changes,
            });
            let text = || snapshot.text();
            let findings_of = (&*job.path, format, &*rules);
            let findings =
                ignored::hide(findings, kept.as_mut(), &configuration, findings_of, text);
            (snapshot, findings, kept)
        } else {
            let nothing = Buffer::new("", job.buffer.version()).snapshot();
            (nothing, Findings::default(), None)
        };
        let checked = Checked {
            uri: job.uri,
            path: job.path,
            revision: job.revision,
            oversize: oversize.filter(|_| job.enabled),
            snapshot,
            format,
            findings,
            held: Held::default(),
            rules,
            configuration,
        };
        self.finish(key, opened, job.revision, Some(checked), kept);
        ControlFlow::Continue(())
    }

    /// What to check next; `None`, and the document is idle, if there is nothing.
    fn next_job(&self, key: &DocumentKey, opened: u64) -> Option<Job> {
        let mut state = self.state();
        let state = &mut *state;
        let folder = state.folder();
        let document = state
            .documents
            .get_mut(key)
            .filter(|document| document.opened == opened)?;
        if document.done == document.revision {
            document.busy = false;
            return None;
        }
        document.begun = document.revision;
        let path = document.path(&folder);
        Some(Job {
            uri: document.uri.clone(),
            role: document.role,
            is_whole: document.in_step && !document.deleted,
            buffer: document.buffer.clone(),
            kept: document.kept.take(),
            changes: std::mem::replace(&mut document.changes, Changes::NONE),
            revision: document.revision,
            enabled: state.scoped.settings_for(&path).enable
                && document.in_step
                && !document.deleted,
            loader: Arc::clone(state.scoped.loader_for(&path)),
            path,
        })
    }

    /// A check that was overtaken before it began leaves what it was to begin with.
    fn put_back(&self, key: &DocumentKey, opened: u64, job: Job) {
        let mut state = self.state();
        let document = state
            .documents
            .get_mut(key)
            .filter(|document| document.opened == opened);
        let Some(document) = document else { return };
        document.done = job.revision;
        document.kept = job.kept;
        let newer = std::mem::take(&mut document.changes);
        document.changes = job.changes.then(newer);
    }

    /// Keeps and publishes what was found, unless the document has changed since.
    fn finish(
        self: &Arc<Self>,
        key: &DocumentKey,
        opened: u64,
        revision: u64,
        checked: Option<Checked>,
        kept: Option<Kept>,
    ) {
        let mut state = self.state();
        let document = state
            .documents
            .get_mut(key)
            .filter(|document| document.opened == opened);
        let Some(document) = document else {
            // It was closed meanwhile.
            drop(state);
            let bytes = checked.as_ref().map(|it| it.snapshot.rope.len_bytes());
            drop((checked, kept));
            if self.is_worth_giving_back(bytes.unwrap_or(0)) {
                (self.give_back)();
            }
            return;
        };
        document.done = revision;
        document.kept = kept;
        if document.revision != revision {
            return;
        }
        let is_prose = checked.is_some();
        if let Some(mut checked) = checked {
            checked.held = Held::of(&checked, document.typed, document.checked.as_deref());
            let checked = Arc::new(checked);
            for waiter in document.waiters.drain(..) {
                // Whoever waited may have been cancelled.
                let _ = waiter.send(checked.clone());
            }
            document.checked = Some(checked);
        }
        // Whoever waits for a file of rules waits only until it is read.
        document.waiters.clear();
        document.rule_waiters.clear();
        drop(state);
        if is_prose {
            self.publish_soon(key, opened);
        }
    }

    /// After a panic: the state that was being checked counts as checked, without findings.
    fn give_up(&self, key: &DocumentKey, opened: u64) {
        let place = panics::last_place();
        self.log(
            lsp::MessageType::ERROR,
            &format!("a check ended in a bug at {place}; the document keeps what was found before"),
        );
        let mut state = self.state();
        let document = state
            .documents
            .get_mut(key)
            .filter(|document| document.opened == opened);
        if let Some(document) = document {
            let begun = if document.begun == document.done {
                document.revision
            } else {
                document.begun
            };
            document.done = begun;
            document.waiters.clear();
            document.rule_waiters.clear();
        }
    }

    /// Looks whether configuration files changed, if it is time to.
    fn look_at_files(self: &Arc<Self>, key: &DocumentKey) {
        let mut state = self.state();
        let now = Instant::now();
        let recently = state
            .looked_at_files
            .is_some_and(|last| now.duration_since(last) < LOOK_AT_FILES);
        let unwatched = !state.client.watches_files || state.has_unwatched_files;
        let Some(document) = state.documents.get_mut(key) else {
            return;
        };
        let asked = std::mem::take(&mut document.look_at_files);
        if !asked && (recently || !unwatched) {
            return;
        }
        state.looked_at_files = Some(now);
        let loaders = state.scoped.loaders();
        drop(state);
        // All are asked.
        if loaders
            .iter()
            .fold(false, |any, loader| loader.refresh() | any)
        {
            self.reload();
        }
    }
}
