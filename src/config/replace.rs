//! Puts a new text in the place of an old one, wholly or not at all.
//!
//! A new file is written beside the old one and takes its name, so that whoever reads sees
//! the old text or the new. Links, permissions and owners stay as they are. It must not
//! know what the text says.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file was not written.
#[derive(Debug)]
pub enum Trouble {
    /// Somebody else wrote it since it was read.
    Changed,
    /// It may not or cannot be written; it is as it was.
    Unwritable(io::Error),
    /// Its folder takes no new file; it is as it was.
    NoRoom(io::Error),
    /// It had to be written in place, and that failed half-way. The new text is in the file named.
    Broken(io::Error, PathBuf),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Unwritable(error)
    }
}

/// Makes the file at `path`, which said `before` when it was read, say `after`.
///
/// # Errors
///
/// If it cannot be written, or says something else by now.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), Trouble> {
    // A link stays a link: what it leads to is written.
    let path = fs::canonicalize(path)?;
    // Taking the place of a file needs no permission to write it, but its owner meant something.
    let metadata = fs::metadata(&path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no ordinary file").into());
    }
    if metadata.permissions().readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
    }
    let mut old = OpenOptions::new().read(true).write(true).open(&path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new()
        .prefix(".housestyle-")
        .tempfile_in(folder)
        .map_err(Trouble::NoRoom)?;
    new.write_all(after)?;
    let has_owner = keep_owner(new.as_file(), &metadata);
    new.as_file().set_permissions(metadata.permissions())?;
    new.as_file().sync_all()?;
    let mut now = Vec::with_capacity(before.len());
    let enough = before.len().max(after.len()) as u64 + 1;
    (&old).take(enough).read_to_end(&mut now)?;
    if now == after {
        // Reached by another name, and written by that one.
        return Ok(());
    }
    if now != before {
        return Err(Trouble::Changed);
    }
    if !has_owner || has_other_names(&path) {
        return overwrite(&mut old, after).map_err(|error| keep(new, error));
    }
    // Some systems do not replace a file that is open.
    drop(old);
    new.persist(&path).map_err(|failed| failed.error)?;
    // The name is on the disk once the folder is; where folders cannot be written out it is soon.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Makes a file at `path`, where there was none, and the folders that lead to it.
///
/// # Errors
///
/// If it cannot be written, or is there by now.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut new = tempfile::Builder::new();
    // As any new file: the system takes from it what the user wants taken.
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut new = new
        .prefix(".housestyle-")
        .tempfile_in(folder)
        .map_err(Trouble::NoRoom)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    match new.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(Trouble::Changed),
        Err(failed) => Err(failed.error.into()),
    }
}

/// Writes in place, which all names of a file see, and which changes no owner.
fn overwrite(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// Keeps the new file, because the old one is damaged.
fn keep(new: NamedTempFile, error: io::Error) -> Trouble {
    match new.keep() {
        Ok((_, path)) => Trouble::Broken(error, path),
        Err(failed) => Trouble::Unwritable(failed.error),
    }
}

/// Gives a new file the owner and group of the old one; whether it has them.
#[cfg(unix)]
fn keep_owner(new: &File, old: &Metadata) -> bool {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let has = |file: &File| {
        let is = file.metadata();
        is.is_ok_and(|is| (is.uid(), is.gid()) == (old.uid(), old.gid()))
    };
    has(new) || fchown(new, Some(old.uid()), Some(old.gid())).is_ok()
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> bool {
    true
}

/// Whether the file at `path` has hard links, which would keep the old text if a new file
/// took its place.
#[cfg(unix)]
pub fn has_other_names(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.nlink() > 1)
}

#[cfg(not(unix))]
pub fn has_other_names(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, bytes).expect("a file");
        (folder, path)
    }

    /// The names in a folder: nothing is left behind.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_others_wrote_meanwhile_is_kept() {
        // What stands there, what was read, what comes of it.
        let cases = [
            ("old", "old", "new"),
            ("other", "old", "other"),
            ("new", "old", "new"),
        ];
        for (stands, before, expected) in cases {
            let (folder, path) = folder(stands.as_bytes());
            let result = replace(&path, before.as_bytes(), b"new");
            assert_eq!(result.is_ok(), stands != "other");
            assert_eq!(fs::read_to_string(&path).expect("a file"), expected);
            assert_eq!(names(folder.path()), ["a.md"]);
        }
    }

    #[test]
    fn what_is_gone_or_no_file_is_told() {
        let (folder, path) = folder(b"old");
        fs::remove_file(&path).expect("it is there");
        let trouble = replace(&path, b"old", b"new").expect_err("it is gone");
        assert!(
            matches!(&trouble, Trouble::Unwritable(error) if error.kind() == io::ErrorKind::NotFound),
            "{trouble:?}"
        );
        let trouble = replace(folder.path(), b"old", b"new").expect_err("a folder");
        assert!(
            matches!(&trouble, Trouble::Unwritable(error) if error.to_string() == "it is no ordinary file"),
            "{trouble:?}"
        );
    }

    #[test]
    fn a_file_is_made_once_with_its_folders() {
        let (folder, path) = folder(b"old");
        assert!(matches!(create(&path, b"new"), Err(Trouble::Changed)));
        assert_eq!(fs::read_to_string(&path).expect("a file"), "old");
        let path = folder.path().join("b/c/d");
        create(&path, b"new").expect("it is written");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "new");
        assert_eq!(names(&folder.path().join("b/c")), ["d"]);
        assert_eq!(names(folder.path()), ["a.md", "b"]);
    }

    #[cfg(unix)]
    #[test]
    fn hard_links_stay_together_also_when_the_text_is_shorter() {
        use std::os::unix::fs::MetadataExt as _;
        let (folder, path) = folder(b"the old text");
        let other = folder.path().join("b.md");
        fs::hard_link(&path, &other).expect("a link");
        replace(&path, b"the old text", b"new").expect("it is written");
        assert_eq!(fs::read_to_string(&other).expect("a file"), "new");
        let inode = |path| fs::metadata(path).expect("a file").ino();
        assert_eq!(inode(&path), inode(&other));
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
    }
}
