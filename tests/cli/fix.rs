//! What `fix` makes of files: which bytes change, and what stays as it was.

use std::fs;
use std::path::Path;

use super::{folder, run, run_on, text};

/// Bytes of a file and what they are once it is fixed.
const STORED: [(&[u8], &[u8]); 8] = [
    (b"We utilize it.", b"We use it."),
    (
        b"One.\r\nWe utilize it.\rTwo.\n\r\nutilize\r\n",
        b"One.\r\nWe use it.\rTwo.\n\r\nuse\r\n",
    ),
    (
        b"\xEF\xBB\xBFUtilize it.\r\n\tEnd. ",
        b"\xEF\xBB\xBFUse it.\r\n\tEnd. ",
    ),
    (
        "e\u{301}🎄\u{200B} utilize\u{AD}d\u{2028}".as_bytes(),
        "e\u{301}🎄\u{200B} utilize\u{AD}d\u{2028}".as_bytes(),
    ),
    (
        b"\xFF\xFE\x20\xAC \0u\0t\0i\0l\0i\0z\0e\0\r\0\n\0",
        b"\xFF\xFE\x20\xAC \0u\0s\0e\0\r\0\n\0",
    ),
    (
        b"\xFE\xFF\xD8\x3C\xDF\x84\0 \0u\0t\0i\0l\0i\0z\0e",
        b"\xFE\xFF\xD8\x3C\xDF\x84\0 \0u\0s\0e",
    ),
    // Half a character and half a unit are nobody's to mend.
    (
        b"\xFE\xFF\xD8\x3C\0 \0u\0t\0i\0l\0i\0z\0e\0 \0",
        b"\xFE\xFF\xD8\x3C\0 \0u\0s\0e\0 \0",
    ),
    (b"", b""),
];

/// The names of the files in a folder: nothing may be left behind.
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
fn only_what_is_fixed_changes_in_files_and_pipes() {
    for (before, after) in STORED {
        let folder = folder(&[("a.md", before)]);
        let output = run(folder.path(), &["fix", "a.md"]);
        let written = fs::read(folder.path().join("a.md")).expect("a file");
        assert_eq!(written, after, "{before:?}: {}", text(&output.stderr));
        assert_eq!(output.status.code(), Some(0), "{before:?}");
        assert!(output.stdout.is_empty(), "{before:?}");
        assert_eq!(
            names(folder.path()),
            ["a.md", "desk.toml", "housestyle.toml"]
        );
        let piped = run_on(folder.path(), &["fix", "--stdin-path", "b.md"], before);
        assert_eq!(piped.stdout, after, "{before:?}: {}", text(&piped.stderr));
        assert_eq!(piped.status.code(), Some(0), "{before:?}");
    }
}

#[test]
fn a_file_of_unknown_encoding_is_left_and_named() {
    let bytes = b"caf\xE9 utilize";
    let folder = folder(&[("a.md", bytes), ("b.md", b"utilize"), ("c.md", b"caf\xE9")]);
    let output = run(folder.path(), &["fix"]);
    let stderr = text(&output.stderr);
    assert_eq!(
        stderr,
        "‘./a.md’ is left as it is: it is neither UTF-8 nor UTF-16 with a byte order mark; \
         save it as UTF-8 to have it fixed\n\
         1 fix in 1 of 3 files; 1 finding is left that needs a decision.\n"
    );
    assert_eq!(output.status.code(), Some(1));
    let kept = fs::read(folder.path().join("a.md")).expect("a file");
    assert_eq!(kept, bytes);
    let piped = run_on(folder.path(), &["fix", "-"], bytes);
    assert_eq!(piped.stdout, bytes);
    assert_eq!(piped.status.code(), Some(1));
}

#[test]
fn a_configuration_that_is_not_read_wholly_fixes_nothing() {
    let broken = b"styles = [\"desk.toml\"]\n[rules\n\"desk.plain-words\" = \"off\"\n";
    let style = b"[[rule]]\nid = \"x\"\nphrase = \"x\"\n[[rule]]\nid = \"a\"\nreplace = { utilize = \"use\" }";
    let files: [(&str, &[u8]); 5] = [
        ("housestyle.toml", broken),
        ("a.md", b"utilize"),
        ("b.md", b"utilize"),
        ("good/housestyle.toml", b"styles = [\"style.toml\"]"),
        ("good/style.toml", style),
    ];
    let folder = folder(&files);
    fs::write(folder.path().join("good/c.md"), "utilize").expect("a file");
    let output = run(folder.path(), &["fix", "a.md", "b.md"]);
    let stderr = text(&output.stderr);
    let note = "nothing is fixed by ‘housestyle.toml’: what could not be read of it may have switched rules off\n";
    assert_eq!(stderr.matches(note).count(), 1, "{stderr}");
    assert_eq!(output.status.code(), Some(2));
    let kept = fs::read(folder.path().join("a.md")).expect("a file");
    assert_eq!(kept, b"utilize");
    // A rule that is wrong costs that rule.
    let output = run(folder.path(), &["fix", "good"]);
    assert_eq!(output.status.code(), Some(2));
    let fixed = fs::read(folder.path().join("good/c.md")).expect("a file");
    assert_eq!(fixed, b"use");
}

#[test]
fn what_cannot_be_fixed_is_said_and_the_rest_is_fixed() {
    let long = "utilize ".repeat(2_000_001);
    let folder = folder(&[
        ("a.md", b"utilize\0"),
        ("b.md", long.as_bytes()),
        ("c.md", b"utilize"),
    ]);
    let output = run(folder.path(), &["fix", "a.md", "b.md", "c.md"]);
    assert_eq!(
        text(&output.stderr),
        "error: ‘a.md’ is not text: it contains NUL bytes\n\
         error: ‘b.md’ is not checked: it is longer than 16,000,000 bytes\n\
         1 fix in 1 file.\n"
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        fs::read(folder.path().join("c.md")).expect("a file"),
        b"use"
    );
    let piped = run_on(folder.path(), &["fix", "-"], b"utilize\0");
    assert_eq!((piped.stdout.len(), piped.status.code()), (0, Some(2)));
}

