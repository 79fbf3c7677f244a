//! Duplicates: a delivery that comes twice is dispatched once, and answered alike both times.
//!
//! Vendors deliver at least once. An endpoint that is given an [`IdempotencyStore`] asks it before
//! a dispatch, and tells it after:
//!
//! | the delivery | what the endpoint does | what it answers |
//! | --- | --- | --- |
//! | is new | dispatches it | as ever |
//! | is being handled elsewhere | nothing | 409, so that the vendor comes again |
//! | was handled | nothing | 200, and the body of the first answer |
//! | failed in the dispatcher | gives it up, so that the retry is dispatched | 500 |
//! | can't be asked for, because the store fails | dispatches it | as ever |
//!
//! The last row is a choice: to handle a delivery twice harms less than to lose it, and some vendors
//! come only once. With the feature `tracing`, each failure of a store is a warning.
//!
//! # What tells a delivery
//!
//! | provider | event | key |
//! | --- | --- | --- |
//! | Recall | all | the id in the headers, else the body |
//! | Exotel | `session_start`, `session_end` | `session_id` and the event, else the body |
//! | Exotel | `url_test` | none: it does nothing |
//! | Exotel | all other | the body: a transcript grows under one sequence, and each step of it is news |
//! | Synthflow | `post_call` | `call.call_id`, the status, and whether there is an `analysis`; else the body |
//! | Synthflow | `call_inbound` | none: two calls of one caller are alike |
//! | Synthflow | all other | the body |
//! | `PailFlow` | `session_complete`, `interview_complete` | `transcript_id`, the event, and whether there are insights; else the body; none without a transcript, because rooms are used again |
//! | `PailFlow` | `bot_join_failed` | `workflow_thread_id` and `timestamp`, else the body |
//! | `PailFlow` | all other | the body |
//!
//! "The body" means its bytes. What has no key is always dispatched, and so is what could not be
//! read: [`on_malformed`](crate::recall::Dispatcher::on_malformed) gets it each time. A delivery is
//! asked for only when the caller has proven who it is, so a stranger can't take a key.
//!
//! A vendor's id is the same at every URL that it posts the event to. Two applications that share a
//! store need prefixes or stores of their own, or each takes for handled what the other has handled.
//!
//! # Time
//!
//! A delivery that is being handled is leased, for [`DEFAULT_LEASE`] unless the store is told otherwise. If
//! its worker crashes, panics or is cancelled, the lease runs out, and the next retry is dispatched.
//! So keep it longer than the slowest dispatch: a slower one is dispatched a second time.
//!
//! What was handled is remembered for [`DEFAULT_RETENTION`]: longer than 27 hours 35 minutes, after which
//! Recall sends its last retry.
//!
//! # Stores
//!
//! `MemoryStore` (feature `idempotency-memory`) is for one process, and forgets at its end.
//! `RedisStore` (feature `idempotency-redis`) is for several. Others implement the trait; each of
//! its three steps has to be atomic.

mod claim;
mod lease;
#[cfg(feature = "idempotency-memory")]
mod memory;
#[cfg(feature = "idempotency-redis")]
mod redis;
mod store;

use std::time::Duration;

pub use crate::DeliveryKey;
pub(crate) use claim::{AnyStore, Claim};
pub use lease::Lease;
#[cfg(feature = "idempotency-memory")]
pub use memory::MemoryStore;
#[cfg(feature = "idempotency-redis")]
pub use redis::RedisStore;
pub use store::{Begin, IdempotencyStore};

/// How long a worker has for a delivery, unless a store is told otherwise: 2 minutes.
///
/// Recall's first retries, at once and after 5 seconds, may then meet a dead worker's lease; the
/// next one, after 5 minutes, does not.
pub const DEFAULT_LEASE: Duration = Duration::from_secs(2 * 60);

/// How long a handled delivery is remembered, unless a store is told otherwise: 48 hours.
pub const DEFAULT_RETENTION: Duration = Duration::from_secs(48 * 60 * 60);
