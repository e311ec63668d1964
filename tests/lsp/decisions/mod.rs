//! Ignoring, accepting, opening: what a user decides about a finding, and what is written then.

mod files_of_rules;
mod ignoring;

use std::fs;

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, range};
use crate::ignored::folder;
use crate::rules::Folder;

pub(crate) const ARTICLE: &str = "Some of us utilize the old pumps.\n\nWe utilize new ones.\n";
pub(crate) const IGNORED: &str = ".housestyle/ignored.tsv";
pub(crate) const INVALID_PARAMS: i64 = -32602;
pub(crate) const CONTENT_MODIFIED: i64 = -32801;
pub(crate) const REQUEST_FAILED: i64 = -32803;

/// A client that can do all that is asked for here.
pub(crate) fn able() -> Value {
    json!({
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
        "window": {"showDocument": {"support": true}},
    })
}

pub(crate) fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.root.path().join(name)).expect("a file")
}

/// The actions at a place of a document whose title starts so.
pub(crate) async fn action(client: &mut Client, uri: &str, at: (u32, u32), title: &str) -> Value {
    selected(client, uri, (at, at), title).await
}

pub(crate) async fn selected(
    client: &mut Client,
    uri: &str,
    (from, to): ((u32, u32), (u32, u32)),
    title: &str,
) -> Value {
    let actions = client.actions(uri, range(from, to), None).await;
    let found = actions.iter().find(|action| {
        let is_ours = action["title"].as_str();
        is_ours.is_some_and(|written| written.starts_with(title))
    });
    found
        .unwrap_or_else(|| panic!("no ‘{title}’ in {actions:?}"))
        .clone()
}

/// Sends back the command of an action, as a client does when it is chosen.
pub(crate) async fn choose(client: &mut Client, action: &Value) {
    let command = &action["command"];
    assert_eq!(command["title"], action["title"]);
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let answer = client.request("workspace/executeCommand", params).await;
    assert_eq!(answer, Value::Null);
}

