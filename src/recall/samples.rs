//! A sample body of every event, for testing without the vendor (feature `samples`).
//!
//! ```
//! use bot_webhooks::recall::{Event, samples};
//!
//! let event = Event::from_slice(samples::BOT_CALL_ENDED.as_bytes())?;
//! assert_eq!(event.name(), "bot.call_ended");
//! # Ok::<(), bot_webhooks::ParseError>(())
//! ```

/// Makes a constant of each event's body, and [`ALL`].
macro_rules! samples {
    ($( $sample:ident = $event:literal; )+) => {
        $(
            #[doc = concat!("A body of `", $event, "`.")]
            pub const $sample: &str =
                include_str!(concat!("../../tests/payloads/recall/", $event, ".json"));
        )+

        /// All samples, in the order of [`Event::NAMES`](super::Event::NAMES).
        pub const ALL: &[&str] = &[$($sample),+];
    };
}

samples! {
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
