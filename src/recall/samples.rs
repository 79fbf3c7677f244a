//! Bodies for tests without the vendor (feature `samples`): [one of every event](ALL),
//! [their variants](VARIANTS), and [a whole meeting](MEETING).
//!
//! ```
//! use bot_webhooks::recall::{Event, samples};
//!
//! let event: Event = samples::BOT_CALL_ENDED.parse()?;
//! assert_eq!(event.name(), "bot.call_ended");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```
//!
//! [`Delivery::parse`](crate::Delivery::parse) makes what a dispatcher takes.

use crate::samples::samples;

samples! {
    "recall":
    ALL {
        BOT_JOINING_CALL = "bot.joining_call";
        BOT_IN_WAITING_ROOM = "bot.in_waiting_room";
        BOT_IN_CALL_NOT_RECORDING = "bot.in_call_not_recording";
        BOT_RECORDING_PERMISSION_ALLOWED = "bot.recording_permission_allowed";
        BOT_RECORDING_PERMISSION_DENIED = "bot.recording_permission_denied";
        BOT_IN_CALL_RECORDING = "bot.in_call_recording";
        BOT_CALL_ENDED = "bot.call_ended";
        BOT_DONE = "bot.done";
        BOT_FATAL = "bot.fatal";
        BOT_BREAKOUT_ROOM_ENTERED = "bot.breakout_room_entered";
        BOT_BREAKOUT_ROOM_LEFT = "bot.breakout_room_left";
        BOT_BREAKOUT_ROOM_OPENED = "bot.breakout_room_opened";
        BOT_BREAKOUT_ROOM_CLOSED = "bot.breakout_room_closed";
        BOT_STATUS_CHANGE = "bot.status_change";
        BOT_LOG = "bot.log";
        BOT_OUTPUT_LOG = "bot.output_log";
        RECORDING_PROCESSING = "recording.processing";
        RECORDING_PAUSED = "recording.paused";
        RECORDING_DONE = "recording.done";
        RECORDING_FAILED = "recording.failed";
        RECORDING_DELETED = "recording.deleted";
        PARTICIPANT_EVENTS_PROCESSING = "participant_events.processing";
        PARTICIPANT_EVENTS_DONE = "participant_events.done";
        PARTICIPANT_EVENTS_FAILED = "participant_events.failed";
        PARTICIPANT_EVENTS_DELETED = "participant_events.deleted";
        TRANSCRIPT_PROCESSING = "transcript.processing";
        TRANSCRIPT_DONE = "transcript.done";
        TRANSCRIPT_FAILED = "transcript.failed";
        TRANSCRIPT_DELETED = "transcript.deleted";
        VIDEO_MIXED_PROCESSING = "video_mixed.processing";
        VIDEO_MIXED_DONE = "video_mixed.done";
        VIDEO_MIXED_FAILED = "video_mixed.failed";
        VIDEO_MIXED_DELETED = "video_mixed.deleted";
        VIDEO_SEPARATE_PROCESSING = "video_separate.processing";
        VIDEO_SEPARATE_DONE = "video_separate.done";
        VIDEO_SEPARATE_FAILED = "video_separate.failed";
        VIDEO_SEPARATE_DELETED = "video_separate.deleted";
        AUDIO_MIXED_PROCESSING = "audio_mixed.processing";
        AUDIO_MIXED_DONE = "audio_mixed.done";
        AUDIO_MIXED_FAILED = "audio_mixed.failed";
        AUDIO_MIXED_DELETED = "audio_mixed.deleted";
        AUDIO_SEPARATE_PROCESSING = "audio_separate.processing";
        AUDIO_SEPARATE_DONE = "audio_separate.done";
        AUDIO_SEPARATE_FAILED = "audio_separate.failed";
        AUDIO_SEPARATE_DELETED = "audio_separate.deleted";
        MEETING_METADATA_PROCESSING = "meeting_metadata.processing";
        MEETING_METADATA_DONE = "meeting_metadata.done";
        MEETING_METADATA_FAILED = "meeting_metadata.failed";
        MEETING_METADATA_DELETED = "meeting_metadata.deleted";
        REALTIME_ENDPOINT_RUNNING = "realtime_endpoint.running";
        REALTIME_ENDPOINT_DONE = "realtime_endpoint.done";
        REALTIME_ENDPOINT_FAILED = "realtime_endpoint.failed";
        SDK_UPLOAD_RECORDING_STARTED = "sdk_upload.recording_started";
        SDK_UPLOAD_RECORDING_ENDED = "sdk_upload.recording_ended";
        SDK_UPLOAD_UPLOADING = "sdk_upload.uploading";
        SDK_UPLOAD_COMPLETE = "sdk_upload.complete";
        SDK_UPLOAD_COMPLETED = "sdk_upload.completed";
        SDK_UPLOAD_FAILED = "sdk_upload.failed";
        CALENDAR_UPDATE = "calendar.update";
        CALENDAR_SYNC_EVENTS = "calendar.sync_events";
        SLACK_TEAM_INVITED = "slack_team.invited";
        SLACK_TEAM_ACTIVE = "slack_team.active";
        SLACK_TEAM_ACCESS_REVOKED = "slack_team.access_revoked";
        SLACK_HUDDLE_STATE = "slack.huddle_state";
        PARTICIPANT_EVENTS_JOIN = "participant_events.join";
        PARTICIPANT_EVENTS_LEAVE = "participant_events.leave";
        PARTICIPANT_EVENTS_UPDATE = "participant_events.update";
        PARTICIPANT_EVENTS_SPEECH_ON = "participant_events.speech_on";
        PARTICIPANT_EVENTS_SPEECH_OFF = "participant_events.speech_off";
        PARTICIPANT_EVENTS_WEBCAM_ON = "participant_events.webcam_on";
        PARTICIPANT_EVENTS_WEBCAM_OFF = "participant_events.webcam_off";
        PARTICIPANT_EVENTS_SCREENSHARE_ON = "participant_events.screenshare_on";
        PARTICIPANT_EVENTS_SCREENSHARE_OFF = "participant_events.screenshare_off";
        PARTICIPANT_EVENTS_CHAT_MESSAGE = "participant_events.chat_message";
        TRANSCRIPT_DATA = "transcript.data";
        TRANSCRIPT_PARTIAL_DATA = "transcript.partial_data";
        TRANSCRIPT_PROVIDER_DATA = "transcript.provider_data";
        AUDIO_MIXED_RAW_DATA = "audio_mixed_raw.data";
        AUDIO_SEPARATE_RAW_DATA = "audio_separate_raw.data";
        VIDEO_SEPARATE_PNG_DATA = "video_separate_png.data";
        VIDEO_SEPARATE_H264_DATA = "video_separate_h264.data";
    }
    VARIANTS {
        /// A `bot.call_ended`: a person removed the bot.
        BOT_CALL_ENDED_REMOVED = "bot.call_ended.removed";
        /// A `bot.call_ended`: nobody let the bot in from the waiting room.
        BOT_CALL_ENDED_NEVER_ADMITTED = "bot.call_ended.never_admitted";
        /// A `bot.call_ended`: nobody joined, until a time limit was reached.
        BOT_CALL_ENDED_TIMED_OUT = "bot.call_ended.timed_out";
        /// A `bot.call_ended` with a sub-code that this version does not know.
        BOT_CALL_ENDED_UNKNOWN_SUB_CODE = "bot.call_ended.unknown_sub_code";
        /// A `bot.fatal`: your credentials are missing.
        BOT_FATAL_CONFIGURATION = "bot.fatal.configuration";
        /// A `bot.fatal`: the meeting is full.
        BOT_FATAL_MEETING_FULL = "bot.fatal.meeting_full";
        /// A `bot.fatal`: the meeting platform failed.
        BOT_FATAL_PLATFORM = "bot.fatal.platform";
        /// A `bot.fatal`: Recall failed.
        BOT_FATAL_RECALL = "bot.fatal.recall";
        /// The test event of the dashboard: a `bot.done` without a status, of a bot `test-bot`.
        BOT_DONE_DASHBOARD_TEST = "bot.done.dashboard_test";
        /// A `transcript.done` of a recording that no bot made.
        TRANSCRIPT_DONE_SDK_UPLOAD = "transcript.done.sdk_upload";
        /// An `sdk_upload.failed`, before there was a recording.
        SDK_UPLOAD_FAILED_WITHOUT_RECORDING = "sdk_upload.failed.null_recording";
        /// A `transcript.data` without the bot and the participant's id and name, and with few times.
        TRANSCRIPT_DATA_NULLS = "transcript.data.nulls";
        /// A `participant_events.chat_message` to the bot alone.
        PARTICIPANT_EVENTS_CHAT_MESSAGE_ONLY_BOT = "participant_events.chat_message.only_bot";
        /// An event that this version does not know.
        UNKNOWN_EVENT = "bot.teleported";
    }
}

