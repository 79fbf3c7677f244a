//! Recall.ai: webhooks about a meeting bot.
//!
//! Recall's documentation is [Bot Status Change Events](https://docs.recall.ai/docs/bot-status-change-events),
//! read on 2026-11-21. Live bodies differ from it: the dashboard's test event has no status, the
//! order of the fields is not fixed, and four breakout-room events are not documented.
//!
//! ```
//! use bot_webhooks::recall::{Event, SubCodeClass};
//!
//! let body = br#"{
//!     "event": "bot.call_ended",
//!     "data": {
//!         "data": {
//!             "code": "call_ended",
//!             "sub_code": "bot_kicked_from_call",
//!             "updated_at": "2026-02-09T08:58:13.406739+00:00"
//!         },
//!         "bot": {"id": "2d1b6c2a-93ce-4a43-9c41-1f0bbd2a3c57", "metadata": {}}
//!     }
//! }"#;
//! match Event::from_slice(body)? {
//!     Event::BotCallEnded(change) => {
//!         let class = change.sub_code().and_then(|code| code.class());
//!         assert_eq!(class, Some(SubCodeClass::RemovedByPerson));
//!     }
//!     other => println!("not of interest: {}", other.name()),
//! }
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```
//!
//! What to know when you handle these events:
//!
//! - They are delivered at least once, and not in order. A [`Timeline`] accepts them in any order
//!   and keeps the bot's status. Detect duplicates by [`Delivery::id`](crate::Delivery::id), which
//!   stays the same across retries.
//! - [`Event::BotCallEnded`] is not the end: [`Event::BotDone`] follows, and then the media are
//!   available. `BotDone` can follow [`Event::BotFatal`] too.
//! - Other families of events arrive at the same URL (`transcript.done`, `recording.failed`,
//!   `calendar.update`, …). They are [`Event::Unknown`], with their whole body. They have a
//!   `data.data.code` too, so a code of `done` alone does not mean that a bot is done.
//! - Meeting BaaS, a different vendor, sends `bot.status_change` bodies that look the same as
//!   Recall's legacy ones: the sender is identified by the endpoint, not by the body.

mod bot;
mod detect;
#[cfg(feature = "receive")]
mod endpoint;
mod event;
mod expected_recording;
mod legacy;
mod order;
#[cfg(feature = "samples")]
pub mod samples;
mod status;
mod sub_code;
mod sub_code_class;
mod timeline;

pub use bot::Bot;
pub(crate) use detect::likeness;
#[cfg(feature = "receive")]
pub use endpoint::Endpoint;
pub use event::{Dispatcher, DynDispatcher, Event, from_fn};
pub use expected_recording::ExpectedRecording;
pub use legacy::{
    LegacyBotStatus, LegacyStatus, LegacyStatusChange, LogEntry, LogMessage, LogSource,
};
pub use status::{BotStatus, Status, StatusChange, StatusCode};
pub use sub_code::SubCode;
pub use sub_code_class::SubCodeClass;
pub use timeline::Timeline;

pub use crate::applied::Applied;
