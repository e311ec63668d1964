//! What is found, for editors that paint it.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, range, uri};
use crate::engines::words;
use crate::rules::Folder;

const URI: &str = uri!("a.md");

const STYLES: [(&str, &str); 4] = [
    (
        "housestyle.toml",
        "styles = [\"sea.toml\", \"plain.toml\", \"glossary.csv\"]\n",
    ),
    (
        "sea.toml",
        "[style]\ncolour = \"teal\"\n[[rule]]\nid = \"x\"\nphrases = [\"blorp\"]\n",
    ),
    (
        "plain.toml",
        "[[rule]]\nid = \"y\"\nphrases = [\"snark\"]\n",
    ),
    ("glossary.csv", "find,use\nboojum,vanish\n"),
];

/// The handshake of a client that paints, and what else it is.
fn painting(capabilities: &Value) -> Value {
    json!({"capabilities": capabilities, "initializationOptions": {"highlights": true}})
}

async fn painted(client: &mut Client) -> Value {
    client.told("housestyle/highlights").await
}

fn highlight(from: u32, to: u32, colour: &str, style: &str, rule: &str) -> Value {
    json!({"range": range((0, from), (0, to)), "colour": colour, "style": style, "rule": rule})
}

#[tokio::test]
async fn what_is_found_is_painted_in_the_colour_of_its_style() {
    let folder = Folder::new(&STYLES);
    let article = folder.uri("article.md");
    let mut client = Client::start(Engine::Incremental);
    client.handshake(painting(&json!({}))).await;
    client
        .open(&article, "markdown", 4, "🎄 blorp snark boojum")
        .await;
    let ranges = json!([
        highlight(3, 8, "teal", "sea", "sea.x"),
        highlight(9, 14, "amber", "plain", "plain.y"),
        highlight(15, 21, "amber", "glossary", "glossary.boojum"),
    ]);
    assert_eq!(
        painted(&mut client).await,
        json!({"uri": article, "version": 4, "ranges": ranges})
    );
    assert_eq!(client.diagnostics(&article, 4).await.len(), 3);
    client.edit(&article, 5, (0, 8), (0, 21), "").await;
    assert_eq!(
        painted(&mut client).await,
        json!({"uri": article, "version": 5, "ranges": [highlight(3, 8, "teal", "sea", "sea.x")]})
    );
    client.diagnostics(&article, 5).await;
    client.close(&article).await;
    client.published(&article).await;
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_asks_for_diagnostics_is_told_where_to_paint() {
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let mut client = Client::start(words());
    client.handshake(painting(&capabilities)).await;
    client.open(URI, "markdown", 1, "bad").await;
    let painted = painted(&mut client).await;
    let expected = json!([highlight(0, 3, "amber", "test", "test.bad")]);
    assert_eq!(painted["ranges"], expected);
    client.finish().await;
}

#[tokio::test]
async fn nobody_is_told_who_did_not_ask() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    client.diagnostics(URI, 1).await;
    for (highlights, count) in [(true, 1), (false, 0)] {
        let settings = json!({"settings": {"housestyle": {"highlights": highlights}}});
        client
            .notify("workspace/didChangeConfiguration", settings)
            .await;
        client.diagnostics(URI, 1).await;
        for _ in 0..count {
            assert_eq!(painted(&mut client).await["version"], 1);
        }
    }
    client.finish().await;
}

#[tokio::test]
async fn other_settings_that_come_later_leave_it_on() {
    let mut client = Client::start(words());
    client.handshake(painting(&json!({}))).await;
    client.open(URI, "markdown", 1, "bad").await;
    for enable in [true, false] {
        let ranges = painted(&mut client).await["ranges"].take();
        assert_eq!(ranges.as_array().map(Vec::len), Some(usize::from(enable)));
        client.diagnostics(URI, 1).await;
        if enable {
            let settings = json!({"settings": {"housestyle": {"enable": false}}});
            client
                .notify("workspace/didChangeConfiguration", settings)
                .await;
        }
    }
    client.finish().await;
}

#[tokio::test]
async fn no_more_is_painted_than_shown() {
    let mut client = Client::start(words());
    client.handshake(painting(&json!({}))).await;
    client
        .open(URI, "plaintext", 1, &"bad\n".repeat(6_000))
        .await;
    let ranges = painted(&mut client).await["ranges"].take();
    assert_eq!(ranges.as_array().map(Vec::len), Some(5_000));
    client.diagnostics(URI, 1).await;
    client.finish().await;
}
