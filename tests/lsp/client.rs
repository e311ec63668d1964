//! A client that talks to the server in this process, one message at a time.
//!
//! Every wait has a limit, so that a server that is silent fails a test and does not
//! hang it; nothing is asserted about time. At the end nothing that the server said may
//! be left unread.

use std::collections::VecDeque;
use std::time::Duration;

use housestyle::lsp::{Ending, Engine, GiveBack, serve_on};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// The URI of a document in a folder whose configuration has no rules.
macro_rules! uri {
    ($name:literal) => {
        concat!(
            "file://",
            env!("CARGO_MANIFEST_DIR"),
            "/tests/lsp/folder/",
            $name
        )
    };
}
pub(crate) use uri;

/// Longer than anything takes on the slowest machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(90);

/// Generous enough for every client that reads what it is sent.
const PIPE_BYTES: usize = 1 << 16;

pub(crate) const METHOD_NOT_FOUND: i64 = -32601;
pub(crate) const NOT_INITIALIZED: i64 = -32002;
pub(crate) const INVALID_REQUEST: i64 = -32600;
pub(crate) const INVALID_PARAMS: i64 = -32602;
pub(crate) const REQUEST_CANCELLED: i64 = -32800;
pub(crate) const INTERNAL_ERROR: i64 = -32603;

pub(crate) struct Client {
    to_server: DuplexStream,
    from_server: mpsc::UnboundedReceiver<Value>,
    server: JoinHandle<Ending>,
    unread: VecDeque<Value>,
    last_id: i64,
}

impl Client {
    /// A client of a server that was just started, before the handshake.
    pub(crate) fn start(engine: Engine) -> Self {
        Self::start_giving_back(engine, || {})
    }

