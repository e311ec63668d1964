//! What a configuration says of rules, and which of it applies to one.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::rules::keys::is_known;
use crate::rules::severity::Severity;
use crate::rules::value::{Entry, Place, SectionKind};

/// What a configuration says of one rule, or of all rules below an id.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// A rule's whole id, or the start of one up to a full stop: `newsroom.cliches`.
    pub id: SmolStr,
    /// Where the id was written.
    pub place: Place,
    /// What it says.
    pub value: SettingValue,
}

/// The value of a [`Setting`].
#[derive(Debug, Clone, PartialEq)]
pub enum SettingValue {
    /// `"off"`: the rules are not run.
    Off,
    /// `"on"`: the rules are run, also those that are only offered.
    On,
    /// A severity.
    Severity(Severity),
    /// Keys of a rule: lists are added to the rule's, scalars replace.
    Keys(Vec<Entry>),
}

/// Settings of one origin: one `[rules]` table, or one matching `[[overrides]]`.
/// Within a group the longest id that covers a rule wins; a later group wins over
/// an earlier one, whatever the length of their ids.
pub type SettingGroup = Vec<Setting>;

/// What the settings say of one rule, all groups taken together.
#[derive(Debug, Default)]
pub(super) struct Applied<'a> {
    pub(super) enabled: Option<bool>,
    pub(super) severity: Option<Severity>,
    /// Keys to be read after the rule's own.
    pub(super) entries: Vec<&'a Entry>,
}

/// The settings by the id that they name, each with the number of its group.
pub(super) struct SettingIndex<'a> {
    by_id: FxHashMap<&'a str, Vec<(usize, &'a Setting)>>,
}

impl<'a> SettingIndex<'a> {
    pub(super) fn new(groups: &'a [SettingGroup]) -> Self {
        let mut by_id: FxHashMap<&str, Vec<(usize, &Setting)>> = FxHashMap::default();
        for (number, group) in groups.iter().enumerate() {
            for setting in group {
                let named = by_id.entry(setting.id.as_str()).or_default();
                // Of equal ids in one group the last counts.
                named.pop_if(|(of, _)| *of == number);
                named.push((number, setting));
            }
        }
        Self { by_id }
    }

    /// What applies to a rule: of each group the setting with the longest id.
    fn covering(&self, rule: &str) -> BTreeMap<usize, &'a Setting> {
        let mut covering = BTreeMap::new();
        if self.by_id.is_empty() {
            return covering;
        }
        let ends = rule.rmatch_indices('.').map(|(end, _)| end);
        for end in std::iter::once(rule.len()).chain(ends) {
            for (number, setting) in self.by_id.get(&rule[..end]).into_iter().flatten() {
                covering.entry(*number).or_insert(*setting);
            }
        }
        covering
    }
}

impl<'a> Applied<'a> {
    /// What applies to the rule `id`, which is a section of `kind`.
    pub(super) fn to(id: &str, kind: SectionKind, settings: &SettingIndex<'a>) -> Self {
        let mut applied = Self::default();
        for setting in settings.covering(id).into_values() {
            applied.take(id, kind, setting);
        }
        applied
    }

    fn take(&mut self, id: &str, kind: SectionKind, setting: &'a Setting) {
        match &setting.value {
            SettingValue::Off => self.enabled = Some(false),
            SettingValue::On => self.enabled = Some(true),
            SettingValue::Severity(level) => {
                self.severity = Some(*level);
                // A severity for one rule wants it; one for a whole style leaves those
                // that are only offered off, but takes an earlier "off" back.
                self.enabled = (setting.id == id).then_some(true);
            }
            SettingValue::Keys(keys) => {
                // What a later table says of these is said by the keys themselves.
                if keys.iter().any(|key| key.key == "enabled") {
                    self.enabled = None;
                }
                if keys.iter().any(|key| key.key == "severity") {
                    self.severity = None;
                }
                // Of several rules some need not know the key.
                let is_own = setting.id == id;
                let known = keys.iter().filter(|key| is_own || is_known(kind, &key.key));
                self.entries.extend(known);
            }
        }
    }
}
