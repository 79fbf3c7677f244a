//! A dispatch that does not end: its caller hangs up, its time is over, or it panics.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bot_webhooks::Delivery;
use bot_webhooks::exotel::{self, samples};
use bot_webhooks::idempotency::IdempotencyStore;
use bot_webhooks::receive::Outcome;
use http::StatusCode;
use http_body_util::Full;
use tokio::time::{sleep, timeout};
use tower::{Layer, ServiceExt};
use tower_http::timeout::TimeoutLayer;

use super::{Answered, ask, request};

pub(super) const SHORT: Duration = Duration::from_millis(50);

/// The first dispatch hangs or panics, every other one returns.
#[derive(Default)]
struct Unfinished {
    panics: bool,
    count: AtomicU32,
}

impl exotel::Dispatcher for Unfinished {
    type Error = &'static str;

    async fn on_event(&self, _: exotel::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        if self.count.fetch_add(1, Ordering::Relaxed) > 0 {
            return Ok(());
        }
        assert!(!self.panics, "the dispatcher panics");
        std::future::pending().await
    }
}

pub(super) fn endpoint(panics: bool, store: impl IdempotencyStore + 'static) -> exotel::Endpoint {
    let count = AtomicU32::default();
    let dispatcher = Unfinished { panics, count };
    exotel::Endpoint::dangerously_unauthenticated(dispatcher).with_idempotency(store)
}

async fn post(endpoint: &exotel::Endpoint) -> Answered {
    ask(endpoint, request(samples::SESSION_END)).await
}

pub(super) async fn hang_up(endpoint: &exotel::Endpoint) {
    timeout(SHORT, post(endpoint)).await.unwrap_err();
}

pub(super) async fn time_out(endpoint: &exotel::Endpoint) {
    let layer = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, SHORT);
    let service = layer.layer(endpoint.clone());
    let response = service.oneshot(request(samples::SESSION_END).map(Full::new));
    assert_eq!(
        response.await.unwrap().status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
}

pub(super) async fn panic(endpoint: &exotel::Endpoint) {
    let endpoint = endpoint.clone();
    let panicked = tokio::spawn(async move { post(&endpoint).await }).await;
    assert!(panicked.unwrap_err().is_panic());
}

/// After a moment: a store may hear of it in a task of its own.
pub(super) async fn is_dispatched_at_once(endpoint: &exotel::Endpoint, moment: Duration) {
    sleep(moment).await;
    assert_eq!(post(endpoint).await.outcome, Outcome::Handled);
    assert_eq!(post(endpoint).await.outcome, Outcome::Repeated);
}
