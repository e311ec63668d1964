//! What is explained in configurations and styles, and rules that are tried on the workspace.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use super::{caret, replace};
use crate::client::{Client, position, range};
use crate::rules::{CONFIGURATION, Folder, STYLE};

/// A file, its text with a caret, and what the hover says, part by part.
type Hovered<'a> = (&'a str, &'a str, &'a [&'a str]);

const HOVERED: &[Hovered<'_>] = &[
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nsev|erity = 'hint'\n",
        &[
            "severity",
            "one of error, warning",
            "How much a finding matters",
        ],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nseverity = 'hi|nt'\n",
        &["How much a finding matters"],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nrepl|ace = { a = 'b' }\n",
        &["replace", "one row a line", "Finds words and phrases"],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\n[rule.repl|ace]\na = 'b'\n",
        &["what to write instead"],
    ),
    (
        "desk.toml",
        "[sty|le]\nname = 'x'\n",
        &["What the style is called"],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nexamples.fl|ag = ['x']\nphrases = ['x']\n",
        &["Documents in which the rule must find something."],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['puppet re|gime']\ninflect = 'noun'\n",
        &[
            "‘puppet regime’ is marked",
            "Found as well: puppet regimes",
            "desk.a",
        ],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\ninflect = 'verb'\n[rule.replace]\nutil|ize = 'use'\n",
        &[
            "‘utilize’ → ‘use’",
            "- utilized → ‘used’",
            "made by “fix all”",
        ],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\n[rule.replace]\ncomm|ence = ['begin', 'start']\n",
        &[
            "‘commence’ → ‘begin’ or ‘start’",
            "Nothing is changed unasked.",
        ],
    ),
    (
        "desk.toml",
        "[[term]]\nterm = 'North Korea'\ninstead-of = ['DP|RK']\n",
        &["‘DPRK’ → ‘North Korea’"],
    ),
    (
        "words.csv",
        "find,use,inflect\nuti|lize,use,verb\n",
        &["‘utilize’ → ‘use’", "- utilized → ‘used’"],
    ),
    (
        "words.csv",
        "find,use,inf|lect\nutilize,use,verb\n",
        &["inflect", "Whose forms are found as well"],
    ),
    (
        "words.csv",
        "find,use,inflect\nutilize,use,ve|rb\n",
        &["Whose forms are found as well"],
    ),
    (
        "housestyle.toml",
        "sty|les = ['desk.toml']\n",
        &["a list of strings", "The styles to check by"],
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[ru|les]\n",
        &["What is said of single rules"],
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[[overrides]]\nfi|les = ['x']\nrules = {}\n",
        &["Globs of the files"],
    ),
    (
        "housestyle.toml",
        "styles = ['newsroom']\n[rules]\n\"newsroom.cli|ches\" = 'off'\n",
        &["newsroom.cliches: ", "0 of them on"],
    ),
];

#[tokio::test]
async fn what_is_written_is_explained() {
    let named = "styles = [\"desk.toml\", \"words.csv\"]\n";
    let folder = Folder::new(&[
        ("housestyle.toml", named),
        ("desk.toml", STYLE),
        ("words.csv", "a,b\n"),
    ]);
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&folder.uri("housestyle.toml"), "toml", 1, named)
        .await;
    client
        .open(&folder.uri("desk.toml"), "toml", 1, STYLE)
        .await;
    client
        .open(&folder.uri("words.csv"), "csv", 1, "a,b\n")
        .await;
    for (version, (file, marked, expected)) in (2..).zip(HOVERED) {
        let uri = folder.uri(file);
        let (text, (line, column)) = caret(marked);
        replace(&mut client, &uri, version, &text).await;
        let hover = client.hover(&uri, line, column).await;
        let said = hover["contents"]["value"].as_str().unwrap_or_default();
        for part in *expected {
            assert!(said.contains(part), "{marked}: {part}: {said}");
        }
    }
    let style = folder.uri("desk.toml");
    replace(
        &mut client,
        &style,
        100,
        "[[rule]]\nid = 'a'\nphrases = ['x']\n# note\n",
    )
    .await;
    assert_eq!(client.hover(&style, 3, 3).await, Value::Null);
    client.leave().await;
}

#[tokio::test]
async fn a_rule_is_tried_on_the_workspace_before_it_is_saved() {
    let folder = Folder::new(&[
        ("housestyle.toml", CONFIGURATION),
        ("desk.toml", STYLE),
        ("a.md", "A regime.\n\n“The regime will fall,” she said.\n"),
        ("deep/b.md", "The regime theory. Two regimes.\n"),
        ("deep/c.md", "Nothing.\n"),
        ("other/housestyle.toml", "styles = []\n"),
        ("other/d.md", "A regime of others.\n"),
    ]);
    let style = folder.uri("desk.toml");
    let mut client = Client::start(Engine::Incremental);
    let root = folder.uri("");
    client
        .handshake(json!({"capabilities": {}, "rootUri": root}))
        .await;
    client.open(&style, "toml", 1, STYLE).await;
    let text = "[[term]]\nterm = 'regime theory'\n\n[[rule]]\nid = 'regimes'\nphrases = ['regime']\n\
                inflect = 'noun'\nquotes = 'skip'\n";
    replace(&mut client, &style, 2, text).await;
    let argument = json!({"uri": style, "rule": "desk.regimes"});
    let params = json!({"command": "housestyle.tryRule", "arguments": [argument]});
    let tried = client.request("workspace/executeCommand", params).await;
    let counts = [
        "hits",
        "files",
        "hitsInQuotations",
        "quoted",
        "shielded",
        "documents",
    ];
    let counts = counts.map(|key| tried[key].as_u64().expect("a number"));
    assert_eq!(counts, [2, 2, 0, 1, 1, 3], "{tried}");
    assert_eq!(tried["complete"], true);
    assert_eq!(tried["samples"][0]["uri"], folder.uri("a.md"));
    assert_eq!(tried["samples"][0]["range"], range((0, 2), (0, 8)));

    for (line, column) in [(3, 4), (4, 7)] {
        let hover = client.hover(&style, line, column).await;
        let said = hover["contents"]["value"].as_str().expect("a text");
        let expected =
            "2 hits in 2 files; left alone: 1 in quotations, 1 shielded by terms or exceptions";
        for part in [
            expected,
            "a.md:1: A regime.",
            "deep/b.md:1",
            "Silent inside quotation marks.",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    // What is open counts as it stands there.
    let article = folder.uri("a.md");
    client
        .open(&article, "markdown", 1, "Regime, regime.\n")
        .await;
    client.edit(&article, 2, (0, 0), (0, 0), "A regime. ").await;
    let argument = json!({"uri": style, "position": position((4, 7))});
    let params = json!({"command": "housestyle.tryRule", "arguments": [argument]});
    let tried = client.request("workspace/executeCommand", params).await;
    assert_eq!(tried["hits"], 4, "{tried}");
    client.leave().await;
}
