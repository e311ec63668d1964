//! From findings and terms to where they are defined, and to where terms stand.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, places, position, range};
use crate::rules::Folder;

const STYLE: &str = "\u{FEFF}[[rule]]
id = \"plain\"
[rule.replace]
utilize = \"use\"
commence = \"begin\"

[[term]]
term = \"client state\"
definition = \"A state that *depends* on another.\"
instead-of = [\"puppet regime\", \"puppet state\"]
except = [\"client state machine\"]
inflect = \"noun\"

[[term]]
term = \"état\"
shield = false
";

const GLOSSARY: &str = "find,use,status,definition
cease-fire,ceasefire,deprecated,
ceasefire,,preferred,An end of fighting.
";

fn folder() -> Folder {
    Folder::new(&[
        (
            "housestyle.toml",
            "styles = [\"desk.toml\", \"glossary.csv\", \"newsroom\"]\n",
        ),
        ("desk.toml", STYLE),
        ("glossary.csv", GLOSSARY),
    ])
}

async fn ask(client: &mut Client, method: &str, uri: &str, at: (u32, u32)) -> Value {
    let params = json!({
        "textDocument": {"uri": uri},
        "position": position(at),
        "context": {"includeDeclaration": false},
    });
    client
        .request(&format!("textDocument/{method}"), params)
        .await
}

/// Where the answer leads: file, line and column of the start, and what stands there.
fn targets(answer: &Value) -> Vec<(String, u64, u64)> {
    let locations = answer.as_array().map_or(&[][..], Vec::as_slice);
    let target = |location: &Value| {
        let uri = location["uri"].as_str().expect("a URI");
        let start = &location["range"]["start"];
        let number = |key: &str| start[key].as_u64().expect("a number");
        let name = uri.rsplit('/').next().expect("a name").to_owned();
        (name, number("line"), number("character"))
    };
    locations.iter().map(target).collect()
}

#[tokio::test]
async fn a_definition_is_where_the_rule_or_the_entry_is_written() {
    let folder = folder();
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    let text = "🎄 We utilize, and commence.\n\
                A *client* state, a puppet regime.\n\
                A cease-fire or a ceasefire. Un état.\n\
                `client state` and client state machine, plain words.\n";
    client.open(&article, "markdown", 1, text).await;
    client.diagnostics(&article, 1).await;
    let cases = [
        // A finding of a rule: its entry.
        ((0, 6), vec![("desk.toml", 3, 0)]),
        ((0, 20), vec![("desk.toml", 4, 0)]),
        // A caret directly behind it.
        ((0, 13), vec![("desk.toml", 3, 0)]),
        ((0, 15), vec![]),
        // A term, across its markup, and a deprecated variant of it.
        ((1, 4), vec![("desk.toml", 7, 7)]),
        ((1, 13), vec![("desk.toml", 7, 7)]),
        ((1, 22), vec![("desk.toml", 9, 14)]),
        // Rows of a glossary.
        ((2, 4), vec![("glossary.csv", 1, 0)]),
        ((2, 20), vec![("glossary.csv", 2, 0)]),
        ((2, 33), vec![("desk.toml", 14, 7)]),
        // Code, an exception, other words, and no place at all.
        ((3, 4), vec![]),
        ((3, 22), vec![]),
        ((3, 43), vec![]),
        ((9, 0), vec![]),
    ];
    for (at, expected) in cases {
        let answer = ask(&mut client, "definition", &article, at).await;
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, line, column)| (name.to_owned(), line, column))
            .collect();
        assert_eq!(targets(&answer), expected, "{at:?}");
    }
    client.finish().await;
}

#[tokio::test]
async fn a_definition_names_what_was_asked_about_if_the_client_can_show_it() {
    let folder = folder();
    let article = folder.uri("article.md");
    let capabilities = json!({"textDocument": {"definition": {"linkSupport": true}}});
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    client
        .open(&article, "markdown", 1, "A client **state**.\n")
        .await;
    let answer = ask(&mut client, "definition", &article, (0, 5)).await;
    assert_eq!(answer[0]["originSelectionRange"], range((0, 2), (0, 16)));
    assert_eq!(answer[0]["targetUri"], folder.uri("desk.toml"));
    client.published(&article).await;
    client.finish().await;
}

#[tokio::test]
async fn rules_of_the_program_itself_lead_nowhere() {
    let folder = Folder::new(&[("housestyle.toml", "styles = [\"newsroom\"]\n")]);
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    let text = "At this moment in time we utilize.\n\n<!-- housestyle ignore: none -->\n";
    client.open(&article, "markdown", 1, text).await;
    let diagnostics = client.diagnostics(&article, 1).await;
    assert!(diagnostics.len() > 1, "{diagnostics:?}");
    for (start, _) in places(&diagnostics) {
        let at = (start.0 as u32, start.1 as u32 + 1);
        let answer = ask(&mut client, "definition", &article, at).await;
        assert_eq!(answer, Value::Null);
    }
    client.finish().await;
}

