//! What stands between the framework's transport and our handlers.
//!
//! Every message passes here in its raw form. On the way in it is made fit for the
//! protocol's types, which refuse whole messages for one odd value, so that an edit
//! would be lost without a word; on the way out URIs get the client's spelling back. A
//! panic in a handler, which would end the server, becomes an error for one request. It
//! must not know what requests mean.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use futures_util::task::AtomicWaker;
use futures_util::{FutureExt as _, Stream};
use serde::Deserialize as _;
use serde_json::{Value, json};
use tokio::sync::watch;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_lsp::ls_types as lsp;
use tower_lsp::{ClientSocket, Loopback};
use tower_service::Service;

use super::long_texts::LongTexts;
use super::panics;
use super::session::Session;
use super::spellings::Spellings;

/// What was seen passing.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Whether the client has left: it said `exit`, or the input has ended.
    pub(super) left: watch::Sender<bool>,
    /// `initialize` or `shutdown` is being answered.
    turn: AtomicBool,
    /// Wakes whoever waits for that.
    after_turn: AtomicWaker,
}

/// `initialize` or `shutdown` is being answered, until this is dropped: also when the output is
/// gone and nobody waits for the answer.
struct Turn(Arc<Seen>);

impl Turn {
    fn begin(seen: &Arc<Seen>) -> Self {
        seen.turn.store(true, Ordering::SeqCst);
        Self(Arc::clone(seen))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.turn.store(false, Ordering::SeqCst);
        self.0.after_turn.wake();
    }
}

/// The handlers, guarded.
#[derive(Debug)]
pub(super) struct Guard<S> {
    inner: S,
    session: Arc<Session>,
    spellings: Arc<Spellings>,
    texts: Arc<LongTexts>,
    seen: Arc<Seen>,
}

impl<S> Guard<S> {
    pub(super) fn new(
        inner: S,
        session: Arc<Session>,
        spellings: Arc<Spellings>,
        texts: Arc<LongTexts>,
        seen: Arc<Seen>,
    ) -> Self {
        Self {
            inner,
            session,
            spellings,
            texts,
            seen,
        }
    }
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Option<Response>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.seen.after_turn.register(context.waker());
        if self.seen.turn.load(Ordering::SeqCst) {
            return Poll::Pending;
        }
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let (method, id, params) = request.into_parts();
        let params = self.admitted(&method, params);
        // What follows one of these waits: the framework would drop it, or cancel the
        // answer to this.
        let is_turn = matches!(&*method, "initialize" | "shutdown");
        let turn = is_turn.then(|| Turn::begin(&self.seen));
        if method == "exit" {
            self.seen.left.send_replace(true);
        }
        // The framework leaves such a request without any answer.
        let unknown = id.clone().filter(|_| method.starts_with("$/"));
        let mut request = Request::build(method);
        if let Some(params) = params {
            request = request.params(params);
        }
        if let Some(id) = id.clone() {
            request = request.id(id);
        }
        let answer = AssertUnwindSafe(self.inner.call(request.finish())).catch_unwind();
        let (session, spellings) = (self.session.clone(), self.spellings.clone());
        Box::pin(async move {
            let answer = answer.await;
            drop(turn);
            let Ok(answer) = answer else {
                let place = panics::last_place();
                session.log(
                    lsp::MessageType::ERROR,
                    &format!("a request ended in a bug at {place}"),
                );
                return Ok(id.map(|id| Response::from_error(id, Error::internal_error())));
            };
            let answer =
                answer?.or_else(|| Some(Response::from_error(unknown?, Error::method_not_found())));
            Ok(answer.map(|answer| spellings.restored(answer)))
        })
    }
}

impl<S> Guard<S> {
    /// What the handlers are given of `params`.
    fn admitted(&self, method: &str, params: Option<Value>) -> Option<Value> {
        if method == "initialize" {
            // Read by ourselves: see `capabilities`.
            let sent = params.unwrap_or(Value::Null);
            return Some(json!({"capabilities": {}, "initializationOptions": sent}));
        }
        let params = match (method, params) {
            // It has none, and some clients send an empty object.
            ("shutdown", _) => None,
            ("initialized", None) => Some(json!({})),
            (_, params) => params,
        };
        let mut params = params?;
        self.spellings.escape_all(&mut params);
        clamp(&mut params);
        match method {
            "textDocument/didOpen" => complete(
                &mut params,
                "/textDocument",
                &[("languageId", json!("")), ("version", json!(0))],
            ),
            "textDocument/didChange" => {
                complete(&mut params, "/textDocument", &[("version", json!(0))]);
            }
            "textDocument/codeAction" => simplify_context(&mut params),
            // An empty list, as some clients write it.
            "workspace/executeCommand" => {
                complete(&mut params, "", &[("arguments", json!([]))]);
            }
            _ => {}
        }
        // Before long texts are there, since it copies.
        self.look_for_losses(method, &params);
        self.texts.put_back(&mut params);
        Some(params)
    }

    /// Notices what the framework would drop without a word.
    fn look_for_losses(&self, method: &str, params: &Value) {
        let is_lost = match method {
            "textDocument/didOpen" => lsp::DidOpenTextDocumentParams::deserialize(params).is_err(),
            "textDocument/didChange" => {
                lsp::DidChangeTextDocumentParams::deserialize(params).is_err()
            }
            "textDocument/didClose" => {
                lsp::DidCloseTextDocumentParams::deserialize(params).is_err()
            }
            _ => false,
        };
        if !is_lost {
            return;
        }
        self.session.log(
            lsp::MessageType::ERROR,
            &format!("a ‘{method}’ cannot be read and is lost"),
        );
        if let Some(uri) = params.pointer("/textDocument/uri").and_then(Value::as_str) {
            self.session.lose_step(uri);
        }
    }
}

