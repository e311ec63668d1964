//! The rules of a style: what its header, its sections and the settings say of each.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use smol_str::{SmolStr, StrExt as _};

use super::super::fault::Fault;
use super::super::forms::FormMaker;
use super::super::id::{from_phrase, is_part, whole};
use super::super::keys::{Keys, section_name};
use super::super::rule::{Colour, Manner, Quotes, Rule};
use super::super::severity::Severity;
use super::super::value::{Entry, Place, Section, SectionKind, StyleFile, Value};
use super::CompileOptions;
use super::manner::{examples, exceptions, link, parse_message, severities};
use super::section::{drop_follow_on, kind_of, unread};
use super::settings::{Applied, SettingIndex};
use crate::markup::ScopeSet;

/// The id that a section says it has, below its style's, and where it says so.
pub fn declared_id(section: &Section) -> Option<(SmolStr, Place)> {
    let text = |name: &str| {
        let entry = section.entries.iter().find(|entry| entry.key == name)?;
        match &entry.node.value {
            Value::String(text) => Some((text.clone(), entry.node.place)),
            _ => None,
        }
    };
    text("id").or_else(|| {
        let (term, place) = text("term")?;
        Some((from_phrase(&term), place))
    })
}

/// What a style says of all its rules.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Header {
    quotes: Option<Quotes>,
    severity: Option<Severity>,
    colour: Option<Colour>,
}

/// Reads the rules of styles that share a prefix.
pub(super) struct Compiler<'a> {
    settings: &'a SettingIndex<'a>,
    options: &'a CompileOptions,
    /// The ids so far, and where each stands.
    taken: FxHashMap<SmolStr, Place>,
    /// Those with capitals, in small letters: few have some.
    with_capitals: FxHashMap<SmolStr, Place>,
    /// What is wrong in what was read.
    pub(super) faults: Vec<Fault>,
    forms: FormMaker<'a>,
    /// The manner of the last rule: rows of a glossary share theirs.
    shared: Option<Arc<Manner>>,
    /// The manner of the last rule that says nothing itself, and what it came from.
    plain: Option<(Said, Arc<Manner>)>,
    /// Whether the section being read is a row of a table.
    is_row: bool,
}

/// What is said of a rule elsewhere: by its style, by settings, and by its kind.
type Said = (Header, Option<bool>, Option<Severity>, Ways);

/// What the kind of a rule says of its manner.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ways {
    variables: &'static [&'static str],
    scope: Option<ScopeSet>,
    quotes: Option<Quotes>,
}

/// The keys that a rule's manner is read from.
const MANNER_KEYS: [&str; 12] = [
    "message",
    "severity",
    "enabled",
    "scope",
    "skip",
    "note",
    "definition",
    "link",
    "owner",
    "since",
    "quotes",
    "examples",
];

impl<'a> Compiler<'a> {
    pub(super) fn new(settings: &'a SettingIndex<'a>, options: &'a CompileOptions) -> Self {
        Self {
            settings,
            options,
            taken: FxHashMap::default(),
            with_capitals: FxHashMap::default(),
            faults: Vec::new(),
            forms: FormMaker::new(options),
            shared: None,
            plain: None,
            is_row: false,
        }
    }

    /// The rules of a style, in order.
    pub(super) fn style(&mut self, style: &StyleFile) -> Vec<Rule> {
        let header = self.header(&style.header);
        self.forms.start(style);
        let count = style.sections.len();
        self.taken.reserve(count);
        let mut rules = Vec::with_capacity(count);
        for section in style.sections.iter() {
            // The columns of a table were judged by its header.
            self.is_row = matches!(section, Cow::Owned(_));
            rules.extend(self.rule(style, &section, header));
        }
        self.forms.finish(&mut self.faults);
        rules
    }

