//! A rule is tried on the workspace before it is used, because somebody asked.
//!
//! One file after the other, each as a step that begins only when no open document waits to be
//! checked: whoever types meanwhile notices nothing. There are a limit of files and one of time,
//! and whoever asks about another rule ends it. What was found is kept until something changes.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::select;
use tokio::sync::watch;
use tower_lsp::ls_types as lsp;

use super::Part;
use crate::check::trial::{Trial, Tried};
use crate::config::{Configuration, Loader, documents};
use crate::lsp::document::Role;
use crate::lsp::progress::Cancellation;
use crate::lsp::session::Session;
use crate::lsp::to_proto;
use crate::lsp::uri::{self, DocumentKey};
use crate::markup::Format;
use crate::rules::Rule;
use crate::rules::value::Sources;
use crate::text::position::{LineIndex, PositionEncoding};
use crate::text::{Buffer, Snapshot, Span};

/// So many documents are looked at.
const MOST_FILES: usize = 2_000;

/// So many files and folders are gone through in search of documents.
const MOST_ENTRIES: usize = 200_000;

/// So long it goes on.
const LONGEST: Duration = Duration::from_secs(20);

/// So many places are shown.
const MAX_SAMPLES: usize = 5;

/// So many characters of a line are shown before and behind a find.
const AROUND: usize = 40;

/// The results of so many rules are kept.
const MAX_KEPT: usize = 20;

/// What is known of trials.
#[derive(Debug, Default)]
pub(in crate::lsp) struct Trials {
    known: Mutex<Vec<(Key, Arc<Running>)>>,
    /// Changes whenever a document may have.
    epoch: AtomicU64,
}

/// What the result of a trial depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    rule: String,
    /// The rule and its surroundings as written.
    written: String,
    epoch: u64,
}

/// A trial that runs, or has ended.
#[derive(Debug)]
pub(super) struct Running {
    cancellation: Cancellation,
    tally: Mutex<Tally>,
    ended: watch::Sender<bool>,
}

/// What was found so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Tally {
    /// Documents that were looked at.
    pub(super) checked: usize,
    /// Documents that there are, as far as that is known.
    pub(super) all: usize,
    /// Whether there are more than those.
    pub(super) is_cut: bool,
    /// Documents with findings.
    pub(super) files: usize,
    /// Findings.
    pub(super) hits: usize,
    /// Findings in quotations.
    pub(super) hits_in_quotations: usize,
    /// What is left alone in quotations.
    pub(super) quoted: usize,
    /// What is left alone by exceptions and terms.
    pub(super) shielded: usize,
    /// The first places.
    pub(super) samples: Vec<Sample>,
}

/// A place where the rule finds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sample {
    pub(super) uri: lsp::Uri,
    pub(super) range: lsp::Range,
    /// The path from the folder of the workspace, and the line from 1.
    pub(super) place: String,
    /// What stands before it on its line, it, and what stands behind.
    pub(super) text: [String; 3],
}

impl Trials {
    fn known(&self) -> MutexGuard<'_, Vec<(Key, Arc<Running>)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What documents say may have changed.
    pub(in crate::lsp) fn outdate(&self) {
        self.epoch.fetch_add(1, Ordering::Relaxed);
    }

    /// The trial of `key`, which is to be begun if it is new. One of another rule ends.
    fn of(&self, key: Key) -> (Arc<Running>, bool) {
        let mut known = self.known();
        known.retain(|(other, running)| {
            let keep = other.epoch == key.epoch
                && !running.cancellation.is_cancelled()
                && (*other == key || running.has_ended());
            if !keep {
                running.cancellation.cancel();
            }
            keep
        });
        if let Some((_, running)) = known.iter().find(|(other, _)| *other == key) {
            return (Arc::clone(running), false);
        }
        if known.len() >= MAX_KEPT {
            known.remove(0);
        }
        let running = Arc::new(Running {
            cancellation: Cancellation::default(),
            tally: Mutex::default(),
            ended: watch::Sender::new(false),
        });
        known.push((key, Arc::clone(&running)));
        (running, true)
    }
}

impl Running {
    fn has_ended(&self) -> bool {
        *self.ended.borrow()
    }

