//! Globs of `[[overrides]]`: relative to the configuration, `*` does not cross `/`.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::paths;
use crate::rules::fault::Fault;
use crate::rules::keys::Written;

/// Which documents a list of globs is for.
#[derive(Debug)]
pub(super) struct Globs {
    /// The folder of the file that has the globs.
    folder: PathBuf,
    relative: Vec<GlobMatcher>,
    /// Globs that start at the root.
    absolute: Vec<GlobMatcher>,
}

impl Globs {
    /// Reads `globs`, written in a file of `folder`.
    pub(super) fn new(globs: &[Written], folder: &Path, faults: &mut Vec<Fault>) -> Self {
        let mut read = Self {
            folder: folder.to_owned(),
            relative: Vec::new(),
            absolute: Vec::new(),
        };
        for written in globs {
            let glob = written.text.trim_start_matches("./");
            match GlobBuilder::new(glob).literal_separator(true).build() {
                Ok(built) if glob.starts_with('/') => read.absolute.push(built.compile_matcher()),
                Ok(built) => read.relative.push(built.compile_matcher()),
                Err(error) => {
                    let message = format!("‘{}’ is no glob: {}", written.text, error.kind());
                    let help = "a character that shall stand for itself goes in brackets: ‘[*]’";
                    faults.push(Fault::error(written.place, message).with_help(help));
                    continue;
                }
            }
            faults.extend(names_folder(written, glob, folder));
        }
        read
    }

    /// Whether `document`, an absolute path, is one of them.
    pub(super) fn contain(&self, document: &Path) -> bool {
        let relative = paths::seen_from(&self.folder, document);
        self.relative.iter().any(|glob| glob.is_match(&relative))
            || self.absolute.iter().any(|glob| glob.is_match(document))
    }
}

/// What to know of a glob that names a folder and so no document.
fn names_folder(written: &Written, glob: &str, folder: &Path) -> Option<Fault> {
    let plain = glob.trim_end_matches('/');
    let is_folder = glob.ends_with('/') || folder.join(plain).is_dir();
    let message = format!("‘{}’ names a folder, and no file in it", written.text);
    let help = format!("write ‘{plain}/**’");
    is_folder.then(|| Fault::hint(written.place, message).with_help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::value::Place;

    fn read(glob: &str) -> (Globs, Vec<Fault>) {
        let mut faults = Vec::new();
        let written = Written {
            text: glob.into(),
            place: Place::default(),
        };
        let globs = Globs::new(&[written], Path::new("/no/site"), &mut faults);
        (globs, faults)
    }

    #[test]
    fn globs_match_below_their_folder() {
        let cases = [
            ("opinion/**", "opinion/a.md", true),
            ("opinion/**", "opinion/2026/a.md", true),
            ("opinion/**", "news/opinion/a.md", false),
            ("**/opinion/**", "news/opinion/a.md", true),
            ("**/opinion/**", "opinion/a.md", true),
            ("*.md", "a.md", true),
            ("*.md", "opinion/a.md", false),
            ("**/*.md", "a.md", true),
            ("./*.md", "a.md", true),
            ("opinion/*", "opinion/2026/a.md", false),
            ("opinion/*.{md,txt}", "opinion/a.txt", true),
            ("[a-c].md", "b.md", true),
            ("a?.md", "a/.md", false),
            ("../other/*.md", "../other/a.md", true),
            ("**", "deep/er/a.md", true),
            ("/no/site/*.md", "a.md", true),
            ("/a.md", "a.md", false),
            ("é*.md", "été.md", true),
        ];
        for (glob, document, expected) in cases {
            let (globs, faults) = read(glob);
            assert_eq!(faults, [], "{glob}");
            let document = paths::join(Path::new("/no/site"), document);
            assert_eq!(
                globs.contain(&document),
                expected,
                "{glob} {}",
                document.display()
            );
        }
    }

    #[test]
    fn what_is_no_glob_is_said() {
        let cases = [
            (
                "{a",
                "‘{a’ is no glob: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
            ),
            (
                "[a",
                "‘[a’ is no glob: unclosed character class; missing ']'",
            ),
            ("opinion/", "‘opinion/’ names a folder, and no file in it"),
        ];
        for (glob, expected) in cases {
            let (_, faults) = read(glob);
            assert_eq!(
                faults
                    .iter()
                    .map(|fault| fault.message.as_str())
                    .collect::<Vec<_>>(),
                [expected]
            );
        }
    }
}
