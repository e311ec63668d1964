//! Configurations and styles as they are written: what is wrong, from the text that is not saved.

use housestyle::lsp::Engine;
use serde_json::{Value, json};

use crate::client::{Client, position, range};
use crate::rules::{CONFIGURATION, Folder, STYLE};

/// `line:column-column message` of each diagnostic, from 0, of those that end on their line.
fn shown(diagnostics: &[Value]) -> Vec<String> {
    let line = |diagnostic: &Value| {
        let range = &diagnostic["range"];
        let (start, end) = (&range["start"], &range["end"]);
        let message = diagnostic["message"].as_str().expect("a message");
        format!(
            "{}:{}-{} {message}",
            start["line"], start["character"], end["character"]
        )
    };
    diagnostics.iter().map(line).collect()
}

async fn replace(client: &mut Client, uri: &str, version: i64, text: &str) {
    client.change(uri, version, json!([{"text": text}])).await;
}

#[tokio::test]
async fn what_is_wrong_is_shown_while_it_is_typed() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let style = folder.uri("desk.toml");
    let mut client = Client::new(Engine::Incremental).await;
    client.open(&style, "toml", 1, STYLE).await;
    let cases: [(&str, &[&str]); 8] = [
        (
            "[[rule]]\nid = \"a\"\nphrase = [\"x\"]\n",
            &["2:0-6 unknown key ‘phrase’; did you mean ‘phrases’?"],
        ),
        (
            "[[rule]]\nid = \"a\"\npattern = \"é🎄\\\\b(x\"\n",
            &[
                "2:17-18 ‘é🎄\\b(x’ is not a valid pattern: unclosed group at its character 5; \
                 write a backslash before a mark that stands for itself",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"]\n[[rule]]\nid = \"a\"\nphrases = [\"y\"]\n",
            &[
                "4:5-8 there are two rules called ‘desk.a’; this one is left out; \
                 give each rule an id of its own",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\", \"X\"]\n[[rule]]\nid = \"b\"\nphrases = [\"x\"]\n",
            &[
                "2:16-19 ‘X’ is found by this rule already",
                "5:11-14 ‘x’ is found by ‘desk.a’ already",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"regime\"]\ninflect = \"noun\"\n\
             [[rule]]\nid = \"b\"\nphrases = [\"Regimes\", \"regimes\"]\n",
            &[
                "6:11-20 ‘Regimes’ is found by ‘desk.a’ already",
                "6:22-31 ‘regimes’ is found by ‘desk.a’ already",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"\n",
            &[
                "2:14-14 this list is not closed; end it with ]; until then this ‘[[rule]]’ is left out",
            ],
        ),
        (
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"]\nseverity = \"warn\"\n",
            &["3:11-17 ‘warn’ is no value of ‘severity’; did you mean ‘warning’?"],
        ),
        ("[[rule]]\nid = \"a\"\nphrases = [\"x\"]\n", &[]),
    ];
    for (version, (text, expected)) in (2..).zip(cases) {
        replace(&mut client, &style, version, text).await;
        let diagnostics = client.diagnostics(&style, version).await;
        assert_eq!(shown(&diagnostics), expected, "{text}");
    }
    client.finish().await;
}

#[tokio::test]
async fn a_second_rule_of_one_name_leads_to_the_first() {
    let folder = Folder::new(&[
        ("housestyle.toml", "styles = [\"desk.toml\", \"./more\"]\n"),
        (
            "desk.toml",
            "[[rule]]\nid = \"a\"\nphrases = [\"utilize\"]\n",
        ),
        ("more/words.csv", "commence,begin\n"),
    ]);
    let style = folder.uri("more/words.csv");
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(
            &style,
            "csv",
            1,
            "commence,begin\n\"Utilize\",use\nutilise\n",
        )
        .await;
    let diagnostics = client.diagnostics(&style, 1).await;
    assert_eq!(
        shown(&diagnostics),
        ["1:0-9 ‘Utilize’ is found by ‘desk.a’ already"]
    );
    let related = &diagnostics[0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], folder.uri("desk.toml"));
    assert_eq!(related["location"]["range"], range((2, 11), (2, 20)));
    client.finish().await;
}

#[tokio::test]
async fn what_is_wrong_in_one_file_follows_from_what_is_typed_in_another() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (configuration, style) = (folder.uri("housestyle.toml"), folder.uri("desk.toml"));
    let mut client = Client::new(Engine::Incremental).await;
    let text = "styles = [\"desk.toml\"]\n[rules]\n\"desk.plane\" = \"off\"\n";
    client.open(&configuration, "toml", 1, text).await;
    let diagnostics = client.diagnostics(&configuration, 1).await;
    assert_eq!(
        shown(&diagnostics),
        ["2:0-12 ‘desk.plane’ names no rule and no style; did you mean ‘desk.plain’?"]
    );
    client.open(&style, "toml", 1, STYLE).await;
    let renamed = STYLE.replace("\"plain\"", "\"plane\"");
    replace(&mut client, &style, 2, &renamed).await;
    loop {
        // A list of what was read before the edit may come first.
        let published = client.published(&configuration).await;
        if published["diagnostics"] == json!([]) {
            break;
        }
    }
    client.leave().await;
}

#[tokio::test]
async fn what_is_stored_counts_for_documents_and_again_once_the_file_is_closed() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let (article, style) = (folder.uri("article.md"), folder.uri("desk.toml"));
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&article, "markdown", 1, "utilize, facilitate")
        .await;
    assert_eq!(client.diagnostics(&article, 1).await.len(), 1);
    client.open(&style, "toml", 1, STYLE).await;
    replace(
        &mut client,
        &style,
        2,
        &format!("{STYLE}facilitate = \"help\"\nutilize = \"use\"\n"),
    )
    .await;
    let diagnostics = client.diagnostics(&style, 2).await;
    assert_eq!(
        shown(&diagnostics),
        ["8:0-7 ‘utilize’ is written twice; keep one of them; the first counts"]
    );
    client.edit(&article, 2, (0, 0), (0, 0), "x ").await;
    assert_eq!(client.diagnostics(&article, 2).await.len(), 1);
    client.close(&style).await;
    assert_eq!(client.published(&style).await["diagnostics"], json!([]));
    client.finish().await;
}

