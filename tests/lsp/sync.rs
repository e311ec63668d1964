//! Documents are what the client says, whatever its columns and line endings.

use serde_json::{Value, json};

use crate::client::{Client, places, range, uri};
use crate::engines::{Watch, words};

const URI: &str = uri!("a.md");

/// From, to, and what stands there afterwards.
type LineEdit = ((u32, u32), (u32, u32), &'static str);

/// Opens `text`, applies `edits` one notification each, and compares what was checked.
async fn check_edits(encoding: &str, text: &str, edits: &[LineEdit], expected: &str) {
    let watch = Watch::default();
    let capabilities = json!({"general": {"positionEncodings": [encoding]}});
    let mut client = Client::with_capabilities(watch.words(), capabilities).await;
    client.open(URI, "markdown", 0, text).await;
    let mut version = 0;
    for (from, to, new) in edits {
        version += 1;
        client.edit(URI, version, *from, *to, new).await;
    }
    client.diagnostics(URI, version).await;
    assert_eq!(
        watch.texts().last().map(String::as_str),
        Some(expected),
        "{encoding} {text:?} {edits:?}"
    );
    client.finish().await;
}

#[tokio::test]
async fn edits_are_counted_in_the_agreed_encoding() {
    for (encoding, emoji, e) in [("utf-8", 4, 2), ("utf-16", 2, 1), ("utf-32", 1, 1)] {
        check_edits(encoding, "🎄a", &[((0, emoji), (0, emoji + 1), "b")], "🎄b").await;
        check_edits(encoding, "éa", &[((0, e), (0, e), "-")], "é-a").await;
        check_edits(encoding, "x\n🎄\ny", &[((1, 0), (1, emoji), "")], "x\n\ny").await;
    }
}

#[tokio::test]
async fn every_line_ending_ends_a_line() {
    check_edits("utf-16", "a\r\nb", &[((1, 0), (1, 1), "c")], "a\r\nc").await;
    check_edits("utf-16", "a\rb", &[((1, 0), (1, 1), "c")], "a\rc").await;
    check_edits(
        "utf-16",
        "a\nb\r\nc\rd",
        &[((3, 0), (3, 1), "e")],
        "a\nb\r\nc\re",
    )
    .await;
    check_edits("utf-16", "a\r\nb", &[((0, 1), (1, 0), "")], "ab").await;
    check_edits(
        "utf-16",
        "a\u{2028}b\nc",
        &[((1, 0), (1, 1), "d")],
        "a\u{2028}b\nd",
    )
    .await;
    check_edits(
        "utf-16",
        "ab\r",
        &[((0, 2), (1, 0), "\r\n"), ((1, 0), (1, 0), "c")],
        "ab\r\nc",
    )
    .await;
}

#[tokio::test]
async fn positions_out_of_range_are_clamped() {
    check_edits("utf-16", "ab\ncd", &[((9, 9), (9, 9), "!")], "ab\ncd!").await;
    check_edits("utf-16", "ab\ncd", &[((0, 99), (0, 99), "!")], "ab!\ncd").await;
    check_edits(
        "utf-16",
        "ab\r\ncd",
        &[((0, 99), (0, 99), "!")],
        "ab!\r\ncd",
    )
    .await;
    check_edits("utf-16", "ab", &[((0, 2), (0, 1), "c")], "ac").await;
    check_edits("utf-16", "🎄b", &[((0, 1), (0, 2), "c")], "cb").await;
    check_edits(
        "utf-16",
        "ab",
        &[((u32::MAX, u32::MAX), (u32::MAX, u32::MAX), "c")],
        "abc",
    )
    .await;
}

#[tokio::test]
async fn changes_of_one_notification_follow_each_other() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    client.open(URI, "markdown", 0, "abc").await;
    let changes = json!([
        {"range": range((0, 1), (0, 1)), "text": "X"},
        {"range": range((0, 2), (0, 3)), "rangeLength": 1, "text": "Y"},
    ]);
    client.change(URI, 1, changes).await;
    client.diagnostics(URI, 1).await;
    assert_eq!(watch.texts().last().map(String::as_str), Some("aXYc"));
    client
        .change(
            URI,
            2,
            json!([{"text": "whole"}, {"range": range((0, 0), (0, 0)), "text": "the "}]),
        )
        .await;
    client.diagnostics(URI, 2).await;
    assert_eq!(watch.texts().last().map(String::as_str), Some("the whole"));
    client.change(URI, 3, json!([])).await;
    client.diagnostics(URI, 3).await;
    client.finish().await;
}

#[tokio::test]
async fn ranges_are_counted_in_the_agreed_encoding_and_never_hold_a_line_ending() {
    let text = "🎄é bad\r\nbad\rbad";
    for (encoding, column) in [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)] {
        let capabilities = json!({"general": {"positionEncodings": [encoding, "utf-16"]}});
        let mut client = Client::start(words());
        let announced = client
            .handshake(json!({"capabilities": capabilities}))
            .await;
        assert_eq!(announced["capabilities"]["positionEncoding"], encoding);
        client.open(URI, "markdown", 1, text).await;
        let diagnostics = client.diagnostics(URI, 1).await;
        let expected = [
            ((0, column), (0, column + 3)),
            ((1, 0), (1, 3)),
            ((2, 0), (2, 3)),
        ];
        assert_eq!(places(&diagnostics), expected, "{encoding}");
        client.finish().await;
    }
}

#[tokio::test]
async fn an_empty_document_and_a_document_without_text_are_checked() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "").await;
    assert_eq!(client.diagnostics(URI, 1).await, Vec::<Value>::new());
    client.edit(URI, 2, (0, 0), (0, 0), "bad ").await;
    assert_eq!(client.diagnostics(URI, 2).await.len(), 1);
    client.edit(URI, 3, (0, 0), (0, 3), "").await;
    assert_eq!(client.diagnostics(URI, 3).await.len(), 0);
    client.finish().await;
}
