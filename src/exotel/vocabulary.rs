use crate::open::open_enum;

open_enum! {
    /// The state of a session.
    pub enum SessionState {
        /// The session is starting.
        SessionStart = "session_start",
        /// The session is in progress.
        SessionInProgress = "session_in_progress",
        /// The session is over.
        SessionEnd = "session_end",
    }
}

open_enum! {
    /// What made Exotel send a webhook.
    pub enum TriggerReason {
        /// The interval for insights has elapsed.
        Timer = "timer",
        /// A turn is over.
        TurnComplete = "turn_complete",
        /// A turn is in progress.
        TurnProgress = "turn_progress",
        /// The caller is about to be transferred to a human.
        PreAgentTransfer = "pre_agent_transfer",
        /// The session is starting.
        Start = "start",
        /// The session is over.
        End = "end",
    }
}

open_enum! {
    /// The network that a call came in on.
    pub enum NetworkType {
        /// A SIP endpoint.
        Sip = "sip",
        /// The telephone network.
        Pstn = "pstn",
        /// An internet call. Not documented here; other APIs of Exotel have this value.
        Voip = "voip",
    }
}

open_enum! {
    /// What an event is about. All but `Transcript` are insights.
    pub enum EventType {
        /// How the caller feels.
        Sentiment = "sentiment",
        /// A summary of the conversation so far.
        Summary = "summary",
        /// What the caller wants.
        Intent = "intent",
        /// Something that was mentioned: a date, an order, a place.
        Entity = "entity",
        /// The outcome of the conversation.
        Outcome = "outcome",
        /// What is being said.
        Transcript = "transcript",
    }
}

open_enum! {
    /// The status of an insight or a turn.
    pub enum EventStatus {
        /// The insight is the same as before.
        Unchanged = "unchanged",
        /// The insight has changed.
        Changed = "changed",
        /// The turn is in progress.
        InProgress = "inprogress",
        /// The turn is over.
        Completed = "completed",
    }
}

open_enum! {
    /// Whether a turn is over.
    pub enum TranscriptStatus {
        /// The turn is in progress; only the active turn has this status.
        InProgress = "inprogress",
        /// The turn is over. A missing status usually means this too.
        Completed = "completed",
    }
}

open_enum! {
    /// Who is speaking. Both sides have more than one name.
    pub enum Speaker {
        /// The bot.
        Assistant = "assistant",
        /// The caller.
        User = "user",
        /// The caller. Observed, not documented.
        Customer = "customer",
        /// The bot. Observed, not documented.
        Bot = "bot",
    }
}

open_enum! {
    /// When insights are sent.
    pub enum TriggerType {
        /// At a fixed interval.
        Timer = "timer",
    }
}
