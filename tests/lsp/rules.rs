//! The rules of a folder, as they change, and what is wrong with them.

use std::fs;
use std::path::Path;

use housestyle::lsp::Engine;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, places, range};

pub(crate) const CONFIGURATION: &str = "styles = [\"desk.toml\"]\n";

pub(crate) const STYLE: &str = r#"
[[rule]]
id = "plain"
note = "Short words are read faster."
[rule.replace]
utilize = "use"
commence = ["begin", "start"]
"#;

/// A folder with a configuration and a style.
pub(crate) struct Folder {
    pub(crate) root: TempDir,
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self {
            root: tempfile::tempdir().expect("a folder"),
        };
        // The search for a configuration must not leave the folder.
        fs::create_dir(folder.root.path().join(".git")).expect("a folder");
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        uri(&self.root.path().join(name))
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn engine() -> Engine {
    Engine::Incremental
}

fn messages(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic["message"].as_str().expect("a message"))
        .collect()
}

#[tokio::test]
async fn variants_are_chosen_by_the_folder_and_by_the_document() {
    let folder = Folder::new(&[
        (
            "housestyle.toml",
            "styles = [\"desk.toml\"]\nlanguage = \"en-GB\"\nignore-text = [\"<<.*?>>\"]\n",
        ),
        (
            "desk.toml",
            "[[rule]]\nid = \"s\"\nvariants = { uk = [\"tyre\"], us = [\"tire\"] }\ninflect = true\n",
        ),
    ]);
    let article = folder.uri("article.md");
    let mut client = Client::new(engine()).await;
    let text = "A tyre, a tire, <<tyre tire>>.\n";
    client.open(&article, "markdown", 1, text).await;
    let diagnostics = client.diagnostics(&article, 1).await;
    assert_eq!(messages(&diagnostics), ["Use ‘tyre’ instead of ‘tire’."]);
    let hover = client.hover(&article, 0, 11).await;
    let said = hover["contents"]["value"].as_str().expect("text");
    assert!(said.contains("Variant: uk"), "{said}");
    assert!(said.contains("Found: tire, tires, tired, tiring"), "{said}");
    let front_matter = "---\nhousestyle: { variant: us }\n---\n";
    let change = json!({"range": range((0, 0), (0, 0)), "text": front_matter});
    client.change(&article, 2, json!([change])).await;
    let diagnostics = client.diagnostics(&article, 2).await;
    assert_eq!(messages(&diagnostics), ["Use ‘tire’ instead of ‘tyre’."]);
}

pub(crate) async fn tell_changed(client: &mut Client, uris: &[String]) {
    let changes: Vec<Value> = uris
        .iter()
        .map(|uri| json!({"uri": uri, "type": 2}))
        .collect();
    client
        .notify(
            "workspace/didChangeWatchedFiles",
            json!({"changes": changes}),
        )
        .await;
}

#[tokio::test]
async fn the_rules_of_the_folder_find_explain_and_fix() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let article = folder.uri("article.md");
    let mut client = Client::new(engine()).await;
    client
        .open(
            &article,
            "markdown",
            1,
            "🎄 We utilize *it*.\n\n`utilize` not.\n",
        )
        .await;
    let diagnostics = client.diagnostics(&article, 1).await;
    assert_eq!(messages(&diagnostics), ["Use ‘use’ instead of ‘utilize’."]);
    assert_eq!(places(&diagnostics), [((0, 6), (0, 13))]);
    assert_eq!(diagnostics[0]["code"], "desk.plain");
    let hover = client.hover(&article, 0, 8).await;
    let text = hover["contents"]["value"].as_str().expect("text");
    for part in ["Short words are read faster.", "desk.plain", "desk.toml"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let actions = client.actions(&article, range((0, 8), (0, 8)), None).await;
    let edits = &actions[0]["edit"]["changes"][&article];
    assert_eq!(
        *edits,
        json!([{"range": range((0, 6), (0, 13)), "newText": "use"}])
    );
    client
        .change(
            &article,
            2,
            json!([{"range": range((0, 6), (0, 13)), "text": "use"}]),
        )
        .await;
    assert_eq!(client.diagnostics(&article, 2).await.len(), 0);
    client.finish().await;
}

#[tokio::test]
async fn a_changed_style_is_read_again_when_the_client_says_so() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = Client::new(engine()).await;
    client
        .open(&article, "markdown", 1, "utilize, facilitate")
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    folder.write("desk.toml", &format!("{STYLE}facilitate = \"help\"\n"));
    tell_changed(&mut client, &[style]).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 2);
    folder.write(
        "housestyle.toml",
        "styles = [\"desk.toml\"]\n[rules]\n\"desk.plain\" = \"off\"\n",
    );
    tell_changed(&mut client, &[folder.uri("housestyle.toml")]).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    tell_changed(&mut client, &[folder.uri("unrelated.toml")]).await;
    client.finish().await;
}

