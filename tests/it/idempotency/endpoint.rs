//! The endpoint with a store: what is dispatched, and what is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bot_webhooks::exotel::{Request, SessionStartReply};
use bot_webhooks::idempotency::MemoryStore;
use bot_webhooks::receive::Outcome;
use bot_webhooks::{Delivery, exotel, pailflow, recall, synthflow};
use http::StatusCode;
use tokio::sync::Notify;

use super::short_answers::only_short_answers_are_kept;
use super::{Ids, ask, recall_request, request};

/// Answers each call differently, so that a second dispatch would be seen.
#[derive(Default)]
struct Counter(AtomicU32);

impl Counter {
    fn next(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl exotel::Dispatcher for Counter {
    type Error = &'static str;

    async fn on_session_start(
        &self,
        _: Request,
        _: &Delivery<'_>,
    ) -> Result<SessionStartReply, &'static str> {
        let greeting = format!("You are caller {}.", self.next());
        Ok(SessionStartReply::new().with_greeting_message(greeting))
    }

    async fn on_event(&self, _: exotel::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        self.next();
        Ok(())
    }
}

impl synthflow::Dispatcher for Counter {
    type Error = &'static str;

    async fn on_event(&self, _: synthflow::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        self.next();
        Ok(())
    }
}

impl pailflow::Dispatcher for Counter {
    type Error = &'static str;

    async fn on_event(&self, _: pailflow::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        self.next();
        Ok(())
    }
}

fn store() -> MemoryStore {
    MemoryStore::new()
}

#[tokio::test]
async fn a_duplicate_is_not_dispatched_and_gets_the_same_answer() {
    let counter = Arc::new(Counter::default());
    let endpoint = exotel::Endpoint::dangerously_unauthenticated(Arc::clone(&counter))
        .with_idempotency(store());
    let body = exotel::samples::SESSION_START;
    let first = ask(&endpoint, request(body)).await;
    assert_eq!(first.outcome, Outcome::Handled);
    for _ in 0..3 {
        let again = ask(&endpoint, request(body)).await;
        assert_eq!(again.outcome, Outcome::Repeated);
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(again.body, first.body);
        assert_eq!(again.media_type, first.media_type);
    }
    assert!(String::from_utf8(first.body).unwrap().contains("caller 0"));
    assert_eq!(first.media_type.as_deref(), Some("application/json"));
    assert_eq!(counter.count(), 1);
}

#[tokio::test]
async fn an_empty_answer_is_repeated_too() {
    let ids = Arc::new(Ids::default());
    let endpoint =
        recall::Endpoint::dangerously_unauthenticated(Arc::clone(&ids)).with_idempotency(store());
    let first = ask(&endpoint, recall_request("a")).await;
    let again = ask(&endpoint, recall_request("a")).await;
    assert_eq!((again.body, again.media_type), (vec![], None));
    assert_eq!((first.body, first.media_type), (vec![], None));
    assert_eq!(again.outcome, Outcome::Repeated);
    ask(&endpoint, recall_request("b")).await;
    assert_eq!(ids.take(), ["a", "b"]);
}

#[tokio::test]
async fn without_a_store_everything_is_dispatched() {
    let ids = Arc::new(Ids::default());
    let endpoint = recall::Endpoint::dangerously_unauthenticated(Arc::clone(&ids));
    for _ in 0..2 {
        let answered = ask(&endpoint, recall_request("a")).await;
        assert_eq!(answered.outcome, Outcome::Handled);
    }
    assert_eq!(ids.take(), ["a", "a"]);
}

#[tokio::test]
async fn a_delivery_that_nothing_identifies_is_dispatched_each_time() {
    let counter = Arc::new(Counter::default());
    let store = store();
    let exotel = exotel::Endpoint::dangerously_unauthenticated(Arc::clone(&counter))
        .with_idempotency(store.clone());
    let synthflow = synthflow::Endpoint::dangerously_unauthenticated(Arc::clone(&counter))
        .with_idempotency(store);
    for _ in 0..2 {
        ask(&exotel, request(exotel::samples::URL_TEST)).await;
        ask(&synthflow, request(synthflow::samples::CALL_INBOUND)).await;
    }
    assert_eq!(counter.count(), 4);
}

#[tokio::test]
async fn every_provider_is_protected() {
    let counter = Arc::new(Counter::default());
    let store = store();
    let synthflow = synthflow::Endpoint::dangerously_unauthenticated(Arc::clone(&counter))
        .with_idempotency(store.clone());
    let pailflow = pailflow::Endpoint::dangerously_unauthenticated(Arc::clone(&counter))
        .with_idempotency(store);
    for outcome in [Outcome::Handled, Outcome::Repeated] {
        let answered = ask(&synthflow, request(synthflow::samples::POST_CALL)).await;
        assert_eq!(answered.outcome, outcome);
        for body in pailflow::samples::ALL {
            assert_eq!(ask(&pailflow, request(*body)).await.outcome, outcome);
        }
    }
    assert_eq!(counter.count(), 4);
}

/// Waits in the middle of a dispatch until it may go on.
#[derive(Default)]
struct Slow {
    began: Notify,
    go: Notify,
    count: AtomicU32,
}

impl exotel::Dispatcher for Slow {
    type Error = &'static str;

    async fn on_event(&self, _: exotel::Event, _: &Delivery<'_>) -> Result<(), &'static str> {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.began.notify_one();
        self.go.notified().await;
        Ok(())
    }
}

#[tokio::test]
async fn a_delivery_that_is_being_handled_is_refused_until_it_is_done() {
    let slow = Arc::new(Slow::default());
    let endpoint =
        exotel::Endpoint::dangerously_unauthenticated(Arc::clone(&slow)).with_idempotency(store());
    let body = exotel::samples::SESSION_END;
    let first = tokio::spawn({
        let endpoint = endpoint.clone();
        async move { ask(&endpoint, request(body)).await }
    });
    slow.began.notified().await;
    let meanwhile = ask(&endpoint, request(body)).await;
    assert_eq!(meanwhile.status, StatusCode::CONFLICT);
    assert_eq!(meanwhile.outcome, Outcome::InProgress);
    let envelope: serde_json::Value = serde_json::from_slice(&meanwhile.body).unwrap();
    assert_eq!(envelope["http_code"], 409);
    assert_eq!(
        envelope["response"]["error_data"]["error_code"],
        "in_progress"
    );
    slow.go.notify_one();
    assert_eq!(first.await.unwrap().outcome, Outcome::Handled);
    let after = ask(&endpoint, request(body)).await;
    assert_eq!(after.outcome, Outcome::Repeated);
    assert_eq!(slow.count.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_long_answer_is_not_kept() {
    only_short_answers_are_kept(async || store()).await;
}
