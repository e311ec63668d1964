//! A rule that is off, in a `housestyle.toml`.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{line_break, line_end, string};

/// The table of settings.
const RULES: &str = "rules";

/// The text of a new configuration in which `rule` is off and all else is as without one.
pub fn new_configuration(rule: &str) -> String {
    format!(
        "styles = [\"newsroom\"]\n\n[{RULES}]\n{} = \"off\"\n",
        string(rule)
    )
}

/// `text`, a `housestyle.toml`, with the rule of the whole id `rule` off for all documents.
///
/// # Errors
///
/// A sentence that says what to do, if the text cannot be read or has no place for it.
pub fn with_rule_off(text: &str, rule: &str) -> Result<String, String> {
    if let Err(error) = DeTable::parse(text) {
        let first = error.message().lines().next().unwrap_or("").to_owned();
        return Err(format!(
            "the configuration cannot be read: {first}; mend it first"
        ));
    }
    let splices = [
        over_a_setting(text, rule),
        below_the_header(text, rule),
        Some(at_the_end(text, rule)),
        in_braces(text, rule),
    ];
    let texts = splices.into_iter().flatten();
    let mut texts = texts.map(|(at, end, new)| spliced(text, at, end, &new));
    texts.find(|after| is_off(after, rule)).ok_or_else(|| {
        format!("the table ‘{RULES}’ of the configuration has a form to which nothing can be added; write ‘{} = \"off\"’ there", string(rule))
    })
}

/// What is to be put in the place of which bytes.
type Splice = (usize, usize, String);

fn spliced(text: &str, start: usize, end: usize, new: &str) -> String {
    let (before, after) = (text.get(..start), text.get(end..));
    [before.unwrap_or(""), new, after.unwrap_or("")].concat()
}

/// The setting of `id` in a table, however its name is cut into keys.
fn setting<'t, 'a>(table: &'t DeTable<'a>, id: &str) -> Option<&'t Spanned<DeValue<'a>>> {
    table.iter().find_map(|(key, value)| {
        let rest = id.strip_prefix(&**key.get_ref())?;
        if rest.is_empty() {
            return Some(value);
        }
        setting(value.get_ref().as_table()?, rest.strip_prefix('.')?)
    })
}

fn rules<'t, 'a>(table: &'t DeTable<'a>) -> Option<&'t DeTable<'a>> {
    table.get(RULES)?.get_ref().as_table()
}

fn is_off(text: &str, rule: &str) -> bool {
    let Ok(table) = DeTable::parse(text) else {
        return false;
    };
    let setting = rules(table.get_ref()).and_then(|rules| setting(rules, rule));
    setting.is_some_and(|value| match value.get_ref() {
        DeValue::String(text) => text == "off",
        DeValue::Table(keys) => {
            let enabled = keys
                .get("enabled")
                .and_then(|value| value.get_ref().as_bool());
            enabled == Some(false)
        }
        _ => false,
    })
}

/// The setting that is there says something else.
fn over_a_setting(text: &str, rule: &str) -> Option<Splice> {
    let table = DeTable::parse(text).ok()?;
    let value = setting(rules(table.get_ref())?, rule)?;
    let span = value.span();
    let DeValue::Table(keys) = value.get_ref() else {
        return Some((span.start, span.end, "\"off\"".to_owned()));
    };
    if let Some(enabled) = keys.get("enabled") {
        let span = enabled.span();
        return Some((span.start, span.end, "false".to_owned()));
    }
    let written = text.get(span.clone())?;
    if written.starts_with('{') {
        let comma = if keys.is_empty() { " " } else { "," };
        let at = span.start + 1;
        return Some((at, at, format!(" enabled = false{comma}")));
    }
    let at = line_end(text, span.end);
    Some((at, at, format!("{}enabled = false", line_break(text))))
}

/// Behind the last line of the table that has a header of its own.
fn below_the_header(text: &str, rule: &str) -> Option<Splice> {
    let mut last = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim().trim_start_matches('\u{FEFF}');
        let is_header = written.starts_with('[');
        if last.is_some() && is_header {
            break;
        }
        let name = written
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'));
        let is_ours = name.is_some_and(|(name, _)| name.trim().trim_matches(['"', '\'']) == RULES);
        let says_something = !written.is_empty() && !written.starts_with('#');
        if is_ours || (last.is_some() && says_something) {
            last = Some(line_end(text, start));
        }
        start += line.len();
    }
    let at = last?;
    Some((
        at,
        at,
        format!("{}{} = \"off\"", line_break(text), string(rule)),
    ))
}

/// A new table behind everything.
fn at_the_end(text: &str, rule: &str) -> Splice {
    let line_break = line_break(text);
    let end = text.trim_end_matches(['\n', '\r', ' ', '\t']).len();
    let gap = if end == 0 { "" } else { line_break };
    let ends_line = if end == 0 || text.len() > end {
        ""
    } else {
        line_break
    };
    // What stands there is kept, and one empty line before the table is enough.
    let rest = text.get(end..).unwrap_or("");
    let gap = if rest.matches('\n').count() > 1 {
        ""
    } else {
        gap
    };
    let setting = string(rule);
    let new = format!("{ends_line}{gap}[{RULES}]{line_break}{setting} = \"off\"{line_break}");
    (text.len(), text.len(), new)
}

