//! The crate as its users see it: one binary, a file for each question.

mod arrival;
mod bodies;
#[cfg(all(feature = "idempotency-memory", feature = "receive"))]
mod checks;
mod conversation;
#[cfg(all(feature = "idempotency-memory", feature = "receive"))]
mod corpus;
#[cfg(feature = "samples")]
mod courses;
mod detect;
#[cfg(feature = "samples")]
mod dispatch;
mod errors;
mod exotel;
#[cfg(feature = "axum")]
mod extractor;
mod fixtures;
mod formats;
#[cfg(all(feature = "idempotency-memory", feature = "receive"))]
mod hostile;
#[cfg(all(feature = "idempotency-memory", feature = "receive"))]
mod idempotency;
mod media_timeline;
mod mutations;
mod owned_delivery;
mod pailflow;
mod promises;
#[cfg(all(feature = "idempotency-memory", feature = "receive"))]
mod random;
mod recall;
#[cfg(feature = "receive")]
mod receive;
mod replay;
mod subject;
mod synthflow;
mod timeline;
#[cfg(feature = "receive")]
mod verify;
