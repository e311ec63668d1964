//! What must hold for any style and any document: one file for each law or few.

mod document;
mod emphasis;
mod fix;
mod glyphs;
mod independence;
mod markdown;
mod naive;
mod phrase;
mod position;
mod rewrap;
mod style;
mod twin;

use housestyle::check::{Diagnostic, check};
use housestyle::markup::Format;
use housestyle::rules::compile::{CompileOptions, compile};
use housestyle::rules::definition::{Naming, style as file};
use housestyle::rules::value::FileId;
use housestyle::rules::{Fault, RuleSet, Severity};
use proptest::prelude::ProptestConfig;

/// The rules of a style, and what is wrong with it.
fn compiled(toml: &str) -> (RuleSet, Vec<Fault>) {
    let mut faults = Vec::new();
    let naming = Naming {
        folder: None,
        stem: "test",
    };
    let style = file::read(FileId(0), toml, naming, &mut faults);
    let rules = compile(&[style], &[], &CompileOptions::default(), &mut faults);
    (rules, faults)
}

/// The ids of the rules of a finding, without the name of the style.
fn rules_of(finding: &Diagnostic) -> Vec<String> {
    let ids = std::iter::once(&finding.rule).chain(&finding.also);
    let mut ids: Vec<String> = ids.map(|id| id.replace("test.", "")).collect();
    ids.sort();
    ids
}

/// What is said of a document, without places.
fn said_of(text: &str, format: Format, rules: &RuleSet) -> Vec<(Vec<String>, String, Severity)> {
    let found = check(text, format, rules);
    let said = found
        .iter()
        .map(|finding| (rules_of(finding), finding.text.clone(), finding.severity));
    said.collect()
}

/// So many cases as are asked for, or a part of them where each costs much.
fn one_in(part: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig {
        cases: (config.cases / part).max(1),
        ..config
    }
}
