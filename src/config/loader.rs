//! Configurations of many documents: each file is read once, and again when it changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::configuration::Configuration;
use super::fail_on::FailOn;
use crate::rules::Severity;

/// What the command line or an editor says over the configuration files.
#[derive(Debug, Clone, Default)]
pub struct LoaderOptions {
    /// The one configuration for every document; `None` looks for the nearest.
    pub config: Option<PathBuf>,
    /// The failing level, over what the configuration says.
    pub fail_on: Option<FailOn>,
    /// No finding is graver than this where there is no configuration file.
    pub cap_without_config: Option<Severity>,
}

/// Finds, reads and keeps the configurations of documents. Shared by threads.
#[derive(Debug, Default)]
pub struct Loader {
    options: LoaderOptions,
}

impl Loader {
    /// A loader that has read nothing yet.
    pub fn new(options: LoaderOptions) -> Self {
        Self { options }
    }

    /// The configuration of the document at `path`, absolute or relative to the
    /// working directory. The file need not exist.
    pub fn for_document(&self, path: &Path) -> Arc<Configuration> {
        let _ = (path, &self.options);
        Arc::default()
    }

    /// The configuration of a document that would stand in the folder `path`.
    pub fn for_folder(&self, path: &Path) -> Arc<Configuration> {
        let _ = path;
        Arc::default()
    }

    /// Looks whether a file that was read has changed, appeared or gone, by size and
    /// time of change, and forgets what depends on it. Whether anything did.
    pub fn refresh(&self) -> bool {
        false
    }

    /// Forgets what depends on any of `paths`, which somebody else saw change.
    /// Whether anything did.
    pub fn changed(&self, paths: &[PathBuf]) -> bool {
        let _ = paths;
        false
    }
}
