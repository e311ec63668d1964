//! From style files and settings to a [`RuleSet`].
//!
//! Everything that is wrong is a fault with its place; what is left is compiled. It must
//! not know which paths the settings are for, nor where files are.

mod manner;
mod settings;

use std::borrow::Cow;
use std::sync::Arc;

use regex::Regex;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smol_str::{SmolStr, StrExt as _};

use super::fault::{Fault, FaultLevel, NEVER_FINDS};
use super::forms::FormMaker;
use super::id::{from_phrase, is_part, whole};
use super::keys::{COMMON, Keys, section_name};
use super::kinds::{KINDS, Kind};
use super::resources::Resources;
use super::rule::{Colour, Manner, Quotes, Rule};
use super::rule_set::RuleSet;
use super::severity::Severity;
use super::value::{Entry, Place, Section, SectionKind, StyleFile, Value};
use super::variant;
use crate::markup::{Format, ScopeSet};
use crate::matching::Language;
use crate::matching::affix::Lexicon;

pub use manner::LINK_SCHEMES;
use manner::{examples, exceptions, link, parse_message, severities};
use settings::{Applied, SettingIndex};
pub use settings::{Setting, SettingGroup, SettingValue};

/// What a configuration says besides styles and settings of rules.
#[derive(Debug, Clone, Default)]
pub struct CompileOptions {
    /// The language of the documents, `en-GB`, if the configuration names one.
    pub language: Option<SmolStr>,
    /// The forms of words of that language, if it is not English and there is a dictionary.
    pub lexicon: Option<Arc<Lexicon>>,
    /// `blockquotes = "prose"`: a block quote is not a quotation.
    pub blockquotes_are_prose: bool,
    /// Names of variants that documents prefer, the best first, unless they say otherwise.
    pub variant: Vec<SmolStr>,
    /// Names of variants over what documents say; empty if nobody says so.
    pub variant_above_all: Vec<SmolStr>,
    /// What these match in a document is one opaque word.
    pub ignore_text: Vec<Regex>,
    /// What rules name that lies in files of its own.
    pub resources: Arc<Resources>,
    /// No finding is graver than this.
    pub severity_cap: Option<Severity>,
}

impl CompileOptions {
    /// What the language asks of matching.
    pub fn letters(&self) -> Language {
        Language::of(self.language.as_deref())
    }

    /// The names of variants, the best first, that a document prefers which says `own` of
    /// itself. What goes with the language comes last.
    pub fn variants(&self, own: &[SmolStr]) -> Vec<SmolStr> {
        let said = [&self.variant_above_all, own, &self.variant];
        let said = said.into_iter().find(|names| !names.is_empty());
        let of_language = self.language.as_deref().map(variant::of_language);
        let said = said.into_iter().flatten().cloned();
        said.chain(of_language.into_iter().flatten()).collect()
    }
}

/// Compiles `styles` under `settings`, groups of rising precedence.
///
/// What is wrong in styles or settings is added to `faults`; the rest is compiled.
pub fn compile(
    styles: &[StyleFile],
    settings: &[SettingGroup],
    options: &CompileOptions,
    faults: &mut Vec<Fault>,
) -> RuleSet {
    let settings = SettingIndex::new(settings);
    let count = styles.iter().map(|style| style.sections.len()).sum();
    let mut compiler = Compiler {
        settings: &settings,
        options,
        taken: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
        with_capitals: FxHashMap::default(),
        faults: Vec::new(),
        forms: FormMaker::new(options),
        shared: None,
        plain: None,
        is_row: false,
    };
    let mut rules = Vec::with_capacity(count);
    for style in styles {
        let header = compiler.header(&style.header);
        compiler.forms.start(style);
        for section in style.sections.iter() {
            // The columns of a table were judged by its header.
            compiler.is_row = matches!(section, Cow::Owned(_));
            rules.extend(compiler.rule(style, &section, header));
        }
        compiler.forms.finish(&mut compiler.faults);
    }
    // The ids and forms that were needed until here are many.
    let mut found = std::mem::take(&mut compiler.faults);
    drop(compiler);
    let builtin = super::builtin::rules(|id| {
        let applied = Applied::to(id, &settings);
        (applied.enabled, applied.severity)
    });
    let set = RuleSet::new(rules, builtin, options.clone());
    super::conflict::find(&set, &mut found);
    let mut seen = FxHashSet::default();
    let new = |fault: &Fault| seen.insert((fault.place, fault.message.clone()));
    faults.extend(found.into_iter().filter(new));
    set
}

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

