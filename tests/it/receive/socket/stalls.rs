//! Bodies that stop coming, and the layers that bound them.

use std::time::Duration;

use http::StatusCode;
use tower::ServiceBuilder;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::{BODY, Caller, assert_status, head, recall_endpoint, serve, still_answers};
use crate::receive::recording_dispatcher::RecordingDispatcher;

const SOON: Duration = Duration::from_millis(50);

#[tokio::test]
async fn a_stalled_body_keeps_no_other_caller_waiting() {
    let dispatcher = RecordingDispatcher::default();
    for address in serve!(recall_endpoint(&dispatcher)) {
        let mut caller = Caller::connect(address).await;
        caller.write(head("content-length: 21") + &BODY[..10]).await;
        tokio::time::sleep(SOON).await;
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
        caller.write(&BODY[10..]).await;
        assert_status(&caller.read_status().await, 200);
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[tokio::test]
async fn bounded_by_the_time_between_pieces() {
    let dispatcher = RecordingDispatcher::default();
    let layer = RequestBodyTimeoutLayer::new(SOON);
    for address in serve!(
        ServiceBuilder::new()
            .layer(layer.clone())
            .service(recall_endpoint(&dispatcher))
    ) {
        let mut caller = Caller::connect(address).await;
        caller.write(head("content-length: 21") + &BODY[..10]).await;
        assert_status(&caller.read_to_end().await, 400);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}

#[tokio::test]
async fn bounded_by_the_time_of_the_whole() {
    let dispatcher = RecordingDispatcher::default();
    let layer = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, 4 * SOON);
    for address in serve!(
        ServiceBuilder::new()
            .layer(layer)
            .service(recall_endpoint(&dispatcher))
    ) {
        // A byte now and then does not help.
        let mut caller = Caller::connect(address).await;
        caller.write(head("content-length: 21")).await;
        for byte in BODY[..10].bytes() {
            tokio::time::sleep(SOON / 2).await;
            if caller.0.try_write(&[byte]).is_err() {
                break;
            }
        }
        assert_status(&caller.read_status().await, 503);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}

/// `RequestBodyTimeoutLayer` hides the length that the body itself announces.
#[tokio::test]
async fn too_large_and_announced_under_layers() {
    let dispatcher = RecordingDispatcher::default();
    let whole = Duration::from_secs(60);
    for address in serve!(
        ServiceBuilder::new()
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                whole
            ))
            .layer(RequestBodyTimeoutLayer::new(whole))
            .service(recall_endpoint(&dispatcher))
    ) {
        let mut caller = Caller::connect(address).await;
        caller.write(head("content-length: 5242880") + "{").await;
        assert_status(&caller.read_status().await, 413);
        still_answers(address).await;
        assert_eq!(dispatcher.take().len(), 1);
    }
}
