//! The command as people and scripts use it: its arguments, streams and exit codes.
//!
//! The cases in `tests/cmd` are read and, with `TRYCMD=overwrite`, written by trycmd.
//! Here is what cannot be written down there: strange bytes, colours, readers that go away,
//! in [`fix`] what becomes of files, and in [`records`] what of findings on record.

mod fix;
mod records;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Variables and their values.
type Environment<'a> = &'a [(&'a str, &'a str)];

const STYLE: &str = "\
[[rule]]
id = \"plain-words\"
severity = \"error\"
replace = { utilize = \"use\" }
";

/// A folder with a configuration, a style and `files`.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let own: [(&str, &[u8]); 2] = [
        ("housestyle.toml", b"styles = [\"desk.toml\"]"),
        ("desk.toml", STYLE.as_bytes()),
    ];
    for (path, bytes) in own.iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn housestyle(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_housestyle"));
    command.current_dir(folder).args(args);
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(variable);
    }
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    housestyle(folder, args).output().expect("the command runs")
}

/// The same with `bytes` as standard input.
fn run_on(folder: &Path, args: &[&str], bytes: &[u8]) -> Output {
    let mut command = housestyle(folder, args);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(bytes).expect("it is read");
    drop(stdin);
    child.wait_with_output().expect("the command ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn commands_say_what_they_said() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml");
}

