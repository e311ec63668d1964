//! The handlers of the protocol: each decodes, lets the session do it, and encodes.
//!
//! No handler awaits the client: a client that waits for us meanwhile would hang both.
//! What the client has to be asked is asked in a task of its own.

use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::{Client, LanguageServer, ls_types as lsp};

use super::capabilities::{self, Channel};
use super::code_action;
use super::commands::Command;
use super::hover;
use super::session::Session;
use super::settings::SECTION;

/// Files that may be a configuration, a style or a dictionary.
const RULE_FILES: &str = "**/*.{toml,csv,tsv,aff,dic}";

/// One connection's handlers.
#[derive(Debug)]
pub(super) struct Backend {
    client: Client,
    session: Arc<Session>,
}

impl Backend {
    pub(super) fn new(client: Client, session: Arc<Session>) -> Self {
        session.pulls.attach(client.clone());
        Self { client, session }
    }

    /// Asks the client to tell about changed files and settings.
    fn register(&self) {
        let known = self.session.state().client.clone();
        let registration = |method: &str, options| lsp::Registration {
            id: format!("{SECTION}:{method}"),
            method: method.to_owned(),
            register_options: Some(options),
        };
        let mut registrations = Vec::new();
        if known.watches_files {
            let options = json!({"watchers": [{"globPattern": RULE_FILES}]});
            registrations.push(registration("workspace/didChangeWatchedFiles", options));
        }
        if known.registers_settings {
            let options = json!({"section": SECTION});
            registrations.push(registration("workspace/didChangeConfiguration", options));
        }
        if registrations.is_empty() {
            return;
        }
        let (client, session) = (self.client.clone(), Arc::clone(&self.session));
        tokio::spawn(async move {
            if client.register_capability(registrations).await.is_err() {
                // Then we look ourselves, as for a client that never could.
                session.state().client.watches_files = false;
                session.log(
                    lsp::MessageType::WARNING,
                    "the client does not watch files for the server",
                );
            }
        });
    }

    /// Refuses what was announced only to clients that ask for diagnostics.
    fn pulling_only(&self) -> Result<()> {
        match self.session.state().client.channel {
            Channel::Pull => Ok(()),
            Channel::Push => Err(Error::method_not_found()),
        }
    }

    /// Asks the client for its settings.
    fn pull_settings(&self) {
        if !self.session.state().client.answers_settings {
            return;
        }
        let (client, session) = (self.client.clone(), Arc::clone(&self.session));
        tokio::spawn(async move {
            let item = lsp::ConfigurationItem {
                scope_uri: None,
                section: Some(SECTION.to_owned()),
            };
            let answer = client.configuration(vec![item]).await.unwrap_or_default();
            for settings in answer {
                session.change_settings(&settings);
            }
        });
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let sent = params.initialization_options.unwrap_or_default();
        let client = capabilities::Client::read(&sent);
        let announced = capabilities::server(&client);
        self.session.begin(client);
        Ok(announced)
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.session.outbox.open();
        self.register();
        if self.session.state().client.settings.is_null() {
            self.pull_settings();
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.session.settle().await;
        self.session.end();
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        self.session.open(&params.text_document);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        // Nothing may be awaited before the edit is stored: handlers run concurrently,
        // and a later edit would overtake this one.
        self.session.change(params);
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.session.close(&params.text_document.uri);
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        self.session.save(&params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        if !self.session.change_settings(&params.settings) {
            self.pull_settings();
        }
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        self.session.change_folders(&params.event);
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        self.session.change_files(&params.changes);
    }

    async fn diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReportResult> {
        self.pulling_only()?;
        let (uri, previous) = (params.text_document.uri, params.previous_result_id);
        Ok(self.session.report(&uri, previous).await.into())
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        self.pulling_only()?;
        let report = self.session.workspace_report(params.previous_result_ids);
        Ok(report.await.into())
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let place = params.text_document_position_params;
        let Some(checked) = self.session.current(&place.text_document.uri).await else {
            return Ok(None);
        };
        let client = self.session.state().client.clone();
        Ok(hover::at(
            &checked,
            place.position,
            client.encoding,
            client.hover,
        ))
    }

    async fn goto_definition(
        &self,
        params: lsp::GotoDefinitionParams,
    ) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        Ok(self.session.definition(&place).await)
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        let place = params.text_document_position;
        let with_declaration = params.context.include_declaration;
        Ok(self.session.references(&place, with_declaration).await)
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        let place = params.text_document_position_params;
        Ok(self.session.highlights(&place).await)
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        let command = Command::read(&params.command, params.arguments)?;
        self.session.execute(command, &self.client).await?;
        Ok(None)
    }

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let style = code_action::Style::of(&self.session.state().client);
        self.session.resolved(action, style).await
    }

    async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<lsp::CodeActionResponse>> {
        let Some(checked) = self.session.current(&params.text_document.uri).await else {
            return Ok(None);
        };
        let client = self.session.state().client.clone();
        let style = code_action::Style::of(&client);
        let (range, only) = (params.range, params.context.only);
        let engine = self.session.engine.clone();
        // To fix everything is to check again and again.
        let actions = tokio::task::spawn_blocking(move || {
            code_action::in_range(&checked, &engine, range, only.as_deref(), style)
        });
        match actions.await {
            Ok(actions) => Ok(Some(actions)),
            Err(_) => Err(Error::internal_error()),
        }
    }
}
