//! The crate as its users see it: one binary, a file for each question.

mod bodies;
#[cfg(feature = "idempotency-memory")]
mod checks;
mod conversation;
#[cfg(feature = "idempotency-memory")]
mod corpus;
mod detect;
mod dispatch;
mod errors;
mod exotel;
#[cfg(feature = "axum")]
mod extractor;
mod fixtures;
mod formats;
#[cfg(feature = "idempotency-memory")]
mod hostile;
#[cfg(all(feature = "idempotency-memory", feature = "idempotency-redis"))]
mod idempotency;
mod mutations;
mod owned_delivery;
mod pailflow;
#[cfg(feature = "idempotency-memory")]
mod random;
mod recall;
#[cfg(feature = "receive")]
mod receive;
mod replay;
mod subject;
mod synthflow;
mod timeline;
#[cfg(feature = "verify")]
mod verify;
