//! Quick fixes, links and failing examples in configurations and styles.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use super::{caret, replace, shown};
use crate::client::{Client, range};
use crate::rules::{CONFIGURATION, Folder, STYLE};

/// A file, its text with a caret, the title of the first action there, and the line with it.
type Mended<'a> = (&'a str, &'a str, &'a str, &'a str);

const MENDED: &[Mended<'_>] = &[
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphr|ase = ['x']\n",
        "Write phrases",
        "phrases = ['x']",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nseverity = 'wa|rn'\n",
        "Write 'warning'",
        "severity = 'warning'",
    ),
    (
        "desk.toml",
        "[style]\ncol|or = \"red\"\n",
        "Write colour",
        "colour = \"red\"",
    ),
    (
        "desk.toml",
        "[sti|le]\nname = 'x'\n",
        "Write style",
        "[style]",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nmessage = \"\\u2018{mat|chh}’: {match}.\"\n",
        "Write {match}",
        "message = \"\\u2018{match}’: {match}.\"",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nmessage = 'A {| brace.'\n",
        "Write {{",
        "message = 'A {{ brace.'",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nspelling = true\nmessage = '{dictionar|e}?'\n",
        "Write {dictionary}",
        "message = '{dictionary}?'",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\npattern = '(a)(b)'\nuse = ['$1', 'x, $1$|3']\n",
        "Write $2",
        "use = ['$1', 'x, $1$2']",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\npattern = '(?P<name>a)'\nuse = '${na|m:upper}s'\n",
        "Write ${name:upper}",
        "use = '${name:upper}s'",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\npattern = '(a)'\nuse = '${1:upp|r}'\n",
        "Write ${1:upper}",
        "use = '${1:upper}'",
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\npattern = '(a)'\nuse = '5 $|'\n",
        "Write $$",
        "use = '5 $$'",
    ),
    (
        "words.csv",
        "find,use,infl|ct\na,b,noun\n",
        "Write inflect",
        "find,use,inflect",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml', 'words.csv']\nfail-|no = 'never'\n",
        "Write fail-on",
        "fail-on = 'never'",
    ),
    (
        "housestyle.toml",
        "styles = 'de|sk.toml'\n",
        "Write [\"desk.toml\"]",
        "styles = [\"desk.toml\"]",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.tom|']\n",
        "Write 'desk.toml'",
        "styles = ['desk.toml']",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n\"desk.pla|ne\" = 'off'\n",
        "Write \"desk.plain\"",
        "\"desk.plain\" = 'off'",
    ),
    (
        "housestyle.toml",
        "styles = ['desk.toml']\n[rules]\n\"desk.plain\" = fal|se\n",
        "Write \"off\"",
        "\"desk.plain\" = \"off\"",
    ),
];

#[tokio::test]
async fn what_was_meant_is_written_by_a_quick_fix() {
    let named = "styles = ['desk.toml', 'words.csv']\n";
    let folder = Folder::new(&[
        ("housestyle.toml", named),
        ("desk.toml", STYLE),
        ("words.csv", "a,b\n"),
    ]);
    let mut client = Client::new(Engine::Incremental).await;
    let files = [
        ("housestyle.toml", "toml", named),
        ("desk.toml", "toml", STYLE),
        ("words.csv", "csv", "a,b\n"),
    ];
    for (file, language, text) in files {
        client.open(&folder.uri(file), language, 1, text).await;
    }
    for (version, (file, marked, title, line)) in (2..).zip(MENDED) {
        if *file == "housestyle.toml" {
            replace(&mut client, &folder.uri("desk.toml"), 100 + version, STYLE).await;
        }
        let uri = folder.uri(file);
        let (text, at) = caret(marked);
        replace(&mut client, &uri, version, &text).await;
        let actions = client.actions(&uri, range(at, at), None).await;
        let action = actions
            .first()
            .unwrap_or_else(|| panic!("nothing: {marked}"));
        assert_eq!(action["title"], *title, "{marked}");
        let edit = &action["edit"]["changes"][&uri][0];
        let column =
            |end: &str| edit["range"][end]["character"].as_u64().expect("a column") as usize;
        let old = text.lines().nth(at.0 as usize).expect("a line");
        let new = edit["newText"].as_str().expect("a text");
        let mended = format!("{}{new}{}", &old[..column("start")], &old[column("end")..]);
        assert_eq!(mended, *line, "{marked}");
    }
    client.leave().await;
}

