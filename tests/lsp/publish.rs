//! When findings are told: a word that is being typed, and lists that cost something.

use serde_json::{Value, json};

use crate::client::{Client, places, uri};
use crate::engines::words;

const URI: &str = uri!("a.md");

fn count(published: &Value) -> usize {
    published["diagnostics"].as_array().map_or(0, Vec::len)
}

/// Opens `before`, types `typed` at the end of it, and says how many findings are told at
/// once and how many after a while, if that is told.
async fn check(before: &str, replaced: u32, typed: &str, at_once: usize, later: Option<usize>) {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, before).await;
    client.diagnostics(URI, 1).await;
    let end = before.len() as u32;
    client
        .edit(URI, 2, (0, end - replaced), (0, end), typed)
        .await;
    let first = client.published(URI).await;
    assert_eq!(
        (&first["version"], count(&first)),
        (&json!(2), at_once),
        "{before} {typed}"
    );
    if let Some(later) = later {
        let second = client.published(URI).await;
        assert_eq!(
            (&second["version"], count(&second)),
            (&json!(2), later),
            "{before} {typed}"
        );
    }
    client.finish().await;
}

#[tokio::test]
async fn a_word_is_found_when_it_is_whole_or_after_a_moment() {
    check("so ba", 0, "d", 0, Some(1)).await;
    check("bad, so ba", 0, "d", 1, Some(2)).await;
    check("so ba", 0, "d.", 1, None).await;
    check("so bad", 0, " ", 1, None).await;
    check("so bad", 0, "ly", 1, None).await;
    // What is shown does not go away while it is typed again.
    check("so bad", 1, "d", 1, None).await;
}

#[tokio::test]
async fn typing_on_starts_the_moment_again_and_leaving_the_word_ends_it() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "ba").await;
    client.diagnostics(URI, 1).await;
    client.edit(URI, 2, (0, 2), (0, 2), "d").await;
    assert_eq!(client.diagnostics(URI, 2).await, Vec::<Value>::new());
    client.edit(URI, 3, (0, 0), (0, 0), "a ").await;
    let found = client.diagnostics(URI, 3).await;
    assert_eq!(places(&found), [((0, 2), (0, 5))]);
    client.finish().await;
}

#[tokio::test]
async fn an_editor_that_asks_is_told_to_ask_again_for_what_was_held_back() {
    let capabilities = json!({
        "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": true}},
    });
    let mut client = Client::with_capabilities(words(), capabilities).await;
    client.open(URI, "markdown", 1, "ba").await;
    client.edit(URI, 2, (0, 2), (0, 2), "d").await;
    let question =
        |previous: &Value| json!({"textDocument": {"uri": URI}, "previousResultId": previous});
    let first = client
        .request("textDocument/diagnostic", question(&Value::Null))
        .await;
    assert_eq!(first["items"], json!([]));
    client.asked("workspace/diagnostic/refresh").await;
    let second = client
        .request("textDocument/diagnostic", question(&first["resultId"]))
        .await;
    assert_eq!(
        second["items"].as_array().map(Vec::len),
        Some(1),
        "{second}"
    );
    client.finish().await;
}

#[tokio::test]
async fn of_many_findings_the_last_state_is_told_however_fast_it_changes() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 0, &"bad ".repeat(6_000)).await;
    let first = client.diagnostics(URI, 0).await;
    assert_eq!(first.len(), 5_001);
    assert_eq!(
        first.last().expect("a notice")["message"],
        "1,000 more findings from here on are not shown."
    );
    for version in 1..=40 {
        client.edit(URI, version, (0, 0), (0, 4), "").await;
        // An answer shows that the server has read the edit.
        client.hover(uri!("other.md"), 0, 0).await;
    }
    let last = client.diagnostics(URI, 40).await;
    assert_eq!(
        last.last().expect("a notice")["message"],
        "960 more findings from here on are not shown."
    );
    client.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_edits_and_pauses_fall_together_the_last_state_is_told() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 0, &"bad ".repeat(900)).await;
    client.diagnostics(URI, 0).await;
    let mut version = 0;
    for burst in 0_u64..60 {
        for edit in 0..2 + burst % 7 {
            version += 1;
            client.edit(URI, version, (0, 0), (0, 0), "bad ").await;
            // As uneven as typing is.
            let pause = std::time::Duration::from_micros((burst * 97 + edit * 389) % 4_000);
            tokio::time::sleep(pause).await;
        }
        let found = client.diagnostics(URI, version).await;
        assert_eq!(i64::try_from(found.len()), Ok(900 + version));
    }
    client.finish().await;
}
