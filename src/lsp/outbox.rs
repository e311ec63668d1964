//! What is to be sent to the client without being asked: diagnostics, highlights, progress and log
//! lines.
//!
//! Holds one list of each kind per document, the newest, so that a client that reads
//! slowly gets less instead of later, and hands it out at the very moment at which it
//! can be written: whether it is still current is asked then. Nobody waits for the
//! client here, so nothing can deadlock. It must not know what is in a list.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use futures_util::task::AtomicWaker;
use serde_json::Value;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::notification::{LogMessage, Notification, PublishDiagnostics};
use tower_lsp::ls_types::{MessageType, PublishDiagnosticsParams};

use super::claims::Claims;
use super::uri::DocumentKey;

/// More log lines than this do not wait: a client that does not read loses them.
const MAX_LOG_LINES: usize = 200;

/// Messages that wait to be written.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: Mutex<Waiting>,
    waker: AtomicWaker,
    /// Lists on their way.
    pub(super) claims: Arc<Claims>,
}

/// What waits, in order.
#[derive(Debug, Default)]
struct Waiting {
    /// Nothing is handed out before the client has finished the handshake.
    open: bool,
    /// Of lists only which.
    order: VecDeque<Slot>,
    lists: HashMap<(DocumentKey, &'static str), Publication>,
}

/// One message that waits.
#[derive(Debug)]
enum Slot {
    /// The list of a document that this method sends.
    List(DocumentKey, &'static str),
    /// Another notification, such as a log line, and its parameters.
    Other(&'static str, Value),
}

/// One message that was taken out.
struct Message {
    method: &'static str,
    params: Value,
    list: Option<String>,
    /// What must be the current state of which document.
    condition: Option<(DocumentKey, u64)>,
}

/// A list of diagnostics, or of another kind, that replaces the one before.
#[derive(Debug)]
pub(super) struct Publication {
    method: &'static str,
    /// The parameters of the notification; of a list that is text already all but the list.
    params: Value,
    /// That list.
    list: Option<String>,
    /// The state of the document that they are true of; `None` is true in any case.
    revision: Option<u64>,
}

impl Publication {
    /// The list `params`, true of `revision` of its document, or in any case.
    pub(super) fn new(params: &PublishDiagnosticsParams, revision: Option<u64>) -> Self {
        Self::of::<PublishDiagnostics>(params, revision)
    }

    /// The list `params` of a notification, true of `revision` of its document, or in any case.
    pub(super) fn of<N: Notification>(params: &N::Params, revision: Option<u64>) -> Self {
        Self {
            method: N::METHOD,
            // Every key of it is a string, so this cannot fail.
            params: serde_json::to_value(params).unwrap_or_default(),
            list: None,
            revision,
        }
    }

    /// The `list` of what is to be shown of the document `uri` in its `version`, as JSON.
    pub(super) fn listed(uri: &str, version: i32, list: String, revision: u64) -> Self {
        Self {
            method: PublishDiagnostics::METHOD,
            params: serde_json::json!({"uri": uri, "version": version}),
            list: Some(list),
            revision: Some(revision),
        }
    }
}

impl Outbox {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on messages are handed out.
    pub(super) fn open(&self) {
        self.lock().open = true;
        self.waker.wake();
    }

    /// From now on nothing is handed out, and nothing that waits will be.
    pub(super) fn close(&self) {
        *self.lock() = Waiting::default();
    }

    /// Whether nothing waits that could be handed out.
    pub(super) fn is_empty(&self) -> bool {
        let waiting = self.lock();
        !waiting.open || waiting.order.is_empty()
    }

    /// Replaces what waits to be published for a document by the same method.
    pub(super) fn publish(&self, key: DocumentKey, publication: Publication) {
        let mut waiting = self.lock();
        let method = publication.method;
        let list = (key.clone(), method);
        if waiting.lists.insert(list, publication).is_none() {
            waiting.order.push_back(Slot::List(key, method));
        }
        drop(waiting);
        self.waker.wake();
    }

    /// Adds another notification, which is never lost. Whoever sends many waits for a lull.
    pub(super) fn tell(&self, method: &'static str, params: Value) {
        self.lock().order.push_back(Slot::Other(method, params));
        self.waker.wake();
    }

    /// Adds a line to the client's log.
    pub(super) fn log(&self, kind: MessageType, message: &str) {
        let mut waiting = self.lock();
        if waiting.order.len() - waiting.lists.len() < MAX_LOG_LINES {
            let params = serde_json::json!({"type": kind, "message": message});
            let line = Slot::Other(LogMessage::METHOD, params);
            waiting.order.push_back(line);
        }
        drop(waiting);
        self.waker.wake();
    }

    /// The next message; `is_current` tells whether diagnostics are still true.
    pub(super) fn poll_next(
        &self,
        context: &Context<'_>,
        is_current: impl Fn(&DocumentKey, u64) -> bool,
    ) -> Poll<Request> {
        // Registered first: what is added after the look below wakes us again.
        self.waker.register(context.waker());
        // The lock is not held while asking, since those who publish hold another one.
        while let Some(message) = self.pop() {
            let condition = message.condition;
            if condition.is_none_or(|(key, revision)| is_current(&key, revision)) {
                let mut params = message.params;
                if let Some(list) = message.list {
                    params["diagnostics"] = self.claims.leave(list).into();
                }
                let request = Request::build(message.method).params(params);
                return Poll::Ready(request.finish());
            }
        }
        Poll::Pending
    }

    fn pop(&self) -> Option<Message> {
        let mut waiting = self.lock();
        if !waiting.open {
            return None;
        }
        loop {
            match waiting.order.pop_front()? {
                Slot::Other(method, params) => {
                    return Some(Message {
                        method,
                        params,
                        list: None,
                        condition: None,
                    });
                }
                Slot::List(key, method) => {
                    let list = (key, method);
                    if let Some(publication) = waiting.lists.remove(&list) {
                        let revision = publication.revision;
                        return Some(Message {
                            method,
                            params: publication.params,
                            list: publication.list,
                            condition: revision.map(|revision| (list.0, revision)),
                        });
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Waker;

    fn next(outbox: &Outbox, current: u64) -> Option<Value> {
        let context = Context::from_waker(Waker::noop());
        match outbox.poll_next(&context, |_, revision| revision == current) {
            Poll::Ready(request) => request.params().cloned(),
            Poll::Pending => None,
        }
    }

    fn publish(outbox: &Outbox, uri: &str, revision: Option<u64>, params: &str) {
        let params = Value::from(params);
        let method = PublishDiagnostics::METHOD;
        let publication = Publication {
            method,
            params,
            list: None,
            revision,
        };
        outbox.publish(DocumentKey::new(uri), publication);
    }

    #[test]
    fn only_the_newest_and_current_list_of_a_document_is_sent() {
        let outbox = Outbox::default();
        publish(&outbox, "file:///a", Some(1), "a1");
        publish(&outbox, "file:///b", Some(2), "b2");
        publish(&outbox, "file:///a", Some(3), "a3");
        assert_eq!(next(&outbox, 3), None, "not before the handshake");
        outbox.open();
        assert_eq!(next(&outbox, 3), Some("a3".into()));
        assert_eq!(next(&outbox, 3), None, "b2 is no longer true");
        publish(&outbox, "file:///a", None, "closed");
        assert_eq!(next(&outbox, 9), Some("closed".into()));
    }

    #[test]
    fn log_lines_keep_their_order_and_their_number_is_bounded() {
        let outbox = Outbox::default();
        outbox.open();
        publish(&outbox, "file:///a", None, "a");
        for number in 0..MAX_LOG_LINES * 2 {
            outbox.log(MessageType::WARNING, &number.to_string());
        }
        assert_eq!(next(&outbox, 0), Some("a".into()));
        for number in 0..MAX_LOG_LINES {
            let line = next(&outbox, 0).expect("a line");
            assert_eq!(line["message"], number.to_string());
        }
        assert_eq!(next(&outbox, 0), None);
    }
}
