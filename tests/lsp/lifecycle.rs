//! From the first message to the last.

use housestyle::lsp::Ending;
use serde_json::{Value, json};

use crate::client::{
    Client, INTERNAL_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, NOT_INITIALIZED, position, uri,
};
use crate::engines::{Watch, words};

const URI: &str = uri!("a.md");

#[tokio::test]
async fn the_server_says_who_it_is_and_what_it_can_do() {
    let mut client = Client::start(words());
    let announced = client.handshake(json!({"capabilities": {}})).await;
    assert_eq!(
        announced["serverInfo"],
        json!({"name": "housestyle", "version": env!("CARGO_PKG_VERSION")})
    );
    let capabilities = &announced["capabilities"];
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(
        capabilities["textDocumentSync"],
        json!({"openClose": true, "change": 2, "save": true, "willSaveWaitUntil": true})
    );
    assert_eq!(capabilities["hoverProvider"], true);
    assert_eq!(
        capabilities["codeActionProvider"]["codeActionKinds"],
        json!(["quickfix", "source.fixAll.housestyle"])
    );
    client.finish().await;
}

#[tokio::test]
async fn requests_before_the_handshake_are_refused_and_do_no_harm() {
    let mut client = Client::start(words());
    let hover = json!({"textDocument": {"uri": URI}, "position": position((0, 0))});
    assert_eq!(
        client.refused("textDocument/hover", hover).await,
        NOT_INITIALIZED
    );
    assert_eq!(
        client.refused("shutdown", Value::Null).await,
        NOT_INITIALIZED
    );
    client.open(URI, "markdown", 1, "bad").await;
    client.handshake(json!({"capabilities": {}})).await;
    assert_eq!(
        client
            .refused("initialize", json!({"capabilities": {}}))
            .await,
        INVALID_REQUEST
    );
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_does_not_wait_for_the_handshake_is_served() {
    let mut client = Client::start(words());
    let initialize = client.ask("initialize", json!({"capabilities": {}})).await;
    client.notify("initialized", json!({})).await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    client.answer(initialize).await;
    client.finish().await;
}

/// Scripts say all that they have to say and then read.
#[tokio::test]
async fn a_client_that_says_everything_at_once_is_answered() {
    let mut client = Client::start(words());
    let initialize = client.ask("initialize", json!({"capabilities": {}})).await;
    client.notify("initialized", json!({})).await;
    client.open(URI, "markdown", 1, "bad").await;
    let hover = json!({"textDocument": {"uri": URI}, "position": position((0, 0))});
    let hover = client.ask("textDocument/hover", hover).await;
    let shutdown = client.ask("shutdown", json!({})).await;
    client.notify("exit", json!({})).await;
    client.answer(initialize).await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    assert!(client.answer(hover).await["result"].is_object());
    assert_eq!(client.answer(shutdown).await["result"], Value::Null);
    assert_eq!(client.ended().await, Ending::Orderly);

    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    client.say_no_more().await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    assert_eq!(client.ended().await, Ending::Disorderly);
}

#[tokio::test]
async fn requests_after_shutdown_are_refused_and_nothing_is_published() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    watch.begun(1).await;
    client.request("shutdown", Value::Null).await;
    watch.release();
    let hover = json!({"textDocument": {"uri": URI}, "position": position((0, 0))});
    assert_eq!(
        client.refused("textDocument/hover", hover).await,
        INVALID_REQUEST
    );
    client.edit(URI, 2, (0, 0), (0, 0), "x").await;
    assert_eq!(
        client.refused("shutdown", Value::Null).await,
        INVALID_REQUEST
    );
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, Ending::Orderly);
}

#[tokio::test]
async fn leaving_without_a_word_is_disorderly() {
    let mut client = Client::new(words()).await;
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, Ending::Disorderly);

    let mut client = Client::start(words());
    client.notify("exit", Value::Null).await;
    assert_eq!(client.ended().await, Ending::Disorderly);

    let client = Client::new(words()).await;
    assert_eq!(client.hang_up().await, Ending::Disorderly);

    let mut client = Client::new(words()).await;
    client.request("shutdown", Value::Null).await;
    assert_eq!(client.hang_up().await, Ending::Orderly);
}

#[tokio::test]
async fn the_end_of_the_input_does_not_wait_for_a_check() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    let hover = json!({"textDocument": {"uri": URI}, "position": position((0, 0))});
    client.ask("textDocument/hover", hover).await;
    watch.begun(1).await;
    assert_eq!(client.hang_up().await, Ending::Disorderly);
    watch.release();
}

#[tokio::test]
async fn what_is_not_known_is_refused_or_passed_over() {
    let mut client = Client::new(words()).await;
    assert_eq!(
        client.refused("housestyle/unheardOf", json!({})).await,
        METHOD_NOT_FOUND
    );
    assert_eq!(
        client.refused("$/unheardOf", json!({})).await,
        METHOD_NOT_FOUND
    );
    client.notify("housestyle/unheardOf", json!({})).await;
    client.notify("$/unheardOf", json!({})).await;
    client
        .notify("$/setTrace", json!({"value": "compact"}))
        .await;
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_can_is_asked_to_watch_files_and_settings() {
    let capabilities = json!({"workspace": {
        "didChangeWatchedFiles": {"dynamicRegistration": true},
        "didChangeConfiguration": {"dynamicRegistration": true},
    }});
    let mut client = Client::with_capabilities(words(), capabilities).await;
    let asked = client.asked("client/registerCapability").await;
    let registrations = asked["params"]["registrations"].as_array().expect("a list");
    let methods: Vec<_> = registrations
        .iter()
        .map(|registration| registration["method"].as_str())
        .collect();
    assert_eq!(
        methods,
        [
            Some("workspace/didChangeWatchedFiles"),
            Some("workspace/didChangeConfiguration")
        ]
    );
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}))
        .await;
    client.finish().await;
}

#[tokio::test]
async fn checks_can_be_switched_off_and_on_again() {
    let mut client = Client::start(words());
    let options = json!({"housestyle": {"enable": false}});
    client
        .handshake(json!({"capabilities": {}, "initializationOptions": options}))
        .await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 0);
    client
        .notify(
            "workspace/didChangeConfiguration",
            json!({"settings": {"housestyle": {"enable": true}}}),
        )
        .await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    client
        .notify(
            "workspace/didChangeConfiguration",
            json!({"settings": {"housestyle": {"enable": "perhaps"}}}),
        )
        .await;
    let log = client.told("window/logMessage").await;
    assert_eq!(log["type"], 2);
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_keeps_its_settings_is_asked_for_them() {
    let capabilities = json!({"workspace": {"configuration": true}});
    let mut client = Client::with_capabilities(words(), capabilities).await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    let changed = json!({"settings": null});
    for (enable, findings) in [(false, 0), (true, 1)] {
        let asked = client.asked("workspace/configuration").await;
        assert_eq!(asked["params"]["items"], json!([{"section": "housestyle"}]));
        let result = json!([{"enable": enable}]);
        client
            .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": result}))
            .await;
        assert_eq!(client.diagnostics(URI, 1).await.len(), findings);
        client
            .notify("workspace/didChangeConfiguration", changed.clone())
            .await;
    }
    let asked = client.asked("workspace/configuration").await;
    let error = json!({"code": INTERNAL_ERROR, "message": "no"});
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "error": error}))
        .await;
    client.finish().await;
}