#[test]
fn a_file_that_needs_no_fix_is_not_touched() {
    let folder = folder(&[("a.md", b"Use it."), ("b.md", b"utilize")]);
    let path = folder.path().join("a.md");
    let written = |path| {
        fs::metadata(path)
            .expect("a file")
            .modified()
            .expect("a time")
    };
    let before = written(&path);
    // Of no interest where nothing is written.
    let mut permissions = fs::metadata(&path).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("permissions");
    let output = run(folder.path(), &["fix"]);
    assert_eq!(text(&output.stderr), "1 fix in 1 of 2 files.\n");
    assert_eq!(written(&path), before);
    let output = run(folder.path(), &["fix"]);
    assert_eq!(text(&output.stderr), "Nothing to fix in 2 files.\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_diff_has_colours_where_they_are_wanted_and_else_the_bytes() {
    let folder = folder(&[
        ("a b.md", b"utilize\r\nit"),
        ("c.md", b"\xFF\xFEu\0t\0i\0l\0i\0z\0e\0"),
    ]);
    let output = run(folder.path(), &["fix", "--diff"]);
    assert_eq!(
        text(&output.stdout),
        "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1,2 +1,2 @@\n-utilize\r\n+use\r\n it\n\
         \\ No newline at end of file\n\
         --- a/c.md\n+++ b/c.md\n@@ -1 +1 @@\n-\u{FEFF}utilize\n\\ No newline at end of file\n\
         +\u{FEFF}use\n\\ No newline at end of file\n"
    );
    assert_eq!(output.status.code(), Some(1));
    let output = run(
        folder.path(),
        &["fix", "--diff", "--color", "always", "a b.md"],
    );
    let stdout = text(&output.stdout);
    assert!(
        stdout.contains("\u{1b}[31m-utilize\u{1b}[0m\n"),
        "{stdout:?}"
    );
    assert!(stdout.contains("\u{1b}[32m+use\u{1b}[0m\n"), "{stdout:?}");
    assert_eq!(
        fs::read(folder.path().join("a b.md")).expect("a file"),
        b"utilize\r\nit"
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("a file").permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    }

    #[test]
    fn permissions_stay() {
        for expected in [0o600, 0o644, 0o664, 0o755, 0o777] {
            let folder = folder(&[("a.md", b"utilize")]);
            let path = folder.path().join("a.md");
            set_mode(&path, expected);
            let owner = |path| {
                let metadata = fs::metadata(path).expect("a file");
                (metadata.uid(), metadata.gid())
            };
            let before = owner(&path);
            run(folder.path(), &["fix", "a.md"]);
            assert_eq!(fs::read(&path).expect("a file"), b"use");
            assert_eq!(mode(&path), expected, "{expected:o}");
            assert_eq!(owner(&path), before);
        }
    }

    #[test]
    fn links_stay_links_and_what_they_lead_to_is_fixed_once() {
        let folder = folder(&[("sub/a.md", b"utilize utilize")]);
        let path = |name: &str| folder.path().join(name);
        symlink("sub/a.md", path("link.md")).expect("a link");
        symlink(path("link.md"), path("chain.txt")).expect("a link");
        symlink("sub", path("folder")).expect("a link");
        set_mode(&path("sub/a.md"), 0o640);
        let args = ["fix", "chain.txt", "link.md", "folder/a.md", "sub", "."];
        let output = run(folder.path(), &args);
        assert_eq!(text(&output.stderr), "2 fixes in 1 file.\n");
        for name in ["link.md", "chain.txt", "folder"] {
            let metadata = fs::symlink_metadata(path(name)).expect("a link");
            assert!(metadata.is_symlink(), "{name}");
        }
        assert_eq!(fs::read(path("sub/a.md")).expect("a file"), b"use use");
        assert_eq!(mode(&path("sub/a.md")), 0o640);
        assert_eq!(names(&path("sub")), ["a.md"]);
    }

    #[test]
    fn hard_links_stay_one_file() {
        let folder = folder(&[("a.md", b"We utilize it.")]);
        let path = |name: &str| folder.path().join(name);
        fs::hard_link(path("a.md"), path("b.md")).expect("a link");
        let output = run(folder.path(), &["fix"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        for name in ["a.md", "b.md"] {
            assert_eq!(fs::read(path(name)).expect("a file"), b"We use it.");
            assert_eq!(fs::metadata(path(name)).expect("a file").nlink(), 2);
        }
    }

    #[test]
    fn a_file_that_may_not_be_written_is_told_and_the_rest_is_fixed() {
        let folder = folder(&[("a.md", b"utilize"), ("b.md", b"utilize")]);
        let path = |name: &str| folder.path().join(name);
        set_mode(&path("a.md"), 0o444);
        let output = run(folder.path(), &["fix"]);
        assert_eq!(
            text(&output.stderr),
            "error: cannot write ‘./a.md’: permission denied\n\
             1 fix in 1 of 2 files; 1 finding is left that needs a decision.\n"
        );
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(fs::read(path("a.md")).expect("a file"), b"utilize");
        assert_eq!(fs::read(path("b.md")).expect("a file"), b"use");
        let output = run(folder.path(), &["fix", "--diff", "a.md"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stdout).contains("+use"));
    }
}
