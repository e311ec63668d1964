//! Files that a configuration names, as links.

use tower_lsp::ls_types as lsp;

use super::place::Open;
use crate::config::FileKind;
use crate::config::vocabulary::{FILE_KEYS, file_named};
use crate::lsp::to_proto;
use crate::lsp::uri;
use crate::rules::definition::outline::Item;
use crate::text::Span;

/// The links of a configuration, in the order in which they are written.
pub(super) fn links(open: &Open<'_>) -> Vec<lsp::DocumentLink> {
    if open.kind != FileKind::Configuration {
        return Vec::new();
    }
    let tables = open.outline.tables().filter(|table| table.header.is_none());
    let pairs = tables.flat_map(|table| FILE_KEYS.iter().filter_map(|key| table.pair(key)));
    let mut spans: Vec<_> = pairs
        .filter_map(|pair| pair.value.as_ref())
        .flat_map(Item::texts)
        .collect();
    spans.sort_unstable();
    let link = |span: Span| {
        let path = file_named(&open.path, span.text(&open.text)?)?;
        Some(lsp::DocumentLink {
            range: to_proto::range(span, &open.snapshot, open.encoding),
            target: Some(uri::of_file(&path)?),
            tooltip: None,
            data: None,
        })
    };
    spans.into_iter().filter_map(link).collect()
}
