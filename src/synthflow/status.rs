use crate::open::open_enum;

open_enum! {
    /// The status of a call.
    pub enum CallStatus {
        /// The call took place.
        Completed = "completed",
        /// The call failed.
        Failed = "failed",
        /// The call is queued.
        Queue = "queue",
        /// The call is on hold.
        Paused = "paused",
        /// The call has been started.
        Initiated = "initiated",
        /// Nobody answered. Observed as `no_answer` too.
        NoAnswer = "no-answer",
        /// The line was busy.
        Busy = "busy",
        /// A voicemail answered, and the agent hung up.
        HangupOnVoicemail = "hangup_on_voicemail",
        /// The call has not been started yet. Documented since 2026.
        Pending = "pending",
        /// The phone is ringing. Documented since 2026.
        Ringing = "ringing",
        /// The call is in progress. Documented since 2026.
        InProgress = "in-progress",
        /// The call was canceled. Documented since 2026.
        Canceled = "canceled",
        /// The Synthflow user canceled the call. Documented since 2026.
        UserCanceled = "user-canceled",
        /// The agent spoke to a voicemail. Documented since 2026.
        LeftVoicemail = "left_voicemail",
        /// The call was taken for spam. Documented since 2026.
        Spam = "spam",
        /// The call is announced but does not exist yet. Documented since 2026.
        Registered = "registered",
    }
}

open_enum! {
    /// Why a call ended.
    ///
    /// Free text has been observed too, such as `Insufficient Minutes` and `404: Not Found`; it is
    /// `Unknown`.
    pub enum EndCallReason {
        /// A voicemail answered.
        Voicemail = "voicemail",
        /// The human said goodbye first.
        HumanGoodbye = "human_goodbye",
        /// The agent said goodbye first.
        AgentGoodbye = "agent_goodbye",
        /// The human answered, and was cut off without a goodbye.
        HumanPickUpCutOff = "human_pick_up_cut_off",
        /// The call reached its maximum duration.
        MaxDuration = "max_duration",
        /// No reason was given.
        Undefined = "undefined",
        /// The agent left a message on a voicemail. Documented since 2026.
        VoicemailMessageLeft = "voicemail_message_left",
        /// One of the customer's own conditions was met; `custom_end_call_reason` says which one.
        /// Documented since 2026.
        CustomEndCall = "custom_end_call",
        /// The Synthflow user canceled the call. Documented since 2026.
        UserCanceled = "user_canceled",
        /// The call took place. Documented in 2024.
        Completed = "completed",
        /// A voicemail answered, and was cut off. Documented for the REST API.
        VoicemailCutOff = "voicemail_cut_off",
        /// The agent ended the call. Documented for the REST API.
        AgentEndedCall = "agent_ended_call",
        /// The human ended the call. Documented for the REST API.
        HumanEndedCall = "human_ended_call",
        /// Nothing happened for too long. Documented for the REST API.
        Timeout = "timeout",
        /// An error occurred. Documented for the REST API.
        Error = "error",
    }
}
