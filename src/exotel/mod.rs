//! Exotel `VoiceBot`: the five webhooks of a call, and the replies that Exotel reads.
//!
//! Exotel's documentation is "`VoiceBot` Webhooks", read on 2026-11-21.
//!
//! Every webhook has the same body, a [`Request`]; its `trigger_reason` and its events identify the
//! webhook. Exotel signs nothing, gives no delivery id, and delivers repeatedly and out of order:
//! detect duplicates by session, trigger reason, and the ids and sequence of the events. A
//! [`Conversation`] merges the transcripts of a session, in whatever order they arrive.
//!
//! Insights are made in each turn, and sent at intervals. A session can have URLs of its own: as custom
//! parameters of the `VoiceBot` WebSocket connection, or in the reply to its start ([`WebhookConfig`]).
//! Exotel caches them for the session. If one bot hands over to another, the URLs must fit both. How long
//! Exotel waits, and how it retries, is set in its console; the defaults are not documented.
//!
//! ```
//! use bot_webhooks::exotel::{Dispatcher, Request, SessionStartReply};
//! use bot_webhooks::Delivery;
//!
//! struct App;
//!
//! impl Dispatcher for App {
//!     type Error = std::convert::Infallible;
//!
//!     async fn on_session_start(
//!         &self,
//!         request: Request,
//!         _: &Delivery<'_>,
//!     ) -> Result<SessionStartReply, Self::Error> {
//!         let caller = request.contact_uri.as_deref().unwrap_or("there");
//!         Ok(SessionStartReply::new().with_greeting_message(format!("Hello, {caller}!")))
//!     }
//!
//!     async fn on_transcript_events(
//!         &self,
//!         request: Request,
//!         _: &Delivery<'_>,
//!     ) -> Result<(), Self::Error> {
//!         for turn in request.turns() {
//!             println!("{}: {}", turn.speaker.unwrap_or("?"), turn.text);
//!         }
//!         Ok(())
//!     }
//! }
//! ```

mod conversation;
mod detect;
#[cfg(feature = "receive")]
mod endpoint;
mod envelope;
mod event;
mod event_data;
mod reply;
mod request;
#[cfg(feature = "samples")]
pub mod samples;
mod session_start_reply;
mod supersede;
mod transcript;
mod vocabulary;

pub use conversation::{Conversation, Sequence};
pub(crate) use detect::likeness;
#[cfg(feature = "receive")]
pub use endpoint::Endpoint;
pub use envelope::Envelope;
pub use event::{Dispatcher, DynDispatcher, Event, from_fn};
pub use event_data::EventData;
pub use reply::{ErrorReply, PreAgentTransferReply, Reply};
pub use request::{CallMetadata, EventObject, Request};
pub use session_start_reply::{InsightsWebhook, SessionStartReply, WebhookConfig};
pub use transcript::{Transcript, TranscriptSegment};
pub use vocabulary::{
    EventStatus, EventType, NetworkType, SessionState, Speaker, TranscriptStatus, TriggerReason,
    TriggerType,
};

pub use crate::applied::Applied;
