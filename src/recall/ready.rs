use crate::Id;

/// Something that can be downloaded now: see [`Timeline::ready`](super::Timeline::ready).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Ready {
    /// All media of the recording with this id, except for transcripts that are made later.
    Recording(Id),
    /// The transcript with this id.
    Transcript(Id),
    /// All recordings of the bot with this id, as far as the bot's status says. Only if no
    /// `recording.*` event of the bot is known.
    Bot(Id),
}