/// In a table in braces.
fn in_braces(text: &str, rule: &str) -> Option<Splice> {
    let table = DeTable::parse(text).ok()?;
    let value = table.get_ref().get(RULES)?;
    let at = value.span().start + 1;
    let is_empty = value.get_ref().as_table()?.is_empty();
    let comma = if is_empty { " " } else { "," };
    Some((at, at, format!(" {} = \"off\"{comma}", string(rule))))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rule_is_switched_off_where_its_setting_would_stand() {
        // What the file says, what it says afterwards.
        let cases = [
            ("", "[rules]\n\"desk.x\" = \"off\"\n"),
            (
                "styles = [\"desk.toml\"] # ours\n",
                "styles = [\"desk.toml\"] # ours\n\n[rules]\n\"desk.x\" = \"off\"\n",
            ),
            (
                "styles = []",
                "styles = []\n\n[rules]\n\"desk.x\" = \"off\"\n",
            ),
            (
                "styles = []\r\n\r\n[rules] # why\r\n# one\r\ndesk.y = \"off\" # two\r\n\r\n# three\r\n[[overrides]]\r\nfiles = [\"a\"]\r\n",
                "styles = []\r\n\r\n[rules] # why\r\n# one\r\ndesk.y = \"off\" # two\r\n\"desk.x\" = \"off\"\r\n\r\n# three\r\n[[overrides]]\r\nfiles = [\"a\"]\r\n",
            ),
            ("[rules]", "[rules]\n\"desk.x\" = \"off\""),
            (
                "[rules]\n\"desk.x\" = 'error' # grave\n",
                "[rules]\n\"desk.x\" = \"off\" # grave\n",
            ),
            (
                "[rules]\ndesk.x = { severity = \"error\" }\n",
                "[rules]\ndesk.x = { enabled = false, severity = \"error\" }\n",
            ),
            (
                "[rules.desk]\nx = \"error\"\n",
                "[rules.desk]\nx = \"off\"\n",
            ),
            (
                "[rules.desk.x] # mine\nseverity = \"error\"\n",
                "[rules.desk.x] # mine\nenabled = false\nseverity = \"error\"\n",
            ),
            (
                "[rules.\"desk.x\"]\nenabled = true\n",
                "[rules.\"desk.x\"]\nenabled = false\n",
            ),
            (
                "[rules.desk]\ny = \"off\"\n",
                "[rules.desk]\ny = \"off\"\n\n[rules]\n\"desk.x\" = \"off\"\n",
            ),
            (
                "rules = { desk.y = \"off\" }\n",
                "rules = { \"desk.x\" = \"off\", desk.y = \"off\" }\n",
            ),
        ];
        for (before, after) in cases {
            assert_eq!(
                with_rule_off(before, "desk.x").as_deref(),
                Ok(after),
                "{before}"
            );
        }
        for (broken, said) in [
            ("styles = [\n", "cannot be read"),
            ("rules = 3\n", "nothing can be added"),
        ] {
            let refused = with_rule_off(broken, "desk.x").expect_err(broken);
            assert!(refused.contains(said), "{broken}: {refused}");
        }
        assert!(is_off(&new_configuration("a.\"b\\"), "a.\"b\\"));
    }

    /// What a configuration may be made of; many together are none.
    const PARTS: [&str; 14] = [
        "styles = []\n",
        "# a comment\n",
        "\r\n",
        "[rules] # mine\n",
        "\"desk.x\" = 'error'\n",
        "desk.y = \"off\" # why\n",
        "[rules.desk]\n",
        "x = { severity = 'hint' }\n",
        "x = {}\n",
        "[rules.desk.x]\nseverity = 'hint'\n",
        "[[overrides]]\nfiles = [\"a\"]\nrules = { desk.x = \"on\" }\n",
        "note = \"\"\"\n[rules]\n\"\"\"\n",
        "rules = { desk.y = \"on\" }\n",
        "\"desk.z\" = { except = [\n  [\"x\"],\n] }\n",
    ];

    /// What a table says, by whole keys, apart from the rule `desk.x`.
    fn said(text: &str) -> BTreeSet<String> {
        fn add(text: &str, table: &DeTable<'_>, above: &str, said: &mut BTreeSet<String>) {
            for (key, value) in table {
                let name = format!("{above}.{}", key.get_ref());
                match value.get_ref() {
                    _ if name.starts_with(".rules.desk.x") => {}
                    DeValue::Table(table) => add(text, table, &name, said),
                    _ => {
                        said.insert(format!("{name} = {}", &text[value.span()]));
                    }
                }
            }
        }
        let mut said = BTreeSet::new();
        add(
            text,
            DeTable::parse(text).expect("TOML").get_ref(),
            "",
            &mut said,
        );
        said
    }

    proptest! {
        #[test]
        fn nothing_else_changes(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..7)) {
            let before = parts.concat();
            let Ok(after) = with_rule_off(&before, "desk.x") else {
                return Ok(());
            };
            prop_assert!(is_off(&after, "desk.x"), "{before}\n→\n{after}");
            prop_assert_eq!(said(&before), said(&after), "{}\n→\n{}", before, after);
            prop_assert_eq!(before.matches("# ").count(), after.matches("# ").count());
            prop_assert_eq!(with_rule_off(&after, "desk.x"), Ok(after), "twice is once");
        }
    }
}
