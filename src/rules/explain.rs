//! What a rule is and does, in Markdown: for `explain`, hovers and documentation.

use std::fmt::Write as _;

use smol_str::SmolStr;

use super::message::list_of_forms;
use super::rule::{Quotes, Relation, Rule};
use super::severity::Severity;
use super::value::{Place, Sources};
use super::variant::choose;
use crate::markup::{Scope, ScopeSet};
use crate::text::position::line_column;

/// This many entries of a rule are listed; of a longer list the rest is counted.
const MAX_ENTRIES: usize = 40;

/// Everything about one rule, where variants of these names are preferred.
pub fn markdown(rule: &Rule, preferred: &[SmolStr], sources: &Sources) -> String {
    let manner = &rule.manner;
    let mut text = format!("# {}\n\n", rule.id);
    let state = if manner.enabled { "" } else { ", off" };
    let _ = writeln!(
        text,
        "{}{state} · {}",
        manner.severity.name(),
        defined_in(rule.place, sources)
    );
    if let Some(note) = &manner.note {
        let _ = write!(text, "\n{}\n", note.trim());
    }
    let entries = rule.check.describe();
    let ways = rule.check.ways();
    if !(entries.is_empty() && ways.is_empty()) {
        text.push_str("\n## What it finds\n\n");
        for entry in entries.iter().take(MAX_ENTRIES) {
            let _ = writeln!(text, "- {entry}");
        }
        if entries.len() > MAX_ENTRIES {
            let _ = writeln!(text, "- … and {} more", entries.len() - MAX_ENTRIES);
        }
        for way in ways {
            let _ = writeln!(text, "- {way}");
        }
    }
    text.push_str(&conditions(rule, preferred));
    text.push_str(&examples(rule));
    if let Some(link) = &manner.link {
        let _ = write!(text, "\nMore: <{link}>\n");
    }
    text
}

/// One entry of a rule: its forms, and what is done about each, where variants of these names
/// are preferred.
pub fn entry(rule: &Rule, entry: u32, preferred: &[SmolStr]) -> String {
    let check = &rule.check;
    let written = escape(check.written(entry));
    let Some(guidance) = check.guidance(entry, 0, preferred) else {
        return format!("**‘{written}’** is right here\n");
    };
    let forms = check.forms(entry);
    let mut text = format!("**‘{written}’**");
    if guidance.describe().is_empty() {
        text.push_str(" is marked\n");
        if !forms.is_empty() {
            let _ = write!(
                text,
                "\nFound as well: {}\n",
                escape(&list_of_forms(&forms))
            );
        }
        return text;
    }
    let _ = writeln!(text, " → {}", escape(&guidance.describe()));
    if !forms.is_empty() {
        text.push('\n');
    }
    let listed = forms.iter().zip(1u16..).take(MAX_ENTRIES);
    for (form, number) in listed {
        let of_form = check.guidance(entry, number, preferred);
        let done = of_form.map_or_else(|| "right".to_owned(), |guidance| guidance.describe());
        let _ = writeln!(text, "- {} → {}", escape(form), escape(&done));
    }
    if forms.len() > MAX_ENTRIES {
        let _ = writeln!(text, "- … and {} more", forms.len() - MAX_ENTRIES);
    }
    let done = if guidance.automatic {
        "The replacement is made by “fix all”."
    } else if guidance.options.is_empty() && !guidance.deletion {
        "Nothing is put in its place."
    } else {
        "Nothing is changed unasked."
    };
    let _ = write!(text, "\n{done}\n");
    text
}

