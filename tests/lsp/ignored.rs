//! Findings on record are not shown, whatever happens to the text or to the file.

use std::sync::Arc;

use housestyle::check::check;
use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, places, range};
use crate::rules::{Folder, tell_changed};

pub(crate) const CONFIGURATION: &str = "styles = [\"desk.toml\"]\n";

pub(crate) const STYLE: &str = "\
[[rule]]
id = 'plain'
[rule.replace]
utilize = 'use'
";

const ARTICLE: &str = "Some of us utilize the old pumps.\n\nWe utilize new ones.\n";

const IGNORED: &str = ".housestyle/ignored.tsv";

/// The engine of the program, and one that keeps nothing between checks.
fn engines() -> [Engine; 2] {
    [Engine::Incremental, Engine::Whole(Arc::new(check))]
}

/// A line that covers the first finding of [`ARTICLE`], as the command writes it.
fn record(folder: &Folder) -> String {
    let article = folder.root.path().join("article.md");
    std::fs::write(&article, ARTICLE).expect("written");
    let loader = housestyle::config::Loader::default();
    let configuration = loader.for_document(&article);
    let rules = configuration.rules_for(&article);
    let format = housestyle::markup::Format::Markdown;
    let found = check(ARTICLE, format, &rules);
    let fingerprints = housestyle::check::record::fingerprints(ARTICLE, format, &rules, &found);
    let record =
        housestyle::check::record::Record::of("article.md", &found[0], &fingerprints[0], "old");
    record.line() + "\n"
}

pub(crate) fn folder() -> Folder {
    Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)])
}

#[tokio::test]
async fn a_finding_on_record_stays_hidden_wherever_its_sentence_goes() {
    for engine in engines() {
        let folder = folder();
        folder.write(IGNORED, &record(&folder));
        let article = folder.uri("article.md");
        let mut client = Client::new(engine).await;
        client.open(&article, "markdown", 1, ARTICLE).await;
        let diagnostics = client.diagnostics(&article, 1).await;
        assert_eq!(places(&diagnostics), [((2, 3), (2, 10))]);
        assert_eq!(client.hover(&article, 0, 13).await, Value::Null);
        let actions = client
            .actions(&article, range((0, 13), (0, 13)), None)
            .await;
        assert_eq!(actions, Vec::<Value>::new());
        // Before it, within its paragraph, within its clause.
        let edits = [
            ((0, 0), "# Pumps\n\n", vec![((4, 3), (4, 10))]),
            ((2, 0), "It rains. ", vec![((4, 3), (4, 10))]),
            (
                (2, 21),
                "surely ",
                vec![((2, 28), (2, 35)), ((4, 3), (4, 10))],
            ),
        ];
        for (version, (at, text, expected)) in (2..).zip(edits) {
            client.edit(&article, version, at, at, text).await;
            let diagnostics = client.diagnostics(&article, version).await;
            assert_eq!(places(&diagnostics), expected, "{text}");
        }
        client.finish().await;
    }
}

#[tokio::test]
async fn fixing_everything_leaves_what_is_on_record() {
    let folder = folder();
    folder.write(IGNORED, &record(&folder));
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&article, "markdown", 1, ARTICLE).await;
    client.diagnostics(&article, 1).await;
    let everything = range((0, 0), (0, 0));
    let actions = client
        .actions(&article, everything, Some("source.fixAll"))
        .await;
    let edits = &actions[0]["edit"]["changes"][&article];
    assert_eq!(
        edits,
        &json!([{"range": range((2, 3), (2, 10)), "newText": "use"}])
    );
    client.finish().await;
}

#[tokio::test]
async fn records_are_read_again_when_their_file_changes() {
    let folder = folder();
    let record = record(&folder);
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&article, "markdown", 1, ARTICLE).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 2);
    for (lines, expected) in [(&*record, 1), ("", 2), (&*record, 1)] {
        folder.write(IGNORED, lines);
        tell_changed(&mut client, &[folder.uri(IGNORED)]).await;
        let diagnostics = client.diagnostics(&article, 1).await;
        assert_eq!(diagnostics.len(), expected, "{lines}");
    }
    folder.write(IGNORED, "no record\n");
    tell_changed(&mut client, &[folder.uri(IGNORED)]).await;
    let faults = client.published(&folder.uri(IGNORED)).await;
    let message = faults["diagnostics"][0]["message"].as_str();
    assert!(
        message.is_some_and(|message| message.contains("not seven")),
        "{faults}"
    );
    assert_eq!(client.diagnostics(&article, 1).await.len(), 2);
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_cannot_watch_has_records_looked_at_when_it_saves() {
    let folder = folder();
    let record = record(&folder);
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&article, "markdown", 1, ARTICLE).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 2);
    folder.write(IGNORED, &record);
    client
        .notify(
            "textDocument/didSave",
            json!({"textDocument": {"uri": article}}),
        )
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn the_baseline_is_hidden_only_where_a_setting_says_so() {
    for (options, expected) in [
        (json!(null), 2),
        (json!({"baseline": false}), 2),
        (json!({"baseline": true}), 1),
    ] {
        let folder = folder();
        folder.write(".housestyle/baseline.tsv", &record(&folder));
        let article = folder.uri("article.md");
        let mut client = Client::start(Engine::Incremental);
        client
            .handshake(json!({"capabilities": {}, "initializationOptions": options}))
            .await;
        client.open(&article, "markdown", 1, ARTICLE).await;
        let diagnostics = client.diagnostics(&article, 1).await;
        assert_eq!(diagnostics.len(), expected, "{options}");
        client.finish().await;
    }
}
