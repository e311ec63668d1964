//! What can be done about findings: each fix, all of one rule, all.
//!
//! Found by range in the server's own state; what the client believes to be wrong there
//! is not asked for.

use tower_lsp::ls_types as lsp;

use super::capabilities::{self, FIX_ALL};
use super::decisions;
use super::document::Checked;
use super::engine::Engine;
use super::from_proto;
use super::hover::meant;
use super::ignored;
use super::resolve::Deferred;
use super::to_proto::{self, Teller};
use crate::check::fixing;
use crate::check::{Diagnostic, Fix};
use crate::text::position::PositionEncoding;
use crate::text::{Edit, Span};

/// Of so many findings at most every single fix is offered: more make no menu.
const MAX_OFFERED: usize = 200;

/// The edits of so many findings are written in less time than it takes to ask another thread.
const FEW_FINDINGS: usize = 200;

/// How edits are to be written for a client.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a capability of its own"
)]
pub(super) struct Style {
    /// How it counts columns.
    pub(super) encoding: PositionEncoding,
    /// Whether it shows places that a diagnostic has to do with.
    pub(super) related_places: bool,
    /// Whether it takes edits that name the version they are for.
    pub(super) versioned: bool,
    /// Whether it shows a document when asked.
    pub(super) shows_documents: bool,
    /// Whether it asks for the edit of an action when that is chosen.
    pub(super) resolves: bool,
}

impl Style {
    /// As `client` wants them.
    pub(super) const fn of(client: &capabilities::Client) -> Self {
        Self {
            encoding: client.encoding,
            related_places: client.related_places,
            versioned: client.versioned_edits,
            shows_documents: client.shows_documents,
            resolves: client.resolves_actions,
        }
    }

    /// How what an action mends is told.
    pub(super) const fn teller(self) -> Teller {
        Teller {
            encoding: self.encoding,
            related_places: self.related_places,
        }
    }
}

/// Whether actions of these kinds are found at once. To fix everything is to check again and
/// again, and an edit of all that a rule finds takes as long as there are findings.
pub(super) fn is_quick(
    checked: &Checked,
    only: Option<&[lsp::CodeActionKind]>,
    style: Style,
) -> bool {
    let fixes_all = wants(only, &FIX_ALL).unwrap_or(false);
    !fixes_all && (style.resolves || checked.findings.count() <= FEW_FINDINGS)
}

