//! Files of rules and records are written through the editor if it has them open, since what
//! stands there counts, else on the disk.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::{Client, ls_types as lsp};

use super::session::Session;
use super::to_proto;
use super::uri::{self, DocumentKey};
use crate::config::edits;
use crate::text::{Edit, Snapshot, Span, edit};

impl Session {
    /// Writes the file at `path` as `change` makes it of what it says; `None` is a file that
    /// does not exist. Whether it was made anew. Reads and writes the disk, so it is for
    /// threads that may.
    ///
    /// What an editor is asked to do is not waited for; if it does not do it, a log line says so.
    pub(super) fn write(
        self: &Arc<Self>,
        client: &Client,
        path: &Path,
        change: impl Fn(Option<&str>) -> Result<String, String>,
    ) -> Result<bool, String> {
        let named = |reason: String| format!("‘{}’ is as it was: {reason}", path.display());
        if let Some((uri, snapshot)) = self.open_file(path).map_err(named)? {
            let text = snapshot.text();
            let after = change(Some(&text)).map_err(named)?;
            let whole = Edit::new(Span::new(0, text.len()), after);
            let edits = edit::minimal(&text, &[whole]);
            if !edits.is_empty() {
                self.ask_to_apply(client, &edits, &uri, &snapshot);
            }
            return Ok(false);
        }
        let is_new = edits::on_disk(path, change).map_err(named)?;
        let changed = vec![path.to_owned()];
        self.reload_soon(move |loader| loader.changed(&changed));
        Ok(is_new)
    }

    /// What the client calls the file at `path` and what it says there, if it is open.
    fn open_file(&self, path: &Path) -> Result<Option<(lsp::Uri, Snapshot)>, String> {
        let state = self.state();
        let key = uri::of_file(path).map(|uri| DocumentKey::new(uri.as_str()));
        let Some(document) = key.and_then(|key| state.documents.get(&key)) else {
            return Ok(None);
        };
        if !state.client.applies_edits {
            return Err("it is open in the editor, which takes no edits from the server; save and close it first".to_owned());
        }
        if !document.in_step {
            return Err("an edit of it was lost on the way; close it and open it again".to_owned());
        }
        Ok(Some((document.uri.clone(), document.buffer.snapshot())))
    }

    fn ask_to_apply(
        self: &Arc<Self>,
        client: &Client,
        edits: &[Edit],
        uri: &lsp::Uri,
        snapshot: &Snapshot,
    ) {
        let (encoding, versioned) = {
            let known = &self.state().client;
            (known.encoding, known.versioned_edits)
        };
        let edit = to_proto::edit_of(edits, uri, snapshot, encoding, versioned);
        let (client, session) = (client.clone(), Arc::clone(self));
        tokio::spawn(async move {
            let is_applied = matches!(client.apply_edit(edit).await, Ok(answer) if answer.applied);
            if !is_applied {
                session.log(
                    lsp::MessageType::WARNING,
                    "the editor did not take an edit of a file that it has open; the file is as it was",
                );
            }
        });
    }
}
