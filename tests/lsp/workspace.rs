//! The command that checks the whole workspace.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, INVALID_PARAMS, REQUEST_CANCELLED};
use crate::engines::{Watch, words};
use crate::rules::{Folder, tell_changed};

const COMMAND: &str = "housestyle.checkWorkspace";

/// A client that has the folder, or several, open.
async fn client(engine: Engine, folders: &[String], capabilities: Value) -> Client {
    let folders: Vec<Value> = folders
        .iter()
        .map(|uri| json!({"uri": uri, "name": "folder"}))
        .collect();
    let mut client = Client::start(engine);
    client
        .handshake(json!({"capabilities": capabilities, "workspaceFolders": folders}))
        .await;
    client
}

async fn check(client: &mut Client) -> Value {
    client
        .request("workspace/executeCommand", json!({"command": COMMAND}))
        .await
}

fn counted(files: usize, findings: usize) -> Value {
    json!({"files": files, "findings": findings, "unreadable": 0, "cancelled": false})
}

#[tokio::test]
async fn whoever_has_the_answer_has_everything_that_was_found() {
    let folder = Folder::new(&[("a.md", "bad")]);
    let mut client = client(words(), &[folder.uri("")], json!({})).await;
    for _ in 0..20 {
        let command = json!({"command": COMMAND});
        let id = client.ask("workspace/executeCommand", command).await;
        let first = client
            .next("a list or the answer", |message| {
                message["id"] == id || message["method"] == "textDocument/publishDiagnostics"
            })
            .await;
        assert_eq!(first["method"], "textDocument/publishDiagnostics");
        assert_eq!(client.answer(id).await["result"], counted(1, 1));
    }
    client.finish().await;
}

async fn published(client: &mut Client, uri: &str) -> usize {
    let published = client.published(uri).await;
    assert_eq!(published.get("version"), None, "the file is not open");
    published["diagnostics"].as_array().expect("a list").len()
}

