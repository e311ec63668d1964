//! Diagnostics for clients that ask for them.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, METHOD_NOT_FOUND, places, uri};
use crate::engines::{Watch, words};
use crate::rules::{CONFIGURATION, Folder, STYLE};

const URI: &str = uri!("a.md");

const CANCELLED: i64 = -32800;

const BROKEN_STYLE: &str = "[[rule]]\nid = \"x\"\nphrases = [\"blorp\"]\nsevrity = \"hint\"\n";

fn capabilities(related: bool) -> Value {
    json!({
        "textDocument": {"diagnostic": {"relatedDocumentSupport": related}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    })
}

async fn start(engine: Engine) -> Client {
    Client::with_capabilities(engine, capabilities(false)).await
}

fn question(uri: &str, previous: Option<&Value>) -> Value {
    json!({"textDocument": {"uri": uri}, "previousResultId": previous})
}

async fn report(client: &mut Client, uri: &str, previous: Option<&Value>) -> Value {
    client
        .request("textDocument/diagnostic", question(uri, previous))
        .await
}

fn items(report: &Value) -> &Vec<Value> {
    assert_eq!(report["kind"], "full", "{report}");
    report["items"].as_array().expect("a list")
}

/// Reads the request to ask again, and answers it.
async fn asked_again(client: &mut Client) {
    let asked = client.asked("workspace/diagnostic/refresh").await;
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}))
        .await;
}

async fn tell_changed(client: &mut Client, uri: &str) {
    let changes = json!({"changes": [{"uri": uri, "type": 2}]});
    client
        .notify("workspace/didChangeWatchedFiles", changes)
        .await;
}

#[tokio::test]
async fn a_client_asks_only_if_it_can_be_told_to_ask_again() {
    let refresh = json!({"diagnostics": {"refreshSupport": true}});
    let cases = [
        (json!({}), false),
        (json!({"textDocument": {"diagnostic": {}}}), false),
        (json!({"workspace": refresh}), false),
        (
            json!({"textDocument": {"diagnostic": null}, "workspace": refresh}),
            false,
        ),
        (
            json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": false}}}),
            false,
        ),
        (
            json!({"textDocument": {"diagnostic": {}}, "workspace": refresh}),
            true,
        ),
    ];
    for (capabilities, pulls) in cases {
        let mut client = Client::start(words());
        let announced = client
            .handshake(json!({"capabilities": capabilities}))
            .await;
        let provider = &announced["capabilities"]["diagnosticProvider"];
        assert_eq!(provider.is_object(), pulls, "{capabilities}");
        client.open(URI, "markdown", 1, "bad").await;
        if pulls {
            assert_eq!(provider["interFileDependencies"], false);
            assert_eq!(items(&report(&mut client, URI, None).await).len(), 1);
        } else {
            assert_eq!(client.diagnostics(URI, 1).await.len(), 1, "{capabilities}");
            for method in ["textDocument/diagnostic", "workspace/diagnostic"] {
                let mut params = question(URI, None);
                params["previousResultIds"] = json!([]);
                assert_eq!(client.refused(method, params).await, METHOD_NOT_FOUND);
            }
        }
        client.finish().await;
    }
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let mut client = start(words()).await;
    client.open(URI, "markdown", 1, "bad.").await;
    let first = report(&mut client, URI, None).await;
    assert_eq!(places(items(&first)), [((0, 0), (0, 3))]);
    let again = report(&mut client, URI, Some(&first["resultId"])).await;
    assert_eq!(
        again,
        json!({"kind": "unchanged", "resultId": first["resultId"]})
    );
    let with_other = report(&mut client, URI, Some(&json!("7"))).await;
    assert_eq!(items(&with_other).len(), 1);
    // An editor moves what it shows with the text: what is the same as before two edits
    // need not stand where it stood.
    client.edit(URI, 2, (0, 0), (0, 4), "").await;
    client.edit(URI, 3, (0, 0), (0, 0), "bad.").await;
    let after_undo = report(&mut client, URI, Some(&first["resultId"])).await;
    assert_eq!(after_undo["items"], first["items"]);
    assert_ne!(after_undo["resultId"], first["resultId"]);
    client.finish().await;
}

