//! Rules that are switched off, terms that are accepted, and rules that are shown.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use super::{ARTICLE, able, action, choose, opened, read, selected, take_edit};
use crate::client::{Client, range};
use crate::ignored::{CONFIGURATION, STYLE, folder};
use crate::rules::Folder;

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
