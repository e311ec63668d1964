//! The edit of an action that is worked out only when somebody chooses it, for clients that ask
//! then: to fix all of a rule may be thousands of edits, and menus are asked for all the time.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;

use super::code_action::{self, Style};
use super::session::Session;

/// What an action says of itself, so that its edit can be made later.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Deferred {
    /// The document.
    pub(super) uri: lsp::Uri,
    /// Which text of it the action was offered for.
    pub(super) version: i32,
    /// The rule all of whose fixes are wanted.
    pub(super) rule: String,
}

impl Session {
    /// `action` with its edit.
    pub(super) async fn resolved(
        &self,
        action: lsp::CodeAction,
        style: Style,
    ) -> Result<lsp::CodeAction> {
        let Some(data) = action.data.clone() else {
            return Ok(action);
        };
        let Ok(deferred) = serde_json::from_value::<Deferred>(data) else {
            return Err(Error::invalid_params("this is no action of this server"));
        };
        let checked = self.current(&deferred.uri).await;
        let same = checked.filter(|checked| checked.snapshot.version == deferred.version);
        let Some(checked) = same else {
            return Err(Error {
                code: ErrorCode::ContentModified,
                message: "the text has changed since the action was offered".into(),
                data: None,
            });
        };
        let edit = tokio::task::spawn_blocking(move || {
            code_action::edit_of_rule(&deferred.rule, &checked, style)
        });
        let edit = edit.await.map_err(|_| Error::internal_error())?;
        Ok(lsp::CodeAction {
            edit: Some(edit),
            data: None,
            ..action
        })
    }
}
