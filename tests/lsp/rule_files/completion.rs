//! What is offered in configurations and styles.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use super::{caret, replace};
use crate::client::{Client, position};
use crate::rules::{CONFIGURATION, Folder, STYLE};

/// What the text says once a completion is taken.
fn taken(text: &str, item: &Value) -> String {
    let range = &item["textEdit"]["range"];
    let offset = |position: &Value| {
        let line = position["line"].as_u64().expect("a line") as usize;
        let column = position["character"].as_u64().expect("a column") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        start + column
    };
    let new = item["textEdit"]["newText"].as_str().expect("a text");
    let (start, end) = (offset(&range["start"]), offset(&range["end"]));
    format!("{}{new}{}", &text[..start], &text[end..])
}

/// A file, its text with a caret, what is offered first, and what the line reads with that.
type Offered<'a> = (&'a str, &'a str, &'a [&'a str], &'a str);

async fn check_offered(client: &mut Client, folder: &Folder, cases: &[Offered<'_>]) {
    for (version, (file, marked, expected, line)) in (2..).zip(cases) {
        let uri = folder.uri(file);
        let (text, at) = caret(marked);
        replace(client, &uri, version, &text).await;
        // Ids are those of the text that was read last: it is waited for.
        client.hover(&uri, 0, 0).await;
        let params = json!({"textDocument": {"uri": uri}, "position": position(at)});
        let list = client.request("textDocument/completion", params).await;
        let items = list["items"].as_array().expect("a list");
        let typed = |item: &Value| {
            let start = &item["textEdit"]["range"]["start"];
            let column = start["character"].as_u64().expect("a column") as usize;
            let line = text.lines().nth(at.0 as usize).unwrap_or("");
            line[column..at.1 as usize].to_owned()
        };
        // As editors do.
        let wanted = |item: &&Value| {
            let filter = item["filterText"].as_str().expect("a text");
            filter.starts_with(&typed(item))
        };
        let offered: Vec<&Value> = items.iter().filter(wanted).collect();
        let labels: Vec<&str> = offered
            .iter()
            .filter_map(|item| item["label"].as_str())
            .collect();
        let first = labels.get(..expected.len()).unwrap_or(&labels);
        assert_eq!(first, *expected, "{marked}");
        if expected.is_empty() {
            assert!(labels.is_empty(), "{marked}: {labels:?}");
            continue;
        }
        let after = taken(&text, offered[0]);
        assert_eq!(after.lines().nth(at.0 as usize), Some(*line), "{marked}");
    }
}

const IN_STYLES: &[Offered<'_>] = &[
    ("desk.toml", "ru|", &["[[rule]]"], "[[rule]]"),
    ("desk.toml", "[[ru|", &["[[rule]]"], "[[rule]]"),
    (
        "desk.toml",
        "[|]",
        &["[style]", "[[rule]]", "[[term]]"],
        "[style]",
    ),
    (
        "desk.toml",
        "[[rule]]\nreplace.x = 'y'\n[[rule]]\nid = 'a'\n[rule.ex|",
        &["[rule.examples]"],
        "[rule.examples]",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\n|",
        &["phrases", "replace", "variants", "pattern"],
        "phrases = ",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x'\nsev|\nnote = 3",
        &["severity"],
        "severity = ",
    ),
    (
        "desk.toml",
        "[[rule]]\nsev| = 'hint'",
        &["severity"],
        "severity = 'hint'",
    ),
    (
        "desk.toml",
        "[[rule]]\nseverity = |",
        &["error", "warning", "suggestion", "hint"],
        "severity = \"error\"",
    ),
    (
        "desk.toml",
        "[[rule]]\nseverity = 'wa|",
        &["warning"],
        "severity = 'warning'",
    ),
    (
        "desk.toml",
        "[[rule]]\nseverity = \"|\"",
        &["error"],
        "severity = \"error\"",
    ),
    (
        "desk.toml",
        "[[rule]]\nscope = ['heading', 'l|']",
        &["list", "link"],
        "scope = ['heading', 'list']",
    ),
    (
        "desk.toml",
        "[[rule]]\nscope = [\"heading\", |",
        &["paragraph", "list"],
        "scope = [\"heading\", \"paragraph\"",
    ),
    (
        "desk.toml",
        "[[rule]]\nenabled = |",
        &["true", "false"],
        "enabled = true",
    ),
    (
        "desk.toml",
        "[[rule]]\nenabled = fa|",
        &["false"],
        "enabled = false",
    ),
    (
        "desk.toml",
        "[[rule]]\nphrases = ['x']\ninflect = |",
        &["noun", "verb", "adjective", "true"],
        "inflect = \"noun\"",
    ),
    (
        "desk.toml",
        "[[rule]]\nexamples.|",
        &["flag", "pass", "fix"],
        "examples.flag = ",
    ),
    (
        "desk.toml",
        "[[rule]]\nexamples = { flag = ['x'], |",
        &["pass", "fix"],
        "examples = { flag = ['x'], pass = ",
    ),
    ("desk.toml", "[rule.replace]\nuti|", &[], ""),
    ("desk.toml", "[[term]]\nsta|", &["status"], "status = "),
    (
        "desk.toml",
        "[style]\ncolour = \"a|",
        &["amber"],
        "colour = \"amber\"",
    ),
    (
        "desk.toml",
        "[style]\nname = 'x'\n|",
        &["description", "quotes", "severity", "colour"],
        "description = ",
    ),
    ("desk.toml", "# sev|", &[], ""),
    ("desk.toml", "[[rule]]\nnote = 'sev|", &[], ""),
    ("words.csv", "find,inf|", &["inflect"], "find,inflect"),
    (
        "words.csv",
        "find,inflect\nregime,|",
        &["noun", "verb"],
        "regime,noun",
    ),
    (
        "words.csv",
        "term,status\nregime,pre|",
        &["preferred"],
        "regime,preferred",
    ),
];

const IN_CONFIGURATIONS: &[Offered<'_>] = &[
    ("housestyle.toml", "sty|", &["styles"], "styles = "),
    (
        "housestyle.toml",
        "styles = ['desk.toml', \"styles/|",
        &["styles/more.toml", "styles/words.csv"],
        "styles = ['desk.toml', \"styles/more.toml\"",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml', 'n|']",
        &["newsroom"],
        "styles = ['desk.toml', 'newsroom']",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\nfail-on = |",
        &["error"],
        "fail-on = \"error\"",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[ru|",
        &["[rules]"],
        "[rules]",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n|",
        &["desk", "desk.plain"],
        "\"desk\"",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n\"desk.p|\" = 'off'",
        &["desk.plain"],
        "\"desk.plain\" = 'off'",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\ndesk.p|",
        &["desk.plain"],
        "\"desk.plain\"",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules.desk]\np|",
        &["plain", "phrases", "pattern"],
        "\"plain\"",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n\"desk.plain\" = |",
        &["off", "on", "error"],
        "\"desk.plain\" = \"off\"",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n\"desk.plain\" = { sev|",
        &["severity"],
        "\"desk.plain\" = { severity = ",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n\"desk.plain\" = { severity = '|' }",
        &["error"],
        "\"desk.plain\" = { severity = 'error' }",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[[overrides]]\n|",
        &["files", "rules", "variant"],
        "files = ",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[[overrides]]\nrules = { \"desk.plain\" = \"o|",
        &["off", "on"],
        "rules = { \"desk.plain\" = \"off\"",
    ),
];

#[tokio::test]
async fn what_can_be_written_is_offered_also_where_the_text_is_broken() {
    let folder = Folder::new(&[
        ("Cargo.toml", "[package]\n"),
        ("styles/more.toml", STYLE),
        ("styles/words.csv", "a,b\n"),
        (
            "housestyle.toml",
            "styles = [\"desk.toml\", \"words.csv\"]\n",
        ),
        ("desk.toml", STYLE),
        ("words.csv", "find,use\n"),
    ]);
    let mut client = Client::new(Engine::Incremental).await;
    let named = "styles = [\"desk.toml\", \"words.csv\"]\n";
    client
        .open(&folder.uri("housestyle.toml"), "toml", 1, named)
        .await;
    client.open(&folder.uri("desk.toml"), "toml", 1, "").await;
    client.open(&folder.uri("words.csv"), "csv", 1, "").await;
    check_offered(&mut client, &folder, IN_STYLES).await;
    replace(&mut client, &folder.uri("desk.toml"), 100, STYLE).await;
    check_offered(&mut client, &folder, IN_CONFIGURATIONS).await;
    client.leave().await;
}

#[tokio::test]
async fn an_editor_that_takes_snippets_has_the_caret_put_where_the_value_goes() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let capabilities = json!({"textDocument": {"completion": {"completionItem": {
        "snippetSupport": true,
        "documentationFormat": ["markdown"],
    }}}});
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    let style = folder.uri("desk.toml");
    client.open(&style, "toml", 1, "[[rule]]\nscop\n").await;
    let params = json!({"textDocument": {"uri": style}, "position": position((1, 4))});
    let list = client.request("textDocument/completion", params).await;
    let items = list["items"].as_array().expect("a list");
    let scope = items
        .iter()
        .find(|item| item["label"] == "scope")
        .expect("it is offered");
    assert_eq!(scope["textEdit"]["newText"], "scope = [\"$1\"]");
    assert_eq!(scope["insertTextFormat"], 2);
    let about = scope["documentation"]["value"].as_str().expect("a text");
    assert!(about.starts_with("Where to look"), "{about}");
    client.leave().await;
}

const TYPED: &str = "[style]\nname = \"desk\"\ncolour = \"teal\"\n\n[[rule]]\nid = \"plain\"\n\
                     examples.flag = [\"A “x”.\", '''\nTwo\nlines''']\nscope = [\"heading\", \"list\"]\n\
                     [rule.replace]\n\"utilize\" = { a = [1, { b = 'c' }] }\n[[term]]\nterm = \"é\"\n";

/// Every beginning of a text is asked about where it ends: nothing may be refused.
#[tokio::test]
async fn whatever_is_typed_is_answered() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let mut client = Client::new(Engine::Incremental).await;
    let ends = TYPED.char_indices().map(|(at, _)| at).step_by(5);
    for (version, end) in (1..).zip(ends) {
        for (file, text) in [
            ("desk.toml", &TYPED[..end]),
            ("housestyle.toml", &TYPED[..end]),
        ] {
            let uri = folder.uri(file);
            if version == 1 {
                client.open(&uri, "toml", 1, text).await;
            } else {
                replace(&mut client, &uri, version, text).await;
            }
            let (_, at) = caret(&format!("{text}|"));
            let place = json!({"textDocument": {"uri": uri}, "position": position(at)});
            let offered = client
                .request("textDocument/completion", place.clone())
                .await;
            assert!(offered.is_null() || offered["items"].is_array(), "{text}");
            client.request("textDocument/hover", place.clone()).await;
            client.request("textDocument/definition", place).await;
            client
                .request(
                    "textDocument/documentLink",
                    json!({"textDocument": {"uri": uri}}),
                )
                .await;
            client
                .actions(
                    &uri,
                    json!({"start": position(at), "end": position(at)}),
                    None,
                )
                .await;
        }
    }
    client.leave().await;
}
