//! What no well-made client sends.

use housestyle::lsp::Ending;
use serde_json::{Value, json};

use crate::client::{Client, places, position, range, uri};
use crate::engines::{Watch, words};

const URI: &str = uri!("a.md");

#[tokio::test]
async fn odd_uris_open_and_come_back_as_they_were_written() {
    let uris = [
        uri!("a b.md"),
        uri!("a[1].md"),
        uri!("a^b|c.md"),
        uri!("ü.md"),
        uri!("100%.md"),
        uri!("a#b?c.md"),
        "file:///c%3A/a.md",
        "untitled:Untitled 1",
    ];
    let mut client = Client::new(words()).await;
    for uri in uris {
        client.open(uri, "markdown", 1, "bad").await;
        assert_eq!(client.diagnostics(uri, 1).await.len(), 1, "{uri}");
        let actions = client.actions(uri, range((0, 0), (0, 0)), None).await;
        assert!(
            actions[0]["edit"]["changes"].get(uri).is_some(),
            "{uri}: {actions:?}"
        );
        client.close(uri).await;
        assert_eq!(client.published(uri).await["diagnostics"], json!([]));
    }
    client.finish().await;
}

#[tokio::test]
async fn two_spellings_are_one_document() {
    let mut client = Client::new(words()).await;
    client
        .open("file:///c%3A/my%20a.md", "markdown", 1, "bad")
        .await;
    client.diagnostics("file:///c%3A/my%20a.md", 1).await;
    client
        .edit("file:///C:/my a.md", 2, (0, 0), (0, 0), "so ")
        .await;
    let diagnostics = client.diagnostics("file:///c%3A/my%20a.md", 2).await;
    assert_eq!(places(&diagnostics), [((0, 3), (0, 6))]);
    client.finish().await;
}

#[tokio::test]
async fn documents_of_other_schemes_are_kept_and_never_spoken_of() {
    let mut client = Client::new(words()).await;
    for uri in [
        "git:/tmp/a.md?ref",
        "vscode-notebook-cell-output:/tmp/a.ipynb#1",
        "output:x",
        "a.md",
        "",
    ] {
        client.open(uri, "markdown", 1, "bad").await;
        client.edit(uri, 2, (0, 0), (0, 0), "so ").await;
        assert_eq!(client.hover(uri, 0, 4).await, Value::Null, "{uri}");
        client.close(uri).await;
    }
    client.finish().await;
}

#[tokio::test]
async fn files_of_rules_are_no_prose() {
    let mut client = Client::new(words()).await;
    for (uri, language) in [
        ("file:///nowhere/housestyle.toml", "toml"),
        ("file:///nowhere/desk.csv", "plaintext"),
        ("untitled:Untitled-1", "toml"),
    ] {
        client.open(uri, language, 1, "# bad").await;
        assert_eq!(client.hover(uri, 0, 3).await, Value::Null, "{uri}");
        client.close(uri).await;
    }
    client.finish().await;
}

#[tokio::test]
async fn an_edit_of_a_document_that_is_not_open_is_noted_and_ignored() {
    let mut client = Client::new(words()).await;
    client.edit(URI, 2, (0, 0), (0, 0), "bad").await;
    let log = client.told("window/logMessage").await;
    assert_eq!(
        log["message"],
        "an edit of a document that is not open was ignored"
    );
    client.finish().await;
}

#[tokio::test]
async fn nothing_in_the_handshake_costs_the_server() {
    let odd = [
        json!({"capabilities": {}, "trace": "compact", "processId": "x", "rootUri": 5, "locale": 7}),
        json!({"capabilities": {"workspace": {"workspaceEdit": {
            "failureHandling": "hope", "resourceOperations": ["create", "teleport"], "documentChanges": true,
        }}}}),
        json!({"capabilities": {"textDocument": {"hover": {"contentFormat": ["html", "markdown"]}}}}),
        json!({"capabilities": {"general": {"positionEncodings": ["utf-7", "utf-16"]}}}),
        json!({"capabilities": {"textDocument": "yes", "workspace": [1], "general": null}}),
        json!({"capabilities": {}, "workspaceFolders": [{"uri": "file:///a b", "name": "x"}, {"uri": 4}, 5]}),
        json!({"clientInfo": "me", "initializationOptions": [3]}),
        json!({}),
        Value::Null,
    ];
    for params in odd {
        let mut client = Client::start(words());
        let announced = client.handshake(params.clone()).await;
        assert_eq!(announced["serverInfo"]["name"], "housestyle", "{params}");
        client.open(URI, "markdown", 1, "bad").await;
        assert_eq!(client.diagnostics(URI, 1).await.len(), 1, "{params}");
        client.finish().await;
    }
}