/// The actions for `range`, those of the kinds in `only` if it is there.
///
/// `engine` checks what fixing everything would make of the document: that takes several
/// times as long as a check.
pub(super) fn in_range(
    checked: &Checked,
    engine: &Engine,
    range: lsp::Range,
    only: Option<&[lsp::CodeActionKind]>,
    style: Style,
) -> Vec<lsp::CodeActionOrCommand> {
    let span = span_of(range, checked, style);
    let mut actions = Vec::new();
    if wants(only, &lsp::CodeActionKind::QUICKFIX).unwrap_or(true) {
        let found = checked.findings.touching(span);
        let meant = meant(&found, span);
        let findings = || meant.iter().copied();
        for finding in findings().take(MAX_OFFERED) {
            actions.extend(fixes(finding, checked, style));
        }
        let mut rules: Vec<&str> = findings().map(|finding| finding.rule.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        actions.extend(
            rules
                .into_iter()
                .filter_map(|rule| fix_rule(rule, checked, style)),
        );
        let few: Vec<&Diagnostic> = findings().take(MAX_OFFERED).collect();
        actions.extend(decisions::about(&few, span, checked, style));
    }
    tell_apart(&mut actions);
    // Only when asked for: it changes places that the user does not look at.
    if wants(only, &FIX_ALL).unwrap_or(false) {
        actions.extend(fix_all(checked, engine, style));
    }
    actions
        .into_iter()
        .map(lsp::CodeActionOrCommand::CodeAction)
        .collect()
}

/// Names the rule in titles that read alike for several rules.
fn tell_apart(actions: &mut [lsp::CodeAction]) {
    let rule_of = |action: &lsp::CodeAction| {
        let code = action.diagnostics.iter().flatten().next()?.code.clone()?;
        match code {
            lsp::NumberOrString::String(rule) => Some(rule),
            lsp::NumberOrString::Number(_) => None,
        }
    };
    let known: Vec<_> = actions
        .iter()
        .map(|action| (action.title.clone(), rule_of(action)))
        .collect();
    for (action, (title, rule)) in actions.iter_mut().zip(&known) {
        let Some(rule) = rule else { continue };
        let mut others = known.iter();
        if others.any(|(other, of)| other == title && of.as_ref() != Some(rule)) {
            action.title = format!("{title} ({rule})");
            if let Some(command) = &mut action.command {
                command.title.clone_from(&action.title);
            }
        }
    }
}

/// Whether a client that said which kinds it wants wants `kind`. The empty kind is every
/// kind that may come unasked.
pub(super) fn wants(
    only: Option<&[lsp::CodeActionKind]>,
    kind: &lsp::CodeActionKind,
) -> Option<bool> {
    let covers = |wanted: &lsp::CodeActionKind| match kind.as_str().strip_prefix(wanted.as_str()) {
        Some(rest) if wanted.as_str().is_empty() => {
            kind == &lsp::CodeActionKind::QUICKFIX || rest.is_empty()
        }
        Some(rest) => rest.is_empty() || rest.starts_with('.'),
        None => false,
    };
    only.map(|only| only.iter().any(covers))
}

/// Every fix of one finding.
fn fixes(
    finding: &Diagnostic,
    checked: &Checked,
    style: Style,
) -> impl Iterator<Item = lsp::CodeAction> {
    let fixes = finding.fixes.iter();
    fixes.map(move |each| fix(each, finding, checked, style))
}

/// One fix of a finding.
pub(super) fn fix(
    fix: &Fix,
    finding: &Diagnostic,
    checked: &Checked,
    style: Style,
) -> lsp::CodeAction {
    lsp::CodeAction {
        diagnostics: Some(vec![to_proto::diagnostic(finding, checked, style.teller())]),
        is_preferred: fix.preferred.then_some(true),
        ..action(
            fix.title.clone(),
            lsp::CodeActionKind::QUICKFIX,
            &fix.edits,
            checked,
            style,
        )
    }
}

/// The bytes that a client's range covers.
pub(super) fn span_of(range: lsp::Range, checked: &Checked, style: Style) -> Span {
    from_proto::span(range, &checked.snapshot, style.encoding)
}

/// All fixes of `rule` that may be made unasked, if there are several.
fn fix_rule(rule: &str, checked: &Checked, style: Style) -> Option<lsp::CodeAction> {
    if checked.findings.mendable(rule) < 2 {
        return None;
    }
    let action = lsp::CodeAction {
        title: format!("Fix all of ‘{rule}’ in this file"),
        kind: Some(lsp::CodeActionKind::QUICKFIX),
        ..lsp::CodeAction::default()
    };
    if !style.resolves {
        let edit = Some(edit_of_rule(rule, checked, style));
        return Some(lsp::CodeAction { edit, ..action });
    }
    let deferred = Deferred {
        uri: checked.uri.clone(),
        version: checked.snapshot.version,
        rule: rule.to_owned(),
    };
    let data = serde_json::to_value(deferred).ok();
    Some(lsp::CodeAction { data, ..action })
}

/// What all fixes of `rule` that may be made unasked change.
pub(super) fn edit_of_rule(rule: &str, checked: &Checked, style: Style) -> lsp::WorkspaceEdit {
    let findings = checked.findings.of_rule(rule);
    let fixes = fixing::preferred(&findings, &checked.rules);
    let edits = fixing::edits_of(fixes.into_iter().map(|(_, fix)| fix));
    to_proto::workspace_edit(&edits, checked, style.encoding, style.versioned)
}

/// All fixes that may be made unasked, and those that they make possible, as one change.
fn fix_all(checked: &Checked, engine: &Engine, style: Style) -> Option<lsp::CodeAction> {
    let edits = all_edits(checked, engine);
    let title = "Fix everything that needs no choice".to_owned();
    (!edits.is_empty()).then(|| action(title, FIX_ALL, &edits, checked, style))
}

/// The edits of all fixes that may be made unasked, and of those that they make possible.
pub(super) fn all_edits(checked: &Checked, engine: &Engine) -> Vec<Edit> {
    fixing::fix_found(
        &checked.snapshot.text(),
        checked.format,
        checked.findings.to_vec(),
        &checked.rules,
        |_| true,
        |text| {
            let found = engine.check_text(text, checked.format, &checked.rules);
            let of = (&*checked.path, checked.format, &*checked.rules);
            let text = || text.to_owned();
            ignored::hide(found.into(), None, &checked.configuration, of, text).to_vec()
        },
    )
    .edits
}

fn action(
    title: String,
    kind: lsp::CodeActionKind,
    edits: &[Edit],
    checked: &Checked,
    style: Style,
) -> lsp::CodeAction {
    lsp::CodeAction {
        title,
        kind: Some(kind),
        edit: Some(to_proto::workspace_edit(
            edits,
            checked,
            style.encoding,
            style.versioned,
        )),
        ..lsp::CodeAction::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_asked_for_by_their_first_parts() {
        let quick_fix = lsp::CodeActionKind::QUICKFIX;
        let cases: [(&[&str], bool, bool); 9] = [
            (&["quickfix"], true, false),
            (&["quickfix.housestyle"], false, false),
            (&["source"], false, true),
            (&["source.fixAll"], false, true),
            (&["source.fixAll.housestyle"], false, true),
            (&["source.fixAll.other"], false, false),
            (&["sour"], false, false),
            (&[""], true, false),
            (&["refactor", "quickfix", "source.fixAll"], true, true),
        ];
        for (only, fixes, all) in cases {
            let only: Vec<lsp::CodeActionKind> =
                only.iter().map(|kind| (*kind).to_owned().into()).collect();
            assert_eq!(wants(Some(&only), &quick_fix), Some(fixes), "{only:?}");
            assert_eq!(wants(Some(&only), &FIX_ALL), Some(all), "{only:?}");
        }
        assert_eq!(wants(None, &quick_fix), None);
    }
}
