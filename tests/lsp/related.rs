//! Other places that a finding has to do with, wherever they move to.

use std::sync::Arc;

use housestyle::check::check;
use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, position, range};
use crate::rules::{CONFIGURATION, Folder};

const STYLE: &str = "\
[[rule]]
id = 'one-word'
consistency = [['adviser', 'advisor']]

[[rule]]
id = 'expand'
requires = 'expansion'
quotes = 'skip'

[[rule]]
id = 'plain'
phrases = ['utilize']
";

fn folder() -> Folder {
    Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)])
}

/// The first words, a few pages, the last words.
fn document(directive: &str) -> String {
    let page = "Nothing is to be said of this line of many.\n\n".repeat(100);
    format!("{directive}An adviser.\n\n{page}The advisor of the adviser, to utilize the OECD.\n")
}

/// Where the first diagnostic stands, and the places that it has to do with.
fn related(diagnostics: &[Value], uri: &str) -> (Value, Vec<(Value, String)>) {
    let first = &diagnostics[0];
    let related = first["relatedInformation"].as_array();
    let related = related.into_iter().flatten().map(|related| {
        assert_eq!(related["location"]["uri"], uri);
        let message = related["message"].as_str().expect("a message");
        (related["location"]["range"].clone(), message.to_owned())
    });
    (first["range"]["start"].clone(), related.collect())
}

/// Opens a document, edits it, and looks at what is told each time.
async fn check_edits(engine: Engine, capabilities: Value, pulls: bool, directive: &str) {
    let folder = folder();
    let uri = folder.uri("article.md");
    let mut client = Client::with_capabilities(engine, capabilities).await;
    client.open(&uri, "markdown", 1, &document(directive)).await;
    let above = directive.matches('\n').count() as u32;
    // Where a text is put in place of what, the line of the finding, the place of the other.
    let edits = [
        ((0, 0), (0, 0), "", 202, (0, 3)),
        ((above, 0), (above, 0), "Dear all,\n\n", 204, (2, 3)),
        ((above + 2, 0), (above + 2, 2), "É 🎄 not an", 204, (2, 12)),
        ((above + 50, 0), (above + 50, 0), "One.\n\n", 206, (2, 12)),
        ((above + 206, 0), (above + 206, 3), "An", 206, (2, 12)),
        ((above, 0), (above + 2, 0), "", 204, (0, 12)),
    ];
    for (version, (from, to, text, line, (row, column))) in (2..).zip(edits) {
        client.edit(&uri, version, from, to, text).await;
        let diagnostics = if pulls {
            let question = json!({"textDocument": {"uri": uri}});
            let report = client.request("textDocument/diagnostic", question).await;
            report["items"].as_array().expect("a list").clone()
        } else {
            client.diagnostics(&uri, version).await
        };
        let (place, others) = related(&diagnostics, &uri);
        assert_eq!(place["line"], above + line, "{version} {diagnostics:?}");
        let there = range((above + row, column), (above + row, column + 7));
        assert_eq!(
            others,
            [(there, "‘adviser’ is written here".to_owned())],
            "{version}"
        );
        assert!(
            diagnostics[1].get("relatedInformation").is_none(),
            "{diagnostics:?}"
        );
        let actions = client
            .actions(
                &uri,
                json!({"start": place, "end": place}),
                Some("quickfix"),
            )
            .await;
        assert_eq!(actions[0]["diagnostics"][0], diagnostics[0], "{version}");
    }
    let hover = client.hover(&uri, above + 204, 4).await;
    let said = hover["contents"]["value"].as_str().expect("text");
    let line = above + 1;
    assert!(
        said.contains(&format!("- line {line}: ‘adviser’ is written here")),
        "{said}"
    );
    client.finish().await;
}

#[tokio::test]
async fn other_places_are_told_where_they_stand_after_each_edit() {
    let push = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
    let pull = json!({
        "textDocument": {"diagnostic": {"relatedInformation": true}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    for directive in ["", "<!-- housestyle ignore-file: desk.expand -->\n\n"] {
        for engine in [Engine::Incremental, Engine::Whole(Arc::new(check))] {
            check_edits(engine.clone(), push.clone(), false, directive).await;
            check_edits(engine, pull.clone(), true, directive).await;
        }
    }
}

#[tokio::test]
async fn a_client_that_shows_none_is_told_of_none() {
    let folder = folder();
    let uri = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&uri, "markdown", 1, &document("")).await;
    let diagnostics = client.diagnostics(&uri, 1).await;
    assert_eq!(diagnostics[0]["range"]["start"], position((202, 4)));
    assert!(diagnostics[0].get("relatedInformation").is_none());
    client.finish().await;
}
