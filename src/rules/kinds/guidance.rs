//! What to do about a find: options, advice, leaving it out.

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::super::fault::Fault;
use super::super::keys::{Keys, Written};
use super::super::message::quoted_list;
use super::super::value::{Node, Value};

/// What the style says to do about one entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guidance {
    /// What may stand in its place, as written, best first.
    pub options: SmallVec<[SmolStr; 1]>,
    /// What to think of; never inserted.
    pub advice: Vec<SmolStr>,
    /// It may be left out.
    pub deletion: bool,
    /// The only option may be applied unasked.
    pub automatic: bool,
    /// *the* directly before the find goes with it.
    pub drops_article: bool,
}

/// Guidance that says nothing.
pub static NO_GUIDANCE: Guidance = Guidance {
    options: SmallVec::new_const(),
    advice: Vec::new(),
    deletion: false,
    automatic: false,
    drops_article: false,
};

impl Guidance {
    /// Reads a `use` cell: `a | b` are options, `(…)` is advice, `(delete)` removal,
    /// an empty cell only flags.
    pub fn of_cell(cell: &str) -> Self {
        let mut guidance = Self::default();
        for part in cell
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            guidance.add(part);
        }
        guidance
    }

    fn add(&mut self, part: &str) {
        let inner = part
            .strip_prefix('(')
            .and_then(|part| part.strip_suffix(')'));
        match inner.map(str::trim) {
            Some("delete") => self.deletion = true,
            Some(advice) if !advice.is_empty() => self.advice.push(advice.into()),
            Some(_) => {}
            None => self.options.push(part.into()),
        }
    }

    /// Reads the value of a `replace` row: a string like a `use` cell, or a list of its parts.
    pub fn of_node(node: &Node, keys: &mut Keys<'_>) -> Option<Self> {
        let mut guidance = match &node.value {
            Value::String(cell) => Self::of_cell(cell),
            Value::List(parts) => {
                let mut guidance = Self::default();
                let texts: Vec<Written> = parts
                    .iter()
                    .filter_map(|part| keys.as_text(part, "replace"))
                    .collect();
                for part in texts
                    .iter()
                    .map(|written| written.text.trim())
                    .filter(|part| !part.is_empty())
                {
                    guidance.add(part);
                }
                guidance
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
            assert_eq!(guidance.advice, advice, "{cell}");
            assert_eq!(guidance.deletion, deletion, "{cell}");
        }
    }
}
