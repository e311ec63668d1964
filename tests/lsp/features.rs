//! Diagnostics, hovers and actions.

use std::sync::Arc;

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, places, range, uri};
use crate::engines::words;
use crate::rules::Folder;

const URI: &str = uri!("a.md");

#[tokio::test]
async fn a_diagnostic_says_what_where_how_grave_and_where_to_read_more() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 3, "bad, poor and grim").await;
    let published = client.published(URI).await;
    assert_eq!(published["version"], 3);
    let diagnostics = published["diagnostics"].as_array().expect("a list");
    assert_eq!(
        diagnostics[0],
        json!({
            "range": range((0, 0), (0, 3)),
            "severity": 2,
            "code": "test.bad",
            "codeDescription": {"href": "https://example.org/style"},
            "source": "housestyle",
            "message": "‘bad’ is not our style.",
        })
    );
    let severities: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic["severity"].as_u64())
        .collect();
    assert_eq!(severities, [Some(2), Some(1), Some(4)]);
    client.finish().await;
}

#[tokio::test]
async fn of_very_many_findings_the_first_are_shown_and_the_rest_counted() {
    let mut client = Client::new(words()).await;
    client
        .open(URI, "plaintext", 1, &"bad\n".repeat(6_234))
        .await;
    let diagnostics = client.diagnostics(URI, 1).await;
    assert_eq!(diagnostics.len(), 5_001);
    assert_eq!(
        diagnostics[5_000]["message"],
        "1,234 more findings from here on are not shown."
    );
    assert_eq!(diagnostics[5_000]["severity"], 3);
    assert_eq!(places(&diagnostics[5_000..]), [((5_000, 0), (5_000, 3))]);
    assert!(
        client.hover(URI, 6_000, 0).await.is_object(),
        "the rest is known all the same"
    );
    client.finish().await;
}

#[tokio::test]
async fn a_document_that_is_too_large_is_not_checked_and_says_so() {
    let mut client = Client::new(words()).await;
    client
        .open(
            URI,
            "plaintext",
            1,
            &("bad bad ".to_owned() + &"-".repeat(15_999_996)),
        )
        .await;
    let diagnostics = client.diagnostics(URI, 1).await;
    assert_eq!(places(&diagnostics), [((0, 0), (0, 0))]);
    assert_eq!(diagnostics[0]["severity"], 3);
    assert_eq!(
        diagnostics[0]["message"],
        "This document has 16,000,004 bytes, more than 16,000,000: it is not checked."
    );
    client.edit(URI, 2, (0, 0), (0, 4), "").await;
    let diagnostics = client.diagnostics(URI, 2).await;
    assert_eq!(diagnostics.len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn a_hover_says_why_in_the_notation_of_the_client() {
    let markdown = json!({"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}});
    let plain = json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}});
    for (capabilities, kind) in [
        (markdown, "markdown"),
        (plain, "plaintext"),
        (json!({}), "plaintext"),
    ] {
        let mut client = Client::with_capabilities(words(), capabilities).await;
        client.open(URI, "markdown", 1, "a 🎄 bad word").await;
        client.diagnostics(URI, 1).await;
        let hover = client.hover(URI, 0, 6).await;
        assert_eq!(hover["range"], range((0, 5), (0, 8)));
        assert_eq!(hover["contents"]["kind"], kind);
        let text = hover["contents"]["value"].as_str().expect("text");
        assert!(text.contains("‘bad’ is not our style."), "{text}");
        assert!(
            text.contains(if kind == "markdown" {
                "Say *why*."
            } else {
                "Say why."
            }),
            "{text}"
        );
        assert!(text.contains("test.bad"), "{text}");
        assert!(!text.contains("x.png"), "images would be fetched: {text}");
        assert_eq!(client.hover(URI, 0, 0).await, Value::Null);
        client.finish().await;
    }
}

/// Applies an action's edits of [`URI`], which must be on one line, as a client would.
fn applied(text: &str, edits: &Value) -> String {
    let mut edits: Vec<_> = edits.as_array().expect("a list").iter().collect();
    edits.sort_by_key(|edit| edit["range"]["start"]["character"].as_u64());
    let mut text: Vec<u16> = text.encode_utf16().collect();
    for edit in edits.iter().rev() {
        let at = |end: &str| edit["range"][end]["character"].as_u64().expect("a column") as usize;
        let new = edit["newText"].as_str().expect("text");
        text.splice(at("start")..at("end"), new.encode_utf16());
    }
    String::from_utf16(&text).expect("text")
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions
        .iter()
        .map(|action| action["title"].as_str().expect("a title"))
        .collect()
}

#[tokio::test]
async fn a_fix_takes_the_finding_away() {
    let mut client = Client::new(words()).await;
    let text = "🎄 bad and poor";
    client.open(URI, "markdown", 1, text).await;
    let diagnostics = client.diagnostics(URI, 1).await;
    let actions = client.actions(URI, range((0, 4), (0, 4)), None).await;
    assert_eq!(titles(&actions), ["Replace with ‘good’"]);
    assert_eq!(actions[0]["kind"], "quickfix");
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[0]["diagnostics"], json!([diagnostics[0]]));
    let fixed = applied(text, &actions[0]["edit"]["changes"][URI]);
    assert_eq!(fixed, "🎄 good and poor");
    client.change(URI, 2, json!([{"text": fixed}])).await;
    assert_eq!(client.diagnostics(URI, 2).await.len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn a_choice_offers_every_option_and_prefers_none() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "poor, poor and grim").await;
    let actions = client.actions(URI, range((0, 0), (0, 30)), None).await;
    assert_eq!(
        titles(&actions),
        [
            "Replace with ‘lean’",
            "Replace with ‘needy’",
            "Replace with ‘lean’",
            "Replace with ‘needy’"
        ]
    );
    assert!(
        actions
            .iter()
            .all(|action| action.get("isPreferred").is_none())
    );
    client.diagnostics(URI, 1).await;
    client.finish().await;
}

