//! What a client can do, and what we announce.
//!
//! The handshake is read leniently, field by field: a value that we do not know, or one
//! of the wrong type, must not cost the user the server. It must not know documents.

use std::path::PathBuf;

use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::{commands, uri};
use crate::text::position::PositionEncoding;

/// The kind of the action that mends everything that can be mended unasked.
pub(super) const FIX_ALL: lsp::CodeActionKind =
    lsp::CodeActionKind::new("source.fixAll.housestyle");

/// What begins something in a file of rules that can be completed.
const TRIGGERS: [&str; 4] = ["[", "\"", "'", "."];

/// The notation of texts for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Notation {
    /// Markdown.
    Markdown,
    /// No markup.
    #[default]
    Plain,
}

/// How diagnostics come to a client: one way only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Channel {
    /// They are published.
    #[default]
    Push,
    /// It asks for them.
    Pull,
}

/// What we want to know about a client.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a capability of its own"
)]
pub(super) struct Client {
    /// How it counts columns.
    pub(super) encoding: PositionEncoding,
    /// What it shows on hover.
    pub(super) hover: Notation,
    /// What it shows beside completions.
    pub(super) completion: Notation,
    /// Whether it puts the caret where a completion leaves room for it.
    pub(super) snippets: bool,
    /// Whether it shows places that a diagnostic has to do with.
    pub(super) related_places: bool,
    /// How it gets diagnostics.
    pub(super) channel: Channel,
    /// Whether it takes diagnostics of other files beside those it asks for.
    pub(super) takes_related_documents: bool,
    /// Whether it takes edits that name the version they are for.
    pub(super) versioned_edits: bool,
    /// Whether it takes answers about definitions that name the place asked about.
    pub(super) definition_links: bool,
    /// Whether it asks for the edit of an action when that is chosen.
    pub(super) resolves_actions: bool,
    /// Whether it changes documents when asked.
    pub(super) applies_edits: bool,
    /// Whether it shows a document when asked.
    pub(super) shows_documents: bool,
    /// Whether it can be asked to show how far work has come.
    pub(super) creates_progress: bool,
    /// Whether it watches files for us when asked.
    pub(super) watches_files: bool,
    /// Whether it answers questions about its settings.
    pub(super) answers_settings: bool,
    /// Whether it must be asked to tell about changed settings.
    pub(super) registers_settings: bool,
    /// The folders that are open, absolute.
    pub(super) folders: Vec<PathBuf>,
    /// Our settings as it sent them, if it did.
    pub(super) settings: Value,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn read(sent: &Value) -> Self {
        let text_document =
            |path: &str| sent.pointer(&format!("/capabilities/textDocument/{path}"));
        let workspace = |path: &str| sent.pointer(&format!("/capabilities/workspace/{path}"));
        let is_true = |value: Option<&Value>| value.and_then(Value::as_bool).unwrap_or(false);
        // A client that cannot be told to ask again would keep what old rules found.
        let pulls = text_document("diagnostic").is_some_and(Value::is_object)
            && is_true(workspace("diagnostics/refreshSupport"));
        Self {
            channel: if pulls { Channel::Pull } else { Channel::Push },
            related_places: is_true(text_document("publishDiagnostics/relatedInformation"))
                || is_true(text_document("diagnostic/relatedInformation")),
            takes_related_documents: is_true(text_document("diagnostic/relatedDocumentSupport")),
            encoding: first_known(
                sent.pointer("/capabilities/general/positionEncodings"),
                encoding,
            ),
            hover: first_known(text_document("hover/contentFormat"), notation),
            completion: first_known(
                text_document("completion/completionItem/documentationFormat"),
                notation,
            ),
            snippets: is_true(text_document("completion/completionItem/snippetSupport")),
            versioned_edits: is_true(workspace("workspaceEdit/documentChanges")),
            definition_links: is_true(text_document("definition/linkSupport")),
            resolves_actions: is_true(text_document("codeAction/dataSupport"))
                && lists(
                    text_document("codeAction/resolveSupport/properties"),
                    "edit",
                ),
            applies_edits: is_true(workspace("applyEdit")),
            shows_documents: is_true(sent.pointer("/capabilities/window/showDocument/support")),
            creates_progress: is_true(sent.pointer("/capabilities/window/workDoneProgress")),
            watches_files: is_true(workspace("didChangeWatchedFiles/dynamicRegistration")),
            answers_settings: is_true(workspace("configuration")),
            registers_settings: is_true(workspace("didChangeConfiguration/dynamicRegistration")),
            folders: folders(sent),
            settings: sent
                .get("initializationOptions")
                .cloned()
                .unwrap_or(Value::Null),
        }
    }
}