/// Answers the server's question whether it may edit; returns the only edit of one document.
pub(crate) async fn take_edit(client: &mut Client, applied: bool) -> (Value, Value) {
    let asked = client.asked("workspace/applyEdit").await;
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": applied}}))
        .await;
    let changes = asked["params"]["edit"]["documentChanges"]
        .as_array()
        .expect("changes");
    let [change] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    let edits = change["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 1, "{edits:?}");
    (change["textDocument"].clone(), edits[0].clone())
}

pub(crate) async fn opened(folder: &Folder, capabilities: Value, text: &str) -> (Client, String) {
    let article = folder.uri("article.md");
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    client.open(&article, "markdown", 1, text).await;
    client.diagnostics(&article, 1).await;
    (client, article)
}

#[tokio::test]
async fn what_can_be_decided_is_offered_behind_the_fixes() {
    for (capabilities, last) in [
        (able(), "Open the rule ‘desk.plain’"),
        (json!({}), "Ignore ‘desk.plain’ in the workspace"),
    ] {
        let folder = folder();
        let (mut client, article) = opened(&folder, capabilities, ARTICLE).await;
        let actions = client
            .actions(&article, range((0, 13), (0, 13)), None)
            .await;
        let titles: Vec<&str> = actions
            .iter()
            .map(|action| action["title"].as_str().expect("a title"))
            .collect();
        let expected = [
            "Replace with ‘use’",
            "Fix all of ‘desk.plain’ in this file",
            "Ignore ‘utilize’ here",
            "Ignore ‘desk.plain’ in this file",
            "Ignore ‘desk.plain’ in the workspace",
            "Open the rule ‘desk.plain’",
        ];
        let count = expected
            .iter()
            .position(|title| *title == last)
            .expect("there")
            + 1;
        assert_eq!(titles, expected[..count]);
        assert!(actions.iter().all(|action| action["kind"] == "quickfix"));
        client.finish().await;
    }
}

#[tokio::test]
async fn commands_that_are_wrong_are_refused_and_the_server_lives() {
    let folder = folder();
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    let there = json!([{"uri": article, "rule": "desk.plain", "range": range((0, 0), (0, 4))}]);
    let nowhere = folder.uri("other.md");
    // The command, its arguments, the code of the error.
    let cases = [
        ("housestyle.dance", json!([]), INVALID_PARAMS),
        ("", json!([]), INVALID_PARAMS),
        ("housestyle.ignore", json!([]), INVALID_PARAMS),
        ("housestyle.ignore", json!([3]), INVALID_PARAMS),
        (
            "housestyle.ignore",
            json!([{"uri": article}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.ignore",
            json!([{"uri": 3, "rule": "x", "range": range((0, 0), (0, 0))}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.ignore",
            json!([there[0], there[0]]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.ignore",
            json!([{"uri": nowhere, "rule": "desk.plain", "range": range((0, 11), (0, 18))}]),
            INVALID_PARAMS,
        ),
        ("housestyle.ignore", there, CONTENT_MODIFIED),
        (
            "housestyle.ignore",
            json!([{"uri": article, "rule": "desk.other", "range": range((0, 11), (0, 18))}]),
            CONTENT_MODIFIED,
        ),
        (
            "housestyle.ignore",
            json!([{"uri": article, "rule": "desk.plain", "range": range((9, 0), (1 << 31, 1 << 31))}]),
            CONTENT_MODIFIED,
        ),
        (
            "housestyle.switchOffRule",
            json!([{"uri": article, "rule": "desk.other"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.switchOffRule",
            json!([{"uri": nowhere, "rule": "desk.plain"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.acceptTerm",
            json!([{"uri": article, "term": " "}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.acceptTerm",
            json!([{"uri": article, "term": "a\nb"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.addWord",
            json!([{"uri": article, "rule": "desk.plain", "word": "goverment"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.addWord",
            json!([{"uri": article, "rule": "desk.plain", "word": "a b"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.openRule",
            json!([{"uri": article, "rule": "desk.other"}]),
            REQUEST_FAILED,
        ),
    ];
    for (command, arguments, expected) in cases {
        let params = json!({"command": command, "arguments": arguments});
        let code = client.refused("workspace/executeCommand", params).await;
        assert_eq!(code, expected, "{command} {arguments}");
    }
    let id = client
        .ask("workspace/executeCommand", json!({"command": 3}))
        .await;
    let answer = client.answer(id).await;
    assert!(answer["error"]["code"].is_i64(), "{answer}");
    assert!(!folder.root.path().join(".housestyle").exists());
    assert!(client.hover(&article, 0, 13).await.is_object());
    client.finish().await;
}

#[tokio::test]
async fn all_of_a_rule_is_worked_out_when_it_is_chosen_if_the_client_asks_then() {
    let code_action = json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
    let capabilities = json!({"textDocument": {"codeAction": code_action}});
    let folder = folder();
    let (mut client, article) = opened(&folder, capabilities, ARTICLE).await;
    let title = "Fix all of ‘desk.plain’ in this file";
    let offered = action(&mut client, &article, (0, 13), title).await;
    assert_eq!(offered.get("edit"), None);
    let resolved = client.request("codeAction/resolve", offered.clone()).await;
    let edits = resolved["edit"]["changes"][&article].as_array();
    assert_eq!(edits.map(Vec::len), Some(2));
    assert_eq!(resolved["title"], title);
    client.edit(&article, 2, (0, 0), (0, 0), "So ").await;
    client.diagnostics(&article, 2).await;
    let code = client.refused("codeAction/resolve", offered).await;
    assert_eq!(code, CONTENT_MODIFIED);
    let odd = json!({"title": "x", "data": {"uri": 3}});
    assert_eq!(
        client.refused("codeAction/resolve", odd).await,
        INVALID_PARAMS
    );
    let whole = json!({"title": "x"});
    assert_eq!(
        client.request("codeAction/resolve", whole.clone()).await,
        whole
    );
    client.finish().await;
}
