use crate::open::{open_enum, payload};
use crate::recall::{Reference, SubCode};
use crate::{Id, Timestamp};

payload! {
    /// A bot's status change: the body of every `bot.*` event except the legacy ones.
    pub struct StatusChange {
        /// The bot and its status.
        pub data: Option<BotStatus>,
    }
}

payload! {
    /// A bot and its status: `data`.
    pub struct BotStatus {
        /// The status. Missing from the dashboard's test event. Observed, not documented.
        pub data: Option<Status>,
        /// The bot.
        pub bot: Option<Reference>,
    }
}

payload! {
    /// A bot's status: `data.data`.
    pub struct Status {
        /// The status code, which is the event's name without `bot.`.
        pub code: Option<StatusCode>,
        /// The reason; null for a status that needs none.
        pub sub_code: Option<SubCode>,
        /// When the bot reached this status. Order events by it.
        pub updated_at: Option<Timestamp>,
    }
}

impl StatusChange {
    /// Returns the bot: `data.bot`.
    #[must_use]
    pub fn bot(&self) -> Option<&Reference> {
        self.data.as_ref()?.bot.as_ref()
    }

    /// Returns the bot's id: `data.bot.id`.
    #[must_use]
    pub fn bot_id(&self) -> Option<&Id> {
        self.bot()?.id.as_ref()
    }

    /// Returns the status: `data.data`.
    #[must_use]
    pub fn status(&self) -> Option<&Status> {
        self.data.as_ref()?.data.as_ref()
    }

    /// Returns the status code: `data.data.code`. [`Event::code`](super::Event::code) has a code
    /// even if this field is missing.
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        self.status()?.code.as_ref()
    }

    /// Returns the reason: `data.data.sub_code`.
    #[must_use]
    pub fn sub_code(&self) -> Option<&SubCode> {
        self.status()?.sub_code.as_ref()
    }

    /// Returns when the bot reached this status: `data.data.updated_at`.
    #[must_use]
    pub fn updated_at(&self) -> Option<&Timestamp> {
        self.status()?.updated_at.as_ref()
    }
}

open_enum! {
    /// The status of a bot: `data.data.code`, and the event's name without `bot.`.
    pub enum StatusCode {
        /// The bot is connecting to the call.
        JoiningCall = "joining_call",
        /// The bot is in the waiting room.
        InWaitingRoom = "in_waiting_room",
        /// The bot is in the call but not recording: not yet, not allowed to, or paused.
        InCallNotRecording = "in_call_not_recording",
        /// The host allowed the bot to record.
        RecordingPermissionAllowed = "recording_permission_allowed",
        /// The host did not allow the bot to record; the sub-code says why.
        RecordingPermissionDenied = "recording_permission_denied",
        /// The bot is in the call and recording.
        InCallRecording = "in_call_recording",
        /// The bot left the call; the sub-code says why. `done` follows.
        CallEnded = "call_ended",
        /// The bot shut down; anything it recorded is available.
        Done = "done",
        /// An error kept the bot from joining; the sub-code says which error.
        Fatal = "fatal",
        /// The bot entered a breakout room. Observed, not documented.
        BreakoutRoomEntered = "breakout_room_entered",
        /// The bot left a breakout room. Observed, not documented.
        BreakoutRoomLeft = "breakout_room_left",
        /// A breakout room was opened. Observed, not documented.
        BreakoutRoomOpened = "breakout_room_opened",
        /// A breakout room was closed. Observed, not documented.
        BreakoutRoomClosed = "breakout_room_closed",
        /// An internal status of the legacy API, with no meaning to its users.
        Ready = "ready",
        /// A participant is in the waiting room (legacy API).
        ParticipantInWaitingRoom = "participant_in_waiting_room",
        /// The recording is done (legacy API).
        RecordingDone = "recording_done",
        /// The analysis is done (legacy API).
        AnalysisDone = "analysis_done",
        /// The analysis failed (legacy API).
        AnalysisFailed = "analysis_failed",
        /// The media expired and were deleted (legacy API).
        MediaExpired = "media_expired",
    }
}
