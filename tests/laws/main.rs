//! What must hold for any style and any document: one file for each law or few.

mod emphasis;
mod fix;
mod generate;
mod glyphs;
mod independence;
mod position;
mod rewrap;
mod twin;

use housestyle::check::{Diagnostic, check};
use housestyle::markup::Format;
use housestyle::matching::{Language, fold};
use housestyle::rules::RuleSet;
use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::definition::{Naming, style};
use housestyle::rules::value::FileId;

fn fold_text(text: &str) -> String {
    fold::fold_text(text, Language::default())
}

/// One rule for each list of phrases.
fn rules(lists: &[&[String]]) -> RuleSet {
    let rule = |(index, phrases): (usize, &&[String])| {
        // A list of JSON strings is a list of TOML strings.
        let list = serde_json::to_string(phrases).expect("strings");
        format!("[[rule]]\nid = \"r{index}\"\nphrases = {list}\n")
    };
    compiled(&lists.iter().enumerate().map(rule).collect::<String>())
}

fn compiled(toml: &str) -> RuleSet {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "test",
    };
    let style = style::read(FileId(0), toml, naming, &mut faults);
    compile(&[style], &[], &CompileOptions::default(), &mut faults)
}

fn texts(found: &[Diagnostic]) -> Vec<(String, String)> {
    found
        .iter()
        .map(|finding| (finding.rule.to_string(), finding.text.clone()))
        .collect()
}

fn found_in(text: &str, rules: &RuleSet) -> Vec<(String, String)> {
    texts(&check(text, Format::Markdown, rules))
}
