//! A dispatch that does not end: its caller hangs up, its time is over, or it panics. The next
//! delivery is dispatched at once, not refused until the lease expires.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease, MemoryStore};
use bot_webhooks::{Delivery, recall};
use tokio::time::timeout;

use super::ask;
use super::unfinished::{SHORT, endpoint, hang_up, is_dispatched_at_once, panic, time_out};

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

/// Hangs while it is told how a dispatch ended.
#[derive(Clone)]
struct HangsAtTheEnd {
    store: MemoryStore,
    is_abandoned: Arc<AtomicBool>,
}

impl IdempotencyStore for HangsAtTheEnd {
    type Error = std::convert::Infallible;

    async fn begin(&self, key: &DeliveryKey, lease: Lease) -> Result<Begin, Self::Error> {
        self.store.begin(key, lease).await
    }

    async fn finish(&self, _: &DeliveryKey, _: Lease, _: &[u8]) -> Result<(), Self::Error> {
        std::future::pending().await
    }

    async fn release(&self, _: &DeliveryKey, _: Lease) -> Result<(), Self::Error> {
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
