//! The client's own spellings of URIs, which it gets back in every answer.
//!
//! It must not know which documents there are, nor what a message means.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Request, Response};

use super::uri::escaped;

/// The client's own spellings of URIs that had to be escaped.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// Escaped to original. Nearly always empty.
    originals: Mutex<HashMap<String, String>>,
}

impl Spellings {
    /// Escapes every URI in what a client sent, and remembers how it was written.
    pub(super) fn escape_all(&self, sent: &mut Value) {
        match sent {
            Value::Object(object) => {
                for (key, value) in object {
                    match value {
                        Value::String(uri) if is_uri_key(key) => self.escape(uri),
                        _ => self.escape_all(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.escape_all(value)),
            _ => {}
        }
    }

    fn escape(&self, uri: &mut String) {
        if let Cow::Owned(escaped) = escaped(uri) {
            let original = std::mem::replace(uri, escaped.clone());
            self.originals().insert(escaped, original);
        }
    }

    /// An answer with every URI as the client spells it.
    pub(super) fn restored(&self, answer: Response) -> Response {
        if self.originals().is_empty() {
            return answer;
        }
        let (id, body) = answer.into_parts();
        Response::from_parts(id, body.map(|body| self.restored_value(body)))
    }

    /// A message with every URI as the client spells it.
    pub(super) fn restored_request(&self, request: Request) -> Request {
        if self.originals().is_empty() {
            return request;
        }
        let (method, id, params) = request.into_parts();
        let params = self.restored_value(params.unwrap_or_default());
        let mut request = Request::build(method).params(params);
        if let Some(id) = id {
            request = request.id(id);
        }
        request.finish()
    }

    fn restored_value(&self, mut value: Value) -> Value {
        restore(&self.originals(), &mut value);
        value
    }

    fn originals(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.originals
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the protocol keeps URIs under this key.
fn is_uri_key(key: &str) -> bool {
    key == "uri" || key.ends_with("Uri")
}

fn restore(originals: &HashMap<String, String>, answer: &mut Value) {
    match answer {
        Value::Object(object) => {
            // The edits of a workspace and reports of other files are kept under URIs.
            for key in ["changes", "relatedDocuments"] {
                if let Some(Value::Object(of_documents)) = object.get_mut(key) {
                    let restored: Map<_, _> = std::mem::take(of_documents)
                        .into_iter()
                        .map(|(uri, value)| (originals.get(&uri).cloned().unwrap_or(uri), value))
                        .collect();
                    *of_documents = restored;
                }
            }
            for (key, value) in object {
                match value {
                    Value::String(uri) if is_uri_key(key) => {
                        if let Some(original) = originals.get(uri) {
                            uri.clone_from(original);
                        }
                    }
                    _ => restore(originals, value),
                }
            }
        }
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| restore(originals, value)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_use_the_spelling_of_the_client() {
        let spellings = Spellings::default();
        let mut sent = json!({
            "textDocument": {"uri": "file:///a b.md", "text": "uri: file:///a b.md"},
            "workspaceFolders": [{"uri": "file:///ä", "name": "ä"}],
            "rootUri": null,
        });
        spellings.escape_all(&mut sent);
        assert_eq!(
            sent["textDocument"],
            json!({"uri": "file:///a%20b.md", "text": "uri: file:///a b.md"})
        );
        assert_eq!(sent["workspaceFolders"][0]["uri"], "file:///%C3%A4");
        let answer = json!([{
            "edit": {"changes": {"file:///a%20b.md": [], "file:///c.md": []}},
            "uri": "file:///a%20b.md",
        }]);
        let expected = json!([{
            "edit": {"changes": {"file:///a b.md": [], "file:///c.md": []}},
            "uri": "file:///a b.md",
        }]);
        assert_eq!(spellings.restored_value(answer), expected);
    }
}
