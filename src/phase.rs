use crate::named_enum::named_enum;

named_enum! {
    /// How far a bot, a call or a session is, for code that treats all vendors alike.
    #[non_exhaustive]
    pub enum Phase {
        /// It has been requested or connects, and nobody talks yet.
        Starting = "starting",
        /// The conversation is going on.
        InProgress = "in_progress",
        /// The conversation is over. Media may still be missing.
        Ended = "ended",
        /// It did not come about, or broke down.
        Failed = "failed",
        /// It is over, and recording, transcript or analysis can be had.
        MediaReady = "media_ready",
    }
}
