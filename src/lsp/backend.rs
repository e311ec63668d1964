//! The handlers of the protocol: each decodes, lets the session do it, and encodes.
//!
//! No handler awaits the client: a client that waits for us meanwhile would hang both.
//! What the client has to be asked is asked in a task of its own.

use std::future::{Ready, ready};
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::{Client, LanguageServer, ls_types as lsp};

use super::capabilities::{self, Channel};
use super::code_action;
use super::commands::{Command, argument};
use super::hover;
use super::progress::Progress;
use super::rule_files;
use super::session::Session;
use super::settings::SECTION;
use super::{uri, workspace_check};
use crate::markup::Format;

/// Files that may be a configuration, a style or a dictionary.
const RULE_FILES: &str = "**/*.{toml,csv,tsv,aff,dic,txt}";

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

    /// Asks the client for its settings, those of each folder too if there are several.
    fn pull_settings(&self) {
        let known = self.session.state().client.clone();
        if !known.answers_settings {
            return;
        }
        let (client, session) = (self.client.clone(), Arc::clone(&self.session));
        tokio::spawn(async move {
            let folders = if known.folders.len() > 1 {
                known.folders
            } else {
                Vec::new()
            };
            let item = |scope_uri| lsp::ConfigurationItem {
                scope_uri,
                section: Some(SECTION.to_owned()),
            };
            let of_folders = folders.iter().map(|folder| item(uri::of_file(folder)));
            let items = std::iter::once(item(None)).chain(of_folders).collect();
            let answer = client.configuration(items).await.unwrap_or_default();
            let mut answers = answer.iter();
            if let Some(general) = answers.next() {
                session.change_settings(general);
            }
            for (folder, settings) in folders.iter().zip(answers) {
                session.change_settings_of(folder, settings);
            }
        });
    }

    /// Whether folders may have settings of their own that were not sent.
    fn has_several_folders(&self) -> bool {
        self.session.state().client.folders.len() > 1
    }

    /// Checks the whole workspace, and shows how far it has come.
    async fn check_workspace(&self, sent: Option<lsp::ProgressToken>) -> Value {
        self.watch_documents();
        let creates = self.session.state().client.creates_progress;
        let made = || {
            let number = self.session.state().tick();
            creates.then(|| lsp::ProgressToken::String(format!("{SECTION}:{number}")))
        };
        let is_new = sent.is_none();
        let token = sent.or_else(made);
        let title = "Checking the workspace";
        let progress = Progress::new(Arc::clone(&self.session), title, token.clone());
        match token.clone().filter(|_| is_new) {
            Some(token) => {
                // Nothing waits for the client.
                let (client, begin) = (self.client.clone(), progress.beginner());
                tokio::spawn(async move {
                    if client.create_work_done_progress(token).await.is_ok() {
                        begin();
                    }
                });
            }
            None => progress.begin(),
        }
        let checked = self.session.check_workspace(token, &progress).await;
        checked.to_json()
    }

    /// Asks the client, once, to tell about documents that are changed or deleted elsewhere.
    fn watch_documents(&self) {
        if !self.session.state().client.watches_files || self.session.watches_documents() {
            return;
        }
        let suffixes: Vec<&str> = Format::suffixes().collect();
        let pattern = format!("**/*.{{{}}}", suffixes.join(","));
        // Changed (2) or deleted (4).
        let options = json!({"watchers": [{"globPattern": pattern, "kind": 6}]});
        let registration = lsp::Registration {
            id: format!("{SECTION}:documents"),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(options),
        };
        let client = self.client.clone();
        tokio::spawn(async move {
            // A client that refuses shows what was found until the next check.
            let _ = client.register_capability(vec![registration]).await;
        });
    }

    /// The client's user no longer wants to wait.
    #[expect(clippy::needless_pass_by_value, reason = "the framework calls it so")]
    pub(super) fn cancel_progress(&self, params: lsp::WorkDoneProgressCancelParams) -> Ready<()> {
        self.session.workspace_check.cancel(&params.token);
        ready(())
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let sent = params.initialization_options.unwrap_or_default();
        let client = capabilities::Client::read(&sent);
        let announced = capabilities::server(&client);
        self.session.begin(client);
        self.session.read_ahead();
        Ok(announced)
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.session.outbox.open();
        self.register();
        if self.session.state().client.settings.is_null() || self.has_several_folders() {
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
        if !self.session.change_settings(&params.settings) || self.has_several_folders() {
            self.pull_settings();
        }
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        self.session.change_folders(&params.event);
        if self.has_several_folders() {
            self.pull_settings();
        }
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
        if let Some(hover) = self.session.rule_file_hover(&place).await {
            return Ok(Some(hover));
        }
        let Some(checked) = self.session.current(&place.text_document.uri).await else {
            return Ok(None);
        };
        let client = self.session.state().client.clone();
        let found = hover::at(&checked, place.position, client.encoding, client.hover);
        match found {
            Some(found) => Ok(Some(found)),
            None => Ok(self.session.why_silent(&place).await),
        }
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        self.session.rename_files(&params.files);
    }

    async fn did_delete_files(&self, params: lsp::DeleteFilesParams) {
        self.session.delete_files(&params.files);
    }

    async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        if params.command == workspace_check::COMMAND {
            if !params.arguments.is_empty() {
                let message = format!("‘{}’ takes no arguments", workspace_check::COMMAND);
                return Err(Error::invalid_params(message));
            }
            let token = params.work_done_progress_params.work_done_token;
            return Ok(Some(self.check_workspace(token).await));
        }
        if params.command == rule_files::TRY_RULE {
            let asked = argument(&params.command, params.arguments)?;
            return self.session.try_on_workspace(&asked).await.map(Some);
        }
        let command = Command::read(&params.command, params.arguments)?;
        self.session.execute(command, &self.client).await?;
        Ok(None)
    }

    async fn completion(
        &self,
        params: lsp::CompletionParams,
    ) -> Result<Option<lsp::CompletionResponse>> {
        let place = params.text_document_position;
        let list = match self.session.rule_file_completions(&place).await {
            Some(list) => Some(list),
            None => self.session.completions(&place).await,
        };
        Ok(list.map(lsp::CompletionResponse::List))
    }

    async fn will_save_wait_until(
        &self,
        params: lsp::WillSaveTextDocumentParams,
    ) -> Result<Option<Vec<lsp::TextEdit>>> {
        Ok(self.session.fixes_on_save(&params.text_document.uri).await)
    }

    async fn goto_definition(
        &self,
        params: lsp::GotoDefinitionParams,
    ) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        if let Some(location) = self.session.rule_file_definition(&place).await {
            return Ok(Some(lsp::GotoDefinitionResponse::Scalar(location)));
        }
        Ok(self.session.definition(&place).await)
    }

    async fn document_link(
        &self,
        params: lsp::DocumentLinkParams,
    ) -> Result<Option<Vec<lsp::DocumentLink>>> {
        Ok(self
            .session
            .rule_file_links(&params.text_document.uri)
            .await)
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

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let style = code_action::Style::of(&self.session.state().client);
        self.session.resolved(action, style).await
    }

    async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<lsp::CodeActionResponse>> {
        if let Some(actions) = self.session.rule_file_actions(&params).await {
            return Ok(Some(actions));
        }
        let Some(checked) = self.session.current(&params.text_document.uri).await else {
            return Ok(None);
        };
        let client = self.session.state().client.clone();
        let style = code_action::Style::of(&client);
        let (range, only) = (params.range, params.context.only);
        // Menus that open unasked, at every step of the caret, need no suggestions.
        let opened = params.context.trigger_kind != Some(lsp::CodeActionTriggerKind::AUTOMATIC);
        let fixes = code_action::wants(only.as_deref(), &lsp::CodeActionKind::QUICKFIX);
        let mut offered = if opened && fixes.unwrap_or(true) {
            self.session.suggestions(&checked, range, style).await
        } else {
            Vec::new()
        };
        let engine = self.session.engine.clone();
        if code_action::is_quick(&checked, only.as_deref(), style) {
            let actions = code_action::in_range(&checked, &engine, range, only.as_deref(), style);
            offered.extend(actions);
            return Ok(Some(offered));
        }
        let actions = tokio::task::spawn_blocking(move || {
            code_action::in_range(&checked, &engine, range, only.as_deref(), style)
        });
        match actions.await {
            Ok(actions) => {
                offered.extend(actions);
                Ok(Some(offered))
            }
            Err(_) => Err(Error::internal_error()),
        }
    }
}
