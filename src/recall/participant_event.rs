use crate::open::{open_enum, payload};
use crate::recall::envelope::envelope;
use crate::recall::{Event, Participant, RecordingTime};

envelope! {
    /// What a participant did: the body of the `participant_events.*` events of a real-time endpoint.
    /// Only the event says which of them it is.
    pub struct ParticipantEvent(ParticipantEventData) {
        /// Who did something, and when: `data.data`.
        data: ParticipantAction, action;
        /// The recording's participant events.
        participant_events;
        /// The endpoint that the event was sent to.
        realtime_endpoint;
        /// The recording.
        recording;
        /// The bot that makes the recording; missing or null if no bot does.
        bot;
    }
}

payload! {
    /// Who did something, and when: `data.data`.
    pub struct ParticipantAction lenient {
        /// Who did it.
        pub participant: Option<Participant>,
        /// When it was done.
        pub timestamp: Option<RecordingTime>,
        /// What was done: the event's name after the dot. Observed, not documented.
        pub action: Option<String>,
        /// The message, in `participant_events.chat_message`; null in all other events.
        pub data: Option<ChatMessage>,
    }
}

payload! {
    /// A chat message: `data.data.data`.
    pub struct ChatMessage lenient {
        /// The text.
        pub text: Option<String>,
        /// Who can read it.
        pub to: Option<ChatRecipient>,
    }
}

open_enum! {
    /// Who can read a chat message.
    pub enum ChatRecipient {
        /// Everybody in the call.
        Everyone = "everyone",
        /// Only the bot.
        OnlyBot = "only_bot",
    }
}

impl ParticipantEvent {
    /// Returns who did something: `data.data.participant`.
    #[must_use]
    pub fn participant(&self) -> Option<&Participant> {
        self.action()?.participant.as_ref()
    }

    /// Returns when it was done: `data.data.timestamp`.
    #[must_use]
    pub fn timestamp(&self) -> Option<&RecordingTime> {
        self.action()?.timestamp.as_ref()
    }

    /// Returns the chat message: `data.data.data`.
    #[must_use]
    pub fn chat_message(&self) -> Option<&ChatMessage> {
        self.action()?.data.as_ref()
    }
}

impl Event {
    /// What a participant did, for all `participant_events.*` of a real-time endpoint.
    pub(super) fn participant_event(&self) -> Option<&ParticipantEvent> {
        match self {
            Self::ParticipantEventsJoin(did)
            | Self::ParticipantEventsLeave(did)
            | Self::ParticipantEventsUpdate(did)
            | Self::ParticipantEventsSpeechOn(did)
            | Self::ParticipantEventsSpeechOff(did)
            | Self::ParticipantEventsWebcamOn(did)
            | Self::ParticipantEventsWebcamOff(did)
            | Self::ParticipantEventsScreenshareOn(did)
            | Self::ParticipantEventsScreenshareOff(did)
            | Self::ParticipantEventsChatMessage(did) => Some(did),
            _ => None,
        }
    }
}