const GUEST_JOINS: &str =
    include_str!("../../tests/payloads/recall/participant_events.join.guest.json");
const GUEST_REPLIES: &str = include_str!("../../tests/payloads/recall/transcript.data.reply.json");

/// A whole meeting in the order in which it happened: status changes and real-time events of one bot,
/// until the recording is done.
///
/// Recall redelivers, and events overtake each other. So reverse it, repeat it or shuffle it, and expect
/// the same of your code:
///
/// ```
/// use bot_webhooks::ParseError;
/// use bot_webhooks::recall::{Event, Ready, Timeline, samples::MEETING};
///
/// fn timeline<'a>(bodies: impl IntoIterator<Item = &'a &'a str>) -> Result<Timeline, ParseError> {
///     let mut timeline = Timeline::new("3f1c7a52-58d2-4a3e-9d0a-7b7f0a6f2e11");
///     for body in bodies {
///         let _ = timeline.apply(&body.parse::<Event>()?);
///     }
///     Ok(timeline)
/// }
///
/// let expected = timeline(MEETING)?;
/// assert!(expected.is_final());
/// let recording = Ready::Recording("9a0b0e27-5d3c-4c0f-8a7d-2f5f3f4c1d22".into());
/// assert!(expected.ready().contains(&recording));
///
/// assert_eq!(timeline(MEETING.iter().rev())?, expected);
/// assert_eq!(timeline(MEETING.iter().chain(MEETING))?, expected);
/// # Ok::<(), ParseError>(())
/// ```
pub const MEETING: &[&str] = &[
    BOT_JOINING_CALL,
    BOT_IN_WAITING_ROOM,
    BOT_IN_CALL_NOT_RECORDING,
    BOT_RECORDING_PERMISSION_ALLOWED,
    BOT_IN_CALL_RECORDING,
    REALTIME_ENDPOINT_RUNNING,
    RECORDING_PROCESSING,
    TRANSCRIPT_PROCESSING,
    PARTICIPANT_EVENTS_JOIN,
    GUEST_JOINS,
    PARTICIPANT_EVENTS_SPEECH_ON,
    TRANSCRIPT_PARTIAL_DATA,
    TRANSCRIPT_DATA,
    PARTICIPANT_EVENTS_SPEECH_OFF,
    GUEST_REPLIES,
    PARTICIPANT_EVENTS_WEBCAM_ON,
    PARTICIPANT_EVENTS_CHAT_MESSAGE,
    PARTICIPANT_EVENTS_SCREENSHARE_ON,
    PARTICIPANT_EVENTS_SCREENSHARE_OFF,
    PARTICIPANT_EVENTS_WEBCAM_OFF,
    PARTICIPANT_EVENTS_LEAVE,
    BOT_CALL_ENDED,
    REALTIME_ENDPOINT_DONE,
    BOT_DONE,
    TRANSCRIPT_DONE,
    RECORDING_DONE,
];
