use crate::Id;
use crate::event_table::{Wire, events};
use crate::recall::{LegacyStatusChange, LogMessage, StatusChange, StatusCode};

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
    /// assert_eq!(event.code(), Some(StatusCode::Done));
    /// # Ok::<(), bot_webhooks::ParseError>(())
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<StatusCode> {
        if let Self::BotStatusChange(change) = self {
            return change.code().cloned();
        }
        let code = self.status_change()?.code().cloned();
        code.or_else(|| self.name().strip_prefix("bot.").map(StatusCode::from))
    }
}

#[cfg(feature = "receive")]
impl crate::receive::Answering for Event {
    type Reply = ();
    type Echo = ();

    fn delivery_id(headers: &dyn crate::Headers) -> Option<&str> {
        let header = |name| headers.header(name).filter(|id| !id.is_empty());
        let id = header("webhook-id").or_else(|| header("svix-id"))?;
        std::str::from_utf8(id).ok()
    }

    fn delivery_key(
        &self,
        delivery: &crate::Delivery<'_>,
    ) -> Option<crate::idempotency::DeliveryKey> {
        Some(crate::idempotency::DeliveryKey::of_id(delivery))
    }
}
