//! Answers that a store keeps, and those that are too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bot_webhooks::exotel::{self, SessionStartReply};
use bot_webhooks::idempotency::{IdempotencyStore, MAX_ANSWER_LEN};
use bot_webhooks::receive::Outcome;
use http::StatusCode;

use super::{Answered, ask, request};

/// The answers to a session start and its redelivery, with a greeting of this length.
async fn twice(greeting: usize, store: impl IdempotencyStore + 'static) -> [Answered; 2] {
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    let greeter = exotel::from_fn(move |_, _| {
        counted.fetch_add(1, Ordering::Relaxed);
        let reply = SessionStartReply::new().with_greeting_message("a".repeat(greeting));
        async move { Ok::<_, &'static str>(reply) }
    });
    let endpoint = exotel::Endpoint::dangerously_unauthenticated(greeter).with_idempotency(store);
    let first = ask(&endpoint, request(exotel::samples::SESSION_START)).await;
    let second = ask(&endpoint, request(exotel::samples::SESSION_START)).await;
    assert_eq!(count.load(Ordering::Relaxed), 1);
    assert_eq!(second.outcome, Outcome::Repeated);
    assert_eq!(
        (first.status, second.status),
        (StatusCode::OK, StatusCode::OK)
    );
    [first, second]
}

pub(super) async fn only_short_answers_are_kept<S: IdempotencyStore + 'static>(
    make: impl AsyncFn() -> S,
) {
    let [empty, _] = twice(0, make().await).await;
    let rest = empty.body.len();
    let [first, second] = twice(MAX_ANSWER_LEN - rest, make().await).await;
    assert_eq!(first.body.len(), MAX_ANSWER_LEN);
    assert_eq!(first.body, second.body);

    // Not dispatched twice either, and answered as Exotel expects.
    let [first, second] = twice(MAX_ANSWER_LEN - rest + 1, make().await).await;
    assert_eq!(first.body.len(), MAX_ANSWER_LEN + 1);
    assert_eq!(second.media_type, first.media_type);
    assert_eq!(second.body, exotel::Reply::Acknowledgement.to_json());
}
