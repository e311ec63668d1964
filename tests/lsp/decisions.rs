//! Ignoring, accepting, opening: what a user decides about a finding, and what is written then.

use std::fs;
use std::process::Command;

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, places, range};
use crate::ignored::{CONFIGURATION, STYLE, folder};
use crate::rules::Folder;

const ARTICLE: &str = "Some of us utilize the old pumps.\n\nWe utilize new ones.\n";
const IGNORED: &str = ".housestyle/ignored.tsv";
const INVALID_PARAMS: i64 = -32602;
const CONTENT_MODIFIED: i64 = -32801;
pub(crate) const REQUEST_FAILED: i64 = -32803;

/// A client that can do all that is asked for here.
pub(crate) fn able() -> Value {
    json!({
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
        "window": {"showDocument": {"support": true}},
    })
}

pub(crate) fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.root.path().join(name)).expect("a file")
}

/// The actions at a place of a document whose title starts so.
pub(crate) async fn action(client: &mut Client, uri: &str, at: (u32, u32), title: &str) -> Value {
    selected(client, uri, (at, at), title).await
}

async fn selected(
    client: &mut Client,
    uri: &str,
    (from, to): ((u32, u32), (u32, u32)),
    title: &str,
) -> Value {
    let actions = client.actions(uri, range(from, to), None).await;
    let found = actions.iter().find(|action| {
        let is_ours = action["title"].as_str();
        is_ours.is_some_and(|written| written.starts_with(title))
    });
    found
        .unwrap_or_else(|| panic!("no ‘{title}’ in {actions:?}"))
        .clone()
}

/// Sends back the command of an action, as a client does when it is chosen.
pub(crate) async fn choose(client: &mut Client, action: &Value) {
    let command = &action["command"];
    assert_eq!(command["title"], action["title"]);
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let answer = client.request("workspace/executeCommand", params).await;
    assert_eq!(answer, Value::Null);
}

/// Answers the server's question whether it may edit; returns the only edit of one document.
pub(crate) async fn take_edit(client: &mut Client, applied: bool) -> (Value, Value) {
    let asked = client.asked("workspace/applyEdit").await;
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"applied": applied}}))
        .await;
    let changes = asked["params"]["edit"]["documentChanges"]
        .as_array()
        .expect("changes");
    let [change] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    let edits = change["edits"].as_array().expect("edits");
    assert_eq!(edits.len(), 1, "{edits:?}");
    (change["textDocument"].clone(), edits[0].clone())
}

async fn opened(folder: &Folder, capabilities: Value, text: &str) -> (Client, String) {
    let article = folder.uri("article.md");
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    client.open(&article, "markdown", 1, text).await;
    client.diagnostics(&article, 1).await;
    (client, article)
}

#[tokio::test]
async fn what_can_be_decided_is_offered_behind_the_fixes() {
    for (capabilities, last) in [
        (able(), "Open the rule ‘desk.plain’"),
        (json!({}), "Ignore ‘desk.plain’ in the workspace"),
    ] {
        let folder = folder();
        let (mut client, article) = opened(&folder, capabilities, ARTICLE).await;
        let actions = client
            .actions(&article, range((0, 13), (0, 13)), None)
            .await;
        let titles: Vec<&str> = actions
            .iter()
            .map(|action| action["title"].as_str().expect("a title"))
            .collect();
        let expected = [
            "Replace with ‘use’",
            "Fix all of ‘desk.plain’ in this file",
            "Ignore ‘utilize’ here",
            "Ignore ‘desk.plain’ in this file",
            "Ignore ‘desk.plain’ in the workspace",
            "Open the rule ‘desk.plain’",
        ];
        let count = expected
            .iter()
            .position(|title| *title == last)
            .expect("there")
            + 1;
        assert_eq!(titles, expected[..count]);
        assert!(actions.iter().all(|action| action["kind"] == "quickfix"));
        client.finish().await;
    }
}

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
async fn a_rule_is_switched_off_in_the_configuration() {
    let commented = "styles = [\"desk.toml\"] # ours\r\n\r\n[rules] # mine\r\n";
    let folder = folder();
    folder.write("housestyle.toml", commented);
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    let off = action(
        &mut client,
        &article,
        (0, 13),
        "Ignore ‘desk.plain’ in the workspace",
    )
    .await;
    choose(&mut client, &off).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    assert_eq!(
        read(&folder, "housestyle.toml"),
        commented.trim_end().to_owned() + "\r\n\"desk.plain\" = \"off\"\r\n"
    );
    client.finish().await;
}

#[tokio::test]
async fn a_configuration_that_is_open_is_changed_by_its_editor_alone() {
    let folder = folder();
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    let configuration = folder.uri("housestyle.toml");
    client.open(&configuration, "toml", 5, CONFIGURATION).await;
    let off = action(
        &mut client,
        &article,
        (0, 13),
        "Ignore ‘desk.plain’ in the workspace",
    )
    .await;
    choose(&mut client, &off).await;
    let (document, edit) = take_edit(&mut client, true).await;
    assert_eq!(document, json!({"uri": configuration, "version": 5}));
    assert_eq!(
        edit["newText"].as_str().map(str::trim),
        Some("[rules]\n\"desk.plain\" = \"off\"")
    );
    assert_eq!(read(&folder, "housestyle.toml"), CONFIGURATION);
    client.finish().await;
}

