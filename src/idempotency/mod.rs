//! Idempotency: a delivery that is redelivered is dispatched once, and answered the same each time.
//!
//! Vendors deliver at least once. An endpoint with an [`IdempotencyStore`] asks the store before it
//! dispatches a delivery, and tells it how the dispatch ended:
//!
//! | the delivery | what the endpoint does | response |
//! | --- | --- | --- |
//! | is new | dispatches it | as without a store |
//! | is being handled | nothing | 409, so that the vendor retries |
//! | was handled | nothing | 200 with the body of the first response |
//! | failed in the dispatcher | releases it, so that the retry is dispatched | 500, or 503 if the dispatcher is busy |
//! | failed, and is [not to be redelivered](crate::Disposition::GiveUp) | remembers it as handled | 200 |
//! | panicked, timed out, or lost its caller | releases it, so that the retry is dispatched | none |
//! | has no key | dispatches it | as without a store |
//! | cannot be looked up because the store fails | dispatches it, and settles it if the store recovers | as without a store |
//!
//! The last row is a choice: handling a delivery twice is less harmful than losing it, and some
//! vendors send it only once. With the feature `tracing`, each failure of a store is a warning.
//!
//! # Keys
//!
//! A [`DeliveryKey`] is made of the provider, the tenant if there is one, and the most specific of
//! these that applies:
//!
//! | what is known | provider | identified by |
//! | --- | --- | --- |
//! | an authenticated id | Recall, with signatures | the id: `recall:msg_1`, `recall[acme]:msg_1` |
//! | an authenticated body, no id | any | a hash of the body |
//! | neither | any | a different hash of the body |
//!
//! A body is compared byte for byte. It is no key for events of which two can have the same body.
//! Without an id, these are dispatched each time:
//!
//! | provider | event without a key |
//! | --- | --- |
//! | any | an event that this version does not know |
//! | Recall | `calendar.update`, `slack.huddle_state` and `transcript.provider_data`; real-time events without a time |
//! | Exotel | `url_test`; insights, transcripts and `pre_agent_transfer`, unless an event has an id, a time, or a turn's number or start (a documented transfer has no event); every webhook without a session's id |
//! | Synthflow | `call_inbound`: a caller can call twice; `post_call` with neither an id nor a start of the call |
//! | `PailFlow` | `session_complete` and `interview_complete` with neither a transcript nor its id: rooms are reused; `bot_join_failed` without a time |
//!
//! A delivery whose body cannot be parsed is not looked up:
//! [`on_malformed`](crate::recall::Dispatcher::on_malformed) gets it each time.
//!
//! # What is promised
//!
//! A delivery suppresses another only if both are from the same provider and tenant, are authenticated
//! in the same way, and have the same authenticated id or, without one, the same body:
//!
//! - **An unauthenticated caller** never reaches the store.
//! - **A caller that knows a URL token**, and nothing else, can choose body and headers. The headers
//!   are not part of the key, and only the same bytes have the same key. So such a caller can
//!   repeat a delivery whose bytes it knows, or send it before the vendor does; if the event has a key, the
//!   dispatcher then gets these bytes once, from whichever came first. Deliveries whose body is signed have
//!   different keys, even in a shared store. Synthflow's signature does not cover the body.
//! - **A tenant** can sign any id. Its keys contain its name, so they are never those of a different
//!   tenant. The name has to come from the authentication: from
//!   [`PerRequest`](crate::receive::PerRequest), from
//!   [`with_tenant`](crate::receive::Endpoint::with_tenant) of an endpoint that has only one, or from a
//!   proof of your own.
//!
//! What is not promised:
//!
//! - **Exactly once.** A worker that dies after its work and before the store knows of it repeats
//!   that work. So does a worker that takes longer than its lease.
//! - **That endpoints without tenants are kept apart.** Two endpoints of one provider have the same keys
//!   if both check a signature of the body, or neither does. If they belong to different applications
//!   or secrets, give each a [tenant](crate::receive::Endpoint::with_tenant), or a store or a prefix of
//!   its own.
//! - **That a vendor's retry has the same bytes.** A body that is generated anew for a retry, with a
//!   new timestamp for example, is a different delivery unless its id is authenticated.
//! - **That two events with the same body are both dispatched**, if nothing authenticates an id and
//!   the event is not in the table above.
//! - **That a full store forgets nothing.** A caller that can send deliveries can fill it.
//!
//! # Time
//!
//! A delivery that is being handled is leased, for [`DEFAULT_LEASE`] unless you set a different
//! length. If its worker dies, the lease expires and the next retry is dispatched. So the lease has to
//! be longer than the slowest dispatch: a slower one is dispatched a second time.
//!
//! If the dispatch panics, a timeout layer drops it, or the caller hangs up, a store that implements
//! [`abandon`](IdempotencyStore::abandon) releases the lease, and the next retry is dispatched at once.
//! The dispatcher then repeats what it did until then.
//!
//! Handled deliveries are remembered for [`DEFAULT_RETENTION`]. Recall sends its last retry after 27
//! hours and 35 minutes.
//!
//! # Answers
//!
//! An answer of more than [`MAX_ANSWER_LEN`] bytes is not kept. Its delivery is remembered all the
//! same: a retry is not dispatched, and gets 200 with the provider's default answer, which for Exotel
//! is an acknowledgement and otherwise an empty body.
//!
//! # Stores
//!
//! `MemoryStore` (feature `idempotency-memory`) is for one process, and is lost when the process ends. Its
//! size is bounded in bytes. `RedisStore` (feature `idempotency-redis`) is for several processes. For
//! anything else, implement the trait; each of its steps has to be atomic.

#[cfg(feature = "receive")]
mod claim;
mod lease;
#[cfg(feature = "idempotency-memory")]
mod memory;
#[cfg(feature = "idempotency-redis")]
mod redis;
mod store;

use std::time::Duration;

pub use crate::DeliveryKey;
#[cfg(feature = "receive")]
pub(crate) use claim::{AnyStore, Claim};
pub use lease::Lease;
#[cfg(feature = "idempotency-memory")]
pub use memory::MemoryStore;
#[cfg(feature = "idempotency-redis")]
pub use redis::RedisStore;
pub use store::{Begin, IdempotencyStore};

/// How long a lease is unless a store is built with a different length: 30 seconds.
///
/// Recall waits 15 seconds for a response, Synthflow 10, and `PailFlow`, which does not retry, 30. Recall
/// retries a real-time event every second for a minute. If a worker dies, these retries get 409 until its
/// lease has expired, and the next one is dispatched.
pub const DEFAULT_LEASE: Duration = Duration::from_secs(30);

/// How long a handled delivery is remembered unless a store is built with a different retention: 48
/// hours.
pub const DEFAULT_RETENTION: Duration = Duration::from_secs(48 * 60 * 60);

/// The longest answer that an endpoint has a store keep: 64 KiB.
///
/// A delivery with a longer answer is remembered without it: if it is redelivered, it is not
/// dispatched again, and gets the provider's default answer.
pub const MAX_ANSWER_LEN: usize = 64 << 10;
