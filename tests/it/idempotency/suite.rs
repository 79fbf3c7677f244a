//! What every store promises.

use std::time::Duration;

use bot_webhooks::idempotency::{Begin, IdempotencyStore, Lease};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::key;

const LONG: Duration = Duration::from_secs(3600);
/// Long enough for a few steps on a busy machine.
const SHORT: Duration = Duration::from_secs(1);
const OVER: Duration = Duration::from_millis(1200);

/// Makes stores with this lease and this retention, all with the same contents.
pub(super) trait Make<S>: Fn(Duration, Duration) -> S {}
impl<S, F: Fn(Duration, Duration) -> S> Make<S> for F {}

pub(super) async fn take<S: IdempotencyStore>(store: &S, id: &str) -> Lease {
    let lease = Lease::new();
    assert_eq!(ok(store.begin(&key(id), lease).await), Begin::New, "{id}");
    lease
}

pub(super) async fn begin<S: IdempotencyStore>(store: &S, id: &str) -> Begin {
    ok(store.begin(&key(id), Lease::new()).await)
}

fn ok<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("{error}"))
}

pub(super) async fn a_delivery_is_new_once<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(LONG, LONG);
    let lease = take(&store, "a").await;
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
    assert_ne!(take(&store, "b").await, lease);
    ok(store.finish(&key("a"), lease, b"hello").await);
    for _ in 0..2 {
        assert_eq!(begin(&store, "a").await, Begin::Done(b"hello".to_vec()));
    }
    assert_eq!(begin(&store, "b").await, Begin::InProgress);
}

pub(super) async fn an_answer_is_kept_byte_for_byte<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(LONG, LONG);
    let every_byte: Vec<u8> = (0..=255).collect();
    for (id, answer) in [
        ("none", vec![]),
        ("bytes", every_byte.clone()),
        ("mark", b"?!".to_vec()),
        ("large", every_byte.repeat(4096)),
    ] {
        let lease = take(&store, id).await;
        ok(store.finish(&key(id), lease, &answer).await);
        assert_eq!(begin(&store, id).await, Begin::Done(answer));
    }
}

pub(super) async fn a_released_delivery_is_new_again<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(LONG, LONG);
    let first = take(&store, "a").await;
    ok(store.release(&key("a"), first).await);
    let second = take(&store, "a").await;
    // The first has no say any more.
    ok(store.release(&key("a"), first).await);
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
    ok(store.finish(&key("a"), second, b"2").await);
    ok(store.release(&key("a"), second).await);
    store.abandon(&key("a"), second);
    assert_eq!(begin(&store, "a").await, Begin::Done(b"2".to_vec()));
}

pub(super) async fn an_abandoned_delivery_is_new_again<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(LONG, LONG);
    let first = take(&store, "a").await;
    store.abandon(&key("a"), first);
    sleep(SHORT).await;
    take(&store, "a").await;
    store.abandon(&key("a"), first);
    sleep(SHORT).await;
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
}

pub(super) async fn an_expired_lease_is_taken_over<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(SHORT, LONG);
    take(&store, "a").await;
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
    sleep(OVER).await;
    take(&store, "a").await;
    // It is a whole lease, not what the first left.
    sleep(SHORT / 2).await;
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
}

pub(super) async fn a_late_worker_does_not_settle_for_another<S: IdempotencyStore>(
    make: impl Make<S>,
) {
    let store = make(SHORT, LONG);
    let late = take(&store, "a").await;
    sleep(OVER).await;
    let ours = take(&store, "a").await;
    ok(store.finish(&key("a"), late, b"late").await);
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
    ok(store.release(&key("a"), late).await);
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
    ok(store.finish(&key("a"), ours, b"ours").await);
    ok(store.finish(&key("a"), late, b"late").await);
    ok(store.release(&key("a"), late).await);
    assert_eq!(begin(&store, "a").await, Begin::Done(b"ours".to_vec()));
}

/// The work is done, and nobody else does it again.
pub(super) async fn a_late_worker_settles_what_nobody_took_over<S: IdempotencyStore>(
    make: impl Make<S>,
) {
    let store = make(SHORT, LONG);
    let late = take(&store, "a").await;
    let released = take(&store, "b").await;
    sleep(OVER).await;
    ok(store.finish(&key("a"), late, b"late").await);
    assert_eq!(begin(&store, "a").await, Begin::Done(b"late".to_vec()));
    ok(store.release(&key("b"), released).await);
    take(&store, "b").await;
}

pub(super) async fn a_done_delivery_is_forgotten_after_the_retention<S: IdempotencyStore>(
    make: impl Make<S>,
) {
    let store = make(LONG, SHORT);
    let lease = take(&store, "a").await;
    ok(store.finish(&key("a"), lease, b"hello").await);
    assert_eq!(begin(&store, "a").await, Begin::Done(b"hello".to_vec()));
    sleep(OVER).await;
    take(&store, "a").await;
}

/// The retention begins anew: it is not what the lease left.
pub(super) async fn a_done_delivery_outlasts_its_lease<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(SHORT, LONG);
    let lease = take(&store, "a").await;
    ok(store.finish(&key("a"), lease, b"hello").await);
    sleep(OVER).await;
    assert_eq!(begin(&store, "a").await, Begin::Done(b"hello".to_vec()));
}

pub(super) async fn every_duration_is_accepted<S: IdempotencyStore>(make: impl Make<S>) {
    let store = make(Duration::MAX, Duration::MAX);
    let lease = take(&store, "a").await;
    assert_eq!(begin(&store, "a").await, Begin::InProgress);
    ok(store.finish(&key("a"), lease, b"hello").await);
    assert_eq!(begin(&store, "a").await, Begin::Done(b"hello".to_vec()));

    let store = make(Duration::ZERO, Duration::ZERO);
    let lease = take(&store, "b").await;
    sleep(Duration::from_millis(20)).await;
    take(&store, "b").await;
    ok(store.finish(&key("b"), lease, b"hello").await);
}

pub(super) async fn of_many_workers_one_is_first<S: IdempotencyStore + Clone + 'static>(
    make: impl Make<S>,
) {
    let store = make(LONG, LONG);
    for round in 0..20 {
        let id = format!("round {round}");
        let mut workers = JoinSet::new();
        for _ in 0..100 {
            let (store, id) = (store.clone(), id.clone());
            workers.spawn(async move { begin(&store, &id).await });
        }
        let found = workers.join_all().await;
        let new = found.iter().filter(|found| **found == Begin::New);
        assert_eq!(new.count(), 1);
        let waiting = found.iter().filter(|found| **found == Begin::InProgress);
        assert_eq!(waiting.count(), 99);
    }
}

/// Gives a macro the names of all of them.
macro_rules! for_every_rule {
    ($then:ident) => {
        $then! {
            a_delivery_is_new_once
            an_answer_is_kept_byte_for_byte
            a_released_delivery_is_new_again
            an_abandoned_delivery_is_new_again
            an_expired_lease_is_taken_over
            a_late_worker_does_not_settle_for_another
            a_late_worker_settles_what_nobody_took_over
            a_done_delivery_is_forgotten_after_the_retention
            a_done_delivery_outlasts_its_lease
            every_duration_is_accepted
            of_many_workers_one_is_first
        }
    };
}
pub(super) use for_every_rule;