    /// What was found so far, and whether that is all.
    pub(super) fn tally(&self) -> (Tally, bool) {
        let ended = self.has_ended();
        let tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        (tally.clone(), ended)
    }

    /// Nobody wants to know any longer.
    pub(super) fn cancel(&self) {
        if !self.has_ended() {
            self.cancellation.cancel();
        }
    }

    fn change(&self, change: impl FnOnce(&mut Tally)) {
        change(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits until it has ended.
    pub(super) async fn ended(&self) {
        // It has ended too if nobody could say so any more.
        let _ = self.ended.subscribe().wait_for(|ended| *ended).await;
    }
}

/// Tells that a trial has ended, however that was.
struct End(Arc<Running>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.ended.send_replace(true);
    }
}

/// What a trial works with.
struct Work {
    trial: Trial,
    /// The file of the configuration that the documents must have.
    configuration: Option<PathBuf>,
    encoding: PositionEncoding,
    folders: Vec<PathBuf>,
}

impl Session {
    /// Has `rule`, as it stands in a file of rules, tried on the workspace.
    pub(super) fn try_rule(self: &Arc<Self>, rule: &Rule, part: &Part) -> Arc<Running> {
        let sources = &part.configuration.sources;
        let key = Key {
            rule: rule.id.to_string(),
            written: written(rule, part),
            epoch: self.trials.epoch.load(Ordering::Relaxed),
        };
        let (running, is_new) = self.trials.of(key);
        if is_new {
            let work = self.work(rule, part, sources);
            let (session, running) = (Arc::clone(self), Arc::clone(&running));
            tokio::spawn(async move {
                let end = End(Arc::clone(&running));
                session.run_trial(work, &running).await;
                drop(end);
            });
        }
        running
    }

    fn work(&self, rule: &Rule, part: &Part, sources: &Sources) -> Arc<Work> {
        let (mut folders, encoding) = {
            let state = self.state();
            (state.client.folders.clone(), state.client.encoding)
        };
        if folders.is_empty() {
            // Without a workspace, that of the configuration.
            let beside = part.configuration.path.as_deref().or_else(|| {
                let file = sources.get(part.file)?;
                Some(&*file.path)
            });
            folders.extend(beside.and_then(Path::parent).map(Path::to_owned));
        }
        Arc::new(Work {
            trial: Trial::new(Arc::clone(&part.rules), rule),
            configuration: part.configuration.path.clone(),
            encoding,
            folders,
        })
    }

    async fn run_trial(self: &Arc<Self>, work: Arc<Work>, running: &Arc<Running>) {
        let began = Instant::now();
        let (of_walk, asked) = (Arc::clone(&work), Arc::clone(running));
        let walk = tokio::task::spawn_blocking(move || walk(&of_walk.folders, &asked.cancellation));
        let Ok((files, is_cut)) = walk.await else {
            return;
        };
        running.change(|tally| {
            tally.all = files.len();
            tally.is_cut = is_cut;
        });
        for path in files.into_iter().take(MOST_FILES) {
            select(pin!(running.cancellation.cancelled()), pin!(self.lull())).await;
            let is_over = running.cancellation.is_cancelled() || self.state().shut_down;
            if is_over || began.elapsed() > LONGEST {
                return;
            }
            let (open, loader) = self.open_prose(&path);
            let (work, running) = (Arc::clone(&work), Arc::clone(running));
            let step = move || try_on(&work, &path, open, &loader, &running);
            // A bug in one document must not cost the others.
            let _ = tokio::task::spawn_blocking(step).await;
        }
    }

