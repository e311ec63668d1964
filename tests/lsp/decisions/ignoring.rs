//! Ignoring here and in the file.

use std::process::Command;

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use super::{ARTICLE, IGNORED, REQUEST_FAILED, able, action, choose, opened, read, take_edit};
use crate::client::{Client, places, range};
use crate::ignored::{STYLE, folder};

#[tokio::test]
async fn a_finding_that_is_ignored_here_is_hidden_for_good_and_for_the_command() {
    let folder = folder();
    folder.write("article.md", ARTICLE);
    let (mut client, article) = opened(&folder, json!({}), ARTICLE).await;
    let ignore = action(&mut client, &article, (0, 13), "Ignore ‘utilize’ here").await;
    choose(&mut client, &ignore).await;
    let diagnostics = client.diagnostics(&article, 1).await;
    assert_eq!(places(&diagnostics), [((2, 3), (2, 10))]);
    client
        .edit(&article, 2, (0, 0), (0, 0), "# Pumps\n\n")
        .await;
    let diagnostics = client.diagnostics(&article, 2).await;
    assert_eq!(places(&diagnostics), [((4, 3), (4, 10))]);
    // The other one, while the first is on record.
    let ignore = action(&mut client, &article, (4, 4), "Ignore ‘utilize’ here").await;
    choose(&mut client, &ignore).await;
    assert_eq!(client.diagnostics(&article, 2).await.len(), 0);
    let lines = read(&folder, IGNORED);
    let records: Vec<&str> = lines
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(records.len(), 2, "{lines}");
    assert!(
        records
            .iter()
            .all(|line| line.starts_with("article.md\tdesk.plain\ts:"))
    );
    assert_eq!(
        read(&folder, ".housestyle/.gitattributes"),
        "*.tsv text merge=union\n"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_housestyle"))
        .args(["check", "--format", "jsonl", "article.md"])
        .current_dir(folder.root.path())
        .output()
        .expect("the command runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert!(output.status.success(), "{output:?}");
    client.finish().await;
}

#[tokio::test]
async fn a_file_of_records_that_is_open_is_changed_by_its_editor_alone() {
    let folder = folder();
    folder.write(IGNORED, "# ours\n");
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    let records = folder.uri(IGNORED);
    client
        .open(&records, "plaintext", 7, "# not saved\r\n")
        .await;
    let ignore = action(&mut client, &article, (0, 13), "Ignore ‘utilize’ here").await;
    choose(&mut client, &ignore).await;
    let (document, edit) = take_edit(&mut client, true).await;
    assert_eq!(document, json!({"uri": records, "version": 7}));
    assert_eq!(edit["range"], range((1, 0), (1, 0)));
    let line = edit["newText"].as_str().expect("a line");
    assert!(
        line.starts_with("article.md\tdesk.plain\t") && line.ends_with("\r\n"),
        "{line}"
    );
    assert_eq!(read(&folder, IGNORED), "# ours\n");
    client.finish().await;
}

#[tokio::test]
async fn an_edit_that_the_editor_refuses_is_a_line_in_its_log() {
    let folder = folder();
    folder.write(IGNORED, "");
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    client.open(&folder.uri(IGNORED), "plaintext", 1, "").await;
    let ignore = action(&mut client, &article, (0, 13), "Ignore ‘utilize’ here").await;
    choose(&mut client, &ignore).await;
    take_edit(&mut client, false).await;
    let log = client.told("window/logMessage").await;
    let message = log["message"].as_str().expect("a message");
    assert!(
        message.starts_with("the editor did not take an edit"),
        "{message}"
    );
    assert_eq!(read(&folder, IGNORED), "");
    client.finish().await;
}

#[tokio::test]
async fn an_editor_that_takes_no_edits_is_told_what_to_do() {
    let folder = folder();
    let (mut client, article) = opened(&folder, json!({}), ARTICLE).await;
    client.open(&folder.uri(IGNORED), "plaintext", 1, "").await;
    let ignore = action(&mut client, &article, (0, 13), "Ignore ‘utilize’ here").await;
    let command = &ignore["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let code = client.refused("workspace/executeCommand", params).await;
    assert_eq!(code, REQUEST_FAILED);
    assert!(!folder.root.path().join(IGNORED).exists());
    client.finish().await;
}

#[tokio::test]
async fn a_rule_is_ignored_in_a_file_by_an_edit_of_it() {
    // The language, the text, what is put where.
    let cases = [
        (
            "markdown",
            "We utilize it.",
            Some(((0, 0), "<!-- housestyle ignore-file: desk.plain -->\n\n")),
        ),
        (
            "markdown",
            "---\ntitle: A\n---\nWe utilize it.",
            Some(((2, 0), "housestyle:\n  ignore: [desk.plain]\n")),
        ),
        (
            "mdx",
            "We utilize it.",
            Some(((0, 0), "{/* housestyle ignore-file: desk.plain */}\n\n")),
        ),
        (
            "html",
            "<!doctype html>\n<p>We utilize it.",
            Some(((0, 15), "\n<!-- housestyle ignore-file: desk.plain -->")),
        ),
        ("plaintext", "We utilize it.", None),
    ];
    for (language, text, expected) in cases {
        let folder = folder();
        let article = folder.uri("article.md");
        let mut client = Client::with_capabilities(Engine::Incremental, able()).await;
        client.open(&article, language, 3, text).await;
        let [diagnostic] = &client.diagnostics(&article, 3).await[..] else {
            panic!("one finding in {text}");
        };
        let actions = client
            .actions(&article, diagnostic["range"].clone(), None)
            .await;
        let found = actions
            .iter()
            .find(|action| action["title"] == "Ignore ‘desk.plain’ in this file");
        let Some((at, inserted)) = expected else {
            assert_eq!(found, None, "{language}");
            assert!(
                actions
                    .iter()
                    .any(|action| action["title"] == "Ignore ‘utilize’ here")
            );
            client.finish().await;
            continue;
        };
        let found = found.unwrap_or_else(|| panic!("{language}: {actions:?}"));
        assert_eq!(
            found["edit"]["documentChanges"],
            json!([{
                "textDocument": {"uri": article, "version": 3},
                "edits": [{"range": range(at, at), "newText": inserted}],
            }])
        );
        client.edit(&article, 4, at, at, inserted).await;
        assert_eq!(client.diagnostics(&article, 4).await.len(), 0, "{language}");
        client.finish().await;
    }
}

#[tokio::test]
async fn what_several_rules_say_is_ignored_with_all_of_them_and_so_is_an_unused_ignore() {
    let style = format!("{STYLE}[[rule]]\nid = 'words'\n[rule.replace]\nutilize = 'use'\n");
    let cases = [
        (
            "We utilize it.\n",
            "Ignore ‘desk.plain’, ‘desk.words’ in this file",
            "<!-- housestyle ignore-file: desk.plain, desk.words -->\n\n",
            &["desk.plain", "desk.words"][..],
        ),
        (
            "We use it.\n\n<!-- housestyle ignore: desk.plain -->\n\nWe use it.\n",
            "Ignore ‘housestyle.unused-ignore’ in this file",
            "<!-- housestyle ignore-file: housestyle.unused-ignore -->\n\n",
            &["housestyle.unused-ignore"],
        ),
    ];
    for (text, title, inserted, rules) in cases {
        let folder = folder();
        folder.write("desk.toml", &style);
        let article = folder.uri("article.md");
        let mut client = Client::with_capabilities(Engine::Incremental, able()).await;
        client.open(&article, "markdown", 1, text).await;
        let [diagnostic] = &client.diagnostics(&article, 1).await[..] else {
            panic!("one finding in {text}");
        };
        let actions = client
            .actions(&article, diagnostic["range"].clone(), None)
            .await;
        let titled = |title: &str| actions.iter().find(|action| action["title"] == title);
        let found = titled(title).unwrap_or_else(|| panic!("{title}: {actions:?}"));
        let edits = &found["edit"]["documentChanges"][0]["edits"];
        let edit = json!([{"range": range((0, 0), (0, 0)), "newText": inserted}]);
        assert_eq!(*edits, edit, "{title}");
        for rule in rules {
            let title = format!("Ignore ‘{rule}’ in the workspace");
            assert!(titled(&title).is_some(), "{title}: {actions:?}");
        }
        client.edit(&article, 2, (0, 0), (0, 0), inserted).await;
        assert_eq!(client.diagnostics(&article, 2).await.len(), 0, "{title}");
        client.finish().await;
    }
}

#[tokio::test]
async fn front_matter_whose_end_is_far_away_is_left_alone() {
    let folder = folder();
    let text = format!(
        "---\ntitle: A\nx: {}\n---\nWe utilize it.\n",
        "y".repeat(70_000)
    );
    let (mut client, article) = opened(&folder, able(), &text).await;
    let actions = client.actions(&article, range((4, 4), (4, 4)), None).await;
    let is_edit = |action: &&Value| action["title"] == "Ignore ‘desk.plain’ in this file";
    assert_eq!(actions.iter().find(is_edit), None);
    client.finish().await;
}

#[tokio::test]
async fn records_that_cannot_be_read_are_not_written() {
    let folder = folder();
    folder.write(IGNORED, "no record\n");
    let (mut client, article) = opened(&folder, json!({}), ARTICLE).await;
    client.published(&folder.uri(IGNORED)).await;
    let ignore = action(&mut client, &article, (0, 13), "Ignore ‘utilize’ here").await;
    let command = &ignore["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let code = client.refused("workspace/executeCommand", params).await;
    assert_eq!(code, REQUEST_FAILED);
    assert_eq!(read(&folder, IGNORED), "no record\n");
    client.finish().await;
}

#[tokio::test]
async fn a_document_that_was_never_saved_is_not_put_on_record() {
    let folder = folder();
    let root = folder.root.path().display();
    let mut client = Client::start(Engine::Incremental);
    client
        .handshake(json!({
            "capabilities": {},
            "workspaceFolders": [{"uri": format!("file://{root}"), "name": "texts"}],
        }))
        .await;
    let uri = "untitled:Untitled-1";
    client.open(uri, "markdown", 1, ARTICLE).await;
    let diagnostics = client.diagnostics(uri, 1).await;
    let actions = client
        .actions(uri, diagnostics[0]["range"].clone(), None)
        .await;
    let titles: Vec<&str> = actions
        .iter()
        .filter_map(|action| action["title"].as_str())
        .collect();
    assert!(!titles.contains(&"Ignore ‘utilize’ here"), "{titles:?}");
    assert!(
        titles.contains(&"Ignore ‘desk.plain’ in this file"),
        "{titles:?}"
    );
    let arguments = json!([{"uri": uri, "rule": "desk.plain", "range": diagnostics[0]["range"]}]);
    let params = json!({"command": "housestyle.ignore", "arguments": arguments});
    assert_eq!(
        client.refused("workspace/executeCommand", params).await,
        REQUEST_FAILED
    );
    client.finish().await;
}
