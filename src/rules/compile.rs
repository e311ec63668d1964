//! From style files and settings to a [`RuleSet`].
//!
//! Everything that is wrong is a fault with its place; what is left is compiled. It must
//! not know which paths the settings are for, nor where files are.

mod manner;
mod section;
mod settings;
mod style;

use std::sync::Arc;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::fault::Fault;
use super::keys::{Grammar, Keys};
use super::resources::Resources;
use super::rule::Rule;
use super::rule_set::RuleSet;
use super::severity::Severity;
use super::value::{FileId, Place, SectionKind, StyleFile};
use super::variant;
use crate::markup::Format;
use crate::matching::Language;
use crate::matching::affix::Lexicon;
use crate::text::Span;
use crate::text::beside::map_all;

pub use manner::LINK_SCHEMES;
pub use section::{declared_kind, does_nothing};
use settings::{Applied, SettingIndex};
pub use settings::{Setting, SettingGroup, SettingValue};
use style::Compiler;
pub use style::declared_id;

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
    let read = read_all(styles, &settings, options);
    let (rules, found): (Vec<Vec<Rule>>, Vec<Vec<Fault>>) = read
        .into_iter()
        .map(|read| (read.rules, read.faults))
        .unzip();
    let (rules, mut found) = (joined(rules), found.concat());
    let builtin = super::builtin::rules(|id| {
        let applied = Applied::to(id, SectionKind::Rule, &settings);
        let keys = applied.entries.iter().copied();
        let place = Place::new(FileId(u32::MAX), Span::default());
        let mut keys = Keys::new(SectionKind::Rule, keys, place, Grammar::default());
        let enabled = applied.enabled.or_else(|| keys.boolean("enabled"));
        let severity = applied.severity;
        let severity = severity.or_else(|| keys.one_of("severity", &manner::severities()));
        found.append(&mut keys.faults);
        (enabled, severity)
    });
    let set = RuleSet::new(rules, builtin, options.clone());
    super::conflict::find(&set, &mut found);
    let mut seen = FxHashSet::default();
    let new = |fault: &Fault| seen.insert((fault.place, fault.message.clone()));
    faults.extend(found.into_iter().filter(new));
    set
}

/// One list of them all. The longest, which may be a glossary's, is not copied.
fn joined(mut lists: Vec<Vec<Rule>>) -> Vec<Rule> {
    let count: usize = lists.iter().map(Vec::len).sum();
    let lengths = lists.iter().map(Vec::len).enumerate();
    let Some((longest, _)) = lengths.max_by_key(|(_, length)| *length) else {
        return Vec::new();
    };
    let behind = lists.split_off(longest + 1);
    let mut all = lists.pop().unwrap_or_default();
    all.reserve_exact(count - all.len());
    all.splice(0..0, lists.into_iter().flatten());
    all.extend(behind.into_iter().flatten());
    all
}

/// What was read of one style.
struct Read {
    /// The number of the style.
    style: usize,
    rules: Vec<Rule>,
    faults: Vec<Fault>,
}

/// Reads each style, in the order given. Those that share no prefix share no id, and are read
/// beside each other.
fn read_all(
    styles: &[StyleFile],
    settings: &SettingIndex<'_>,
    options: &CompileOptions,
) -> Vec<Read> {
    let mut groups: Vec<Vec<(usize, &StyleFile)>> = Vec::new();
    let mut by_prefix: FxHashMap<&str, usize> = FxHashMap::default();
    for (number, style) in styles.iter().enumerate() {
        let group = *by_prefix.entry(&style.prefix).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.get_mut(group) {
            group.push((number, style));
        }
    }
    let read = map_all(groups, |group| {
        let mut compiler = Compiler::new(settings, options);
        let read = group.into_iter().map(|(number, style)| Read {
            style: number,
            rules: compiler.style(style),
            faults: std::mem::take(&mut compiler.faults),
        });
        read.collect::<Vec<Read>>()
    });
    let mut read: Vec<Read> = read.into_iter().flatten().collect();
    read.sort_by_key(|read| read.style);
    read
}

/// The format that examples are written in.
pub const EXAMPLE_FORMAT: Format = Format::Markdown;
