//! Recall.ai: webhooks about meeting bots, recordings, transcripts and live calls.
//!
//! Recall posts two sets of events, and [`Event`] reads both, because one URL can get both:
//!
//! | | status changes | real-time events |
//! | --- | --- | --- |
//! | what | `bot.*`, `recording.*`, `transcript.done` and the other media, `sdk_upload.*`, … | what happens in the call while it happens: `transcript.data`, `participant_events.join`, audio, video |
//! | configured | in the dashboard | for each bot, as `realtime_endpoints` |
//! | sent | by HTTP | by HTTP, or over a WebSocket |
//!
//! They differ by their whole name, not by its prefix: `transcript.done` is a status,
//! `transcript.data` is content. [`Event::is_realtime`] says which set an event is of.
//!
//! Recall's documentation is [Bot Status Change Events](https://docs.recall.ai/docs/bot-status-change-events),
//! read on 2026-11-21, and the pages that CHANGELOG.md names. Live bodies differ from it: the
//! dashboard's test event has no status, the order of the fields is not fixed, `bot` can be missing or
//! null, and some events are not documented. So every field is optional.
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
//!   and keeps the bot's status and that of its recordings and transcripts; [`Timeline::ready`] says
//!   what can be downloaded. Detect duplicates by [`Delivery::id`](crate::Delivery::id), which
//!   stays the same across retries.
//! - [`Event::BotCallEnded`] is not the end: [`Event::BotDone`] follows. `BotDone` can follow
//!   [`Event::BotFatal`] too.
//! - A status `done` alone does not mean that a bot is done: recordings, media and real-time
//!   endpoints have it too. When all media of a recording are available, [`Event::RecordingDone`]
//!   says so; `BotDone` does not.
//! - A real-time endpoint that does not answer 2xx for a minute gets nothing more for the rest of the
//!   call, and each event waits for the answer to the one before: answer first and work later. Where
//!   the workspace has no verification secret, its requests are not signed; `SignatureOrToken` (feature
//!   `verify`) accepts both.
//! - The dashboard's endpoints get all status changes, which cannot be filtered: answer 2xx to those that
//!   you do not need. An endpoint whose every delivery fails for 5 days is disabled.
//! - Names that this version does not know are [`Event::Unknown`], with their whole body.
//! - Meeting BaaS, a different vendor, sends `bot.status_change` bodies that look the same as
//!   Recall's legacy ones: the sender is identified by the endpoint, not by the body.

mod accessors;
mod actions;
mod attendee;
mod availability;
mod calendar;
mod detect;
#[cfg(feature = "receive")]
mod endpoint;
mod envelope;
mod event;
mod expected_recording;
mod huddle;
mod legacy;
mod live_transcript;
mod media;
mod media_buffer;
mod moment;
mod newest;
mod order;
mod participant;
mod participant_event;
mod participant_key;
#[cfg(feature = "verify")]
mod proof;
mod provider_data;
mod ready;
mod recording;
mod recordings;
mod reference;
mod resource_status;
mod roster;
#[cfg(feature = "samples")]
pub mod samples;
mod spoken;
mod status;
mod stored_timeline;
mod stored_transcript;
mod sub_code;
mod sub_code_class;
mod timeline;
mod utterance;

pub use accessors::ResourceStatus;
pub use attendee::Attendee;
pub use availability::{Availability, MediaKind};
pub use calendar::{Calendar, CalendarChange};
pub(crate) use detect::likeness;
#[cfg(feature = "receive")]
pub use endpoint::Endpoint;
pub use event::{Dispatcher, DynDispatcher, Event, from_fn};
pub use expected_recording::ExpectedRecording;
pub use huddle::HuddleState;
pub use legacy::{
    LegacyBotStatus, LegacyStatus, LegacyStatusChange, LogEntry, LogMessage, LogSource,
};
pub use live_transcript::{LiveTranscript, LiveTurn};
pub use media::{
    AudioChunk, AudioEvent, AudioEventData, FrameType, VideoEvent, VideoEventData, VideoFrame,
};
pub use media_buffer::MediaBuffer;
#[cfg(feature = "media")]
pub use media_buffer::NotBase64;
pub use participant::{Participant, ParticipantPlatform, RecordingTime};
pub use participant_event::{
    ChatMessage, ChatRecipient, ParticipantAction, ParticipantEvent, ParticipantEventData,
};
#[cfg(feature = "verify")]
pub use proof::SignatureOrToken;
pub use provider_data::{
    ProviderData, ProviderDataEvent, ProviderDataEventData, ProviderMessage, ProviderMessageType,
    SourceAudio, SourceAudioType,
};
pub use ready::Ready;
pub use recording::{Medium, Recording};
pub use reference::Reference;
pub use resource_status::{
    MediaChange, MediaChangeData, MediaCode, MediaStatus, RealtimeEndpointChange,
    RealtimeEndpointChangeData, RealtimeEndpointCode, RealtimeEndpointStatus, RecordingChange,
    RecordingChangeData, RecordingCode, RecordingStatus, SdkUploadChange, SdkUploadChangeData,
    SdkUploadCode, SdkUploadStatus, SlackTeamChange, SlackTeamChangeData, SlackTeamCode,
    SlackTeamStatus, StatusError,
};
pub use roster::Roster;
pub use status::{BotStatus, Status, StatusChange, StatusCode};
pub use sub_code::SubCode;
pub use sub_code_class::SubCodeClass;
pub use timeline::Timeline;
pub use utterance::{TranscriptEvent, TranscriptEventData, Utterance, Word};

pub use crate::applied::Applied;
