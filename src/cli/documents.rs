//! From the paths that were typed to the documents to check, in the order in which
//! they are reported.
//!
//! It must not read documents.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::ops::ControlFlow;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use crate::config::documents::{self, reason};
use crate::markup::Format;

/// One document to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    /// Where its text comes from.
    pub(super) origin: Origin,
    /// Whether it was typed itself, and not found in a folder.
    pub(super) named: bool,
}

/// Where the text of a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input, and what to call it.
    Stdin(Option<PathBuf>),
}

impl Document {
    /// The path that decides format and configuration, if there is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) | Origin::Stdin(Some(path)) => Some(path),
            Origin::Stdin(None) => None,
        }
    }

    /// The path as reports write it: as typed, joined with `/`.
    pub(super) fn shown(&self) -> String {
        self.path().map_or_else(|| "-".to_owned(), shown)
    }

    /// How to read it: what has no known suffix is plain text.
    pub(super) fn format(&self) -> Format {
        self.path().and_then(Format::from_path).unwrap_or_default()
    }
}

/// A path as reports and messages write it.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(MAIN_SEPARATOR, "/")
    }
}

/// What was found at the paths that were typed.
#[derive(Debug, Default)]
pub(super) struct Documents {
    /// In the order of the arguments, in a folder bytewise by path, each once.
    pub(super) list: Vec<Document>,
    /// What could not be reached, as messages.
    pub(super) troubles: Vec<String>,
    /// Folders in which nothing was found.
    pub(super) empty: Vec<PathBuf>,
    /// By its real path, where in the list a file stands.
    seen: HashMap<PathBuf, usize>,
}

/// Finds the documents at `paths`; standard input is called `stdin_path`.
pub(super) fn find(paths: &[PathBuf], stdin_path: Option<&Path>) -> Documents {
    let mut documents = Documents::default();
    // Nothing can be reached twice from one argument, because links are not followed.
    let several = paths.len() > 1;
    for path in paths {
        if path.as_os_str() == "-" {
            documents.add_stdin(stdin_path);
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => documents.add_folder(path, several),
            Ok(_) => documents.add_file(path.clone(), true, several),
            Err(error) => documents.troubles.push(format!(
                "cannot read ‘{}’: {}",
                shown(path),
                reason(&error)
            )),
        }
    }
    documents
}

impl Documents {
    fn add_stdin(&mut self, stdin_path: Option<&Path>) {
        let document = Document {
            origin: Origin::Stdin(stdin_path.map(Path::to_path_buf)),
            named: true,
        };
        // It can be read only once.
        if !self.list.contains(&document) {
            self.list.push(document);
        }
    }

    fn add_file(&mut self, path: PathBuf, named: bool, look_for_twins: bool) {
        if look_for_twins {
            let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            match self.seen.entry(real) {
                Entry::Occupied(entry) => {
                    // Found in a folder and also typed: who types a name wants to hear of it.
                    if let Some(document) = self.list.get_mut(*entry.get()) {
                        document.named |= named;
                    }
                    return;
                }
                Entry::Vacant(entry) => entry.insert(self.list.len()),
            };
        }
        self.list.push(Document {
            origin: Origin::File(path),
            named,
        });
    }

