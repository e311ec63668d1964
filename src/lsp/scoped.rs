//! The settings of each workspace folder, and what reads the configurations there.
//!
//! It must not know documents, nor how a client is asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::settings::Settings;
use crate::config::{Loader, LoaderOptions};
use crate::rules::Severity;

/// What is set, for everything and for single folders.
#[derive(Debug)]
pub(super) struct Scoped {
    /// Where no folder says otherwise.
    general: Settings,
    /// What folders say, as far as the client told.
    own: BTreeMap<PathBuf, Settings>,
    /// Where configurations come from outside of all folders.
    loader: Arc<Loader>,
    /// In each folder of the workspace.
    loaders: BTreeMap<PathBuf, Arc<Loader>>,
    /// Changes whenever loaders do.
    generation: u64,
}

impl Default for Scoped {
    fn default() -> Self {
        let general = Settings::default();
        Self {
            loader: Arc::new(new_loader(&general, Path::new(""))),
            general,
            own: BTreeMap::new(),
            loaders: BTreeMap::new(),
            generation: 0,
        }
    }
}

impl Scoped {
    /// Takes over what is set for everything; whether that is news. Documents that lie nowhere
    /// lie in `outside`. What was read for the same settings stays.
    pub(super) fn set(&mut self, general: Settings, folders: &[PathBuf], outside: &Path) -> bool {
        if self.general == general {
            return false;
        }
        self.general = general;
        self.renew(folders, outside);
        true
    }

    /// Takes over what is set for one folder; whether that is news.
    pub(super) fn set_own(
        &mut self,
        folder: &Path,
        settings: Settings,
        folders: &[PathBuf],
        outside: &Path,
    ) -> bool {
        if *self.settings_for(folder) == settings {
            return false;
        }
        self.own.insert(folder.to_owned(), settings);
        self.renew(folders, outside);
        true
    }

    /// Has everything read anew, in `folders` and outside of them.
    pub(super) fn renew(&mut self, folders: &[PathBuf], outside: &Path) {
        self.generation += 1;
        self.own.retain(|folder, _| folders.contains(folder));
        self.loader = Arc::new(new_loader(&self.general, outside));
        let loader = |folder: &PathBuf| {
            let settings = self.own.get(folder).unwrap_or(&self.general);
            let is_same = settings.baseline == self.general.baseline
                && config(settings, folder) == config(&self.general, outside);
            let loader = if is_same {
                Arc::clone(&self.loader)
            } else {
                Arc::new(new_loader(settings, folder))
            };
            (folder.clone(), loader)
        };
        self.loaders = folders.iter().map(loader).collect();
    }

    /// What is set for everything.
    pub(super) const fn general(&self) -> &Settings {
        &self.general
    }

    /// The settings for a document at `path`.
    pub(super) fn settings_for(&self, path: &Path) -> &Settings {
        nearest(&self.own, path).unwrap_or(&self.general)
    }

    /// What reads the configuration of a document at `path`.
    pub(super) fn loader_for(&self, path: &Path) -> &Arc<Loader> {
        nearest(&self.loaders, path).unwrap_or(&self.loader)
    }

    /// Everything that reads configurations, each once.
    pub(super) fn loaders(&self) -> Vec<Arc<Loader>> {
        let mut loaders = vec![Arc::clone(&self.loader)];
        for loader in self.loaders.values() {
            if !loaders.iter().any(|known| Arc::ptr_eq(known, loader)) {
                loaders.push(Arc::clone(loader));
            }
        }
        loaders
    }

    /// Whether `loader` is one of these.
    pub(super) fn knows(&self, loader: &Arc<Loader>) -> bool {
        self.loaders()
            .iter()
            .any(|known| Arc::ptr_eq(known, loader))
    }

    /// A number that is another one as soon as other loaders read the configurations.
    pub(super) const fn generation(&self) -> u64 {
        self.generation
    }
}

/// What is kept for the innermost folder around `path`.
fn nearest<'a, T>(folders: &'a BTreeMap<PathBuf, T>, path: &Path) -> Option<&'a T> {
    if folders.is_empty() {
        return None;
    }
    path.ancestors().find_map(|folder| folders.get(folder))
}

/// The one configuration that is set for documents in `folder`.
fn config(settings: &Settings, folder: &Path) -> Option<PathBuf> {
    settings.config_path.as_ref().map(|path| folder.join(path))
}

fn new_loader(settings: &Settings, folder: &Path) -> Loader {
    Loader::new(LoaderOptions {
        config: config(settings, folder),
        baseline: settings.baseline,
        // Where nobody has configured anything, nothing is more than a proposal.
        cap_without_config: Some(Severity::Suggestion),
        ..LoaderOptions::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_folder_decides() {
        let with = |path: &str| Settings {
            config_path: Some(path.into()),
            ..Settings::default()
        };
        let folders = ["/a", "/a/b", "/c"].map(PathBuf::from);
        let outside = Path::new("/a");
        let mut scoped = Scoped::default();
        assert!(scoped.set(with("x.toml"), &folders, outside));
        let before = Arc::clone(scoped.loader_for(Path::new("/c")));
        assert!(!scoped.set(with("x.toml"), &folders, outside));
        assert!(Arc::ptr_eq(&before, scoped.loader_for(Path::new("/c"))));
        assert!(scoped.set_own(&folders[1], with("y.toml"), &folders, outside));
        assert!(!scoped.set_own(&folders[1], with("y.toml"), &folders, outside));
        let config = |path: &str| scoped.settings_for(Path::new(path)).config_path.clone();
        for (path, expected) in [
            ("/a/d.md", "x.toml"),
            ("/a/b/d.md", "y.toml"),
            ("/a/bc/d.md", "x.toml"),
            ("/c/d.md", "x.toml"),
            ("/d.md", "x.toml"),
        ] {
            assert_eq!(config(path), Some(expected.into()), "{path}");
        }
        let loader = |path: &str| scoped.loader_for(Path::new(path));
        // A relative path starts at each folder.
        assert!(Arc::ptr_eq(loader("/a/d.md"), loader("/d.md")));
        assert!(!Arc::ptr_eq(loader("/c/d.md"), loader("/d.md")));
        assert_eq!(scoped.loaders().len(), 3);
        scoped.renew(&folders[..1], outside);
        assert_eq!(scoped.loaders().len(), 1);
    }
}
