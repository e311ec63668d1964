//! What follows when a document is closed: nothing is left of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tower_lsp::ls_types as lsp;

use super::capabilities::Channel;
use super::document::{Document, Role};
use super::outbox::Publication;
use super::session::Session;
use super::uri::DocumentKey;

/// Once documents of so many bytes in all were closed, their memory is given back to the system.
const LARGE_BYTES: usize = 256 << 10;

impl Session {
    /// A document was closed: its diagnostics go with it.
    pub(super) fn close(self: &Arc<Self>, uri: &lsp::Uri) {
        let key = DocumentKey::new(uri.as_str());
        let mut state = self.state();
        let closed = state.documents.remove(&key);
        self.trials.outdate();
        let was_of_rules = closed
            .as_ref()
            .is_some_and(|closed| closed.role == Role::Rules);
        let mut open = state.documents.values();
        if was_of_rules && !open.any(|document| document.role == Role::Rules) {
            // What was read from the editor would only take room; whoever reads is waited for.
            let loaders = state.scoped.loaders();
            tokio::task::spawn_blocking(move || {
                for loader in loaders {
                    loader.forget_drafts();
                }
            });
        }
        // What is stored counts again, also for the others.
        let awakened = was_of_rules.then(|| state.touch_rules());
        let channel = state.client.channel;
        drop(state);
        self.start(awakened.into_iter().flatten());
        if let Some(document) = &closed {
            self.withdraw(key, document, channel);
        }
        self.forget_document(closed);
    }

    /// Takes back what was shown of a document.
    fn withdraw(self: &Arc<Self>, key: DocumentKey, document: &Document, channel: Channel) {
        if channel == Channel::Pull {
            if matches!(document.role, Role::Rules | Role::Records) {
                // It is one of the other files now.
                self.pulls.show_again(&key);
            }
        } else if matches!(document.role, Role::Prose(_)) {
            let uri = document.uri.clone();
            let nothing = lsp::PublishDiagnosticsParams::new(uri, Vec::new(), None);
            self.outbox.publish(key, Publication::new(&nothing, None));
        } else {
            self.close_rules(&key, document);
        }
    }

    /// Lets go of a document. What is known of a large one takes a while to take apart, which
    /// nobody has to wait for.
    fn forget_document(&self, closed: Option<Document>) {
        let Some(document) = closed else { return };
        if self.is_worth_giving_back(document.buffer.len()) {
            let give_back = self.give_back;
            self.workers.run(move || {
                drop(document);
                give_back();
            });
        }
    }

    /// Also of what a check held that ended after its document was closed: whether so much is free, with `bytes` of documents more, that it is to be given back now.
    pub(super) fn is_worth_giving_back(&self, bytes: usize) -> bool {
        let closed = bytes + self.closed_bytes.fetch_add(bytes, Ordering::Relaxed);
        let is_worth_it = closed >= LARGE_BYTES;
        if is_worth_it {
            self.closed_bytes.store(0, Ordering::Relaxed);
        }
        is_worth_it
    }
}
