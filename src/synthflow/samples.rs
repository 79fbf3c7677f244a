//! A sample body of every event, for testing without the vendor (feature `samples`).
//!
//! ```
//! use bot_webhooks::synthflow::{Event, samples};
//!
//! assert_eq!(Event::from_slice(samples::POST_CALL.as_bytes())?.name(), "post_call");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

/// A body of `post_call`.
pub const POST_CALL: &str = include_str!("../../tests/payloads/synthflow/post_call.json");

/// A body of `call_inbound`.
pub const CALL_INBOUND: &str = include_str!("../../tests/payloads/synthflow/call_inbound.json");

/// A body of every event.
pub const ALL: &[&str] = &[POST_CALL, CALL_INBOUND];
