//! What is kept from one edit to the next is what a check of the whole text says.

use std::sync::LazyLock;

use ::regex::Regex;
use proptest::prelude::*;

use super::*;
use crate::check::check;
use crate::check::record::fingerprints;
use crate::markup::chunks::scripts::{Step, document, play, script};
use crate::markup::chunks::tests::with_larger_chunks;
use crate::rules::compile::{CompileOptions, compile};
use crate::rules::definition::{Naming, style};
use crate::rules::value::FileId;
use crate::text::position::line_breaks;

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

[[rule]]
id = "e"
occurrence = ["word", "a"]
at-most = 2
at-least = 1
per = "document"
quotes = "skip"

[[rule]]
id = "f"
occurrence-pattern = "[a-z]+"
at-most = 3
at-least = 2
per = "sentence"

[[rule]]
id = "g"
repetition = true

[[rule]]
id = "h"
capitalization = "title"
scope = ["heading", "paragraph", "cell"]
threshold = 0.5

[[rule]]
id = "i"
consistency = [["word", "words"], ["client state", "some"]]
quotes = "check"

[[rule]]
id = "j"
consistency = ["hyphenation", "compounds", "capitals", "spelling"]

[[rule]]
id = "measure"
metric = "flesch-kincaid + long-words"
at-most = 5
at-least = 3
quotes = "skip"

[[rule]]
id = "measure-sentences"
metric = "words"
at-most = 3
per = "sentence"

[[rule]]
id = "measure-paragraphs"
metric = "words / sentences"
at-most = 3
per = "paragraph"

[[rule]]
id = "dates"
dates = "day-month-year"

[[rule]]
id = "k"
requires = "expansion"
checks = ["before", "without", "twice", "unused", "long-form"]

[[rule]]
id = "l"
quotes = "skip"
requires = { word = "puppet regime" }

[[rule]]
id = "numbers"
words-to = 9
figures-from = 10
ordinal-words-to = 9
thousands = "comma"
percent = "per cent"
"##;

/// Compiled once: that takes longer than most cases.
static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let naming = Naming {
        stem: "desk",
        folder: None,
    };
    let mut faults = Vec::new();
    let style = style::read(FileId(0), STYLE, naming, &mut faults);
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    rules
});

fn rules() -> RuleSet {
    RULES.clone()
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
    for part in kept.parts() {
        assert_eq!(part.line, line_breaks(&text[..part.start]), "{text:?}");
    }
    let known = analysis.fingerprints(&kept);
    assert_eq!(known, fingerprints(text, format, rules, &anew), "{text:?}");
}

/// With these every document is one chunk of many blocks.
fn rules_of_whole_documents() -> RuleSet {
    rules().with_options(CompileOptions {
        ignore_text: vec![Regex::new("not to be found").expect("an expression")],
        ..CompileOptions::default()
    })
}

fn check_script(format: Format, text: &str, script: &[Step], rules: &RuleSet) {
    let mut analysis = Analysis::new(text, format, rules);
    play(text, script, |span, new, text| {
        analysis.edit(span, new, rules);
        check_state(&mut analysis, text, format, rules);
    });
}

proptest! {
    #[test]
    fn after_any_edits_of_markdown_the_findings_are_those_of_the_text(
        text in document(), script in script()
    ) {
        check_script(Format::Markdown, &text, &script, &rules());
    }

    #[test]
    fn after_any_edits_of_chunks_of_several_sections_the_findings_are_those_of_the_text(
        text in document(), script in script()
    ) {
        let rules = rules();
        with_larger_chunks(|| check_script(Format::Markdown, &text, &script, &rules));
    }

    #[test]
    fn after_any_edits_of_a_document_in_one_piece_the_findings_are_those_of_the_text(
        text in document(), script in script()
    ) {
        check_script(Format::Markdown, &text, &script, &rules_of_whole_documents());
    }

    #[test]
    fn after_any_edits_of_plain_text_the_findings_are_those_of_the_text(
        text in document(), script in script()
    ) {
        check_script(Format::Plain, &text, &script, &rules());
    }

    #[test]
    fn a_document_says_in_chunks_what_it_says_in_one(text in document()) {
        let rules = rules();
        for format in [Format::Markdown, Format::Plain] {
            let cut = Analysis::new(&*text, format, &rules);
            let uncut = Analysis::of(ChunkedDocument::uncut(&text, format), format, &rules);
            prop_assert_eq!(
                without_fixes(cut.findings(&rules).to_vec()),
                without_fixes(uncut.findings(&rules).to_vec())
            );
        }
    }
}

