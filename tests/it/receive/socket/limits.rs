//! Callers that stall, against the limits of the example's server.

use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use tokio::io::AsyncReadExt;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower_http::timeout::RequestBodyTimeoutLayer;

use super::hardened::{Limits, serve};
use super::{
    BODY, Caller, SocketAddr, assert_status, exchange, head, listen, recall_endpoint, whole_request,
};
use crate::receive::recording_dispatcher::RecordingDispatcher;

const SOON: Duration = Duration::from_millis(300);

const LIMITS: Limits = Limits {
    head: SOON,
    write: SOON,
    connections: 1024,
};

/// A server, what ends it, and its task.
struct Server {
    address: SocketAddr,
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

async fn start(app: Router, limits: Limits) -> Server {
    let (listener, address) = listen().await;
    let (end, ended) = oneshot::channel();
    let ended = async move { drop(ended.await) };
    let task = tokio::spawn(serve(listener, app, limits, ended, |error| {
        panic!("{error}");
    }));
    Server { address, end, task }
}

fn app(dispatcher: &RecordingDispatcher) -> Router {
    Router::new()
        .route_service("/hook", recall_endpoint(dispatcher))
        .layer(RequestBodyTimeoutLayer::new(SOON))
}

#[tokio::test]
async fn a_request_that_stalls_at_any_byte_is_dropped() {
    let dispatcher = RecordingDispatcher::default();
    let server = start(app(&dispatcher), LIMITS).await;
    let request = head(&format!("content-length: {}", BODY.len())) + BODY;
    let mut callers = Vec::new();
    for len in 0..request.len() {
        let mut caller = Caller::connect(server.address).await;
        caller.write(&request[..len]).await;
        callers.push((len, caller));
    }
    let begin = Instant::now();
    for (len, caller) in callers {
        let answer = caller.read_to_end().await;
        if len >= request.len() - BODY.len() {
            assert_status(&answer, 400);
        } else {
            assert_eq!(answer, "", "after {len} bytes of the head");
        }
    }
    assert!(begin.elapsed() < 10 * SOON, "{:?}", begin.elapsed());
    assert_eq!(dispatcher.take().len(), 0);
    assert_status(&exchange(server.address, whole_request()).await, 200);
}

#[tokio::test]
async fn a_connection_that_stalls_after_its_answer_is_closed() {
    let dispatcher = RecordingDispatcher::default();
    let server = start(app(&dispatcher), LIMITS).await;
    let mut caller = Caller::connect(server.address).await;
    let headers = format!("content-length: {}", BODY.len());
    caller.write(head(&headers) + BODY).await;
    assert_status(&caller.read_to_end().await, 200);
}

#[tokio::test]
async fn a_head_that_trickles_is_dropped() {
    let dispatcher = RecordingDispatcher::default();
    let server = start(app(&dispatcher), LIMITS).await;
    let caller = Caller::connect(server.address).await;
    let begin = Instant::now();
    for byte in head("content-length: 0").bytes().take(40) {
        if caller.0.try_write(&[byte]).is_err() {
            break;
        }
        tokio::time::sleep(SOON / 10).await;
    }
    assert_eq!(caller.read_to_end().await, "");
    assert!(begin.elapsed() < 6 * SOON, "{:?}", begin.elapsed());
}

/// A server with an answer of this length, and a caller that has asked for it.
async fn asked_for(len: usize) -> (Server, Caller) {
    let answer = Bytes::from(vec![0; len]);
    let answer = post(async move || answer);
    let server = start(Router::new().route("/hook", answer), LIMITS).await;
    let mut caller = Caller::connect(server.address).await;
    caller.write(whole_request()).await;
    (server, caller)
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_dropped() {
    // More than the sockets of both sides buffer.
    const LEN: usize = 64 << 20;
    let (_server, mut caller) = asked_for(LEN).await;
    // Only what is buffered is left, and then the connection ends.
    tokio::time::sleep(4 * SOON).await;
    let (mut len, mut piece) = (0, vec![0; 1 << 20]);
    while let Ok(more @ 1..) = caller.0.read(&mut piece).await {
        len += more;
    }
    assert!(0 < len && len < LEN, "{len} bytes were sent");
}

#[tokio::test]
async fn an_answer_that_is_read_slowly_arrives() {
    const LEN: usize = 16 << 20;
    let (_server, mut caller) = asked_for(LEN).await;
    let (mut len, mut piece) = (0, vec![0; 1 << 20]);
    let begin = Instant::now();
    while let Ok(more @ 1..) = caller.0.read(&mut piece).await {
        len += more;
        tokio::time::sleep(SOON / 10).await;
    }
    assert!(begin.elapsed() > SOON, "slower than the limit in all");
    assert!(len > LEN, "{len} bytes were sent");
}

#[tokio::test]
async fn more_connections_wait_until_one_is_closed() {
    let dispatcher = RecordingDispatcher::default();
    let limits = Limits {
        connections: 3,
        ..LIMITS
    };
    let server = start(app(&dispatcher), limits).await;
    let mut silent = Vec::new();
    for _ in 0..3 {
        silent.push(Caller::connect(server.address).await);
    }
    let begin = Instant::now();
    assert_status(&exchange(server.address, whole_request()).await, 200);
    let waited = begin.elapsed();
    assert!(SOON / 2 < waited && waited < 10 * SOON, "{waited:?}");
}

#[tokio::test]
async fn the_end_waits_no_longer_than_the_limits() {
    let dispatcher = RecordingDispatcher::default();
    let server = start(app(&dispatcher), LIMITS).await;
    let mut callers = Vec::new();
    for begin in ["", "POST /ho", &head("content-length: 21")] {
        let mut caller = Caller::connect(server.address).await;
        caller.write(begin).await;
        callers.push(caller);
    }
    // A delivery after them, so that they are surely accepted.
    assert_status(&exchange(server.address, whole_request()).await, 200);
    server.end.send(()).unwrap();
    let ended = tokio::time::timeout(10 * SOON, server.task).await;
    ended.expect("it ends").unwrap();
}
