//! The editors that were seen to work, each by its own `initialize` request.
//!
//! `initialize/*.json` are recorded; see the README there.

use serde_json::{Value, json};

use crate::client::{Client, METHOD_NOT_FOUND, places, range, uri};
use crate::engines::words;

const URI: &str = uri!("a.md");

/// What one editor is and how it has to be spoken to.
struct Editor {
    /// Its recorded request.
    initialize: &'static str,
    /// Whether it asks for diagnostics; to the others they are published.
    pulls: bool,
    /// How it counts columns, and where ‘bad’ starts in ‘🎄 bad’ then.
    encoding: (&'static str, u32),
    hover: &'static str,
    /// Under which key it takes edits.
    edits: &'static str,
    /// What it is asked after the handshake.
    asked: &'static [&'static str],
}

const WATCH: &str = "client/registerCapability";
const SETTINGS: &str = "workspace/configuration";

async fn check(editor: &Editor) {
    let params: Value = serde_json::from_str(editor.initialize).expect("JSON");
    let name = params["clientInfo"].to_string();
    let mut client = Client::start(words());
    let announced = client.handshake(params).await["capabilities"].clone();
    let (encoding, column) = editor.encoding;
    assert_eq!(announced["positionEncoding"], encoding, "{name}");
    assert_eq!(
        announced["diagnosticProvider"].is_object(),
        editor.pulls,
        "{name}"
    );
    for method in editor.asked {
        let asked = client.asked(method).await;
        let result = if *method == SETTINGS {
            json!([null])
        } else {
            Value::Null
        };
        client
            .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": result}))
            .await;
    }
    client.open(URI, "markdown", 1, "🎄 bad").await;
    let shown = diagnostics(&mut client, editor.pulls, 1).await;
    let column_of_bad = u64::from(column);
    assert_eq!(
        places(&shown),
        [((0, column_of_bad), (0, column_of_bad + 3))],
        "{name}"
    );
    client.edit(URI, 2, (0, column), (0, column), "so ").await;
    let shown = diagnostics(&mut client, editor.pulls, 2).await;
    assert_eq!(
        places(&shown),
        [((0, column_of_bad + 3), (0, column_of_bad + 6))],
        "{name}"
    );

    let hover = client.hover(URI, 0, column + 4).await;
    assert_eq!(hover["contents"]["kind"], editor.hover, "{name}");
    let found = range((0, column + 3), (0, column + 6));
    let actions = client.actions(URI, found.clone(), None).await;
    let edit = match editor.edits {
        "changes" => &actions[0]["edit"]["changes"][URI][0],
        _ => &actions[0]["edit"]["documentChanges"][0]["edits"][0],
    };
    assert_eq!(
        *edit,
        json!({"range": found, "newText": "good"}),
        "{name}: {actions:?}"
    );
    client.close(URI).await;
    if !editor.pulls {
        assert_eq!(client.published(URI).await["diagnostics"], json!([]));
    }
    // Whatever came on another channel is unread now, and fails here.
    client.finish().await;
}

/// The diagnostics as they come on the editor's channel; the other one is closed.
async fn diagnostics(client: &mut Client, pulls: bool, version: i64) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": URI}});
    if pulls {
        let report = client.request("textDocument/diagnostic", params).await;
        assert_eq!(report["kind"], "full");
        return report["items"].as_array().expect("a list").clone();
    }
    let refused = client.refused("textDocument/diagnostic", params).await;
    assert_eq!(refused, METHOD_NOT_FOUND);
    client.diagnostics(URI, version).await
}

#[tokio::test]
async fn vs_code_asks() {
    check(&Editor {
        initialize: include_str!("initialize/vscode.json"),
        pulls: true,
        encoding: ("utf-16", 3),
        hover: "markdown",
        edits: "documentChanges",
        asked: &[WATCH],
    })
    .await;
}

#[tokio::test]
async fn neovim_0_12_asks() {
    check(&Editor {
        initialize: include_str!("initialize/neovim-0.12.json"),
        pulls: true,
        encoding: ("utf-8", 5),
        hover: "markdown",
        edits: "changes",
        asked: &[SETTINGS],
    })
    .await;
}

#[tokio::test]
async fn neovim_0_10_is_published_to() {
    check(&Editor {
        initialize: include_str!("initialize/neovim-0.10.json"),
        pulls: false,
        encoding: ("utf-16", 3),
        hover: "markdown",
        edits: "changes",
        asked: &[SETTINGS],
    })
    .await;
}

#[tokio::test]
async fn helix_is_published_to_since_it_cannot_be_told_to_ask_again() {
    check(&Editor {
        initialize: include_str!("initialize/helix.json"),
        pulls: false,
        encoding: ("utf-8", 5),
        hover: "markdown",
        edits: "documentChanges",
        asked: &[WATCH, SETTINGS],
    })
    .await;
}

#[tokio::test]
async fn emacs_is_published_to() {
    check(&Editor {
        initialize: include_str!("initialize/emacs.json"),
        pulls: false,
        encoding: ("utf-32", 2),
        hover: "plaintext",
        edits: "documentChanges",
        asked: &[WATCH],
    })
    .await;
}
