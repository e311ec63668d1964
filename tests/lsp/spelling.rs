//! Misspelt words, and what they may have been meant to be.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, range};
use crate::decisions::{REQUEST_FAILED, able, action, choose, read, take_edit};
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

#[tokio::test]
async fn what_two_rules_suggest_is_offered_once() {
    let one =
        |id: &str| format!("[[rule]]\nid = \"{id}\"\nspelling = [\"en_GB\"]\nmessage = \"{id}\"\n");
    let style = one("british") + &one("headings");
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", &style)]);
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&article, "markdown", 1, "# The goverment\n")
        .await;
    while client.diagnostics(&article, 1).await.len() < 2 {}
    let actions = client.actions(&article, range((0, 8), (0, 8)), None).await;
    let replacing = titles(&actions);
    let replacing = replacing
        .iter()
        .filter(|it| **it == "Replace with ‘government’");
    assert_eq!(replacing.count(), 1, "{actions:?}");
    client.finish().await;
}

const WITH_A_LIST: &str =
    "[[rule]]\nid = \"spelling\"\nspelling = [\"en_GB\"]\nwords = \"lists/words.txt\"\n";
const WITHOUT: &str = "[[rule]]\nid = \"spelling\"\nspelling = [\"en_GB\"] # British\n";
const CONFIGURATION: &str = "styles = [\"desk.toml\"]\n";
const SETTING: &str =
    "styles = [\"desk.toml\"]\n[rules]\ndesk.spelling = { words = [\"lists/words.txt\"] }\n";
const TITLE: &str = "Add ‘Kyivska’ to the words";

/// A folder with a style, and what its list of words says if there is one; in the editor a
/// document with a misspelling.
async fn misspelt(
    configuration: &str,
    style: &str,
    list: Option<&str>,
) -> (Folder, Client, String) {
    let folder = Folder::new(&[("housestyle.toml", configuration), ("desk.toml", style)]);
    if let Some(list) = list {
        folder.write("lists/words.txt", list);
    }
    let article = folder.uri("article.md");
    let mut client = Client::with_capabilities(Engine::Incremental, able()).await;
    client
        .open(&article, "markdown", 1, "The Kyivska street.\n")
        .await;
    while client.diagnostics(&article, 1).await.is_empty() {}
    (folder, client, article)
}

#[tokio::test]
async fn a_word_is_added_where_the_words_of_its_rule_are() {
    // The configuration, the style, the list of words, the file that is written, what it says then.
    let cases = [
        (
            CONFIGURATION,
            WITH_A_LIST,
            None,
            "lists/words.txt",
            "Kyivska\n".to_owned(),
        ),
        (
            CONFIGURATION,
            WITH_A_LIST,
            Some("# ours\r\nLviv"),
            "lists/words.txt",
            "# ours\r\nLviv\r\nKyivska\r\n".to_owned(),
        ),
        (
            SETTING,
            WITHOUT,
            Some(""),
            "lists/words.txt",
            "Kyivska\n".to_owned(),
        ),
        (
            CONFIGURATION,
            WITHOUT,
            None,
            "desk.toml",
            format!("{WITHOUT}allow = [\"Kyivska\"]\n"),
        ),
    ];
    for (configuration, style, list, name, expected) in cases {
        let (folder, mut client, article) = misspelt(configuration, style, list).await;
        let add = action(&mut client, &article, (0, 6), TITLE).await;
        choose(&mut client, &add).await;
        while !client.diagnostics(&article, 1).await.is_empty() {}
        assert_eq!(read(&folder, name), expected);
        if list.is_none() && name != "desk.toml" {
            // A list that is missing is a fault, until it is there.
            let desk = folder.uri("desk.toml");
            for faults in [1, 0] {
                let told = client.published(&desk).await["diagnostics"].clone();
                assert_eq!(told.as_array().map(Vec::len), Some(faults));
            }
        }
        client.finish().await;
    }
}

#[tokio::test]
async fn words_that_are_open_in_the_editor_are_changed_there() {
    // The style, the file that is open, what it says there, unsaved, the edit.
    let cases = [
        (
            WITH_A_LIST,
            "lists/words.txt",
            "Lviv",
            ((0, 4), (0, 4)),
            "\nKyivska\n",
        ),
        (
            WITHOUT,
            "desk.toml",
            "[[rule]]\nid = 'spelling'\nspelling = true\nallow = ['Lviv']\n",
            ((3, 8), (3, 16)),
            "['Lviv', \"Kyivska\"]",
        ),
    ];
    for (style, name, unsaved, (from, to), inserted) in cases {
        let (folder, mut client, article) = misspelt(CONFIGURATION, style, Some("")).await;
        let before = read(&folder, name);
        let file = folder.uri(name);
        client.open(&file, "plaintext", 4, unsaved).await;
        if name != "desk.toml" {
            client.diagnostics(&file, 4).await;
        }
        let add = action(&mut client, &article, (0, 6), TITLE).await;
        choose(&mut client, &add).await;
        let (document, edit) = take_edit(&mut client, true).await;
        assert_eq!(document, json!({"uri": file, "version": 4}));
        assert_eq!(edit["range"], range(from, to), "{name}");
        assert_eq!(edit["newText"], inserted, "{name}");
        assert_eq!(read(&folder, name), before);
        client.finish().await;
    }
    // What cannot be read is not written.
    let (folder, mut client, article) = misspelt(CONFIGURATION, WITHOUT, None).await;
    let file = folder.uri("desk.toml");
    client.open(&file, "toml", 4, "[[rule]]\nid = \n").await;
    client.diagnostics(&file, 4).await;
    let add = action(&mut client, &article, (0, 6), TITLE).await;
    let command = &add["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let code = client.refused("workspace/executeCommand", params).await;
    assert_eq!(code, REQUEST_FAILED);
    client.finish().await;
}