    /// Reads the defaults of a style; its other header keys are checked where it is read.
    fn header(&mut self, entries: &[Entry]) -> Header {
        let known = ["quotes", "severity", "colour"];
        let mut header = Header::default();
        for entry in entries
            .iter()
            .filter(|entry| known.contains(&entry.key.as_str()))
        {
            let mut keys = Keys::of_header(entry);
            match entry.key.as_str() {
                "quotes" => header.quotes = keys.one_of("quotes", &Quotes::ALL),
                "severity" => header.severity = keys.one_of("severity", &severities()),
                _ => header.colour = keys.one_of("colour", &Colour::ALL),
            }
            self.faults.append(&mut keys.faults);
        }
        header
    }

    fn rule(&mut self, style: &StyleFile, section: &Section, header: Header) -> Option<Rule> {
        // Without an id it is no rule, and all else that is wrong with it is told at once.
        let id = self.id(style, section);
        let is_empty = |kind| !section.entries.iter().any(|entry| entry.key == kind);
        if id.is_none() && section.kind == SectionKind::Term && is_empty("term") {
            return None;
        }
        let called = id.as_ref().map_or("", |(id, _)| id.as_str());
        let set = Applied::to(called, section.kind, self.settings);
        let entries = section.entries.iter().chain(set.entries);
        let grammar = self.forms.grammar();
        let mut keys = Keys::new(section.kind, entries, section.place, grammar);
        let kind = kind_of(section, &mut keys);
        let built = kind.and_then(|kind| (kind.build)(&mut keys));
        drop_follow_on(&mut keys.faults);
        if let Some(kind) = kind.filter(|_| !self.is_row) {
            let unread = unread(kind, section, &keys.faults);
            keys.faults.extend(unread);
        }
        let exceptions = exceptions(&mut keys);
        self.forms.note(&mut keys);
        let shielded = keys.boolean("shield").unwrap_or(true);
        let ways = Ways {
            variables: kind.map_or(&[], |kind| kind.variables),
            scope: built.as_ref().and_then(|check| check.usual_scope()),
            quotes: built.as_ref().and_then(|check| check.usual_quotes()),
        };
        let said = (header, set.enabled, set.severity, ways);
        let manner = self.manner(&mut keys, said);
        self.faults.append(&mut keys.faults);
        let (id, place) = id?;
        let rule = Rule {
            id,
            place,
            manner,
            check: built?,
            exceptions,
            shielded,
        };
        Some(rule)
    }

    /// The whole id of a section, and where it stands. Each id is given once.
    fn id(&mut self, style: &StyleFile, section: &Section) -> Option<(SmolStr, Place)> {
        let Some((id, place)) = declared_id(section) else {
            // An id of the wrong type is a fault of its own, found with the other keys.
            let name = section_name(section.kind);
            let written = section.entries.iter().find(|entry| entry.key == "id");
            let place = written.map_or(section.place, |entry| entry.node.place);
            let has_term = section.entries.iter().any(|entry| entry.key == "term");
            let (needed, help) = match section.kind {
                SectionKind::Term if !has_term && written.is_none() => (
                    "a ‘term’",
                    "write term = \"…\": the words as they should stand",
                ),
                _ => (
                    "an ‘id’",
                    "write id = \"…\", with small letters, digits and ‘-’",
                ),
            };
            let fault = Fault::error(place, format!("a {name} needs {needed}, a string"));
            self.faults.push(fault.with_help(help));
            return None;
        };
        if !is_part(&id) {
            let fault = Fault::error(place, format!("‘{id}’ is no id"));
            let help = format!("use letters, digits and ‘-’: ‘{}’", from_phrase(&id));
            self.faults.push(fault.with_help(help));
            return None;
        }
        let whole = whole(&style.prefix, &id);
        if let Some(first) = self.taken.get(&whole) {
            let fault = Fault::error(
                place,
                format!("there are two rules called ‘{whole}’; this one is left out"),
            );
            let fault = fault.with_help("give each rule an id of its own");
            self.faults
                .push(fault.related_to(*first, "the first stands"));
            return None;
        }
        self.hint_at_capitals(&style.prefix, &id, place);
        self.taken.insert(whole.clone(), place);
        Some((whole, place))
    }

