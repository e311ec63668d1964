//! Whatever a request holds, it gets a protocol error or an answer, and the server goes on.
//!
//! The requests are those that the server announces: a new one that is not in
//! [`methods`] fails here.

use serde_json::{Value, json};

use crate::client::{Client, position, range, uri};
use crate::engines::words;

const URI: &str = uri!("a.md");
const CLOSED: &str = uri!("closed.md");

/// More than any request needs.
const HUGE: usize = 1_000_000;

/// The requests that a key of the server's capabilities announces.
fn methods(key: &str, announced: &Value) -> Vec<&'static str> {
    let mut methods = match key {
        // Of these there are only notifications.
        "positionEncoding" | "notebookDocumentSync" => vec![],
        "textDocumentSync" => match announced.get("willSaveWaitUntil") {
            Some(Value::Bool(true)) => vec!["textDocument/willSaveWaitUntil"],
            _ => vec![],
        },
        "hoverProvider" => vec!["textDocument/hover"],
        "codeActionProvider" => vec!["textDocument/codeAction"],
        "completionProvider" => vec!["textDocument/completion"],
        "documentLinkProvider" => vec!["textDocument/documentLink"],
        "definitionProvider" => vec!["textDocument/definition"],
        "referencesProvider" => vec!["textDocument/references"],
        "documentHighlightProvider" => vec!["textDocument/documentHighlight"],
        "diagnosticProvider" => vec!["textDocument/diagnostic"],
        "executeCommandProvider" => vec!["workspace/executeCommand"],
        "workspace" => {
            let operations = announced.get("fileOperations");
            [
                ("willCreate", "workspace/willCreateFiles"),
                ("willRename", "workspace/willRenameFiles"),
                ("willDelete", "workspace/willDeleteFiles"),
            ]
            .into_iter()
            .filter(|(key, _)| operations.is_some_and(|known| known.get(*key).is_some()))
            .map(|(_, method)| method)
            .collect()
        }
        _ => panic!("‘{key}’ is announced, but nothing is said here of its requests"),
    };
    let resolves = announced
        .get("resolveProvider")
        .is_some_and(|known| known == true);
    match key {
        "codeActionProvider" if resolves => methods.push("codeAction/resolve"),
        "completionProvider" if resolves => methods.push("completionItem/resolve"),
        _ => {}
    }
    methods
}

/// What every request about a document may need, and commands and files besides.
fn params(uri: &Value, at: &Value, range: &Value) -> Value {
    json!({
        "textDocument": {"uri": uri},
        "position": at,
        "range": range,
        "context": {"diagnostics": [], "includeDeclaration": true, "triggerKind": 1},
        "previousResultId": "x",
        "reason": 1,
        "command": "housestyle.unheardOf",
        "arguments": [{"uri": uri, "range": range}],
        "files": [{"uri": uri, "oldUri": uri, "newUri": uri}],
        "title": "x",
        "label": "x",
    })
}

/// Whether an answer holds nothing.
fn is_empty(answer: &Value) -> bool {
    match answer {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.get("items").unwrap_or(answer) == &json!([]),
        _ => false,
    }
}

/// A client that can do all, and every request and command that the server announces to it.
async fn start() -> (Client, Vec<&'static str>, Vec<Value>) {
    let mut client = Client::start(words());
    let capabilities = json!({
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": {"documentChanges": true},
            "diagnostics": {"refreshSupport": true},
            "fileOperations": {"willRename": true, "willCreate": true, "willDelete": true},
        },
        "textDocument": {"diagnostic": {}, "synchronization": {"willSaveWaitUntil": true}},
    });
    let announced = client
        .handshake(json!({"capabilities": capabilities, "rootUri": uri!("")}))
        .await;
    let announced = announced["capabilities"].as_object().expect("an object");
    let requests = announced
        .iter()
        .flat_map(|(key, value)| methods(key, value))
        .collect();
    client.open(URI, "markdown", 1, "so bad\nno\n").await;
    let commands = announced["executeCommandProvider"]["commands"].as_array();
    let commands = commands.into_iter().flatten().cloned().collect();
    (client, requests, commands)
}

/// The answer, which is one or the other.
async fn answer(client: &mut Client, method: &str, params: Value) -> Option<Value> {
    let shown: String = params.to_string().chars().take(300).collect();
    let id = client.ask(method, params).await;
    let answer = client.answer(id).await;
    let code = &answer["error"]["code"];
    let is_answer = answer.get("error").is_none() && answer.get("result").is_some();
    assert!(
        code.is_i64() != is_answer,
        "{method} {shown}: neither or both: {answer}"
    );
    let message = answer["error"]["message"].as_str().unwrap_or_default();
    assert!(message.len() < 1_000, "{method} {shown}: {message}");
    is_answer.then(|| answer["result"].clone())
}

