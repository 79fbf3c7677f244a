//! A sample body of every event, for testing without the vendor (feature `samples`).
//!
//! ```
//! use bot_webhooks::pailflow::{Event, samples};
//!
//! assert_eq!(Event::from_slice(samples::SESSION_COMPLETE.as_bytes())?.name(), "session_complete");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

/// A body of `session_complete`.
pub const SESSION_COMPLETE: &str =
    include_str!("../../tests/payloads/pailflow/session_complete.json");

/// A body of `bot_join_failed`.
pub const BOT_JOIN_FAILED: &str =
    include_str!("../../tests/payloads/pailflow/bot_join_failed.json");

/// A body of `interview_complete`.
pub const INTERVIEW_COMPLETE: &str =
    include_str!("../../tests/payloads/pailflow/interview_complete.json");

/// A body of every event.
pub const ALL: &[&str] = &[SESSION_COMPLETE, BOT_JOIN_FAILED, INTERVIEW_COMPLETE];
