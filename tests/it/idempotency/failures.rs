//! What happens when the dispatcher or the store fails, or the caller is nobody.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease, MemoryStore};
use bot_webhooks::receive::Outcome;
use bot_webhooks::verify::UrlToken;
use bot_webhooks::{Delivery, OnMalformed, ParseError, recall};
use http::StatusCode;
use tokio::time::sleep;

use super::{Ids, ask, recall_request, request};

/// Fails, panics or accepts, as its turn is.
struct Moody {
    moods: Mutex<Vec<Mood>>,
    count: AtomicU32,
}

#[derive(Clone, Copy)]
enum Mood {
    Fail,
    Panic,
    Accept,
}

impl Moody {
    fn new(moods: &[Mood]) -> Arc<Self> {
        let moods = Mutex::new(moods.iter().rev().copied().collect());
        let count = AtomicU32::default();
        Arc::new(Self { moods, count })
    }
}

impl recall::Dispatcher for Moody {
    type Error = &'static str;

    async fn on_event(&self, _: recall::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        self.count.fetch_add(1, Ordering::Relaxed);
        let mood = self.moods.lock().unwrap().pop();
        match mood.unwrap() {
            Mood::Fail => Err("failed"),
            Mood::Panic => panic!("as told"),
            Mood::Accept => Ok(()),
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
async fn what_failed_is_dispatched_on_the_retry_at_once() {
    let moody = Moody::new(&[Mood::Fail, Mood::Fail, Mood::Accept]);
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&moody))
        .with_idempotency(MemoryStore::new(10));
    for outcome in [
        Outcome::Failed,
        Outcome::Failed,
        Outcome::Handled,
        Outcome::Repeated,
    ] {
        let answered = ask(&endpoint, recall_request("a")).await;
        assert_eq!(answered.outcome, outcome);
    }
    assert_eq!(moody.count.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn what_panicked_is_dispatched_when_its_lease_is_over() {
    let moody = Moody::new(&[Mood::Panic, Mood::Accept]);
    let store = MemoryStore::new(10).with_lease(Duration::from_millis(700));
    let endpoint = recall::Endpoint::dangerously_unauthenticated(moody).with_idempotency(store);
    let panicking = tokio::spawn({
        let endpoint = endpoint.clone();
        async move { ask(&endpoint, recall_request("a")).await }
    });
    assert!(panicking.await.unwrap_err().is_panic());
    let meanwhile = ask(&endpoint, recall_request("a")).await;
    assert_eq!(meanwhile.status, StatusCode::CONFLICT);
    assert!(meanwhile.body.is_empty());
    sleep(Duration::from_millis(800)).await;
    let after = ask(&endpoint, recall_request("a")).await;
    assert_eq!(after.outcome, Outcome::Handled);
}

/// A store that counts what it is asked, and fails at some of it.
#[derive(Clone)]
struct Faulty {
    store: MemoryStore,
    fails: &'static str,
    asked: Arc<AtomicU32>,
}

impl Faulty {
    fn at(fails: &'static str) -> Self {
        Self {
            store: MemoryStore::new(10),
            fails,
            asked: Arc::default(),
        }
    }

    fn step(&self, name: &str) -> Result<(), String> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.fails.contains(name) {
            return Err(format!("{name} is out of order"));
        }
        Ok(())
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }
}

impl IdempotencyStore for Faulty {
    type Error = String;

    async fn begin(&self, key: &DeliveryKey) -> Result<Begin, String> {
        self.step("begin")?;
        Ok(self.store.begin(key).await.unwrap())
    }

    async fn finish(&self, key: &DeliveryKey, lease: Lease, answer: &[u8]) -> Result<(), String> {
        self.step("finish")?;
        self.store.finish(key, lease, answer).await.unwrap();
        Ok(())
    }

    async fn give_up(&self, key: &DeliveryKey, lease: Lease) -> Result<(), String> {
        self.step("give up")?;
        self.store.give_up(key, lease).await.unwrap();
        Ok(())
    }
}

#[tokio::test]
async fn a_store_that_is_down_stops_no_dispatch() {
    let ids = Arc::new(Ids::default());
    let store = Faulty::at("begin, finish, give up");
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&ids))
        .with_idempotency(store.clone());
    for _ in 0..2 {
        let answered = ask(&endpoint, recall_request("a")).await;
        assert_eq!(answered.outcome, Outcome::Handled);
        assert_eq!(answered.status, StatusCode::OK);
    }
    assert_eq!(ids.take(), ["a", "a"]);
    // Who was given no lease has nothing to settle.
    assert_eq!(store.asked(), 2);
}

#[tokio::test]
async fn a_store_that_fails_after_the_dispatch_changes_no_answer() {
    let moody = Moody::new(&[Mood::Accept, Mood::Fail]);
    let endpoint = recall::Endpoint::dangerously_unauthenticated(moody)
        .with_idempotency(Arc::new(Faulty::at("finish, give up")));
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
async fn a_stranger_takes_no_key() {
    let store = Faulty::at("nothing");
    let token = UrlToken::in_query("token", ["a-token-of-the-tests"]).unwrap();
    let ids = Arc::new(Ids::default());
    let endpoint = recall::Endpoint::new(Arc::clone(&ids), token).with_idempotency(store.clone());
    let answered = ask(&endpoint, recall_request("a")).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    assert_eq!(store.asked(), 0);
    let mut proven = recall_request("a");
    *proven.uri_mut() = "/?token=a-token-of-the-tests".parse().unwrap();
    assert_eq!(ask(&endpoint, proven).await.outcome, Outcome::Handled);
    assert_eq!(store.asked(), 2);
}

#[tokio::test]
async fn what_cannot_be_read_reaches_the_dispatcher_each_time() {
    let moody = Moody::new(&[]);
    let store = Faulty::at("nothing");
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&moody))
        .with_idempotency(store.clone());
    for _ in 0..2 {
        let answered = ask(&endpoint, request("{")).await;
        assert_eq!(answered.outcome, Outcome::Handled);
    }
    assert_eq!(moody.count.load(Ordering::Relaxed), 2);
    assert_eq!(store.asked(), 0);
}