struct Compiler<'a> {
    settings: &'a SettingIndex<'a>,
    options: &'a CompileOptions,
    /// The ids so far, and where each stands.
    taken: FxHashMap<SmolStr, Place>,
    /// Those with capitals, in small letters: few have some.
    with_capitals: FxHashMap<SmolStr, Place>,
    faults: Vec<Fault>,
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

impl Compiler<'_> {
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
        let (id, place) = self.id(style, section)?;
        let set = Applied::to(&id, self.settings);
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

/// Takes out that nothing can be found where another fault says why.
fn drop_follow_on(faults: &mut Vec<Fault>) {
    let says_why = |fault: &Fault| fault.level == FaultLevel::Error && fault.message != NEVER_FINDS;
    if faults.iter().any(says_why) {
        faults.retain(|fault| fault.message != NEVER_FINDS);
    }
}

/// Keys of a section that its kind does not read, though another does, unless something was
/// `told` of them already.
fn unread(kind: &Kind, section: &Section, told: &[Fault]) -> Vec<Fault> {
    let reads = |name: &str| {
        let own = COMMON.iter().chain(kind.keys);
        own.map(|key| key.name).any(|known| known == name)
    };
    let was_told = |entry: &Entry| told.iter().any(|fault| fault.place == Some(entry.place));
    let foreign = section.entries.iter().filter(|entry| !reads(&entry.key));
    let foreign = foreign.filter(|entry| !was_told(entry));
    let unread = foreign.filter_map(|entry| {
        let of_others = KINDS.iter().filter(|other| {
            other.section == section.kind && other.keys.iter().any(|key| key.name == entry.key)
        });
        let names: Vec<String> = of_others.map(|other| format!("‘{}’", other.name)).collect();
        // What no kind knows was told before, and so were keys of two kinds.
        let is_mark = KINDS
            .iter()
            .any(|other| other.marks.contains(&entry.key.as_str()));
        let (name, list) = (kind.name, names.join(", "));
        (!names.is_empty() && !is_mark).then(|| {
            let message = format!(
                "‘{}’ does nothing in a rule of the kind ‘{name}’",
                entry.key
            );
            Fault::hint(entry.place, message).with_help(format!("it is for: {list}"))
        })
    });
    unread.collect()
}

/// The kind that the keys of a section make it.
fn kind_of(section: &Section, keys: &mut Keys<'_>) -> Option<&'static Kind> {
    let of_section = || KINDS.iter().filter(|kind| kind.section == section.kind);
    let mut kinds = of_section().filter(|kind| kind.marks.iter().any(|mark| keys.has(mark)));
    let kind = kinds.next();
    let second = kinds.next();
    if let (Some(first), Some(second)) = (kind, second) {
        let mark = second.marks.iter().find_map(|mark| keys.entry(mark));
        let place = mark.map_or(keys.place, |entry| entry.place);
        let message = format!(
            "a rule is of one kind, but this has keys of ‘{}’ and ‘{}’",
            first.name, second.name
        );
        keys.faults
            .push(Fault::error(place, message).with_help("make two rules of it"));
    }
    if kind.is_none() && keys.faults.is_empty() {
        let marks: Vec<&str> = of_section()
            .flat_map(|kind| kind.marks.iter().copied())
            .collect();
        let name = section_name(section.kind);
        let fault = Fault::error(section.place, format!("the {name} has nothing to look for"));
        keys.faults
            .push(fault.with_help(format!("give it one of: {}", marks.join(", "))));
    }
    kind.copied()
}

/// The format that examples are written in.
pub const EXAMPLE_FORMAT: Format = Format::Markdown;
