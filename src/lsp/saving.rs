//! Fixes that are made when a document is saved, if the user wants that.
//!
//! It must not know how documents are checked.

use std::sync::Arc;
use std::time::Duration;

use tower_lsp::ls_types as lsp;

use super::code_action;
use super::session::Session;
use super::to_proto;
use super::uri::DocumentKey;

/// A save waits no longer than this for its fixes; then it goes on without.
const PATIENCE: Duration = Duration::from_millis(500);

impl Session {
    /// The edits that make every fix that needs no choice, as the document is now; none if they
    /// are not known in a moment.
    pub(super) async fn fixes_on_save(&self, uri: &lsp::Uri) -> Option<Vec<lsp::TextEdit>> {
        if !self.state().settings_of(uri).fix_on_save {
            return None;
        }
        tokio::time::timeout(PATIENCE, self.all_fixes(uri))
            .await
            .ok()?
    }

    async fn all_fixes(&self, uri: &lsp::Uri) -> Option<Vec<lsp::TextEdit>> {
        let checked = self.current(uri).await?;
        let (engine, found) = (self.engine.clone(), Arc::clone(&checked));
        let edits = tokio::task::spawn_blocking(move || code_action::all_edits(&found, &engine));
        let edits = edits.await.ok()?;
        // The answer names no version, so it must be of the text that the client has.
        if !self.is_current(&DocumentKey::new(uri.as_str()), checked.revision) {
            return None;
        }
        let encoding = self.state().client.encoding;
        Some(to_proto::text_edits(&edits, &checked.snapshot, encoding))
    }
}
