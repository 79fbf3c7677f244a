//! Dispatchers that fail, panic, or never return.

use std::time::Duration;

use http::StatusCode;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::{assert_status, exchange, recall_endpoint, serve, whole_request};
use crate::receive::desk::{Desk, Manner};

#[tokio::test]
async fn one_that_fails() {
    let desk = Desk::new(Manner::Fail);
    for address in serve!(recall_endpoint(&desk)) {
        for _ in 0..3 {
            assert_status(&exchange(address, whole_request()).await, 500);
        }
        assert_eq!(desk.take().len(), 3);
    }
}

#[tokio::test]
async fn one_that_panics() {
    let desk = Desk::new(Manner::Panic);
    for address in serve!(recall_endpoint(&desk)) {
        for _ in 0..3 {
            let answer = exchange(address, whole_request()).await;
            assert_eq!(answer, "", "the connection is closed, and only that one");
        }
        assert_eq!(desk.take().len(), 3);
    }
}

#[tokio::test]
async fn one_that_panics_under_a_layer() {
    let desk = Desk::new(Manner::Panic);
    let layer = CatchPanicLayer::new();
    for address in serve!(
        ServiceBuilder::new()
            .layer(layer)
            .service(recall_endpoint(&desk))
    ) {
        for _ in 0..3 {
            assert_status(&exchange(address, whole_request()).await, 500);
        }
        assert_eq!(desk.take().len(), 3);
    }
}

#[tokio::test]
async fn one_that_never_returns() {
    let desk = Desk::new(Manner::Hang);
    let bound = Duration::from_millis(50);
    let layer = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, bound);
    for address in serve!(
        ServiceBuilder::new()
            .layer(layer)
            .service(recall_endpoint(&desk))
    ) {
        for _ in 0..3 {
            assert_status(&exchange(address, whole_request()).await, 503);
        }
        assert_eq!(desk.take().len(), 3);
    }
}
