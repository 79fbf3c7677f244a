//! A dispatch that does not end: its caller hangs up, its time is over, or it panics. The next
//! delivery is dispatched at once, not refused until the lease expires.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use bot_webhooks::exotel::{self, samples};
use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease, MemoryStore};
use bot_webhooks::receive::Outcome;
use bot_webhooks::{Delivery, recall};
use http::StatusCode;
use http_body_util::Full;
use tokio::time::{sleep, timeout};
use tower::{Layer, ServiceExt};
use tower_http::timeout::TimeoutLayer;

use super::redis_server::RedisServer;
use super::{Answered, ask, key, request};

const SHORT: Duration = Duration::from_millis(50);

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

fn endpoint(panics: bool, store: impl IdempotencyStore + 'static) -> exotel::Endpoint {
    let count = AtomicU32::default();
    let dispatcher = Unfinished { panics, count };
    exotel::Endpoint::dangerously_unauthenticated(dispatcher).with_idempotency(store)
}

async fn post(endpoint: &exotel::Endpoint) -> Answered {
    ask(endpoint, request(samples::SESSION_END)).await
}

async fn hang_up(endpoint: &exotel::Endpoint) {
    timeout(SHORT, post(endpoint)).await.unwrap_err();
}

async fn time_out(endpoint: &exotel::Endpoint) {
    let layer = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, SHORT);
    let service = layer.layer(endpoint.clone());
    let response = service.oneshot(request(samples::SESSION_END).map(Full::new));
    assert_eq!(
        response.await.unwrap().status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
}

async fn panic(endpoint: &exotel::Endpoint) {
    let endpoint = endpoint.clone();
    let panicked = tokio::spawn(async move { post(&endpoint).await }).await;
    assert!(panicked.unwrap_err().is_panic());
}

/// Redis is told by a task of its own, which takes a moment.
async fn is_dispatched_at_once(endpoint: &exotel::Endpoint, moment: Duration) {
    sleep(moment).await;
    assert_eq!(post(endpoint).await.outcome, Outcome::Handled);
    assert_eq!(post(endpoint).await.outcome, Outcome::Repeated);
}

#[tokio::test]
async fn a_dispatch_whose_caller_hung_up_is_repeated_at_once() {
    let endpoint = endpoint(false, MemoryStore::new());
    hang_up(&endpoint).await;
    is_dispatched_at_once(&endpoint, Duration::ZERO).await;
}

#[tokio::test]
async fn a_dispatch_that_a_layer_timed_out_is_repeated_at_once() {
    let endpoint = endpoint(false, MemoryStore::new());
    time_out(&endpoint).await;
    is_dispatched_at_once(&endpoint, Duration::ZERO).await;
}

#[tokio::test]
async fn a_dispatch_that_panicked_is_repeated_at_once() {
    let endpoint = endpoint(true, MemoryStore::new());
    panic(&endpoint).await;
    is_dispatched_at_once(&endpoint, Duration::ZERO).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_releases_all_three() {
    let server = RedisServer::start();
    let moment = Duration::from_millis(500);
    for (prefix, panics) in [("1:", false), ("2:", false), ("3:", true)] {
        let store = server.store().await.with_prefix(prefix);
        let endpoint = endpoint(panics, Arc::new(store));
        match prefix {
            "1:" => hang_up(&endpoint).await,
            "2:" => time_out(&endpoint).await,
            _ => panic(&endpoint).await,
        }
        is_dispatched_at_once(&endpoint, moment).await;
    }
}

/// The claim is in Redis, its response is not here yet.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_is_dropped_before_its_response_is_released() {
    let server = RedisServer::start();
    let store = server.store().await;
    for millis in 0..10 {
        let key = key(&millis.to_string());
        let mut begun = Box::pin(store.begin(&key));
        // The first poll sends the command.
        let polled = begun.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
        sleep(Duration::from_millis(millis)).await;
        drop(begun);
        sleep(Duration::from_millis(200)).await;
        let again = store.begin(&key).await.unwrap();
        assert!(matches!(again, Begin::New(_)), "{millis}: {again:?}");
    }
}

#[test]
fn outside_a_runtime_the_lease_of_redis_has_to_expire() {
    let server = RedisServer::start();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(server.store());
    let Begin::New(lease) = runtime.block_on(store.begin(&key("a"))).unwrap() else {
        panic!("not new");
    };
    store.abandon(&key("a"), lease);
    std::thread::sleep(Duration::from_millis(200));
    let held = runtime.block_on(store.begin(&key("a"))).unwrap();
    assert_eq!(held, Begin::InProgress);
}

/// Hangs while it is told how a dispatch ended.
#[derive(Clone)]
struct HangsAtTheEnd {
    store: MemoryStore,
    is_abandoned: Arc<AtomicBool>,
}

impl IdempotencyStore for HangsAtTheEnd {
    type Error = std::convert::Infallible;

    async fn begin(&self, key: &DeliveryKey) -> Result<Begin, Self::Error> {
        self.store.begin(key).await
    }

    async fn finish(&self, _: &DeliveryKey, _: Lease, _: &[u8]) -> Result<(), Self::Error> {
        std::future::pending().await
    }

    async fn give_up(&self, _: &DeliveryKey, _: Lease) -> Result<(), Self::Error> {
        std::future::pending().await
    }

    fn abandon(&self, _: &DeliveryKey, _: Lease) {
        self.is_abandoned.store(true, Ordering::Relaxed);
    }
}

struct Fails(bool);

impl recall::Dispatcher for Fails {
    type Error = &'static str;

    async fn on_event(&self, _: recall::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        if self.0 { Err("failed") } else { Ok(()) }
    }
}

/// It was handled, so it must not become new.
#[tokio::test]
async fn a_dispatch_that_ended_is_not_abandoned() {
    for fails in [false, true] {
        let is_abandoned = Arc::new(AtomicBool::new(false));
        let store = HangsAtTheEnd {
            store: MemoryStore::new(),
            is_abandoned: Arc::clone(&is_abandoned),
        };
        let endpoint =
            recall::Endpoint::dangerously_unauthenticated(Fails(fails)).with_idempotency(store);
        let hung = timeout(SHORT, ask(&endpoint, super::recall_request("a"))).await;
        hung.unwrap_err();
        assert_eq!(is_abandoned.load(Ordering::Relaxed), fails);
    }
}
