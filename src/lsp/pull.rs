//! Diagnostics for clients that ask for them.
//!
//! A client has one channel. One that asks, and can be told that it should ask again, is
//! never sent a list unasked; to every other client lists are published. Faults of rule files go the same
//! way: an open file is asked about; what is to be shown of other files comes beside the report
//! of a document (`relatedDocuments`) or, where the client does not take that, in answer
//! to its question about the whole workspace. It must not know when a check is made.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::BuildHasher as _;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;
use tower_lsp::ls_types as lsp;

use super::capabilities::Channel;
use super::document::{Checked, Role};
use super::faults::Faults;
use super::session::Session;
use super::to_proto::{self, Teller};
use super::uri::DocumentKey;

/// What has to be remembered for clients that ask.
pub(super) struct Pulls {
    /// Whom to ask to ask again.
    client: OnceLock<tower_lsp::Client>,
    /// Tells our identifiers of results from those of a server that ran before: some
    /// editors keep them over a restart.
    epoch: u64,
    /// Who waits for news of files that are not open waits here.
    news: watch::Sender<News>,
    /// What is to be shown of files that are not open, by file. A list that is empty now
    /// has to be said as well.
    others: Mutex<BTreeMap<DocumentKey, Other>>,
}

/// What is to be shown of a file that nobody asks about, since it is not open.
#[derive(Debug, Clone)]
struct Other {
    uri: lsp::Uri,
    diagnostics: Vec<lsp::Diagnostic>,
    /// The generation that it is news of.
    generation: u64,
}

/// How often there was news, and whether the connection is over.
#[derive(Debug, Clone, Copy, Default)]
struct News {
    generation: u64,
    over: bool,
}

impl Default for Pulls {
    fn default() -> Self {
        Self {
            client: OnceLock::new(),
            epoch: std::hash::RandomState::new().hash_one(0),
            news: watch::Sender::default(),
            others: Mutex::default(),
        }
    }
}

impl fmt::Debug for Pulls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pulls").finish_non_exhaustive()
    }
}

impl Pulls {
    /// From now on `client` can be asked to ask again.
    pub(super) fn attach(&self, client: tower_lsp::Client) {
        // There is one client for each connection.
        let _ = self.client.set(client);
    }

    /// Nobody is kept waiting for news any longer.
    pub(super) fn end(&self) {
        self.news.send_modify(|news| news.over = true);
    }

    /// The faults of files were `before` and are `now`.
    pub(super) fn faults_changed(&self, before: &Faults, now: &Faults) {
        for (key, file) in &before.in_files {
            if !now.in_files.contains_key(key) {
                self.show(key, &file.uri, Vec::new());
            }
        }
        for (key, file) in &now.in_files {
            if before.in_files.get(key) != Some(file) {
                self.show(key, &file.uri, file.diagnostics.clone());
            }
        }
    }

    /// This is to be shown of a file from now on, as long as it is not open.
    pub(super) fn show(
        &self,
        key: &DocumentKey,
        uri: &lsp::Uri,
        diagnostics: Vec<lsp::Diagnostic>,
    ) {
        let mut others = self.others();
        let known = others.get(key).map(|other| &other.diagnostics);
        if known.unwrap_or(&Vec::new()) != &diagnostics {
            self.insert(&mut others, key, uri.clone(), diagnostics);
        }
    }

    /// A file was closed: what is known of it has to be said anew.
    pub(super) fn show_again(&self, key: &DocumentKey) {
        let mut others = self.others();
        if let Some(Other {
            uri, diagnostics, ..
        }) = others.get(key).cloned()
        {
            self.insert(&mut others, key, uri, diagnostics);
        }
    }

    fn insert(
        &self,
        others: &mut BTreeMap<DocumentKey, Other>,
        key: &DocumentKey,
        uri: lsp::Uri,
        diagnostics: Vec<lsp::Diagnostic>,
    ) {
        let other = Other {
            uri,
            diagnostics,
            generation: self.generation() + 1,
        };
        others.insert(key.clone(), other);
        self.news.send_modify(|news| news.generation += 1);
    }

    // While it is held nothing becomes news.
    fn others(&self) -> MutexGuard<'_, BTreeMap<DocumentKey, Other>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn generation(&self) -> u64 {
        self.news.borrow().generation
    }
}

