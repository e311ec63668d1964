//! The commands that clients send back when a user chooses an action: they write files of
//! rules and records, or show one.
//!
//! That which checks the workspace is in [`super::workspace_check`]. Whatever is wrong with one is the answer to it. What is decided is in [`super::decisions`],
//! how files are written in [`super::writes`].

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::{Client, ls_types as lsp};

use super::document::Checked;
use super::from_proto;
use super::navigation::{self, Targets};
use super::rule_files;
use super::session::Session;
use super::uri::Location;
use super::workspace_check;
use crate::check::record::{self, Record};
use crate::config::edits::{self, WordsPlace};
use crate::config::{FILE_NAME, RecordKind, records};

/// Puts a finding on record in `ignored.tsv`: `{uri, rule, range, reason?}`.
pub(super) const IGNORE: &str = "housestyle.ignore";

/// Switches a rule off in `housestyle.toml`: `{uri, rule}`.
pub(super) const SWITCH_OFF: &str = "housestyle.switchOffRule";

/// Adds an admitted term to a style: `{uri, term}`.
pub(super) const ACCEPT_TERM: &str = "housestyle.acceptTerm";

/// Adds a word to those that a rule about spelling takes for right: `{uri, rule, word}`.
pub(super) const ADD_WORD: &str = "housestyle.addWord";

/// Shows where a rule is defined: `{uri, rule, entry?}`.
pub(super) const OPEN_RULE: &str = "housestyle.openRule";

/// All of them, as they are announced.
pub(super) const NAMES: [&str; 7] = [
    IGNORE,
    SWITCH_OFF,
    ACCEPT_TERM,
    ADD_WORD,
    OPEN_RULE,
    rule_files::TRY_RULE,
    workspace_check::COMMAND,
];

/// The request was right, and could not be carried out.
const REQUEST_FAILED: i64 = -32803;

/// So many characters of a name are repeated in an error.
const MOST_OF_A_NAME: usize = 100;

/// A command with its arguments. `uri` is that of an open document.
#[derive(Debug)]
pub(super) enum Command {
    Ignore(Finding),
    SwitchOff(RuleOf),
    AcceptTerm(TermFor),
    AddWord(WordFor),
    OpenRule(RuleOf),
}