#[tokio::test]
async fn files_that_are_not_open_are_checked_by_their_own_rules() {
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\"]\n"),
        ("desk.toml", "[[rule]]\nid = \"r\"\nphrases = [\"bad\"]\n"),
        (".gitignore", "build/\n"),
        ("build/a.md", "bad"),
        ("a.md", "\u{FEFF}🎄 bad\n\n```\nbad\n```\n"),
        ("good.txt", "good"),
        ("sub/housestyle.toml", "styles = [\"own.toml\"]\n"),
        (
            "sub/own.toml",
            "[[rule]]\nid = \"r\"\nphrases = [\"good\"]\n",
        ),
        ("sub/b.md", "good and bad, good"),
        ("notes.rs", "bad"),
    ]);
    folder.write(".housestyle/ignored.tsv", "");
    std::fs::write(folder.root.path().join("binary.txt"), b"bad\0").expect("a file");
    // A folder inside of another gives nothing twice.
    let folders = [folder.uri(""), folder.uri("sub")];
    let mut client = client(Engine::Incremental, &folders, json!({})).await;
    client
        .open(&folder.uri("open.md"), "markdown", 1, "bad bad")
        .await;
    client.diagnostics(&folder.uri("open.md"), 1).await;
    folder.write("open.md", "bad");
    let summary = check(&mut client).await;
    assert_eq!(
        summary,
        json!({"files": 4, "findings": 5, "unreadable": 1, "cancelled": false})
    );
    let published = client.published(&folder.uri("a.md")).await;
    let range = &published["diagnostics"][0]["range"];
    assert_eq!(range["start"], json!({"line": 0, "character": 3}));
    assert_eq!(
        client.published(&folder.uri("sub/b.md")).await["diagnostics"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    client.finish().await;
}

#[tokio::test]
async fn what_was_published_is_taken_back() {
    let folder = Folder::new(&[
        ("a.md", "bad"),
        ("b.md", "bad bad"),
        ("c.md", "bad"),
        ("d.md", "bad"),
        ("sub/e.md", "bad"),
        ("f.md", "bad"),
    ]);
    let mut client = client(words(), &[folder.uri("")], json!({})).await;
    assert_eq!(check(&mut client).await, counted(6, 7));
    for (name, count) in [
        ("a.md", 1),
        ("b.md", 2),
        ("c.md", 1),
        ("d.md", 1),
        ("sub/e.md", 1),
        ("f.md", 1),
    ] {
        assert_eq!(published(&mut client, &folder.uri(name)).await, count);
    }
    // By a file that changed, and by one that was deleted.
    tell_changed(&mut client, &[folder.uri("d.md")]).await;
    assert_eq!(published(&mut client, &folder.uri("d.md")).await, 0);
    let files = json!({"files": [{"uri": folder.uri("sub")}]});
    client.notify("workspace/didDeleteFiles", files).await;
    assert_eq!(published(&mut client, &folder.uri("sub/e.md")).await, 0);
    let files = json!({"files": [{"oldUri": folder.uri("f.md"), "newUri": folder.uri("g.md")}]});
    client.notify("workspace/didRenameFiles", files).await;
    assert_eq!(published(&mut client, &folder.uri("f.md")).await, 0);
    // By a document that is opened, and closed again.
    let article = folder.uri("c.md");
    client.open(&article, "markdown", 1, "good").await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    client.close(&article).await;
    assert_eq!(published(&mut client, &article).await, 0);
    // By the next check.
    folder.write("a.md", "good");
    for name in ["b.md", "c.md", "d.md", "sub/e.md", "f.md"] {
        std::fs::remove_file(folder.root.path().join(name)).expect("removed");
    }
    assert_eq!(check(&mut client).await, counted(1, 0));
    assert_eq!(published(&mut client, &folder.uri("a.md")).await, 0);
    assert_eq!(published(&mut client, &folder.uri("b.md")).await, 0);
    client.finish().await;
}

#[tokio::test]
async fn what_was_published_is_checked_again_when_rules_change() {
    let style = |word: &str| format!("[[rule]]\nid = \"r\"\nphrases = [\"{word}\"]\n");
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\"]\n"),
        ("desk.toml", &style("bad")),
        ("a.md", "bad and good, good"),
        ("b.md", "bad"),
        ("c.md", "good"),
    ]);
    let pull = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let (a, b) = (folder.uri("a.md"), folder.uri("b.md"));
    let folders = [folder.uri("")];
    let mut pushed = client(Engine::Incremental, &folders, json!({})).await;
    let mut asking = client(Engine::Incremental, &folders, pull).await;
    assert_eq!(check(&mut pushed).await, counted(3, 2));
    assert_eq!(published(&mut pushed, &a).await, 1);
    assert_eq!(published(&mut pushed, &b).await, 1);
    assert_eq!(check(&mut asking).await, counted(3, 2));
    let mut known = std::collections::BTreeMap::new();
    workspace_items(&mut asking, &mut known, &[(&a, 1), (&b, 1)]).await;

    folder.write("desk.toml", &style("good"));
    tell_changed(&mut pushed, &[folder.uri("desk.toml")]).await;
    assert_eq!(published(&mut pushed, &a).await, 2);
    assert_eq!(published(&mut pushed, &b).await, 0);
    tell_changed(&mut asking, &[folder.uri("desk.toml")]).await;
    workspace_items(&mut asking, &mut known, &[(&a, 2), (&b, 0)]).await;
    asking.asked("workspace/diagnostic/refresh").await;

    // What is shown of nothing is not looked for.
    folder.write("desk.toml", &style("bad"));
    tell_changed(&mut pushed, &[folder.uri("desk.toml")]).await;
    assert_eq!(published(&mut pushed, &a).await, 1);
    pushed.finish().await;
    asking.leave().await;
}

/// Asks about the workspace until so much is known of these files; `known` has the names of
/// results.
async fn workspace_items(
    client: &mut Client,
    known: &mut std::collections::BTreeMap<String, Value>,
    expected: &[(&str, usize)],
) {
    let mut left = expected.to_vec();
    while !left.is_empty() {
        let previous = known.iter();
        let previous = previous.map(|(uri, value)| json!({"uri": uri, "value": value}));
        let question = ask(client, &previous.collect::<Vec<_>>()).await;
        let answer = client.answer(question).await;
        for item in answer["result"]["items"].as_array().expect("a list") {
            let uri = item["uri"].as_str().expect("a name").to_owned();
            let count = item["items"].as_array().map_or(0, Vec::len);
            left.retain(|it| *it != (&*uri, count));
            known.insert(uri, item["resultId"].clone());
        }
    }
}