/// When the rule is silent although it finds something, and who stands behind it.
fn conditions(rule: &Rule, preferred: &[SmolStr]) -> String {
    let manner = &rule.manner;
    let mut lines = Vec::new();
    let variants = rule.check.variants();
    if !variants.is_empty() {
        lines.push(variant(variants, preferred));
    }
    match manner.quotes {
        Quotes::Check => {}
        Quotes::Skip => lines.push("Silent inside quotation marks.".to_owned()),
        Quotes::SkipFull => {
            lines.push("Silent inside full quotations; scare quotes are checked.".to_owned());
        }
        Quotes::Soften => lines.push("One step milder inside quotation marks.".to_owned()),
    }
    if manner.scope != ScopeSet::prose() && !manner.scope.is_empty() {
        lines.push(format!("Looks only at: {}.", names(manner.scope)));
    }
    if !manner.skip.is_empty() {
        lines.push(format!("Does not look at: {}.", names(manner.skip)));
    }
    for (_, relation, says) in Relation::ALL {
        let of = rule.exceptions.iter().filter(|(kind, _)| *kind == relation);
        let phrases: Vec<String> = of
            .map(|(_, phrase)| format!("‘{}’", phrase.written))
            .collect();
        if !phrases.is_empty() {
            lines.push(format!("{says}: {}.", phrases.join(", ")));
        }
    }
    if !rule.shielded {
        lines.push("Looks inside terms, too.".to_owned());
    }
    lines.extend(manner.owner.iter().map(|owner| format!("Ask: {owner}.")));
    lines.extend(manner.since.iter().map(|since| format!("Since: {since}.")));
    if lines.is_empty() {
        return String::new();
    }
    format!("\n## When\n\n- {}\n", lines.join("\n- "))
}

/// Which variant of words is chosen.
fn variant(known: &[SmolStr], preferred: &[SmolStr]) -> String {
    let names: Vec<&str> = known.iter().map(SmolStr::as_str).collect();
    let names = names.join(", ");
    match choose(known, preferred).and_then(|index| known.get(index)) {
        Some(chosen) => format!("Variant: {chosen} (of {names})."),
        None => format!("Silent: of its variants ({names}) none is chosen."),
    }
}

fn names(scopes: ScopeSet) -> String {
    let names: Vec<&str> = Scope::ALL
        .iter()
        .filter(|scope| scopes.contains(**scope))
        .map(|scope| scope.name())
        .collect();
    names.join(", ")
}

fn examples(rule: &Rule) -> String {
    let examples = &rule.manner.examples;
    let line = |sign: &str, text: &str| format!("- {sign} {}\n", text.trim().replace('\n', " ⏎ "));
    let flag = examples.flag.iter().map(|example| line("✗", &example.text));
    let pass = examples.pass.iter().map(|example| line("✓", &example.text));
    let fix = examples
        .fix
        .iter()
        .map(|(before, after)| line("✎", &format!("{} → {after}", before.text)));
    let list: String = flag.chain(pass).chain(fix).collect();
    if list.is_empty() {
        list
    } else {
        format!("\n## Examples\n\n{list}")
    }
}

/// One line that says which rule it is, how grave, whose, and where it is defined.
pub fn definition(rule: &Rule, severity: Severity, sources: &Sources) -> String {
    let mut line = format!("`{}` · {}", rule.id, severity.name());
    if let Some(owner) = &rule.manner.owner {
        let _ = write!(line, " · ask {}", escape(owner));
    }
    if let Some(since) = &rule.manner.since {
        let _ = write!(line, " · since {}", escape(since));
    }
    let _ = write!(line, " · {}", escape(&defined_in(rule.place, sources)));
    line
}

/// `styles/desk.toml:12`, by the file's name as the configuration led to it.
pub fn defined_in(place: Place, sources: &Sources) -> String {
    // The rules about what documents say to the program stand in none.
    let Some(file) = sources.get(place.file) else {
        return "part of the program".to_owned();
    };
    let (line, _) = line_column(&file.text, place.span().start);
    let path = sources.shown(file);
    let built_in = if file.embedded { " (built in)" } else { "" };
    format!("{path}:{line}{built_in}")
}

/// `text` with the characters escaped that Markdown would read as markup.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
