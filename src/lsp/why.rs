//! Why something that a rule looks for is no finding, shown when a pointer rests on it.

use std::fmt::Write as _;

use tower_lsp::ls_types as lsp;

use super::hover;
use super::navigation::offset;
use super::session::Session;
use super::to_proto;
use crate::check::explaining::{Find, Off, explain};
use crate::rules::explain::escape;
use crate::text::Span;

/// Of a part of a document with more bytes than this nothing is explained: a pointer rests
/// everywhere, and the command can say it as well.
const MOST_BYTES: usize = 16_000;

impl Session {
    /// What is left alone at a position, and why; `None` if no rule looks for what stands there.
    pub(super) async fn why_silent(
        &self,
        place: &lsp::TextDocumentPositionParams,
    ) -> Option<lsp::Hover> {
        let (checked, (offset, encoding, chunk)) = self
            .analysed(&place.text_document.uri, |analysis, checked, encoding| {
                let offset = offset(place.position, checked, encoding);
                (offset, encoding, analysis.chunk_at(offset))
            })
            .await?;
        let (start, chunk) = chunk?;
        if chunk.text().len() > MOST_BYTES {
            return None;
        }
        let at = offset.checked_sub(start)?;
        let explanation = explain(
            chunk.text(),
            checked.format,
            &checked.rules,
            Span::new(at, at),
            Off::PassedOver,
        );
        let passages = explanation.passages.iter();
        let finds = passages.flat_map(|passage| &passage.finds);
        let silent: Vec<&Find> = finds.filter(|find| find.is_silenced).collect();
        let widest = silent.iter().max_by_key(|find| find.span.len())?;
        let mut text = String::new();
        for find in &silent {
            let (what, why) = (escape(&find.text), escape(&find.why));
            let _ = writeln!(text, "‘{what}’ is left alone by `{}`. {why}\n", find.rule);
        }
        let notation = self.state().client.hover;
        let range = to_proto::range(widest.span.moved_on(start), &checked.snapshot, encoding);
        Some(lsp::Hover {
            contents: lsp::HoverContents::Markup(hover::shown(&text, notation)),
            range: Some(range),
        })
    }
}
