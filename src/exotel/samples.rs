//! Bodies for tests without the vendor (feature `samples`): [one of every event](ALL),
//! [their variants](VARIANTS), and [a whole call](CALL).
//!
//! ```
//! use bot_webhooks::exotel::{Event, samples};
//!
//! let event: Event = samples::SESSION_START.parse()?;
//! assert!(matches!(event, Event::SessionStart(_)));
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```
//!
//! [`Delivery::parse`](crate::Delivery::parse) makes what a dispatcher takes.

use crate::samples::samples;

samples! {
    "exotel":
    ALL {
        SESSION_START = "session_start";
        SESSION_END = "session_end";
        PRE_AGENT_TRANSFER = "pre_agent_transfer";
        INSIGHTS_EVENTS = "insights_events";
        TRANSCRIPT_EVENTS = "transcript_events";
        URL_TEST = "url_test";
    }
    VARIANTS {
        /// A `session_start` of a SIP call: no phone number, no parameters, empty strings.
        SESSION_START_SIP = "session_start.live_ids";
        /// A `session_end` whose time, call ids, parameters and events are null.
        SESSION_END_NULLS = "session_end.events_null";
        /// An `insights_events` whose insights are empty, null or missing.
        INSIGHTS_EVENTS_EMPTY = "insights_events.empty_data";
        /// A `transcript_events` of a turn that is still in progress.
        TRANSCRIPT_EVENTS_IN_PROGRESS = "transcript_events.turn_progress";
        /// A `transcript_events` in the form of live calls, which has no number of the turn and no times.
        TRANSCRIPT_EVENTS_LIVE = "transcript_events.live";
        /// A `transcript_events` in which nothing was said.
        TRANSCRIPT_EVENTS_EMPTY = "transcript_events.empty";
        /// An event that this version does not know.
        UNKNOWN_EVENT = "session_pause.unknown_trigger_reason";
    }
}

const FIRST_TURN_BEGINS: &str =
    include_str!("../../tests/payloads/exotel/transcript_events.first_turn_begins.json");
const SECOND_TURN: &str =
    include_str!("../../tests/payloads/exotel/transcript_events.second_turn.json");

/// A whole call in the order in which it happened: the caller complains, and is transferred to a human.
///
/// Exotel redelivers, and webhooks overtake each other. So reverse it, repeat it or shuffle it, and
/// expect the same of your code:
///
/// ```
/// use bot_webhooks::ParseError;
/// use bot_webhooks::exotel::{Conversation, Event, samples::CALL};
///
/// fn conversation<'a>(
///     bodies: impl IntoIterator<Item = &'a &'a str>,
/// ) -> Result<Conversation, ParseError> {
///     let mut conversation = Conversation::new("5f0c8e7a-1d2b-4c3e-9f60-7a8b9c0d1e2f");
///     for body in bodies {
///         let _ = conversation.apply(&body.parse::<Event>()?);
///     }
///     Ok(conversation)
/// }
///
/// let expected = conversation(CALL)?;
/// assert_eq!(expected.turns().count(), 4);
/// assert_eq!(conversation(CALL.iter().rev())?, expected);
/// assert_eq!(conversation(CALL.iter().chain(CALL))?, expected);
/// # Ok::<(), ParseError>(())
/// ```
pub const CALL: &[&str] = &[
    SESSION_START,
    FIRST_TURN_BEGINS,
    TRANSCRIPT_EVENTS,
    SECOND_TURN,
    INSIGHTS_EVENTS,
    PRE_AGENT_TRANSFER,
    SESSION_END,
];
