//! What is checked and published when edits, checks and closings overlap.

use serde_json::{Value, json};

use crate::client::{Client, places, position, uri};
use crate::engines::{Watch, words};

const URI: &str = uri!("a.md");

#[tokio::test]
async fn fast_edits_all_count_and_the_last_is_published() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    client.open(URI, "markdown", 0, "").await;
    for version in 1..=1_000 {
        client.edit(URI, version, (0, 0), (0, 0), "b").await;
    }
    client.diagnostics(URI, 1_000).await;
    assert_eq!(watch.texts().last(), Some(&"b".repeat(1_000)));
    client.finish().await;
}

#[tokio::test]
async fn a_burst_during_a_check_costs_one_more_check() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 0, "x").await;
    watch.begun(1).await;
    for version in 1..=1_000 {
        client.edit(URI, version, (0, 0), (0, 0), "b").await;
    }
    // An answer from the server shows that it has read everything before.
    assert_eq!(client.hover(uri!("other.md"), 0, 0).await, Value::Null);
    watch.release();
    let published = client.published(URI).await;
    assert_eq!(
        published["version"], 1_000,
        "nothing of version 0 is published"
    );
    assert_eq!(watch.texts().len(), 2);
    client.finish().await;
}

#[tokio::test]
async fn nothing_is_published_for_a_document_that_was_closed_during_its_check() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    watch.begun(1).await;
    client.close(URI).await;
    assert_eq!(
        client.published(URI).await,
        json!({"uri": URI, "diagnostics": []})
    );
    watch.release();
    client.finish().await;
}

#[tokio::test]
async fn a_document_that_is_opened_again_during_its_check_is_a_new_one() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 7, "bad").await;
    watch.begun(1).await;
    client.close(URI).await;
    assert_eq!(client.published(URI).await["diagnostics"], json!([]));
    client.open(URI, "markdown", 1, "so bad").await;
    watch.begun(2).await;
    watch.release();
    let published = client.published(URI).await;
    assert_eq!(published["version"], 1);
    assert_eq!(
        places(published["diagnostics"].as_array().expect("a list")),
        [((0, 3), (0, 6))]
    );
    client.finish().await;
}

#[tokio::test]
async fn opening_an_open_document_replaces_it() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 9, "bad").await;
    client.diagnostics(URI, 9).await;
    client.open(URI, "markdown", 2, "a bad").await;
    let published = client.published(URI).await;
    assert_eq!(published["version"], 2);
    client.edit(URI, 3, (0, 0), (0, 1), "one").await;
    assert_eq!(
        places(&client.diagnostics(URI, 3).await),
        [((0, 4), (0, 7))]
    );
    client.finish().await;
}

#[tokio::test]
async fn closing_takes_the_diagnostics_away() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    client.close(URI).await;
    assert_eq!(
        client.published(URI).await,
        json!({"uri": URI, "diagnostics": []})
    );
    assert_eq!(client.hover(URI, 0, 1).await, Value::Null);
    client.close(URI).await;
    client.finish().await;
}

#[tokio::test]
async fn an_edit_counts_even_if_its_version_goes_backwards() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 10, "a").await;
    client.diagnostics(URI, 10).await;
    client.edit(URI, 5, (0, 0), (0, 0), "bad ").await;
    let published = client.published(URI).await;
    assert_eq!(published["version"], 5);
    assert_eq!(published["diagnostics"].as_array().map(Vec::len), Some(1));
    client.edit(URI, 5, (0, 0), (0, 0), "bad ").await;
    let published = client.published(URI).await;
    assert_eq!(published["diagnostics"].as_array().map(Vec::len), Some(2));
    client.finish().await;
}

#[tokio::test]
async fn a_bug_in_a_check_costs_one_result_and_tells_nothing_of_the_text() {
    let mut client = Client::new(words()).await;
    client.open(URI, "markdown", 1, "bad").await;
    assert_eq!(client.diagnostics(URI, 1).await.len(), 1);
    client.edit(URI, 2, (0, 0), (0, 0), "boom ").await;
    let log = client.told("window/logMessage").await;
    let message = log["message"].as_str().expect("a message");
    assert_eq!(log["type"], 1);
    assert!(
        message.starts_with("a check ended in a bug at ") && !message.contains("boom"),
        "{message}"
    );
    assert_eq!(
        client.hover(URI, 0, 6).await,
        Value::Null,
        "nothing is known of the present text"
    );
    client.edit(URI, 3, (0, 0), (0, 5), "").await;
    assert_eq!(client.diagnostics(URI, 3).await.len(), 1);
    client.finish().await;
}

#[tokio::test]
async fn questions_are_answered_from_the_text_as_it_is_when_they_are_asked() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    client.open(URI, "markdown", 1, "nothing").await;
    client.diagnostics(URI, 1).await;
    watch.shut();
    client.edit(URI, 2, (0, 0), (0, 7), "it is bad").await;
    let hover = client
        .ask(
            "textDocument/hover",
            json!({"textDocument": {"uri": URI}, "position": position((0, 7))}),
        )
        .await;
    watch.begun(2).await;
    watch.release();
    let answer = client.answer(hover).await;
    assert_eq!(
        answer["result"]["range"],
        crate::client::range((0, 6), (0, 9))
    );
    client.diagnostics(URI, 2).await;
    client.finish().await;
}

#[tokio::test]
async fn a_question_can_be_cancelled_while_it_waits() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    let hover = client
        .ask(
            "textDocument/hover",
            json!({"textDocument": {"uri": URI}, "position": position((0, 0))}),
        )
        .await;
    client.notify("$/cancelRequest", json!({"id": hover})).await;
    assert_eq!(client.answer(hover).await["error"]["code"], -32800);
    watch.release();
    client.diagnostics(URI, 1).await;
    client.finish().await;
}

#[tokio::test]
async fn many_waiting_questions_do_not_hold_up_an_edit() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "good").await;
    watch.begun(1).await;
    let mut asked = Vec::new();
    for _ in 0..200 {
        let params = json!({"textDocument": {"uri": URI}, "position": position((0, 0))});
        asked.push(client.ask("textDocument/hover", params).await);
    }
    client.edit(URI, 2, (0, 0), (0, 4), "bad").await;
    assert_eq!(client.hover(uri!("other.md"), 0, 0).await, Value::Null);
    watch.release();
    for id in asked {
        assert_eq!(
            client.answer(id).await["result"]["range"],
            crate::client::range((0, 0), (0, 3))
        );
    }
    client.diagnostics(URI, 2).await;
    client.finish().await;
}

#[tokio::test]
async fn a_slow_document_does_not_hold_up_another() {
    let watch = Watch::default();
    let mut client = Client::new(watch.words()).await;
    watch.shut();
    client.open(URI, "markdown", 1, "bad").await;
    client.open(uri!("b.md"), "markdown", 1, "bad").await;
    watch.begun(2).await;
    watch.release();
    client.diagnostics(URI, 1).await;
    client.diagnostics(uri!("b.md"), 1).await;
    client.finish().await;
}
