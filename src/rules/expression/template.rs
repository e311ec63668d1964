//! What is to be written for a match: text, and what groups of the expression caught.

use std::collections::BTreeSet;

use crate::rules::fault::{Fault, nearest};
use crate::rules::value::Place;
use crate::text::Span;

/// A template, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Group(usize, Change),
}

/// How what was caught is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    AsItIs,
    Upper,
    Lower,
    /// The first letter in capitals.
    Capital,
}

/// The changes by their names.
const CHANGES: [(&str, Change); 3] = [
    ("upper", Change::Upper),
    ("lower", Change::Lower),
    ("capital", Change::Capital),
];

/// The groups of an expression: how many, and the names of some.
#[derive(Debug, Default)]
pub(in crate::rules) struct Groups {
    /// The number of the last; 0 is the whole match.
    pub(in crate::rules) last: usize,
    /// By name.
    pub(in crate::rules) names: Vec<(String, usize)>,
}

impl Template {
    /// Reads a template: `$1`, `${1}`, `${name}`, `${1:upper}`, and `$$` for a dollar. It begins
    /// at the byte `offset` of the string at `place`.
    ///
    /// # Errors
    /// What is wrong with each `$` that means nothing.
    pub(in crate::rules) fn parse(
        written: &str,
        (place, offset): (Place, usize),
        groups: &Groups,
    ) -> Result<Self, Vec<Fault>> {
        let mut pieces = Vec::new();
        let mut faults = Vec::new();
        let mut text = String::new();
        let mut rest = written;
        while let Some(at) = rest.find('$') {
            text.push_str(rest.get(..at).unwrap_or(""));
            let behind = rest.get(at + 1..).unwrap_or("");
            if let Some(behind) = behind.strip_prefix('$') {
                text.push('$');
                rest = behind;
                continue;
            }
            let (name, length) = name_in(behind);
            let start = offset + (written.len() - behind.len() - 1);
            match group(name, place, groups) {
                Ok((number, change)) => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(Piece::Group(number, change));
                }
                Err(fault) => {
                    faults.push(fault.within(Span::new(start, start + 1 + length)));
                }
            }
            rest = behind.get(length..).unwrap_or("");
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        if faults.is_empty() {
            Ok(Self { pieces })
        } else {
            Err(faults)
        }
    }

    /// Whether nothing of the match is in it.
    pub(in crate::rules) fn is_fixed(&self) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.all(|piece| matches!(piece, Piece::Text(_)))
    }

    /// The text, where `caught` gives what a group caught.
    pub(in crate::rules) fn fill<'t>(&self, caught: &dyn Fn(usize) -> Option<&'t str>) -> String {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Group(number, change) => {
                    let text = caught(*number).unwrap_or("");
                    match change {
                        Change::AsItIs => filled.push_str(text),
                        Change::Upper => filled.push_str(&text.to_uppercase()),
                        Change::Lower => filled.push_str(&text.to_lowercase()),
                        Change::Capital => {
                            let mut chars = text.chars();
                            filled.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                            filled.extend(chars);
                        }
                    }
                }
            }
        }
        filled
    }
}

/// What stands behind a `$` as the name of a group, and how many bytes that are.
fn name_in(behind: &str) -> (&str, usize) {
    if let Some(inner) = behind.strip_prefix('{') {
        return match inner.find('}') {
            Some(end) => (inner.get(..end).unwrap_or(""), end + 2),
            None => ("{", 1),
        };
    }
    let end = behind.find(|c: char| !c.is_ascii_digit());
    let digits = behind.get(..end.unwrap_or(behind.len())).unwrap_or("");
    (digits, digits.len())
}

/// The group of this name or number, with how it is to be written.
fn group(name: &str, place: Place, groups: &Groups) -> Result<(usize, Change), Fault> {
    let written = name;
    let (name, change) = match name.split_once(':') {
        None => (name, Change::AsItIs),
        Some((name, change)) => {
            let known = CHANGES.iter().find(|(known, _)| *known == change);
            let Some((_, known)) = known else {
                let fault = Fault::error(place, format!("‘{change}’ is no way to write a group"));
                let names = CHANGES.map(|(name, _)| name);
                return Err(match nearest(change, names) {
                    Some(near) => fault.did_you_mean(&format!("${{{name}:{near}}}")),
                    None => fault.with_help(format!("there are {}", names.join(", "))),
                });
            };
            (name, *known)
        }
    };
    if name == "{" {
        let fault = Fault::error(place, "a ‘${’ without its ‘}’");
        let help = "write ‘${1}’ or ‘${name}’ for a group, ‘$$’ for a dollar";
        return Err(fault.with_help(help));
    }
    if name.is_empty() {
        let fault = Fault::error(place, "a ‘$’ that names no group");
        let help = "write ‘$$’ for a dollar, ‘$1’ for the first group";
        return Err(fault.with_help(help).meaning("$$"));
    }
    let number: Option<usize> = name.parse().ok();
    let known = number.filter(|number| *number <= groups.last).or_else(|| {
        groups
            .names
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, at)| *at)
    });
    if let Some(number) = known {
        return Ok((number, change));
    }
    let fault = Fault::error(place, format!("the pattern has no group ‘{name}’"));
    let how = written.strip_prefix(name).unwrap_or("");
    let names: BTreeSet<&str> = groups.names.iter().map(|(name, _)| name.as_str()).collect();
    Err(match nearest(name, names) {
        Some(near) => fault.did_you_mean(&format!("${{{near}{how}}}")),
        None if groups.last == 0 => fault.with_help("put what is to be kept in round brackets"),
        None => {
            let last = groups.last;
            let help = format!("its groups are $1 to ${last}");
            let meant = if how.is_empty() {
                format!("${last}")
            } else {
                format!("${{{last}{how}}}")
            };
            let fault = fault.with_help(help);
            // Of a name that is like none nobody knows what was meant.
            if number.is_some() {
                fault.meaning(meant)
            } else {
                fault
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str) -> Result<String, Vec<String>> {
        let groups = Groups {
            last: 2,
            names: vec![("word".into(), 2)],
        };
        let caught = |number: usize| ["all", "one", "two"].get(number).copied();
        let parsed = Template::parse(template, (Place::default(), 0), &groups);
        let message = |fault: &Fault| fault.message.clone();
        parsed
            .map(|template| template.fill(&caught))
            .map_err(|faults| faults.iter().map(message).collect())
    }

    #[test]
    fn templates_are_filled() {
        for (template, expected) in [
            ("$1-year-old", "one-year-old"),
            ("${word}, $0", "two, all"),
            ("$$5 $1st", "$5 onest"),
            ("${1:upper} ${2:capital} ${0:lower}", "ONE Two all"),
            ("", ""),
        ] {
            assert_eq!(check(template), Ok(expected.to_owned()), "{template}");
        }
        for (template, faults) in [
            ("$3", &["the pattern has no group ‘3’"][..]),
            ("${wrod}", &["the pattern has no group ‘wrod’"]),
            (
                "5 $ $",
                &["a ‘$’ that names no group", "a ‘$’ that names no group"],
            ),
            ("${1:big}", &["‘big’ is no way to write a group"]),
        ] {
            assert_eq!(
                check(template).expect_err("faults"),
                faults
                    .iter()
                    .map(|&fault| fault.to_owned())
                    .collect::<Vec<_>>(),
                "{template}"
            );
        }
    }
}
