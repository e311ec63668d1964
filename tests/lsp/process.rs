//! How the program ends, and what it says then: seen from outside.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

const INITIALIZE: &str =
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const OPEN: &str = r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","languageId":"markdown","version":1,"text":"A secret."}}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

/// One message as it is sent.
fn framed(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// Says `said`, closes the input if that is asked for, and compares how the program ends; what it
/// says on standard error.
#[track_caller]
fn check(said: &str, close: bool, status: i32) -> String {
    let mut server = Command::new(env!("CARGO_BIN_EXE_housestyle"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut input = server.stdin.take().expect("an input");
    input.write_all(said.as_bytes()).expect("it reads");
    input.flush().expect("it reads");
    // Held open, unless the end of the input is what is tested.
    let held = (!close).then_some(input);
    let output = server.wait_with_output().expect("it ends");
    drop(held);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{said:?}: {errors}");
    for never in ["panicked", "RUST_BACKTRACE", "secret"] {
        assert!(!errors.contains(never), "{said:?}: {errors}");
    }
    let answers = String::from_utf8_lossy(&output.stdout);
    assert!(!answers.contains("panicked"), "{said:?}: {answers}");
    errors.into_owned()
}

#[test]
fn it_ends_with_success_only_after_a_goodbye() {
    let [initialize, open, shutdown, exit] = [INITIALIZE, OPEN, SHUTDOWN, EXIT].map(framed);
    check(&[&*initialize, &open, &shutdown, &exit].concat(), false, 0);
    check(&[&*initialize, &open, &shutdown].concat(), true, 0);
    check(&[&*initialize, &open, &exit].concat(), false, 1);
    check(&exit, false, 1);
    check(&[&*initialize, &open].concat(), true, 1);
    check("", true, 1);
}

#[test]
fn half_a_message_and_what_is_none_end_it_without_a_panic() {
    let [initialize, open] = [INITIALIZE, OPEN].map(framed);
    let begun = [&*initialize, &open].concat();
    for half in [
        &open[..5],
        "Content-Length: 100",
        "Content-Length: 100\r\n\r\n",
        &open[..open.len() / 2],
        &open[..open.len() - 1],
    ] {
        let errors = [
            check(half, true, 1),
            check(&format!("{begun}{half}"), true, 1),
        ];
        assert_eq!(errors, ["", ""], "{half}");
    }
    for none in [
        framed("{\"a\":"),
        framed("[]"),
        framed("{}"),
        framed("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":3}"),
        framed(&"[".repeat(100_000)),
        "Content-Length: x\r\n\r\n{}".to_owned(),
        "hello\r\n\r\n".to_owned(),
    ] {
        check(&none, true, 1);
        for said in [&none, &format!("{begun}{none}")] {
            let errors = check(said, false, 1);
            let is_told = errors.contains("something that is no message; the server ends");
            assert!(is_told && errors.lines().count() == 1, "{errors}");
        }
    }
}

#[test]
fn it_ends_though_nobody_reads_its_answers() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_housestyle"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut input = server.stdin.take().expect("an input");
    let mut output = server.stdout.take().expect("an output");
    input
        .write_all(framed(INITIALIZE).as_bytes())
        .expect("it reads");
    output.read_exact(&mut [0; 10]).expect("it answers");
    drop(output);
    // The first answers show that the output is gone; the others are dropped.
    let goodbyes = framed(SHUTDOWN).repeat(20);
    input.write_all(goodbyes.as_bytes()).expect("it reads");
    drop(input);
    assert!(server.wait().expect("it ends").code().is_some());
}

/// Says goodbye on `input`, whatever it is, and compares what is answered on a file.
#[track_caller]
fn check_files(input: Stdio) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("answers");
    let answers = std::fs::File::create(&path).expect("a file");
    let status = Command::new(env!("CARGO_BIN_EXE_housestyle"))
        .arg("lsp")
        .stdin(input)
        .stdout(answers)
        .stderr(Stdio::null())
        .status()
        .expect("the program");
    assert_eq!(status.code(), Some(0));
    let answers = std::fs::read_to_string(&path).expect("answers");
    let count = answers.matches("Content-Length: ").count();
    assert!(count >= 2 && answers.ends_with('}'), "{answers}");
}

#[test]
fn it_reads_and_writes_files() {
    use std::io::Seek as _;
    let mut said = tempfile::tempfile().expect("a file");
    let messages = [INITIALIZE, OPEN, SHUTDOWN, EXIT].map(framed).concat();
    said.write_all(messages.as_bytes()).expect("a disk");
    said.rewind().expect("a file");
    check_files(said.into());
}

/// Editors that run on Node.js have sockets for pipes.
#[cfg(unix)]
#[test]
fn it_reads_and_writes_sockets() {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    let pair = || UnixStream::pair().expect("sockets");
    let ((mut input, its_input), (mut output, its_output)) = (pair(), pair());
    let mut server = Command::new(env!("CARGO_BIN_EXE_housestyle"))
        .arg("lsp")
        .stdin(OwnedFd::from(its_input))
        .stdout(OwnedFd::from(its_output))
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    // More than a socket takes at once, so that both sides have to wait for each other.
    let asked: String = (1..4000)
        .map(|id| {
            let ask = r#"{"jsonrpc":"2.0","method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":0,"character":3}},"id":"#;
            framed(&format!("{ask}{}}}", id + 100))
        })
        .collect();
    let begun = [INITIALIZE, OPEN].map(framed).concat();
    let ended = [SHUTDOWN, EXIT].map(framed).concat();
    let reader = std::thread::spawn(move || {
        let mut answers = String::new();
        output.read_to_string(&mut answers).expect("answers");
        answers
    });
    for said in [begun, asked, ended] {
        input.write_all(said.as_bytes()).expect("it reads");
    }
    assert_eq!(server.wait().expect("it ends").code(), Some(0));
    let answers = reader.join().expect("answers");
    for id in [1, 2, 101, 2000, 4099] {
        assert!(answers.contains(&format!("\"id\":{id}")), "{id}");
    }
}