#[tokio::test]
async fn an_answer_is_of_the_text_as_it_is() {
    let watch = Watch::default();
    let mut client = start(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    let question = client.ask("textDocument/diagnostic", question(URI, None));
    let question = question.await;
    watch.begun(1).await;
    client.edit(URI, 2, (0, 0), (0, 0), "so ").await;
    assert_eq!(client.hover(uri!("other.md"), 0, 0).await, Value::Null);
    watch.release();
    let answer = client.answer(question).await;
    assert_eq!(places(items(&answer["result"])), [((0, 3), (0, 6))]);
    client.finish().await;
}

#[tokio::test]
async fn questions_are_cancelled_as_an_editor_does_at_every_key() {
    let watch = Watch::default();
    let mut client = start(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 0, "").await;
    watch.begun(1).await;
    let mut before = None;
    for version in 1..=100 {
        client.edit(URI, version, (0, 0), (0, 0), "bad ").await;
        if let Some(before) = before {
            client
                .notify("$/cancelRequest", json!({"id": before}))
                .await;
            assert_eq!(client.answer(before).await["error"]["code"], CANCELLED);
        }
        let question = client.ask("textDocument/diagnostic", question(URI, None));
        before = Some(question.await);
    }
    watch.release();
    let answer = client.answer(before.expect("asked")).await;
    assert_eq!(items(&answer["result"]).len(), 100);
    client.finish().await;
}

#[tokio::test]
async fn a_document_that_is_closed_or_not_ours_has_nothing() {
    let watch = Watch::default();
    let mut client = start(watch.words()).await;
    client.open("git:/a.md?x", "markdown", 1, "bad").await;
    for uri in ["git:/a.md?x", uri!("never opened.md"), "a.md"] {
        let nothing = report(&mut client, uri, Some(&json!("1"))).await;
        assert_eq!(nothing, json!({"kind": "full", "items": []}), "{uri}");
    }
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    let question = client.ask("textDocument/diagnostic", question(URI, None));
    let question = question.await;
    watch.begun(1).await;
    client.close(URI).await;
    let answer = client.answer(question).await;
    assert_eq!(answer["result"], json!({"kind": "full", "items": []}));
    watch.release();
    client.finish().await;
}

#[tokio::test]
async fn after_a_bug_in_a_check_an_editor_keeps_what_it_has() {
    let mut client = start(words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    let first = report(&mut client, URI, None).await;
    client.edit(URI, 2, (0, 0), (0, 0), "boom ").await;
    let after = report(&mut client, URI, Some(&first["resultId"])).await;
    assert_eq!(
        after,
        json!({"kind": "unchanged", "resultId": first["resultId"]})
    );
    client.told("window/logMessage").await;
    let without = report(&mut client, URI, None).await;
    assert!(items(&without).is_empty());
    client.edit(URI, 3, (0, 0), (0, 5), "").await;
    let mended = report(&mut client, URI, Some(&first["resultId"])).await;
    assert_eq!(items(&mended).len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn changed_rules_and_settings_make_a_client_ask_again() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let article = folder.uri("article.md");
    let mut client = start(Engine::Incremental).await;
    client.open(&article, "markdown", 1, "utilize blorp").await;
    let first = report(&mut client, &article, None).await;
    assert_eq!(items(&first)[0]["code"], "desk.plain");

    folder.write("desk.toml", "[[rule]]\nid = \"x\"\nphrases = [\"blorp\"]\n");
    tell_changed(&mut client, &folder.uri("desk.toml")).await;
    asked_again(&mut client).await;
    let second = report(&mut client, &article, Some(&first["resultId"])).await;
    assert_eq!(items(&second)[0]["code"], "desk.x");

    for (enable, findings) in [(false, 0), (true, 1)] {
        let settings = json!({"settings": {"housestyle": {"enable": enable}}});
        client
            .notify("workspace/didChangeConfiguration", settings)
            .await;
        // This client does not answer, and nothing waits for it.
        client.asked("workspace/diagnostic/refresh").await;
        let report = report(&mut client, &article, Some(&second["resultId"])).await;
        assert_eq!(items(&report).len(), findings);
    }
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_never_answers_is_served_all_the_same() {
    let mut client = start(words()).await;
    client.open(URI, "markdown", 0, "").await;
    for version in 1..=500 {
        let settings = json!({"settings": {"housestyle": {"enable": version % 2 == 0}}});
        client
            .notify("workspace/didChangeConfiguration", settings)
            .await;
        client.edit(URI, version, (0, 0), (0, 0), "bad ").await;
    }
    assert_eq!(items(&report(&mut client, URI, None).await).len(), 500);
    for _ in 0..500 {
        client.asked("workspace/diagnostic/refresh").await;
    }
    client.finish().await;
}

#[tokio::test]
async fn faults_of_an_open_file_of_rules_are_asked_for_like_findings() {
    let folder = Folder::new(&[
        ("housestyle.toml", CONFIGURATION),
        ("desk.toml", BROKEN_STYLE),
    ]);
    let style = folder.uri("desk.toml");
    let mut client = start(Engine::Incremental).await;
    client.open(&style, "toml", 1, BROKEN_STYLE).await;
    let faults = report(&mut client, &style, None).await;
    assert_eq!(items(&faults).len(), 1, "{faults}");
    asked_again(&mut client).await;
    client.change(&style, 2, json!([{"text": STYLE}])).await;
    assert!(items(&report(&mut client, &style, None).await).is_empty());
    folder.write("desk.toml", STYLE);
    tell_changed(&mut client, &style).await;
    asked_again(&mut client).await;
    assert!(items(&report(&mut client, &style, None).await).is_empty());
    client.finish().await;
}

#[tokio::test]
async fn faults_of_other_files_come_beside_a_report() {
    let folder = Folder::new(&[
        ("housestyle.toml", CONFIGURATION),
        ("desk.toml", BROKEN_STYLE),
    ]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities(true)).await;
    client.open(&article, "markdown", 1, "blorp").await;
    let first = report(&mut client, &article, None).await;
    assert_eq!(items(&first).len(), 1);
    let related = items(&first["relatedDocuments"][&style]);
    assert!(
        related[0]["message"]
            .as_str()
            .is_some_and(|message| message.contains("‘sevrity’")),
        "{related:?}"
    );
    asked_again(&mut client).await;

    client.edit(&article, 2, (0, 0), (0, 0), "The ").await;
    let second = report(&mut client, &article, Some(&first["resultId"])).await;
    assert_eq!(items(&second).len(), 1);
    assert!(
        second.get("relatedDocuments").is_none(),
        "they are known: {second}"
    );

    folder.write("desk.toml", STYLE);
    tell_changed(&mut client, &style).await;
    asked_again(&mut client).await;
    let third = report(&mut client, &article, Some(&second["resultId"])).await;
    assert_eq!(
        third["relatedDocuments"][&style],
        json!({"kind": "full", "items": []})
    );
    client.finish().await;
}

#[tokio::test]
async fn faults_of_other_files_answer_a_question_about_the_workspace() {
    let folder = Folder::new(&[
        ("housestyle.toml", CONFIGURATION),
        ("desk.toml", BROKEN_STYLE),
    ]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = start(Engine::Incremental).await;
    // Asked before there is anything to say: the answer comes when there is.
    let known = json!({"previousResultIds": []});
    let question = client.ask("workspace/diagnostic", known).await;
    client.open(&article, "markdown", 1, "blorp").await;
    let answer = client.answer(question).await["result"].clone();
    assert_eq!(answer["items"][0]["uri"], style, "{answer}");
    assert_eq!(items(&answer["items"][0]).len(), 1);
    asked_again(&mut client).await;
    let report = report(&mut client, &article, None).await;
    assert!(report.get("relatedDocuments").is_none());

    let previous = json!({"uri": style, "value": answer["items"][0]["resultId"]});
    let known = json!({"previousResultIds": [previous]});
    let cancelled = client.ask("workspace/diagnostic", known.clone()).await;
    let params = json!({"id": cancelled});
    client.notify("$/cancelRequest", params).await;
    assert_eq!(client.answer(cancelled).await["error"]["code"], CANCELLED);
    let question = client.ask("workspace/diagnostic", known).await;
    folder.write("desk.toml", STYLE);
    tell_changed(&mut client, &style).await;
    let answer = client.answer(question).await["result"].clone();
    assert!(items(&answer["items"][0]).is_empty(), "{answer}");
    asked_again(&mut client).await;

    // One that still waits does not keep the server.
    let previous = json!({"uri": style, "value": answer["items"][0]["resultId"]});
    let known = json!({"previousResultIds": [previous]});
    let waiting = client.ask("workspace/diagnostic", known).await;
    let shutdown = client.ask("shutdown", Value::Null).await;
    client.answer(shutdown).await;
    let last = client.answer(waiting).await;
    assert!(
        last["error"]["code"].is_i64() || last["result"]["items"] == json!([]),
        "{last}"
    );
    client.notify("exit", Value::Null).await;
    client.ended().await;
}