#[tokio::test]
async fn a_style_that_nobody_names_is_read_and_other_toml_is_left_alone() {
    let folder = Folder::new(&[("housestyle.toml", "styles = []\n")]);
    let (style, other) = (folder.uri("new.toml"), folder.uri("Cargo.toml"));
    let mut client = Client::new(Engine::Incremental).await;
    client
        .open(&other, "toml", 1, "[package]\nname = 3\n[[rule]]\nid = 4\n")
        .await;
    client
        .open(
            &style,
            "toml",
            1,
            "[[rule]]\nid = \"a\"\nphrases = [\"x\"]\nscope = [\"x\"]\n",
        )
        .await;
    let diagnostics = client.diagnostics(&style, 1).await;
    assert_eq!(
        shown(&diagnostics),
        [
            "0:0-0 no configuration names this file: its rules are not used; \
             add it to ‘styles’ in ‘housestyle.toml’",
            "3:9-12 ‘x’ is no value of ‘scope’; there are paragraph, heading, list, cell, quote, \
             caption, alt, link, comment, front-matter, code, html",
        ]
    );
    let hover = client.hover(&other, 2, 3).await;
    assert_eq!(hover, Value::Null);
    client.finish().await;
}

#[tokio::test]
async fn a_client_that_asks_is_answered_from_what_is_typed() {
    let folder = Folder::new(&[("housestyle.toml", CONFIGURATION), ("desk.toml", STYLE)]);
    let style = folder.uri("desk.toml");
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let mut client = Client::with_capabilities(Engine::Incremental, capabilities).await;
    client.open(&style, "toml", 1, STYLE).await;
    let params = json!({"textDocument": {"uri": style}});
    let report = client
        .request("textDocument/diagnostic", params.clone())
        .await;
    assert_eq!(report["items"], json!([]));
    client.edit(&style, 2, (1, 0), (1, 0), "x").await;
    let report = client.request("textDocument/diagnostic", params).await;
    assert_eq!(
        report["items"][0]["range"]["start"],
        position((1, 1)),
        "{report}"
    );
    client.leave().await;
}

/// The text without its caret, and where that is: line and UTF-16 column from 0.
fn caret(marked: &str) -> (String, (u32, u32)) {
    let offset = marked.find('|').expect("a caret");
    let before = &marked[..offset];
    let line = before.matches('\n').count();
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or("")
        .encode_utf16()
        .count();
    (marked.replacen('|', "", 1), (line as u32, column as u32))
}

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

/// A file, its text with a caret, and what the hover says, part by part.
type Hovered<'a> = (&'a str, &'a str, &'a [&'a str]);

const HOVERED: &[Hovered<'_>] = &[
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nsev|erity = 'hint'\n",
        &[
            "severity",
            "one of error, warning",
            "How much a finding matters.",
        ],
    ),
    (
        "desk.toml",
        "[[rule]]\nid = 'a'\nphrases = ['x']\nseverity = 'hi|nt'\n",
        &["How much a finding matters."],
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
