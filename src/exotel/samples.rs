//! One body of every event, for tests without a vendor.
//!
//! ```
//! use bot_webhooks::exotel::{Event, samples};
//!
//! let event: Event = samples::SESSION_START.parse()?;
//! assert!(matches!(event, Event::SessionStart(_)));
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

/// A body of [`Event::SessionStart`](super::Event::SessionStart).
pub const SESSION_START: &str = include_str!("../../tests/payloads/exotel/session_start.json");

/// A body of [`Event::SessionEnd`](super::Event::SessionEnd).
pub const SESSION_END: &str = include_str!("../../tests/payloads/exotel/session_end.json");

/// A body of [`Event::PreAgentTransfer`](super::Event::PreAgentTransfer).
pub const PRE_AGENT_TRANSFER: &str =
    include_str!("../../tests/payloads/exotel/pre_agent_transfer.json");

/// A body of [`Event::InsightsEvents`](super::Event::InsightsEvents), with an insight of each type.
pub const INSIGHTS_EVENTS: &str = include_str!("../../tests/payloads/exotel/insights_events.json");

/// A body of [`Event::TranscriptEvents`](super::Event::TranscriptEvents), in the documented form.
pub const TRANSCRIPT_EVENTS: &str =
    include_str!("../../tests/payloads/exotel/transcript_events.json");

/// A body of [`Event::UrlTest`](super::Event::UrlTest).
pub const URL_TEST: &str = include_str!("../../tests/payloads/exotel/url_test.json");

/// All of them, in the order of [`Event::NAMES`](super::Event::NAMES).
pub const ALL: &[&str] = &[
    SESSION_START,
    SESSION_END,
    PRE_AGENT_TRANSFER,
    INSIGHTS_EVENTS,
    TRANSCRIPT_EVENTS,
    URL_TEST,
];
