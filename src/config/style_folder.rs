//! The style files in a folder that is a style.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::discover::FILE_NAME;
use super::files::{Looked, ReadError};
use super::paths;
use super::styles::{is_path, suffix};

/// A folder with more style files than this is no style but a mistake.
const MOST_FILES: usize = 2_000;

/// Nor is one with so many folders in it.
const MOST_FOLDERS: usize = 1_000;

/// So many files are looked into to see whether they are styles.
const MOST_LOOKED_INTO: usize = 100;

/// What is found in a folder that is a style.
#[derive(Default)]
pub(super) struct StyleFolder {
    /// Sorted.
    pub(super) files: Vec<PathBuf>,
    /// Folders by their real paths, so that links in a circle end.
    folders: FxHashSet<PathBuf>,
    pub(super) errors: Vec<(PathBuf, ReadError)>,
}

impl StyleFolder {
    /// Walks through `root` and all folders in it.
    pub(super) fn walk(root: &Path, looked: &mut Looked) -> Self {
        let mut found = Self::default();
        found.folder(root, looked);
        found.files.sort();
        found
    }

    fn folder(&mut self, root: &Path, looked: &mut Looked) {
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            if !self.folders.insert(real) {
                continue;
            }
            if self.is_too_large() {
                return;
            }
            match looked.list(&folder) {
                Err(error) => self.errors.push((folder, error)),
                Ok(paths) => {
                    for path in paths.into_iter().filter(|path| !is_hidden(path)) {
                        if path.is_dir() {
                            open.push(path);
                        } else if suffix(&path).is_some() && !path.ends_with(FILE_NAME) {
                            self.files.push(path);
                        }
                    }
                }
            }
        }
    }

    /// Whether there is so much in it that it cannot be a style.
    pub(super) fn is_too_large(&self) -> bool {
        self.files.len() > MOST_FILES || self.folders.len() > MOST_FOLDERS
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The style files in `folder` and the folders in it, as a configuration there names them,
/// sorted. What is only seen to be TOML is one if it has rules or terms.
pub(super) fn near(folder: &Path) -> Vec<SmolStr> {
    let mut looked = Looked::default();
    let inside = looked.list(folder).unwrap_or_default().into_iter();
    let inside: Vec<PathBuf> = inside
        .filter(|path| !is_hidden(path))
        .take(MOST_FILES)
        .collect();
    let deeper = inside.iter().filter(|path| path.is_dir());
    let deeper: Vec<PathBuf> = deeper
        .flat_map(|path| looked.list(path).unwrap_or_default())
        .take(MOST_FILES)
        .collect();
    let mut tables = 0;
    let mut is_style = |path: &PathBuf| match suffix(path) {
        Some("toml") if !path.ends_with(FILE_NAME) && tables < MOST_LOOKED_INTO => {
            tables += 1;
            let text = looked
                .read(path)
                .map(|decoded| decoded.text)
                .unwrap_or_default();
            text.contains("[[rule]]") || text.contains("[[term]]")
        }
        Some("toml") | None => false,
        Some(_) => path.is_file(),
    };
    let all = inside.iter().chain(&deeper);
    let styles = all.filter(|path| is_style(path));
    let mut names: Vec<SmolStr> = styles
        .map(|path| paths::relative(folder, path))
        .map(|name| {
            if is_path(&name) {
                name
            } else {
                format!("./{name}")
            }
        })
        .map(SmolStr::from)
        .collect();
    names.sort_unstable();
    names
}