#[tokio::test]
async fn parameters_of_the_wrong_type_are_refused_and_the_server_lives() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    client.diagnostics(URI, 1).await;
    for method in ["textDocument/hover", "textDocument/codeAction"] {
        for params in [
            json!(null),
            json!([]),
            json!("x"),
            json!({"textDocument": 3}),
            json!({"textDocument": {"uri": 3}}),
        ] {
            let id = client.ask(method, params.clone()).await;
            let answer = client.answer(id).await;
            assert!(
                answer["error"]["code"].is_i64(),
                "{method} {params}: {answer}"
            );
        }
    }
    for method in [
        "textDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
    ] {
        client
            .notify(
                method,
                json!({"textDocument": [], "changes": 3, "event": "x"}),
            )
            .await;
    }
    client.told("window/logMessage").await;
    client.edit(URI, 2, (0, 0), (0, 0), "so ").await;
    assert_eq!(client.diagnostics(URI, 2).await.len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn a_lost_edit_silences_its_document_until_the_whole_text_comes() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    client
        .change(URI, 2, json!([{"range": "somewhere", "text": "x"}]))
        .await;
    let log = client.told("window/logMessage").await;
    assert_eq!(
        log["message"],
        "a ‘textDocument/didChange’ cannot be read and is lost"
    );
    assert_eq!(client.published(URI).await["diagnostics"], json!([]));
    client.edit(URI, 3, (0, 0), (0, 0), "bad ").await;
    assert_eq!(client.diagnostics(URI, 3).await.len(), 0);
    client.change(URI, 4, json!([{"text": "bad bad"}])).await;
    assert_eq!(client.diagnostics(URI, 4).await.len(), 2);
    client.finish().await;
}

#[tokio::test]
async fn versions_and_positions_that_no_type_holds_are_clamped() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    let document = json!({"uri": URI, "text": "ab"});
    client
        .notify("textDocument/didOpen", json!({"textDocument": document}))
        .await;
    client.diagnostics(URI, 0).await;
    let huge = json!({"line": 9_000_000_000_u64, "character": 9_000_000_000_u64});
    let change =
        json!({"range": {"start": {"line": -1, "character": -5}, "end": huge}, "text": "cd"});
    let document = json!({"uri": URI, "version": null});
    client
        .notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        )
        .await;
    client.diagnostics(URI, 0).await;
    assert_eq!(watch.texts().last().map(String::as_str), Some("cd"));
    client.hover(URI, 4_000_000_000, 4_000_000_000).await;
    let far =
        json!({"start": position((9, 9)), "end": {"line": -1, "character": 9_000_000_000_u64}});
    assert_eq!(client.actions(URI, far, None).await, Vec::<Value>::new());
    client.finish().await;
}

#[tokio::test]
async fn bytes_and_escapes_that_are_no_character_are_replaced() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    let before = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"{URI}","languageId":"markdown","version":1,"text":"a "#
    );
    let body = [before.as_bytes(), b"\xFF", br#" \ud83c bad"}}}"#].concat();
    client
        .send_raw(format!("content-length: {}\r\n\r\n", body.len()).as_bytes())
        .await;
    client.send_raw(&body).await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    assert_eq!(
        watch.texts().last().map(String::as_str),
        Some("a \u{FFFD} \u{FFFD} bad")
    );
    client.finish().await;
}

#[tokio::test]
async fn what_is_no_message_ends_the_server_so_that_the_client_starts_it_again() {
    for sent in [
        "Content-Length: 5\r\n\r\n{\"a\":",
        "Content-Length: x\r\n\r\n{}",
        "hello\r\n\r\n",
        "Content-Length: 2\r\n\r\n[]",
    ] {
        let mut client = Client::new(words()).await;
        client
            .request(
                "textDocument/hover",
                json!({"textDocument": {"uri": URI}, "position": position((0, 0))}),
            )
            .await;
        client.send_raw(sent.as_bytes()).await;
        let (ending, unread) = client.ended_with().await;
        assert_eq!(ending, Ending::Disorderly, "{sent:?}");
        assert_eq!(unread.len(), 1, "{sent:?}: {unread:?}");
        assert!(unread[0]["error"]["code"].is_i64(), "{sent:?}: {unread:?}");
    }
}

#[tokio::test]
async fn a_request_that_should_be_a_notification_is_answered() {
    let mut client = Client::new(words()).await;
    client.refused("textDocument/didOpen", json!({})).await;
    client.told("window/logMessage").await;
    client
        .notify(
            "textDocument/hover",
            json!({"textDocument": {"uri": URI}, "position": position((0, 0))}),
        )
        .await;
    client.finish().await;
}
