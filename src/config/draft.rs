//! Configurations as they would be if what stands open in an editor was saved.
//!
//! They are read beside those that count for documents, and never take their place: half a
//! rule must not change what is marked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::configuration::Configuration;
use super::discover::{self, FILE_NAME};
use super::files::Looked;
use super::loader::{Loader, LoaderOptions};
use super::{load, paths, styles};
use crate::rules::Fault;
use crate::rules::definition::outline::Outline;
use crate::rules::definition::style::TABLES;
use crate::rules::value::{FileId, Place, SourceFile};
use crate::text::Span;

/// What files say in an editor, by absolute path.
pub type OpenTexts = BTreeMap<PathBuf, Arc<str>>;

/// What a file is to a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A configuration file.
    Configuration,
    /// A style in TOML.
    Style,
    /// A style as a table.
    Table,
}

/// A file as it stands in an editor, and the configuration that it belongs to.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The configuration, with all texts that are open.
    pub configuration: Arc<Configuration>,
    /// The number of the file in it.
    pub file: FileId,
    /// What the file is.
    pub kind: FileKind,
}

#[derive(Debug, Default)]
pub(super) struct Drafts {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// The texts with which configurations were read last.
    open: Arc<OpenTexts>,
    /// By file, and by the style that no configuration names.
    configurations: BTreeMap<(Option<PathBuf>, Option<PathBuf>), Arc<Configuration>>,
}

impl Known {
    /// Forgets what depends on texts that are others now, or on files that changed.
    fn forget_others(&mut self, open: &Arc<OpenTexts>) {
        let is_same = |path: &PathBuf| self.open.get(path) == open.get(path);
        let paths = self.open.keys().chain(open.keys());
        let others: Vec<&PathBuf> = paths.filter(|path| !is_same(path)).collect();
        self.configurations.retain(|_, known| {
            let looked = &known.looked;
            !others.iter().any(|path| looked.concerns(path)) && !looked.have_changed()
        });
        self.open = Arc::clone(open);
    }
}

impl Loader {
    /// The file at `path`, absolute, as it is among `open`, and the configuration that it is a
    /// part of: its own if it is one, else the nearest, else one of `known` that names it. A
    /// style that none names is read beside the nearest. `None` if it is nothing of ours.
    pub fn draft(&self, path: &Path, open: &Arc<OpenTexts>, known: &[PathBuf]) -> Option<Draft> {
        let text = open.get(path)?;
        // Held while reading: whoever waits would read the same.
        let drafts = &self.drafts.known;
        let mut drafts = drafts.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.forget_others(open);
        let mut read = |file: Option<PathBuf>, alone: Option<&Path>| {
            let key = (file, alone.map(Path::to_owned));
            if let Some(known) = drafts.configurations.get(&key) {
                return Arc::clone(known);
            }
            let looked = Looked::with_open(Arc::clone(open));
            let configuration = load_draft(key.0.as_deref(), alone, &self.options, looked);
            let configuration = Arc::new(configuration);
            drafts
                .configurations
                .insert(key, Arc::clone(&configuration));
            configuration
        };
        let is_configuration =
            path.ends_with(FILE_NAME) || self.options.config.as_deref() == Some(path);
        if is_configuration {
            return found(read(Some(path.to_owned()), None), path);
        }
        let nearest = self.file_near(path, open);
        if nearest.is_some()
            && let Some(draft) = found(read(nearest.clone(), None), path)
        {
            return Some(draft);
        }
        let others = known.iter().filter(|file| Some(*file) != nearest.as_ref());
        for file in others {
            if let Some(draft) = found(read(Some(file.clone()), None), path) {
                return Some(draft);
            }
        }
        let is_style = styles::suffix(path) == Some("toml") && looks_like_a_style(text);
        is_style
            .then(|| read(nearest, Some(path)))
            .and_then(|it| found(it, path))
    }

    /// Forgets all that was read from an editor: nothing is open there any more.
    pub fn forget_drafts(&self) {
        let drafts = &self.drafts.known;
        *drafts.lock().unwrap_or_else(PoisonError::into_inner) = Known::default();
    }

    /// The configuration file of documents beside `path`.
    fn file_near(&self, path: &Path, open: &Arc<OpenTexts>) -> Option<PathBuf> {
        if let Some(config) = &self.options.config {
            return Some(config.clone());
        }
        let mut looked = Looked::with_open(Arc::clone(open));
        discover::nearest(path.parent()?, self.home.as_deref(), &mut looked)
    }
}

fn load_draft(
    file: Option<&Path>,
    alone: Option<&Path>,
    above: &LoaderOptions,
    looked: Looked,
) -> Configuration {
    let mut configuration = load::read(file, alone, above, looked);
    let number = alone.and_then(|path| configuration.sources.find(path));
    if let Some(number) = number {
        let (message, help) = match file {
            Some(_) => (
                "no configuration names this file: its rules are not used",
                format!("add it to ‘styles’ in ‘{FILE_NAME}’"),
            ),
            None => (
                "there is no configuration that could name this file: its rules are not used",
                format!("write a ‘{FILE_NAME}’ with it in ‘styles’"),
            ),
        };
        let start = Place::new(number, Span::default());
        let hint = Fault::hint(start, message).with_help(help);
        configuration.faults.insert(0, hint);
    }
    configuration
}

/// The file at `path`, if `configuration` was read from it.
fn found(configuration: Arc<Configuration>, path: &Path) -> Option<Draft> {
    let same = |known: &Path| known == path || paths::are_same(known, path);
    let sources = configuration.sources.iter();
    let of_path = |(_, source): &(FileId, &Arc<SourceFile>)| !source.embedded && same(&source.path);
    let file = { sources }.find(of_path).map(|(file, _)| file)?;
    let is_style = configuration
        .styles()
        .iter()
        .any(|style| style.file == file);
    let kind = match styles::suffix(path) {
        _ if !is_style => FileKind::Configuration,
        Some("toml") => FileKind::Style,
        _ => FileKind::Table,
    };
    Some(Draft {
        configuration,
        file,
        kind,
    })
}

/// Whether a TOML text has the tables of a style, and no others.
fn looks_like_a_style(text: &str) -> bool {
    let outline = Outline::of(text);
    let mut names = outline.tables().filter_map(|table| table.first_name());
    let is_known = |name: &str| TABLES.iter().any(|(known, _)| *known == name);
    let any = names.next().is_some_and(is_known);
    any && names.all(is_known)
}