#[tokio::test]
async fn edits_name_their_version_for_clients_that_check_it() {
    let capabilities = json!({"workspace": {"workspaceEdit": {"documentChanges": true}}});
    let mut client = Client::with_capabilities(words(), capabilities).await;
    client.open(URI, "markdown", 8, "bad").await;
    client.diagnostics(URI, 8).await;
    let actions = client
        .actions(URI, range((0, 0), (0, 3)), Some("quickfix"))
        .await;
    let edits = json!([{"range": range((0, 0), (0, 3)), "newText": "good"}]);
    assert_eq!(
        actions[0]["edit"],
        json!({"documentChanges": [{"textDocument": {"uri": URI, "version": 8}, "edits": edits}]})
    );
    client.finish().await;
}

#[tokio::test]
async fn all_of_a_rule_can_be_fixed_at_once() {
    let mut client = Client::new(words()).await;
    let text = "bad poor bad poor bad";
    client.open(URI, "markdown", 1, text).await;
    client.diagnostics(URI, 1).await;
    let actions = client.actions(URI, range((0, 0), (0, 0)), None).await;
    assert_eq!(
        titles(&actions),
        ["Replace with ‘good’", "Fix all of ‘test.bad’ in this file"]
    );
    assert_eq!(actions[1]["kind"], "quickfix");
    assert_eq!(
        applied(text, &actions[1]["edit"]["changes"][URI]),
        "good poor good poor good"
    );
    client.finish().await;
}

