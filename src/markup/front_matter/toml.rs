//! Front matter in TOML.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::scalar::{Scalar, Style};
use super::{FrontMatter, Metadata, PROSE_KEYS, REPRODUCED_AS_RECEIVED, SETTINGS};
use crate::text::Span;

/// What the TOML in `source[inside]` says; broken TOML says nothing.
pub(super) fn read(source: &str, inside: Span) -> Metadata {
    let text = inside.text(source).unwrap_or("");
    let Ok(table) = DeTable::parse(text) else {
        return Metadata::default();
    };
    let table = table.get_ref();
    let scalars = PROSE_KEYS
        .iter()
        .filter_map(|key| scalar(text, table.get(*key)?));
    let mut prose: Vec<Scalar> = scalars.map(|scalar| scalar.shifted(inside.start)).collect();
    prose.sort_by_key(|scalar| scalar.content);
    let settings = table
        .get(SETTINGS)
        .and_then(|settings| settings.get_ref().as_table());
    let reproduced_as_received = [Some(table), settings]
        .into_iter()
        .flatten()
        .any(is_reproduced_as_received);
    Metadata {
        about: FrontMatter {
            reproduced_as_received,
        },
        prose,
    }
}

fn is_reproduced_as_received(table: &DeTable) -> bool {
    table
        .get(REPRODUCED_AS_RECEIVED)
        .and_then(|value| value.get_ref().as_bool())
        .unwrap_or(false)
}

fn scalar(text: &str, value: &Spanned<DeValue>) -> Option<Scalar> {
    value.get_ref().as_str()?;
    let span = Span::from(value.span());
    let written = span.text(text)?;
    let (quotes, style) = [
        ("\"\"\"", Style::Escaped),
        ("'''", Style::Bare),
        ("\"", Style::Escaped),
        ("'", Style::Bare),
    ]
    .into_iter()
    .find(|(quotes, _)| written.len() >= 2 * quotes.len() && written.starts_with(quotes))?;
    let content = Span::new(span.start + quotes.len(), span.end - quotes.len());
    Some(Scalar { content, style })
}
