//! Findings on record as people keep them: written and pruned by the command, merged by git.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use super::{folder, run, run_on, text};

const IGNORED: &str = ".housestyle/ignored.tsv";
const BASELINE: &str = ".housestyle/baseline.tsv";

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_default()
}

/// The records of a file: its lines without comments.
fn records(folder: &Path, path: &str) -> Vec<String> {
    let text = read(folder, path);
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

/// Runs the command, which has to end so; what it says on both streams.
#[track_caller]
fn said(folder: &Path, args: &[&str], code: i32) -> String {
    let output = run(folder, args);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
    said
}

/// Puts what is found now on record as ignored on purpose, with a reason, beside what is.
fn ignore_all(folder: &Path, reason: &str) {
    said(folder, &["check", "--write-baseline"], 0);
    let lines = records(folder, BASELINE).into_iter();
    let mut lines: Vec<String> = lines.map(|line| format!("{line}\t{reason}")).collect();
    lines.extend(records(folder, IGNORED));
    lines.sort();
    fs::write(folder.join(IGNORED), lines.join("\n") + "\n").expect("a file");
    fs::remove_file(folder.join(BASELINE)).expect("a file");
}

/// Runs git there; what it says, and whether it went well.
fn git(folder: &Path, args: &[&str]) -> (bool, String) {
    let mut command = Command::new("git");
    // Nothing of the user's own settings.
    command
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org"])
        .args(["-c", "init.defaultBranch=main", "-c", "core.autocrlf=false"])
        .args(args);
    let output = command.output().expect("git runs");
    let said = text(&output.stdout) + &text(&output.stderr);
    (output.status.success(), said)
}

fn has_git() -> bool {
    let has = Command::new("git").arg("--version").output().is_ok();
    if !has {
        let _ = writeln!(std::io::stderr(), "skipped: there is no git here");
    }
    has
}

/// A repository in which two branches each ignore what they wrote, with or without what git
/// has to know; on the branch `main`, and the other one is `topic`.
fn two_branches(with_attributes: bool) -> tempfile::TempDir {
    let folder = folder(&[
        ("a.md", b"They utilize this.\n\nEnd.\n"),
        ("b.md", b"Start.\n"),
        ("c.md", b"Start.\n"),
    ]);
    let path = folder.path();
    let done = |args: &[&str]| {
        let (well, said) = git(path, args);
        assert!(well, "{args:?}: {said}");
    };
    done(&["init", "--quiet"]);
    ignore_all(path, "at first");
    let attributes = path.join(".housestyle/.gitattributes");
    if !with_attributes {
        fs::write(&attributes, "").expect("a file");
    }
    done(&["add", "."]);
    done(&["commit", "--quiet", "-m", "start"]);
    done(&["checkout", "--quiet", "-b", "topic"]);
    fs::write(path.join("c.md"), "On topic we utilize more.\n").expect("a file");
    ignore_all(path, "of topic");
    done(&["commit", "--quiet", "-am", "topic"]);
    done(&["checkout", "--quiet", "main"]);
    fs::write(
        path.join("b.md"),
        "Start.\n\nIn the main they utilize it.\n",
    )
    .expect("a file");
    fs::write(
        path.join("a.md"),
        "Before.\n\nThey *utilize*\nthis.\n\nEnd.\n",
    )
    .expect("a file");
    ignore_all(path, "of main");
    done(&["commit", "--quiet", "-am", "main"]);
    folder
}

#[test]
fn git_puts_the_records_of_two_branches_together() {
    if !has_git() {
        return;
    }
    let folder = two_branches(true);
    let path = folder.path();
    assert_eq!(
        read(path, ".housestyle/.gitattributes"),
        "*.tsv text merge=union\n"
    );
    let (well, said_by_git) = git(path, &["merge", "--no-edit", "topic"]);
    assert!(well, "{said_by_git}");
    let merged = records(path, IGNORED);
    assert_eq!(merged.len(), 3, "{merged:?}");
    let said_now = said(path, &["check"], 0);
    assert!(said_now.contains("No findings in 3 files."), "{said_now}");
    let listed = said(path, &["ignores"], 0);
    for reason in ["at first", "of topic", "of main"] {
        assert!(listed.contains(reason), "{listed}");
    }
    assert!(!listed.contains("covers nothing"), "{listed}");
    // Whatever the merge made of their order, the next writing puts it right.
    fs::write(path.join("b.md"), "Start.\n").expect("a file");
    said(path, &["ignores", "--prune"], 0);
    let pruned = records(path, IGNORED);
    assert!(pruned.is_sorted() && pruned.len() == 2, "{pruned:?}");
    said(path, &["check"], 0);
}

#[test]
fn where_git_could_not_both_sides_count_and_the_way_out_is_said() {
    if !has_git() {
        return;
    }
    let folder = two_branches(false);
    let path = folder.path();
    let (well, said_by_git) = git(path, &["merge", "--no-edit", "topic"]);
    assert!(!well && said_by_git.contains("CONFLICT"), "{said_by_git}");
    assert!(read(path, IGNORED).contains("<<<<<<< "));
    let said_now = said(path, &["check"], 2);
    for expected in [
        "No findings in 3 files, but there were errors",
        ".housestyle/ignored.tsv:",
        "‘<<<<<<< HEAD’ was left by git",
        "git checkout --ours",
        "merge=union",
    ] {
        assert!(said_now.contains(expected), "{expected}: {said_now}");
    }
    // Nothing is lost by taking the marks out.
    let pruned = said(path, &["ignores", "--prune"], 2);
    assert!(pruned.contains("in order; it has 3 records"), "{pruned}");
    let pruned = records(path, IGNORED);
    assert!(pruned.is_sorted() && pruned.len() == 3, "{pruned:?}");
    said(path, &["check"], 0);
}

#[test]
fn only_what_was_looked_at_is_judged() {
    let files: [(&str, &[u8]); 4] = [
        ("a/a.md", b"We utilize it."),
        ("b/b.md", b"We utilize it."),
        ("b/c.md", b"We utilize it."),
        ("b/d.log", b"We utilize it."),
    ];
    let folder = folder(&files);
    let path = folder.path();
    let paths = || {
        let lines = records(path, BASELINE).into_iter();
        lines
            .map(|line| line.split('\t').next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    said(path, &["check", "--write-baseline", ".", "b/d.log"], 0);
    assert_eq!(paths(), ["a/a.md", "b/b.md", "b/c.md", "b/d.log"]);
    // One is mended, one is gone, one is not found in a walk.
    fs::write(path.join("a/a.md"), "We use it.").expect("a file");
    fs::remove_file(path.join("b/c.md")).expect("a file");
    said(path, &["check", "--ratchet", "b/b.md"], 0);
    let said_of_b = said(path, &["check", "--ratchet", "b"], 1);
    assert!(
        said_of_b.contains("in ‘b/c.md’ covers nothing"),
        "{said_of_b}"
    );
    assert!(said_of_b.contains("smaller by 1 record"), "{said_of_b}");
    said(path, &["ignores", "--prune", "b"], 0);
    assert_eq!(paths(), ["a/a.md", "b/b.md", "b/d.log"]);
    let said_of_b = said(path, &["check", "--write-baseline", "b"], 0);
    assert!(said_of_b.contains("not checked it keeps 2"), "{said_of_b}");
    said(path, &["ignores", "--prune"], 0);
    assert_eq!(paths(), ["b/b.md", "b/d.log"]);
    // A nearer configuration has its own records, and those further off are no use there.
    fs::copy(path.join("desk.toml"), path.join("b/desk.toml")).expect("a file");
    fs::copy(path.join("housestyle.toml"), path.join("b/housestyle.toml")).expect("a file");
    said(path, &["check", "--baseline"], 1);
    said(path, &["ignores", "--prune"], 0);
    assert_eq!(paths(), ["b/d.log"]);
    said(path, &["check", "--write-baseline"], 0);
    assert!(records(path, "b/.housestyle/baseline.tsv")[0].starts_with("b.md\t"));
    assert_eq!(paths(), ["b/d.log"]);
}

#[test]
fn what_was_written_by_hand_is_kept() {
    let folder = folder(&[("a.md", b"We utilize it.\n\nThey utilize more.\n")]);
    let path = folder.path();
    said(path, &["check", "--write-baseline"], 0);
    let [one, two] = records(path, BASELINE).try_into().expect("two records");
    // Comments, reasons, CR LF.
    let written = format!("# Ours.\r\n\r\n{two}\tlater\r\n# Hers\r\n{one}\r\n");
    fs::write(path.join(BASELINE), written).expect("a file");
    said(path, &["check", "--write-baseline"], 0);
    let kept = read(path, BASELINE);
    assert!(kept.starts_with("# Ours.\r\n\r\n"), "{kept}");
    for part in [
        format!("{two}\tlater\r\n"),
        format!("{one}\r\n"),
        "# Hers\r\n".to_owned(),
    ] {
        assert!(kept.contains(&part), "{kept}");
    }
    // A line that cannot be read would be lost, and so would all that a broken rule found.
    let broken = format!("{kept}what is this\n");
    fs::write(path.join(BASELINE), &broken).expect("a file");
    for args in [&["check", "--write-baseline"][..], &["ignores", "--prune"]] {
        let why = said(path, args, 2);
        assert!(
            why.contains("this line has 1 field and not seven, or eight with a reason"),
            "{why}"
        );
    }
    assert_eq!(read(path, BASELINE), broken);
    said(path, &["check", "--baseline"], 2);
    fs::write(path.join(BASELINE), &kept).expect("a file");
    fs::write(
        path.join("desk.toml"),
        "[[rule]]\nid = 'x'\nphrase = 'utilize'\n",
    )
    .expect("a file");
    for args in [&["check", "--write-baseline"][..], &["ignores", "--prune"]] {
        let why = said(path, args, 2);
        assert!(why.contains("the rules could not be read wholly"), "{why}");
    }
    said(path, &["check", "--ratchet"], 2);
    assert_eq!(read(path, BASELINE), kept);
}

#[test]
fn standard_input_has_records_if_it_has_a_name() {
    let folder = folder(&[]);
    let path = folder.path();
    let draft = ["--stdin-path", "drafts/a.md", "-"];
    let checked = |args: &[&str], expected: i32| {
        let output = run_on(path, &[&["check"], args].concat(), b"We utilize it.");
        assert_eq!(output.status.code(), Some(expected), "{args:?}");
    };
    checked(&[&["--write-baseline"], &draft[..]].concat(), 0);
    assert!(records(path, BASELINE)[0].starts_with("drafts/a.md\tdesk.plain-words\t"));
    checked(&draft, 1);
    checked(&[&["--baseline"], &draft[..]].concat(), 0);
    checked(&["--baseline", "--stdin-path", "drafts/b.md", "-"], 1);
    checked(&["--baseline", "-"], 1);
    // What has no name is not put on record.
    let unnamed = run(path, &["check", "--write-baseline", "-"]);
    assert_eq!(unnamed.status.code(), Some(2));
    let told = text(&unnamed.stderr);
    assert!(told.contains("‘--stdin-path draft.md’"), "{told}");
    assert_eq!(records(path, BASELINE).len(), 1);
    // In the text that is fixed it stays as it is, if it is ignored on purpose.
    fs::rename(path.join(BASELINE), path.join(IGNORED)).expect("a file");
    let output = run_on(path, &[&["fix"], &draft[..]].concat(), b"We utilize it.");
    assert_eq!(text(&output.stdout), "We utilize it.");
}

#[test]
fn what_names_no_rule_says_so() {
    let article = b"<!-- housestyle ignore: dsek -->\n\nWe utilize it.\n";
    let folder = folder(&[("a.md", article)]);
    let path = folder.path();
    said(path, &["check", "--write-baseline", "a.md"], 0);
    let lines = records(path, BASELINE).join("\n");
    let renamed = lines.replace("desk.plain-words", "desk.plain-word");
    fs::rename(path.join(BASELINE), path.join(IGNORED)).expect("a file");
    fs::write(path.join(IGNORED), renamed + "\n").expect("a file");
    let listed = said(path, &["ignores"], 0);
    for expected in [
        "1:25  dsek · covers nothing: ‘dsek’ names no rule and no style; did you mean ‘desk’? · in the text\n",
        "–  desk.plain-word ‘utilize’ · covers nothing: ‘desk.plain-word’ names no rule and no style; \
         did you mean ‘desk.plain-words’? · .housestyle/ignored.tsv:",
    ] {
        assert!(listed.contains(expected), "{listed}");
    }
}

#[test]
fn directives_are_judged_by_the_rule_for_them() {
    let article = b"<!-- housestyle ignore: desk -->\n\nWe use it.\n";
    let folder = folder(&[("a.md", article)]);
    let path = folder.path();
    for (setting, expected) in [
        ("on", "1:25  desk · covers nothing · in the text\n"),
        (
            "off",
            "1:25  desk · in the text, and not judged: housestyle.unused-ignore is off\n",
        ),
    ] {
        let configuration =
            format!("styles = ['desk.toml']\n[rules]\n'housestyle.unused-ignore' = '{setting}'\n");
        fs::write(path.join("housestyle.toml"), configuration).expect("a file");
        let listed = said(path, &["ignores"], 0);
        assert!(listed.contains(expected), "{listed}");
    }
}