impl Session {
    /// Asks a client that asks for diagnostics to ask again. Nobody waits for its answer.
    pub(super) fn ask_to_ask_again(&self) {
        let state = self.state();
        let can_be_told = state.client.channel == Channel::Pull && !state.shut_down;
        drop(state);
        if let Some(client) = self.pulls.client.get().filter(|_| can_be_told) {
            let client = client.clone();
            tokio::spawn(async move {
                // A client that refuses asks when it likes.
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }

    /// What is to be shown of a document in its present state, or of a file of rules.
    ///
    /// `previous` names the result that the client has: if that still holds it is not
    /// sent again. A document that is not open has nothing, unless it is a faulty file.
    pub(super) async fn report(
        &self,
        uri: &lsp::Uri,
        previous: Option<String>,
    ) -> lsp::DocumentDiagnosticReport {
        let key = DocumentKey::new(uri.as_str());
        if let Some(file) = self.rule_file(uri).await {
            let result_id = format!(
                "{}{}rules",
                self.prefix(self.pulls.generation()),
                file.revision
            );
            return full(file.diagnostics.clone(), Some(result_id), None);
        }
        let Some(checked) = self.current(uri).await else {
            let is_prose = self
                .state()
                .documents
                .get(&key)
                .is_some_and(|document| matches!(document.role, Role::Prose(_)));
            return match previous.filter(|_| is_prose) {
                // The check ended in a bug: what was found before stays, as when it is pushed.
                Some(result_id) => unchanged(result_id),
                None => full(self.faults_of(&key), None, None),
            };
        };
        let client = self.state().client.clone();
        let generation = self.pulls.generation();
        let result_id = self.result_id(&checked, generation);
        if previous.as_deref() == Some(&result_id) {
            return unchanged(result_id);
        }
        // Whoever has a result was told with it of all that was news before.
        let known = previous.and_then(|previous| self.generation_of(&previous));
        let related = client
            .takes_related_documents
            .then(|| self.related(known.unwrap_or_default()))
            .flatten();
        let diagnostics = to_proto::diagnostics(&checked, Teller::of(&client));
        full(diagnostics, Some(result_id), related)
    }

    /// What is new in the files that are not open, waiting for it if nothing is.
    pub(super) async fn workspace_report(
        &self,
        previous: Vec<lsp::PreviousResultId>,
    ) -> lsp::WorkspaceDiagnosticReport {
        let mut news = self.pulls.news.subscribe();
        let known: HashMap<DocumentKey, &str> = previous
            .iter()
            .map(|previous| (DocumentKey::new(previous.uri.as_str()), &*previous.value))
            .collect();
        loop {
            let seen = *news.borrow_and_update();
            let is_news = |key: &DocumentKey, other: &Other| {
                known.get(key).copied() != Some(&*self.result_id_of_other(other))
            };
            let items: Vec<_> = self
                .others(is_news)
                .into_iter()
                .map(|other| workspace_item(self.result_id_of_other(&other), other))
                .collect();
            if !items.is_empty() || seen.over || news.changed().await.is_err() {
                return lsp::WorkspaceDiagnosticReport { items };
            }
        }
    }

    /// What identifiers of results begin with that were given in `generation`.
    fn prefix(&self, generation: u64) -> String {
        format!("{:x}.{generation}.", self.pulls.epoch)
    }

    /// The generation in which we gave `result_id`; `None` if another server did.
    fn generation_of(&self, result_id: &str) -> Option<u64> {
        let (epoch, rest) = result_id.split_once('.')?;
        let is_ours = epoch == format!("{:x}", self.pulls.epoch);
        let (generation, _) = rest.split_once('.').filter(|_| is_ours)?;
        generation.parse().ok()
    }

    /// Names what is shown of a check. Never the same after an edit, even one that was
    /// undone: editors move what they show with the text.
    fn result_id(&self, checked: &Arc<Checked>, generation: u64) -> String {
        let held = if checked.held.is_any() { "-" } else { "" };
        format!("{}{}{held}", self.prefix(generation), checked.revision)
    }

    /// The faults of one file, as it is on the disk.
    fn faults_of(&self, key: &DocumentKey) -> Vec<lsp::Diagnostic> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let file = shown.in_files.get(key);
        file.map(|file| file.diagnostics.clone())
            .unwrap_or_default()
    }

    /// What is to be shown of the files that are not open and of which it `is_news`.
    fn others(&self, is_news: impl Fn(&DocumentKey, &Other) -> bool) -> Vec<Other> {
        let mut others: Vec<(DocumentKey, Other)> = {
            let others = self.pulls.others();
            let news = others.iter().filter(|(key, other)| is_news(key, other));
            news.map(|(key, other)| (key.clone(), other.clone()))
                .collect()
        };
        // Asked after: whoever holds the state may have news.
        let state = self.state();
        others.retain(|(key, _)| !state.documents.contains_key(key));
        others.into_iter().map(|(_, other)| other).collect()
    }

    /// What identifies what is shown of a file that is not open.
    fn result_id_of_other(&self, other: &Other) -> String {
        format!("{}file", self.prefix(other.generation))
    }

    fn related(
        &self,
        generation: u64,
    ) -> Option<HashMap<lsp::Uri, lsp::DocumentDiagnosticReportKind>> {
        let report = |items| lsp::FullDocumentDiagnosticReport {
            result_id: None,
            items,
        };
        let related: HashMap<_, _> = self
            .others(|_, other| other.generation > generation)
            .into_iter()
            .map(|other| (other.uri, report(other.diagnostics).into()))
            .collect();
        (!related.is_empty()).then_some(related)
    }
}

fn full(
    items: Vec<lsp::Diagnostic>,
    result_id: Option<String>,
    related_documents: Option<HashMap<lsp::Uri, lsp::DocumentDiagnosticReportKind>>,
) -> lsp::DocumentDiagnosticReport {
    lsp::RelatedFullDocumentDiagnosticReport {
        related_documents,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id, items },
    }
    .into()
}

fn unchanged(result_id: String) -> lsp::DocumentDiagnosticReport {
    lsp::RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport { result_id },
    }
    .into()
}

fn workspace_item(result_id: String, other: Other) -> lsp::WorkspaceDocumentDiagnosticReport {
    let (uri, items) = (other.uri, other.diagnostics);
    let result_id = Some(result_id);
    lsp::WorkspaceDocumentDiagnosticReport::Full(lsp::WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id, items },
    })
}
