//! A word that a rule about spelling takes for right: in a list of words, or in the rule.

use std::path::{Path, PathBuf};

use smol_str::SmolStr;
use toml::de::{DeArray, DeTable, DeValue};

use super::{line_break, line_end, string};
use crate::config::{Configuration, paths};
use crate::rules::Rule;

/// The key of a rule that lists words.
const ALLOW: &str = "allow";

/// Where words that a rule takes for right are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordsPlace {
    /// A file of words, one a line. It need not exist.
    List(PathBuf),
    /// The rule itself.
    Rule {
        /// The style that has it, in TOML.
        style: PathBuf,
        /// Its id in that file.
        id: SmolStr,
    },
}

impl WordsPlace {
    /// Where words for `rule`, one of `configuration`, are written: the last file of words that
    /// it names, which is the nearest, else the rule. `None` if it takes none, or if both are
    /// part of the program.
    pub fn of(rule: &Rule, configuration: &Configuration) -> Option<Self> {
        let own = |file| {
            let source = configuration.sources.get(file)?;
            (!source.embedded).then_some(&*source.path)
        };
        let lists = rule.check.word_lists()?;
        let list = lists.iter().rev().find_map(|written| {
            let folder = own(written.place.file)?.parent();
            let folder = folder.unwrap_or(Path::new(""));
            Some(Self::List(paths::join(folder, &written.text)))
        });
        list.or_else(|| {
            let style = own(rule.place.file)?.to_owned();
            let of_file = |style: &&crate::rules::value::StyleFile| style.file == rule.place.file;
            let prefix = &configuration.styles().iter().find(of_file)?.prefix;
            let id = rule.id.strip_prefix(&**prefix)?.strip_prefix('.')?.into();
            Some(Self::Rule { style, id })
        })
    }

    /// The file that is to be written.
    pub fn file(&self) -> &Path {
        match self {
            Self::List(path) | Self::Rule { style: path, .. } => path,
        }
    }

    /// What the file says with `word`, one without white space; `text` is what it says now,
    /// `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// A sentence that says what to do, if there is no place for it.
    pub fn with_word(&self, text: Option<&str>, word: &str) -> Result<String, String> {
        match self {
            Self::List(_) => with_listed_word(text.unwrap_or(""), word),
            Self::Rule { id, .. } => {
                let text = text.ok_or("it does not exist any more")?;
                with_allowed_word(text, id, word)
            }
        }
    }
}

fn is_there(word: &str) -> String {
    format!("‘{word}’ is in it already")
}

/// A list of words with one more.
fn with_listed_word(text: &str, word: &str) -> Result<String, String> {
    let listed = |line: &str| line.split('#').next().unwrap_or("").trim() == word;
    if text.lines().any(listed) {
        return Err(is_there(word));
    }
    let line_break = line_break(text);
    let ends_line = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        line_break
    };
    Ok(format!("{text}{ends_line}{word}{line_break}"))
}

/// A style whose rule `id` allows one more word.
fn with_allowed_word(text: &str, id: &str, word: &str) -> Result<String, String> {
    let before: toml::Table = text
        .parse()
        .map_err(|_| "it cannot be read; mend it first")?;
    let parsed = DeTable::parse(text).map_err(|_| "it cannot be read; mend it first")?;
    let rule = rules(parsed.get_ref()).find(|rule| {
        let written = rule.get("id").and_then(|id| id.get_ref().as_str());
        written == Some(id)
    });
    let rule = rule.ok_or_else(|| format!("it has no rule ‘{id}’ any more"))?;
    let wanted = allowing(before, id, word)?;
    let is_wanted =
        |after: &String| matches!(after.parse::<toml::Table>(), Ok(after) if after == wanted);
    let splices = splices(text, rule, word).into_iter();
    let mut texts = splices.map(|(start, end, new)| {
        let (before, after) = (text.get(..start), text.get(end..));
        [before.unwrap_or(""), &new, after.unwrap_or("")].concat()
    });
    texts.find(is_wanted).ok_or_else(|| {
        let word = string(word);
        format!("the rule ‘{id}’ has a form to which nothing can be added; write {word} into its list ‘{ALLOW}’")
    })
}

fn rules<'t, 'a>(table: &'t DeTable<'a>) -> impl Iterator<Item = &'t DeTable<'a>> {
    let rules = table.get("rule").and_then(|rules| match rules.get_ref() {
        DeValue::Array(rules) => Some(rules),
        _ => None,
    });
    let rules = rules.into_iter().flat_map(|rules| rules.iter());
    rules.filter_map(|rule| rule.get_ref().as_table())
}

/// What the style is to say.
fn allowing(mut style: toml::Table, id: &str, word: &str) -> Result<toml::Table, String> {
    let rules = style.get_mut("rule").and_then(toml::Value::as_array_mut);
    let is_ours =
        |rule: &&mut toml::Value| rule.get("id").and_then(toml::Value::as_str) == Some(id);
    let rule = rules.and_then(|rules| rules.iter_mut().find(is_ours));
    let rule = rule.and_then(toml::Value::as_table_mut);
    if let Some(rule) = rule {
        let mut words = match rule.remove(ALLOW) {
            Some(toml::Value::Array(words)) => words,
            other => other.into_iter().collect(),
        };
        if words.iter().any(|known| known.as_str() == Some(word)) {
            return Err(is_there(word));
        }
        words.push(word.into());
        rule.insert(ALLOW.to_owned(), toml::Value::Array(words));
    }
    Ok(style)
}