    fn add_folder(&mut self, folder: &Path, look_for_twins: bool) {
        let found = documents::in_folder(folder, || ControlFlow::Continue(()));
        let troubles = found.troubles.iter();
        self.troubles.extend(
            troubles.map(|(path, reason)| format!("cannot read ‘{}’: {reason}", shown(path))),
        );
        if found.files.is_empty() {
            self.empty.push(folder.to_path_buf());
        }
        for file in found.files {
            self.add_file(file, false, look_for_twins);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes `files` in a new folder and finds what is at `paths` there; each document as
    /// its path, with `!` if it was named.
    #[track_caller]
    fn check(files: &[(&str, &str)], paths: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let typed: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let documents = find(&typed, None);
        let root = shown(folder.path()) + "/";
        let found = documents.list.iter().map(|document| {
            let named = if document.named { "!" } else { "" };
            let path = document.shown();
            format!("{}{named}", path.strip_prefix(&root).unwrap_or(&path))
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{files:?} {paths:?}");
        assert_eq!(documents.troubles, Vec::<String>::new());
    }

    #[test]
    fn a_folder_gives_its_documents_bytewise_by_path() {
        let files = [
            ("b.md", ""),
            ("a/b.txt", ""),
            ("a-b.md", ""),
            ("a.MD", ""),
            ("B.markdown", ""),
            ("é.md", ""),
            ("a/.hidden.md", ""),
            (".git/x.md", ""),
            ("notes.rs", ""),
            ("md", ""),
        ];
        let sorted = [
            "./B.markdown",
            "./a-b.md",
            "./a.MD",
            "./a/b.txt",
            "./b.md",
            "./é.md",
        ];
        check(&files, &["."], &sorted);
        check(&files, &["a/"], &["a/b.txt"]);
        check(&files, &[".git"], &[".git/x.md"]);
    }

    #[test]
    fn ignore_files_count_with_and_without_a_repository() {
        let files = [
            (".gitignore", "drafts/\n*.tmp.md\n!keep.tmp.md\n"),
            (".ignore", "old.md\n"),
            ("drafts/a.md", ""),
            ("x.tmp.md", ""),
            ("keep.tmp.md", ""),
            ("old.md", ""),
            ("sub/.gitignore", "/b.md"),
            ("sub/b.md", ""),
            ("sub/c.md", ""),
        ];
        check(&files, &["."], &["./keep.tmp.md", "./sub/c.md"]);
        check(&files, &["sub"], &["sub/c.md"]);
        // Who names something means it.
        check(&files, &["old.md", "drafts"], &["old.md!", "drafts/a.md"]);
    }

    #[test]
    fn arguments_keep_their_order_and_files_come_once() {
        let files = [("b.md", ""), ("a.md", ""), ("c/d.md", ""), ("e.log", "")];
        check(&files, &["b.md", "."], &["b.md!", "./a.md", "./c/d.md"]);
        check(&files, &[".", "a.md"], &["./a.md!", "./b.md", "./c/d.md"]);
        check(&files, &["c/d.md", "c/../c/./d.md", "c"], &["c/d.md!"]);
        check(&files, &["e.log"], &["e.log!"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_if_they_are_named() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a.md"), "").expect("a file");
        symlink(path("a.md"), path("link.md")).expect("a link");
        symlink(folder.path(), path("loop")).expect("a link");
        symlink(path("gone"), path("broken.md")).expect("a link");
        let walked = find(&[folder.path().to_path_buf()], None);
        assert_eq!(walked.list.len(), 1);
        assert_eq!(find(&[path("link.md"), path("a.md")], None).list.len(), 1);
        assert_eq!(find(&[path("loop")], None).list.len(), 1);
        assert_eq!(find(&[path("broken.md")], None).troubles.len(), 1);
    }

    #[test]
    fn what_is_not_there_is_a_trouble_and_the_rest_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.md"), "").expect("a file");
        let paths = [folder.path().join("b.md"), folder.path().join("a.md")];
        let documents = find(&paths, None);
        assert_eq!(documents.list.len(), 1);
        let trouble = documents.troubles.join("\n");
        assert!(
            trouble.ends_with("b.md’: no such file or folder"),
            "{trouble}"
        );
    }

    #[test]
    fn standard_input_has_the_name_that_it_is_given() {
        let paths = [PathBuf::from("-"), PathBuf::from("-")];
        let named = find(&paths, Some(Path::new("new/draft.md"))).list;
        let unnamed = find(&paths, None).list;
        let of = |list: &[Document]| {
            let seen = list
                .iter()
                .map(|document| (document.shown(), document.format()));
            seen.collect::<Vec<_>>()
        };
        assert_eq!(of(&named), [("new/draft.md".to_owned(), Format::Markdown)]);
        assert_eq!(of(&unnamed), [("-".to_owned(), Format::Plain)]);
    }
}
