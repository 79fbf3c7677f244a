//! Bodies for tests without the vendor (feature `samples`): [one of every event](ALL),
//! [their variants](VARIANTS), and [a whole inbound call](INBOUND_CALL).
//!
//! ```
//! use bot_webhooks::synthflow::{Event, samples};
//!
//! let event: Event = samples::POST_CALL.parse()?;
//! assert_eq!(event.name(), "post_call");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```
//!
//! [`Delivery::parse`](crate::Delivery::parse) makes what a dispatcher takes.

use crate::samples::samples;

samples! {
    "synthflow":
    ALL {
        POST_CALL = "post_call";
        CALL_INBOUND = "call_inbound";
    }
    VARIANTS {
        /// A `post_call`: a voicemail answered, and the agent hung up.
        POST_CALL_VOICEMAIL = "post_call.hangup_on_voicemail";
        /// A `post_call`: the agent left a message on a voicemail.
        POST_CALL_LEFT_VOICEMAIL = "post_call.left_voicemail";
        /// A `post_call`: nobody answered.
        POST_CALL_NO_ANSWER = "post_call.no_answer";
        /// A `post_call`: the line was busy.
        POST_CALL_BUSY = "post_call.busy";
        /// A `post_call`: the call failed.
        POST_CALL_FAILED = "post_call.failed";
        /// A `post_call`: the call failed for a reason that this version does not know, in free text.
        POST_CALL_UNKNOWN_REASON = "post_call.free_text_reason";
        /// A `post_call` whose call is not over.
        POST_CALL_IN_PROGRESS = "post_call.in_progress";
        /// A `post_call` with a transcript, whose analysis, recording and duration are null.
        POST_CALL_WITHOUT_ANALYSIS = "post_call.nulls";
        /// A `call_inbound` for which no agent is configured.
        CALL_INBOUND_WITHOUT_AGENT = "call_inbound.without_agent";
        /// An event that this version does not know.
        UNKNOWN_EVENT = "call_transferred";
    }
}

const INBOUND_CALL_ENDED: &str =
    include_str!("../../tests/payloads/synthflow/post_call.inbound.json");

/// A whole inbound call: Synthflow asks for the agent, and sends the outcome.
pub const INBOUND_CALL: &[&str] = &[CALL_INBOUND, INBOUND_CALL_ENDED];