#[tokio::test]
async fn a_saved_style_is_read_again() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = Client::new(engine()).await;
    client
        .open(&article, "markdown", 1, "utilize, facilitate")
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    let changed = format!("{STYLE}facilitate = \"help\"\n");
    folder.write("desk.toml", &changed);
    client
        .notify(
            "textDocument/didSave",
            json!({"textDocument": {"uri": style}}),
        )
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 2);
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_cannot_watch_has_the_files_looked_at_when_it_opens_one() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (article, other) = (folder.uri("article.md"), folder.uri("other.md"));
    let mut client = Client::new(engine()).await;
    client
        .open(&article, "markdown", 1, "utilize, facilitate")
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    folder.write("desk.toml", &format!("{STYLE}facilitate = \"help\"\n"));
    client.open(&other, "markdown", 1, "facilitate").await;
    assert_eq!(client.diagnostics(&other, 1).await.len(), 1);
    assert_eq!(client.diagnostics(&article, 1).await.len(), 2);
    client.finish().await;
}

#[tokio::test]
async fn a_configuration_that_appears_or_goes_is_noticed() {
    let folder = Folder::new(&[("housestyle.toml", "styles = []\n"), ("desk.toml", STYLE)]);
    let article = folder.uri("deep/er/article.md");
    let mut client = Client::new(engine()).await;
    client.open(&article, "markdown", 1, "utilize").await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    folder.write("deep/housestyle.toml", "styles = [\"../desk.toml\"]\n");
    tell_changed(&mut client, &[folder.uri("deep/housestyle.toml")]).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    fs::remove_file(folder.root.path().join("deep/housestyle.toml")).expect("removed");
    tell_changed(&mut client, &[folder.uri("deep/housestyle.toml")]).await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    client.finish().await;
}

#[tokio::test]
async fn faults_are_shown_in_the_files_that_have_them_until_they_are_mended() {
    let before = "examples = { pass = [\"ü🎄\"], ";
    let broken = format!("{STYLE}\n[[rule]]\nid = \"x\"\nphrases = [\"x\"]\n{before}pas = [] }}\n");
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", &broken)]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = Client::new(engine()).await;
    client.open(&article, "markdown", 1, "utilize").await;
    assert_eq!(
        client.diagnostics(&article, 1).await.len(),
        1,
        "the other rules are run"
    );
    let faults = client.published(&style).await;
    assert!(
        faults.get("version").is_none(),
        "they are of the file, not of a version of it"
    );
    let faults = faults["diagnostics"].as_array().expect("a list");
    assert_eq!(faults.len(), 1, "{faults:?}");
    let line = broken.lines().count() - 1;
    let column = before.encode_utf16().count();
    assert_eq!(
        faults[0]["range"]["start"],
        json!({"line": line, "character": column})
    );
    assert_eq!(
        (&faults[0]["severity"], &faults[0]["source"]),
        (&json!(1), &json!("housestyle"))
    );
    assert!(messages(faults)[0].contains("‘pas’"), "{faults:?}");
    folder.write("desk.toml", STYLE);
    tell_changed(&mut client, std::slice::from_ref(&style)).await;
    assert_eq!(
        client.published(&style).await,
        json!({"uri": style, "diagnostics": []})
    );
    client.diagnostics(&article, 1).await;
    client.finish().await;
}

#[tokio::test]
async fn faults_of_the_configuration_are_shown_when_it_is_opened() {
    let folder = Folder::new(&[
        (
            "housestyle.toml",
            "styles = [\"desk.toml\", \"gone.toml\"]\nstlyes = []\n",
        ),
        ("desk.toml", STYLE),
    ]);
    let configuration = folder.uri("housestyle.toml");
    let mut client = Client::new(engine()).await;
    client
        .open(
            &configuration,
            "toml",
            1,
            "styles = [\"desk.toml\", \"gone.toml\"]\nstlyes = []\n",
        )
        .await;
    let faults = client.published(&configuration).await;
    let faults = faults["diagnostics"].as_array().expect("a list");
    let mut lines: Vec<_> = faults
        .iter()
        .map(|fault| fault["range"]["start"]["line"].as_u64())
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, [Some(0), Some(1)], "{faults:?}");
    let help = messages(faults)
        .into_iter()
        .any(|message| message.contains("did you mean ‘styles’?"));
    assert!(help, "{faults:?}");
    client.close(&configuration).await;
    folder.write("housestyle.toml", CONFIGURATION);
    tell_changed(&mut client, std::slice::from_ref(&configuration)).await;
    assert_eq!(
        client.published(&configuration).await["diagnostics"],
        json!([])
    );
    client.finish().await;
}

