use crate::open::{open_enum, payload};
use crate::recall::{Bot, SubCode};
use crate::{Id, Timestamp};

payload! {
    /// A change of a bot's status: the body of all `bot.*` events but the legacy ones.
    pub struct StatusChange {
        /// The bot and its status.
        pub data: Option<BotStatus>,
    }
}

payload! {
    /// A bot and its status: `data`.
    pub struct BotStatus {
        /// The status. Missing from the dashboard's test event (observed, not documented).
        pub data: Option<Status>,
        /// The bot.
        pub bot: Option<Bot>,
    }
}

payload! {
    /// The status of a bot: `data.data`.
    pub struct Status {
        /// The status, which is the event's name without `bot.`.
        pub code: Option<StatusCode>,
        /// Why; null for a status that needs no reason.
        pub sub_code: Option<SubCode>,
        /// When the bot came to this status. Order events by it.
        pub updated_at: Option<Timestamp>,
    }
}

impl StatusChange {
    /// The bot: `data.bot`.
    #[must_use]
    pub fn bot(&self) -> Option<&Bot> {
        self.data.as_ref()?.bot.as_ref()
    }

    /// The bot's id: `data.bot.id`.
    #[must_use]
    pub fn bot_id(&self) -> Option<&Id> {
        self.bot()?.id.as_ref()
    }

    /// The status: `data.data`.
    #[must_use]
    pub fn status(&self) -> Option<&Status> {
        self.data.as_ref()?.data.as_ref()
    }

    /// The status's code: `data.data.code`. [`Event::code`](super::Event::code) knows it where it
    /// is missing too.
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        self.status()?.code.as_ref()
    }

    /// Why: `data.data.sub_code`.
    #[must_use]
    pub fn sub_code(&self) -> Option<&SubCode> {
        self.status()?.sub_code.as_ref()
    }

    /// When: `data.data.updated_at`.
    #[must_use]
    pub fn updated_at(&self) -> Option<&Timestamp> {
        self.status()?.updated_at.as_ref()
    }
}

open_enum! {
    /// What a bot is at: `data.data.code`, and the name of the event after `bot.`.
    pub enum StatusCode {
        /// It connects to the call.
        JoiningCall = "joining_call",
        /// It is in the waiting room.
        InWaitingRoom = "in_waiting_room",
        /// It is in the call and does not record: not yet, not allowed, or paused.
        InCallNotRecording = "in_call_not_recording",
        /// The host has allowed it to record.
        RecordingPermissionAllowed = "recording_permission_allowed",
        /// The host has refused to let it record; the sub-code says why.
        RecordingPermissionDenied = "recording_permission_denied",
        /// It is in the call and records.
        InCallRecording = "in_call_recording",
        /// It has left the call; the sub-code says why. `done` follows.
        CallEnded = "call_ended",
        /// It has shut down; what it recorded is there.
        Done = "done",
        /// An error has kept it from joining; the sub-code says which.
        Fatal = "fatal",
        /// It has entered a breakout room. Observed, not documented.
        BreakoutRoomEntered = "breakout_room_entered",
        /// It has left a breakout room. Observed, not documented.
        BreakoutRoomLeft = "breakout_room_left",
        /// A breakout room was opened. Observed, not documented.
        BreakoutRoomOpened = "breakout_room_opened",
        /// A breakout room was closed. Observed, not documented.
        BreakoutRoomClosed = "breakout_room_closed",
        /// An internal status of the legacy API, without meaning for others.
        Ready = "ready",
        /// A participant is in the waiting room (legacy API).
        ParticipantInWaitingRoom = "participant_in_waiting_room",
        /// The recording is done (legacy API).
        RecordingDone = "recording_done",
        /// The analysis is done (legacy API).
        AnalysisDone = "analysis_done",
        /// The analysis has failed (legacy API).
        AnalysisFailed = "analysis_failed",
        /// The media have been deleted, because their time ran out (legacy API).
        MediaExpired = "media_expired",
    }
}
