//! Front matter in TOML.

use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::scalar::{Scalar, Style};
use super::{
    FrontMatter, IGNORE, KEYS, Metadata, PROSE_KEYS, REPRODUCED_AS_RECEIVED, SETTINGS, VARIANT,
    names, shifted,
};
use crate::text::Span;

/// What the TOML in `source[inside]` says; broken TOML says nothing.
pub(super) fn read(source: &str, inside: Span) -> Metadata {
    let text = inside.text(source).unwrap_or("");
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().map(|span| span.start + inside.start);
            return Metadata::broken(source, inside, at, error.message());
        }
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
    let listed = |key| {
        let value = settings.and_then(|settings| settings.get(key));
        let strings = value.map_or(Vec::new(), strings);
        let listed = strings.into_iter().flat_map(|value| named(text, value));
        shifted(listed.collect(), inside.start)
    };
    let keys = settings.into_iter().flat_map(|settings| settings.keys());
    let unknown = keys.filter(|key| !KEYS.contains(&&**key.get_ref()));
    let unknown = unknown.map(|key| (SmolStr::new(key.get_ref()), Span::from(key.span())));
    let mut unknown: Vec<_> = shifted(unknown.collect(), inside.start).collect();
    unknown.sort_by_key(|(_, place)| *place);
    let misused = table.iter().filter(|(key, value)| {
        **key.get_ref() == *SETTINGS && value.get_ref().as_table().is_none()
    });
    let of_settings = settings.into_iter().flat_map(|settings| settings.iter());
    let misused = misused.chain(of_settings.filter(|(key, value)| match &**key.get_ref() {
        IGNORE | VARIANT => !matches!(value.get_ref(), DeValue::Array(_) | DeValue::String(_)),
        REPRODUCED_AS_RECEIVED => value.get_ref().as_bool().is_none(),
        _ => false,
    }));
    let misused = misused.map(|(key, _)| (SmolStr::new(key.get_ref()), Span::from(key.span())));
    let misused = shifted(misused.collect(), inside.start).collect();
    let mut about = FrontMatter {
        misused,
        reproduced_as_received,
        ignore: listed(IGNORE).collect(),
        unknown,
        ..FrontMatter::default()
    };
    about.add_variants(listed(VARIANT));
    Metadata { about, prose }
}

fn is_reproduced_as_received(table: &DeTable) -> bool {
    table
        .get(REPRODUCED_AS_RECEIVED)
        .and_then(|value| value.get_ref().as_bool())
        .unwrap_or(false)
}

/// The string that `value` is, or those that it lists.
fn strings<'a>(value: &'a Spanned<DeValue<'a>>) -> Vec<&'a Spanned<DeValue<'a>>> {
    match value.get_ref() {
        DeValue::Array(values) => values.iter().collect(),
        _ => vec![value],
    }
}

fn named(text: &str, value: &Spanned<DeValue>) -> Vec<(SmolStr, Span)> {
    let scalar = scalar(text, value);
    let read = value.get_ref().as_str();
    scalar
        .zip(read)
        .map_or(Vec::new(), |(scalar, read)| names(text, scalar, read))
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
