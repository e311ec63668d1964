//! Configurations and styles as they are written: what is wrong, from the text that is not saved.

mod completion;
mod hover;
mod mending;

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, position, range};
use crate::rules::{CONFIGURATION, Folder, STYLE};

/// `line:column-column message` of each diagnostic, from 0, of those that end on their line.
fn shown(diagnostics: &[Value]) -> Vec<String> {
    let line = |diagnostic: &Value| {
        let range = &diagnostic["range"];
        let (start, end) = (&range["start"], &range["end"]);
        let message = diagnostic["message"].as_str().expect("a message");
        format!(
            "{}:{}-{} {message}",
            start["line"], start["character"], end["character"]
        )
    };
    diagnostics.iter().map(line).collect()
}

pub(crate) async fn replace(client: &mut Client, uri: &str, version: i64, text: &str) {
    client.change(uri, version, json!([{"text": text}])).await;
}

#[tokio::test]
async fn what_is_wrong_is_shown_while_it_is_typed() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let style = folder.uri("desk.toml");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&style, "toml", 1, STYLE).await;
    let cases: [(&str, &[&str]); 9] = [
        (
            "[[rule]]\nid = \"a\"\nphrase = [\"x\"]\n",
            &["2:0-6 unknown key ‘phrase’; did you mean ‘phrases’?"],
        ),
        (
            "[[rule]]\nid = \"a\"\npattern = \"é🎄\\\\b(x\"\n",
            &[
                "2:17-18 ‘é🎄\\b(x’ is not a valid pattern: unclosed group at its character 5; \
                 write a backslash before a mark that stands for itself",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"]\n[[rule]]\nid = \"a\"\nphrases = [\"y\"]\n",
            &[
                "4:5-8 there are two rules called ‘desk.a’; this one is left out; \
                 give each rule an id of its own; the first stands in desk.toml, line 2",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\", \"X\"]\n[[rule]]\nid = \"b\"\nphrases = [\"x\"]\n",
            &[
                "2:16-19 ‘X’ is found by this rule already; the other stands in desk.toml, line 3",
                "5:11-14 ‘x’ is found by ‘desk.a’ already; the other stands in desk.toml, line 3",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"regime\"]\ninflect = \"noun\"\n\
             [[rule]]\nid = \"b\"\nphrases = [\"Regimes\", \"regimes\"]\n",
            &[
                "6:11-20 ‘Regimes’ is found by ‘desk.a’ already; the other stands in desk.toml, line 3",
                "6:22-31 ‘regimes’ is found by ‘desk.a’ already; the other stands in desk.toml, line 3",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"\n",
            &[
                "2:14-14 this list is not closed; end it with ]; until then this ‘[[rule]]’ is left out",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"]\nseverity = \"warn\"\n",
            &["3:11-17 ‘warn’ is no value of ‘severity’; did you mean ‘warning’?"],
        ),
        (
            "[[rule]]\nid = \"a\"\nvariants = { uk = [\"programme\"], us = [\"program\"], oxford = [\"programme\"] }\n\
             [[rule]]\nid = \"b\"\nphrases = [\"a\", \"a\"]\n",
            &["5:16-19 ‘a’ is found by this rule already; the other stands in desk.toml, line 6"],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"very\"]\n[[rule]]\nid = \"b\"\noccurrence = [\"very\"]\nat-most = 3\n",
            &[],
        ),
    ];
    for (version, (text, expected)) in (2..).zip(cases) {
        replace(&mut client, &style, version, text).await;
        let diagnostics = client.diagnostics(&style, version).await;
        assert_eq!(shown(&diagnostics), expected, "{text}");
    }
    client.finish().await;
}

#[tokio::test]
async fn what_is_found_already_leads_to_where_that_is() {
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\", \"./more\"]\n"),
        (
            "desk.toml",
            "[[rule]]\nid = \"a\"\nphrases = [\"utilize\"]\n",
        ),
        ("more/words.csv", "commence,begin\n"),
    ]);
    let style = folder.uri("more/words.csv");
    let capabilities =
        json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    client
        .open(
            &style,
            "csv",
            1,
            "commence,begin\n\"Utilize\",use\nutilise\n",
        )
        .await;
    let diagnostics = client.diagnostics(&style, 1).await;
    assert_eq!(
        shown(&diagnostics),
        ["1:0-9 ‘Utilize’ is found by ‘desk.a’ already"]
    );
    let related = &diagnostics[0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], folder.uri("desk.toml"));
    assert_eq!(related["location"]["range"], range((2, 11), (2, 20)));
    client.finish().await;
}