    /// What the document at `path` says if it is open, and what reads its configuration.
    fn open_prose(&self, path: &Path) -> (Option<(Snapshot, Format)>, Arc<Loader>) {
        let state = self.state();
        let key = uri::of_file(path).map(|uri| DocumentKey::new(uri.as_str()));
        let document = key.and_then(|key| state.documents.get(&key));
        let open = document.and_then(|document| match document.role {
            Role::Prose(format) => Some((document.buffer.snapshot(), format)),
            _ => None,
        });
        (open, Arc::clone(state.scoped.loader_for(path)))
    }
}

/// What the findings of a rule depend on in its file, as written.
fn written(rule: &Rule, part: &Part) -> String {
    let text = part.configuration.sources.get(part.file);
    let text = text.map_or("", |source| &*source.text);
    // Terms and the header of the style count as well, and settings: all files of rules do.
    let others = part.configuration.sources.iter();
    let others = others
        .filter(|(_, source)| !source.embedded)
        .map(|(_, source)| &*source.text);
    let mut hasher = std::hash::DefaultHasher::new();
    for other in others {
        std::hash::Hash::hash(other, &mut hasher);
    }
    let hash = std::hash::Hasher::finish(&hasher);
    format!("{hash:x} {} {}", text.len(), rule.id)
}

/// The documents in `folders`, each once, and whether there may be more.
fn walk(folders: &[PathBuf], cancellation: &Cancellation) -> (BTreeSet<PathBuf>, bool) {
    let seen = AtomicUsize::new(0);
    let go_on = || {
        let count = seen.fetch_add(1, Ordering::Relaxed);
        if cancellation.is_cancelled() || count >= MOST_ENTRIES {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let found = folders
        .iter()
        .map(|folder| documents::in_folder(folder, go_on));
    let files = found.flat_map(|found| found.files).collect();
    (files, seen.load(Ordering::Relaxed) >= MOST_ENTRIES)
}

/// Tries the rule on one document.
fn try_on(
    work: &Work,
    path: &Path,
    open: Option<(Snapshot, Format)>,
    loader: &Loader,
    running: &Running,
) {
    let configuration = loader.for_document(path);
    if !is_of(&configuration, work.configuration.as_deref()) {
        running.change(|tally| tally.all = tally.all.saturating_sub(1));
        return;
    }
    let (snapshot, format) = if let Some(open) = open {
        open
    } else {
        let Ok(decoded) = documents::read(path) else {
            running.change(|tally| tally.checked += 1);
            return;
        };
        let text = decoded
            .text
            .strip_prefix('\u{FEFF}')
            .unwrap_or(&decoded.text);
        let format = Format::from_path(path).unwrap_or_default();
        (Buffer::new(text, 0).snapshot(), format)
    };
    let text = snapshot.text();
    let tried = work.trial.on(&text, format);
    let wanted = MAX_SAMPLES.saturating_sub(running.tally().0.samples.len());
    let samples = samples(&tried, (&text, &snapshot), path, work, wanted);
    running.change(|tally| {
        tally.checked += 1;
        tally.files += usize::from(!tried.hits.is_empty());
        tally.hits += tried.hits.len();
        tally.hits_in_quotations += tried.hits_in_quotations;
        tally.quoted += tried.quoted;
        tally.shielded += tried.shielded;
        tally.samples.extend(samples);
    });
}

fn is_of(configuration: &Configuration, file: Option<&Path>) -> bool {
    configuration.path.as_deref() == file
}

fn samples(
    tried: &Tried,
    (text, snapshot): (&str, &Snapshot),
    path: &Path,
    work: &Work,
    wanted: usize,
) -> Vec<Sample> {
    let Some(uri) = uri::of_file(path).filter(|_| wanted > 0) else {
        return Vec::new();
    };
    let below = work
        .folders
        .iter()
        .find_map(|folder| path.strip_prefix(folder).ok());
    let shown = below.unwrap_or(path).to_string_lossy().replace('\\', "/");
    let lines = LineIndex::new(text);
    let sample = |span: Span| {
        let (line, _) = lines.line_column(span.start);
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = text.get(..span.start).unwrap_or("");
        let before = before.rsplit('\n').next().unwrap_or("");
        let before: Vec<char> = before.chars().rev().take(AROUND).collect();
        let behind = text
            .get(span.end..)
            .unwrap_or("")
            .lines()
            .next()
            .unwrap_or("");
        Sample {
            uri: uri.clone(),
            range: to_proto::range(span, snapshot, work.encoding),
            place: format!("{shown}:{line}"),
            text: [
                before.into_iter().rev().collect(),
                one_line(span.text(text).unwrap_or("")),
                behind.chars().take(AROUND).collect(),
            ],
        }
    };
    tried
        .hits
        .iter()
        .take(wanted)
        .map(|hit| sample(hit.span))
        .collect()
}
