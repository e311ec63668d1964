//! Documents that are no files, folders with their own settings, files that move and go.

use std::sync::atomic::{AtomicUsize, Ordering};

use housestyle::lsp::Engine;
use serde_json::{Value, json};
use tokio::time::{Duration, sleep, timeout};

use crate::client::{Client, LIMIT, places};
use crate::engines::words;
use crate::rules::Folder;

const A: &str = "[[rule]]\nid = \"r\"\nphrases = [\"apple\"]\n";
const B: &str = "[[rule]]\nid = \"r\"\nphrases = [\"pear\"]\n";

#[tokio::test]
async fn cells_of_notebooks_have_the_rules_of_their_notebook() {
    let folder = Folder::new(&[
        (
            "housestyle.toml",
            "styles = [\"a.toml\", \"b.toml\"]\n[[overrides]]\nfiles = [\"notes/*.ipynb\"]\nrules = { \"a.r\" = \"off\" }\n",
        ),
        ("a.toml", A),
        ("b.toml", B),
    ]);
    let cell = |name: &str| folder.uri(name).replace("file://", "vscode-notebook-cell:");
    let mut client = Client::new(Engine::Incremental).await;
    let cases = [
        (
            cell("x.ipynb#W0sZmlsZQ%3D%3D"),
            vec![((0, 3), (0, 8)), ((0, 10), (0, 14))],
        ),
        (
            cell("notes/x.ipynb#W0sZmlsZQ%3D%3D"),
            vec![((0, 10), (0, 14))],
        ),
        // Another cell of the same notebook is another document.
        (
            cell("notes/x.ipynb#W1sZmlsZQ%3D%3D"),
            vec![((0, 10), (0, 14))],
        ),
    ];
    for (uri, expected) in cases {
        client
            .open(&uri, "markdown", 1, "🎄 apple, pear `pear`")
            .await;
        let diagnostics = client.diagnostics(&uri, 1).await;
        assert_eq!(places(&diagnostics), expected, "{uri}");
        client.edit(&uri, 2, (0, 9), (0, 14), "").await;
        client.diagnostics(&uri, 2).await;
    }
    // Code is stored and never spoken of.
    let code = cell("x.ipynb#X0sZmlsZQ%3D%3D");
    client.open(&code, "python", 1, "apple = pear").await;
    client.edit(&code, 2, (0, 0), (0, 0), "# pear\n").await;
    assert_eq!(client.hover(&code, 0, 3).await, Value::Null);
    client.finish().await;
}

fn two_folders() -> Folder {
    Folder::new(&[
        ("one/housestyle.toml", "styles = [\"a.toml\"]\n"),
        ("one/a.toml", A),
        ("two/housestyle.toml", "styles = [\"b.toml\"]\n"),
        ("two/b.toml", B),
        ("two/strict/style.toml", "styles = [\"a.toml\"]\n"),
        ("two/strict/a.toml", A),
    ])
}

const TEXT: &str = "apple pear";
const APPLE: [Place; 1] = [((0, 0), (0, 5))];
const PEAR: [Place; 1] = [((0, 6), (0, 10))];

type Place = ((u64, u64), (u64, u64));

/// Waits until this and nothing else is shown of a document.
async fn shown(client: &mut Client, uri: &str, expected: &[Place]) {
    while places(&client.diagnostics(uri, 1).await) != expected {}
}

