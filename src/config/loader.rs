//! Configurations of many documents: each file is read once, and again when it changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::configuration::Configuration;
use super::discover;
use super::draft::Drafts;
use super::fail_on::FailOn;
use super::files::Looked;
use super::records::{self, Records};
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
    /// Whether the findings of the baseline are ignored, too.
    pub baseline: bool,
    /// Whether dictionaries are read at once, so that what is wrong with one is a fault.
    pub reads_dictionaries: bool,
}

/// Finds, reads and keeps the configurations of documents. Shared by threads.
#[derive(Debug, Default)]
pub struct Loader {
    pub(super) options: LoaderOptions,
    pub(super) home: Option<PathBuf>,
    known: Mutex<Known>,
    pub(super) drafts: Drafts,
}

/// What was found so far, by what it was asked for.
#[derive(Debug, Default)]
struct Known {
    /// By folder: the nearest configuration file.
    folders: FxHashMap<PathBuf, Discovered>,
    /// By folder without a configuration file: where its records are.
    roots: FxHashMap<PathBuf, Root>,
    /// By file, without records; `None` is that of documents that have no file.
    configurations: FxHashMap<Option<PathBuf>, Arc<Configuration>>,
    /// By the folder that holds them.
    records: FxHashMap<PathBuf, Arc<Records>>,
    /// By file, and by the folder that holds the records.
    whole: FxHashMap<(Option<PathBuf>, PathBuf), Arc<Configuration>>,
    /// The last one of each file that could be read wholly.
    good: FxHashMap<PathBuf, Arc<Configuration>>,
}

#[derive(Debug)]
struct Discovered {
    path: Option<PathBuf>,
    looked: Looked,
}

#[derive(Debug)]
struct Root {
    path: PathBuf,
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
            drafts: Drafts::default(),
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
        let folder = paths::absolute(path);
        let file = match &self.options.config {
            Some(config) => Some(config.clone()),
            None => self.nearest(&folder, &mut known),
        };
        let root = match file.as_deref().and_then(Path::parent) {
            Some(beside) => beside.to_owned(),
            None => self.root(&folder, &mut known),
        };
        let key = (file, root);
        if let Some(configuration) = known.whole.get(&key) {
            return Arc::clone(configuration);
        }
        let (file, root) = &key;
        let configuration = self.configuration(file.as_ref(), &mut known);
        let records = known.records.entry(root.clone());
        let records =
            records.or_insert_with_key(|root| Arc::new(Records::read(root, self.options.baseline)));
        let configuration = Arc::new(configuration.with_records(Arc::clone(records)));
        known.whole.insert(key, Arc::clone(&configuration));
        configuration
    }

    /// The configuration of a file, without records.
    fn configuration(&self, file: Option<&PathBuf>, known: &mut Known) -> Arc<Configuration> {
        if let Some(configuration) = known.configurations.get(&file.cloned()) {
            return Arc::clone(configuration);
        }
        let configuration = Arc::new(self.load(file.map(PathBuf::as_path), known));
        if let Some(file) = file.filter(|_| !configuration.damaged) {
            known.good.insert(file.clone(), Arc::clone(&configuration));
        }
        known
            .configurations
            .insert(file.cloned(), Arc::clone(&configuration));
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
        let of_roots = known.roots.values().flat_map(|root| root.looked.paths());
        let of_files = known.whole.values().flat_map(|known| known.files_read());
        let paths = of_folders.chain(of_roots).chain(of_files);
        let mut paths: Vec<PathBuf> = paths.map(Path::to_owned).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn load(&self, file: Option<&Path>, known: &Known) -> Configuration {
        let mut configuration = load::read(file, None, &self.options, Looked::default());
        let good = file.and_then(|file| known.good.get(file));
        if let Some(good) = good.filter(|_| configuration.damaged) {
            configuration = configuration.keeping_rules_of(good);
        }
        if let Some(fail_on) = self.options.fail_on {
            configuration.fail_on = fail_on;
        }
        configuration
    }

    fn nearest(&self, folder: &Path, known: &mut Known) -> Option<PathBuf> {
        let found = known.folders.entry(folder.to_owned());
        let found = found.or_insert_with_key(|folder| {
            let mut looked = Looked::default();
            let path = discover::nearest(folder, self.home.as_deref(), &mut looked);
            Discovered { path, looked }
        });
        found.path.clone()
    }

    /// Where the records of documents in a folder without a configuration file are.
    fn root(&self, folder: &Path, known: &mut Known) -> PathBuf {
        let root = known.roots.entry(folder.to_owned());
        let root = root.or_insert_with_key(|folder| {
            let mut looked = Looked::default();
            let home = self.home.as_deref();
            let path = records::root_without_configuration(folder, home, &mut looked);
            Root { path, looked }
        });
        root.path.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Forgets everything that depends on files which `are_other`. Whether anything did.
    fn forget(&mut self, are_other: impl Fn(&Looked) -> bool) -> bool {
        let counts = |known: &Self| {
            [
                known.folders.len(),
                known.roots.len(),
                known.configurations.len(),
                known.records.len(),
            ]
        };
        let before = counts(self);
        self.folders.retain(|_, found| !are_other(&found.looked));
        self.roots.retain(|_, root| !are_other(&root.looked));
        self.configurations
            .retain(|_, known| !are_other(&known.looked));
        self.records.retain(|_, known| !are_other(&known.looked));
        let any = before != counts(self);
        if any {
            self.whole.clear();
        }
        any
    }
}
