//! Fixes that are made when a document is saved.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, range, uri};
use crate::engines::{Watch, words};

const URI: &str = uri!("a.md");

async fn client(engine: Engine, settings: Value) -> Client {
    let mut client = Client::start(engine);
    let params = json!({"capabilities": {}, "initializationOptions": settings});
    client.handshake(params).await;
    client
}

async fn save(client: &mut Client, uri: &str) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "reason": 1});
    client
        .request("textDocument/willSaveWaitUntil", params)
        .await
}

#[tokio::test]
async fn what_needs_no_choice_is_fixed_if_that_is_wanted() {
    // ‘awful’ becomes ‘so bad’, and that ‘so good’; ‘poor’ has two fixes.
    let fixed = json!([
        {"range": range((0, 3), (0, 6)), "newText": "good"},
        {"range": range((0, 8), (0, 13)), "newText": "so good"},
    ]);
    let cases = [
        (json!({"fixOnSave": true}), fixed),
        (json!({"fixOnSave": false}), Value::Null),
        (Value::Null, Value::Null),
    ];
    for (settings, expected) in cases {
        let mut client = client(words(), settings).await;
        client.open(URI, "markdown", 1, "🎄 bad, awful, poor").await;
        assert_eq!(save(&mut client, URI).await, expected);
        client.diagnostics(URI, 1).await;
        assert_eq!(save(&mut client, uri!("closed.md")).await, Value::Null);
        client.finish().await;
    }
}

#[tokio::test]
async fn a_save_does_not_wait_for_a_long_check() {
    let watch = Watch::default();
    let mut client = client(watch.words(), json!({"fixOnSave": true})).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    watch.begun(1).await;
    assert_eq!(save(&mut client, URI).await, Value::Null);
    watch.release();
    client.diagnostics(URI, 1).await;
    assert!(save(&mut client, URI).await.is_array());
    client.finish().await;
}