/// What is to be put in the place of which bytes, in the ways to be tried.
fn splices(text: &str, rule: &DeTable<'_>, word: &str) -> Vec<(usize, usize, String)> {
    let word = string(word);
    if let Some(allowed) = rule.get(ALLOW) {
        let span = allowed.span();
        if let DeValue::Array(words) = allowed.get_ref() {
            return in_array(text, words, span.start + 1, &word);
        }
        let written = text.get(span.clone()).unwrap_or("");
        return vec![(span.start, span.end, format!("[{written}, {word}]"))];
    }
    let Some(mark) = rule.get("spelling") else {
        return Vec::new();
    };
    let end = mark.span().end;
    let below = line_end(text, end);
    let entry = format!("{ALLOW} = [{word}]");
    vec![
        (below, below, format!("{}{entry}", line_break(text))),
        (end, end, format!(", {entry}")),
    ]
}

/// Behind the last word of an array that begins at `start`, on a line of its own if that word has one.
fn in_array(
    text: &str,
    words: &DeArray<'_>,
    start: usize,
    word: &str,
) -> Vec<(usize, usize, String)> {
    let Some(last) = words.iter().last() else {
        return vec![(start, start, word.to_owned())];
    };
    let span = last.span();
    let beside = (span.end, span.end, format!(", {word}"));
    let before = text.get(..span.start).unwrap_or("");
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = before.get(line..).unwrap_or("");
    if !indent.trim().is_empty() {
        return vec![beside];
    }
    let end = line_end(text, span.end);
    let rest = text.get(span.end..end).unwrap_or("").trim();
    let new_line = format!("{}{indent}{word}", line_break(text));
    match rest.strip_prefix(',').map(str::trim) {
        Some(rest) if rest.is_empty() || rest.starts_with('#') => {
            vec![(end, end, format!("{new_line},")), beside]
        }
        None if rest.is_empty() => vec![(span.end, span.end, format!(",{new_line}")), beside],
        _ => vec![beside],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_words_gets_a_line() {
        for (before, after) in [
            ("", "Kyiv\n"),
            ("# ours\n", "# ours\nKyiv\n"),
            ("Lviv", "Lviv\nKyiv\n"),
            ("Lviv\r\nOdesa", "Lviv\r\nOdesa\r\nKyiv\r\n"),
            ("Kyivan\n", "Kyivan\nKyiv\n"),
        ] {
            assert_eq!(with_listed_word(before, "Kyiv").as_deref(), Ok(after));
        }
        with_listed_word("a\n Kyiv # the city\n", "Kyiv").expect_err("it is there");
    }

    #[test]
    fn a_rule_gets_a_word_where_its_words_are() {
        let with_head = |rest: &str| format!("[[rule]]\nid = \"s\"\n{rest}");
        // The rest of the rule, before and after.
        let cases = [
            (
                "spelling = [\"en_GB\"] # ours",
                "spelling = [\"en_GB\"] # ours\nallow = [\"Kyiv\"]",
            ),
            (
                "spelling = [\n  'en_GB',\n]\n[rule.examples]\nflag = ['x']\n",
                "spelling = [\n  'en_GB',\n]\nallow = [\"Kyiv\"]\n[rule.examples]\nflag = ['x']\n",
            ),
            (
                "spelling = true\r\nallow = [ ]\r\n",
                "spelling = true\r\nallow = [\"Kyiv\" ]\r\n",
            ),
            (
                "spelling = true\nallow = ['a', 'b', ] # c\n",
                "spelling = true\nallow = ['a', 'b', \"Kyiv\", ] # c\n",
            ),
            (
                "spelling = true\nallow = 'a'\n",
                "spelling = true\nallow = ['a', \"Kyiv\"]\n",
            ),
            (
                "spelling = true\nallow = [\n  'a', # one\n  'b', # two\n]\n",
                "spelling = true\nallow = [\n  'a', # one\n  'b', # two\n  \"Kyiv\",\n]\n",
            ),
            (
                "spelling = true\nallow = [\n  'a',\n  'b'\n]\n",
                "spelling = true\nallow = [\n  'a',\n  'b',\n  \"Kyiv\"\n]\n",
            ),
            (
                "spelling = true\nallow = [\n  'b' # two\n]\n",
                "spelling = true\nallow = [\n  'b', \"Kyiv\" # two\n]\n",
            ),
        ];
        for (before, after) in cases {
            let added = with_allowed_word(&with_head(before), "s", "Kyiv");
            assert_eq!(added, Ok(with_head(after)), "{before}");
        }
        let inline = "rule = [{ id = 's', spelling = true }, { id = 't', spelling = true }]\n";
        let added = with_allowed_word(inline, "t", "Kyiv");
        let expected = inline.replace("true }]", "true, allow = [\"Kyiv\"] }]");
        assert_eq!(added, Ok(expected));
        for (text, said) in [
            ("[[rule]]\nid = 's'\nallow = [\n", "mend it first"),
            ("[[rule]]\nid = 't'\nspelling = true\n", "no rule ‘s’"),
            ("[[rule]]\nid = 's'\nallow = 'Kyiv'\n", "already"),
            ("[[rule]]\nid = 's'\n", "nothing can be added"),
        ] {
            let refused = with_allowed_word(text, "s", "Kyiv").expect_err(text);
            assert!(refused.contains(said), "{text}: {refused}");
        }
    }
}
