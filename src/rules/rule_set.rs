//! The compiled rules that apply to a document, and what is compiled from: style
//! files, settings in order of precedence, and options.
//!
//! It must not know which paths the settings are for, nor where files are.

use smol_str::SmolStr;

use super::fault::Fault;
use super::severity::Severity;
use super::value::{Entry, Place, StyleFile};

/// The rules that apply to a document, compiled.
#[derive(Debug, Default)]
pub struct RuleSet {}

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

/// What the compiled rules depend on besides styles and settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompileOptions {
    /// The language of the documents, `en-GB`, if the configuration names one.
    pub language: Option<SmolStr>,
    /// `blockquotes = "prose"`: a block quote is not a quotation.
    pub blockquotes_are_prose: bool,
    /// No finding is graver than this.
    pub severity_cap: Option<Severity>,
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
    let _ = (styles, settings, options, faults);
    RuleSet::default()
}