#[tokio::test]
async fn everything_is_fixed_only_when_asked_for() {
    let mut client = Client::new(words()).await;
    let text = "bad poor bad";
    client.open(URI, "markdown", 1, text).await;
    client.diagnostics(URI, 1).await;
    let caret = || range((0, 6), (0, 6));
    for only in ["source", "source.fixAll", "source.fixAll.housestyle"] {
        let actions = client.actions(URI, caret(), Some(only)).await;
        assert_eq!(actions.len(), 1, "{only}");
        assert_eq!(actions[0]["kind"], "source.fixAll.housestyle");
        assert_eq!(
            applied(text, &actions[0]["edit"]["changes"][URI]),
            "good poor good"
        );
    }
    for only in ["source.organizeImports", "source.fixAll.other", "refactor"] {
        assert_eq!(
            client.actions(URI, caret(), Some(only)).await,
            Vec::<Value>::new(),
            "{only}"
        );
    }
    let titles_at_caret = client.actions(URI, caret(), None).await;
    assert_eq!(
        titles(&titles_at_caret),
        ["Replace with ‘lean’", "Replace with ‘needy’"]
    );
    client.finish().await;
}

#[tokio::test]
async fn what_fixes_make_wrong_is_fixed_in_the_same_change() {
    let mut client = Client::new(words()).await;
    let text = "awful poor bad bad";
    client.open(URI, "markdown", 1, text).await;
    client.diagnostics(URI, 1).await;
    let everywhere = range((0, 0), (0, 0));
    let actions = client.actions(URI, everywhere, Some("source")).await;
    let edits = &actions[0]["edit"]["changes"][URI];
    assert_eq!(applied(text, edits), "so good poor good good");
    assert_eq!(
        edits[0],
        json!({"range": range((0, 0), (0, 5)), "newText": "so good"})
    );
    assert_eq!(edits.as_array().map(Vec::len), Some(3));
    client.finish().await;
}

#[tokio::test]
async fn a_bug_while_everything_is_fixed_costs_one_answer() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "bomb").await;
    client.diagnostics(URI, 1).await;
    let params = json!({
        "textDocument": {"uri": URI},
        "range": range((0, 0), (0, 0)),
        "context": {"diagnostics": [], "only": ["source.fixAll"]},
    });
    let code = client.refused("textDocument/codeAction", params).await;
    assert_eq!(code, -32603);
    assert!(client.hover(URI, 0, 0).await.is_object());
    client.finish().await;
}

#[tokio::test]
async fn where_nothing_is_wrong_nothing_is_offered() {
    let mut client = Client::new(Engine::Whole(Arc::new(|_, _, _| Vec::new()))).await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 0);
    assert_eq!(
        client.actions(URI, range((0, 0), (0, 3)), None).await,
        Vec::<Value>::new()
    );
    assert_eq!(
        client
            .actions(URI, range((0, 0), (0, 3)), Some("source"))
            .await,
        Vec::<Value>::new()
    );
    client.finish().await;
}

#[tokio::test]
async fn a_hover_says_why_something_is_left_alone() {
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\"]\n"),
        (
            "desk.toml",
            "[[rule]]\nid = \"a\"\nphrases = [\"regime\"]\nquotes = \"skip\"\nexcept-before = [\"change\"]\n",
        ),
    ]);
    let article = folder.uri("article.md");
    let text = "A “puppet regime will fall”, regime change `regime`, a regime.\n\n\
                <!-- housestyle ignore: desk.a -->\n\nThe regime and nothing.\n";
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&article, "markdown", 1, text).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    // Line, column, what the hover says.
    let cases = [
        (
            0,
            12,
            Some("It stands in the quotation ‘puppet regime will fall’"),
        ),
        (
            0,
            31,
            Some("The exception ‘change’ (except-before) follows it."),
        ),
        (
            0,
            46,
            Some("No rule looks at code unless its ‘scope’ says so."),
        ),
        (0, 57, Some("‘regime’ is not house style.")),
        (
            4,
            6,
            Some("A directive in the text, or the front matter, ignores it."),
        ),
        (4, 16, None),
    ];
    for (line, character, expected) in cases {
        let hover = client.hover(&article, line, character).await;
        let said = hover["contents"]["value"].as_str();
        match expected {
            Some(expected) => {
                let said = said.unwrap_or_default();
                assert!(said.contains(expected), "{line}:{character}: {hover}");
            }
            None => assert!(said.is_none(), "{line}:{character}: {hover}"),
        }
    }
    client.finish().await;
}
