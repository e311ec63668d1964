//! What is shown when a pointer rests on something in a configuration or style.

use std::fmt::Write as _;

use super::Part;
use super::place::{self, Open};
use crate::config::FileKind;
use crate::config::vocabulary as configured;
use crate::rules::definition::csv::cell_at;
use crate::rules::definition::outline::{At, Spot};
use crate::rules::keys::Takes;
use crate::rules::value::Place;
use crate::rules::vocabulary::{self, KeyWord};
use crate::rules::{Rule, explain};
use crate::text::Span;

/// So many rules below an id are listed.
const MAX_LISTED: usize = 20;

/// What there is to be said of a place.
pub(super) struct Said {
    /// In Markdown.
    pub(super) text: String,
    /// What it is about.
    pub(super) span: Span,
    /// The rule that could be tried, if it is about one.
    pub(super) rule: Option<Rule>,
}

/// What is said at the byte `offset` of a file of rules, which was read as `part`.
pub(super) fn at(open: &Open<'_>, part: &Part, offset: usize) -> Option<Said> {
    let about = About { open, part };
    if open.kind == FileKind::Table {
        return about.cell(offset);
    }
    let spot = open.outline.at(offset)?;
    match open.kind {
        FileKind::Configuration => about.configuration(&spot),
        _ => about.style(&spot, offset),
    }
}

struct About<'a> {
    open: &'a Open<'a>,
    part: &'a Part,
}