#[test]
fn every_encoding_is_read_and_places_are_those_of_the_file() {
    // Bytes of the file, and of the record: line, column, end column, start, end, is there a fix.
    let cases: [(&[u8], [usize; 5], bool); 9] = [
        (b"We utilize it.", [1, 4, 11, 3, 10], true),
        (b"One.\r\nWe utilize it.\r\n", [2, 4, 11, 9, 16], true),
        (b"One.\rWe utilize it.", [2, 4, 11, 8, 15], true),
        (b"\xEF\xBB\xBFWe utilize it.", [1, 4, 11, 6, 13], true),
        ("🎄\tutilize".as_bytes(), [1, 3, 10, 5, 12], true),
        ("e\u{301} utilize".as_bytes(), [1, 4, 11, 4, 11], true),
        (b"caf\xE9 utilize", [1, 6, 13, 5, 12], false),
        (
            b"\xFF\xFE\x20\xAC \0u\0t\0i\0l\0i\0z\0e\0",
            [1, 3, 10, 6, 20],
            true,
        ),
        (
            b"\xFE\xFF\xD8\x3C\xDF\x84\0 \0u\0t\0i\0l\0i\0z\0e",
            [1, 3, 10, 8, 22],
            true,
        ),
    ];
    for (bytes, places, has_fix) in cases {
        let folder = folder(&[("a.md", bytes)]);
        let output = run(folder.path(), &["check", "--format", "jsonl", "a.md"]);
        let [line, column, end_column, start, end] = places;
        let fixes = if has_fix {
            format!(
                "[{{\"title\":\"Replace with ‘use’\",\"preferred\":true,\"edits\":[{{\"start\":{start},\"end\":{end},\"text\":\"use\"}}]}}]"
            )
        } else {
            "[]".to_owned()
        };
        let expected = format!(
            "{{\"path\":\"a.md\",\"rule\":\"desk.plain-words\",\"severity\":\"error\",\
             \"line\":{line},\"column\":{column},\"end_line\":{line},\"end_column\":{end_column},\
             \"start\":{start},\"end\":{end},\"text\":\"utilize\",\
             \"message\":\"Use ‘use’ instead of ‘utilize’.\",\"note\":null,\"link\":null,\
             \"fixes\":{fixes},\"also\":[]}}\n"
        );
        assert_eq!(text(&output.stdout), expected, "{bytes:?}");
        assert_eq!(output.status.code(), Some(1), "{bytes:?}");
        assert!(
            output.stderr.is_empty(),
            "{bytes:?}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn what_is_no_text_is_passed_over_unless_it_was_named() {
    let long = vec![b'a'; 16_000_001];
    let files: [(&str, &[u8]); 4] = [
        ("binary/a.txt", b"utilize\0"),
        ("long/a.txt", &long),
        ("wide/a.txt", b"\xFF\xFEu\0"),
        ("none/a.rs", b"utilize"),
    ];
    let folder = folder(&files);
    // Path, exit code, what is said.
    let cases = [
        ("binary", 0, ""),
        ("binary/a.txt", 2, "‘binary/a.txt’ is not text"),
        (
            "long",
            2,
            "‘long/a.txt’ is not checked: it is longer than 16,000,000 bytes",
        ),
        ("long/a.txt", 2, "it is longer than 16,000,000 bytes"),
        ("wide/a.txt", 0, ""),
        (
            "none",
            0,
            "nothing to check in ‘none’: no file there ends in .md",
        ),
        (
            "missing",
            2,
            "cannot read ‘missing’: no such file or folder",
        ),
    ];
    for (path, code, said) in cases {
        let output = run(folder.path(), &["check", path]);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{path}: {stderr}");
        assert!(stderr.contains(said), "{path}: {stderr}");
        assert!(output.stdout.is_empty(), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_said_and_the_rest_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let files: [(&str, &[u8]); 3] = [("a.md", b""), ("locked/b.md", b""), ("c.md", b"utilize")];
    let folder = folder(&files);
    for path in ["a.md", "locked"] {
        let mode = fs::Permissions::from_mode(0o000);
        fs::set_permissions(folder.path().join(path), mode).expect("permissions");
    }
    let output = run(folder.path(), &["check"]);
    let mode = fs::Permissions::from_mode(0o700);
    fs::set_permissions(folder.path().join("locked"), mode).expect("permissions");
    assert!(text(&output.stdout).contains("./c.md"));
    // The superuser may read everything.
    if output.status.code() != Some(1) {
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        for path in ["./a.md", "./locked"] {
            assert!(
                stderr.contains(&format!("cannot read ‘{path}’: permission denied")),
                "{stderr}"
            );
        }
    }
}

#[test]
fn colours_are_for_terminals_unless_they_are_asked_for() {
    let folder = folder(&[("a.md", b"utilize")]);
    // Arguments, environment, whether there are colours.
    let cases: [(&[&str], Environment, bool); 7] = [
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--colour=always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&["--color", "always", "--format", "jsonl"], &[], false),
    ];
    for (args, environment, expected) in cases {
        let mut command = housestyle(folder.path(), &["check", "a.md"]);
        let output = command
            .args(args)
            .envs(environment.iter().copied())
            .output();
        let stdout = text(&output.expect("the command runs").stdout);
        assert_eq!(
            stdout.contains('\u{1b}'),
            expected,
            "{args:?} {environment:?}: {stdout}"
        );
        assert!(stdout.contains("utilize"));
    }
}

#[test]
fn schemas_are_printed() {
    let folder = folder(&[]);
    let schemas = [
        ("style", housestyle::rules::schema::of_style()),
        ("config", housestyle::config::schema::of_configuration()),
    ];
    for (of, schema) in schemas {
        let output = run(folder.path(), &["schema", of]);
        let printed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(output.status.success() && printed == schema, "{of}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let prose = "utilize\n\n".repeat(2_000);
    let folder = folder(&[("a.md", prose.as_bytes()), ("b.md", prose.as_bytes())]);
    let mut command = housestyle(folder.path(), &["check", "--format", "jsonl"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn standard_input_may_be_anything() {
    let folder = folder(&[]);
    // Bytes, arguments, exit code.
    let cases: [(&[u8], &[&str], i32); 6] = [
        (b"utilize", &["-"], 1),
        (b"", &["-"], 0),
        (b"\0", &["-"], 2),
        (b"    utilize", &["-"], 1),
        // Indented code is not prose.
        (b"    utilize", &["--stdin-path", "x/y.md", "-"], 0),
        (b"caf\xE9 utilize", &["--stdin-path", "x/y.md"], 1),
    ];
    for (bytes, args, code) in cases {
        let args = [&["check"], args].concat();
        let output = run_on(folder.path(), &args, bytes);
        assert_eq!(output.status.code(), Some(code), "{bytes:?} {args:?}");
    }
}

#[test]
fn a_start_is_made_once() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.md"), "It was prior to this.\n").expect("a file");
    // Arguments, exit code, what is printed.
    let cases: [(&[&str], i32, &str); 5] = [
        (&["init"], 0, "housestyle test"),
        (&["test", "styles/house.toml"], 0, "5 passed, 0 failed"),
        (&["rules"], 0, "house.plain-words"),
        (
            &["check", "--format", "jsonl", "--fail-on", "suggestion"],
            1,
            "\"house.plain-words\"",
        ),
        (&["init"], 2, ""),
    ];
    for (args, code, printed) in cases {
        let output = run(folder.path(), args);
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(
            output.status.code(),
            Some(code),
            "{args:?}: {stdout}{stderr}"
        );
        assert!(stdout.contains(printed), "{args:?}: {stdout}");
        assert_eq!(stderr.is_empty(), code != 2, "{args:?}: {stderr}");
    }
}

#[test]
fn nothing_is_overwritten_by_a_start() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("housestyle.toml"), "mine").expect("a file");
    let output = run(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("‘housestyle.toml’ is there already"));
    assert!(!folder.path().join("styles").exists());
    let kept = fs::read_to_string(folder.path().join("housestyle.toml"));
    assert_eq!(kept.expect("a file"), "mine");
}
