//! The proofs: what is believed, what is refused and why. `tests/oracles` compares them with the
//! reference libraries.

mod call_id;
mod clock;
mod refusals;
mod secrecy;
mod secrets;
mod url_token;
mod vectors;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The headers of a delivery with the id `msg_1`, signed by a reference library: it takes every
/// timestamp, also those that no `SystemTime` has.
fn signed_at(secret: &str, timestamp: i64, body: &[u8]) -> [(&'static str, String); 3] {
    let webhook = standardwebhooks::Webhook::new(secret).unwrap();
    [
        ("webhook-id", "msg_1".to_owned()),
        ("webhook-timestamp", timestamp.to_string()),
        (
            "webhook-signature",
            webhook.sign("msg_1", timestamp, body).unwrap(),
        ),
    ]
}

/// A time, in seconds since 1970.
fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}