impl About<'_> {
    fn style(&self, spot: &Spot<'_>, offset: usize) -> Option<Said> {
        let mut path = spot.names();
        match spot.at {
            At::Header { header, index: 0 } if header.is_list => {
                self.rule_of_section(offset, header.span)
            }
            At::Header { header, index } => {
                let keys = header.keys.get(..=index)?;
                let path: Vec<&str> = keys.iter().map(|key| key.text.as_str()).collect();
                self.key_of_style(&path, offset, header.span)
            }
            At::Key { keys, index, .. } => {
                let span = keys.get(index)?.span;
                let written = keys.get(..=index)?.iter().map(|key| key.text.as_str());
                path.extend(written);
                if names_rule(&path) {
                    return self.rule_of_section(offset, span);
                }
                self.entry(span)
                    .or_else(|| self.key_of_style(&path, offset, span))
            }
            At::Value { item, .. } => {
                let span = item?.span;
                if names_rule(&path) {
                    return self.rule_of_section(offset, span);
                }
                self.entry(span)
                    .or_else(|| self.key_of_style(&path, offset, span))
            }
            At::Nothing => None,
        }
    }

    fn key_of_style(&self, path: &[&str], offset: usize, span: Span) -> Option<Said> {
        let beside = place::beside(self.open, offset);
        let key = vocabulary::key_of_style(path, &beside)?;
        Some(said_of_key(&key, span))
    }

    fn configuration(&self, spot: &Spot<'_>) -> Option<Said> {
        let mut path = spot.names();
        let span = match spot.at {
            At::Header { header, index } => {
                let keys = header.keys.get(..=index)?;
                path.extend(keys.iter().map(|key| key.text.as_str()));
                header.span
            }
            At::Key { keys, index, .. } => {
                path.extend(keys.get(..=index)?.iter().map(|key| key.text.as_str()));
                keys.get(index)?.span
            }
            At::Value { item, .. } => item?.span,
            At::Nothing => return None,
        };
        if let Some(key) = configured::key_of_configuration(&path, &self.part.rules) {
            return Some(said_of_key(&key, span));
        }
        let id = configured::id_at(&path)?;
        self.rules_below(&id, span)
    }

    /// The rule of this id, or those below it.
    fn rules_below(&self, id: &str, span: Span) -> Option<Said> {
        let rules = &self.part.rules;
        if let Some(rule) = rules.get(id) {
            return Some(self.said_of_rule(rule, span));
        }
        let below: Vec<&Rule> = rules.below(id).collect();
        let count = below.len();
        if count == 0 {
            return None;
        }
        let on = below.iter().filter(|rule| rule.manner.enabled).count();
        let mut text = format!("**{id}**: {count} rules, {on} of them on\n\n");
        for rule in below.iter().take(MAX_LISTED) {
            let state = if rule.manner.enabled { "" } else { ", off" };
            let _ = writeln!(
                text,
                "- `{}` · {}{state}",
                rule.id,
                rule.manner.severity.name()
            );
        }
        if count > MAX_LISTED {
            let _ = writeln!(text, "- … and {} more", count - MAX_LISTED);
        }
        Some(Said {
            text,
            span,
            rule: None,
        })
    }

    fn rule_of_section(&self, offset: usize, span: Span) -> Option<Said> {
        let element = self.open.outline.element_at(offset)?;
        if let Some(rule) = self.rule_in(element.span()) {
            return Some(self.said_of_rule(rule, span));
        }
        let name = element.tables.first()?.first_name()?;
        self.key_of_style(&[name], offset, span)
    }

    /// The rule that is defined in these bytes of the file.
    fn rule_in(&self, section: Span) -> Option<&Rule> {
        let mut rules = self.part.rules.rules().iter();
        rules.find(|rule| rule.place.file == self.part.file && section.contains(rule.place.span()))
    }

    fn said_of_rule(&self, rule: &Rule, span: Span) -> Said {
        let variants = self.part.rules.options().variants(&[]);
        let sources = &self.part.configuration.sources;
        Said {
            text: explain::markdown(rule, &variants, sources),
            span,
            rule: Some(rule.clone()),
        }
    }

    /// The entry that is written at `span`.
    fn entry(&self, span: Span) -> Option<Said> {
        let place = Place::new(self.part.file, span);
        let variants = self.part.rules.options().variants(&[]);
        for rule in self.part.rules.rules() {
            if rule.place.file != self.part.file {
                continue;
            }
            let mut found = None;
            rule.check.phrases(&mut |_, entry| {
                if found.is_none() && rule.check.place(entry) == Some(place) {
                    found = Some(entry);
                }
            });
            if let Some(entry) = found {
                let sources = &self.part.configuration.sources;
                let mut text = explain::entry(rule, entry, &variants);
                let definition = explain::definition(rule, rule.manner.severity, sources);
                let _ = write!(text, "\n{definition}\n");
                return Some(Said {
                    text,
                    span,
                    rule: None,
                });
            }
        }
        None
    }

    fn cell(&self, offset: usize) -> Option<Said> {
        let spot = cell_at(&self.open.text, self.open.delimiter(), offset)?;
        let is_name = spot.is_named_header();
        let of_column = || {
            let key = vocabulary::of_column(spot.column?)?;
            Some(said_of_key(&key, spot.span))
        };
        if is_name {
            return of_column();
        }
        match spot.column {
            Some("find" | "use") => {
                let said = self.entry(spot.find?).or_else(|| {
                    let rule = self.rule_in(spot.row)?;
                    Some(self.said_of_rule(rule, spot.span))
                })?;
                Some(Said {
                    span: spot.span,
                    ..said
                })
            }
            Some("id") => Some(self.said_of_rule(self.rule_in(spot.row)?, spot.span)),
            _ => of_column(),
        }
    }
}

fn said_of_key(key: &KeyWord, span: Span) -> Said {
    let mut text = format!("**{}**", key.name);
    if let Some(takes) = key.takes {
        let _ = write!(text, ": {}", Takes::describe(takes));
    }
    let _ = write!(text, "\n\n{}\n", key.about);
    if let Some(kind) = key.kind {
        let _ = write!(text, "\n{}\n", kind.about);
    }
    Said {
        text,
        span,
        rule: None,
    }
}

/// Whether the key says which rule it is.
fn names_rule(path: &[&str]) -> bool {
    matches!(path, ["rule" | "term", "id"] | ["term", "term"])
}
