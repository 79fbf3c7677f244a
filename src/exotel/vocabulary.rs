use crate::open::open_enum;

open_enum! {
    /// How far a session is.
    pub enum SessionState {
        /// The session begins.
        SessionStart = "session_start",
        /// The session is going on.
        SessionInProgress = "session_in_progress",
        /// The session is over.
        SessionEnd = "session_end",
    }
}

open_enum! {
    /// What made Exotel send a webhook.
    pub enum TriggerReason {
        /// The interval for insights has passed.
        Timer = "timer",
        /// A turn is over.
        TurnComplete = "turn_complete",
        /// A turn is going on.
        TurnProgress = "turn_progress",
        /// The caller is about to be handed to a person.
        PreAgentTransfer = "pre_agent_transfer",
        /// The session begins.
        Start = "start",
        /// The session is over.
        End = "end",
    }
}

open_enum! {
    /// The network that a call came by.
    pub enum NetworkType {
        /// A SIP endpoint.
        Sip = "sip",
        /// The telephone network.
        Pstn = "pstn",
        /// An internet call. Not documented here: other APIs of Exotel say so.
        Voip = "voip",
    }
}

open_enum! {
    /// What an event is about. All but `Transcript` are insights.
    pub enum EventType {
        /// How the caller feels.
        Sentiment = "sentiment",
        /// What the conversation comes to so far.
        Summary = "summary",
        /// What the caller wants.
        Intent = "intent",
        /// A thing that was named: a date, an order, a place.
        Entity = "entity",
        /// What the conversation has led to.
        Outcome = "outcome",
        /// What is being said.
        Transcript = "transcript",
    }
}

open_enum! {
    /// How an insight or a turn stands.
    pub enum EventStatus {
        /// The insight is the same as before.
        Unchanged = "unchanged",
        /// The insight is a different one.
        Changed = "changed",
        /// The turn is still going on.
        InProgress = "inprogress",
        /// The turn is over.
        Completed = "completed",
    }
}

open_enum! {
    /// Whether a turn is over.
    pub enum TranscriptStatus {
        /// It is still going on; only the active turn has this.
        InProgress = "inprogress",
        /// It is over. This is meant where no status came.
        Completed = "completed",
    }
}

open_enum! {
    /// Who speaks. Both sides have more than one name.
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