#[tokio::test]
async fn where_nothing_is_configured_a_configuration_is_made() {
    let folder = Folder::new(&[]);
    let article = folder.uri("texts/article.md");
    let root = folder.root.path().display();
    let mut client = Client::start(Engine::Incremental);
    client
        .handshake(json!({
            "capabilities": {},
            "workspaceFolders": [{"uri": format!("file://{root}"), "name": "texts"}],
        }))
        .await;
    client.open(&article, "markdown", 1, "We utilize it.").await;
    let diagnostics = client.diagnostics(&article, 1).await;
    let rule = diagnostics[0]["code"].as_str().expect("a rule").to_owned();
    let title = format!("Ignore ‘{rule}’ in the workspace");
    let off = action(&mut client, &article, (0, 4), &title).await;
    choose(&mut client, &off).await;
    assert_eq!(
        client.diagnostics(&article, 1).await.len(),
        diagnostics.len() - 1
    );
    assert_eq!(
        read(&folder, "housestyle.toml"),
        format!("styles = [\"newsroom\"]\n\n[rules]\n\"{rule}\" = \"off\"\n")
    );
    client.finish().await;
}

const CITIES: &str = "[[rule]]\nid = 'cities'\n[rule.replace]\nKiev = 'Kyiv'\n";

#[tokio::test]
async fn a_phrase_is_accepted_as_a_term_where_the_terms_are() {
    // The styles, the file that is changed, what it says then.
    let toml = format!("{CITIES}\n[[term]]\nterm = \"chicken Kiev\"\nstatus = \"admitted\"\n");
    let cases = [
        ("[\"desk.toml\"]", "desk.toml", toml),
        (
            "[\"desk.toml\", \"terms.csv\"]",
            "terms.csv",
            "term,status\nKyiv Post,preferred\nchicken Kiev,admitted\n".to_owned(),
        ),
    ];
    for (styles, name, expected) in cases {
        let folder = Folder::new(&[
            ("housestyle.toml", &format!("styles = {styles}\n")),
            ("desk.toml", CITIES),
            ("terms.csv", "term,status\nKyiv Post,preferred\n"),
        ]);
        let (mut client, article) = opened(&folder, json!({}), "We ate chicken Kiev.").await;
        let actions = client
            .actions(&article, range((0, 17), (0, 17)), None)
            .await;
        let is_term = |action: &&Value| {
            action["title"]
                .as_str()
                .is_some_and(|it| it.starts_with("Accept"))
        };
        assert_eq!(
            actions.iter().find(is_term),
            None,
            "the match alone is no help"
        );
        let dish = ((0, 7), (0, 19));
        let accept = selected(
            &mut client,
            &article,
            dish,
            "Accept ‘chicken Kiev’ as a term",
        )
        .await;
        choose(&mut client, &accept).await;
        assert_eq!(client.diagnostics(&article, 1).await.len(), 0, "{name}");
        assert_eq!(read(&folder, name), expected);
        client.finish().await;
    }
}

#[tokio::test]
async fn a_term_is_offered_for_whatever_kind_of_rule_it_would_shield_from() {
    // A rule, whether the phrase around its finding is offered as a term.
    let cases = [
        ("id = 'x'\npattern = 'K[iy]+ev'\n", true),
        ("id = 'x'\nphrases = ['Kiev']\n", true),
        ("id = 'x'\nphrases = ['Kiev']\nshield = false\n", false),
    ];
    for (rule, expected) in cases {
        let folder = Folder::new(&[
            ("housestyle.toml", CONFIGURATION),
            ("desk.toml", &format!("[[rule]]\n{rule}")),
        ]);
        let (mut client, article) = opened(&folder, json!({}), "We ate chicken Kiev.").await;
        let dish = range((0, 7), (0, 19));
        let actions = client.actions(&article, dish, None).await;
        let is_offered = actions
            .iter()
            .any(|action| action["title"] == "Accept ‘chicken Kiev’ as a term");
        assert_eq!(is_offered, expected, "{rule}: {actions:?}");
        client.finish().await;
    }
    let folder = folder();
    let text = "<!-- housestyle ignore: desk.plain -->\n\nNothing.\n";
    let (mut client, article) = opened(&folder, able(), text).await;
    let actions = client.actions(&article, range((0, 0), (0, 38)), None).await;
    let titles: Vec<&str> = actions
        .iter()
        .filter_map(|action| action["title"].as_str())
        .collect();
    assert!(titles.contains(&"Ignore ‘desk.plain’ here"), "{titles:?}");
    let is_empty = |title: &&&str| title.starts_with("Accept") || title.starts_with("Open");
    assert_eq!(titles.iter().find(is_empty), None);
    client.finish().await;
}