#[tokio::test]
async fn a_client_that_asks_for_diagnostics_sees_what_it_wanted_checked_until_it_opens_the_file() {
    let folder = Folder::new(&[("a.md", "bad"), ("b.md", "good")]);
    let capabilities = json!({
        "textDocument": {"diagnostic": {"relatedDocumentSupport": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let mut client = client(words(), &[folder.uri("")], capabilities).await;
    let article = folder.uri("a.md");
    let other = folder.uri("b.md");
    client.open(&other, "markdown", 1, "good").await;
    assert_eq!(check(&mut client).await, counted(2, 1));
    client.asked("workspace/diagnostic/refresh").await;
    let report = pulled(&mut client, &other, None).await;
    let related = &report["relatedDocuments"][&article]["items"];
    assert_eq!(related.as_array().map(Vec::len), Some(1), "{report}");
    client.open(&article, "markdown", 1, "bad").await;
    let own = pulled(&mut client, &article, None).await;
    assert_eq!(own["items"], *related);
    client.close(&article).await;
    let after = pulled(&mut client, &other, Some(&report["resultId"])).await;
    assert_eq!(after["relatedDocuments"][&article]["items"], json!([]));
    // Nothing was published.
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_asks_about_the_workspace_is_answered_when_it_was_checked() {
    let folder = Folder::new(&[("a.md", "bad"), ("b.md", "bad")]);
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let mut client = client(words(), &[folder.uri("")], capabilities).await;
    let mut known = Vec::new();
    let mut seen = Vec::new();
    let mut question = ask(&mut client, &known).await;
    assert_eq!(check(&mut client).await, counted(2, 2));
    while known.len() < 2 {
        let answer = client.answer(question).await;
        for item in answer["result"]["items"].as_array().expect("a list") {
            known.push(json!({"uri": item["uri"], "value": item["resultId"]}));
            seen.push(item["uri"].clone());
        }
        question = ask(&mut client, &known).await;
    }
    assert_eq!(seen, [json!(folder.uri("a.md")), json!(folder.uri("b.md"))]);
    // Of what is known nothing comes again.
    folder.write("b.md", "good");
    check(&mut client).await;
    let answer = client.answer(question).await;
    let items = answer["result"]["items"].as_array().expect("a list");
    assert_eq!(items.len(), 1, "{items:?}");
    assert_eq!(items[0]["uri"], folder.uri("b.md"));
    assert_eq!(items[0]["items"], json!([]));
    client.finish().await;
}

/// Asks about the workspace.
async fn ask(client: &mut Client, known: &[Value]) -> i64 {
    let params = json!({"previousResultIds": known});
    client.ask("workspace/diagnostic", params).await
}

async fn pulled(client: &mut Client, uri: &str, previous: Option<&Value>) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": previous});
    client.request("textDocument/diagnostic", params).await
}

#[tokio::test]
async fn a_panic_costs_one_file_and_a_workspace_without_folders_has_none() {
    let folder = Folder::new(&[("a.md", "bad"), ("b.md", "boom"), ("c.md", "bad")]);
    let mut with_folder = client(words(), &[folder.uri("")], json!({})).await;
    assert_eq!(
        check(&mut with_folder).await,
        json!({"files": 2, "findings": 2, "unreadable": 1, "cancelled": false})
    );
    let said = with_folder.told("window/logMessage").await;
    assert!(!said.to_string().contains("boom"), "{said}");
    for name in ["a.md", "c.md"] {
        assert_eq!(published(&mut with_folder, &folder.uri(name)).await, 1);
    }
    with_folder.finish().await;
    let mut without = client(words(), &[], json!({})).await;
    assert_eq!(check(&mut without).await, counted(0, 0));
    let odd = [
        json!({"command": "housestyle.nothing"}),
        json!({"command": 3}),
        json!({"command": COMMAND, "arguments": [folder.uri("")]}),
        json!({}),
    ];
    for params in odd {
        let code = without.refused("workspace/executeCommand", params).await;
        assert_eq!(code, INVALID_PARAMS);
    }
    without.finish().await;
}

/// Reads the progress of `token` to its end; the kinds and percentages.
async fn progress(client: &mut Client, token: &Value) -> Vec<(String, Option<u64>)> {
    let mut seen = Vec::new();
    loop {
        let told = client.told("$/progress").await;
        assert_eq!(told["token"], *token);
        let value = &told["value"];
        let kind = value["kind"].as_str().expect("a kind").to_owned();
        seen.push((kind.clone(), value["percentage"].as_u64()));
        if kind == "end" {
            return seen;
        }
    }
}

#[tokio::test]
async fn progress_is_shown_by_the_token_of_the_client() {
    let folder = Folder::new(&[("a.md", "bad"), ("b.md", ""), ("c.md", ""), ("d.md", "")]);
    let mut client = client(words(), &[folder.uri("")], json!({})).await;
    let params = json!({"command": COMMAND, "workDoneToken": 7});
    client.request("workspace/executeCommand", params).await;
    let expected = [
        ("begin", Some(0)),
        ("report", Some(25)),
        ("report", Some(50)),
        ("report", Some(75)),
        ("report", Some(100)),
        ("end", None),
    ];
    let expected = expected.map(|(kind, percentage)| (kind.to_owned(), percentage));
    assert_eq!(progress(&mut client, &json!(7)).await, expected);
    client.published(&folder.uri("a.md")).await;
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_shows_progress_is_asked_for_a_token_and_not_waited_for() {
    let folder = Folder::new(&[("a.md", ""), ("b.md", "stop here"), ("c.md", "")]);
    let watch = Watch::default();
    watch.shut_for("stop");
    let capabilities = json!({"window": {"workDoneProgress": true}});
    let mut client = client(watch.words(), &[folder.uri("")], capabilities).await;
    let id = client
        .ask("workspace/executeCommand", json!({"command": COMMAND}))
        .await;
    let asked = client.asked("window/workDoneProgress/create").await;
    let token = asked["params"]["token"].clone();
    watch.begun(2).await;
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}))
        .await;
    let begun = client.told("$/progress").await;
    assert_eq!(begun["value"]["kind"], "begin");
    assert_eq!(
        begun["value"]["percentage"], 33,
        "it has come so far already"
    );
    watch.release();
    assert_eq!(client.answer(id).await["result"], counted(3, 0));
    assert_eq!(progress(&mut client, &token).await.len(), 3);
    // A client that never answers is not waited for, and one that refuses is told nothing.
    assert_eq!(check(&mut client).await, counted(3, 0));
    let asked = client.asked("window/workDoneProgress/create").await;
    let refusal = json!({"code": -32603, "message": "no"});
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "error": refusal}))
        .await;
    assert_eq!(check(&mut client).await, counted(3, 0));
    client.asked("window/workDoneProgress/create").await;
    client.finish().await;
}

