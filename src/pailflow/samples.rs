//! Bodies for tests without the vendor (feature `samples`): [one of every event](ALL),
//! [their variants](VARIANTS), and [a whole session](SESSION).
//!
//! ```
//! use bot_webhooks::pailflow::{Event, samples};
//!
//! let event: Event = samples::SESSION_COMPLETE.parse()?;
//! assert_eq!(event.name(), "session_complete");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```
//!
//! [`Delivery::parse`](crate::Delivery::parse) makes what a dispatcher takes.

use crate::samples::samples;

samples! {
    "pailflow":
    ALL {
        SESSION_COMPLETE = "session_complete";
        BOT_JOIN_FAILED = "bot_join_failed";
        INTERVIEW_COMPLETE = "interview_complete";
    }
    VARIANTS {
        /// A `session_complete` whose analysis failed; nobody said anything.
        SESSION_COMPLETE_INSIGHTS_FAILED = "session_complete.insights_failed";
        /// A `session_complete` without insights, whose transcript does not name the speakers.
        SESSION_COMPLETE_WITHOUT_INSIGHTS = "session_complete.without_insights";
        /// A `bot_join_failed`: the room rejected the bot's credentials.
        BOT_JOIN_FAILED_AUTH_ERROR = "bot_join_failed.auth_error";
        /// A `bot_join_failed` for any other reason, such as a rate limit.
        BOT_JOIN_FAILED_UNKNOWN_ERROR = "bot_join_failed.unknown";
        /// An event that this version does not know.
        UNKNOWN_EVENT = "session_started";
    }
}

/// A whole session: the first bot finds no room, and the second one completes the session.
///
/// Only the room's name, the end of the room's URL, links the two.
pub const SESSION: &[&str] = &[BOT_JOIN_FAILED, SESSION_COMPLETE];
