//! The rules that belong to the program itself, about what documents say to it.
//!
//! They look for nothing in prose: `check` finds what they say. They are rules so that
//! settings, explanations and severities are the same for them as for all others.

use std::borrow::Cow;
use std::sync::Arc;

use smol_str::SmolStr;

use super::kinds::guidance::NO_GUIDANCE;
use super::kinds::{Check, Guidance};
use super::rule::{Example, Examples, Manner, Quotes, Rule};
use super::severity::Severity;
use super::value::{FileId, Place};
use crate::markup::ScopeSet;
use crate::text::Span;

/// The style that they form.
pub const STYLE: &str = "housestyle";

/// Directives that ignore nothing.
pub const UNUSED_IGNORE: &str = "housestyle.unused-ignore";

/// What a document says of itself in its front matter, and nobody knows.
pub const UNKNOWN_SETTING: &str = "housestyle.unknown-setting";

/// The ids of all of them.
pub const IDS: [&str; 2] = [UNUSED_IGNORE, UNKNOWN_SETTING];

/// What is to be said of one of them.
struct Description {
    id: &'static str,
    severity: Severity,
    about: &'static str,
    note: &'static str,
    flag: &'static str,
    pass: &'static str,
}

const DESCRIPTIONS: [Description; 2] = [
    Description {
        id: UNUSED_IGNORE,
        severity: Severity::Suggestion,
        about: "`housestyle ignore` directives that silence nothing, name nothing, or have no end",
        note: "Left behind, it would hide the next finding there. Remove it, or name the rule that is meant.",
        flag: "<!-- housestyle ignore: desk.plain-words -- as quoted -->\n\nAll is well here.",
        pass: "<!-- a comment -->\n\nAll is well here.",
    },
    Description {
        id: UNKNOWN_SETTING,
        severity: Severity::Warning,
        about: "settings in the front matter, under `housestyle`, that nobody knows or that cannot be read",
        note: "It changes nothing, so the document is checked in another way than it says.",
        flag: "---\nhousestyle: { varaint: uk }\n---\n\nAll is well here.",
        pass: "---\nauthor: { varaint: uk }\n---\n\nAll is well here.",
    },
];

/// Finds nothing by itself.
#[derive(Debug)]
struct Said(&'static str);

impl Check for Said {
    fn written(&self, _: u32) -> &'static str {
        ""
    }

    fn guidance(&self, _: u32, _: u16, _: &[SmolStr]) -> Option<Cow<'_, Guidance>> {
        Some(Cow::Borrowed(&NO_GUIDANCE))
    }

    fn describe(&self) -> Vec<String> {
        vec![self.0.to_owned()]
    }
}

/// The rules, each under the settings that `applied` gives for its id.
pub(super) fn rules(
    mut applied: impl FnMut(&str) -> (Option<bool>, Option<Severity>),
) -> Vec<Rule> {
    // No file defines them.
    let place = Place::new(FileId(u32::MAX), Span::default());
    let example = |text: &str| Example {
        text: text.into(),
        place,
    };
    let mut rule = |description: &Description| {
        let (enabled, severity) = applied(description.id);
        let manner = Manner {
            severity: severity.unwrap_or(description.severity),
            enabled: enabled.unwrap_or(true),
            message: None,
            note: Some(description.note.into()),
            link: None,
            owner: None,
            since: None,
            quotes: Quotes::Check,
            scope: ScopeSet::EMPTY,
            skip: ScopeSet::EMPTY,
            colour: None,
            examples: Examples {
                flag: vec![example(description.flag)],
                pass: vec![example(description.pass)],
                fix: Vec::new(),
            },
        };
        Rule {
            id: description.id.into(),
            place,
            manner: Arc::new(manner),
            check: Arc::new(Said(description.about)),
            exceptions: Box::default(),
            shielded: true,
        }
    };
    DESCRIPTIONS.iter().map(&mut rule).collect()
}
