use crate::event_table::{Wire, events};
use crate::recall::{LegacyStatusChange, LogMessage, StatusChange, StatusCode};
use crate::{Id, Phase, Timestamp, Turn};

events! {
    /// A webhook event from Recall.ai.
    pub enum Event for Recall, replying () {
        /// The bot accepted the join request and is connecting.
        "bot.joining_call" => BotJoiningCall(StatusChange), on_bot_joining_call;
        /// The bot is in the meeting's waiting room.
        "bot.in_waiting_room" => BotInWaitingRoom(StatusChange), on_bot_in_waiting_room;
        /// The bot is in the call but not recording: its setup is unfinished, it has no permission,
        /// or the recording is paused.
        "bot.in_call_not_recording" => BotInCallNotRecording(StatusChange), on_bot_in_call_not_recording;
        /// The host allowed the bot to record.
        "bot.recording_permission_allowed" => BotRecordingPermissionAllowed(StatusChange), on_bot_recording_permission_allowed;
        /// The host did not allow the bot to record; the sub-code says why.
        "bot.recording_permission_denied" => BotRecordingPermissionDenied(StatusChange), on_bot_recording_permission_denied;
        /// The bot is recording.
        "bot.in_call_recording" => BotInCallRecording(StatusChange), on_bot_in_call_recording;
        /// The bot left the call, and real-time transcription is finished; the sub-code says why
        /// the bot left. `bot.done` follows.
        "bot.call_ended" => BotCallEnded(StatusChange), on_bot_call_ended;
        /// The bot shut down. If it recorded, its video has been uploaded.
        "bot.done" => BotDone(StatusChange), on_bot_done;
        /// An error kept the bot from joining; the sub-code says which error.
        "bot.fatal" => BotFatal(StatusChange), on_bot_fatal;
        /// The bot entered a breakout room. Observed, not documented.
        "bot.breakout_room_entered" => BotBreakoutRoomEntered(StatusChange), on_bot_breakout_room_entered;
        /// The bot left a breakout room. Observed, not documented.
        "bot.breakout_room_left" => BotBreakoutRoomLeft(StatusChange), on_bot_breakout_room_left;
        /// A breakout room was opened. Observed, not documented.
        "bot.breakout_room_opened" => BotBreakoutRoomOpened(StatusChange), on_bot_breakout_room_opened;
        /// A breakout room was closed. Observed, not documented.
        "bot.breakout_room_closed" => BotBreakoutRoomClosed(StatusChange), on_bot_breakout_room_closed;
        /// A bot's status changed (API v1.10, which has one event for all statuses).
        "bot.status_change" => BotStatusChange(LegacyStatusChange), on_bot_status_change;
        /// A bot or a job logged a message (API v1.10).
        "bot.log" => BotLog(LogMessage), on_bot_log;
        /// An output of a bot logged a message (API v1.10).
        "bot.output_log" => BotOutputLog(LogMessage), on_bot_output_log;
    }
}

impl Wire for Event {
    const TAGS: &'static [&'static str] = &["event"];
}

impl Event {
    /// Returns the status change, for the `bot.*` events that are one.
    #[must_use]
    pub fn status_change(&self) -> Option<&StatusChange> {
        match self {
            Self::BotJoiningCall(change)
            | Self::BotInWaitingRoom(change)
            | Self::BotInCallNotRecording(change)
            | Self::BotRecordingPermissionAllowed(change)
            | Self::BotRecordingPermissionDenied(change)
            | Self::BotInCallRecording(change)
            | Self::BotCallEnded(change)
            | Self::BotDone(change)
            | Self::BotFatal(change)
            | Self::BotBreakoutRoomEntered(change)
            | Self::BotBreakoutRoomLeft(change)
            | Self::BotBreakoutRoomOpened(change)
            | Self::BotBreakoutRoomClosed(change) => Some(change),
            Self::BotStatusChange(_)
            | Self::BotLog(_)
            | Self::BotOutputLog(_)
            | Self::Unknown(_) => None,
        }
    }

    /// Returns the id of the bot that the event is about.
    #[must_use]
    pub fn bot_id(&self) -> Option<&Id> {
        match self {
            Self::BotStatusChange(change) => change.bot_id(),
            Self::BotLog(log) | Self::BotOutputLog(log) => log.data.as_ref()?.bot_id.as_ref(),
            _ => self.status_change()?.bot_id(),
        }
    }

    /// Returns the bot's status: the code in the body or, if there is none, the one in the event's
    /// name.
    ///
    /// ```
    /// use bot_webhooks::recall::{Event, StatusCode};
    ///
    /// // The dashboard's test event has no status.
    /// let body = r#"{"event": "bot.done", "data": {"bot": {"id": "test"}}}"#;
    /// let event: Event = body.parse()?;
    /// assert_eq!(event.code(), Some(&StatusCode::Done));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<&StatusCode> {
        if let Self::BotStatusChange(change) = self {
            return change.code();
        }
        let code = self.status_change()?.code();
        code.or_else(|| {
            let name = self.name().strip_prefix("bot.")?;
            StatusCode::KNOWN.iter().find(|code| code.as_str() == name)
        })
    }
}

impl Event {
    /// The bot's id, as [`bot_id`](Self::bot_id) has it; of an unknown event `data.bot.id` or
    /// `data.bot_id`.
    #[must_use]
    pub fn subject(&self) -> Option<Id> {
        match self {
            Self::Unknown(unknown) => unknown
                .read("/data/bot/id")
                .or_else(|| unknown.read("/data/bot_id")),
            known => known.bot_id().cloned(),
        }
    }

    /// When the status changed (`data.data.updated_at`), or the line was logged; of an unknown event
    /// `data.data.updated_at`.
    #[must_use]
    pub fn occurred_at(&self) -> Option<Timestamp> {
        match self {
            Self::BotStatusChange(change) => change.updated_at().cloned(),
            Self::BotLog(log) | Self::BotOutputLog(log) => {
                log.data.as_ref()?.log.as_ref()?.created_at.clone()
            }
            Self::Unknown(unknown) => unknown.read("/data/data/updated_at"),
            known => known.status_change()?.updated_at().cloned(),
        }
    }

    /// Nothing: these events have no transcript.
    #[must_use]
    pub fn turns(&self) -> Vec<Turn<'_>> {
        Vec::new()
    }

    /// How far the bot is, by its [`code`](Self::code). `done` is [`Phase::MediaReady`], though a bot
    /// that did not record has no media; `None` for breakout rooms, logs and unknown codes.
    #[must_use]
    pub fn phase(&self) -> Option<Phase> {
        Some(match self.code()? {
            StatusCode::JoiningCall | StatusCode::InWaitingRoom => Phase::Starting,
            StatusCode::InCallNotRecording
            | StatusCode::RecordingPermissionAllowed
            | StatusCode::RecordingPermissionDenied
            | StatusCode::InCallRecording => Phase::InProgress,
            StatusCode::CallEnded => Phase::Ended,
            StatusCode::Fatal => Phase::Failed,
            StatusCode::Done | StatusCode::RecordingDone | StatusCode::AnalysisDone => {
                Phase::MediaReady
            }
            _ => return None,
        })
    }
}
