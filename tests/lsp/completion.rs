//! Terms that are offered while somebody types.

use std::fmt::Write as _;

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, position, range};
use crate::rules::Folder;

const STYLE: &str = "
[[term]]
term = \"client state\"
definition = \"A state that *depends* on another. ![x](https://example.org/x.png)\"
instead-of = [\"puppet regime\"]

[[term]]
term = \"ceasefire\"

[[term]]
term = \"Côte d’Ivoire\"

[[term]]
term = \"東京都\"

[[term]]
term = \"clientele\"
status = \"admitted\"
";

async fn client(capabilities: Value, settings: Value) -> Client {
    let mut client = Client::start(Engine::Incremental);
    let params = json!({"capabilities": capabilities, "initializationOptions": settings});
    client.handshake(params).await;
    client
}

async fn complete(client: &mut Client, uri: &str, at: (u32, u32)) -> Value {
    let params = json!({"textDocument": {"uri": uri}, "position": position(at)});
    client.request("textDocument/completion", params).await
}

fn folder() -> Folder {
    Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\"]\n"),
        ("desk.toml", STYLE),
    ])
}

#[tokio::test]
async fn terms_are_offered_for_what_stands_before_the_caret() {
    let text = "🎄 The cli and\n\
                a client st\n\
                Client\n\
                c\n\
                `cli` https://example.org/cli [x](cli) [a *cli*](x) a *cli*\n\
                in Côte d'\n\
                東\n\
                a ceasefire\n\
                sub-cli\n";
    // Where, from where on it is replaced, by what; as how clients know it.
    let cases = [
        ((0, 10), Some((7, "client state", "client state"))),
        ((0, 9), Some((7, "client state", "client state"))),
        ((0, 3), None),
        ((1, 11), Some((2, "client state", "client state"))),
        ((2, 6), Some((0, "Client state", "Client state"))),
        ((4, 4), None),
        ((4, 29), None),
        ((4, 37), None),
        ((4, 46), Some((43, "client state", "client state"))),
        ((5, 10), Some((3, "Côte d’Ivoire", "Côte d'Ivoire"))),
        ((6, 1), Some((0, "東京都", "東京都"))),
        ((7, 11), None),
        ((8, 7), Some((4, "client state", "client state"))),
        ((20, 0), None),
    ];
    let folder = folder();
    let article = folder.uri("article.md");
    let mut client = client(json!({}), json!({"completion": true})).await;
    client.open(&article, "markdown", 1, text).await;
    for ((line, column), expected) in cases {
        let answer = complete(&mut client, &article, (line, column)).await;
        let items = answer["items"].as_array().map_or(&[][..], Vec::as_slice);
        let seen: Vec<_> = items
            .iter()
            .map(|item| (&item["textEdit"], &item["filterText"]))
            .collect();
        let expected = expected.map(|(start, text, filter)| {
            let range = range((line, start), (line, column));
            (json!({"range": range, "newText": text}), json!(filter))
        });
        let expected: Vec<_> = expected
            .iter()
            .map(|(edit, filter)| (edit, filter))
            .collect();
        assert_eq!(seen, expected, "{line}:{column}");
    }
    // A beginning that says nothing yet must not end the matter; a whole term does.
    for at in [(3, 1), (1, 3)] {
        let answer = complete(&mut client, &article, at).await;
        assert_eq!(answer, json!({"isIncomplete": true, "items": []}), "{at:?}");
    }
    let answer = complete(&mut client, &article, (7, 11)).await;
    assert_eq!(answer, json!({"isIncomplete": false, "items": []}));
    client.diagnostics(&article, 1).await;
    client.finish().await;
}

#[tokio::test]
async fn an_item_shows_the_definition_in_the_columns_and_the_notation_of_the_client() {
    let folder = folder();
    let article = folder.uri("article.md");
    for (notation, shown) in [
        ("markdown", "A state that *depends* on another. x"),
        ("plaintext", "A state that depends on another. x"),
    ] {
        let item = json!({"documentationFormat": [notation]});
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-8"]},
            "textDocument": {"completion": {"completionItem": item}},
        });
        let mut client = client(capabilities, json!({"completion": true})).await;
        client.open(&article, "markdown", 1, "🎄 cli").await;
        let answer = complete(&mut client, &article, (0, 8)).await;
        let item = &answer["items"][0];
        assert_eq!(item["label"], "client state");
        assert_eq!(
            item["documentation"],
            json!({"kind": notation, "value": shown})
        );
        assert_eq!(item["textEdit"]["range"], range((0, 5), (0, 8)));
        client.diagnostics(&article, 1).await;
        client.finish().await;
    }
}

#[tokio::test]
async fn of_many_terms_some_are_offered_and_the_client_asks_again() {
    let mut glossary = "find,status\n".to_owned();
    for number in 0..60 {
        writeln!(glossary, "term{number:02},preferred").expect("a string takes all");
    }
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"glossary.csv\"]\n"),
        ("glossary.csv", &glossary),
    ]);
    let article = folder.uri("article.md");
    let mut client = client(json!({}), json!({"completion": true})).await;
    client.open(&article, "markdown", 1, "te\n\nterm1\n").await;
    for (at, count, incomplete) in [((0, 2), 50, true), ((2, 5), 10, false)] {
        let answer = complete(&mut client, &article, at).await;
        let items = answer["items"].as_array().expect("items");
        assert_eq!(
            (items.len(), &answer["isIncomplete"]),
            (count, &json!(incomplete))
        );
        let order: Vec<_> = items.iter().map(|item| item["sortText"].as_str()).collect();
        assert!(order.is_sorted());
    }
    client.diagnostics(&article, 1).await;
    client.finish().await;
}

#[tokio::test]
async fn nothing_is_offered_unless_it_is_wanted() {
    let folder = folder();
    let article = folder.uri("article.md");
    let mut client = client(json!({}), Value::Null).await;
    client.open(&article, "markdown", 1, "cli").await;
    assert_eq!(complete(&mut client, &article, (0, 3)).await, Value::Null);
    let on = json!({"settings": {"housestyle": {"completion": true}}});
    client.notify("workspace/didChangeConfiguration", on).await;
    let answer = complete(&mut client, &article, (0, 3)).await;
    assert_eq!(answer["items"][0]["label"], "client state");
    // Files that are no prose have none.
    client
        .open(&folder.uri("Cargo.toml"), "toml", 1, "cli")
        .await;
    for uri in [folder.uri("Cargo.toml"), "git:/a.md".into()] {
        assert_eq!(complete(&mut client, &uri, (0, 3)).await, Value::Null);
    }
    for message in client.leave().await {
        assert_eq!(message["method"], "textDocument/publishDiagnostics");
    }
}
