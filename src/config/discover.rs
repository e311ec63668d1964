//! Which configuration file a document has: the nearest one upwards from its folder.

use std::path::{Path, PathBuf};

use super::files::Looked;

/// What a configuration file is called.
pub const FILE_NAME: &str = "housestyle.toml";

/// Looks upwards from `folder`, which is absolute and need not exist. The search ends
/// at the first folder that holds `.git`, at the home folder or at the root; each
/// of these is itself searched.
pub(super) fn nearest(folder: &Path, home: Option<&Path>, looked: &mut Looked) -> Option<PathBuf> {
    ancestors(folder, home)
        .map(|folder| folder.join(FILE_NAME))
        // One that cannot be read is found too: it must be said, not passed over.
        .find(|candidate| looked.exists(candidate))
}

/// The folders that are searched: `folder` and those above it, to the first that holds
/// `.git`, the home folder or the root.
pub(super) fn ancestors<'a>(
    folder: &'a Path,
    home: Option<&'a Path>,
) -> impl Iterator<Item = &'a Path> {
    let mut is_over = false;
    folder.ancestors().take_while(move |folder| {
        let was_over = is_over;
        is_over |= holds_git(folder) || Some(*folder) == home;
        !was_over
    })
}

/// Whether a folder is one that git keeps, with all below it.
pub(super) fn holds_git(folder: &Path) -> bool {
    folder.join(".git").symlink_metadata().is_ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_upwards_is_found() {
        let root = tempfile::tempdir().expect("a folder");
        let root = root.path();
        for folder in [
            "home/repo/.git",
            "home/repo/docs/deep",
            "home/plain",
            "worktree/docs",
        ] {
            fs::create_dir_all(root.join(folder)).expect("a folder");
        }
        fs::write(root.join("worktree/.git"), "gitdir: elsewhere").expect("a file");
        for folder in ["", "home/repo", "home/repo/docs"] {
            fs::write(root.join(folder).join(FILE_NAME), "").expect("a file");
        }
        fs::create_dir(root.join("home/plain").join(FILE_NAME)).expect("a folder");
        let cases = [
            ("home/repo/docs/deep", Some("home/repo/docs")),
            ("home/repo/docs/not/there", Some("home/repo/docs")),
            // The folder that holds `.git` is itself searched.
            ("home/repo/other", Some("home/repo")),
            // Above a `.git`, be it a folder or a file, is not.
            ("worktree/docs", None),
            // The home folder is searched, but nothing above it.
            ("home/other", None),
            // What is no file is found, so that it can be said.
            ("home/plain", Some("home/plain")),
            ("elsewhere", Some("")),
        ];
        for (folder, expected) in cases {
            let home = root.join("home");
            let found = nearest(&root.join(folder), Some(&home), &mut Looked::default());
            let expected = expected.map(|folder| root.join(folder).join(FILE_NAME));
            assert_eq!(found, expected, "{folder}");
        }
    }
}
