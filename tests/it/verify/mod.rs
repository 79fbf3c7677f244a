//! The proofs: what is believed, what is refused and why, and the libraries they are compared with.

mod call_id;
mod clock;
mod faults;
mod oracles;
mod refusals;
mod secrecy;
mod secrets;
mod url_token;
mod vectors;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A time, in seconds since 1970.
fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}
