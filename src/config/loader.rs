//! Configurations of many documents: each file is read once, and again when it changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::configuration::Configuration;
use super::discover;
use super::fail_on::FailOn;
use super::files::Looked;
use super::{load, paths};
use crate::rules::Severity;

/// What the command line or an editor says over the configuration files.
#[derive(Debug, Clone, Default)]
pub struct LoaderOptions {
    /// The one configuration for every document; `None` looks for the nearest.
    pub config: Option<PathBuf>,
    /// The failing level, over what the configuration says.
    pub fail_on: Option<FailOn>,
    /// The variants of words that are preferred, the best first, over what configurations
    /// and documents say; empty to leave it to them.
    pub variant: Vec<SmolStr>,
    /// No finding is graver than this where there is no configuration file.
    pub cap_without_config: Option<Severity>,
}

/// Finds, reads and keeps the configurations of documents. Shared by threads.
#[derive(Debug, Default)]
pub struct Loader {
    options: LoaderOptions,
    home: Option<PathBuf>,
    known: Mutex<Known>,
}

/// What was found so far, by what it was asked for.
#[derive(Debug, Default)]
struct Known {
    /// By folder: the nearest configuration file.
    folders: FxHashMap<PathBuf, Discovered>,
    /// By file; `None` is the configuration of documents that have no file.
    configurations: FxHashMap<Option<PathBuf>, Arc<Configuration>>,
    /// The last one of each file that could be read wholly.
    good: FxHashMap<PathBuf, Arc<Configuration>>,
}

#[derive(Debug)]
struct Discovered {
    path: Option<PathBuf>,
    looked: Looked,
}

impl Loader {
    /// A loader that has read nothing yet.
    pub fn new(options: LoaderOptions) -> Self {
        let config = options.config.map(|config| paths::absolute(&config));
        Self {
            options: LoaderOptions { config, ..options },
            home: std::env::home_dir().map(|home| paths::absolute(&home)),
            known: Mutex::default(),
        }
    }

    /// The configuration of the document at `path`, absolute or relative to the
    /// working folder. The document need not exist.
    pub fn for_document(&self, path: &Path) -> Arc<Configuration> {
        let path = paths::absolute(path);
        self.for_folder(path.parent().unwrap_or(&path))
    }

    /// The configuration of a document that would stand in the folder `path`.
    pub fn for_folder(&self, path: &Path) -> Arc<Configuration> {
        // Held while reading: whoever waits would read the same.
        let mut known = self.lock();
        let file = match &self.options.config {
            Some(config) => Some(config.clone()),
            None => self.nearest(paths::absolute(path), &mut known),
        };
        if let Some(configuration) = known.configurations.get(&file) {
            return Arc::clone(configuration);
        }
        let configuration = Arc::new(self.load(file.as_deref(), &known));
        if let Some(file) = file.clone().filter(|_| !configuration.damaged) {
            known.good.insert(file, Arc::clone(&configuration));
        }
        known
            .configurations
            .insert(file, Arc::clone(&configuration));
        configuration
    }

    /// Looks whether a file that was read has changed, appeared or gone, by size and
    /// time of change, and forgets what depends on it. Whether anything did.
    pub fn refresh(&self) -> bool {
        self.lock().forget(Looked::have_changed)
    }

    /// Forgets what depends on any of `paths`, absolute, which somebody else saw
    /// change. Whether anything did.
    pub fn changed(&self, paths: &[PathBuf]) -> bool {
        self.lock()
            .forget(|looked| paths.iter().any(|path| looked.concerns(path)))
    }

    /// Every file and folder on which a configuration depends, absolute and sorted,
    /// also those that are missing: what to watch.
    pub fn watched(&self) -> Vec<PathBuf> {
        let known = self.lock();
        let of_folders = known
            .folders
            .values()
            .flat_map(|found| found.looked.paths());
        let of_files = known
            .configurations
            .values()
            .flat_map(|known| known.files_read());
        let mut paths: Vec<PathBuf> = of_folders.chain(of_files).map(Path::to_owned).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn load(&self, file: Option<&Path>, known: &Known) -> Configuration {
        let mut configuration = match file {
            Some(file) => load::from_file(file, &self.options),
            None => load::without_file(&self.options),
        };
        let good = file.and_then(|file| known.good.get(file));
        if let Some(good) = good.filter(|_| configuration.damaged) {
            configuration = configuration.keeping_rules_of(good);
        }
        if let Some(fail_on) = self.options.fail_on {
            configuration.fail_on = fail_on;
        }
        configuration
    }

    fn nearest(&self, folder: PathBuf, known: &mut Known) -> Option<PathBuf> {
        let found = known.folders.entry(folder).or_insert_with_key(|folder| {
            let mut looked = Looked::default();
            let path = discover::nearest(folder, self.home.as_deref(), &mut looked);
            Discovered { path, looked }
        });
        found.path.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Forgets everything that depends on files which `are_other`. Whether anything did.
    fn forget(&mut self, are_other: impl Fn(&Looked) -> bool) -> bool {
        let before = (self.folders.len(), self.configurations.len());
        self.folders.retain(|_, found| !are_other(&found.looked));
        self.configurations
            .retain(|_, known| !are_other(&known.looked));
        before != (self.folders.len(), self.configurations.len())
    }
}
