//! What a hover over a finding says, in Markdown.

use std::fmt::Write as _;

use super::Diagnostic;
use crate::rules::RuleSet;
use crate::rules::explain::{definition, escape};
use crate::rules::message::list_of_forms;
use crate::rules::value::Sources;

/// Message, why, options, owner, the rule's id and where it is defined.
///
/// Notes are the style's own Markdown; who shows it decides what of it is safe.
/// `line` gives the line, from 1, of a byte of the document.
pub fn markdown(
    diagnostic: &Diagnostic,
    rules: &RuleSet,
    sources: &Sources,
    line: impl Fn(usize) -> usize,
) -> String {
    let mut text = format!("**{}**\n", escape(&diagnostic.message));
    if let Some(note) = &diagnostic.note {
        let _ = write!(text, "\n{}\n", note.trim());
    }
    if !diagnostic.fixes.is_empty() {
        text.push('\n');
        for fix in &diagnostic.fixes {
            let preferred = if fix.preferred { " (preferred)" } else { "" };
            let _ = writeln!(text, "- {}{preferred}", escape(&fix.title));
        }
    }
    if !diagnostic.related.is_empty() {
        text.push('\n');
        for related in &diagnostic.related {
            let line = line(related.span.start);
            let _ = writeln!(text, "- line {line}: {}", escape(&related.says));
        }
    }
    if let Some(forms) = forms(diagnostic, rules) {
        let _ = write!(text, "\n{}\n", escape(&forms));
    }
    if let Some(variant) = &diagnostic.variant {
        let _ = write!(text, "\nVariant: {}\n", escape(variant));
    }
    let ids = std::iter::once(&diagnostic.rule).chain(&diagnostic.also);
    for id in ids {
        text.push('\n');
        let rule = rules.get(id);
        let manner = rule.map(|rule| &rule.manner);
        let note = manner.and_then(|manner| manner.note.as_deref());
        let is_other = *id != diagnostic.rule;
        if let Some(note) =
            note.filter(|note| is_other && Some(*note) != diagnostic.note.as_deref())
        {
            // Why the other rule says the same.
            let _ = write!(text, "{}\n\n", note.trim());
        }
        match rule {
            Some(rule) => text.push_str(&definition(rule, diagnostic.severity, sources)),
            None => {
                let _ = write!(text, "`{id}`");
            }
        }
        text.push('\n');
    }
    if let Some(link) = &diagnostic.link {
        let _ = write!(
            text,
            "\n[More on this rule](<{}>)\n",
            link.replace(['<', '>', '\n'], "")
        );
    }
    text
}

/// Which forms of the word are found, where there are several.
fn forms(diagnostic: &Diagnostic, rules: &RuleSet) -> Option<String> {
    let check = &rules.get(&diagnostic.rule)?.check;
    let entry = diagnostic.entry?;
    let forms = check.forms(entry);
    let list = list_of_forms(&forms);
    (!forms.is_empty()).then(|| format!("Found: {}, {list}", check.written(entry)))
}
