//! What is kept from one edit to the next is what a check of the whole text says.

use proptest::prelude::*;

use super::*;
use crate::check::check;
use crate::check::record::fingerprints;
use crate::markup::chunks::scripts::{Step, document, play, script};
use crate::rules::compile::{CompileOptions, compile};
use crate::rules::definition::{Naming, style};
use crate::rules::value::FileId;

/// Fixes that must be proved, quotations, scopes, variants.
const STYLE: &str = r##"
[[rule]]
id = "a"
fix = "auto"
[rule.replace]
"puppet regime" = "client *state*"
"some words" = "<b>"
utilize = "`use`"
a = "# b"
"words here" = "[x]"

[[rule]]
id = "b"
quotes = "skip"
inflect = "noun"
phrases = ["puppet regime", "word"]

[[rule]]
id = "c"
quotes = "soften"
scope = ["comment", "code", "html", "front-matter", "quote", "heading", "alt", "link"]
phrases = ["a", "word", "the"]

[[rule]]
id = "d"
variants = { uk = ["words"], us = ["utilize"] }
"##;

fn rules() -> RuleSet {
    let naming = Naming {
        stem: "desk",
        folder: None,
    };
    let mut faults = Vec::new();
    let style = style::read(FileId(0), STYLE, naming, &mut faults);
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    rules
}

/// The same without fixes: what may be offered is proved within smaller parts.
fn without_fixes(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        diagnostic.fixes.clear();
        diagnostic.also.clear();
    }
    diagnostics
}

fn check_state(analysis: &mut Analysis, text: &str, format: Format, rules: &RuleSet) {
    assert_eq!(analysis.text(), text);
    let (kept, anew) = (analysis.findings(rules), check(text, format, rules));
    for (one, other) in kept.iter().zip(&anew) {
        assert_eq!(one, other, "{text:?}");
    }
    assert_eq!(kept.len(), anew.len(), "{text:?}");
    let known = analysis.fingerprints(&kept);
    assert_eq!(known, fingerprints(text, format, rules, &anew), "{text:?}");
}

fn check_script(format: Format, text: &str, script: &[Step]) {
    let rules = rules();
    let mut analysis = Analysis::new(text, format, &rules);
    play(text, script, |span, new, text| {
        analysis.edit(span, new, &rules);
        check_state(&mut analysis, text, format, &rules);
    });
}

proptest! {
    #[test]
    fn after_any_edits_of_markdown_the_findings_are_those_of_the_text(
        text in document(), script in script()
    ) {
        check_script(Format::Markdown, &text, &script);
    }

    #[test]
    fn after_any_edits_of_plain_text_the_findings_are_those_of_the_text(
        text in document(), script in script()
    ) {
        check_script(Format::Plain, &text, &script);
    }

    #[test]
    fn a_document_says_in_chunks_what_it_says_in_one(text in document()) {
        let rules = rules();
        for format in [Format::Markdown, Format::Plain] {
            let cut = Analysis::new(&text, format, &rules);
            let uncut = Analysis::of(ChunkedDocument::uncut(&text, format), format, &rules);
            prop_assert_eq!(
                without_fixes(cut.findings(&rules).to_vec()),
                without_fixes(uncut.findings(&rules).to_vec())
            );
        }
    }
}
