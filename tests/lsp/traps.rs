//! What the framework does by itself, and must not do to us.
//!
//! | left to itself, the framework … | held by |
//! | --- | --- |
//! | ends with a panic in a handler | `lsp::guard` (unit test), `features` (a bug while everything is fixed), `schedule` (a bug in a check) |
//! | takes four messages at a time, and hears neither edit nor cancellation meanwhile | here; `schedule` (many waiting questions), `pull` (questions are cancelled …) |
//! | hangs when a handler waits for the client | here; `pull` (a client that never answers) |
//! | lets an answer overtake what was sent before | here |
//! | drops messages with odd URIs | `odd_input` (odd URIs, two spellings) |
//! | drops what comes before its answer to `initialize` | `lifecycle` (a client that does not wait) |
//! | ends at a malformed body, with success | `odd_input` (what is no message), `process` |
//! | fails the handshake for an unknown value | `odd_input` (nothing in the handshake …) |
//! | ends without `shutdown` as if all were well | `lifecycle` (leaving without a word), `process` |

use serde_json::{Value, json};

use crate::client::{Client, position, uri};
use crate::engines::{Watch, words};

const URI: &str = uri!("a.md");

#[tokio::test]
async fn slow_questions_hold_up_neither_edits_nor_their_own_cancellation() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    watch.begun(1).await;
    let place = json!({"textDocument": {"uri": URI}, "position": position((0, 0))});
    let mut asked = Vec::new();
    for _ in 0..500 {
        asked.push(client.ask("textDocument/hover", place.clone()).await);
    }
    client.edit(URI, 2, (0, 0), (0, 3), "good").await;
    for id in &asked {
        client.notify("$/cancelRequest", json!({"id": id})).await;
    }
    for id in asked {
        assert_eq!(client.answer(id).await["error"]["code"], -32800);
    }
    watch.release();
    assert_eq!(client.diagnostics(URI, 2).await.len(), 0);
    client.finish().await;
}

/// The client is asked to watch files, for its settings, and after each change of them to
/// ask again for diagnostics; it answers nothing, and goes on typing.
#[tokio::test]
async fn nothing_waits_for_a_client_that_never_answers() {
    let mut client = Client::with_capabilities(
        words(),
        json!({
            "textDocument": {"diagnostic": {}},
            "workspace": {
                "configuration": true,
                "diagnostics": {"refreshSupport": true},
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "didChangeConfiguration": {"dynamicRegistration": true},
            },
        }),
    )
    .await;
    client.open(URI, "markdown", 0, "").await;
    for version in 1..=1_000 {
        client.edit(URI, version, (0, 0), (0, 0), "bad ").await;
        if version % 10 == 0 {
            // Without settings: the client wants to be asked for them.
            let changed = json!({"settings": null});
            client
                .notify("workspace/didChangeConfiguration", changed)
                .await;
        }
    }
    let question = json!({"textDocument": {"uri": URI}});
    let report = client.request("textDocument/diagnostic", question).await;
    assert_eq!(report["items"].as_array().map(Vec::len), Some(1_000));
    client.asked("client/registerCapability").await;
    // Once after the handshake, and once for each change.
    for _ in 0..101 {
        client.asked("workspace/configuration").await;
    }
    client.finish().await;
}

#[tokio::test]
async fn the_answer_to_a_goodbye_comes_after_all_that_was_said_before() {
    let mut client = Client::new(words()).await;
    // The rules are read before: shutting down waits for what is being checked, but not for ever.
    client.open(URI, "markdown", 1, "bad").await;
    client.diagnostics(URI, 1).await;
    let uris: Vec<String> = (0..50)
        .map(|number| format!("untitled:{number}.md"))
        .collect();
    for uri in &uris {
        client.open(uri, "markdown", 1, "bad").await;
    }
    let shutdown = client.ask("shutdown", Value::Null).await;
    client.notify("exit", Value::Null).await;
    let (_, messages) = client.ended_with().await;
    let published = messages
        .iter()
        .take_while(|message| message["id"] != shutdown)
        .filter(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(published.count(), uris.len());
    let last = messages.last().expect("an answer");
    assert_eq!(last["id"], shutdown, "nothing comes after it");
}
