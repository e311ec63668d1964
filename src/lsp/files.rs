//! Files that are saved, renamed, deleted or changed elsewhere.
//!
//! It must not know how documents are checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::document::Document;
use super::session::Session;
use super::uri::{self, DocumentKey, Location};

impl Session {
    /// Files or folders were renamed. A document that is open under an old name, which the client
    /// may go on to use, has the configuration of its new place.
    pub(super) fn rename_files(self: &Arc<Self>, files: &[lsp::FileRename]) {
        let path = |uri: &str| uri::files([uri]).pop();
        let renames: Vec<(PathBuf, PathBuf)> = files
            .iter()
            .filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?)))
            .collect();
        let moved = |file: &Path| {
            let mut renames = renames.iter();
            renames.find_map(|(old, new)| Some(below(new, file.strip_prefix(old).ok()?)))
        };
        self.touch_those(|document| match &mut document.location {
            Location::File(path) | Location::Notebook(path) => match moved(path) {
                Some(new) => {
                    *path = new;
                    true
                }
                None => false,
            },
            Location::Untitled(_) | Location::Elsewhere => false,
        });
        let (old, new): (Vec<PathBuf>, Vec<PathBuf>) = renames.into_iter().unzip();
        self.take_back_below(&old);
        self.look_again(old.into_iter().chain(new).collect());
    }

    /// Files or folders were deleted. Nothing is said about an open document of that name until
    /// it is edited, or the file is there again.
    pub(super) fn delete_files(self: &Arc<Self>, files: &[lsp::FileDelete]) {
        let paths = uri::files(files.iter().map(|file| file.uri.as_str()));
        self.touch_those(|document| {
            let gone = match &document.location {
                Location::File(file) | Location::Notebook(file) => {
                    paths.iter().any(|path| file.starts_with(path))
                }
                Location::Untitled(_) | Location::Elsewhere => false,
            };
            document.deleted |= gone;
            gone
        });
        self.take_back_below(&paths);
        self.look_again(paths);
    }

    /// A document was saved: it may be a configuration or a style.
    pub(super) fn save(self: &Arc<Self>, uri: &lsp::Uri) {
        let saved = uri::files([uri.as_str()]);
        self.bring_back(&saved);
        // Both are asked: files that nobody told us about may have changed as well.
        self.reload_soon(move |loader| loader.changed(&saved) | loader.refresh());
    }

    /// Files changed on the disk.
    pub(super) fn change_files(self: &Arc<Self>, events: &[lsp::FileEvent]) {
        let changed = uri::files(events.iter().map(|event| event.uri.as_str()));
        let there = events
            .iter()
            .filter(|event| event.typ != lsp::FileChangeType::DELETED);
        self.bring_back(&uri::files(there.map(|event| event.uri.as_str())));
        self.trials.outdate();
        // What was found in a file that is another now is true no longer.
        self.take_back_below(&changed);
        self.reload_soon(move |loader| loader.changed(&changed));
    }

    /// These files are there, whatever was said before of open documents of their names.
    fn bring_back(self: &Arc<Self>, files: &[PathBuf]) {
        self.touch_those(|document| {
            let is_back = document.deleted
                && match &document.location {
                    Location::File(file) | Location::Notebook(file) => files.contains(file),
                    Location::Untitled(_) | Location::Elsewhere => false,
                };
            document.deleted &= !is_back;
            is_back
        });
    }

    /// Has the documents checked again that `change` changed.
    fn touch_those(self: &Arc<Self>, mut change: impl FnMut(&mut Document) -> bool) {
        let mut state = self.state();
        let documents = state.documents.iter_mut();
        let changed = documents.filter_map(|(key, document)| change(document).then(|| key.clone()));
        let changed: Vec<DocumentKey> = changed.collect();
        let awakened: Vec<_> = changed.iter().filter_map(|key| state.touch(key)).collect();
        drop(state);
        self.start(awakened);
    }

    /// Rules may have come and gone with `paths`, and with what lay below them.
    fn look_again(self: &Arc<Self>, paths: Vec<PathBuf>) {
        self.reload_soon(move |loader| loader.changed(&paths) | loader.refresh());
    }
}

/// `rest` below `folder`, which is the file itself if nothing is left.
fn below(folder: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() {
        folder.to_owned()
    } else {
        folder.join(rest)
    }
}
