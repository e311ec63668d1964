//! Paths as files write them: relative to a folder, with `.` and `..`.

use std::path::{Component, Path, PathBuf};

/// `path` from the root, without `.` and, where links allow it, without `..`.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    tidy(&absolute)
}

/// `written` as a path of the folder `base`.
pub(super) fn join(base: &Path, written: &str) -> PathBuf {
    tidy(&base.join(written))
}

/// Takes `..` and the folder before it out, unless that would lead elsewhere
/// because the folder is a link.
fn tidy(path: &Path) -> PathBuf {
    if !path
        .components()
        .any(|component| component == Component::ParentDir)
    {
        return path.components().collect();
    }
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                // The folder above the root is the root.
                tidied.pop();
            }
            _ => tidied.push(component),
        }
    }
    let elsewhere = match (path.canonicalize(), tidied.canonicalize()) {
        (Ok(one), Ok(other)) => one != other,
        _ => false,
    };
    if elsewhere { path.to_owned() } else { tidied }
}

/// Whether two paths lead to one file, perhaps through links.
pub(super) fn are_same(one: &Path, other: &Path) -> bool {
    one.file_name() == other.file_name()
        && matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// `path` as seen from the folder `base`, both absolute, with `/` between its parts.
pub(super) fn relative(base: &Path, path: &Path) -> String {
    let mut base = base.components().peekable();
    let mut path = path.components().peekable();
    while base.peek().is_some() && base.peek() == path.peek() {
        base.next();
        path.next();
    }
    let up = base.map(|_| "..".into());
    let down = path.map(|component| component.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The same, also if one of the two was named through a link.
pub(super) fn seen_from(folder: &Path, document: &Path) -> String {
    let seen = relative(folder, document);
    if seen.starts_with("../")
        && let (Ok(folder), Ok(document)) = (folder.canonicalize(), document.canonicalize())
    {
        return relative(&folder, &document);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_tidied() {
        for (base, written, expected) in [
            ("/no/such", "a.toml", "/no/such/a.toml"),
            ("/no/such", "./a/../b.toml", "/no/such/b.toml"),
            ("/no/such", "../b.toml", "/no/b.toml"),
            ("/no", "../../../b.toml", "/b.toml"),
            ("/no/such", "/b.toml", "/b.toml"),
        ] {
            assert_eq!(
                join(Path::new(base), written),
                Path::new(expected),
                "{written}"
            );
        }
    }

    #[test]
    fn paths_are_seen_from_folders() {
        for (base, path, expected) in [
            ("/a/b", "/a/b/c/d.md", "c/d.md"),
            ("/a/b", "/a/d.md", "../d.md"),
            ("/a/b", "/a/bc/d.md", "../bc/d.md"),
            ("/", "/d.md", "d.md"),
        ] {
            assert_eq!(relative(Path::new(base), Path::new(path)), expected);
        }
    }
}