#[tokio::test]
async fn examples_that_fail_are_shown_in_the_style() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let style = folder.uri("desk.toml");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&style, "toml", 1, STYLE).await;
    let text = "[[rule]]\nid = 'x'\n[rule.replace]\nregime = 'government'\n[rule.examples]\n\
                flag = ['A regime.', 'A règle.']\npass = [\"A \\\"regime\\\" there.\", 'None.']\n\
                fix = [['A regime.', 'A government.'], ['Regime', 'State']]\n";
    replace(&mut client, &style, 2, text).await;
    let expected = [
        "5:21-31 ‘desk.x’ finds nothing in this example",
        "6:13-19 ‘desk.x’ finds ‘regime’ in this example, which is to pass",
        "7:39-58 ‘desk.x’ makes this ‘Government’, not ‘State’",
    ];
    assert_eq!(shown(&client.diagnostics(&style, 2).await), expected);
    // They stay while another thing is typed, and are told with it.
    replace(&mut client, &style, 3, &format!("x\n{text}")).await;
    let diagnostics = client.diagnostics(&style, 3).await;
    assert!(
        shown(&diagnostics)[0].contains("is no key"),
        "{diagnostics:?}"
    );
    assert_eq!(diagnostics.len(), 4);
    let mended = text
        .replace("'A règle.'", "'A regime.'")
        .replace("\\\"regime\\\"", "regimen");
    replace(&mut client, &style, 4, &mended).await;
    loop {
        let diagnostics = client.diagnostics(&style, 4).await;
        if shown(&diagnostics) == ["7:39-58 ‘desk.x’ makes this ‘Government’, not ‘State’"]
        {
            break;
        }
    }
    client.leave().await;
}

#[tokio::test]
async fn files_and_rules_that_are_named_can_be_gone_to() {
    let text =
        "styles = [\"desk.toml\", 'newsroom', 'gone.toml']\n[rules]\n\"desk.plain\" = 'off'\n";
    let folder = Folder::new(&[("housestyle.toml", text), ("desk.toml", STYLE)]);
    let configuration = folder.uri("housestyle.toml");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&configuration, "toml", 1, text).await;
    let document = json!({"uri": configuration});
    let params = json!({"textDocument": document});
    let links = client.request("textDocument/documentLink", params).await;
    assert_eq!(
        links,
        json!([{"range": range((0, 11), (0, 20)), "target": folder.uri("desk.toml")}])
    );
    let params = json!({"textDocument": document, "position": {"line": 2, "character": 4}});
    let definition = client.request("textDocument/definition", params).await;
    assert_eq!(definition["uri"], folder.uri("desk.toml"));
    assert_eq!(definition["range"], range((2, 5), (2, 12)));
    let params = json!({"textDocument": {"uri": folder.uri("a.md")}});
    assert_eq!(
        client.request("textDocument/documentLink", params).await,
        Value::Null
    );
    client.leave().await;
}

#[tokio::test]
async fn a_rule_can_be_tried_from_where_it_stands() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let style = folder.uri("desk.toml");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&style, "toml", 1, STYLE).await;
    let actions = client.actions(&style, range((2, 7), (2, 7)), None).await;
    assert_eq!(actions.len(), 1, "{actions:?}");
    assert_eq!(actions[0]["title"], "Try ‘desk.plain’ on the workspace");
    let command = &actions[0]["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let tried = client.request("workspace/executeCommand", params).await;
    assert_eq!(tried["summary"], "0 hits in 0 files, in 0 documents.");
    let none = client
        .actions(&style, range((2, 7), (2, 7)), Some("quickfix"))
        .await;
    assert!(none.is_empty(), "{none:?}");
    client.leave().await;
}
