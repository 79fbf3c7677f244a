use crate::named_enum::named_enum;

named_enum! {
    /// What a [`Timeline`](super::Timeline) knows of a bot's recording by the bot's status alone. A
    /// [`Recording`](super::Recording) is known by its own events.
    #[non_exhaustive]
    pub enum ExpectedRecording {
        /// Nothing says that the bot recorded. A `call_ended`, and a `done`, are no sign of it. The
        /// sign may still be on its way.
        NotSeen = "not_seen",
        /// The bot began to record. The media are not available yet, and after a `fatal` may never be.
        Started = "started",
        /// The bot has recorded and is done: the video can be downloaded.
        Complete = "complete",
        /// The bot has recorded, failed, and is done: what it had recorded until then can be
        /// downloaded. Observed, not documented.
        Partial = "partial",
        /// There was a recording, and it has been deleted, because its time ran out (legacy API).
        Expired = "expired",
    }
}

impl ExpectedRecording {
    /// Returns `true` if there is something to download now: `Complete` or `Partial`.
    #[must_use]
    pub fn is_available(self) -> bool {
        matches!(self, Self::Complete | Self::Partial)
    }
}
