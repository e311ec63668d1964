//! The progress of long work, as a client shows it.
//!
//! It must not know what the work is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tokio::sync::Notify;
use tower_lsp::ls_types as lsp;
use tower_lsp::ls_types::notification::{Notification as _, Progress as ProgressNotification};

use super::session::Session;

/// Somebody's wish that work should end.
#[derive(Debug, Default)]
pub(super) struct Cancellation {
    asked: AtomicBool,
    news: Notify,
}

impl Cancellation {
    /// From now on the work is to end.
    pub(super) fn cancel(&self) {
        self.asked.store(true, Ordering::SeqCst);
        self.news.notify_waiters();
    }

    /// Whether the work is to end.
    pub(super) fn is_cancelled(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// Waits until the work is to end.
    pub(super) async fn cancelled(&self) {
        loop {
            let news = self.news.notified();
            if self.is_cancelled() {
                return;
            }
            news.await;
        }
    }
}

/// How far some work has come. Dropped, it tells the client that the work is over, however it
/// ended.
pub(super) struct Progress {
    session: Arc<Session>,
    shown: Arc<Mutex<Shown>>,
}

/// What the client was told.
#[derive(Debug)]
struct Shown {
    title: &'static str,
    /// What the client knows the work by; `None` if it cannot be told.
    token: Option<lsp::ProgressToken>,
    begun: bool,
    ended: bool,
    percentage: u32,
}

impl Progress {
    /// Work that the client knows by the token that it sent; for one that it did not name, see
    /// [`Progress::begin`].
    pub(super) fn new(
        session: Arc<Session>,
        title: &'static str,
        token: Option<lsp::ProgressToken>,
    ) -> Self {
        let shown = Shown {
            title,
            token,
            begun: false,
            ended: false,
            percentage: 0,
        };
        Self {
            session,
            shown: Arc::new(Mutex::new(shown)),
        }
    }

    /// Tells the client that the work begins.
    pub(super) fn begin(&self) {
        self.beginner()();
    }

    /// What tells the client, later, that the work has begun, unless it is over by then.
    pub(super) fn beginner(&self) -> impl FnOnce() + Send + use<> {
        let (session, shown) = (Arc::clone(&self.session), Arc::clone(&self.shown));
        move || {
            let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
            if shown.ended || shown.begun {
                return;
            }
            shown.begun = true;
            shown.say(
                &session,
                &json!({"kind": "begin", "title": shown.title, "cancellable": true, "percentage": shown.percentage}),
            );
        }
    }

    /// So many parts of `all` are done.
    pub(super) fn report(&self, done: usize, all: usize) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let percentage = (done * 100).checked_div(all).unwrap_or(100).min(100) as u32;
        if percentage == shown.percentage {
            return;
        }
        shown.percentage = percentage;
        if shown.begun {
            let message = format!("{done} of {all} files");
            shown.say(
                &self.session,
                &json!({"kind": "report", "cancellable": true, "percentage": percentage, "message": message}),
            );
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.ended = true;
        if shown.begun {
            shown.say(&self.session, &json!({"kind": "end"}));
        }
    }
}

impl Shown {
    fn say(&self, session: &Session, value: &Value) {
        if let Some(token) = &self.token {
            let params = json!({"token": token, "value": value});
            session.outbox.tell(ProgressNotification::METHOD, params);
        }
    }
}