/// In bytes; what is not optimised gets less.
const PASTED: usize = if cfg!(debug_assertions) {
    10_000
} else {
    100_000
};

/// Pages of text with everything that may stand in them, put in and taken out again.
#[test]
fn large_pastes_are_read_like_anything_else() {
    let rules = rules();
    let page = "\n\nA puppet regime, “some words” here [x]. {{ t }}\n\n- a\n- b\n\n> the word\n\n```\nword\n```\n\n[x]: /u\n\n<b>utilize</b>[^n]\n";
    let paste = page.repeat(PASTED / page.len() + 1);
    let before =
        "# One word\n\nSome words here, a [link][x].\n\n[^n]: A note of a word.\n\nThe end.\n";
    let mut analysis = Analysis::new(before, Format::Markdown, &rules);
    for at in [12, before.len()] {
        let mut text = before.to_owned();
        text.insert_str(at, &paste);
        analysis.edit(Span::new(at, at), &paste, &rules);
        check_state(&mut analysis, &text, Format::Markdown, &rules);
        // In the middle of what was put in.
        let middle = at
            + text
                .get(at..)
                .map_or(0, |rest| rest.floor_char_boundary(paste.len() / 2));
        text.insert_str(middle, "`\n\n<!--");
        analysis.edit(Span::new(middle, middle), "`\n\n<!--", &rules);
        check_state(&mut analysis, &text, Format::Markdown, &rules);
        let end = at + paste.len() + "`\n\n<!--".len();
        analysis.edit(Span::new(at, end), "", &rules);
        check_state(&mut analysis, before, Format::Markdown, &rules);
    }
}

/// What is found, each with the texts of the places that it has to do with.
fn related(analysis: &Analysis, rules: &RuleSet) -> Vec<(String, Vec<String>)> {
    let text = analysis.text();
    let says = |finding: &Diagnostic| {
        let related = finding.related.iter().map(|related| {
            let there = related.span.text(&text).unwrap_or("");
            format!("{there}: {}", related.says)
        });
        (finding.text.clone(), related.collect())
    };
    analysis.findings(rules).iter().map(says).collect()
}

#[test]
fn other_places_are_found_again_wherever_they_move_to() {
    let naming = Naming {
        stem: "desk",
        folder: None,
    };
    let text = "[[rule]]\nid = \"i\"\nconsistency = [[\"word\", \"words\"]]\n";
    let mut faults = Vec::new();
    let style = style::read(FileId(0), text, naming, &mut faults);
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    let mut text = "One.\n\nSome word.\n\nBetween.\n\nMore words.\n\nEnd.\n".to_owned();
    let mut analysis = Analysis::new(&*text, Format::Markdown, &rules);
    let other = |says: &str| vec![("words".to_owned(), vec![says.to_owned()])];
    // What is replaced by what, what is said of the other place, whether the finding stays as it was.
    let edits = [
        (
            "One.",
            "Two.\n\nThree.",
            "word: ‘word’ is written here",
            true,
        ),
        ("Some ", "So\n", "word: ‘word’ is written here", true),
        ("Three.\n\n", "", "word: ‘word’ is written here", true),
        (
            "Between.",
            "Be.\n\nBetween.",
            "word: ‘word’ is written here",
            true,
        ),
        ("So", "A WORD and so", "WORD: ‘WORD’ is written here", false),
        ("WORD", "w", "word: ‘word’ is written here", false),
        (
            "More",
            "So many more",
            "word: ‘word’ is written here",
            false,
        ),
    ];
    for (old, new, expected, stays) in edits {
        let at = text.find(old).expect("what is replaced");
        let span = Span::new(at, at + old.len());
        let kept = |analysis: &Analysis| {
            let findings = analysis.findings(&rules);
            findings.parts().first().map(|part| Arc::clone(&part.found))
        };
        let before = kept(&analysis).expect("a finding");
        text.replace_range(span.range(), new);
        analysis.edit(span, new, &rules);
        assert_eq!(related(&analysis, &rules), other(expected), "{text:?}");
        check_state(&mut analysis, &text, Format::Markdown, &rules);
        let after = kept(&analysis).expect("a finding");
        assert_eq!(Arc::ptr_eq(&before, &after), stays, "{text:?}");
    }
}
