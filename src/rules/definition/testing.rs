//! What was read, in a form that tests can write down.

use super::Sections;
use crate::rules::fault::Fault;
use crate::rules::value::{Entry, FileId, Node, SourceFile, Sources, Value};

/// Values in one line, without their places.
pub(crate) fn show(entries: &[Entry]) -> String {
    let shown = entries
        .iter()
        .map(|entry| format!("{}: {}", entry.key, show_node(&entry.node)));
    shown.collect::<Vec<_>>().join(", ")
}

fn show_node(node: &Node) -> String {
    match &node.value {
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(value) => value.to_string(),
        Value::Date(date) => format!("date {date}"),
        Value::Table(entries) => format!("{{{}}}", show(entries)),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(show_node).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

/// Sections, one a line.
pub(crate) fn show_sections(sections: &Sections) -> Vec<String> {
    sections
        .iter()
        .map(|section| format!("{:?} {}", section.kind, show(&section.entries)))
        .collect()
}

/// Faults of the only file, one a line, without its path.
pub(crate) fn report(text: &str, faults: &[Fault]) -> Vec<String> {
    let mut sources = Sources::default();
    let path = "f".into();
    let file = sources.add(SourceFile {
        path,
        text: text.into(),
        embedded: false,
    });
    assert_eq!(file, FileId(0));
    let lines = faults
        .iter()
        .map(|fault| (fault.level, fault.line(&sources)));
    lines
        .map(|(level, line)| match level {
            crate::rules::FaultLevel::Error => line.trim_start_matches("f:").to_owned(),
            crate::rules::FaultLevel::Hint => format!("hint {}", line.trim_start_matches("f:")),
        })
        .collect()
}
