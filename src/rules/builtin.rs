//! The rules that belong to the program itself, about its own directives.
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

/// Finds nothing by itself.
#[derive(Debug)]
struct Directives;

impl Check for Directives {
    fn written(&self, _: u32) -> &'static str {
        ""
    }

    fn guidance(&self, _: u32, _: u16, _: &[SmolStr]) -> Option<Cow<'_, Guidance>> {
        Some(Cow::Borrowed(&NO_GUIDANCE))
    }

    fn describe(&self) -> Vec<String> {
        vec![
            "`housestyle ignore` directives that silence nothing, name nothing, or have no end"
                .to_owned(),
            "settings in the front matter, under `housestyle`, that nobody knows".to_owned(),
        ]
    }
}

/// The rules, each under the settings that `applied` gives for its id.
pub(super) fn rules(applied: impl Fn(&str) -> (Option<bool>, Option<Severity>)) -> Vec<Rule> {
    let (enabled, severity) = applied(UNUSED_IGNORE);
    // No file defines them.
    let place = Place::new(FileId(u32::MAX), Span::default());
    let example = |text: &str| Example {
        text: text.into(),
        place,
    };
    let manner = Manner {
        severity: severity.unwrap_or(Severity::Suggestion),
        enabled: enabled.unwrap_or(true),
        message: None,
        note: Some("Left behind, it would hide the next finding there. Remove it, or name the rule that is meant.".into()),
        link: None,
        owner: None,
        since: None,
        quotes: Quotes::Check,
        scope: ScopeSet::EMPTY,
        skip: ScopeSet::EMPTY,
        colour: None,
        examples: Examples {
            flag: vec![example("<!-- housestyle ignore: desk.plain-words -- as quoted -->\n\nAll is well here.")],
            pass: vec![example("<!-- a comment -->\n\nAll is well here.")],
            fix: Vec::new(),
        },
    };
    vec![Rule {
        id: UNUSED_IGNORE.into(),
        place,
        manner: Arc::new(manner),
        check: Arc::new(Directives),
        exceptions: Box::default(),
        shielded: true,
    }]
}