#[tokio::test]
async fn each_folder_has_its_configuration_and_its_settings() {
    let folder = two_folders();
    let (one, two) = (folder.uri("one"), folder.uri("two"));
    let mut client = Client::start(Engine::Incremental);
    let folders = json!([{"uri": one, "name": "one"}, {"uri": two, "name": "two"}]);
    let capabilities = json!({"workspace": {"configuration": true}});
    client
        .handshake(json!({"capabilities": capabilities, "workspaceFolders": folders}))
        .await;
    // All three are asked about in one question.
    let asked = client.asked("workspace/configuration").await;
    let scopes: Vec<&Value> = asked["params"]["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| &item["scopeUri"])
        .collect();
    assert_eq!(scopes, [&Value::Null, &json!(one), &json!(two)]);
    let articles = [folder.uri("one/a.md"), folder.uri("two/a.md")];
    for (uri, expected) in articles.iter().zip([APPLE, PEAR]) {
        client.open(uri, "markdown", 1, TEXT).await;
        assert_eq!(places(&client.diagnostics(uri, 1).await), expected, "{uri}");
    }
    // The second has a configuration of its own; a relative path starts there.
    let answer = json!([null, null, {"configPath": "strict/style.toml"}]);
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": answer}))
        .await;
    for (uri, expected) in articles.iter().zip([APPLE, APPLE]) {
        shown(&mut client, uri, &expected).await;
    }
    // Changed settings are asked for again, and one folder may be left in peace.
    let changed = json!({"settings": {"housestyle": {"enable": true}}});
    client
        .notify("workspace/didChangeConfiguration", changed)
        .await;
    let asked = client.asked("workspace/configuration").await;
    let answer = json!([{"enable": true}, {"enable": false}, {"enable": true}]);
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": answer}))
        .await;
    for (uri, expected) in articles.iter().zip([&[][..], &PEAR]) {
        shown(&mut client, uri, expected).await;
    }
    // News of each folder has every document checked again.
    for message in client.leave().await {
        assert_eq!(message["method"], "textDocument/publishDiagnostics");
    }
}

#[tokio::test]
async fn a_renamed_document_has_the_configuration_of_its_new_place() {
    for (old, new) in [("one/a.md", "two/b.md"), ("one", "two/sub")] {
        let folder = two_folders();
        let article = folder.uri("one/a.md");
        let mut client = Client::new(Engine::Incremental).await;
        client.open(&article, "markdown", 1, TEXT).await;
        assert_eq!(places(&client.diagnostics(&article, 1).await), APPLE);
        let files = json!([
            {"oldUri": folder.uri("nothing"), "newUri": "untitled:x"},
            {"oldUri": folder.uri(old), "newUri": folder.uri(new)},
        ]);
        client
            .notify("workspace/didRenameFiles", json!({"files": files}))
            .await;
        // It is called as before until the client says otherwise, and no edit is lost.
        assert_eq!(places(&client.diagnostics(&article, 1).await), PEAR);
        client.edit(&article, 2, (0, 0), (0, 6), "").await;
        let diagnostics = client.diagnostics(&article, 2).await;
        assert_eq!(places(&diagnostics), [((0, 0), (0, 4))]);
        client.close(&article).await;
        client.published(&article).await;
        let article = folder.uri("two/b.md");
        client.open(&article, "markdown", 1, TEXT).await;
        assert_eq!(places(&client.diagnostics(&article, 1).await), PEAR);
        client.finish().await;
    }
}

#[tokio::test]
async fn a_deleted_document_is_checked_again_when_its_file_is_there() {
    let folder = Folder::new(&[]);
    let article = folder.uri("sub/a.md");
    let mut client = Client::new(words()).await;
    client.open(&article, "markdown", 2, "bad").await;
    let saved = json!({"textDocument": {"uri": article}});
    let created = json!({"changes": [{"uri": article, "type": 1}]});
    for (method, params) in [
        ("textDocument/didSave", saved),
        ("workspace/didChangeWatchedFiles", created),
    ] {
        let files = json!({"files": [{"uri": folder.uri("sub")}]});
        client.notify("workspace/didDeleteFiles", files).await;
        // What the rules say now may be told once more.
        while !client.diagnostics(&article, 2).await.is_empty() {}
        client.notify(method, params).await;
        while client.diagnostics(&article, 2).await.len() != 1 {}
    }
    client.leave().await;
}

#[tokio::test]
async fn nothing_is_said_about_a_deleted_document_until_it_is_edited() {
    let folder = Folder::new(&[]);
    let (article, other) = (folder.uri("sub/a.md"), folder.uri("b.md"));
    let mut client = Client::new(words()).await;
    for uri in [&article, &other] {
        client.open(uri, "markdown", 1, "bad").await;
        assert_eq!(client.diagnostics(uri, 1).await.len(), 1);
    }
    let files = json!({"files": [{"uri": folder.uri("sub")}]});
    client.notify("workspace/didDeleteFiles", files).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    client.edit(&article, 2, (0, 0), (0, 0), "so ").await;
    assert_eq!(client.diagnostics(&article, 2).await.len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn the_memory_of_large_documents_or_many_is_given_back_when_they_are_closed() {
    static GIVEN_BACK: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"a.toml\"]\n"),
        ("a.toml", A),
    ]);
    let mut client = Client::start_giving_back(Engine::Incremental, || {
        GIVEN_BACK.fetch_add(1, Ordering::Relaxed);
    });
    client.handshake(json!({"capabilities": {}})).await;
    let line = "Pears are no fruit of ours.\n\n";
    // Bytes of each document, and how many it takes.
    for (number, (bytes, count)) in [(300 << 10, 1), (60 << 10, 5)].into_iter().enumerate() {
        let text = line.repeat(bytes / line.len());
        for document in 0..count {
            assert_eq!(GIVEN_BACK.load(Ordering::Relaxed), number, "{document}");
            let uri = folder.uri(&format!("{document}.md"));
            client.open(&uri, "markdown", 1, &text).await;
            client.diagnostics(&uri, 1).await;
            client.close(&uri).await;
            client.published(&uri).await;
        }
        let given_back = async {
            while GIVEN_BACK.load(Ordering::Relaxed) == number {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(LIMIT, given_back).await.expect("memory goes back");
    }
    client.finish().await;
}
