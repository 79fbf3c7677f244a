//! The memory of an idempotency store, whose keys and answers callers choose.

use std::convert::Infallible;
use std::sync::Mutex;

use allocation_counter::measure;
use bot_webhooks::exotel::{Endpoint, Request, SessionStartReply};
use bot_webhooks::idempotency::{Begin, DeliveryKey, IdempotencyStore, Lease, MemoryStore};
use bot_webhooks::{Delivery, Provider, exotel};
use bytes::Bytes;

use super::now;

/// How long the echoed strings are. Without optimization there is no time for long ones.
const ECHO_LEN: usize = if cfg!(debug_assertions) {
    200_000
} else {
    2_000_000
};

/// What is still in use after `run`, in bytes.
fn left_by(run: impl FnOnce()) -> i64 {
    // The cache frees what it evicts later if a second thread uses one.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    measure(run).bytes_current
}

/// Greets callers with what they sent.
struct Echo;

impl exotel::Dispatcher for Echo {
    type Error = Infallible;

    async fn on_session_start(
        &self,
        request: Request,
        _: &Delivery<'_>,
    ) -> Result<SessionStartReply, Infallible> {
        let name = request.bot_name.unwrap_or_default();
        Ok(SessionStartReply::new().with_greeting_message(name))
    }
}

fn post_150(body: impl Fn(usize, &str) -> String) -> i64 {
    let large = "a".repeat(ECHO_LEN);
    let store = MemoryStore::with_capacity_bytes(2 << 20);
    let endpoint = Endpoint::dangerously_unauthenticated(Echo).with_idempotency(store);
    left_by(|| {
        for number in 0..150 {
            let request = http::Request::post("/").body(Bytes::from(body(number, &large)));
            assert_eq!(now(endpoint.receive(request.unwrap())).status(), 200);
        }
    })
}

#[test]
fn long_echoes_are_not_kept() {
    let ids = post_150(|number, large| {
        format!(r#"{{"request_id":"{number}{large}","method":"{large}","trigger_reason":"end"}}"#)
    });
    let replies = post_150(|number, large| {
        format!(r#"{{"session_id":"{number}","trigger_reason":"start","bot_name":"{large}"}}"#)
    });
    println!("after 150 requests of {ECHO_LEN} bytes and more: {ids} and {replies} bytes");
    assert!(ids < 1 << 20 && replies < 1 << 20, "{ids}, {replies}");
}

#[test]
fn answers_of_the_limit_take_what_the_store_may_take() {
    let left = post_150(|number, large| {
        let name = &large[..60_000];
        format!(r#"{{"session_id":"{number}","trigger_reason":"start","bot_name":"{name}"}}"#)
    });
    println!("150 answers of 60 KB in 2 MiB: {left} bytes");
    assert!(left < 3 << 20, "{left}");
}

#[test]
fn an_entry_takes_no_more_than_its_weight() {
    let store = MemoryStore::new();
    let left = left_by(|| {
        for number in 0..20_000 {
            let id = format!("msg_2h8fTqRkZxYcVbNmLpQwErTyUi{number:06}");
            let delivery = Delivery::new(Provider::Recall, b"").with_id(&id);
            let key = DeliveryKey::of_malformed(&delivery);
            let lease = Lease::new();
            assert_eq!(now(store.begin(&key, lease)), Ok(Begin::New));
            let _ = now(store.finish(&key, lease, b""));
        }
    });
    let entry = left / 20_000;
    // The allocator's overhead, which the weight includes, is not counted.
    println!("20,000 deliveries of Recall: {left} bytes, {entry} each");
    assert!((300..=650).contains(&entry), "{entry}");
}
