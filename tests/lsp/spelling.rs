//! Misspelt words, and what they may have been meant to be.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, range};
use crate::rules::Folder;

fn folder() -> Folder {
    Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\"]\n"),
        (
            "desk.toml",
            "[[rule]]\nid = \"spelling\"\nspelling = [\"en_GB\", \"en_US\"]\n\
             [[rule]]\nid = \"plain\"\nreplace = { utilize = \"use\" }\n",
        ),
    ])
}

fn titles(actions: &[Value]) -> Vec<&str> {
    let titles = actions.iter().map(|action| &action["title"]);
    titles.filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn suggestions_are_made_for_who_opens_the_menu() {
    let folder = folder();
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    let text = "---\ntitle: 'We dont know'\n---\n\nWe utilize the goverment, **gover**ment dont.\n";
    client.open(&article, "markdown", 1, text).await;
    // The dictionaries may come later than the rest.
    let mut diagnostics = client.diagnostics(&article, 1).await;
    while diagnostics.len() < 5 {
        diagnostics = client.diagnostics(&article, 1).await;
    }
    let messages: Vec<_> = diagnostics.iter().map(|one| &one["message"]).collect();
    assert_eq!(
        messages[2],
        "‘goverment’ is in none of the dictionaries en_GB, en_US."
    );
    let caret = |line, character| range((line, character), (line, character));
    let actions = client.actions(&article, caret(4, 17), None).await;
    assert_eq!(titles(&actions)[0], "Replace with ‘government’");
    let edit = &actions[0]["edit"]["changes"][&article][0];
    assert_eq!(
        *edit,
        json!({"range": range((4, 15), (4, 24)), "newText": "government"})
    );
    // With markup inside it is not known where that would go.
    let actions = client.actions(&article, caret(4, 30), None).await;
    assert!(
        titles(&actions)
            .iter()
            .all(|title| !title.starts_with("Replace")),
        "{actions:?}"
    );
    // An apostrophe may end a value of the front matter.
    for (place, with_apostrophe) in [(caret(4, 41), true), (caret(1, 12), false)] {
        let actions = client.actions(&article, place, None).await;
        let titles = titles(&actions);
        let has = titles.iter().any(|title| title.contains("don't"));
        assert_eq!(has, with_apostrophe, "{titles:?}");
    }
    // A menu that opens unasked has none.
    let actions = client
        .request(
            "textDocument/codeAction",
            json!({
                "textDocument": {"uri": article}, "range": caret(4, 17),
                "context": {"diagnostics": [], "triggerKind": 2},
            }),
        )
        .await;
    let actions = actions.as_array().expect("actions");
    assert!(
        titles(actions)
            .iter()
            .all(|title| !title.starts_with("Replace")),
        "{actions:?}"
    );
    client.finish().await;
}
