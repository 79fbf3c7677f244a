//! Bodies that are chunked, too large, or of another length than was said.

use super::{BODY, Caller, assert_status, exchange, head, recall_endpoint, serve, still_answers};
use crate::receive::recording_dispatcher::RecordingDispatcher;

fn chunk(data: &str) -> String {
    format!("{:x}\r\n{data}\r\n", data.len())
}

const CHUNKED: &str = "connection: close\r\ntransfer-encoding: chunked";

#[tokio::test]
async fn chunked() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let mut caller = Caller::connect(address).await;
        caller.write(head(CHUNKED)).await;
        for byte in BODY.chars() {
            caller.write(chunk(&byte.to_string())).await;
            tokio::task::yield_now().await;
        }
        caller.write("0\r\n\r\n").await;
        assert_status(&caller.read_to_end().await, 200);
        assert_eq!(dispatcher.take(), ["bot.done - 21"]);
    }
}

#[tokio::test]
async fn chunked_wrongly() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let answer = exchange(address, head(CHUNKED) + &chunk("{") + "no length\r\n").await;
        assert_status(&answer, 400);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[tokio::test]
async fn too_large_and_announced() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher).with_body_limit(100)) {
        // Not a byte of the body is sent, and the answer comes all the same.
        let mut caller = Caller::connect(address).await;
        caller.write(head("content-length: 101")).await;
        assert_status(&caller.read_to_end().await, 413);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[tokio::test]
async fn too_large_and_chunked() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher).with_body_limit(100)) {
        // The body has no end, and the answer comes all the same.
        let mut caller = Caller::connect(address).await;
        caller.write(head(CHUNKED)).await;
        for _ in 0..3 {
            caller.write(chunk(&"x".repeat(40))).await;
        }
        assert_status(&caller.read_status().await, 413);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[tokio::test]
async fn large_and_within_the_limit() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let body = format!(
            r#"{{"event": "bot.done", "more": "{}"}}"#,
            "x".repeat(3 << 20)
        );
        let headers = format!("connection: close\r\ncontent-length: {}", body.len());
        assert_status(&exchange(address, head(&headers) + &body).await, 200);
        assert_eq!(dispatcher.take(), [format!("bot.done - {}", body.len())]);
    }
}

#[tokio::test]
async fn shorter_than_was_said() {
    use tokio::io::AsyncWriteExt;
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let mut caller = Caller::connect(address).await;
        caller.write(head("content-length: 100") + BODY).await;
        caller.0.shutdown().await.unwrap();
        assert_status(&caller.read_to_end().await, 400);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[tokio::test]
async fn longer_than_was_said() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let answer = exchange(address, head("content-length: 10") + BODY).await;
        assert_status(&answer, 400);
        let why = "recall: not JSON: EOF while parsing a value (line 1, column 10)";
        assert!(answer.contains(why), "{answer}");
        still_answers(address).await;
        assert_eq!(dispatcher.take(), ["not_json - 10", "bot.done - 21"]);
    }
}

#[tokio::test]
async fn of_two_lengths_or_none() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let two = "connection: close\r\ncontent-length: 21\r\ncontent-length: 22";
        assert_status(&exchange(address, head(two) + BODY).await, 400);
        let none = head("connection: close") + BODY;
        assert_status(&exchange(address, none).await, 400);
        still_answers(address).await;
        assert_eq!(dispatcher.take(), ["not_json - 0", "bot.done - 21"]);
    }
}
