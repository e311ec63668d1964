//! A term that is admitted, in a style.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::{line_break, string};
use crate::config::Configuration;
use crate::rules::definition::{Sections, csv};
use crate::rules::id;
use crate::rules::value::SectionKind;

/// The style file of `configuration` to which terms are added: the first that can have a
/// glossary's rows or has terms, else the first in TOML. `None` if it has no style of its own.
pub fn file_for_terms(configuration: &Configuration) -> Option<PathBuf> {
    let own = || {
        let styles = configuration.styles().iter();
        styles.filter_map(|style| {
            let source = configuration.sources.get(style.file)?;
            (!source.embedded).then_some((style, source))
        })
    };
    let has_terms = |sections: &Sections| match sections {
        Sections::Rows(table) => table.has_terms(),
        Sections::Listed(sections) => sections
            .iter()
            .any(|section| section.kind == SectionKind::Term),
    };
    let first = own().find(|(style, _)| has_terms(&style.sections));
    let first =
        first.or_else(|| own().find(|(style, _)| matches!(style.sections, Sections::Listed(_))));
    first.map(|(_, source)| source.path.clone())
}

/// `text`, the style file at `path`, with the admitted term `term`.
///
/// # Errors
///
/// A sentence that says what to do, if it has no place for one.
pub fn with_admitted_term(path: &Path, text: &str, term: &str) -> Result<String, String> {
    let suffix = path.extension().and_then(|suffix| suffix.to_str());
    let suffix = suffix.unwrap_or("").to_ascii_lowercase();
    let line_break = line_break(text);
    let ends_line = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        line_break
    };
    if suffix != "toml" {
        let delimiter = (suffix == "tsv").then_some('\t');
        let row = csv::row_of_admitted_term(text, delimiter, term).ok_or(
            "the table has no column ‘status’, so that a row of it cannot be an admitted term; add the column",
        )?;
        if text.lines().any(|line| line == row) {
            return Err(is_there(term));
        }
        return Ok(format!("{text}{ends_line}{row}{line_break}"));
    }
    let known = Known::read(text);
    if known.terms.iter().any(|known| known == term) {
        return Err(is_there(term));
    }
    let mut lines = vec![
        "[[term]]".to_owned(),
        format!("term = {}", string(term)),
        "status = \"admitted\"".to_owned(),
    ];
    lines.extend(
        known
            .free_id(term)
            .map(|id| format!("id = {}", string(&id))),
    );
    let gap = if text.trim().is_empty() {
        ""
    } else {
        line_break
    };
    let after = format!(
        "{text}{ends_line}{gap}{}{line_break}",
        lines.join(line_break)
    );
    match (DeTable::parse(text), DeTable::parse(&after)) {
        (Ok(_), Err(_)) => {
            Err("‘term’ is something else in this style than a list of terms".to_owned())
        }
        _ => Ok(after),
    }
}

fn is_there(term: &str) -> String {
    format!("‘{term}’ is a term of this style already")
}

/// What a style says already, as far as it can be read.
#[derive(Debug, Default)]
struct Known {
    terms: Vec<String>,
    /// The ids of its terms and rules, written or made of their words.
    ids: Vec<String>,
}

impl Known {
    fn read(text: &str) -> Self {
        let mut known = Self::default();
        let table: toml::Table = text.parse().unwrap_or_default();
        for section in ["term", "rule"] {
            let entries = table.get(section).and_then(toml::Value::as_array);
            for entry in entries.into_iter().flatten() {
                let written = |key: &str| entry.get(key).and_then(toml::Value::as_str);
                let term = written("term");
                known.terms.extend(term.map(str::to_owned));
                let made = term.map(|term| id::from_phrase(term).to_string());
                known.ids.extend(written("id").map(str::to_owned).or(made));
            }
        }
        known
    }

    /// An id for `term` if the one that is made of its words is taken.
    fn free_id(&self, term: &str) -> Option<String> {
        let made = id::from_phrase(term);
        let is_free = |id: &String| !self.ids.contains(id);
        if is_free(&made.to_string()) {
            return None;
        }
        // Of so many numbers one is in no id.
        let mut numbered = (2..self.ids.len() + 3).map(|number| format!("{made}-{number}"));
        numbered.find(is_free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_added_in_the_notation_of_its_file() {
        // The name of the file, what it says, what it says afterwards.
        let cases = [
            (
                "desk.toml",
                "[[rule]]\nid = 'x' # mine",
                "[[rule]]\nid = 'x' # mine\n\n[[term]]\nterm = \"Kiev “Post”\"\nstatus = \"admitted\"\n",
            ),
            (
                "desk.toml",
                "",
                "[[term]]\nterm = \"Kiev “Post”\"\nstatus = \"admitted\"\n",
            ),
            (
                "terms.csv",
                "find,use,status\r\na,b,\r\n",
                "find,use,status\r\na,b,\r\nKiev “Post”,,admitted\r\n",
            ),
            (
                "terms.csv",
                "status;term\n",
                "status;term\nadmitted;Kiev “Post”\n",
            ),
            (
                "terms.tsv",
                "term\tdefinition\tstatus",
                "term\tdefinition\tstatus\nKiev “Post”\t\tadmitted\n",
            ),
        ];
        for (name, before, after) in cases {
            let added = with_admitted_term(Path::new(name), before, "Kiev “Post”");
            assert_eq!(added.as_deref(), Ok(after), "{name}");
        }
        let quoted = with_admitted_term(Path::new("a.csv"), "term,status\n", "one, \"two\"");
        assert_eq!(
            quoted.as_deref(),
            Ok("term,status\n\"one, \"\"two\"\"\",admitted\n")
        );
        let other = "[[term]]\nterm = \"Kiev-Post\"\n";
        let added = with_admitted_term(Path::new("desk.toml"), other, "Kiev Post");
        assert_eq!(
            added,
            Ok(format!(
                "{other}\n[[term]]\nterm = \"Kiev Post\"\nstatus = \"admitted\"\nid = \"kiev-post-2\"\n"
            ))
        );
        let there = [
            ("a.csv", "term,status\nx,admitted\n"),
            ("a.toml", "[[term]]\nterm = \"x\"\n"),
        ];
        let wrong = [("a.csv", "find,use\na,b\n"), ("a.toml", "term = 3\n")];
        for (name, text) in there.into_iter().chain(wrong) {
            with_admitted_term(Path::new(name), text, "x").expect_err(name);
        }
    }
}
