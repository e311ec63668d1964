//! Findings made by hand, for the tests of reports.

use crate::check::{Diagnostic, Fix};
use crate::rules::Severity;
use crate::text::{Edit, Span};

/// The finding of `found` in `text`, with a fix.
pub(super) fn diagnostic(text: &str, found: &str) -> Diagnostic {
    let start = text.find(found).expect("the words are in the text");
    let span = Span::new(start, start + found.len());
    Diagnostic {
        span,
        rule: "desk.x".into(),
        also: Vec::new(),
        severity: Severity::Warning,
        text: found.to_owned(),
        entry: None,
        variant: None,
        speaks_for_itself: false,
        message: format!("Use ‘use’ instead of ‘{found}’."),
        note: None,
        link: None,
        fixes: vec![Fix {
            title: "Replace with ‘use’".to_owned(),
            preferred: true,
            edits: vec![Edit::new(span, "use")],
        }],
        related: Vec::new(),
    }
}
