//! Outlines of texts, broken and whole: what stands where a caret is.

use super::*;

/// What stands at `|`: the keys that lead there, and what it is.
fn at(marked: &str) -> String {
    let offset = marked.find('|').expect("a caret");
    let text = marked.replace('|', "");
    let outline = Outline::of(&text);
    let Some(spot) = outline.at(offset) else {
        return "nowhere".to_owned();
    };
    let path = spot.names().join("/");
    let written = |span: Span| span.text(&text).unwrap_or("?");
    let what = match spot.at {
        At::Header { header, index } => {
            let key = header.keys.get(index).map_or("", |key| key.text.as_str());
            format!("header {} {index}:{key}", written(header.span))
        }
        At::Key {
            keys,
            index,
            has_value,
        } => {
            let keys: Vec<&str> = keys.iter().map(|key| key.text.as_str()).collect();
            let value = if has_value { " =" } else { "" };
            format!("key {}@{index}{value}", keys.join("."))
        }
        At::Value { item, list } => {
            let item = item.map_or("", |item| written(item.span));
            let list = list.map_or(String::new(), |list| format!(" of {}", list.len()));
            format!("value {item}{list}")
        }
        At::Nothing => "nothing".to_owned(),
    };
    format!("{path}: {what}")
}

#[test]
fn what_stands_at_a_caret_is_made_out_in_broken_texts() {
    let cases = [
        ("|", ": key @0"),
        ("sty|les = []", ": key styles@0 ="),
        ("styles = [|", "styles: value  of 0"),
        ("styles = [\"|", "styles: value \" of 1"),
        (
            "styles = ['a', \"ne|\nlanguage = 'en'",
            "styles: value \"ne of 2",
        ),
        (
            "styles = ['a',\n  |\nlanguage = 'en'",
            "styles: value  of 1",
        ),
        ("styles = ['a',\nlan|guage = 'en'", ": key language@0 ="),
        ("# a |b", ": nothing"),
        ("a = 1 # b|", ": nothing"),
        ("[|", ": header [ 0:"),
        ("[[ru|", ": header [[ru 0:ru"),
        ("[[rule]]|", "rule: key @0"),
        ("[[ru|le]]", ": header [[rule]] 0:rule"),
        ("|[[rule]]", ": header [[rule]] 0:rule"),
        ("[rule.|]", ": header [rule.] 1:"),
        ("[[rule]]\n|", "rule: key @0"),
        ("[[rule]]\nse|", "rule: key se@0"),
        ("[[rule]]\nse|\nid = 'a'", "rule: key se@0"),
        ("[[rule]]\nseverity = |", "rule/severity: value "),
        ("[[rule]]\nseverity = |\nid = 'a'", "rule/severity: value "),
        ("[[rule]]\nseverity = 'wa|'", "rule/severity: value 'wa'"),
        ("[[rule]]\nseverity = wa|", "rule/severity: value wa"),
        (
            "[[rule]]\nseverity = 'wa|rning\nid = 'x'",
            "rule/severity: value 'warning",
        ),
        (
            "[[rule]]\nscope = ['heading', |]",
            "rule/scope: value  of 1",
        ),
        ("[[rule]]\nexamples.fl|", "rule: key examples.fl@1"),
        ("[[rule]]\nexamples = { fl|", "rule/examples: key fl@0"),
        (
            "[[rule]]\nexamples = { flag = ['a|'] }",
            "rule/examples/flag: value 'a' of 1",
        ),
        (
            "[[rule]]\nexamples = { flag = ['a'], |",
            "rule/examples: key @0",
        ),
        (
            "[[rule]]\nexamples = { flag = ['a']\nid| = 'x'",
            "rule: key id@0 =",
        ),
        ("[[rule]]\nx = {\n  a = 1,\n  b|\n}", "rule/x: key b@0"),
        (
            "[rules]\n\"newsroom.cl|\" = 'off'",
            "rules: key newsroom.cl@0 =",
        ),
        (
            "[rules]\nnewsroom.cl| = 'off'",
            "rules: key newsroom.cl@1 =",
        ),
        ("[rules]\nnewsroom.|", "rules: key newsroom.@1"),
        ("[rules.newsroom]\ncl|", "rules/newsroom: key cl@0"),
        ("[rules]\ndesk.x = |", "rules/desk/x: value "),
        (
            "[rules]\n'desk.x' = { sev|erity = 'error' }",
            "rules/desk.x: key severity@0 =",
        ),
        (
            "[[overrides]]\nrules = { 'a.b' = '|' }",
            "overrides/rules/a.b: value ''",
        ),
        (
            "[rule.replace]\nuti|lize = 'use'",
            "rule/replace: key utilize@0 =",
        ),
        (
            "[rule.replace]\nutilize = 'u|se'",
            "rule/replace/utilize: value 'use'",
        ),
        (
            "a = \"\"\"\n[[rule]]|\n\"\"\"\n",
            "a: value \"\"\"\n[[rule]]\n\"\"\"",
        ),
        ("a = \"\"\"x|y\n[[rule]]\nid = 1", "a: value \"\"\"xy"),
        ("x = [\n[\"a\"],\n[|\"b\"]\n]", "x: value \"b\" of 1"),
        ("\u{FEFF}[style]\nna|", "style: key na@0"),
        ("a = 'x' |", ": nothing"),
        ("a = 'x'|", "a: value 'x'"),
        ("a = [1]\n|", ": key @0"),
        ("é = |", ": nothing"),
    ];
    let wrong = cases
        .iter()
        .filter(|(marked, expected)| at(marked) != *expected);
    let wrong: Vec<String> = wrong
        .map(|(marked, expected)| format!("{marked:?}: {} instead of {expected}", at(marked)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_element_holds_the_tables_below_it() {
    let text =
        "[style]\nname = 'x'\n[[rule]]\nid = 'a'\n[rule.replace]\nb = 'c'\n[[rule]]\nid = 'd'\n";
    let outline = Outline::of(text);
    let keys = |needle: &str| {
        let offset = text.find(needle).expect("it is there");
        let element = outline.element_at(offset)?;
        let keys: Vec<&str> = element.key_names().collect();
        Some((element.span().text(text)?.lines().count(), keys.join(" ")))
    };
    assert_eq!(keys("name"), None);
    assert_eq!(keys("[[rule]]"), Some((4, "id replace".to_owned())));
    assert_eq!(keys("b = "), Some((4, "id replace".to_owned())));
    assert_eq!(keys("id = 'd'"), Some((2, "id".to_owned())));
}

proptest::proptest! {
    #[test]
    fn any_text_has_an_outline(
        text in r#"(\[\[rule\]\]|\[rule\.x\]|id|"|'|"""|'''|=|\[|\]|\{|\}|,|\.|#|\\|\n|\r\n| |é){0,40}"#,
    ) {
        let outline = Outline::of(&text);
        for offset in 0..=text.len() {
            let _ = outline.element_at(offset);
            if let Some(Spot { at: At::Value { item: Some(item), .. }, .. }) = outline.at(offset) {
                proptest::prop_assert!(item.span.text(&text).is_some());
            }
        }
    }
}
