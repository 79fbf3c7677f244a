//! What happens when the dispatcher or the store fails, or the caller is not authenticated.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use bot_webhooks::exotel::{self, ErrorReply, samples::SESSION_START};
use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease, MemoryStore};
use bot_webhooks::receive::Outcome;
use bot_webhooks::verify::UrlToken;
use bot_webhooks::{Delivery, OnMalformed, ParseError, recall};
use http::StatusCode;
use serde_json::Value;

use super::{Ids, ask, recall_request, request};

/// Fails and accepts, in the given order.
struct Scripted {
    script: Mutex<Vec<Behavior>>,
    count: AtomicU32,
}

#[derive(Clone, Copy)]
enum Behavior {
    Fail,
    Accept,
}

impl Scripted {
    fn new(script: &[Behavior]) -> Arc<Self> {
        let script = Mutex::new(script.iter().rev().copied().collect());
        let count = AtomicU32::default();
        Arc::new(Self { script, count })
    }
}

impl recall::Dispatcher for Scripted {
    type Error = &'static str;

    async fn on_event(&self, _: recall::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        self.count.fetch_add(1, Ordering::Relaxed);
        let behavior = self.script.lock().unwrap().pop();
        match behavior.unwrap() {
            Behavior::Fail => Err("failed"),
            Behavior::Accept => Ok(()),
        }
    }

    async fn on_malformed(
        &self,
        _: &ParseError,
        _: &Delivery<'_>,
    ) -> Result<OnMalformed, &'static str> {
        self.count.fetch_add(1, Ordering::Relaxed);
        Ok(OnMalformed::Accept)
    }
}

#[tokio::test]
async fn a_delivery_that_failed_is_dispatched_again_at_once() {
    let scripted = Scripted::new(&[Behavior::Fail, Behavior::Fail, Behavior::Accept]);
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&scripted))
        .with_idempotency(MemoryStore::new());
    for outcome in [
        Outcome::Failed,
        Outcome::Failed,
        Outcome::Handled,
        Outcome::Repeated,
    ] {
        let answered = ask(&endpoint, recall_request("a")).await;
        assert_eq!(answered.outcome, outcome);
    }
    assert_eq!(scripted.count.load(Ordering::Relaxed), 3);
}

/// The vendor is told of the failure, and can redeliver.
#[tokio::test]
async fn an_error_reply_is_a_failure() {
    let dispatcher = exotel::from_fn(|_, _| async {
        Ok::<_, &str>(ErrorReply::new("DB7", "No database", "It is down."))
    });
    let endpoint = exotel::Endpoint::dangerously_unauthenticated(dispatcher)
        .with_idempotency(MemoryStore::new());
    for _ in 0..2 {
        let answered = ask(&endpoint, request(SESSION_START)).await;
        assert_eq!(answered.outcome, Outcome::Failed);
        assert_eq!(answered.status, StatusCode::INTERNAL_SERVER_ERROR);
        let body: Value = serde_json::from_slice(&answered.body).unwrap();
        assert_eq!(body["http_code"], 500);
        assert_eq!(body["response"]["error_data"]["error_code"], "DB7");
    }
}

/// A store that counts its calls, and fails at some of them.
#[derive(Clone)]
struct Faulty {
    store: MemoryStore,
    fails: &'static str,
    calls: Arc<AtomicU32>,
}

impl Faulty {
    fn at(fails: &'static str) -> Self {
        Self {
            store: MemoryStore::new(),
            fails,
            calls: Arc::default(),
        }
    }

    fn step(&self, name: &str) -> Result<(), String> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.fails.contains(name) {
            return Err(format!("{name} is out of order"));
        }
        Ok(())
    }

    fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }
}

impl IdempotencyStore for Faulty {
    type Error = String;

    async fn begin(&self, key: &DeliveryKey, lease: Lease) -> Result<Begin, String> {
        self.step("begin")?;
        Ok(self.store.begin(key, lease).await.unwrap())
    }

    async fn finish(&self, key: &DeliveryKey, lease: Lease, answer: &[u8]) -> Result<(), String> {
        self.step("finish")?;
        self.store.finish(key, lease, answer).await.unwrap();
        Ok(())
    }