#[tokio::test]
async fn what_is_wrong_in_one_file_follows_from_what_is_typed_in_another() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (configuration, style) = (folder.uri("housestyle.toml"), folder.uri("desk.toml"));
    let mut client = Client::new(Engine::Incremental).await;
    let text = "styles = [\"desk.toml\"]\n[rules]\n\"desk.plane\" = \"off\"\n";
    client.open(&configuration, "toml", 1, text).await;
    let diagnostics = client.diagnostics(&configuration, 1).await;
    let fault = ["2:0-12 ‘desk.plane’ names no rule and no style; did you mean ‘desk.plain’?"];
    assert_eq!(shown(&diagnostics), fault);
    client.open(&style, "toml", 1, STYLE).await;
    let renamed = STYLE.replace("\"plain\"", "\"plane\"");
    replace(&mut client, &style, 2, &renamed).await;
    loop {
        // A list of what was read before the edit may come first.
        let published = client.published(&configuration).await;
        if published["diagnostics"] == json!([]) {
            break;
        }
    }
    // Closed unsaved, what is stored counts again; and what it is opened with.
    client.close(&style).await;
    loop {
        let published = client.published(&configuration).await;
        let diagnostics = published["diagnostics"].as_array().expect("a list");
        if shown(diagnostics) == fault {
            break;
        }
    }
    client.open(&style, "toml", 3, &renamed).await;
    loop {
        let published = client.published(&configuration).await;
        if published["diagnostics"] == json!([]) {
            break;
        }
    }
    client.leave().await;
}

#[tokio::test]
async fn what_is_stored_counts_for_documents_and_again_once_the_file_is_closed() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&article, "markdown", 1, "utilize, facilitate")
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    client.open(&style, "toml", 1, STYLE).await;
    replace(
        &mut client,
        &style,
        2,
        &format!("{STYLE}facilitate = \"help\"\nutilize = \"use\"\n"),
    )
    .await;
    let diagnostics = client.diagnostics(&style, 2).await;
    assert_eq!(
        shown(&diagnostics),
        ["8:0-7 ‘utilize’ is written twice; keep one of them; the first counts"]
    );
    client.edit(&article, 2, (0, 0), (0, 0), "x ").await;
    assert_eq!(client.diagnostics(&article, 2).await.len(), 1);
    client.close(&style).await;
    assert_eq!(client.published(&style).await["diagnostics"], json!([]));
    client.finish().await;
}

#[tokio::test]
async fn a_style_that_nobody_names_is_read_and_other_toml_is_left_alone() {
    let folder = Folder::new(&[("housestyle.toml", "styles = []\n")]);
    let (style, other) = (folder.uri("new.toml"), folder.uri("Cargo.toml"));
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&other, "toml", 1, "[package]\nname = 3\n[[rule]]\nid = 4\n")
        .await;
    client
        .open(
            &style,
            "toml",
            1,
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"]\nscope = [\"x\"]\n",
        )
        .await;
    let diagnostics = client.diagnostics(&style, 1).await;
    assert_eq!(
        shown(&diagnostics),
        [
            "0:0-0 no configuration names this file: its rules are not used; \
             add it to ‘styles’ in ‘housestyle.toml’",
            "3:9-12 ‘x’ is no value of ‘scope’; there are paragraph, heading, list, cell, quote, \
             caption, alt, link, comment, front-matter, code, html",
        ]
    );
    let hover = client.hover(&other, 2, 3).await;
    assert_eq!(hover, Value::Null);
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_asks_is_answered_from_what_is_typed() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let style = folder.uri("desk.toml");
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    client.open(&style, "toml", 1, STYLE).await;
    let params = json!({"textDocument": {"uri": style}});
    let report = client
        .request("textDocument/diagnostic", params.clone())
        .await;
    assert_eq!(report["items"], json!([]));
    client.edit(&style, 2, (1, 0), (1, 0), "x").await;
    let report = client.request("textDocument/diagnostic", params).await;
    assert_eq!(
        report["items"][0]["range"]["start"],
        position((1, 1)),
        "{report}"
    );
    client.leave().await;
}

/// The text without its caret, and where that is: line and UTF-16 column from 0.
pub(crate) fn caret(marked: &str) -> (String, (u32, u32)) {
    let offset = marked.find('|').expect("a caret");
    let before = &marked[..offset];
    let line = before.matches('\n').count();
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or("")
        .encode_utf16()
        .count();
    (marked.replacen('|', "", 1), (line as u32, column as u32))
}
