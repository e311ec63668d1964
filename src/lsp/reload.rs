//! Configurations as they change, and the faults of their files.
//!
//! Files are read in blocking tasks only. Faults are shown in the files that have them,
//! open or not, until they are mended. It must not know how files are found or read.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use tower_lsp::ls_types as lsp;

use super::capabilities::Channel;
use super::document::Role;
use super::faults::Faults;
use super::outbox::Publication;
use super::session::Session;
use super::to_proto::Teller;
use super::uri::DocumentKey;
use crate::check::{check, examples};
use crate::config::{Configuration, Loader};
use crate::rules::RuleSet;
use crate::rules::compile::EXAMPLE_FORMAT;

impl Session {
    /// Asks, off the async threads, whether files changed, and if so reads them again and
    /// has every document checked again.
    pub(super) fn reload_soon(
        self: &Arc<Self>,
        changed: impl Fn(&Loader) -> bool + Send + 'static,
    ) {
        let session = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            let loaders = session.state().scoped.loaders();
            // All are asked.
            if loaders
                .iter()
                .fold(false, |any, loader| changed(loader) | any)
            {
                session.reload();
            }
        });
    }

    /// Has the configuration of the workspace read, off the async threads, before a document
    /// asks for it: rules take longer to compile than an article takes to check. Of several
    /// folders nobody knows in which the first document lies.
    pub(super) fn read_ahead(&self) {
        let state = self.state();
        let [folder] = &state.client.folders[..] else {
            return;
        };
        if !state.scoped.settings_for(folder).enable {
            return;
        }
        let (loader, folder) = (Arc::clone(state.scoped.loader_for(folder)), folder.clone());
        drop(state);
        // Who needs it meanwhile waits in the loader. It is done by the thread that will check the
        // document, which has then what it needs at first.
        self.workers.run(move || {
            let rules = loader.for_folder(&folder).rules_for(&folder);
            rules.prepare();
            check(&examples::sample(&rules), EXAMPLE_FORMAT, &rules);
        });
    }

    /// The rules for a check that nobody should wait for: what takes long to read is left out
    /// until it is there, and then every document is checked again.
    pub(super) fn rules_at_hand(self: &Arc<Self>, rules: Arc<RuleSet>) -> Arc<RuleSet> {
        if rules.is_prepared() {
            return rules;
        }
        let at_hand = Arc::new(rules.prepared_only());
        let mut preparing = self
            .preparing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if preparing.iter().any(|known| Arc::ptr_eq(known, &rules)) {
            return at_hand;
        }
        preparing.push(Arc::clone(&rules));
        drop(preparing);
        let session = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            for (rule, problem) in rules.prepare() {
                let message = format!("the rule ‘{rule}’ finds nothing: {problem}");
                session.log(lsp::MessageType::WARNING, &message);
            }
            let mut preparing = session
                .preparing
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            preparing.retain(|known| !Arc::ptr_eq(known, &rules));
            drop(preparing);
            let awakened = session.state().touch_all();
            session.start(awakened);
            session.ask_to_ask_again();
        });
        at_hand
    }

    /// Reads the configurations again and has every document checked again.
    pub(super) fn reload(self: &Arc<Self>) {
        let reloading = self
            .reloading
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        self.trials.outdate();
        let (generation, folders) = {
            let state = self.state();
            let folders = state.configurations.keys().cloned();
            let with_loader =
                |folder: PathBuf| (Arc::clone(state.scoped.loader_for(&folder)), folder);
            let folders: Vec<_> = folders.map(with_loader).collect();
            (state.scoped.generation(), folders)
        };
        let read = |(loader, folder): (Arc<Loader>, PathBuf)| (loader.for_folder(&folder), folder);
        let configurations: Vec<_> = folders.into_iter().map(read).collect();
        let mut state = self.state();
        // Settings that changed meanwhile brought other loaders, and read all again.
        if state.scoped.generation() == generation {
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
        self.workspace_check.outdate();
        self.renew_workspace();
        self.ask_to_ask_again();
    }

    /// Keeps the configuration of a folder, and shows its faults if they are news.
    pub(super) fn note_configuration(
        &self,
        loader: &Arc<Loader>,
        folder: PathBuf,
        configuration: &Arc<Configuration>,
    ) {
        let mut state = self.state();
        let is_news = state.scoped.knows(loader) && state.note(folder, configuration);
        drop(state);
        if is_news && self.show_faults() {
            self.ask_to_ask_again();
        }
    }

    /// Tells the client what has changed among the faults of files, or keeps it for a client that asks; whether there was
    /// a change.
    fn show_faults(&self) -> bool {
        // Held to the end, so that an older view never follows a newer one.
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let (configurations, teller, channel) = {
            let state = self.state();
            if state.shut_down {
                return false;
            }
            let configurations: Vec<_> = state.configurations.values().cloned().collect();
            let client = &state.client;
            (configurations, Teller::of(client), client.channel)
        };
        let mut now = Faults::of(&configurations, teller);
        for (key, faults) in &mut now.in_files {
            if let Some(document) = self.state().documents.get(key) {
                faults.uri = document.uri.clone();
            }
        }
        let changed = shown.in_files != now.in_files;
        if channel == Channel::Pull {
            if changed {
                self.pulls.faults_changed(&shown, &now);
            }
        } else {
            self.publish_changed(&shown, &now);
        }
        for line in now.without_file.difference(&shown.without_file) {
            self.log(lsp::MessageType::WARNING, line);
        }
        for line in now.embedded.difference(&shown.embedded) {
            tracing::warn!("in a style of the program: {line}");
        }
        *shown = now;
        changed
    }

    /// Publishes the faults of every file where they are not as they were.
    fn publish_changed(&self, shown: &Faults, now: &Faults) {
        // What stands in the editor counts there.
        let is_open = |key: &DocumentKey| {
            let state = self.state();
            let document = state.documents.get(key);
            document.is_some_and(|document| document.role == Role::Rules)
        };
        for (key, old) in &shown.in_files {
            if !now.in_files.contains_key(key) && !is_open(key) {
                self.publish_faults(key, old.uri.clone(), Vec::new());
            }
        }
        for (key, new) in &now.in_files {
            if shown.in_files.get(key) != Some(new) && !is_open(key) {
                self.publish_faults(key, new.uri.clone(), new.diagnostics.clone());
            }
        }
    }

    fn publish_faults(&self, key: &DocumentKey, uri: lsp::Uri, diagnostics: Vec<lsp::Diagnostic>) {
        let params = lsp::PublishDiagnosticsParams::new(uri, diagnostics, None);
        self.outbox
            .publish(key.clone(), Publication::new(&params, None));
    }
}
