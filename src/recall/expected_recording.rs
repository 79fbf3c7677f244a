/// What a [`Timeline`](super::Timeline) knows about a bot's recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExpectedRecording {
    /// No event so far says that the bot recorded. A `call_ended` or a `done` does not say so. The
    /// event that does may still be on its way.
    NotSeen,
    /// The bot recorded. The media are not available yet; after a `fatal`, they may never be.
    Started,
    /// The bot recorded and is done: the video can be downloaded.
    Complete,
    /// The bot recorded, failed, and is done: what it recorded before it failed can be downloaded.
    /// Observed, not documented.
    Partial,
    /// There was a recording, but it expired and was deleted (legacy API).
    Expired,
}

impl ExpectedRecording {
    /// Returns `true` if there is something to download now: `Complete` or `Partial`.
    #[must_use]
    pub fn is_available(self) -> bool {
        matches!(self, Self::Complete | Self::Partial)
    }
}
