//! Findings at one place, inside each other, or side by side.

use std::process::Command;

use housestyle::lsp::Engine;
use serde_json::Value;

use crate::client::{Client, range};
use crate::rules::Folder;

const CONFIGURATION: &str = "styles = [\"desk.toml\"]\n";

const STYLE: &str = r#"
[[rule]]
id = "a"
note = "Why a."
phrases = ["regime"]

[[rule]]
id = "b"
note = "Why b."
phrases = ["regime"]

[[rule]]
id = "c"
note = "Why a."
phrases = ["regime"]

[[rule]]
id = "wide"
phrases = ["puppet regime"]

[[rule]]
id = "one"
replace = { on = "off" }

[[rule]]
id = "two"
pattern = '(?<=on)!'
use = "."

[[rule]]
id = "spelling"
spelling = ["en_GB"]

[[rule]]
id = "words"
phrases = ["goverment"]

[[rule]]
id = "right"
replace = { goverments = "governments" }
"#;

const ARTICLE: &str =
    "A puppet regime is on! The regime regime.\n\nThe goverment, all goverments.\n";

async fn opened() -> (Folder, Client, String, Vec<Value>) {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let article = folder.uri("article.md");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&article, "markdown", 1, ARTICLE).await;
    // The dictionary may come later than the rest.
    let is_spelling = |found: &Value| found["code"] == "desk.spelling";
    let mut diagnostics = client.diagnostics(&article, 1).await;
    while !diagnostics.iter().any(is_spelling) {
        diagnostics = client.diagnostics(&article, 1).await;
    }
    (folder, client, article, diagnostics)
}

#[tokio::test]
async fn only_what_is_meant_by_a_range_is_offered_and_no_two_titles_of_two_rules_read_alike() {
    let (_folder, mut client, article, _) = opened().await;
    // Where, and what is offered there but for switching off and ignoring in the file.
    let cases = [
        (
            ((0, 9), (0, 9)),
            &["Ignore ‘puppet regime’ here", "Ignore ‘regime’ here"][..],
        ),
        // The first ends where the second begins.
        (
            ((0, 19), (0, 21)),
            &["Replace with ‘off’", "Ignore ‘on’ here"],
        ),
        (((0, 21), (0, 21)), &["Replace with ‘.’", "Ignore ‘!’ here"]),
        (((0, 21), (0, 22)), &["Replace with ‘.’", "Ignore ‘!’ here"]),
        (((0, 22), (0, 22)), &["Replace with ‘.’", "Ignore ‘!’ here"]),
        (
            ((2, 5), (2, 5)),
            &[
                "Replace with ‘government’",
                "Add ‘goverment’ to the words",
                "Ignore ‘goverment’ here (desk.spelling)",
                "Ignore ‘goverment’ here (desk.words)",
            ],
        ),
        (
            ((2, 20), (2, 20)),
            &[
                "Replace with ‘governments’",
                "Ignore ‘goverments’ here (desk.right)",
                "Add ‘goverments’ to the words",
                "Ignore ‘goverments’ here (desk.spelling)",
            ],
        ),
    ];
    for ((from, to), expected) in cases {
        let actions = client.actions(&article, range(from, to), None).await;
        let titles = actions.iter().filter_map(|action| action["title"].as_str());
        let titles: Vec<&str> = titles
            .filter(|title| {
                title.starts_with("Add")
                    || title.contains(" here")
                    || expected.contains(title)
                    || *title == "Replace with ‘off’"
            })
            .collect();
        assert_eq!(titles, expected, "{from:?}");
        for action in &actions {
            let command = &action["command"];
            assert!(command.is_null() || command["title"] == action["title"]);
        }
    }
    client.finish().await;
}

#[tokio::test]
async fn a_hover_says_why_of_every_rule_that_says_the_same() {
    let (_folder, mut client, article, _) = opened().await;
    let hover = client.hover(&article, 0, 30).await;
    let text = hover["contents"]["value"].as_str().expect("a text");
    for why in ["Why a.", "Why b.", "desk.a", "desk.b", "desk.c"] {
        assert_eq!(text.matches(why).count(), 1, "{why} in {text}");
    }
    client.finish().await;
}

#[tokio::test]
async fn the_command_reports_what_the_editor_shows() {
    let (folder, client, _, diagnostics) = opened().await;
    folder.write("article.md", ARTICLE);
    let output = Command::new(env!("CARGO_BIN_EXE_housestyle"))
        .args(["check", "--format", "jsonl", "article.md"])
        .current_dir(folder.root.path())
        .output()
        .expect("the command runs");
    let reported = String::from_utf8(output.stdout).expect("UTF-8");
    let reported: Vec<(Value, Value)> = reported
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .map(|finding: Value| (finding["rule"].clone(), finding["message"].clone()))
        .collect();
    let shown = diagnostics.iter();
    let shown: Vec<(Value, Value)> = shown
        .map(|one| (one["code"].clone(), one["message"].clone()))
        .collect();
    assert_eq!(shown, reported);
    client.finish().await;
}