#[tokio::test]
async fn a_style_that_two_configurations_share_has_its_faults_once() {
    let folder = Folder::new(&[
        ("one/housestyle.toml", "styles = [\"../desk.toml\"]\n"),
        ("two/housestyle.toml", "styles = [\"../desk.toml\"]\n"),
        (
            "desk.toml",
            "[[rule]]\nid = \"x\"\nphrases = [\"x\"]\nsevrity = \"hint\"\n",
        ),
    ]);
    let (one, two, style) = (
        folder.uri("one/a.md"),
        folder.uri("two/a.md"),
        folder.uri("desk.toml"),
    );
    let mut client = Client::new(engine()).await;
    for article in [&one, &two] {
        client.open(article, "markdown", 1, "x").await;
        assert_eq!(client.diagnostics(article, 1).await.len(), 1);
    }
    assert_eq!(
        client.published(&style).await["diagnostics"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    client.finish().await;
}

#[tokio::test]
async fn a_document_that_was_never_saved_has_the_rules_of_the_first_folder() {
    let folder = Folder::new(&[
        ("housestyle.toml", CONFIGURATION),
        ("desk.toml", "[[rule]]\nid = \"x\"\nphrases = [\"blorp\"]\n"),
    ]);
    let mut client = Client::start(engine());
    let folders = json!([{"uri": uri(folder.root.path()), "name": "desk"}]);
    client
        .handshake(json!({"capabilities": {}, "workspaceFolders": folders}))
        .await;
    client
        .open("untitled:Untitled-1", "markdown", 1, "blorp")
        .await;
    assert_eq!(client.diagnostics("untitled:Untitled-1", 1).await.len(), 1);
    let event = json!({"added": [], "removed": folders});
    client
        .notify(
            "workspace/didChangeWorkspaceFolders",
            json!({"event": event}),
        )
        .await;
    assert_eq!(client.diagnostics("untitled:Untitled-1", 1).await.len(), 0);
    client.finish().await;
}

#[tokio::test]
async fn a_setting_can_name_the_configuration_for_everything() {
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = []\n"),
        ("config/other.toml", "styles = [\"../desk.toml\"]\n"),
        ("desk.toml", STYLE),
    ]);
    let article = folder.uri("article.md");
    let mut client = Client::start(engine());
    let params = json!({
        "capabilities": {},
        "rootUri": uri(folder.root.path()),
        "initializationOptions": {"configPath": "config/other.toml"},
    });
    client.handshake(params).await;
    client.open(&article, "markdown", 1, "utilize").await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    client
        .notify(
            "workspace/didChangeConfiguration",
            json!({"settings": {"housestyle": {"configPath": null}}}),
        )
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 0);
    client.finish().await;
}

#[tokio::test]
async fn each_folder_has_its_own_rules() {
    let folder = Folder::new(&[
        ("one/housestyle.toml", "styles = [\"../desk.toml\"]\n"),
        ("two/housestyle.toml", "styles = []\n"),
        ("desk.toml", STYLE),
    ]);
    let (one, two) = (folder.uri("one/a.md"), folder.uri("two/a.md"));
    let mut client = Client::new(engine()).await;
    client.open(&one, "markdown", 1, "utilize").await;
    client.open(&two, "markdown", 1, "utilize").await;
    assert_eq!(client.diagnostics(&one, 1).await.len(), 1);
    assert_eq!(client.diagnostics(&two, 1).await.len(), 0);
    client.finish().await;
}

#[tokio::test]
async fn where_nothing_is_configured_nothing_is_more_than_a_suggestion() {
    let folder = Folder::new(&[]);
    let article = folder.uri("article.md");
    let mut client = Client::new(engine()).await;
    let text = "The puppet regime’s ceaseless provocations, a war of words, at this point in time.";
    client.open(&article, "markdown", 1, text).await;
    let diagnostics = client.diagnostics(&article, 1).await;
    let severities: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic["severity"].as_u64())
        .collect();
    assert!(!severities.is_empty(), "the built-in style is used");
    assert!(
        severities.iter().all(|severity| *severity >= Some(3)),
        "{severities:?}"
    );
    client.finish().await;
}
