//! Dispatchers that fail, panic, or never return.

use std::time::Duration;

use http::StatusCode;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::{assert_status, exchange, recall_endpoint, serve, whole_request};
use crate::receive::recording_dispatcher::{Behavior, RecordingDispatcher};

#[tokio::test]
async fn one_that_fails() {
    let dispatcher = RecordingDispatcher::new(Behavior::Fail);
    for address in serve!(recall_endpoint(&dispatcher)) {
        for _ in 0..3 {
            assert_status(&exchange(address, whole_request()).await, 500);
        }
        assert_eq!(dispatcher.take().len(), 3);
    }
}

#[tokio::test]
async fn one_that_panics() {
    let dispatcher = RecordingDispatcher::new(Behavior::Panic);
    for address in serve!(recall_endpoint(&dispatcher)) {
        for _ in 0..3 {
            let answer = exchange(address, whole_request()).await;
            assert_eq!(answer, "", "the connection is closed, and only that one");
        }
        assert_eq!(dispatcher.take().len(), 3);
    }
}

#[tokio::test]
async fn one_that_panics_under_a_layer() {
    let dispatcher = RecordingDispatcher::new(Behavior::Panic);
    let layer = CatchPanicLayer::new();
    for address in serve!(
        ServiceBuilder::new()
            .layer(layer)
            .service(recall_endpoint(&dispatcher))
    ) {
        for _ in 0..3 {
            assert_status(&exchange(address, whole_request()).await, 500);
        }
        assert_eq!(dispatcher.take().len(), 3);
    }
}

#[tokio::test]
async fn one_that_never_returns() {
    let dispatcher = RecordingDispatcher::new(Behavior::Hang);
    let bound = Duration::from_millis(50);
    let layer = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, bound);
    for address in serve!(
        ServiceBuilder::new()
            .layer(layer)
            .service(recall_endpoint(&dispatcher))
    ) {
        for _ in 0..3 {
            assert_status(&exchange(address, whole_request()).await, 503);
        }
        assert_eq!(dispatcher.take().len(), 3);
    }
}