#[tokio::test]
async fn it_ends_when_it_is_cancelled() {
    let folder = Folder::new(&[("a.md", "bad"), ("b.md", "stop here"), ("c.md", "bad")]);
    let watch = Watch::default();
    let mut client = client(watch.words(), &[folder.uri("")], json!({})).await;
    let params = json!({"command": COMMAND, "workDoneToken": "t"});

    // As a request.
    watch.shut_for("stop");
    let id = client.ask("workspace/executeCommand", params.clone()).await;
    watch.begun(2).await;
    client.notify("$/cancelRequest", json!({"id": id})).await;
    assert_eq!(client.answer(id).await["error"]["code"], REQUEST_CANCELLED);
    let seen = progress(&mut client, &json!("t")).await;
    assert_eq!(seen.last(), Some(&("end".to_owned(), None)));
    watch.release();
    assert_eq!(published(&mut client, &folder.uri("a.md")).await, 1);

    // By its progress; that of another work is nothing to it.
    watch.shut_for("stop");
    let id = client.ask("workspace/executeCommand", params.clone()).await;
    watch.begun(4).await;
    let cancel = "window/workDoneProgress/cancel";
    client.notify(cancel, json!({"token": "other"})).await;
    client.notify(cancel, json!({"token": "t"})).await;
    // What was sent before is read before.
    client.hover(&folder.uri("a.md"), 0, 0).await;
    watch.release();
    let summary = json!({"files": 2, "findings": 1, "unreadable": 0, "cancelled": true});
    assert_eq!(client.answer(id).await["result"], summary);
    progress(&mut client, &json!("t")).await;
    assert_eq!(published(&mut client, &folder.uri("a.md")).await, 1);

    // By another one.
    watch.shut_for("stop");
    let id = client
        .ask("workspace/executeCommand", json!({"command": COMMAND}))
        .await;
    watch.begun(6).await;
    let second = client
        .ask("workspace/executeCommand", json!({"command": COMMAND}))
        .await;
    watch.begun(8).await;
    watch.release();
    assert_eq!(client.answer(id).await["result"]["cancelled"], true);
    assert_eq!(client.answer(second).await["result"], counted(3, 2));
    for message in client.leave().await {
        assert_eq!(message["method"], "textDocument/publishDiagnostics");
    }
}

