//! The store in memory.

use std::time::Duration;

use bot_webhooks::idempotency::{Begin, IdempotencyStore, MemoryStore};

use super::key;
use super::suite::{Make, suite};

fn maker() -> (impl Make<MemoryStore>, ()) {
    let store = MemoryStore::new(1000);
    let make = move |lease: Duration, retention: Duration| {
        store.clone().with_lease(lease).with_retention(retention)
    };
    (make, ())
}

suite! { std::future::ready(maker()) }

async fn settle(store: &MemoryStore, id: &str) {
    if let Begin::New(lease) = store.begin(&key(id)).await.unwrap() {
        store.finish(&key(id), lease, b"").await.unwrap();
    }
}

#[tokio::test]
async fn it_holds_no_more_than_it_was_made_for_and_the_newest() {
    let store = MemoryStore::new(100);
    for number in 0..10_000 {
        settle(&store, &number.to_string()).await;
    }
    // From the newest: what is asked for and not there takes the place of the oldest.
    let mut held = 0;
    for number in (0..10_000).rev() {
        match store.begin(&key(&number.to_string())).await.unwrap() {
            Begin::Done(_) => held += 1,
            _ => break,
        }
    }
    assert!((90..=600).contains(&held), "{held}");
}

/// What is asked for again stays.
#[tokio::test]
async fn it_forgets_first_what_was_asked_for_longest_ago() {
    let store = MemoryStore::new(100);
    settle(&store, "asked for").await;
    settle(&store, "left alone").await;
    for number in 0..10_000 {
        settle(&store, &number.to_string()).await;
        let asked_for = store.begin(&key("asked for")).await.unwrap();
        assert_eq!(asked_for, Begin::Done(vec![]));
    }
    let left_alone = store.begin(&key("left alone")).await.unwrap();
    assert!(matches!(left_alone, Begin::New(_)));
}

#[tokio::test]
async fn two_stores_share_nothing_and_clones_all() {
    let (one, other) = (MemoryStore::new(10), MemoryStore::new(10));
    settle(&one, "a").await;
    let found = one.clone().begin(&key("a")).await.unwrap();
    assert_eq!(found, Begin::Done(vec![]));
    let found = other.begin(&key("a")).await.unwrap();
    assert!(matches!(found, Begin::New(_)));
}
