use crate::open::open_enum;

open_enum! {
    /// How a call stands.
    pub enum CallStatus {
        /// It took place.
        Completed = "completed",
        /// It did not work.
        Failed = "failed",
        /// It waits for its turn.
        Queue = "queue",
        /// It is on hold.
        Paused = "paused",
        /// It has been started.
        Initiated = "initiated",
        /// Nobody answered. Observed as `no_answer` too.
        NoAnswer = "no-answer",
        /// The line was busy.
        Busy = "busy",
        /// A voicemail answered, and the agent hung up.
        HangupOnVoicemail = "hangup_on_voicemail",
        /// It has not been started yet. Documented since 2026.
        Pending = "pending",
        /// It rings. Documented since 2026.
        Ringing = "ringing",
        /// It is going on. Documented since 2026.
        InProgress = "in-progress",
        /// It was canceled. Documented since 2026.
        Canceled = "canceled",
        /// The user of Synthflow canceled it. Documented since 2026.
        UserCanceled = "user-canceled",
        /// The agent spoke to a voicemail. Documented since 2026.
        LeftVoicemail = "left_voicemail",
        /// It was taken for spam. Documented since 2026.
        Spam = "spam",
        /// It is announced, and not yet there. Documented since 2026.
        Registered = "registered",
    }
}

open_enum! {
    /// Why a call ended.
    ///
    /// Free text was observed too, as `Insufficient Minutes` and `404: Not Found`; it is `Unknown`.
    pub enum EndCallReason {
        /// A voicemail answered.
        Voicemail = "voicemail",
        /// The human said goodbye first.
        HumanGoodbye = "human_goodbye",
        /// The agent said goodbye first.
        AgentGoodbye = "agent_goodbye",
        /// The human answered, and was cut off without a goodbye.
        HumanPickUpCutOff = "human_pick_up_cut_off",
        /// It took as long as a call may.
        MaxDuration = "max_duration",
        /// Nobody said why.
        Undefined = "undefined",
        /// The agent left a message on a voicemail. Documented since 2026.
        VoicemailMessageLeft = "voicemail_message_left",
        /// One of the customer's own conditions was met; which one, says
        /// `custom_end_call_reason`. Documented since 2026.
        CustomEndCall = "custom_end_call",
        /// The user of Synthflow canceled it. Documented since 2026.
        UserCanceled = "user_canceled",
        /// It took place. Documented in 2024.
        Completed = "completed",
        /// A voicemail answered, and was cut off. Documented for the REST API.
        VoicemailCutOff = "voicemail_cut_off",
        /// The agent ended it. Documented for the REST API.
        AgentEndedCall = "agent_ended_call",
        /// The human ended it. Documented for the REST API.
        HumanEndedCall = "human_ended_call",
        /// Nothing happened for too long. Documented for the REST API.
        Timeout = "timeout",
        /// Something went wrong. Documented for the REST API.
        Error = "error",
    }
}
