//! How far a resource other than a bot is: recordings, media, real-time endpoints, SDK uploads, Slack
//! teams.

use crate::Timestamp;
use crate::open::{open_enum, payload};
use crate::recall::SubCode;
use crate::recall::envelope::envelope;

/// Makes the status of a family of resources, `data.data`. The families differ in their codes.
macro_rules! status {
    ($(#[$doc:meta])* pub struct $name:ident($code:ident);) => {
        payload! {
            $(#[$doc])*
            pub struct $name lenient {
                /// The code, which is the event's name after the dot. In some test deliveries it is a
                /// different one: trust the event.
                pub code: Option<$code>,
                /// The reason of a failure; null otherwise.
                pub sub_code: Option<SubCode>,
                /// When the resource reached this status. Order events by it.
                pub updated_at: Option<Timestamp>,
                /// The error of a `failed`. Observed, not documented.
                pub error: Option<StatusError>,
            }
        }
    };
}

payload! {
    /// Why something failed: `data.data.error`. Observed, not documented.
    pub struct StatusError lenient {
        /// A code; its values are not documented.
        pub code: Option<String>,
        /// The error in words.
        pub message: Option<String>,
    }
}

envelope! {
    /// A recording's status change: the body of the `recording.*` events.
    pub struct RecordingChange(RecordingChangeData) {
        /// The status of the recording: `data.data`.
        data: RecordingStatus, status;
        /// The recording. A bot can make several, each with its own events.
        recording;
        /// The bot that made the recording; missing or null if no bot did.
        bot;
        /// The SDK upload that the recording comes from, if it comes from one. Observed, not
        /// documented.
        sdk_upload;
    }
}

status! {
    /// The status of a recording: `data.data`.
    pub struct RecordingStatus(RecordingCode);
}

open_enum! {
    /// How far a recording is: `data.data.code` of the `recording.*` events.
    pub enum RecordingCode {
        /// The recording has begun, or goes on after a pause.
        Processing = "processing",
        /// The recording is paused. Observed, not documented.
        Paused = "paused",
        /// All media of the recording are available.
        Done = "done",
        /// The recording failed.
        Failed = "failed",
        /// The recording has been deleted from Recall's systems.
        Deleted = "deleted",
    }
}

envelope! {
    /// A medium's status change: the body of the `processing`, `done`, `failed` and `deleted`
    /// events of the seven kinds of media, of which it names one.
    pub struct MediaChange(MediaChangeData) {
        /// The status of the medium: `data.data`.
        data: MediaStatus, status;
        /// The participant events of a recording, in `participant_events.*`.
        participant_events;
        /// The transcript, in `transcript.*`. A recording can have up to ten.
        transcript;
        /// The video of the whole call, in `video_mixed.*`.
        video_mixed;
        /// The video of each participant, in `video_separate.*`.
        video_separate;
        /// The audio of the whole call, in `audio_mixed.*`.
        audio_mixed;
        /// The audio of each participant, in `audio_separate.*`.
        audio_separate;
        /// The metadata of the meeting, in `meeting_metadata.*`.
        meeting_metadata;
        /// The recording that the medium is part of.
        recording;
        /// The bot that made the recording; missing or null if no bot did.
        bot;
        /// The SDK upload that the recording comes from, if it comes from one. Observed, not
        /// documented.
        sdk_upload;
    }
}

status! {
    /// The status of a medium: `data.data`.
    pub struct MediaStatus(MediaCode);
}

open_enum! {
    /// How far a medium is: `data.data.code` of the events of all seven kinds of media.
    pub enum MediaCode {
        /// The medium is being captured or made.
        Processing = "processing",
        /// The medium is available, all of it.
        Done = "done",
        /// The medium failed; the sub-code may say why.
        Failed = "failed",
        /// The medium has been deleted from Recall's systems.
        Deleted = "deleted",
    }
}

envelope! {
    /// A real-time endpoint's status change: the body of the `realtime_endpoint.*` status events.
    /// Observed, not documented.
    pub struct RealtimeEndpointChange(RealtimeEndpointChangeData) {
        /// The status of the endpoint: `data.data`.
        data: RealtimeEndpointStatus, status;
        /// The endpoint.
        realtime_endpoint;
        /// The recording whose events the endpoint gets.
        recording;
        /// The bot that makes the recording; missing or null if no bot does.
        bot;
    }
}

status! {
    /// The status of a real-time endpoint: `data.data`.
    pub struct RealtimeEndpointStatus(RealtimeEndpointCode);
}

open_enum! {
    /// How far a real-time endpoint is: `data.data.code` of the `realtime_endpoint.*` events.
    pub enum RealtimeEndpointCode {
        /// Events are being delivered.
        Running = "running",
        /// There are no more events.
        Done = "done",
        /// All retries failed. This endpoint gets nothing more for the rest of the call.
        Failed = "failed",
    }
}

envelope! {
    /// An SDK upload's status change: the body of the `sdk_upload.*` events. No bot takes part.
    pub struct SdkUploadChange(SdkUploadChangeData) {
        /// The status of the upload: `data.data`.
        data: SdkUploadStatus, status;
        /// The recording. A null or missing one of a failed upload has been observed.
        recording;
        /// The upload.
        sdk_upload;
    }
}

status! {
    /// The status of an SDK upload: `data.data`.
    pub struct SdkUploadStatus(SdkUploadCode);
}

open_enum! {
    /// How far an SDK upload is: `data.data.code` of the `sdk_upload.*` events.
    pub enum SdkUploadCode {
        /// The desktop app is recording.
        RecordingStarted = "recording_started",
        /// The recording has ended; the upload may not have.
        RecordingEnded = "recording_ended",
        /// The recording is being uploaded.
        Uploading = "uploading",
        /// The upload is complete.
        Complete = "complete",
        /// The upload is complete: the same as `complete`, which can arrive as well. Observed, not
        /// documented.
        Completed = "completed",
        /// The upload failed.
        Failed = "failed",
    }
}

envelope! {
    /// A Slack workspace's status change: the body of the `slack_team.*` events.
    pub struct SlackTeamChange(SlackTeamChangeData) {
        /// The status of the workspace: `data.data`.
        data: SlackTeamStatus, status;
        /// The workspace.
        slack_team;
    }
}

status! {
    /// The status of a Slack workspace: `data.data`.
    pub struct SlackTeamStatus(SlackTeamCode);
}

open_enum! {
    /// How far a Slack workspace is: `data.data.code` of the `slack_team.*` events.
    pub enum SlackTeamCode {
        /// A customer invited the bot. Activate the workspace by an API call.
        Invited = "invited",
        /// The bot can join huddles of the workspace.
        Active = "active",
        /// The bot was removed from the workspace. Delete the workspace by an API call.
        AccessRevoked = "access_revoked",
    }
}