    /// Two ids that differ in capitals only are two names, which nobody keeps apart.
    fn hint_at_capitals(&mut self, prefix: &str, id: &str, place: Place) {
        let has_capitals = id.chars().any(char::is_uppercase);
        // Rows of a glossary have none: their ids are made in small letters.
        if !has_capitals && self.with_capitals.is_empty() {
            return;
        }
        let small = whole(prefix, &id.to_lowercase_smolstr());
        let other = self.with_capitals.get(&small);
        if let Some(other) = other.or_else(|| self.taken.get(&small)).copied() {
            let message = format!("‘{prefix}.{id}’ is the id of another rule but for its capitals");
            let fault = Fault::hint(place, message)
                .with_help("a setting or an ignore names just one of them; give one another id");
            self.faults
                .push(fault.related_to(other, "the other stands"));
        }
        if has_capitals {
            self.with_capitals.insert(small, place);
        }
    }

    fn manner(&mut self, keys: &mut Keys<'_>, said: Said) -> Arc<Manner> {
        // A glossary is many rows that say nothing of the kind.
        let says_nothing = !keys.has_any(&MANNER_KEYS);
        let plain = self
            .plain
            .as_ref()
            .filter(|(of, _)| says_nothing && *of == said);
        if let Some((_, plain)) = plain {
            return Arc::clone(plain);
        }
        let (header, enabled, severity, ways) = said;
        let message = keys
            .filled("message")
            .and_then(|written| parse_message(&written, ways.variables, keys));
        let own_severity = keys.one_of("severity", &severities());
        let severity = severity
            .or(own_severity)
            .or(header.severity)
            .unwrap_or(Severity::Warning);
        let own_enabled = keys.boolean("enabled");
        let before = keys.faults.len();
        let scope = keys.scopes("scope").or(ways.scope);
        let scope = scope.unwrap_or_else(ScopeSet::prose);
        let skip = keys.scopes("skip").unwrap_or_default();
        if scope.without(skip).is_empty() && keys.faults.len() == before {
            let entry = keys.entry("skip").or_else(|| keys.entry("scope"));
            let place = entry.map_or(keys.place, |entry| entry.place);
            let (message, help) = if scope.is_empty() {
                (
                    "the rule looks nowhere: its ‘scope’ is empty",
                    "name a scope, or remove it",
                )
            } else {
                (
                    "the rule looks nowhere: ‘skip’ leaves nothing of its ‘scope’",
                    "name a scope that ‘skip’ does not name",
                )
            };
            let fault = Fault::error(place, message);
            keys.faults.push(fault.with_help(help));
        }
        let manner = Manner {
            severity: self
                .options
                .severity_cap
                .map_or(severity, |cap| severity.min(cap)),
            enabled: enabled.or(own_enabled).unwrap_or(true),
            message,
            // What a term means is why it is preferred.
            note: keys
                .filled("note")
                .or_else(|| keys.filled("definition"))
                .map(|written| written.text.as_str().into()),
            link: link(keys),
            owner: keys.filled("owner").map(|written| written.text),
            since: keys.filled("since").map(|written| written.text),
            quotes: keys
                .one_of("quotes", &Quotes::ALL)
                .or(header.quotes)
                .or(ways.quotes)
                .unwrap_or_default(),
            scope,
            skip,
            colour: header.colour,
            examples: examples(keys),
        };
        if let Some(shared) = self.shared.as_ref().filter(|shared| ***shared == manner) {
            return Arc::clone(shared);
        }
        let manner = Arc::new(manner);
        self.shared = Some(Arc::clone(&manner));
        if says_nothing {
            self.plain = Some((said, Arc::clone(&manner)));
        }
        manner
    }
}