/// Gives the object at `path` the values that it lacks or has as `null`.
fn complete(params: &mut Value, path: &str, defaults: &[(&str, Value)]) {
    let Some(Value::Object(object)) = params.pointer_mut(path) else {
        return;
    };
    for (key, default) in defaults {
        let value = object.entry(*key).or_insert(Value::Null);
        if value.is_null() {
            value.clone_from(default);
        }
    }
}

/// Leaves of a question for actions what we need of its context: the kinds that are
/// wanted. Other servers' diagnostics there may be odd.
fn simplify_context(params: &mut Value) {
    let Some(context) = params.get_mut("context") else {
        return;
    };
    let only = context.get("only").and_then(Value::as_array);
    let kinds = only.map(|only| only.iter().filter(|kind| kind.is_string()).cloned());
    let kinds = kinds.map(Iterator::collect::<Vec<Value>>);
    let only = kinds.filter(|kinds| !kinds.is_empty());
    let trigger = context.get("triggerKind").and_then(Value::as_i64);
    let trigger = trigger.and_then(|kind| i32::try_from(kind).ok());
    *context = json!({"diagnostics": [], "only": only, "triggerKind": trigger});
}

/// Brings every line, column and version into the range that the types can hold. What
/// lies outside a document is clamped again later, to the document.
fn clamp(params: &mut Value) {
    match params {
        Value::Object(object) => {
            for (key, value) in object {
                match (key.as_str(), &*value) {
                    ("line" | "character", Value::Number(number)) => {
                        *value = within(number.as_f64(), 0.0, f64::from(u32::MAX));
                    }
                    ("version", Value::Number(number)) => {
                        *value = within(number.as_f64(), f64::from(i32::MIN), f64::from(i32::MAX));
                    }
                    _ => clamp(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(clamp),
        _ => {}
    }
}

/// The whole number nearest to `number` between two bounds that an `i64` can hold.
fn within(number: Option<f64>, least: f64, most: f64) -> Value {
    Value::from(number.unwrap_or(most).clamp(least, most) as i64)
}

/// What the server sends: the framework's own requests, and what is in the outbox.
#[derive(Debug)]
pub(super) struct Outgoing<L> {
    loopback: L,
    session: Arc<Session>,
    spellings: Arc<Spellings>,
}

impl Outgoing<ClientSocket> {
    pub(super) fn new(
        loopback: ClientSocket,
        session: Arc<Session>,
        spellings: Arc<Spellings>,
    ) -> Self {
        Self {
            loopback,
            session,
            spellings,
        }
    }
}

impl Loopback for Outgoing<ClientSocket> {
    type RequestStream = Outgoing<<ClientSocket as Loopback>::RequestStream>;
    type ResponseSink = <ClientSocket as Loopback>::ResponseSink;

    fn split(self) -> (Self::RequestStream, Self::ResponseSink) {
        let (requests, responses) = self.loopback.split();
        let outgoing = Outgoing {
            loopback: requests,
            session: self.session,
            spellings: self.spellings,
        };
        (outgoing, responses)
    }
}

impl<L: Stream<Item = Request> + Unpin> Stream for Outgoing<L> {
    type Item = Request;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Request>> {
        if let Poll::Ready(request) = Pin::new(&mut self.loopback).poll_next(context) {
            return Poll::Ready(request);
        }
        let session = &self.session;
        let next = session
            .outbox
            .poll_next(context, |key, revision| session.is_current(key, revision));
        if next.is_pending() {
            session.lull.notify_waiters();
        }
        next.map(|request| Some(self.spellings.restored_request(request)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::engine::Engine;

    /// Handlers of which one has a bug.
    struct Handlers;

    impl Service<Request> for Handlers {
        type Response = Option<Response>;
        type Error = std::convert::Infallible;
        type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Self::Future {
            Box::pin(async move {
                assert_ne!(request.method(), "boom", "the secret prose");
                let (_, id, _) = request.into_parts();
                Ok(id.map(|id| Response::from_ok(id, Value::Null)))
            })
        }
    }

    #[tokio::test]
    async fn a_bug_in_a_handler_costs_one_answer() {
        let session = Arc::new(Session::new(Engine::Incremental, || {}));
        let mut guard = Guard::new(
            Handlers,
            session,
            Arc::default(),
            Arc::default(),
            Arc::default(),
        );
        for (method, id, code) in [
            ("boom", Some(1), Some(-32603)),
            ("boom", None, None),
            ("other", Some(2), None),
        ] {
            let mut request = Request::build(method);
            if let Some(id) = id {
                request = request.id(id);
            }
            let answer = guard.call(request.finish()).await.expect("infallible");
            assert_eq!(answer.is_some(), id.is_some(), "{method} {id:?}");
            let error = answer.as_ref().and_then(Response::error);
            assert_eq!(error.map(|error| error.code.code()), code, "{method}");
            assert!(error.is_none_or(|error| !error.message.contains("secret")));
        }
    }

    #[test]
    fn numbers_that_no_type_holds_are_clamped() {
        let mut params = json!({
            "position": {"line": -1, "character": 4_294_967_296_u64},
            "contentChanges": [{"range": {"start": {"line": 1.0, "character": 2}}, "text": "line: -1"}],
            "version": 3_000_000_000_u64,
        });
        clamp(&mut params);
        let expected = json!({
            "position": {"line": 0, "character": 4_294_967_295_u64},
            "contentChanges": [{"range": {"start": {"line": 1, "character": 2}}, "text": "line: -1"}],
            "version": 2_147_483_647,
        });
        assert_eq!(params, expected);
    }
}
