//! `PailFlow`, by Lunch Pail Labs: the outcome of a bot's session in a Daily.co room.
//!
//! `PailFlow`'s documentation is <https://tools.lunchpaillabs.com/webhooks>, read on 2026-11-21.
//! What is marked as from the vendor's source is from its public server of 2026-01-02.
//!
//! The two documented events are named in two different fields: `session_complete` in `event`,
//! `bot_join_failed` in `event_type`. This crate reads either name from either field.
//!
//! The callback URL is given when a bot is created or started, as `webhook_callback_url`. A delivery is one
//! `POST` that waits 30 seconds for the response and is never retried, both from the vendor's source.
//! Nothing in it is signed: anyone who knows the callback URL can send one.
//!
//! ```
//! use bot_webhooks::pailflow::Event;
//!
//! let body = br#"{"event": "session_complete", "room_name": "demo", "duration_seconds": 412.5}"#;
//! let Event::SessionComplete(session) = Event::from_slice(body)? else { panic!() };
//! assert_eq!(session.room_name.as_deref(), Some("demo"));
//! assert_eq!(session.duration_seconds.map(|seconds| seconds.as_f64()), Some(412.5));
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

mod detect;
#[cfg(feature = "receive")]
mod endpoint;
mod event;
mod insights;
mod join;
#[cfg(feature = "samples")]
pub mod samples;
mod session;
mod transcript;

pub(crate) use detect::likeness;
#[cfg(feature = "receive")]
pub use endpoint::Endpoint;
pub use event::{Dispatcher, DynDispatcher, Event, from_fn};
pub use insights::{Insights, QuestionAssessment};
pub use join::{BotJoinFailed, ErrorType};
pub use session::{ExitReason, InterviewComplete, SessionComplete};
