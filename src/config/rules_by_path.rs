//! The rules that apply to each document: compiled once for all documents to which the
//! same overrides apply.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::globs::Globs;
use crate::rules::compile::{CompileOptions, SettingGroup, SettingValue, compile};
use crate::rules::definition::Sections;
use crate::rules::value::{FileId, StyleFile};
use crate::rules::{Fault, RuleSet};

/// One `[[overrides]]`.
#[derive(Debug)]
pub(super) struct Override {
    pub(super) files: Globs,
    pub(super) settings: SettingGroup,
    /// Names of variants, the best first.
    pub(super) variant: Option<Vec<SmolStr>>,
}

/// Styles with what is said of their rules, for all documents and for some.
#[derive(Debug, Default)]
pub(super) struct RulesByPath {
    styles: Vec<StyleFile>,
    /// By rising precedence.
    settings: Vec<SettingGroup>,
    /// By rising precedence; each is above all of `settings`.
    overrides: Vec<Override>,
    options: CompileOptions,
    /// By the overrides that apply.
    compiled: Mutex<FxHashMap<Vec<usize>, Arc<RuleSet>>>,
}

impl RulesByPath {
    pub(super) fn new(
        styles: Vec<StyleFile>,
        settings: Vec<SettingGroup>,
        overrides: Vec<Override>,
        options: CompileOptions,
    ) -> Self {
        Self {
            styles,
            settings,
            overrides,
            options,
            compiled: Mutex::default(),
        }
    }

    pub(super) fn styles(&self) -> &[StyleFile] {
        &self.styles
    }

    /// The rules for the document at an absolute path.
    pub(super) fn for_document(&self, document: &Path) -> Arc<RuleSet> {
        let applying = self.overrides.iter().enumerate();
        let applying = applying.filter(|(_, one)| one.files.contain(document));
        self.compiled(applying.map(|(index, _)| index).collect(), &mut Vec::new())
    }

    /// Compiles what any document may need that can have faults.
    pub(super) fn find_faults(&self, faults: &mut Vec<Fault>) {
        self.compiled(Vec::new(), faults);
        let keys = |one: &Override| {
            one.settings
                .iter()
                .any(|setting| matches!(setting.value, SettingValue::Keys(_)))
        };
        if !self.overrides.iter().any(keys) {
            return;
        }
        let mut with_overrides = Vec::new();
        self.compiled((0..self.overrides.len()).collect(), &mut with_overrides);
        // Faults in styles were found without overrides, where no override hides them.
        let places = self
            .overrides
            .iter()
            .flat_map(|one| one.settings.iter().map(|setting| setting.place));
        let files: FxHashSet<FileId> = places.map(|place| place.file).collect();
        let in_settings =
            |fault: &Fault| fault.place.is_some_and(|place| files.contains(&place.file));
        faults.extend(with_overrides.into_iter().filter(in_settings));
    }

    /// Lets go of what was read of styles of which `is_idle` says that nobody looks at them, once
    /// they are compiled, if they are never compiled again.
    pub(super) fn let_go(&mut self, is_idle: impl Fn(FileId) -> bool) {
        // For some documents their rules are others.
        if self.overrides.iter().any(|one| !one.settings.is_empty()) {
            return;
        }
        for style in self.styles.iter_mut().filter(|style| is_idle(style.file)) {
            style.sections = Sections::default();
        }
    }

    /// The rules of documents for which no override is.
    pub(super) fn without_overrides(&self) -> Arc<RuleSet> {
        self.compiled(Vec::new(), &mut Vec::new())
    }

    fn compiled(&self, applying: Vec<usize>, faults: &mut Vec<Fault>) -> Arc<RuleSet> {
        // Held while compiling: whoever waits would compile the same.
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = compiled.get(&applying) {
            return Arc::clone(rules);
        }
        // Overrides without settings choose among the words of the same rules.
        let with_settings = |index: &usize| {
            let found = self.overrides.get(*index);
            found.is_some_and(|one| !one.settings.is_empty())
        };
        let settings: Vec<usize> = applying.iter().copied().filter(with_settings).collect();
        let same = compiled.entry(settings).or_insert_with_key(|settings| {
            let mut groups = self.settings.clone();
            groups.extend(self.applying(settings).map(|one| one.settings.clone()));
            let options = self.options(settings);
            Arc::new(compile(&self.styles, &groups, &options, faults))
        });
        let same = Arc::clone(same);
        let rules = compiled
            .entry(applying)
            .or_insert_with_key(|applying| Arc::new(same.with_options(self.options(applying))));
        Arc::clone(rules)
    }

    fn applying(&self, applying: &[usize]) -> impl DoubleEndedIterator<Item = &Override> {
        applying
            .iter()
            .filter_map(|index| self.overrides.get(*index))
    }

    /// The options of documents to which these overrides apply: the last that says
    /// something counts.
    fn options(&self, applying: &[usize]) -> CompileOptions {
        let mut options = self.options.clone();
        let variant = self
            .applying(applying)
            .rev()
            .find_map(|one| one.variant.clone());
        options.variant = variant.unwrap_or(options.variant);
        options
    }
}