#[tokio::test]
async fn a_term_is_highlighted_wherever_it_or_a_variant_of_it_stands() {
    let folder = folder();
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    let text = "🎄 A client state.\n\n\
                > “The *puppet*\n> regime’s end”, client states\n\n\
                `client state`, [puppet state](https://example.org/client%20state), a client state machine.\n";
    client.open(&article, "markdown", 1, text).await;
    client.diagnostics(&article, 1).await;
    let everywhere = [
        ((0, 5), (0, 17)),
        ((2, 8), (3, 8)),
        ((3, 17), (3, 30)),
        ((5, 17), (5, 29)),
    ];
    for at in [(0, 5), (0, 17), (3, 4), (5, 20)] {
        let answer = ask(&mut client, "documentHighlight", &article, at).await;
        let highlights = answer.as_array().expect("a list");
        assert_eq!(places(highlights), everywhere, "{at:?}");
        assert_eq!(highlights[0]["kind"], 1);
    }
    for at in [(0, 3), (1, 0), (5, 4), (5, 45), (5, 85), (7, 7)] {
        let answer = ask(&mut client, "documentHighlight", &article, at).await;
        assert_eq!(answer, Value::Null, "{at:?}");
    }
    // Only as the document is now.
    client.edit(&article, 2, (0, 3), (0, 5), "").await;
    let answer = ask(&mut client, "documentHighlight", &article, (0, 3)).await;
    assert_eq!(
        places(answer.as_array().expect("a list"))[0],
        ((0, 3), (0, 15))
    );
    client.diagnostics(&article, 2).await;
    client.finish().await;
}

#[tokio::test]
async fn references_are_those_in_open_documents() {
    let folder = folder();
    folder.write("closed.md", "A client state.\n");
    folder.write("other/housestyle.toml", "styles = [\"desk.toml\"]\n");
    folder.write("other/desk.toml", STYLE);
    folder.write("sub/housestyle.toml", "extends = \"../housestyle.toml\"\n");
    let mut client = Client::new(Engine::Incremental).await;
    let article = folder.uri("b.md");
    let documents = [
        (article.clone(), "A client state and a puppet state.\n"),
        (folder.uri("a.md"), "Nothing.\n\nClient states.\n"),
        (folder.uri("sub/a.md"), "The client state.\n"),
        // Another glossary, although all is the same in it.
        (folder.uri("other/a.md"), "The client state.\n"),
    ];
    for (uri, text) in &documents {
        client.open(uri, "markdown", 1, text).await;
        client.diagnostics(uri, 1).await;
    }
    let answer = ask(&mut client, "references", &article, (0, 4)).await;
    let path = |location: &Value| {
        let uri = location["uri"].as_str().expect("a URI");
        let root = folder.uri("");
        uri.strip_prefix(&root).expect("inside").to_owned()
    };
    let found = answer.as_array().expect("a list");
    let files: Vec<_> = found.iter().map(path).collect();
    assert_eq!(files, ["b.md", "b.md", "a.md", "sub/a.md"]);
    assert_eq!(
        places(found),
        [
            ((0, 2), (0, 14)),
            ((0, 21), (0, 33)),
            ((2, 0), (2, 13)),
            ((0, 4), (0, 16)),
        ]
    );
    let params = json!({
        "textDocument": {"uri": article}, "position": position((0, 4)),
        "context": {"includeDeclaration": true},
    });
    let answer = client.request("textDocument/references", params).await;
    assert_eq!(targets(&answer)[0], ("desk.toml".to_owned(), 7, 7));
    assert_eq!(answer.as_array().expect("a list").len(), 5);
    // A finding that is no term has none.
    client.edit(&article, 2, (0, 0), (0, 0), "Utilize ").await;
    let answer = ask(&mut client, "references", &article, (0, 2)).await;
    assert_eq!(answer, Value::Null);
    client.diagnostics(&article, 2).await;
    client.finish().await;
}

#[tokio::test]
async fn nothing_is_known_of_documents_that_are_not_checked() {
    let folder = folder();
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&folder.uri("desk.toml"), "toml", 1, "# client state\n")
        .await;
    client
        .open("git:/a.md?ref", "markdown", 1, "A client state.\n")
        .await;
    let uris = [
        folder.uri("desk.toml"),
        "git:/a.md?ref".into(),
        folder.uri("closed.md"),
    ];
    for uri in &uris {
        for method in ["definition", "references", "documentHighlight"] {
            assert_eq!(ask(&mut client, method, uri, (0, 4)).await, Value::Null);
        }
    }
    // A style without rules is said to be one.
    client.published(&uris[0]).await;
    client.finish().await;
}