/// Whether a client's list has `name`.
fn lists(list: Option<&Value>, name: &str) -> bool {
    let list = list.and_then(Value::as_array);
    list.is_some_and(|list| list.iter().any(|listed| listed == name))
}

/// The first of a client's preferences that means something to us.
fn first_known<T: Default>(preferences: Option<&Value>, known: fn(&str) -> Option<T>) -> T {
    let list = preferences.and_then(Value::as_array);
    let mut names = list.into_iter().flatten().filter_map(Value::as_str);
    names.find_map(known).unwrap_or_default()
}

fn encoding(name: &str) -> Option<PositionEncoding> {
    match name {
        "utf-8" => Some(PositionEncoding::Utf8),
        "utf-16" => Some(PositionEncoding::Utf16),
        "utf-32" => Some(PositionEncoding::Utf32),
        _ => None,
    }
}

fn notation(name: &str) -> Option<Notation> {
    match name {
        "markdown" => Some(Notation::Markdown),
        "plaintext" => Some(Notation::Plain),
        _ => None,
    }
}

/// The folders that are open: the list, else the one of clients that know only one.
fn folders(sent: &Value) -> Vec<PathBuf> {
    let listed = sent.get("workspaceFolders").and_then(Value::as_array);
    let named = listed.into_iter().flatten();
    let named = named.filter_map(|folder| folder.get("uri")?.as_str());
    let mut folders = uri::files(named);
    if folders.is_empty() {
        folders = uri::files(sent.get("rootUri").and_then(Value::as_str));
    }
    if folders.is_empty() {
        let path = sent.get("rootPath").and_then(Value::as_str);
        folders.extend(path.map(PathBuf::from).filter(|path| path.is_absolute()));
    }
    folders
}