    /// The same; the server calls `give_back` when memory is free.
    pub(crate) fn start_giving_back(engine: Engine, give_back: GiveBack) -> Self {
        let (to_server, server_input) = tokio::io::duplex(PIPE_BYTES);
        let (server_output, output) = tokio::io::duplex(PIPE_BYTES);
        let server = tokio::spawn(serve_on(server_input, server_output, engine, give_back));
        let (sender, from_server) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output).await {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            to_server,
            from_server,
            server,
            unread: VecDeque::new(),
            last_id: 0,
        }
    }

    /// A client after the handshake, which announced `capabilities`.
    pub(crate) async fn with_capabilities(engine: Engine, capabilities: Value) -> Self {
        let mut client = Self::start(engine);
        client
            .handshake(json!({"capabilities": capabilities}))
            .await;
        client
    }

    /// A client after the handshake, which announced nothing.
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::with_capabilities(engine, json!({})).await
    }

    /// Does the handshake; returns what the server announced.
    pub(crate) async fn handshake(&mut self, params: Value) -> Value {
        let announced = self.request("initialize", params).await;
        self.notify("initialized", json!({})).await;
        announced
    }

    /// Writes bytes as they are.
    pub(crate) async fn send_raw(&mut self, bytes: &[u8]) {
        let written = timeout(LIMIT, self.to_server.write_all(bytes)).await;
        written
            .expect("the server reads")
            .expect("the server is there");
    }

    /// Writes one message.
    pub(crate) async fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes())
            .await;
    }

    pub(crate) async fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
            .await;
    }

    /// Sends a request without waiting; returns its number.
    pub(crate) async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
            .await;
        id
    }

    /// Sends a request and returns its result.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: Value) -> impl Future<Output = Value> {
        let method = method.to_owned();
        async move {
            let response = self.response(&method, params).await;
            assert!(response.get("error").is_none(), "{method}: {response}");
            response["result"].clone()
        }
    }

    /// Sends a request and returns the code of the error that answers it.
    pub(crate) async fn refused(&mut self, method: &str, params: Value) -> i64 {
        let response = self.response(method, params).await;
        response["error"]["code"]
            .as_i64()
            .unwrap_or_else(|| panic!("{method}: {response}"))
    }

    async fn response(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    /// The answer to the request with this number.
    pub(crate) async fn answer(&mut self, id: i64) -> Value {
        self.next(&format!("an answer to {id}"), |message| {
            message["id"] == id && message.get("method").is_none()
        })
        .await
    }

    /// The next message from the server that `is_wanted`; others stay unread.
    pub(crate) async fn next(&mut self, what: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(index) = self.unread.iter().position(&is_wanted) {
            return self.unread.remove(index).expect("just found");
        }
        loop {
            let message = timeout(LIMIT, self.from_server.recv()).await;
            let message =
                message.unwrap_or_else(|_| panic!("no {what}; unread: {:?}", self.unread));
            let message = message.unwrap_or_else(|| {
                panic!("the server left before {what}; unread: {:?}", self.unread)
            });
            if is_wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    /// The next request or notification of this method: its parameters.
    pub(crate) async fn told(&mut self, method: &str) -> Value {
        let message = self
            .next(method, |message| message["method"] == method)
            .await;
        message["params"].clone()
    }

    /// The next request of this method.
    pub(crate) async fn asked(&mut self, method: &str) -> Value {
        self.next(method, |message| message["method"] == method)
            .await
    }

    /// The next list of diagnostics of a document.
    pub(crate) async fn published(&mut self, uri: &str) -> Value {
        let is_wanted = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        };
        self.next(&format!("diagnostics of {uri}"), is_wanted).await["params"].clone()
    }

    /// The diagnostics of this version of a document. Those of older ones may come first.
    pub(crate) async fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            let published = self.published(uri).await;
            if published["version"] == version {
                return published["diagnostics"].as_array().expect("a list").clone();
            }
            let earlier = published["version"].as_i64().expect("a version");
            assert!(earlier < version, "{earlier} came, {version} was awaited");
        }
    }

    pub(crate) async fn open(&mut self, uri: &str, language: &str, version: i64, text: &str) {
        let document =
            json!({"uri": uri, "languageId": language, "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}))
            .await;
    }

    /// Sends an edit that replaces what stands between two positions.
    pub(crate) async fn edit(
        &mut self,
        uri: &str,
        version: i64,
        from: (u32, u32),
        to: (u32, u32),
        text: &str,
    ) {
        let change = json!({"range": range(from, to), "text": text});
        self.change(uri, version, json!([change])).await;
    }

    pub(crate) async fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        )
        .await;
    }

    pub(crate) async fn close(&mut self, uri: &str) {
        self.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": uri}}),
        )
        .await;
    }

    pub(crate) async fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        let position = json!({"line": line, "character": character});
        self.request(
            "textDocument/hover",
            json!({"textDocument": {"uri": uri}, "position": position}),
        )
        .await
    }

    pub(crate) async fn actions(
        &mut self,
        uri: &str,
        range: Value,
        only: Option<&str>,
    ) -> Vec<Value> {
        let mut context = json!({"diagnostics": []});
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
        let answer = self.request("textDocument/codeAction", params).await;
        answer.as_array().expect("a list").clone()
    }

    /// Says goodbye; nothing may be unread, and the server must call it orderly.
    pub(crate) async fn finish(mut self) {
        let id = self.ask("shutdown", Value::Null).await;
        self.answer(id).await;
        self.notify("exit", Value::Null).await;
        assert_eq!(self.ended().await, Ending::Orderly);
    }

    /// Says goodbye; returns what was not read.
    pub(crate) async fn leave(mut self) -> Vec<Value> {
        let id = self.ask("shutdown", Value::Null).await;
        self.answer(id).await;
        self.notify("exit", Value::Null).await;
        let (ending, unread) = self.ended_with().await;
        assert_eq!(ending, Ending::Orderly);
        unread
    }

    /// Waits for the server to end; nothing may be unread.
    pub(crate) async fn ended(self) -> Ending {
        let (ending, unread) = self.ended_with().await;
        assert!(unread.is_empty(), "unread: {unread:?}");
        ending
    }

    /// Waits for the server to end; returns what was not read.
    pub(crate) async fn ended_with(mut self) -> (Ending, Vec<Value>) {
        let ending = timeout(LIMIT, self.server)
            .await
            .expect("the server ends")
            .expect("no panic");
        while let Some(message) = self.from_server.recv().await {
            self.unread.push_back(message);
        }
        (ending, self.unread.into())
    }

    /// Closes the server's input.
    pub(crate) async fn say_no_more(&mut self) {
        self.to_server
            .shutdown()
            .await
            .expect("the server is there");
    }

    /// Closes the server's input and waits for it to end.
    pub(crate) async fn hang_up(mut self) -> Ending {
        self.say_no_more().await;
        self.ended().await
    }
}

async fn read_message(output: &mut BufReader<DuplexStream>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = Some(value.parse().expect("a length")),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length.expect("a length")];
    output.read_exact(&mut body).await.ok()?;
    Some(serde_json::from_slice(&body).expect("JSON"))
}

pub(crate) fn position((line, character): (u32, u32)) -> Value {
    json!({"line": line, "character": character})
}

pub(crate) fn range(from: (u32, u32), to: (u32, u32)) -> Value {
    json!({"start": position(from), "end": position(to)})
}

/// Where diagnostics are, for comparison: start and end, each line and column.
pub(crate) fn places(diagnostics: &[Value]) -> Vec<((u64, u64), (u64, u64))> {
    let at = |position: &Value| {
        (
            position["line"].as_u64().expect("a line"),
            position["character"].as_u64().expect("a column"),
        )
    };
    diagnostics
        .iter()
        .map(|diagnostic| {
            (
                at(&diagnostic["range"]["start"]),
                at(&diagnostic["range"]["end"]),
            )
        })
        .collect()
}
