//! What to do about a find: options, advice, leaving it out.

use std::sync::LazyLock;

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Keys, Written};
use super::super::message::quoted_list;
use super::super::value::{Node, Place, Value};

/// What the style says to do about one entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guidance {
    /// What may stand in its place, as written, best first.
    pub options: SmallVec<[SmolStr; 1]>,
    /// What to think of; never inserted.
    pub advice: Box<[SmolStr]>,
    /// It may be left out.
    pub deletion: bool,
    /// The only option may be applied unasked.
    pub automatic: bool,
    /// *the* directly before the find goes with it.
    pub drops_article: bool,
}

/// Guidance that says nothing.
pub static NO_GUIDANCE: LazyLock<Guidance> = LazyLock::new(Guidance::default);

/// Says of the only option of a row that its spaces are not written. One space alone is how people
/// part the cells of a table.
fn hint_at_edges(cell: &str, place: Place, keys: &mut Keys<'_>) {
    let is_meant = cell.starts_with(char::is_whitespace) && cell.ends_with(char::is_whitespace);
    if is_meant && !cell.trim().is_empty() && !cell.contains('|') {
        let message = format!("the spaces at the edges of ‘{cell}’ are not written");
        let help = "leave them out, or write a ‘pattern’ with ‘use’, which keeps them";
        keys.faults
            .push(Fault::hint(place, message).with_help(help));
    }
}

impl Guidance {
    /// Reads a `use` cell: `a | b` are options, `(…)` is advice, `(delete)` removal,
    /// an empty cell only flags.
    pub fn of_cell(cell: &str) -> Self {
        Self::of_parts(cell.split('|'))
    }

    fn of_parts<'p>(parts: impl Iterator<Item = &'p str>) -> Self {
        let mut guidance = Self::default();
        let mut advice = Vec::new();
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            let inner = part
                .strip_prefix('(')
                .and_then(|part| part.strip_suffix(')'));
            match inner.map(str::trim) {
                Some("delete") => guidance.deletion = true,
                Some(inner) if !inner.is_empty() => advice.push(SmolStr::new(inner)),
                Some(_) => {}
                None => guidance.options.push(part.into()),
            }
        }
        guidance.advice = advice.into();
        guidance
    }

    /// Reads the value of a `replace` row: a string like a `use` cell, or a list of its parts.
    pub fn of_node(node: &Node, keys: &mut Keys<'_>) -> Option<Self> {
        let mut guidance = match &node.value {
            Value::String(cell) => {
                hint_at_edges(cell, node.place, keys);
                Self::of_cell(cell)
            }
            Value::List(parts) => {
                let texts: Vec<Written> = parts
                    .iter()
                    .filter_map(|part| keys.as_text(part, "replace"))
                    .collect();
                Self::of_parts(texts.iter().map(|written| written.text.as_str()))
            }
            other => {
                let message = format!(
                    "a row of ‘replace’ takes a string or a list of strings, not {}",
                    other.kind()
                );
                keys.faults.push(Fault::error(node.place, message));
                return None;
            }
        };
        guidance.settle();
        Some(guidance)
    }

    /// Drops repeated options and decides whether the fix may be automatic by itself.
    pub fn settle(&mut self) {
        if self.options.len() > 1 {
            let mut seen: Vec<SmolStr> = Vec::new();
            self.options.retain(|option| {
                let new = !seen.contains(option);
                seen.push(option.clone());
                new
            });
        }
        self.automatic = self.options.len() == 1 && !self.deletion;
    }

    /// Says which options look like advice, but lack a bracket and so would be written as they
    /// stand. `found` is what they stand for.
    pub fn hint_at_brackets(&self, found: &str, place: Place, keys: &mut Keys<'_>) {
        if found.contains(['(', ')']) {
            return;
        }
        for option in &self.options {
            let missing = match (option.strip_prefix('('), option.strip_suffix(')')) {
                (Some(rest), _) if !rest.contains(')') => ')',
                (_, Some(rest)) if !rest.contains('(') => '(',
                _ => continue,
            };
            let message =
                format!("‘{option}’ is written as it stands, although its ‘{missing}’ is missing");
            let help = "advice is one part, in brackets: (say what)";
            keys.faults
                .push(Fault::hint(place, message).with_help(help));
        }
    }

    /// The guidance as a reader of `explain` sees it, after an arrow; empty if there is none.
    pub fn describe(&self) -> String {
        let mut parts = Vec::new();
        if !self.options.is_empty() {
            let options: Vec<String> = self.options.iter().map(ToString::to_string).collect();
            parts.push(quoted_list(&options));
        }
        if self.deletion {
            parts.push("leave it out".to_owned());
        }
        parts.extend(self.advice.iter().map(|advice| format!("({advice})")));
        parts.join(", ")
    }
}

/// Says that the rule's own `fix` does nothing, since nothing is written under `key`. What
/// settings say of a whole style is not meant for one rule alone.
pub fn hint_at_idle_fix(key: &str, keys: &mut Keys<'_>) {
    let Some(entry) = keys.entry("fix").filter(|_| !keys.has(key)) else {
        return;
    };
    if entry.place.file != keys.place.file {
        return;
    }
    let message = "‘fix’ does nothing where nothing is to be written instead";
    let help = format!("write what under ‘{key}’, or remove it");
    keys.faults
        .push(Fault::hint(entry.place, message).with_help(help));
}

/// Whether “fix all” puts in what there is only one option for, as `explain` says it.
pub fn says_whether_automatic(automatic: bool) -> String {
    let says = if automatic {
        "What should stand there is put in by “fix all”."
    } else {
        "Nothing is changed unasked."
    };
    says.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reads_as_the_contract_says() {
        let cases: [(&str, &[&str], &[&str], bool); 9] = [
            ("use", &["use"], &[], false),
            ("begin | start", &["begin", "start"], &[], false),
            ("a|b", &["a", "b"], &[], false),
            ("(say what is done)", &[], &["say what is done"], false),
            ("(delete)", &[], &[], true),
            ("", &[], &[], false),
            (
                "attacker | (whichever is accurate)",
                &["attacker"],
                &["whichever is accurate"],
                false,
            ),
            ("now | (delete)", &["now"], &[], true),
            ("()", &[], &[], false),
        ];
        for (cell, options, advice, deletion) in cases {
            let guidance = Guidance::of_cell(cell);
            assert_eq!(guidance.options[..], *options, "{cell}");
            assert_eq!(guidance.advice[..], *advice, "{cell}");
            assert_eq!(guidance.deletion, deletion, "{cell}");
        }
    }
}