#[tokio::test]
async fn a_run_that_is_cancelled_at_once_takes_nothing_back() {
    let folder = Folder::new(&[("a.md", "bad"), ("b.md", "bad")]);
    let mut client = client(words(), &[folder.uri("")], json!({})).await;
    // An empty list, as some clients write it.
    let params = json!({"command": COMMAND, "arguments": null});
    let found = client.request("workspace/executeCommand", params).await;
    assert_eq!(found, counted(2, 2));
    for name in ["a.md", "b.md"] {
        assert_eq!(published(&mut client, &folder.uri(name)).await, 1);
    }
    for _ in 0..20 {
        let params = json!({"command": COMMAND, "workDoneToken": "t"});
        let id = client.ask("workspace/executeCommand", params).await;
        let token = json!({"token": "t"});
        client.notify("window/workDoneProgress/cancel", token).await;
        let summary = client.answer(id).await["result"].clone();
        assert!(
            summary["cancelled"] == true || summary == counted(2, 2),
            "{summary}"
        );
    }
    for message in client.leave().await {
        let found = &message["params"]["diagnostics"];
        assert!(
            found.is_null() || found.as_array().is_some_and(|found| found.len() == 1),
            "{message}"
        );
    }
}

#[tokio::test]
async fn an_edit_is_answered_while_hundreds_of_files_are_checked() {
    const FILES: usize = 600;
    let folder = Folder::new(&[]);
    let name = |number: usize| format!("files/{number:03}.md");
    for number in 0..FILES {
        folder.write(
            &name(number),
            if number == FILES / 2 {
                "bad, stop here"
            } else {
                "bad"
            },
        );
    }
    let watch = Watch::default();
    let mut client = client(watch.words(), &[folder.uri("")], json!({})).await;
    let article = folder.uri("article.md");
    client.open(&article, "markdown", 1, "").await;
    client.diagnostics(&article, 1).await;
    watch.shut_for("stop");
    let params = json!({"command": COMMAND, "workDoneToken": "t"});
    let id = client.ask("workspace/executeCommand", params).await;
    // Edits go between the files, and beside one that takes long.
    for (version, count) in (2..12).zip(1..) {
        client.edit(&article, version, (0, 0), (0, 0), "bad ").await;
        let found = client.diagnostics(&article, version).await;
        assert_eq!(found.len(), count);
    }
    watch.begun(1 + 10 + FILES / 2 + 1).await;
    client.edit(&article, 12, (0, 0), (0, 0), "bad ").await;
    assert_eq!(client.diagnostics(&article, 12).await.len(), 11);
    watch.release();
    assert_eq!(client.answer(id).await["result"], counted(FILES, FILES));
    for number in 0..FILES {
        assert_eq!(published(&mut client, &folder.uri(&name(number))).await, 1);
    }
    assert_eq!(progress(&mut client, &json!("t")).await.len(), 102);
    client.finish().await;
}