#[derive(Debug, Deserialize)]
pub(super) struct Finding {
    uri: lsp::Uri,
    rule: String,
    range: lsp::Range,
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct RuleOf {
    uri: lsp::Uri,
    rule: String,
    entry: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TermFor {
    uri: lsp::Uri,
    term: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct WordFor {
    uri: lsp::Uri,
    rule: String,
    word: String,
}

impl Command {
    /// Reads what a client sent.
    pub(super) fn read(name: &str, arguments: Vec<Value>) -> Result<Self> {
        Ok(match name {
            IGNORE => Self::Ignore(argument(name, arguments)?),
            SWITCH_OFF => Self::SwitchOff(argument(name, arguments)?),
            ACCEPT_TERM => Self::AcceptTerm(argument(name, arguments)?),
            ADD_WORD => Self::AddWord(argument(name, arguments)?),
            OPEN_RULE => Self::OpenRule(argument(name, arguments)?),
            _ => {
                let known = NAMES.join("’, ‘");
                return Err(error(
                    ErrorCode::InvalidParams,
                    format!("there is no command {}; there are ‘{known}’", quoted(name)),
                ));
            }
        })
    }

    const fn uri(&self) -> &lsp::Uri {
        match self {
            Self::Ignore(Finding { uri, .. })
            | Self::SwitchOff(RuleOf { uri, .. })
            | Self::AcceptTerm(TermFor { uri, .. })
            | Self::AddWord(WordFor { uri, .. })
            | Self::OpenRule(RuleOf { uri, .. }) => uri,
        }
    }
}

/// What a client named, in quotes; not all of what is no name at all.
fn quoted(name: &str) -> String {
    let mut short: String = name.chars().take(MOST_OF_A_NAME).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    format!("‘{short}’")
}

pub(super) fn argument<T: DeserializeOwned>(name: &str, mut arguments: Vec<Value>) -> Result<T> {
    let only = arguments.pop().filter(|_| arguments.is_empty());
    only.and_then(|argument| serde_json::from_value(argument).ok())
        .ok_or_else(|| {
            let message = format!("‘{name}’ takes one object, as in the action that offers it");
            error(ErrorCode::InvalidParams, message)
        })
}

fn error(code: ErrorCode, message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error {
        code,
        message: message.into(),
        data: None,
    }
}

fn failed(message: String) -> Error {
    error(ErrorCode::ServerError(REQUEST_FAILED), message)
}

fn stale() -> Error {
    let message = "there is no such finding any more; the text has changed";
    error(ErrorCode::ContentModified, message)
}

impl Session {
    /// Carries out a command.
    pub(super) async fn execute(self: &Arc<Self>, command: Command, client: &Client) -> Result<()> {
        let Some(checked) = self.current(command.uri()).await else {
            let message = "the document of the command is not open, or is not checked";
            return Err(error(ErrorCode::InvalidParams, message));
        };
        let (session, client) = (Arc::clone(self), client.clone());
        let work = move || match command {
            Command::Ignore(finding) => session.ignore(&finding, &checked, &client),
            Command::SwitchOff(rule) => session.switch_off(&rule.rule, &checked, &client),
            Command::AcceptTerm(term) => session.accept(&term.term, &checked, &client),
            Command::AddWord(word) => session.add_word(&word, &checked, &client),
            Command::OpenRule(rule) => session.open_rule(&rule, &checked, &client),
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    fn ignore(
        self: &Arc<Self>,
        finding: &Finding,
        checked: &Checked,
        client: &Client,
    ) -> Result<()> {
        if !matches!(Location::of(checked.uri.as_str()), Location::File(_)) {
            return Err(failed(
                "a document has to be saved before its findings can be put on record".to_owned(),
            ));
        }
        let encoding = self.state().client.encoding;
        let span = from_proto::span(finding.range, &checked.snapshot, encoding);
        let text = checked.snapshot.text();
        // Which of several it is counts those on record as well.
        let found = self
            .engine
            .check_text(&text, checked.format, &checked.rules);
        let fingerprints = record::fingerprints(&text, checked.format, &checked.rules, &found);
        let mut all = found.iter().zip(&fingerprints);
        let is_meant =
            |found: &crate::check::Diagnostic| found.rule == finding.rule && found.span == span;
        let (found, fingerprint) = all.find(|(found, _)| is_meant(found)).ok_or_else(stale)?;
        let records = checked.configuration.records();
        let path = records.path_of(&checked.path);
        let record = Record::of(&path, found, fingerprint, finding.reason.trim());
        let file = records.of(RecordKind::Ignored).path();
        let change = |text: Option<&str>| records::with_record(text, RecordKind::Ignored, &record);
        let is_new = self.write(client, file, change).map_err(failed)?;
        if is_new && records.tell_git().is_err() {
            self.log(
                lsp::MessageType::WARNING,
                "‘.gitattributes’ beside the records cannot be written, so git may not merge them",
            );
        }
        Ok(())
    }

    fn switch_off(self: &Arc<Self>, rule: &str, checked: &Checked, client: &Client) -> Result<()> {
        if checked.rules.get(rule).is_none() {
            return Err(error(
                ErrorCode::InvalidParams,
                format!("there is no rule {} here", quoted(rule)),
            ));
        }
        let file = checked.configuration.path.clone();
        let file = file.unwrap_or_else(|| self.root_of(checked).join(FILE_NAME));
        let change = |text: Option<&str>| match text {
            Some(text) => edits::with_rule_off(text, rule),
            None => Ok(edits::new_configuration(rule)),
        };
        self.write(client, &file, change).map_err(failed)?;
        Ok(())
    }

    /// The folder where a new configuration for a document belongs.
    fn root_of(&self, checked: &Checked) -> PathBuf {
        let state = self.state();
        let folders = state.client.folders.iter();
        let around = folders.filter(|folder| checked.path.starts_with(folder));
        let innermost = around.max_by_key(|folder| folder.components().count());
        innermost.map_or_else(
            || checked.configuration.records().root().to_owned(),
            Clone::clone,
        )
    }

    fn accept(self: &Arc<Self>, term: &str, checked: &Checked, client: &Client) -> Result<()> {
        let term = term.trim();
        if term.is_empty() || term.chars().any(char::is_control) {
            return Err(error(
                ErrorCode::InvalidParams,
                "a term is some words on one line",
            ));
        }
        let Some(file) = edits::file_for_terms(&checked.configuration) else {
            return Err(failed("the configuration has no style of its own that could have terms; write one and name it in ‘styles’".to_owned()));
        };
        let change = |text: Option<&str>| {
            let text = text.ok_or("it does not exist any more")?;
            edits::with_admitted_term(&file, text, term)
        };
        self.write(client, &file, change).map_err(failed)?;
        Ok(())
    }

    fn add_word(
        self: &Arc<Self>,
        named: &WordFor,
        checked: &Checked,
        client: &Client,
    ) -> Result<()> {
        let is_no_word = |c: char| c.is_whitespace() || c.is_control() || c == '#';
        if named.word.is_empty() || named.word.contains(is_no_word) {
            return Err(error(
                ErrorCode::InvalidParams,
                "what is added is one word, without white space and without ‘#’",
            ));
        }
        let rule = checked.rules.get(&named.rule);
        let place = rule.and_then(|rule| WordsPlace::of(rule, &checked.configuration));
        let Some(place) = place else {
            let rule = quoted(&named.rule);
            return Err(error(
                ErrorCode::InvalidParams,
                format!("there is no rule {rule} here that words can be added to"),
            ));
        };
        let change = |text: Option<&str>| place.with_word(text, &named.word);
        self.write(client, place.file(), change).map_err(failed)?;
        Ok(())
    }

    fn open_rule(&self, named: &RuleOf, checked: &Checked, client: &Client) -> Result<()> {
        let encoding = self.state().client.encoding;
        let place = navigation::rule_place(&checked.rules, &named.rule, named.entry);
        let mut targets = Targets::new(&checked.configuration.sources, encoding);
        let Some(target) = place.and_then(|place| targets.of(place)) else {
            return Err(failed(format!(
                "the rule {} stands in no file",
                quoted(&named.rule)
            )));
        };
        let params = lsp::ShowDocumentParams {
            uri: target.uri,
            external: Some(false),
            take_focus: Some(true),
            selection: Some(target.range),
        };
        let client = client.clone();
        tokio::spawn(async move {
            // Whether the user sees it is the client's business.
            let _ = client.show_document(params).await;
        });
        Ok(())
    }
}