    async fn release(&self, key: &DeliveryKey, lease: Lease) -> Result<(), String> {
        self.step("release")?;
        self.store.release(key, lease).await.unwrap();
        Ok(())
    }
}

#[tokio::test]
async fn a_store_that_is_down_prevents_no_dispatch() {
    let ids = Arc::new(Ids::default());
    let store = Faulty::at("begin, finish, release");
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&ids))
        .with_idempotency(store.clone());
    for _ in 0..2 {
        let answered = ask(&endpoint, recall_request("a")).await;
        assert_eq!(answered.outcome, Outcome::Handled);
        assert_eq!(answered.status, StatusCode::OK);
    }
    assert_eq!(ids.take(), ["a", "a"]);
}

/// A store that claims a delivery, and whose response to that is lost.
struct Unheard(MemoryStore);

impl IdempotencyStore for Unheard {
    type Error = &'static str;

    async fn begin(&self, key: &DeliveryKey, lease: Lease) -> Result<Begin, &'static str> {
        match self.0.begin(key, lease).await {
            Ok(Begin::New) => Err("no response"),
            Ok(other) => Ok(other),
        }
    }

    async fn finish(
        &self,
        key: &DeliveryKey,
        lease: Lease,
        answer: &[u8],
    ) -> Result<(), &'static str> {
        self.0.finish(key, lease, answer).await.unwrap();
        Ok(())
    }

    async fn release(&self, _: &DeliveryKey, _: Lease) -> Result<(), &'static str> {
        Err("no response")
    }

    fn abandon(&self, key: &DeliveryKey, lease: Lease) {
        self.0.abandon(key, lease);
    }
}

#[tokio::test]
async fn a_claim_whose_response_is_lost_is_settled() {
    let scripted = Scripted::new(&[Behavior::Fail, Behavior::Accept]);
    let endpoint = recall::Endpoint::dangerously_unauthenticated(scripted)
        .with_idempotency(Unheard(MemoryStore::new()));
    for outcome in [Outcome::Failed, Outcome::Handled, Outcome::Repeated] {
        let answered = ask(&endpoint, recall_request("a")).await;
        assert_eq!(answered.outcome, outcome);
    }
}

#[tokio::test]
async fn a_store_that_fails_after_the_dispatch_changes_no_answer() {
    let scripted = Scripted::new(&[Behavior::Accept, Behavior::Fail]);
    let endpoint = recall::Endpoint::dangerously_unauthenticated(scripted)
        .with_idempotency(Arc::new(Faulty::at("finish, release")));
    for (id, outcome) in [
        ("accepted", Outcome::Handled),
        ("accepted", Outcome::InProgress),
        ("failed", Outcome::Failed),
        ("failed", Outcome::InProgress),
    ] {
        let answered = ask(&endpoint, recall_request(id)).await;
        assert_eq!(answered.outcome, outcome, "{id}");
    }
}

#[tokio::test]
async fn an_unauthenticated_caller_takes_no_key() {
    let store = Faulty::at("nothing");
    let token = UrlToken::in_query("token", ["a-token-of-the-tests"]).unwrap();
    let ids = Arc::new(Ids::default());
    let endpoint = recall::Endpoint::new(Arc::clone(&ids), token).with_idempotency(store.clone());
    let answered = ask(&endpoint, recall_request("a")).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    assert_eq!(store.calls(), 0);
    let mut authenticated = recall_request("a");
    *authenticated.uri_mut() = "/?token=a-token-of-the-tests".parse().unwrap();
    assert_eq!(
        ask(&endpoint, authenticated).await.outcome,
        Outcome::Handled
    );
    assert_eq!(store.calls(), 2);
}

#[tokio::test]
async fn a_malformed_delivery_reaches_the_dispatcher_each_time() {
    let scripted = Scripted::new(&[]);
    let store = Faulty::at("nothing");
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&scripted))
        .with_idempotency(store.clone());
    for _ in 0..2 {
        let answered = ask(&endpoint, request("{")).await;
        assert_eq!(answered.outcome, Outcome::Handled);
    }
    assert_eq!(scripted.count.load(Ordering::Relaxed), 2);
    assert_eq!(store.calls(), 0);
}