/// What we announce to `client`.
pub(super) fn server(client: &Client) -> lsp::InitializeResult {
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
        will_save_wait_until: Some(true),
        save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
        ..Default::default()
    };
    let actions = lsp::CodeActionOptions {
        code_action_kinds: Some(vec![lsp::CodeActionKind::QUICKFIX, FIX_ALL]),
        resolve_provider: client.resolves_actions.then_some(true),
        ..Default::default()
    };
    let diagnostics = (client.channel == Channel::Pull).then(|| lsp::DiagnosticOptions {
        identifier: None,
        inter_file_dependencies: false,
        // That is how faults of files that are not open reach such a client.
        workspace_diagnostics: !client.takes_related_documents,
        ..Default::default()
    });
    let folders = lsp::WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(lsp::OneOf::Left(true)),
    };
    lsp::InitializeResult {
        capabilities: lsp::ServerCapabilities {
            position_encoding: Some(match client.encoding {
                PositionEncoding::Utf8 => lsp::PositionEncodingKind::UTF8,
                PositionEncoding::Utf16 => lsp::PositionEncodingKind::UTF16,
                PositionEncoding::Utf32 => lsp::PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(sync.into()),
            hover_provider: Some(true.into()),
            code_action_provider: Some(actions.into()),
            diagnostic_provider: diagnostics.map(lsp::DiagnosticServerCapabilities::Options),
            completion_provider: Some(lsp::CompletionOptions {
                trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
                ..lsp::CompletionOptions::default()
            }),
            execute_command_provider: Some(lsp::ExecuteCommandOptions {
                commands: commands::NAMES.map(str::to_owned).to_vec(),
                work_done_progress_options: lsp::WorkDoneProgressOptions {
                    work_done_progress: Some(true),
                },
            }),
            document_link_provider: Some(lsp::DocumentLinkOptions {
                resolve_provider: None,
                work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
            }),
            definition_provider: Some(lsp::OneOf::Left(true)),
            references_provider: Some(lsp::OneOf::Left(true)),
            document_highlight_provider: Some(lsp::OneOf::Left(true)),
            workspace: Some(lsp::WorkspaceServerCapabilities {
                workspace_folders: Some(folders),
                file_operations: Some(file_operations()),
            }),
            ..Default::default()
        },
        server_info: Some(lsp::ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
    }
}

/// Files and folders of which we want to know that they were renamed or deleted.
fn file_operations() -> lsp::WorkspaceFileOperationsServerCapabilities {
    let all = lsp::FileOperationRegistrationOptions {
        filters: vec![lsp::FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: lsp::FileOperationPattern {
                glob: "**/*".to_owned(),
                ..Default::default()
            },
        }],
    };
    lsp::WorkspaceFileOperationsServerCapabilities {
        did_rename: Some(all.clone()),
        did_delete: Some(all),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn preferences_are_taken_in_the_clients_order() {
        let cases = [
            (json!(null), PositionEncoding::Utf16, Notation::Plain),
            (json!([]), PositionEncoding::Utf16, Notation::Plain),
            (
                json!(["utf-8", "utf-16"]),
                PositionEncoding::Utf8,
                Notation::Plain,
            ),
            (
                json!(["utf-32", "utf-8", "plaintext", "markdown"]),
                PositionEncoding::Utf32,
                Notation::Plain,
            ),
            (
                json!(["utf-7", 3, "utf-16", "html", "markdown"]),
                PositionEncoding::Utf16,
                Notation::Markdown,
            ),
            (json!("utf-8"), PositionEncoding::Utf16, Notation::Plain),
        ];
        for (list, encoding, hover) in cases {
            let client = Client::read(&json!({"capabilities": {
                "general": {"positionEncodings": list},
                "textDocument": {"hover": {"contentFormat": list}},
            }}));
            assert_eq!((client.encoding, client.hover), (encoding, hover), "{list}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn folders_come_from_the_newest_field_that_names_one() {
        let cases = [
            (json!({}), vec![]),
            (json!({"rootPath": "/a"}), vec!["/a"]),
            (json!({"rootPath": "a"}), vec![]),
            (
                json!({"rootUri": "file:///b", "rootPath": "/a"}),
                vec!["/b"],
            ),
            (
                json!({"workspaceFolders": null, "rootUri": "file:///b"}),
                vec!["/b"],
            ),
            (
                json!({"workspaceFolders": [{"uri": "file:///c"}, {"uri": "file:///d"}], "rootUri": "file:///c"}),
                vec!["/c", "/d"],
            ),
            (
                json!({"workspaceFolders": [{"uri": 3}, 4], "rootUri": 5, "rootPath": 6}),
                vec![],
            ),
        ];
        for (sent, expected) in cases {
            let expected: Vec<PathBuf> = expected.into_iter().map(PathBuf::from).collect();
            assert_eq!(Client::read(&sent).folders, expected, "{sent}");
        }
    }

    #[test]
    fn nothing_in_the_handshake_is_refused() {
        for sent in [
            json!(null),
            json!([]),
            json!("x"),
            json!({"capabilities": [1]}),
            json!({"capabilities": {"workspace": true}}),
        ] {
            assert_eq!(
                Client {
                    settings: Value::Null,
                    ..Client::read(&sent)
                },
                Client::default(),
                "{sent}"
            );
        }
    }
}