/// Checks that the server still does its work; log lines are read on the way.
async fn goes_on(mut client: Client) {
    assert!(client.hover(URI, 0, 4).await.is_object());
    let shutdown = client.ask("shutdown", Value::Null).await;
    client.answer(shutdown).await;
    client.notify("exit", Value::Null).await;
    let (ending, unread) = client.ended_with().await;
    assert_eq!(ending, housestyle::lsp::Ending::Orderly);
    let logs = unread
        .iter()
        .all(|message| message["method"] == "window/logMessage");
    assert!(logs, "{unread:?}");
}

#[tokio::test]
async fn positions_that_are_nowhere_hold_nothing() {
    let (mut client, requests, _) = start().await;
    let far = 9_000_000_000_u64;
    for at in [
        position((7, 0)),
        position((u32::MAX, u32::MAX)),
        json!({"line": far, "character": far}),
        json!({"line": 1, "character": far}),
        json!({"line": 1.5, "character": 1e300}),
    ] {
        let range = json!({"start": at, "end": at});
        for method in &requests {
            if *method == "textDocument/diagnostic" {
                continue; // It is about a whole document.
            }
            let found = answer(&mut client, method, params(&json!(URI), &at, &range)).await;
            assert!(
                found.as_ref().is_none_or(is_empty),
                "{method} {at}: {found:?}"
            );
        }
    }
    goes_on(client).await;
}

#[tokio::test]
async fn a_document_that_is_not_open_has_nothing() {
    let (mut client, requests, _) = start().await;
    client.open(CLOSED, "markdown", 1, "bad").await;
    client.close(CLOSED).await;
    for uri in [
        CLOSED,
        uri!("never.md"),
        "git:/a.md?x",
        "file:///a b[1]|^.md",
        "a.md",
        "",
        "file://",
    ] {
        let (at, everywhere) = (position((0, 1)), range((0, 0), (9, 9)));
        for method in &requests {
            let found = answer(&mut client, method, params(&json!(uri), &at, &everywhere)).await;
            assert!(
                found.as_ref().is_none_or(is_empty),
                "{method} {uri}: {found:?}"
            );
        }
    }
    goes_on(client).await;
}

#[tokio::test]
async fn values_of_other_types_are_answered() {
    let (mut client, requests, _) = start().await;
    let (at, everywhere) = (position((0, 1)), range((0, 0), (9, 9)));
    let whole = params(&json!(URI), &at, &everywhere);
    let odd = [
        json!(null),
        json!([]),
        json!({}),
        json!(-1),
        json!("x"),
        json!(true),
        json!([[[[]]]]),
        json!({"uri": 3, "line": "x", "start": null}),
    ];
    for method in requests.iter().chain(&["workspace/diagnostic"]) {
        for value in &odd {
            answer(&mut client, method, value.clone()).await;
            if *method == "workspace/diagnostic" {
                continue; // A well-formed one waits for news.
            }
            for key in whole.as_object().expect("an object").keys() {
                let mut params = whole.clone();
                params[key] = value.clone();
                answer(&mut client, method, params).await;
            }
        }
    }
    goes_on(client).await;
}

#[tokio::test]
async fn commands_about_nothing_are_refused_and_change_nothing() {
    let (mut client, _, commands) = start().await;
    let everywhere = range((0, 0), (9, 9));
    let mut odd = vec![
        json!(null),
        json!(3),
        json!("x"),
        json!({}),
        json!({"uri": CLOSED, "rule": "test.bad", "range": everywhere, "term": "x"}),
        json!({"uri": URI, "rule": 3, "range": everywhere, "term": ["x"]}),
        json!("x".repeat(HUGE)),
    ];
    for uri in [json!(null), json!(3), json!([]), json!("git:/a.md")] {
        odd.push(json!({"uri": uri, "rule": "test.bad", "range": everywhere, "term": "x"}));
    }
    for command in &commands {
        for argument in &odd {
            let arguments = json!([argument]);
            let params = json!({"command": command, "arguments": arguments});
            let found = answer(&mut client, "workspace/executeCommand", params).await;
            assert!(found.as_ref().is_none_or(is_empty), "{command}: {found:?}");
        }
    }
    // An edit that the client was asked to make is unread now, and fails here.
    goes_on(client).await;
}

#[tokio::test]
async fn huge_payloads_are_answered() {
    let (mut client, requests, _) = start().await;
    let huge = "x".repeat(HUGE);
    let (at, everywhere) = (position((0, 1)), range((0, 0), (9, 9)));
    for method in &requests {
        for key in ["command", "previousResultId", "surplus"] {
            let mut params = params(&json!(URI), &at, &everywhere);
            params[key] = json!(huge);
            answer(&mut client, method, params).await;
        }
        let mut params = params(&json!(format!("file:///{huge}")), &at, &everywhere);
        params["arguments"] = json!(vec![json!({}); 100_000]);
        let found = answer(&mut client, method, params).await;
        assert!(found.as_ref().is_none_or(is_empty), "{method}: {found:?}");
    }
    goes_on(client).await;
}