#[tokio::test]
async fn the_rule_is_shown_by_an_editor_that_can() {
    let folder = folder();
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    let open = action(&mut client, &article, (0, 13), "Open the rule ‘desk.plain’").await;
    choose(&mut client, &open).await;
    let asked = client.asked("window/showDocument").await;
    client
        .send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": true}}))
        .await;
    assert_eq!(asked["params"]["uri"], folder.uri("desk.toml"));
    let line = STYLE.lines().position(|line| line.contains("utilize"));
    assert_eq!(
        asked["params"]["selection"]["start"]["line"].as_u64(),
        line.map(|line| line as u64)
    );
    client.finish().await;
}

#[tokio::test]
async fn commands_that_are_wrong_are_refused_and_the_server_lives() {
    let folder = folder();
    let (mut client, article) = opened(&folder, able(), ARTICLE).await;
    let there = json!([{"uri": article, "rule": "desk.plain", "range": range((0, 0), (0, 4))}]);
    let nowhere = folder.uri("other.md");
    // The command, its arguments, the code of the error.
    let cases = [
        ("housestyle.dance", json!([]), INVALID_PARAMS),
        ("", json!([]), INVALID_PARAMS),
        ("housestyle.ignore", json!([]), INVALID_PARAMS),
        ("housestyle.ignore", json!([3]), INVALID_PARAMS),
        (
            "housestyle.ignore",
            json!([{"uri": article}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.ignore",
            json!([{"uri": 3, "rule": "x", "range": range((0, 0), (0, 0))}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.ignore",
            json!([there[0], there[0]]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.ignore",
            json!([{"uri": nowhere, "rule": "desk.plain", "range": range((0, 11), (0, 18))}]),
            INVALID_PARAMS,
        ),
        ("housestyle.ignore", there, CONTENT_MODIFIED),
        (
            "housestyle.ignore",
            json!([{"uri": article, "rule": "desk.other", "range": range((0, 11), (0, 18))}]),
            CONTENT_MODIFIED,
        ),
        (
            "housestyle.ignore",
            json!([{"uri": article, "rule": "desk.plain", "range": range((9, 0), (1 << 31, 1 << 31))}]),
            CONTENT_MODIFIED,
        ),
        (
            "housestyle.switchOffRule",
            json!([{"uri": article, "rule": "desk.other"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.switchOffRule",
            json!([{"uri": nowhere, "rule": "desk.plain"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.acceptTerm",
            json!([{"uri": article, "term": " "}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.acceptTerm",
            json!([{"uri": article, "term": "a\nb"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.addWord",
            json!([{"uri": article, "rule": "desk.plain", "word": "goverment"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.addWord",
            json!([{"uri": article, "rule": "desk.plain", "word": "a b"}]),
            INVALID_PARAMS,
        ),
        (
            "housestyle.openRule",
            json!([{"uri": article, "rule": "desk.other"}]),
            REQUEST_FAILED,
        ),
    ];
    for (command, arguments, expected) in cases {
        let params = json!({"command": command, "arguments": arguments});
        let code = client.refused("workspace/executeCommand", params).await;
        assert_eq!(code, expected, "{command} {arguments}");
    }
    let id = client
        .ask("workspace/executeCommand", json!({"command": 3}))
        .await;
    let answer = client.answer(id).await;
    assert!(answer["error"]["code"].is_i64(), "{answer}");
    assert!(!folder.root.path().join(".housestyle").exists());
    assert!(client.hover(&article, 0, 13).await.is_object());
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

#[tokio::test]
async fn all_of_a_rule_is_worked_out_when_it_is_chosen_if_the_client_asks_then() {
    let code_action = json!({"dataSupport": true, "resolveSupport": {"properties": ["edit"]}});
    let capabilities = json!({"textDocument": {"codeAction": code_action}});
    let folder = folder();
    let (mut client, article) = opened(&folder, capabilities, ARTICLE).await;
    let title = "Fix all of ‘desk.plain’ in this file";
    let offered = action(&mut client, &article, (0, 13), title).await;
    assert_eq!(offered.get("edit"), None);
    let resolved = client.request("codeAction/resolve", offered.clone()).await;
    let edits = resolved["edit"]["changes"][&article].as_array();
    assert_eq!(edits.map(Vec::len), Some(2));
    assert_eq!(resolved["title"], title);
    client.edit(&article, 2, (0, 0), (0, 0), "So ").await;
    client.diagnostics(&article, 2).await;
    let code = client.refused("codeAction/resolve", offered).await;
    assert_eq!(code, CONTENT_MODIFIED);
    let odd = json!({"title": "x", "data": {"uri": 3}});
    assert_eq!(
        client.refused("codeAction/resolve", odd).await,
        INVALID_PARAMS
    );
    let whole = json!({"title": "x"});
    assert_eq!(
        client.request("codeAction/resolve", whole.clone()).await,
        whole
    );
    client.finish().await;
}
