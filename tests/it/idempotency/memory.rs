//! The store in memory.

use std::time::Duration;

use bot_webhooks::idempotency::{Begin, IdempotencyStore, Lease, MemoryStore};

use super::key;
use super::suite::{Make, for_every_rule};

fn make() -> impl Make<MemoryStore> {
    let store = MemoryStore::new();
    move |lease: Duration, retention: Duration| {
        store.clone().with_lease(lease).with_retention(retention)
    }
}

macro_rules! tests {
    ($($rule:ident)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $rule() {
            super::suite::$rule(make()).await;
        }
    )+};
}
for_every_rule!(tests);

async fn begin(store: &MemoryStore, id: &str) -> Begin {
    store.begin(&key(id), Lease::new()).await.unwrap()
}

async fn settle(store: &MemoryStore, id: &str, answer: &[u8]) {
    let lease = Lease::new();
    if store.begin(&key(id), lease).await == Ok(Begin::New) {
        store.finish(&key(id), lease, answer).await.unwrap();
    }
}

/// How many of the newest deliveries the store holds, of those numbered up to here.
async fn held(store: &MemoryStore, numbers: u32) -> u32 {
    // From the newest: a key that is not there takes the place of the oldest.
    let mut held = 0;
    for number in (0..numbers).rev() {
        match begin(store, &number.to_string()).await {
            Begin::Done(_) => held += 1,
            _ => break,
        }
    }
    held
}

#[tokio::test]
async fn it_holds_the_newest_deliveries_that_fit() {
    let store = MemoryStore::with_capacity_bytes(1 << 20);
    for number in 0..10_000 {
        settle(&store, &number.to_string(), b"").await;
    }
    let held = held(&store, 10_000).await;
    assert!((1_500..=2_300).contains(&held), "{held}");
}

#[tokio::test]
async fn answers_take_the_place_of_deliveries() {
    let store = MemoryStore::with_capacity_bytes(1 << 20);
    for number in 0..1_000 {
        settle(&store, &number.to_string(), &vec![b'a'; 64 << 10]).await;
    }
    let held = held(&store, 1_000).await;
    assert!((14..=16).contains(&held), "{held}");
}

#[tokio::test]
async fn the_default_holds_a_hundred_thousand_deliveries() {
    // A tenth of both, because it takes seconds.
    let store = MemoryStore::with_capacity_bytes(MemoryStore::DEFAULT_CAPACITY_BYTES / 10);
    for number in 0..10_000 {
        settle(
            &store,
            &format!("msg_2h8fTqRkZxYcVbNmLpQwErTyUi{number:06}"),
            b"",
        )
        .await;
    }
    let oldest = begin(&store, "msg_2h8fTqRkZxYcVbNmLpQwErTyUi000000").await;
    assert_eq!(oldest, Begin::Done(vec![]));
}

#[tokio::test]
async fn it_evicts_the_least_recently_used_delivery() {
    let store = MemoryStore::with_capacity_bytes(64 << 10);
    settle(&store, "used", b"").await;
    settle(&store, "unused", b"").await;
    for number in 0..10_000 {
        settle(&store, &number.to_string(), b"").await;
        assert_eq!(begin(&store, "used").await, Begin::Done(vec![]));
    }
    assert_eq!(begin(&store, "unused").await, Begin::New);
}

#[tokio::test]
async fn clones_share_their_contents_and_two_stores_do_not() {
    let (one, other) = (MemoryStore::new(), MemoryStore::new());
    settle(&one, "a", b"").await;
    assert_eq!(begin(&one.clone(), "a").await, Begin::Done(vec![]));
    assert_eq!(begin(&other, "a").await, Begin::New);
}
