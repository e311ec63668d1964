//! What the commands on documents have in common: documents are read with what applies to
//! them and worked on side by side, and what came of it is told in one order whatever
//! thread did what.
//!
//! It must not know what is done with a document.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::Outcome;
use super::args::DocumentArgs;
use super::console::Console;
use super::documents::{self, Document, shown};
use super::faults::Faults;
use super::guard::guarded;
use super::read;
use crate::check::{self, Diagnostic};
use crate::config::documents::Trouble;
use crate::config::records::Cover;
use crate::config::{Configuration, Loader, LoaderOptions};
use crate::markup::Format;
use crate::rules::RuleSet;
use crate::text::encoding::Decoded;

/// How many documents are worked on before they are reported: enough to keep every core
/// busy, few enough that a tree of any size fits into memory.
const BATCH: usize = 256;

/// A document that was read, and what applies to it.
pub(super) struct Opened<'a> {
    pub(super) document: &'a Document,
    /// Its path as reports write it.
    pub(super) path: &'a str,
    /// Its text, and how it is stored.
    pub(super) decoded: &'a Decoded,
    pub(super) rules: &'a RuleSet,
    pub(super) configuration: &'a Arc<Configuration>,
}

impl Opened<'_> {
    /// Everything that its rules find in `text`, which it says or might say.
    pub(super) fn find(&self, text: &str) -> Vec<Diagnostic> {
        check::check(text, self.document.format(), self.rules)
    }

    /// What covers each of `findings`, which are all in `text`.
    pub(super) fn covers(&self, text: &str, findings: &[Diagnostic]) -> Vec<Option<Cover>> {
        let Some(path) = self.document.path() else {
            return vec![None; findings.len()];
        };
        let records = self.configuration.records();
        records.covering(path, (text, self.document.format()), self.rules, findings)
    }

    /// What is found in `text` and not ignored on record.
    pub(super) fn check(&self, text: &str) -> Vec<Diagnostic> {
        let mut findings = self.find(text);
        let mut covers = self.covers(text, &findings).into_iter();
        findings.retain(|_| covers.next().flatten().is_none());
        findings
    }

    /// Whether any of `diagnostics` reaches the failing level.
    pub(super) fn outcome(&self, diagnostics: &[Diagnostic]) -> Outcome {
        let fails = |found: &Diagnostic| self.configuration.fail_on.fails(found.severity);
        if diagnostics.iter().any(fails) {
            Outcome::Findings
        } else {
            Outcome::Clean
        }
    }
}

/// What reads the configurations of the documents that `args` name; with the baseline, if it
/// is wanted.
///
/// Never dropped: the process ends soon, and the system takes back a large glossary faster
/// than piece by piece.
pub(super) fn loader(args: &DocumentArgs, baseline: bool) -> ManuallyDrop<Loader> {
    ManuallyDrop::new(Loader::new(LoaderOptions {
        fail_on: args.fail_on,
        baseline,
        ..args.config.loader_options()
    }))
}

/// Does `work` on every document that `args` name, and has `tell` say what came of each,
/// in their order.
///
/// Says itself what is wrong with paths, files and configurations.
pub(super) fn run<T: Send>(
    args: &DocumentArgs,
    loader: &Loader,
    console: &mut Console,
    work: impl Fn(&Opened<'_>) -> T + Sync,
    mut tell: impl FnMut(T, &mut Console) -> Outcome,
) -> Outcome {
    let paths = match paths(args) {
        Ok(paths) => paths,
        Err(message) => {
            console.error(message);
            return Outcome::Failed;
        }
    };
    let documents = documents::find(&paths, args.stdin_path.as_deref());
    let mut outcome = Outcome::Clean;
    for trouble in &documents.troubles {
        console.error(trouble);
        outcome = Outcome::Failed;
    }
    let mut faults = Faults::default();
    for batch in documents.list.chunks(BATCH) {
        let results: Vec<Result<_, _>> = batch
            .par_iter()
            .filter_map(|document| work_on(document, loader, &work).transpose())
            .collect();
        for result in results {
            let told = match result {
                Ok((configuration, done)) => {
                    let read = faults.say(&configuration, console);
                    read.max(tell(done, console))
                }
                Err(trouble) => {
                    console.error(&trouble);
                    Outcome::Failed
                }
            };
            outcome = outcome.max(told);
        }
        if !console.is_open() {
            break;
        }
    }
    for folder in &documents.empty {
        let configuration = loader.for_folder(folder);
        outcome = outcome.max(faults.say(&configuration, console));
        console.say(&nothing_found(folder));
    }
    outcome
}

/// Reads a document and does `work` on it; `None` if it is passed over, an error says why
/// nothing could be done.
fn work_on<T>(
    document: &Document,
    loader: &Loader,
    work: impl Fn(&Opened<'_>) -> T,
) -> Result<Option<(Arc<Configuration>, T)>, String> {
    let path = document.shown();
    let decoded = match read::read(document) {
        Ok(decoded) => decoded,
        // Somebody's picture with a strange suffix, which nobody asked to check.
        Err(Trouble::Binary) if !document.named => return Ok(None),
        Err(trouble) => return Err(trouble.message(&path)),
    };
    let done = guarded(|| {
        let configuration = match document.path() {
            Some(path) => loader.for_document(path),
            None => loader.for_folder(Path::new(".")),
        };
        let rules = configuration.rules_for(document.path().unwrap_or(Path::new("-")));
        let done = work(&Opened {
            document,
            path: &path,
            decoded: &decoded,
            rules: &rules,
            configuration: &configuration,
        });
        (configuration, done)
    });
    done.map(Some).map_err(|fault| {
        format!("‘{path}’ is not checked: a fault inside housestyle ({fault}); please report it")
    })
}

/// The paths of the documents.
fn paths(args: &DocumentArgs) -> Result<Vec<PathBuf>, &'static str> {
    match (args.paths.as_slice(), &args.stdin_path) {
        // Who names standard input wants it read.
        ([], Some(_)) => Ok(vec![PathBuf::from("-")]),
        ([], None) => Ok(vec![PathBuf::from(".")]),
        (paths, Some(_)) if !paths.iter().any(|path| path.as_os_str() == "-") => {
            Err("--stdin-path names standard input, which is not checked; add ‘-’ to check it")
        }
        (paths, _) => Ok(paths.to_vec()),
    }
}

fn nothing_found(folder: &Path) -> String {
    let suffixes: Vec<String> = Format::suffixes()
        .map(|suffix| format!(".{suffix}"))
        .collect();
    format!(
        "nothing to check in ‘{}’: no file there ends in {}",
        shown(folder),
        suffixes.join(", ")
    )
}

/// "1 file", "2 files".
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
