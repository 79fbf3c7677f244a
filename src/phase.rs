use crate::named_enum::named_enum;

named_enum! {
    /// How far a bot, a call or a session is, for code that treats all vendors alike.
    #[non_exhaustive]
    pub enum Phase {
        /// It has been requested or is connecting; nobody is talking yet.
        Starting = "starting",
        /// The conversation is in progress.
        InProgress = "in_progress",
        /// The conversation is over. Media may still be missing.
        Ended = "ended",
        /// It did not take place, or it failed.
        Failed = "failed",
        /// It is over, and a recording, transcript or analysis is available.
        MediaReady = "media_ready",
    }
}
